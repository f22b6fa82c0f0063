//! The first look at a scenario: every key and value against the schema.
//!
//! Whatever is wrong is reported and taken out, so that the rest can be looked at all the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::dates;
use super::findings::{Code, Finding, MOST_FINDINGS, Place};
use super::merge::Removed;
use super::schema::{Key, Kind, Need, Room, Slot, quoted};
use super::suggest::nearest;
use super::texts::Texts;
use crate::polity::Parameters;

/// The ids that a scenario makes up, by table, each with its place.
#[derive(Clone, Debug, Default)]
pub struct Ids(BTreeMap<Room, BTreeMap<String, Range<usize>>>);

impl Ids {
    /// Reads them off the tables, whatever else is wrong with these.
    pub fn of(table: &DeTable<'_>) -> Self {
        Self(
            Room::ALL
                .into_iter()
                .map(|room| {
                    let entries = table.get(room.id()).and_then(|v| v.get_ref().as_table());
                    let ids = entries
                        .into_iter()
                        .flat_map(|t| t.keys())
                        .map(|key| (key.get_ref().clone().into_owned(), key.span()));
                    (room, ids.collect())
                })
                .collect(),
        )
    }

    /// Whether a table has this id.
    pub fn has(&self, room: Room, id: &str) -> bool {
        self.0.get(&room).is_some_and(|ids| ids.contains_key(id))
    }

    /// Where an id is made up.
    pub fn span(&self, room: Room, id: &str) -> Option<&Range<usize>> {
        self.0.get(&room)?.get(id)
    }

    /// Where the entry is made up that will have this id once its own is mended.
    fn misspelt(&self, room: Room, id: &str) -> Option<&Range<usize>> {
        let entries = self.0.get(&room)?;
        entries.iter().find(|(made_up, _)| !is_id(made_up) && is_mended(made_up, id)).map(|e| e.1)
    }

    /// All ids of a table, sorted.
    pub fn all(&self, room: Room) -> impl Iterator<Item = &str> + Clone {
        self.0.get(&room).into_iter().flat_map(|ids| ids.keys()).map(String::as_str)
    }
}

