//! What twins under the same luck promise.

mod counted;
mod inert;
mod interventions;
mod parting;
mod warned;

use interregnum::counterfactual::{
    Comparison, Told, Twins, World, changes, compare, parting, turns, warnings,
};
use interregnum::engine::Detail;
use interregnum::scenario::Scenario;
use interregnum::statistics::Cause;

const SMALL: &str = include_str!("../worlds/small.toml");

const SEED: u64 = 1900;

fn base() -> Scenario {
    Scenario::parse("small.toml", SMALL, &[]).unwrap_or_else(|found| panic!("{found}"))
}

fn changed(edits: &[&str]) -> Scenario {
    let edits: Vec<String> = edits.iter().map(|e| (*e).to_owned()).collect();
    Scenario::parse("small.toml", SMALL, &edits).unwrap_or_else(|found| panic!("{found}"))
}

fn with(more: &str) -> Scenario {
    let text = format!("{SMALL}\n{more}");
    Scenario::parse("small.toml", &text, &[]).unwrap_or_else(|found| panic!("{found}"))
}

fn twins<'a>(base: &'a Scenario, whatif: &'a Scenario) -> Twins<'a> {
    Twins::new(
        (World::of(&base.polity), &base.questions),
        (World::of(&whatif.polity), &whatif.questions),
    )
}

fn compared(base: &Scenario, whatif: &Scenario, pairs: u64) -> Comparison {
    compare(&twins(base, whatif), SEED, pairs, |_| Ok::<(), ()>(())).expect("nothing refuses")
}

/// Takes away the reason to fear the captain.
const KINDER: &[&str] = &["principals.ash.dread=0.1", "principals.ash.taint=0.1"];

#[test]
fn an_empty_change_changes_nothing() {
    let (base, same) = (base(), base());
    assert_eq!(base.fingerprint, same.fingerprint);
    let found = compared(&base, &same, 40);
    assert_eq!((found.pairs, found.alike), (40, 40));
    assert!(found.questions.iter().all(|q| q.counts.flips() == 0 && q.example.is_none()));
    assert_eq!(found.winner_changes().map(|e| e.p), Some(0.0));
    assert!(found.months().iter().flat_map(|m| &m.gaps).all(|g| g.mean == 0.0 && g.error == 0.0));
    let pair = twins(&base, &same).pair(SEED, 3, Detail::Full);
    let told = |log| Told { polity: &base.polity, log };
    assert!(parting(told(&pair.base), told(&pair.whatif)).is_none());
}

#[test]
fn a_change_that_nothing_reads_changes_nothing_and_is_warned_of() {
    let base = changed(&["parameters.with_files=0"]);
    let whatif = changed(&["parameters.with_files=0", "parameters.files_effect=0.5"]);
    let found = compared(&base, &whatif, 30);
    assert_eq!(found.alike, 30);
    let all = changes(&base.polity, &whatif.polity);
    let paths: Vec<&str> = all.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["parameters.files_effect"]);
    let said = warnings(&found, &all);
    assert_eq!(said.first().map(|w| w.kind), Some("unread"));
}

#[test]
fn before_its_date_a_change_changes_nothing() {
    let base = base();
    let at = 24;
    let whatif =
        with("[interventions.gone]\nat = \"1902-01\"\ndies = \"birch\"\njudgement = \"to see\"\n");
    for history in 0..8 {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        assert_eq!(
            pair.base.measures.influence[..at],
            pair.whatif.measures.influence[..at],
            "history {history}"
        );
        let before = |log: &interregnum::engine::Log| -> Vec<_> {
            log.events.iter().filter(|e| e.at < at).cloned().collect()
        };
        assert_eq!(before(&pair.base), before(&pair.whatif), "history {history}");
        let told = (
            Told { polity: &base.polity, log: &pair.base },
            Told { polity: &whatif.polity, log: &pair.whatif },
        );
        if let Some(parting) = parting(told.0, told.1) {
            assert!(parting.at >= at, "{parting:?}");
            assert!(turns(told.0, told.1, parting.at).iter().all(|turn| turn.at >= parting.at));
        }
    }
}

#[test]
fn twins_draw_the_same_values_where_their_ranges_are_the_same() {
    let base = changed(&["principals.birch.cunning={ low = 0.2, high = 0.8 }"]);
    let whatif = changed(&[
        "principals.birch.cunning={ low = 0.2, high = 0.8 }",
        "principals.ash.cunning={ low = 0.2, high = 0.8 }",
    ]);
    let (one, other) = (World::of(&base.polity), World::of(&whatif.polity));
    let cunning = base.polity.ledger.find("principals.birch.cunning").expect("a path");
    let theirs = whatif.polity.ledger.find("principals.birch.cunning").expect("a path");
    let mut seen = Vec::new();
    for history in 0..20 {
        let luck = interregnum::engine::Luck { seed: SEED, history, branch: 0 };
        let value = one.values(luck)[cunning];
        assert_eq!(value, other.values(luck)[theirs]);
        let second = interregnum::engine::Luck { branch: 1, ..luck };
        assert_eq!(value, one.values(second)[cunning], "a second sharing keeps the values");
        seen.push(value);
    }
    assert!(seen.windows(2).any(|two| two[0] != two[1]));
}

