//! What people write otherwise than the language has it is told them, and mended where it can be.

use interregnum::scenario::{Code, Finding};

use super::{SMALL, after, found, only};

/// What is written for what, words of the help, and whether a change is ready that mends it.
const CASES: &[(&str, &str, &str, bool)] = &[
    ("dread = 0.9", "// a note\ndread = 0.9", "a note begins with `#`", true),
    ("dread = 0.9", "/* a note */\ndread = 0.9", "a note begins with `#`", true),
    ("dread = 0.9", "; a note\ndread = 0.9", "a note begins with `#`", true),
    ("dread = 0.9", "dread = 0.9 // a note", "a note begins with `#`", true),
    ("dread = 0.9", "dread = 0.9 ; a note", "a note begins with `#`", true),
    ("dread = 0.9", "dread == 0.9", "one `=` is enough: dread = 0.9", true),
    ("dread = 0.9", "dread = 0.9;", "leave out the `;`", true),
    ("dread = 0.9", "dread = 0.9,", "leave out the `,`", true),
    ("name = \"Anton\"", "name = \"Anton\",", "leave out the `,`", true),
    ("majority = 0.6", "majority = 2/3", "write the number out: majority = 0.6667", true),
    ("rounds = 24", "rounds = 24 months", "rounds = 24", true),
    ("name = \"Anton\"", "name = \"Anton \"the\" Great\"", "name = 'Anton \"the\" Great'", true),
    ("name = \"Anton\"", "name = 'Anton's'", "name = \"Anton's\"", true),
    ("name = \"Anton\"", "name = \"Anton \\Great\"", "name = 'Anton \\Great'", true),
    ("[principals.clara]", "[principals.clár]", "without accents", false),
    ("boris = -0.2", "bóris = -0.2", "without accents", false),
    ("{ lead = { above = 0.1 } },", "{ lead = { above = .1 } },", "0.1 for .1", false),
    ("dread = 0.9", "dread = 007", "do not begin with 0: 7 for 007", false),
    ("with_plots = 1", "with_plots = false", "with_plots = 0", true),
    ("congress = true", "congress = 1", "congress = true", true),
    (
        "effects = [{ terror = 0.1 }, { collegiality = -0.1 }, { precedent = 0.1 }]",
        "effects = { terror = 0.1 }",
        "effects = [{ terror = 0.1 }]",
        true,
    ),
    (
        "when = { first_to_fall = { who = \"anton\", among = [\"anton\", \"boris\"] } }",
        "when = { not = [{ fired = \"gift\" }] }",
        "not = { fired = \"gift\" }",
        true,
    ),
    (
        "when = { first_to_fall = { who = \"anton\", among = [\"anton\", \"boris\"] } }",
        "when = [{ fired = \"gift\" }, { fired = \"rising\" }]",
        "{ all = [...] }",
        false,
    ),
    (
        "seats = { congress = { voting = 20, candidates = 10 } }",
        "seats = { congress = 4 }",
        "congress = { voting = 4 }",
        true,
    ),
    (
        "[principals.boris]",
        "[[principals.boris]]",
        "one pair of brackets: [principals.boris]",
        true,
    ),
    ("colour = \"#D55E00\"", "colour = \"blue\"", "\"#0072B2\"", true),
    ("colour = \"#D55E00\"", "colour = \"#07b\"", "\"#0077bb\"", true),
    ("colour = \"#D55E00\"", "colour = \"D55E00\"", "\"#D55E00\"", true),
    ("hazard = 0.2", "hazard = 10", "perhaps 0.1", true),
    ("closes = \"1954-12\"", "closes = \"1953-05\"", "later than it opens", false),
    ("low = 0.6, high = 0.8", "low = 0.6", "add `high`", false),
    ("mean = 0.5, sd = 0.1", "mean = 0.5", "add `sd`", false),
    ("sits = \"cadres\"", "sits = \"principals\"", "all but the deciding one", false),
];

fn mended(text: &str, finding: &Finding) -> Option<String> {
    let change = finding.change.as_ref()?;
    let mut mended = text.to_owned();
    mended.replace_range(change.place.span.clone(), &change.with);
    Some(mended)
}

