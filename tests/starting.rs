//! The first steps of whoever writes a scenario: show, new, diff, list, and one look of watch.

#[path = "shared/program.rs"]
mod program;

use std::fs;
use std::path::Path;

use program::{code, run, said, text};

const SMALL: &str = include_str!("findings/base/small.toml");

#[track_caller]
fn told(at: &Path, typed: &[&str]) -> String {
    let output = run(at, typed);
    assert_eq!(code(&output), 0, "{typed:?}: {}", said(&output));
    text(&output.stdout)
}

#[track_caller]
fn refused(at: &Path, typed: &[&str], exit: i32) -> String {
    let output = run(at, typed);
    assert_eq!(code(&output), exit, "{typed:?}: {}", said(&output));
    assert!(output.stdout.is_empty(), "{typed:?}");
    said(&output)
}

/// A folder with a small scenario and one that changes it.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("small.toml"), SMALL).expect("written");
    let over = "extends = \"small.toml\"\n\n[principals.anton]\ndread = 0.25\n";
    fs::write(dir.path().join("over.toml"), over).expect("written");
    dir
}

/// What stands after a word of the card, its lines joined.
#[track_caller]
fn after(card: &str, word: &str) -> String {
    let mut lines = card.lines();
    let first = lines.find_map(|line| line.strip_prefix(&format!("  {word:<10} ")));
    let first = first.unwrap_or_else(|| panic!("no {word} in\n{card}"));
    let more = lines.map_while(|line| line.strip_prefix("             "));
    std::iter::once(first).chain(more).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_value_is_shown_with_where_it_comes_from_and_what_it_replaced() {
    let dir = folder();
    let number = |line: &str, text: &str| {
        text.lines().position(|l| l == line).map(|n| n + 1).expect("a line of it")
    };
    let at = number("dread = 0.9", SMALL);
    let own = told(dir.path(), &["show", "small.toml", "principals.anton.dread"]);
    assert!(own.starts_with("principals.anton.dread = 0.9\n"), "{own}");
    assert_eq!(after(&own, "from"), format!("small.toml, line {at}"));
    assert_eq!(after(&own, "rests on"), "[notes] Notes");
    assert!(after(&own, "means").contains("How feared he is"), "{own}");
    assert!(after(&own, "read by").contains("threat to others"), "{own}");
    assert!(!own.contains("instead of"), "{own}");

    let over = told(dir.path(), &["show", "over.toml", "principals.anton.dread"]);
    assert!(over.starts_with("principals.anton.dread = 0.25\n"), "{over}");
    assert_eq!(after(&over, "from"), "over.toml, line 4");
    assert_eq!(after(&over, "instead of"), format!("0.9 in small.toml, line {at}"));

    let edit =
        ["show", "over.toml", "principals.anton.dread", "--set", "principals.anton.dread=0.5"];
    let edited = told(dir.path(), &edit);
    assert!(edited.starts_with("principals.anton.dread = 0.5\n"), "{edited}");
    assert_eq!(after(&edited, "from"), "--set principals.anton.dread=0.5");
    assert_eq!(after(&edited, "instead of"), "0.25 in over.toml, line 4");
    assert!(edited.contains(&format!("0.9 in small.toml, line {at}")), "{edited}");
}

#[test]
fn a_judgement_a_default_and_what_names_a_thing_are_shown() {
    let dir = folder();
    let show = |path: &str| told(dir.path(), &["show", "small.toml", path]);
    assert_eq!(after(&show("principals.boris.dread"), "judgement"), "made up");
    let default = show("principals.boris.engagement");
    assert!(default.starts_with("principals.boris.engagement = 1\n"), "{default}");
    assert!(after(&default, "from").contains("default"), "{default}");
    let police = show("bases.police");
    let naming = after(&police, "named by");
    for path in ["cadres.police,", "offices.chief.heads", "crises.rising.options.talk.effects"] {
        assert!(naming.contains(path), "{naming}");
    }
    assert!(!naming.contains("bases.police"), "{naming}");
    assert!(after(&show("sources.notes"), "named by").contains("principals.anton"));
    let parameter = show("parameters.leak_rate");
    assert!(after(&parameter, "read by").contains("Plots"), "{parameter}");
    let unwritten = show("parameters.plot_mood");
    assert!(after(&unwritten, "from").contains("default"), "{unwritten}");
    let all = told(dir.path(), &["show", "small.toml"]);
    assert!(after(&all, "principals").contains("anton, boris, clara"), "{all}");
}

#[test]
fn every_value_of_every_built_in_scenario_can_be_shown() {
    use interregnum::scenario::{BUILT_IN, Opened, ScenarioName, WHAT_IFS};
    for (name, _) in BUILT_IN.iter().chain(WHAT_IFS) {
        let opened = Opened::load(&ScenarioName::parse(name), &[]).expect("it is good");
        for (path, entry) in opened.entries() {
            assert!(!entry.text.is_empty() && entry.place.line > 0, "{name} {path}");
            assert!(path.starts_with(Opened::entity(path)), "{name} {path}");
            // Each value stands where it is said to stand.
            let key = path.rsplit('.').next().expect("a last step");
            let whole = entry.place.whole.text();
            assert!(whole.contains(key), "{name} {path} in {}", entry.place.source);
            let marked: String = entry.place.marked().chars().filter(|c| *c != '_').collect();
            let number = |text: &str| text.parse::<f64>().ok();
            if let Some(value) = number(&entry.text) {
                assert_eq!(number(&marked), Some(value), "{name} {path}");
            }
            for name in &entry.names {
                let there = opened.beneath(name).next().is_some() || opened.entry(name).is_some();
                let unwritten = opened.default(name).is_some();
                assert!(there || unwritten, "{path} names {name}, which is not there");
            }
        }
        for quantity in opened.scenario.polity.ledger.iter().map(|(_, q)| q) {
            // A number in a list is a part of its value.
            let ends = quantity.path.match_indices('.').map(|(end, _)| &quantity.path[..end]);
            if ends.into_iter().any(|above| opened.entry(above).is_some()) {
                continue;
            }
            let written = opened.entry(&quantity.path).is_some();
            assert_eq!(written, quantity.written, "{name} {}", quantity.path);
        }
    }
}

#[test]
fn every_trait_and_parameter_says_what_reads_it() {
    use interregnum::polity::Parameters;
    let dir = folder();
    let traits = ["ambition", "cunning", "resolve", "dread", "taint", "appeal", "rigidity"];
    let others = ["standing", "engagement", "born", "frailty"];
    let own = traits.iter().chain(&others).map(|key| format!("principals.anton.{key}"));
    let parameters = Parameters::SPEC.iter().map(|p| format!("parameters.{}", p.id));
    let more = ["bases.police.coercion", "offices.secretary.powers.appoint", "norms.terror"];
    for path in own.chain(parameters).chain(more.map(str::to_owned)) {
        let card = told(dir.path(), &["show", "small.toml", &path]);
        assert!(!after(&card, "read by").is_empty(), "{path}");
    }
}

#[test]
fn what_reads_a_number_depends_on_what_it_is_used_for() {
    let dir = tempfile::tempdir().expect("a folder");
    let read_by = |path: &str| after(&told(dir.path(), &["show", "ussr-1953", path]), "read by");
    for (path, part, reads) in [
        ("indicators.mood.start", "7. Cadres", true),
        ("indicators.legitimacy.start", "Influence and powers", true),
        ("indicators.tension.start", "7. Cadres", false),
        ("indicators.tension.start", "2. Decide", true),
        ("crises.legality.options.subordinate.success", "3. Act", true),
        ("crises.korea.options.talk.success", "3. Act", false),
        ("offices.premier.responsibility", "5. Showdown", true),
        ("principals.beria.dread", "threat to others", true),
        ("principals.beria.dread", "6. Fill", true),
    ] {
        assert_eq!(read_by(path).contains(part), reads, "{path}: {}", read_by(path));
    }
}

#[test]
fn an_unknown_path_or_scenario_is_named_with_the_nearest_known() {
    let dir = folder();
    let why = refused(dir.path(), &["show", "small.toml", "principals.anton.dred"], 2);
    assert!(why.contains("principals.anton.dread"), "{why}");
    refused(dir.path(), &["show", "ussr-1935"], 3);
    refused(dir.path(), &["diff", "small.toml", "none.toml"], 3);
}

#[test]
fn what_lies_within_a_value_and_what_a_what_if_says_are_shown() {
    let dir = folder();
    let show = |path: &str| told(dir.path(), &["show", "small.toml", path]);
    let by = show("crises.rising.options.crush.effects.0.indicator.by");
    assert!(by.starts_with("crises.rising.options.crush.effects.0.indicator.by = 0.1\n"), "{by}");
    assert!(after(&by, "means").len() > 5, "{by}");
    assert!(after(&show("crises.rising.effects.1"), "from").starts_with("small.toml, line "));
    assert!(show("principals.anton.cunning.low").contains(" = 0.6\n"));
    let far = refused(dir.path(), &["show", "small.toml", "crises.rising.effects.9"], 2);
    assert!(far.contains("did you mean"), "{far}");
    told(dir.path(), &["new", "if", "--whatif", "small.toml"]);
    let whatif = told(dir.path(), &["show", "if.toml", "whatif"]);
    assert!(whatif.contains("rewrite") && whatif.contains("has half the dread"), "{whatif}");
    assert!(told(dir.path(), &["show", "if.toml", "whatif.asks"]).contains("every_kind"));
    assert!(told(dir.path(), &["show", "if.toml", "extends"]).contains("small.toml"));
}

#[test]
fn commands_that_are_printed_can_be_typed() {
    let dir = folder();
    let all = told(dir.path(), &["show", "./small.toml"]);
    assert!(all.contains("interregnum show ./small.toml principals.anton.dread\n"), "{all}");
    for (name, file) in [
        (&["two words"][..], "'two words.toml'"),
        (&["--", "-x"], "./-x.toml"),
        (&["it's"], r"'it'\''s.toml'"),
    ] {
        let all = told(dir.path(), &[&["new"], name].concat());
        for play in ["check", "run", "watch"] {
            assert!(all.contains(&format!("interregnum {play} {file}\n")), "{all}");
        }
    }
    let why = refused(dir.path(), &["new", "--whatif", "small.toml", "sub/wi"], 2);
    assert!(why.contains("interregnum new wi --whatif small.toml\n"), "{why}");
    let why = refused(dir.path(), &["new", "--whatif", "./small.toml", "sub/wi"], 2);
    assert!(why.contains("interregnum new ./wi --whatif ./small.toml\n"), "{why}");
}

#[test]
fn a_change_that_does_not_say_what_if_is_told_what_is_missing() {
    let dir = folder();
    let why = refused(dir.path(), &["whatif", "over.toml"], 3);
    for words in ["over.toml extends small.toml", "[whatif]", "rewrite = ", "because = ", "kind = "]
    {
        assert!(why.contains(words), "{why}");
    }
    let added = why.lines().skip_while(|line| line.trim() != "[whatif]");
    let added: Vec<_> = added.take_while(|line| line.starts_with("  ")).collect();
    let over = fs::read_to_string(dir.path().join("over.toml")).expect("a file");
    fs::write(dir.path().join("over.toml"), format!("{over}\n{}\n", added.join("\n")))
        .expect("written");
    told(dir.path(), &["whatif", "over.toml", "--runs", "5"]);
}

#[test]
fn a_new_scenario_has_nothing_to_be_found_and_plays() {
    let dir = tempfile::tempdir().expect("a folder");
    let told_of = told(dir.path(), &["new", "class"]);
    assert!(
        told_of.contains("class.toml") && told_of.contains("scenario.schema.json"),
        "{told_of}"
    );
    let text = fs::read_to_string(dir.path().join("class.toml")).expect("a file");
    assert!(text.starts_with("#:schema ./scenario.schema.json\n"), "{text}");
    assert!(text.lines().filter(|line| line.starts_with('#')).count() > 20, "it explains itself");
    told(dir.path(), &["check", "--strict", "class.toml"]);
    told(dir.path(), &["run", "class.toml"]);
    assert!(dir.path().join("output/class-1953/report.html").exists());
    let schema = fs::read_to_string(dir.path().join("scenario.schema.json")).expect("a file");
    assert_eq!(schema, told(dir.path(), &["schema"]));
}

#[test]
fn a_copy_is_the_same_scenario_and_a_what_if_differs_in_one_value() {
    for name in ["ussr-1953", "ussr-1924", "ussr-1964", "china-1976", "police-halved"] {
        let dir = tempfile::tempdir().expect("a folder");
        let made = told(dir.path(), &["new", "mine", "--from", name]);
        let play = if name == "police-halved" { "whatif" } else { "run" };
        assert!(made.contains(&format!("interregnum {play} mine.toml")), "{made}");
        let same = told(dir.path(), &["diff", name, "mine.toml"]);
        assert!(same.contains("say the same"), "{name}: {same}");
        told(dir.path(), &["new", "if", "--whatif", name]);
        told(dir.path(), &["check", "if.toml"]);
        let one = told(dir.path(), &["diff", name, "if.toml"]);
        assert!(one.contains("differ in one place") && one.contains("becomes"), "{name}: {one}");
    }
    let dir = folder();
    told(dir.path(), &["new", "changed", "--whatif", "small.toml"]);
    told(dir.path(), &["whatif", "changed.toml", "--runs", "5"]);
    told(dir.path(), &["new", "again", "--from", "over.toml"]);
    assert!(told(dir.path(), &["diff", "over.toml", "again.toml"]).contains("say the same"));
}

#[test]
fn a_file_is_only_replaced_by_force_and_nothing_is_written_that_would_not_run() {
    let dir = folder();
    let mine = dir.path().join("mine.toml");
    fs::write(&mine, "precious").expect("written");
    for typed in [&["new", "mine"][..], &["new", "mine.toml", "--whatif", "small.toml"]] {
        let why = refused(dir.path(), typed, 4);
        assert!(why.contains("mine.toml") && why.contains("--force"), "{why}");
        assert_eq!(fs::read_to_string(&mine).expect("a file"), "precious");
    }
    // The schema of another version stays too.
    let schema = dir.path().join("scenario.schema.json");
    fs::write(&schema, "{}").expect("written");
    let output = run(dir.path(), &["new", "other"]);
    assert!(said(&output).contains("of another version"), "{}", said(&output));
    assert_eq!(fs::read_to_string(&schema).expect("a file"), "{}");
    told(dir.path(), &["new", "mine", "--force"]);
    assert_ne!(fs::read_to_string(&mine).expect("a file"), "precious");
    assert_ne!(fs::read_to_string(&schema).expect("a file"), "{}");
    // Nothing else is left.
    let mut names: Vec<_> = fs::read_dir(dir.path())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("text"))
        .collect();
    names.sort();
    let all = ["mine.toml", "other.toml", "over.toml", "scenario.schema.json", "small.toml"];
    assert_eq!(names, all);
    // What extends a file of another folder would find nothing there.
    let why = refused(dir.path(), &["new", "deep/down", "--from", "over.toml"], 3);
    assert!(why.contains("nothing was written"), "{why}");
    refused(dir.path(), &["new", "deep/down", "--whatif", "small.toml"], 2);
    assert!(!dir.path().join("deep").exists());
    for name in ["..", "a\u{1b}b", "/", "", " .", "a/.."] {
        refused(dir.path(), &["new", name], 2);
    }
}

