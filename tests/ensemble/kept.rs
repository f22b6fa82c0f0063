//! What is there already is kept, resumed or made longer, and nobody else's file is touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::folder::files;
use super::program::{code, said, text};
use super::{FILES, assert_same, command, done, ensemble};

#[test]
fn what_is_resumed_is_to_the_byte_what_was_never_interrupted() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "70", "--out", "whole"]);
    done(dir.path(), &["--runs", "25", "--out", "parts"]);
    // A crash may leave rows that were not counted, the last of them torn.
    let rows = dir.path().join("parts/histories.csv");
    let torn = [fs::read(&rows).expect("rows"), b"25,0.3,0.4".to_vec()].concat();
    fs::write(&rows, torn).expect("written");
    done(dir.path(), &["--runs", "70", "--out", "parts", "--resume"]);
    assert_same(&dir.path().join("whole"), &dir.path().join("parts"));
    // Where nothing is left to play, the same is written again.
    done(dir.path(), &["--runs", "70", "--out", "parts", "--resume"]);
    assert_same(&dir.path().join("whole"), &dir.path().join("parts"));
    // Where nothing is there, it starts from the first.
    done(dir.path(), &["--runs", "70", "--out", "fresh", "--resume"]);
    assert_same(&dir.path().join("whole"), &dir.path().join("fresh"));
}

#[test]
fn what_does_not_belong_together_is_not_resumed() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "20", "--out", "here"]);
    let before = files(&dir.path().join("here"));
    let edit = "principals.beria.dread=0.3";
    for (typed, why) in [
        (&["--runs", "30", "--seed", "2"][..], "seed 1953"),
        (&["--runs", "30", "--set", edit], "changed"),
        (&["--runs", "10"], "20 histories"),
    ] {
        let output = ensemble(dir.path(), &[typed, &["--out", "here", "--resume"]].concat());
        assert_eq!(code(&output), 2, "{typed:?}");
        assert!(said(&output).contains(why), "{typed:?}: {}", said(&output));
    }
    assert!(before == files(&dir.path().join("here")), "what was there is still there");
    let rows = text(&before["histories.csv"]);
    let lines: Vec<&str> = rows.split_inclusive('\n').collect();
    // The first history is played again to see whether this program plays as that one did; the
    // others are known by their hash.
    for (spoiled, why) in [(1, "another build"), (9, "histories.csv has been changed")] {
        let mut lines = lines.clone();
        let other = lines[spoiled].replacen("yes", "no", 1);
        assert_ne!(other, lines[spoiled]);
        lines[spoiled] = &other;
        fs::write(dir.path().join("here/histories.csv"), lines.concat()).expect("written");
        let output = ensemble(dir.path(), &["--runs", "30", "--out", "here", "--resume"]);
        assert_eq!(code(&output), 2, "{why}");
        assert!(said(&output).contains(why), "{}", said(&output));
    }
    // The version is in the line before the counts.
    fs::write(dir.path().join("here/histories.csv"), rows).expect("written");
    let counts = &before["resume.bin"];
    let end = counts.iter().position(|byte| *byte == b'\n').expect("a line");
    let mut mark: Value = serde_json::from_slice(&counts[..end]).expect("JSON");
    mark["version"] = "0.0.0".into();
    let older = [mark.to_string().into_bytes(), counts[end..].to_vec()].concat();
    fs::write(dir.path().join("here/resume.bin"), older).expect("written");
    let output = ensemble(dir.path(), &["--runs", "30", "--out", "here", "--resume"]);
    assert_eq!(code(&output), 2);
    let said = said(&output);
    assert!(said.contains("version 0.0.0") && said.contains("help: without --resume"), "{said}");
}

#[test]
fn where_nothing_can_be_written_what_is_resumed_is_not_to_be_replaced() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "5", "--out", "here"]);
    // A file in the way of the folder in which rows grow: nobody may write there.
    fs::write(dir.path().join("here/unfinished"), "mine").expect("written");
    let output = ensemble(dir.path(), &["--runs", "6", "--out", "here", "--resume"]);
    let told = said(&output);
    assert_eq!(code(&output), 4, "{told}");
    assert!(told.contains("could not be written") && told.contains("here/unfinished"), "{told}");
    assert!(!told.contains("--force"), "{told}");
}

