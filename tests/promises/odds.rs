//! Plotters are neither blind nor prophets: what they think of their chances is about right.

use std::sync::LazyLock;

use interregnum::engine::{Log, Plan, Showdown};
use interregnum::polity::Who;

use crate::plays::{BASELINE, each, sampled};

/// How many histories of the baseline are played.
const HISTORIES: u64 = 5_000;
/// How far perceived odds may lie from realised ones.
const CLOSE: f64 = 0.12;
/// How many cases a tenth needs to be judged.
const ENOUGH: usize = 200;
/// Share of all cases that must lie in tenths that are judged.
const MOST: f64 = 0.9;

/// Perceived odds and whether it was won.
type Case = (f64, bool);

/// What is kept of one history of the baseline.
pub struct Kept {
    /// Strikes.
    strikes: Vec<Case>,
    /// Open motions in which no appeal could surprise anyone.
    motions: Vec<Case>,
    /// Open motions in which an appeal was possible that nobody had dared before.
    blind: Vec<Case>,
    /// The answers to the scenario's questions.
    pub answers: Vec<Option<bool>>,
}

/// The baseline's histories as an ensemble plays them.
pub static KEPT: LazyLock<Vec<Kept>> = LazyLock::new(|| {
    each(HISTORIES, |history| {
        let log = sampled(&BASELINE.polity, history);
        let cases = |meant: &dyn Fn(&Showdown) -> bool| {
            let of = log.showdowns.iter().filter(|showdown| meant(showdown));
            of.map(|showdown| (showdown.odds, showdown.won)).collect()
        };
        let motion = |showdown: &Showdown| showdown.plan == Plan::Motion;
        let answers = BASELINE.questions.iter().map(|q| q.answer(&BASELINE.polity, &log)).collect();
        Kept {
            strikes: cases(&|showdown| !motion(showdown)),
            motions: cases(&|showdown| motion(showdown) && !undared(&log, showdown)),
            blind: cases(&|showdown| motion(showdown) && undared(&log, showdown)),
            answers,
        }
    })
});

/// Whether either side could go to the higher organ when nobody expects that yet. The norm of
/// precedent makes them blind to it until it has been done once: that is meant.
fn undared(log: &Log, showdown: &Showdown) -> bool {
    let expected = showdown.at > 0 && log.measures.norms[showdown.at - 1][2] > 0.95;
    let convenes = |who: Who| {
        log.tenures.iter().any(|t| {
            let powers = &BASELINE.polity.offices[t.office].powers;
            let held = t.from <= showdown.at && t.to.is_none_or(|to| to >= showdown.at);
            t.who == who && held && !powers.convene.is_empty()
        })
    };
    !expected && (convenes(showdown.target) || convenes(showdown.leader))
}

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
    let covered: usize = judged.iter().map(|tenth| tenth.0).sum();
    let most = covered as f64 >= MOST * cases.len() as f64;
    assert!(judged.len() >= 2 && most, "too few {what} to judge:\n{shown}");
    let close = judged.iter().all(|(_, perceived, realised)| (perceived - realised).abs() <= CLOSE);
    assert!(close, "{what}: cases, perceived, realised\n{shown}");
}

#[test]
fn perceived_odds_of_strikes_are_close_to_realised_ones() {
    let strikes: Vec<_> = KEPT.iter().flat_map(|kept| kept.strikes.iter().copied()).collect();
    about_right("strikes", &strikes);
}

#[test]
fn perceived_odds_of_open_motions_are_close_where_no_appeal_can_surprise() {
    let motions: Vec<_> = KEPT.iter().flat_map(|kept| kept.motions.iter().copied()).collect();
    about_right("motions", &motions);
}

#[test]
fn an_appeal_that_nobody_has_dared_surprises_the_movers() {
    let blind: Vec<_> = KEPT.iter().flat_map(|kept| kept.blind.iter().copied()).collect();
    let perceived: f64 = blind.iter().map(|case| case.0).sum();
    let realised = blind.iter().filter(|case| case.1).count() as f64;
    println!("{} motions, {perceived:.0} wins expected, {realised} won", blind.len());
    assert!(
        blind.len() >= ENOUGH && realised < perceived - 4.0 * (0.25 * blind.len() as f64).sqrt()
    );
}