#[test]
fn every_coefficient_of_the_engine_is_listed_with_what_it_means() {
    let dir = folder();
    let typed = ["show", "ussr-1953", "parameters"];
    let line = |told: &str| {
        let found = told.lines().find(|line| line.trim_start().starts_with("leak_rate "));
        found.expect("it is listed").split_whitespace().take(4).collect::<Vec<_>>().join(" ")
    };
    let all = told(dir.path(), &typed);
    assert_eq!(line(&all), "leak_rate 0.05 Chance a");
    for parameter in interregnum::polity::Parameters::SPEC {
        let first = parameter.meaning.split_whitespace().next().expect("it means something");
        let listed = all.lines().any(|line| {
            let words: Vec<_> = line.split_whitespace().filter(|word| *word != "*").collect();
            words.first() == Some(&parameter.id) && words.get(2) == Some(&first)
        });
        assert!(listed, "{}", parameter.id);
    }
    assert!(all.lines().all(|l| l.chars().count() <= 100), "{all}");
    let set = [&typed[..], &["--set", "parameters.leak_rate=0.2"]].concat();
    assert_eq!(line(&told(dir.path(), &set)), "leak_rate * 0.2 Chance");
}

#[test]
fn what_a_change_rests_on_is_not_what_the_base_rested_on() {
    let dir = folder();
    let path = "principals.anton.dread";
    let set = told(dir.path(), &["show", "small.toml", path, "--set", &format!("{path}=0.3")]);
    assert_eq!(after(&set, "rests on"), "nothing that is named: it was changed");
    assert_eq!(after(&set, "rested on"), "[notes] Notes");
    let over = told(dir.path(), &["show", "over.toml", path]);
    assert_eq!(after(&over, "rests on"), "nothing that is named: it was changed");
    // What was not changed rests on what it rested on.
    let other = told(dir.path(), &["show", "over.toml", "principals.anton.taint"]);
    assert_eq!(after(&other, "rests on"), "[notes] Notes");
    let whatif = "\n[whatif]\nrewrite = \"He is mild.\"\nbecause = \"He might be.\"\n\
                  kind = \"plausible\"\njudgement = \"We think so.\"\n";
    let text = fs::read_to_string(dir.path().join("over.toml")).expect("it is there");
    fs::write(dir.path().join("if.toml"), text + whatif).expect("written");
    let card = told(dir.path(), &["show", "if.toml", path]);
    assert_eq!(after(&card, "judgement"), "We think so.");
    assert_eq!(after(&card, "because"), "He might be.");
    assert_eq!(after(&card, "rested on"), "[notes] Notes");
    // An overlay that says on what it rests is taken at its word.
    let text =
        "extends = \"small.toml\"\n[principals.anton]\ndread = 0.25\njudgement = \"Mine.\"\n";
    fs::write(dir.path().join("mine.toml"), text).expect("written");
    let card = told(dir.path(), &["show", "mine.toml", path]);
    assert_eq!(after(&card, "judgement"), "Mine.");
    assert!(!card.contains("rested on"), "{card}");
}

