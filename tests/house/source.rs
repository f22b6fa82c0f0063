//! Reading Rust source just well enough to tell code from comments and text.

use std::collections::BTreeSet;

/// The code without comments and without what stands in quotes.
pub fn code(source: &str) -> String {
    strip(source, false)
}

/// The code with what stands in quotes, without comments.
pub fn code_and_text(source: &str) -> String {
    strip(source, true)
}

fn strip(source: &str, keep_text: bool) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (length, kept) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (block_comment(rest), false)
        } else if let Some(length) = quoted(rest, &out) {
            (length, keep_text)
        } else {
            (first.len_utf8(), true)
        };
        let (piece, after) = rest.split_at(length);
        // A blank in place of what goes, so that words on either side stay apart.
        out.push_str(if kept { piece } else { " " });
        rest = after;
    }
    out
}

/// Length of a block comment, those inside it included.
fn block_comment(text: &str) -> usize {
    let (mut open, mut at) = (0, 0);
    while at < text.len() {
        let here = &text[at..];
        if here.starts_with("/*") {
            open += 1;
            at += 2;
        } else if here.starts_with("*/") {
            open -= 1;
            at += 2;
            if open == 0 {
                return at;
            }
        } else {
            at += here.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Length of a string or character, if one begins here. `before` tells `r"..."` from a name that
/// ends in r.
fn quoted(text: &str, before: &str) -> Option<usize> {
    if let Some(raw) = text.strip_prefix('r').filter(|_| !in_word(before)) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let body = &raw[hashes + 1..];
            let length = body.find(&end).map_or(body.len(), |at| at + end.len());
            return Some(1 + hashes + 1 + length);
        }
    }
    if text.starts_with('"') {
        return Some(closed_by('"', text));
    }
    let character = text.strip_prefix('\'')?;
    // 'a' and '\n' are characters; 'a alone is a lifetime.
    let first = character.chars().next()?;
    if first == '\\' {
        return Some(closed_by('\'', text));
    }
    character[first.len_utf8()..].starts_with('\'').then(|| first.len_utf8() + 2)
}

/// Length of what opens here and is closed by the same mark, unless that follows a backslash.
fn closed_by(mark: char, text: &str) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == mark => return at + mark.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Words of the code: runs of letters, digits and underscores.
pub fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The names that follow `path::` in the code, also in braces: `a` and `b` in `crate::{a::X, b}`.
pub fn named_after(code: &str, path: &str) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for (at, found) in code.match_indices(path) {
        let (before, after) = (&code[..at], &code[at + found.len()..]);
        // Neither part of a longer word nor itself reached through another name.
        if in_word(before) || before.strip_suffix("::").is_some_and(in_word) {
            continue;
        }
        let Some(after) = after.trim_start().strip_prefix("::") else { continue };
        let after = after.trim_start();
        match after.strip_prefix('{') {
            Some(group) => named.extend(first_names(group)),
            None => named.extend(words(after).next().map(str::to_owned)),
        }
    }
    named
}

/// Whether what follows this would continue a word.
fn in_word(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// First name of each item of a group, up to the brace that closes it.
fn first_names(group: &str) -> Vec<String> {
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => items.push(std::mem::take(&mut item)),
            _ => {}
        }
        item.push(character);
    }
    items.push(item);
    items.iter().filter_map(|item| words(item).next()).map(str::to_owned).collect()
}

#[test]
fn comments_and_text_are_told_from_code() {
    let source = r##"let a = 'x'; // one "two"
/* three /* four */ five */ let b: &'static str = "six \" // seven"; r#"eight "nine""# ten '\'' '"' eleven"##;
    let plain = code(source);
    let found: Vec<_> = words(&plain).collect();
    assert_eq!(found, ["let", "a", "let", "b", "static", "str", "ten", "eleven"]);
    let with_text = code_and_text(source);
    let found: Vec<_> = words(&with_text).collect();
    assert!(["six", "seven", "eight", "nine", "x"].iter().all(|word| found.contains(word)));
    assert!(["one", "two", "three", "four", "five"].iter().all(|word| !found.contains(word)));
}

#[test]
fn names_after_a_path_are_found_in_braces_too() {
    let found = |code: &str| named_after(code, "crate").into_iter().collect::<Vec<_>>();
    assert_eq!(found("use crate::a::B; crate :: c"), ["a", "c"]);
    assert_eq!(found("use crate::{a::{X, Y}, b, c::Z};"), ["a", "b", "c"]);
    assert_eq!(found("use other_crate::a; use x::crate::b;"), [""; 0]);
}
