//! What differs between two scenarios, value by value.

use std::collections::BTreeSet;

use super::opened::Opened;

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
        let entity = Opened::entity(path);
        let has = |opened: &Opened| opened.beneath(entity).next().is_some();
        let whole = entity.contains('.') && entity != path && has(first) != has(second);
        if whole {
            if found.last().is_none_or(|last| last.path != entity) {
                let called = |opened: &Opened| {
                    has(opened).then(|| opened.called(entity).unwrap_or_default().to_owned())
                };
                let (a, b) = (called(first), called(second));
                found.push(Difference { path: entity.to_owned(), first: a, second: b });
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
