//! What someone meant by a line, or a whole text, that is written otherwise than TOML has it.

use std::ops::Range;

use super::super::schema::{Kind, Slot};
use super::super::suggest::{is_curly, number_meant};
use super::is_key;

/// What someone meant, in words, and as a change where one can be made ready.
pub struct Meant {
    /// What to do.
    pub hint: String,
    /// What to replace, and by what.
    pub change: Option<(Range<usize>, String)>,
}

impl Meant {
    fn only(hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), change: None }
    }

    fn by(hint: impl Into<String>, at: Range<usize>, with: impl Into<String>) -> Self {
        Self { hint: hint.into(), change: Some((at, with.into())) }
    }
}

/// Marks with which other languages begin a note.
const NOTES: [&str; 4] = ["//", "/*", ";", "--"];

const WITHOUT_ACCENTS: &str =
    "ids have the letters a to z, digits and `_`: write it without accents";

/// Whether a word has letters that no id has.
fn has_accents(word: &str) -> bool {
    word.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

/// A text that is something else altogether: what it is, where that shows, and what to do.
pub fn another(text: &str) -> Option<(&'static str, Range<usize>, &'static str)> {
    let line_at = |start: usize| {
        start..start + text[start..].lines().next().unwrap_or_default().trim_end().len()
    };
    let merged = text.starts_with("<<<<<<< ").then_some(0);
    if let Some(at) = merged.or_else(|| text.find("\n<<<<<<< ").map(|at| at + 1)) {
        let what = "two versions of this stand side by side, as a merge has left them";
        let hint =
            "keep one of the two, and delete the lines of `<<<<<<<`, `=======` and `>>>>>>>`";
        return Some((what, line_at(at), hint));
    }
    let hint = "a table begins with its heading, [scenario], and a key stands before `=`: \
                title = \"...\"; `interregnum new NAME` writes an example";
    let start = first_line(text)?;
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    if line.starts_with('{') {
        return Some(("this is not TOML: it looks like JSON", start..start + 1, hint));
    }
    let is_yaml = line == "---" || line.strip_suffix(':').is_some_and(is_key);
    is_yaml.then(|| ("this is not TOML: it looks like YAML", line_at(start), hint))
}

/// Where the first line begins that is neither empty nor a note.
fn first_line(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let plain = line.trim();
        if !plain.is_empty() && !plain.starts_with('#') {
            return Some(start + line.len() - line.trim_start().len());
        }
        start += line.len();
    }
    None
}

