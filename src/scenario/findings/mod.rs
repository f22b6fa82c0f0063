//! What is wrong with a scenario, as data: code, place, message, hints, change.

mod codes;
mod place;

use std::fmt;

pub use codes::Code;
pub use place::{Place, Whole};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be played.
    Error,
    /// It can be played, but something in it is likely not meant.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A ready replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is replaced.
    pub place: Place,
    /// What stands there instead; empty where it is taken out.
    pub with: String,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where it lies; `None` where no text is to blame (a file that cannot be read).
    pub place: Option<Place>,
    /// What is wrong, in the words of the scenario.
    pub message: String,
    /// What to do about it, best first.
    pub hints: Vec<String>,
    /// The other ends of what is broken, each with a word on it.
    pub related: Vec<(Place, String)>,
    /// A replacement that would mend it, where one can be made ready.
    pub change: Option<Change>,
}

impl Finding {
    /// An error or, for a code that warns, a warning.
    pub fn new(code: Code, place: Option<Place>, message: impl Into<String>) -> Self {
        let severity = code.severity();
        let (hints, related) = (Vec::new(), Vec::new());
        Self { code, severity, place, message: message.into(), hints, related, change: None }
    }

    /// The same with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The same with another end of what is broken, if it lies in a text.
    pub fn other_end(&mut self, place: Option<Place>, word: impl Into<String>) -> &mut Self {
        self.related.extend(place.map(|place| (place, word.into())));
        self
    }

    /// The same with a replacement for a place, if it lies in a text.
    pub fn change_to(&mut self, place: Option<Place>, with: impl Into<String>) -> &mut Self {
        self.change = place.map(|place| Change { place, with: with.into() });
        self
    }
}

impl fmt::Display for Finding {
    /// The finding in plain lines; the command line draws it with its source.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        writeln!(f, "{}[{}]: {}", self.severity.word(), self.code.id(), self.message)?;
        for (place, word) in &self.related {
            writeln!(f, "  {place}: {word}")?;
        }
        for hint in &self.hints {
            writeln!(f, "  help: {hint}")?;
        }
        if let Some(change) = &self.change {
            writeln!(f, "  change: {} to {}", change.place.marked(), change.with)?;
        }
        Ok(())
    }
}

/// What the text of an edit is called.
pub const EDIT: &str = "--set";

/// Most errors that are kept; beyond that it is only said that there are more.
pub const MOST_FINDINGS: usize = 1000;

/// Everything found, sorted by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Sorts what was found: by source, then by place; what has no place comes first, then what lies in
    /// edits, for what is found in files may follow from it. However many
    /// warnings there are, none of them keeps a scenario from being played.
    pub fn new(mut findings: Vec<Finding>) -> Self {
        let mut errors = 0;
        findings.retain(|finding| {
            errors += usize::from(finding.severity == Severity::Error);
            finding.severity == Severity::Warning || errors <= MOST_FINDINGS
        });
        if errors > MOST_FINDINGS {
            let message =
                format!("more than {MOST_FINDINGS} things are wrong; those first found are shown");
            let finding = Finding::new(Code::TooLarge, None, message);
            findings.push(finding.hint("mend these first, and check again"));
        }
        findings.sort_by_key(|f| {
            let place = f.place.as_ref();
            (place.map(|p| (p.source != EDIT, p.order, p.span.start)), f.code)
        });
        findings.dedup();
        Self(findings)
    }

    /// The findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them is an error.
    pub fn any_error(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many matter this much.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|f| f.severity == severity).count()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, finding) in self.0.iter().enumerate() {
            if k > 0 {
                writeln!(f)?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(code: Code, count: usize) -> impl Iterator<Item = Finding> {
        (0..count).map(move |k| Finding::new(code, None, k.to_string()))
    }

    #[test]
    fn warnings_however_many_are_no_error_and_hide_none() {
        let warnings = Findings::new(many(Code::Unfounded, 2 * MOST_FINDINGS).collect());
        assert!(!warnings.any_error());
        assert_eq!(warnings.len(), 2 * MOST_FINDINGS);
        let both = many(Code::Unfounded, MOST_FINDINGS).chain(many(Code::UnknownKey, 1));
        let both = Findings::new(both.collect());
        assert_eq!(both.count(Severity::Error), 1);
    }

    #[test]
    fn of_errors_without_end_the_first_are_kept() {
        let errors = Findings::new(many(Code::UnknownKey, MOST_FINDINGS + 7).collect());
        assert_eq!(errors.len(), MOST_FINDINGS + 1);
        assert_eq!(errors.iter().filter(|f| f.code == Code::TooLarge).count(), 1);
    }

    #[test]
    fn no_two_codes_share_a_number() {
        let ids: std::collections::BTreeSet<_> = Code::ALL.iter().map(|c| c.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
    }
}
