//! What the program promises to whoever plays many histories.

#[path = "../shared/folder.rs"]
mod folder;
mod kept;
#[path = "../shared/program.rs"]
mod program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU64, Ordering};

use folder::{files, names};
use interregnum::ensemble::{Ensemble, Stop, Watch};
use interregnum::scenario::{Scenario, ScenarioName};
use program::{code, run, said, text};
use serde_json::Value;

/// What every ensemble writes.
const FILES: [&str; 18] = [
    "charts/falls.csv",
    "charts/falls.png",
    "charts/falls.svg",
    "charts/influence-bands.csv",
    "charts/influence-bands.png",
    "charts/influence-bands.svg",
    "charts/leader-at-end.csv",
    "charts/leader-at-end.png",
    "charts/leader-at-end.svg",
    "charts/leaders-by-month.csv",
    "charts/leaders-by-month.png",
    "charts/leaders-by-month.svg",
    "histories.csv",
    "influence-bands.csv",
    "report.html",
    "resume.bin",
    "scenario.toml",
    "summary.json",
];

/// An ensemble, not yet begun.
fn command(at: &Path, typed: &[&str]) -> Command {
    program::command(at, &[&["ensemble"], typed].concat())
}

fn ensemble(at: &Path, typed: &[&str]) -> Output {
    run(at, &[&["ensemble"], typed].concat())
}

#[track_caller]
fn done(at: &Path, typed: &[&str]) -> Output {
    let output = ensemble(at, typed);
    assert_eq!(code(&output), 0, "{typed:?}: {}", said(&output));
    output
}

/// Two folders hold the same bytes.
#[track_caller]
fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

#[test]
fn an_ensemble_leaves_all_its_files_and_says_what_it_came_to() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "30"]);
    let told = text(&output.stdout);
    assert!(told.contains("ussr-1953, seed 1953, 30 histories"), "{told}");
    assert!(told.contains("Does Beria fall first?") && told.contains(" in 100"), "{told}");
    assert!(told.contains("What becomes of them"), "{told}");
    assert!(told.contains("output/ensemble-ussr-1953-1953/"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    let found = files(&dir.path().join("output/ensemble-ussr-1953-1953"));
    assert_eq!(found.keys().collect::<Vec<_>>(), FILES);
    let page = text(&found["report.html"]);
    assert_eq!(page.matches("<svg").count(), 4);
    for outside in ["http://www", "https://", "src=", "@import", "url(", "<script", "<link"] {
        let page = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn threads_change_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "150", "--threads", "1", "--out", "one"]);
    done(dir.path(), &["--runs", "150", "--threads", "2", "--out", "two"]);
    assert_same(&dir.path().join("one"), &dir.path().join("two"));
}

#[test]
fn there_is_one_row_a_history_and_it_is_the_history_that_run_plays() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "12", "--out", "many"]);
    let mut reader = csv::Reader::from_path(dir.path().join("many/histories.csv")).expect("rows");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 12);
    let typed = ["run", "--drawn", "--history", "7", "--out", "one", "--json"];
    let single = run(dir.path(), &typed);
    let outcome: Value = serde_json::from_slice(&single.stdout).expect("JSON");
    let cell = |name: &str| {
        let column = header.iter().position(|column| column == name);
        &rows[7][column.unwrap_or_else(|| panic!("no column {name}"))]
    };
    assert_eq!(cell("history"), "7");
    let drawn = outcome["drawn"].as_object().expect("an object");
    assert!(!drawn.is_empty());
    for (path, value) in drawn {
        let (here, there) = (cell(path).parse::<f64>().expect("a number"), value.as_f64());
        // The JSON reader may miss the last digit.
        assert!(there.is_some_and(|there| (here - there).abs() <= 1e-12 * here.abs()), "{path}");
    }
    for (order, fall) in outcome["falls"].as_array().expect("a list").iter().enumerate() {
        let who = fall["who"].as_str().expect("an id");
        if header.iter().any(|column| column == format!("fall_order.{who}")) {
            assert_eq!(cell(&format!("fall_order.{who}")), (order + 1).to_string());
            assert_eq!(cell(&format!("fall_month.{who}")), fall["at"]);
            assert_eq!(cell(&format!("fall_fate.{who}")), fall["fate"]);
        }
    }
    for question in outcome["questions"].as_array().expect("a list") {
        let expected = match question["answer"].as_bool() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let id = question["id"].as_str().expect("an id");
        assert_eq!(cell(&format!("answer.{id}")), expected);
    }
    let last = outcome["leaders"].as_array().expect("a list").last().expect("a leader");
    assert!(cell("leader_at_end") == last["who"] || cell("leader_at_end") == "risen");
}

