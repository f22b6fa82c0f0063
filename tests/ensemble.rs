//! What the program promises to whoever plays many histories.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};

use interregnum::ensemble::{Ensemble, Stop, Watch};
use interregnum::scenario::{Scenario, ScenarioName};
use serde_json::Value;

/// What every ensemble writes.
const FILES: [&str; 18] = [
    "charts/falls.csv",
    "charts/falls.png",
    "charts/falls.svg",
    "charts/influence-bands.csv",
    "charts/influence-bands.png",
    "charts/influence-bands.svg",
    "charts/leader-at-end.csv",
    "charts/leader-at-end.png",
    "charts/leader-at-end.svg",
    "charts/leaders-by-month.csv",
    "charts/leaders-by-month.png",
    "charts/leaders-by-month.svg",
    "histories.csv",
    "influence-bands.csv",
    "report.html",
    "resume.bin",
    "scenario.toml",
    "summary.json",
];

fn command(at: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(at).arg("ensemble").args(typed).env_remove("COLUMNS").stdin(Stdio::null());
    command
}

fn ensemble(at: &Path, typed: &[&str]) -> Output {
    command(at, typed).output().expect("the program starts")
}

#[track_caller]
fn done(at: &Path, typed: &[&str]) -> Output {
    let output = ensemble(at, typed);
    assert_eq!(output.status.code(), Some(0), "{typed:?}: {}", text(&output.stderr));
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}

/// Every file below a folder, by its path.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn look(root: &Path, at: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
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

/// Two folders hold the same bytes.
#[track_caller]
fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

#[test]
fn an_ensemble_leaves_all_its_files_and_says_what_it_came_to() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "30"]);
    let told = text(&output.stdout);
    assert!(told.contains("ussr-1953, seed 1953, 30 histories"), "{told}");
    assert!(told.contains("Does Beria fall first?") && told.contains(" in 100"), "{told}");
    assert!(told.contains("What becomes of them"), "{told}");
    assert!(told.contains("output/ensemble-ussr-1953-1953/"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    let found = files(&dir.path().join("output/ensemble-ussr-1953-1953"));
    assert_eq!(found.keys().collect::<Vec<_>>(), FILES);
    let page = text(&found["report.html"]);
    assert_eq!(page.matches("<svg").count(), 4);
    for outside in ["http://www", "https://", "src=", "@import", "url(", "<script", "<link"] {
        let page = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn threads_change_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "150", "--threads", "1", "--out", "one"]);
    done(dir.path(), &["--runs", "150", "--threads", "2", "--out", "two"]);
    assert_same(&dir.path().join("one"), &dir.path().join("two"));
}

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
        assert_eq!(output.status.code(), Some(2), "{typed:?}");
        assert!(text(&output.stderr).contains(why), "{typed:?}: {}", text(&output.stderr));
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
        assert_eq!(output.status.code(), Some(2), "{why}");
        assert!(text(&output.stderr).contains(why), "{}", text(&output.stderr));
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
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("version 0.0.0"), "{}", text(&output.stderr));
}

#[test]
fn there_is_one_row_a_history_and_it_is_the_history_that_run_plays() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "12", "--out", "many"]);
    let mut reader = csv::Reader::from_path(dir.path().join("many/histories.csv")).expect("rows");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 12);
    let single = Command::new(env!("CARGO_BIN_EXE_interregnum"))
        .current_dir(dir.path())
        .args(["run", "--drawn", "--history", "7", "--out", "one", "--json"])
        .output()
        .expect("the program starts");
    let outcome: Value = serde_json::from_slice(&single.stdout).expect("JSON");
    let cell = |name: &str| {
        let column = header.iter().position(|column| column == name);
        &rows[7][column.unwrap_or_else(|| panic!("no column {name}"))]
    };
    assert_eq!(cell("history"), "7");
    let drawn = outcome["drawn"].as_object().expect("an object");
    assert!(!drawn.is_empty());
    for (path, value) in drawn {
        let (here, there) = (cell(path).parse::<f64>().expect("a number"), value.as_f64());
        // The JSON reader may miss the last digit.
        assert!(there.is_some_and(|there| (here - there).abs() <= 1e-12 * here.abs()), "{path}");
    }
    for (order, fall) in outcome["falls"].as_array().expect("a list").iter().enumerate() {
        let who = fall["who"].as_str().expect("an id");
        if header.iter().any(|column| column == format!("fall_order.{who}")) {
            assert_eq!(cell(&format!("fall_order.{who}")), (order + 1).to_string());
            assert_eq!(cell(&format!("fall_month.{who}")), fall["at"]);
            assert_eq!(cell(&format!("fall_fate.{who}")), fall["fate"]);
        }
    }
    for question in outcome["questions"].as_array().expect("a list") {
        let expected = match question["answer"].as_bool() {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        let id = question["id"].as_str().expect("an id");
        assert_eq!(cell(&format!("answer.{id}")), expected);
    }
    let last = outcome["leaders"].as_array().expect("a list").last().expect("a leader");
    assert!(cell("leader_at_end") == last["who"] || cell("leader_at_end") == "risen");
}

