//! Laying one scenario over another: a merge by key.
//!
//! Tables merge key by key. A range, a condition, a proposition or a list is replaced as a whole,
//! for half of one and half of another would mean nothing.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::findings::{Code, Finding, MOST_FINDINGS, Place};
use super::opened::names;
use super::schema::{Slot, steps};
use super::suggest::nearest_path;
use super::texts::Texts;

/// The same table with every place moved by `base`.
pub fn placed_table(table: Spanned<DeTable<'_>>, base: usize) -> Spanned<DeTable<'_>> {
    let span = moved(&table.span(), base);
    let entries = table.into_inner().into_iter().map(|(key, value)| {
        let key_span = moved(&key.span(), base);
        (Spanned::new(key_span, key.into_inner()), placed(value, base))
    });
    Spanned::new(span, entries.collect())
}

/// The same value with every place moved by `base`.
pub fn placed(value: Spanned<DeValue<'_>>, base: usize) -> Spanned<DeValue<'_>> {
    let span = moved(&value.span(), base);
    let value = match value.into_inner() {
        DeValue::Array(array) => {
            DeValue::Array(array.into_iter().map(|v| placed(v, base)).collect())
        }
        DeValue::Table(table) => {
            DeValue::Table(placed_table(Spanned::new(0..0, table), base).into_inner())
        }
        other => other,
    };
    Spanned::new(span, value)
}

fn moved(span: &Range<usize>, base: usize) -> Range<usize> {
    span.start + base..span.end + base
}

/// What overlays have taken out: each path with the place that says so.
#[derive(Clone, Debug, Default)]
pub struct Removed(BTreeMap<String, Range<usize>>);

impl Removed {
    /// Where a path, or what it lies beneath, was taken out.
    pub fn span(&self, path: &str) -> Option<&Range<usize>> {
        let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
        ends.filter_map(|end| self.0.get(&path[..end])).next()
    }

    /// Where a path, or something beneath it, was taken out.
    pub fn beneath(&self, path: &str) -> Option<&Range<usize>> {
        let is_beneath = |gone: &str| {
            gone.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.0.iter().find(|(gone, _)| is_beneath(gone)).map(|(_, span)| span)
    }

    /// Where a path itself was taken out.
    pub fn exactly(&self, path: &str) -> Option<&Range<usize>> {
        self.0.get(path)
    }
}

/// Lays `over` on `under`: first takes out what `remove` lists, then merges. What a what-if says
/// about itself is not handed on.
pub fn over<'t>(
    under: &mut Spanned<DeTable<'t>>,
    over: Spanned<DeTable<'t>>,
    removed: &mut Removed,
    texts: &Texts,
    findings: &mut Vec<Finding>,
) {
    for own in ["extends", "remove", "whatif"] {
        under.get_mut().remove(own);
    }
    if let Some(DeValue::Array(paths)) = over.get_ref().get("remove").map(Spanned::get_ref) {
        take_out_all(under.get_mut(), paths, removed, texts, findings);
    }
    lay(Some(Slot::ROOT), under.get_mut(), over.into_inner());
}

/// Takes out what a list names; a finding for each path that cannot be.
fn take_out_all(
    under: &mut DeTable<'_>,
    paths: &DeArray<'_>,
    removed: &mut Removed,
    texts: &Texts,
    findings: &mut Vec<Finding>,
) {
    let (mut missing, mut last) = (Vec::new(), None);
    for path in paths {
        let DeValue::String(text) = path.get_ref() else { continue };
        if take_out(under, &steps(text)) {
            removed.0.insert(text.clone().into_owned(), path.span());
        } else {
            let list = list_above(under, text);
            missing.push(Missing { text, span: path.span(), last: last.clone(), list });
        }
        last = Some(path.span());
    }
    if missing.is_empty() {
        return;
    }
    let there = paths_of(under);
    for missing in missing {
        if findings.len() > MOST_FINDINGS {
            break;
        }
        findings.push(not_there(&there, &missing, removed, texts));
    }
}

/// Takes out the `when` of entries of the record that refers to what files laid over them have taken
/// out, and none has put back: that it happened in fact stays true in a world in which it cannot happen.
pub fn forget(table: &mut DeTable<'_>, removed: &Removed, texts: &Texts) {
    let is_gone = |table: &DeTable<'_>, name: &str, when: &Range<usize>| {
        // What is extended is read later.
        let is_later = |gone: &Range<usize>| texts.order(gone.start) < texts.order(when.start);
        removed.span(name).is_some_and(is_later) && !is_there(table, name)
    };
    let mut idle = Vec::new();
    for (id, entry) in
        table.get("record").and_then(|record| record.get_ref().as_table()).into_iter().flatten()
    {
        let slot = Slot::at(&format!("record.{}.when", id.get_ref()));
        let when = entry.get_ref().as_table().and_then(|entry| entry.get("when"));
        let (Some(slot), Some(when)) = (slot, when) else { continue };
        let names = names(&slot.kind, when.get_ref());
        if names.iter().any(|name| is_gone(table, name, &when.span())) {
            idle.push(id.get_ref().clone().into_owned());
        }
    }

    let Some(DeValue::Table(record)) = table.get_mut("record").map(Spanned::get_mut) else {
        return;
    };
    for id in idle {
        if let Some(DeValue::Table(entry)) = record.get_mut(&*id).map(Spanned::get_mut) {
            entry.remove("when");
        }
    }
}

/// A path that cannot be removed.
struct Missing<'p> {
    text: &'p str,
    span: Range<usize>,
    /// The entry of the list before it.
    last: Option<Range<usize>>,
    /// The list that it is an entry of.
    list: Option<&'p str>,
}

