//! The same question asked of another polity.
//!
//! Propositions name principals, offices and crises by index. A what-if may add or remove some, so
//! that indices move; ids do not.

use super::{Person, Proposition, Question};
use crate::polity::{CrisisIx, OfficeIx, Polity, Who};

impl Question {
    /// The same question about `to`, where it was put about `from`. What is named there by an id
    /// that `to` does not know never happens.
    ///
    /// Rounds are taken as they are: both calendars must start together and have equal rounds.
    #[must_use]
    pub fn asked_of(&self, from: &Polity, to: &Polity) -> Self {
        let way = Way { from, to };
        Self {
            id: self.id.clone(),
            ask: self.ask.clone(),
            when: way.proposition(&self.when),
            given: self.given.as_ref().map(|given| way.proposition(given)),
        }
    }
}

struct Way<'a> {
    from: &'a Polity,
    to: &'a Polity,
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
                among: among.as_ref().map(|all| all.iter().filter_map(|w| self.who(*w)).collect()),
            },
            P::Fell { who, before } => P::Fell { who: self.person(*who)?, before: *before },
            P::Fate { who, is } => P::Fate { who: self.person(*who)?, is: *is },
            P::Leads { who, at } => P::Leads { who: self.person(*who)?, at: *at },
            P::Paramount { who, by } => P::Paramount { who: self.person(*who)?, by: *by },
            P::Holds { office, who, at } => {
                P::Holds { office: self.office(*office)?, who: self.person(*who)?, at: *at }
            }
            P::Influence { of, at, bound } => {
                P::Influence { of: self.person(*of)?, at: *at, bound: *bound }
            }
            P::Standing { of, at, bound } => {
                P::Standing { of: self.person(*of)?, at: *at, bound: *bound }
            }
            P::Indicator { of, at, bound } => {
                let id = &self.from.indicators[*of].id;
                let of = self.to.indicators.iter().position(|i| i.id == *id)?;
                P::Indicator { of, at: *at, bound: *bound }
            }
            P::Showdown { against, between, survives } => P::Showdown {
                against: self.person(*against)?,
                between: *between,
                survives: *survives,
            },
            P::Opposed { who, whom, between } => {
                P::Opposed { who: self.person(*who)?, whom: self.person(*whom)?, between: *between }
            }
            P::Executions { after, at_least } => {
                P::Executions { after: *after, at_least: *at_least }
            }
            P::Fired(crisis) => P::Fired(self.crisis(*crisis)?),
            P::Chosen(crisis, option) => {
                let id = &self.from.crises[*crisis].options[*option].id;
                let crisis = self.crisis(*crisis)?;
                let option = self.to.crises[crisis].options.iter().position(|o| o.id == *id)?;
                P::Chosen(crisis, option)
            }
            P::LineTurns { issue, between, at_least } => {
                let id = &self.from.issues[*issue].id;
                let issue = self.to.issues.iter().position(|i| i.id == *id)?;
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
            Person::Principal(who) => self.who(who).map(Person::Principal),
            Person::Holder(office) => self.office(office).map(Person::Holder),
        }
    }

    fn who(&self, who: Who) -> Option<Who> {
        let id = &self.from.principals[who].id;
        self.to.principals.iter().position(|p| p.id == *id)
    }

    fn office(&self, office: OfficeIx) -> Option<OfficeIx> {
        let id = &self.from.offices[office].id;
        self.to.offices.iter().position(|o| o.id == *id)
    }

    fn crisis(&self, crisis: CrisisIx) -> Option<CrisisIx> {
        let id = &self.from.crises[crisis].id;
        self.to.crises.iter().position(|c| c.id == *id)
    }
}
