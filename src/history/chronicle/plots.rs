//! Plots: who gathers whom against whom, who talks, what is given up.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::{Event, Occurrence, Plan};
use crate::history::Account;
use crate::history::words::{list, of};
use crate::polity::{Round, Who};

use super::Teller;

/// Which plots are worth telling: those that struck, were betrayed, or concern the foremost.
#[derive(Debug)]
pub(super) struct Told(BTreeSet<(Who, Who, Round)>);

impl Told {
    pub(super) fn new(a: &Account<'_>) -> Self {
        let told = a.log.plots.iter().copied().filter(|&(leader, target, begun)| {
            let next = a
                .log
                .plots
                .iter()
                .filter(|&&(l, t, at)| (l, t) == (leader, target) && at > begun)
                .map(|&(_, _, at)| at)
                .min()
                .unwrap_or(Round::MAX);
            let struck = a.log.showdowns.iter().any(|s| {
                s.target == target
                    && s.plan != Plan::Motion
                    && s.members.contains(&leader)
                    && (begun..next).contains(&s.at)
            });
            let leaked = a.log.events.iter().any(|event| {
                matches!(event.what, Occurrence::Leak { leader: l, target: t }
                    if (l, t) == (leader, target))
                    && (begun..next).contains(&event.at)
            });
            struck || leaked || a.foremost(begun, 2).contains(&target)
        });
        Self(told.collect())
    }

    /// Whether the plot of this leader against this target that runs in a round is told.
    fn tells(&self, leader: Who, target: Who, round: Round) -> bool {
        self.0.iter().any(|&(l, t, begun)| (l, t) == (leader, target) && begun <= round)
    }
}

/// What one plot did in one round.
#[derive(Default)]
struct Doings {
    begun: bool,
    joined: Vec<Who>,
    refused: Vec<Who>,
    leaked: bool,
    dropped: bool,
}

impl Teller<'_> {
    /// What was done in secret this round.
    pub(super) fn plotting(&mut self, events: &[Event]) -> Vec<String> {
        let mut plots: BTreeMap<(Who, Who), Doings> = BTreeMap::new();
        for event in events {
            match event.what {
                Occurrence::PlotBegun { leader, target } => {
                    plots.entry((leader, target)).or_default().begun = true;
                }
                Occurrence::Approach { leader, target, whom, joined } => {
                    let doings = plots.entry((leader, target)).or_default();
                    if joined { &mut doings.joined } else { &mut doings.refused }.push(whom);
                }
                Occurrence::Leak { leader, target } => {
                    plots.entry((leader, target)).or_default().leaked = true;
                }
                Occurrence::PlotDropped { leader, target } => {
                    plots.entry((leader, target)).or_default().dropped = true;
                }
                _ => {}
            }
        }
        let at = events.first().map_or(0, |event| event.at);
        plots.retain(|&(leader, target), _| self.plots.tells(leader, target, at));
        plots.into_iter().map(|((l, t), doings)| self.plot(at, l, t, &doings)).collect()
    }

    fn plot(&mut self, at: Round, leader: Who, target: Who, doings: &Doings) -> String {
        let key = format!("{leader} {target} {at}");
        let (lead, whom) = (self.named(leader), self.named(target));
        let joined = list(&self.all_named(&doings.joined));
        let refused = list(&self.all_named(&doings.refused));
        let mut clauses = Vec::new();
        if doings.begun {
            clauses.push(self.variety.pick(
                "begun",
                &key,
                [
                    format!("{lead} begins, quietly, to look for allies against {whom}"),
                    format!("In private {lead} has come to think that {whom} must go"),
                    format!("{lead} starts to sound out colleagues about {whom}"),
                ],
            ));
        }
        match (joined.is_empty(), refused.is_empty()) {
            (true, true) => {}
            (false, true) if doings.begun => clauses.push(format!("{joined} is the first to join")),
            (true, false) if doings.begun => clauses.push(format!("{refused} will not be drawn")),
            (false, true) => clauses.push(self.variety.pick(
                "joined",
                &key,
                [
                    format!("{lead} brings {joined} in against {whom}"),
                    format!("{joined} joins those who want {whom} gone"),
                    format!("{} circle against {whom} widens: {joined} is with them", of(&lead)),
                ],
            )),
            (true, false) => clauses.push(self.variety.pick(
                "refused",
                &key,
                [
                    format!("{lead} tries {refused} about {whom}, and is put off"),
                    format!("{refused} will have no part in a move against {whom}"),
                    format!("{lead} sounds out {refused} against {whom}; the answer is no"),
                ],
            )),
            (false, false) => clauses.push(format!(
                "{lead} sounds out {joined}, who comes in against {whom}, and {refused}, who will \
                 not"
            )),
        }
        let mut text = clauses.join("; ");
        if !text.is_empty() {
            text.push('.');
        }
        if doings.leaked {
            text.push_str(&self.variety.pick(
                "leak",
                &key,
                [
                    format!(" Somebody talks: {whom} gets wind of it."),
                    format!(" Word of {} doings reaches {whom}.", of(&lead)),
                ],
            ));
        }
        if doings.dropped {
            text.push_str(&self.variety.pick(
                "dropped",
                &key,
                [
                    format!(" The design against {whom} is given up."),
                    format!(" {lead} lets the matter of {whom} rest."),
                    format!(" Nothing comes of {} plan against {whom}.", of(&lead)),
                ],
            ));
        }
        text.trim().to_owned()
    }
}
