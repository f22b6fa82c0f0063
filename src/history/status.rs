//! Where a figure stands in a round: seated, outside, fallen, dead.

use crate::engine::{Fate, Occurrence};
use crate::polity::{Round, Who};

use super::Account;

/// Where a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Sits in an organ of principals.
    Member,
    /// Active, without a seat.
    Outside,
    /// Not yet in politics at the top.
    Bench,
    /// Brought down.
    Fallen(Fate),
    /// Died a natural death.
    Dead,
}

impl Status {
    /// Its key in tables and `outcome.json`: `member`, `outside`, `bench`, `dead`, or a fate.
    pub fn id(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Outside => "outside",
            Self::Bench => "bench",
            Self::Fallen(fate) => fate.id(),
            Self::Dead => "dead",
        }
    }

    /// Whether a figure in this state still counts at the top.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Member | Self::Outside)
    }
}

impl Account<'_> {
    /// Where a figure stands at the end of a round. Seats taken in play are known from the
    /// events, which a run always keeps.
    pub fn status(&self, who: Who, round: Round) -> Status {
        if self.log.deaths.iter().any(|&(dead, at)| dead == who && at <= round) {
            return Status::Dead;
        }
        let fell = |f: &&crate::engine::Fall| f.who == who && f.at <= round && f.fate.is_fall();
        if let Some(fall) = self.log.falls.iter().rev().find(fell) {
            return Status::Fallen(fall.fate);
        }
        if self.is_seated(who, round) {
            return Status::Member;
        }
        if self.influence(round, who) > 0.0 { Status::Outside } else { Status::Bench }
    }

    /// The round in which a figure left for good, dead or brought down.
    pub fn left(&self, who: Who) -> Option<Round> {
        let deaths = self.log.deaths.iter().filter(|(dead, _)| *dead == who).map(|(_, at)| *at);
        let falls = self.log.falls.iter().filter(|fall| fall.who == who && fall.fate.is_fall());
        deaths.chain(falls.map(|fall| fall.at)).min()
    }

    fn is_seated(&self, who: Who, round: Round) -> bool {
        let from_the_start = self.polity.principals.get(who).is_some_and(|p| p.seat.is_some());
        from_the_start
            || self.log.events.iter().any(|event| {
                event.at <= round
                    && matches!(event.what, Occurrence::Seated { who: seated, .. } if seated == who)
            })
    }
}
