//! The first look at a scenario: every key and value against the schema.
//!
//! Whatever is wrong is reported and taken out, so that the rest can be looked at all the same.

mod astray;
mod ids;
mod meant;
mod values;
mod words;
mod wrong;

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::findings::{Code, Finding, MOST_FINDINGS};
use super::merge::Removed;
use super::schema::{Key, Kind, Need, SCENARIO};
use super::suggest::nearest;
use super::texts::Texts;
use ids::mended;
pub use ids::{Ids, is_id, is_mended, no_id};
pub use values::real;
use values::whole;

/// Walks a scenario, or what findings call by this name, along the schema. What is wrong is added to
/// `findings` and taken out; the paths of what was taken out come back, so that its absence is not
/// complained about as well.
pub fn walk(
    keys: &'static [Key],
    name: &str,
    table: &mut Spanned<DeTable<'_>>,
    ids: &Ids,
    removed: &Removed,
    texts: &Texts,
    findings: &mut Vec<Finding>,
) -> Walked {
    let span = table.span();
    let (trail, lost, doubts) = (Vec::new(), Lost::default(), Vec::new());
    let mut walk = Walk { texts, ids, removed, findings, trail, lost, doubts };
    walk.table(keys, name, table.get_mut(), span);
    Walked { lost: walk.lost, doubts: walk.doubts }
}

/// Puts what stands under a wrong word or heading where it was meant to stand, with a finding for each.
pub fn set_right(
    keys: &'static [Key],
    name: &str,
    table: &mut Spanned<DeTable<'_>>,
    texts: &Texts,
    findings: &mut Vec<Finding>,
) {
    let (span, ids, removed) = (table.span(), Ids::of(table.get_ref()), Removed::default());
    let (trail, lost, doubts) = (Vec::new(), Lost::default(), Vec::new());
    let mut walk = Walk { texts, ids: &ids, removed: &removed, findings, trail, lost, doubts };
    walk.set_right(keys, name, &span, table.get_mut(), &mut Vec::new());
}

/// What a walk leaves.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// What was wrong and taken out.
    pub lost: Lost,
    /// What is likely not meant, though it is valid.
    pub doubts: Vec<Finding>,
}

/// Paths of what was wrong and taken out. A list stands for its entries. What has a bad id counts,
/// though it may stay.
#[derive(Clone, Debug, Default)]
pub struct Lost(BTreeSet<String>);

