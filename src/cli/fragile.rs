//! `interregnum fragile`: how wrong a single number would have to be.

use clap::Args;
use serde::Serialize;

use crate::ensemble::Watch as _;
use crate::scenario::Scenario;
use crate::sensitivity::{Factor, Inquiry, Leaning, Survey, Tip, survey, tip};
use crate::statistics::{Estimate, MOST_DIMENSIONS, grouped};

use super::lines::{columns, wrap};
use super::numbers::{self, value};
use super::progress::Progress;
use super::run::edit;
use super::sensitivity::why_not;
use super::whole::whole;
use super::{Exit, Failure, interrupt, load, say, threads};

/// How many numbers are looked at.
const LOOKED_AT: usize = 10;
/// Most histories played for the survey, or for a value.
const MOST: u32 = 1_000_000;

/// What was typed after `fragile`.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Built-in name, or a path (with a `/`, or ending in `.toml`).
    #[arg(value_name = "SCENARIO", default_value = "ussr-1953")]
    scenario: String,
    /// The question [default: the first that varies and arises in every history].
    #[arg(long, value_name = "ID")]
    question: Option<String>,
    /// Histories for each value tried, up to 1,000,000; of most numbers some ten values are.
    #[arg(long, value_name = "N", default_value_t = 256,
        allow_negative_numbers = true, value_parser = whole(16_u32, MOST))]
    runs: u32,
    /// Histories from which the ten numbers that the answer leans on most are found.
    #[arg(long, value_name = "N", default_value_t = 4096,
        allow_negative_numbers = true, value_parser = whole(64_u32, MOST))]
    survey: u32,
    /// Look at the engine's coefficients too.
    #[arg(long)]
    parameters: bool,
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
    /// Print the answer as JSON, and nothing else.
    #[arg(long)]
    json: bool,
}

/// What was found out of one number.
struct Found<'a> {
    factor: &'a Factor,
    leaning: Leaning,
    tip: Tip,
}

/// Everything that is told.
struct Told<'a> {
    scenario: &'a Scenario,
    seed: u64,
    survey: &'a Survey,
    runs: u32,
    question: usize,
    rate: Estimate,
    likelier: bool,
    /// How many numbers those told are the foremost of.
    compared: usize,
    numbers: Vec<Found<'a>>,
}

/// Finds the numbers the answer leans on and how wrong each would have to be, and says so.
pub(super) fn fragile(asked: &Asked) -> Result<(), Failure> {
    interrupt::nothing_is_written();
    let scenario = load::scenario(&asked.scenario, &asked.edits)?;
    let inquiry = Inquiry::new(&scenario.polity, &scenario.questions, asked.seed, asked.parameters);
    numbers::refuse_empty(&scenario, inquiry.factors().len())?;
    if inquiry.factors().len() > MOST_DIMENSIONS {
        let message = format!(
            "error: {} numbers are more than {MOST_DIMENSIONS}, the most that can be drawn together\nhelp: hold some \
             still with --set",
            inquiry.factors().len()
        );
        return Err(Failure::new(Exit::Usage, message));
    }
    let question = asked.question.as_deref().map(|id| numbers::question(&scenario, id));
    let question = question.transpose()?;
    let looked_at = inquiry.factors().len().min(LOOKED_AT) as u64;
    let costs = inquiry.factors().iter().map(|number| Tip::cost(number, asked.runs));
    let most = u64::from(asked.survey) + looked_at * costs.max().unwrap_or(0);
    let progress = Progress::new("histories", 0, most);
    let tick = || progress.played();
    let pool = threads::pool(asked.threads)?;
    let told = pool.install(|| {
        let survey = survey(&inquiry, asked.survey, &tick).expect("the dimensions were counted");
        let question = choose(&scenario, &survey, question)?;
        let rate = survey.rate(question).expect("it arises in every history");
        let likelier = rate.p >= 0.5;
        let mut found = Vec::new();
        for at in survey.ranked(question).into_iter().take(LOOKED_AT) {
            let Some(leaning) = survey.leaning(question, at) else { continue };
            let Some(tip) = tip(&inquiry, question, at, likelier, asked.runs, &tick) else {
                continue;
            };
            found.push((at, leaning, tip));
        }
        Ok((survey, question, rate, likelier, found))
    });
    progress.end();
    let (survey, question, rate, likelier, found) = told?;
    let numbers = found.into_iter().map(|(at, leaning, tip)| {
        let factor = &inquiry.factors()[at];
        Found { factor, leaning, tip }
    });
    let told = Told {
        scenario: &scenario,
        seed: asked.seed,
        survey: &survey,
        runs: asked.runs,
        question,
        rate,
        likelier,
        compared: inquiry.factors().len(),
        numbers: numbers.collect(),
    };
    if asked.json {
        return say(&told.json());
    }
    say(&told.text(columns()))
}

