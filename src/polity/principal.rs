//! A named leader.

use super::{BaseIx, Num, OrganIx, Round};

/// A named leader, as he stands when the scenario opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Principal {
    /// Key in the scenario.
    pub id: String,
    /// Full name, for pages.
    pub name: String,
    /// Short name, for charts and prose.
    pub short: String,
    /// Colour as `#rrggbb`, if the scenario gives one.
    pub colour: Option<String>,
    /// Whether he is one of those whom the contest is about.
    pub contender: bool,
    /// The organ he sits in from the start, if any.
    pub seat: Option<OrganIx>,
    /// On the bench: the round from which he may be brought in. `None`: active from the start
    /// (with a seat, or outside the organ with an office).
    pub bench: Option<Round>,
    /// The base he comes from and brings clients of.
    pub home: Option<BaseIx>,
    /// Year of birth, for the hazard of dying.
    pub born: Num,
    /// Multiplies his hazard of dying; 1 by default.
    pub frailty: Num,
    /// Wish to rule, in `[0, 1]`.
    pub ambition: Num,
    /// Skill at reading others, in `[0, 1]`: his choices are less noisy.
    pub cunning: Num,
    /// Appetite for risk, in `[0, 1]`.
    pub resolve: Num,
    /// How feared he is, in `[0, 1]`.
    pub dread: Num,
    /// His share in past terror, in `[0, 1]`: what exposure and denunciation read.
    pub taint: Num,
    /// Popular touch, in `[0, 1]`.
    pub appeal: Num,
    /// How slowly he changes position, in `[0, 1]`.
    pub rigidity: Num,
    /// Prestige, in `[0, 1]`.
    pub standing: Num,
    /// Chance a month that he is there to act, in `[0, 1]`. At 0 he takes no action, joins no plot
    /// and lends no troops; he still votes and may be given office.
    pub engagement: Num,
    /// Position on each issue, in `[-1, 1]`.
    pub positions: Vec<Num>,
}

impl Principal {
    /// Whether a number is one of his own.
    #[must_use]
    pub fn has(&self, num: Num) -> bool {
        let life = [self.born, self.frailty, self.engagement, self.standing];
        let character = [self.ambition, self.cunning, self.resolve, self.dread, self.taint];
        let manner = [self.appeal, self.rigidity];
        [&life[..], &character, &manner, &self.positions]
            .into_iter()
            .flatten()
            .any(|own| *own == num)
    }
}

/// A trait that effects may be scaled by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trait {
    /// See [`Principal::ambition`].
    Ambition,
    /// See [`Principal::cunning`].
    Cunning,
    /// See [`Principal::resolve`].
    Resolve,
    /// See [`Principal::dread`].
    Dread,
    /// See [`Principal::taint`].
    Taint,
    /// See [`Principal::appeal`].
    Appeal,
    /// See [`Principal::rigidity`].
    Rigidity,
}

impl Trait {
    /// All traits, in their order.
    pub const ALL: [Self; 7] = [
        Self::Ambition,
        Self::Cunning,
        Self::Resolve,
        Self::Dread,
        Self::Taint,
        Self::Appeal,
        Self::Rigidity,
    ];

    /// Its key in a scenario.
    pub fn id(self) -> &'static str {
        ["ambition", "cunning", "resolve", "dread", "taint", "appeal", "rigidity"][self as usize]
    }
}
