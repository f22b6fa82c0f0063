//! Routine acts: the few that tell are told, the rest gathered for a sentence now and then.

use std::collections::BTreeMap;

use crate::engine::{Act, Event, Occurrence};
use crate::history::words::{count, list, owned};
use crate::polity::{BaseIx, IssueIx, Round, Who};

use super::names::base_in_sentence;
use super::{Teller, in_sentence};

/// A position nearer to the middle than this is on neither side.
const SIDE: f64 = 0.1;

/// Acts since they were last told.
#[derive(Debug, Default)]
pub(super) struct Routine {
    since: Round,
    appointed: BTreeMap<Who, BTreeMap<BaseIx, u32>>,
    courted: BTreeMap<Who, BTreeMap<BaseIx, u32>>,
    filed: BTreeMap<Who, BTreeMap<Who, u32>>,
    championed: BTreeMap<Who, BTreeMap<IssueIx, u32>>,
}

impl Routine {
    pub(super) fn note(&mut self, events: &[Event]) {
        for event in events {
            let Occurrence::Act { who, act } = event.what else { continue };
            match act {
                Act::Appoint(base, n) => {
                    *self.appointed.entry(who).or_default().entry(base).or_default() += n;
                }
                Act::Court(base) => {
                    *self.courted.entry(who).or_default().entry(base).or_default() += 1;
                }
                Act::CollectFiles(whom) => {
                    *self.filed.entry(who).or_default().entry(whom).or_default() += 1;
                }
                Act::Champion(issue) => {
                    *self.championed.entry(who).or_default().entry(issue).or_default() += 1;
                }
                _ => {}
            }
        }
    }
}

/// The key with the greatest count, ties to the lower key.
fn most<K: Copy + Ord>(counts: Option<&BTreeMap<K, u32>>) -> Option<(K, u32)> {
    counts?.iter().map(|(&k, &n)| (k, n)).max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(&x.0)))
}

/// What somebody has been doing: verbs for one and for several, and what they go on with.
#[derive(Debug, PartialEq)]
struct Deed {
    one: &'static str,
    several: &'static str,
    what: String,
}

/// Who has been doing what: `Zhukov and Malenkov court the Party apparatus`.
fn clause(whos: &[String], deeds: &[Deed]) -> String {
    let verb = |deed: &Deed| if whos.len() == 1 { deed.one } else { deed.several };
    let told: Vec<String> =
        deeds.iter().map(|deed| format!("{} {}", verb(deed), deed.what)).collect();
    format!("{} {}", list(whos), list(&told))
}

