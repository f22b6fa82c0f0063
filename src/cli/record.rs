//! What an entry of the record is about.

use crate::history::Subject;
use crate::polity::Round;
use crate::question::{Person, Proposition};

/// Persons, offices and crises that a proposition names, in its order, each once.
pub(super) fn about(when: &Proposition) -> Vec<Subject> {
    let mut named = Vec::new();
    gather(when, &mut named);
    let mut once = Vec::new();
    for subject in named {
        if !once.contains(&subject) {
            once.push(subject);
        }
    }
    once
}

/// The round that a proposition asks about, where all of it asks about one and the same.
pub(super) fn asks(when: &Proposition) -> Option<Round> {
    let mut rounds = Vec::new();
    asked(when, &mut rounds);
    rounds.dedup();
    if let [only] = rounds[..] { Some(only) } else { None }
}

fn asked(when: &Proposition, rounds: &mut Vec<Round>) {
    match when {
        Proposition::Leads { at, .. }
        | Proposition::Holds { at, .. }
        | Proposition::Lives { at, .. }
        | Proposition::Influence { at, .. }
        | Proposition::Standing { at, .. }
        | Proposition::Indicator { at, .. } => rounds.push(*at),
        Proposition::Paramount { by, .. } => rounds.push(*by),
        Proposition::All(each) | Proposition::Any(each) => {
            each.iter().for_each(|p| asked(p, rounds));
        }
        Proposition::Not(p) => asked(p, rounds),
        Proposition::FirstToFall { .. }
        | Proposition::Fell { .. }
        | Proposition::Fate { .. }
        | Proposition::Showdown { .. }
        | Proposition::Opposed { .. }
        | Proposition::Executions { .. }
        | Proposition::Fired(_)
        | Proposition::Chosen(..)
        | Proposition::LineTurns { .. }
        | Proposition::Plots { .. } => {}
    }
}

fn gather(when: &Proposition, named: &mut Vec<Subject>) {
    let person = |p: &Person| match *p {
        Person::Principal(who) => Subject::Person(who),
        Person::Holder(office) => Subject::Office(office),
    };
    let eminence = |p: &Person| match *p {
        Person::Principal(who) => Subject::Eminence(who),
        Person::Holder(office) => Subject::Office(office),
    };
    match when {
        Proposition::FirstToFall { who, .. }
        | Proposition::Fell { who, .. }
        | Proposition::Fate { who, .. }
        | Proposition::Lives { who, .. }
        | Proposition::Showdown { against: who, .. } => named.push(person(who)),
        Proposition::Leads { who, .. }
        | Proposition::Paramount { who, .. }
        | Proposition::Influence { of: who, .. }
        | Proposition::Standing { of: who, .. } => named.push(eminence(who)),
        Proposition::Holds { office, .. } => named.push(Subject::Office(*office)),
        Proposition::Opposed { who, whom, .. } => named.extend([person(who), person(whom)]),
        Proposition::Fired(crisis) | Proposition::Chosen(crisis, _) => {
            named.push(Subject::Crisis(*crisis));
        }
        Proposition::Plots { against, by, .. } => {
            named.extend(against.iter().chain(by).map(person));
        }
        Proposition::All(each) | Proposition::Any(each) => {
            each.iter().for_each(|p| gather(p, named));
        }
        Proposition::Not(p) => gather(p, named),
        Proposition::Indicator { .. }
        | Proposition::Executions { .. }
        | Proposition::LineTurns { .. } => {}
    }
}
