//! Ctrl-C on the way.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _};
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
        let mut child = started.stderr(Stdio::piped()).spawn().expect("the program starts");
        let growing = || {
            let stages = fs::read_dir(dir.path().join(folder)).into_iter().flatten().flatten();
            let mut rows = stages.map(|entry| entry.path().join("pairs.csv"));
            rows.any(|rows| fs::metadata(rows).is_ok_and(|file| file.len() > 0))
        };
        while !growing() {
            let ended = child.try_wait().expect("a state").is_some();
            assert!(!ended, "rows are written while pairs are played");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(code(&output), 130);
        let said = text(&output.stderr);
        assert!(said.ends_with(TOLD), "{said}");
    }
    assert!(before == files(&dir.path().join("here")));
    assert!(names(&dir.path().join("output")).is_empty());
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_with_130_and_leaves_nothing_half_written() {
    // What is written is soon in place: of whoever is too late the same is promised.
    for attempt in 0..12 {
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
            }
            other => panic!("{other:?} at attempt {attempt}"),
        }
        for name in names(&output) {
            assert_eq!(name, "ussr-1953-1953", "something temporary is left");
            assert_eq!(files(&output.join(name)).len(), FILES.len());
        }
    }
}

/// A small world of which something is noted: by then whoever reads it can be interrupted.
#[cfg(unix)]
const NOTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/worlds/ranges.toml");

#[cfg(unix)]
#[test]
fn what_only_counts_says_that_an_interruption_left_nothing() {
    for typed in [
        &["sensitivity", NOTED, "--runs", "100000000"][..],
        &["fragile", NOTED, "--survey", "1000000"],
    ] {
        let dir = tempfile::tempdir().expect("a folder");
        let mut started = command(dir.path(), typed);
        let started = started.stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = started.spawn().expect("the program starts");
        let mut said = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut noted = String::new();
        said.read_line(&mut noted).expect("text");
        assert!(noted.starts_with("note: "), "{noted}");
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
        let mut told = String::new();
        said.read_to_string(&mut told).expect("text");
        assert_eq!(child.wait().expect("it ends").code(), Some(130), "{typed:?}");
        // How far it has come may be said before.
        assert!(told.ends_with(TOLD), "{typed:?}: {told}");
        assert!(names(&dir.path().join("output")).is_empty());
    }
}
