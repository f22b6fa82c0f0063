//! `summary.json`: what was found, for programs.

use serde::Serialize;

use crate::assess::{Null, Spread, Step};
use crate::statistics::{Estimate, log_score};

use super::found::{Assessed, Found};
use super::text;

/// The whole of `summary.json`. Its fields are explained in `docs/output.md`.
#[derive(Serialize)]
struct Summary<'a> {
    schema: u32,
    version: &'a str,
    scenario: &'a str,
    seed: u64,
    runs: u64,
    until: Option<String>,
    steps_in_common: usize,
    accounts: Vec<Account<'a>>,
    caution: Option<String>,
    files: &'a [String],
}

#[derive(Serialize)]
struct Account<'a> {
    lens: Option<&'a str>,
    says: Option<&'a str>,
    fingerprint: &'a str,
    entries: Vec<Entry<'a>>,
    chain: Chain<'a>,
    alone: Score,
    in_common: Score,
    questions: Vec<Question<'a>>,
    brier: Option<f64>,
    calibration: Calibration,
    allowed: Allowed<'a>,
    skipped: Vec<Skipped<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    text: &'a str,
    at: String,
    window: [String; 2],
    within: Rate,
    quantile: Option<f64>,
    lies: &'static str,
    alone: f64,
    given: Option<Given>,
    rules: Rules,
}

#[derive(Serialize)]
struct Given {
    left: u64,
    agree: u64,
    chance: f64,
    bits: f64,
}

#[derive(Serialize)]
struct Rules {
    equal_chances: Option<f64>,
    constant_hazard: Option<f64>,
    apparatus: Option<f64>,
}

#[derive(Serialize)]
struct Chain<'a> {
    steps: usize,
    bits: f64,
    error: f64,
    stopped: Option<Stopped<'a>>,
    rules: Rules,
}

#[derive(Serialize)]
struct Stopped<'a> {
    before: &'a str,
    left: u64,
}

#[derive(Serialize)]
struct Score {
    entries: usize,
    bits: f64,
    error: f64,
    rules: Rules,
}

#[derive(Serialize)]
struct Rate {
    p: Option<f64>,
    lo: f64,
    hi: f64,
    n: u64,
}

#[derive(Serialize)]
struct Question<'a> {
    id: &'a str,
    ask: &'a str,
    in_fact: bool,
    yes: Rate,
    brier: Option<f64>,
    varies: bool,
}

#[derive(Serialize)]
struct Calibration {
    records: usize,
    distance: Option<f64>,
    bins: Vec<Bin>,
    surprise: Option<Surprise>,
    in_words: Option<String>,
}

#[derive(Serialize)]
struct Bin {
    forecast: f64,
    came: Rate,
}

#[derive(Serialize)]
struct Surprise {
    low: f64,
    middle: f64,
    high: f64,
    record: f64,
    rank: f64,
}

#[derive(Serialize)]
struct Allowed<'a> {
    falls: Counts,
    executions: Counts,
    showdowns: Counts,
    leaders: Counts,
    leads: Vec<Leads<'a>>,
    never: Vec<&'a str>,
    always: Vec<&'a str>,
    in_words: Option<String>,
}

#[derive(Serialize)]
struct Counts {
    least: usize,
    low: usize,
    middle: usize,
    high: usize,
    most: usize,
}

#[derive(Serialize)]
struct Leads<'a> {
    who: &'a str,
    share: f64,
}

#[derive(Serialize)]
struct Skipped<'a> {
    path: &'a str,
    why: &'a str,
}

/// The text of `summary.json`; `names` are all files of the folder.
pub(super) fn summary(found: &Found, names: &[String]) -> String {
    let main = found.main();
    let steps = found.common();
    let summary = Summary {
        schema: 1,
        version: env!("CARGO_PKG_VERSION"),
        scenario: &main.scenario.id,
        seed: found.seed,
        runs: found.runs,
        until: found.until.map(|until| main.scenario.polity.calendar.label(until)),
        steps_in_common: steps,
        accounts: found.assessed.iter().map(|a| account(a, steps)).collect(),
        caution: caution(found, steps),
        files: names,
    };
    let mut text = serde_json::to_string_pretty(&summary).expect("text and numbers serialise");
    text.push('\n');
    text
}

