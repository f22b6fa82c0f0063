//! What the program promises to whoever types a command.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What every run writes.
const FILES: [&str; 16] = [
    "charts/indicators.csv",
    "charts/indicators.png",
    "charts/indicators.svg",
    "charts/influence.csv",
    "charts/influence.png",
    "charts/influence.svg",
    "charts/makeup.csv",
    "charts/makeup.png",
    "charts/makeup.svg",
    "chronicle.md",
    "events.jsonl",
    "indicators.csv",
    "influence.csv",
    "outcome.json",
    "report.html",
    "scenario.toml",
];

fn command(at: &Path, typed: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(at).args(typed).env_remove("COLUMNS").stdin(Stdio::null());
    command
}

fn run(at: &Path, typed: &[&str]) -> Output {
    command(at, typed).output().expect("the program starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
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

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_run_leaves_all_its_files_and_a_summary() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = run(dir.path(), &["run"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let summary = text(&output.stdout);
    assert!(summary.contains("ussr-1953, seed 1953"), "{summary}");
    assert!(summary.contains("output/ussr-1953-1953/"), "{summary}");
    assert!(summary.lines().all(|line| line.chars().count() <= 100), "{summary}");
    let found = files(&dir.path().join("output/ussr-1953-1953"));
    assert_eq!(found.keys().collect::<Vec<_>>(), FILES);
    assert_eq!(names(&dir.path().join("output")), ["ussr-1953-1953"]);
}

#[test]
fn the_same_run_leaves_the_same_bytes_and_replaces_itself() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["run", "--seed", "7"];
    assert_eq!(code(&run(dir.path(), &typed)), 0);
    let first = files(&dir.path().join("output/ussr-1953-7"));
    assert_eq!(code(&run(dir.path(), &typed)), 0);
    assert!(first == files(&dir.path().join("output/ussr-1953-7")));
    assert_eq!(names(&dir.path().join("output")), ["ussr-1953-7"]);
}

#[test]
fn json_is_the_outcome_and_nothing_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = run(dir.path(), &["run", "--json", "--out", "here"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(output.stdout, fs::read(dir.path().join("here/outcome.json")).expect("a file"));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let listed: Vec<&str> =
        value["files"].as_array().expect("a list").iter().filter_map(|f| f.as_str()).collect();
    assert_eq!(listed, FILES);
}

#[test]
fn a_what_if_leaves_all_its_files_and_the_same_bytes_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["whatif", "army-neutral", "--runs", "12"];
    let output = run(dir.path(), &typed);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("What if: The army stands aside"), "{told}");
    assert!(told.contains("Is Beria out by January 1954?"), "{told}");
    assert!(told.contains("usually") && told.contains("here"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    let folder = dir.path().join("output/whatif-army-neutral-1953");
    let first = files(&folder);
    let value: serde_json::Value = serde_json::from_slice(&first["summary.json"]).expect("JSON");
    let listed: Vec<&str> =
        value["files"].as_array().expect("a list").iter().filter_map(|f| f.as_str()).collect();
    assert_eq!(listed, first.keys().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(text(&first["pairs.csv"]).lines().count(), 13);
    let page = text(&first["report.html"]);
    for outside in ["http://", "https://", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.replace("http://www.w3.org/2000/svg", "").contains(outside), "{outside}");
    }
    let again = run(dir.path(), &["whatif", "army-neutral", "--runs", "12", "--threads", "1"]);
    assert_eq!(code(&again), 0);
    assert!(first == files(&folder));
    let other = run(
        dir.path(),
        &["whatif", "army-neutral", "--runs", "2", "--set", "principals.beria.dread=0.5"],
    );
    assert_eq!(code(&other), 0, "{}", text(&other.stderr));
    assert_eq!(names(&dir.path().join("output")).len(), 2);
}

#[test]
fn a_what_if_s_own_sources_stand_on_its_page() {
    let dir = tempfile::tempdir().expect("a folder");
    let mine = "extends = \"ussr-1953\"\n[sources.mine]\ntitle = \"The Book of Mine\"\n\
                [whatif]\nrewrite = \"Beria is feared less\"\nbecause = \"so it says\"\n\
                kind = \"plausible\"\ncite = [\"mine\"]\n[principals.beria]\ndread = 0.4\n";
    fs::write(dir.path().join("mine.toml"), mine).expect("written");
    let output = run(dir.path(), &["whatif", "mine.toml", "--runs", "2", "--out", "here"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let page = fs::read_to_string(dir.path().join("here/report.html")).expect("a page");
    assert!(page.contains("The Book of Mine"));
}

#[test]
fn json_of_a_what_if_adds_up() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["whatif", "--set", "principals.beria.dread=0.3", "--runs", "20", "--json"];
    let output = run(dir.path(), &typed);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../schema/whatif.json")).expect("JSON");
    let keys = |value: &serde_json::Value| -> Vec<String> {
        let mut keys: Vec<String> = value.as_object().expect("a table").keys().cloned().collect();
        keys.sort();
        keys
    };
    assert_eq!(keys(&value), keys(&schema["properties"]));
    for q in value["questions"].as_array().expect("a list") {
        assert_eq!(keys(q), keys(&schema["properties"]["questions"]["items"]["properties"]));
        let n = q["n"].as_u64().expect("a count");
        let count = |name: &str| q["pairs"][name].as_u64().expect("a count");
        let (both, base, whatif) = (count("both"), count("base_only"), count("whatif_only"));
        assert_eq!(both + base + whatif + count("neither"), n);
        if n == 0 {
            assert!(q["base"]["p"].is_null());
            continue;
        }
        let p = |name: &str| q[name]["p"].as_f64().expect("a share");
        assert!((p("base") - (both + base) as f64 / n as f64).abs() < 1e-12);
        assert!((p("difference") - (p("whatif") - p("base"))).abs() < 1e-12);
        let cause = if whatif > base { "whatif" } else { "base" };
        assert_eq!(q["cause"], cause);
        let bound = &q["bounds"]["pns"];
        let pns = p("both");
        assert!(bound[0].as_f64() <= Some(pns + 1e-9) && Some(pns - 1e-9) <= bound[1].as_f64());
    }
}

#[test]
fn one_pair_is_shown_side_by_side() {
    let dir = tempfile::tempdir().expect("a folder");
    let output = run(dir.path(), &["whatif", "beria-gone", "--runs", "3", "--history", "2"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("World 2: the twins part in"), "{told}");
    assert!(told.contains("THE BASE") && told.contains("WITH THE CHANGE"), "{told}");
}

#[test]
fn a_dated_edit_changes_nothing_before_its_date() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = [
        "whatif",
        "--set",
        "principals.zhukov.engagement=0",
        "--at",
        "1957-01",
        "--runs",
        "3",
        "--json",
    ];
    let output = run(dir.path(), &typed);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let out =
        value["questions"].as_array().expect("a list").iter().find(|q| q["id"] == "beria_out");
    let pairs = &out.expect("it is asked")["pairs"];
    assert_eq!((&pairs["base_only"], &pairs["whatif_only"]), (&0.into(), &0.into()));
    if let Some(parts) = value["pair"]["parts"].as_str() {
        assert!(parts >= "1957-01", "{parts}");
    }
}

#[test]
fn a_what_if_that_cannot_be_is_refused_before_anything_is_played() {
    let dir = tempfile::tempdir().expect("a folder");
    let write = |name: &str, more: &str| {
        let text = format!(
            "extends = \"ussr-1953\"\n[whatif]\nrewrite = \"a\"\nbecause = \"b\"\njudgement = \"c\"\n{more}"
        );
        fs::write(dir.path().join(name), text).expect("written");
    };
    write("late.toml", "[interventions.x]\nat = \"1970-01\"\ndies = \"beria\"\n");
    write(
        "dead.toml",
        "[interventions.a]\nat = \"1953-04\"\ndies = \"beria\"\n[interventions.b]\nat = \
         \"1954-01\"\noffice = \"premier\"\nholder = \"beria\"\n",
    );
    write(
        "absent.toml",
        "[interventions.a]\nat = \"1953-04\"\noffice = \"premier\"\nholder = \"brezhnev\"\n",
    );
    write("asks.toml", "asks = [\"beria_ut\"]\n");
    write(
        "takes.toml",
        "[interventions.x]\nat = \"1957-01\"\n[interventions.x.set]\n\"principals.beria.dred\" = 0.1\n",
    );
    let plain = |name: &str, text: &str| {
        fs::write(dir.path().join(name), text).expect("written");
    };
    plain("removes.toml", "extends = \"ussr-1953\"\nremove = [\"crises.u2_incidnt\"]\n");
    plain("circle.toml", "extends = \"other.toml\"\n");
    plain("other.toml", "extends = \"circle.toml\"\n");
    plain("orphan.toml", "extends = \"nowhere.toml\"\n");
    plain("stray.toml", "extends = \"ussr-1935\"\n");
    for (typed, exit, words) in [
        (&["whatif"][..], 2, "nothing is changed"),
        (&["whatif", "army-neutral", "--runs", "100000001"], 2, "100000000"),
        (&["whatif", "army-neutral", "--runs", "-1"], 2, "-1"),
        (&["whatif", "./asks.toml"], 3, "no question is called `beria_ut`"),
        (&["whatif", "./asks.toml"], 3, "did you mean `beria_out`?"),
        (&["whatif", "./takes.toml"], 3, "did you mean `principals.beria.dread`?"),
        (&["whatif", "./removes.toml"], 3, "did you mean `crises.u2_incident`?"),
        (&["whatif", "./circle.toml"], 3, "extends itself"),
        (&["whatif", "./orphan.toml"], 3, "nowhere.toml"),
        (&["whatif", "./stray.toml"], 3, "did you mean `ussr-1953`?"),
        (&["whatif", "army-neutral", "--runs", "0"], 2, "0"),
        (&["whatif", "army-neutral", "--runs", "99999999999999999999"], 2, "runs"),
        (&["whatif", "army-neutral", "--at", "1957-06"], 2, "--set"),
        (&["whatif", "--set", "principals.beria.dred=0.3"], 3, "did you mean"),
        (&["whatif", "--set", "principals.beria.dred=0.3", "--at", "1957-06"], 3, "did you mean"),
        (&["whatif", "--set", "principals.beria.dread=3", "--at", "1957-06"], 3, "between 0 and 1"),
        (&["whatif", "--set", "principals.beria.dread=a", "--at", "1957-06"], 2, "on a date"),
        (&["whatif", "--set", "principals.beria.dread=0.3", "--at", "1977-06"], 3, "1977-06"),
        (&["whatif", "army-neutrl"], 3, "did you mean `army-neutral`?"),
        (&["whatif", "./late.toml"], 3, "1970-01"),
        (&["whatif", "./dead.toml"], 3, "is dead by then"),
        (&["whatif", "./absent.toml"], 3, "not within reach"),
    ] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), exit, "{typed:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(words), "{typed:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{typed:?}");
    }
    assert!(!dir.path().join("output").exists());
}

#[test]
fn an_edit_never_replaces_the_unedited_run() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(dir.path(), &["run"])), 0);
    let before = files(&dir.path().join("output/ussr-1953-1953"));
    let output = run(dir.path(), &["run", "--set", "principals.beria.dread=0.3"]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    assert_eq!(names(&dir.path().join("output")).len(), 2);
    assert!(before == files(&dir.path().join("output/ussr-1953-1953")));
}

#[test]
fn another_history_has_a_folder_of_its_own() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&run(dir.path(), &["run", "--history", "3"])), 0);
    assert_eq!(code(&run(dir.path(), &["run", "--history", "3", "--drawn"])), 0);
    let expected = ["ussr-1953-1953-h3", "ussr-1953-1953-h3-drawn"];
    assert_eq!(names(&dir.path().join("output")), expected);
    let drawn = |folder: &str| {
        let path = dir.path().join("output").join(folder).join("outcome.json");
        let value: serde_json::Value =
            serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON");
        value["drawn"].as_object().expect("an object").len()
    };
    assert_eq!(drawn(expected[0]), 0);
    assert!(drawn(expected[1]) > 0);
}

