//! The same things in two polities, by what they are called.
//!
//! Tables are sorted by id, so that one thing more moves the indices of others. Whoever holds two
//! polities against each other goes by these.

use super::{CrisisIx, IndicatorIx, IssueIx, OfficeIx, OrganIx, Polity, Who};

/// Where what is in one polity is in another: the index there by the index here, `None` for what is
/// not there.
///
/// # Panics
/// An index that is none of the polity here is refused by a panic, but for principals: whoever rises
/// in play has one beyond theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counterparts {
    principals: Vec<Option<Who>>,
    offices: Vec<Option<OfficeIx>>,
    organs: Vec<Option<OrganIx>>,
    issues: Vec<Option<IssueIx>>,
    indicators: Vec<Option<IndicatorIx>>,
    crises: Vec<Option<CrisisIx>>,
    /// By crisis, then by option; empty for a crisis that is not there.
    options: Vec<Vec<Option<usize>>>,
}

/// The places there of those that are here, by id.
fn places<T>(here: &[T], there: &[T], id: impl Fn(&T) -> &str) -> Vec<Option<usize>> {
    here.iter().map(|one| there.iter().position(|other| id(other) == id(one))).collect()
}

impl Counterparts {
    /// Where what is `here` is `there`.
    pub fn new(here: &Polity, there: &Polity) -> Self {
        let crises = places(&here.crises, &there.crises, |crisis| &crisis.id);
        let options = (here.crises.iter().zip(&crises))
            .map(|(crisis, other)| match *other {
                Some(other) => {
                    places(&crisis.options, &there.crises[other].options, |option| &option.id)
                }
                None => Vec::new(),
            })
            .collect();
        Self {
            principals: places(&here.principals, &there.principals, |one| &one.id),
            offices: places(&here.offices, &there.offices, |one| &one.id),
            organs: places(&here.organs, &there.organs, |one| &one.id),
            issues: places(&here.issues, &there.issues, |one| &one.id),
            indicators: places(&here.indicators, &there.indicators, |one| &one.id),
            crises,
            options,
        }
    }

    /// A principal there; also `None` for whoever rose in play.
    pub fn principal(&self, who: Who) -> Option<Who> {
        self.principals.get(who).copied().flatten()
    }

    /// An office there.
    pub fn office(&self, office: OfficeIx) -> Option<OfficeIx> {
        self.offices[office]
    }

    /// An organ there.
    pub fn organ(&self, organ: OrganIx) -> Option<OrganIx> {
        self.organs[organ]
    }

    /// An issue there.
    pub fn issue(&self, issue: IssueIx) -> Option<IssueIx> {
        self.issues[issue]
    }

    /// An indicator there.
    pub fn indicator(&self, indicator: IndicatorIx) -> Option<IndicatorIx> {
        self.indicators[indicator]
    }

    /// A crisis there.
    pub fn crisis(&self, crisis: CrisisIx) -> Option<CrisisIx> {
        self.crises[crisis]
    }

    /// A crisis' option there.
    pub fn option(&self, crisis: CrisisIx, option: usize) -> Option<usize> {
        self.options[crisis].get(option).copied().flatten()
    }
}
