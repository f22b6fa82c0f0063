//! What the program promises to whoever types a command.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What every run writes.
const FILES: [&str; 16] = [
    "charts/indicators.csv",
    "charts/indicators.png",
    "charts/indicators.svg",
    "charts/influence.csv",
    "charts/influence.png",
    "charts/influence.svg",
    "charts/makeup.csv",
    "charts/makeup.png",
    "charts/makeup.svg",
    "chronicle.md",
    "events.jsonl",
    "indicators.csv",
    "influence.csv",
    "outcome.json",
    "report.html",
    "scenario.toml",
];

fn command(at: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(at).args(typed).env_remove("COLUMNS").stdin(Stdio::null());
    command
}

fn run(at: &Path, typed: &[&str]) -> Output {
    command(at, typed).output().expect("the program starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn look(root: &Path, at: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                look(root, &path, found);
            } else {
                let name = path.strip_prefix(root).expect("below").display().to_string();
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    look(folder, folder, &mut found);
    found
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_run_leaves_all_its_files_and_a_summary() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = run(dir.path(), &["run"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
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
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
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
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
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
fn a_folder_of_ones_own_keeps_what_is_in_it() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("mine")).expect("made");
    fs::write(dir.path().join("mine/essay.txt"), "mine").expect("written");
    assert_eq!(code(&run(dir.path(), &["run", "--out", "mine"])), 0);
    let found = files(&dir.path().join("mine"));
    assert_eq!(found.len(), FILES.len() + 1);
    assert_eq!(found["essay.txt"], b"mine");
}

#[test]
fn a_mistyped_command_ends_with_2() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [&["run", "--sed", "1"][..], &["run", "--set", "nonsense"], &["dance"], &[]] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 2, "{typed:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
}

#[test]
fn a_scenario_that_is_not_valid_ends_with_3_and_writes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("bad.toml"), "[scenario]\ntitel = \"x\"\n").expect("written");
    let edit = "principals.beria.dread=7";
    for typed in [
        &["run", "./bad.toml"][..],
        &["run", "./missing.toml"],
        &["run", "atlantis"],
        &["run", "--set", edit],
    ] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 3, "{typed:?}: {}", text(&output.stderr));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
    assert_eq!(names(dir.path()), ["bad.toml"]);
}

#[test]
fn output_that_cannot_be_written_ends_with_4() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("file"), "mine").expect("written");
    for out in ["file", "file/below"] {
        let output = run(dir.path(), &["run", "--json", "--out", out]);
        assert_eq!(code(&output), 4, "{out}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(fs::read_to_string(dir.path().join("file")).expect("text"), "mine");
    assert_eq!(names(dir.path()), ["file"]);
}

#[test]
fn help_names_every_exit_code() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [&["--help"][..], &["run", "--help"]] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 0);
        let help = text(&output.stdout);
        for number in ["0 ", "2 ", "3 ", "4 ", "130 "] {
            assert!(help.lines().any(|line| line.trim_start().starts_with(number)), "{number}");
        }
    }
}

#[test]
fn a_reader_who_goes_away_is_no_mistake() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut child = command(dir.path(), &["run", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(code(&output), 0);
    assert_eq!(text(&output.stderr), "");
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_with_130_and_leaves_nothing_half_written() {
    let mut interrupted = 0;
    for wait in [10, 20, 40, 80, 160, 320, 640] {
        let dir = tempfile::tempdir().expect("a folder");
        let mut child = command(dir.path(), &["run"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let id = child.id().to_string();
        let _ = Command::new("kill").args(["-INT", &id]).status().expect("kill starts");
        match child.wait().expect("it ends").code() {
            Some(0) => {}
            Some(130) => interrupted += 1,
            other => assert!(other.is_none() && wait < 80, "{other:?} after {wait} ms"),
        }
        let output = dir.path().join("output");
        if output.exists() {
            for name in names(&output) {
                assert_eq!(name, "ussr-1953-1953", "something temporary is left");
                assert_eq!(files(&output.join(name)).len(), FILES.len());
            }
        }
    }
    assert!(interrupted > 0, "no run was caught");
}
