//! Cadres: each an agent in a post, with a patron, views, tastes and somebody whom he backs.

use std::sync::LazyLock;

use super::due::Due;
use super::following::Appeals;
use super::lanes::{FOUR, Four};
use super::state::Play;
use super::tastes::Tastes;
use crate::chance::{Key, Purpose, Stream, Tape, exp, exponential, mix, normal, unit};
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
    /// How far he who is backed leads over the next, times what a lead counts.
    pub pull: f64,
    /// Organ in which he sits, or [`NO_SEAT`].
    pub seat: u8,
    /// Whether he has a seat with a vote.
    pub votes: bool,
    /// How long he waits before he reconsiders again.
    pub pause: u32,
}

impl Cadre {
    /// How strongly he backs whom he backs, in thousandths. An integer, so that sums do not depend
    /// on their order.
    #[inline]
    pub fn strength(&self) -> u16 {
        strength(self.pull)
    }
}

/// What such a pull makes of support, in thousandths.
#[inline]
fn strength(pull: f64) -> u16 {
    (1000.0 * pull / (1.0 + pull)) as u16
}

/// All cadres, base by base, highest post first.
#[derive(Clone, Debug, Default)]
pub(super) struct Cadres {
    pub each: Vec<Cadre>,
    /// When each next reconsiders.
    pub next: Due,
    /// After which round each leaves his post.
    pub leaves: Due,
    /// Where each base begins; one more entry marks the end.
    pub starts: Vec<usize>,
    /// Views, by cadre and group of issues; nought beyond the last issue.
    pub views: Vec<Four>,
    pub tastes: Tastes,
    /// What draws cadres as the round ends, and whose turn it is then: kept for their room alone.
    closing: Appeals,
    turn: Vec<usize>,
    /// Principals there is room for.
    pub room: usize,
    /// Weight that backs each principal, by base and principal: whole numbers, far below 2^53, so
    /// that sums are exact.
    backing: Vec<f64>,
    /// Seats with a vote that back each principal and how strongly, in thousandths, by organ and
    /// principal; the last place is for those who back nobody.
    pub seats: Vec<(u32, u32)>,
    /// Total weight of each base, likewise.
    pub totals: Vec<f64>,
}

impl Cadres {
    /// Cadres of one base.
    pub fn of(&self, base: BaseIx) -> std::ops::Range<usize> {
        self.starts[base]..self.starts[base + 1]
    }

    /// Counts a cadre's seat, if he has one with a vote, after a change, or takes it out of the
    /// count before one.
    pub fn count_seat(&mut self, at: usize, present: bool) {
        let cadre = &self.each[at];
        if !cadre.votes {
            return;
        }
        let who = usize::from(cadre.backs).min(self.room);
        let strength = u32::from(cadre.strength());
        let (seats, sum) = &mut self.seats[usize::from(cadre.seat) * (self.room + 1) + who];
        if present {
            (*seats, *sum) = (*seats + 1, *sum + strength);
        } else {
            (*seats, *sum) = (*seats - 1, *sum - strength);
        }
    }

    /// Moves a cadre's support, and with it his weight and his seat, to another principal, who
    /// draws him so much.
    pub fn side(&mut self, at: usize, whom: u16, pull: f64) {
        if self.each[at].backs != whom {
            self.shift_weight(at, whom);
        }
        if self.each[at].votes {
            self.recount(at, whom, pull);
        }
        self.turn(at, whom, pull);
    }

    /// A cadre's weight goes over to whom he is about to turn to.
    #[inline]
    pub fn shift_weight(&mut self, at: usize, whom: u16) {
        let cadre = &self.each[at];
        let backing = &mut self.backing[usize::from(cadre.base) * self.room..][..self.room];
        if let Some(was) = backing.get_mut(usize::from(cadre.backs)) {
            *was -= f64::from(cadre.weight);
        }
        if let Some(is) = backing.get_mut(usize::from(whom)) {
            *is += f64::from(cadre.weight);
        }
    }

