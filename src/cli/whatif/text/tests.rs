//! What the terminal says of counts that pairs are made to have.

use super::*;
use crate::counterfactual::{Twins, World, compare};
use crate::scenario::{Scenario, ScenarioName};
use crate::statistics::PairCounts;

/// A comparison of so many pairs, with these answers in place of those that were given.
pub(in super::super) fn made(pairs: u64, counts: &[PairCounts]) -> Comparison {
    let scenario = Scenario::load(&ScenarioName::parse("ussr-1953"), &[]).expect("built in");
    let world = || (World::of(&scenario.polity), &scenario.questions[..counts.len()]);
    let played = compare(&Twins::new(world(), world()), 1953, 1, |_| Ok::<(), ()>(()));
    let mut comparison = played.expect("nothing refuses");
    comparison.pairs = pairs;
    for (k, (q, counts)) in comparison.questions.iter_mut().zip(counts).enumerate() {
        q.ask = format!("Question {k}?");
        q.counts = *counts;
        (q.base_alone, q.whatif_alone, q.alone_yes) = (0, 0, [0; 2]);
    }
    comparison
}

const OPEN: PairCounts = PairCounts { both: 300, base_only: 200, whatif_only: 100, neither: 400 };
const NEVER: PairCounts = PairCounts { both: 0, base_only: 0, whatif_only: 0, neither: 0 };

#[test]
fn what_the_change_decides_stands_with_its_interval_and_its_bounds() {
    let comparison = made(1000, &[OPEN]);
    let told = full(&comparison.questions[0]);
    let both = told.iter().find(|(_, told)| told.starts_with("the change decides it"));
    let both = both.map(|(level, told)| format!("{level} {told}")).unwrap_or_default();
    assert!(both.starts_with("here the change decides it in 20 of 100 worlds"), "{both}");
    assert!(both.contains("(18 to 23; bounds 10 to 50)"), "{both}");
    assert!(both.ends_with("in 10 of 100 it goes the other way"), "{both}");
}

#[test]
fn one_pair_is_not_told_as_all_of_one() {
    let same = |n| full(&made(n, &[PairCounts { both: n, ..NEVER }]).questions[0]).pop();
    assert_eq!(same(1), Some(("here", "the one pair does not differ".to_owned())));
    assert_eq!(same(2), Some(("here", "not one of 2 pairs differs".to_owned())));
    assert_eq!(in_all_pairs(1), "in the one pair");
    assert_eq!(in_all_pairs(2000), "in all of 2,000 pairs");
}

/// The baseline with one edit: a what-if that names no question.
fn unasked() -> Meant {
    let edits = ["principals.saburov.cunning=0.9".to_owned()];
    let meant = super::super::meant::meant("ussr-1953", &edits, None, None);
    meant.unwrap_or_else(|_| panic!("it can be played"))
}

#[test]
fn a_question_of_one_pair_is_never_the_first_to_be_told() {
    let meant = unasked();
    let even = PairCounts { both: 80, base_only: 6, whatif_only: 4, neither: 60 };
    let turned = PairCounts { whatif_only: 1, ..NEVER };
    let comparison = made(150, &[turned, even, even, even]);
    assert_eq!(comparison.clearest().last(), Some(&0));
    assert_eq!(foremost(&meant, &comparison), [1, 2, 3]);
    // Nor is it told in full where hardly another is left.
    assert_eq!(foremost(&meant, &made(150, &[turned, even])), [1]);
    // Of few pairs all are common that arise in each.
    assert_eq!(foremost(&meant, &made(1, &[turned])), [0]);
}

#[test]
fn that_the_questions_told_first_were_chosen_is_said() {
    let mut meant = unasked();
    let even = PairCounts { both: 300, base_only: 100, whatif_only: 100, neither: 500 };
    let seldom = PairCounts { both: 12, ..NEVER };
    let comparison = made(1000, &[even, OPEN, seldom]);
    let said = chosen(&meant, &comparison).map(|warning| warning.text).unwrap_or_default();
    assert!(said.contains("Of 2 intervals at 95 %, fewer than 1 leaves out 0"), "{said}");
    assert!(said.ends_with("1 does here."), "{said}");
    assert!(chosen(&meant, &made(1000, &[OPEN])).is_none());
    meant.asks = vec![comparison.questions[0].id.clone()];
    assert!(chosen(&meant, &comparison).is_none());
}

