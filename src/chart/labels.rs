//! Labels that do not overlap.

use libm::hypot;

use super::sheet::Point;

/// Pixels from which a label is tied to what it names.
const TIED: f64 = 14.0;
/// So much nearer than to any other end must a label be to its own, in pixels; and what each that is
/// missing costs.
const NEARER: f64 = 10.0;
const MISTAKEN: f64 = 20.0;
/// What it costs where a tie strikes a label or a cross, and where it runs along an event's rule.
const STRUCK: f64 = 200.0;
const ALONG_A_RULE: f64 = 150.0;

/// Moves labels apart along a line, each as little as it can (least squares).
///
/// `wanted` are the wished-for middles in ascending order, `gap` what must lie between two
/// neighbours' middles. The first is kept at or above `low`, the last at or below `high`; where
/// the room is too small for that, the gap counts for more than `high`.
pub(super) fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    // With the gaps taken out, the places must ascend: pooling adjacent violators solves that.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    let mut taken_out = 0.0;
    for place in wanted {
        pools.push((place - taken_out, 1));
        taken_out += gap;
        while let [.., (before, many), (after, few)] = pools[..]
            && before > after
        {
            let (m, f) = (many as f64, few as f64);
            pools.truncate(pools.len() - 2);
            pools.push(((before * m + after * f) / (m + f), many + few));
        }
    }
    let top = (high - (taken_out - gap)).max(low);
    let mut placed = Vec::with_capacity(wanted.len());
    let mut put_back = 0.0;
    for (place, many) in pools {
        for _ in 0..many {
            placed.push(place.clamp(low, top) + put_back);
            put_back += gap;
        }
    }
    placed
}

/// A rectangle: left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Extent {
    /// The square that reaches so far around a point.
    pub(super) fn around((x, y): Point, reach: f64) -> Self {
        Self { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
    }

    fn holds(&self, (x, y): Point) -> bool {
        x > self.left && x < self.right && y > self.top && y < self.bottom
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// How far a point is from it; 0 inside.
    fn gap(&self, at: Point) -> f64 {
        let near = self.nearest(at);
        hypot(near.0 - at.0, near.1 - at.1)
    }

    fn nearest(&self, (x, y): Point) -> Point {
        (x.clamp(self.left, self.right), y.clamp(self.top, self.bottom))
    }

    /// The line from a point to it, where it is too far away to do without.
    pub(super) fn tie(&self, at: Point) -> Option<[Point; 2]> {
        (self.gap(at) > TIED).then(|| [at, self.nearest(at)])
    }

    fn within(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }
}

/// What a label has around it.
pub(super) struct Around<'a> {
    /// Where labels may stand.
    pub room: Extent,
    /// Labels and crosses that are there already.
    pub taken: &'a [Extent],
    /// Points of lines.
    pub inked: &'a [Point],
    /// All ends that have a label, with its own.
    pub ends: &'a [Point],
}

/// Finds a place for a label near `at`: it never lies on another label if there is any place for it, is
/// not to be taken for that of another end, and lies as little as possible on lines.
pub(super) fn nearby(at: Point, (wide, high): (f64, f64), around: &Around<'_>) -> Extent {
    let mut best: Option<(f64, Extent)> = None;
    for away in [9.0, 16.0, 26.0, 40.0, 58.0, 80.0, 110.0] {
        for (along, down) in [
            (1.0, 0.0),
            (1.0, -0.6),
            (1.0, 0.6),
            (0.5, -1.0),
            (0.5, 1.0),
            (0.0, -1.0),
            (0.0, 1.0),
            (-0.5, -1.0),
            (-0.5, 1.0),
            (-1.0, -0.6),
            (-1.0, 0.6),
            (-1.0, 0.0),
        ] {
            let left = at.0 + along * away + (along - 1.0) * wide / 2.0;
            let top = at.1 + down * away + (down - 1.0) * high / 2.0;
            let here = Extent { left, top, right: left + wide, bottom: top + high };
            let cost = away + around.cost(at, &here);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, here));
            }
        }
    }
    best.map_or(
        Extent { left: at.0, top: at.1, right: at.0 + wide, bottom: at.1 + high },
        |(_, here)| here,
    )
}

impl Around<'_> {
    /// What speaks against a label here for the end at `at`.
    fn cost(&self, at: Point, here: &Extent) -> f64 {
        let clashes = self.taken.iter().filter(|other| here.meets(other)).count();
        let covered = self.inked.iter().filter(|point| here.holds(**point)).count();
        let outside = if here.within(&self.room) { 0.0 } else { 1e6 };
        outside
            + 1e4 * clashes as f64
            + 6.0 * covered as f64
            + MISTAKEN * self.mistaken(at, here)
            + here.tie(at).map_or(0.0, |tie| self.astray(tie))
    }

    /// How much too near it is to ends that are not its own.
    fn mistaken(&self, at: Point, here: &Extent) -> f64 {
        let wanted = here.gap(at).min(TIED) + NEARER;
        let others = self.ends.iter().filter(|end| **end != at);
        others.map(|end| (wanted - here.gap(*end)).max(0.0)).sum()
    }

    /// What a tie costs that strikes labels or other crosses, or goes straight up or down from an end:
    /// there an event's rule runs.
    fn astray(&self, [from, to]: [Point; 2]) -> f64 {
        let points = along(from, to);
        let others = self.taken.iter().filter(|other| !other.holds(from));
        let struck = others.filter(|other| points.iter().any(|point| other.holds(*point))).count();
        let upright = (to.0 - from.0).abs() < 0.3 * (to.1 - from.1).abs();
        STRUCK * struck as f64 + if upright { ALONG_A_RULE } else { 0.0 }
    }
}

