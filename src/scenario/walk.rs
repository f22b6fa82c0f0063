//! The first look at a scenario: every key and value against the schema.
//!
//! Whatever is wrong is reported and taken out, so that the rest can be looked at all the same.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::dates;
use super::findings::{Code, Finding};
use super::schema::{Key, Kind, Need, Room, quoted};
use super::suggest::nearest;
use super::texts::Texts;
use crate::polity::Parameters;

/// The ids that a scenario makes up, by table.
#[derive(Clone, Debug, Default)]
pub struct Ids(BTreeMap<Room, BTreeSet<String>>);

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
                        .flat_map(|t| t.keys().map(|k| k.get_ref().clone().into_owned()));
                    (room, ids.collect())
                })
                .collect(),
        )
    }

    /// Whether a table has this id.
    pub fn has(&self, room: Room, id: &str) -> bool {
        self.0.get(&room).is_some_and(|ids| ids.contains(id))
    }

    /// All ids of a table, sorted.
    pub fn all(&self, room: Room) -> impl Iterator<Item = &str> {
        self.0.get(&room).into_iter().flatten().map(String::as_str)
    }
}

/// Walks a scenario along the schema. What is wrong is added to `findings` and taken out; the paths
/// of what was taken out come back, so that its absence is not complained about as well.
pub fn walk(
    keys: &'static [Key],
    table: &mut Spanned<DeTable<'_>>,
    ids: &Ids,
    texts: &Texts,
    findings: &mut Vec<Finding>,
) -> Lost {
    let span = table.span();
    let mut walk = Walk { texts, ids, findings, trail: Vec::new(), lost: Lost::default() };
    walk.table(keys, "the scenario", table.get_mut(), span);
    walk.lost
}

/// Paths of what was wrong and taken out. A list stands for its entries.
#[derive(Clone, Debug, Default)]
pub struct Lost(BTreeSet<String>);