#[test]
fn json_is_the_summary_and_agrees_with_the_rows() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "40", "--json", "--out", "here"]);
    let file = fs::read(dir.path().join("here/summary.json")).expect("a file");
    assert!(output.stdout == file);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let keys: Vec<&String> = found.as_object().expect("an object").keys().collect();
    let expected = [
        "fates",
        "fingerprint",
        "leader_at_end",
        "questions",
        "runs",
        "scenario",
        "schema",
        "seed",
        "version",
        "warnings",
    ];
    let mut sorted = keys.clone();
    sorted.sort();
    assert_eq!(sorted, expected);
    assert_eq!(
        (&found["schema"], &found["runs"], &found["seed"]),
        (&1.into(), &40.into(), &1953.into())
    );
    let sum = |table: &Value| -> f64 {
        table.as_object().expect("an object").values().filter_map(Value::as_f64).sum()
    };
    assert!((sum(&found["leader_at_end"]) - 1.0).abs() < 1e-9);
    for (who, fates) in found["fates"].as_object().expect("an object") {
        assert!((sum(fates) - 1.0).abs() < 1e-9, "{who}: {fates}");
    }
    let mut reader = csv::Reader::from_path(dir.path().join("here/histories.csv")).expect("rows");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    for question in found["questions"].as_array().expect("a list") {
        let name = format!("answer.{}", question["id"].as_str().expect("an id"));
        let column = header.iter().position(|column| column == name).expect("a column");
        let count = |answer: &str| rows.iter().filter(|row| &row[column] == answer).count() as u64;
        assert_eq!(question["n"], count("yes") + count("no"));
        let Some(p) = question["p"].as_f64() else {
            assert_eq!(question["n"], 0);
            continue;
        };
        assert!((p * question["n"].as_f64().expect("a number") - count("yes") as f64).abs() < 1e-6);
        let end = |key: &str| question[key].as_f64().expect("a number");
        assert!(0.0 <= end("lo") && end("lo") <= p && p <= end("hi") && end("hi") <= 1.0);
    }
}

#[test]
fn fates_are_what_the_rows_say_and_a_later_death_hides_no_fall() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "150", "--json", "--out", "here"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut reader = csv::Reader::from_path(dir.path().join("here/histories.csv")).expect("rows");
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let mut fell_and_died = 0;
    for (who, fates) in found["fates"].as_object().expect("an object") {
        let column = |name: &str| {
            let name = format!("{name}.{who}");
            header.iter().position(|column| column == name).expect("a column")
        };
        let (end, fate, death) = (column("end"), column("fall_fate"), column("death_month"));
        let mut counted = BTreeMap::new();
        for row in &rows {
            *counted.entry(&row[end]).or_insert(0_u32) += 1;
            if !row[fate].is_empty() {
                assert_eq!(row[end], row[fate], "{who}");
            }
            assert!(&row[end] != "dead" || !row[death].is_empty(), "{who}");
            fell_and_died += u32::from(!row[fate].is_empty() && !row[death].is_empty());
        }
        let fates = fates.as_object().expect("an object");
        assert_eq!(fates.len(), counted.len(), "{who}");
        for (ending, count) in counted {
            let share = fates[ending].as_f64().expect("a share");
            assert!((share * rows.len() as f64 - f64::from(count)).abs() < 1e-6, "{who} {ending}");
        }
    }
    assert!(fell_and_died > 0, "somebody falls and dies later");
}

#[test]
fn too_few_histories_are_warned_of_in_words() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = done(dir.path(), &["--runs", "20", "--json"]);
    let found: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let warnings = found["warnings"].as_array().expect("a list");
    let wide = |w: &&Value| w.as_str().is_some_and(|w| w.contains("would bring that down"));
    assert!(warnings.iter().filter(wide).count() > 0, "{warnings:?}");
}

