//! `interregnum whatif`: changes one thing, keeps the luck, and says what differs.

mod answer;
mod files;
mod lenses;
mod meant;
mod pair;
mod pictures;
mod report;
mod text;

use std::path::{Path, PathBuf};

use clap::Args;

use crate::counterfactual::{Comparison, Twins, World, changes, compare, warnings};
use crate::ensemble::Watch as _;
use crate::scenario::Lens;

use super::lines::{argument, columns};
use super::output::{self, Kind, Output, Owner};
use super::progress::Progress;
use super::run::{edit, shown};
use super::whole::whole;
use super::{Exit, Failure, interrupt, load, say, threads};
use meant::Meant;

/// Most pairs that are played.
const MOST: u64 = 100_000_000;

/// What was typed after `whatif`.
#[derive(Debug, Args)]
pub(super) struct Whatif {
    /// A what-if (built-in, or a file with [whatif]), which is held against what it extends; or a
    /// scenario, which is held against itself with `--set`.
    #[arg(value_name = "FILE or SCENARIO", default_value = "ussr-1953")]
    name: String,
    /// Change a value: `--set principals.beria.dread=0.3`. What stands after `=` is TOML; a bare
    /// word is a string. Can be given many times.
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = edit)]
    edits: Vec<String>,
    /// See both worlds through a lens, a rival account of how such struggles are won: patronage,
    /// prestige, coercion, policy, selectorate, or a file; `all` to ask whether the answer survives
    /// every built-in lens.
    #[arg(long, value_name = "NAME")]
    lens: Option<String>,
    /// Date of what `--set` changes: `--at 1957-06`. Takes numbers, and holders of offices
    /// [default: from the start].
    #[arg(long, value_name = "MONTH", requires = "edits")]
    at: Option<String>,
    /// How many pairs to play, from 1 to 100,000,000.
    #[arg(long, value_name = "N", default_value_t = 2000,
        allow_negative_numbers = true, value_parser = whole(1_u64, MOST))]
    runs: u64,
    /// Seed of all luck.
    #[arg(long, value_name = "N", default_value_t = 1953, allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    seed: u64,
    /// Show this pair in full, side by side [default: the first pair in which the main question
    /// flips, or else any other, or the leader at the end, or anything; in brief].
    #[arg(long, value_name = "K", allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    history: Option<u64>,
    /// Threads to play on, up to 1,024 [default: one for each processor]. Results do not depend on it.
    #[arg(long, value_name = "T", allow_negative_numbers = true, value_parser = whole(1_u16, 1024))]
    threads: Option<u16>,
    /// Write into this folder, beside whatever else is in it [default: output/whatif-NAME-SEED].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace what is in the folder even if another scenario or version left it.
    #[arg(long)]
    force: bool,
    /// Print summary.json on standard output, and nothing else there.
    #[arg(long)]
    json: bool,
}

impl Whatif {
    /// How to ask the same again: what bears on the result, as it was typed.
    fn command(&self) -> String {
        let mut text = format!("interregnum whatif {}", argument(&self.name));
        for edit in &self.edits {
            text += &format!(" --set {}", argument(edit));
        }
        for (flag, value) in [("at", &self.at), ("lens", &self.lens)] {
            if let Some(value) = value {
                text += &format!(" --{flag} {}", argument(value));
            }
        }
        text += &format!(" --runs {} --seed {}", self.runs, self.seed);
        if let Some(history) = self.history {
            text += &format!(" --history {history}");
        }
        text
    }
}

/// Everything that was found out.
struct Found<'a> {
    meant: &'a Meant,
    /// What was typed, so that it can be typed again.
    command: String,
    seed: u64,
    comparison: Comparison,
    warnings: Vec<crate::counterfactual::Warning>,
    pair: pair::One,
    /// The same comparison under each lens, the first without; empty where only one was asked for.
    lenses: Vec<lenses::Seen>,
}

