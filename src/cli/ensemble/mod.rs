//! `interregnum ensemble`: plays many histories and writes what they come to.

mod kept;
mod pictures;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::ensemble::{Ensemble, Stop, Summary, Tally, Told, bands_csv, report, summary, told};
use crate::scenario::Scenario;
use crate::statistics::grouped;

use super::lines::columns;
use super::output::{self, Files, Kind, Output, Owner};
use super::progress::Progress;
use super::run::{edit, shown};
use super::whole::whole;
use super::{Exit, Failure, charts, interrupt, load, say, threads};
use kept::{Found, Kept, Label, Refused, Spared};

/// Most histories that are played.
const MOST: u64 = 100_000_000;

/// What was typed after `ensemble`.
#[derive(Debug, Args)]
pub(super) struct Many {
    /// Built-in name, or a path (with a `/`, or ending in `.toml`).
    #[arg(value_name = "SCENARIO", default_value = "ussr-1953")]
    scenario: String,
    /// How many histories to play, from 1 to 100,000,000.
    #[arg(long, value_name = "N", default_value_t = 2000,
        allow_negative_numbers = true, value_parser = whole(1_u64, MOST))]
    runs: u64,
    /// Seed of all luck.
    #[arg(long, value_name = "N", default_value_t = 1953, allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    seed: u64,
    /// Threads to play on, up to 1,024 [default: one for each processor]. Results do not depend on it.
    #[arg(long, value_name = "T", allow_negative_numbers = true, value_parser = whole(1_u16, 1024))]
    threads: Option<u16>,
    /// Change a value: `--set principals.beria.dread=0.3`. What stands after `=` is TOML; a bare
    /// word is a string. Can be given many times.
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = edit)]
    edits: Vec<String>,
    /// See it through a lens, a rival account of how such struggles are won: patronage, prestige,
    /// coercion, policy, selectorate, or a file.
    #[arg(long, value_name = "NAME")]
    lens: Option<String>,
    /// Write into this folder, beside whatever else is in it
    /// [default: output/ensemble-SCENARIO-SEED].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Go on with the ensemble in the folder, interrupted or to be made longer.
    #[arg(long)]
    resume: bool,
    /// Replace what is in the folder even if another scenario, version or seed left it, or if it
    /// holds more histories.
    #[arg(long)]
    force: bool,
    /// Print summary.json on standard output, and nothing else there.
    #[arg(long)]
    json: bool,
}

/// Plays the histories that were asked for, writes their files and says what came of them.
pub(super) fn ensemble(typed: &Many) -> Result<(), Failure> {
    let lens = load::one_lens(typed.lens.as_deref())?;
    let scenario = load::through(&typed.scenario, &typed.edits, lens.as_ref())?;
    load::countable(&scenario)?;
    let ensemble = Ensemble::new(&scenario.polity, &scenario.questions, typed.seed);
    let pool = threads::pool(typed.threads)?;
    let (folder, mut kept, mut tally) = opened(typed, &scenario, &ensemble)?;
    let stop = pool.install(|| played(typed, &ensemble, &mut kept, &mut tally));
    let stop = stop.map_err(|e| cut_short(typed, kept.marked(), e))?;
    if stop == Stop::Asked {
        let message = format!(
            "interrupted after {} of {} histories; with {} they are the first",
            grouped(tally.histories()),
            grouped(typed.runs),
            resuming(typed),
        );
        return Err(Failure::new(Exit::Interrupted, message));
    }
    let found = summary(
        &ensemble,
        &tally,
        Told { scenario: &scenario.id, fingerprint: &scenario.fingerprint },
    );
    let files = all_files(&scenario, &ensemble, &tally, &found);
    let marked = kept.marked();
    finished(&folder, kept, &files).map_err(|e| cut_short(typed, marked, e))?;
    if typed.json {
        return say(&found.to_json());
    }
    say(&told(&ensemble, &tally, &found, columns(), &shown(&folder)))
}

/// The options that go on with what this command has played.
fn resuming(typed: &Many) -> &'static str {
    if typed.force { "--resume --force" } else { "--resume" }
}

/// That something could not be written, and how to go on with the histories that are kept.
fn cut_short(typed: &Many, marked: u64, e: io::Error) -> Failure {
    if marked == 0 {
        return output::unwritten(e);
    }
    let help = format!(
        "{} of {} histories are kept; once there is room, {} goes on with them",
        grouped(marked),
        grouped(typed.runs),
        resuming(typed)
    );
    output::unwritten_but(e, &help)
}

/// `output/ensemble-<scenario>-<seed>`, with the fingerprint where the scenario was edited.
fn default_folder(seed: u64, scenario: &Scenario) -> PathBuf {
    let mut name = format!("ensemble-{}-{seed}", output::plain_name(&scenario.id));
    if let Some(lens) = &scenario.lens {
        name.push_str(&format!("-{}", output::plain_name(lens)));
    }
    if scenario.edited {
        let print: String = scenario.fingerprint.chars().take(6).collect();
        name.push_str(&format!("-{print}"));
    }
    Path::new("output").join(name)
}