#[test]
fn a_large_ensemble_is_not_replaced_by_a_smaller_one_or_one_of_another_seed() {
    let dir = tempfile::tempdir().expect("a folder");
    let here = dir.path().join("output/ensemble-ussr-1953-1953");
    done(dir.path(), &["--runs", "30"]);
    done(dir.path(), &["--runs", "30", "--out", "sd"]);
    // What is small is replaced.
    done(dir.path(), &["--runs", "5"]);
    done(dir.path(), &["--runs", "6", "--out", "sd", "--seed", "2"]);
    done(dir.path(), &["--runs", "5", "--out", "sd"]);
    // As if they were large.
    for folder in [&here, &dir.path().join("sd")] {
        let summary = folder.join("summary.json");
        let told = fs::read_to_string(&summary).expect("it is there");
        assert!(told.contains("\"runs\": 5,"), "{told}");
        fs::write(&summary, told.replace("\"runs\": 5,", "\"runs\": 100000,")).expect("written");
    }
    let before = files(&here);
    let there = files(&dir.path().join("sd"));
    let refused = |typed: &[&str], words: &[&str]| {
        let output = ensemble(dir.path(), typed);
        assert_eq!(code(&output), 4, "{typed:?}");
        let told = said(&output);
        for words in [&["--force", "--out DIR"], words].concat() {
            assert!(told.contains(words), "{typed:?}: {told}");
        }
    };
    let fewer =
        ["100,000 histories, more than the 7 asked for", "--resume with --runs 100000 or more"];
    refused(&["--runs", "7"], &fewer);
    refused(&["--runs", "7", "--out", "sd"], &fewer);
    refused(&["--runs", "7", "--out", "sd", "--seed", "2"], &["100,000 histories of seed 1953"]);
    assert!(before == files(&here) && there == files(&dir.path().join("sd")));
    // Who says so may lose what is there.
    done(dir.path(), &["--runs", "7", "--force"]);
    done(dir.path(), &["--runs", "7", "--force", "--out", "sd", "--seed", "2"]);
    assert_eq!(text(&files(&here)["histories.csv"]).lines().count(), 8);
}

#[test]
fn the_longest_that_is_not_too_long_is_resumed() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "10", "--out", "short"]);
    done(dir.path(), &["--runs", "20", "--out", "whole"]);
    done(dir.path(), &["--runs", "40", "--out", "cut"]);
    // Begun over the longer one, and interrupted.
    let unfinished = dir.path().join("cut/unfinished");
    fs::create_dir(&unfinished).expect("made");
    for name in ["histories.csv", "resume.bin"] {
        fs::copy(dir.path().join("short").join(name), unfinished.join(name)).expect("copied");
    }
    done(dir.path(), &["--runs", "20", "--out", "cut", "--resume"]);
    assert_same(&dir.path().join("cut"), &dir.path().join("whole"));
}

#[test]
fn what_was_killed_while_files_changed_places_is_taken_back() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "20", "--out", "whole"]);
    for more in [&["--resume"][..], &[]] {
        let cut = dir.path().join("cut");
        done(dir.path(), &["--runs", "20", "--out", "cut", "--force"]);
        // Killed when charts and rows were in place: the first ensemble in its folder.
        let stage = cut.join(".interregnum-left");
        fs::create_dir_all(stage.join("new")).expect("made");
        fs::create_dir(cut.join("unfinished")).expect("made");
        let moved = |name: &str, to: &Path| fs::rename(cut.join(name), to.join(name));
        for name in ["influence-bands.csv", "report.html", "scenario.toml", "summary.json"] {
            moved(name, &stage.join("new")).expect("moved");
        }
        moved("resume.bin", &cut.join("unfinished")).expect("moved");
        let adopted =
            ["histories.csv", "resume.bin"].map(|name| (name, format!("unfinished/{name}")));
        let adopted = BTreeMap::from(adopted);
        let note = serde_json::json!({ "Files": { "made": FILES, "adopted": adopted } });
        fs::write(stage.join("note.json"), note.to_string()).expect("written");
        fs::write(stage.join("lock"), "").expect("written");
        let output = done(dir.path(), &[&["--runs", "20", "--out", "cut"], more].concat());
        assert!(!said(&output).contains("nothing to resume"), "{}", said(&output));
        assert_same(&dir.path().join("whole"), &cut);
    }
}

