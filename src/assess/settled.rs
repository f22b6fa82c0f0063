//! What the record says of a proposition: yes, no, or nothing.

use std::collections::BTreeSet;

use super::yardstick::Entry;
use crate::engine::Fate;
use crate::polity::{OfficeIx, Polity, Round, Who};
use crate::question::{Person, Proposition};

/// What the record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was so.
    Yes,
    /// It was not so.
    No,
    /// The record does not say. That something is not in the record does not mean that it was not.
    Open,
}

impl Settled {
    fn when(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    fn reversed(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Open => Self::Open,
        }
    }
}

/// What follows from the entries about a proposition. Only what follows counts: a question about
/// something the record does not mention stays open.
pub fn settled(p: &Proposition, entries: &[Entry], polity: &Polity) -> Settled {
    let mut facts = Facts { known: Vec::new(), polity };
    entries.iter().for_each(|entry| facts.gather(&entry.when, entry.at));
    facts.say(p)
}

/// What is known to have been so, each with the round in which it came about.
struct Facts<'a> {
    known: Vec<(&'a Proposition, Round)>,
    polity: &'a Polity,
}

impl<'a> Facts<'a> {
    fn gather(&mut self, p: &'a Proposition, at: Round) {
        self.known.push((p, at));
        if let Proposition::All(each) = p {
            each.iter().for_each(|p| self.gather(p, at));
        }
    }

    fn say(&self, p: &Proposition) -> Settled {
        if self.known.iter().any(|(fact, _)| *fact == p) {
            return Settled::Yes;
        }
        let denied = |fact: &Proposition| matches!(fact, Proposition::Not(inner) if **inner == *p);
        if self.known.iter().any(|(fact, _)| denied(fact)) {
            return Settled::No;
        }
        match self.follows(p) {
            Settled::Open => self.either_way(p),
            said => said,
        }
    }

    /// What follows from all alternatives of a fact that has several.
    fn either_way(&self, p: &Proposition) -> Settled {
        let alike = |fact: &Proposition, at: Round| {
            let Proposition::Any(each) = fact else { return Settled::Open };
            let mut said = each.iter().map(|one| {
                let mut facts = Facts { known: Vec::new(), polity: self.polity };
                facts.gather(one, at);
                facts.say(p)
            });
            let first = said.next().unwrap_or(Settled::Open);
            if said.all(|other| other == first) { first } else { Settled::Open }
        };
        let said = self.known.iter().map(|(fact, at)| alike(fact, *at));
        said.into_iter().find(|said| *said != Settled::Open).unwrap_or(Settled::Open)
    }

    fn follows(&self, p: &Proposition) -> Settled {
        match p {
            Proposition::Not(inner) => self.say(inner).reversed(),
            Proposition::All(each) => self.joined(each, Settled::No, Settled::Yes),
            Proposition::Any(each) => self.joined(each, Settled::Yes, Settled::No),
            Proposition::Fell { who, before } => match (self.fall(*who), before) {
                (None, _) => Settled::Open,
                (Some(_), None) => Settled::Yes,
                (Some(at), Some(before)) => Settled::when(at < *before),
            },
            Proposition::FirstToFall { who, among } => self.first_to_fall(*who, among.as_deref()),
            Proposition::Leads { who, at } => self.one(|fact| match fact {
                Proposition::Leads { who: known, at: then } if then == at => {
                    Some(Settled::when(known == who))
                }
                _ => None,
            }),
            Proposition::Paramount { who, by } => self.one(|fact| match fact {
                Proposition::Paramount { who: known, by: then } if known == who && then <= by => {
                    Some(Settled::Yes)
                }
                _ => None,
            }),
            Proposition::Holds { office, who: Person::Principal(who), at } => {
                self.holds(*office, *who, *at)
            }
            Proposition::Showdown { against, between, survives, heard, first } => {
                let those = self.known.iter().filter_map(|(fact, at)| match fact {
                    Proposition::Showdown {
                        against: known, survives: ended, heard: went, ..
                    } if self.same(*known, *against, *at)
                        && (between.0..=between.1).contains(at) =>
                    {
                        let met = (survives.is_none() || ended == survives)
                            && (heard.is_none() || went == heard);
                        Some((*at, met))
                    }
                    _ => None,
                });
                let earliest = those.clone().map(|(at, _)| at).min();
                let counts = |at: Round| !*first || Some(at) == earliest;
                let met = those.clone().any(|(at, met)| met && counts(at));
                if met { Settled::Yes } else { Settled::Open }
            }
            Proposition::Executions { after, at_least } => {
                let dead: BTreeSet<Who> = self
                    .known
                    .iter()
                    .filter_map(|(fact, at)| executed(fact, *at, *after))
                    .collect();
                if dead.len() >= *at_least { Settled::Yes } else { Settled::Open }
            }
            Proposition::Fired(crisis) => self.one(|fact| match fact {
                Proposition::Chosen(known, _) if known == crisis => Some(Settled::Yes),
                _ => None,
            }),
            Proposition::Chosen(crisis, option) => self.one(|fact| match fact {
                Proposition::Chosen(known, way) if known == crisis => {
                    Some(Settled::when(way == option))
                }
                _ => None,
            }),
            _ => Settled::Open,
        }
    }

