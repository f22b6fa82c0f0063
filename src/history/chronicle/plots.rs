//! Plots: who gathers whom against whom, who talks, what is given up.

use std::collections::BTreeMap;

use crate::engine::{Event, Occurrence, Plan};
use crate::history::Account;
use crate::history::status::Status;
use crate::history::words::{capital, list, owned};
use crate::polity::{Round, Who};

use super::Teller;

/// How far each plot is told. At most one runs against a man, so that his name and the round in which
/// it was begun are enough to find it, whoever leads it by then.
#[derive(Debug)]
pub(super) struct Told {
    plots: BTreeMap<(Who, Round), Telling>,
    /// Who was last said to lead each.
    leaders: BTreeMap<(Who, Round), Who>,
}

/// How far a plot is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// Step by step: it struck, was betrayed, or gathered allies against one of the foremost.
    Whole,
    /// Once, when it is given up: the target was one of the foremost, but nobody joined.
    AtItsEnd,
    /// Not at all.
    Not,
}

impl Told {
    pub(super) fn new(a: &Account<'_>) -> Self {
        let each = || a.log.plots.iter().map(|&(leader, target, begun)| ((target, begun), leader));
        Self {
            plots: each().map(|(plot, _)| (plot, telling(a, plot.0, plot.1))).collect(),
            leaders: each().collect(),
        }
    }

    /// When the plot against this target was begun of which something is told in a round: in that
    /// round, or at some time before.
    fn begun(&self, target: Who, round: Round, now: bool) -> Round {
        let mut before = self.plots.range((target, 0)..(target, round));
        let before = before.next_back().map(|(&(_, begun), _)| begun);
        if now { round } else { before.unwrap_or(round) }
    }
}

fn telling(a: &Account<'_>, target: Who, begun: Round) -> Telling {
    let later = a.log.plots.iter().filter(|&&(_, t, at)| t == target && at > begun);
    let next = later.map(|&(_, _, at)| at).min().unwrap_or(Round::MAX);
    let struck = a
        .log
        .showdowns
        .iter()
        .any(|s| s.target == target && s.plan != Plan::Motion && (begun..next).contains(&s.at));
    let during = a.log.events.iter().filter(|event| (begun..next).contains(&event.at));
    let (mut leaked, mut joined) = (false, false);
    for event in during {
        match event.what {
            Occurrence::Leak { target: t, .. } => leaked |= t == target,
            Occurrence::Approach { target: t, joined: j, .. } => joined |= j && t == target,
            _ => {}
        }
    }
    let foremost = a.foremost(begun, 2).contains(&target);
    match (struck || leaked || (joined && foremost), foremost) {
        (true, _) => Telling::Whole,
        (false, true) => Telling::AtItsEnd,
        (false, false) => Telling::Not,
    }
}

/// What one plot did in one round.
struct Doings {
    target: Who,
    /// Who leads it by then.
    leader: Who,
    begun: bool,
    joined: Vec<Who>,
    refused: Vec<Who>,
    leaked: bool,
    dropped: bool,
}

impl Doings {
    fn new(leader: Who, target: Who, begun: bool) -> Self {
        let (joined, refused) = (Vec::new(), Vec::new());
        Self { target, leader, begun, joined, refused, leaked: false, dropped: false }
    }

    /// What each plot did, in the order in which it came. One that ends in the round in which another
    /// is begun against the same man stands before that.
    fn of(events: &[Event]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for event in events {
            let (leader, target) = match event.what {
                Occurrence::PlotBegun { leader, target } => {
                    all.push(Self::new(leader, target, true));
                    continue;
                }
                Occurrence::Approach { leader, target, .. }
                | Occurrence::Leak { leader, target }
                | Occurrence::PlotDropped { leader, target } => (leader, target),
                _ => continue,
            };
            let at = all.iter().rposition(|plot| plot.target == target).unwrap_or_else(|| {
                all.push(Self::new(leader, target, false));
                all.len() - 1
            });
            let doings = &mut all[at];
            doings.leader = leader;
            match event.what {
                Occurrence::Approach { whom, joined: true, .. } => doings.joined.push(whom),
                Occurrence::Approach { whom, .. } => doings.refused.push(whom),
                Occurrence::Leak { .. } => doings.leaked = true,
                _ => doings.dropped = true,
            }
        }
        all
    }
}