#[test]
fn json_is_the_summary_and_agrees_with_the_rows() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "40", "--json", "--out", "here"]);
    let file = fs::read(dir.path().join("here/summary.json")).expect("a file");
    assert!(output.stdout == file);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let keys: Vec<&String> = found.as_object().expect("an object").keys().collect();
    let expected = [
        "fates",
        "fingerprint",
        "leader_at_end",
        "questions",
        "runs",
        "scenario",
        "schema",
        "seed",
        "version",
        "warnings",
    ];
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(sorted, expected);
    assert_eq!(
        (&found["schema"], &found["runs"], &found["seed"]),
        (&1.into(), &40.into(), &1953.into())
    );
    let sum = |table: &Value| -> f64 {
        table.as_object().expect("an object").values().filter_map(Value::as_f64).sum()
    };
    assert!((sum(&found["leader_at_end"]) - 1.0).abs() < 1e-9);
    for (who, fates) in found["fates"].as_object().expect("an object") {
        assert!((sum(fates) - 1.0).abs() < 1e-9, "{who}: {fates}");
    }
    let mut reader = csv::Reader::from_path(dir.path().join("here/histories.csv")).expect("rows");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    for question in found["questions"].as_array().expect("a list") {
        let name = format!("answer.{}", question["id"].as_str().expect("an id"));
        let column = header.iter().position(|column| column == name).expect("a column");
        let count = |answer: &str| rows.iter().filter(|row| &row[column] == answer).count() as u64;
        assert_eq!(question["n"], count("yes") + count("no"));
        let Some(p) = question["p"].as_f64() else {
            assert_eq!(question["n"], 0);
            continue;
        };
        assert!((p * question["n"].as_f64().expect("a number") - count("yes") as f64).abs() < 1e-6);
        let end = |key: &str| question[key].as_f64().expect("a number");
        assert!(0.0 <= end("lo") && end("lo") <= p && p <= end("hi") && end("hi") <= 1.0);
    }
}

#[test]
fn fates_are_what_the_rows_say_and_a_later_death_hides_no_fall() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "150", "--json", "--out", "here"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut reader = csv::Reader::from_path(dir.path().join("here/histories.csv")).expect("rows");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let mut fell_and_died = 0;
    for (who, fates) in found["fates"].as_object().expect("an object") {
        let column = |name: &str| {
            let name = format!("{name}.{who}");
            header.iter().position(|column| column == name).expect("a column")
        };
        let (end, fate, death) = (column("end"), column("fall_fate"), column("death_month"));
        let mut counted = BTreeMap::new();
        for row in &rows {
            *counted.entry(&row[end]).or_insert(0_u32) += 1;
            if !row[fate].is_empty() {
                assert_eq!(row[end], row[fate], "{who}");
            }
            assert!(&row[end] != "dead" || !row[death].is_empty(), "{who}");
            fell_and_died += u32::from(!row[fate].is_empty() && !row[death].is_empty());
        }
        let fates = fates.as_object().expect("an object");
        assert_eq!(fates.len(), counted.len(), "{who}");
        for (ending, count) in counted {
            let share = fates[ending].as_f64().expect("a share");
            assert!((share * rows.len() as f64 - f64::from(count)).abs() < 1e-6, "{who} {ending}");
        }
    }
    assert!(fell_and_died > 0, "somebody falls and dies later");
}

#[test]
fn too_few_histories_are_warned_of_in_words() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "20", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let warnings = found["warnings"].as_array().expect("a list");
    let wide = |w: &&Value| w.as_str().is_some_and(|w| w.contains("would bring that down"));
    assert!(warnings.iter().filter(wide).count() > 4, "{warnings:?}");
    // On the terminal the first stand for the rest.
    let told = text(&done(dir.path(), &["--runs", "20", "--force"]).stdout);
    assert_eq!(told.matches("Mind: ").count(), 4, "{told}");
    let more = format!("Mind: {} more such warnings;", warnings.len() - 3);
    assert!(told.contains(&more), "{told}");
}

/// Wants to stop when the last history has begun.
struct Late(AtomicU64);

impl Watch for Late {
    fn played(&self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }

    fn stop(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }
}

#[test]
fn who_stops_while_the_last_history_is_played_is_heard() {
    let scenario = Scenario::load(&ScenarioName::parse("ussr-1953"), &[]).expect("sound");
    let ensemble = Ensemble::new(&scenario.polity, &scenario.questions, 1953);
    let mut tally = ensemble.nothing();
    let watch = Late(AtomicU64::new(3));
    let stop = ensemble.play_to(3, &mut tally, &watch, |_, _| Ok::<(), std::fmt::Error>(()));
    assert_eq!((stop, tally.histories()), (Ok(Stop::Asked), 3));
}

#[test]
fn rows_left_out_of_the_table_of_fates_are_counted() {
    let dir = tempfile::tempdir().expect("a folder");
    let told = text(&done(dir.path(), &["--runs", "100"]).stdout);
    let table = told.split_once("What becomes of them").expect("a table").1;
    let table = table.split_once("\n\n").expect("an end").0;
    let more = table.lines().last().expect("a row");
    let page = fs::read_to_string(dir.path().join("output/ensemble-ussr-1953-1953/report.html"));
    let page = page.expect("a page");
    let rows =
        page.split_once("<h2 id=\"fates\">").expect("a table").1.matches("<th scope=\"row\">");
    assert_eq!(more.trim(), format!("and {} more in report.html", rows.count() - 12));
}

#[test]
fn an_edit_has_a_folder_of_its_own() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "5", "--set", "principals.beria.dread=0.3"]);
    let names = names(&dir.path().join("output"));
    let [name] = &names[..] else { panic!("{names:?}") };
    let print = name.strip_prefix("ensemble-ussr-1953-1953-").expect("a fingerprint");
    assert!(print.len() == 6 && print.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
}

#[test]
fn numbers_that_make_no_sense_are_refused_before_anything_is_played() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [
        ["--runs", "0"],
        ["--runs", "100000001"],
        ["--runs", "-5"],
        ["--runs", "many"],
        ["--threads", "0"],
        ["--threads", "100000"],
    ] {
        let output = ensemble(dir.path(), &typed);
        assert_eq!(code(&output), 2, "{typed:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
    assert_eq!(code(&ensemble(dir.path(), &["--set", "principals.beria.dred=1"])), 3);
    assert!(names(dir.path()).is_empty());
}