#[test]
fn a_run_can_be_repeated_from_what_it_left() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed =
        ["run", "--set", "principals.beria.dread=0.3", "--history", "3", "--drawn", "--out"];
    assert_eq!(code(&run(dir.path(), &[&typed[..], &["first"]].concat())), 0);
    let again = ["run", "first/scenario.toml", "--history", "3", "--drawn", "--out", "second"];
    assert_eq!(code(&run(dir.path(), &again)), 0);
    let print = |folder: &str| {
        let bytes = fs::read(dir.path().join(folder).join("outcome.json")).expect("a file");
        let value: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
        (value["fingerprint"].clone(), value["history_fingerprint"].clone())
    };
    assert_eq!(print("first"), print("second"));
}

#[test]
fn a_folder_of_ones_own_keeps_what_is_in_it() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("mine")).expect("made");
    fs::write(dir.path().join("mine/essay.txt"), "mine").expect("written");
    assert_eq!(code(&run(dir.path(), &["run", "--out", "mine"])), 0);
    let found = files(&dir.path().join("mine"));
    assert_eq!(found.len(), FILES.len() + 1);
    assert_eq!(found["essay.txt"], b"mine");
}

#[test]
fn a_mistyped_command_ends_with_2() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [&["run", "--sed", "1"][..], &["run", "--set", "nonsense"], &["dance"], &[]] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 2, "{typed:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
}

