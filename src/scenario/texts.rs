//! The texts a scenario is read from, laid end to end, so that one number names a place in any.

use std::ops::Range;

use super::findings::{Place, Whole};

/// Most bytes of a line that a place keeps on either side of what is meant.
const MOST_AROUND: usize = 400;

/// Files and arguments in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Texts(Vec<Text>);

#[derive(Clone, Debug)]
struct Text {
    source: String,
    base: usize,
    whole: Whole,
    /// Where each line begins.
    lines: Vec<usize>,
}

impl Texts {
    /// Adds a text; returns what to add to a place within it.
    pub fn add(&mut self, source: impl Into<String>, text: impl Into<String>) -> usize {
        let base = self.0.last().map_or(0, |last| last.base + last.whole.text().len() + 1);
        let text = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(n, _)| n + 1));
        let lines = lines.collect();
        self.0.push(Text { source: source.into(), base, whole: Whole::new(text), lines });
        base
    }

    /// The text that begins at `base`.
    pub fn text(&self, base: usize) -> &str {
        self.0.iter().find(|t| t.base == base).map_or("", |t| t.whole.text())
    }

    /// Number of the line on which a place lies, counted through all texts.
    pub fn line(&self, at: usize) -> usize {
        let before = self.0.iter().take_while(|t| t.base <= at);
        before.map(|t| t.lines.partition_point(|n| t.base + n <= at)).sum()
    }

    /// Which text a place lies in, in the order they were read.
    pub fn order(&self, at: usize) -> usize {
        self.0.iter().rposition(|t| t.base <= at).unwrap_or(0)
    }

    /// What lies at a span counted from the start of the first text.
    pub fn place(&self, span: &Range<usize>) -> Option<Place> {
        let order = self.order(span.start);
        let Text { source, base, whole, lines } = self.0.get(order)?;
        let text = whole.text();
        let (start, end) = (span.start.saturating_sub(*base), span.end.saturating_sub(*base));
        let (start, end) = (boundary(text, start), boundary(text, end));
        let line = lines.partition_point(|n| *n <= start);
        let line_start = lines[line - 1];
        let line_end = lines.get(line).map_or(text.len(), |next| next - 1);
        let marked = &text[start..end.clamp(start, line_end)];
        let shown = boundary(text, start.saturating_sub(MOST_AROUND)).max(line_start)
            ..boundary(text, end.max(start) + MOST_AROUND).min(line_end);
        Some(Place {
            source: source.clone(),
            order,
            span: start..end.max(start),
            line,
            // The mark that some editors put before a text is no part of its first line.
            column: text[line_start..start].trim_start_matches('\u{feff}').chars().count() + 1,
            text: text[shown].trim_end_matches('\r').to_owned(),
            width: marked.chars().count().max(1),
            whole: whole.clone(),
        })
    }
}

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
