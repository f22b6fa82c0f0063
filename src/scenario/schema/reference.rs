//! The reference of the language in Markdown, from the list of keys.

use std::fmt::Write;

use super::{Key, Kind, LENS, Need, SCENARIO};
use crate::polity::Parameters;

/// Every table with its keys, types, ranges, defaults and meanings, as `docs/scenario.md` has them.
pub fn reference() -> String {
    let mut text = String::new();
    let mut seen = Vec::new();
    table(&mut text, "", SCENARIO);
    for key in SCENARIO {
        inside(&mut text, &format!("[{}]", key.name), key.name, &key.kind, &mut seen);
    }
    let _ = writeln!(text, "### `[parameters]`\n");
    let _ = writeln!(text, "| key | range | default | meaning |\n|---|---|---|---|");
    for p in Parameters::SPEC {
        let _ = writeln!(
            text,
            "| `{}` | {} to {} | {} | {} |",
            p.id,
            p.low,
            p.high,
            p.default,
            p.meaning.trim()
        );
    }
    text.push('\n');
    table(&mut text, "[lens]", LENS);
    text.trim_end().to_owned() + "\n"
}

/// The tables within a kind, each under a heading that shows how it is written.
fn inside(
    text: &mut String,
    heading: &str,
    path: &str,
    kind: &'static Kind,
    seen: &mut Vec<&'static [Key]>,
) {
    match kind {
        Kind::Table(keys) => section(text, heading, keys, path, seen),
        // Effects and propositions stand in several places and are explained at the first.
        Kind::OneOf(keys) if !seen.iter().any(|known| std::ptr::eq(*known, **keys)) => {
            seen.push(keys);
            section(text, &format!("{heading}: exactly one of"), keys, path, seen);
        }
        Kind::Named(of) | Kind::Keyed(_, of) => {
            let deeper = format!("{path}.ID");
            inside(text, &format!("[{deeper}]"), &deeper, of, seen);
        }
        Kind::List(of) => inside(text, &format!("each of {path}"), path, of, seen),
        _ => {}
    }
}

fn section(
    text: &mut String,
    heading: &str,
    keys: &'static &'static [Key],
    path: &str,
    seen: &mut Vec<&'static [Key]>,
) {
    table(text, heading, keys);
    for key in *keys {
        let deeper = format!("{path}.{}", key.name);
        inside(text, &deeper, &deeper, &key.kind, seen);
    }
}

fn table(text: &mut String, heading: &str, keys: &'static [Key]) {
    if !heading.is_empty() {
        let _ = writeln!(text, "### `{heading}`\n");
    }
    let choice = heading.ends_with("exactly one of");
    if choice {
        let _ = writeln!(text, "| key | takes | meaning |\n|---|---|---|");
    } else {
        let _ = writeln!(text, "| key | takes | default | meaning |\n|---|---|---|---|");
    }
    for key in keys {
        let default = match key.need {
            Need::Required => "must be given".to_owned(),
            Need::Optional => "-".to_owned(),
            Need::Default("") => "empty".to_owned(),
            Need::Default(value) => format!("`{value}`"),
        };
        let takes = takes(&key.kind);
        let _ = if choice {
            writeln!(text, "| `{}` | {takes} | {} |", key.name, key.meaning)
        } else {
            writeln!(text, "| `{}` | {takes} | {default} | {} |", key.name, key.meaning)
        };
    }
    text.push('\n');
}

pub(super) fn takes(kind: &Kind) -> String {
    match kind {
        Kind::Number { low, high } => format!("number or range, {low} to {high}"),
        Kind::Plain { low, high } => format!("number, {low} to {high}"),
        Kind::Table(_) => "table, see below".into(),
        Kind::OneOf(_) => "one of a choice, see below".into(),
        Kind::Named(_) => "table by id".into(),
        Kind::Keyed(room, of) => match of {
            Kind::Table(_) => format!("table by id of the {}", room.id()),
            Kind::Keyed(..) => format!("table by id of the {}, each a {}", room.id(), takes(of)),
            _ => format!("{}, by id of the {}", takes(of), room.id()),
        },
        Kind::List(of) => format!("list of: {}", takes(of)),
        Kind::Parameters => "see below".into(),
        other => other.words(),
    }
}
