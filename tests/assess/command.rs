//! What the program promises to whoever types `assess` or `--lens`.

use std::fs;
use std::process::Output;

use serde_json::Value;

use super::form::faults;
use super::program::{code, command, run, said, text};
use super::{RECORD, SMALL_PATH};

/// A folder with the small world and its record, changed, in `small.toml`.
fn world(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let small = fs::read_to_string(SMALL_PATH).expect("the small world");
    fs::write(dir.path().join("small.toml"), change(small + RECORD)).expect("it can be written");
    dir
}

#[track_caller]
fn refused(output: &Output, exit: i32, parts: &[&str]) {
    let told = said(output);
    assert_eq!(code(output), exit, "{told}");
    for part in parts {
        assert!(told.contains(part), "{part} is not in {told}");
    }
    assert!(output.stdout.is_empty());
}

#[test]
fn an_assessment_leaves_its_files_and_says_the_same_again() {
    let dir = world(|small| small);
    let typed = ["assess", "./small.toml", "--runs", "300", "--seed", "7"];
    let output = run(dir.path(), &typed);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let told = text(&output.stdout);
    for part in ["against the record", "Ash is put to death.", "equal chances", "Brier"] {
        assert!(told.contains(part), "{told}");
    }
    assert!(
        told.contains(
            "Not scored, it is not put as a proposition: \u{201c}The people sing\u{201d}."
        ),
        "{told}"
    );
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    // What is called by a key in files has words here.
    for key in ["record.", "questions.", "ash_dies", "birch_first"] {
        assert!(!told.contains(key), "{key}: {told}");
    }
    let folder = dir.path().join("output/assess-small-7");
    let read = |name: &str| fs::read(folder.join(name)).expect(name);
    let value: Value = serde_json::from_slice(&read("summary.json")).expect("JSON");
    for name in value["files"].as_array().expect("a list") {
        assert!(!read(name.as_str().expect("a name")).is_empty());
    }
    let page = text(&read("report.html"));
    for outside in ["http://", "https://", "src=", "@import", "url(", "<script", "<link"] {
        assert!(!page.replace("http://www.w3.org/2000/svg", "").contains(outside), "{outside}");
    }
    let first = read("summary.json");
    assert_eq!(run(dir.path(), &[&typed[..], &["--threads", "1"]].concat()).stdout, output.stdout);
    assert_eq!(read("summary.json"), first);
}

#[test]
fn an_assessment_is_as_narrow_as_its_terminal() {
    let dir = world(|small| small);
    let typed = ["assess", "./small.toml", "--runs", "260", "--lens", "all"];
    for columns in [60, 64, 72, 80] {
        let narrow = command(dir.path(), &typed).env("COLUMNS", columns.to_string()).output();
        let told = text(&narrow.expect("the program starts").stdout);
        let wide = told.lines().find(|line| line.chars().count() > columns);
        assert_eq!(wide, None, "{columns}: {told}");
        for part in ["Ash is put to", "equal chances", "own parameters"] {
            assert!(told.contains(part), "{columns}: {told}");
        }
    }
}

#[test]
fn of_few_histories_it_is_said_why_each_model_looks_good() {
    let dir = world(|small| small);
    let told = |runs: &str| {
        let output = run(dir.path(), &["assess", "./small.toml", "--runs", runs]);
        assert_eq!(code(&output), 0, "{}", said(&output));
        let words: Vec<String> =
            text(&output.stdout).split_whitespace().map(str::to_owned).collect();
        words.join(" ")
    };
    let few = told("20");
    assert!(
        few.contains("Only 20 histories were played. Laplace's rule pulls every chance"),
        "{few}"
    );
    assert!(!few.contains("tail: never"), "{few}");
    let one = told("1");
    assert!(one.contains(" 1 history, seed 1953,") && one.contains(", 1 person leads: "), "{one}");
    let enough = told("500");
    assert!(!enough.contains("Laplace"), "{enough}");
    // The sum over single entries has its error too.
    let row = enough.split("the model ").nth(1).expect("a row").split(" equal").next();
    assert_eq!(row.map(|row| row.matches('\u{b1}').count()), Some(2), "{enough}");
}

#[test]
fn what_no_step_in_common_can_tell_is_not_told() {
    let dir = world(|small| small);
    let typed = ["assess", "./small.toml", "--lens", "all", "--out", "here", "--runs"];
    // Below 200 histories there is no chain.
    for (runs, is_told) in [("150", false), ("260", true)] {
        let output = run(dir.path(), &[&typed[..], &[runs]].concat());
        assert_eq!(code(&output), 0, "{}", said(&output));
        let read = |name: &str| fs::read_to_string(dir.path().join("here").join(name)).expect(name);
        for told in [text(&output.stdout), read("report.html"), read("summary.json")] {
            let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(told.contains("lucky guess of eight"), is_told, "{runs}: {told}");
            assert!(!told.contains("here 0.0 bits") && !told.contains(" 0 steps"), "{told}");
        }
    }
}

