//! Names below a band, each tied to its part.

use super::frame::LINE;

/// Pixels between two names in a lane, and between a tie and what it passes.
const APART: f64 = 8.0;
const CLEAR: f64 = 4.0;
/// Farthest that a tie may lean, in pixels.
const LEAN: u32 = 120;
/// What it costs to go down a lane, to stand where the next tie would come down, and to have none, in
/// pixels of lean.
const DOWN: f64 = 16.0;
const IN_THE_WAY: f64 = 12.0;
const UNTIED: f64 = 400.0;
/// How many layouts are kept while names are added, the cheapest first.
const LAYOUTS: usize = 24;

/// Where a name stands, and where its tie comes down to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    pub lane: usize,
    pub left: f64,
    right: f64,
    pub foot: Option<f64>,
}

impl Place {
    /// How far below the band the lane begins.
    pub(super) fn down(&self) -> f64 {
        (LINE - 1.0) * self.lane as f64
    }

    fn keeps_clear_of(&self, x: f64) -> bool {
        x < self.left - CLEAR || x > self.right + CLEAR
    }
}

/// Names set so far, and what that costs.
type Layout = (f64, Vec<Place>);

/// Sets names, each with the middle of its part and its own width, in lanes between `from` and `to`. They
/// come in the order of their parts, and no two ties cross: each comes down to the right of the one
/// before. A name to which no tie can come down has none.
pub(super) fn lay(names: &[(f64, f64)], (from, to): (f64, f64)) -> Vec<Place> {
    let mut layouts: Vec<Layout> = vec![(0.0, Vec::new())];
    for (at, (middle, wide)) in names.iter().enumerate() {
        let name = Name {
            middle: *middle,
            wide: *wide,
            next: names.get(at + 1).map(|next| next.0),
            last: (to - wide).max(from),
        };
        layouts = layouts.iter().flat_map(|layout| name.added(layout, from)).collect();
        layouts.sort_by(|a, b| a.0.total_cmp(&b.0));
        layouts.truncate(LAYOUTS);
    }
    layouts.into_iter().next().map_or_else(Vec::new, |(_, places)| places)
}

/// A name to be set.
struct Name {
    middle: f64,
    wide: f64,
    /// Middle of the next name's part.
    next: Option<f64>,
    /// Farthest to the right that it may begin.
    last: f64,
}

impl Name {
    /// A layout with this name, in each of its lanes and in a new one.
    fn added(&self, (cost, places): &Layout, from: f64) -> Vec<Layout> {
        let lanes = places.iter().map(|place| place.lane + 1).max().unwrap_or(0);
        let tied = (0..=lanes).filter_map(|lane| self.tied(places, lane, from));
        let all = tied.chain([self.untied(places, lanes, from)]);
        let with =
            |place| (cost + self.cost(&place), places.iter().copied().chain([place]).collect());
        all.map(with).collect()
    }

    /// In this lane, with a tie that leans as little as may be.
    fn tied(&self, places: &[Place], lane: usize, from: f64) -> Option<Place> {
        let least = least(places, lane, from);
        let before = places.iter().filter_map(|place| place.foot).fold(f64::MIN, f64::max);
        let free = |x: f64| {
            let above = places.iter().filter(|place| place.lane < lane);
            x >= before + CLEAR && above.into_iter().all(|place| place.keeps_clear_of(x))
        };
        let steps = (0..=LEAN).map(f64::from);
        let feet = steps.flat_map(|step| [self.middle - step, self.middle + step]);
        feet.filter(|x| free(*x)).find_map(|foot| self.at(lane, least, foot))
    }

    /// With the tie coming down here, as far to the left as leaves room for the next tie.
    fn at(&self, lane: usize, least: f64, foot: f64) -> Option<Place> {
        let (first, last) = (foot + CLEAR - self.wide, foot - CLEAR);
        let centred = self.middle - self.wide / 2.0;
        let out_of_the_way = self.next.map_or(centred, |next| next - 2.0 * CLEAR - self.wide);
        let left = centred.min(out_of_the_way).max(first).max(least).min(self.last);
        let held = (first..=last).contains(&left) && left >= least;
        held.then_some(Place { lane, left, right: left + self.wide, foot: Some(foot) })
    }

