//! Trials of strength: troops, votes, appeals, and what became of the losers.

use crate::engine::{Aim, Event, Fate, Occurrence, Plan, Showdown, Stage};
use crate::history::status::Status;
use crate::history::words::{capital, chance, count, list, nth, tally};
use crate::polity::{Round, Who};

use super::{Teller, sentence_the, the};

impl Teller<'_> {
    /// Each showdown of the round, as one group of sentences.
    pub(super) fn trials(&mut self, events: &[Event]) -> Vec<Vec<String>> {
        let showdowns: Vec<usize> = events
            .iter()
            .filter_map(|event| match event.what {
                Occurrence::Showdown(k) => Some(k),
                _ => None,
            })
            .collect();
        showdowns.into_iter().map(|k| self.trial(k)).collect()
    }

    fn trial(&mut self, k: usize) -> Vec<String> {
        let s = &self.a.log.showdowns[k];
        let key = format!("{} {} {}", s.leader, s.target, s.at);
        if let Some(again) = self.censured_again(k, s) {
            return vec![again];
        }
        let mut told = vec![self.challenge(&key, s)];
        for (n, stage) in s.stages.iter().enumerate() {
            told.push(self.stage(&key, s, stage));
            // Only the stage that settled it can have been a near thing.
            if n + 1 == s.stages.len() {
                told.extend(self.near_thing(stage));
            }
        }
        told.extend(self.fates(k, s));
        told.extend(self.hindsight(s));
        told
    }

    /// A censure of somebody who has been censured before, told shortly where it cost nobody anything.
    fn censured_again(&mut self, k: usize, s: &Showdown) -> Option<String> {
        let [Stage::Vote { ayes, noes, carried: true, .. }] = s.stages[..] else { return None };
        if s.aim != Aim::Censure || !s.won {
            return None;
        }
        let times = self.censured.entry(s.target).or_default();
        *times += 1;
        let times = *times;
        let mut falls = self.a.log.falls.iter().filter(|fall| fall.showdown == k);
        if times < 2 || falls.any(|fall| fall.fate != Fate::Reprimanded || !fall.as_target) {
            return None;
        }
        let (leader, target) = (self.named(s.leader), self.named(s.target));
        Some(format!(
            "{leader} has {target} censured for the {} time, {}.",
            nth(times),
            tally(ayes, noes)
        ))
    }

    fn challenge(&mut self, key: &str, s: &Showdown) -> String {
        let target = self.named(s.target);
        let leader = self.named(s.leader);
        let others: Vec<Who> = s.members.iter().copied().filter(|&w| w != s.leader).collect();
        let others = self.all_named(&others);
        let organ = the(&self.a.polity.organs[self.a.polity.presidium].name);
        let with =
            if others.is_empty() { String::new() } else { format!(", with {},", list(&others)) };
        let what = self.demand(s);
        let strike = if others.is_empty() { "The blow falls" } else { "They strike" };
        let chance = chance(s.odds);
        // Nothing is sprung on whoever got wind of it.
        let warned = self.a.log.events.iter().any(|event| match event.what {
            Occurrence::Leak { leader, target } => {
                event.at <= s.at && target == s.target && s.members.contains(&leader)
            }
            _ => false,
        });
        let (suddenly, springs) =
            if warned { ("", "puts it to") } else { (" without warning", "springs it on") };
        match s.plan {
            Plan::Troops => self.variety.pick(
                "troops",
                key,
                [
                    format!("{leader}{with} moves against {target}, seeing {chance}."),
                    format!("{strike}: {leader}{with} has troops brought up to arrest {target}, seeing {chance}."),
                ],
            ),
            Plan::Vote => self.variety.pick(
                "vote",
                key,
                [
                    format!("In {organ} {leader}{with} turns on {target}{suddenly} and demands {what}."),
                    format!("The blow falls at a sitting of {organ}: {leader}{with} demands {what}."),
                    format!("{leader}{with} {springs} {organ}: the demand is {what}."),
                ],
            ),
            Plan::Motion => self.variety.pick(
                "motion",
                key,
                [
                    format!("{leader}{with} moves openly {what}."),
                    format!("A motion is put to {organ} by {leader}{with} {what}.").replace(", that", " that"),
                    format!("{leader}{with} makes no secret of it and proposes {what}."),
                ],
            ),
        }
    }

    /// `that Beria be arrested`.
    fn demand(&self, s: &Showdown) -> String {
        let target = self.a.in_prose(s.target);
        match s.aim {
            Aim::Censure => format!("that {target} be censured"),
            Aim::Relieve(office) => {
                format!("that {target} be relieved as {}", self.a.office(office))
            }
            Aim::Expel if s.held.is_empty() => format!("that {target} leave the leadership"),
            Aim::Expel => format!("that {target} lose seat and offices"),
            Aim::Arrest => format!("that {target} be arrested"),
        }
    }

    fn stage(&mut self, key: &str, s: &Showdown, stage: &Stage) -> String {
        let target = self.named(s.target);
        match *stage {
            Stage::Force { attack, defence, carried, resisted } => {
                let margin = (attack - defence).abs() / (attack + defence).max(1e-9);
                let close = if margin < 0.15 { ", if only just" } else { "" };
                match (resisted, carried) {
                    (true, true) => {
                        format!("{target} answers the vote with force, and is overpowered{close}.")
                    }
                    (true, false) => format!(
                        "{target} answers the vote with force. The units that obey prevail{close}, \
                         and the vote is a dead letter."
                    ),
                    (false, true) if defence < 0.1 * attack => self.variety.pick(
                        "unopposed",
                        key,
                        [
                            format!(
                                "Troops take their places and no one lifts a hand for {target}."
                            ),
                            format!(
                                "The units called up obey; those of {target} stay where they are."
                            ),
                        ],
                    ),
                    (false, true) => format!(
                        "Both sides have men under arms; those against {target} are the stronger{close}."
                    ),
                    (false, false) => format!(
                        "Both sides have men under arms; those of {target} are the stronger{close}."
                    ),
                }
            }
            Stage::Vote { organ, ayes, noes, abstained, carried } => {
                let organ = sentence_the(&self.a.polity.organs[organ].name);
                let mut tail = match abstained {
                    0 => String::new(),
                    1 => ", with one abstention".to_owned(),
                    n => format!(", with {} abstentions", count(n as usize)),
                };
                tail.push('.');
                match (carried, ayes > noes) {
                    (true, _) => self.variety.pick(
                        "carried",
                        key,
                        [
                            format!("{organ} votes for it, {}{tail}", tally(ayes, noes)),
                            format!("{organ} carries it by {}{tail}", tally(ayes, noes)),
                        ],
                    ),
                    (false, true) => format!(
                        "{organ} votes {} for it, which is not enough{tail}",
                        tally(ayes, noes)
                    ),
                    (false, false) if ayes == noes => {
                        let tail = tail.trim_end_matches('.');
                        format!("{organ} divides {}{tail}; and so it falls.", tally(ayes, noes))
                    }
                    (false, false) => self.variety.pick(
                        "rejected",
                        key,
                        [
                            format!("{organ} throws it out, {}{tail}", tally(noes, ayes)),
                            format!("{organ} votes it down by {}{tail}", tally(noes, ayes)),
                        ],
                    ),
                }
            }
            Stage::Appeal { organ, by, met } => {
                let organ = the(&self.a.polity.organs[organ].name);
                let by = self.named(by);
                if met {
                    self.variety.pick(
                        "appeal",
                        key,
                        [
                            format!("{by} appeals over their heads to {organ}, and it is brought together."),
                            format!("{by} does not accept it and calls on {organ}; its members come."),
                        ],
                    )
                } else {
                    format!("{by} appeals to {organ}, but it is kept from meeting.")
                }
            }
        }
    }

    fn near_thing(&self, stage: &Stage) -> Option<String> {
        let votes = self.a.turned_by(stage)?;
        let Stage::Vote { ayes, noes, .. } = *stage else { return None };
        // Near in votes and in proportion: two votes are little among thirty, but not among five.
        let near = votes <= 2.max((ayes + noes) / 25) && (votes == 1 || votes * 8 <= ayes + noes);
        if !near {
            return None;
        }
        let noun = if votes == 1 { "vote" } else { "votes" };
        Some(format!(
            "It is a near thing: {} {noun} the other way would have changed it.",
            count(votes as usize)
        ))
    }

    fn fates(&mut self, k: usize, s: &Showdown) -> Vec<String> {
        let mut told = Vec::new();
        for as_target in [true, false] {
            for fate in Fate::ALL.into_iter().rev() {
                let whos: Vec<Who> = self
                    .a
                    .log
                    .falls
                    .iter()
                    .filter(|f| f.showdown == k && f.fate == fate && f.as_target == as_target)
                    .map(|f| f.who)
                    .collect();
                if whos.is_empty() {
                    continue;
                }
                let names = list(&self.all_named(&whos));
                let one = whos.len() == 1;
                let text = match (as_target, s.aim) {
                    (true, Aim::Relieve(office)) if fate == Fate::LostOffice => {
                        format!("{names} ceases to be {}", self.a.office(office))
                    }
                    (true, Aim::Censure) if fate == Fate::Reprimanded => {
                        format!("{names} is reprimanded")
                    }
                    // Less than was asked for.
                    (true, Aim::Expel | Aim::Arrest) if s.won && fate == Fate::Reprimanded => {
                        self.softened(s, &names)
                    }
                    (true, Aim::Expel | Aim::Arrest) if s.won && fate == Fate::LostOffice => {
                        let lost = self.post_lost(whos[0], s.at);
                        let lost = lost.unwrap_or("loses office and keeps the seat".to_owned());
                        format!("in the end {names} {lost}")
                    }
                    _ if fate == Fate::LostOffice && one => {
                        let lost = self.post_lost(whos[0], s.at);
                        let lost = lost.unwrap_or(what_became(fate, one).to_owned());
                        format!("{names} {lost}")
                    }
                    _ => format!("{names} {}", what_became(fate, one)),
                };
                told.push(text);
            }
            if as_target && told.is_empty() && !s.won {
                let target = self.named(s.target);
                told.push(self.variety.pick(
                    "survives",
                    &format!("{k}"),
                    [
                        format!("{target} survives"),
                        format!("{target} stays"),
                        format!("{target} has got through it"),
                    ],
                ));
            }
        }
        if told.is_empty() { Vec::new() } else { vec![format!("{}.", capital(&told.join("; ")))] }
    }

    /// Why a demand that was carried ends in a reprimand, and what is kept by it.
    fn softened(&self, s: &Showdown, names: &str) -> String {
        let last = s.stages.iter().rev().find_map(|stage| self.a.turned_by(stage));
        let why = match last {
            Some(1) => "on so narrow a vote it is not pressed",
            _ => "in the end the demand is softened",
        };
        let held: Vec<&str> = s.held.iter().map(|office| self.a.office(*office)).collect();
        let seated = self.a.status(s.target, s.at) == Status::Member;
        match (seated, held.is_empty()) {
            (true, true) => format!("{why}, and {names} keeps the seat, with a reprimand"),
            (true, false) => format!("{why}, and {names} keeps seat and offices, with a reprimand"),
            (false, true) => format!("{why}, and {names} gets off with a reprimand"),
            (false, false) => {
                format!("{why}, and {names} remains {}, with a reprimand", list(&held))
            }
        }
    }

    /// `loses the post of First Secretary and remains Foreign Minister`, of whoever held several.
    fn post_lost(&self, who: Who, at: Round) -> Option<String> {
        let kept = self.a.offices_of(who, at);
        let kept: Vec<&str> = kept.into_iter().map(|office| self.a.office(office)).collect();
        let lost = self.a.log.tenures.iter().find(|t| t.who == who && t.to == Some(at));
        let lost = self.a.office(lost.filter(|_| !kept.is_empty())?.office);
        Some(format!("loses the post of {lost} and remains {}", list(&kept)))
    }

    /// Where the movers were badly wrong about their chances, the reader should know.
    fn hindsight(&mut self, s: &Showdown) -> Option<String> {
        if s.plan == Plan::Troops {
            return None;
        }
        let wrong = if s.won { s.odds < 0.4 } else { s.odds > 0.55 };
        wrong.then(|| {
            let leader = self.named(s.leader);
            format!("Beforehand {leader} had seen {}.", chance(s.odds))
        })
    }
}

/// What became of one person, or of several.
pub(super) fn what_became(fate: Fate, one: bool) -> &'static str {
    match (fate, one) {
        (Fate::Reprimanded, true) => "gets off with a reprimand",
        (Fate::Reprimanded, false) => "get off with a reprimand",
        (Fate::LostOffice, true) => "loses office but stays among the leaders",
        (Fate::LostOffice, false) => "lose their offices but stay among the leaders",
        (Fate::MinorPost, true) => "is sent to a post without weight",
        (Fate::MinorPost, false) => "are sent to posts without weight",
        (Fate::Expelled, true) => "is expelled from the leadership",
        (Fate::Expelled, false) => "are expelled from the leadership",
        (Fate::Retired, true) => "is pensioned off",
        (Fate::Retired, false) => "are pensioned off",
        (Fate::Imprisoned, true) => "is sent to prison",
        (Fate::Imprisoned, false) => "are sent to prison",
        (Fate::Executed, true) => "is put to death",
        (Fate::Executed, false) => "are put to death",
    }
}