#[test]
fn warnings_are_noted_once_however_many_lenses_there_are() {
    let dir = world(|small| small);
    let edit = ["--set", "principals.ash.dread=0.1"];
    for typed in
        [&["assess", "./small.toml"][..], &[&["whatif", "./small.toml"], &edit[..]].concat()]
    {
        let output = run(dir.path(), &[typed, &["--lens", "all", "--runs", "1"]].concat());
        let told = said(&output);
        assert_eq!(code(&output), 0, "{told}");
        // Those of an edited scenario are drawn.
        let noted = told.matches("note: ").count() + told.matches("[sources.made_up]").count();
        assert_eq!(noted, 1, "{told}");
    }
}

#[test]
fn a_question_that_arises_in_no_history_is_not_said_never_to_vary() {
    let asked = "[questions.given]\nask = \"Is he out, who is put to death?\"\n\
                 when = { fell = { who = \"ash\", before = \"1902-01\" } }\n\
                 given = { fate = { who = \"ash\", is = \"executed\" } }\n";
    let dir = world(|small| small + asked);
    // He is not put to death in every history.
    let told = |seed: u64| {
        let seed = seed.to_string();
        let output = run(dir.path(), &["assess", "./small.toml", "--runs", "1", "--seed", &seed]);
        assert_eq!(code(&output), 0, "{}", said(&output));
        text(&output.stdout).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let of = |seed| told(seed).split("Is he out, who is put to death? ").nth(1).map(str::to_owned);
    let marks: Vec<String> = (0..20).filter_map(of).collect();
    assert_eq!(marks.len(), 20, "the record answers it");
    assert!(marks.iter().any(|mark| mark.starts_with("(does not arise)")), "{marks:?}");
    let other = |mark: &&String| !mark.starts_with("(never varies)");
    assert!(marks.iter().filter(other).all(|mark| mark.starts_with("(does not arise)")));
}

#[test]
fn what_no_history_has_is_said_to_cost_at_least_what_their_number_allows() {
    let never = "[record.never]\nat = \"1903-07\"\nwindow = [\"1903-07\", \"1903-07\"]\nwhen = { all = [\
                 { fell = { who = \"ash\" } }, { not = { fell = { who = \"ash\" } } }] }\n\
                 text = \"It cannot be.\"\njudgement = \"Invented.\"\n";
    let told = |more: &str| {
        let dir = world(|small| small + more);
        let output = run(dir.path(), &["assess", "./small.toml", "--runs", "510"]);
        assert_eq!(code(&output), 0, "{}", said(&output));
        let words: Vec<String> =
            text(&output.stdout).split_whitespace().map(str::to_owned).collect();
        words.join(" ")
    };
    // The binary logarithm of 510 + 2.
    let with = told(never);
    assert!(with.contains("9.0 of the model's "), "{with}");
    assert!(with.contains("come from one entry that no history has within its window"), "{with}");
    assert!(!told("").contains("that no history has within its window. What none"));
}

#[test]
fn json_is_what_the_schema_says() {
    let dir = world(|small| small);
    let schema: Value =
        serde_json::from_str(include_str!("../../schema/assess.json")).expect("JSON");
    for more in [&[][..], &["--until", "1902-06"], &["--lens", "all"], &["--runs", "1"]] {
        let mut typed = vec!["assess", "./small.toml", "--json"];
        if !more.contains(&"--runs") {
            typed.extend(["--runs", "260"]);
        }
        typed.extend(more);
        let output = run(dir.path(), &typed);
        assert_eq!(code(&output), 0, "{}", said(&output));
        let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let faults = faults(&value, &schema);
        assert!(faults.is_empty(), "{more:?}: {faults:?}");
        let accounts = value["accounts"].as_array().expect("a list");
        assert_eq!(accounts.len(), if more.contains(&"all") { 6 } else { 1 });
        assert!(accounts[0]["lens"].is_null());
        if more.contains(&"1902-06") {
            assert_eq!(value["until"], "1902-06");
            for entry in accounts[0]["entries"].as_array().expect("a list") {
                assert!(entry["window"][1].as_str() <= Some("1902-06"));
            }
        }
    }
}

#[test]
fn sums_of_the_summary_add_up() {
    let dir = world(|small| small);
    let output = run(dir.path(), &["assess", "./small.toml", "--json", "--runs", "400"]);
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let account = &value["accounts"][0];
    let number = |v: &Value| v.as_f64().expect("a number");
    let entries = account["entries"].as_array().expect("a list");
    let alone: f64 = entries.iter().map(|e| number(&e["alone"])).sum();
    assert!((alone - number(&account["alone"]["bits"])).abs() < 1e-9);
    let given: Vec<&Value> = entries.iter().map(|e| &e["given"]).filter(|g| !g.is_null()).collect();
    assert_eq!(account["chain"]["steps"], given.len());
    let chain: f64 = given.iter().map(|g| number(&g["bits"])).sum();
    assert!((chain - number(&account["chain"]["bits"])).abs() < 1e-9);
    for pair in given.windows(2) {
        assert_eq!(pair[0]["agree"], pair[1]["left"]);
    }
    let equal: f64 = entries
        .iter()
        .take(given.len())
        .map(|e| -libm::log2(number(&e["rules"]["equal_chances"])))
        .sum();
    assert!((equal - number(&account["chain"]["rules"]["equal_chances"])).abs() < 1e-9);
}

#[test]
fn an_entry_outside_the_calendar_is_an_error() {
    let dir = world(|small| small.replace("at = \"1901-02\"", "at = \"1921-02\""));
    let output = run(dir.path(), &["assess", "./small.toml", "--runs", "1"]);
    refused(&output, 3, &["error[E021]", "1921-02", "small.toml"]);
}

#[test]
fn a_scenario_without_a_record_is_refused_kindly() {
    let dir = world(|small| {
        let start = small.find("[record.first_winter]").expect("there");
        let end = small.find("[questions.ash_first]").expect("there");
        let more = small.find("[record.ash_dies]").expect("there");
        format!("{}{}", &small[..start], &small[end..more])
    });
    let output = run(dir.path(), &["assess", "./small.toml", "--runs", "1"]);
    refused(&output, 3, &["no record", "[record.ID]"]);
}

#[test]
fn a_month_that_is_none_or_outside_is_refused_kindly() {
    let dir = world(|small| small);
    let until = |month| run(dir.path(), &["assess", "./small.toml", "--until", month]);
    refused(&until("soon"), 2, &["`soon` is not a month", "--until 1955-12"]);
    refused(&until("1901-13"), 2, &["`1901-13` is not a month: months run from 01 to 12"]);
    // As everywhere else in a scenario.
    for other in ["19011231", "1901-12-31T10:00", "1901-1", "1901"] {
        refused(&until(other), 2, &["is not a month", "--until 1955-12"]);
    }
    refused(&until("1899-12"), 2, &["outside the calendar", "1900-01 to 1904-12"]);
    refused(&until("1905-01"), 2, &["outside the calendar"]);
    refused(&until("1900-02"), 3, &["no record up to February 1900"]);
    // The calendar begins within that month, which is its first round.
    let dir = world(|small| small.replacen("start = \"1900-01\"", "start = \"1900-01-07\"", 1));
    let output = run(dir.path(), &["assess", "./small.toml", "--until", "1900-01"]);
    refused(&output, 3, &["no record up to January 1900"]);
    let output = run(dir.path(), &["assess", "./small.toml", "--until", "1900-01-06"]);
    refused(&output, 2, &["outside the calendar"]);
}

#[test]
fn a_lens_that_touches_the_world_is_a_finding() {
    let dir = world(|small| small);
    let lens = "[lens]\nname = \"X\"\nsays = \"Y.\"\n[sources.a]\ntitle = \"B\"\n[parameters]\n\
        cadre_patron = 3\n[principals.ash]\ndread = 0.1\n";
    fs::write(dir.path().join("mine.toml"), lens).expect("it can be written");
    for command in ["assess", "run", "ensemble", "whatif"] {
        let output = run(dir.path(), &[command, "./small.toml", "--lens", "mine.toml"]);
        refused(&output, 3, &["error[E006]", "mine.toml:8", "touches `principals`", "what-if"]);
        let output = run(dir.path(), &[command, "./small.toml", "--lens", "no-such"]);
        refused(&output, 3, &["no lens is built in", "selectorate"]);
    }
    let output = run(dir.path(), &["run", "./small.toml", "--lens", "all"]);
    refused(&output, 2, &["one lens at a time", "`assess` and `whatif`"]);
}

#[test]
fn a_run_through_a_lens_has_a_folder_of_its_own() {
    let dir = world(|small| small);
    let output = run(dir.path(), &["run", "./small.toml", "--lens", "policy"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(dir.path().join("output/small-1953-policy/outcome.json").exists());
}

#[test]
fn a_what_if_under_all_lenses_shows_where_they_disagree() {
    let dir = world(|small| small);
    let typed = ["whatif", "./small.toml", "--set", "principals.ash.dread=0.1", "--runs", "40"];
    let output = run(dir.path(), &[&typed[..], &["--lens", "all"]].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    let told = text(&output.stdout);
    assert!(told.contains("Under every lens"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 100), "{told}");
    let output = run(dir.path(), &[&typed[..], &["--lens", "all", "--json"]].concat());
    let value: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let schema: Value =
        serde_json::from_str(include_str!("../../schema/whatif.json")).expect("JSON");
    let lenses = value["lenses"].as_array().expect("a list");
    assert!(!lenses.is_empty());
    let described = &schema["properties"]["lenses"];
    let faults = faults(&value["lenses"], described);
    assert!(faults.is_empty(), "{faults:?}");
    for line in lenses {
        assert_eq!(line["each"].as_array().map(Vec::len), Some(6));
    }
    let files = value["files"].as_array().expect("a list");
    assert!(files.iter().any(|f| f == "charts/lenses.svg"));
}

#[test]
fn the_list_names_every_lens() {
    let dir = tempfile::tempdir().expect("a folder");
    let told = text(&run(dir.path(), &["list"]).stdout);
    for lens in ["patronage", "prestige", "coercion", "policy", "selectorate"] {
        assert!(told.contains(&format!("\n  {lens}\n")), "{told}");
    }
}
