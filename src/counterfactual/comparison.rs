//! Many pairs of twins, counted.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::own::own_interventions;
use super::twins::{Pair, Twins};
use crate::engine::{Detail, Log, Luck};
use crate::history::{deed, deed_undone};
use crate::polity::{Principal, Who};
use crate::statistics::{Bins, Estimate, PairCounts, apart, wilson};

/// Every so many-th pair is played once more for the second sharing of luck: the what-if under
/// luck of its own, with the values of its twin. It costs a twentieth more.
pub const SECOND_EVERY: u64 = 20;
/// At least so many are, or all if there are fewer.
pub const SECOND_LEAST: u64 = 100;
/// Pairs in which a question must arise for its difference to be held against others.
const LEAST: u64 = 30;
/// Somebody by id, with his index in the base and in the what-if.
type Everyone = (String, Option<Who>, Option<Who>);
/// Pairs played before their results are gathered, so that memory does not grow with their number.
const BATCH: u64 = 128;

/// What one pair answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Number of the history.
    pub history: u64,
    /// Who leads at the end of the base, by id; `None` where nothing was played.
    pub base_leader: Option<String>,
    /// Who leads at the end of the what-if.
    pub whatif_leader: Option<String>,
    /// Whether the twins are alike in everything that questions can read of both.
    pub alike: bool,
    /// Answers in the base, one a question; `None` where it does not arise.
    pub base: Vec<Option<bool>>,
    /// Answers in the what-if.
    pub whatif: Vec<Option<bool>>,
    /// The what-if under luck of its own, where that was played.
    pub second: Option<Second>,
    /// Influence in the what-if less influence in the base, in thousandths: by month, then by
    /// those who are in either world from the start.
    gaps: Vec<i16>,
    /// Interventions of the what-if that found nothing left to change, by index.
    without_effect: Vec<usize>,
}

/// The what-if once more: under luck of its own, with the values of its twin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Second {
    /// Who leads at the end, by id; `None` where nothing was played.
    pub leader: Option<String>,
    /// Answers, one a question; `None` where it does not arise.
    pub answers: Vec<Option<bool>>,
}

/// An intervention of the what-if alone that found nothing left to change in some worlds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Idle {
    /// When it comes, in words.
    pub when: String,
    /// What it would do, as a clause.
    pub deed: String,
    /// Why it did nothing, as a clause.
    pub why: String,
    /// In how many worlds.
    pub worlds: u64,
}

/// What the pairs answered to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// Its id.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// Pairs in both of which it arises.
    pub counts: PairCounts,
    /// Pairs in which it arises in the base only.
    pub base_alone: u64,
    /// Pairs in which it arises in the what-if only.
    pub whatif_alone: u64,
    /// Of these, how many are answered with yes: in the base, and in the what-if.
    pub alone_yes: [u64; 2],
    /// The same pairs with independent luck, where they were played.
    pub second: PairCounts,
    /// First pair that flips the way of the difference, if any.
    pub example: Option<u64>,
    first: [Option<u64>; 2],
}

impl Answered {
    /// Whether pairs are left out as the question arises in only one of the twins. Both worlds
    /// together have then chosen the pairs that are counted, and even the rates depend on how luck
    /// is shared.
    pub fn is_selected(&self) -> bool {
        self.base_alone + self.whatif_alone > 0
    }

    /// The rate in each world by itself, among all its histories in which the question arises, with
    /// Wilson's interval: the base, then the what-if. However luck is shared.
    pub fn by_itself(&self) -> [Option<Estimate>; 2] {
        let counts = &self.counts;
        let [base, whatif] = self.alone_yes;
        [
            wilson(counts.both + counts.base_only + base, counts.n() + self.base_alone),
            wilson(counts.both + counts.whatif_only + whatif, counts.n() + self.whatif_alone),
        ]
    }

    /// The difference between those rates, what-if less base, each counted in its own world:
    /// however luck is shared. `None` where it arises in one of the worlds only.
    pub fn difference_by_itself(&self) -> Option<Estimate> {
        let [base, whatif] = self.by_itself();
        Some(apart(whatif?, base?))
    }
}

/// How many pairs have this leader at the end of the base, and that one at the end of the what-if.
///
/// Whoever rose in play is `risen`, so that there are no more flows the more pairs are played; in
/// the what-if, `other_risen` where he is not the one who leads in the base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Id of the leader in the base.
    pub from: String,
    /// Id of the leader in the what-if; another than in the base if it differs.
    pub to: String,
    /// Pairs.
    pub n: u64,
}

