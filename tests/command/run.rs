//! `run`: its files, and where they go.

use std::fs;

use super::FILES;
use super::folder::{files, names};
use super::program::{code, run, said, text};

#[test]
fn a_run_leaves_all_its_files_and_a_summary() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = run(dir.path(), &["run"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let summary = text(&output.stdout);
    assert!(summary.contains("ussr-1953, seed 1953"), "{summary}");
    assert!(summary.contains("output/ussr-1953-1953/"), "{summary}");
    assert!(summary.lines().all(|line| line.chars().count() <= 100), "{summary}");
    let found = files(&dir.path().join("output/ussr-1953-1953"));
    assert_eq!(found.keys().collect::<Vec<_>>(), FILES);
    assert_eq!(names(&dir.path().join("output")), ["ussr-1953-1953"]);
}

#[test]
fn the_same_run_leaves_the_same_bytes_and_replaces_itself() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["run", "--seed", "7"];
    assert_eq!(code(&run(dir.path(), &typed)), 0);
    let first = files(&dir.path().join("output/ussr-1953-7"));
    assert_eq!(code(&run(dir.path(), &typed)), 0);
    assert!(first == files(&dir.path().join("output/ussr-1953-7")));
    assert_eq!(names(&dir.path().join("output")), ["ussr-1953-7"]);
}

#[test]
fn json_is_the_outcome_and_nothing_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = run(dir.path(), &["run", "--json", "--out", "here"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(output.stdout, fs::read(dir.path().join("here/outcome.json")).expect("a file"));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let listed: Vec<&str> =
        value["files"].as_array().expect("a list").iter().filter_map(|f| f.as_str()).collect();
    assert_eq!(listed, FILES);
}

#[test]
fn an_edit_never_replaces_the_unedited_run() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(dir.path(), &["run"])), 0);
    let before = files(&dir.path().join("output/ussr-1953-1953"));
    let output = run(dir.path(), &["run", "--set", "principals.beria.dread=0.3"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(names(&dir.path().join("output")).len(), 2);
    assert!(before == files(&dir.path().join("output/ussr-1953-1953")));
}

#[test]
fn another_history_has_a_folder_of_its_own() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(dir.path(), &["run", "--history", "3"])), 0);
    assert_eq!(code(&run(dir.path(), &["run", "--history", "3", "--drawn"])), 0);
    let expected = ["ussr-1953-1953-h3", "ussr-1953-1953-h3-drawn"];
    assert_eq!(names(&dir.path().join("output")), expected);
    let drawn = |folder: &str| {
        let path = dir.path().join("output").join(folder).join("outcome.json");
        let value: serde_json::Value =
            serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON");
        value["drawn"].as_object().expect("an object").len()
    };
    assert_eq!(drawn(expected[0]), 0);
    assert!(drawn(expected[1]) > 0);
}

#[test]
fn a_run_can_be_repeated_from_what_it_left() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed =
        ["run", "--set", "principals.beria.dread=0.3", "--history", "3", "--drawn", "--out"];
    assert_eq!(code(&run(dir.path(), &[&typed[..], &["first"]].concat())), 0);
    let again = ["run", "first/scenario.toml", "--history", "3", "--drawn", "--out", "second"];
    assert_eq!(code(&run(dir.path(), &again)), 0);
    let print = |folder: &str| {
        let bytes = fs::read(dir.path().join(folder).join("outcome.json")).expect("a file");
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        (value["fingerprint"].clone(), value["history_fingerprint"].clone())
    };
    assert_eq!(print("first"), print("second"));
}

#[test]
fn a_run_that_is_repeated_from_what_it_left_leaves_the_same() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(dir.path(), &["run", "--seed", "2", "--out", "first"])), 0);
    // A scenario is called what its file is.
    let copy = dir.path().join("ussr-1953.toml");
    fs::copy(dir.path().join("first/scenario.toml"), copy).expect("copied");
    let again = ["run", "ussr-1953.toml", "--seed", "2", "--out", "second"];
    assert_eq!(code(&run(dir.path(), &again)), 0);
    let (first, second) = (files(&dir.path().join("first")), files(&dir.path().join("second")));
    for (name, bytes) in &first {
        assert!(*bytes == second[name], "{name}");
    }
}

#[test]
fn a_folder_of_ones_own_keeps_what_is_in_it() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("mine")).expect("made");
    fs::write(dir.path().join("mine/essay.txt"), "mine").expect("written");
    assert_eq!(code(&run(dir.path(), &["run", "--out", "mine"])), 0);
    let found = files(&dir.path().join("mine"));
    assert_eq!(found.len(), FILES.len() + 1);
    assert_eq!(found["essay.txt"], b"mine");
}
