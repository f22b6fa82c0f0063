//! `interregnum check`: what is wrong with a scenario, and whether it plays.

use clap::Args;
use serde::Serialize;

use crate::engine::{Detail, Luck, play};
use crate::scenario::{
    BUILT_IN, Finding, Findings, LENSES, Lens, Place, Scenario, ScenarioName, Severity,
};

use super::{Exit, Failure, coloured, findings, run, say};

/// What was typed after `check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files, or names of built-in scenarios, what-ifs and lenses.
    #[arg(value_name = "FILE", default_value = "ussr-1953")]
    files: Vec<String>,
    /// Check it with a value changed: `--set principals.beria.dread=0.3`. Can be given many times.
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = run::edit)]
    edits: Vec<String>,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
    /// Print the findings as JSON, for editors.
    #[arg(long)]
    json: bool,
}

/// Prints what is found in each file. It fails where a file cannot be played.
pub(super) fn check(typed: &Check) -> Result<(), Failure> {
    let mut all = Vec::new();
    for file in &typed.files {
        let mut found = checked(file, &typed.edits);
        if typed.strict {
            found = strict(&found);
        }
        all.push((file, found));
    }
    if typed.json {
        say(&json(&all))?;
    } else {
        for (file, found) in &all {
            let text = match found.is_empty() {
                true => format!("{file}: nothing found; it plays\n"),
                false => findings::drawn(found),
            };
            coloured(&text)?;
        }
    }
    let bad: Vec<_> = all.iter().filter(|(_, found)| found.any_error()).collect();
    match bad.as_slice() {
        [] => Ok(()),
        [(file, _)] => Err(failed(format_args!("error: {file} cannot be played as it is"))),
        more => {
            Err(failed(format_args!("error: {} files cannot be played as they are", more.len())))
        }
    }
}

fn failed(message: std::fmt::Arguments<'_>) -> Failure {
    Failure::new(Exit::Scenario, message)
}

/// What is found in one scenario. If nothing forbids it, one round is played. A lens is laid over the
/// scenario that is played where none is named.
fn checked(name: &str, edits: &[String]) -> Findings {
    let named = ScenarioName::parse(name);
    let is_lens = LENSES.iter().any(|(lens, _)| *lens == name)
        || matches!(named, ScenarioName::File(_))
            && named.text().is_ok_and(|text| Lens::is_one(&text));
    if is_lens {
        let first = ScenarioName::BuiltIn(BUILT_IN[0].0.to_owned());
        let through = |lens| Scenario::load_through(&first, edits, Some(&lens));
        return Lens::load(name).and_then(through).err().unwrap_or_default();
    }
    match Scenario::load(&named, edits) {
        Ok(scenario) => {
            let mut polity = scenario.polity.clone();
            polity.calendar.rounds = 1;
            let values = polity.ledger.central();
            let luck = Luck { seed: 1953, history: 0, branch: 0 };
            play(&polity, &values, luck, Detail::Light);
            scenario.warnings
        }
        Err(found) => found,
    }
}

/// The same with every warning an error.
fn strict(found: &Findings) -> Findings {
    let each = found.iter().cloned();
    Findings::new(each.map(|f| Finding { severity: Severity::Error, ..f }).collect())
}

/// All findings, as an editor reads them.
#[derive(Serialize)]
struct Told<'a> {
    /// Version of the program.
    version: &'static str,
    /// How many errors there are.
    errors: usize,
    /// How many warnings there are.
    warnings: usize,
    /// What is found, file by file, sorted by place.
    findings: Vec<One<'a>>,
}

/// One finding.
#[derive(Serialize)]
struct One<'a> {
    /// The file as it was named on the command line.
    file: &'a str,
    /// `E012`.
    code: &'static str,
    /// `error` or `warning`.
    severity: &'static str,
    /// What is wrong.
    message: &'a str,
    /// Where it lies, if in a text.
    at: Option<Span<'a>>,
    /// What to do, best first.
    help: &'a [String],
    /// The other ends of what is broken.
    related: Vec<Related<'a>>,
    /// What would mend it.
    change: Option<Replacement<'a>>,
}

/// A piece of a source.
#[derive(Serialize)]
struct Span<'a> {
    /// File, built-in name, or `--set`.
    source: &'a str,
    /// Line, from 1.
    line: usize,
    /// Column in characters, from 1.
    column: usize,
    /// Line of the end, from 1.
    end_line: usize,
    /// Column after the last character, from 1.
    end_column: usize,
    /// Bytes from the start of the source.
    from: usize,
    /// Bytes from the start of the source to the end.
    to: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    at: Span<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Replacement<'a> {
    at: Span<'a>,
    with: &'a str,
}

impl<'a> Span<'a> {
    fn of(place: &'a Place) -> Self {
        let marked = place.marked();
        let (end_line, end_column) = match marked.rsplit_once('\n') {
            None => (place.line, place.column + marked.chars().count()),
            Some((before, last)) => {
                (place.line + before.matches('\n').count() + 1, last.chars().count() + 1)
            }
        };
        Self {
            source: &place.source,
            line: place.line,
            column: place.column,
            end_line,
            end_column,
            from: place.span.start,
            to: place.span.end,
        }
    }
}

fn json(all: &[(&String, Findings)]) -> String {
    let count = |severity| all.iter().map(|(_, found)| found.count(severity)).sum();
    let told = Told {
        version: env!("CARGO_PKG_VERSION"),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        findings: all.iter().flat_map(|(file, found)| found.iter().map(|f| one(file, f))).collect(),
    };
    serde_json::to_string_pretty(&told).expect("findings are plain data") + "\n"
}

fn one<'a>(file: &'a str, finding: &'a Finding) -> One<'a> {
    let related = finding.related.iter();
    One {
        file,
        code: finding.code.id(),
        severity: finding.severity.word(),
        message: &finding.message,
        at: finding.place.as_ref().map(Span::of),
        help: &finding.hints,
        related: related.map(|(place, message)| Related { at: Span::of(place), message }).collect(),
        change: (finding.change.as_ref())
            .map(|change| Replacement { at: Span::of(&change.place), with: &change.with }),
    }
}
