//! What was there before is still there, and what is there is whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SMALL: &str = include_str!("worlds/small.toml");

type Files = BTreeMap<String, Vec<u8>>;

fn command(at: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(at).args(typed).stdin(Stdio::null());
    command
}

fn run(at: &Path, typed: &[&str]) -> Output {
    command(at, typed).output().expect("the program starts")
}

#[track_caller]
fn done(at: &Path, typed: &[&str]) {
    let output = run(at, typed);
    assert_eq!(output.status.code(), Some(0), "{typed:?}: {}", said(&output));
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every file below a folder, by its path; stages too.
fn files(folder: &Path) -> Files {
    fn look(root: &Path, at: &Path, found: &mut Files) {
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
    let entries = fs::read_dir(folder).into_iter().flatten();
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

/// A folder with a small scenario and the same with another title.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("mine.toml"), SMALL).expect("written");
    let other = SMALL.replacen("A small polity", "Another polity", 1);
    fs::create_dir(dir.path().join("other")).expect("made");
    fs::write(dir.path().join("other/mine.toml"), other).expect("written");
    dir
}

/// The three commands that write, each with what makes it quick.
const COMMANDS: [&[&str]; 3] = [
    &["run"],
    &["ensemble", "--runs", "5"],
    &["whatif", "--runs", "5", "--set", "principals.ash.dread=0.1"],
];

/// All commands that write, each with what makes it quick.
fn all_commands() -> Vec<&'static [&'static str]> {
    let more: [&[&str]; 2] =
        [&["assess", "--runs", "5"], &["sensitivity", "--parameters", "--runs", "1500"]];
    [&COMMANDS[..], &more].concat()
}

#[test]
fn what_another_scenario_left_is_replaced_by_force_only() {
    for typed in all_commands() {
        let dir = folder();
        let with = |more: &[&'static str]| [typed, more].concat();
        done(dir.path(), &with(&["./mine.toml", "--out", "here"]));
        let before = files(&dir.path().join("here"));
        // The same again replaces itself, to the byte.
        done(dir.path(), &with(&["./mine.toml", "--out", "here"]));
        assert!(before == files(&dir.path().join("here")), "{typed:?}");
        let other = with(&["other/mine.toml", "--out", "here"]);
        let output = run(dir.path(), &other);
        assert_eq!(output.status.code(), Some(4), "{typed:?}: {}", said(&output));
        let told = said(&output);
        for words in ["here holds", "as it was before", "--force", "--out"] {
            assert!(told.contains(words), "{typed:?}: {told}");
        }
        assert!(before == files(&dir.path().join("here")), "{typed:?}");
        done(dir.path(), &[&other[..], &["--force"]].concat());
        assert!(before != files(&dir.path().join("here")), "{typed:?}");
    }
}

#[test]
fn a_folder_of_another_kind_or_version_is_kept_too() {
    let dir = folder();
    let here = dir.path().join("here");
    done(dir.path(), &["run", "./mine.toml", "--out", "here"]);
    for typed in &all_commands()[1..] {
        let output = run(dir.path(), &[typed, &["./mine.toml", "--out", "here"][..]].concat());
        assert_eq!(output.status.code(), Some(4), "{typed:?}");
        assert!(said(&output).contains("holds a run of `mine`"), "{}", said(&output));
    }
    let outcome = here.join("outcome.json");
    let text = fs::read_to_string(&outcome).expect("text");
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let older = text.replacen(&version, "\"version\": \"0.0.1\"", 1);
    assert_ne!(older, text);
    fs::write(&outcome, older).expect("written");
    let output = run(dir.path(), &["run", "./mine.toml", "--out", "here"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(said(&output).contains("version 0.0.1"), "{}", said(&output));
}

#[test]
fn a_scenario_that_was_edited_is_played_again_beside_what_it_was() {
    // Edits on the command line have folders of their own: a what-if of its own file it is.
    const WHAT_IF: &str = r#"
        extends = "mine.toml"
        principals.ash.dread = 0.1
        [whatif]
        rewrite = "Ash is feared less"
        because = "He might have been milder"
        kind = "plausible"
        asks = ["ash_first"]
        judgement = "So it is supposed here."
    "#;
    let commands = all_commands().into_iter().filter(|typed| typed[0] != "whatif");
    for typed in commands.chain([&["whatif", "--runs", "5"][..]]) {
        let file = if typed[0] == "whatif" { "less.toml" } else { "mine.toml" };
        let (old, edited) = (format!("./{file}"), format!("other/{file}"));
        let dir = folder();
        for place in ["less.toml", "other/less.toml"] {
            fs::write(dir.path().join(place), WHAT_IF).expect("written");
        }
        let output = dir.path().join("output");
        let play = |file: &str| {
            let done = run(dir.path(), &[typed, &[file]].concat());
            assert_eq!(done.status.code(), Some(0), "{typed:?}: {}", said(&done));
            said(&done)
        };
        let quiet = play(&old);
        assert!(!quiet.contains("which is kept"), "{typed:?}: {quiet}");
        let [name] = &names(&output)[..] else { panic!("{typed:?}: {:?}", names(&output)) };
        let before = files(&output.join(name));
        let told = play(&edited);
        assert!(told.contains("as it was before") && told.contains("this goes to"), "{told}");
        let both = names(&output);
        assert_eq!(both.len(), 2, "{typed:?}: {both:?}");
        let new = both.iter().find(|other| *other != name).expect("another");
        let print = new.rsplit('-').next().expect("a last part");
        assert!(new.starts_with(name.as_str()) && print.len() == 6, "{new}");
        assert!(print.chars().all(|c| c.is_ascii_hexdigit()), "{new}");
        // Each goes where it went before.
        let after = files(&output.join(new));
        play(&edited);
        play(&old);
        assert_eq!(names(&output), both, "{typed:?}");
        assert!(before == files(&output.join(name)), "{typed:?}");
        assert!(after == files(&output.join(new)), "{typed:?}");
        // Forced, it takes the place of what was there.
        done(dir.path(), &[typed, &[&*edited, "--force"]].concat());
        assert_eq!(names(&output), both, "{typed:?}");
        assert!(before != files(&output.join(name)), "{typed:?}");
    }
}

/// Whatever a command writes, a file of that name which no run wrote is not replaced by it, not even
/// by force: it may be the scenario itself.
#[test]
fn a_file_that_no_run_wrote_is_never_replaced() {
    let dir = folder();
    for (k, &command) in all_commands().iter().enumerate() {
        let plain = format!("plain{k}");
        let played = [command, &["mine.toml", "--out"]].concat();
        // What it wrote itself it replaces.
        for _ in 0..2 {
            done(dir.path(), &[&played[..], &[&plain]].concat());
        }
        let written = files(&dir.path().join(&plain));
        for (n, name) in written.keys().enumerate().filter(|(_, name)| !name.contains("svg")) {
            let out = format!("other{k}-{n}");
            let mine = dir.path().join(&out).join(name);
            fs::create_dir_all(mine.parent().expect("a folder")).expect("made");
            fs::write(&mine, "mine").expect("written");
            for force in [&[][..], &["--force"]] {
                let typed = [&played[..], &[&out], force].concat();
                let output = run(dir.path(), &typed);
                assert_eq!(output.status.code(), Some(4), "{typed:?}, {name}: {}", said(&output));
                assert!(said(&output).contains(name), "{typed:?}: {}", said(&output));
                assert!(said(&output).contains("help: "), "{typed:?}: {}", said(&output));
                let left = files(&dir.path().join(&out));
                assert_eq!(left.len(), 1, "{typed:?}, {name}: {:?}", left.keys());
                assert_eq!(left[name], b"mine");
            }
        }
    }
}

/// Leaves of an ensemble what there would be if it had been interrupted.
fn interrupt(folder: &Path) {
    let growing = folder.with_file_name("growing");
    fs::create_dir(&growing).expect("made");
    for name in ["histories.csv", "resume.bin"] {
        fs::rename(folder.join(name), growing.join(name)).expect("moved");
    }
    fs::remove_dir_all(folder).expect("removed");
    fs::create_dir(folder).expect("made");
    fs::rename(growing, folder.join("unfinished")).expect("moved");
}

#[test]
fn an_unfinished_ensemble_is_left_and_another_begun_beside_it() {
    let dir = folder();
    let first = dir.path().join("output/ensemble-mine-1953");
    done(dir.path(), &["ensemble", "--runs", "5", "./mine.toml"]);
    interrupt(&first);
    let before = files(&first);
    for more in [&[][..], &["--resume"]] {
        done(dir.path(), &[&["ensemble", "--runs", "5", "other/mine.toml"], more].concat());
        assert!(before == files(&first));
        assert_eq!(names(&dir.path().join("output")).len(), 2);
    }
    done(dir.path(), &["ensemble", "--runs", "5", "./mine.toml", "--resume"]);
    assert!(!first.join("unfinished").exists() && first.join("summary.json").exists());
}

#[test]
fn an_unfinished_ensemble_is_not_begun_anew_for_another_scenario() {
    let dir = folder();
    let growing = dir.path().join("here/unfinished");
    done(dir.path(), &["ensemble", "--runs", "5", "./mine.toml", "--out", "here"]);
    interrupt(&dir.path().join("here"));
    let before = files(&growing);
    let typed = ["ensemble", "--runs", "5", "other/mine.toml", "--out", "here"];
    let output = run(dir.path(), &typed);
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert!(said(&output).contains("unfinished"), "{}", said(&output));
    assert!(before == files(&growing));
    done(dir.path(), &[&typed[..], &["--force"]].concat());
    assert!(!growing.exists());
}

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
        assert_eq!(output.status.code(), Some(4), "{typed:?}: {}", said(&output));
        assert!(said(&output).contains("could not be written"), "{}", said(&output));
        let mut after = files(&dir.path().join("here"));
        // Rows that were played are kept to go on from.
        after.retain(|name, _| !name.starts_with("unfinished/"));
        assert!(before == after, "{typed:?}: {:?}", after.keys());
        done(dir.path(), &typed);
        assert!(before == files(&dir.path().join("here")), "{typed:?}");
    }
}

/// A small disk of its own, where this may be mounted.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_without_room_leaves_what_was_there() {
    let dir = folder();
    let (disk, size) = (dir.path().join("disk"), 3_000_000);
    fs::create_dir(&disk).expect("made");
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
        .arg(&disk)
        .stderr(Stdio::null())
        .status();
    if !mount.is_ok_and(|status| status.success()) {
        // The test above has limited the size of files instead.
        return;
    }
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
            assert_eq!(output.status.code(), Some(4), "{typed:?}: {}", said(&output));
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
            assert_eq!(output.status.code(), Some(4), "{typed:?}: {}", said(&output));
            assert!(said(&output).contains(place), "{typed:?}: {}", said(&output));
            assert!(output.stdout.is_empty());
        }
    }
    assert_eq!(names(dir.path()), ["locked", "mine.toml", "other"]);
}

