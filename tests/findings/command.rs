//! `interregnum check`, `explain` and `schema` at the command line.

use std::process::{Command, Output};

use interregnum::scenario::Code;

fn interregnum(typed: &[&str], set: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command.args(typed).envs(set.iter().copied()).output().expect("it starts")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

const BAD: &str = "tests/findings/out_of_range.toml";
const WARNED: &str = "tests/findings/range_too_wide.toml";
const GOOD: &str = "tests/findings/base/small.toml";

#[test]
fn check_exits_by_what_it_finds() {
    for (typed, code) in [
        (&["check", GOOD][..], 0),
        (&["check"], 0),
        (&["check", WARNED], 0),
        (&["check", WARNED, "--strict"], 3),
        (&["check", BAD], 3),
        (&["check", GOOD, BAD], 3),
        (&["check", BAD, "--json"], 3),
        (&["check", "tests/findings/nowhere.toml"], 3),
        (&["check", GOOD, "--set", "principals.anton.dread=7"], 3),
    ] {
        let output = interregnum(typed, &[]);
        assert_eq!(output.status.code(), Some(code), "{typed:?}: {}", out(&output));
    }
    let output = interregnum(&["check", GOOD], &[]);
    assert!(out(&output).contains("nothing found"), "{}", out(&output));
}

#[test]
fn what_would_take_all_memory_is_refused_before_it_is_played() {
    let folder = tempfile::tempdir().expect("a folder");
    let out_folder = folder.path().join("out");
    let to = out_folder.to_str().expect("text");
    let output = interregnum(&["run", GOOD, "--set", "calendar.rounds=10000", "--out", to], &[]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("too many") && said.contains("help: set calendar.rounds to"), "{said}");
    assert!(!out_folder.exists(), "nothing was begun");
}

#[test]
fn a_lens_is_checked_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.toml");
    let file = path.to_str().expect("text");
    let lens = |parameter: &str| {
        let said = "[lens]\nname = \"Mine\"\nsays = \"Fear decides.\"\n";
        format!("{said}[sources.mine]\ntitle = \"Mine\"\n[parameters]\n{parameter}\n")
    };
    for (parameter, code, words) in [
        ("leak_rate = 0.2", 0, "nothing found"),
        ("leek_rate = 0.2", 3, "did you mean `leak_rate`?"),
        ("leak_rate = -7", 3, "leak_rate is between"),
    ] {
        std::fs::write(&path, lens(parameter)).expect("written");
        let output = interregnum(&["check", file], &[]);
        assert_eq!(output.status.code(), Some(code), "{}", out(&output));
        assert!(out(&output).contains(words), "{}", out(&output));
    }
    assert_eq!(interregnum(&["check", "policy"], &[]).status.code(), Some(0));
}

#[test]
fn a_finding_is_drawn_with_its_line_what_is_meant_and_the_change() {
    let output = interregnum(&["check", BAD], &[]);
    let drawn = out(&output);
    for words in [
        "error[E012]: dread is between 0 and 1; 7 is not",
        "--> tests/findings/out_of_range.toml:",
        "dread = 7",
        "^",
        "help: perhaps 0.7",
        "dread = 0.7",
        "interregnum explain E012",
    ] {
        assert!(drawn.contains(words), "nothing says `{words}`:\n{drawn}");
    }
}

#[test]
fn a_finding_points_at_both_ends_of_what_is_broken() {
    let output = interregnum(&["check", "tests/findings/removed_and_referred_to.toml"], &[]);
    let drawn = out(&output);
    for words in ["base/small.toml:", "removed_and_referred_to.toml:", "it is taken out here"] {
        assert!(drawn.contains(words), "nothing says `{words}`:\n{drawn}");
    }
    let output = interregnum(&["check", GOOD, "--set", "offices.chief.holder=bors"], &[]);
    let drawn = out(&output);
    for words in ["--set:1:", "offices.chief.holder=bors", "small.toml:", "`boris` is here"] {
        assert!(drawn.contains(words), "nothing says `{words}`:\n{drawn}");
    }
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let coloured = |set: &[(&str, &str)]| out(&interregnum(&["check", BAD], set)).contains('\x1b');
    assert!(!coloured(&[]), "not a terminal");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    // What other commands say about a scenario keeps to the same.
    let output = interregnum(&["run", BAD], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains('\x1b'));
}

#[test]
fn what_is_warned_of_where_something_is_played_can_be_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let out_folder = folder.path().join("here").display().to_string();
    let played = |typed: &[&str]| {
        let output = interregnum(&[typed, &["--out", &out_folder, "--force"]].concat(), &[]);
        assert_eq!(output.status.code(), Some(0), "{typed:?}");
        String::from_utf8(output.stderr).expect("text")
    };
    // Of a file, the note names the command that shows them.
    let note = played(&["run", WARNED]);
    let command = format!("see it with `interregnum check {WARNED}`");
    assert!(note.starts_with("note: 1 warning in ") && note.contains(&command), "{note}");
    // What was typed is in no file: the warnings themselves are shown.
    let old = ["--set", "principals.khrushchev.born=1850", "--runs", "1"];
    let seen = played(&[&["whatif", "ussr-1953"], &old[..]].concat());
    assert!(seen.contains("warning[W013]") && !seen.contains("note:"), "{seen}");
}

#[test]
fn findings_as_json_name_place_and_change() {
    let output = interregnum(&["check", BAD, WARNED, "--json"], &[]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(told["errors"], 1);
    assert_eq!(told["warnings"], 1);
    let first = &told["findings"][0];
    assert_eq!(first["code"], "E012");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["file"], BAD);
    assert_eq!(first["at"]["source"], BAD);
    assert_eq!(first["change"]["with"], "0.7");
    let text = std::fs::read_to_string(BAD).expect("the fixture");
    let at = |key: &str| first["at"][key].as_u64().expect("a number") as usize;
    assert_eq!(&text[at("from")..at("to")], "7");
    let line = text.lines().nth(at("line") - 1).expect("the line");
    assert_eq!(&line[at("column") - 1..at("end_column") - 1], "7");
    assert_eq!(at("end_line"), at("line"));
}

#[test]
fn explain_prints_the_page_of_each_code_and_lists_them() {
    for code in Code::ALL {
        let output = interregnum(&["explain", code.id()], &[]);
        assert_eq!(out(&output), code.page());
    }
    let all = out(&interregnum(&["explain"], &[]));
    assert!(Code::ALL.iter().all(|code| all.contains(code.title())));
    let unknown = interregnum(&["explain", "E999"], &[]);
    assert_eq!(unknown.status.code(), Some(2));
}

#[test]
fn schema_prints_what_is_committed() {
    let committed = include_str!("../../schema/scenario.json");
    let same = out(&interregnum(&["schema"], &[])) == committed;
    assert!(same, "out of date: BLESS=1 cargo test --lib schema");
}

#[test]
fn every_scenario_names_the_schema_from_where_it_lies() {
    let mut paths = vec![std::path::PathBuf::from(GOOD)];
    for folder in ["scenarios", "scenarios/whatif"] {
        let entries = std::fs::read_dir(folder).expect("scenarios");
        paths.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    paths.retain(|path| path.is_file());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a file");
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema "));
        let named = named.unwrap_or_else(|| panic!("{}: no #:schema", path.display()));
        let folder = path.parent().expect("a folder");
        assert!(folder.join(named).is_file(), "{}: {named} is not there", path.display());
    }
}