/// The folder, and the files that grow in it, from the start or from where an earlier run stopped.
fn opened(
    typed: &Many,
    scenario: &Scenario,
    ensemble: &Ensemble<'_>,
) -> Result<(PathBuf, Kept, Tally), Failure> {
    let label = Label {
        schema: 1,
        scenario: scenario.id.clone(),
        fingerprint: scenario.fingerprint.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: typed.seed,
    };
    let owner = Owner::new(Kind::Ensemble, &scenario.id, &scenario.fingerprint);
    let claim = |force| {
        let default = default_folder(typed.seed, scenario);
        output::claim(typed.out.as_deref(), default, &owner, force, |folder| {
            let why = kept::unlike(folder, &label)?;
            Some(format!("an unfinished ensemble ({why})"))
        })
    };
    // What is resumed is looked at more closely than by whose it is.
    let place = match &typed.out {
        Some(out) if typed.resume => out.clone(),
        _ => claim(typed.force)?,
    };
    output::taken_back(&place);
    let cannot = |refused: Refused| {
        let why = match refused {
            Refused::Unfit(why) => why,
            Refused::Unwritten(e) => return output::unwritten(e),
        };
        let folder = place.display();
        let help = "without --resume it begins anew, with --force in place of what is there; --out DIR \
                    writes elsewhere";
        let message = format!("error: cannot resume {folder}: {why}\nhelp: {help}");
        Failure::new(Exit::Usage, message)
    };
    let mut found = None;
    if typed.resume {
        found = Found::most(&place, &label, ensemble, typed.runs).map_err(cannot)?;
        if found.is_none() {
            let _ = writeln!(io::stderr(), "nothing to resume; starting from the first history");
        }
    }
    // Even what is resumed takes the place of what stands in the folder.
    let looked_at = !typed.resume || typed.out.is_none();
    let folder = if looked_at { place.clone() } else { claim(typed.force)? };
    if let Some(there) = kept::spared(&folder, &label, typed.runs).filter(|_| !typed.force) {
        return Err(spared(&folder, typed.runs, &there));
    }
    let (kept, tally) = match found {
        Some(found) => Kept::resume(&folder, label, ensemble, found).map_err(cannot)?,
        None => {
            let kept = Kept::begin(&folder, label, ensemble).map_err(output::unwritten)?;
            (kept, ensemble.nothing())
        }
    };
    Ok((folder, kept, tally))
}

/// That histories are kept which so many would replace.
fn spared(folder: &Path, runs: u64, there: &Spared) -> Failure {
    let (folder, histories) = (folder.display(), grouped(there.histories));
    let (what, resumed) = match there.seed {
        Some(seed) => (format!("{histories} histories of seed {seed}"), String::new()),
        None => (
            format!("{histories} histories, more than the {} asked for", grouped(runs)),
            format!("--resume with --runs {} or more goes on with them; ", there.histories),
        ),
    };
    let message = format!(
        "error: {folder} holds {what}; they are kept\nhelp: {resumed}--force replaces them; --out DIR \
         writes elsewhere"
    );
    Failure::new(Exit::Output, message)
}

/// Puts the files that grew and all others in place, together.
fn finished(folder: &Path, kept: Kept, files: &Files) -> io::Result<()> {
    let mut output = Output::adding(folder)?;
    for (name, place) in kept.close() {
        output.adopt(name, &place);
    }
    output.finish(files)?;
    // It is empty now.
    let _ = fs::remove_dir(folder.join(kept::GROWING));
    Ok(())
}

/// Plays what is left to play; rows and counts are kept whatever happens.
fn played(
    typed: &Many,
    ensemble: &Ensemble<'_>,
    kept: &mut Kept,
    tally: &mut Tally,
) -> io::Result<Stop> {
    let progress = Progress::new("histories", tally.histories(), typed.runs);
    let stop = interrupt::asked_first(|| {
        let stop =
            ensemble.play_to(typed.runs, tally, &progress, |rows, tally| kept.keep(rows, tally))?;
        kept.mark(tally)?;
        Ok(stop)
    });
    progress.end();
    stop
}

/// Every file but those that grew, by its name.
fn all_files(
    scenario: &Scenario,
    ensemble: &Ensemble<'_>,
    tally: &Tally,
    found: &Summary,
) -> Files {
    let drawn = pictures::pictures(scenario, ensemble, tally);
    let mut files = Files::new();
    let mut put = |name: &str, text: String| files.insert(name.to_owned(), text.into_bytes());
    put(kept::SUMMARY, found.to_json());
    put("influence-bands.csv", bands_csv(ensemble, tally));
    put("scenario.toml", scenario.resolved.clone());
    let inline = charts::pictures(&drawn);
    put("report.html", report(ensemble, tally, found, &scenario.title, &inline));
    charts::put(&mut files, drawn);
    files
}
