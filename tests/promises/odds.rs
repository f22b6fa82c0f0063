//! Plotters are neither blind nor prophets: what they think of their chances is about right.

use std::sync::LazyLock;

use interregnum::engine::{Log, Plan};

use crate::plays::{BASELINE, each, sampled};

/// How many histories of the baseline are played.
const HISTORIES: u64 = 2_000;
/// How far perceived odds may lie from realised ones.
const CLOSE: f64 = 0.12;
/// How many cases a tenth needs to be judged.
const ENOUGH: usize = 200;

/// Perceived odds and whether it was won.
type Case = (f64, bool);

/// What is kept of one history of the baseline.
pub struct Kept {
    /// Strikes.
    strikes: Vec<Case>,
    /// Open motions.
    motions: Vec<Case>,
    /// The answers to the scenario's questions.
    pub answers: Vec<Option<bool>>,
}

/// The baseline's histories as an ensemble plays them.
pub static KEPT: LazyLock<Vec<Kept>> = LazyLock::new(|| {
    each(HISTORIES, |history| {
        let log = sampled(&BASELINE.polity, history);
        let cases = |log: &Log, motion: bool| {
            let meant = log.showdowns.iter().filter(|s| (s.plan == Plan::Motion) == motion);
            meant.map(|showdown| (showdown.odds, showdown.won)).collect()
        };
        let answers = BASELINE.questions.iter().map(|q| q.answer(&BASELINE.polity, &log)).collect();
        Kept { strikes: cases(&log, false), motions: cases(&log, true), answers }
    })
});

/// Each tenth of perceived odds: cases, mean of what was perceived, share that was won.
fn tenths(cases: &[Case]) -> Vec<(usize, f64, f64)> {
    let tenth = |odds: f64| ((odds * 10.0) as usize).min(9);
    (0..10)
        .map(|n| {
            let in_it: Vec<_> = cases.iter().filter(|case| tenth(case.0) == n).collect();
            let count = in_it.len().max(1) as f64;
            let perceived = in_it.iter().map(|case| case.0).sum::<f64>() / count;
            let realised = in_it.iter().filter(|case| case.1).count() as f64 / count;
            (in_it.len(), perceived, realised)
        })
        .collect()
}

#[track_caller]
fn about_right(what: &str, cases: &[Case]) {
    let tenths = tenths(cases);
    let shown: String = tenths
        .iter()
        .map(|(n, perceived, realised)| format!("{n:6} {perceived:.3} {realised:.3}\n"))
        .collect();
    println!("{what}: cases, perceived, realised\n{shown}");
    let judged: Vec<_> = tenths.iter().filter(|tenth| tenth.0 >= ENOUGH).collect();
    assert!(!judged.is_empty(), "too few {what} to judge:\n{shown}");
    let close = judged.iter().all(|(_, perceived, realised)| (perceived - realised).abs() <= CLOSE);
    assert!(close, "{what}: cases, perceived, realised\n{shown}");
}

#[test]
fn perceived_odds_of_strikes_are_close_to_realised_ones() {
    let strikes: Vec<_> = KEPT.iter().flat_map(|kept| kept.strikes.iter().copied()).collect();
    about_right("strikes", &strikes);
}

#[test]
fn perceived_odds_of_open_motions_are_close_to_realised_ones() {
    let motions: Vec<_> = KEPT.iter().flat_map(|kept| kept.motions.iter().copied()).collect();
    about_right("motions", &motions);
}
