use interregnum::scenario::{Code, Severity};

use super::{SMALL, after, found, only};

/// What is replaced, by what, the code, the line it must name and words it must say.
const CASES: &[(&str, &str, Code, &str, &str)] = &[
    ("dread = 0.9", "dred = 0.9\ndread = 0.9", Code::UnknownKey, "dred", "`dread` is written here"),
    ("[norms]", "[norm]\n[norms]", Code::UnknownKey, "[norm]", "`norms` is written here"),
    ("leak_rate", "leak_rat", Code::UnknownKey, "leak_rat", "did you mean `leak_rate`?"),
    ("{ terror = 0.1 }", "{ teror = 0.1 }", Code::UnknownKey, "teror", "did you mean `terror`?"),
    ("dread = 0.9", "dread = \"0.9\"", Code::WrongType, "dread", "without quotes: dread = 0.9"),
    ("name = \"Anton\"", "name = 3", Code::WrongType, "name = 3", "text in quotes"),
    ("posts = 40", "posts = 40.0", Code::WrongType, "posts", "posts = 40"),
    (
        "contender = true\ncolour",
        "contender = 1\ncolour",
        Code::WrongType,
        "contender",
        "true or false",
    ),
    (
        "dread = 0.9",
        "dread = 7",
        Code::OutOfRange,
        "dread = 7",
        "dread is between 0 and 1; 7 is not",
    ),
    ("rounds = 24", "rounds = 0", Code::OutOfRange, "rounds = 0", "from 1 to 10000"),
    ("rounds = 24", "rounds = 10001", Code::TooLarge, "rounds", "10000"),
    (
        "low = 0.6, high = 0.8",
        "low = 0.6, high = 1.8",
        Code::OutOfRange,
        "cunning",
        "cunning.high is between 0 and 1",
    ),
    (
        "low = 0.6, high = 0.8",
        "low = 0.8, high = 0.6",
        Code::BadRange,
        "cunning",
        "{ low = 0.6, high = 0.8 }",
    ),
    ("low = 0.6, high = 0.8", "low = 0.6", Code::BadRange, "cunning", "{ low, high }"),
    ("mean = 0.5, sd = 0.1", "mean = 0.5, sd = 0", Code::BadRange, "resolve", "above 0"),
    ("mean = 0.5, sd = 0.1", "mean = 1.5, sd = 0.1", Code::OutOfRange, "resolve", "resolve.mean"),
    ("dread = 0.9", "dread = nan", Code::NotFinite, "dread", "finite"),
    ("dread = 0.9", "dread = -inf", Code::NotFinite, "dread", "finite"),
    ("dread = 0.9\n", "", Code::MissingKey, "[principals.anton]", "needs `dread`"),
    (
        "[cadres.police]\nposts = 10\njudgement = \"made up\"\n",
        "",
        Code::MissingKey,
        "[bases.police]",
        "[cadres.police]",
    ),
    ("sits = \"cadres\"", "sits = \"cadre\"", Code::BadWord, "sits", "did you mean \"cadres\"?"),
    ("colour = \"#D55E00\"", "colour = \"red\"", Code::BadWord, "colour", "#"),
    ("towards = \"trait:taint\"", "towards = \"trait:tint\"", Code::BadWord, "tint", "trait:taint"),
    ("who = \"argued_for\"", "who = \"argued_fr\"", Code::BadWord, "argued_fr", "argued_for"),
    ("[record.fall]", "[record.Fall]", Code::BadId, "[record.Fall]", "perhaps `fall`"),
    ("title = \"A small", "title = \"\\u001B[2JA small", Code::BadWord, "title", "U+001B"),
    ("start = \"1953-03\"", "start = \"March 1953\"", Code::BadDate, "start", "\"1953-06\""),
    ("above = 0.4", "above = 0.4, below = 0.5", Code::NotExactlyOne, "tension", "either"),
    (
        "{ terror = 0.1 }",
        "{ terror = 0.1, precedent = 0.1 }",
        Code::NotExactlyOne,
        "terror",
        "exactly one",
    ),
    ("holder = \"anton\"", "holder = \"antn\"", Code::UnknownId, "holder", "did you mean `anton`?"),
    ("home = \"party\"", "home = \"army\"", Code::UnknownId, "home", "bases are party, police"),
    ("patrons = { boris", "patrons = { bors", Code::UnknownId, "bors", "`boris`"),
    ("pushed_by = { foreign", "pushed_by = { foregn", Code::UnknownId, "pushed_by", "`foreign`"),
    (
        "who = \"office:secretary\"",
        "who = \"office:secretry\"",
        Code::UnknownId,
        "secretry",
        "`secretary`",
    ),
    (
        "decided_by = \"office:secretary\"",
        "decided_by = \"secretary\"",
        Code::UnknownId,
        "decided_by",
        "office:secretary",
    ),
    ("option = \"talk\"", "option = \"tlk\"", Code::UnknownId, "tlk", "did you mean `talk`?"),
    ("option = \"crush\"", "option = \"flee\"", Code::UnknownId, "flee", "options are crush, talk"),
    (
        "opens = \"1953-09\"",
        "opens = \"1963-09\"",
        Code::OutsideCalendar,
        "opens",
        "from 1953-03 to 1955-02",
    ),
    ("at = \"1953-06\"", "at = \"1952-06\"", Code::OutsideCalendar, "at = ", "1953-03"),
    ("by = \"1954-04\"", "by = \"1964-04\"", Code::OutsideCalendar, "paramount", "1955-02"),
    (
        "bench_from = \"1954-01\"",
        "bench_from = \"1964-01\"",
        Code::OutsideCalendar,
        "bench",
        "1955",
    ),
    ("closes = \"1954-12\"", "closes = \"1953-05\"", Code::EndsBeforeItBegins, "closes", "opens"),
    ("to = \"1954-06\"", "to = \"1953-04\"", Code::EndsBeforeItBegins, "to =", "exchange"),
    (
        "voting = 20, candidates",
        "voting = 0, candidates",
        Code::EmptyOrgan,
        "[organs.congress]",
        "nobody",
    ),
    (
        "renewal = 0.4",
        "renewal = 0.4\nappeal_to = \"board\"",
        Code::CyclicAppeal,
        "appeal_to",
        "board to congress to board",
    ),
    (
        "bench_from = \"1954-01\"",
        "bench_from = \"1954-01\"\nseat = \"board\"",
        Code::AtOdds,
        "bench_from",
        "leave out",
    ),
    ("holder = \"anton\"", "holder = \"clara\"", Code::HolderOnBench, "holder", "bench"),
    ("boris = 0.4,", "boris = 0.8,", Code::SharesAboveOne, "patrons", "more than 1"),
    ("posts = 40", "posts = 12", Code::TooManySeats, "seats", "12 posts and 30 seats"),
    ("seats = 5", "seats = 1", Code::TooManySeats, "[organs.board]", "2 members"),
    ("decided_by = \"board\"\n", "", Code::NothingToDecide, "options.crush", "decided_by"),
    (
        "name = \"A gift\"",
        "name = \"A gift\"\ndecided_by = \"board\"",
        Code::NothingToDecide,
        "decided_by",
        "options",
    ),
    ("who = \"argued_for\"", "who = \"anton\"", Code::NamesLeader, "anton", "an office"),
    (
        "standing = 1\njudgement = \"made up\"\n",
        "standing = 1\n",
        Code::NoGround,
        "[principals.boris]",
        "judgement",
    ),
    (
        "text = \"A gift comes.\"\ncite = [\"notes\"]",
        "text = \"A gift comes.\"",
        Code::NoGround,
        "[crises.gift]",
        "cite",
    ),
    (
        "text = \"It was made.\"\njudgement = \"made up\"",
        "text = \"It was made.\"",
        Code::NoGround,
        "record.speech",
        "cite",
    ),
    (
        "text = \"A gift comes.\"\ncite = [\"notes\"]",
        "text = \"A gift comes.\"\ncite = [\"nots\"]",
        Code::UnknownSource,
        "nots",
        "`notes`",
    ),
    ("posts = 10\n", "posts = 999999\n", Code::TooLarge, "posts", "1000000"),
    (
        "who = \"anton\", by",
        "who = \"anton\", before = \"1953-05\", by",
        Code::AtOdds,
        "fell",
        "either",
    ),
    ("title = \"A small", "title = A small", Code::NotToml, "title = A small", "not TOML"),
    (
        "initiative = true",
        "initiative = true\nhazard = 0.1",
        Code::NoEffect,
        "initiative",
        "hazard",
    ),
    ("at = \"1953-06\"", "at = \"1954-06\"", Code::OutsideItsWindow, "at =", "window"),
];