#[test]
fn each_slip_is_one_finding_with_its_remedy() {
    for (from, to, help, is_ready) in CASES {
        let found = after(from, to);
        assert_eq!(found.len(), 1, "{to}:\n{found}");
        let finding = found.iter().next().expect("one");
        assert!(finding.hints.iter().any(|hint| hint.contains(help)), "{to}:\n{found}");
        let text = SMALL.replacen(from, to, 1);
        let mended = mended(&text, finding);
        assert_eq!(mended.is_some(), *is_ready, "{to}:\n{found}");
        if let Some(mended) = mended {
            let left = super::found(&mended);
            assert!(!left.any_error(), "{to}:\n{left}");
        }
    }
}

#[test]
fn text_over_several_lines_is_one_mistake() {
    let found = after("title = \"A small", "title = \"A\nvery\nsmall");
    only(&found, Code::NotToml, "title", "text of several lines stands in \"\"\"");
}

#[test]
fn a_text_of_another_kind_is_one_mistake() {
    for (text, line, help) in [
        ("{\n  \"scenario\": {\n    \"title\": \"x\"\n  }\n}\n", "{", "[scenario]"),
        ("# a note\nscenario:\n  title: x\ncalendar:\n  rounds: 3\n", "scenario:", "[scenario]"),
        ("---\nscenario:\n  title: x\n", "---", "[scenario]"),
    ] {
        only(&found(text), Code::NotToml, line, help);
    }
    let merged = "<<<<<<< HEAD\ndread = 0.9\n=======\ndread = 0.8\n>>>>>>> other";
    only(&after("dread = 0.9", merged), Code::NotToml, "<<<<<<< HEAD", "keep one of the two");
    let old = SMALL.replace('\n', "\r");
    let all = found(&old);
    assert!(all.to_string().contains("line ends of Unix or of Windows"), "{all}");
}

#[test]
fn keys_without_an_id_are_one_mistake() {
    for (table, heading) in [("issues", "[issues.foreign]"), ("indicators", "[indicators.tension]")]
    {
        let found = after(heading, &format!("[{table}]"));
        let help = format!("a heading such as [{table}.ID]");
        only(&found, Code::WrongType, "name = ", &help);
    }
}

#[test]
fn a_whole_scenario_that_is_called_a_lens_or_a_what_if_is_told_so() {
    let text = format!("{SMALL}\n[whatif]\nrewrite = \"a\"\nbecause = \"b\"\njudgement = \"c\"\n");
    only(&found(&text), Code::NoEffect, "[whatif]", "keep only what is changed");
    let text = format!("{SMALL}\n[lens]\nname = \"a\"\nsays = \"b\"\n");
    let refused = interregnum::scenario::Lens::parse("own", "own.toml", &text);
    let refused = refused.expect_err("a lens is no scenario");
    only(&refused, Code::MoreThanALens, "[lens]", "take [lens] out");
}

/// A calendar may begin within a month; that month is its first round all the same.
#[test]
fn the_month_in_which_the_calendar_begins_is_within_it() {
    let text = SMALL.replacen("start = \"1953-03\"", "start = \"1953-03-07\"", 1);
    for (from, to) in [
        ("at = \"1953-06\"\nwindow = [\"1953-06\", ", "at = \"1953-03\"\nwindow = [\"1953-03\", "),
        ("from = \"1953-06\"", "from = \"1953-03\""),
        ("opens = \"1953-09\"", "opens = \"1953-03\""),
        ("{ executions = { after = \"1954-01\"", "{ executions = { after = \"1953-03\""),
    ] {
        assert!(text.contains(from), "{from}");
        let left = found(&text.replacen(from, to, 1));
        assert!(!left.any_error(), "{to}:\n{left}");
        let early = to.replace("1953-03", "1953-02");
        let refused = found(&text.replacen(from, &early, 1));
        assert!(refused.iter().any(|f| f.code == Code::OutsideCalendar), "{early}:\n{refused}");
    }
}
