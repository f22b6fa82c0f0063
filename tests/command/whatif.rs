//! `whatif`: its files, its numbers and its pair.

use std::fs;

use super::folder::{files, names};
use super::program::{code, run, said, text};

#[test]
fn a_what_if_leaves_all_its_files_and_the_same_bytes_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["whatif", "army-neutral", "--runs", "12"];
    let output = run(dir.path(), &typed);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let told = text(&output.stdout);
    assert!(told.contains("What if: The army stands aside"), "{told}");
    assert!(!told.contains('\u{2026}'), "questions are wrapped, not cut: {told}");
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
    assert_eq!(code(&other), 0, "{}", said(&other));
    assert_eq!(names(&dir.path().join("output")).len(), 2);
}

#[test]
fn the_page_of_a_what_if_says_how_to_ask_it_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["whatif", "--set", "principals.beria.dread=0.3", "--at", "1953-05"];
    let output = run(dir.path(), &[&typed[..], &["--runs", "3", "--seed", "7"]].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    let folder = |name: &str| {
        let all = fs::read_dir(dir.path().join(name)).expect("a folder").flatten();
        all.map(|entry| entry.path()).next().expect("one")
    };
    let first = files(&folder("output"));
    let page = text(&first["report.html"]);
    let (_, after) = page.split_once("Ask it again: <code>").expect("a command");
    let (command, _) = after.split_once("</code>").expect("its end");
    let words: Vec<&str> = command.split(' ').skip(1).chain(["--out", "again"]).collect();
    let again = run(dir.path(), &words);
    assert_eq!(code(&again), 0, "{command}: {}", said(&again));
    assert!(files(&dir.path().join("again")) == first, "{command}");
}

#[test]
fn a_what_if_s_own_sources_stand_on_its_page() {
    let dir = tempfile::tempdir().expect("a folder");
    let mine = "extends = \"ussr-1953\"\n[sources.mine]\ntitle = \"The Book of Mine\"\n\
                [whatif]\nrewrite = \"Beria is feared less\"\nbecause = \"so it says\"\n\
                kind = \"plausible\"\ncite = [\"mine\"]\n[principals.beria]\ndread = 0.4\n";
    fs::write(dir.path().join("mine.toml"), mine).expect("written");
    let output = run(dir.path(), &["whatif", "mine.toml", "--runs", "2", "--out", "here"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let page = fs::read_to_string(dir.path().join("here/report.html")).expect("a page");
    assert!(page.contains("The Book of Mine"));
}

#[test]
fn json_of_a_what_if_adds_up() {
    let dir = tempfile::tempdir().expect("a folder");
    let typed = ["whatif", "--set", "principals.beria.dread=0.3", "--runs", "20", "--json"];
    let output = run(dir.path(), &typed);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../schema/whatif.json")).expect("JSON");
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
    assert_eq!(code(&output), 0, "{}", said(&output));
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
    assert_eq!(code(&output), 0, "{}", said(&output));
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let out =
        value["questions"].as_array().expect("a list").iter().find(|q| q["id"] == "beria_out");
    let pairs = &out.expect("it is asked")["pairs"];
    assert_eq!((&pairs["base_only"], &pairs["whatif_only"]), (&0.into(), &0.into()));
    if let Some(parts) = value["pair"]["parts"].as_str() {
        assert!(parts >= "1957-01", "{parts}");
    }
}