/// Walks a scenario along the schema. What is wrong is added to `findings` and taken out; the paths
/// of what was taken out come back, so that its absence is not complained about as well.
pub fn walk(
    keys: &'static [Key],
    table: &mut Spanned<DeTable<'_>>,
    ids: &Ids,
    removed: &Removed,
    texts: &Texts,
    findings: &mut Vec<Finding>,
) -> Walked {
    let span = table.span();
    let (trail, lost, doubts) = (Vec::new(), Lost::default(), Vec::new());
    let mut walk = Walk { texts, ids, removed, findings, trail, lost, doubts };
    walk.table(keys, "the scenario", table.get_mut(), span);
    Walked { lost: walk.lost, doubts: walk.doubts }
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

    /// The same for a word that is none of those known: the nearest as a change, or all of them.
    /// A change replaces the word where it stands, within its quotes.
    fn unknown<'k>(
        &mut self,
        code: Code,
        span: &Range<usize>,
        message: String,
        word: &str,
        known: impl Iterator<Item = &'k str> + Clone,
        otherwise: String,
    ) -> &mut Finding {
        if self.is_full() {
            return self.found(code, span, message, None);
        }
        match nearest(word, known) {
            Some(near) => {
                let place = self.texts.place(span);
                let with = place.as_ref().map(|p| p.marked().replacen(word, near, 1));
                // A word is shown as it is written, in quotes; a key or an id as itself.
                let hint = match &with {
                    Some(with) if code == Code::BadWord => format!("did you mean {with}?"),
                    _ => format!("did you mean `{near}`?"),
                };
                let finding = self.found(code, span, message, Some(hint));
                finding.change_to(place, with.unwrap_or_default())
            }
            None => self.found(code, span, message, Some(otherwise)),
        }
    }

    fn table(
        &mut self,
        keys: &'static [Key],
        name: &str,
        table: &mut DeTable<'_>,
        span: Range<usize>,
    ) {
        let (mut out, mut meant) = (Vec::new(), Vec::new());
        for (key, value) in table.iter_mut() {
            let written = key.get_ref().as_ref();
            if let Some(known) = keys.iter().find(|k| k.name == written) {
                if !self.beneath(written, &known.kind, known.name, value) {
                    out.push(written.to_owned());
                }
            } else {
                let names = keys.iter().map(|k| k.name);
                if !self.is_full() {
                    meant.extend(nearest(written, names.clone()));
                }
                let message = format!("{name} has no key `{}`", written.escape_debug());
                let known = format!("known here: {}", names.clone().collect::<Vec<_>>().join(", "));
                self.unknown(Code::UnknownKey, &key.span(), message, written, names, known);
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
                for (path, value) in table.iter() {
                    self.setting(path, value);
                }
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

    fn wrong_type(&mut self, kind: &Kind, name: &str, value: &DeValue<'_>, span: &Range<usize>) {
        let message = format!("{name} takes {}; this is {}", kind.words(), called(value));
        let place = self.texts.place(span);
        let marked = place.as_ref().map_or("", |p| p.marked()).to_owned();
        let mended = match (kind, value) {
            (Kind::Number { .. } | Kind::Plain { .. }, DeValue::String(text))
                if text.trim().parse::<f64>().is_ok() =>
            {
                Some(("without quotes", text.trim().to_owned()))
            }
            (Kind::Count { .. }, DeValue::String(text)) if text.trim().parse::<i64>().is_ok() => {
                Some(("without quotes", text.trim().to_owned()))
            }
            (Kind::Flag, DeValue::String(text)) if text == "true" || text == "false" => {
                Some(("without quotes", text.to_string()))
            }
            (Kind::Count { .. }, DeValue::Float(x)) if x.as_str().ends_with(".0") => {
                Some(("without the point", x.as_str().trim_end_matches(".0").to_owned()))
            }
            (Kind::List(of), DeValue::String(_)) if !matches!(**of, Kind::OneOf(_)) => {
                Some(("put it in square brackets", format!("[{marked}]")))
            }
            (Kind::Text | Kind::Word(_), DeValue::Integer(_) | DeValue::Float(_)) => {
                Some(("put it in quotes", format!("\"{marked}\"")))
            }
            _ => None,
        };
        let hint = mended.as_ref().map(|(how, with)| format!("{how}: {name} = {with}"));
        let finding = self.found(Code::WrongType, span, message, hint);
        if let Some((_, with)) = mended {
            finding.change_to(place, with);
        }
    }

    fn entries(
        &mut self,
        name: &str,
        table: &mut DeTable<'_>,
        mut key_is_good: impl FnMut(&mut Self, &str, Range<usize>, &[String]) -> bool,
        of: &'static Kind,
    ) {
        let mut out = Vec::new();
        let all: Vec<String> = table.keys().map(|key| key.get_ref().clone().into_owned()).collect();
        for (key, value) in table.iter_mut() {
            let id = key.get_ref().as_ref();
            let good = key_is_good(self, id, key.span(), &all);
            let name = format!("{name}.{id}");
            // Both are looked at, so that one does not hide the other.
            let called = if matches!(of, Kind::Table(_) | Kind::Keyed(..)) { &name } else { id };
            if !self.beneath(id, of, called, value) || !good {
                out.push(id.to_owned());
            }
        }
        self.take_out(table, &out);
    }

    fn id<'k>(
        &mut self,
        id: &str,
        span: &Range<usize>,
        all: impl Iterator<Item = &'k str> + Clone,
    ) -> bool {
        if !is_id(id) {
            let place = if self.is_full() { None } else { self.texts.place(span) };
            self.findings.push(no_id(id, place, all));
        }
        is_id(id)
    }

    fn reference(&mut self, room: Room, id: &str, span: &Range<usize>) -> bool {
        if self.ids.has(room, id) {
            // Where it is made up, the same is found: both are mended alike.
            self.id(id, span, self.ids.all(room));
            return true;
        }
        if self.ids.misspelt(room, id).is_some() {
            return true;
        }
        let message = format!("there is no {} `{}`", room.singular(), id.escape_debug());
        if self.is_full() {
            self.found(Code::UnknownId, span, message, None);
            return false;
        }
        if let Some(gone) = self.removed.span(&format!("{}.{id}", room.id())) {
            let place = self.texts.place(gone);
            let hint = format!("let `{id}` stay, or take out what refers to it as well");
            self.found(Code::UnknownId, span, message, Some(hint))
                .other_end(place, "it is taken out here");
            return false;
        }
        let ids = self.ids;
        let all = listed(ids.all(room));
        let known = match all.is_empty() {
            true => format!("the scenario has no {}", room.id()),
            false => format!("{} are {all}", room.id()),
        };
        // A bad id counts as what it will be once it is mended.
        let each: Vec<_> = ids.all(room).map(|id| mended(id).unwrap_or(id.to_owned())).collect();
        let each = || each.iter().map(String::as_str);
        let near = nearest(id, each()).and_then(|near| {
            let place = ids.span(room, near).or_else(|| ids.misspelt(room, near))?;
            Some((self.texts.place(place), format!("`{near}` is here")))
        });
        let finding = self.unknown(Code::UnknownId, span, message, id, each(), known);
        if let Some((place, word)) = near {
            finding.other_end(place, word);
        }
        false
    }

    fn parameters(&mut self, table: &mut DeTable<'_>) {
        let mut out = Vec::new();
        for (key, value) in table.iter_mut() {
            let id = key.get_ref().as_ref();
            let before = self.findings.len();
            if let Some(p) = Parameters::SPEC.iter().find(|p| p.id == id) {
                let span = value.span();
                if let DeValue::Table(range) = value.get_mut() {
                    self.range(p.low, p.high, id, range, span);
                } else {
                    self.number(p.low, p.high, id, value);
                }
            } else {
                let message = format!("the engine has no parameter `{}`", id.escape_debug());
                let known = Parameters::SPEC.iter().map(|p| p.id);
                let all = "docs/model.md lists all of them".to_owned();
                self.unknown(Code::UnknownKey, &key.span(), message, id, known, all);
            }
            if self.findings.len() > before {
                out.push(id.to_owned());
            }
        }
        self.take_out(table, &out);
    }

    fn one_of(
        &mut self,
        keys: &'static [Key],
        name: &str,
        table: &mut DeTable<'_>,
        span: Range<usize>,
    ) {
        let names: Vec<_> = keys.iter().map(|k| k.name).collect();
        for (key, value) in table.iter_mut() {
            let written = key.get_ref().as_ref();
            if let Some(known) = keys.iter().find(|k| k.name == written) {
                // First, for what is wrong within is taken out.
                self.bounds(known, value);
                self.value(&known.kind, known.name, value);
            } else {
                let message = format!("{name} cannot be `{}`", written.escape_debug());
                let (span, all) = (key.span(), format!("known here: {}", names.join(", ")));
                let known = names.iter().copied();
                self.unknown(Code::UnknownKey, &span, message, written, known, all);
            }
        }
        if table.len() != 1 {
            let message = format!("{name} takes exactly one key; this has {}", table.len());
            let hint = format!("one of {}", names.join(", "));
            self.found(Code::NotExactlyOne, &span, message, Some(hint));
        }
    }

    /// Where a bound may be above or below, exactly one must be given.
    fn bounds(&mut self, known: &'static Key, value: &Spanned<DeValue<'_>>) {
        let (Kind::Table(keys), DeValue::Table(table)) = (&known.kind, value.get_ref()) else {
            return;
        };
        let is_known = |name: &str| keys.iter().any(|k| k.name == name);
        // What is mistyped is found as that.
        let given = table.keys().filter(|key| {
            let written = key.get_ref().as_ref();
            let meant = (!is_known(written)).then(|| nearest(written, keys.iter().map(|k| k.name)));
            ["above", "below"].contains(&meant.flatten().unwrap_or(written))
        });
        if is_known("above") && given.count() != 1 {
            let message = format!("{} takes either `above` or `below`", known.name);
            self.found(Code::NotExactlyOne, &value.span(), message, None);
        }
    }

    /// A path within `set` and its number.
    fn setting(&mut self, path: &Spanned<Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
        let text = path.get_ref().as_ref();
        let mut steps = text.split('.');
        if let (Some(table), Some(id)) = (steps.next(), steps.next())
            && let Some(room) = Room::ALL.into_iter().find(|room| room.id() == table)
            && self.ids.has(room, id)
        {
            self.id(id, &path.span(), self.ids.all(room));
        }
        let (low, high) = match Slot::at(text).map(|slot| slot.kind) {
            Some(Kind::Number { low, high } | Kind::Plain { low, high }) => (low, high),
            _ => (f64::MIN, f64::MAX),
        };
        let DeValue::Table(inner) = value.get_ref() else {
            if real(value.get_ref()).is_some() {
                // Whether it is within range is seen where its path is known.
                self.number(f64::MIN, f64::MAX, text, value);
            } else {
                self.wrong_type(&Kind::Plain { low, high }, text, value.get_ref(), &value.span());
            }
            return;
        };
        let is_range = |key: &str| ["low", "high", "mean", "sd"].contains(&key);
        if inner.keys().any(|key| is_range(key.get_ref())) {
            let message = format!("{text} is set to one number, and this is a range");
            let hint =
                "write one number; [principals.ID] and the like take ranges, from the start on";
            self.found(Code::WrongType, &value.span(), message, Some(hint.to_owned()));
            return;
        }
        let (whole, number) = dotted(text, inner);
        let message = format!("`{text}` alone is no path to a number: a path stands in quotes");
        let hint = format!("set = {{ \"{whole}\" = {} }}", number.unwrap_or(0.3));
        self.found(Code::WrongType, &path.span(), message, Some(hint));
    }

    fn number(&mut self, low: f64, high: f64, name: &str, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        let Some(x) = real(value.get_ref()) else {
            self.wrong_type(&Kind::Number { low, high }, name, value.get_ref(), &span);
            return;
        };
        if !x.is_finite() {
            let place = if self.is_full() { None } else { self.texts.place(&span) };
            let written = place.as_ref().map_or("it", |p| p.marked());
            // More than a computer's numbers reach, or one of its words for none.
            let is = if written.bytes().any(|b| b.is_ascii_digit()) { "too large" } else { "none" };
            let message = format!("{name} must be a finite number; {written} is {is}");
            self.findings.push(Finding::new(Code::NotFinite, place, message));
        } else if !(low..=high).contains(&x) {
            let message = format!("{name} is between {low} and {high}; {x} is not");
            let mended = (low == 0.0 && high == 1.0 && x > 1.0 && x <= 100.0)
                .then(|| if x <= 10.0 { x / 10.0 } else { x / 100.0 });
            let hint = mended.map(|mended| format!("perhaps {mended}"));
            let place = self.texts.place(&span);
            let finding = self.found(Code::OutOfRange, &span, message, hint);
            if let Some(mended) = mended {
                finding.change_to(place, mended.to_string());
            }
        }
    }

    fn range(&mut self, low: f64, high: f64, name: &str, table: &DeTable<'_>, span: Range<usize>) {
        let has = |key: &str| table.contains_key(key);
        let pair = if has("mean") || has("sd") { ["mean", "sd"] } else { ["low", "high"] };
        let complete = table.len() == 2 && pair.iter().all(|key| has(key));
        if !complete {
            let message = format!("{name} takes a number, {{ low, high }} or {{ mean, sd }}");
            let hint = table
                .keys()
                .find(|k| !["low", "high", "mean", "sd"].contains(&k.get_ref().as_ref()))
                .and_then(|k| nearest(k.get_ref(), ["low", "high", "mean", "sd"].into_iter()))
                .map(|near| format!("did you mean `{near}`?"));
            self.found(Code::BadRange, &span, message, hint);
        }
        let before = self.findings.len();
        for (key, value) in table {
            let part = key.get_ref().as_ref();
            let (low, high) = if part == "sd" { (f64::MIN, f64::MAX) } else { (low, high) };
            self.number(low, high, &format!("{name}.{part}"), value);
        }
        if !complete || self.findings.len() > before {
            return;
        }
        let of = |key: &str| table.get(key).and_then(|v| real(v.get_ref())).unwrap_or(0.0);
        if pair[0] == "low" && of("low") > of("high") {
            let message = format!(
                "the low end of {name}, {}, lies above its high end, {}",
                of("low"),
                of("high")
            );
            let mended = format!("{{ low = {}, high = {} }}", of("high"), of("low"));
            // A range under a heading of its own is not written in braces.
            let place = self.texts.place(&span).filter(|p| p.marked().starts_with('{'));
            let hint = Some(format!("the other way round: {mended}"));
            self.found(Code::BadRange, &span, message, hint).change_to(place, mended);
        }
        if pair[0] == "mean" && of("sd") <= 0.0 {
            let message = format!("the sd of {name} must be above 0; {} is not", of("sd"));
            let hint = "write a single number for a value without spread".to_owned();
            self.found(Code::BadRange, &span, message, Some(hint));
            return;
        }
        if pair[0] == "mean" && of("sd") > high - low {
            let message =
                format!("the sd of {name} is wider than all that is valid, from {low} to {high}");
            let hint = "narrow it; write { low, high } where every value is as likely".to_owned();
            self.found(Code::BadRange, &span, message, Some(hint));
            return;
        }
        let width = if pair[0] == "low" { of("high") - of("low") } else { 2.0 * of("sd") };
        if width >= WIDE * (high - low) {
            let message = format!("this range of {name} covers nearly all from {low} to {high}");
            let hint = "narrow it to what you do know, or hold it at one value";
            let place = self.texts.place(&span);
            self.doubts.push(Finding::new(Code::WideRange, place, message).hint(hint));
        }
    }

    fn text(&mut self, kind: &'static Kind, name: &str, text: &str, span: &Range<usize>) {
        match kind {
            Kind::Text => {
                // It would garble a terminal, and no page can hold it.
                let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
                if let Some(c) = text.chars().find(|c| odd(*c)) {
                    let message = format!(
                        "{name} holds a control character, U+{:04X}, which cannot be printed",
                        u32::from(c)
                    );
                    let hint = "take it out, or write what was meant in letters".to_owned();
                    self.found(Code::BadWord, span, message, Some(hint));
                }
            }
            Kind::Date => {
                if dates::parse(text).is_none() {
                    let message =
                        format!("{name} takes a date; \"{}\" is none", text.escape_debug());
                    let hint = "dates are written \"1953-06\" or \"1953-06-26\"".to_owned();
                    self.found(Code::BadDate, span, message, Some(hint));
                }
            }
            Kind::Colour => {
                let good = text.len() == 7
                    && text.starts_with('#')
                    && text[1..].chars().all(|c| c.is_ascii_hexdigit());
                if !good {
                    let message = format!(
                        "{name} takes {}; \"{}\" is none",
                        kind.words(),
                        text.escape_debug()
                    );
                    self.found(Code::BadWord, span, message, None);
                }
            }
            Kind::Word(words) => {
                if !words.contains(&text) {
                    let message = format!("{name} cannot be \"{}\"", text.escape_debug());
                    let all = format!("one of {}", quoted(words));
                    let known = words.iter().copied();
                    self.unknown(Code::BadWord, span, message, text, known, all);
                }
            }
            Kind::Id(room) => {
                self.reference(*room, text, span);
            }
            Kind::Person => self.office_or(Room::Principals, text, span),
            Kind::Decider => self.office_or(Room::Organs, text, span),
            Kind::Selector => self.selector(name, text, span),
            _ => {
                let value = DeValue::String(text.to_owned().into());
                self.wrong_type(kind, name, &value, span);
            }
        }
    }

    fn office_or(&mut self, room: Room, text: &str, span: &Range<usize>) {
        if let Some(office) = text.strip_prefix("office:") {
            self.reference(Room::Offices, office, span);
        } else if !self.ids.has(room, text) && self.ids.has(Room::Offices, text) {
            let message = format!("`{text}` is an office, not one of the {}", room.id());
            let (place, office) = (self.texts.place(span), self.ids.span(Room::Offices, text));
            let office = office.and_then(|office| self.texts.place(office));
            let hint = format!("write \"office:{text}\" for whoever holds it");
            let office_id = mended(text).unwrap_or_else(|| text.to_owned());
            self.found(Code::UnknownId, span, message, Some(hint))
                .other_end(office, "the office is here")
                .change_to(place, format!("\"office:{office_id}\""));
        } else {
            self.reference(room, text, span);
        }
    }

    fn selector(&mut self, name: &str, text: &str, span: &Range<usize>) {
        const WORDS: [&str; 3] = ["argued_for", "argued_against", "everyone"];
        if let Some(office) = text.strip_prefix("office:") {
            self.reference(Room::Offices, office, span);
        } else if let Some(of) = text.strip_prefix("trait:") {
            if !TRAITS.contains(&of) {
                let message = format!("there is no trait `{}`", of.escape_debug());
                let all = format!("traits are {}", TRAITS.join(", "));
                self.unknown(Code::BadWord, span, message, of, TRAITS.into_iter(), all);
            }
        } else if self.ids.has(Room::Principals, text) {
            let message = format!("{name} names a leader, `{text}`; an effect must not");
            let hint = "name an office (\"office:ID\"), a trait (\"trait:NAME\"), \"argued_for\", \
                        \"argued_against\" or \"everyone\""
                .to_owned();
            self.found(Code::NamesLeader, span, message, Some(hint));
        } else if !WORDS.contains(&text) {
            let message = format!("{name} cannot be \"{}\"", text.escape_debug());
            let prefix = if self.ids.has(Room::Offices, text) {
                "office"
            } else if TRAITS.contains(&text) {
                "trait"
            } else {
                let all = format!("it takes {}", Kind::Selector.words());
                self.unknown(Code::BadWord, span, message, text, WORDS.into_iter(), all);
                return;
            };
            let (place, with) = (self.texts.place(span), format!("\"{prefix}:{text}\""));
            let hint = format!("write {with}");
            self.found(Code::BadWord, span, message, Some(hint)).change_to(place, with);
        }
    }
}

/// The share of what is valid that a range may cover, or twice a standard deviation, before it is
/// thought to be too wide.
const WIDE: f64 = 0.8;

/// Most ids that a finding lists.
const MOST_LISTED: usize = 12;

/// Ids with commas between, the first of them where they are many.
pub fn listed<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let mut ids: Vec<_> = ids.collect();
    let more = if ids.len() > MOST_LISTED { ", ..." } else { "" };
    ids.truncate(MOST_LISTED);
    ids.join(", ") + more
}

