//! What is said beside the figures.

use interregnum::counterfactual::{Comparison, changes, warnings};
use interregnum::scenario::Scenario;
use interregnum::statistics::PairCounts;

use super::{KINDER, base, changed, compared};

#[test]
fn a_number_beyond_its_range_is_warned_of() {
    let base = changed(&["principals.birch.cunning={ low = 0.2, high = 0.4 }"]);
    let whatif = changed(&["principals.birch.cunning=0.9"]);
    let inside = changed(&["principals.birch.cunning=0.3"]);
    let of = |whatif: &Scenario| {
        let all = changes(&base.polity, &whatif.polity);
        assert_eq!(all.len(), 1);
        all[0].leaves_range()
    };
    assert!(of(&whatif));
    assert!(!of(&inside));
    let found = compared(&base, &whatif, 5);
    let said = warnings(&found, &changes(&base.polity, &whatif.polity));
    let range = said.iter().find(|w| w.kind == "range").expect("a warning");
    assert!(range.text.contains("principals.birch.cunning is 0.9 and not 0.2 to 0.4"), "{range:?}");
}

#[test]
fn a_difference_narrower_than_its_interval_is_warned_of() {
    let (base, whatif) = (base(), changed(&["principals.birch.cunning=0.45"]));
    let found = compared(&base, &whatif, 40);
    let said = warnings(&found, &[]);
    let mut wide = 0;
    for q in &found.questions {
        let open = q.counts.difference().is_some_and(|d| d.interval().contains(0.0));
        let warned = said.iter().find(|w| w.kind == "wide" && w.question.as_deref() == Some(&q.id));
        assert_eq!(warned.is_some(), open && q.counts.flips() > 0, "{}", q.id);
        if let Some(warned) = warned {
            wide += 1;
            assert!(warned.text.contains(&q.ask) && warned.text.contains("ten times the pairs"));
        }
    }
    assert!(wide > 0, "so few pairs leave something open");
}

/// Answers that pairs are made to have, in place of those they gave.
fn with_counts(counts: PairCounts) -> Comparison {
    let (base, whatif) = (base(), changed(KINDER));
    let mut found = compared(&base, &whatif, 2);
    found.questions.truncate(1);
    found.questions[0].counts = counts;
    (found.questions[0].base_alone, found.questions[0].whatif_alone) = (0, 0);
    found
}

#[test]
fn luck_that_is_shared_in_name_only_is_warned_of() {
    // Rates of 30 and 60 in 100, drawn apart: sharing gains nothing.
    let apart = PairCounts { both: 180, base_only: 120, whatif_only: 420, neither: 280 };
    let said = warnings(&with_counts(apart), &[]);
    assert_eq!(said.iter().map(|w| w.kind).collect::<Vec<_>>(), ["gain"]);
    assert!(said[0].text.contains("only the bounds"), "{}", said[0].text);
    // The same rates with all the luck shared.
    let shared = PairCounts { both: 300, base_only: 0, whatif_only: 300, neither: 400 };
    assert!(warnings(&with_counts(shared), &[]).is_empty());
}

#[test]
fn that_sharing_luck_gains_little_is_said_where_the_answer_is_open_too() {
    let open = PairCounts { both: 150, base_only: 250, whatif_only: 260, neither: 340 };
    let said = warnings(&with_counts(open), &[]);
    assert_eq!(said.iter().map(|w| w.kind).collect::<Vec<_>>(), ["gain", "wide"]);
}

#[test]
fn a_number_without_a_range_that_is_moved_far_is_warned_of() {
    let base = base();
    let far = |edit: &str| {
        let all = changes(&base.polity, &changed(&[edit]).polity);
        assert_eq!(all.len(), 1, "{edit}");
        all[0].goes_far()
    };
    assert!(far("parameters.leak_rate=0.9"));
    assert!(!far("parameters.leak_rate=0.2"));
    // To switch something off is an experiment that the model is made for.
    assert!(!far("parameters.leak_rate=0"));
    assert!(!far("parameters.with_plots=0"));
    // Amounts go by how many times as much they become, years by how many.
    for edit in [
        "organs.council.seats=40",
        "cadres.desk.posts=20000",
        "principals.ash.born=1800",
        "principals.ash.frailty=9",
    ] {
        assert!(far(edit), "{edit}");
    }
    for edit in ["organs.council.seats=7", "principals.ash.born=1850", "principals.ash.frailty=2"] {
        assert!(!far(edit), "{edit}");
    }
    let seats = changed(&["organs.council.seats=40"]);
    let said = warnings(&compared(&base, &seats, 5), &changes(&base.polity, &seats.polity));
    assert!(
        said.iter().any(|w| w.text.contains("organs.council.seats is 40 and not 5")),
        "{said:?}"
    );
    let whatif = changed(&["parameters.leak_rate=0.9"]);
    let found = compared(&base, &whatif, 5);
    let said = warnings(&found, &changes(&base.polity, &whatif.polity));
    let range = said.iter().find(|w| w.kind == "range").expect("a warning");
    assert!(range.text.contains("parameters.leak_rate is 0.9 and not 0.05"), "{range:?}");
}

#[test]
fn questions_that_arise_in_one_twin_only_are_counted_and_said() {
    let counts = PairCounts { both: 300, base_only: 0, whatif_only: 300, neither: 400 };
    let mut found = with_counts(counts);
    (found.questions[0].whatif_alone, found.questions[0].alone_yes) = (1234, [0, 740]);
    let said = warnings(&found, &[]);
    assert_eq!(said.iter().map(|w| w.kind).collect::<Vec<_>>(), ["arises"]);
    assert!(said[0].text.contains("1,000 pairs") && said[0].text.contains("1,234"), "{said:?}");
}

#[test]
fn a_difference_that_only_the_chosen_pairs_have_is_warned_of() {
    let counts = PairCounts { both: 300, base_only: 20, whatif_only: 120, neither: 560 };
    let mut found = with_counts(counts);
    let kinds = |found: &Comparison| -> Vec<&'static str> {
        warnings(found, &[]).iter().map(|w| w.kind).collect()
    };
    // 32 and 42 of 100 in the pairs, and the same in each world by itself.
    (found.questions[0].base_alone, found.questions[0].alone_yes) = (100, [32, 0]);
    assert_eq!(kinds(&found), ["arises"]);
    // 47 of 100 in the base by itself: it goes the other way.
    (found.questions[0].base_alone, found.questions[0].alone_yes) = (1000, [620, 0]);
    assert_eq!(kinds(&found), ["arises", "chosen"]);
    let said = warnings(&found, &[]);
    assert!(said[1].text.contains("1,000 pairs") && said[1].text.contains("opposite"), "{said:?}");
    // 42 of 100 in either: no difference left.
    (found.questions[0].base_alone, found.questions[0].alone_yes) = (1000, [520, 0]);
    assert_eq!(kinds(&found), ["arises", "chosen"]);
    assert!(warnings(&found, &[])[1].text.contains("no clear difference"));
}
