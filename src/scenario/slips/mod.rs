//! What is no TOML: each slip of the pen as one finding, where it was made, with what was meant.
//!
//! A bracket left open makes hundreds of errors further down, and none on its own line. So a text
//! that cannot be read is looked at once more, for brackets, quotation marks and headings alone.

mod meant;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};

use toml::de::Error;

use super::findings::{Code, Finding, MOST_FINDINGS};
use super::texts::Texts;
pub use meant::truth_meant;
use meant::{another, meant};

/// The findings of the errors of the text that begins at `base`. What only follows from another is
/// left out.
pub fn found(base: usize, errors: &[Error], texts: &Texts) -> Vec<Finding> {
    let text = texts.text(base);
    if errors.is_empty() {
        return Vec::new();
    }
    let place = |span: &Range<usize>| texts.place(&(span.start + base..span.end + base));
    if let Some((message, span, hint)) = another(text) {
        return vec![Finding::new(Code::NotToml, place(&span), message).hint(hint)];
    }
    let open = left_open(text);
    // What was left open comes first: so much may be wrong that not all of it is told.
    let mut findings: Vec<Finding> = (open.iter())
        .map(|open| {
            Finding::new(Code::NotToml, place(&open.at), open.message()).hint(open.remedy())
        })
        .collect();
    // One mistake often makes more of the line unreadable; the first is the one to mend.
    let mut lines = BTreeSet::new();
    let mut copied: Option<Range<usize>> = None;
    let mut firsts: Option<Firsts<'_>> = None;
    for error in errors {
        if findings.len() > MOST_FINDINGS {
            break;
        }
        let span = error.span().filter(|span| *span != (0..0));
        let is_deep = error.message().contains("recurs");
        let span = match span {
            None if is_deep => deepest(text),
            span => span.unwrap_or(0..0),
        };
        let is_twice = error.message().starts_with("duplicate key");
        let follows = open.as_ref().is_some_and(|open| open.reach(text).contains(&span.start))
            || is_twice && copied.as_ref().is_some_and(|copied| copied.contains(&span.start));
        if follows || !lines.insert(texts.line(span.start + base)) {
            continue;
        }
        let heading = if is_twice { heading(text, span.start) } else { None };
        let message = format!("this is not TOML: {}", error.message().replace('\n', ", "));
        let mut finding = Finding::new(Code::NotToml, place(&span), message);
        if is_deep {
            finding = finding.hint("nothing in a scenario lies so deep in other things");
        } else if is_twice {
            let firsts = firsts.get_or_insert_with(|| Firsts::of(text));
            let first = firsts.before(&span).and_then(|first| place(&first));
            finding.other_end(first, "the first");
            finding.hints.push(match heading {
                Some(name) if name.matches('.').count() == 1 => {
                    "give this one an id of its own, or delete it".to_owned()
                }
                Some(_) => "put what stands below it under the first".to_owned(),
                None => "delete one of the two, or call it something else".to_owned(),
            });
            if let Some(name) = heading {
                copied = Some(span.start..section_end(text, span.start, name));
            }
        } else if let Some(meant) = meant(text, span.start) {
            finding.hints.push(meant.hint);
            if let Some((at, with)) = meant.change {
                finding.change_to(place(&at), with);
            }
        }
        findings.push(finding);
    }
    findings
}

/// A bracket or a quotation mark that is not closed.
#[derive(Debug, PartialEq, Eq)]
struct Open {
    at: Range<usize>,
    closing: &'static str,
    /// Where the mark stands that was to close it, lines further down.
    ends: Option<usize>,
    /// Whether a bracket is open around it, which then is not closed either.
    is_within: bool,
}

impl Open {
    fn bracket(at: usize, closing: &'static str) -> Self {
        Self { at: at..at + 1, closing, ends: None, is_within: false }
    }

    fn is_quote(&self) -> bool {
        self.closing.starts_with(['"', '\''])
    }

    /// Where whatever cannot be read may follow from it: a quotation mark that closes within its line
    /// spoils no other, unless it hides what closes a bracket.
    fn reach(&self, text: &str) -> RangeInclusive<usize> {
        let rest = &text[self.at.start..];
        let is_line = self.is_quote() && self.closing.len() == 1 && !self.is_within;
        let end = rest.find('\n').filter(|_| is_line).unwrap_or(rest.len());
        self.at.start..=self.ends.unwrap_or(self.at.start + end)
    }

    fn message(&self) -> String {
        let what = if self.is_quote() { "quotation mark" } else { "bracket" };
        format!("this {what} is not closed")
    }

    fn remedy(&self) -> String {
        let quotes = self.closing.repeat(3);
        match self.closing.len() {
            1 if self.ends.is_some() => {
                format!("text of several lines stands in {quotes}: put that at both ends")
            }
            1 => format!("put a `{}` where it ends", self.closing),
            _ => format!("put {} where the text ends", self.closing),
        }
    }
}

