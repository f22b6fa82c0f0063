//! Values: numbers, ranges, words and what they may refer to.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::canonical::number as digits;
use super::super::findings::{Code, Finding};
use super::super::schema::{Key, Kind, Room, Slot};
use super::super::suggest::nearest;
use super::Walk;
use crate::polity::Parameters;

/// The share of what is valid that a range may cover, or twice a standard deviation, before it is
/// thought to be too wide.
const WIDE: f64 = 0.8;

impl Walk<'_> {
    pub(super) fn parameters(&mut self, table: &mut DeTable<'_>) {
        let mut out = Vec::new();
        let there = self.there(table);
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
                self.only_once(&there, &key.span());
            }
            if self.findings.len() > before {
                out.push(id.to_owned());
            }
        }
        self.take_out(table, &out);
    }

    pub(super) fn one_of(
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
    pub(super) fn bounds(&mut self, known: &'static Key, value: &Spanned<DeValue<'_>>) {
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
    pub(super) fn setting(&mut self, path: &Spanned<Cow<'_, str>>, value: &Spanned<DeValue<'_>>) {
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

    pub(super) fn number(&mut self, low: f64, high: f64, name: &str, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        let Some(x) = real(value.get_ref()) else {
            self.wrong_type(&Kind::Number { low, high }, name, value.get_ref(), &span);
            return;
        };
        let is_endless = value.get_ref().is_integer() && whole(value.get_ref()).is_none();
        if !x.is_finite() || is_endless && (low..=high).contains(&x) {
            let place = if self.is_full() { None } else { self.texts.place(&span) };
            let written = place.as_ref().map_or("it", |p| p.marked());
            // More than a computer's numbers reach, or one of its words for none.
            let is = if written.bytes().any(|b| b.is_ascii_digit()) { "too large" } else { "none" };
            let message = format!("{name} must be a finite number; {written} is {is}");
            self.findings.push(Finding::new(Code::NotFinite, place, message));
        } else if !(low..=high).contains(&x) {
            let message = format!("{name} is between {low} and {high}; {} is not", digits(x));
            // A hazard is so many in a hundred, where a trait may be so many out of ten.
            let is_share = name == "hazard" || x > 10.0;
            let mended = (low == 0.0 && high == 1.0 && x > 1.0 && x <= 100.0)
                .then(|| if is_share { x / 100.0 } else { x / 10.0 })
                .map(|mended| (mended * 1e6).round() / 1e6);
            let hint = mended.map(|mended| format!("perhaps {mended}"));
            let place = self.texts.place(&span);
            let finding = self.found(Code::OutOfRange, &span, message, hint);
            if let Some(mended) = mended {
                finding.change_to(place, mended.to_string());
            }
        }
    }

    pub(super) fn range(
        &mut self,
        low: f64,
        high: f64,
        name: &str,
        table: &DeTable<'_>,
        span: Range<usize>,
    ) {
        // A part that an overlay or an edit has put there is to blame, not what it was laid over.
        let own = self.texts.order(span.start);
        let laid = table.values().map(Spanned::span).find(|at| self.texts.order(at.start) != own);
        let span = laid.unwrap_or(span);
        let has = |key: &str| table.contains_key(key);
        let pair = if has("mean") || has("sd") { ["mean", "sd"] } else { ["low", "high"] };
        let complete = table.len() == 2 && pair.iter().all(|key| has(key));
        if !complete {
            let message = format!("{name} takes a number, {{ low, high }} or {{ mean, sd }}");
            let hint = table
                .keys()
                .find(|k| !["low", "high", "mean", "sd"].contains(&k.get_ref().as_ref()))
                .and_then(|k| nearest(k.get_ref(), ["low", "high", "mean", "sd"].into_iter()))
                .map(|near| format!("did you mean `{near}`?"))
                .or_else(|| half_of(pair, table));
            let place = self.texts.place(&span).filter(|p| p.marked().starts_with('{'));
            match ends_meant(table) {
                Some((low, high)) => {
                    let meant = format!("{{ low = {low}, high = {high} }}");
                    let hint = format!("the ends of a range are `low` and `high`: {meant}");
                    self.found(Code::BadRange, &span, message, Some(hint)).change_to(place, meant);
                    return;
                }
                None => {
                    let path = self.trail.join(".");
                    let removed = self.removed;
                    let gone = (pair.iter().filter(|part| !has(part)))
                        .find_map(|part| removed.exactly(&format!("{path}.{part}")));
                    match gone {
                        Some(gone) => {
                            let rest = self.texts.place(&span);
                            let hint = "give the whole range anew instead".to_owned();
                            self.found(Code::BadRange, gone, message, Some(hint))
                                .other_end(rest, "this is left of it");
                        }
                        None => {
                            self.found(Code::BadRange, &span, message, hint);
                        }
                    }
                }
            }
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
                digits(of("low")),
                digits(of("high"))
            );
            let mended = format!("{{ low = {}, high = {} }}", of("high"), of("low"));
            // A range under a heading of its own is not written in braces.
            let place = self.texts.place(&span).filter(|p| p.marked().starts_with('{'));
            let hint = Some(format!("the other way round: {mended}"));
            self.found(Code::BadRange, &span, message, hint).change_to(place, mended);
        }
        if pair[0] == "mean" && of("sd") <= 0.0 {
            let message = format!("the sd of {name} must be above 0; {} is not", digits(of("sd")));
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
}

/// What to do where one part of a range is all that is written.
fn half_of(pair: [&str; 2], table: &DeTable<'_>) -> Option<String> {
    let missing = pair.into_iter().find(|part| !table.contains_key(*part))?;
    let is_alone = table.len() == 1 && pair.iter().any(|part| table.contains_key(*part));
    is_alone.then(|| format!("add `{missing}`, or write a number alone"))
}

/// The ends of a range that are called otherwise than the language has them.
fn ends_meant(table: &DeTable<'_>) -> Option<(f64, f64)> {
    const ENDS: [[&str; 2]; 6] = [
        ["min", "max"],
        ["minimum", "maximum"],
        ["from", "to"],
        ["lower", "upper"],
        ["lowest", "highest"],
        ["least", "most"],
    ];
    let end = |key: &str| table.get(key).and_then(|value| real(value.get_ref()));
    let mut ends = ENDS.into_iter().filter(|_| table.len() == 2);
    ends.find_map(|[low, high]| end(low).zip(end(high)))
}

/// The path that dots without quotes lead along from a key, and the number at its end.
pub(super) fn dotted(key: &str, table: &DeTable<'_>) -> (String, Option<f64>) {
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

pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// The number a value stands for, whole or not.
#[expect(clippy::cast_precision_loss, reason = "no number of a scenario is near 2^53")]
pub fn real(value: &DeValue<'_>) -> Option<f64> {
    match value {
        // One with more digits than fit is a number all the same.
        DeValue::Integer(digits) => {
            whole(value).map(|n| n as f64).or_else(|| digits.as_str().parse().ok())
        }
        DeValue::Float(float) => float.as_str().parse().ok(),
        _ => None,
    }
}
