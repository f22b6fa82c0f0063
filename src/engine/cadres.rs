//! Cadres: each an agent in a post, with a patron, views, tastes and somebody whom he backs.

use std::sync::LazyLock;

use super::state::{Play, Status};
use crate::chance::{Block, Key, Purpose, Stream, gumbel, mix, normal, spread, unit};
use crate::polity::{BaseIx, OrganIx, Who};

/// Nobody, where a principal is meant.
pub(super) const NOBODY: u16 = u16::MAX;
/// No seat.
pub(super) const NO_SEAT: u8 = u8::MAX;

/// One post and the cadre in it.
#[derive(Clone, Debug)]
pub(super) struct Cadre {
    /// Weight of the post, in millionths of the highest in its base. An integer, so that sums do
    /// not depend on their order.
    pub weight: u32,
    /// Number of the post within its base.
    pub post: u32,
    pub base: u16,
    pub patron: u16,
    pub backs: u16,
    /// How strongly he backs him, in thousandths. An integer, for the same reason.
    pub strength: u16,
    /// Organ in which he sits, or [`NO_SEAT`].
    pub seat: u8,
    /// Whether that seat has a vote.
    pub votes: bool,
    /// When he next reconsiders, and how long he then waits.
    pub next: u32,
    pub pause: u32,
    /// When he leaves his post.
    pub leaves: u32,
    /// From which his tastes follow.
    pub taste_key: u64,
}

/// All cadres, base by base, highest post first.
#[derive(Clone, Debug, Default)]
pub(super) struct Cadres {
    pub each: Vec<Cadre>,
    /// Where each base begins; one more entry marks the end.
    pub starts: Vec<usize>,
    /// Views, by cadre and issue.
    pub views: Vec<f32>,
    /// Fixed tastes, by cadre and principal.
    tastes: Vec<Lanes>,
    /// Principals there is room for in `tastes`: a multiple of [`LANES`].
    pub room: usize,
    /// Weight that backs each principal, by base and principal.
    backing: Vec<u64>,
    /// Seats with a vote that back each principal and how strongly, in thousandths, by organ and
    /// principal; the last place is for those who back nobody.
    pub seats: Vec<(u32, u32)>,
    /// Total weight of each base.
    pub totals: Vec<u64>,
    /// Room to weigh principals in.
    scores: Vec<Lanes>,
}

/// Principals weighed side by side.
const LANES: usize = 8;
type Lanes = [f32; LANES];

/// The greatest of all.
fn greatest(scores: &[Lanes]) -> f32 {
    let mut most = [f32::NEG_INFINITY; LANES];
    for lanes in scores {
        for lane in 0..LANES {
            most[lane] = if lanes[lane] > most[lane] { lanes[lane] } else { most[lane] };
        }
    }
    most.into_iter().fold(f32::NEG_INFINITY, |a, b| if b > a { b } else { a })
}

/// Standard Gumbel quantiles, 4096 of them.
static QUANTILES: LazyLock<Vec<f32>> =
    LazyLock::new(|| (0..4096).map(|q| gumbel((f64::from(q) + 0.5) / 4096.0) as f32).collect());

/// A cadre's fixed taste for a principal: a standard Gumbel quantile, picked by the cadre's own
/// key and the principal's.
fn taste(quantiles: &[f32], taste_key: u64, leader: Key) -> f32 {
    let word = spread(taste_key, leader.bits().wrapping_mul(0x9e37_79b9_7f4a_7c15));
    quantiles[(word >> 52) as usize]
}

impl Cadres {
    /// Cadres of one base.
    pub fn of(&self, base: BaseIx) -> std::ops::Range<usize> {
        self.starts[base]..self.starts[base + 1]
    }

    /// Where a cadre's seat is counted, if he has one with a vote.
    fn seat_slot(&self, at: usize) -> Option<usize> {
        let cadre = &self.each[at];
        (cadre.seat != NO_SEAT && cadre.votes).then(|| {
            let who = usize::from(cadre.backs).min(self.room);
            usize::from(cadre.seat) * (self.room + 1) + who
        })
    }