#[test]
fn every_number_says_what_reads_it() {
    use interregnum::scenario::{Opened, ScenarioName};
    let dir = tempfile::tempdir().expect("a folder");
    // One of each kind: ids do not matter.
    let mut seen = std::collections::BTreeSet::new();
    for name in ["ussr-1953", "china-1976"] {
        let opened = Opened::load(&ScenarioName::parse(name), &[]).expect("it is good");
        for (path, entry) in opened.entries() {
            let value: toml::Value =
                format!("x = {}", entry.text).parse::<toml::Table>().expect("TOML")["x"].clone();
            let range = |t: &toml::Table| t.values().all(|v| v.is_float() || v.is_integer());
            let is_number = value.is_float()
                || value.is_integer()
                || value.as_table().is_some_and(|table| !table.is_empty() && range(table));
            let mut steps: Vec<&str> = path.split('.').collect();
            if steps.len() > 2 {
                steps[1] = "ID";
            }
            steps.truncate(3);
            if is_number && seen.insert(steps.join(".")) {
                let card = told(dir.path(), &["show", name, path]);
                let read = after(&card, "read by");
                let page = include_str!("../docs/model.md");
                for part in
                    read.split('\u{201c}').skip(1).filter_map(|p| p.split('\u{201d}').next())
                {
                    let is_part = |line: &str| line.trim_start_matches('#').trim() == part;
                    assert!(
                        page.lines().any(|line| line.starts_with('#') && is_part(line)),
                        "{part}"
                    );
                }
            }
        }
    }
    assert!(seen.len() > 40, "{seen:?}");
    for path in ["parameters.with_plots", "parameters.with_deaths", "parameters.leak_rate"] {
        after(&told(dir.path(), &["show", "ussr-1953", path]), "read by");
    }
}

