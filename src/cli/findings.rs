//! Findings drawn for a terminal: each line that is meant, what is underlined in it, what to do.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Patch, Renderer, Snippet,
};

use crate::scenario::{Change, Code, Finding, Findings, Place, Severity};

use super::lines::columns;

/// Most findings that are drawn; the rest is counted.
const MOST_DRAWN: usize = 100;
/// Most lines between two places that are drawn in one piece.
const MOST_BETWEEN: usize = 400;
/// Most lines of one place that are drawn.
const MOST_LINES: usize = 6;

/// All findings, in colour. Whatever prints this takes the colour out where none is wanted.
pub(super) fn drawn(findings: &Findings) -> String {
    let renderer = Renderer::styled().term_width(columns().max(60));
    let mut text = String::new();
    for finding in findings.iter().take(MOST_DRAWN) {
        text.push_str(renderer.render(&groups(finding)).trim_end());
        text.push_str("\n\n");
    }
    if findings.len() > MOST_DRAWN {
        text.push_str(&format!("and {} more\n\n", findings.len() - MOST_DRAWN));
    }
    text.push_str(&last_line(findings));
    text
}

/// How many there are, and where more is said.
fn last_line(findings: &Findings) -> String {
    let mut codes: Vec<Code> = findings.iter().map(|finding| finding.code).collect();
    codes.sort();
    codes.dedup();
    let more = match codes.as_slice() {
        [] => String::new(),
        [code, ..] => format!("; `interregnum explain {}` says more", code.id()),
    };
    format!("{}{more}\n", counted(findings))
}

/// "2 errors and 1 warning".
pub(super) fn counted(findings: &Findings) -> String {
    let each = [Severity::Error, Severity::Warning].map(|severity| {
        let count = findings.count(severity);
        let plural = if count == 1 { "" } else { "s" };
        (count, format!("{count} {}{plural}", severity.word()))
    });
    let said: Vec<String> =
        each.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
    if said.is_empty() { "nothing found".to_owned() } else { said.join(" and ") }
}

/// The finding itself, then a change that would mend it.
fn groups(finding: &Finding) -> Vec<Group<'_>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut first =
        level.primary_title(&*finding.message).id(finding.code.id()).elements(snippets(finding));
    let Some(change) = &finding.change else {
        for hint in &finding.hints {
            first = first.element(Level::HELP.message(&**hint));
        }
        return vec![first];
    };
    // The first hint says what the change does.
    let (does, others) = match finding.hints.split_first() {
        Some((does, others)) => (does.as_str(), others),
        None => ("write", &[][..]),
    };
    for hint in others {
        first = first.element(Level::HELP.message(&**hint));
    }
    vec![first, Level::HELP.secondary_title(does).elements(patched(change))]
}

/// Most bytes of a line that are drawn on either side of what is meant.
const MOST_AROUND: usize = 300;

/// A piece of a source: where it begins, its first line, and itself.
struct Piece<'a> {
    from: usize,
    line: usize,
    text: &'a str,
    /// Column of what is meant, in characters from 1, where only a part of its line is drawn.
    column: Option<usize>,
}

/// The bytes of the lines from that of one place to that of another, without the last one's end.
fn lines(from: &Place, to: &Place) -> Range<usize> {
    let whole = from.whole.text();
    let start = whole[..from.span.start].rfind('\n').map_or(0, |n| n + 1);
    let last = to.span.start.max(from.span.end).max(to.span.end).min(whole.len());
    start..whole[last..].find('\n').map_or(whole.len(), |n| last + n)
}

/// Whether a place lies in a line of which only a part is drawn.
fn is_long(place: &Place) -> bool {
    lines(place, place).len() > 4 * MOST_AROUND
}

/// The lines of a source from that of one place to that of another.
fn piece<'a>(from: &'a Place, to: &Place) -> Piece<'a> {
    let (whole, all) = (from.whole.text(), lines(from, to));
    // Of an endless line only what is around the place is drawn.
    let first = boundary(whole, from.span.start.saturating_sub(MOST_AROUND)).max(all.start);
    let last = boundary(whole, (from.span.end.max(to.span.end) + MOST_AROUND).min(all.end));
    if from.line == to.line && is_long(from) && last - first < all.len() {
        let text = &whole[first..last];
        return Piece { from: first, line: from.line, text, column: Some(from.column) };
    }
    Piece { from: all.start, line: from.line, text: &whole[all], column: None }
}

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