    /// Counts a cadre's seat, after a change, or takes it out of the count before one.
    pub fn count_seat(&mut self, at: usize, present: bool) {
        let Some(slot) = self.seat_slot(at) else { return };
        let strength = u32::from(self.each[at].strength);
        let (seats, sum) = &mut self.seats[slot];
        if present {
            (*seats, *sum) = (*seats + 1, *sum + strength);
        } else {
            (*seats, *sum) = (*seats - 1, *sum - strength);
        }
    }

    /// Moves a cadre's support to another principal, with this strength.
    pub fn side(&mut self, at: usize, whom: u16, strength: u16) {
        self.count_seat(at, false);
        self.each[at].strength = strength;
        if self.each[at].backs != whom {
            self.back(at, whom);
        }
        self.count_seat(at, true);
    }

    /// Moves a cadre's weight to another principal.
    fn back(&mut self, at: usize, whom: u16) {
        let cadre = &mut self.each[at];
        let row = usize::from(cadre.base) * self.room;
        if cadre.backs != NOBODY {
            self.backing[row + usize::from(cadre.backs)] -= u64::from(cadre.weight);
        }
        cadre.backs = whom;
        if whom != NOBODY {
            self.backing[row + usize::from(whom)] += u64::from(cadre.weight);
        }
    }

    /// Weight that backs each principal in a base.
    pub fn backing_in(&self, base: BaseIx) -> &[u64] {
        &self.backing[base * self.room..(base + 1) * self.room]
    }

    /// Share of a base that backs somebody, in `[0, 1]`.
    pub fn share(&self, base: BaseIx, who: Who) -> f64 {
        self.backing[base * self.room + who] as f64 / self.totals[base].max(1) as f64
    }
}

/// Which posts count, highest first: the k-th counts k^-slope.
fn weight_of(post: usize, slope: f64) -> u32 {
    (1e6 * libm::pow((post + 1) as f64, -slope)).max(1.0) as u32
}

