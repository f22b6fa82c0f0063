//! A scenario laid open: every value with the place where it is written, what it replaced, and
//! what refers to it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::canonical::inline;
use super::findings::{Finding, Findings, Place};
use super::read::{self, Merged};
use super::schema::{Kind, Need, Slot};
use super::suggest::nearest_path;
use super::walk::real;
use super::{Scenario, ScenarioName};
use crate::polity::Parameters;

/// What a scenario says of itself as a text; no value of its world.
const OWN: [&str; 3] = ["extends", "remove", "whatif"];

/// A checked scenario, value by value.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The scenario that the values make.
    pub scenario: Scenario,
    /// Its files by name, itself first, then what it extends.
    pub files: Vec<ScenarioName>,
    entries: BTreeMap<String, Entry>,
    /// What the scenario says of itself as a text.
    own: BTreeMap<String, Entry>,
    /// What lies within values: entries of lists, ends of ranges.
    parts: BTreeMap<String, Entry>,
}

/// One value. A range, a list, a condition or a proposition counts as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The value as TOML.
    pub text: String,
    /// The value in words: `0.8 to 1`, `Beria`.
    pub words: String,
    /// Where it is written.
    pub place: Place,
    /// What it took the place of, nearest first: each value that differs, and where it is written.
    pub before: Vec<(String, Place)>,
    /// Paths of what it names: `principals.beria`.
    pub names: BTreeSet<String>,
}

/// A value as one text has it.
struct Leaf {
    text: String,
    words: String,
    span: Range<usize>,
    names: BTreeSet<String>,
}

impl Opened {
    /// Reads, checks and lays open a scenario, with edits as [`Scenario::load`] takes them.
    ///
    /// # Errors
    /// As for [`Scenario::load`].
    pub fn load(name: &ScenarioName, edits: &[String]) -> Result<Self, Findings> {
        let scenario = Scenario::load(name, edits)?;
        // A file may have changed meanwhile, so that even now something can be wrong.
        let mut findings: Vec<Finding> = Vec::new();
        let Some(chain) = read::gather(name, None, edits, &mut findings) else {
            return Err(Findings::new(findings));
        };
        let Some(Merged { plain, edited, .. }) = chain.merged(&mut findings) else {
            return Err(Findings::new(findings));
        };
        let world = |table: &DeTable<'_>| leaves(table).world;
        let layers: Vec<_> = chain.layers().iter().map(|table| world(table.get_ref())).collect();
        let plain = world(plain.get_ref());
        let found = leaves(edited.get_ref());
        // Lists and what a text says of itself are never laid over each other.
        let alone = |leaves: Leaves| -> BTreeMap<String, Entry> {
            let entries = leaves.into_iter().filter_map(|(path, leaf)| {
                let (place, before) = (chain.texts.place(&leaf.span)?, Vec::new());
                let Leaf { text, words, names, .. } = leaf;
                Some((path, Entry { text, words, place, before, names }))
            });
            entries.collect()
        };
        let (own, parts) = (alone(found.own), alone(found.parts));
        let mut entries = BTreeMap::new();
        for (path, leaf) in found.world {
            let Some(place) = chain.texts.place(&leaf.span) else { continue };
            let mut before = Vec::new();
            let mut last = &leaf.text;
            let under = std::iter::once(&plain).chain(&layers).filter_map(|layer| layer.get(&path));
            for under in under.filter(|under| under.span != leaf.span) {
                if under.text != *last
                    && let Some(place) = chain.texts.place(&under.span)
                {
                    before.push((under.words.clone(), place));
                    last = &under.text;
                }
            }
            let Leaf { text, words, names, .. } = leaf;
            entries.insert(path, Entry { text, words, place, before, names });
        }
        Ok(Self { scenario, files: chain.names.clone(), entries, own, parts })
    }

    /// The value at a path, if one is written there.
    pub fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// What stands at a path that is no value of the world: a part of one, such as an entry of a
    /// list, or what the scenario says of itself as a text, such as `whatif.rewrite`.
    pub fn part(&self, path: &str) -> Option<&Entry> {
        self.own.get(path).or_else(|| self.parts.get(path))
    }

    /// What the scenario says of itself as a text beneath a path, such as `whatif`, by path.
    pub fn own_beneath(&self, path: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let above = format!("{path}.");
        let own = self.own.iter().filter(move |(path, _)| path.starts_with(&above));
        own.map(|(path, entry)| (path.as_str(), entry))
    }