/// How much someone's influence differs, in one month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Mean over all pairs, what-if less base, in `[-1, 1]`.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// Least value that 10, 25, 50, 75 and 90 in 100 pairs do not exceed.
    pub quantiles: [f64; 5],
}

/// Someone's differences in influence, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Months {
    /// Id.
    pub id: String,
    /// One entry a round.
    pub gaps: Vec<Gap>,
}

/// All pairs, counted.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Pairs played.
    pub pairs: u64,
    /// Of these, played once more with independent luck.
    pub second: u64,
    /// Of the latter, those whose leader at the end is another than in the base.
    pub second_other_leader: u64,
    /// What they answered, one entry a question.
    pub questions: Vec<Answered>,
    /// Leaders at the end, most frequent first; pairs whose leader stays are among them.
    pub flows: Vec<Flow>,
    /// Pairs whose twins are alike in everything that questions can read of both.
    pub alike: u64,
    /// What the what-if does on a date and, in some worlds, to no effect; by date.
    pub idle: Vec<Idle>,
    /// First pair whose leader at the end is another.
    other_leader: Option<u64>,
    /// First pair whose twins are not alike.
    unlike: Option<u64>,
    sums: Vec<Sum>,
    everyone: Vec<String>,
    /// Ids of the principals of either world.
    named: BTreeSet<String>,
    rounds: usize,
}

/// Counts of one person's differences in one month.
#[derive(Clone, Debug, Default)]
struct Sum {
    /// Sum and sum of squares in thousandths: whole numbers, so that order never matters.
    total: i64,
    squares: i64,
    /// Nothing until the first difference: most are 0.
    bins: Option<Box<Bins>>,
    zeros: u32,
}

impl Sum {
    fn add(&mut self, gap: i16) {
        self.total += i64::from(gap);
        self.squares += i64::from(gap) * i64::from(gap);
        if gap == 0 {
            self.zeros += 1;
        } else {
            self.bins
                .get_or_insert_with(|| Box::new(Bins::of_differences()))
                .add(f64::from(gap) / 1000.0);
        }
    }

    fn gap(&self, pairs: u64) -> Gap {
        let n = pairs.max(1) as f64;
        let mean = self.total as f64 / n;
        let variance = (self.squares as f64 / n - mean * mean).max(0.0);
        let bins = self.bins.as_deref().map(|bins| {
            let mut bins = bins.clone();
            bins.add_many(0.0, self.zeros);
            bins
        });
        let quantile = |share: f64| bins.as_ref().and_then(|b| b.quantile(share)).unwrap_or(0.0);
        Gap {
            mean: mean / 1000.0,
            error: (variance / n).sqrt() / 1000.0,
            quantiles: [0.1, 0.25, 0.5, 0.75, 0.9].map(quantile),
        }
    }
}

/// Plays `pairs` pairs of twins and counts. `each` sees every row, in order of the histories; what
/// it returns as an error ends the comparison. Threads are those of the rayon pool this is called
/// in; they change nothing but the time it takes.
///
/// # Errors
/// Whatever `each` returns.
pub fn compare<E>(
    twins: &Twins<'_>,
    seed: u64,
    pairs: u64,
    mut each: impl FnMut(&Row) -> Result<(), E>,
) -> Result<Comparison, E> {
    let everyone = either(twins);
    let rounds = twins.base.polity.calendar.rounds;
    let every = second_every(pairs);
    let mut comparison = Comparison {
        pairs: 0,
        second: 0,
        second_other_leader: 0,
        questions: twins.asked.iter().map(answered).collect(),
        flows: Vec::new(),
        alike: 0,
        idle: Vec::new(),
        other_leader: None,
        unlike: None,
        sums: vec![Sum::default(); everyone.len() * rounds],
        everyone: everyone.iter().map(|(id, ..)| id.clone()).collect(),
        named: [&twins.base, &twins.whatif]
            .into_iter()
            .flat_map(|world| world.polity.principals.iter().map(|p| p.id.clone()))
            .collect(),
        rounds,
    };
    let mut flows = BTreeMap::new();
    let mut without_effect = vec![0; twins.whatif.polity.interventions.len()];
    let mut from = 0;
    while from < pairs {
        let to = pairs.min(from + BATCH);
        let rows: Vec<Row> = (from..to)
            .into_par_iter()
            .map(|history| row(twins, seed, history, history % every == 0, &everyone))
            .collect();
        for row in &rows {
            comparison.count(row, &mut flows);
            row.without_effect.iter().for_each(|k| without_effect[*k] += 1);
            each(row)?;
        }
        from = to;
    }
    comparison.flows = flows.into_iter().map(|((from, to), n)| Flow { from, to, n }).collect();
    comparison.flows.sort_by_key(|flow| Reverse(flow.n));
    comparison.idle = idle(twins, &without_effect);
    for q in &mut comparison.questions {
        let way = usize::from(q.counts.whatif_only > q.counts.base_only);
        q.example = q.first[way].or(q.first[1 - way]);
    }
    Ok(comparison)
}

