//! Labels that do not overlap.

use super::sheet::Point;

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
    fn holds(&self, (x, y): Point) -> bool {
        x > self.left && x < self.right && y > self.top && y < self.bottom
    }

    fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn within(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }
}

/// Finds a place for a label near `at`, inside `room`: it never lies on another label in `taken`
/// if there is any place for it, and as little as possible on points of lines in `inked`.
pub(super) fn nearby(
    at: Point,
    (wide, high): (f64, f64),
    room: &Extent,
    taken: &[Extent],
    inked: &[Point],
) -> Extent {
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
            let clashes = taken.iter().filter(|other| here.meets(other)).count();
            let covered = inked.iter().filter(|point| here.holds(**point)).count();
            let outside = if here.within(room) { 0.0 } else { 1e6 };
            let cost = outside + 1e4 * clashes as f64 + 6.0 * covered as f64 + away;
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
        let here = nearby((200.0, 150.0), (80.0, 18.0), &room, &taken, &line);
        assert!(here.within(&room));
        assert!(!here.meets(&taken[0]));
        assert!(!line.iter().any(|point| here.holds(*point)));
    }
}