    /// The first part that has the one answer decides; all must have the other.
    fn joined(&self, each: &[Proposition], one: Settled, all: Settled) -> Settled {
        let said: Vec<Settled> = each.iter().map(|p| self.say(p)).collect();
        if said.contains(&one) {
            one
        } else if said.iter().all(|s| *s == all) {
            all
        } else {
            Settled::Open
        }
    }

    fn one(&self, says: impl Fn(&Proposition) -> Option<Settled>) -> Settled {
        self.known.iter().find_map(|(fact, _)| says(fact)).unwrap_or(Settled::Open)
    }

    /// When somebody is first recorded as brought down.
    fn fall(&self, who: Person) -> Option<Round> {
        let falls = self.known.iter().filter(|(fact, _)| match fact {
            Proposition::Fell { who: known, .. } | Proposition::FirstToFall { who: known, .. } => {
                *known == who
            }
            Proposition::Fate { who: known, is } => *known == who && is.is_fall(),
            _ => false,
        });
        falls.map(|(_, at)| *at).min()
    }

    /// Who fell first among some is known where he fell first among as many or more.
    fn first_to_fall(&self, who: Person, among: Option<&[Who]>) -> Settled {
        let asked = self.looked_at(who, among);
        self.one(|fact| match fact {
            Proposition::FirstToFall { who: known @ Person::Principal(first), among } => {
                let wider = self.looked_at(*known, among.as_deref());
                let told = asked.contains(first) && asked.is_subset(&wider);
                told.then(|| Settled::when(*known == who))
            }
            _ => None,
        })
    }

    fn looked_at(&self, who: Person, among: Option<&[Who]>) -> BTreeSet<Who> {
        let people = &self.polity.principals;
        let mut all: BTreeSet<Who> = among.map_or_else(
            || (0..people.len()).filter(|&who| people[who].contender).collect(),
            |among| among.iter().copied().collect(),
        );
        if let Person::Principal(own) = who {
            all.insert(own);
        }
        all
    }

    /// Rounds for which somebody is recorded in an office: from when he took it to the round named,
    /// and between two such rounds if nobody else is recorded there.
    fn holds(&self, office: OfficeIx, who: Who, at: Round) -> Settled {
        let mut held: Vec<(Round, Round, Who)> = Vec::new();
        for (fact, came) in &self.known {
            match fact {
                Proposition::Holds { office: o, who: Person::Principal(known), at: then }
                    if *o == office =>
                {
                    held.push(((*came).min(*then), *then, *known));
                }
                Proposition::Not(inner) => match **inner {
                    Proposition::Holds { office: o, who: Person::Principal(known), at: then }
                        if (o, known) == (office, who) && (*came).min(then) <= at && at <= then =>
                    {
                        return Settled::No;
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        held.sort_unstable();
        if let Some((.., known)) = held.iter().find(|(from, to, _)| *from <= at && at <= *to) {
            return Settled::when(*known == who);
        }
        let before = held.iter().rev().find(|(_, to, _)| *to < at);
        let after = held.iter().find(|(from, ..)| *from > at);
        match (before, after) {
            (Some((.., one)), Some((.., other))) if one == other => Settled::when(*one == who),
            _ => Settled::Open,
        }
    }

    /// Whether two persons are the same then, as far as the record says.
    fn same(&self, known: Person, asked: Person, at: Round) -> bool {
        match (known, asked) {
            (Person::Principal(who), Person::Holder(office))
            | (Person::Holder(office), Person::Principal(who)) => {
                self.holds(office, who, at) == Settled::Yes
            }
            _ => known == asked,
        }
    }
}

/// Who is recorded as put to death from this round on.
fn executed(fact: &Proposition, at: Round, after: Round) -> Option<Who> {
    match fact {
        Proposition::Fate { who: Person::Principal(who), is: Fate::Executed } if at >= after => {
            Some(*who)
        }
        _ => None,
    }
}