/// The finding of a path that cannot be removed, where these are. A change never removes more than was
/// asked for.
fn not_there(there: &[String], missing: &Missing<'_>, removed: &Removed, texts: &Texts) -> Finding {
    let Missing { text, ref span, ref last, list } = *missing;
    let shown = text.escape_debug();
    let place = texts.place(span);
    let finding = |message: String| Finding::new(Code::UnknownPath, place.clone(), message);
    if let Some(gone) = removed.span(text) {
        let mut finding = finding(format!("`{shown}` is taken out already"))
            .hint("leave it out here: once is enough");
        finding.other_end(texts.place(gone), "it is taken out here");
        // With the comma before it, and nothing else.
        let entry = last.as_ref().map(|last| last.end..span.end);
        let entry = entry.and_then(|both| texts.place(&both));
        let is_entry = |both: &Place| {
            let own = place.as_ref().map_or("", Place::marked);
            both.marked().strip_suffix(own).is_some_and(|between| between.trim() == ",")
        };
        finding.change_to(entry.filter(is_entry), "");
        return finding;
    }
    if let Some(list) = list {
        return finding(format!("`{shown}` is an entry of a list, and cannot be removed alone"))
            .hint(format!(
                "a list is replaced as a whole: write `{list}` anew, without the entry"
            ));
    }
    let mut finding = finding(format!("`{shown}` is not there to be removed"));
    if text == "whatif" || text.starts_with("whatif.") {
        return finding.hint("leave it out here: `[whatif]` of what is extended is not handed on");
    }
    // Only said: a change made ready would take out what nobody asked to lose.
    if let Some(near) = nearest_path(text, there.iter().map(String::as_str)) {
        finding = finding.hint(format!("did you mean `{near}`?"));
    }
    finding
}

/// The beginning of a path that leads to a list, if the path goes on into it.
fn list_above<'p>(table: &DeTable<'_>, path: &'p str) -> Option<&'p str> {
    let mut table = table;
    let mut from = 0;
    for (end, _) in path.match_indices('.') {
        match table.get(&path[from..end])?.get_ref() {
            DeValue::Table(inner) => table = inner,
            DeValue::Array(_) => return Some(&path[..end]),
            _ => return None,
        }
        from = end + 1;
    }
    None
}

/// Lays one table over another that stands at the same place.
pub fn lay<'t>(slot: Option<Slot>, under: &mut DeTable<'t>, over: DeTable<'t>) {
    for (key, value) in over {
        let slot = slot.and_then(|s| s.step(key.get_ref()));
        let merges = slot.is_some_and(|s| !s.kind.is_whole());
        // Taken out first, so that the key's place is the new one: what is found of an entry that
        // was changed is shown where it was changed.
        let old = under.remove(key.get_ref().as_ref());
        let value = match old {
            Some(mut old) if merges && old.get_ref().is_table() && value.get_ref().is_table() => {
                if let (DeValue::Table(old), DeValue::Table(new)) =
                    (old.get_mut(), value.into_inner())
                {
                    lay(slot, old, new);
                }
                old
            }
            _ => value,
        };
        under.insert(key, value);
    }
}

fn take_out(table: &mut DeTable<'_>, steps: &[&str]) -> bool {
    match steps {
        [] => false,
        [last] => table.remove(*last).is_some(),
        [first, rest @ ..] => match table.get_mut(*first).map(Spanned::get_mut) {
            Some(DeValue::Table(inner)) => take_out(inner, rest),
            _ => false,
        },
    }
}

/// Whether something stands at a path outside lists.
fn is_there(table: &DeTable<'_>, path: &str) -> bool {
    let steps = steps(path);
    let Some((last, above)) = steps.split_last() else { return false };
    let inner = above.iter().try_fold(table, |table, step| table.get(*step)?.get_ref().as_table());
    inner.is_some_and(|inner| inner.contains_key(*last))
}

/// The path of every table and value outside lists, sorted.
pub fn paths_of(table: &DeTable<'_>) -> Vec<String> {
    places_of(table).into_keys().collect()
}

/// The same with the place of each key.
pub fn places_of(table: &DeTable<'_>) -> BTreeMap<String, Range<usize>> {
    fn gather(prefix: &str, table: &DeTable<'_>, paths: &mut BTreeMap<String, Range<usize>>) {
        for (key, value) in table {
            let path = if prefix.is_empty() {
                key.get_ref().clone().into_owned()
            } else {
                format!("{prefix}.{}", key.get_ref())
            };
            if let DeValue::Table(inner) = value.get_ref() {
                gather(&path, inner, paths);
            }
            paths.insert(path, key.span());
        }
    }
    let mut paths = BTreeMap::new();
    gather("", table, &mut paths);
    paths
}