#[test]
fn each_kind_of_bad_input_is_named_with_its_line_and_what_to_do() {
    for (from, to, code, line, words) in CASES {
        let found = after(from, to);
        let matching = found.iter().find(|f| f.code == *code);
        let Some(finding) = matching else { panic!("{to}: no {code:?} in\n{found}") };
        let place = finding.place.as_ref().expect("a place");
        let drawn = finding.to_string();
        let first = place.text.contains(line);
        assert!(first, "{to}: the line is not that with `{line}`:\n{drawn}");
        assert!(drawn.contains(words), "{to}: nothing says `{words}`:\n{drawn}");
        assert!(drawn.contains(&format!("small.toml:{}:{}", place.line, place.column)));
        if *code != Code::NotToml {
            assert_eq!(found.len(), 1, "{to}: only that is wrong\n{found}");
        }
    }
}

#[test]
fn what_is_wrong_is_not_reported_again_as_missing() {
    // A slip in the one key, a wrong id in the one reference, and so on.
    for (from, to) in [
        ("dread = 0.9", "dred = 0.9"),
        ("decided_by = \"board\"", "decided_by = \"bord\""),
        ("congress = { voting = 20", "congres = { voting = 20"),
        (
            "rigidity = 0.3\nstanding = 0.5\npositions = { foreign = -0.4 }\ncite = [\"notes\"]",
            "rigidity = 0.3\nstanding = 0.5\npositions = { foreign = -0.4 }\ncite = \"notes\"",
        ),
        ("[cadres.police]", "[cadres.polce]"),
    ] {
        let found = after(from, to);
        assert_eq!(found.len(), 1, "{to}:\n{found}");
    }
}

