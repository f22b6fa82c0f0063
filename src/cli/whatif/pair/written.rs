//! What a change rewrites that is no number: dates, names and lists.

use std::collections::BTreeMap;

use toml::{Table, Value};

use crate::scenario::Scenario;

/// Longest value that is told in full, in characters.
const LONGEST: usize = 60;

/// What nobody who plays reads, by the last step of a path.
const TEXTS: [&str; 7] = ["name", "short", "text", "cite", "judgement", "colour", "note"];

/// Parts of a scenario that play does not read, and those that tell of themselves elsewhere.
const BESIDE: [&str; 5] = ["scenario", "sources", "record", "questions", "interventions"];

/// What is written otherwise with the change, but for numbers and what has one of these paths, or
/// lies above or beneath it, since that is told already. What lies in a thing that one of the worlds
/// lacks goes with the thing.
pub(super) fn rewritten(base: &Scenario, whatif: &Scenario, told: &[&str]) -> Vec<String> {
    let [before, after] = [base, whatif].map(|scenario| Written::of(&scenario.resolved));
    let paths = before
        .values
        .keys()
        .chain(after.values.keys().filter(|path| !before.values.contains_key(*path)));
    let is_told = |path: &str| told.iter().any(|told| holds(told, path) || holds(path, told));
    let is_number = |path: &str| {
        let above = path.rsplit_once('.').map_or(path, |(above, _)| above);
        let known = |path| [base, whatif].iter().any(|s| s.polity.ledger.find(path).is_some());
        known(path) || known(above)
    };
    let in_both = |path: &str| {
        let above = path.rsplit_once('.').map_or("", |(above, _)| above);
        [&before, &after].iter().all(|world| world.tables.iter().any(|table| table == above))
    };
    let changed = paths.filter(|path| before.values.get(*path) != after.values.get(*path));
    let mut all: Vec<String> = (changed.filter(|path| in_both(path)))
        .filter(|path| !is_told(path) && !is_number(path))
        .map(|path| match [&before, &after].map(|world| world.values.get(path).map(words)) {
            [_, None] => format!("{path} is taken out"),
            [None, Some(Some(to))] => format!("{path}: {to}"),
            [Some(Some(from)), Some(Some(to))] => format!("{path}: {to} instead of {from}"),
            _ => format!("{path} is changed"),
        })
        .collect();
    all.sort();
    all
}

/// Whether one path is the other, or leads to it.
fn holds(above: &str, path: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A value in words; nothing if it is long.
fn words(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(all) if all.iter().all(Value::is_str) => {
            let all: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            if all.is_empty() { "none".to_owned() } else { all.join(", ") }
        }
        other => other.to_string(),
    };
    (text.chars().count() <= LONGEST).then_some(text)
}

/// A scenario path by path. A list is one value.
#[derive(Default)]
struct Written {
    values: BTreeMap<String, Value>,
    tables: Vec<String>,
}

impl Written {
    fn of(resolved: &str) -> Self {
        let mut written = Self::default();
        let mut table = resolved.parse::<Table>().unwrap_or_default();
        table.retain(|name, _| !BESIDE.contains(&name));
        written.take(String::new(), table);
        written
    }

    fn take(&mut self, path: String, table: Table) {
        for (name, value) in table {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match value {
                Value::Table(inner) => self.take(path, inner),
                text if text.is_str() && TEXTS.contains(&name.as_str()) => {}
                Value::Array(_) if TEXTS.contains(&name.as_str()) => {}
                value => {
                    self.values.insert(path, value);
                }
            }
        }
        self.tables.push(path);
    }
}
