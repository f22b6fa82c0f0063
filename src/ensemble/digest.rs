//! What one history adds to the counts, and its row in `histories.csv`.

use std::fmt::Write as _;

use super::Ensemble;
use crate::engine::{Fall, Fate, Log};
use crate::polity::{Round, Values, Who};

/// How a named principal stands when a history is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Still counts at the top.
    Active,
    /// Not at the top, without having been brought down: on the bench, or out of politics.
    Bench,
    /// Died a natural death, and was never brought down.
    Dead,
    /// Brought down, and how; even where a natural death came later.
    Fallen(Fate),
}

impl Ending {
    /// All endings: at the top, on the bench, dead, then fates from the mildest.
    pub const ALL: [Self; 8] = [
        Self::Active,
        Self::Bench,
        Self::Dead,
        Self::Fallen(Fate::MinorPost),
        Self::Fallen(Fate::Expelled),
        Self::Fallen(Fate::Retired),
        Self::Fallen(Fate::Imprisoned),
        Self::Fallen(Fate::Executed),
    ];

    /// Its key in outputs: `active`, `bench`, `dead`, or a fate.
    pub fn id(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Bench => "bench",
            Self::Dead => "dead",
            Self::Fallen(fate) => fate.id(),
        }
    }

    /// Its place in [`Ending::ALL`].
    pub(super) fn index(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).unwrap_or(0)
    }

    fn of(log: &Log, who: Who) -> Self {
        // First the fall: most who fall and live on die in the end, and are no less fallen for that.
        if let Some(fall) = log.falls.iter().find(|fall| fall.who == who && fall.fate.is_fall()) {
            return Self::Fallen(fall.fate);
        }
        if log.deaths.iter().any(|(dead, _)| *dead == who) {
            return Self::Dead;
        }
        let last = log.measures.influence.last().and_then(|row| row.get(who));
        if last.is_some_and(|share| *share > 0.0) { Self::Active } else { Self::Bench }
    }
}

/// What one history adds to the counts. Persons are the scenario's principals by index; whoever
/// rose in play comes after the last of them, as one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Digest {
    /// Influence by round and person, row after row.
    pub influence: Vec<f32>,
    /// Who leads, by round.
    pub first: Vec<usize>,
    /// First fall of each person that fell, in order of falling.
    pub falls: Vec<(usize, Round)>,
    /// How each principal stands at the end.
    pub endings: Vec<Ending>,
    /// Answers to the questions; `None` where what is given does not hold.
    pub answers: Vec<Option<bool>>,
    /// Its line in `histories.csv`, with the line's end.
    pub row: String,
}

impl Digest {
    pub(super) fn of(ensemble: &Ensemble<'_>, number: u64, values: &Values, log: &Log) -> Self {
        let named = ensemble.polity().principals.len();
        let person = |who: Who| who.min(named);
        let falls = first_falls(log);
        let mut digest = Self {
            influence: pooled(log, named),
            first: log.measures.first.iter().map(|&who| person(who)).collect(),
            falls: Vec::new(),
            endings: (0..named).map(|who| Ending::of(log, who)).collect(),
            answers: ensemble.questions().map(|q| q.answer(ensemble.polity(), log)).collect(),
            row: String::new(),
        };
        for fall in &falls {
            let who = person(fall.who);
            if !digest.falls.iter().any(|(fallen, _)| *fallen == who) {
                digest.falls.push((who, fall.at));
            }
        }
        digest.row = row(ensemble, &digest, number, values, log, &falls);
        digest
    }
}

/// Influence by round, those risen in play in one sum at the end of each row.
pub(super) fn pooled(log: &Log, named: usize) -> Vec<f32> {
    let mut all = Vec::with_capacity(log.measures.influence.len() * (named + 1));
    for row in &log.measures.influence {
        let known = row.len().min(named);
        all.extend_from_slice(&row[..known]);
        all.resize(all.len() + named - known, 0.0);
        all.push(row[known..].iter().sum());
    }
    all
}

/// Everyone's first fall, in order.
fn first_falls(log: &Log) -> Vec<&Fall> {
    let mut falls: Vec<&Fall> = Vec::new();
    for fall in log.falls.iter().filter(|fall| fall.fate.is_fall()) {
        if falls.iter().all(|earlier| earlier.who != fall.who) {
            falls.push(fall);
        }
    }
    falls
}

/// Names of the columns, with the line's end.
pub(super) fn header(ensemble: &Ensemble<'_>) -> String {
    let polity = ensemble.polity();
    let mut names = vec!["history".to_owned()];
    names.extend(ensemble.sampling().ranges().iter().map(|(_, path)| path.to_owned()));
    for round in ensemble.year_ends() {
        names.push(format!("leader_{}", polity.calendar.date(*round).year()));
    }
    names.push("leader_at_end".to_owned());
    for principal in &polity.principals {
        for column in ["order", "month", "fate", "manner"] {
            names.push(format!("fall_{column}.{}", principal.id));
        }
        names.push(format!("death_month.{}", principal.id));
        names.push(format!("end.{}", principal.id));
    }
    names.push(format!("falls.{}", ensemble.risen_id()));
    names.extend(ensemble.questions().map(|question| format!("answer.{}", question.id)));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&names).expect("writing into memory succeeds");
    let bytes = writer.into_inner().expect("writing into memory succeeds");
    String::from_utf8(bytes).expect("names are text")
}

/// One line: nothing in it needs quotes, since ids, dates and numbers hold no comma.
fn row(
    ensemble: &Ensemble<'_>,
    digest: &Digest,
    number: u64,
    values: &Values,
    log: &Log,
    falls: &[&Fall],
) -> String {
    let named = ensemble.polity().principals.len();
    let mut row = String::with_capacity(ensemble.row_length());
    let mut cell = |text: std::fmt::Arguments<'_>| {
        if !row.is_empty() {
            row.push(',');
        }
        row.write_fmt(text).expect("writing into a string succeeds");
    };
    cell(format_args!("{number}"));
    for (num, _) in ensemble.sampling().ranges().iter() {
        cell(format_args!("{}", values[num]));
    }
    let last = ensemble.polity().calendar.rounds.saturating_sub(1);
    for round in ensemble.year_ends().iter().chain([&last]) {
        let leader = digest.first.get(*round).map_or("", |who| ensemble.id(*who));
        cell(format_args!("{leader}"));
    }
    for (who, ending) in digest.endings.iter().enumerate() {
        if let Some(order) = falls.iter().position(|fall| fall.who == who) {
            let fall = falls[order];
            cell(format_args!("{}", order + 1));
            cell(format_args!("{}", ensemble.label(fall.at)));
            cell(format_args!("{}", fall.fate.id()));
            cell(format_args!("{}", manner(log, fall)));
        } else {
            (0..4).for_each(|_| cell(format_args!("")));
        }
        let death = log.deaths.iter().find(|(dead, _)| *dead == who);
        cell(format_args!("{}", death.map_or("", |(_, at)| ensemble.label(*at))));
        cell(format_args!("{}", ending.id()));
    }
    cell(format_args!("{}", falls.iter().filter(|fall| fall.who >= named).count()));
    for answer in &digest.answers {
        let text = match answer {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        cell(format_args!("{text}"));
    }
    row.push('\n');
    row
}

/// How a fall came about: `vote`, `troops` or `motion`; `failed_move` for a mover who lost.
fn manner(log: &Log, fall: &Fall) -> &'static str {
    if !fall.as_target {
        return "failed_move";
    }
    log.showdowns.get(fall.showdown).map_or("", |showdown| showdown.plan.id())
}