#[cfg(unix)]
#[test]
fn what_no_ensemble_wrote_is_not_written_into() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().expect("a folder");
    let unfinished = dir.path().join("here/unfinished");
    fs::create_dir_all(&unfinished).expect("made");
    let outside = dir.path().join("outside.csv");
    fs::write(&outside, "mine").expect("written");
    for name in ["histories.csv", "resume.bin"] {
        let place = unfinished.join(name);
        for (link, why) in [(true, "a link that leads elsewhere"), (false, "no run wrote it")] {
            if link { symlink(&outside, &place) } else { fs::write(&place, "mine") }.expect("made");
            let output = ensemble(dir.path(), &["--runs", "3", "--out", "here"]);
            assert_eq!(code(&output), 4, "{name}");
            let told = said(&output);
            assert!(told.contains(why) && told.contains(name), "{told}");
            assert_eq!(fs::read(&place).expect("a file"), b"mine");
            fs::remove_file(&place).expect("removed");
            let _ = fs::remove_file(unfinished.join("histories.csv"));
        }
    }
    // A folder of that name alone is in nobody's way.
    done(dir.path(), &["--runs", "3", "--out", "here"]);
}

#[test]
fn an_error_says_which_file_it_is_about() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "3", "--out", "here"]);
    fs::remove_file(dir.path().join("here/histories.csv")).expect("removed");
    let output = ensemble(dir.path(), &["--runs", "3", "--out", "here", "--resume"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("here/histories.csv: "), "{}", said(&output));
}

#[cfg(unix)]
#[test]
fn where_the_disk_is_full_what_was_played_is_kept_to_go_on_from() {
    let dir = tempfile::tempdir().expect("a folder");
    // As large a file as there is room for, and no larger: it holds the counts, and some of the rows.
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 800; exec \"$0\" \"$@\""]);
    limited.arg(env!("CARGO_BIN_EXE_interregnum"));
    limited.args(["ensemble", "--runs", "5000", "--out", "cut", "--threads", "1"]);
    let output = limited.current_dir(dir.path()).output().expect("a shell");
    let told = said(&output);
    assert_eq!(code(&output), 4, "{told}");
    assert!(told.contains("of 5,000 histories are kept; once there is room, --resume"), "{told}");
    let help = told.lines().find_map(|line| line.strip_prefix("help: ")).expect("help");
    let kept = help.split(' ').next().expect("a number").replace(',', "");
    let runs = (kept.parse::<u64>().expect("a number") + 5).to_string();
    let output = done(dir.path(), &["--runs", &runs, "--out", "cut", "--resume"]);
    assert!(!said(&output).contains("nothing to resume"), "{}", said(&output));
    done(dir.path(), &["--runs", &runs, "--out", "whole"]);
    assert_same(&dir.path().join("cut"), &dir.path().join("whole"));
}

#[cfg(unix)]
#[test]
fn an_interruption_ends_with_130_and_leaves_complete_rows_to_go_on_from() {
    // Under `nohup` all signals are left as they are.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    if ignored.is_some_and(|mask| mask.trim().ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f'])) {
        return;
    }
    for signal in ["-INT", "-TERM", "-HUP"] {
        interrupted(signal);
    }
}

#[cfg(unix)]
#[track_caller]
fn interrupted(signal: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut child = command(dir.path(), &["--runs", "1000000", "--out", "cut"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let rows = dir.path().join("cut/unfinished/histories.csv");
    // The header alone is shorter than this.
    let begun = || fs::metadata(&rows).is_ok_and(|file| file.len() > 50_000);
    for _ in 0..600 {
        if begun() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    assert!(begun(), "no row within a minute");
    let id = child.id().to_string();
    let _ = Command::new("kill").args([signal, &id]).status().expect("kill starts");
    assert_eq!(child.wait().expect("it ends").code(), Some(130), "{signal}");
    let left = text(&fs::read(&rows).expect("rows"));
    assert!(left.ends_with('\n'));
    let commas = |line: &str| line.matches(',').count();
    let width = left.lines().next().map(commas);
    assert!(left.lines().all(|line| Some(commas(line)) == width));
    let played = left.lines().count() - 1;
    // What grows has a folder of its own until all is there.
    let beside = fs::read_dir(dir.path().join("cut")).expect("a folder").count();
    assert_eq!(beside, 1);
    let runs = (played + 5).to_string();
    done(dir.path(), &["--runs", &runs, "--out", "cut", "--resume"]);
    done(dir.path(), &["--runs", &runs, "--out", "whole"]);
    assert_same(&dir.path().join("cut"), &dir.path().join("whole"));
}