#[test]
fn where_no_pair_has_it_in_both_twins_each_world_is_told_by_itself() {
    let mut comparison = made(1000, &[NEVER]);
    let q = &mut comparison.questions[0];
    let told = |q: &Answered| full(q).into_iter().map(|(l, t)| format!("{l}: {t}")).collect();
    let lines: Vec<String> = told(q);
    assert_eq!(lines, ["usually: arises in no world, neither with the change nor without"]);
    (q.whatif_alone, q.alone_yes) = (400, [0, 100]);
    let lines: Vec<String> = told(q);
    assert!(lines[0].starts_with("usually: with the change, yes in 25 of 100 worlds"), "{lines:?}");
    assert!(lines[0].contains("in 400 worlds); without it, it does not arise"), "{lines:?}");
    assert!(lines[1].starts_with("here: arises in both twins of no pair"), "{lines:?}");
    (q.whatif_alone, q.alone_yes) = (1, [0, 1]);
    let lines: Vec<String> = told(q);
    assert!(lines[0].contains("in 1 world); without it, it does not arise"), "{lines:?}");
    (q.whatif_alone, q.alone_yes) = (400, [0, 100]);
    (q.base_alone, q.alone_yes) = (200, [100, 100]);
    let lines: Vec<String> = told(q);
    let both = "usually: each by itself: yes in 25 of 100 worlds instead of 50   (25 fewer; 17 to \
                33; clear; where it arises, in 400 and 200 worlds)";
    assert_eq!(lines[0], both);
    q.alone_yes = [60, 100];
    let lines: Vec<String> = told(q);
    assert!(lines[0].ends_with("in 400 and 200 worlds)"), "{lines:?}");
    assert!(lines[0].contains("(5 fewer; between 13 fewer and 2 more; not clear; "), "{lines:?}");
}

#[test]
fn chosen_pairs_are_marked_and_questions_seldom_asked_are_named() {
    let seldom = PairCounts { both: 12, ..NEVER };
    let mut comparison = made(1000, &[OPEN, seldom, NEVER, OPEN]);
    comparison.questions[0].base_alone = 50;
    let mut lines = Vec::new();
    rest(&mut lines, 90, &comparison, &[3]);
    let text = lines.join("\n");
    assert_eq!(text.matches("here, of 1,000 pairs").count(), 1, "{text}");
    assert!(text.contains("asked in too few pairs: Question 1? (12); Question 2? (0)"), "{text}");
    // What is not there needs no key.
    assert!(text.contains(" * clear: "), "{text}");
    let even = PairCounts { both: 300, base_only: 100, whatif_only: 100, neither: 500 };
    lines.clear();
    rest(&mut lines, 90, &made(1000, &[even, OPEN]), &[1]);
    assert!(!lines.join("\n").contains("clear"), "{lines:?}");
    // Where there is nothing else to tell, they are named all the same.
    lines.clear();
    rest(&mut lines, 90, &comparison, &[0, 1, 3]);
    assert_eq!(lines, ["", "   asked in too few pairs: Question 2? (0)"]);
}

#[test]
fn what_is_judged_of_why_it_could_have_been_is_told_beside_the_sources() {
    let told = |name: &str| {
        let meant = super::super::meant::meant(name, &[], None, None);
        why(&meant.unwrap_or_else(|_| panic!("{name} is built in"))).expect("it says why")
    };
    let keeps = told("malenkov-keeps-secretariat");
    assert!(
        keeps.contains("[struggle]. That he held both for some days is our knowledge"),
        "{keeps}"
    );
    let opens = told("west-opens");
    assert!(opens.ends_with(" [missed, transition]."), "{opens}");
    assert_eq!(why(&unasked()), None);
}
