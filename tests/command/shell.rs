//! Help, completions, the manual, and a reader who goes away.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;

use super::folder::{files, names};
use super::program::{code, command, run, said, text};

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

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-'
}

/// The help of a command.
fn help(at: &Path, typed: &[&str]) -> String {
    let output = run(at, typed);
    assert_eq!(code(&output), 0, "{typed:?}");
    text(&output.stdout)
}

/// Every command, as the help lists them.
fn commands(at: &Path) -> Vec<String> {
    let help = help(at, &["--help"]);
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    // What belongs to one stands further in.
    let heads = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    heads.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

/// Every long option in the help of a command.
fn options(help: &str) -> Vec<String> {
    let heads = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = heads.filter_map(|line| {
        line.split(|c| !in_word(c)).find(|word| word.starts_with("--") && word.len() > 2)
    });
    words.map(str::to_owned).collect()
}

#[test]
fn shells_are_told_every_command_and_option() {
    let dir = tempfile::tempdir().expect("a folder");
    let commands = commands(dir.path());
    assert!(commands.len() > 15, "{commands:?}");
    let of = |command: &String| options(&help(dir.path(), &[command, "--help"]));
    let options: BTreeSet<String> =
        commands.iter().filter(|command| *command != "help").flat_map(of).collect();
    assert!(options.len() > 20 && options.contains("--resume"), "{options:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(dir.path(), &["completions", shell]);
        assert_eq!(code(&output), 0, "{shell}");
        let told = text(&output.stdout);
        let words: BTreeSet<&str> = told.split(|c| !in_word(c)).collect();
        for command in &commands {
            assert!(words.contains(command.as_str()), "{shell} is not told of {command}");
        }
        for option in &options {
            // Fish writes `-l resume`.
            let bare = format!("-l {}", option.trim_start_matches('-'));
            let fish = told
                .match_indices(&bare)
                .any(|(at, _)| !told[at + bare.len()..].starts_with(in_word));
            assert!(words.contains(option.as_str()) || fish, "{shell} is not told of {option}");
        }
    }
    assert_eq!(code(&run(dir.path(), &["completions", "tcsh"])), 2);
    assert!(names(dir.path()).is_empty());
}

#[test]
fn there_is_a_page_of_the_manual_for_every_command() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = run(dir.path(), &["man"]);
    assert_eq!(code(&output), 0);
    assert!(text(&output.stdout).contains(".TH interregnum 1"));
    assert!(names(dir.path()).is_empty());
    assert_eq!(code(&run(dir.path(), &["man", "--out", "pages"])), 0);
    let pages = files(&dir.path().join("pages"));
    let commands = commands(dir.path());
    let each = commands.iter().filter(|command| *command != "help");
    for name in each.map(|command| format!("-{command}")).chain([String::new()]) {
        let page = pages.get(&format!("interregnum{name}.1"));
        let page = text(page.unwrap_or_else(|| panic!("no page interregnum{name}.1")));
        assert!(page.contains("Exit codes") && page.contains("130"), "{name}");
    }
    let page = text(&pages["interregnum-ensemble.1"]);
    assert!(page.contains("resume") && page.contains("interregnum\\-ensemble"), "{page}");
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
    assert_eq!(said(&output), "");
}