impl Play<'_> {
    /// Fills every post when the play opens.
    pub fn raise_cadres(&mut self) {
        let room = (self.leaders.len() + 1).next_multiple_of(LANES);
        let cadres = &mut self.cadres;
        cadres.room = room;
        cadres.backing = vec![0; self.bases.len() * room];
        for (base, b) in self.polity.bases.iter().enumerate() {
            cadres.starts.push(cadres.each.len());
            let slope = self.values[b.cohort.slope];
            let mut seats = Vec::new();
            for sitting in &b.cohort.seats {
                let organ = u8::try_from(sitting.organ).expect("few organs");
                seats.extend(std::iter::repeat_n((organ, true), sitting.voting));
                seats.extend(std::iter::repeat_n((organ, false), sitting.candidates));
            }
            let mut total = 0;
            for post in 0..b.cohort.posts {
                let (seat, votes) = seats.get(post).copied().unwrap_or((NO_SEAT, false));
                let weight = weight_of(post, slope);
                total += u64::from(weight);
                cadres.each.push(Cadre {
                    weight,
                    post: post as u32,
                    base: base as u16,
                    patron: NOBODY,
                    backs: NOBODY,
                    strength: 0,
                    seat,
                    votes,
                    next: 0,
                    pause: 1,
                    leaves: u32::MAX,
                    taste_key: 0,
                });
            }
            cadres.totals.push(total);
        }
        cadres.starts.push(cadres.each.len());
        cadres.seats = vec![(0, 0); self.polity.organs.len() * (room + 1)];
        for at in 0..cadres.each.len() {
            cadres.count_seat(at, true);
        }
        cadres.views = vec![0.0; cadres.each.len() * self.issues.len()];
        cadres.tastes = vec![[0.0; LANES]; cadres.each.len() * room / LANES];
        for base in 0..self.bases.len() {
            let patrons: Vec<(Who, f64)> = (self.polity.bases[base].cohort.patrons.iter())
                .map(|&(who, num)| (who, self.values[num]))
                .collect();
            for at in self.cadres.of(base) {
                let block = self.cadre_block(at, NOBODY);
                let mut draw = unit(block[30]);
                let mut patron = NOBODY;
                for &(who, share) in &patrons {
                    if draw < share {
                        patron = who as u16;
                        break;
                    }
                    draw -= share;
                }
                self.settle(at, patron, &block, true);
            }
        }
        // Twice: the second time they know whom the others back.
        for _ in 0..2 {
            self.measure_grip();
            let table = Appeals::new(self);
            for at in 0..self.cadres.each.len() {
                self.reconsider(at, &table);
            }
        }
    }

    /// The luck of whoever comes into a post now, through this patron.
    fn cadre_block(&mut self, at: usize, patron: u16) -> Block {
        let cadre = &self.cadres.each[at];
        let base = self.bases[usize::from(cadre.base)].key;
        let patron =
            if patron == NOBODY { 0 } else { self.leaders[usize::from(patron)].key.bits() };
        let month = self.round as u64;
        let stream = Stream::new(Purpose::Cadre, base, Key::number(cadre.post as usize));
        self.chance.block(stream, month << 28 | patron)
    }

    /// Makes the newcomer to a post what his luck says.
    fn settle(&mut self, at: usize, patron: u16, block: &Block, opening: bool) {
        let base = usize::from(self.cadres.each[at].base);
        let cohort = &self.polity.bases[base].cohort;
        let issues = self.issues.len();
        let sd = self.values[cohort.sd];
        for issue in 0..issues {
            let mut mean = self.values[cohort.mean[issue]];
            if patron != NOBODY {
                mean += 0.5 * (self.leaders[usize::from(patron)].positions[issue] - mean);
            }
            // Blocks hold thirty-two words: the last four are kept for other uses.
            let z = normal(unit(mix(block[issue % 28] ^ (issue / 28) as u64)));
            self.cadres.views[at * issues + issue] = (mean + sd * z).clamp(-1.0, 1.0) as f32;
        }
        let least = self.k.cadre_least.min(self.k.cadre_most);
        let spread = (self.k.cadre_most - least).max(0.0);
        let pause = (least + unit(block[28]) * spread) / self.months;
        let tenure = -libm::log(unit(block[29])) * self.values[cohort.tenure] / self.months;
        let now = self.round as u32;
        let cadre = &mut self.cadres.each[at];
        cadre.taste_key = block[31];
        cadre.patron = patron;
        cadre.pause = (pause as u32).max(1);
        // Spread evenly over a pause when the play opens.
        let wait = if opening { unit(mix(block[28])) * pause } else { pause };
        cadre.next = now + (wait as u32).max(1);
        cadre.leaves = now.saturating_add((tenure as u32).max(1));
        let rows = self.cadres.room / LANES;
        let row = &mut self.cadres.tastes[at * rows..(at + 1) * rows];
        for (taste_for, leader) in row.as_flattened_mut().iter_mut().zip(&self.leaders) {
            *taste_for = taste(&QUANTILES, block[31], leader.key);
        }
    }

    /// Puts a newcomer into a post, as somebody's client or nobody's.
    pub fn place(&mut self, at: usize, patron: Option<Who>, table: &Appeals) {
        let patron = patron.map_or(NOBODY, |who| who as u16);
        let block = self.cadre_block(at, patron);
        self.cadres.side(at, NOBODY, 0);
        self.settle(at, patron, &block, false);
        self.reconsider(at, table);
    }

    /// Gives a principal risen in play a column of tastes.
    pub fn acquaint(&mut self, who: Who) {
        let cadres = &mut self.cadres;
        if who >= cadres.room {
            let (old, new) = (cadres.room, (who + 1).next_multiple_of(LANES));
            let rows = cadres.each.len();
            let mut tastes = vec![[0.0; LANES]; rows * new / LANES];
            let (was, is) = (old / LANES, new / LANES);
            for at in 0..rows {
                tastes[at * is..at * is + was]
                    .copy_from_slice(&cadres.tastes[at * was..(at + 1) * was]);
            }
            let mut backing = vec![0; cadres.totals.len() * new];
            for base in 0..cadres.totals.len() {
                backing[base * new..base * new + old]
                    .copy_from_slice(&cadres.backing[base * old..(base + 1) * old]);
            }
            let organs = cadres.seats.len() / (old + 1);
            let mut seats = vec![(0, 0); organs * (new + 1)];
            for organ in 0..organs {
                let (from, to) = (organ * (old + 1), organ * (new + 1));
                seats[to..to + old].copy_from_slice(&cadres.seats[from..from + old]);
                seats[to + new] = cadres.seats[from + old];
            }
            cadres.seats = seats;
            (cadres.tastes, cadres.backing, cadres.room) = (tastes, backing, new);
        }
        let (key, rows) = (self.leaders[who].key, self.cadres.room / LANES);
        for (at, cadre) in self.cadres.each.iter().enumerate() {
            self.cadres.tastes[at * rows + who / LANES][who % LANES] =
                taste(&QUANTILES, cadre.taste_key, key);
        }
    }

    /// One round of the cadres: some retire, some reconsider.
    pub fn cadres_turn(&mut self) {
        let now = self.round as u32;
        let table = Appeals::new(self);
        if self.k.with_cadres >= 0.5 {
            for at in 0..self.cadres.each.len() {
                if self.cadres.each[at].next <= now {
                    self.cadres.each[at].next = now + self.cadres.each[at].pause;
                    self.reconsider(at, &table);
                }
            }
        }
        self.fill_posts(&table);
        if self.k.with_turnover >= 0.5 {
            for at in 0..self.cadres.each.len() {
                if self.cadres.each[at].leaves <= now + 1 {
                    self.bases[usize::from(self.cadres.each[at].base)].vacant.push(at);
                }
            }
        }
    }

    /// Fills what fell empty last round and nobody filled: offices place clients in the routine of
    /// business, the rest have no patron.
    fn fill_posts(&mut self, table: &Appeals) {
        for base in 0..self.bases.len() {
            let vacant = std::mem::take(&mut self.bases[base].vacant);
            for at in vacant {
                self.place(at, None, table);
            }
        }
    }

    /// Whom a cadre backs from now on: the one with the greatest appeal to him.
    pub fn reconsider(&mut self, at: usize, table: &Appeals) {
        let mut scores = std::mem::take(&mut self.cadres.scores);
        let (choice, lead) = self.weigh(at, table, &mut scores);
        self.cadres.scores = scores;
        let pull = self.k.cadre_strength * lead;
        self.cadres.side(at, choice, (1000.0 * pull / (1.0 + pull)) as u16);
    }

    /// The principal with the greatest appeal to a cadre, and his lead over the next.
    fn weigh(&self, at: usize, table: &Appeals, scores: &mut Vec<Lanes>) -> (u16, f64) {
        let cadre = &self.cadres.each[at];
        // All principals side by side: those not active have no appeal whatever, and never win.
        let rows = table.rows;
        let tastes = &self.cadres.tastes[at * rows..][..rows];
        let appeal = &table.appeal[usize::from(cadre.base) * rows..][..rows];
        let views = &self.cadres.views[at * table.issues..][..table.issues];
        scores.clear();
        for row in 0..rows {
            let mut sum: Lanes =
                std::array::from_fn(|lane| appeal[row][lane] + table.taste * tastes[row][lane]);
            for (issue, view) in views.iter().enumerate() {
                let stance = &table.stance[issue * rows + row];
                for lane in 0..LANES {
                    sum[lane] += view * stance[lane];
                }
            }
            scores.push(sum);
        }
        if cadre.patron != NOBODY {
            let who = usize::from(cadre.patron);
            scores[who / LANES][who % LANES] += table.patron;
        }
        if cadre.backs != NOBODY {
            let who = usize::from(cadre.backs);
            scores[who / LANES][who % LANES] += table.inertia;
        }
        let best = greatest(scores);
        if best == f32::NEG_INFINITY {
            return (NOBODY, 1.0);
        }
        let Some((row, lane)) = (scores.iter().enumerate())
            .find_map(|(row, lanes)| Some((row, lanes.iter().position(|&x| x == best)?)))
        else {
            return (NOBODY, 1.0);
        };
        scores[row][lane] = f32::NEG_INFINITY;
        let second = greatest(scores);
        let lead = if second.is_finite() { f64::from(best - second) } else { 1.0 };
        ((row * LANES + lane) as u16, lead)
    }

    /// Cadres lose their patron, or whom they backed, when he is gone.
    pub fn orphan(&mut self, who: Who) {
        let gone = who as u16;
        for at in 0..self.cadres.each.len() {
            if self.cadres.each[at].patron == gone {
                self.cadres.each[at].patron = NOBODY;
            }
            if self.cadres.each[at].backs == gone {
                self.cadres.side(at, NOBODY, 0);
                self.cadres.each[at].next = self.round as u32;
            }
        }
    }

    /// Posts that carry a seat with a vote in an organ of cadres.
    pub fn seats_of(&self, organ: OrganIx) -> impl Iterator<Item = &Cadre> + '_ {
        let organ = organ as u8;
        self.cadres.each.iter().filter(move |cadre| cadre.seat == organ && cadre.votes)
    }

    /// The same counted: for each principal with seats behind him how many there are and how
    /// strongly they back him on the whole, in `[0, 1]`; [`NOBODY`] for those who back nobody.
    pub fn blocs_of(&self, organ: OrganIx) -> impl Iterator<Item = (u16, f64, f64)> + '_ {
        let room = self.cadres.room;
        let row = &self.cadres.seats[organ * (room + 1)..(organ + 1) * (room + 1)];
        row.iter().enumerate().filter(|(_, bloc)| bloc.0 > 0).map(move |(who, &(seats, sum))| {
            let backs = if who == room { NOBODY } else { who as u16 };
            (backs, f64::from(seats), f64::from(sum) / (1000.0 * f64::from(seats)))
        })
    }
}

