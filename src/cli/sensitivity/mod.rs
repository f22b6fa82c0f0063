//! `interregnum sensitivity`: what the answers hang on.

mod answer;
mod found;
mod text;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::ensemble::Watch as _;
use crate::scenario::Scenario;
use crate::sensitivity::{Inquiry, Screening, Shares, base_points, per_point, screen, shares};
use crate::statistics::{MOST_DIMENSIONS, so_many, so_many_histories};

use super::lines::columns;
use super::output::{self, Files, Kind, Owner};
use super::progress::Progress;
use super::run::{edit, shown};
use super::whole::whole;
use super::{Exit, Failure, charts, interrupt, load, numbers, say, threads};
use found::Found;
pub(super) use found::why_not;

/// Most histories that are played.
const MOST: u64 = 100_000_000;
/// Most of them by Sobol's method, and most answers: its intervals rest on resampled points, so that
/// every answer is kept.
const MOST_BY_SOBOL: u64 = 10_000_000;
const MOST_ANSWERS: u64 = 400_000_000;
/// Least walks and base points from which anything is concluded.
const LEAST: u64 = 8;
/// Of the histories of Sobol's method, one in so many goes into screening.
const SCREENING: u64 = 4;

/// What was typed after `sensitivity`.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Built-in name, or a path (with a `/`, or ending in `.toml`).
    #[arg(value_name = "SCENARIO", default_value = "ussr-1953")]
    scenario: String,
    /// The question that is told in full and drawn [default: the first that can be].
    #[arg(long, value_name = "ID")]
    question: Option<String>,
    /// morris: which numbers move an answer at all. sobol: how much of an answer's variance is
    /// theirs, how much is chance, and how much only both together.
    #[arg(long, value_enum, default_value_t = Method::Morris)]
    method: Method,
    /// Most histories to play, from 1 to 100,000,000, with sobol to 10,000,000 [default: 20,000 for
    /// morris, 42,000 for sobol].
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = whole(1_u64, MOST))]
    runs: Option<u64>,
    /// With sobol: how many numbers have shares of their own, those that screening finds to move
    /// the answer most. All others have one together.
    #[arg(long, value_name = "K", default_value_t = 12,
        allow_negative_numbers = true, value_parser = whole(0_u32, u32::MAX))]
    own: u32,
    /// Move the engine's coefficients too, by half their value either way.
    #[arg(long)]
    parameters: bool,
    /// Seed of all luck, and of the design.
    #[arg(long, value_name = "N", default_value_t = 1953, allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    seed: u64,
    /// Threads to play on, up to 1,024 [default: one for each processor]. Results do not depend on it.
    #[arg(long, value_name = "T", allow_negative_numbers = true, value_parser = whole(1_u16, 1024))]
    threads: Option<u16>,
    /// Change a value: `--set principals.beria.dread=0.3`. What stands after `=` is TOML; a bare
    /// word is a string. Can be given many times.
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = edit)]
    edits: Vec<String>,
    /// Write into this folder, beside whatever else is in it
    /// [default: output/sensitivity-METHOD-SCENARIO-SEED].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace what is in the folder even if another scenario or version left it.
    #[arg(long)]
    force: bool,
    /// Print summary.json on standard output, and nothing else there.
    #[arg(long)]
    json: bool,
}

/// How it is asked what an answer hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Method {
    Morris,
    Sobol,
}

impl Method {
    fn id(self) -> &'static str {
        match self {
            Self::Morris => "morris",
            Self::Sobol => "sobol",
        }
    }

    fn runs(self) -> u64 {
        match self {
            Self::Morris => 20_000,
            Self::Sobol => 42_000,
        }
    }
}

/// How many histories go where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Design {
    walks: u64,
    points: u32,
    /// Numbers with shares of their own.
    own: usize,
}

/// What was played.
struct Results {
    screening: Option<Screening>,
    shares: Option<Shares>,
}

/// Plays the design that was asked for, writes its files and says what the answers hang on.
pub(super) fn sensitivity(asked: &Asked) -> Result<(), Failure> {
    interrupt::nothing_is_written();
    let scenario = load::scenario(&asked.scenario, &asked.edits)?;
    let inquiry = Inquiry::new(&scenario.polity, &scenario.questions, asked.seed, asked.parameters);
    numbers::refuse_empty(&scenario, inquiry.factors().len())?;
    let question = asked.question.as_deref().map(|id| numbers::question(&scenario, id));
    let question = question.transpose()?;
    let design = design(asked, inquiry.factors().len(), scenario.questions.len())?;
    let owner = Owner::new(Kind::Sensitivity, &scenario.id, &scenario.fingerprint);
    let default = default_folder(asked, &scenario);
    let folder = output::claim(asked.out.as_deref(), default, &owner, asked.force, |_| None)?;
    let results = threads::pool(asked.threads)?
        .install(|| played(asked, &scenario, &inquiry, design, question))?;
    let found = found::found(asked, &scenario, &inquiry, design, &results, question)?;
    let (files, summary) = files(&scenario, &found);
    output::write(&folder, &files, asked.out.is_some())?;
    if asked.json {
        return say(&summary);
    }
    say(&text::text(&found, columns(), &format!("{}  {} files", shown(&folder), files.len())))
}