impl Lost {
    /// Whether something was taken out at a path or beneath it.
    pub fn beneath(&self, path: &str) -> bool {
        self.any(|lost| {
            lost.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
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
    findings: &'a mut Vec<Finding>,
    trail: Vec<String>,
    lost: Lost,
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

    fn found(&mut self, code: Code, span: &Range<usize>, message: String, hint: Option<String>) {
        let mut finding = Finding::new(code, self.texts.place(span), message);
        finding.hints.extend(hint);
        self.findings.push(finding);
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
                let hint = match nearest(written, names.clone()) {
                    Some(near) => {
                        meant.push(near);
                        format!("did you mean `{near}`?")
                    }
                    None => format!("known here: {}", names.collect::<Vec<_>>().join(", ")),
                };
                let message = format!("{name} has no key `{written}`");
                self.found(Code::UnknownKey, &key.span(), message, Some(hint));
                out.push(written.to_owned());
            }
        }
        for key in keys.iter().filter(|k| k.need == Need::Required) {
            if !table.contains_key(key.name) && !meant.contains(&key.name) {
                let message = format!("{name} needs `{}`", key.name);
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
                self.entries(name, table, |walk, id, key_span| walk.id(id, &key_span), of);
                return true;
            }
            (Kind::Keyed(room, of), DeValue::Table(table)) => {
                self.entries(
                    name,
                    table,
                    |walk, id, key_span| walk.reference(*room, id, &key_span),
                    of,
                );
                return true;
            }
            (Kind::Parameters, DeValue::Table(table)) => {
                self.parameters(table);
                return true;
            }
            (Kind::Settings, DeValue::Table(table)) => {
                for value in table.values() {
                    self.number(f64::MIN, f64::MAX, "a value", value);
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
        let is = match value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date without quotes",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("{name} takes {}; this is {is}", kind.words());
        let hint = match (kind, value) {
            (Kind::Number { .. } | Kind::Plain { .. }, DeValue::String(text))
                if text.trim().parse::<f64>().is_ok() =>
            {
                Some(format!("without quotes: {name} = {}", text.trim()))
            }
            (Kind::Count { .. }, DeValue::Float(x)) if x.as_str().ends_with(".0") => {
                Some(format!("without the point: {name} = {}", x.as_str().trim_end_matches(".0")))
            }
            (Kind::List(of), DeValue::String(_)) if !matches!(**of, Kind::OneOf(_)) => {
                Some("put it in square brackets".into())
            }
            _ => None,
        };
        self.found(Code::WrongType, span, message, hint);
    }

    fn entries(
        &mut self,
        name: &str,
        table: &mut DeTable<'_>,
        mut key_is_good: impl FnMut(&mut Self, &str, Range<usize>) -> bool,
        of: &'static Kind,
    ) {
        let mut out = Vec::new();
        for (key, value) in table.iter_mut() {
            let id = key.get_ref().as_ref();
            let good = key_is_good(self, id, key.span());
            let name = format!("{name}.{id}");
            // Both are looked at, so that one does not hide the other.
            let called = if matches!(of, Kind::Table(_) | Kind::Keyed(..)) { &name } else { id };
            if !self.beneath(id, of, called, value) || !good {
                out.push(id.to_owned());
            }
        }
        self.take_out(table, &out);
    }

    fn id(&mut self, id: &str, span: &Range<usize>) -> bool {
        let good = id.len() <= 64
            && id.starts_with(|c: char| c.is_ascii_lowercase())
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !good {
            let message = format!(
                "`{}` is no id: ids are lower-case words with underscores",
                id.escape_debug()
            );
            let lower = id.to_lowercase();
            let mended: String = lower
                .chars()
                .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
                .take(64)
                .collect();
            let hint = mended
                .starts_with(|c: char| c.is_ascii_lowercase())
                .then(|| format!("perhaps `{mended}`"));
            self.found(Code::BadId, span, message, hint);
        }
        good
    }

    fn reference(&mut self, room: Room, id: &str, span: &Range<usize>) -> bool {
        let good = self.ids.has(room, id);
        if !good {
            let message = format!("there is no {} `{}`", room.singular(), id.escape_debug());
            let hint = match nearest(id, self.ids.all(room)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    let all: Vec<_> = self.ids.all(room).collect();
                    if all.is_empty() {
                        format!("the scenario has no {}", room.id())
                    } else {
                        format!("{} are {}", room.id(), all.join(", "))
                    }
                }
            };
            self.found(Code::UnknownId, span, message, Some(hint));
        }
        good
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
                let hint = nearest(id, Parameters::SPEC.iter().map(|p| p.id))
                    .map(|near| format!("did you mean `{near}`?"));
                let message = format!("the engine has no parameter `{id}`");
                self.found(Code::UnknownKey, &key.span(), message, hint);
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
                self.value(&known.kind, known.name, value);
                self.bounds(known, value);
            } else {
                let hint = match nearest(written, names.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", names.join(", ")),
                };
                let message = format!("{name} cannot be `{written}`");
                self.found(Code::UnknownKey, &key.span(), message, Some(hint));
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
        if keys.iter().any(|k| k.name == "above")
            && table.contains_key("above") == table.contains_key("below")
        {
            let message = format!("{} takes either `above` or `below`", known.name);
            self.found(Code::NotExactlyOne, &value.span(), message, None);
        }
    }

    fn number(&mut self, low: f64, high: f64, name: &str, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        let Some(x) = real(value.get_ref()) else {
            let kind = if low == f64::MIN {
                Kind::Plain { low: f64::NEG_INFINITY, high: f64::INFINITY }
            } else {
                Kind::Number { low, high }
            };
            self.wrong_type(&kind, name, value.get_ref(), &span);
            return;
        };
        if !x.is_finite() {
            let message = format!("{name} must be a finite number; {x} is none");
            self.found(Code::NotFinite, &span, message, None);
        } else if !(low..=high).contains(&x) {
            let message = format!("{name} is between {low} and {high}; {x} is not");
            let hint = (low == 0.0 && high == 1.0 && x > 1.0 && x <= 100.0).then(|| {
                let mended = if x <= 10.0 { x / 10.0 } else { x / 100.0 };
                format!("perhaps {mended}")
            });
            self.found(Code::OutOfRange, &span, message, hint);
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
            let hint = format!("{{ low = {}, high = {} }}", of("high"), of("low"));
            self.found(Code::BadRange, &span, message, Some(hint));
        }
        if pair[0] == "mean" && of("sd") <= 0.0 {
            let message = format!("the sd of {name} must be above 0; {} is not", of("sd"));
            let hint = "write a single number for a value without spread".to_owned();
            self.found(Code::BadRange, &span, message, Some(hint));
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
                    let hint = match nearest(text, words.iter().copied()) {
                        Some(near) => format!("did you mean \"{near}\"?"),
                        None => format!("one of {}", quoted(words)),
                    };
                    self.found(Code::BadWord, span, message, Some(hint));
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
            let hint = format!("write \"office:{text}\" for whoever holds it");
            self.found(Code::UnknownId, span, message, Some(hint));
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
                let hint = match nearest(of, TRAITS.into_iter()) {
                    Some(near) => format!("did you mean \"trait:{near}\"?"),
                    None => format!("traits are {}", TRAITS.join(", ")),
                };
                self.found(Code::BadWord, span, message, Some(hint));
            }
        } else if self.ids.has(Room::Principals, text) {
            let message = format!("{name} names a leader, `{text}`; an effect must not");
            let hint = "name an office (\"office:ID\"), a trait (\"trait:NAME\"), \"argued_for\", \
                        \"argued_against\" or \"everyone\""
                .to_owned();
            self.found(Code::NamesLeader, span, message, Some(hint));
        } else if !WORDS.contains(&text) {
            let message = format!("{name} cannot be \"{}\"", text.escape_debug());
            let hint = if self.ids.has(Room::Offices, text) {
                format!("write \"office:{text}\" for whoever holds it")
            } else if TRAITS.contains(&text) {
                format!("write \"trait:{text}\"")
            } else if let Some(near) = nearest(text, WORDS.into_iter()) {
                format!("did you mean \"{near}\"?")
            } else {
                format!("it takes {}", Kind::Selector.words())
            };
            self.found(Code::BadWord, span, message, Some(hint));
        }
    }
}

/// The traits that effects may name, in the order of their type.
pub const TRAITS: [&str; 7] =
    ["ambition", "cunning", "resolve", "dread", "taint", "appeal", "rigidity"];

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