#[test]
fn an_ensemble_is_not_replaced_by_a_smaller_one_or_one_of_another_seed() {
    let dir = tempfile::tempdir().expect("a folder");
    let here = dir.path().join("output/ensemble-ussr-1953-1953");
    done(dir.path(), &["--runs", "30"]);
    done(dir.path(), &["--runs", "30", "--out", "sd"]);
    let before = files(&here);
    let refused = |typed: &[&str], words: &[&str]| {
        let output = ensemble(dir.path(), typed);
        assert_eq!(output.status.code(), Some(4), "{typed:?}");
        let told = text(&output.stderr);
        for words in [&["--force", "--out DIR"], words].concat() {
            assert!(told.contains(words), "{typed:?}: {told}");
        }
    };
    let fewer = ["30 histories, more than the 5 asked for", "--resume with --runs 30 or more"];
    refused(&["--runs", "5"], &fewer);
    refused(&["--runs", "5", "--out", "sd"], &fewer);
    refused(&["--runs", "40", "--out", "sd", "--seed", "2"], &["30 histories of seed 1953"]);
    assert!(before == files(&here) && before == files(&dir.path().join("sd")));
    // As many or more of the same seed lose nothing; who says so may lose what is there.
    done(dir.path(), &["--runs", "30"]);
    assert!(before == files(&here));
    done(dir.path(), &["--runs", "31"]);
    done(dir.path(), &["--runs", "5", "--force"]);
    done(dir.path(), &["--runs", "5", "--force", "--out", "sd", "--seed", "2"]);
    assert_eq!(text(&files(&here)["histories.csv"]).lines().count(), 6);
}

#[test]
fn the_longest_that_is_not_too_long_is_resumed() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "10", "--out", "short"]);
    done(dir.path(), &["--runs", "20", "--out", "whole"]);
    done(dir.path(), &["--runs", "40", "--out", "cut"]);
    // Begun by force over the longer one, and interrupted.
    let unfinished = dir.path().join("cut/unfinished");
    fs::create_dir(&unfinished).expect("made");
    for name in ["histories.csv", "resume.bin"] {
        fs::copy(dir.path().join("short").join(name), unfinished.join(name)).expect("copied");
    }
    let output = ensemble(dir.path(), &["--runs", "20", "--out", "cut", "--resume"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stderr).contains("40 histories, more than"), "{}", text(&output.stderr));
    done(dir.path(), &["--runs", "20", "--out", "cut", "--resume", "--force"]);
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
        assert!(!text(&output.stderr).contains("nothing to resume"), "{}", text(&output.stderr));
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
            assert_eq!(output.status.code(), Some(4), "{name}");
            let told = text(&output.stderr);
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
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("here/histories.csv: "), "{}", text(&output.stderr));
}

/// Wants to stop when the last history has begun.
struct Late(AtomicU64);

impl Watch for Late {
    fn played(&self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }

    fn stop(&self) -> bool {
        self.0.load(Ordering::SeqCst) == 0
    }
}

#[test]
fn who_stops_while_the_last_history_is_played_is_heard() {
    let scenario = Scenario::load(&ScenarioName::parse("ussr-1953"), &[]).expect("sound");
    let ensemble = Ensemble::new(&scenario.polity, &scenario.questions, 1953);
    let mut tally = ensemble.nothing();
    let watch = Late(AtomicU64::new(3));
    let stop = ensemble.play_to(3, &mut tally, &watch, |_, _| Ok::<(), std::fmt::Error>(()));
    assert_eq!((stop, tally.histories()), (Ok(Stop::Asked), 3));
}

#[test]
fn rows_left_out_of_the_table_of_fates_are_counted() {
    let dir = tempfile::tempdir().expect("a folder");
    let told = text(&done(dir.path(), &["--runs", "30"]).stdout);
    let table = told.split_once("What becomes of them").expect("a table").1;
    let table = table.split_once("\n\n").expect("an end").0;
    let more = table.lines().last().expect("a row");
    let page = fs::read_to_string(dir.path().join("output/ensemble-ussr-1953-1953/report.html"));
    let page = page.expect("a page");
    let rows =
        page.split_once("<h2 id=\"fates\">").expect("a table").1.matches("<th scope=\"row\">");
    assert_eq!(more.trim(), format!("and {} more in report.html", rows.count() - 12));
}

#[test]
fn an_edit_has_a_folder_of_its_own() {
    let dir = tempfile::tempdir().expect("a folder");
    done(dir.path(), &["--runs", "5", "--set", "principals.beria.dread=0.3"]);
    let output = dir.path().join("output");
    let names: Vec<_> = fs::read_dir(output).expect("a folder").collect();
    let name = names[0].as_ref().expect("an entry").file_name().to_string_lossy().into_owned();
    let print = name.strip_prefix("ensemble-ussr-1953-1953-").expect("a fingerprint");
    assert!(print.len() == 6 && print.chars().all(|c| c.is_ascii_hexdigit()), "{name}");
}

#[test]
fn numbers_that_make_no_sense_are_refused_before_anything_is_played() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [
        ["--runs", "0"],
        ["--runs", "100000001"],
        ["--runs", "-5"],
        ["--runs", "many"],
        ["--threads", "0"],
        ["--threads", "100000"],
    ] {
        let output = ensemble(dir.path(), &typed);
        assert_eq!(output.status.code(), Some(2), "{typed:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
    assert_eq!(ensemble(dir.path(), &["--set", "principals.beria.dred=1"]).status.code(), Some(3));
    assert!(fs::read_dir(dir.path()).expect("a folder").next().is_none());
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
