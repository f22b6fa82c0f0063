//! What stands under a wrong word or a wrong heading, where it is plain which was meant: said once, and
//! put where it belongs, so that nothing else is found that only follows from it.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::super::findings::Code;
use super::super::merge;
use super::super::schema::{Key, Kind, Slot};
use super::super::suggest::nearest;
use super::Walk;

/// A table above the one that is looked at.
pub(super) struct Above {
    keys: &'static [Key],
    path: String,
    /// What is written in it, each with the order of the text that has it.
    there: Vec<(String, usize)>,
}

/// A key that slipped beneath a heading of what it belongs to.
pub(super) struct Stray<'t> {
    /// How many tables are above the one that it belongs to.
    depth: usize,
    key: Spanned<DeString<'t>>,
    value: Spanned<DeValue<'t>>,
}

impl Walk<'_> {
    /// Sets right a table and all beneath it. What belongs further up comes back.
    pub(super) fn set_right<'t>(
        &mut self,
        keys: &'static [Key],
        name: &str,
        at: &Range<usize>,
        table: &mut DeTable<'t>,
        above: &mut Vec<Above>,
    ) -> Vec<Stray<'t>> {
        let is_own = |_: &Self, key: &str, _: &DeValue<'_>| keys.iter().any(|k| k.name == key);
        let mut strays = self.strays(is_own, at, table, above);
        self.rename(keys, name, table);
        let there = table
            .keys()
            .map(|key| (key.get_ref().clone().into_owned(), self.texts.order(key.span().start)));
        above.push(Above { keys, path: self.trail.join("."), there: there.collect() });
        for (key, value) in table.iter_mut() {
            if let Some(known) = keys.iter().find(|k| k.name == key.get_ref().as_ref()) {
                strays.extend(self.within(known.name, &known.kind, known.name, value, above));
            }
        }
        above.pop();
        let (own, further): (Vec<_>, Vec<_>) =
            strays.into_iter().partition(|stray| stray.depth == above.len());
        for stray in own {
            // Its place is the new one.
            table.remove(stray.key.get_ref().as_ref());
            table.insert(stray.key, stray.value);
        }
        further
    }

    /// The same for a value that stands at a key.
    fn within<'t>(
        &mut self,
        key: &str,
        kind: &'static Kind,
        name: &str,
        value: &mut Spanned<DeValue<'t>>,
        above: &mut Vec<Above>,
    ) -> Vec<Stray<'t>> {
        let at = value.span();
        let DeValue::Table(table) = value.get_mut() else { return Vec::new() };
        self.trail.push(key.to_owned());
        let strays = match kind {
            Kind::Table(keys) => self.set_right(keys, name, &at, table, above),
            Kind::Named(of) | Kind::Keyed(_, of) => {
                let is_own = |walk: &Self, id: &str, value: &DeValue<'_>| match kind {
                    Kind::Keyed(room, _) => walk.ids.has(*room, id),
                    _ => value.is_table(),
                };
                let mut strays = self.strays(is_own, &at, table, above);
                for (id, value) in table.iter_mut() {
                    let id = id.get_ref().clone().into_owned();
                    strays.extend(self.within(&id, of, &format!("{name}.{id}"), value, above));
                }
                strays
            }
            _ => Vec::new(),
        };
        self.trail.pop();
        strays
    }

    /// Takes out what belongs to a table further up, and says so.
    fn strays<'t>(
        &mut self,
        is_own: impl Fn(&Self, &str, &DeValue<'_>) -> bool,
        at: &Range<usize>,
        table: &mut DeTable<'t>,
        above: &[Above],
    ) -> Vec<Stray<'t>> {
        let belongs = |walk: &Self, key: &Spanned<DeString<'_>>, value: &DeValue<'_>| {
            let (written, order) = (key.get_ref().as_ref(), walk.texts.order(key.span().start));
            if is_own(walk, written, value) {
                return None;
            }
            // The whole scenario is none: each of its keys is a heading of its own.
            (1..above.len()).rev().find(|depth| {
                let above = &above[*depth];
                let known = above.keys.iter().find(|k| k.name == written);
                let is_there = above.there.iter().any(|(key, by)| key == written && *by == order);
                known.is_some_and(|known| may_stand(&known.kind, value)) && !is_there
            })
        };
        let each = table.iter().filter_map(|(key, value)| {
            let depth = belongs(self, key, value.get_ref())?;
            Some((depth, key.get_ref().clone().into_owned()))
        });
        let each: Vec<(usize, String)> = each.collect();
        let mut strays = Vec::new();
        for (depth, written) in each {
            let Some((key, value)) = table.remove_entry(written.as_str()) else { continue };
            let (own, under) = (&above[depth].path, self.trail.join("."));
            let is_inline = self.texts.place(at).is_some_and(|p| p.marked().starts_with('{'));
            let hint = match is_inline {
                true => "put it outside of these braces".to_owned(),
                false => format!("put it above [{under}], beneath [{own}]"),
            };
            let message = format!("`{written}` belongs to {own}, and stands in {under}");
            self.found(Code::UnknownKey, &key.span(), message, Some(hint));
            strays.push(Stray { depth, key, value });
        }
        strays
    }

    /// Gives keys that are none the name that was meant, where nothing else has it.
    fn rename(&mut self, keys: &'static [Key], name: &str, table: &mut DeTable<'_>) {
        let names = || keys.iter().map(|k| k.name);
        let is_of_files = |key: &str| ["extends", "remove"].contains(&key);
        let unknown = table
            .keys()
            .map(|key| key.get_ref().clone().into_owned())
            .filter(|key| !names().any(|known| known == key) && !is_of_files(key));
        for written in unknown.collect::<Vec<_>>() {
            if self.is_full() || self.quoted_path(&written).is_some() {
                continue;
            }
            let known = nearest(&written, names()).and_then(|n| keys.iter().find(|k| k.name == n));
            let (Some(known), Some((key, value))) = (known, table.get_key_value(written.as_str()))
            else {
                continue;
            };
            let order = self.texts.order(key.span().start);
            let fits = table.get_key_value(known.name).is_none_or(|(other, there)| {
                self.texts.order(other.span().start) != order
                    || lie_side_by_side(value.get_ref(), there.get_ref())
            });
            if !fits || !may_stand(&known.kind, value.get_ref()) {
                continue;
            }
            let headings = match (&known.kind, value.get_ref()) {
                (Kind::Named(_) | Kind::Keyed(..), DeValue::Table(inner)) => inner.len(),
                _ => 1,
            };
            let message = format!("{name} has no key `{}`", written.escape_debug());
            let (span, otherwise) = (key.span(), String::new());
            let finding =
                self.unknown(Code::UnknownKey, &span, message, &written, names(), otherwise);
            if headings > 1 {
                finding.hints.push(format!("so in all {headings} headings that have it"));
            }
            let Some(value) = table.remove(written.as_str()) else { continue };
            put(table, known, span, value);
        }
    }
}