    /// Counts a cadre's vote for whom he is about to turn to, who draws him so much.
    #[inline]
    pub fn recount(&mut self, at: usize, whom: u16, pull: f64) {
        let cadre = &self.each[at];
        let seats = &mut self.seats[usize::from(cadre.seat) * (self.room + 1)..][..self.room + 1];
        let (count, sum) = &mut seats[usize::from(cadre.backs).min(self.room)];
        (*count, *sum) = (*count - 1, *sum - u32::from(cadre.strength()));
        let (count, sum) = &mut seats[usize::from(whom).min(self.room)];
        (*count, *sum) = (*count + 1, *sum + u32::from(strength(pull)));
    }

    /// Turns a cadre to a principal who draws him so much, once his weight and his vote are there.
    #[inline]
    pub fn turn(&mut self, at: usize, whom: u16, pull: f64) {
        let cadre = &mut self.each[at];
        (cadre.backs, cadre.pull) = (whom, pull);
    }

    /// Weight that backs each principal in a base.
    pub fn backing_in(&self, base: BaseIx) -> &[f64] {
        &self.backing[base * self.room..(base + 1) * self.room]
    }

    /// Share of a base that backs somebody, in `[0, 1]`.
    pub fn share(&self, base: BaseIx, who: Who) -> f64 {
        self.backing[base * self.room + who] / self.totals[base].max(1.0)
    }
}

/// Logarithms of whole numbers from 1.
static LOGARITHMS: LazyLock<Vec<f64>> =
    LazyLock::new(|| (0..1024).map(|post| libm::log(f64::from(post) + 1.0)).collect());

/// Which posts count, highest first: the k-th counts k^-slope.
fn weight_of(post: usize, slope: f64) -> u32 {
    let known = LOGARITHMS.get(post).copied();
    let logarithm = known.unwrap_or_else(|| libm::log((post + 1) as f64));
    (1e6 * exp(-slope * logarithm)).max(1.0) as u32
}

/// Standard normal quantiles, 4096 of them: a cadre's view needs no finer.
static NORMALS: LazyLock<Box<[f32; 4096]>> =
    LazyLock::new(|| Box::new(std::array::from_fn(|q| normal((q as f64 + 0.5) / 4096.0) as f32)));

/// One cadre's luck: a single word, spread over what it decides as the generator splitmix64 would
/// with that seed.
#[derive(Clone, Copy, Debug)]
struct Lot(u64);

impl Lot {
    const PAUSE: u64 = 1;
    const WAIT: u64 = 2;
    const TENURE: u64 = 3;
    const PATRON: u64 = 4;
    const TASTES: u64 = 5;
    /// That of the first issue; the others follow.
    const VIEWS: u64 = 6;

