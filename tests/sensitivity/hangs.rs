//! `interregnum sensitivity`.

use std::fs;
use std::path::Path;

use interregnum::scenario::{Scenario, ScenarioName};
use interregnum::sensitivity::{Group, Inquiry, Standing, screen, shares};
use serde_json::Value;

use super::form::faults;
use super::program::{code, run, said, text};
use super::{RANGES, json};

fn scenario() -> Scenario {
    Scenario::load(&ScenarioName::parse(RANGES), &[]).unwrap_or_else(|found| panic!("{found}"))
}

fn place(scenario: &Scenario, question: &str) -> usize {
    scenario.questions.iter().position(|q| q.id == question).expect("it is asked")
}

fn answer(at: &Path, typed: &[&str]) -> Value {
    let output = run(at, &[&["sensitivity", RANGES], typed, &["--json"]].concat());
    assert_eq!(code(&output), 0, "{typed:?}: {}", said(&output));
    let answer = json(&output.stdout);
    let form = json(include_bytes!("../../schema/sensitivity.json"));
    assert_eq!(faults(&answer, &form), Vec::<String>::new(), "{typed:?}");
    answer
}

#[test]
fn screening_finds_what_a_question_reads_and_nothing_else() {
    let scenario = scenario();
    let inquiry = Inquiry::new(&scenario.polity, &scenario.questions, 7, false);
    assert_eq!(inquiry.factors().len(), 4);
    let screening = screen(&inquiry, 60, &|| {});
    let question = place(&scenario, "granary_full");
    let first = screening.ranked(question)[0];
    assert_eq!(inquiry.factors()[first].path, "indicators.granary.start");
    // Half a step turns no into yes for two of the four levels at most: mu is 1 at the outside.
    let found = screening.of(question, first).expect("it was walked");
    assert!(found.mu.lo > 0.3 && found.mu.p <= 2.0, "{found:?}");
    for other in 0..4 {
        let effect = screening.of(question, other).expect("it was walked");
        assert!(other == first || effect.mu_star < 0.1, "{effect:?}");
    }
    let never = screening.answers[place(&scenario, "never")];
    assert_eq!(never.standing(), Standing::Always(false));
}

#[test]
fn the_variance_of_what_is_read_off_a_number_is_that_numbers() {
    let scenario = scenario();
    let inquiry = Inquiry::new(&scenario.polity, &scenario.questions, 7, false);
    let number = |path: &str| inquiry.factors().iter().position(|f| f.path == path);
    let own = number("indicators.granary.start").expect("it is a range");
    let shares = shares(&inquiry, &[own], 256, &|| {}).expect("few numbers");
    assert_eq!(shares.groups[0], Group::One(own));
    let found = shares.of(place(&scenario, "granary_full")).expect("it varies");
    // A third of the range lies above the bound; a month's noise blurs it a little.
    assert!((found.mean - 1.0 / 3.0).abs() < 0.05, "{found:?}");
    assert!(found.numbers.of > 0.75, "{found:?}");
    assert!((found.numbers.of + found.luck.of + found.both.of - 1.0).abs() < 1e-9);
    let [granary, others] = &found.factors[..] else { panic!("two groups") };
    assert!((granary.first.of - found.numbers.of).abs() < 0.1, "{found:?}");
    assert!((granary.total.of - found.numbers.of).abs() < 0.1, "{found:?}");
    // What is decided in the first month can just reach the granary in it.
    assert!(others.total.of.abs() < 0.02 && others.with_luck.of < 0.02, "{found:?}");
    assert!(others.first.of.abs() < 0.02, "{found:?}");
    assert_eq!(shares.of(place(&scenario, "never")), None);
}

#[test]
fn both_methods_leave_all_their_files_and_the_same_bytes_again() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [
        &["--method", "morris", "--runs", "100"][..],
        &["--method", "sobol", "--runs", "260", "--own", "2"],
        &["--method", "sobol", "--runs", "260", "--own", "9", "--question", "granary_full"],
    ] {
        let first = answer(dir.path(), &[typed, &["--out", "a", "--threads", "1"]].concat());
        let again = answer(dir.path(), &[typed, &["--out", "b", "--threads", "2"]].concat());
        assert_eq!(first, again);
        let listed = first["files"].as_array().expect("a list");
        for name in listed.iter().filter_map(Value::as_str) {
            let read = |folder: &str| fs::read(dir.path().join(folder).join(name)).expect("listed");
            assert!(read("a") == read("b"), "{name}");
        }
        assert!(first["histories"].as_u64() <= typed[3].parse().ok());
        let questions = first["questions"].as_array().expect("a list");
        for q in questions {
            let split = &q["variance"];
            if split.is_object() {
                let share = |name: &str| split[name]["p"].as_f64().expect("a share");
                let whole = share("numbers") + share("luck") + share("both");
                assert!((whole - 1.0).abs() < 1e-9, "{q}");
            }
            assert_eq!(
                q["factors"].as_array().expect("a list").is_empty(),
                q["skipped"].is_string()
            );
        }
    }
}

