//! What a history came to, as data: `outcome.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::{Aim, Fate, Happening, Showdown, Stage, Tenure};
use crate::polity::{Round, Spread, Who};

use super::{Account, fingerprint};

/// The outcome of one history. Persons, offices and crises appear by their ids, rounds by their
/// labels (`1953-06`). Spans run from their first round to the first round after them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Version of this form: 1.
    pub schema: u32,
    /// Scenario: built-in name or file stem.
    pub scenario: String,
    /// Fingerprint of the resolved scenario.
    pub fingerprint: String,
    /// Fingerprint of what happened.
    pub history_fingerprint: String,
    /// Version of the program.
    pub version: String,
    /// Seed of the run.
    pub seed: u64,
    /// Number of the history.
    pub history: u64,
    /// Values drawn from their ranges, by path; empty for a history at central values.
    pub drawn: BTreeMap<String, f64>,
    /// Who led when.
    pub leaders: Vec<Leader>,
    /// Who was brought down: a minor post or worse.
    pub falls: Vec<FallLine>,
    /// Who was set back without falling: reprimanded, or lost an office.
    pub setbacks: Vec<FallLine>,
    /// Who was put to death.
    pub executions: Vec<DeathLine>,
    /// Who died a natural death.
    pub deaths: Vec<DeathLine>,
    /// Who held each office when.
    pub offices: BTreeMap<String, Vec<Service>>,
    /// Trials of strength.
    pub showdowns: Vec<ShowdownLine>,
    /// Crises that came.
    pub crises: Vec<CrisisLine>,
    /// Where each figure stands at the end.
    #[serde(rename = "final")]
    pub last: BTreeMap<String, Final>,
    /// The scenario's questions with their answers.
    pub questions: Vec<QuestionLine>,
    /// Files written beside this one, relative to their folder.
    pub files: Vec<String>,
}

/// A span in which one figure led.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leader {
    /// First round.
    pub from: String,
    /// First round after it; null at the end of the history.
    pub to: Option<String>,
    /// Who.
    pub who: String,
    /// Whether the leader was paramount.
    pub paramount: bool,
}

/// A fall, or a setback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FallLine {
    /// Who.
    pub who: String,
    /// When.
    pub at: String,
    /// What became of them.
    pub fate: String,
    /// Who brought it about.
    pub by: Vec<String>,
    /// `vote`, `troops` or `motion`; null where no showdown stands behind it.
    pub plan: Option<String>,
    /// False for a mover whose attempt failed.
    pub as_target: bool,
}

/// A death.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeathLine {
    /// Who.
    pub who: String,
    /// When.
    pub at: String,
}

/// A time in office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// First round.
    pub from: String,
    /// First round after it; null if still held at the end.
    pub to: Option<String>,
    /// Who.
    pub who: String,
}

/// A trial of strength.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShowdownLine {
    /// When.
    pub at: String,
    /// Against whom.
    pub target: String,
    /// `censure`, `relieve:OFFICE`, `expel` or `arrest`.
    pub aim: String,
    /// `vote`, `troops` or `motion`.
    pub plan: String,
    /// Who led.
    pub leader: String,
    /// Who joined, the leader first.
    pub members: Vec<String>,
    /// Who stood by the target.
    pub defenders: Vec<String>,
    /// What was done, in order.
    pub stages: Vec<StageLine>,
    /// Chance of winning as the movers saw it.
    pub odds: f64,
    /// Whether the movers won.
    pub won: bool,
}

/// A stage of a showdown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "lowercase")]
pub enum StageLine {
    /// Troops and police: strengths in `[0, 1]`.
    Force {
        /// Strength of the attackers.
        r#for: f64,
        /// Strength of the defender.
        against: f64,
        /// Whether the attackers prevailed.
        carried: bool,
        /// Whether the defender met a vote with force.
        resisted: bool,
    },
    /// A vote.
    Vote {
        /// Of which organ.
        organ: String,
        /// Votes for the motion.
        r#for: u32,
        /// Votes against it.
        against: u32,
        /// Abstentions.
        abstained: u32,
        /// Whether it was carried.
        carried: bool,
    },
    /// An appeal to a higher organ.
    Appeal {
        /// To which organ.
        organ: String,
        /// Who appealed.
        by: String,
        /// Whether it met.
        met: bool,
    },
}

/// A crisis that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrisisLine {
    /// Which.
    pub id: String,
    /// When.
    pub at: String,
    /// The option chosen; null where nobody decided.
    pub option: Option<String>,
    /// `success` or `failure`; null where nobody decided.
    pub outcome: Option<String>,
    /// Who took it up, if it was an initiative.
    pub taken_by: Option<String>,
}

/// Where a figure stands at the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Final {
    /// Share of influence.
    pub influence: f64,
    /// `member`, `outside`, `bench`, `dead`, or a fate.
    pub status: String,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionLine {
    /// Key in the scenario.
    pub id: String,
    /// The question in words.
    pub ask: String,
    /// Yes or no; null where what is given does not hold.
    pub answer: Option<bool>,
}

impl Outcome {
    /// As JSON, indented, with a line end.
    ///
    /// # Panics
    /// Never: every key is text, and no part refuses to be written.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("keys are text");
        text.push('\n');
        text
    }
}

