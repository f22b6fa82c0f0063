//! Findings drawn for a terminal: each line that is meant, what is underlined in it, what to do.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

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
    vec![first, Level::HELP.secondary_title(does).element(patched(change))]
}

/// Most bytes of a line that are drawn on either side of what is meant.
const MOST_AROUND: usize = 300;

/// A piece of a source: where it begins, its first line, and itself.
struct Piece<'a> {
    from: usize,
    line: usize,
    text: &'a str,
    /// Column at which it begins, where that is not the first.
    cut_at: Option<usize>,
}

/// The lines of a source from that of one place to that of another.
fn piece<'a>(from: &'a Place, to: &Place) -> Piece<'a> {
    let whole = from.whole.text();
    let start = whole[..from.span.start].rfind('\n').map_or(0, |n| n + 1);
    let last = to.span.start.max(from.span.end).max(to.span.end).min(whole.len());
    let end = whole[last..].find('\n').map_or(whole.len(), |n| last + n);
    // Of an endless line only what is around the place is drawn, and the place is named apart.
    let (first, after) =
        (boundary(whole, from.span.start.saturating_sub(MOST_AROUND)), last + MOST_AROUND);
    let is_long = first > start || after < end;
    let one_line = from.line == to.line;
    if is_long && one_line && end - start > 4 * MOST_AROUND {
        let first = first.max(start);
        let text = &whole[first..boundary(whole, after.min(end))];
        let before = whole[first..from.span.start].chars().count();
        return Piece { from: first, line: from.line, text, cut_at: Some(from.column - before) };
    }
    Piece { from: start, line: from.line, text: &whole[start..end], cut_at: None }
}

/// The last place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|n| text.is_char_boundary(*n)).unwrap_or(0)
}

fn snippet<'a, T: Clone>(piece: &Piece<'a>, source: &'a str) -> Snippet<'a, T> {
    let drawn = Snippet::source(piece.text).line_start(piece.line);
    match piece.cut_at {
        None => drawn.path(source),
        Some(column) => {
            drawn.path(format!("{source} (line {}, cut at column {column})", piece.line))
        }
    }
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
fn snippets(finding: &Finding) -> Vec<Snippet<'_, Annotation<'_>>> {
    let Some(place) = &finding.place else { return Vec::new() };
    let is_near = |other: &Place| {
        other.order == place.order
            && other.source == place.source
            && other.line.abs_diff(place.line) <= MOST_BETWEEN
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
    let mut all = vec![drawn];
    for (other, word) in finding.related.iter().filter(|(other, _)| !is_near(other)) {
        let own = piece(other, other);
        let marked = annotation(AnnotationKind::Context, other, &own).label(word);
        all.push(snippet(&own, &other.source).annotation(marked));
    }
    all
}

fn patched(change: &Change) -> Snippet<'_, Patch<'_>> {
    let place = &change.place;
    let own = piece(place, place);
    let span = place.span.start - own.from..place.span.end - own.from;
    snippet(&own, &place.source).patch(Patch::new(span, &*change.with))
}
