//! `interregnum fragile`.

use std::path::Path;

use serde_json::Value;

use super::form::faults;
use super::program::{code, run, said, text};
use super::{RANGES, json};

fn answer(typed: &[&str]) -> Value {
    let brief = ["--runs", "48", "--survey", "256", "--json"];
    let output = run(Path::new("."), &[&["fragile", RANGES], typed, &brief].concat());
    assert_eq!(code(&output), 0, "{typed:?}: {}", said(&output));
    let answer = json(&output.stdout);
    let form = json(include_bytes!("../../schema/fragile.json"));
    assert_eq!(faults(&answer, &form), Vec::<String>::new(), "{typed:?}");
    answer
}

/// Whether the granary is more than three fifths full at the start hangs on how full it is at the
/// start, which ranges from 0.2 to 0.8: no is likelier, and from 0.6 on, yes is. The stretch in which
/// the answer tips is 0.5 to 0.8; halved four times it is known to 0.019, give or take a month's
/// noise.
#[test]
fn the_smallest_change_is_found_where_it_is_known() {
    let found = answer(&["--question", "granary_full"]);
    assert_eq!((&found["likelier"], &found["toss_up"]), (&"no".into(), &false.into()));
    let first = &found["numbers"][0];
    assert_eq!(first["path"], "indicators.granary.start");
    let to = first["flips_at"].as_f64().expect("it flips");
    assert!((to - 0.6).abs() < 0.05, "{to}");
    assert!((first["change"].as_f64().expect("a change") - (to - 0.5)).abs() < 1e-9);
    assert_eq!(first["within_range"], true);
    let between = |end: usize| first["flips_between"][end].as_f64().expect("it tips");
    assert!(between(0) < to && (between(1) - to).abs() < 1e-12 && between(1) - between(0) < 0.02);
    let words = first["in_words"].as_str().expect("words");
    assert!(words.contains("yes is the likelier answer"), "{words}");
    // No other number has anything to do with it.
    let others = &found["numbers"].as_array().expect("a list")[1..];
    assert!(others.iter().all(|number| number["flips_at"].is_null()), "{others:?}");
}

#[test]
fn the_same_is_found_on_any_number_of_threads() {
    let typed = ["--question", "granary_full", "--threads"];
    assert_eq!(answer(&[&typed[..], &["1"]].concat()), answer(&[&typed[..], &["2"]].concat()));
}

#[test]
fn every_number_says_on_what_it_rests() {
    let told = run(
        Path::new("."),
        &["fragile", RANGES, "--question", "granary_full", "--runs", "16", "--survey", "64"],
    );
    let told = text(&told.stdout);
    assert!(told.contains("How wrong would a source have to be?"), "{told}");
    assert!(told.contains("Rests on: "), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
}

#[test]
fn a_question_without_a_likelier_answer_is_refused() {
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/small.toml");
    for (typed, words) in [
        (&[RANGES, "--question", "never", "--survey", "64"][..], "no in all of 64 histories"),
        (&[RANGES, "--question", "sometimes", "--survey", "64"], "takes as given"),
        (&[RANGES, "--question", "nevr"], "has no question `nevr`"),
        (&[RANGES, "--runs", "1"], "1"),
        (&[small], "none can move"),
    ] {
        let output = run(Path::new("."), &[&["fragile"], typed].concat());
        assert_eq!(code(&output), 2, "{typed:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{typed:?}: {}", said(&output));
        assert!(output.stdout.is_empty(), "{typed:?}");
    }
}