#[test]
fn who_does_not_program_is_told_what_is_wanted() {
    let dir = tempfile::tempdir().expect("a folder");
    for typed in [&["run", "--seed", "x"][..], &["ensemble", "--runs", "1.000"]] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 2, "{typed:?}");
        let told = text(&output.stderr);
        assert!(told.contains("a whole number is wanted"), "{told}");
        assert!(!told.contains("digit found"), "{told}");
    }
    fs::write(dir.path().join("my-scenario.toml"), "extends = \"ussr-1953\"\n").expect("written");
    let told = text(&run(dir.path(), &["run", "my-scenario"]).stderr);
    assert!(told.contains("did you mean the file `my-scenario.toml`?"), "{told}");
}

#[test]
fn a_scenario_that_is_not_valid_ends_with_3_and_writes_nothing() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("bad.toml"), "[scenario]\ntitel = \"x\"\n").expect("written");
    let edit = "principals.beria.dread=7";
    for typed in [
        &["run", "./bad.toml"][..],
        &["run", "./missing.toml"],
        &["run", "atlantis"],
        &["run", "--set", edit],
    ] {
        let output = run(dir.path(), typed);
        assert_eq!(code(&output), 3, "{typed:?}: {}", text(&output.stderr));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{typed:?}");
    }
    assert_eq!(names(dir.path()), ["bad.toml"]);
}

