//! A scenario written out anew: sorted, without comments, each number in one form.

use std::fmt::Write;

use toml::de::{DeTable, DeValue};

use super::walk::real;

/// The scenario as TOML. Order, comments, white space and the form of numbers (1 or 1.0) are
/// gone; so is what a what-if says about itself, for it changes nothing in the world.
pub fn canonical(table: &DeTable<'_>) -> String {
    let mut text = String::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if ["extends", "remove", "whatif"].contains(&name) {
            continue;
        }
        match value.get_ref() {
            DeValue::Table(inner) => section(&mut text, &key_text(name), inner, 1),
            other => {
                let _ = writeln!(text, "{} = {}", key_text(name), inline(other));
            }
        }
    }
    text
}

/// What of a scenario bears on a play, as TOML: without its name, its sources, what is asked and
/// what happened in fact.
pub fn world(table: &DeTable<'_>) -> String {
    let mut table = table.clone();
    for beside in ["scenario", "sources", "record", "questions"] {
        table.remove(beside);
    }
    canonical(&table)
}

/// One table under its own heading; tables of entries get headings of their own.
fn section(text: &mut String, path: &str, table: &DeTable<'_>, depth: usize) {
    let own_heading = |name: &str, value: &DeValue<'_>| match value {
        DeValue::Table(inner) => {
            name == "options" || depth == 3 || (depth == 1 && !is_range(inner))
        }
        _ => false,
    };
    let entries = || table.iter().map(|(k, v)| (k.get_ref().as_ref(), v.get_ref()));
    if entries().any(|(name, value)| !own_heading(name, value)) {
        let _ = writeln!(text, "\n[{path}]");
    }
    for (name, value) in entries().filter(|(name, value)| !own_heading(name, value)) {
        let _ = writeln!(text, "{} = {}", key_text(name), inline(value));
    }
    for (name, value) in entries().filter(|(name, value)| own_heading(name, value)) {
        if let DeValue::Table(inner) = value {
            section(text, &format!("{path}.{}", key_text(name)), inner, depth + 1);
        }
    }
}

fn is_range(table: &DeTable<'_>) -> bool {
    table.keys().all(|k| ["low", "high", "mean", "sd"].contains(&k.get_ref().as_ref()))
        && table.values().all(|v| real(v.get_ref()).is_some())
}

/// A value on one line.
pub fn inline(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quote(text),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(array) => {
            let each: Vec<_> = array.iter().map(|v| inline(v.get_ref())).collect();
            format!("[{}]", each.join(", "))
        }
        DeValue::Table(table) => {
            let each: Vec<_> = table
                .iter()
                .map(|(k, v)| format!("{} = {}", key_text(k.get_ref()), inline(v.get_ref())))
                .collect();
            format!("{{ {} }}", each.join(", "))
        }
        DeValue::Integer(_) | DeValue::Float(_) => number(real(value).unwrap_or(f64::NAN)),
    }
}

/// The shortest form that reads back as the same number; whole numbers without a point.
pub fn number(x: f64) -> String {
    if x == 0.0 {
        "0".into()
    } else if x.abs() >= 1e15 {
        format!("{x:e}")
    } else {
        format!("{x}")
    }
}

fn key_text(key: &str) -> String {
    let bare =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    if bare { key.to_owned() } else { quote(key) }
}

fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
