//! The same question asked of another polity.
//!
//! Propositions name principals, offices and crises by index. A what-if may add or remove some, so
//! that indices move; ids do not.

use super::{Person, Proposition, Question};
use crate::polity::Counterparts;

impl Question {
    /// The same question about the polity that is `there`. What is not there never happens.
    ///
    /// Rounds are taken as they are: both calendars must start together and have equal rounds.
    #[must_use]
    pub fn asked_of(&self, there: &Counterparts) -> Self {
        let way = Way { there };
        Self {
            id: self.id.clone(),
            ask: self.ask.clone(),
            when: way.proposition(&self.when),
            given: self.given.as_ref().map(|given| way.proposition(given)),
        }
    }
}

struct Way<'a> {
    there: &'a Counterparts,
}

impl Way<'_> {
    fn proposition(&self, p: &Proposition) -> Proposition {
        self.known(p).unwrap_or(Proposition::Any(Vec::new()))
    }

    /// `None` where `p` names something that is not there.
    fn known(&self, p: &Proposition) -> Option<Proposition> {
        use Proposition as P;
        let each = |all: &[P]| all.iter().map(|p| self.proposition(p)).collect();
        Some(match p {
            P::All(all) => P::All(each(all)),
            P::Any(all) => P::Any(each(all)),
            P::Not(p) => P::Not(Box::new(self.proposition(p))),
            P::FirstToFall { who, among } => P::FirstToFall {
                who: self.person(*who)?,
                among: among
                    .as_ref()
                    .map(|all| all.iter().filter_map(|who| self.there.principal(*who)).collect()),
            },
            P::Fell { who, before } => P::Fell { who: self.person(*who)?, before: *before },
            P::Fate { who, is } => P::Fate { who: self.person(*who)?, is: *is },
            P::Leads { who, at } => P::Leads { who: self.person(*who)?, at: *at },
            P::Paramount { who, by } => P::Paramount { who: self.person(*who)?, by: *by },
            P::Holds { office, who, at } => {
                P::Holds { office: self.there.office(*office)?, who: self.person(*who)?, at: *at }
            }
            P::Lives { who, at } => P::Lives { who: self.person(*who)?, at: *at },
            P::Influence { of, at, bound } => {
                P::Influence { of: self.person(*of)?, at: *at, bound: *bound }
            }
            P::Standing { of, at, bound } => {
                P::Standing { of: self.person(*of)?, at: *at, bound: *bound }
            }
            P::Indicator { of, at, bound } => {
                P::Indicator { of: self.there.indicator(*of)?, at: *at, bound: *bound }
            }
            P::Showdown { against, between, survives, heard, first } => P::Showdown {
                against: self.person(*against)?,
                between: *between,
                survives: *survives,
                heard: *heard,
                first: *first,
            },
            P::Opposed { who, whom, between } => {
                P::Opposed { who: self.person(*who)?, whom: self.person(*whom)?, between: *between }
            }
            P::Executions { after, at_least } => {
                P::Executions { after: *after, at_least: *at_least }
            }
            P::Fired(crisis) => P::Fired(self.there.crisis(*crisis)?),
            P::Chosen(crisis, option) => {
                let there = self.there.option(*crisis, *option)?;
                P::Chosen(self.there.crisis(*crisis)?, there)
            }
            P::LineTurns { issue, between, at_least } => {
                let issue = self.there.issue(*issue)?;
                P::LineTurns { issue, between: *between, at_least: *at_least }
            }
            P::Plots { between, against, by, at_least } => {
                // Someone who is not there is not the same as nobody in particular.
                let named = |p: &Option<Person>| match p {
                    None => Some(None),
                    Some(p) => self.person(*p).map(Some),
                };
                P::Plots {
                    between: *between,
                    against: named(against)?,
                    by: named(by)?,
                    at_least: *at_least,
                }
            }
        })
    }

    fn person(&self, person: Person) -> Option<Person> {
        match person {
            Person::Principal(who) => self.there.principal(who).map(Person::Principal),
            Person::Holder(office) => self.there.office(office).map(Person::Holder),
        }
    }
}
