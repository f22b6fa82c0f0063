//! Help, completions, the manual, and a reader who goes away.

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

#[test]
fn shells_are_told_every_command_and_option() {
    let dir = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(dir.path(), &["completions", shell]);
        assert_eq!(code(&output), 0, "{shell}");
        let told = text(&output.stdout);
        for word in ["interregnum", "ensemble", "whatif", "resume"] {
            assert!(told.contains(word), "{shell} is not told of {word}");
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
    for command in ["", "-run", "-ensemble", "-whatif", "-list", "-completions", "-man"] {
        let page = text(&pages[&format!("interregnum{command}.1")]);
        assert!(page.contains("Exit codes") && page.contains("130"), "{command}");
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
