//! `interregnum diff`: what differs between two scenarios, value by value, in words.

use clap::Args;

use crate::history::{cut, width_of};
use crate::scenario::{Difference, Opened, ScenarioName, differences};

use super::lines::columns;
use super::show::meaning;
use super::{Failure, load, say};

/// What was typed after `diff`.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// Built-in name, or a path (with a `/`, or ending in `.toml`).
    #[arg(value_name = "A")]
    first: String,
    /// The other.
    #[arg(value_name = "B")]
    second: String,
}

/// Prints what differs.
pub(super) fn diff(typed: &Diff) -> Result<(), Failure> {
    let open = |name: &str| {
        Opened::load(&ScenarioName::parse(name), &[]).map_err(|found| load::wrong(&found))
    };
    let (first, second) = (open(&typed.first)?, open(&typed.second)?);
    let found = differences(&first, &second);
    let (a, b) = (typed.first.escape_debug(), typed.second.escape_debug());
    let mut text = match found.len() {
        0 => format!("{a} and {b} say the same\n"),
        1 => format!("{a} and {b} differ in one place; what {a} has comes first\n"),
        n => format!("{a} and {b} differ in {n} places; what {a} has comes first\n"),
    };
    text.push_str(&told(&found, &second, [&a.to_string(), &b.to_string()]));
    say(&text)
}

/// Differences in words, a heading for each thing that differs. `called` are the two scenarios.
pub(super) fn told(found: &[Difference], newer: &Opened, called: [&str; 2]) -> String {
    let mut text = String::new();
    let mut heading = "";
    for difference in found {
        let path = &difference.path;
        let entity = Opened::entity(path);
        if entity != heading {
            heading = entity;
            let gone = difference.first.as_deref().filter(|_| path == entity);
            let name = newer.called(entity).or(gone).unwrap_or("");
            text.push_str(format!("\n {entity}  {}", cut(name, 60)).trim_end());
            text.push('\n');
        }
        text.push_str(&format!("   {}\n", sentence(difference, called, columns().max(60) - 3)));
        let is_value = difference.first.is_some() && difference.second.is_some();
        if let Some(meaning) = meaning(path).filter(|_| is_value && path != entity) {
            text.push_str(&format!("     {}\n", cut(&meaning, columns().max(60) - 6)));
        }
    }
    text
}

/// Least room for a value, in columns.
const LEAST: usize = 12;

/// One difference, without what it belongs to, in so many columns.
fn sentence(difference: &Difference, [one, other]: [&str; 2], width: usize) -> String {
    let path = &difference.path;
    let entity = Opened::entity(path);
    let key = path.strip_prefix(entity).unwrap_or(path).trim_start_matches('.');
    // What is left beside the key and the words around the values.
    let room = |words: &str| width.saturating_sub(width_of(key) + width_of(words));
    let short = |text: &str, words: &str| cut(text, room(words).max(LEAST));
    match (&difference.first, &difference.second) {
        (Some(_), None) if key.is_empty() => format!("only {one} has it"),
        (None, Some(_)) if key.is_empty() => format!("only {other} has it"),
        (Some(a), Some(b)) => {
            let [a, b] = around(a, b, (room(":  becomes ") / 2).max(LEAST));
            format!("{key}: {a} becomes {b}")
        }
        (Some(a), None) => {
            let rest = format!("; nothing in {other}");
            format!("{key}: {}{rest}", short(a, &format!(": {rest}")))
        }
        (None, Some(b)) => {
            let rest = format!("nothing in {one}; ");
            format!("{key}: {rest}{}", short(b, &format!(": {rest}")))
        }
        (None, None) => key.to_owned(),
    }
}

/// Two texts cut to a width so that the first letter in which they differ is seen.
fn around(one: &str, other: &str, width: usize) -> [String; 2] {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    // A few words before it say where that is.
    let before = same.saturating_sub(width / 3);
    let fits = |text: &str| cut(text, width) == text;
    if before == 0 || same < width / 2 || fits(one) && fits(other) {
        return [one, other].map(|text| cut(text, width));
    }
    [one, other].map(|text| {
        let rest: String = text.chars().skip(before).collect();
        cut(&format!("…{}", rest.trim_start()), width)
    })
}

#[cfg(test)]
mod tests {
    use super::{Difference, around, sentence, width_of};

    #[test]
    fn no_difference_is_wider_than_it_may_be() {
        let text = Some("word ".repeat(40));
        let other = Some(format!("other {}", "word ".repeat(40)));
        for (first, second) in [(&text, &other), (&text, &None), (&None, &text)] {
            let path = "principals.beria.a_long_key_of_some_kind".to_owned();
            let difference = Difference { path, first: first.clone(), second: second.clone() };
            for width in [60, 77, 97, 137] {
                let told = sentence(&difference, ["ussr-1953", "ussr-1964"], width);
                assert!((width - 20..=width).contains(&width_of(&told)), "{width}: {told}");
            }
        }
    }

    #[test]
    fn long_texts_are_cut_around_what_differs() {
        let long = |end: &str| format!("{}{end}", "word ".repeat(40));
        let [a, b] = around(&long("here"), &long("there"), 30);
        assert_eq!([&*a, &*b], ["…word word here", "…word word there"]);
        assert_eq!(around("one", "two", 30), ["one", "two"]);
        let [a, b] = around("alpha", &long(""), 12);
        assert_eq!([&*a, &*b], ["alpha", "word word w…"]);
    }
}
