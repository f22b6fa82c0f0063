//! From what was typed to a base and a what-if.

use std::collections::BTreeMap;

use crate::cli::{Exit, Failure, load};
use crate::polity::Calendar;
use crate::scenario::{Lens, Scenario, ScenarioName, Source, WhatIfKind};

/// A base and what is held against it.
#[derive(Debug)]
pub(super) struct Meant {
    /// The world as it is told.
    pub base: Scenario,
    /// The world with the change.
    pub whatif: Scenario,
    /// Name of the what-if, or of the scenario that was edited.
    pub id: String,
    /// The change in one line.
    pub rewrite: String,
    /// Why it is plausible; empty where nothing says so.
    pub because: String,
    /// Keys on which that rests.
    pub cite: Vec<String>,
    /// What of that is judged, and why; `None` where nothing says so.
    pub judgement: Option<String>,
    /// Whether it could have happened; `None` where nothing says so.
    pub kind: Option<WhatIfKind>,
    /// Ids of the questions it speaks to.
    pub asks: Vec<String>,
}

impl Meant {
    /// Sources of both worlds, by key.
    pub fn sources(&self) -> BTreeMap<&str, &Source> {
        let all = self.base.sources.iter().chain(&self.whatif.sources);
        all.map(|(key, source)| (key.as_str(), source)).collect()
    }
}

/// Finds out what is held against what, both seen through a lens if one is given.
///
/// # Errors
/// Nothing is changed, the calendars differ, or a scenario is not valid.
pub(super) fn meant(
    typed: &str,
    edits: &[String],
    at: Option<&str>,
    lens: Option<&Lens>,
) -> Result<Meant, Failure> {
    let name = ScenarioName::parse(typed);
    let plain = load::read(&name, &[], lens)?;
    let (base, own) = match (&plain.whatif, &plain.extends) {
        (Some(own), Some(base)) => (load::read(base, &[], lens)?, Some(own.clone())),
        (Some(_), None) => {
            return Err(Failure::new(
                Exit::Scenario,
                format_args!(
                    "error: {} says what if, but not of what\nhelp: begin the file with \
                     extends = \"ussr-1953\", or the scenario it changes",
                    name.label()
                ),
            ));
        }
        (None, Some(base)) if edits.is_empty() => {
            return Err(Failure::new(
                Exit::Scenario,
                format_args!(
                    "error: {} extends {}, but does not say what if\nhelp: a change that is held \
                     against what it extends says so itself; add to the file\n  [whatif]\n  \
                     rewrite = \"what is changed, in one line\"\n  because = \"why it might have been \
                     so\"\n  kind = \"plausible\"",
                    name.label(),
                    base.label()
                ),
            ));
        }
        (None, _) if edits.is_empty() => {
            return Err(Failure::new(
                Exit::Usage,
                format_args!(
                    "error: nothing is changed in {}\nhelp: change a value, as with --set \
                     principals.beria.dread=0.3, or name a what-if; `interregnum list` shows those \
                     built in",
                    name.label()
                ),
            ));
        }
        (None, _) => (plain.clone(), None),
    };
    let whatif = match (edits, at) {
        ([], _) => plain.clone(),
        (edits, None) => load::read(&name, edits, lens)?,
        (edits, Some(at)) => dated(&name, edits, at, lens)?,
    };
    if let Some(other) = other_calendar(&base.polity.calendar, &whatif.polity.calendar) {
        return Err(Failure::new(
            Exit::Scenario,
            format_args!(
                "error: the what-if has another calendar than its base: {other}\nhelp: leave [calendar] \
                 as it is, or give the base the same"
            ),
        ));
    }
    Ok(Meant {
        id: plain.id,
        rewrite: rewrite(own.as_ref().map(|own| own.rewrite.as_str()), edits, at),
        because: own.as_ref().map_or_else(String::new, |own| own.because.clone()),
        cite: own.as_ref().map_or_else(Vec::new, |own| own.grounds.cite.clone()),
        judgement: own.as_ref().and_then(|own| own.grounds.judgement.clone()),
        kind: own.as_ref().map(|own| own.kind),
        asks: own.map_or_else(Vec::new, |own| own.asks),
        base,
        whatif,
    })
}

/// Why twins with these calendars cannot be held side by side, month by month to the same end.
fn other_calendar(base: &Calendar, whatif: &Calendar) -> Option<String> {
    if base.unit != whatif.unit {
        return Some(format!("a round is a {}, not a {}", whatif.unit.word(), base.unit.word()));
    }
    if base.start != whatif.start {
        return Some(format!("it begins {}, not {}", whatif.when(0), base.when(0)));
    }
    let end = |calendar: &Calendar| calendar.words(calendar.rounds - 1);
    let rounds = (whatif.rounds, base.rounds);
    (rounds.0 != rounds.1).then(|| {
        format!(
            "it plays {} rounds, not {}, so that who leads at the end would be asked of {} and of {}",
            rounds.0,
            rounds.1,
            end(whatif),
            end(base)
        )
    })
}