/// Who sits in which organ follows from that one mistake, and is not found beside it.
#[test]
fn exactly_one_organ_sits_principals() {
    let found = after("sits = \"cadres\"", "sits = \"principals\"");
    only(&found, Code::OnePresidium, "[organs.congress]", "the deciding one");
    let found = after("sits = \"principals\"", "sits = \"cadres\"");
    only(&found, Code::OnePresidium, "[organs.board]", "the deciding organ");
}

#[test]
fn all_findings_come_at_once_and_in_order() {
    let text = SMALL
        .replacen("dread = 0.9", "dread = 7\nfoo = 1", 1)
        .replacen("holder = \"anton\"", "holder = \"antn\"", 1)
        .replacen("hazard = 0.2", "hazard = \"often\"", 1)
        .replacen("at = \"1953-06\"", "at = \"1952-06\"", 1)
        .replacen("option = \"crush\"", "option = \"crash\"", 1);
    let found = found(&text);
    let codes: Vec<_> = found.iter().map(|f| f.code).collect();
    assert_eq!(
        codes,
        [
            Code::OutOfRange,
            Code::UnknownKey,
            Code::UnknownId,
            Code::WrongType,
            Code::OutsideCalendar,
            Code::UnknownId,
        ],
        "{found}"
    );
    let lines: Vec<_> = found.iter().filter_map(|f| f.place.as_ref()).map(|p| p.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    assert_eq!(lines.len(), codes.len());
}

#[test]
fn too_many_principals_and_crises_are_refused() {
    let one =
        SMALL.split("[principals.clara]").nth(1).and_then(|t| t.split("\n[").next()).expect("her");
    let mut text = SMALL.to_owned();
    for k in 0..62 {
        text.push_str(&format!("\n[principals.p{k}]{one}\n"));
    }
    only(&found(&text), Code::TooLarge, "[principals.", "65 principals");
    let mut text = SMALL.to_owned();
    for k in 0..998 {
        text.push_str(&format!("\n[crises.c{k}]\nname = \"c\"\ntext = \"c\"\njudgement = \"c\"\n"));
    }
    only(&found(&text), Code::TooLarge, "[crises.", "1001 crises");
}

#[test]
fn several_errors_of_form_are_all_shown() {
    let found = found("[scenario]\ntitle = \"a\nsummary = \"b\"\n[calendar\nstart = 3 4\n");
    assert!(found.len() >= 2, "{found}");
    assert!(found.iter().all(|f| f.code == Code::NotToml && f.severity == Severity::Error));
}

#[test]
fn an_empty_file_is_told_where_to_begin() {
    for text in ["", "\n\n", "# only a note\n"] {
        only(&found(text), Code::MissingKey, "", "`interregnum new NAME`");
    }
}

#[test]
fn what_people_write_instead_of_toml_is_understood() {
    for (wrong, hint) in [
        ("dread = 0,46", "0.46 for 0,46"),
        ("dread = .46", "0.46 for .46"),
        ("dread = 46%", "0.46 for 46%"),
        ("dread = { low = 0,4, high = 0.5 }", "0.4 for 0,4"),
        ("dread = \u{201c}high\u{201d}", "use straight quotes: dread = \"high\""),
    ] {
        let found = after("dread = 0.9", wrong);
        let told = found.iter().any(|finding| finding.to_string().contains(hint));
        assert!(told, "{wrong}: {found}");
    }
}

/// One word for an entry that was meant to be another, not one for each key that it lacks.
#[test]
fn an_entry_under_a_name_much_like_another_is_asked_about_once() {
    for name in ["Anton", "antn"] {
        let found = found(&format!("{SMALL}\n[principals.{name}]\ndread = 0.5\n"));
        only(&found, Code::MissingKey, name, "did you mean `anton`?");
    }
}

#[test]
fn the_mark_before_a_text_is_no_column_of_it() {
    let at = |text: &str| {
        let found = found(text);
        let place = found.iter().find_map(|finding| finding.place.clone()).expect("a place");
        (place.line, place.column)
    };
    assert_eq!(at("\u{feff}scenrio = 1\n"), at("scenrio = 1\n"));
}