    /// All values, by path.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(path, entry)| (path.as_str(), entry))
    }

    /// The values beneath a path, by path.
    pub fn beneath(&self, path: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let above = if path.is_empty() { String::new() } else { format!("{path}.") };
        self.entries().filter(move |(path, _)| path.starts_with(&above))
    }

    /// The steps that lead on from a path, sorted.
    pub fn steps(&self, path: &str) -> BTreeSet<&str> {
        let skip = if path.is_empty() { 0 } else { path.len() + 1 };
        let step = |below: &'_ str| below[skip..].find('.').map_or(below.len(), |end| skip + end);
        self.beneath(path).map(|(below, _)| &below[skip..step(below)]).collect()
    }

    /// Paths of the values that name what stands at a path, or something beneath it. Where a whole
    /// table is kept for it, as `cadres.police` is for `bases.police`, the path of that.
    pub fn named_by(&self, path: &str) -> BTreeSet<&str> {
        let is_meant = |name: &str| {
            name.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let own = format!("{path}.");
        let others = self.entries().filter(|(at, _)| !at.starts_with(&own));
        let naming = others.filter(|(_, entry)| entry.names.iter().any(|name| is_meant(name)));
        naming.map(|(at, _)| kept_for(at, is_meant).unwrap_or(at)).collect()
    }

    /// What an entity is called: its name, title or question; `None` where it has none.
    pub fn called(&self, path: &str) -> Option<&str> {
        let keys = ["short", "name", "title", "ask", "text"].into_iter();
        keys.filter_map(|key| self.entries.get(&format!("{path}.{key}"))).next().map(|e| &*e.words)
    }

    /// The path of the thing that a path belongs to: `principals.beria` for
    /// `principals.beria.dread`; where tables have no ids, the table.
    pub fn entity(path: &str) -> &str {
        let table = path.split('.').next().unwrap_or(path);
        let has_ids = Slot::at(table)
            .is_some_and(|slot| matches!(slot.kind, Kind::Named(_) | Kind::Keyed(..)));
        if !has_ids {
            return table;
        }
        let end = path.match_indices('.').nth(1).map_or(path.len(), |(end, _)| end);
        &path[..end]
    }

    /// What stands at a path where nothing is written, if the language says.
    pub fn default(&self, path: &str) -> Option<String> {
        let parent = path.rsplit_once('.').map_or("", |(parent, _)| parent);
        if let Some(id) = path.strip_prefix("parameters.") {
            let parameter = Parameters::SPEC.iter().find(|p| p.id == id)?;
            return Some(parameter.default.to_string());
        }
        let is_there = parent.is_empty()
            || self.beneath(parent).next().is_some()
            || self.beneath(Self::entity(path)).next().is_some()
            || self.own_beneath(parent).next().is_some();
        match Slot::at(path)?.need {
            Need::Default(text) if is_there => Some(text.to_owned()),
            _ => None,
        }
    }

    /// The known path nearest to one that is not known.
    pub fn nearest(&self, path: &str) -> Option<String> {
        let all = || self.entries.keys().chain(self.own.keys());
        let mut known: BTreeSet<&str> =
            all().chain(self.parts.keys()).map(String::as_str).collect();
        for at in all() {
            known.extend(at.match_indices('.').map(|(end, _)| &at[..end]));
        }
        nearest_path(path, known.into_iter())
    }
}

/// The beginning of a path up to the first step that is an id of another table and is meant.
fn kept_for(path: &str, is_meant: impl Fn(&str) -> bool) -> Option<&str> {
    let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
    let mut above = Some(Slot::ROOT);
    let mut from = 0;
    for end in ends {
        let step = &path[from..end];
        if let Some(Slot { kind: Kind::Keyed(room, _), .. }) = above
            && is_meant(&format!("{}.{step}", room.id()))
        {
            return Some(&path[..end]);
        }
        above = above.and_then(|slot| slot.step(step));
        from = end + 1;
    }
    None
}

/// Values by path.
type Leaves = BTreeMap<String, Leaf>;

/// Every value of a text.
#[derive(Default)]
struct Laid {
    /// Those of its world.
    world: Leaves,
    /// What it says of itself.
    own: Leaves,
    /// What lies within any of them.
    parts: Leaves,
}

/// Every value of a table.
fn leaves(table: &DeTable<'_>) -> Laid {
    let mut found = Laid::default();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        let into = if OWN.contains(&name) { &mut found.own } else { &mut found.world };
        let slot = Slot::ROOT.step(name);
        lay_open(slot, name.to_owned(), BTreeSet::new(), value, into, &mut found.parts);
    }
    found
}