#[cfg(unix)]
#[test]
fn a_name_cannot_lead_out_of_the_output_or_garble_the_terminal() {
    let odd = ["a\nb\u{1b}[31m\u{202e}.toml", "...toml", ". .toml", "a\\..\\b.toml", " x .toml"];
    for name in odd {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join(name), SMALL).expect("written");
        for typed in COMMANDS {
            let output = run(dir.path(), &[typed, &[&format!("./{name}")[..]]].concat());
            assert_eq!(output.status.code(), Some(0), "{name:?}: {}", said(&output));
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(!told.contains(['\u{1b}', '\u{202e}']), "{name:?}: {told:?}");
        }
        let mut beside = names(dir.path());
        beside.retain(|entry| entry != name);
        assert_eq!(beside, ["output"], "{name:?}");
        let folders = names(&dir.path().join("output"));
        assert_eq!(folders.len(), 3, "{name:?}: {folders:?}");
        let good = |folder: &String| !folder.contains(char::is_control) && !folder.starts_with('.');
        assert!(folders.iter().all(good), "{folders:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_cannot_lead_output_elsewhere() {
    use std::os::unix::fs::symlink;
    let dir = folder();
    fs::create_dir(dir.path().join("elsewhere")).expect("made");
    for (typed, link) in [
        (COMMANDS[0], "charts"),
        (COMMANDS[1], "charts"),
        (COMMANDS[1], "unfinished"),
        (COMMANDS[2], "charts"),
    ] {
        let here = dir.path().join("here");
        let _ = fs::remove_dir_all(&here);
        fs::create_dir(&here).expect("made");
        symlink("../elsewhere", here.join(link)).expect("a link");
        let output = run(dir.path(), &[typed, &["./mine.toml", "--out", "here"]].concat());
        assert_eq!(output.status.code(), Some(4), "{typed:?}: {}", said(&output));
        assert!(said(&output).contains("link"), "{}", said(&output));
        assert!(names(&dir.path().join("elsewhere")).is_empty(), "{typed:?}");
        assert!(names(&here).iter().all(|name| name == link || name == "unfinished"));
    }
    // Nor is a file that is a link replaced, or what it leads to.
    let here = dir.path().join("linked");
    fs::create_dir(&here).expect("made");
    fs::write(dir.path().join("precious"), "mine").expect("written");
    symlink("../precious", here.join("report.html")).expect("a link");
    let output = run(dir.path(), &["run", "./mine.toml", "--out", "linked"]);
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert_eq!(fs::read(dir.path().join("precious")).expect("a file"), b"mine");
    assert!(here.join("report.html").is_symlink());
}

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
    let mut killed = 0;
    for wait in (0..24).map(|k| k * 12) {
        let here = dir.path().join("output/here");
        let _ = fs::remove_dir_all(dir.path().join("output"));
        done(dir.path(), &["run", "./mine.toml", "--seed", "1", "--out", "output/here"]);
        let typed = ["run", "other/mine.toml", "--seed", "2", "--out", "output/here", "--force"];
        let mut child = command(dir.path(), &typed).stdout(Stdio::null()).spawn().expect("starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let _ = child.kill();
        let ended = child.wait().expect("it ends");
        killed += u32::from(ended.code().is_none());
        let mut found = files(&here);
        found.retain(|name, _| !name.starts_with(".interregnum-"));
        assert_eq!(found.keys().collect::<Vec<_>>(), one.keys().collect::<Vec<_>>(), "{wait} ms");
        assert!(is_whole(&found, &one, &two), "{wait} ms: a file is torn");
        // Whoever comes next clears up.
        done(dir.path(), &typed);
        let after = files(&here);
        let differ = |name: &&String| after.get(*name) != two.get(*name);
        let differing: Vec<&String> = after.keys().chain(two.keys()).filter(differ).collect();
        assert!(differing.is_empty(), "{wait} ms: {differing:?}");
        let left = names(&here).into_iter().find(|name| name.starts_with(".interregnum-"));
        assert_eq!(left, None, "{wait} ms");
    }
    assert!(killed > 0, "no run was caught");
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
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
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

/// Memory of a process in bytes.
#[cfg(target_os = "linux")]
fn memory(child: &std::process::Child) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or("VmRSS: 0 kB");
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
    fs::write(dir.path().join("mine.toml"), include_str!("findings/base/small.toml"))
        .expect("written");
    fs::create_dir(dir.path().join("here")).expect("made");
    let set = ["whatif", "--set", "principals.anton.dread=0.1"];
    for (typed, rows) in [(&["ensemble"][..], "histories.csv"), (&set, "pairs.csv")] {
        let more = ["./mine.toml", "--runs", "100000000", "--threads", "2", "--out", "here"];
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
            for _ in 0..3000 {
                if written() >= size {
                    return memory(&child);
                }
                assert!(child.try_wait().expect("a state").is_none(), "{rows}: it has ended");
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            panic!("{rows}: only {} rows in five minutes", written());
        };
        let (early, late) = (memory_at(EARLY), memory_at(LATE));
        let _ = child.kill();
        let _ = child.wait();
        assert!(early > 0 && late < early + ROOM, "{rows}: {early} bytes, then {late}");
    }
}
