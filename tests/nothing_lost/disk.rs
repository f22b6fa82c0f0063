//! Disks that are full, slow or closed.

use std::fs;
use std::process::{Command, Stdio};

use super::folder::{files, names};
use super::program::{code, command, run, said};
use super::{COMMANDS, done, folder};

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    for typed in COMMANDS {
        let dir = folder();
        let typed = [typed, &["./mine.toml", "--out", "here"]].concat();
        done(dir.path(), &typed);
        let before = files(&dir.path().join("here"));
        // As large a file as there is room for, and no larger: the page does not fit.
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""]);
        limited.arg(env!("CARGO_BIN_EXE_interregnum")).args(&typed).arg("--force");
        let output = limited.current_dir(dir.path()).output().expect("a shell");
        assert_eq!(code(&output), 4, "{typed:?}: {}", said(&output));
        let told = said(&output);
        // What is named is a place that was asked for, and never one of ours on the way there.
        assert!(told.contains("could not be written: here"), "{told}");
        assert!(!told.contains(".interregnum-"), "{told}");
        let mut after = files(&dir.path().join("here"));
        // Rows that were played are kept to go on from.
        after.retain(|name, _| !name.starts_with("unfinished/"));
        assert!(before == after, "{typed:?}: {:?}", after.keys());
        done(dir.path(), &typed);
        assert!(before == files(&dir.path().join("here")), "{typed:?}");
    }
}

/// A small disk of its own: `.ci/run` plays this where one may be mounted.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs leave to mount a disk"]
fn a_disk_without_room_leaves_what_was_there() {
    let dir = folder();
    let (disk, size) = (dir.path().join("disk"), 3_000_000);
    fs::create_dir(&disk).expect("made");
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
        .arg(&disk)
        .status();
    assert!(mount.is_ok_and(|status| status.success()), "no disk may be mounted here");
    let outcome = std::panic::catch_unwind(|| {
        done(dir.path(), &["run", "./mine.toml", "--out", "disk/here"]);
        let before = files(&disk);
        // Nothing is left for a second copy.
        let room = vec![0; size - before.values().map(Vec::len).sum::<usize>() - 100_000];
        fs::write(disk.join("ballast"), room).expect("written");
        let before = files(&disk);
        for typed in COMMANDS {
            let typed = [typed, &["other/mine.toml", "--out", "disk/here", "--force"]].concat();
            let output = run(dir.path(), &typed);
            assert_eq!(code(&output), 4, "{typed:?}: {}", said(&output));
            assert!(!said(&output).contains(".interregnum-"), "{}", said(&output));
            let mut after = files(&disk);
            after.retain(|name, _| !name.contains("unfinished/"));
            assert!(before == after, "{typed:?}: {:?}", after.keys());
        }
    });
    let _ = Command::new("umount").arg(&disk).status();
    outcome.expect("what was there is still there");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_into_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = folder();
    let locked = dir.path().join("locked");
    fs::create_dir(&locked).expect("made");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("set");
    // The superuser may write into any folder but those that are none.
    let any = fs::write(locked.join("probe"), "").is_ok();
    let place = if any { "/proc/self" } else { "locked" };
    for typed in COMMANDS {
        for out in [place.to_owned(), format!("{place}/below")] {
            let typed = [typed, &["./mine.toml", "--out", &out]].concat();
            let output = run(dir.path(), &typed);
            assert_eq!(code(&output), 4, "{typed:?}: {}", said(&output));
            assert!(said(&output).contains(place), "{typed:?}: {}", said(&output));
            assert!(output.stdout.is_empty());
        }
    }
    assert_eq!(names(dir.path()), ["locked", "mine.toml", "other"]);
}

#[cfg(unix)]
#[test]
fn rows_for_which_there_is_no_room_are_named() {
    for (typed, place) in [
        (&["whatif", "--set", "principals.ash.dread=0.1"][..], "here/pairs.csv"),
        (&["ensemble"], "here/unfinished/histories.csv"),
    ] {
        let dir = folder();
        // The rows are what does not fit: nothing else is written by then.
        let mut limited = Command::new("sh");
        limited.args(["-c", "trap '' XFSZ; ulimit -f 40; exec \"$0\" \"$@\""]);
        let more = ["./mine.toml", "--runs", "3000", "--out", "here"];
        limited.arg(env!("CARGO_BIN_EXE_interregnum")).args(typed).args(more);
        let output = limited.current_dir(dir.path()).output().expect("a shell");
        let told = said(&output);
        assert_eq!(code(&output), 4, "{told}");
        assert!(told.contains(&format!("could not be written: {place}: ")), "{told}");
    }
}

/// The most memory that a process has had so far, in bytes: it does not hang on when one looks.
#[cfg(target_os = "linux")]
fn memory(child: &std::process::Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("VmHWM: 0 kB");
    let kilobytes = line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok());
    1024 * kilobytes.unwrap_or(0)
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_what_is_played() {
    const EARLY: usize = 2_000;
    const LATE: usize = 10_000;
    // Whoever kept 8,000 rows, of some hundred bytes and as many measures, would hold more.
    const ROOM: u64 = 2 << 20;
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("mine.toml"), include_str!("../findings/base/small.toml"))
        .expect("written");
    fs::create_dir(dir.path().join("here")).expect("made");
    let set = ["whatif", "--set", "principals.anton.dread=0.1"];
    for (typed, rows) in [(&["ensemble"][..], "histories.csv"), (&set, "pairs.csv")] {
        let more = ["./mine.toml", "--runs", "1000000", "--threads", "2", "--out", "here"];
        let mut child = command(dir.path(), &[typed, &more, &["--force"]].concat())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let written = || {
            let entries = fs::read_dir(dir.path().join("here")).expect("a folder").flatten();
            let text = entries.filter_map(|entry| fs::read(entry.path().join(rows)).ok());
            text.map(|text| text.iter().filter(|byte| **byte == b'\n').count()).max().unwrap_or(0)
        };
        let mut memory_at = |size: usize| {
            while written() < size {
                assert!(child.try_wait().expect("a state").is_none(), "{rows}: it has ended");
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            memory(&child)
        };
        let (early, late) = (memory_at(EARLY), memory_at(LATE));
        let _ = child.kill();
        let _ = child.wait();
        assert!(early > 0 && late < early + ROOM, "{rows}: {early} bytes, then {late}");
    }
}