/// The question asked, or the first of which something can be said.
fn choose(scenario: &Scenario, survey: &Survey, question: Option<usize>) -> Result<usize, Failure> {
    let refused = |k: usize, why: &str| {
        let id = &scenario.questions[k].id;
        let message = format!(
            "error: `{id}` has no likelier answer to flip: {why}\nhelp: ask another question, or this one with \
             other dates or bounds"
        );
        Failure::new(Exit::Usage, message)
    };
    let why = |k: usize| why_not(survey.answers[k]);
    match question {
        Some(k) => why(k).map_or(Ok(k), |why| Err(refused(k, &why))),
        None => {
            let first = (0..scenario.questions.len()).find(|k| why(*k).is_none());
            first.ok_or_else(|| refused(0, &why(0).unwrap_or_default()))
        }
    }
}

/// What is printed with `--json`.
#[derive(Serialize)]
struct Answer<'a> {
    schema: u32,
    version: &'a str,
    scenario: &'a str,
    fingerprint: &'a str,
    seed: u64,
    survey: u32,
    runs: u32,
    question: &'a str,
    ask: &'a str,
    likelier: &'a str,
    yes: Rate,
    toss_up: bool,
    numbers: Vec<Number<'a>>,
    others: Vec<&'a str>,
}

#[derive(Serialize)]
struct Rate {
    p: f64,
    lo: f64,
    hi: f64,
}

#[derive(Serialize)]
struct Number<'a> {
    path: &'a str,
    label: String,
    low: f64,
    high: f64,
    central: f64,
    valid: [f64; 2],
    leaning: f64,
    leaning_error: f64,
    yes_at_centre: Rate,
    flips_at: Option<f64>,
    flips_between: Option<[f64; 2]>,
    change: Option<f64>,
    within_range: Option<bool>,
    nearest: f64,
    yes_there: Rate,
    cite: &'a [String],
    judgement: Option<&'a str>,
    in_words: String,
}

fn rate(estimate: Estimate) -> Rate {
    Rate { p: estimate.p, lo: estimate.lo, hi: estimate.hi }
}

/// `46 of 100`, after a word that says what there are so many of.
fn of_hundred(rate: Estimate) -> String {
    rate.in_hundred().replace(" in ", " of ")
}

fn word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// What it means for the source that the answer tips at this value.
fn verdict(factor: &Factor, to: f64) -> String {
    let beyond = (to - factor.high).max(factor.low - to) / (factor.high - factor.low);
    if beyond <= 0.0 {
        "That lies within the range: the sources leave the answer open.".to_owned()
    } else if beyond < 0.05 {
        "That lies just outside the range: hardly wrong would the source have to be.".to_owned()
    } else {
        format!(
            "That lies outside the range, by {beyond:.1} times its width: so wrong would the source have to be."
        )
    }
}