fn lay_open(
    slot: Option<Slot>,
    path: String,
    names: BTreeSet<String>,
    value: &Spanned<DeValue<'_>>,
    found: &mut Leaves,
    parts: &mut Leaves,
) {
    if let (DeValue::Table(inner), Some(slot)) = (value.get_ref(), slot)
        && !slot.kind.is_whole()
        && !inner.is_empty()
    {
        for (key, value) in inner {
            let key = key.get_ref().as_ref();
            let mut names = names.clone();
            match slot.kind {
                Kind::Keyed(room, _) => names.insert(format!("{}.{key}", room.id())),
                Kind::Settings => names.insert(key.to_owned()),
                _ => false,
            };
            lay_open(slot.step(key), format!("{path}.{key}"), names, value, found, parts);
        }
        return;
    }
    within(slot, &path, value, parts);
    found.insert(path, leaf(slot, names, value));
}

fn leaf(slot: Option<Slot>, mut names: BTreeSet<String>, value: &Spanned<DeValue<'_>>) -> Leaf {
    if let Some(slot) = slot {
        named(&slot.kind, value.get_ref(), &mut names);
    }
    let (text, words) = (inline(value.get_ref()), words(value.get_ref()));
    Leaf { text, words, span: value.span(), names }
}

/// Everything within a value, at any depth: entries of lists are numbered from 0.
fn within(slot: Option<Slot>, path: &str, value: &Spanned<DeValue<'_>>, parts: &mut Leaves) {
    let mut part = |step: &str, value: &Spanned<DeValue<'_>>| {
        let (slot, path) = (slot.and_then(|slot| slot.step(step)), format!("{path}.{step}"));
        within(slot, &path, value, parts);
        parts.insert(path, leaf(slot, BTreeSet::new(), value));
    };
    match value.get_ref() {
        DeValue::Table(inner) => {
            inner.iter().for_each(|(key, value)| part(key.get_ref(), value));
        }
        DeValue::Array(each) => {
            each.iter().enumerate().for_each(|(k, value)| part(&k.to_string(), value));
        }
        _ => {}
    }
}

/// Paths of all that a value of this kind names.
pub fn names(kind: &Kind, value: &DeValue<'_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    named(kind, value, &mut names);
    names
}

/// What a value names, along the schema.
fn named(kind: &Kind, value: &DeValue<'_>, names: &mut BTreeSet<String>) {
    match (kind, value) {
        (Kind::Id(room), DeValue::String(id)) => {
            names.insert(format!("{}.{id}", room.id()));
        }
        (Kind::Person | Kind::Decider | Kind::Selector, DeValue::String(text)) => {
            let office = text.strip_prefix("office:").map(|id| format!("offices.{id}"));
            let otherwise = match kind {
                Kind::Person => Some(format!("principals.{text}")),
                Kind::Decider => Some(format!("organs.{text}")),
                _ => None,
            };
            names.extend(office.or(otherwise));
        }
        (Kind::List(of), DeValue::Array(each)) => {
            each.iter().for_each(|value| named(of, value.get_ref(), names));
        }
        (Kind::Table(keys) | Kind::OneOf(keys), DeValue::Table(table)) => {
            for (key, value) in table {
                if let Some(key) = keys.iter().find(|k| k.name == key.get_ref().as_ref()) {
                    named(&key.kind, value.get_ref(), names);
                }
            }
            let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str());
            if let (Some(crisis), Some(option)) = (text("crisis"), text("option")) {
                names.insert(format!("crises.{crisis}.options.{option}"));
            }
        }
        (Kind::Named(of), DeValue::Table(table)) => {
            table.values().for_each(|value| named(of, value.get_ref(), names));
        }
        (Kind::Keyed(room, of), DeValue::Table(table)) => {
            for (key, value) in table {
                names.insert(format!("{}.{}", room.id(), key.get_ref()));
                named(of, value.get_ref(), names);
            }
        }
        _ => {}
    }
}

/// A value as one would say it.
fn words(value: &DeValue<'_>) -> String {
    let part = |table: &DeTable<'_>, key: &str| {
        table.get(key).and_then(|value| real(value.get_ref())).map(|x| x.to_string())
    };
    match value {
        DeValue::String(text) => text.trim().replace('\n', " "),
        DeValue::Boolean(true) => "yes".to_owned(),
        DeValue::Boolean(false) => "no".to_owned(),
        DeValue::Table(table) => {
            let each = ["low", "high", "mean", "sd"].map(|key| part(table, key));
            match each {
                [Some(low), Some(high), ..] => format!("{low} to {high}"),
                [.., Some(mean), Some(sd)] => format!("{mean}, give or take {sd}"),
                _ => inline(value),
            }
        }
        other => inline(other),
    }
}