/// What to write instead of a line that word processors and people write otherwise than TOML does.
pub fn meant(text: &str, at: usize) -> Option<Meant> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let is_bare = |end: &str| end.starts_with('\r') && !end.starts_with("\r\n");
    if [at, at.saturating_sub(1)].into_iter().filter_map(|at| text.get(at..)).any(is_bare) {
        return Some(Meant::only("save the file with the line ends of Unix or of Windows"));
    }
    let indent = start + line.len() - line.trim_start().len();
    if let Some(mark) = NOTES.iter().find(|mark| line.trim_start().starts_with(**mark)) {
        return Some(Meant::by("a note begins with `#`", indent..indent + mark.len(), "#"));
    }
    if line.trim_start().starts_with('[') {
        return has_accents(line).then(|| Meant::only(WITHOUT_ACCENTS));
    }
    let Some((key, value)) = line.split_once('=') else {
        let (key, value) = line.split_once(':')?;
        let at = start + key.len()..start + key.len() + 1;
        let is_one = is_key(key.trim()) && !value.trim().is_empty();
        return is_one.then(|| {
            let (key, value) = (key.trim(), value.trim());
            Meant::by(format!("what a key is stands after `=`: {key} = {value}"), at, " =")
        });
    };
    let begins = start + key.len() + 1 + (value.len() - value.trim_start().len());
    let (key, value) = (key.trim(), value.trim());
    if !key.contains(['"', '\'', '{']) && has_accents(key) {
        return Some(Meant::only(WITHOUT_ACCENTS));
    }
    if value.starts_with('=') {
        let plain = value.trim_start_matches('=').trim();
        return Some(Meant::by(
            format!("one `=` is enough: {key} = {plain}"),
            begins..begins + 1,
            "",
        ));
    }
    if value.starts_with(is_curly) {
        let plain = value.replace(is_curly, "");
        return Some(Meant::only(format!("use straight quotes: {key} = \"{}\"", plain.trim())));
    }
    if let Some((note, mark)) = note_within(value) {
        let at = begins + note..begins + note + mark.len();
        return Some(Meant::by("a note begins with `#`", at, "#"));
    }
    if value.starts_with(['"', '\'']) {
        return quotes_within(key, value, begins, at);
    }
    let value = value.split('#').next().unwrap_or_default().trim_end();
    // Within a list or a table over several lines a comma has its place: reading stopped before it.
    let is_stop = |plain: &&str| !plain.is_empty() && at >= begins + plain.len();
    if let Some(plain) = value.strip_suffix([';', ',']).filter(is_stop) {
        let mark = &value[plain.len()..];
        let at = begins + plain.len()..begins + value.len();
        return Some(Meant::by(
            format!("nothing stands after a value: leave out the `{mark}`"),
            at,
            "",
        ));
    }
    if let Some(meant) = of_its_kind(kind_at(text, start, key), key, value, begins) {
        return Some(meant);
    }
    if let Some(minus) = value
        .match_indices("--")
        .map(|(at, _)| at)
        .find(|at| value[at + 2..].starts_with(|c: char| c.is_ascii_digit() || c == '.'))
    {
        let at = begins + minus..begins + minus + 2;
        return Some(Meant::by("one minus is enough", at, "-"));
    }
    let (why, with) = if is_bare_date(value) {
        ("put the date in quotes", format!("\"{value}\""))
    } else if let Some(truth) = truth_meant(value) {
        ("true and false are small and without quotes", truth.to_owned())
    } else if let Some(number) = fraction(value) {
        ("write the number out", number)
    } else if let Some(number) = number_with_unit(value) {
        ("a number stands without a word", number.to_owned())
    } else if value.starts_with(char::is_alphabetic)
        && !value.contains(['"', '\'', '[', ']', '{', '}', '=', '\\'])
    {
        ("put text in quotes", format!("\"{value}\""))
    } else {
        // Within a range or a list, the number on which reading stopped.
        let words = value.split([' ', '{', '}', '[', ']', '=']);
        let mut words = words.map(|word| word.trim_matches(','));
        let (word, number) = words.find_map(|word| Some((word, number_meant(word)?)))?;
        let digits = word.trim_start_matches(['+', '-']).bytes().all(|b| b.is_ascii_digit());
        let rule = match digits {
            true => "whole numbers do not begin with 0",
            false => "numbers have a point and a digit on either side of it",
        };
        return Some(Meant::only(format!("{rule}: {number} for {word}")));
    };
    let change = begins..begins + value.len();
    Some(Meant::by(format!("{why}: {key} = {with}"), change, with))
}

/// What the language wants of a key in the line that begins at `start`, beneath the heading above it.
fn kind_at(text: &str, start: usize, key: &str) -> Option<Kind> {
    let above = text[..start].lines().rev().map(str::trim).find(|line| line.starts_with('['));
    let heading =
        above.map(|line| line.trim_start_matches('[').split(']').next().unwrap_or_default());
    let path = heading.map_or_else(|| key.to_owned(), |heading| format!("{heading}.{key}"));
    Slot::at(&path).map(|slot| slot.kind)
}

