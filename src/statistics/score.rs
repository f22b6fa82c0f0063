//! How good forecasts were.

/// Brier's score of one forecast (Brier 1950): the squared distance between the chance given and
/// what happened. 0 is perfect, 0.25 is what an even chance always gets, 1 is worst. Average it
/// over many.
pub fn brier(chance: f64, happened: bool) -> f64 {
    let missed = chance - f64::from(u8::from(happened));
    missed * missed
}

/// The logarithmic score of one forecast (Good 1952), in bits: how surprising it was. 0 is
/// perfect, 1 is what an even chance always gets; without bound where what was held impossible
/// happened. Average it over many.
pub fn log_score(chance: f64, happened: bool) -> f64 {
    let given = if happened { chance } else { 1.0 - chance };
    // Taken from 0, so that certainty scores 0 and not -0.
    0.0 - libm::log2(given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn certainty_that_is_right_is_perfect_and_wrong_is_worst() {
        for happened in [true, false] {
            let (right, wrong) = (f64::from(u8::from(happened)), f64::from(u8::from(!happened)));
            assert_eq!((brier(right, happened), log_score(right, happened)), (0.0, 0.0));
            assert_eq!((brier(wrong, happened), log_score(wrong, happened)), (1.0, f64::INFINITY));
            assert_eq!((brier(0.5, happened), log_score(0.5, happened)), (0.25, 1.0));
        }
    }

    proptest! {
        #[test]
        fn nothing_beats_saying_what_one_believes(
            belief in 0.01_f64..0.99, said in 0.01_f64..0.99
        ) {
            let expected = |score: fn(f64, bool) -> f64, said: f64| {
                belief * score(said, true) + (1.0 - belief) * score(said, false)
            };
            for score in [brier, log_score] {
                prop_assert!(expected(score, belief) <= expected(score, said) + 1e-12);
            }
        }
    }
}
