//! `interregnum coalition`.

use std::path::Path;

use serde_json::{Value, json};

use super::form::faults;
use super::program::{code, run, said, text};

fn answer(typed: &[&str]) -> Value {
    let output = run(Path::new("."), &[&["coalition"], typed, &["--json"]].concat());
    assert_eq!(code(&output), 0, "{typed:?}: {}", said(&output));
    let answer = super::json(&output.stdout);
    let form = super::json(include_bytes!("../../schema/coalition.json"));
    assert_eq!(faults(&answer, &form), Vec::<String>::new(), "{typed:?}");
    answer
}

#[test]
fn the_published_examples_come_out() {
    for (typed, ruling) in [
        (&["a=3", "b=4", "c=5"][..], json!([["a", "b", "c"]])),
        (&["a=3", "b=4"], json!([["b"]])),
        (&["a=3", "b=4", "c=5", "d=10"], json!([["a", "b", "c"]])),
        (&["a=3", "b=4", "c=5", "d=3"], json!([["a", "b", "c"], ["b", "c", "d"]])),
        (&["a=3", "b=4", "--majority", "2/3"], json!([["a", "b"]])),
    ] {
        assert_eq!(answer(typed)["ruling"], ruling, "{typed:?}");
    }
}

#[test]
fn decimals_and_fractions_are_exact() {
    // In floating point 0.1 + 0.2 is more than 0.3, and c would not be beaten to half by them.
    let tie = answer(&["a=0.1", "b=0.2", "c=0.3"]);
    assert_eq!(tie["ruling"], json!([["a", "b", "c"]]));
    assert_eq!(tie["steps"][6]["power"], "0.6");
    let thirds = answer(&["a=1/3", "b=1/4"]);
    assert_eq!(thirds["ruling"], json!([["a"]]));
    assert_eq!(thirds["steps"][2]["power"], "7/12");
}

#[test]
fn each_step_rests_on_earlier_ones_and_leads_to_who_rules() {
    let answer = answer(&["a=3", "b=4", "c=5", "d=10", "e=20"]);
    assert_eq!(answer["complete"], true);
    let steps = answer["steps"].as_array().expect("a list");
    assert_eq!(steps.len(), 31);
    for (k, step) in steps.iter().enumerate() {
        let whole = [step["coalition"].clone()];
        if step["holds"] == true {
            assert_eq!(step["follows"], json!(whole));
            continue;
        }
        for heir in step["follows"].as_array().expect("a list") {
            let earlier = steps[..k].iter().find(|s| s["coalition"] == *heir).expect("told before");
            assert_eq!(earlier["holds"], true);
        }
    }
    assert_eq!(steps.last().expect("one")["follows"], answer["ruling"]);
}

#[test]
fn many_members_are_worked_out_and_told_in_brief() {
    let members: Vec<String> = (1..=16).map(|k| format!("m{k}={}", 100 + k * k)).collect();
    let typed: Vec<&str> = members.iter().map(String::as_str).collect();
    let answer = answer(&typed);
    assert_eq!(answer["complete"], false);
    let rulers = answer["ruling"].as_array().expect("a list").len();
    assert!((1..=rulers + 1).contains(&answer["steps"].as_array().expect("a list").len()));
}

#[test]
fn the_reasoning_is_told_in_words() {
    let told = text(&run(Path::new("."), &["coalition", "a=3", "b=4", "c=5"]).stdout);
    assert!(told.contains("All of them: a, b and c."), "{told}");
    assert!(told.contains("b and c (9) falls: c would hold, with 5 of 9."), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
}

#[test]
fn what_cannot_be_worked_out_is_refused_with_all_that_is_wrong() {
    let many: Vec<String> = (0..17).map(|k| format!("m{k}=1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    for (typed, words) in [
        (&["a=x", "b", "=3", "c=1", "c=2"][..], &["`a=x`", "`b`", "`=3`", "`c=2`"][..]),
        (&["a=-1"], &["0 or more"]),
        (&["a=1/0"], &["divides by 0"]),
        (&["a=1", "--majority", "0.4"], &["at least 1/2"]),
        (&["a=1", "--majority", "many"], &["--majority", "`many`"]),
        (&["a=1", "--majority", "66%"], &["--majority: `66%` is no share", "0.66"]),
        (&many, &["17 members"]),
        (&[], &["NAME=POWER"]),
    ] {
        let output = run(Path::new("."), &[&["coalition"], typed].concat());
        assert_eq!(code(&output), 2, "{typed:?}");
        assert!(output.stdout.is_empty(), "{typed:?}");
        let said = said(&output);
        assert!(words.iter().all(|word| said.contains(word)), "{typed:?}: {said}");
    }
}