impl Told<'_> {
    fn is_toss_up(&self) -> bool {
        self.rate.interval().contains(0.5)
    }

    fn json(&self) -> String {
        let question = &self.scenario.questions[self.question];
        let others = self.scenario.questions.iter().filter(|q| q.id != question.id);
        let answer = Answer {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            scenario: &self.scenario.id,
            fingerprint: &self.scenario.fingerprint,
            seed: self.seed,
            survey: self.survey.histories,
            runs: self.runs,
            question: &question.id,
            ask: &question.ask,
            likelier: word(self.likelier),
            yes: rate(self.rate),
            toss_up: self.is_toss_up(),
            numbers: self.numbers.iter().map(|found| self.number(found)).collect(),
            others: others.map(|q| q.id.as_str()).collect(),
        };
        serde_json::to_string_pretty(&answer).expect("plain data becomes JSON") + "\n"
    }

    fn number<'s>(&'s self, found: &'s Found<'_>) -> Number<'s> {
        let Found { factor, leaning, tip } = found;
        let grounds = numbers::grounds(self.scenario, &factor.path);
        Number {
            path: &factor.path,
            label: numbers::named(&self.scenario.polity, &factor.path),
            low: factor.low,
            high: factor.high,
            central: factor.central,
            valid: [factor.valid.0, factor.valid.1],
            leaning: leaning.difference,
            leaning_error: leaning.error,
            yes_at_centre: rate(tip.at_centre),
            flips_at: tip.to,
            flips_between: tip.between.map(|between| [between.lo, between.hi]),
            change: tip.to.map(|to| to - factor.central),
            within_range: tip.to.map(|to| (factor.low..=factor.high).contains(&to)),
            nearest: tip.at,
            yes_there: rate(tip.rate),
            cite: grounds.map_or(&[], |g| &g.cite),
            judgement: grounds.and_then(|g| g.judgement.as_deref()),
            in_words: self.in_words(found),
        }
    }

    /// How wrong the number would have to be, in a sentence or two.
    fn in_words(&self, found: &Found<'_>) -> String {
        let Found { factor, leaning, tip } = found;
        let other = word(!self.likelier);
        let figure = |x: f64| value(x, factor.high - factor.low);
        let (from, low, high) = (figure(factor.central), figure(factor.low), figure(factor.high));
        let mut text = if factor.is_bell() {
            format!("19 of 20 lie between {low} and {high}, with {from} in the middle. ")
        } else {
            format!("it ranges from {low} to {high}, with {from} in the middle. ")
        };
        text += &match (tip.to, tip.between) {
            (None, _) => format!(
                "No value tried, from {} to {}, makes {other} the likelier answer; nearest comes {}, with yes in {}.",
                figure(factor.valid.0),
                figure(factor.valid.1),
                figure(tip.at),
                of_hundred(tip.rate)
            ),
            (Some(_), None) => format!(
                "Held in the middle, {other} is the likelier answer already: yes in {}.",
                of_hundred(tip.rate)
            ),
            (Some(to), Some(between)) => format!(
                "Between {} and {} it tips: at {}, {} {} the middle, {other} is the likelier answer, with yes in {}, {}. {}",
                figure(between.lo),
                figure(between.hi),
                figure(to),
                figure((to - factor.central).abs()),
                if to > factor.central { "above" } else { "below" },
                of_hundred(tip.rate),
                tip.rate.range(),
                verdict(factor, to)
            ),
        };
        if !leaning.is_clear(self.compared) {
            text += " Whether the answer leans on it at all cannot be told from chance.";
        }
        text
    }

    /// On what a number rests, in words.
    fn ground(&self, path: &str) -> String {
        let Some(grounds) = numbers::grounds(self.scenario, path) else {
            let model = path.starts_with("parameters.");
            let none = "nothing that the scenario names; it is our reading";
            return if model { "the model; see docs/model.md" } else { none }.to_owned();
        };
        let mut rests = Vec::new();
        if !grounds.cite.is_empty() {
            rests.push(format!("[{}]", grounds.cite.join(", ")));
        }
        rests.extend(grounds.judgement.clone());
        rests.join(" ")
    }

    fn text(&self, width: usize) -> String {
        let width = width.clamp(60, 140);
        let mut lines = Vec::new();
        let question = &self.scenario.questions[self.question];
        let head = format!(
            "How wrong would a source have to be? {}, seed {}, {} histories, {} for each value tried",
            self.scenario.id,
            self.seed,
            grouped(self.survey.histories.into()),
            grouped(self.runs.into())
        );
        wrap(&mut lines, width, " ", "   ", &head);
        lines.push(String::new());
        let (unclear, clear): (Vec<&Found<'_>>, Vec<&Found<'_>>) =
            self.numbers.iter().partition(|found| !found.leaning.is_clear(self.compared));
        let leading = if clear.is_empty() {
            "So few histories do not tell from chance that it leans on any one number.".to_owned()
        } else {
            format!(
                "The numbers it leans on most, and the smallest change found of each alone that makes it {}:",
                word(!self.likelier)
            )
        };
        let answer = format!(
            "{} With all numbers drawn from their ranges, yes in {}, {}: {} is the likelier answer. {leading}",
            question.ask,
            of_hundred(self.rate),
            self.rate.range(),
            word(self.likelier),
        );
        wrap(&mut lines, width, " ", " ", &answer);
        if self.is_toss_up() {
            let text = "That is as good as even: anything tips it, chance included. Ask for more with --survey.";
            wrap(&mut lines, width, " ! ", "   ", text);
        }
        for (k, found) in clear.iter().chain(&unclear).enumerate() {
            lines.push(String::new());
            if k == clear.len() {
                let text = "First among the rest, but it cannot be told from chance:";
                wrap(&mut lines, width, " ", " ", text);
                lines.push(String::new());
            }
            let name = numbers::named(&self.scenario.polity, &found.factor.path);
            let text = format!("{name}: {}", self.in_words(found));
            wrap(&mut lines, width, " ", "   ", &text);
            let text = format!("Rests on: {}", self.ground(&found.factor.path));
            wrap(&mut lines, width, "   ", "   ", &text);
        }
        lines.push(String::new());
        if !unclear.is_empty() {
            let text = "More histories in the survey (--survey) would tell influence from chance more finely.";
            wrap(&mut lines, width, " ! ", "   ", text);
        }
        let text = "One number at a time, all others drawn from their ranges. Where the sources give no figure, the \
                    figure is our reading of them.";
        wrap(&mut lines, width, " ", " ", text);
        lines.join("\n") + "\n"
    }
}