#[test]
fn what_differs_is_said_by_path_and_in_words() {
    let dir = folder();
    let more = SMALL.replacen("dread = 0.9", "dread = { low = 0.2, high = 0.4 }", 1).replacen(
        "spread = 0.3\n",
        "",
        1,
    ) + "\n[questions.last]\nask = \"Does Boris stay?\"\nwhen = { fired = \"rising\" }\n";
    fs::write(dir.path().join("more.toml"), more).expect("written");
    let text = told(dir.path(), &["diff", "small.toml", "more.toml"]);
    assert!(text.contains("differ in 2 places"), "a default that is not written: {text}");
    for words in [
        " principals.anton  Anton\n   dread: 0.9 becomes 0.2 to 0.4\n     How feared he is.\n",
        " questions.last  Does Boris stay?\n   only more.toml has it\n",
    ] {
        assert!(text.contains(words), "{text}");
    }
    // A table that has no ids is compared key by key, with defaults where nothing is written.
    let edited = SMALL.replacen("[parameters]\nleak_rate = 0.1\nwith_plots = 1\n", "", 1);
    assert_ne!(edited, SMALL);
    fs::write(dir.path().join("plain.toml"), edited).expect("written");
    let text = told(dir.path(), &["diff", "small.toml", "plain.toml"]);
    assert!(
        text.contains("   leak_rate: 0.1 becomes ") && text.contains("(the default)"),
        "{text}"
    );
    assert!(!text.contains("with_plots"), "1 is the default: {text}");
    // So is what has an id of its own within a thing.
    let start = SMALL.find("[crises.rising.options.talk]").expect("an option");
    let end = start + SMALL[start..].find("\n\n[").expect("something after it");
    let third = SMALL[start..end].replace("options.talk", "options.wait");
    fs::write(dir.path().join("third.toml"), format!("{SMALL}\n{third}\n")).expect("written");
    let text = told(dir.path(), &["diff", "third.toml", "small.toml"]);
    assert!(text.contains("differ in one place"), "{text}");
    assert!(text.contains("   options.wait: talk; nothing in small.toml\n"), "{text}");
    // The other way round it is the same, turned about.
    let back = told(dir.path(), &["diff", "more.toml", "small.toml"]);
    assert!(back.contains("dread: 0.2 to 0.4 becomes 0.9\n"), "{back}");
    assert!(
        back.contains(" questions.last  Does Boris stay?\n   only more.toml has it\n"),
        "{back}"
    );
}