/// Which pairs are played once more: those whose number this divides.
fn second_every(pairs: u64) -> u64 {
    (pairs / SECOND_LEAST).clamp(1, SECOND_EVERY)
}

/// Those who are in either world from the start: id, index in the base, index in the what-if.
fn either(twins: &Twins<'_>) -> Vec<Everyone> {
    let (base, whatif) = (&twins.base.polity.principals, &twins.whatif.polity.principals);
    let at = |all: &[Principal], id: &str| all.iter().position(|p| p.id == id);
    let of_base = base.iter().enumerate().map(|(b, p)| (p.id.clone(), Some(b), at(whatif, &p.id)));
    let added = whatif.iter().enumerate().filter(|(_, p)| at(base, &p.id).is_none());
    of_base.chain(added.map(|(w, p)| (p.id.clone(), None, Some(w)))).collect()
}

/// Interventions that only the what-if has, with the worlds in which they did nothing.
fn idle(twins: &Twins<'_>, without_effect: &[u64]) -> Vec<Idle> {
    let polity = twins.whatif.polity;
    (own_interventions(twins.base.polity, polity).into_iter())
        .map(|(k, one)| Idle {
            when: polity.calendar.words(one.at),
            deed: deed(polity, &one.deed),
            why: deed_undone(polity, &one.deed),
            worlds: without_effect[k],
        })
        .filter(|idle| idle.worlds > 0)
        .collect()
}

fn answered(asked: &super::Asked) -> Answered {
    Answered {
        id: asked.base.id.clone(),
        ask: asked.base.ask.clone(),
        counts: PairCounts::default(),
        base_alone: 0,
        whatif_alone: 0,
        alone_yes: [0; 2],
        second: PairCounts::default(),
        example: None,
        first: [None; 2],
    }
}

fn row(twins: &Twins<'_>, seed: u64, history: u64, again: bool, everyone: &[Everyone]) -> Row {
    let pair = twins.pair(seed, history, Detail::Light);
    let alike = twins.alike(&pair);
    let Pair { base, whatif, .. } = pair;
    let answers = |log: &Log| -> Vec<Option<bool>> {
        twins.asked.iter().map(|q| q.whatif.answer(twins.whatif.polity, log)).collect()
    };
    let second = again.then(|| {
        let luck = Luck { seed, history, branch: 1 };
        let log = twins.whatif.play(luck, Detail::Light);
        Second { leader: leader(&log), answers: answers(&log) }
    });
    Row {
        history,
        base_leader: leader(&base),
        whatif_leader: leader(&whatif),
        alike,
        base: twins.asked.iter().map(|q| q.base.answer(twins.base.polity, &base)).collect(),
        whatif: answers(&whatif),
        second,
        without_effect: whatif.without_effect.clone(),
        gaps: gaps(&base, &whatif, twins.base.polity.calendar.rounds, everyone),
    }
}

fn leader(log: &Log) -> Option<String> {
    log.measures.first.last().map(|&who| log.cast[who].id.clone())
}

fn gaps(base: &Log, whatif: &Log, rounds: usize, everyone: &[Everyone]) -> Vec<i16> {
    // Whoever is not in a world has no influence in it.
    let share = |log: &Log, round: usize, who: Option<Who>| {
        let row = log.measures.influence.get(round);
        row.zip(who).and_then(|(row, who)| row.get(who)).copied().unwrap_or(0.0)
    };
    let mut all = Vec::with_capacity(rounds * everyone.len());
    for round in 0..rounds {
        for (_, b, w) in everyone {
            let gap = share(whatif, round, *w) - share(base, round, *b);
            // Shares lie between 0 and 1, so the cast holds every difference.
            #[expect(clippy::cast_possible_truncation, reason = "at most 1000 either way")]
            all.push((gap * 1000.0).round() as i16);
        }
    }
    all
}

