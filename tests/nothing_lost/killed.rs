//! Whoever is killed on the way.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::folder::{Files, files, names};
use super::program::{code, command, run, said};
use super::{done, folder};

/// Whole files of the one or the other.
fn is_whole(found: &Files, one: &Files, other: &Files) -> bool {
    found.iter().all(|(name, bytes)| {
        [one, other].iter().any(|files| files.get(name).is_some_and(|whole| whole == bytes))
    })
}

/// A folder in which an earlier run has left its files, and what a run of another scenario would
/// leave there.
struct Scene {
    dir: tempfile::TempDir,
    one: Files,
    two: Files,
}

/// The run that is killed.
const OTHER: [&str; 7] =
    ["run", "other/mine.toml", "--seed", "2", "--out", "output/here", "--force"];

impl Scene {
    fn new() -> Self {
        let dir = folder();
        done(dir.path(), &["run", "other/mine.toml", "--seed", "2", "--out", "two"]);
        let mut scene = Self { one: Files::new(), two: files(&dir.path().join("two")), dir };
        scene.begin();
        scene.one = files(&scene.here());
        scene
    }

    fn begin(&self) {
        let _ = fs::remove_dir_all(self.dir.path().join("output"));
        done(self.dir.path(), &["run", "./mine.toml", "--seed", "1", "--out", "output/here"]);
    }

    fn here(&self) -> PathBuf {
        self.dir.path().join("output/here")
    }

    /// Whether somebody writes, or was killed when he did.
    fn is_staged(&self) -> bool {
        let staged = |folder: &Path| names(folder).iter().any(|n| n.starts_with(".interregnum-"));
        staged(&self.here()) || staged(&self.dir.path().join("output"))
    }

    /// What was there is there or what is new, file by file; and whoever comes next clears up.
    #[track_caller]
    fn assert_whole(&self, how: &str) {
        let mut found = files(&self.here());
        found.retain(|name, _| !name.starts_with(".interregnum-"));
        assert_eq!(found.keys().collect::<Vec<_>>(), self.one.keys().collect::<Vec<_>>(), "{how}");
        assert!(is_whole(&found, &self.one, &self.two), "{how}: a file is torn");
        done(self.dir.path(), &OTHER);
        let after = files(&self.here());
        let differ = |name: &&String| after.get(*name) != self.two.get(*name);
        let differing: Vec<&String> = after.keys().chain(self.two.keys()).filter(differ).collect();
        assert!(differing.is_empty(), "{how}: {differing:?}");
        assert!(!self.is_staged(), "{how}: something is left");
    }
}

/// The system itself kills whoever writes a larger file than is allowed: at each file in turn.
#[cfg(unix)]
#[test]
fn whoever_is_killed_while_writing_leaves_what_was_there() {
    use std::os::unix::process::ExitStatusExt as _;
    let scene = Scene::new();
    let blocks = |bytes: &Vec<u8>| bytes.len().saturating_sub(1) / 512;
    let limits: BTreeSet<usize> = scene.two.values().map(blocks).collect();
    assert!(limits.len() > 8, "{limits:?}");
    for limit in limits {
        scene.begin();
        let mut limited = Command::new("sh");
        limited.args(["-c", &format!("ulimit -c 0; ulimit -f {limit}; exec \"$0\" \"$@\"")]);
        limited.arg(env!("CARGO_BIN_EXE_interregnum")).args(OTHER);
        let output = limited.current_dir(scene.dir.path()).output().expect("a shell");
        assert!(output.status.signal().is_some(), "{limit}: {}", said(&output));
        assert!(scene.is_staged(), "{limit}: it was not writing yet");
        assert!(files(&scene.here()).iter().all(|(name, bytes)| {
            name.starts_with(".interregnum-") || scene.one.get(name) == Some(bytes)
        }));
        scene.assert_whole(&limit.to_string());
    }
}

/// Each is killed a little later after it has begun to write. Some have ended by then; what is
/// promised holds of these too.
#[cfg(unix)]
#[test]
fn whoever_is_killed_at_any_time_leaves_what_was_there_or_what_is_new() {
    let scene = Scene::new();
    for attempt in 0..16 {
        scene.begin();
        let mut child =
            command(scene.dir.path(), &OTHER).stdout(Stdio::null()).spawn().expect("it starts");
        while child.try_wait().expect("a state").is_none() && !scene.is_staged() {
            std::thread::yield_now();
        }
        for _ in 0..16 * (attempt % 8) {
            let _ = names(&scene.here());
        }
        let _ = child.kill();
        let _ = child.wait();
        scene.assert_whole(&attempt.to_string());
    }
}

#[cfg(unix)]
#[test]
fn an_ensemble_that_is_killed_leaves_the_one_before_and_can_be_resumed() {
    let dir = folder();
    done(dir.path(), &["ensemble", "./mine.toml", "--runs", "8", "--out", "here"]);
    let before = files(&dir.path().join("here"));
    let long = ["ensemble", "./mine.toml", "--runs", "1000000", "--out", "here"];
    let mut child = command(dir.path(), &long).stderr(Stdio::null()).spawn().expect("it starts");
    let marked = dir.path().join("here/unfinished/resume.bin");
    // There are counts from the start: at first, of nothing.
    let counted = || {
        let mark = fs::read(&marked).unwrap_or_default();
        let line = mark.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let mark: serde_json::Value = serde_json::from_slice(line).unwrap_or_default();
        mark["histories"].as_u64().unwrap_or(0)
    };
    while counted() == 0 {
        assert!(child.try_wait().expect("a state").is_none(), "it has ended without counts");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
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
