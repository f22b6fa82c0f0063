//! What differs between two scenarios, value by value.

use std::collections::BTreeSet;

use super::opened::Opened;
use super::schema::{Kind, Slot};

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands in either: `principals.beria.dread`. Where a whole thing is in one of them
    /// only, where that stands: `questions.first`.
    pub path: String,
    /// What the first has, in words; `None` where it has nothing. Of a whole thing its name, empty
    /// where it has none.
    pub first: Option<String>,
    /// The same of the second.
    pub second: Option<String>,
}

/// Everything in which two scenarios differ, sorted by path. A value that is written in one and
/// left at the same default in the other is no difference.
pub fn differences(first: &Opened, second: &Opened) -> Vec<Difference> {
    let paths: BTreeSet<&str> = (first.entries().chain(second.entries())).map(|(p, _)| p).collect();
    let mut found: Vec<Difference> = Vec::new();
    for path in paths {
        let text = |opened: &Opened| opened.entry(path).map(|entry| entry.text.clone());
        let default = first.default(path).or_else(|| second.default(path));
        let is_default = |text: &String| {
            default.as_ref().is_some_and(|d| text == d || *text == format!("\"{d}\""))
        };
        let same = match (text(first), text(second)) {
            (Some(one), None) | (None, Some(one)) => is_default(&one),
            (one, other) => one == other,
        };
        if same {
            continue;
        }
        let has = |opened: &Opened, thing: &str| opened.beneath(thing).next().is_some();
        let whole = things(path).find(|thing| has(first, thing) != has(second, thing));
        if let Some(thing) = whole {
            if found.last().is_none_or(|last| last.path != thing) {
                let called = |opened: &Opened| {
                    let name = || opened.called(thing).unwrap_or_default().to_owned();
                    has(opened, thing).then(name)
                };
                let (a, b) = (called(first), called(second));
                found.push(Difference { path: thing.to_owned(), first: a, second: b });
            }
            continue;
        }
        let words = |opened: &Opened| match opened.entry(path) {
            Some(entry) => Some(entry.words.clone()),
            None => opened.default(path).map(|text| format!("{text} (the default)")),
        };
        let (a, b) = (words(first), words(second));
        found.push(Difference { path: path.to_owned(), first: a, second: b });
    }
    found
}

/// What has an id of its own, with values beneath it, on the way to a value: `crises.famine`, then
/// `crises.famine.options.open`.
fn things(path: &str) -> impl Iterator<Item = &str> {
    let ends = path.match_indices('.').map(|(end, _)| end).zip(path.match_indices('.').skip(1));
    let has_ids = |table: &str| {
        Slot::at(table).is_some_and(|slot| matches!(slot.kind, Kind::Named(_) | Kind::Keyed(..)))
    };
    ends.filter(move |(above, _)| has_ids(&path[..*above])).map(|(_, (end, _))| &path[..end])
}