    fn cost(&self, place: &Place) -> f64 {
        let lean = place.foot.map_or(UNTIED, |foot| (foot - self.middle).abs());
        let in_the_way = self.next.is_some_and(|next| !place.keeps_clear_of(next));
        lean + DOWN * place.lane as f64 + if in_the_way { IN_THE_WAY } else { 0.0 }
    }

    /// In the first of so many lanes that has room nearby, or in a new one.
    fn untied(&self, places: &[Place], lanes: usize, from: f64) -> Place {
        let wished = (self.middle - self.wide / 2.0).clamp(from, self.last);
        let left = |lane: usize| wished.max(least(places, lane, from));
        let near = |lane: &usize| left(*lane) <= self.last && left(*lane) - wished <= self.wide;
        let lane = (0..lanes).find(near).unwrap_or(lanes);
        let left = left(lane).min(self.last);
        Place { lane, left, right: left + self.wide, foot: None }
    }
}

/// Where the next name in a lane may begin: after the names there, and after the ties to those below.
fn least(places: &[Place], lane: usize, from: f64) -> f64 {
    let names = places.iter().filter(|place| place.lane == lane).map(|place| place.right + APART);
    let below = places.iter().filter(|place| place.lane > lane);
    let ties = below.filter_map(|place| Some(place.foot? + APART));
    names.chain(ties).fold(from, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ROOM: (f64, f64) = (68.0, 780.0);

    fn assert_told_apart(names: &[(f64, f64)], places: &[Place]) {
        let feet: Vec<f64> = places.iter().filter_map(|place| place.foot).collect();
        assert!(feet.windows(2).all(|two| two[0] < two[1]), "ties cross: {names:?} {places:?}");
        for (at, one) in places.iter().enumerate() {
            assert!(one.left >= ROOM.0 && one.right <= ROOM.1 + 1e-9, "{one:?}");
            let own = one.foot.is_none_or(|foot| !one.keeps_clear_of(foot));
            assert!(own, "{names:?}: {one:?}");
            for other in &places[..at] {
                let meet = one.left < other.right && other.left < one.right;
                assert!(one.lane != other.lane || !meet, "{names:?}: {one:?} on {other:?}");
            }
            for above in places.iter().filter(|above| above.lane < one.lane) {
                let clear = one.foot.is_none_or(|foot| above.keeps_clear_of(foot));
                assert!(clear, "{names:?}: the tie to {one:?} strikes {above:?}");
            }
        }
    }

    #[test]
    fn names_of_three_short_parts_in_a_row_keep_their_order() {
        for parts in [[430.0, 450.0, 475.0], [80.0, 92.0, 104.0], [740.0, 755.0, 775.0]] {
            let names: Vec<(f64, f64)> = parts.into_iter().zip([57.0, 55.0, 66.0]).collect();
            let places = lay(&names, ROOM);
            assert_told_apart(&names, &places);
            assert!(places.iter().all(|place| place.foot.is_some()), "{places:?}");
        }
    }

    #[test]
    fn each_of_many_short_parts_has_its_tie() {
        let names: Vec<(f64, f64)> = (0..12)
            .map(|k| (270.0 + 25.0 * f64::from(k), 40.0 + f64::from(k % 3) * 20.0))
            .collect();
        let places = lay(&names, ROOM);
        assert_told_apart(&names, &places);
        assert!(places.iter().all(|place| place.foot.is_some()), "{places:?}");
        assert!(places.iter().all(|place| place.lane < 4), "{places:?}");
    }

    proptest! {
        #[test]
        fn ties_never_cross_and_strike_no_name(
            mut names in prop::collection::vec((70.0..779.0_f64, 20.0..150.0_f64), 0..17)
        ) {
            names.sort_by(|a, b| a.0.total_cmp(&b.0));
            assert_told_apart(&names, &lay(&names, ROOM));
        }
    }
}