impl Comparison {
    fn count(&mut self, row: &Row, flows: &mut BTreeMap<(String, String), u64>) {
        self.pairs += 1;
        self.alike += u64::from(row.alike);
        if !row.alike {
            self.unlike.get_or_insert(row.history);
        }
        if row.base_leader != row.whatif_leader {
            self.other_leader.get_or_insert(row.history);
        }
        if let Some(second) = &row.second {
            self.second += 1;
            self.second_other_leader += u64::from(second.leader != row.base_leader);
        }
        if let (Some(from), Some(to)) = (&row.base_leader, &row.whatif_leader) {
            *flows.entry(self.flow(from, to)).or_default() += 1;
        }
        for (k, q) in self.questions.iter_mut().enumerate() {
            match (row.base[k], row.whatif[k]) {
                (Some(base), Some(whatif)) => {
                    q.counts.add(base, whatif);
                    if base != whatif {
                        q.first[usize::from(whatif)].get_or_insert(row.history);
                    }
                }
                (Some(yes), None) => {
                    q.base_alone += 1;
                    q.alone_yes[0] += u64::from(yes);
                }
                (None, Some(yes)) => {
                    q.whatif_alone += 1;
                    q.alone_yes[1] += u64::from(yes);
                }
                (None, None) => {}
            }
            let second = row.second.as_ref().and_then(|second| second.answers[k]);
            if let (Some(base), Some(whatif)) = (row.base[k], second) {
                q.second.add(base, whatif);
            }
        }
        for (sum, gap) in self.sums.iter_mut().zip(&row.gaps) {
            sum.add(*gap);
        }
    }

    /// The pair that shows what the change does: the first in which one of the questions `asks`
    /// flips (by index, the foremost first); failing that, any question, the clearest difference
    /// first; failing that, in which the leader at the end is another, or the twins are not alike.
    /// `None` where all twins are alike.
    pub fn telling(&self, asks: &[usize]) -> Option<u64> {
        let all = asks.iter().copied().chain(self.clearest());
        let example = all.filter_map(|k| self.questions.get(k)).find_map(|q| q.example);
        example.or(self.other_leader).or(self.unlike)
    }

    /// Pairs in which a question must arise for its difference to be held against others: 30, or all
    /// if there are fewer.
    pub fn least(&self) -> u64 {
        LEAST.min(self.pairs).max(1)
    }

    /// Whether a question arises so often.
    pub fn is_common(&self, q: &Answered) -> bool {
        q.counts.n() >= self.least()
    }

    /// All questions by index, the clearest difference first. Those that arise too seldom come last.
    pub fn clearest(&self) -> Vec<usize> {
        let mut all: Vec<usize> = (0..self.questions.len()).collect();
        let key = |k: usize| {
            let q = &self.questions[k];
            (!self.is_common(q), q.counts.standing_out(), &q.id)
        };
        all.sort_by(|a, b| {
            let ((rare, out, id), (other_rare, other_out, other_id)) = (key(*a), key(*b));
            rare.cmp(&other_rare).then(other_out.total_cmp(&out)).then(id.cmp(other_id))
        });
        all
    }

    /// From whom to whom, with those who rose in play as one.
    fn flow(&self, from: &str, to: &str) -> (String, String) {
        let unused = |key: &str| {
            let mut key = key.to_owned();
            while self.named.contains(&key) {
                key.push('_');
            }
            key
        };
        let known = |id: &str| self.named.contains(id).then(|| id.to_owned());
        let here = known(from).unwrap_or_else(|| unused("risen"));
        let there = match known(to) {
            Some(to) => to,
            None if known(from).is_none() && from != to => unused("other_risen"),
            None => unused("risen"),
        };
        (here, there)
    }

    /// Share of pairs whose leader at the end differs, with Wilson's interval; `None` without
    /// pairs. What would have happened here: it depends on how luck is shared.
    pub fn winner_changes(&self) -> Option<Estimate> {
        let stays: u64 = self.flows.iter().filter(|f| f.from == f.to).map(|f| f.n).sum();
        let all: u64 = self.flows.iter().map(|f| f.n).sum();
        wilson(all - stays, all)
    }

    /// The same share where each twin has luck of its own, among the pairs that were played so, with
    /// Wilson's interval; `None` without any. As in [`Answered::second`], both twins have the same
    /// drawn values.
    pub fn winner_apart(&self) -> Option<Estimate> {
        wilson(self.second_other_leader, self.second)
    }

    /// Pairs whose leader at the end differs, by who it is in either world, most frequent first.
    pub fn changes_of_winner(&self) -> impl Iterator<Item = &Flow> {
        self.flows.iter().filter(|f| f.from != f.to)
    }

    /// Differences in influence of everyone who is in either world from the start, by id; whoever
    /// is not in a world has none there.
    pub fn months(&self) -> Vec<Months> {
        let n = self.everyone.len();
        let of = |(k, id): (usize, &String)| Months {
            id: id.clone(),
            gaps: (0..self.rounds).map(|r| self.sums[r * n + k].gap(self.pairs)).collect(),
        };
        self.everyone.iter().enumerate().map(of).collect()
    }
}
