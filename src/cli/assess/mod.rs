//! `interregnum assess`: holds many histories against what happened.

mod answer;
mod entries;
mod found;
mod pictures;
mod report;
mod text;

use std::path::{Path, PathBuf};

use crate::assess::Yardstick;
use crate::polity::Round;
use crate::scenario::{Lens, Scenario, ScenarioName, dates};
use clap::Args;

use super::lines::columns;
use super::output::{self, Files, Kind, Owner};
use super::progress::Progress;
use super::run::{edit, shown};
use super::whole::whole;
use super::{Exit, Failure, charts, interrupt, load, say, threads};
use found::{Assessed, Found};

/// Most histories that are played.
const MOST: u64 = 500_000;

/// What was typed after `assess`.
#[derive(Debug, Args)]
pub(super) struct Assess {
    /// Built-in name, or a path (with a `/`, or ending in `.toml`).
    #[arg(value_name = "SCENARIO", default_value = "ussr-1953")]
    scenario: String,
    /// How many histories to play, from 1 to 500,000.
    #[arg(long, value_name = "N", default_value_t = 10_000,
        allow_negative_numbers = true, value_parser = whole(1_u64, MOST))]
    runs: u64,
    /// Seed of all luck.
    #[arg(long, value_name = "N", default_value_t = 1953, allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    seed: u64,
    /// Look at nothing after this month: neither is it played, nor is the record of it read.
    #[arg(long, value_name = "MONTH")]
    until: Option<String>,
    /// Threads to play on, up to 1,024 [default: one for each processor]. Results do not depend on it.
    #[arg(long, value_name = "T", allow_negative_numbers = true, value_parser = whole(1_u16, 1024))]
    threads: Option<u16>,
    /// Change a value: `--set principals.beria.dread=0.3`. What stands after `=` is TOML; a bare
    /// word is a string. Can be given many times.
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = edit)]
    edits: Vec<String>,
    /// See it through a lens, a rival account of how such struggles are won: patronage, prestige,
    /// coercion, policy, selectorate, or a file; `all` for the scenario's own parameters and every
    /// built-in lens, side by side.
    #[arg(long, value_name = "NAME")]
    lens: Option<String>,
    /// Write into this folder, beside whatever else is in it [default: output/assess-SCENARIO-SEED].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace what is in the folder even if another scenario or version left it.
    #[arg(long)]
    force: bool,
    /// Print summary.json on standard output, and nothing else there.
    #[arg(long)]
    json: bool,
}

/// Plays the histories that were asked for, holds them against the record and says how they stand
/// to it.
pub(super) fn assess(typed: &Assess) -> Result<(), Failure> {
    let lenses = load::lenses(typed.lens.as_deref())?;
    let name = ScenarioName::parse(&typed.scenario);
    let mut scenarios = Vec::new();
    for lens in lenses {
        let scenario = load::read(&name, &typed.edits, lens.as_ref())?;
        let until = typed.until.as_deref().map(|text| month(text, &scenario)).transpose()?;
        scenarios.push((lens, scenario, until));
    }
    let (_, scenario, until) = &scenarios[0];
    load::note(&typed.scenario, &typed.edits, scenario);
    let owner = Owner::new(Kind::Assess, &scenario.id, &scenario.fingerprint);
    let default = default_folder(typed, scenario, *until);
    let folder = output::claim(typed.out.as_deref(), default, &owner, typed.force, |_| None)?;
    let pool = threads::pool(typed.threads)?;
    let each = scenarios
        .into_iter()
        .map(|(lens, scenario, until)| pool.install(|| assessed(typed, lens, scenario, until)));
    let assessed = each.collect::<Result<Vec<Assessed>, Failure>>()?;
    let until = typed.until.is_some().then(|| assessed[0].yardstick.last());
    let found = Found { seed: typed.seed, runs: typed.runs, until, assessed };
    let (files, summary) = all_files(&found);
    output::write(&folder, &files, typed.out.is_some())?;
    if typed.json {
        return say(&summary);
    }
    let mut told = text::text(&found, columns());
    told.push_str(&format!("\n {}  {} files\n", shown(&folder), files.len()));
    say(&told)
}

/// `output/assess-<scenario>-<seed>`, with the last month, the lens and the fingerprint where there
/// are such.
fn default_folder(typed: &Assess, scenario: &Scenario, until: Option<Round>) -> PathBuf {
    let mut name = format!("assess-{}-{}", output::plain_name(&scenario.id), typed.seed);
    if let Some(until) = until {
        name.push_str(&format!("-to-{}", scenario.polity.calendar.label(until)));
    }
    match (&typed.lens, &scenario.lens) {
        (_, Some(lens)) => name.push_str(&format!("-{}", output::plain_name(lens))),
        (Some(_), None) => name.push_str("-lenses"),
        (None, None) => {}
    }
    if scenario.edited {
        let print: String = scenario.fingerprint.chars().take(6).collect();
        name.push_str(&format!("-{print}"));
    }
    Path::new("output").join(name)
}

/// Every file by its name, and the text of `summary.json`.
fn all_files(found: &Found) -> (Files, String) {
    let mut files = Files::new();
    files.insert("scenario.toml".to_owned(), found.main().scenario.resolved.clone().into_bytes());
    let pictures = pictures::pictures(found);
    files.insert("report.html".to_owned(), report::report(found, &pictures).into_bytes());
    charts::put(&mut files, pictures);
    let mut names: Vec<String> = files.keys().cloned().collect();
    names.push("summary.json".to_owned());
    names.sort();
    let summary = answer::summary(found, &names);
    files.insert("summary.json".to_owned(), summary.clone().into_bytes());
    (files, summary)
}

/// Plays one scenario's histories and counts.
fn assessed(
    typed: &Assess,
    lens: Option<Lens>,
    scenario: Scenario,
    until: Option<Round>,
) -> Result<Assessed, Failure> {
    let yardstick = Yardstick::of(&scenario, until);
    if yardstick.entries.is_empty() {
        let when = until.map_or_else(String::new, |until| {
            format!(" up to {}", scenario.polity.calendar.words(until))
        });
        return Err(Failure::new(
            Exit::Scenario,
            format_args!(
                "error: {} has no record{when} to be held against\nhelp: put what happened into \
                 [record.ID], with `at`, `when` and `text`; docs/scenario.md says how",
                scenario.id
            ),
        ));
    }
    let watch = Progress::new("histories", 0, typed.runs);
    let played = interrupt::asked_first(|| yardstick.play(typed.seed, typed.runs, &watch));
    watch.end();
    let Some(histories) = played else {
        return Err(Failure::new(Exit::Interrupted, "interrupted; nothing was written"));
    };
    Ok(Assessed::of(lens, scenario, yardstick, &histories))
}

/// The round of a month or day that was typed.
fn month(text: &str, scenario: &Scenario) -> Result<Round, Failure> {
    let calendar = &scenario.polity.calendar;
    let Some((first, last)) = dates::parse(text) else {
        let why = dates::why_none(text).map_or_else(String::new, |why| format!(": {why}"));
        return Err(Failure::new(
            Exit::Usage,
            format_args!(
                "error: `{}` is not a month{why}\nhelp: write it as in --until 1955-12",
                text.escape_debug()
            ),
        ));
    };
    calendar.first_of(first, last).ok_or_else(|| {
        let last = calendar.label(calendar.rounds - 1);
        Failure::new(
            Exit::Usage,
            format_args!(
                "error: {text} is outside the calendar of {}\nhelp: it runs from {} to {last}",
                scenario.id,
                calendar.label(0),
            ),
        )
    })
}