#[test]
fn what_cannot_move_and_what_does_not_vary_is_said() {
    let dir = tempfile::tempdir().expect("a folder");
    let found = answer(dir.path(), &["--runs", "100"]);
    assert_eq!(found["skipped"][0]["path"], "principals.ash.taint");
    let reason = |id: &str| {
        let questions = found["questions"].as_array().expect("a list");
        let asked = questions.iter().find(|q| q["id"] == id).expect("it is asked");
        asked["skipped"].as_str().unwrap_or_default().to_owned()
    };
    assert!(reason("never").contains("no in all of 100 histories"), "{}", reason("never"));
    assert!(reason("sometimes").contains("takes as given"), "{}", reason("sometimes"));
    let told = text(&run(dir.path(), &["sensitivity", RANGES, "--runs", "100"]).stdout);
    assert!(told.contains("principals.ash.taint is left out"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
}

#[test]
fn parameters_move_on_request() {
    let scenario = scenario();
    let few = Inquiry::new(&scenario.polity, &scenario.questions, 7, false);
    let many = Inquiry::new(&scenario.polity, &scenario.questions, 7, true);
    assert!(many.factors().len() > few.factors().len() + 50);
    let moving = |path: &str| many.factors().iter().find(|f| f.path == path);
    let taste = moving("parameters.taste").expect("a coefficient");
    assert!((taste.low - 0.25).abs() < 1e-12 && (taste.high - 0.75).abs() < 1e-12, "{taste:?}");
    assert!(moving("parameters.with_plots").is_none(), "a switch is no range");
}

#[test]
fn what_was_asked_for_stands_in_the_folder_s_name() {
    let dir = tempfile::tempdir().expect("a folder");
    let asked = ["sensitivity", RANGES, "--runs", "100"];
    for more in [&[][..], &["--question", "granary_full"]] {
        assert_eq!(code(&run(dir.path(), &[&asked, more].concat())), 0);
    }
    let made = fs::read_dir(dir.path().join("output")).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().into_string().expect("text")
    };
    let mut made: Vec<_> = made.map(name).collect();
    made.sort();
    let plain = "sensitivity-morris-ranges-1953";
    assert_eq!(made, [plain.to_owned(), format!("{plain}-granary_full")]);
}

#[test]
fn the_least_that_is_told_plays_and_one_less_does_not() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [
        &["--method", "morris"][..],
        &["--method", "sobol", "--own", "0"],
        &["--method", "sobol", "--own", "3"],
        &["--method", "sobol", "--own", "4"],
        &["--method", "sobol", "--own", "500"],
        &["--method", "sobol", "--parameters", "--own", "2"],
    ] {
        let with = |runs: u64| {
            let runs = runs.to_string();
            run(dir.path(), &[&["sensitivity", RANGES], typed, &["--runs", &runs]].concat())
        };
        let refused = said(&with(1));
        let told = refused
            .split_once("help: --runs ")
            .and_then(|(_, told)| told.split_once(" is the least"));
        let least: u64 = told.and_then(|(least, _)| least.parse().ok()).expect(&refused);
        let less = with(least - 1);
        assert_eq!(code(&less), 2, "{typed:?}");
        assert!(said(&less).contains(&format!("--runs {least} is the least")), "{typed:?}");
        // Nor does a few more bring too few back.
        for runs in [least, least + 1, least + least / 7] {
            assert_eq!(code(&with(runs)), 0, "{typed:?}, {runs}");
        }
    }
}

#[test]
fn what_cannot_be_asked_is_refused_and_nothing_is_written() {
    let dir = tempfile::tempdir().expect("a folder");
    let small = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/small.toml");
    for (typed, words) in [
        (&[RANGES, "--question", "nevr"][..], "has no question `nevr`"),
        (&[RANGES, "--question", "never", "--runs", "100"], "no in all of 100 histories"),
        (&[RANGES, "--question", "sometimes", "--runs", "100"], "takes as given"),
        (&[RANGES, "--method", "sobol", "--runs", "10000001"], "--runs 10000000 is the most"),
        (&[RANGES, "--own", "-1"], "a number from 0 to 4,294,967,295 is wanted"),
        (&[RANGES, "--method", "guess"], "morris"),
        (&[RANGES, "--runs", "0"], "0"),
        (&[small], "none can move"),
    ] {
        let output = run(dir.path(), &[&["sensitivity"], typed].concat());
        assert_eq!(code(&output), 2, "{typed:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{typed:?}: {}", said(&output));
        assert!(output.stdout.is_empty(), "{typed:?}");
    }
    assert_eq!(fs::read_dir(dir.path()).expect("a folder").count(), 0);
}
