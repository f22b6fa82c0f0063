//! `--set PATH=VALUE`.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::findings::{Code, Finding};
use super::merge;
use super::schema::{Kind, Need, Slot, steps};
use super::suggest::{is_curly, nearest, number_meant};
use super::texts::Texts;

/// Applies the edit whose text begins at `base`. A path must be there, or be one that the language
/// knows beneath a table that is there.
pub fn apply<'t>(
    table: &mut Spanned<DeTable<'t>>,
    base: usize,
    texts: &'t Texts,
    findings: &mut Vec<Finding>,
) {
    match attempt(table.get_mut(), base, texts) {
        Ok(()) => {}
        Err(finding) => findings.push(*finding),
    }
}

fn attempt<'t>(table: &mut DeTable<'t>, base: usize, texts: &'t Texts) -> Result<(), Box<Finding>> {
    let argument = texts.text(base);
    let at = |range: Range<usize>| texts.place(&(range.start + base..range.end + base));
    let whole = 0..argument.len();
    let Some((path, text)) = argument.split_once('=') else {
        return Err(Finding::new(
            Code::BadEdit,
            at(whole),
            "`--set` takes PATH=VALUE; this has no `=`",
        )
        .hint("for instance --set principals.beria.dread=0.3")
        .into());
    };
    let value_at = path.len() + 1 + (text.len() - text.trim_start().len());
    let value = parse_value(text.trim(), base + value_at).ok_or_else(|| -> Box<Finding> {
        let text = text.trim();
        let message = format!("`{}` is neither TOML nor a bare word", text.escape_debug());
        let hint = match number_meant(text) {
            Some(number) => format!("write it with a point: {}={number}", path.trim()),
            None if text.contains(is_curly) => {
                format!("use straight quotes: {}=\"{}\"", path.trim(), text.replace(is_curly, ""))
            }
            None => "put text in quotes: PATH=\"some text\"".to_owned(),
        };
        Finding::new(Code::BadEdit, at(value_at.min(argument.len())..argument.len()), message)
            .hint(hint)
            .into()
    })?;
    let path_at = path.len() - path.trim_start().len();
    let path = path.trim();
    let quotes = ['"', '\''];
    let plain = path.replace(quotes, "");
    let quoted = steps(path).iter().any(|step| step.contains(quotes));
    if quoted && !plain.is_empty() && Slot::at(&plain).is_some() {
        let place = at(path_at..path_at + path.len());
        let message = format!("the path `{}` stands in quotes", plain.escape_debug());
        let mut finding = Finding::new(Code::UnknownPath, place.clone(), message)
            .hint(format!("a path stands without quotes: {plain}={}", text.trim()));
        finding.change_to(place, plain);
        return Err(finding.into());
    }
    let mut segments = Vec::new();
    let mut from = path_at;
    for segment in steps(path) {
        segments.push((segment, from..from + segment.len()));
        from += segment.len() + 1;
    }
    if let [(first @ ("extends" | "remove"), range), ..] = &segments[..] {
        let message = format!("`{first}` says what a file is laid over, and cannot be set");
        return Err(Finding::new(Code::UnknownPath, at(range.clone()), message)
            .hint(format!("write a file that begins with `extends`, and put `{first}` there"))
            .into());
    }
    let ids = super::walk::Ids::of(table);
    let known = Known { path, segments: &segments, ids: &ids };
    let place = Place { base, at: &at };
    known.put(Slot::ROOT, table, 0, value, &place)
}

struct Place<'a> {
    base: usize,
    at: &'a dyn Fn(Range<usize>) -> Option<super::findings::Place>,
}

struct Known<'a> {
    path: &'a str,
    segments: &'a [(&'a str, Range<usize>)],
    ids: &'a super::walk::Ids,
}