#[test]
fn no_scenario_differs_from_itself_and_each_what_if_differs_from_what_it_changes() {
    use interregnum::scenario::{BUILT_IN, Opened, ScenarioName, WHAT_IFS, differences};
    let open = |name: &ScenarioName| Opened::load(name, &[]).expect("it is good");
    for (name, _) in BUILT_IN {
        let one = open(&ScenarioName::parse(name));
        assert_eq!(differences(&one, &one), [], "{name}");
    }
    for (name, _) in WHAT_IFS {
        let one = open(&ScenarioName::parse(name));
        let base = open(one.scenario.extends.as_ref().expect("it extends"));
        let (there, back) = (differences(&base, &one), differences(&one, &base));
        assert!(!there.is_empty(), "{name}");
        let turned = back.into_iter().map(|d| (d.path, d.second, d.first));
        let plain = there.into_iter().map(|d| (d.path, d.first, d.second));
        assert!(plain.eq(turned), "{name}");
    }
}

#[test]
fn scenarios_what_ifs_and_lenses_are_listed_with_a_question() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = told(dir.path(), &["list"]);
    for words in [
        "Scenarios",
        "  ussr-1953  ",
        "What-ifs",
        "  police-halved  changes ussr-1953\n",
        "  khrushchev-warned  changes ussr-1964\n",
        "Lenses",
        "  patronage\n",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().position(|line| line.starts_with("  ussr-1953  ")).expect("listed");
    assert!(lines[at + 1].ends_with('?'), "{}", lines[at + 1]);
}

