//! What was found out, question by question.

use crate::chart::{Caption, Dot, Figure, Measure, Ranking, Rate, Shown, ranked};
use crate::scenario::Scenario;
use crate::sensitivity::{Answers, Group, Inquiry, Screened, Skipped, Standing};
use crate::statistics::{
    Estimate, Indices, Influence, Share, above_by_chance, clear_by_chance, grouped, wilson,
};

use super::super::{Exit, Failure, numbers};
use super::{Asked, Design, Method, Results};

/// A share of yes below which, and above one less which, almost nothing varies.
const RARE: f64 = 0.02;

/// A total that rests on fewer base points is known roughly.
const FEW: usize = 10;

/// Everything that was found out.
pub(super) struct Found<'a> {
    pub scenario: &'a Scenario,
    pub inquiry: &'a Inquiry<'a>,
    pub method: Method,
    pub parameters: bool,
    pub design: Design,
    pub histories: u64,
    pub questions: Vec<Asking<'a>>,
    /// Place of the question told in full, if any can be.
    pub foremost: Option<usize>,
    pub skipped: Vec<Skipped>,
    pub warnings: Vec<String>,
}

/// One question.
pub(super) struct Asking<'a> {
    pub id: &'a str,
    pub ask: &'a str,
    pub answers: Answers,
    /// Why nothing more is said of it.
    pub skipped: Option<String>,
    pub indices: Option<Indices>,
    /// Numbers and groups of them, in order.
    pub lines: Vec<Line>,
}

/// A number, or a group of them, and what it does.
pub(super) struct Line {
    pub group: Group,
    pub label: String,
    pub screened: Option<Screened>,
    pub influence: Option<Influence>,
}

/// Puts together what the histories say.
pub(super) fn found<'a>(
    asked: &Asked,
    scenario: &'a Scenario,
    inquiry: &'a Inquiry<'a>,
    design: Design,
    results: &Results,
    question: Option<usize>,
) -> Result<Found<'a>, Failure> {
    let questions: Vec<Asking<'_>> =
        (0..scenario.questions.len()).map(|k| asking(scenario, inquiry, results, k)).collect();
    if let Some(asking) = question.map(|k| &questions[k])
        && let Some(why) = &asking.skipped
    {
        return Err(refused(asking, why));
    }
    let foremost = question.or_else(|| questions.iter().position(|q| q.skipped.is_none()));
    let mut skipped = inquiry.skipped().to_vec();
    skipped.extend(numbers::of_no_width(&scenario.resolved));
    let histories = questions.first().map_or(0, |q| q.answers.all());
    let mut found = Found {
        scenario,
        inquiry,
        method: asked.method,
        parameters: asked.parameters,
        design,
        histories,
        questions,
        foremost,
        skipped,
        warnings: Vec::new(),
    };
    found.warnings = warnings(&found);
    Ok(found)
}

fn refused(asking: &Asking<'_>, why: &str) -> Failure {
    let message = format!(
        "error: it cannot be said what the answer to `{}` hangs on: {why}\nhelp: ask another question, or this one \
         with other dates or bounds",
        asking.id
    );
    Failure::new(Exit::Usage, message)
}

/// Why nothing can be said of a question with these answers, if so.
pub(in crate::cli) fn why_not(answers: Answers) -> Option<String> {
    let all = grouped(answers.all());
    match answers.standing() {
        Standing::Varies => None,
        Standing::Always(yes) => {
            let answer = if yes { "yes" } else { "no" };
            Some(format!("it is {answer} in all of {all} histories, so nothing varies"))
        }
        Standing::NotAlwaysAsked if answers.none == answers.all() => Some(format!(
            "what it takes as given holds in none of {all} histories, so it never arises"
        )),
        Standing::NotAlwaysAsked => {
            let none = grouped(answers.none);
            Some(format!(
                "what it takes as given does not hold in {none} of {all} histories, and which ones depends \
                 on the numbers too"
            ))
        }
    }
}

fn asking<'a>(
    scenario: &'a Scenario,
    inquiry: &Inquiry<'_>,
    results: &Results,
    k: usize,
) -> Asking<'a> {
    let question = &scenario.questions[k];
    let screened = results.screening.as_ref().map_or(Answers::default(), |s| s.answers[k]);
    let crossed = results.shares.as_ref().map_or(Answers::default(), |s| s.answers[k]);
    let answers = screened.and(crossed);
    let indices = results.shares.as_ref().and_then(|shares| shares.of(k));
    let mut skipped = why_not(answers);
    if skipped.is_none() && results.shares.is_some() && indices.is_none() {
        skipped = Some("it does not vary at the base points; more histories may help".to_owned());
    }
    let factor = |factor: usize| results.screening.as_ref().and_then(|s| s.of(k, factor));
    let one = |at: usize, influence| Line {
        group: Group::One(at),
        label: numbers::named(&scenario.polity, &inquiry.factors()[at].path),
        screened: factor(at),
        influence,
    };
    let mut lines: Vec<Line> = Vec::new();
    match (&results.shares, &indices, &results.screening) {
        (Some(shares), Some(indices), _) => {
            for (group, influence) in shares.groups.iter().zip(&indices.factors) {
                lines.push(match group {
                    Group::One(at) => one(*at, Some(*influence)),
                    Group::Others(others) => Line {
                        group: group.clone(),
                        label: format!("the other {} numbers together", others.len()),
                        screened: None,
                        influence: Some(*influence),
                    },
                });
            }
            let first = |line: &Line| line.influence.map_or(0.0, |i| i.first.of);
            // Those that share one stand last, however much it is.
            let shared = |line: &Line| matches!(line.group, Group::Others(_));
            lines.sort_by(|a, b| shared(a).cmp(&shared(b)).then(first(b).total_cmp(&first(a))));
        }
        (None, _, Some(screening)) if skipped.is_none() => {
            lines.extend(screening.ranked(k).into_iter().map(|at| one(at, None)));
        }
        _ => {}
    }
    if skipped.is_some() {
        lines.clear();
    }
    let indices = indices.filter(|_| skipped.is_none());
    Asking { id: &question.id, ask: &question.ask, answers, skipped, indices, lines }
}

