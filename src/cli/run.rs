//! `interregnum run`: plays one history and writes what it leaves.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::engine::{Detail, Luck, play};
use crate::history::{
    Account, chronicle, events_jsonl, indicators_csv, influence_csv, outcome, report, summary,
};
use crate::scenario::Scenario;

use super::lines::columns;
use super::output::{self, Files, Kind, Owner};
use super::whole::whole;
use super::{Failure, account, charts, interrupt, load, say};

/// What was typed after `run`.
#[derive(Debug, Args)]
pub(super) struct Run {
    /// Built-in name, or a path (with a `/`, or ending in `.toml`).
    #[arg(value_name = "SCENARIO", default_value = "ussr-1953")]
    scenario: String,
    /// Seed of all luck.
    #[arg(long, value_name = "N", default_value_t = 1953, allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    seed: u64,
    /// Number of the history under this seed, from 0.
    #[arg(long, value_name = "K", default_value_t = 0, allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    history: u64,
    /// Draw this history's values from their ranges, as an ensemble does; else all are central.
    #[arg(long)]
    drawn: bool,
    /// Change a value: `--set principals.beria.dread=0.3`. What stands after `=` is TOML; a bare
    /// word is a string. Can be given many times.
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = edit)]
    edits: Vec<String>,
    /// See it through a lens, a rival account of how such struggles are won: patronage, prestige,
    /// coercion, policy, selectorate, or a file.
    #[arg(long, value_name = "NAME")]
    lens: Option<String>,
    /// Write into this folder, beside whatever else is in it [default: output/SCENARIO-SEED].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace what is in the folder even if another scenario or version left it.
    #[arg(long)]
    force: bool,
    /// Print outcome.json on standard output, and nothing else there.
    #[arg(long)]
    json: bool,
}

/// An edit has a path, and a value after `=`.
pub(super) fn edit(typed: &str) -> Result<String, String> {
    match typed.split_once('=') {
        Some((path, _)) if !path.trim().is_empty() => Ok(typed.to_owned()),
        _ => Err("write it as PATH=VALUE, for example principals.beria.dread=0.3".to_owned()),
    }
}

/// Plays the history that was asked for, writes its files and says what came of it.
pub(super) fn run(typed: &Run) -> Result<(), Failure> {
    interrupt::nothing_is_written();
    let lens = load::one_lens(typed.lens.as_deref())?;
    let scenario = load::through(&typed.scenario, &typed.edits, lens.as_ref())?;
    load::keepable(&scenario)?;
    let owner = Owner::new(Kind::Run, &scenario.id, &scenario.fingerprint);
    let default = default_folder(typed, &scenario);
    let folder = output::claim(typed.out.as_deref(), default, &owner, typed.force, |_| None)?;
    let luck = Luck { seed: typed.seed, history: typed.history, branch: 0 };
    let values = load::values(&scenario, luck, typed.drawn);
    let log = play(&scenario.polity, &values, luck, Detail::Full);
    let account = account::account(&scenario, &values, &log, luck, typed.drawn);
    let (files, outcome) = all_files(&scenario, &account);
    output::write(&folder, &files, typed.out.is_some())?;
    if typed.json {
        return say(&outcome);
    }
    let names: Vec<String> = files.keys().cloned().collect();
    say(&summary(&account, columns(), &shown(&folder), &names))
}

/// `output/<scenario>-<seed>`, with what sets this history apart from the baseline's.
fn default_folder(typed: &Run, scenario: &Scenario) -> PathBuf {
    let mut name = format!("{}-{}", output::plain_name(&scenario.id), typed.seed);
    if let Some(lens) = &scenario.lens {
        name.push_str(&format!("-{}", output::plain_name(lens)));
    }
    if scenario.edited {
        let print: String = scenario.fingerprint.chars().take(6).collect();
        name.push_str(&format!("-{print}"));
    }
    if typed.history != 0 {
        name.push_str(&format!("-h{}", typed.history));
    }
    if typed.drawn {
        name.push_str("-drawn");
    }
    Path::new("output").join(name)
}

/// Every file of a run by its name, and the text of `outcome.json`.
pub(super) fn all_files(scenario: &Scenario, account: &Account<'_>) -> (Files, String) {
    let drawn = charts::charts(account);
    let mut files = Files::new();
    let mut put = |name: &str, text: String| files.insert(name.to_owned(), text.into_bytes());
    put("chronicle.md", chronicle(account).to_markdown());
    put("report.html", report(account, &charts::pictures(&drawn)));
    put("events.jsonl", events_jsonl(account));
    put("influence.csv", influence_csv(account));
    put("indicators.csv", indicators_csv(account));
    put("scenario.toml", scenario.resolved.clone());
    charts::put(&mut files, drawn);
    // It lists all files, itself among them.
    let mut names: Vec<String> = files.keys().cloned().collect();
    names.push("outcome.json".to_owned());
    names.sort();
    let outcome = outcome(account, &names).to_json();
    files.insert("outcome.json".to_owned(), outcome.clone().into_bytes());
    (files, outcome)
}

/// A folder as it is shown: with a `/` at its end.
pub(super) fn shown(folder: &Path) -> String {
    let name = folder.display().to_string();
    if name.ends_with('/') { name } else { format!("{name}/") }
}