    #[inline]
    fn bits(self, slot: u64) -> u64 {
        mix(self.0.wrapping_add(slot.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    fn unit(self, slot: u64) -> f64 {
        unit(self.bits(slot))
    }
}

impl Play<'_> {
    /// Fills every post when the play opens.
    pub fn raise_cadres(&mut self) {
        let room = self.leaders.len() + 8;
        let cadres = &mut self.cadres;
        cadres.room = room;
        cadres.backing = vec![0.0; self.bases.len() * room];
        for (base, b) in self.polity.bases.iter().enumerate() {
            cadres.starts.push(cadres.each.len());
            let slope = self.values[b.cohort.slope];
            let mut seats = Vec::new();
            for sitting in &b.cohort.seats {
                let organ = u8::try_from(sitting.organ).expect("few organs");
                seats.extend(std::iter::repeat_n((organ, true), sitting.voting));
                seats.extend(std::iter::repeat_n((organ, false), sitting.candidates));
            }
            let mut total = 0.0;
            for post in 0..b.cohort.posts {
                let (seat, votes) = seats.get(post).copied().unwrap_or((NO_SEAT, false));
                let weight = weight_of(post, slope);
                total += f64::from(weight);
                cadres.each.push(Cadre {
                    weight,
                    post: post as u32,
                    base: base as u16,
                    patron: NOBODY,
                    backs: NOBODY,
                    pull: 0.0,
                    seat,
                    votes,
                    pause: 1,
                });
            }
            cadres.totals.push(total);
        }
        cadres.starts.push(cadres.each.len());
        cadres.next = Due::new(cadres.each.len(), self.polity.calendar.rounds);
        cadres.leaves = Due::new(cadres.each.len(), self.polity.calendar.rounds);
        cadres.seats = vec![(0, 0); self.polity.organs.len() * (room + 1)];
        for at in 0..cadres.each.len() {
            cadres.count_seat(at, true);
        }
        let groups = self.groups_of_issues();
        let cadres = &mut self.cadres;
        cadres.views = vec![[0.0; FOUR]; cadres.each.len() * groups];
        cadres.tastes = Tastes::new(cadres.each.len());
        for base in 0..self.bases.len() {
            let patrons: Vec<(Who, f64)> = (self.polity.bases[base].cohort.patrons.iter())
                .map(|&(who, num)| (who, self.values[num]))
                .collect();
            // A base's first cadres lie in one stream, post by post.
            let key = self.bases[base].key;
            let mut tape = Tape::new(Stream::new(Purpose::Cadre, key, Key::NONE));
            for at in self.cadres.of(base) {
                let post = u64::from(self.cadres.each[at].post);
                let lot = Lot(tape.bits(&mut self.chance, post));
                let mut draw = lot.unit(Lot::PATRON);
                let mut patron = NOBODY;
                for &(who, share) in &patrons {
                    if draw < share {
                        patron = who as u16;
                        break;
                    }
                    draw -= share;
                }
                self.settle(at, patron, lot, true);
            }
        }
        // Only now, for all at once: while there are no columns, a cadre draws only his key.
        self.cadres.tastes.attend(&self.active, |who| self.leaders[who].key);
        // Twice: the second time they know whom the others back.
        let everybody: Vec<usize> = (0..self.cadres.each.len()).collect();
        for _ in 0..2 {
            self.measure_grip();
            let table = Appeals::new(self);
            self.cadres.reconsider(&everybody, &table);
        }
    }

    /// Groups of as many issues as a cadre's views on them are kept in; at least one.
    pub fn groups_of_issues(&self) -> usize {
        self.issues.len().div_ceil(FOUR).max(1)
    }

    /// The luck of whoever comes into a post now, through this patron.
    fn lot_of(&mut self, at: usize, patron: u16) -> Lot {
        let cadre = &self.cadres.each[at];
        let base = self.bases[usize::from(cadre.base)].key;
        let patron =
            if patron == NOBODY { 0 } else { self.leaders[usize::from(patron)].key.bits() };
        let month = self.round as u64;
        let stream = Stream::new(Purpose::Cadre, base, Key::number(cadre.post as usize));
        Lot(self.chance.bits(stream, month << 28 | patron))
    }

    /// Makes the newcomer to a post what his luck says.
    fn settle(&mut self, at: usize, patron: u16, lot: Lot, opening: bool) {
        let base = usize::from(self.cadres.each[at].base);
        let cohort = &self.polity.bases[base].cohort;
        let (groups, sd) = (self.groups_of_issues(), self.values[cohort.sd]);
        let views = self.cadres.views[at * groups..][..groups].as_flattened_mut();
        let normals = &**NORMALS;
        let leading = self.leaders.get(usize::from(patron)).map(|leader| &leader.positions[..]);
        for (issue, (view, &mean)) in views.iter_mut().zip(&cohort.mean).enumerate() {
            let mut mean = self.values[mean];
            if let Some(positions) = leading {
                mean += 0.5 * (positions[issue] - mean);
            }
            let z = f64::from(normals[(lot.bits(Lot::VIEWS + issue as u64) >> 52) as usize]);
            *view = (mean + sd * z).clamp(-1.0, 1.0) as f32;
        }
        let least = self.k.cadre_least.min(self.k.cadre_most);
        let spread = (self.k.cadre_most - least).max(0.0);
        let pause = (least + lot.unit(Lot::PAUSE) * spread) / self.months;
        let tenure = exponential(lot.unit(Lot::TENURE)) * self.values[cohort.tenure] / self.months;
        let now = self.round as u32;
        let cadre = &mut self.cadres.each[at];
        cadre.patron = patron;
        cadre.pause = (pause as u32).max(1);
        // Spread evenly over a pause when the play opens.
        let wait = if opening { lot.unit(Lot::WAIT) * pause } else { pause };
        self.cadres.next.put(at, now.saturating_add((wait as u32).max(1)));
        // He is replaced a month after his post fell empty.
        self.cadres.leaves.put(at, now.saturating_add((tenure as u32).max(1) - 1));
        self.cadres.tastes.draw(at, lot.bits(Lot::TASTES));
    }

    /// Puts a newcomer into a post, as somebody's client or nobody's.
    pub fn place(&mut self, at: usize, patron: Option<Who>, table: &Appeals) {
        self.move_in(at, patron);
        self.take_sides(&[at], table);
    }

    /// Puts a newcomer into a post. He backs nobody until he takes sides.
    pub fn move_in(&mut self, at: usize, patron: Option<Who>) {
        let patron = patron.map_or(NOBODY, |who| who as u16);
        let lot = self.lot_of(at, patron);
        self.cadres.side(at, NOBODY, 0.0);
        self.settle(at, patron, lot, false);
    }

    /// Newcomers side with somebody.
    pub fn take_sides(&mut self, newcomers: &[usize], table: &Appeals) {
        if table.is_stale(self) {
            let table = Appeals::new(self);
            self.cadres.reconsider(newcomers, &table);
        } else {
            self.cadres.reconsider(newcomers, table);
        }
    }

    /// Makes room for a principal risen in play.
    pub fn make_room(&mut self, who: Who) {
        let cadres = &mut self.cadres;
        if who < cadres.room {
            return;
        }
        let (old, new) = (cadres.room, who + 8);
        let mut backing = vec![0.0; cadres.totals.len() * new];
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

    /// One round of the cadres: some move in, some reconsider, some retire.
    pub fn cadres_turn(&mut self) {
        let now = self.round;
        let mut table = std::mem::take(&mut self.cadres.closing);
        let mut turn = std::mem::take(&mut self.cadres.turn);
        table.draw_up(self);
        self.fill_posts(&mut turn);
        let cadres = &mut self.cadres;
        if self.k.with_cadres >= 0.5 {
            cadres.next.renew(now, |at| {
                turn.push(at);
                cadres.each[at].pause
            });
        } else {
            cadres.next.put_off(now);
        }
        cadres.reconsider(&turn, &table);
        turn.clear();
        (cadres.closing, cadres.turn) = (table, turn);
        if self.k.with_turnover >= 0.5 {
            for group in 0..cadres.leaves.groups() {
                for at in cadres.leaves.take(group, now) {
                    self.bases[usize::from(cadres.each[at].base)].vacant.push(at);
                }
            }
        } else {
            cadres.leaves.put_off(now);
        }
    }

    /// Fills what fell empty last round and nobody filled: offices place clients in the routine of
    /// business, the rest have no patron. Lists who moved in.
    fn fill_posts(&mut self, newcomers: &mut Vec<usize>) {
        for base in 0..self.bases.len() {
            while let Some(at) = self.bases[base].vacant.pop() {
                self.move_in(at, None);
                newcomers.push(at);
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
                self.cadres.side(at, NOBODY, 0.0);
                self.cadres.next.put(at, self.round as u32);
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
