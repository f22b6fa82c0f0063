//! Whether an answer survives every lens.

use rayon::ThreadPool;
use serde::Serialize;

use crate::chart::{Rate, Verdicts};
use crate::counterfactual::{Comparison, compare};
use crate::ensemble::Watch as _;
use crate::statistics::{Estimate, PairCounts};

use super::{Found, Meant, Whatif, goes_on, text, twins};
use crate::cli::progress::Progress;
use crate::cli::{Failure, interrupt};

/// A question under one lens.
pub(super) struct Seen {
    /// Name of the lens, or of none.
    pub name: String,
    /// Id and counts of each question.
    pub questions: Vec<(String, PairCounts)>,
}

impl Seen {
    fn of(name: String, comparison: &Comparison) -> Self {
        let questions = comparison.questions.iter().map(|q| (q.id.clone(), q.counts));
        Self { name, questions: questions.collect() }
    }

    fn difference(&self, id: &str) -> Option<Estimate> {
        self.questions.iter().find(|(known, _)| known == id)?.1.difference()
    }
}

/// Plays the pairs anew under each lens, with the same luck; nothing where there is no other lens.
///
/// # Errors
/// It was interrupted.
pub(super) fn seen(
    typed: &Whatif,
    pool: &ThreadPool,
    others: &[Meant],
    own: &Comparison,
) -> Result<Vec<Seen>, Failure> {
    if others.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = vec![Seen::of("own parameters".to_owned(), own)];
    for meant in others {
        let twins = twins(meant);
        let progress = Progress::new("pairs", 0, typed.runs);
        let comparison = interrupt::asked_first(|| {
            pool.install(|| {
                compare(&twins, typed.seed, typed.runs, |_| {
                    progress.played();
                    goes_on(&progress)
                })
            })
        });
        progress.end();
        all.push(Seen::of(meant.base.lens.clone().unwrap_or_default(), &comparison?));
    }
    Ok(all)
}

/// What all lenses together say of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    /// The difference is clear and goes the same way under all of them.
    Survives,
    /// It is clear one way under some, and under others it is not clear or does not arise.
    Weakens,
    /// It is clear one way under some and the other way under others.
    Reverses,
    /// It is clear under none.
    Unclear,
}

fn verdict(differences: &[Option<Estimate>]) -> Verdict {
    let clear = |up: bool| {
        let one =
            |d: &&Option<Estimate>| d.is_some_and(|d| if up { d.lo > 0.0 } else { d.hi < 0.0 });
        differences.iter().filter(one).count()
    };
    match (clear(true), clear(false)) {
        (0, 0) => Verdict::Unclear,
        (up, down) if up > 0 && down > 0 => Verdict::Reverses,
        (up, down) if up + down == differences.len() => Verdict::Survives,
        _ => Verdict::Weakens,
    }
}

/// A question the what-if speaks to, under every lens.
#[derive(Serialize)]
pub(super) struct Line {
    id: String,
    verdict: Verdict,
    each: Vec<Each>,
    #[serde(skip)]
    ask: String,
}

#[derive(Serialize)]
struct Each {
    lens: String,
    p: Option<f64>,
    lo: f64,
    hi: f64,
}

/// The foremost questions under every lens.
pub(super) fn lines(found: &Found<'_>) -> Vec<Line> {
    if found.lenses.is_empty() {
        return Vec::new();
    }
    let line = |k: usize| {
        let q = &found.comparison.questions[k];
        let differences: Vec<Option<Estimate>> =
            found.lenses.iter().map(|seen| seen.difference(&q.id)).collect();
        let each = found.lenses.iter().zip(&differences).map(|(seen, d)| Each {
            lens: seen.name.clone(),
            p: d.map(|d| d.p),
            lo: d.map_or(-1.0, |d| d.lo),
            hi: d.map_or(1.0, |d| d.hi),
        });
        let verdict = verdict(&differences);
        Line { id: q.id.clone(), verdict, each: each.collect(), ask: q.ask.clone() }
    };
    text::foremost(found.meant, &found.comparison).into_iter().map(line).collect()
}

/// What a verdict means, in words.
fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Survives => "survives every lens: clear, and the same way, under each",
        Verdict::Weakens => "does not survive every lens: under some it is not clear",
        Verdict::Reverses => "does not survive: lenses disagree on which way it goes",
        Verdict::Unclear => "is clear under no lens",
    }
}

/// The verdicts in words, a paragraph a question.
pub(super) fn told(found: &Found<'_>) -> Vec<String> {
    let line = |line: Line| {
        let each: Vec<String> = line
            .each
            .iter()
            .map(|e| match e.p {
                Some(p) => format!("{} {}", e.lens, text::signed(p)),
                None => format!("{} not asked", e.lens),
            })
            .collect();
        format!("{} The change {}. {} of 100.", line.ask, words(line.verdict), each.join(", "))
    };
    lines(found).into_iter().map(line).collect()
}

/// The same for the terminal; empty where no other lens was asked for.
pub(super) fn text(found: &Found<'_>, width: usize) -> String {
    let width = width.clamp(60, 100);
    let told = told(found);
    if told.is_empty() {
        return String::new();
    }
    let mut lines = vec![String::new(), " Under every lens".to_owned()];
    for paragraph in told {
        super::super::lines::wrap(&mut lines, width, "   ", "   ", &paragraph);
    }
    lines.join("\n") + "\n"
}

/// What the chart draws; empty where no other lens was asked for.
pub(super) fn verdicts(found: &Found<'_>) -> Vec<Verdicts> {
    let one = |line: Line| {
        let each = line.each.into_iter().map(|e| {
            let rate = e.p.map(|p| Rate { p, lo: e.lo, hi: e.hi });
            (e.lens, rate)
        });
        Verdicts { id: line.id, ask: line.ask, each: each.collect() }
    };
    lines(found).into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_survives_only_if_it_is_clear_and_the_same_under_each() {
        let at = |p: f64| Some(Estimate { p, lo: p - 0.1, hi: p + 0.1, n: 100 });
        assert_eq!(verdict(&[at(0.3), at(0.2)]), Verdict::Survives);
        assert_eq!(verdict(&[at(0.3), at(0.05)]), Verdict::Weakens);
        assert_eq!(verdict(&[at(0.3), None]), Verdict::Weakens);
        assert_eq!(verdict(&[at(0.3), at(-0.2), at(0.0)]), Verdict::Reverses);
        assert_eq!(verdict(&[at(0.0), None]), Verdict::Unclear);
    }
}
