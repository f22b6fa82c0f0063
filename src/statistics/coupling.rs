//! How closely twins that share their luck keep together.

/// How many times as many pairs with luck of their own it would take for as narrow a difference,
/// given the rates in the two worlds and the shares of pairs true in the base only and in the
/// what-if only.
///
/// Near 1, sharing luck gains nothing: twins run apart, and what is said of single histories
/// rests on little. Below 1, twins move against each other. `None` where every pair moves alike,
/// so that the sharing is perfect or nothing varies at all.
pub fn gain(base: f64, whatif: f64, base_only: f64, whatif_only: f64) -> Option<f64> {
    let apart = base * (1.0 - base) + whatif * (1.0 - whatif);
    let shift = base - whatif;
    let paired = base_only + whatif_only - shift * shift;
    // Below this, what is left is rounding.
    (paired > 1e-12).then(|| apart / paired)
}

/// The chance that two choosers with shared luck choose the same, from the chances `p` and `q`
/// with which each chooses each alternative.
///
/// Both choose the alternative with the greatest `ln p_i - ln(-ln u_i)`, with the same uniform
/// draw `u_i` for the same alternative. The chance is the sum over `i` of
/// `1 / sum_j max(p_j / p_i, q_j / q_i)`. An alternative that only one of them has, or that one of
/// them never chooses, is never a shared choice. Only proportions count: neither list need add up
/// to 1. What is not above 0 counts as 0.
///
/// ```
/// use interregnum::statistics::shared_choice;
///
/// let same = shared_choice(&[0.5, 0.3, 0.15, 0.05], &[0.2, 0.45, 0.05, 0.3]);
/// assert!((same - 0.55889).abs() < 0.000_005);
/// ```
pub fn shared_choice(p: &[f64], q: &[f64]) -> f64 {
    let chance = |of: &[f64], i: usize| of.get(i).copied().unwrap_or(0.0).max(0.0);
    let all = 0..p.len().max(q.len());
    let share = |i: usize| {
        let (p_i, q_i) = (chance(p, i), chance(q, i));
        if p_i > 0.0 && q_i > 0.0 {
            let rivals = all.clone().map(|j| (chance(p, j) / p_i).max(chance(q, j) / q_i));
            1.0 / rivals.sum::<f64>()
        } else {
            0.0
        }
    };
    all.clone().map(share).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    const P: [f64; 4] = [0.5, 0.3, 0.15, 0.05];
    const Q: [f64; 4] = [0.2, 0.45, 0.05, 0.3];

    #[test]
    fn the_known_chance_of_the_same_choice_comes_out() {
        assert!((shared_choice(&P, &Q) - 0.55889).abs() < 0.000_005);
    }

    #[test]
    fn sampling_agrees_with_the_formula() {
        let mut luck = ChaCha8Rng::seed_from_u64(3);
        let runs = 100_000;
        let same = (0..runs).filter(|_| {
            let shift = [(); 4].map(|()| -libm::log(-libm::log(1.0 - luck.random::<f64>())));
            let choice = |chances: [f64; 4]| {
                let worth = |i: usize| libm::log(chances[i]) + shift[i];
                (0..4).max_by(|&i, &j| worth(i).total_cmp(&worth(j)))
            };
            choice(P) == choice(Q)
        });
        let rate = same.count() as f64 / f64::from(runs);
        // Four standard errors.
        assert!((rate - shared_choice(&P, &Q)).abs() < 0.0063, "{rate}");
    }

    #[test]
    fn alternatives_of_one_alone_are_never_shared() {
        assert_eq!(shared_choice(&[1.0], &[0.0, 1.0]), 0.0);
        assert_eq!(shared_choice(&[], &[1.0]), 0.0);
        // One of two equals is withdrawn: the other is shared half the time.
        assert!((shared_choice(&[0.5, 0.5], &[1.0]) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn gain_is_one_without_sharing_and_grows_with_it() {
        // Independent worlds with rates 0.7 and 0.4.
        let alone = gain(0.7, 0.4, 0.7 * 0.6, 0.3 * 0.4).unwrap();
        assert!((alone - 1.0).abs() < 1e-12, "{alone}");
        // As close as those rates allow.
        let close = gain(0.7, 0.4, 0.3, 0.0).unwrap();
        assert!((close - 0.45 / 0.21).abs() < 1e-12, "{close}");
        assert_eq!(gain(0.7, 0.7, 0.0, 0.0), None);
    }

    fn chances() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
        (1_usize..7).prop_flat_map(|n| {
            let list = || {
                prop::collection::vec(0.001_f64..1.0, n).prop_map(|list| {
                    let sum: f64 = list.iter().sum();
                    list.into_iter().map(|one| one / sum).collect::<Vec<_>>()
                })
            };
            (list(), list())
        })
    }

    proptest! {
        #[test]
        fn the_same_chances_give_the_same_choice((p, _) in chances()) {
            prop_assert!((shared_choice(&p, &p) - 1.0).abs() < 1e-9);
        }

        #[test]
        fn no_coupling_beats_the_overlap((p, q) in chances()) {
            let overlap: f64 = p.iter().zip(&q).map(|(p, q)| p.min(*q)).sum();
            let same = shared_choice(&p, &q);
            prop_assert!(0.0 < same && same <= overlap + 1e-9);
            prop_assert!((same - shared_choice(&q, &p)).abs() < 1e-9);
        }
    }
}
