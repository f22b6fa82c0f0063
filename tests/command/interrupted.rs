//! Ctrl-C on the way.

use std::fs;
use std::process::{Command, Stdio};

use super::FILES;
use super::folder::{files, names};
use super::program::{code, command, run, text};

/// What is said of an interruption before anything is in place.
#[cfg(unix)]
const TOLD: &str = "interrupted; nothing was written\n";

#[cfg(unix)]
#[test]
fn an_interrupted_what_if_ends_with_130_and_leaves_nothing_new() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["whatif", "army-neutral", "--runs", "3", "--out", "here"];
    assert_eq!(code(&run(dir.path(), &typed)), 0);
    let before = files(&dir.path().join("here"));
    let mut long = typed;
    long[3] = "1000000";
    for (typed, folder) in [(&long[..], "here"), (&long[..4], "output")] {
        let mut started = command(dir.path(), typed);
        let child = started.stderr(Stdio::piped()).spawn().expect("the program starts");
        let growing = || {
            let stages = fs::read_dir(dir.path().join(folder)).into_iter().flatten().flatten();
            let mut rows = stages.map(|entry| entry.path().join("pairs.csv"));
            rows.any(|rows| fs::metadata(rows).is_ok_and(|file| file.len() > 0))
        };
        for _ in 0..600 {
            if growing() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        assert!(growing(), "rows are written while pairs are played");
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(code(&output), 130);
        let said = text(&output.stderr);
        assert!(said.ends_with("interrupted; nothing was written\n"), "{said}");
    }
    assert!(before == files(&dir.path().join("here")));
    assert!(names(&dir.path().join("output")).is_empty());
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_with_130_and_leaves_nothing_half_written() {
    let mut interrupted = 0;
    // What is written is soon in place: whoever is too late tries again.
    for attempt in 0..50 {
        let dir = tempfile::tempdir().expect("a folder");
        let output = dir.path().join("output");
        let mut child = command(dir.path(), &["run"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let staged = || names(&output).iter().any(|name| name.starts_with(".interregnum-"));
        while child.try_wait().expect("a state").is_none() && !staged() {
            std::thread::yield_now();
        }
        let id = child.id().to_string();
        let _ = Command::new("kill").args(["-INT", &id]).stderr(Stdio::null()).status();
        let ended = child.wait_with_output().expect("it ends");
        let said = text(&ended.stderr);
        match ended.status.code() {
            Some(0) => assert_eq!(names(&output), ["ussr-1953-1953"]),
            Some(130) => {
                // Where all is in place already, nothing is said.
                let told = if names(&output).is_empty() { TOLD } else { "" };
                assert_eq!(said, told);
                interrupted += 1;
            }
            other => panic!("{other:?} at attempt {attempt}"),
        }
        for name in names(&output) {
            assert_eq!(name, "ussr-1953-1953", "something temporary is left");
            assert_eq!(files(&output.join(name)).len(), FILES.len());
        }
        if interrupted == 3 {
            return;
        }
    }
    panic!("only {interrupted} of 50 runs were caught while they wrote");
}

#[cfg(unix)]
#[test]
fn what_only_counts_says_that_an_interruption_left_nothing() {
    for typed in [&["sensitivity", "--runs", "1000000"][..], &["fragile", "--survey", "1000000"]] {
        // Whoever is asked before it listens is ended by the system: then it gets more time.
        let said = (1..9).find_map(|doubled| {
            let dir = tempfile::tempdir().expect("a folder");
            let mut started = command(dir.path(), typed);
            let started = started.stdout(Stdio::null()).stderr(Stdio::piped());
            let child = started.spawn().expect("the program starts");
            std::thread::sleep(std::time::Duration::from_millis(40 << doubled));
            let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
            let ended = child.wait_with_output().expect("it ends");
            assert!(names(&dir.path().join("output")).is_empty());
            (ended.status.code() == Some(130)).then(|| text(&ended.stderr))
        });
        assert_eq!(said.as_deref(), Some(TOLD), "{typed:?}");
    }
}
