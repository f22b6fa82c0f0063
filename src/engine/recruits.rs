//! Who comes into a post: his patron, his views and tastes, and how long he stays, all from one word
//! of luck.

use std::sync::LazyLock;

use super::cadres::{Cadre, Cadres, NO_SEAT, NOBODY};
use super::due::Due;
use super::following::Appeals;
use super::lanes::FOUR;
use super::state::Play;
use super::tastes::Tastes;
use crate::chance::{
    Key, Purpose, Race, Stream, Tape, exp, exponential, mix, normal, spread, unit,
};
use crate::polity::Who;

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
    const VIEWS: u64 = 6;

    #[inline]
    fn bits(self, slot: u64) -> u64 {
        mix(self.0.wrapping_add(slot.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    fn unit(self, slot: u64) -> f64 {
        unit(self.bits(slot))
    }

    /// What each of several things of one sort draws, by its name: another that is added or taken
    /// away leaves it alone.
    #[inline]
    fn named(self, slot: u64, name: Key) -> u64 {
        spread(self.bits(slot), name.bits())
    }

    /// A cadre's first patron, or nobody: of all that are listed the first to come, each at the rate
    /// of his chance. Whoever comes first has the greatest sum of the logarithm of his chance and a
    /// Gumbel.
    fn patron(self, patrons: &Patrons) -> u16 {
        let mut race = Race::new();
        race.enter(0, patrons.nobody, self.named(Self::PATRON, Key::NONE));
        for (nth, &(_, name, chance)) in patrons.listed.iter().enumerate() {
            race.enter(nth + 1, chance, self.named(Self::PATRON, name));
        }
        let first = race.winner().and_then(|first| first.checked_sub(1));
        first.map_or(NOBODY, |nth| patrons.listed[nth].0 as u16)
    }
}

/// Who may be the first patron of a base's cadres, with the logarithm of the chance of each.
struct Patrons {
    listed: Vec<(Who, Key, f64)>,
    nobody: f64,
}

impl Patrons {
    /// From the chance of each; nobody has the rest.
    fn new(mut listed: Vec<(Who, Key, f64)>) -> Self {
        let rest = 1.0 - listed.iter().map(|patron| patron.2).sum::<f64>();
        listed.iter_mut().for_each(|patron| patron.2 = libm::log(patron.2.max(0.0)));
        Self { listed, nobody: libm::log(rest.max(0.0)) }
    }
}

impl Play<'_> {
    /// Fills every post when the play opens.
    pub fn raise_cadres(&mut self) {
        let room = self.leaders.len() + 8;
        self.cadres = Cadres::with_room(room, self.bases.len());
        let cadres = &mut self.cadres;
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
        cadres.seats_in = vec![0; self.polity.organs.len() * self.polity.bases.len()];
        for at in 0..cadres.each.len() {
            cadres.count_seat(at, true);
        }
        let groups = self.groups_of_issues();
        let cadres = &mut self.cadres;
        cadres.views = vec![[0.0; FOUR]; cadres.each.len() * groups];
        cadres.tastes = Tastes::new(cadres.each.len());
        for base in 0..self.bases.len() {
            let patrons = (self.polity.bases[base].cohort.patrons.iter())
                .map(|&(who, num)| (who, self.leaders[who].key, self.values[num]))
                .collect();
            let patrons = Patrons::new(patrons);
            // A base's first cadres lie in one stream, post by post.
            let key = self.bases[base].key;
            let mut tape = Tape::new(Stream::new(Purpose::Cadre, key, Key::NONE));
            for at in self.cadres.of(base) {
                let post = u64::from(self.cadres.each[at].post);
                let lot = Lot(tape.bits(&mut self.chance, post));
                self.settle(at, lot.patron(&patrons), lot, true);
            }
        }
        // Only now, for all at once: while there are no columns, a cadre draws only his key.
        self.cadres.tastes.attend(&self.active, |who| self.leaders[who].key);
        // Twice: the second time they know whom the others back, and what has come of it.
        let everybody: Vec<usize> = (0..self.cadres.each.len()).collect();
        for _ in 0..2 {
            self.take_stock();
            let table = Appeals::new(self);
            self.cadres.reconsider(&everybody, &table);
        }
    }

    /// Groups of as many issues as a cadre's views on them are kept in; at least one.
    pub fn groups_of_issues(&self) -> usize {
        self.issues.len().div_ceil(FOUR).max(1)
    }

    /// The luck of whoever comes into a post now, through this patron: a word for the round, spread
    /// over bases, posts and patrons.
    fn lot_of(&mut self, at: usize, patron: u16) -> Lot {
        let (round, chance) = (self.round, &self.chance);
        let drawn = self.lots.filter(|lots| lots.0 == round).unwrap_or_else(|| {
            let stream = Stream::new(Purpose::Cadre, Key::NONE, Key::NONE);
            (round, chance.bits(stream, round as u64))
        });
        self.lots = Some(drawn);
        let cadre = &self.cadres.each[at];
        let base = self.bases[usize::from(cadre.base)].key;
        let patron =
            if patron == NOBODY { 0 } else { self.leaders[usize::from(patron)].key.bits() };
        Lot(spread(spread(drawn.1, base.bits()), u64::from(cadre.post) << 28 | patron))
    }

    /// Makes the newcomer to a post what his luck says.
    fn settle(&mut self, at: usize, patron: u16, lot: Lot, opening: bool) {
        let base = usize::from(self.cadres.each[at].base);
        let cohort = &self.polity.bases[base].cohort;
        let (groups, sd) = (self.groups_of_issues(), self.values[cohort.sd]);
        let views = self.cadres.views[at * groups..][..groups].as_flattened_mut();
        let normals = &**NORMALS;
        let leading = self.leaders.get(usize::from(patron)).map(|leader| &leader.positions[..]);
        let means = self.issues.iter().zip(&cohort.mean);
        for (issue, (view, (state, &mean))) in views.iter_mut().zip(means).enumerate() {
            let mut mean = self.values[mean];
            if let Some(positions) = leading {
                mean += 0.5 * (positions[issue] - mean);
            }
            let z = f64::from(normals[(lot.named(Lot::VIEWS, state.key) >> 52) as usize]);
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lots() -> impl Iterator<Item = Lot> {
        (0..20_000).map(|nth| Lot(mix(nth)))
    }

    fn patron(who: Who, share: f64) -> (Who, Key, f64) {
        (who, Key::of("principal", &format!("man {who}"), 0), share)
    }

    #[test]
    fn first_patrons_have_the_shares_that_are_listed() {
        let listed = Patrons::new(vec![patron(0, 0.1), patron(1, 0.5), patron(2, 0.0)]);
        let of = |who: u16| lots().filter(|lot| lot.patron(&listed) == who).count() as f64 / 2e4;
        // Three standard errors are 0.011.
        for (who, share) in [(0, 0.1), (1, 0.5), (2, 0.0), (NOBODY, 0.4)] {
            assert!((of(who) - share).abs() < 0.011, "{who}: {}", of(who));
        }
        let all = Patrons::new(vec![patron(0, 0.5), patron(1, 0.5)]);
        assert!(lots().all(|lot| lot.patron(&all) != NOBODY), "nobody is left over");
    }

    #[test]
    fn one_more_patron_takes_nobody_from_one_to_another() {
        let before = [patron(1, 0.3), patron(3, 0.2)];
        for newcomer in [0, 2, 4] {
            let mut after = vec![before[0], before[1], patron(newcomer, 0.1)];
            after.sort_by_key(|patron| patron.0);
            let (before, after) = (Patrons::new(before.to_vec()), Patrons::new(after));
            let went = |lot: Lot| usize::from(lot.patron(&after)) == newcomer;
            let stayed = |lot: Lot| {
                let (old, new) = (lot.patron(&before), lot.patron(&after));
                // Whoever had nobody may find that his own man comes sooner: nobody is the rest.
                old == new || old == NOBODY
            };
            assert!(lots().all(|lot| went(lot) || stayed(lot)));
            assert!(lots().any(went));
        }
    }
}
