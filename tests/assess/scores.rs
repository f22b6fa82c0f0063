//! The chain, the places, the calibration: by hand, and against made-up histories whose chances are
//! known.

use interregnum::assess::{
    KNOWN_NEVER, LEAST, Seen, Where, Yardstick, alone, calibrate, chain, places,
};

use super::small;

fn history(agrees: &[bool]) -> Seen {
    Seen {
        came: agrees.iter().map(|_| None).collect(),
        agrees: agrees.to_vec(),
        answers: vec![],
        falls: 0,
        executions: 0,
        showdowns: 0,
        leaders: 1,
        leads: Some(0),
    }
}

/// A number in `[0, 1)` that goes with two others and with nothing else (SplitMix64).
fn even(k: usize, n: usize) -> f64 {
    let mut x = (k as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(n as u64 + 1);
    for by in [0xbf58_476d_1ce4_e5b9_u64, 0x94d0_49bb_1331_11eb] {
        x = (x ^ (x >> 30)).wrapping_mul(by);
    }
    ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
}

#[test]
fn a_step_keeps_those_that_agree_with_all_before_it() {
    // 600 agree with the first; 450 of them with the second; the third is certain among these.
    let fourth = |k: usize| k.is_multiple_of(4);
    let of = |k: usize| history(&[k < 600, !fourth(k), k < 600 && !fourth(k)]);
    let histories: Vec<Seen> = (0..1000).map(of).collect();
    let found = chain(3, &histories);
    let counts: Vec<(u64, u64)> = found.steps.iter().map(|s| (s.left, s.agree)).collect();
    assert_eq!(counts, [(1000, 600), (600, 450), (450, 450)]);
    let by_hand = [601.0 / 1002.0, 451.0 / 602.0, 451.0_f64 / 452.0];
    for (step, chance) in found.steps.iter().zip(by_hand) {
        assert!((step.chance - chance).abs() < 1e-12);
        assert!((step.bits + libm::log2(chance)).abs() < 1e-12);
    }
    assert!((found.bits(3) + libm::log2(by_hand.iter().product::<f64>())).abs() < 1e-12);
    assert_eq!(found.stopped, None);
    assert!((alone(3, &histories)[2] - 451.0 / 1002.0).abs() < 1e-12);
}

#[test]
fn the_chain_stops_where_too_few_are_left_and_says_where() {
    let histories: Vec<Seen> = (0..1000).map(|k| history(&[k < 199, true])).collect();
    let found = chain(2, &histories);
    assert_eq!(found.steps.len(), 1);
    let stopped = found.stopped.expect("199 are too few");
    assert_eq!((stopped.entry, stopped.left), (1, 199));
    assert_eq!(LEAST, 200);
    assert!(chain(2, &histories[..150]).steps.is_empty());
}

#[test]
fn the_error_of_the_chain_is_that_of_repeated_counts() {
    // Two hundred ensembles of 400 histories each, with chances .5 and then .3.
    let score = |part: usize| {
        let of = |k: usize| {
            let k = part * 400 + k;
            history(&[even(k, 0) < 0.5, even(k, 1) < 0.3])
        };
        chain(2, &(0..800).map(of).collect::<Vec<_>>())
    };
    let all: Vec<_> = (0..200).map(score).collect();
    let scored: Vec<f64> = all.iter().filter(|c| c.steps.len() == 2).map(|c| c.bits(2)).collect();
    assert!(scored.len() > 150);
    let n = scored.len() as f64;
    let mean = scored.iter().sum::<f64>() / n;
    let sd = (scored.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n).sqrt();
    let said = all[0].error(2);
    assert!((sd / said - 1.0).abs() < 0.35, "{sd} is not {said}");
}

#[test]
fn a_model_that_scores_its_own_histories_is_calibrated() {
    // Four entries; the second is likelier after the first, the fourth after the third.
    let of = |k: usize| {
        let first = even(k, 0) < 0.7;
        let second = even(k, 1) < if first { 0.8 } else { 0.1 };
        let third = even(k, 2) < 0.5;
        history(&[first, second, third, even(k, 3) < if third { 0.3 } else { 0.9 }])
    };
    let found = calibrate(4, &(0..8000).map(of).collect::<Vec<_>>());
    assert_eq!(found.records, 1000);
    let distance = found.distance.expect("forecasts");
    assert!(distance < 0.04, "{distance}: {:?}", found.bins);
    let seventy = found.bins.iter().find(|bin| (bin.middle - 0.7).abs() < 0.01).expect("the first");
    assert!((seventy.came.p - 0.7).abs() < 0.05, "{seventy:?}");
    // The least surprising history costs less than the usual one, and that less than the worst.
    let at = |share| found.surprise_at(share).expect("records");
    assert!(at(0.0) < at(0.5) && at(0.5) < at(1.0));
    assert!(found.rank(at(1.0) + 1.0) == Some(1.0) && found.rank(0.0) == Some(0.0));
}

#[test]
fn histories_of_another_kind_are_found_out() {
    // Odd ones, which are taken as records, have it in 90 of 100; even ones, which judge, in 10.
    let of = |k: usize| history(&[even(k, 0) < if k.is_multiple_of(2) { 0.1 } else { 0.9 }]);
    let found = calibrate(1, &(0..4000).map(of).collect::<Vec<_>>());
    assert!(found.distance.expect("forecasts") > 0.7, "{:?}", found.bins);
}

#[test]
fn bulk_and_tails_are_told_apart() {
    let yardstick = Yardstick::of(&small(), None);
    let entries = yardstick.entries.len();
    let at = yardstick.entries[0].at;
    let place = |dates: &[(usize, usize)], agree: usize| {
        let mut all: Vec<Seen> = Vec::new();
        for &(round, many) in dates {
            let mut one = history(&vec![false; entries]);
            one.came[0] = Some(round);
            all.extend(std::iter::repeat_n(one, many));
        }
        all.iter_mut().take(agree).for_each(|h| h.agrees[0] = true);
        places(&yardstick, &all)[0].clone()
    };
    assert_eq!(place(&[(at - 1, 50), (at, 10), (at + 1, 40)], 30).lies, Where::Bulk);
    assert_eq!(place(&[(at - 1, 50), (at, 10), (at + 1, 40)], 30).quantile, Some(0.55));
    assert_eq!(place(&[(at + 1, 100)], 30).lies, Where::Early);
    assert_eq!(place(&[(at - 1, 100)], 30).lies, Where::Late);
    assert_eq!(place(&[(at, 100)], 4).lies, Where::Rare);
    assert_eq!(place(&[(at, 100)], 0).lies, Where::Never);
    // Of so few nobody knows that hardly any would.
    let fewest = usize::try_from(KNOWN_NEVER).expect("a small number");
    assert_eq!(place(&[(at, fewest)], 0).lies, Where::Never);
    assert_eq!(place(&[(at, fewest - 1)], 0).lies, Where::Rare);
}