/// Points along a straight line, two pixels apart.
pub(super) fn along(from: Point, to: Point) -> Vec<Point> {
    let parts = (1_u32..1000).find(|n| f64::from(*n) * 2.0 >= hypot(to.0 - from.0, to.1 - from.1));
    let parts = parts.unwrap_or(1000);
    let share = |part: u32| f64::from(part) / f64::from(parts);
    let at =
        |part| (from.0 + (to.0 - from.0) * share(part), from.1 + (to.1 - from.1) * share(part));
    (0..=parts).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(spread(&[10.0, 50.0, 90.0], 20.0, 0.0, 100.0), [10.0, 50.0, 90.0]);
    }

    #[test]
    fn labels_that_meet_part_evenly() {
        assert_eq!(spread(&[50.0, 50.0], 20.0, 0.0, 100.0), [40.0, 60.0]);
        assert_eq!(spread(&[98.0, 99.0], 20.0, 0.0, 100.0), [80.0, 100.0]);
    }

    proptest! {
        #[test]
        fn labels_keep_their_order_their_gap_and_their_room(
            mut wanted in prop::collection::vec(-50.0..450.0_f64, 1..12)
        ) {
            wanted.sort_by(f64::total_cmp);
            let placed = spread(&wanted, 20.0, 0.0, 400.0);
            prop_assert!(placed.windows(2).all(|two| two[1] - two[0] >= 20.0 - 1e-6));
            prop_assert!(placed[0] >= -1e-6 && placed[placed.len() - 1] <= 400.0 + 1e-6);
        }
    }

    #[test]
    fn a_label_keeps_off_labels_and_lines() {
        let room = Extent { left: 0.0, top: 0.0, right: 400.0, bottom: 300.0 };
        let taken = [Extent { left: 200.0, top: 100.0, right: 300.0, bottom: 200.0 }];
        let line: Vec<Point> = (0..400).map(|x| (f64::from(x), 130.0)).collect();
        let ends = [(200.0, 150.0)];
        let around = Around { room, taken: &taken, inked: &line, ends: &ends };
        let here = nearby(ends[0], (80.0, 18.0), &around);
        assert!(here.within(&room));
        assert!(!here.meets(&taken[0]));
        assert!(!line.iter().any(|point| here.holds(*point)));
    }

    /// Labels for these ends, one after the other.
    fn labels(ends: &[Point]) -> Vec<Extent> {
        let room = Extent { left: 0.0, top: 0.0, right: 760.0, bottom: 380.0 };
        let mut taken: Vec<Extent> = ends.iter().map(|end| Extent::around(*end, 6.0)).collect();
        for end in ends {
            let around = Around { room, taken: &taken, inked: &[], ends };
            taken.push(nearby(*end, (70.0, 18.0), &around));
        }
        taken.split_off(ends.len())
    }

    #[test]
    fn no_label_stands_at_anothers_cross() {
        for others in [vec![(12.0, -4.0)], vec![(0.0, 14.0), (14.0, 0.0)], vec![(16.0, 0.0)]] {
            let at = (300.0, 200.0);
            let ends: Vec<Point> = std::iter::once(at)
                .chain(others.iter().map(|by| (at.0 + by.0, at.1 + by.1)))
                .collect();
            for (end, label) in ends.iter().zip(labels(&ends)) {
                let others = ends.iter().filter(|other| *other != end);
                let next = others.map(|other| label.gap(*other)).fold(f64::MAX, f64::min);
                let own = label.gap(*end);
                assert!(next >= own.min(TIED) + NEARER - 3.0, "{ends:?}: {own} and {next}");
            }
        }
    }

    #[test]
    fn no_tie_runs_along_the_rule_of_its_event() {
        let room = Extent { left: 0.0, top: 0.0, right: 760.0, bottom: 380.0 };
        let end = (300.0, 200.0);
        // Lines beside the end, so that the label must go up or down.
        let inked: Vec<Point> =
            (180..225).flat_map(|y| along((200.0, f64::from(y)), (400.0, f64::from(y)))).collect();
        let around = Around { room, taken: &[], inked: &inked, ends: &[end] };
        let label = nearby(end, (70.0, 18.0), &around);
        let [from, to] = label.tie(end).expect("it is far away");
        assert!((to.0 - from.0).abs() >= 0.3 * (to.1 - from.1).abs(), "{label:?}");
    }
}