impl Teller<'_> {
    /// What was done in secret this round.
    pub(super) fn plotting(&mut self, events: &[Event]) -> Vec<String> {
        let at = events.first().map_or(0, |event| event.at);
        let mut told = Vec::new();
        for doings in Doings::of(events) {
            let Doings { target, leader, .. } = doings;
            let begun = self.plots.begun(target, at, doings.begun);
            match self.plots.plots.get(&(target, begun)) {
                Some(Telling::Whole) => {
                    let before = self.plots.leaders.insert((target, begun), leader);
                    if before.is_some_and(|before| before != leader) {
                        told.extend(self.passed_on(leader, target, begun));
                    }
                    let text = self.plot(at, leader, target, &doings);
                    if !text.is_empty() {
                        told.push(text);
                    }
                }
                // Whoever died or fell did not give up for want of company.
                Some(Telling::AtItsEnd)
                    if doings.dropped
                        && at >= begun + 2
                        && self.gone(at, leader, target).is_none() =>
                {
                    told.push(self.in_vain(at, leader, target));
                }
                _ => {}
            }
        }
        told
    }

    /// That another leads a plot on than who began it.
    fn passed_on(&mut self, leader: Who, target: Who, begun: Round) -> Option<String> {
        let mut plots = self.a.log.plots.iter().rev();
        let &(first, ..) = plots.find(|&&(_, of, at)| (of, at) == (target, begun))?;
        let [lead, first, whom] = [leader, first, target].map(|who| self.named(who));
        Some(format!("{lead} leads on what {first} began against {whom}."))
    }

    /// Who of a plot's target and leader is no longer there at the end of a round.
    fn gone(&self, at: Round, leader: Who, target: Who) -> Option<Who> {
        [target, leader].into_iter().find(|&who| !self.a.status(who, at).is_active())
    }

    /// Whether anybody has joined the plot against somebody that was last begun, before a round.
    pub(super) fn is_joined(&self, target: Who, before: Round) -> bool {
        let events = &self.a.log.events;
        let earlier = &events[..events.partition_point(|event| event.at < before)];
        let last = earlier.iter().rev().find_map(|event| match event.what {
            Occurrence::PlotBegun { target: t, .. } if t == target => Some(false),
            Occurrence::Approach { target: t, joined: true, .. } if t == target => Some(true),
            _ => None,
        });
        last == Some(true)
    }

    /// A plot that nobody joined, in one sentence.
    fn in_vain(&mut self, at: Round, leader: Who, target: Who) -> String {
        let key = format!("{leader} {target} {at}");
        let (lead, whom) = (self.named(leader), self.named(target));
        let unit = self.a.polity.calendar.unit.word();
        self.variety.pick(
            "in vain",
            &key,
            [
                format!("For some {unit}s {lead} has tried colleague after colleague about {whom}; no one would join, and it is given up."),
                format!("{lead} gives up the search for allies against {whom}: no one would join."),
                format!("{lead}, who wanted {whom} gone, lets it rest for want of company."),
            ],
        )
    }

    fn plot(&mut self, at: Round, leader: Who, target: Who, doings: &Doings) -> String {
        let gone = if doings.dropped { self.gone(at, leader, target) } else { None };
        // The showdown by which someone falls is told later and speaks for itself.
        let dropped =
            doings.dropped && gone.is_none_or(|who| self.a.status(who, at) == Status::Dead);
        let widened = doings.begun || !doings.joined.is_empty();
        if !widened && !doings.leaked && !dropped {
            return String::new();
        }
        let key = format!("{leader} {target} {at}");
        let (lead, whom) = (self.named(leader), self.named(target));
        let joined = list(&self.all_named(&doings.joined));
        let refused = if widened { list(&self.all_named(&doings.refused)) } else { String::new() };
        let mut clauses = Vec::new();
        if doings.begun {
            let tried =
                |&(by, of, begun): &(Who, Who, Round)| (by, of) == (leader, target) && begun < at;
            let forms = if self.a.log.plots.iter().any(tried) {
                [
                    format!("Once more {lead} begins, quietly, to look for allies against {whom}"),
                    format!("{lead} has not given up the thought that {whom} must go"),
                    format!("{lead} starts again to sound out colleagues about {whom}"),
                ]
            } else {
                [
                    format!("{lead} begins, quietly, to look for allies against {whom}"),
                    format!("In private {lead} has come to think that {whom} must go"),
                    format!("{lead} starts to sound out colleagues about {whom}"),
                ]
            };
            clauses.push(self.variety.pick("begun", &key, forms));
        }
        // By now both are known.
        let (lead, whom) = (self.named(leader), self.named(target));
        match (joined.is_empty(), refused.is_empty()) {
            // Later refusals, month after month, are not told one by one.
            (true, _) if !doings.begun => {}
            (true, true) => {}
            (false, true) if doings.begun => clauses.push(format!("{joined} is the first to join")),
            (true, false) => clauses.push(format!("{refused} will not be drawn")),
            (false, true) => {
                let forms = if self.is_joined(target, at) {
                    let circle = owned(&lead, "circle");
                    [
                        format!("{lead} brings {joined} in against {whom}"),
                        format!("{joined} joins those who want {whom} gone"),
                        format!("{circle} against {whom} widens: {joined} is with them"),
                    ]
                } else {
                    [
                        format!("{lead} brings {joined} in against {whom}"),
                        format!("{joined} is the first to join {lead} against {whom}"),
                        format!("{lead} finds a first ally against {whom}: {joined} is willing"),
                    ]
                };
                clauses.push(self.variety.pick("joined", &key, forms));
            }
            (false, false) => clauses.push(format!(
                "{lead} sounds out {joined}, who comes in against {whom}, and {refused}, who will \
                 not"
            )),
        }
        let mut text = clauses.join("; ");
        if !text.is_empty() {
            text.push('.');
        }
        // What has not just been told of is named.
        if doings.leaked {
            let doings = owned(&lead, "doings");
            let it = if widened { "it".to_owned() } else { owned(&lead, "plot") };
            text.push_str(&self.variety.pick(
                "leak",
                &key,
                [
                    format!(" Somebody talks: {whom} gets wind of {it}."),
                    format!(" Word of {doings} reaches {whom}."),
                ],
            ));
        }
        let plan = owned(&lead, "plan");
        if let Some(gone) = gone.filter(|_| dropped) {
            text.push_str(&if gone == target {
                format!(" With {whom} gone, nothing is left of {plan}.")
            } else {
                format!(" With {lead} gone, nothing is left of the plan against {whom}.")
            });
        } else if dropped {
            let design =
                if text.is_empty() { owned(&lead, "design") } else { "The design".to_owned() };
            text.push_str(&self.variety.pick(
                "dropped",
                &key,
                [
                    format!(" {design} against {whom} is given up."),
                    format!(" {} lets the matter of {whom} rest.", capital(&lead)),
                    format!(" Nothing comes of {plan} against {whom}."),
                ],
            ));
        }
        text.trim().to_owned()
    }
}