/// Puts a value at a key, over what another text has there.
fn put<'t>(
    table: &mut DeTable<'t>,
    known: &'static Key,
    span: Range<usize>,
    mut value: Spanned<DeValue<'t>>,
) {
    let slot = Slot { kind: known.kind, need: known.need };
    if !known.kind.is_whole()
        && let Some(there) = table.get_mut(known.name)
        && let (DeValue::Table(there), DeValue::Table(own)) = (there.get_mut(), value.get_mut())
    {
        merge::lay(Some(slot), there, std::mem::replace(own, DeTable::new()));
        return;
    }
    table.remove(known.name);
    table.insert(Spanned::new(span, known.name.into()), value);
}

/// Whether two values of one text can stand at one key: tables that hold nothing twice, and are not both
/// written as tables of their own.
fn lie_side_by_side(one: &DeValue<'_>, other: &DeValue<'_>) -> bool {
    let (DeValue::Table(one), DeValue::Table(other)) = (one, other) else { return false };
    let is_heading = |table: &DeTable<'_>| table.values().all(|v| v.get_ref().is_table());
    let only_leads = |table: &DeTable<'_>| !table.is_empty() && is_heading(table);
    let mut both = one.iter().filter_map(|(key, value)| {
        Some((value.get_ref(), other.get(key.get_ref().as_ref())?.get_ref()))
    });
    (only_leads(one) || only_leads(other)) && both.all(|(one, other)| lie_side_by_side(one, other))
}

/// Whether a value is of such a kind, whatever else may be wrong with it.
fn may_stand(kind: &Kind, value: &DeValue<'_>) -> bool {
    let is_number = matches!(value, DeValue::Integer(_) | DeValue::Float(_));
    match kind {
        Kind::Flag => matches!(value, DeValue::Boolean(_)),
        Kind::Number { .. } => is_number || value.is_table(),
        Kind::Count { .. } | Kind::Plain { .. } => is_number,
        Kind::List(_) | Kind::Between => matches!(value, DeValue::Array(_)),
        Kind::Date => matches!(value, DeValue::String(_) | DeValue::Datetime(_)),
        kind if kind.is_whole() && !matches!(kind, Kind::OneOf(_)) => {
            matches!(value, DeValue::String(_))
        }
        _ => value.is_table(),
    }
}