/// What is to be borne in mind with the scores; `None` where nothing is.
fn caution(found: &Found, steps: usize) -> Option<String> {
    let record = text::caution(found.main(), steps);
    let all: Vec<String> = text::few(found.runs).into_iter().chain(record).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn account(a: &Assessed, common: usize) -> Account<'_> {
    let (steps, all) = (a.chain.steps.len(), a.yardstick.entries.len());
    let sums = |entries: usize| rules(|null| a.null_bits(null, entries));
    let ids = |entries: &[usize]| -> Vec<&str> {
        entries.iter().map(|k| a.yardstick.entries[*k].id.as_str()).collect()
    };
    let questions = a.yardstick.questions.iter().zip(&a.answers).map(|(asked, answer)| Question {
        id: &asked.question.id,
        ask: &asked.question.ask,
        in_fact: asked.answer,
        yes: rate(answer.share),
        brier: answer.brier,
        varies: answer.varies,
    });
    let leads = a.allowed.leads.iter().map(|(who, share)| {
        let known = a.yardstick.polity.principals.get(*who);
        Leads { who: known.map_or("risen", |p| p.id.as_str()), share: *share }
    });
    let skipped = a.yardstick.skipped.iter();
    Account {
        lens: a.lens.as_ref().map(|lens| lens.id.as_str()),
        says: a.lens.as_ref().map(|lens| lens.says.as_str()),
        fingerprint: &a.scenario.fingerprint,
        entries: (0..all).map(|k| entry(a, k)).collect(),
        chain: Chain {
            steps,
            bits: a.chain.bits(steps),
            error: a.chain.error(steps),
            stopped: a.chain.stopped.map(|stopped| Stopped {
                before: &a.yardstick.entries[stopped.entry].id,
                left: stopped.left,
            }),
            rules: sums(steps),
        },
        alone: Score {
            entries: all,
            bits: a.alone_bits(),
            error: a.alone_error(),
            rules: sums(all),
        },
        in_common: Score {
            entries: common,
            bits: a.chain.bits(common),
            error: a.chain.error(common),
            rules: sums(common),
        },
        questions: questions.collect(),
        brier: a.brier().map(|(mean, _)| mean),
        calibration: calibration(a),
        allowed: Allowed {
            falls: counts(a.allowed.falls),
            executions: counts(a.allowed.executions),
            showdowns: counts(a.allowed.showdowns),
            leaders: counts(a.allowed.leaders),
            leads: leads.collect(),
            never: ids(&a.allowed.never),
            always: ids(&a.allowed.always),
            in_words: text::ranges(a),
        },
        skipped: skipped.map(|s| Skipped { path: &s.path, why: &s.why }).collect(),
    }
}

fn entry(a: &Assessed, k: usize) -> Entry<'_> {
    let (entry, place) = (&a.yardstick.entries[k], &a.places[k]);
    let calendar = &a.yardstick.polity.calendar;
    let given = |step: &Step| Given {
        left: step.left,
        agree: step.agree,
        chance: step.chance,
        bits: step.bits,
    };
    Entry {
        id: &entry.id,
        text: &entry.text,
        at: entry.on.label(),
        window: [calendar.label(entry.window.0), calendar.label(entry.window.1)],
        within: rate(Some(place.agree)),
        quantile: place.quantile,
        lies: place.lies.id(),
        alone: log_score(a.alone[k], true),
        given: a.chain.steps.get(k).map(given),
        rules: rules(|null| {
            let (_, chances) = a.nulls.iter().find(|(other, _)| *other == null)?;
            chances.as_ref().map(|chances| chances[k])
        }),
    }
}

fn rules(of: impl Fn(Null) -> Option<f64>) -> Rules {
    Rules {
        equal_chances: of(Null::EqualChances),
        constant_hazard: of(Null::ConstantHazard),
        apparatus: of(Null::Apparatus),
    }
}

fn calibration(a: &Assessed) -> Calibration {
    let c = &a.calibration;
    let steps = a.chain.steps.len();
    let surprise = (steps > 0).then(|| {
        let record = a.chain.bits(steps) / steps as f64;
        Some(Surprise {
            low: c.surprise_at(0.05)?,
            middle: c.surprise_at(0.5)?,
            high: c.surprise_at(0.95)?,
            record,
            rank: c.rank(record)?,
        })
    });
    Calibration {
        records: c.records,
        distance: c.distance,
        bins: c
            .bins
            .iter()
            .map(|bin| Bin { forecast: bin.forecast, came: rate(Some(bin.came)) })
            .collect(),
        surprise: surprise.flatten(),
        in_words: text::itself(a),
    }
}

fn counts(spread: Spread) -> Counts {
    let Spread { least, low, middle, high, most } = spread;
    Counts { least, low, middle, high, most }
}

/// Where nothing was counted, `p` is null and the ends say that anything is possible.
fn rate(estimate: Option<Estimate>) -> Rate {
    estimate.map_or(Rate { p: None, lo: 0.0, hi: 1.0, n: 0 }, |e| Rate {
        p: Some(e.p),
        lo: e.lo,
        hi: e.hi,
        n: e.n,
    })
}