/// The first bracket or quotation mark that is not closed: where a heading, the end, or another
/// bracket's end comes before its own.
fn left_open(text: &str) -> Option<Open> {
    let mut open: Vec<Open> = Vec::new();
    let mut rest = 0;
    let mut at_start = true;
    // The last letter that is no space: what opens a string comes after one that may precede a value.
    let mut last = '\n';
    while let Some(letter) = text[rest..].chars().next() {
        let here = &text[rest..];
        let line = here.lines().next().unwrap_or_default();
        if std::mem::take(&mut at_start)
            && let Some(end) = heading_end(line)
        {
            if let Some(bracket) = open.pop() {
                return Some(bracket);
            }
            if end.is_none() {
                let begins = rest + line.len() - line.trim_start().len();
                return Some(Open::bracket(begins, "]"));
            }
            rest += line.len();
            continue;
        }
        let mut step = letter.len_utf8();
        match letter {
            '\n' => at_start = true,
            '#' => step = line.len(),
            '"' | '\'' if matches!(last, '=' | '[' | '{' | ',' | '.' | '\n') => {
                match string_end(here) {
                    Ok(end) => step = end,
                    Err(closing) => {
                        let ends = further_down(here, closing).map(|end| rest + end);
                        let (at, is_within) = (rest..rest + closing.len(), !open.is_empty());
                        return Some(Open { at, closing, ends, is_within });
                    }
                }
            }
            '[' | '{' if last == '=' || !open.is_empty() => {
                let closing = if letter == '[' { "]" } else { "}" };
                open.push(Open::bracket(rest, closing));
            }
            ']' | '}' => {
                let own = |bracket: &Open| bracket.closing.starts_with(letter);
                match open.pop() {
                    Some(bracket) if !own(&bracket) && open.iter().any(own) => {
                        return Some(bracket);
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        if letter == '\n' && open.is_empty() || !letter.is_whitespace() && letter != '#' {
            last = letter;
        }
        rest += step;
    }
    open.pop()
}

/// Where a heading ends within its line, or that it does not; `None` where the line is none.
fn heading_end(line: &str) -> Option<Option<usize>> {
    let inner = line.trim_start().strip_prefix('[')?;
    let inner = inner.strip_prefix('[').unwrap_or(inner);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '"' | '\'');
    let after = inner.trim_start_matches(is_name);
    match after.strip_prefix("]]").or_else(|| after.strip_prefix(']')) {
        Some(more) => {
            let more = more.trim_start();
            (more.is_empty() || more.starts_with('#')).then(|| Some(line.len() - after.len()))
        }
        None => (after.is_empty() || after.starts_with('#')).then_some(None),
    }
}

/// How long the string is with which a text begins, or what would have to close it.
fn string_end(text: &str) -> Result<usize, &'static str> {
    for closing in ["\"\"\"", "'''"] {
        let Some(inner) = text.strip_prefix(closing) else { continue };
        let end = after_escapes(inner, closing, closing.starts_with('"')).ok_or(closing)?;
        // Where the next text begins, this one was to have ended.
        let line = inner[..end].rsplit('\n').next().unwrap_or_default();
        let begins = line.trim_end().strip_suffix('=').is_some_and(|key| is_key(key.trim()));
        if begins && inner[..end].contains('\n') {
            return Err(closing);
        }
        return Ok(end + 2 * closing.len());
    }
    let closing = if text.starts_with('"') { "\"" } else { "'" };
    let line = text[1..].lines().next().unwrap_or_default();
    after_escapes(line, closing, closing == "\"").map(|end| end + 2).ok_or(closing)
}

/// Where a text that begins with one quotation mark goes on over lines, and ends with another: before
/// any line that is a key or a heading.
fn further_down(text: &str, closing: &str) -> Option<usize> {
    let mut start = text.find('\n').filter(|_| closing.len() == 1)? + 1;
    for line in text[start..].split_inclusive('\n') {
        let is_next = heading_end(line).is_some() || first_key(line).is_some_and(is_key);
        if is_next || line.trim().is_empty() {
            return None;
        }
        let plain = line.trim_end();
        if plain.ends_with(closing) {
            return Some(start + plain.len());
        }
        start += line.len();
    }
    None
}

/// Where a text first has `closing`, past what a backslash stands before.
fn after_escapes(text: &str, closing: &str, escapes: bool) -> Option<usize> {
    let mut is_escaped = false;
    text.char_indices().find_map(|(at, letter)| {
        if std::mem::take(&mut is_escaped) {
            return None;
        }
        is_escaped = escapes && letter == '\\';
        text[at..].starts_with(closing).then_some(at)
    })
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// The line that goes deepest, for what is wrong with it has no place: by dots and brackets.
fn deepest(text: &str) -> Range<usize> {
    let steps = |line: &str| line.matches(['.', '[', '{']).count();
    let first = text.lines().max_by_key(|line| steps(line)).unwrap_or_default();
    let at = text.find(first).unwrap_or(0);
    at..at + first.len()
}

/// Where each key first stands beneath its heading, and each heading.
struct Firsts<'t> {
    text: &'t str,
    /// Where each line begins, and beneath which heading it stands.
    lines: Vec<(usize, usize)>,
    /// Headings by their line, as it is written.
    headings: BTreeMap<&'t str, usize>,
    /// Keys at the start of a line, beneath the heading that so many are before.
    keys: BTreeMap<(usize, &'t str), usize>,
}

impl<'t> Firsts<'t> {
    fn of(text: &'t str) -> Self {
        let (lines, headings, keys) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut all = Self { text, lines, headings, keys };
        let (mut start, mut above) = (0, 0);
        for line in text.split_inclusive('\n') {
            if line.starts_with('[') {
                above += 1;
                all.headings.entry(line.trim_end()).or_insert(start);
            } else if let Some(key) = first_key(line) {
                let at = start + line.len() - line.trim_start().len();
                all.keys.entry((above, key)).or_insert(at);
            }
            all.lines.push((start, above));
            start += line.len();
        }
        all
    }

    /// Where the key stands first that is written again at `again`.
    fn before(&self, again: &Range<usize>) -> Option<Range<usize>> {
        let key = self.text.get(again.clone())?;
        let line = self.lines.partition_point(|(start, _)| *start <= again.start).checked_sub(1)?;
        let (own, above) = self.lines[line];
        let line = self.text[own..].lines().next().unwrap_or_default().trim_end();
        let first = if line.starts_with('[') {
            self.headings.get(line)? + (again.start - own)
        } else {
            *self.keys.get(&(above, key))?
        };
        (first < again.start).then(|| first..first + key.len())
    }
}

/// The key with which a line begins: its first step, in quotes or not.
fn first_key(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let quote = line.chars().next().filter(|first| matches!(first, '"' | '\''));
    let end = match quote {
        Some(quote) => line[1..].find(quote)? + 2,
        None => line.find(['=', '.'])?,
    };
    let is_key = line[end..].trim_start().starts_with(['=', '.']);
    is_key.then(|| line[..end].trim_end())
}

/// The name of the heading in whose line a place lies; `None` where the line is none.
fn heading(text: &str, at: usize) -> Option<&str> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let inner = line.trim_start().strip_prefix('[')?;
    inner.split(']').next().map(|name| name.trim_start_matches('[').trim())
}

/// Where a heading follows that is not beneath the one of this name, or the text ends.
fn section_end(text: &str, at: usize, name: &str) -> usize {
    let mut headings = text[at..].match_indices("\n[").map(|(end, _)| at + end + 1);
    let is_beneath = |start: usize| {
        let other = heading(text, start).and_then(|other| other.strip_prefix(name));
        other.is_some_and(|rest| rest.starts_with('.'))
    };
    headings.find(|start| !is_beneath(*start)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(text: &str) -> Option<(&str, usize)> {
        let open = left_open(text)?;
        Some((&text[open.at.clone()], text[..open.at.start].lines().count().max(1)))
    }

    #[test]
    fn what_is_left_open_is_found_where_it_was_opened() {
        let next = "\nname = \"x\"\n[organs.divan]\nseats = [1, 2]\n";
        for (line, mark) in [
            ("cite = [\"notes\"", "["),
            ("dread = { low = 0.8, high = 1.0", "{"),
            ("powers = { appoint_in = [\"party\", command = 1 }", "["),
            ("powers = { appoint_in = [\"party\"], command = 1", "{"),
            ("effects = [{ terror = 0.1 }, { terror = 0.2 ]", "{"),
            ("name = \"Anton", "\""),
            ("name = 'Anton", "'"),
            ("summary = \"\"\"\nMany words", "\"\"\""),
            ("[principals.anton", "["),
        ] {
            let text = format!("{line}{next}");
            let open = left_open(&text).map(|open| &text[open.at]);
            assert_eq!(open, Some(mark), "{text}");
        }
        let two = "summary = \"\"\"\nwords\n[a]\ntext = \"\"\"\nmore\n\"\"\"\n";
        assert_eq!(open(two), Some(("\"\"\"", 1)));
    }

    #[test]
    fn what_is_closed_is_not_found() {
        for text in [
            "a = [\"[x\", '{', # }\n  [1, [2]],\n]\n[b.c] # [\n",
            "a = { b = [1], c = { d = \"}\" } }\n[[list]]\n",
            "a = \"\"\"\n[organs.divan]\n\"quoted\" \\\"\"\" [\n\"\"\"\nb = 1\n",
            "a = \"it\\\"s\"\nb = Anton's\n\"quoted key\" = 1\n",
        ] {
            assert_eq!(left_open(text), None, "{text}");
        }
    }
}