fn snippet<'a, T: Clone>(piece: &Piece<'a>, source: &'a str) -> Snippet<'a, T> {
    let drawn = Snippet::source(piece.text).line_start(piece.line);
    if piece.column.is_none() { drawn.path(source) } else { drawn }
}

/// What is drawn of a piece. A part of a line is headed apart: its columns are not those of the line.
fn headed<'a>(
    piece: &Piece<'a>,
    source: &'a str,
    drawn: impl Into<Element<'a>>,
) -> impl Iterator<Item = Element<'a>> {
    let head = |column| Origin::path(source).line(piece.line).char_column(column).into();
    piece.column.map(head).into_iter().chain([drawn.into()])
}

/// What is underlined. Of what runs over many lines, its first.
fn underlined(place: &Place) -> Range<usize> {
    let marked = place.marked();
    if marked.matches('\n').count() < MOST_LINES {
        return place.span.clone();
    }
    let first = marked.find('\n').unwrap_or(marked.len());
    place.span.start..place.span.start + first
}

fn annotation<'a>(kind: AnnotationKind, place: &Place, piece: &Piece<'_>) -> Annotation<'a> {
    let span = underlined(place);
    kind.span(span.start - piece.from..span.end - piece.from)
}

/// The place itself and the other ends, those that lie close to it in one piece.
fn snippets(finding: &Finding) -> Vec<Element<'_>> {
    let Some(place) = &finding.place else { return Vec::new() };
    let is_near = |other: &Place| {
        other.order == place.order
            && other.source == place.source
            && other.line.abs_diff(place.line) <= MOST_BETWEEN
            && !is_long(other)
            && !is_long(place)
    };
    let near: Vec<_> = finding.related.iter().filter(|(other, _)| is_near(other)).collect();
    let with_itself = || near.iter().map(|(other, _)| other).chain([place]);
    let first = with_itself().min_by_key(|p| p.span.start).unwrap_or(place);
    let last = with_itself().max_by_key(|p| p.span.end).unwrap_or(place);
    let whole = piece(first, last);
    let mut drawn = snippet(&whole, &place.source).annotation(annotation(
        AnnotationKind::Primary,
        place,
        &whole,
    ));
    for (other, word) in near {
        drawn = drawn.annotation(annotation(AnnotationKind::Context, other, &whole).label(word));
    }
    let mut all: Vec<Element<'_>> = headed(&whole, &place.source, drawn).collect();
    for (other, word) in finding.related.iter().filter(|(other, _)| !is_near(other)) {
        let own = piece(other, other);
        let marked = annotation(AnnotationKind::Context, other, &own).label(word);
        all.extend(headed(&own, &other.source, snippet(&own, &other.source).annotation(marked)));
    }
    all
}

fn patched(change: &Change) -> Vec<Element<'_>> {
    let place = &change.place;
    let own = piece(place, place);
    let span = place.span.start - own.from..place.span.end - own.from;
    let drawn = snippet(&own, &place.source).patch(Patch::new(span, &*change.with));
    headed(&own, &place.source, drawn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;

    #[test]
    fn of_endless_lines_only_what_is_around_the_places_is_drawn() {
        let small = include_str!("../../tests/worlds/small.toml");
        let many = "{ fired = \"famine\" }, ".repeat(500);
        for line in [
            format!("when = {{ any = [{many}{{ fired = \"famin\" }}, {many}] }}"),
            format!("when = {{ fired = \"famin\" }} # {}", "note ".repeat(2000)),
        ] {
            let text = format!("{small}\n[questions.long]\nask = \"Long?\"\n{line}\n");
            let found = Scenario::parse("long.toml", &text, &[]).expect_err("no such crisis");
            let told = anstream::adapter::strip_str(&drawn(&found)).to_string();
            assert!(told.contains("there is no crisis `famin`"), "{told}");
            let widest = told.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest < 4 * MOST_AROUND, "{widest}: {told}");
            let column = line.find("\"famin\"").map_or(0, |at| at + 1);
            let place = format!("--> long.toml:{}:{column}\n", text.lines().count());
            assert_eq!(told.matches(&place).count(), 2, "{told}");
            assert!(told.contains("::: long.toml:306:"), "{told}");
        }
    }
}
