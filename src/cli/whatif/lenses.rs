//! Whether an answer survives every lens.

use rayon::ThreadPool;
use serde::Serialize;

use crate::chart::{Rate, Under, Verdicts};
use crate::counterfactual::{Answered, Comparison, compare};
use crate::ensemble::Watch as _;
use crate::statistics::{grouped, signed_hundredths, so_many_pairs};

use super::{Found, Meant, Whatif, goes_on, text, twins};
use crate::cli::progress::Progress;
use crate::cli::{Failure, interrupt};

/// Every question under one lens.
pub(super) struct Seen {
    /// Name of the lens, or of none.
    pub name: String,
    /// What the pairs answered.
    pub questions: Vec<Answered>,
}

impl Seen {
    fn of(name: String, comparison: &Comparison) -> Self {
        Self { name, questions: comparison.questions.clone() }
    }

    /// What the change does to a question here. Where it arises in only one twin of some pairs, both
    /// worlds choose the pairs in both of which it does; then each world is counted by itself.
    fn each(&self, id: &str, least: u64) -> Each {
        let q = self.questions.iter().find(|q| q.id == id);
        let by_itself = q.is_some_and(Answered::is_selected);
        let found = q
            .and_then(|q| if by_itself { q.difference_by_itself() } else { q.counts.difference() });
        Each {
            lens: self.name.clone(),
            p: found.map(|d| d.p),
            lo: found.map_or(-1.0, |d| d.lo),
            hi: found.map_or(1.0, |d| d.hi),
            n: found.map_or(0, |d| d.n),
            level: "usually",
            by_itself,
            judged: found.is_some_and(|d| d.n >= least),
        }
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

/// What all lenses together say of a question. Those under which it is asked too seldom are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    /// The difference is clear and goes the same way under all of them.
    Survives,
    /// It is clear one way under some, and under others it is not clear.
    Weakens,
    /// It is clear one way under some and the other way under others.
    Reverses,
    /// It is clear under none.
    Unclear,
    /// It is asked too seldom under all of them.
    NotJudged,
}

fn verdict(each: &[Each]) -> Verdict {
    let judged = || each.iter().filter(|e| e.judged);
    let up = judged().filter(|e| e.lo > 0.0).count();
    let down = judged().filter(|e| e.hi < 0.0).count();
    match (up, down) {
        _ if judged().count() == 0 => Verdict::NotJudged,
        (0, 0) => Verdict::Unclear,
        (up, down) if up > 0 && down > 0 => Verdict::Reverses,
        (up, down) if up + down == judged().count() => Verdict::Survives,
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

/// The difference that the change makes to a question under one lens.
#[derive(Clone, Serialize)]
struct Each {
    lens: String,
    p: Option<f64>,
    lo: f64,
    hi: f64,
    /// Pairs, or the fewer of the histories that either world by itself has.
    n: u64,
    level: &'static str,
    /// Whether each world is counted by itself.
    by_itself: bool,
    /// Whether these are enough for the verdict.
    judged: bool,
}

impl Each {
    fn told(&self) -> String {
        let n = if self.by_itself {
            format!("each by itself, {}", text::so_many_worlds(self.n))
        } else {
            so_many_pairs(self.n)
        };
        match self.p {
            Some(p) => format!("{} {} ({n})", self.lens, signed_hundredths(p)),
            None => format!("{} not asked", self.lens),
        }
    }
}

/// The foremost questions under every lens.
pub(super) fn lines(found: &Found<'_>) -> Vec<Line> {
    if found.lenses.is_empty() {
        return Vec::new();
    }
    let least = found.comparison.least();
    let line = |k: usize| {
        let q = &found.comparison.questions[k];
        let each: Vec<Each> = found.lenses.iter().map(|seen| seen.each(&q.id, least)).collect();
        Line { id: q.id.clone(), verdict: verdict(&each), each, ask: q.ask.clone() }
    };
    text::foremost(found.meant, &found.comparison).into_iter().map(line).collect()
}

/// What a verdict means, in words; `all` where no lens is left out.
fn words(verdict: Verdict, all: bool) -> &'static str {
    match verdict {
        Verdict::Survives if all => "survives every lens: clear, and the same way, under each",
        Verdict::Survives => "is clear, and the same way, under each lens that is judged",
        Verdict::Weakens => "does not survive every lens: under some it is not clear",
        Verdict::Reverses => "does not survive: lenses disagree on which way it goes",
        Verdict::Unclear if all => "is clear under no lens",
        Verdict::Unclear => "is clear under no lens that is judged",
        Verdict::NotJudged => "cannot be judged: the question is asked too seldom under every lens",
    }
}

/// Lenses that the verdict leaves out, in words, with what they have; `None` where it has all.
fn left_out(each: &[Each], least: u64) -> Option<String> {
    let out: Vec<String> = each
        .iter()
        .filter(|e| !e.judged)
        .map(|e| format!("{} ({})", e.lens, grouped(e.n)))
        .collect();
    (!out.is_empty()).then(|| {
        format!("Left out of the verdict, asked fewer than {least} times: {}.", out.join(", "))
    })
}

/// The verdicts in words, a paragraph a question.
pub(super) fn told(found: &Found<'_>) -> Vec<String> {
    let least = found.comparison.least();
    let line = |line: Line| {
        let each: Vec<String> = line.each.iter().map(Each::told).collect();
        let out = left_out(&line.each, least);
        let verdict = words(line.verdict, out.is_none());
        let out = out.map_or_else(String::new, |out| format!(" {out}"));
        format!("{} The change {verdict}. Usually, of 100: {}.{out}", line.ask, each.join(", "))
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
    let least = found.comparison.least();
    let one = |line: Line| Verdicts {
        survives: (line.verdict != Verdict::NotJudged).then_some(line.verdict == Verdict::Survives),
        left_out: left_out(&line.each, least),
        each: line.each.into_iter().map(under).collect(),
        id: line.id,
        ask: line.ask,
    };
    lines(found).into_iter().map(one).collect()
}

fn under(each: Each) -> Under {
    let difference = each.p.map(|p| Rate { p, lo: each.lo, hi: each.hi });
    Under { account: each.lens, difference, n: each.n, by_itself: each.by_itself }
}

#[cfg(test)]
mod tests {
    use super::super::text::tests::made;
    use super::*;
    use crate::statistics::PairCounts;

    /// What one lens says of a question that arises in both worlds of these pairs, and in some more in
    /// the base alone, which says no in all of those.
    fn asked(counts: PairCounts, base_alone: u64, least: u64) -> Each {
        let mut comparison = made(1000, &[counts]);
        comparison.questions[0].base_alone = base_alone;
        let id = comparison.questions[0].id.clone();
        Seen::of("one".to_owned(), &comparison).each(&id, least)
    }

    #[test]
    fn a_verdict_survives_only_if_it_is_clear_and_the_same_under_each_that_is_judged() {
        let each = |p: f64, judged| Each {
            p: Some(p),
            lo: p - 0.1,
            hi: p + 0.1,
            judged,
            ..asked(PairCounts::default(), 0, 30)
        };
        let at = |p| each(p, true);
        assert_eq!(verdict(&[at(0.3), at(0.2)]), Verdict::Survives);
        assert_eq!(verdict(&[at(0.3), at(0.05)]), Verdict::Weakens);
        assert_eq!(verdict(&[at(0.3), at(-0.2), at(0.0)]), Verdict::Reverses);
        assert_eq!(verdict(&[at(0.0)]), Verdict::Unclear);
        // Those asked too seldom neither weaken nor reverse.
        assert_eq!(verdict(&[at(0.3), each(-0.2, false)]), Verdict::Survives);
        assert_eq!(verdict(&[each(0.3, false)]), Verdict::NotJudged);
        let out = left_out(&[at(0.3), each(-0.2, false)], 30);
        assert_eq!(
            out.as_deref(),
            Some("Left out of the verdict, asked fewer than 30 times: one (0).")
        );
    }

    #[test]
    fn where_the_worlds_choose_the_pairs_each_is_judged_by_itself() {
        // All pairs that both have lose by the change; all that the base has alone say no.
        let counts = PairCounts { base_only: 40, neither: 60, ..PairCounts::default() };
        let whole = asked(counts, 0, 30);
        assert_eq!((whole.p, whole.n, whole.by_itself), (Some(-0.4), 100, false));
        assert_eq!(whole.told(), "one \u{2212}40 (100 pairs)");
        let chosen = asked(counts, 900, 30);
        assert_eq!((chosen.p, chosen.n, chosen.by_itself), (Some(-0.04), 100, true));
        assert_eq!(chosen.told(), "one \u{2212}4 (each by itself, 100 worlds)");
        assert!(chosen.judged && !asked(counts, 0, 101).judged);
        let never = asked(PairCounts::default(), 0, 30);
        assert_eq!((never.told().as_str(), never.judged), ("one not asked", false));
    }
}