#[test]
fn one_look_of_watch_plays_a_file_and_refuses_what_cannot_change() {
    let dir = folder();
    let text = told(dir.path(), &["watch", "small.toml", "--once", "--runs", "5"]);
    assert!(text.contains("Yes in 100 of 5 histories"), "{text}");
    assert!(dir.path().join("output/watch-small-1953/charts").is_dir());
    let why = refused(dir.path(), &["watch", "small", "--once"], 3);
    assert!(why.contains("E004") && why.contains("small.toml"), "{why}");
    let why = refused(dir.path(), &["watch", "ussr-1953", "--once"], 2);
    assert!(why.contains("interregnum new mine --from ussr-1953"), "{why}");
    fs::write(dir.path().join("small.toml"), "[scenario\n").expect("written");
    let why = refused(dir.path(), &["watch", "small.toml", "--once"], 3);
    assert!(why.contains("bracket is not closed") && why.contains("cannot be played"), "{why}");
    assert!(dir.path().join("output/watch-small-1953/report.html").exists());
    // Another scenario's folder is not taken.
    fs::write(dir.path().join("small.toml"), SMALL).expect("written");
    told(dir.path(), &["ensemble", "over.toml", "--runs", "5", "--out", "here"]);
    refused(dir.path(), &["watch", "small.toml", "--once", "--runs", "5", "--out", "here"], 4);
    // Where nothing can be written it says what to do.
    fs::write(dir.path().join("afile"), "").expect("written");
    let why = refused(dir.path(), &["run", "small.toml", "--out", "afile/x"], 4);
    assert!(why.contains("help: choose another folder with --out"), "{why}");
}