/// What makes each principal attractive to the cadres of each base, worked out once a round.
pub(super) struct Appeals {
    issues: usize,
    /// Rows of principals, active or not.
    rows: usize,
    /// By base and principal; least possible for whoever is not active.
    appeal: Vec<Lanes>,
    /// By issue and principal.
    stance: Vec<Lanes>,
    taste: f32,
    patron: f32,
    inertia: f32,
}

impl Appeals {
    /// The table for this round. Distance on an issue counts by its square; the part that is the
    /// same for all principals is left out, the part that is the same for all cadres is put into
    /// the principal's appeal, and a product of view and stance remains.
    pub fn new(play: &Play) -> Self {
        let k = &play.k;
        let (issues, rows) = (play.issues.len(), play.cadres.room / LANES);
        let mood = play.mood();
        let mut appeal = vec![[f32::NEG_INFINITY; LANES]; play.bases.len() * rows];
        let mut stance = vec![[0.0; LANES]; issues * rows];
        for &i in &play.active {
            let leader = &play.leaders[i];
            if leader.status != Status::Active {
                continue;
            }
            let (row, lane) = (i / LANES, i % LANES);
            let mut distance = 0.0;
            for (issue, weight) in play.salience.iter().enumerate() {
                let position = leader.positions[issue];
                stance[issue * rows + row][lane] =
                    (2.0 * k.cadre_issues * weight * position) as f32;
                distance += k.cadre_issues * weight * position * position;
            }
            // A popular man gains most by it when people are listened to: in a good mood, and
            // where he has a platform.
            let popular = leader.appeal * (0.3 + leader.publicity) * (0.5 + mood);
            // The bandwagon: each further share of influence draws a little less.
            let bandwagon = leader.influence / (1.0 + 2.0 * leader.influence);
            let common = k.cadre_standing * leader.standing
                + k.cadre_bandwagon * bandwagon
                + k.cadre_fear * leader.dread * play.norms.terror * leader.coercion
                + k.cadre_appeal * 0.5 * popular
                - distance;
            for (b, base) in play.bases.iter().enumerate() {
                let head = f64::from(u8::from(base.head == Some(i)));
                let administration = base.capacities[3];
                let here = leader.support[b] + head * k.cadre_head * (0.6 + 0.4 * administration);
                appeal[b * rows + row][lane] = (common + here) as f32;
            }
        }
        Self {
            issues,
            rows,
            appeal,
            stance,
            taste: k.taste as f32,
            patron: k.cadre_patron as f32,
            inertia: k.cadre_inertia as f32,
        }
    }
}