impl Lost {
    /// Whether something was taken out at a path or beneath it.
    pub fn beneath(&self, path: &str) -> bool {
        self.any(|lost| {
            lost.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// Whether an entry of a table has a bad id that, once mended, is this one.
    pub fn misspelt(&self, table: &str, id: &str) -> bool {
        self.any(|lost| {
            let own = lost.strip_prefix(table).and_then(|rest| rest.strip_prefix('.'));
            own.is_some_and(|own| !own.contains('.') && !is_id(own) && is_mended(own, id))
        })
    }

    /// Whether something was taken out at such a path.
    pub fn any(&self, is_such: impl Fn(&str) -> bool) -> bool {
        self.0.iter().any(|lost| is_such(lost))
    }
}

struct Walk<'a> {
    texts: &'a Texts,
    ids: &'a Ids,
    removed: &'a Removed,
    findings: &'a mut Vec<Finding>,
    trail: Vec<String>,
    lost: Lost,
    doubts: Vec<Finding>,
}

impl Walk<'_> {
    fn take_out(&mut self, table: &mut DeTable<'_>, names: &[String]) {
        for name in names {
            table.remove(name.as_str());
            self.trail.push(name.clone());
            self.lose();
            self.trail.pop();
        }
    }

    fn lose(&mut self) {
        self.lost.0.insert(self.trail.join("."));
    }

    /// A value beneath a key. Whether it can stay.
    fn beneath(
        &mut self,
        key: &str,
        kind: &'static Kind,
        name: &str,
        value: &mut Spanned<DeValue<'_>>,
    ) -> bool {
        self.trail.push(key.to_owned());
        let good = self.value(kind, name, value);
        self.trail.pop();
        good
    }

    fn found(
        &mut self,
        code: Code,
        span: &Range<usize>,
        message: String,
        hint: Option<String>,
    ) -> &mut Finding {
        let place = if self.is_full() { None } else { self.texts.place(span) };
        let mut finding = Finding::new(code, place, message);
        finding.hints.extend(hint);
        self.findings.push(finding);
        self.findings.last_mut().expect("it was just added")
    }

    /// Whether so much is wrong that more is only counted.
    fn is_full(&self) -> bool {
        self.findings.len() >= MOST_FINDINGS
    }

    fn table(
        &mut self,
        keys: &'static [Key],
        name: &str,
        table: &mut DeTable<'_>,
        span: Range<usize>,
    ) {
        let (mut out, mut meant) = (Vec::new(), Vec::new());
        let there = self.there(table);
        for (key, value) in table.iter_mut() {
            let written = key.get_ref().as_ref();
            if let Some(known) = keys.iter().find(|k| k.name == written) {
                if !self.beneath(written, &known.kind, known.name, value)
                    || self.is_blank(known, name, value)
                {
                    out.push(written.to_owned());
                }
            } else {
                let names = keys.iter().map(|k| k.name);
                let near = if self.is_full() { None } else { nearest(written, names.clone()) };
                if let Some(near) = near {
                    meant.push(near);
                    self.trail.push(near.to_owned());
                    self.lose();
                    self.trail.pop();
                }
                let message = format!("{name} has no key `{}`", written.escape_debug());
                if !self.trail.is_empty() && ["extends", "remove"].contains(&written) {
                    self.found(Code::UnknownKey, &key.span(), message, Some(above_all(written)));
                    out.push(written.to_owned());
                    continue;
                }
                if let Some(hint) = self.quoted_path(written) {
                    let place = self.texts.place(&key.span());
                    self.found(Code::UnknownKey, &key.span(), message, Some(hint))
                        .change_to(place, written);
                    self.only_once(&there, &key.span());
                    out.push(written.to_owned());
                    continue;
                }
                let known = format!("known here: {}", names.clone().collect::<Vec<_>>().join(", "));
                self.unknown(Code::UnknownKey, &key.span(), message, written, names, known);
                self.only_once(&there, &key.span());
                out.push(written.to_owned());
            }
        }
        for key in keys.iter().filter(|k| k.need == Need::Required) {
            if !table.contains_key(key.name) && !meant.contains(&key.name) {
                let message = format!("{name} needs `{}`", key.name);
                let path = [self.trail.as_slice(), &[key.name.to_owned()]].concat().join(".");
                if let Some(gone) = self.removed.exactly(&path) {
                    let needed = self.texts.place(&span);
                    let hint = format!("let `{}` stay, or give it anew in this file", key.name);
                    self.found(
                        Code::MissingKey,
                        gone,
                        message + "; it is taken out here",
                        Some(hint),
                    )
                    .other_end(needed, "it is needed here");
                    continue;
                }
                let hint = format!("`{}` is {}. {}", key.name, key.kind.words(), key.meaning);
                self.found(Code::MissingKey, &span, message, Some(hint));
            }
        }
        self.take_out(table, &out);
    }

    /// Whether text that must be given says nothing; a finding where it does.
    fn is_blank(&mut self, key: &Key, of: &str, value: &Spanned<DeValue<'_>>) -> bool {
        let is_needed = key.need == Need::Required && matches!(key.kind, Kind::Text);
        let blank = value.get_ref().as_str().is_some_and(|text| text.trim().is_empty());
        if is_needed && blank {
            let message = format!("{of} needs `{}`, and this is empty", key.name);
            self.found(Code::BadWord, &value.span(), message, Some(key.meaning.to_owned()));
        }
        is_needed && blank
    }

    /// Whether the value can stay.
    fn value(&mut self, kind: &'static Kind, name: &str, value: &mut Spanned<DeValue<'_>>) -> bool {
        let span = value.span();
        // Dates may be written without quotes where TOML has a form for them.
        if matches!(kind, Kind::Date)
            && let DeValue::Datetime(date) = value.get_ref()
        {
            *value.get_mut() = DeValue::String(date.to_string().into());
        }
        let before = self.findings.len();
        match (kind, value.get_mut()) {
            (Kind::Table(keys), DeValue::Table(table)) => {
                self.table(keys, name, table, span);
                return true;
            }
            (Kind::OneOf(keys), DeValue::Table(table)) => {
                self.one_of(keys, name, table, span);
                return self.findings.len() == before;
            }
            (Kind::Named(of), DeValue::Table(table)) => {
                self.without_id(of, name, table);
                let made_up = |walk: &mut Self, id: &str, span, all: &[String]| {
                    // What stands under a bad id is looked at all the same, so that nothing new is
                    // found once that is mended. A dot in it would lead paths astray.
                    let good = walk.id(id, &span, all.iter().map(String::as_str));
                    if !good {
                        walk.trail.push(id.to_owned());
                        walk.lose();
                        walk.trail.pop();
                    }
                    good || mended(id).is_some()
                        && !id.contains(|c: char| c == '.' || c.is_control())
                };
                self.entries(name, table, made_up, of);
                return true;
            }
            (Kind::Keyed(room, of), DeValue::Table(table)) => {
                self.entries(
                    name,
                    table,
                    |walk, id, key_span, _| walk.reference(*room, id, &key_span),
                    of,
                );
                return true;
            }
            (Kind::Parameters, DeValue::Table(table)) => {
                self.parameters(table);
                return true;
            }
            (Kind::Settings, DeValue::Table(table)) => {
                // One that is wrong goes alone: whoever mends it is told of the others too.
                let mut out = Vec::new();
                for (path, value) in table.iter() {
                    let before = self.findings.len();
                    self.setting(path, value);
                    if self.findings.len() > before {
                        out.push(path.get_ref().clone().into_owned());
                    }
                }
                self.take_out(table, &out);
                return true;
            }
            (Kind::Number { low, high }, DeValue::Table(table)) => {
                self.range(*low, *high, name, table, span);
            }
            (Kind::Number { low, high } | Kind::Plain { low, high }, _) => {
                self.number(*low, *high, name, value);
            }
            (Kind::Count { low, high }, DeValue::Integer(_)) => match whole(value.get_ref()) {
                Some(n) if (*low..=*high).contains(&n) => {}
                n => {
                    let is = n.map_or("this".to_owned(), |n| n.to_string());
                    let message = format!("{name} is {}; {is} is not", kind.words());
                    let code = if n.is_some_and(|n| n > *high) && *high >= 1000 {
                        Code::TooLarge
                    } else {
                        Code::OutOfRange
                    };
                    self.found(code, &span, message, None);
                }
            },
            (Kind::Flag, DeValue::Boolean(_)) => {}
            (Kind::List(of), DeValue::Array(array)) => {
                let mut keep = Vec::with_capacity(array.len());
                for element in array.iter_mut() {
                    keep.push(self.value(of, name, element));
                }
                if keep.contains(&false) {
                    self.lose();
                }
                let elements = std::mem::replace(array, DeArray::new()).into_iter().zip(keep);
                *array = elements.filter(|(_, keep)| *keep).map(|(e, _)| e).collect();
                return true;
            }
            (Kind::Between, DeValue::Array(array)) => {
                if array.len() == 2 {
                    for element in array.iter_mut() {
                        self.value(&Kind::Date, name, element);
                    }
                } else {
                    let message = format!("{name} takes {}", kind.words());
                    self.found(Code::WrongType, &span, message, None);
                }
            }
            (_, DeValue::String(text)) => self.text(kind, name, text, &span),
            _ => self.wrong_type(kind, name, value.get_ref(), &span),
        }
        self.findings.len() == before
    }

    fn entries(
        &mut self,
        name: &str,
        table: &mut DeTable<'_>,
        mut key_is_good: impl FnMut(&mut Self, &str, Range<usize>, &[String]) -> bool,
        of: &'static Kind,
    ) {
        let mut out = Vec::new();
        let there = self.there(table);
        let all: Vec<String> = table.keys().map(|key| key.get_ref().clone().into_owned()).collect();
        for (key, value) in table.iter_mut() {
            let id = key.get_ref().as_ref();
            let before = self.findings.len();
            let good = key_is_good(self, id, key.span(), &all);
            if self.findings.len() > before {
                self.only_once(&there, &key.span());
            }
            let name = format!("{name}.{id}");
            // Both are looked at, so that one does not hide the other.
            let called = if matches!(of, Kind::Table(_) | Kind::Keyed(..)) { &name } else { id };
            let good = self.beneath(id, of, called, value) && good;
            let other = self.meant_other(before, &name, id, &key.span(), &all);
            if !good || other {
                out.push(id.to_owned());
            }
        }
        self.take_out(table, &out);
    }
}

fn above_all(key: &str) -> String {
    format!("put `{key}` above the first heading of the file")
}

/// The finding of a key of the whole file that stands beneath a heading, where it means nothing.
pub fn misplaced(table: &DeTable<'_>, key: &str, texts: &Texts) -> Option<Finding> {
    table.iter().find_map(|(name, value)| {
        let inner = value.get_ref().as_table()?;
        if let Some((at, _)) = inner.get_key_value(key) {
            let message = format!("{} has no key `{key}`", name.get_ref().escape_debug());
            let finding = Finding::new(Code::UnknownKey, texts.place(&at.span()), message);
            return Some(finding.hint(above_all(key)));
        }
        misplaced(inner, key, texts)
    })
}

/// The finding of a key of the whole file that is meant for this one, which is text.
pub fn mistyped(table: &DeTable<'_>, meant: &str, texts: &Texts) -> Option<Finding> {
    let known = || SCENARIO.iter().map(|key| key.name);
    let is_meant =
        |name: &str| known().all(|it| it != name) && nearest(name, known()) == Some(meant);
    let (key, _) = table.iter().find(|(key, value)| {
        matches!(value.get_ref(), DeValue::String(_)) && is_meant(key.get_ref())
    })?;
    let message = format!("the scenario has no key `{}`", key.get_ref().escape_debug());
    let place = texts.place(&key.span());
    let mut finding = Finding::new(Code::UnknownKey, place.clone(), message)
        .hint(format!("did you mean `{meant}`?"));
    finding.change_to(place, meant.to_owned());
    Some(finding)
}

/// Most ids that a finding lists.
const MOST_LISTED: usize = 12;

/// Ids with commas between, the first of them where they are many.
pub fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut ids: Vec<_> = ids.collect();
    let more = if ids.len() > MOST_LISTED { ", ..." } else { "" };
    ids.truncate(MOST_LISTED);
    ids.join(", ") + more
}

/// What a value is, in words.
pub fn called(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date without quotes",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
