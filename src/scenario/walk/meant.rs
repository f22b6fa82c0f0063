//! What was meant by a word, a key or an entry that is none: said, and made ready as a change where it
//! would mend.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::super::findings::{Code, Finding};
use super::super::schema::Slot;
use super::super::suggest::nearest;
use super::{Walk, is_id};

/// So many needed keys are not forgotten: who leaves them out means an entry that has them.
const MOST_FORGOTTEN: usize = 3;

impl Walk<'_> {
    /// The finding of a word that is none of those known: the nearest as a change, or all of them.
    /// A change replaces the word where it stands, within its quotes.
    pub(super) fn unknown<'k>(
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

    /// The hint for a path that stands in quotes where it is none in quotes, as in
    /// `["principals.anton"]`.
    pub(super) fn quoted_path(&self, key: &str) -> Option<String> {
        let path = [self.trail.as_slice(), &[key.to_owned()]].concat().join(".");
        let is_path = key.contains('.') && Slot::at(&path).is_some();
        is_path.then(|| format!("a path stands without quotes here: {key}"))
    }

    /// What is written beneath a table, by path, each with the order of the text that has it.
    pub(super) fn there(&self, table: &DeTable<'_>) -> BTreeMap<String, usize> {
        let mut there = BTreeMap::new();
        for (key, value) in table {
            let name = key.get_ref();
            // A path in quotes is none that leads there.
            if !name.contains('.') {
                there.insert(name.clone().into_owned(), self.texts.order(key.span().start));
            }
            for (inner, _) in value.get_ref().as_table().into_iter().flatten() {
                let order = self.texts.order(inner.span().start);
                there.insert(format!("{name}.{}", inner.get_ref()), order);
            }
        }
        there
    }

    /// Sees to it that what was found last is not changed to a key that its text has already.
    pub(super) fn only_once(&mut self, there: &BTreeMap<String, usize>, at: &Range<usize>) {
        let order = self.texts.order(at.start);
        let Some(finding) = self.findings.last_mut() else { return };
        let Some(with) = finding.change.as_ref().map(|change| change.with.clone()) else { return };
        if there.get(&with).is_some_and(|other| *other == order) {
            finding.change = None;
            finding.hints = vec![format!("`{with}` is written here already: leave this one out")];
        }
    }

    /// Whether an entry that lacks most of what it needs was meant to be one that is there: that is
    /// then all that is found in it.
    pub(super) fn meant_other(
        &mut self,
        before: usize,
        name: &str,
        id: &str,
        span: &Range<usize>,
        all: &[String],
    ) -> bool {
        let missing = |finding: &Finding| finding.code == Code::MissingKey;
        let many = self.findings[before..].iter().filter(|f| missing(f)).count();
        if many < MOST_FORGOTTEN || self.is_full() {
            return false;
        }
        let others = all.iter().map(String::as_str).filter(|other| *other != id && is_id(other));
        let Some(near) = nearest(id, others) else { return false };
        let mut kept = self.findings.split_off(before);
        kept.retain(|finding| !missing(finding) && finding.code != Code::BadId);
        self.findings.append(&mut kept);
        let message = format!("{name} is new, and lacks {many} keys that it needs");
        let hint = format!("did you mean `{near}`?");
        let place = self.texts.place(span);
        let with = place.as_ref().map(|p| p.marked().replacen(id, near, 1));
        let finding = self.found(Code::MissingKey, span, message, Some(hint));
        finding.change_to(place, with.unwrap_or_default());
        true
    }
}
