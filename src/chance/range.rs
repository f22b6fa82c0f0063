//! Drawing the numbers that are ranges.

use super::{Chance, Purpose, Stream, normal};
use crate::polity::{Ledger, Num, Quantity, Spread, Values};

/// The numbers of a ledger that are ranges, ready to be drawn once a history.
///
/// Each is keyed by its path, so that what else a scenario holds does not move it: twins whose
/// ranges are the same draw the same values.
#[derive(Clone, Debug)]
pub struct Ranges {
    central: Values,
    ranges: Vec<Range>,
}

#[derive(Clone, Debug)]
struct Range {
    num: Num,
    stream: Stream,
    quantity: Quantity,
}

impl Ranges {
    /// The ranges of a ledger, in its order.
    pub fn of(ledger: &Ledger) -> Self {
        let ranges = ledger.iter().filter(|(_, quantity)| quantity.spread != Spread::Fixed).map(
            |(num, quantity)| Range {
                num,
                stream: Stream::named(Purpose::Range, &quantity.path),
                quantity: quantity.clone(),
            },
        );
        Self { central: ledger.central(), ranges: ranges.collect() }
    }

    /// The values of one history: drawn where a number is a range, otherwise as it stands.
    pub fn draw(&self, chance: &Chance) -> Values {
        self.fill(|range| chance.unit(range.stream, 0))
    }

    /// The same from given uniforms, each above 0 and below 1, by path.
    pub fn draw_by(&self, mut uniform: impl FnMut(&str) -> f64) -> Values {
        self.fill(|range| uniform(&range.quantity.path))
    }

    fn fill(&self, mut uniform: impl FnMut(&Range) -> f64) -> Values {
        let mut values = self.central.clone();
        for range in &self.ranges {
            values.set(range.num, quantile(&range.quantity, uniform(range)));
        }
        values
    }

    /// Handle and path of each number that is drawn.
    pub fn iter(&self) -> impl Iterator<Item = (Num, &str)> {
        self.ranges.iter().map(|range| (range.num, range.quantity.path.as_str()))
    }

    /// How many numbers are drawn.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
}

/// The value below which a share `u` of what a number may be lies, `u` cut to `[0, 1]`. A normal
/// is cut to what is valid.
pub fn quantile(quantity: &Quantity, u: f64) -> f64 {
    let u = u.clamp(0.0, 1.0);
    let (least, greatest) = quantity.valid;
    match quantity.spread {
        Spread::Fixed => quantity.central,
        Spread::Uniform { low, high } => (low + u * (high - low)).clamp(low, high),
        Spread::Normal { mean, sd } => {
            let from = normal_share((least - mean) / sd);
            let to = normal_share((greatest - mean) / sd);
            let share = from + u * (to - from);
            if share <= 0.0 {
                return least;
            }
            if share >= 1.0 {
                return greatest;
            }
            (mean + sd * normal(share)).clamp(least, greatest)
        }
    }
}

/// Share of a standard normal that lies below `z`.
pub fn normal_share(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Luck;

    fn quantity(path: &str, spread: Spread) -> Quantity {
        Quantity { path: path.into(), central: 0.5, spread, valid: (0.0, 1.0), written: true }
    }

    #[test]
    fn the_normal_quantile_undoes_the_normal_share() {
        for p in [1e-12, 1e-6, 0.001, 0.02, 0.07, 0.075, 0.3, 0.5, 0.8, 0.93, 0.999] {
            let back = normal_share(normal(p));
            assert!((back / p - 1.0).abs() < 1e-12, "{p} came back as {back}");
        }
    }

    #[test]
    fn a_normal_is_cut_to_what_is_valid_and_a_range_to_its_ends() {
        let normal = quantity("a", Spread::Normal { mean: 0.9, sd: 0.3 });
        let range = quantity("a", Spread::Uniform { low: 0.2, high: 0.4 });
        let mut last = (0.0, 0.0);
        for k in 1..1000 {
            let u = f64::from(k) / 1000.0;
            let (n, r) = (quantile(&normal, u), quantile(&range, u));
            assert!((0.0..=1.0).contains(&n) && (0.2..=0.4).contains(&r));
            assert!(n >= last.0 && r > last.1);
            last = (n, r);
        }
        assert!((quantile(&range, 0.5) - 0.3).abs() < 1e-15);
        let outside = quantity("a", Spread::Normal { mean: 60.0, sd: 1.0 });
        assert!((0.0..=1.0).contains(&quantile(&outside, 0.5)));
    }

    #[test]
    fn a_draw_is_keyed_by_its_path_alone() {
        let range = |path: &str| quantity(path, Spread::Uniform { low: 0.0, high: 1.0 });
        let ledger = |paths: &[&str]| {
            let mut ledger = Ledger::default();
            for path in paths {
                ledger.enter(range(path));
            }
            ledger
        };
        let (one, other) = (ledger(&["a", "b"]), ledger(&["c", "b", "d"]));
        let drawn = |ledger: &Ledger| {
            let chance = Chance::new(Luck { seed: 1, history: 2, branch: 0 });
            let values = Ranges::of(ledger).draw(&chance);
            values[ledger.find("b").unwrap()]
        };
        assert_eq!(drawn(&one), drawn(&other));
    }
}
