//! Whoever is killed on the way.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::folder::{Files, files, names};
use super::program::{code, command, run, said};
use super::{done, folder};

/// Whole files of the one or the other.
fn is_whole(found: &Files, one: &Files, other: &Files) -> bool {
    found.iter().all(|(name, bytes)| {
        [one, other].iter().any(|files| files.get(name).is_some_and(|whole| whole == bytes))
    })
}

#[cfg(unix)]
#[test]
fn whoever_is_killed_leaves_what_was_there_or_what_is_new() {
    let dir = folder();
    let out = |folder: &'static str| ["run", "./mine.toml", "--seed", "1", "--out", folder];
    done(dir.path(), &out("one"));
    done(dir.path(), &["run", "other/mine.toml", "--seed", "2", "--out", "two"]);
    let (one, two) = (files(&dir.path().join("one")), files(&dir.path().join("two")));
    let here = dir.path().join("output/here");
    let staged = |folder: &Path| {
        let mut there = names(folder).into_iter();
        there.any(|name| name.starts_with(".interregnum-"))
    };
    let caught = || staged(&here) || staged(&dir.path().join("output"));
    let mut half_done = 0;
    // Each is killed a little later after it has begun to write; who has ended by then tries again.
    for attempt in 0..200 {
        let _ = fs::remove_dir_all(dir.path().join("output"));
        done(dir.path(), &["run", "./mine.toml", "--seed", "1", "--out", "output/here"]);
        let typed = ["run", "other/mine.toml", "--seed", "2", "--out", "output/here", "--force"];
        let mut child = command(dir.path(), &typed).stdout(Stdio::null()).spawn().expect("starts");
        while child.try_wait().expect("a state").is_none() && !caught() {
            std::thread::yield_now();
        }
        for _ in 0..16 * (attempt % 8) {
            let _ = names(&here);
        }
        let _ = child.kill();
        let _ = child.wait();
        half_done += u32::from(caught());
        let mut found = files(&here);
        found.retain(|name, _| !name.starts_with(".interregnum-"));
        assert_eq!(found.keys().collect::<Vec<_>>(), one.keys().collect::<Vec<_>>(), "{attempt}");
        assert!(is_whole(&found, &one, &two), "{attempt}: a file is torn");
        // Whoever comes next clears up.
        done(dir.path(), &typed);
        let after = files(&here);
        let differ = |name: &&String| after.get(*name) != two.get(*name);
        let differing: Vec<&String> = after.keys().chain(two.keys()).filter(differ).collect();
        assert!(differing.is_empty(), "{attempt}: {differing:?}");
        assert!(!caught(), "{attempt}: something is left");
        if half_done == 12 {
            return;
        }
    }
    panic!("only {half_done} of 200 runs were killed while they wrote");
}

#[cfg(unix)]
#[test]
fn an_ensemble_that_is_killed_leaves_the_one_before_and_can_be_resumed() {
    let dir = folder();
    done(dir.path(), &["ensemble", "./mine.toml", "--runs", "8", "--out", "here"]);
    let before = files(&dir.path().join("here"));
    let long = ["ensemble", "./mine.toml", "--runs", "100000000", "--out", "here"];
    let mut child = command(dir.path(), &long).stderr(Stdio::null()).spawn().expect("it starts");
    let marked = dir.path().join("here/unfinished/resume.bin");
    // There are counts from the start: at first, of nothing.
    let counted = || {
        let mark = fs::read(&marked).unwrap_or_default();
        let line = mark.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let mark: serde_json::Value = serde_json::from_slice(line).unwrap_or_default();
        mark["histories"].as_u64().unwrap_or(0)
    };
    for _ in 0..600 {
        if counted() > 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(counted() > 0, "no counts within half a minute");
    // Nobody else plays into it meanwhile.
    let output = run(dir.path(), &long);
    assert_eq!(code(&output), 4, "{}", said(&output));
    assert!(said(&output).contains("at this moment"), "{}", said(&output));
    child.kill().expect("killed");
    let _ = child.wait();
    let mut after = files(&dir.path().join("here"));
    after.retain(|name, _| !name.starts_with("unfinished/"));
    assert!(before == after);
    let runs = (counted() + 7).to_string();
    let mut typed = long;
    typed[3] = &runs;
    done(dir.path(), &[&typed[..], &["--resume"]].concat());
    typed[5] = "whole";
    done(dir.path(), &typed);
    assert!(files(&dir.path().join("here")) == files(&dir.path().join("whole")));
}