/// The outcome of a history. `files` are those written beside it.
pub fn outcome(account: &Account<'_>, files: &[String]) -> Outcome {
    let a = account;
    let set_back = |wanted: bool| {
        a.log
            .falls
            .iter()
            .filter(|fall| fall.fate.is_fall() == wanted)
            .map(|fall| FallLine {
                who: a.id(fall.who).to_owned(),
                at: a.label(fall.at),
                fate: fall.fate.id().to_owned(),
                by: ids(a, &fall.by),
                plan: a.log.showdowns.get(fall.showdown).map(|s| s.plan.id().to_owned()),
                as_target: fall.as_target,
            })
            .collect()
    };
    let death = |who: Who, at: Round| DeathLine { who: a.id(who).to_owned(), at: a.label(at) };
    Outcome {
        schema: 1,
        scenario: a.scenario.to_owned(),
        fingerprint: a.fingerprint.to_owned(),
        history_fingerprint: fingerprint(a.log),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: a.seed,
        history: a.history,
        drawn: drawn(a),
        leaders: leaders(a),
        falls: set_back(true),
        setbacks: set_back(false),
        executions: a
            .log
            .falls
            .iter()
            .filter(|fall| fall.fate == Fate::Executed)
            .map(|fall| death(fall.who, fall.at))
            .collect(),
        deaths: a.log.deaths.iter().map(|&(who, at)| death(who, at)).collect(),
        offices: offices(a),
        showdowns: a.log.showdowns.iter().map(|s| showdown(a, s)).collect(),
        crises: a.log.happenings.iter().map(|h| crisis(a, h)).collect(),
        last: (0..a.log.cast.len())
            .map(|who| {
                let influence = tidy(a.influence(a.last(), who));
                let status = a.status(who, a.last()).id().to_owned();
                (a.id(who).to_owned(), Final { influence, status })
            })
            .collect(),
        questions: a
            .answers
            .iter()
            .map(|q| QuestionLine { id: q.id.clone(), ask: q.ask.clone(), answer: q.answer })
            .collect(),
        files: files.to_vec(),
    }
}

/// Six decimals: what single precision holds.
fn tidy(x: f64) -> f64 {
    (x * 1e6).round() / 1e6
}

fn ids(a: &Account<'_>, whos: &[Who]) -> Vec<String> {
    whos.iter().map(|&who| a.id(who).to_owned()).collect()
}

fn drawn(a: &Account<'_>) -> BTreeMap<String, f64> {
    if !a.drawn {
        return BTreeMap::new();
    }
    let spread = a.polity.ledger.iter().filter(|(_, q)| q.spread != Spread::Fixed);
    spread.map(|(num, q)| (q.path.clone(), a.values[num])).collect()
}

fn leaders(a: &Account<'_>) -> Vec<Leader> {
    let m = &a.log.measures;
    let paramount = |round: usize, who| m.paramount.get(round).copied().flatten() == Some(who);
    let mut spans: Vec<Leader> = Vec::new();
    for (round, &who) in m.first.iter().enumerate() {
        let is_paramount = paramount(round, who);
        if round > 0 && m.first[round - 1] == who && paramount(round - 1, who) == is_paramount {
            continue;
        }
        if let Some(before) = spans.last_mut() {
            before.to = Some(a.label(round));
        }
        spans.push(Leader {
            from: a.label(round),
            to: None,
            who: a.id(who).to_owned(),
            paramount: is_paramount,
        });
    }
    spans
}

fn offices(a: &Account<'_>) -> BTreeMap<String, Vec<Service>> {
    let mut all: BTreeMap<String, Vec<Service>> =
        a.polity.offices.iter().map(|office| (office.id.clone(), Vec::new())).collect();
    for &Tenure { office, who, from, to } in &a.log.tenures {
        let service = Service {
            from: a.label(from),
            to: to.map(|to| a.label(to)),
            who: a.id(who).to_owned(),
        };
        all.entry(a.polity.offices[office].id.clone()).or_default().push(service);
    }
    all
}

fn showdown(a: &Account<'_>, s: &Showdown) -> ShowdownLine {
    ShowdownLine {
        at: a.label(s.at),
        target: a.id(s.target).to_owned(),
        aim: aim(a, s.aim),
        plan: s.plan.id().to_owned(),
        leader: a.id(s.leader).to_owned(),
        members: ids(a, &s.members),
        defenders: ids(a, &s.defenders),
        stages: s.stages.iter().map(|stage| stage_line(a, stage)).collect(),
        odds: tidy(s.odds),
        won: s.won,
    }
}

/// An aim as data: `relieve:premier`.
pub(super) fn aim(a: &Account<'_>, aim: Aim) -> String {
    match aim {
        Aim::Censure => "censure".to_owned(),
        Aim::Relieve(office) => format!("relieve:{}", a.polity.offices[office].id),
        Aim::Expel => "expel".to_owned(),
        Aim::Arrest => "arrest".to_owned(),
    }
}

fn stage_line(a: &Account<'_>, stage: &Stage) -> StageLine {
    let organ = |organ: usize| a.polity.organs[organ].id.clone();
    match *stage {
        Stage::Force { attack, defence, carried, resisted } => {
            StageLine::Force { r#for: tidy(attack), against: tidy(defence), carried, resisted }
        }
        Stage::Vote { organ: o, ayes, noes, abstained, carried } => {
            StageLine::Vote { organ: organ(o), r#for: ayes, against: noes, abstained, carried }
        }
        Stage::Appeal { organ: o, by, met } => {
            StageLine::Appeal { organ: organ(o), by: a.id(by).to_owned(), met }
        }
    }
}

fn crisis(a: &Account<'_>, h: &Happening) -> CrisisLine {
    let crisis = &a.polity.crises[h.crisis];
    CrisisLine {
        id: crisis.id.clone(),
        at: a.label(h.at),
        option: h.chosen.and_then(|(way, _)| crisis.options.get(way)).map(|way| way.id.clone()),
        outcome: h
            .chosen
            .map(|(_, came_off)| if came_off { "success" } else { "failure" }.to_owned()),
        taken_by: h.taken_by.map(|who| a.id(who).to_owned()),
    }
}

#[cfg(test)]
mod tests;