/// The traits that effects may name, in the order of their type.
pub const TRAITS: [&str; 7] =
    ["ambition", "cunning", "resolve", "dread", "taint", "appeal", "rigidity"];

/// Whether a word may be an id.
pub fn is_id(word: &str) -> bool {
    word.len() <= 64
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The id nearest to a word that is none, if one can be made of it.
fn mended(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let plain = lower.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let id: String = plain.take(64).collect();
    is_id(&id).then_some(id)
}

/// Whether a word that is no id becomes this one once it is mended.
pub fn is_mended(word: &str, id: &str) -> bool {
    mended(word).is_some_and(|mended| mended == id)
}

/// The finding of a word that is no id, where one is made up or referred to, among all ids of its
/// table as they are written.
pub fn no_id<'k>(
    word: &str,
    place: Option<Place>,
    all: impl Iterator<Item = &'k str> + Clone,
) -> Finding {
    let shown = word.escape_debug();
    let message = format!("`{shown}` is no id: ids are lower-case words with underscores");
    let finding = Finding::new(Code::BadId, None, message);
    let is_free =
        |id: &String| all.clone().filter(|other| other == id || is_mended(other, id)).count() <= 1;
    let mut finding = match mended(word).filter(is_free) {
        Some(id) => {
            // Within its quotes, and beside an `office:` before it.
            let marked = place.as_ref().map(|p| p.marked().to_owned()).unwrap_or_default();
            let with = if marked.contains(word) {
                marked.replacen(word, &id, 1)
            } else {
                format!("\"{id}\"")
            };
            let mut finding = finding.hint(format!("perhaps `{id}`"));
            finding.change_to(place.clone(), with);
            finding
        }
        None => finding.hint("give it another name, as in `first_secretary`"),
    };
    finding.place = place;
    finding
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

/// The path that dots without quotes lead along from a key, and the number at its end.
fn dotted(key: &str, table: &DeTable<'_>) -> (String, Option<f64>) {
    let (mut path, mut table) = (key.to_owned(), table);
    while let Some((key, value)) = table.iter().next() {
        path = format!("{path}.{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            value => return (path, real(value)),
        }
    }
    (path, None)
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// The number a value stands for, whole or not.
#[expect(clippy::cast_precision_loss, reason = "no number of a scenario is near 2^53")]
pub fn real(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Integer(_) => whole(value).map(|n| n as f64),
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    }
}