/// The change in one line: the what-if's own, and what was typed. What is set twice is what it was set
/// to last.
fn rewrite(own: Option<&str>, edits: &[String], at: Option<&str>) -> String {
    let mut last: Vec<(&str, &str)> = Vec::new();
    for (path, value) in edits.iter().filter_map(|edit| edit.split_once('=')) {
        let (path, value) = (path.trim(), value.trim());
        last.retain(|(before, _)| *before != path);
        last.push((path, value));
    }
    let typed: Vec<String> =
        last.into_iter().map(|(path, value)| format!("{path} = {value}")).collect();
    let mut parts: Vec<String> = own.map(str::to_owned).into_iter().collect();
    if !typed.is_empty() {
        let from = at.map_or_else(String::new, |at| format!(" from {at}"));
        parts.push(format!("{}{from}", typed.join(", ")));
    }
    parts.join("; ")
}

/// A value as `--set` takes it: TOML, or a bare word, which is a string.
fn in_toml(value: &str) -> toml::Value {
    let table = format!("value = {value}").parse::<toml::Table>();
    let value_of = |mut table: toml::Table| table.remove("value");
    table.ok().and_then(value_of).unwrap_or_else(|| toml::Value::String(value.to_owned()))
}

/// The scenario with edits that take hold on a date: a what-if laid over it.
fn dated(
    name: &ScenarioName,
    edits: &[String],
    at: &str,
    lens: Option<&Lens>,
) -> Result<Scenario, Failure> {
    let mut numbers: BTreeMap<&str, f64> = BTreeMap::new();
    let mut holders: BTreeMap<&str, String> = BTreeMap::new();
    for edit in edits {
        let (path, value) = edit.split_once('=').expect("clap has seen the `=`");
        let (path, value) = (path.trim(), value.trim());
        let office = path.strip_prefix("offices.").and_then(|rest| rest.strip_suffix(".holder"));
        match (office, in_toml(value)) {
            (Some(office), toml::Value::String(holder)) => drop(holders.insert(office, holder)),
            (None, toml::Value::Float(number)) if number.is_finite() => {
                numbers.insert(path, number);
            }
            (None, toml::Value::Integer(number)) => drop(numbers.insert(path, number as f64)),
            _ => {
                return Err(Failure::new(
                    Exit::Usage,
                    format_args!(
                        "error: `{}` cannot be set to `{}` on a date\nhelp: with --at, a path takes \
                         one number, and offices.ID.holder the id of a principal",
                        path.escape_debug(),
                        value.escape_debug()
                    ),
                ));
            }
        }
    }
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let (extends, own) = match name {
        ScenarioName::BuiltIn(id) => (id.clone(), "--set --at".into()),
        ScenarioName::File(path) => {
            let file = path.file_name().map_or_else(String::new, |f| f.to_string_lossy().into());
            (format!("./{file}"), path.with_file_name("--set --at"))
        }
    };
    let mut text = format!("extends = {}\n", quoted(&extends));
    if !numbers.is_empty() {
        text += &format!("[interventions.typed]\nat = {}\n[interventions.typed.set]\n", quoted(at));
        for (path, number) in numbers {
            text += &format!("{} = {number:?}\n", quoted(path));
        }
    }
    for (k, (office, holder)) in holders.into_iter().enumerate() {
        text += &format!(
            "[interventions.typed_holder_{k}]\nat = {}\noffice = {}\nholder = {}\n",
            quoted(at),
            quoted(office),
            quoted(&holder)
        );
    }
    Scenario::parse_through(&own.display().to_string(), &text, &[], lens)
        .map_err(|found| load::wrong(&found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polity::RoundUnit;

    #[test]
    fn what_is_said_of_another_calendar_is_true() {
        let date = |year| jiff::civil::date(year, 3, 1);
        let base = Calendar { start: date(1953), rounds: 142, unit: RoundUnit::Month };
        let said = |whatif: &Calendar| other_calendar(&base, whatif).unwrap_or_default();
        assert_eq!(said(&base), "");
        let longer = said(&Calendar { rounds: 150, ..base });
        assert!(
            longer.contains("150 rounds, not 142") && longer.contains("August 1965"),
            "{longer}"
        );
        let later = said(&Calendar { start: date(1954), ..base });
        assert_eq!(later, "it begins in March 1954, not in March 1953");
        let quarters = said(&Calendar { unit: RoundUnit::Quarter, ..base });
        assert_eq!(quarters, "a round is a quarter, not a month");
    }

    #[test]
    fn what_is_set_twice_is_told_as_it_was_set_last() {
        let edits = ["a.b=0.1", "c = 2", " a.b = 0.9"].map(str::to_owned);
        assert_eq!(rewrite(None, &edits, None), "c = 2, a.b = 0.9");
        assert_eq!(
            rewrite(Some("Or else"), &edits[..1], Some("1957")),
            "Or else; a.b = 0.1 from 1957"
        );
    }

    #[test]
    fn a_value_on_a_date_is_toml_or_a_bare_word() {
        let holder = toml::Value::String("zhukov".to_owned());
        for typed in ["zhukov", "\"zhukov\"", "'zhukov'"] {
            assert_eq!(in_toml(typed), holder, "{typed}");
        }
        assert_eq!(in_toml("1_000"), toml::Value::Integer(1000));
        assert_eq!(in_toml("0.3"), toml::Value::Float(0.3));
    }
}
