//! Numbers of a scenario in words: what they are called, on what they rest, which cannot move.

use crate::polity::Polity;
use crate::scenario::{Grounds, Scenario};
use crate::sensitivity::Skipped;

use super::{Exit, Failure};

/// A number in words: `Beria: dread` for `principals.beria.dread`.
pub(super) fn named(polity: &Polity, path: &str) -> String {
    let person = |id: &str| {
        let known = polity.principals.iter().find(|principal| principal.id == id);
        known.map_or_else(|| plain(id), |principal| principal.short.clone())
    };
    let parts: Vec<&str> = path.split('.').collect();
    match &parts[..] {
        ["principals", id, "positions", issue] => {
            format!("{}: position on {}", person(id), plain(issue))
        }
        ["principals", id, rest @ ..] => format!("{}: {}", person(id), plain(&rest.join(" "))),
        ["trust", of, towards] => format!("{}: trust in {}", person(of), person(towards)),
        ["files", of, on] => format!("{}: files on {}", person(of), person(on)),
        ["cadres", base, "patrons", id] => {
            format!("{} cadres: clients of {}", plain(base), person(id))
        }
        ["cadres", base, "positions", issue] => {
            format!("{} cadres: position on {}", plain(base), plain(issue))
        }
        ["cadres", base, rest @ ..] => {
            format!("{} cadres: {}", plain(base), plain(&rest.join(" ")))
        }
        ["offices", id, "powers", power] => format!("{} (office): {}", plain(id), plain(power)),
        ["norms", rest @ ..] => format!("norm: {}", plain(&rest.join(" "))),
        ["parameters", rest @ ..] => format!("engine: {}", plain(&rest.join(" "))),
        [table, id, rest @ ..] if !rest.is_empty() => {
            let kind = match *table {
                "bases" => "base",
                "crises" => "crisis",
                "indicators" => "indicator",
                "issues" => "issue",
                "offices" => "office",
                "organs" => "organ",
                other => other,
            };
            format!("{} ({kind}): {}", plain(id), plain(&rest.join(" ")))
        }
        _ => path.to_owned(),
    }
}

fn plain(id: &str) -> String {
    id.replace('_', " ")
}

/// On what a number rests: the grounds of the smallest part of the scenario that holds it and
/// says so.
pub(super) fn grounds<'a>(scenario: &'a Scenario, path: &str) -> Option<&'a Grounds> {
    let mut at = path;
    loop {
        if let Some(found) = scenario.grounds.get(at) {
            return Some(found);
        }
        at = at.rsplit_once('.')?.0;
    }
}

/// Ranges whose ends are the same. They are read as plain numbers, so they cannot move.
pub(super) fn of_no_width(resolved: &str) -> Vec<Skipped> {
    fn look(value: &toml::Value, path: &str, found: &mut Vec<Skipped>) {
        let Some(table) = value.as_table() else { return };
        let number = |key: &str| {
            let value = table.get(key)?;
            value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64))
        };
        if let (2, Some(low), Some(high)) = (table.len(), number("low"), number("high")) {
            if low >= high {
                let why = format!("its range has no width: from {low} to {high}");
                found.push(Skipped { path: path.to_owned(), why });
            }
            return;
        }
        for (key, inner) in table {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            look(inner, &path, found);
        }
    }
    let mut found = Vec::new();
    if let Ok(table) = resolved.parse::<toml::Table>() {
        look(&toml::Value::Table(table), "", &mut found);
    }
    found
}

/// The place of a question among those of the scenario.
pub(super) fn question(scenario: &Scenario, id: &str) -> Result<usize, Failure> {
    let questions = &scenario.questions;
    questions.iter().position(|question| question.id == id).ok_or_else(|| {
        let known: Vec<&str> = questions.iter().map(|question| question.id.as_str()).collect();
        let message = format!(
            "error: `{}` has no question `{id}`\nhelp: its questions are {}",
            scenario.id,
            known.join(", ")
        );
        Failure::new(Exit::Usage, message)
    })
}

/// A scenario without a question, or without a number that moves, cannot be asked what its answers
/// hang on.
pub(super) fn refuse_empty(scenario: &Scenario, moving: usize) -> Result<(), Failure> {
    let id = &scenario.id;
    if scenario.questions.is_empty() {
        let help = "add a table [questions.ID] with `ask` and `when`";
        let message =
            format!("error: `{id}` asks no question, so no answer hangs on anything\nhelp: {help}");
        return Err(Failure::new(Exit::Usage, message));
    }
    if moving == 0 {
        let help = "give a number as { low = a, high = b }, or try --parameters";
        let message =
            format!("error: no number of `{id}` is a range, so none can move\nhelp: {help}");
        return Err(Failure::new(Exit::Usage, message));
    }
    Ok(())
}

/// A number of a scenario with the digits that matter where its range is so wide.
pub(super) fn value(x: f64, width: f64) -> String {
    let digits = match width.abs() {
        width if width >= 100.0 => 0,
        width if width >= 10.0 => 1,
        width if width >= 1.0 => 2,
        _ => 3,
    };
    let text = format!("{x:.digits$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    };
    if text == "-0" { "0".to_owned() } else { text.replace('-', "\u{2212}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_no_width_are_found_wherever_they_stand() {
        let text = "[a.b]\nx = { low = 1, high = 1.0 }\ny = { low = 0, high = 1 }\n\
                    z = { mean = 0.0, sd = 1.0 }\n[a.b.c]\nd = { low = 0.5, high = 0.5 }\n";
        let paths: Vec<String> = of_no_width(text).into_iter().map(|s| s.path).collect();
        assert_eq!(paths, ["a.b.c.d", "a.b.x"]);
    }

    #[test]
    fn values_keep_the_digits_that_matter() {
        for (x, width, text) in [
            (0.5, 0.2, "0.5"),
            (0.1288, 0.08, "0.129"),
            (-0.25, 0.5, "\u{2212}0.25"),
            (12.34, 6.0, "12.34"),
            (140.0, 200.0, "140"),
            (-0.0001, 0.5, "0"),
        ] {
            assert_eq!(value(x, width), text);
        }
    }
}