/// What someone meant by a word without quotes where no text belongs.
fn of_its_kind(kind: Option<Kind>, key: &str, value: &str, begins: usize) -> Option<Meant> {
    let at = begins..begins + value.len();
    match kind? {
        Kind::Flag => {
            let near = |word: &&&str| strsim::osa_distance(&value.to_lowercase(), word) == 1;
            let typed = || ["true", "false"].iter().find(near).copied();
            let Some(truth) = truth_meant(value).or_else(typed) else {
                return Some(Meant::only(format!("write {key} = true, or {key} = false")));
            };
            let why = "true and false are small and without quotes";
            Some(Meant::by(format!("{why}: {key} = {truth}"), at, truth))
        }
        Kind::Number { .. } | Kind::Plain { .. } | Kind::Count { .. }
            if value.starts_with(char::is_alphabetic) =>
        {
            let is_other = |c: char| !c.is_ascii_digit() && c != '.';
            let mut numbers = value.split(is_other).filter(|word| word.parse::<f64>().is_ok());
            match (numbers.next(), numbers.next()) {
                (Some(number), None) if number_meant(number).is_none() => Some(Meant::by(
                    format!("a number stands without a word: {key} = {number}"),
                    at,
                    number,
                )),
                _ => Some(Meant::only(format!("{key} takes a number: write it in digits"))),
            }
        }
        _ => None,
    }
}

/// Where a note begins after a value as other languages write it, and by what mark.
fn note_within(value: &str) -> Option<(usize, &'static str)> {
    let mut quote = None;
    for (at, letter) in value.char_indices() {
        match (quote, letter) {
            (None, '#') => return None,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            (None, _) if at > 0 && value[..at].ends_with(' ') => {
                // Two strokes before a number are one too many.
                let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
                let begins = |mark: &&&str| {
                    let rest = value[at..].strip_prefix(**mark);
                    rest.is_some_and(|rest| **mark != "--" || !is_number(rest))
                };
                if let Some(mark) = NOTES.iter().find(begins) {
                    return Some((at, mark));
                }
            }
            _ => {}
        }
    }
    None
}

/// Text in quotes that holds quotation marks of its own, or a backslash that leads nowhere.
fn quotes_within(key: &str, value: &str, begins: usize, at: usize) -> Option<Meant> {
    let (quote, other) = if value.starts_with('"') { ('"', '\'') } else { ('\'', '"') };
    let end = value.rfind(quote).filter(|end| *end > 0)?;
    let inner = &value[1..end];
    let rest = value[end + 1..].trim_start();
    if !(rest.is_empty() || rest.starts_with('#')) {
        let stop = begins + value.len() - rest.len();
        let mark = rest.chars().next().filter(|c| matches!(c, ';' | ',') && at >= stop)?;
        let hint = format!("nothing stands after a value: leave out the `{mark}`");
        return Some(Meant::by(hint, stop..stop + 1, ""));
    }
    let why = match (inner.contains(quote), inner.contains('\\')) {
        (true, _) => "text with quotation marks in it stands in the other kind",
        (false, true) => "text with backslashes stands in single quotes",
        (false, false) => return None,
    };
    if inner.contains(other) || inner.contains('\\') && other == '"' {
        return Some(Meant::only("put a backslash before each of these marks within the text"));
    }
    let with = format!("{other}{inner}{other}");
    Some(Meant::by(format!("{why}: {key} = {with}"), begins..begins + end + 1, with))
}

/// A fraction of whole numbers, written out.
fn fraction(value: &str) -> Option<String> {
    let (above, below) = value.split_once('/')?;
    let whole = |text: &str| text.trim().parse::<u16>().ok().map(f64::from);
    let (above, below) = (whole(above)?, whole(below).filter(|below| *below > 0.0)?);
    Some(((above / below * 1e4).round() / 1e4).to_string())
}

/// A whole number with a word after it, such as `100 weeks`: the number.
fn number_with_unit(value: &str) -> Option<&str> {
    let (number, word) = value.split_once(' ')?;
    let is_number = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let is_word = word.trim().chars().all(char::is_alphabetic);
    (is_number && is_word && number_meant(number).is_none()).then_some(number)
}

/// Whether this is a year and a month, which TOML has no form for, or a day that there is not.
fn is_bare_date(value: &str) -> bool {
    let parts: Vec<_> = value.split('-').collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(digits) && parts[0].len() == 4
}

/// The truth value that people write otherwise than TOML does.
pub fn truth_meant(value: &str) -> Option<&'static str> {
    match value.to_lowercase().as_str() {
        "true" | "yes" | "on" => Some("true"),
        "false" | "no" | "off" => Some("false"),
        _ => None,
    }
}
