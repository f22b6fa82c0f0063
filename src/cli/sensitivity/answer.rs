//! `summary.json` and `numbers.csv`.

use serde::Serialize;

use crate::sensitivity::Group;
use crate::statistics::{Interval, Share};

use super::super::numbers;
use super::found::{Asking, Found, Line};

/// The whole of `summary.json`. Its fields are explained in `docs/output.md`.
#[derive(Serialize)]
struct Summary<'a> {
    schema: u32,
    version: &'a str,
    scenario: &'a str,
    fingerprint: &'a str,
    seed: u64,
    method: &'static str,
    histories: u64,
    numbers: usize,
    parameters: bool,
    walks: u64,
    base_points: u32,
    foremost: Option<&'a str>,
    questions: Vec<Question<'a>>,
    skipped: Vec<Left<'a>>,
    warnings: &'a [String],
    files: Vec<String>,
}

#[derive(Serialize)]
struct Question<'a> {
    id: &'a str,
    ask: &'a str,
    n: u64,
    yes: Option<f64>,
    skipped: Option<&'a str>,
    variance: Option<Variance>,
    factors: Vec<Factor<'a>>,
}

#[derive(Serialize)]
struct Variance {
    of_answers: f64,
    numbers: Rate,
    luck: Rate,
    both: Rate,
}

#[derive(Serialize)]
struct Factor<'a> {
    path: Option<&'a str>,
    label: &'a str,
    numbers: usize,
    low: Option<f64>,
    high: Option<f64>,
    cite: &'a [String],
    judgement: Option<&'a str>,
    mu: Option<Rate>,
    mu_star: Option<f64>,
    sigma: Option<f64>,
    first: Option<Rate>,
    total: Option<Rate>,
    with_luck: Option<Rate>,
}

#[derive(Serialize)]
struct Rate {
    p: f64,
    lo: f64,
    hi: f64,
}

#[derive(Serialize)]
struct Left<'a> {
    path: &'a str,
    why: &'a str,
}

fn rate(p: f64, interval: Interval) -> Rate {
    Rate { p, lo: interval.lo, hi: interval.hi }
}

fn share(share: Share) -> Rate {
    rate(share.of, share.interval)
}

/// The text of `summary.json`; `names` are all files of the folder.
pub(super) fn summary(found: &Found<'_>, names: Vec<String>) -> String {
    let summary = Summary {
        schema: 1,
        version: env!("CARGO_PKG_VERSION"),
        scenario: &found.scenario.id,
        fingerprint: &found.scenario.fingerprint,
        seed: found.inquiry.seed(),
        method: found.method.id(),
        histories: found.histories,
        numbers: found.inquiry.factors().len(),
        parameters: found.parameters,
        walks: found.design.walks,
        base_points: found.design.points,
        foremost: found.foremost.map(|k| found.questions[k].id),
        questions: found.questions.iter().map(|asking| question(found, asking)).collect(),
        skipped: found.skipped.iter().map(|s| Left { path: &s.path, why: &s.why }).collect(),
        warnings: &found.warnings,
        files: names,
    };
    let text = serde_json::to_string_pretty(&summary).expect("plain data becomes JSON");
    text + "\n"
}

fn question<'a>(found: &'a Found<'_>, asking: &'a Asking<'_>) -> Question<'a> {
    Question {
        id: asking.id,
        ask: asking.ask,
        n: asking.answers.yes + asking.answers.no,
        yes: asking.yes(),
        skipped: asking.skipped.as_deref(),
        variance: asking.indices.as_ref().map(|i| Variance {
            of_answers: i.variance,
            numbers: share(i.numbers),
            luck: share(i.luck),
            both: share(i.both),
        }),
        factors: asking.lines.iter().map(|line| factor(found, line)).collect(),
    }
}

fn factor<'a>(found: &'a Found<'_>, line: &'a Line) -> Factor<'a> {
    let (one, count) = match &line.group {
        Group::One(at) => (Some(&found.inquiry.factors()[*at]), 1),
        Group::Others(others) => (None, others.len()),
    };
    let grounds = one.and_then(|factor| numbers::grounds(found.scenario, &factor.path));
    let (screened, influence) = (line.screened, line.influence);
    Factor {
        path: one.map(|factor| factor.path.as_str()),
        label: &line.label,
        numbers: count,
        low: one.map(|factor| factor.low),
        high: one.map(|factor| factor.high),
        cite: grounds.map_or(&[], |g| &g.cite),
        judgement: grounds.and_then(|g| g.judgement.as_deref()),
        mu: screened.map(|s| rate(s.mu.p, s.mu.interval())),
        mu_star: screened.map(|s| s.mu_star),
        sigma: screened.map(|s| s.sigma),
        first: influence.map(|i| share(i.first)),
        total: influence.map(|i| share(i.total)),
        with_luck: influence.map(|i| share(i.with_luck)),
    }
}

/// One row a question and number.
pub(super) fn csv(found: &Found<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = [
        "question",
        "path",
        "label",
        "mu",
        "mu_lo",
        "mu_hi",
        "mu_star",
        "sigma",
        "first",
        "first_lo",
        "first_hi",
        "total",
        "total_lo",
        "total_hi",
        "with_luck",
        "with_luck_lo",
        "with_luck_hi",
    ];
    writer.write_record(header).expect("writing into memory succeeds");
    for asking in &found.questions {
        for line in &asking.lines {
            let mut row = vec![asking.id.to_owned(), found.id(&line.group), line.label.clone()];
            let mut put =
                |x: Option<f64>| row.push(x.map_or_else(String::new, |x| format!("{x:.6}")));
            let three = |r: Rate| [r.p, r.lo, r.hi].map(Some);
            let mu = line.screened.map(|s| rate(s.mu.p, s.mu.interval()));
            mu.map_or([None; 3], three).into_iter().for_each(&mut put);
            put(line.screened.map(|s| s.mu_star));
            put(line.screened.map(|s| s.sigma));
            let each = line.influence.map(|i| [i.first, i.total, i.with_luck]);
            for own in each.map_or([None; 3], |all| all.map(Some)) {
                own.map(share).map_or([None; 3], three).into_iter().for_each(&mut put);
            }
            writer.write_record(&row).expect("writing into memory succeeds");
        }
    }
    let bytes = writer.into_inner().expect("writing into memory succeeds");
    String::from_utf8(bytes).expect("only text was written")
}