#[test]
fn threads_change_nothing() {
    let (base, whatif) = (base(), changed(KINDER));
    let twins = twins(&base, &whatif);
    let play = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let mut rows = Vec::new();
        let found = pool.install(|| {
            compare(&twins, SEED, 150, |row| {
                rows.push(row.clone());
                Ok::<(), ()>(())
            })
        });
        let found = found.expect("nothing refuses");
        (rows, found.questions.clone(), found.flows.clone(), found.months())
    };
    let (one, other) = (play(1), play(3));
    assert!(one == other);
    let numbers: Vec<u64> = one.0.iter().map(|row| row.history).collect();
    assert_eq!(numbers, (0..150).collect::<Vec<_>>());
}

#[test]
fn what_a_callback_refuses_ends_the_comparison() {
    let base = base();
    let refused = compare(&twins(&base, &base), SEED, 1000, |row| {
        if row.history == 3 { Err("full") } else { Ok(()) }
    });
    assert_eq!(refused.err(), Some("full"));
}

#[test]
fn exchanging_base_and_what_if_turns_the_difference_about() {
    let (base, whatif) = (base(), changed(KINDER));
    let (one, other) = (compared(&base, &whatif, 120), compared(&whatif, &base, 120));
    for (a, b) in one.questions.iter().zip(&other.questions) {
        assert_eq!(a.id, b.id);
        assert_eq!(a.counts.base_only, b.counts.whatif_only);
        assert_eq!(a.counts.both, b.counts.both);
        assert_eq!(a.counts.causation(Cause::Base), b.counts.causation(Cause::Whatif));
    }
    for (a, b) in one.months().iter().zip(&other.months()) {
        assert!(a.gaps.iter().zip(&b.gaps).all(|(x, y)| (x.mean + y.mean).abs() < 1e-12));
    }
}

#[test]
fn shared_and_independent_luck_agree_on_the_rates() {
    let (base, whatif) = (base(), changed(KINDER));
    let found = compared(&base, &whatif, 400);
    assert_eq!(found.second, 100);
    let (mut held, mut flipped) = (0, 0);
    for q in &found.questions {
        let (Some(shared), Some(own)) = (q.counts.difference(), q.second.difference()) else {
            continue;
        };
        held += 1;
        flipped += usize::from(q.counts.flips() > 0 && q.second.flips() > 0);
        let joint = |counts: &interregnum::statistics::PairCounts| {
            (counts.flips() as f64).sqrt().max(0.5) / counts.n() as f64
        };
        let error = libm::hypot(joint(&q.counts), joint(&q.second));
        assert!((shared.p - own.p).abs() <= 4.0 * error, "{}: {shared:?} {own:?}", q.id);
    }
    let asked = found.questions.len();
    assert!(held >= asked - 2 && flipped >= 5, "{held} of {asked} held, {flipped} flipped");
}

#[test]
fn what_things_are_called_makes_no_difference() {
    let base = base();
    let whatif = changed(&[
        "principals.ash.name=\"Somebody\"",
        "principals.ash.short=\"Else\"",
        "organs.council.name=\"Board\"",
        "offices.chancellor.name=\"Chair\"",
        "bases.guard.name=\"Watch\"",
        "issues.bread.name=\"Bread\"",
    ]);
    assert_eq!(compared(&base, &whatif, 20).alike, 20);
    for history in 0..5 {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        let ours = Told { polity: &base.polity, log: &pair.base };
        let theirs = Told { polity: &whatif.polity, log: &pair.whatif };
        assert!(parting(ours, theirs).is_none(), "history {history}");
        assert!(turns(ours, theirs, 0).is_empty(), "history {history}");
    }
}

#[test]
fn questions_of_either_world_are_asked_of_both() {
    let base = base();
    let whatif = with(
        "[questions.elm_dead]\nask = \"Does Elm fall?\"\nwhen = { fell = { who = \"elm\" } }\n",
    );
    let asked = twins(&base, &whatif).asked;
    let ids: Vec<&str> = asked.iter().map(|q| q.base.id.as_str()).collect();
    assert!(ids.contains(&"elm_dead"), "{ids:?}");
    assert!(base.questions.iter().all(|q| ids.contains(&q.id.as_str())));
    assert!(asked.iter().all(|q| q.base == q.whatif), "both have the same people");
}
