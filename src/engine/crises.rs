//! When crises come, and which initiatives are open.

use super::state::Play;
use crate::polity::{Condition, CrisisIx, Measured, Round, Trigger};

/// When a crisis can come, whatever else it waits for.
///
/// Kept apart from the crisis, as all of them are looked at each month and few are in season.
#[derive(Clone, Copy, Debug)]
pub(super) struct Season {
    /// First and last round in which it can come, or come again. Within its window the first is
    /// drawn, unless it is a hazard.
    first: Round,
    last: Round,
    /// Whether somebody has to take it up.
    initiative: bool,
    /// The round in which an intervention makes it come.
    pub called: Option<Round>,
}

impl Season {
    /// The season that a scenario gives a crisis, and luck, a uniform draw.
    pub fn of(trigger: &Trigger, luck: f64) -> Self {
        let (from, last) = trigger.window;
        let dated = trigger.hazard.is_none() && !trigger.initiative;
        let wait = if dated { (luck * (last + 1 - from) as f64) as usize } else { 0 };
        Self { first: from + wait, last, initiative: trigger.initiative, called: None }
    }

    fn contains(&self, round: Round) -> bool {
        (self.first..=self.last).contains(&round)
    }

    /// It cannot come before this round.
    fn rest(&mut self, until: Round) {
        self.first = self.first.max(until);
    }

    /// Whether it can come no more by itself, from this round on.
    pub fn is_over(&self, round: Round) -> bool {
        self.first.max(round) > self.last
    }

    /// It can come no more.
    pub fn end(&mut self) {
        self.rest(Round::MAX);
    }
}

impl Play<'_> {
    /// Fires what is due this round.
    pub fn crises_turn(&mut self) {
        if self.k.with_crises < 0.5 {
            return;
        }
        let mut from = 0;
        while let Some(crisis) = self.next_in_season(from) {
            if self.due(crisis) {
                self.fire(crisis, None);
            }
            from = crisis + 1;
        }
    }

    /// The first crisis from this on that can come now by itself.
    fn next_in_season(&self, from: CrisisIx) -> Option<CrisisIx> {
        let now = self.round;
        let by_itself =
            |one: &Season| (one.contains(now) && !one.initiative) || one.called == Some(now);
        self.seasons[from..].iter().position(by_itself).map(|at| from + at)
    }

    /// Whether a crisis in season comes.
    fn due(&mut self, crisis: CrisisIx) -> bool {
        if self.seasons[crisis].called == Some(self.round) {
            return true;
        }
        if !self.conditions_hold(crisis) {
            return false;
        }
        self.polity.crises[crisis].trigger.hazard.is_none_or(|hazard| {
            let state = &mut self.crises[crisis];
            let chance = (self.values[hazard] * state.likelier).clamp(0.0, 0.999);
            state.wear -= libm::log1p(-chance) * self.months;
            state.wear > state.threshold
        })
    }

    /// Whether everything a crisis waits for holds.
    fn conditions_hold(&self, crisis: CrisisIx) -> bool {
        let measured = |what: Measured| match what {
            Measured::Indicator(at) => self.indicators[at],
            Measured::Line(at) => self.issues[at].line,
            Measured::Lead => self.leaders[self.first()].influence,
        };
        self.polity.crises[crisis].trigger.when.iter().all(|condition| match *condition {
            Condition::Above(what, bound) => measured(what) > self.values[bound],
            Condition::Below(what, bound) => measured(what) < self.values[bound],
            Condition::Fired(other) => self.crises[other].fired.is_some(),
            Condition::NotFired(other) => self.crises[other].fired.is_none(),
            Condition::Chosen(other, option) => self.crises[other].chosen == Some(option),
            Condition::Since(other, months) => self.crises[other]
                .fired
                .is_some_and(|at| (self.round - at) as f64 * self.months >= months as f64),
            Condition::Held(office) => self.offices[office].holder.is_some(),
        })
    }

    /// Whether somebody could take up this initiative now.
    pub fn initiative_open(&self, crisis: CrisisIx) -> bool {
        let season = &self.seasons[crisis];
        season.initiative && season.contains(self.round) && self.conditions_hold(crisis)
    }

    /// Notes that a crisis comes now: it comes again after its pause, if it has one.
    pub fn come(&mut self, crisis: CrisisIx) {
        self.crises[crisis].fired = Some(self.round);
        match self.polity.crises[crisis].again_after {
            None => self.seasons[crisis].end(),
            Some(months) => {
                let short = |&passed: &Round| (passed as f64) * self.months < months as f64;
                let pause = (0..).take_while(short).count();
                self.seasons[crisis].rest(self.round + pause);
            }
        }
    }
}