impl Teller<'_> {
    /// Denunciations, pressure and counter-moves among those who matter; at most one a round.
    pub(super) fn deeds(&mut self, round: Round, events: &[Event]) -> Option<String> {
        const QUIET: Round = 24;
        const APART: Round = 3;
        if self.denounced.values().any(|&at| at + APART > round) {
            return None;
        }
        let foremost = self.a.foremost(round.saturating_sub(1), 4);
        let (mut best, mut weight) = (None, 0.0);
        for event in events {
            let Occurrence::Act { who, act } = event.what else { continue };
            let (Act::Denounce(whom, _) | Act::LeanOn(whom) | Act::Counter(whom)) = act else {
                continue;
            };
            let told = self.denounced.get(&(who, whom)).is_some_and(|&at| at + QUIET > round);
            let matters = foremost.contains(&whom) || foremost.first() == Some(&who);
            // A blow that falls flat is news only at the very top.
            let flat = matches!(act, Act::Denounce(_, false));
            let matters = matters && (!flat || foremost[..2.min(foremost.len())].contains(&whom));
            let weighs = self.a.influence(round, who) + self.a.influence(round, whom);
            if !told && matters && weighs > weight {
                (best, weight) = (Some((who, act, whom)), weighs);
            }
        }
        let (who, act, whom) = best?;
        self.denounced.insert((who, whom), round);
        let (name, other) = (self.named(who), self.named(whom));
        let record = owned(&other, "record");
        let key = format!("{who} {whom} {round}");
        Some(match act {
            Act::Denounce(_, true) => self.variety.pick(
                "denounce",
                &key,
                [
                    format!("{name} attacks {record}, and the charge tells."),
                    format!("{name} speaks against {other}, who has no good answer."),
                    format!("{record} gives {name} an opening for attack, and it hurts."),
                ],
            ),
            Act::Denounce(_, false) => self.variety.pick(
                "backfire",
                &key,
                [
                    format!("{name} attacks {record}, and only {other} profits by it."),
                    format!("{name} speaks against {other}; it falls flat."),
                ],
            ),
            Act::LeanOn(_) => self.variety.pick(
                "lean",
                &key,
                [
                    format!("{name} lets {other} know what is in the files."),
                    format!("{name} leans on {other} with what the files hold."),
                ],
            ),
            _ => self.variety.pick(
                "counter",
                &key,
                [
                    if self.is_joined(who, round) {
                        format!(
                            "{name}, forewarned, works to break up what {other} has put together."
                        )
                    } else {
                        format!("{name}, forewarned, works to keep {other} without allies.")
                    },
                    format!(
                        "{name} knows what {other} is about and goes round the colleagues in turn."
                    ),
                ],
            ),
        })
    }

    /// `argues for “civil peace”`, where it is known on which side somebody stands.
    fn stand(&self, who: Who, issue: IssueIx, round: Round) -> Deed {
        let a = self.a;
        let its = &a.polity.issues[issue];
        let start = a.polity.principals.get(who).and_then(|p| p.positions.get(issue));
        let shifts = a.log.events.iter().take_while(|event| event.at <= round);
        let moved: f64 = shifts
            .filter_map(|event| match event.what {
                Occurrence::Act { who: other, act: Act::Shift(on, by) } if other == who => {
                    (on == issue).then_some(by)
                }
                _ => None,
            })
            .sum();
        let argues = |side: &str| {
            let what = format!("for \u{201c}{side}\u{201d}");
            Deed { one: "argues", several: "argue", what }
        };
        match start.map(|start| a.values[*start] + moved) {
            Some(at) if at <= -SIDE => argues(&its.low),
            Some(at) if at >= SIDE => argues(&its.high),
            _ => {
                let what = format!("a stand in public on {}", in_sentence(a, &its.name));
                Deed { one: "takes", several: "take", what }
            }
        }
    }

    /// Whether somebody has just lost a post that places clients in a base.
    fn has_lost(&self, who: Who, base: BaseIx, round: Round) -> bool {
        let mut lost = self.a.log.tenures.iter().filter(|t| t.who == who && t.to == Some(round));
        lost.any(|t| self.a.polity.offices[t.office].powers.appoint_in.contains(&base))
    }

    /// What the foremost have been doing in the background, once enough time has passed.
    pub(super) fn background(&mut self, round: Round) -> Option<String> {
        let a = self.a;
        let months = a.polity.calendar.months_per_round();
        let passed = round - self.routine.since.min(round);
        if (passed + 1) as f64 * months < 4.0 {
            return None;
        }
        let routine = std::mem::take(&mut self.routine);
        self.routine.since = round + 1;
        let mut busy: Vec<(Vec<String>, Vec<Deed>)> = Vec::new();
        for who in a.foremost(round, 5) {
            if busy.iter().map(|(whos, _)| whos.len()).sum::<usize>() == 3 {
                break;
            }
            let mut deeds = Vec::new();
            if let Some((base, n)) = most(routine.appointed.get(&who))
                && n >= 4
                && !self.has_lost(who, base, round)
            {
                let people = if n <= 20 { count(n as usize) } else { "dozens of".to_owned() };
                let what = format!("{people} clients in {}", base_in_sentence(a, base));
                deeds.push(Deed { one: "places", several: "each place", what });
            }
            if let Some((base, n)) = most(routine.courted.get(&who))
                && n >= 2
            {
                let what = base_in_sentence(a, base);
                deeds.push(Deed { one: "courts", several: "court", what });
            }
            if let Some((whom, n)) = most(routine.filed.get(&who))
                && n >= 2
                && a.status(whom, round).is_active()
            {
                let what = format!("files gathered on {}", self.named(whom));
                deeds.push(Deed { one: "has", several: "have", what });
            }
            if let Some((issue, n)) = most(routine.championed.get(&who))
                && n >= 3
                && deeds.len() < 2
            {
                deeds.push(self.stand(who, issue, round));
            }
            deeds.truncate(2);
            if deeds.is_empty() {
                continue;
            }
            let name = self.named(who);
            match busy.iter_mut().find(|(_, others)| *others == deeds) {
                Some((whos, _)) => whos.push(name),
                None => busy.push((vec![name], deeds)),
            }
        }
        if busy.is_empty() {
            return None;
        }
        let clauses: Vec<String> = busy.iter().map(|(whos, deeds)| clause(whos, deeds)).collect();
        let all = clauses.join("; ");
        Some(self.variety.pick(
            "background",
            &round.to_string(),
            [
                format!("In these months {all}."),
                format!("Meanwhile {all}."),
                format!("In the background {all}."),
                format!("All the while {all}."),
            ],
        ))
    }
}
