//! The texts a scenario is read from, laid end to end, so that one number names a place in any.

use std::ops::Range;

use super::findings::Place;

/// Files and arguments in the order they were read.
#[derive(Clone, Debug, Default)]
pub struct Texts(Vec<Text>);

#[derive(Clone, Debug)]
struct Text {
    source: String,
    base: usize,
    text: String,
}

impl Texts {
    /// Adds a text; returns what to add to a place within it.
    pub fn add(&mut self, source: impl Into<String>, text: impl Into<String>) -> usize {
        let base = self.0.last().map_or(0, |last| last.base + last.text.len() + 1);
        self.0.push(Text { source: source.into(), base, text: text.into() });
        base
    }

    /// The text that begins at `base`.
    pub fn text(&self, base: usize) -> &str {
        self.0.iter().find(|t| t.base == base).map_or("", |t| &t.text)
    }

    /// What lies at a span counted from the start of the first text.
    pub fn place(&self, span: &Range<usize>) -> Option<Place> {
        let order = self.0.iter().rposition(|t| t.base <= span.start)?;
        let Text { source, base, text } = &self.0[order];
        let at = |n: usize| {
            let mut n = n.saturating_sub(*base).min(text.len());
            while !text.is_char_boundary(n) {
                n -= 1;
            }
            n
        };
        let (start, end) = (at(span.start), at(span.end));
        let line_start = text[..start].rfind('\n').map_or(0, |n| n + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        let marked = &text[start..end.clamp(start, line_end)];
        Some(Place {
            source: source.clone(),
            order,
            span: start..end.max(start),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            text: text[line_start..line_end].trim_end_matches('\r').to_owned(),
            width: marked.chars().count().max(1),
        })
    }
}