impl Asking<'_> {
    /// The share of yes; over the design, whose histories share numbers and luck, so without an
    /// interval of its own.
    pub fn yes(&self) -> Option<f64> {
        wilson(self.answers.yes, self.answers.yes + self.answers.no).map(|rate| rate.p)
    }
}

impl Line {
    /// What it does by itself is told from nothing.
    pub fn is_clear(&self) -> bool {
        match (self.influence, self.screened) {
            (Some(influence), _) => influence.first.is_clear(),
            (None, Some(screened)) => screened.mu.is_clear(),
            (None, None) => false,
        }
    }

    /// The same so clearly that it may be named as the first of many: the first of many is often
    /// first by chance.
    pub fn is_sure(&self) -> bool {
        let (p, interval) = match (self.influence, self.screened) {
            (Some(influence), _) => (influence.first.of, influence.first.interval),
            (None, Some(screened)) => (screened.mu.p, screened.mu.interval()),
            (None, None) => return false,
        };
        let reach = if p > 0.0 { p - interval.lo } else { interval.hi - p };
        self.is_clear() && p.abs() > 2.0 * reach
    }
}

fn warnings(found: &Found<'_>) -> Vec<String> {
    let Some(asking) = found.foremost.map(|k| &found.questions[k]) else {
        let why = "No question varies and arises in every history: nothing can be said.";
        return vec![why.to_owned()];
    };
    let mut all = Vec::new();
    if let Some(yes) = asking.yes()
        && !(RARE..=1.0 - RARE).contains(&yes)
    {
        let answer = if yes > 0.5 { "yes" } else { "no" };
        all.push(format!(
            "The answer is {answer} in almost every history: what turns it in so few is known roughly."
        ));
    }
    let influences: Vec<Influence> = asking.lines.iter().filter_map(|l| l.influence).collect();
    let rough = influences.iter().filter(|i| i.turned < FEW).count();
    if rough > 0 {
        all.push(format!(
            "Of {} shares with other numbers, {rough} {} on fewer than {FEW} of {} base points, those where the number \
             turned the answer under both lucks: {} known roughly.",
            influences.len(),
            if rough == 1 { "rests" } else { "rest" },
            grouped(found.design.points.into()),
            if rough == 1 { "it is" } else { "they are" },
        ));
    }
    let clear = asking.lines.iter().filter(|line| line.is_clear()).count();
    if clear == 0 {
        all.push(
            "No single number is told from nothing; four times the histories would halve the intervals."
                .to_owned(),
        );
    } else {
        all.push(match found.method {
            Method::Morris => clear_by_chance(asking.lines.len(), clear),
            Method::Sobol => above_by_chance(asking.lines.len(), clear),
        });
    }
    all
}

impl Found<'_> {
    /// The chart of the foremost question.
    pub fn picture(&self) -> Option<Figure> {
        let asking = &self.questions[self.foremost?];
        let caption = Caption {
            title: self.scenario.title.clone(),
            scenario: self.scenario.id.clone(),
            fingerprint: self.scenario.fingerprint.clone(),
            seed: self.inquiry.seed(),
            shown: Shown::Many(self.histories),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sources: self.scenario.sources.keys().cloned().collect(),
        };
        let share =
            |share: Share| Rate { p: share.of, lo: share.interval.lo, hi: share.interval.hi };
        let estimate = |e: Estimate| Rate { p: e.p, lo: e.lo, hi: e.hi };
        let dot = |line: &Line| {
            let (first, total) = match (line.influence, line.screened) {
                (Some(influence), _) => (share(influence.first), Some(share(influence.total))),
                (None, Some(screened)) => (estimate(screened.mu), None),
                (None, None) => return None,
            };
            Some(Dot { id: self.id(&line.group), label: line.label.clone(), first, total })
        };
        let dots: Vec<Dot> = asking.lines.iter().filter_map(dot).collect();
        let measure = asking.indices.as_ref().map_or(Measure::Effects, |i| Measure::Shares {
            numbers: i.numbers.of,
            luck: i.luck.of,
            both: i.both.of,
            ahead: share(i.ahead),
        });
        Some(ranked(&Ranking { caption: &caption, ask: asking.ask, measure, dots: &dots }))
    }

    /// The path of a number, or what the rest is called in tables.
    pub fn id(&self, group: &Group) -> String {
        match group {
            Group::One(at) => self.inquiry.factors()[*at].path.clone(),
            Group::Others(_) => "others".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_arises_is_not_said_to_depend_on_anything() {
        let why = |none| why_not(Answers { yes: 3, no: 0, none }).unwrap_or_default();
        assert!(why(97).contains("does not hold in 97 of 100 histories"), "{}", why(97));
        let never = why_not(Answers { yes: 0, no: 0, none: 100 }).unwrap_or_default();
        let expected = "what it takes as given holds in none of 100 histories, so it never arises";
        assert_eq!(never, expected);
    }
}