#[test]
fn output_that_cannot_be_written_ends_with_4() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("file"), "mine").expect("written");
    for out in ["file", "file/below"] {
        let output = run(dir.path(), &["run", "--json", "--out", out]);
        assert_eq!(code(&output), 4, "{out}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
    assert_eq!(fs::read_to_string(dir.path().join("file")).expect("text"), "mine");
    assert_eq!(names(dir.path()), ["file"]);
}

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
    assert_eq!(text(&output.stderr), "");
}

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
    for wait in [10, 20, 40, 80, 160, 320, 640] {
        let dir = tempfile::tempdir().expect("a folder");
        let mut child = command(dir.path(), &["run"])
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        let id = child.id().to_string();
        let _ = Command::new("kill").args(["-INT", &id]).status().expect("kill starts");
        match child.wait().expect("it ends").code() {
            Some(0) => {}
            Some(130) => interrupted += 1,
            other => assert!(other.is_none() && wait < 80, "{other:?} after {wait} ms"),
        }
        let output = dir.path().join("output");
        if output.exists() {
            for name in names(&output) {
                assert_eq!(name, "ussr-1953-1953", "something temporary is left");
                assert_eq!(files(&output.join(name)).len(), FILES.len());
            }
        }
    }
    assert!(interrupted > 0, "no run was caught");
}