/// Shares out the histories; an error where there are too few to conclude anything, or more than can be
/// kept.
fn design(asked: &Asked, factors: usize, questions: usize) -> Result<Design, Failure> {
    let runs = asked.runs.unwrap_or(asked.method.runs());
    let walk = factors as u64 + 1;
    let too_few = |least: u64| {
        let message = format!(
            "error: {} {} too few for {factors} numbers by --method {}\nhelp: --runs {least} is the least",
            so_many_histories(runs),
            if runs == 1 { "is" } else { "are" },
            asked.method.id()
        );
        Err(Failure::new(Exit::Usage, message))
    };
    if asked.method == Method::Morris {
        let walks = runs / walk;
        return if walks < LEAST {
            too_few(LEAST * walk)
        } else {
            Ok(Design { walks, points: 0, own: 0 })
        };
    }
    if 2 * factors > MOST_DIMENSIONS {
        let message = format!(
            "error: {factors} numbers are more than {}, the most that --method sobol can move\nhelp: \
             --method morris can; or hold some still with --set",
            MOST_DIMENSIONS / 2
        );
        return Err(Failure::new(Exit::Usage, message));
    }
    let most = MOST_BY_SOBOL.min(MOST_ANSWERS / questions.max(1) as u64);
    if runs > most {
        let message = format!(
            "error: {} of {} are more than --method sobol can keep: its intervals rest on every answer\nhelp: \
             --runs {most} is the most; --method morris keeps none",
            so_many_histories(runs),
            so_many(questions as u64, "question", "questions"),
        );
        return Err(Failure::new(Exit::Usage, message));
    }
    let own = factors.min(asked.own as usize);
    let groups = own + usize::from(own < factors);
    let crossings = LEAST * per_point(groups);
    // Which numbers have shares of their own is found out only where some have and others do not.
    let screened = 0 < own && own < factors;
    let walks = LEAST * walk;
    let least = if screened { (SCREENING * walks).max(walks + crossings) } else { crossings };
    if runs < least {
        return too_few(least);
    }
    let walks = if screened { (runs / SCREENING).min(runs - crossings) / walk } else { 0 };
    Ok(Design { walks, points: base_points(runs - walks * walk, groups), own })
}

/// Plays the design, with progress on standard error.
fn played(
    asked: &Asked,
    scenario: &Scenario,
    inquiry: &Inquiry<'_>,
    design: Design,
    question: Option<usize>,
) -> Result<Results, Failure> {
    let factors = inquiry.factors().len();
    let groups = design.own + usize::from(design.own < factors);
    let histories =
        design.walks * (factors as u64 + 1) + u64::from(design.points) * per_point(groups);
    let progress = Progress::new("histories", 0, histories);
    let tick = || progress.played();
    let screening = (design.walks > 0).then(|| screen(inquiry, design.walks, &tick));
    let shares = (asked.method == Method::Sobol).then(|| {
        let mut order: Vec<usize> = match (&screening, question) {
            (Some(screening), Some(question)) => screening.ranked(question),
            (Some(screening), None) => over_all(screening, scenario.questions.len(), factors),
            (None, _) => (0..factors).collect(),
        };
        order.truncate(design.own);
        shares(inquiry, &order, design.points, &tick).expect("the design holds the dimensions")
    });
    progress.end();
    Ok(Results { screening, shares })
}

/// The numbers in the order of their best rank among all questions: each question's first, then
/// each one's second, and so on.
fn over_all(screening: &Screening, questions: usize, factors: usize) -> Vec<usize> {
    let mut best: BTreeMap<usize, usize> = BTreeMap::new();
    for question in 0..questions {
        for (rank, factor) in screening.ranked(question).into_iter().enumerate() {
            let known = best.entry(factor).or_insert(rank);
            *known = rank.min(*known);
        }
    }
    let mut order: Vec<usize> = (0..factors).collect();
    order.sort_by_key(|factor| (best.get(factor).copied(), *factor));
    order
}

/// `output/sensitivity-<method>-<scenario>-<seed>`, with the question, what else was moved, and the
/// fingerprint where the scenario was edited.
fn default_folder(asked: &Asked, scenario: &Scenario) -> PathBuf {
    let mut name = format!(
        "sensitivity-{}-{}-{}",
        asked.method.id(),
        output::plain_name(&scenario.id),
        asked.seed
    );
    if let Some(question) = &asked.question {
        name.push_str(&format!("-{}", output::plain_name(question)));
    }
    if asked.parameters {
        name.push_str("-parameters");
    }
    if scenario.edited {
        let print: String = scenario.fingerprint.chars().take(6).collect();
        name.push_str(&format!("-{print}"));
    }
    Path::new("output").join(name)
}

/// Every file by its name, and the text of `summary.json`.
fn files(scenario: &Scenario, found: &Found<'_>) -> (Files, String) {
    let mut files = Files::new();
    files.insert("scenario.toml".to_owned(), scenario.resolved.clone().into_bytes());
    files.insert("numbers.csv".to_owned(), answer::csv(found).into_bytes());
    charts::put(&mut files, found.picture().into_iter().collect());
    let mut names: Vec<String> = files.keys().cloned().collect();
    names.push("summary.json".to_owned());
    names.sort();
    let summary = answer::summary(found, names);
    files.insert("summary.json".to_owned(), summary.clone().into_bytes());
    (files, summary)
}