impl Known<'_> {
    fn put<'t>(
        &self,
        slot: Slot,
        table: &mut DeTable<'t>,
        k: usize,
        value: Spanned<DeValue<'t>>,
        place: &Place<'_>,
    ) -> Result<(), Box<Finding>> {
        let (segment, range) = &self.segments[k];
        let next = slot.step(segment);
        if !table.contains_key(*segment) {
            let known = next.is_some()
                && match &slot.kind {
                    Kind::Table(_) | Kind::Parameters | Kind::Settings => true,
                    Kind::Keyed(room, _) => self.ids.has(*room, segment),
                    _ => false,
                };
            if !known {
                return Err(self.unknown(slot, table, k, place));
            }
        }
        let span = range.start + place.base..range.end + place.base;
        let key = Spanned::new(span.clone(), (*segment).to_owned().into());
        if k + 1 == self.segments.len() {
            table.remove(*segment);
            table.insert(key, value);
            return Ok(());
        }
        if let Some(inner) = table.get_mut(*segment) {
            return self.into(next, inner, k + 1, value, place);
        }
        let mut inner = DeTable::new();
        let slot = next.expect("a segment that is not there is known");
        self.put(slot, &mut inner, k + 1, value, place)?;
        table.insert(key, Spanned::new(span, DeValue::Table(inner)));
        Ok(())
    }

    fn into<'t>(
        &self,
        slot: Option<Slot>,
        inner: &mut Spanned<DeValue<'t>>,
        k: usize,
        value: Spanned<DeValue<'t>>,
        place: &Place<'_>,
    ) -> Result<(), Box<Finding>> {
        // Where the language knows no further step, only what is written can be addressed.
        let slot = slot.unwrap_or(Slot { kind: Kind::Text, need: Need::Optional });
        match inner.get_mut() {
            DeValue::Table(table) => self.put(slot, table, k, value, place),
            DeValue::Array(array) => {
                let (segment, _) = &self.segments[k];
                let next = slot.step(segment);
                let count = array.len();
                match segment.parse::<usize>().ok().and_then(|n| array.get_mut(n)) {
                    Some(element) if k + 1 == self.segments.len() => {
                        *element = value;
                        Ok(())
                    }
                    Some(element) => self.into(next, element, k + 1, value, place),
                    None => Err(self.not_in_list(count, k, place)),
                }
            }
            _ => Err(self.unknown(slot, &DeTable::new(), k, place)),
        }
    }

    fn not_in_list(&self, count: usize, k: usize, place: &Place<'_>) -> Box<Finding> {
        let message = format!("the path `{}` does not exist", self.path.escape_debug());
        let hint = match count {
            0 => format!("`{}` is an empty list", self.upto(k)),
            _ => format!("entries of `{}` are numbered 0 to {}", self.upto(k), count - 1),
        };
        Finding::new(Code::UnknownPath, (place.at)(self.segments[k].1.clone()), message)
            .hint(hint)
            .into()
    }

    fn upto(&self, k: usize) -> String {
        self.segments[..k].iter().map(|(s, _)| *s).collect::<Vec<_>>().join(".")
    }

    fn unknown(
        &self,
        slot: Slot,
        table: &DeTable<'_>,
        k: usize,
        place: &Place<'_>,
    ) -> Box<Finding> {
        let (segment, range) = &self.segments[k];
        let mut names: Vec<String> =
            table.keys().map(|key| key.get_ref().clone().into_owned()).collect();
        match &slot.kind {
            Kind::Keyed(room, _) => names.extend(self.ids.all(*room).map(str::to_owned)),
            Kind::OneOf(_) => {}
            _ => names.extend(slot.keys().iter().map(|key| (*key).to_owned())),
        }
        names.sort();
        names.dedup();
        let message = format!("the path `{}` does not exist", self.path.escape_debug());
        let finding = Finding::new(Code::UnknownPath, (place.at)(range.clone()), message);
        // An id without the name of its table.
        if k == 0
            && let Some(room) = self.ids.room_of(segment)
        {
            let path = self.path.escape_debug();
            return finding.hint(format!("did you mean `{}.{path}`?", room.id())).into();
        }
        let prefix = if k == 0 { String::new() } else { self.upto(k) + "." };
        if let Some(near) = nearest(segment, names.iter().map(String::as_str)) {
            let rest: String =
                self.segments[k + 1..].iter().map(|(s, _)| format!(".{s}")).collect();
            let mut finding = finding.hint(format!("did you mean `{prefix}{near}{rest}`?"));
            let place = finding.place.clone();
            finding.change_to(place, near);
            return finding.into();
        }
        if names.is_empty() {
            return finding.hint(format!("nothing lies beneath `{}`", self.upto(k))).into();
        }
        let more = if names.len() > 12 { ", ..." } else { "" };
        names.truncate(12);
        finding.hint(format!("known there: {}{more}", names.join(", "))).into()
    }
}

fn parse_value(text: &str, base: usize) -> Option<Spanned<DeValue<'_>>> {
    if let Ok(value) = DeValue::parse(text) {
        return Some(merge::placed(value, base));
    }
    let bare = !text.is_empty()
        && number_meant(text).is_none()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ':' | '.' | '#'));
    bare.then(|| Spanned::new(base..base + text.len(), DeValue::String(text.into())))
}