/// Plays the pairs that were asked for, writes their files and says what differs.
pub(super) fn whatif(typed: &Whatif) -> Result<(), Failure> {
    let lenses = load::lenses(typed.lens.as_deref())?;
    let read = |lens: &Option<Lens>| {
        meant::meant(&typed.name, &typed.edits, typed.at.as_deref(), lens.as_ref())
    };
    let all = lenses.iter().map(read).collect::<Result<Vec<Meant>, Failure>>()?;
    let (meant, others) = all.split_first().expect("there is one without a lens, or one lens");
    load::note(&typed.name, &typed.edits, &meant.whatif);
    load::countable(&meant.base)?;
    load::countable(&meant.whatif)?;
    let twins = twins(meant);
    let pool = threads::pool(typed.threads)?;
    let owner = Owner::new(Kind::Whatif, &meant.id, &meant.whatif.fingerprint);
    let default = default_folder(typed, meant);
    let folder = output::claim(typed.out.as_deref(), default, &owner, typed.force, |_| None)?;
    let begun = if typed.out.is_some() { Output::adding } else { Output::replacing };
    let mut output = begun(&folder).map_err(output::unwritten)?;
    let rows = output.growing(files::ROWS);
    let mut rows = files::Rows::new(&twins, rows).map_err(output::unwritten)?;
    let progress = Progress::new("pairs", 0, typed.runs);
    let comparison = interrupt::asked_first(|| {
        pool.install(|| {
            compare(&twins, typed.seed, typed.runs, |row| {
                progress.played();
                goes_on(&progress)?;
                rows.add(row).map_err(output::unwritten)
            })
        })
    });
    progress.end();
    let comparison = comparison?;
    rows.finish().map_err(output::unwritten)?;
    let lenses = lenses::seen(typed, &pool, others, &comparison)?;
    let changes = changes(&meant.base.polity, &meant.whatif.polity);
    let mut warnings = warnings(&comparison, &changes);
    warnings.extend(text::chosen(meant, &comparison));
    let asks = text::foremost(meant, &comparison);
    let example = typed.history.or_else(|| comparison.telling(&asks)).unwrap_or(0);
    let pair = pair::play(meant, &twins, typed.seed, example);
    let command = typed.command();
    let found = Found { meant, command, seed: typed.seed, comparison, warnings, pair, lenses };
    let (all, summary) = files::files(&found);
    output.finish(&all).map_err(output::unwritten)?;
    if typed.json {
        return say(&summary);
    }
    let mut told = text::text(&found, columns());
    if typed.history.is_some() {
        told.push('\n');
        told.push_str(&pair::side_by_side(&found.pair, columns()));
    }
    told.push_str(&lenses::text(&found, columns()));
    told.push_str(&format!("\n {}  {} files\n", shown(&folder), all.len() + 1));
    say(&told)
}

fn twins(meant: &Meant) -> Twins<'_> {
    Twins::new(
        (World::of(&meant.base.polity), &meant.base.questions),
        (World::of(&meant.whatif.polity), &meant.whatif.questions),
    )
}

/// Whether more pairs are to be played.
///
/// # Errors
/// An interruption has asked for an end.
fn goes_on(progress: &Progress) -> Result<(), Failure> {
    if progress.stop() {
        return Err(Failure::new(Exit::Interrupted, "interrupted; nothing was written"));
    }
    Ok(())
}

/// `output/whatif-<name>-<seed>`, with the fingerprint where `--set` changed it.
fn default_folder(typed: &Whatif, meant: &Meant) -> PathBuf {
    let mut name = format!("whatif-{}-{}", output::plain_name(&meant.id), typed.seed);
    match (&typed.lens, &meant.base.lens) {
        (_, Some(lens)) => name.push_str(&format!("-{}", output::plain_name(lens))),
        (Some(_), None) => name.push_str("-lenses"),
        (None, None) => {}
    }
    if !typed.edits.is_empty() {
        let print: String = meant.whatif.fingerprint.chars().take(6).collect();
        name.push_str(&format!("-{print}"));
    }
    Path::new("output").join(name)
}
