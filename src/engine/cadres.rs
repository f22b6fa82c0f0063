//! Cadres: each an agent in a post, with a patron, views, tastes and somebody whom he backs.

use super::following::Appeals;
use super::state::Play;
use super::tastes::{LANES, Lanes, Tastes};
use crate::chance::{Block, Key, Purpose, Stream, mix, normal, unit};
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
    /// How long he waits before he reconsiders again.
    pub pause: u32,
}

/// All cadres, base by base, highest post first.
#[derive(Clone, Debug, Default)]
pub(super) struct Cadres {
    pub each: Vec<Cadre>,
    /// When each next reconsiders. Apart from the rest, as all are looked through each round.
    pub next: Vec<u32>,
    /// When each leaves his post.
    pub leaves: Vec<u32>,
    /// Where each base begins; one more entry marks the end.
    pub starts: Vec<usize>,
    /// Views, by cadre and group of issues; nought beyond the last issue.
    pub views: Vec<Lanes>,
    pub tastes: Tastes,
    /// Principals there is room for.
    pub room: usize,
    /// Weight that backs each principal, by base and principal.
    backing: Vec<u64>,
    /// Seats with a vote that back each principal and how strongly, in thousandths, by organ and
    /// principal; the last place is for those who back nobody.
    pub seats: Vec<(u32, u32)>,
    /// Total weight of each base.
    pub totals: Vec<u64>,
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
        let room = self.leaders.len() + 8;
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
                    pause: 1,
                });
            }
            cadres.totals.push(total);
        }
        cadres.starts.push(cadres.each.len());
        cadres.next = vec![0; cadres.each.len()];
        cadres.leaves = vec![u32::MAX; cadres.each.len()];
        cadres.seats = vec![(0, 0); self.polity.organs.len() * (room + 1)];
        for at in 0..cadres.each.len() {
            cadres.count_seat(at, true);
        }
        let groups = self.issues.len().div_ceil(LANES);
        cadres.views = vec![[0.0; LANES]; cadres.each.len() * groups];
        cadres.tastes = Tastes::new(cadres.each.len());
        cadres.tastes.attend(&self.active, |who| self.leaders[who].key);
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
        let groups = issues.div_ceil(LANES);
        let sd = self.values[cohort.sd];
        for issue in 0..issues {
            let mut mean = self.values[cohort.mean[issue]];
            if patron != NOBODY {
                mean += 0.5 * (self.leaders[usize::from(patron)].positions[issue] - mean);
            }
            // Blocks hold thirty-two words: the last four are kept for other uses.
            let z = normal(unit(mix(block[issue % 28] ^ (issue / 28) as u64)));
            self.cadres.views[at * groups + issue / LANES][issue % LANES] =
                (mean + sd * z).clamp(-1.0, 1.0) as f32;
        }
        let least = self.k.cadre_least.min(self.k.cadre_most);
        let spread = (self.k.cadre_most - least).max(0.0);
        let pause = (least + unit(block[28]) * spread) / self.months;
        let tenure = -libm::log(unit(block[29])) * self.values[cohort.tenure] / self.months;
        let now = self.round as u32;
        let cadre = &mut self.cadres.each[at];
        cadre.patron = patron;
        cadre.pause = (pause as u32).max(1);
        // Spread evenly over a pause when the play opens.
        let wait = if opening { unit(mix(block[28])) * pause } else { pause };
        self.cadres.next[at] = now + (wait as u32).max(1);
        self.cadres.leaves[at] = now.saturating_add((tenure as u32).max(1));
        self.cadres.tastes.draw(at, block[31]);
    }

    /// Puts a newcomer into a post, as somebody's client or nobody's.
    pub fn place(&mut self, at: usize, patron: Option<Who>, table: &Appeals) {
        let patron = patron.map_or(NOBODY, |who| who as u16);
        let block = self.cadre_block(at, patron);
        self.cadres.side(at, NOBODY, 0);
        self.settle(at, patron, &block, false);
        self.reconsider(at, table);
    }

    /// Makes room for a principal risen in play.
    pub fn make_room(&mut self, who: Who) {
        let cadres = &mut self.cadres;
        if who < cadres.room {
            return;
        }
        let (old, new) = (cadres.room, who + 8);
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
        (cadres.seats, cadres.backing, cadres.room) = (seats, backing, new);
    }

    /// One round of the cadres: some retire, some reconsider.
    pub fn cadres_turn(&mut self) {
        let now = self.round as u32;
        let table = Appeals::new(self);
        if self.k.with_cadres >= 0.5 {
            for at in 0..self.cadres.each.len() {
                if self.cadres.next[at] <= now {
                    self.cadres.next[at] = now + self.cadres.each[at].pause;
                    self.reconsider(at, &table);
                }
            }
        }
        self.fill_posts(&table);
        if self.k.with_turnover >= 0.5 {
            for at in 0..self.cadres.each.len() {
                if self.cadres.leaves[at] <= now + 1 {
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

    /// Cadres lose their patron, or whom they backed, when he is gone.
    pub fn orphan(&mut self, who: Who) {
        let gone = who as u16;
        for at in 0..self.cadres.each.len() {
            if self.cadres.each[at].patron == gone {
                self.cadres.each[at].patron = NOBODY;
            }
            if self.cadres.each[at].backs == gone {
                self.cadres.side(at, NOBODY, 0);
                self.cadres.next[at] = self.round as u32;
            }
        }
    }

    /// Posts that carry a seat with a vote in an organ of cadres.
    pub fn seats_of(&self, organ: OrganIx) -> impl Iterator<Item = &Cadre> + '_ {
        let organ = organ as u8;
        self.cadres.each.iter().filter(move |cadre| cadre.seat == organ && cadre.votes)
    }

    /// Of these, how many back this principal, or nobody, and how strongly on the whole, in
    /// `[0, 1]`.
    #[inline]
    pub fn bloc_of(&self, organ: OrganIx, who: Option<Who>) -> (f32, f32) {
        let room = self.cadres.room;
        let (seats, sum) = self.cadres.seats[organ * (room + 1) + who.unwrap_or(room)];
        (seats as f32, sum as f32 / (1000.0 * seats.max(1) as f32))
    }
}
