//! Cadres: each an agent in a post, with a patron, views, tastes and somebody whom he backs.

use super::due::{Due, Group};
use super::following::Appeals;
use super::lanes::{FOUR, Four};
use super::state::Play;
use super::tastes::Tastes;
use crate::chance::{Purpose, Stream, Tape};
use crate::polity::{BaseIx, OrganIx, Who};

/// Nobody, where a principal is meant.
pub(super) const NOBODY: u16 = u16::MAX;
/// No seat.
pub(super) const NO_SEAT: u8 = u8::MAX;

/// So many cadres look at the principals before any of them turns, a bit for each: the processor does
/// not foresee who changes sides, and would not look ahead to the next.
const TOGETHER: usize = 64;

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
    /// Seats with a vote, by organ and base.
    pub seats_in: Vec<u32>,
    /// Total weight of each base, likewise.
    pub totals: Vec<f64>,
}

impl Cadres {
    /// No cadres yet, with room for so many principals.
    pub fn with_room(room: usize, bases: usize) -> Self {
        Self { room, backing: vec![0.0; bases * room], ..Self::default() }
    }

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
        let place = usize::from(cadre.seat) * self.bases() + usize::from(cadre.base);
        let counted = &mut self.seats_in[place];
        *counted = if present { *counted + 1 } else { *counted - 1 };
        let who = usize::from(cadre.backs).min(self.room);
        let strength = u32::from(cadre.strength());
        let (seats, sum) = &mut self.seats[usize::from(cadre.seat) * (self.room + 1) + who];
        if present {
            (*seats, *sum) = (*seats + 1, *sum + strength);
        } else {
            (*seats, *sum) = (*seats - 1, *sum - strength);
        }
    }

    /// Seats with a vote in an organ, by base.
    pub fn seats_by_base(&self, organ: OrganIx) -> &[u32] {
        &self.seats_in[organ * self.bases()..][..self.bases()]
    }

    fn bases(&self) -> usize {
        self.starts.len() - 1
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

    /// Whom these cadres back from now on, each once: the one with the greatest appeal to him.
    pub fn reconsider(&mut self, these: &[usize], table: &Appeals) {
        for some in these.chunks(TOGETHER) {
            self.reconsider_together(some, table);
        }
    }

    fn reconsider_together(&mut self, some: &[usize], table: &Appeals) {
        let mut whom = [[0; FOUR]; TOGETHER / FOUR];
        let mut pulls = [[0.0; FOUR]; TOGETHER / FOUR];
        let (fours, rest) = some.as_chunks();
        for (four, (whom, pulls)) in fours.iter().zip(whom.iter_mut().zip(&mut pulls)) {
            (*whom, *pulls) = table.choices(self, four);
        }
        if let Some(&one) = rest.first() {
            // The first of them looks on from the places that are left.
            let four = std::array::from_fn(|lane| rest.get(lane).copied().unwrap_or(one));
            (whom[fours.len()], pulls[fours.len()]) = table.choices(self, &four);
        }
        let (whom, pulls) = (whom.as_flattened(), pulls.as_flattened());
        // Found without a branch: neither is it foreseen who has a vote.
        let (mut moving, mut voting) = (0, 0);
        for (nth, (&at, &whom)) in some.iter().zip(whom).enumerate() {
            let cadre = &self.each[at];
            moving |= u64::from(cadre.backs != whom) << nth;
            voting |= u64::from(cadre.votes) << nth;
        }
        for nth in Group::of(moving) {
            self.shift_weight(some[nth], whom[nth]);
        }
        for nth in Group::of(voting) {
            self.recount(some[nth], whom[nth], pulls[nth]);
        }
        for ((&at, &whom), &pull) in some.iter().zip(whom).zip(pulls) {
            self.turn(at, whom, pull);
        }
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

impl Play<'_> {
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

    /// The colleague whom somebody trusts most, if he trusts any: his clients look to him first.
    fn ally_of(&self, who: Who) -> Option<Who> {
        let trust = |j: Who| self.pairs.trust.at(who, j) + self.pairs.memory.at(who, j);
        let others = self.active.iter().copied().filter(|&j| j != who);
        let best =
            others.map(|j| (trust(j), j)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.filter(|best| best.0 > 0.0).map(|best| best.1)
    }

    /// Cadres lose whom they backed when he is gone. His clients pass to his ally, as many as stay
    /// together, and the others have no patron any more.
    pub fn orphan(&mut self, who: Who) {
        let gone = who as u16;
        let ally = self.ally_of(who);
        let key = self.leaders[who].key;
        let mut tapes: Vec<Tape> = (self.bases.iter())
            .map(|base| Tape::new(Stream::new(Purpose::Inherit, key, base.key)))
            .collect();
        for at in 0..self.cadres.each.len() {
            let Cadre { patron, post, base, .. } = self.cadres.each[at];
            if patron == gone {
                let luck = tapes[usize::from(base)].unit(&mut self.chance, u64::from(post));
                let heir = ally.filter(|_| luck < self.k.clients_inherited);
                self.cadres.each[at].patron = heir.map_or(NOBODY, |heir| heir as u16);
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
