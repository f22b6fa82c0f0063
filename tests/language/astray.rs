//! What stands under a wrong word or heading is found once, and nothing that only follows from it.

use interregnum::scenario::Code;

use super::{SMALL, found, only};

/// Tables by their names, and how people misspell these.
const HEADINGS: [(&str, &str); 9] = [
    ("principals", "principal"),
    ("offices", "office"),
    ("bases", "base"),
    ("organs", "organ"),
    ("issues", "issue"),
    ("crises", "crisis"),
    ("cadres", "cadre"),
    ("sources", "source"),
    ("questions", "question"),
];

#[test]
fn a_mistyped_heading_is_one_mistake() {
    for (table, written) in HEADINGS {
        let (from, to) = (format!("[{table}."), format!("[{written}."));
        assert!(SMALL.contains(&from), "{from}");
        let hint = format!("did you mean `{table}`?");
        // The first alone, a heading in the midst of them, and all.
        only(&found(&SMALL.replacen(&from, &to, 1)), Code::UnknownKey, &to, &hint);
        let last = SMALL.rfind(&from).expect("it is there");
        let text = format!("{}{to}{}", &SMALL[..last], &SMALL[last + from.len()..]);
        only(&found(&text), Code::UnknownKey, &to, &hint);
        only(&found(&SMALL.replace(&from, &to)), Code::UnknownKey, &to, &hint);
    }
}

#[test]
fn what_is_wrong_under_a_mistyped_heading_is_found_as_well() {
    let text = SMALL.replace("[principals.anton]", "[principal.anton]");
    let found = found(&text.replacen("dread = 0.9", "dread = 7", 1));
    let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::UnknownKey, Code::OutOfRange], "{found}");
}

#[test]
fn a_heading_that_is_there_already_is_not_laid_over() {
    let twice = SMALL.replacen(
        "[principals.boris]",
        "[principal.anton]\nname = \"B\"\n\n[principals.boris]",
        1,
    );
    let found = found(&twice);
    only(&found, Code::UnknownKey, "[principal.anton]", "is written here already");
    assert!(found.iter().all(|finding| finding.change.is_none()), "{found}");
}

/// A key that stands after a heading beneath its own.
#[test]
fn a_key_that_slipped_beneath_a_further_heading_is_one_mistake() {
    for (heading, first, key, owner) in [
        ("principals.anton", "positions = {", "positions", "principals.anton"),
        ("offices.secretary", "powers = {", "powers", "offices.secretary"),
        ("cadres.party", "seats = {", "seats", "cadres.party"),
    ] {
        // The table in braces gets a heading of its own, before the last keys of its owner.
        let at = SMALL.find(&format!("[{heading}]")).expect("the heading");
        let from = at + SMALL[at..].find(first).expect("the table in braces");
        let line_end = from + SMALL[from..].find('\n').expect("a line");
        let inner = &SMALL[from + first.len()..line_end - 1];
        let inner: String = split_outside(inner);
        let text = format!("{}[{heading}.{key}]\n{inner}{}", &SMALL[..from], &SMALL[line_end..]);
        let rest = &SMALL[line_end + 1..];
        let slipped: Vec<_> = rest.lines().take_while(|line| !line.is_empty()).collect();
        let found = found(&text);
        assert_eq!(found.len(), slipped.len(), "{text}\n{found}");
        for (finding, line) in found.iter().zip(slipped) {
            assert_eq!(finding.code, Code::UnknownKey, "{found}");
            assert!(finding.place.as_ref().is_some_and(|place| place.text == line), "{found}");
            let remedy = format!("put it above [{heading}.{key}], beneath [{owner}]");
            assert!(finding.to_string().contains(&remedy), "{found}");
        }
    }
}

/// The entries of a table in braces, each in a line.
fn split_outside(inner: &str) -> String {
    let mut depth = 0;
    let split = |c: char| {
        depth += match c {
            '[' | '{' => 1,
            ']' | '}' => -1,
            _ => 0,
        };
        if c == ',' && depth == 0 { '\n' } else { c }
    };
    inner.chars().map(split).collect()
}

#[test]
fn who_decides_may_slip_beneath_an_option() {
    let line = "decided_by = \"board\"\n";
    let at = SMALL.find(line).expect("a crisis that is decided");
    let without = SMALL.replacen(line, "", 1);
    let option = at + without[at..].find("[crises.").expect("its first option");
    let after = option + without[option..].find('\n').expect("a line") + 1;
    let text = format!("{}{line}{}", &without[..after], &without[after..]);
    only(&found(&text), Code::UnknownKey, "decided_by", "put it above [crises.");
}
