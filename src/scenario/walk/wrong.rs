//! A value of the wrong kind: said, with what to write instead where that is plain.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::super::findings::Code;
use super::super::schema::{Key, Kind};
use super::super::slips::truth_meant;
use super::{Walk, called, real, whole};

/// How to mend a value, in words, and what to write in its place.
type Mended = Option<(&'static str, String)>;

impl Walk<'_> {
    pub(super) fn wrong_type(
        &mut self,
        kind: &Kind,
        name: &str,
        value: &DeValue<'_>,
        span: &Range<usize>,
    ) {
        let message = format!("{name} takes {}; this is {}", kind.words(), called(value));
        let place = self.texts.place(span);
        let marked = place.as_ref().map_or("", |p| p.marked()).to_owned();
        if let Some(hint) = in_words(kind, name, value) {
            self.found(Code::WrongType, span, message, Some(hint.to_owned()));
            return;
        }
        let mended = otherwise(kind, value).or_else(|| as_marked(kind, value, &marked));
        let hint = mended.as_ref().map(|(how, with)| match value {
            // A heading is no value of a key.
            DeValue::Array(_) if marked.starts_with("[[") => format!("{how}: {with}"),
            _ => format!("{how}: {name} = {with}"),
        });
        let finding = self.found(Code::WrongType, span, message, hint);
        if let Some((_, with)) = mended {
            finding.change_to(place, with);
        }
    }

    /// Keys of an entry that stand beneath the heading of its whole table, for want of an id: one finding
    /// for all of them.
    pub(super) fn without_id(&mut self, of: &Kind, name: &str, table: &mut DeTable<'_>) {
        let Kind::Table(keys) = of else { return };
        let is_key = |id: &str| keys.iter().any(|key| key.name == id);
        let is_own = |key: &Spanned<DeString<'_>>| is_key(key.get_ref().as_ref());
        // A table alone may have such an id.
        if !table.iter().any(|(key, value)| is_own(key) && !value.get_ref().is_table()) {
            return;
        }
        let none = table.keys().filter(|key| is_own(key));
        let none: Vec<_> =
            none.map(|key| (key.span(), key.get_ref().clone().into_owned())).collect();
        let Some((span, first)) = none.iter().min_by_key(|(span, _)| span.start) else { return };
        let path = self.trail.join(".");
        let message =
            format!("`{first}` stands in {name} itself, and belongs to one of its entries");
        let hint = format!("give it an id of its own: a heading such as [{path}.ID] above it");
        self.found(Code::WrongType, span, message, Some(hint));
        let names: Vec<_> = none.into_iter().map(|(_, name)| name).collect();
        self.take_out(table, &names);
    }
}

/// What to do where nothing can be made ready.
fn in_words(kind: &Kind, name: &str, value: &DeValue<'_>) -> Option<&'static str> {
    match (kind, value) {
        (Kind::Text, _) if name == "remove" => {
            Some("give paths, as in remove = [\"crises.hungary\"]")
        }
        (Kind::OneOf(keys), DeValue::Array(each)) if each.len() > 1 && is_proposition(keys) => {
            Some("put several together: { all = [...] }, or { any = [...] }")
        }
        _ => None,
    }
}

/// What the value itself says was meant.
fn otherwise(kind: &Kind, value: &DeValue<'_>) -> Mended {
    let is_number = matches!(kind, Kind::Number { .. } | Kind::Plain { .. });
    match (kind, value) {
        (_, DeValue::String(text)) if is_number && text.trim().parse::<f64>().is_ok() => {
            Some(("without quotes", text.trim().to_owned()))
        }
        (Kind::Count { .. }, DeValue::String(text)) if text.trim().parse::<i64>().is_ok() => {
            Some(("without quotes", text.trim().to_owned()))
        }
        (Kind::Number { low, high } | Kind::Plain { low, high }, DeValue::Boolean(is))
            if *low == 0.0 && *high == 1.0 =>
        {
            Some(("a switch is a number, 0 for off and 1 for on", u8::from(*is).to_string()))
        }
        (Kind::Flag, DeValue::String(text)) if text == "true" || text == "false" => {
            Some(("without quotes", text.to_string()))
        }
        (Kind::Flag, DeValue::String(text)) => truth_meant(text)
            .map(|is| ("true and false are small and without quotes", is.to_owned())),
        (Kind::Flag, DeValue::Integer(_)) => match whole(value)? {
            0 => Some(("in a word", "false".to_owned())),
            1 => Some(("in a word", "true".to_owned())),
            _ => None,
        },
        (Kind::Count { low, high }, DeValue::Float(x)) if x.as_str().ends_with(".0") => {
            let whole = x.as_str().trim_end_matches(".0");
            let fits = whole.parse().is_ok_and(|n: i64| (*low..=*high).contains(&n));
            fits.then(|| ("without the point", whole.to_owned()))
        }
        (Kind::Number { .. }, DeValue::Array(ends)) if ends.len() == 2 => {
            let ends: Vec<_> = ends.iter().filter_map(|end| real(end.get_ref())).collect();
            let [low, high] = ends[..] else { return None };
            Some(("name the ends of a range", format!("{{ low = {low}, high = {high} }}")))
        }
        (Kind::Date, DeValue::Integer(year)) if year.as_str().len() == 4 => {
            Some(("give the month, in quotes", format!("\"{}-01\"", year.as_str())))
        }
        (Kind::Table([Key { name, kind: Kind::Count { .. }, .. }, ..]), DeValue::Integer(n)) => {
            Some(("say what the number is of", format!("{{ {name} = {} }}", n.as_str())))
        }
        _ => None,
    }
}

/// What was meant, made of what is written: more brackets or quotes around it, or fewer.
fn as_marked(kind: &Kind, value: &DeValue<'_>, marked: &str) -> Mended {
    let within = |open: char, close: char| marked.strip_prefix(open)?.strip_suffix(close);
    match (kind, value) {
        (Kind::List(of), DeValue::String(text)) if !matches!(**of, Kind::OneOf(_)) => {
            // A word of an edit stands without quotes.
            let is_bare = !marked.starts_with(['"', '\'']);
            let entry = if is_bare { format!("\"{text}\"") } else { marked.to_owned() };
            Some(("put it in square brackets", format!("[{entry}]")))
        }
        (Kind::List(_), DeValue::Table(_)) => {
            within('{', '}').map(|_| ("put it in square brackets", format!("[{marked}]")))
        }
        (Kind::OneOf(_) | Kind::Table(_), DeValue::Array(each)) if each.len() == 1 => {
            let inner = within('[', ']')?.trim();
            let how = match inner.starts_with('[') {
                true => "a heading has one pair of brackets",
                false => "without the square brackets",
            };
            inner.starts_with(['[', '{']).then(|| (how, inner.to_owned()))
        }
        (Kind::Text, DeValue::Integer(_) | DeValue::Float(_)) => {
            Some(("put it in quotes", format!("\"{marked}\"")))
        }
        _ => None,
    }
}

fn is_proposition(keys: &[Key]) -> bool {
    keys.iter().any(|key| key.name == "all")
}
