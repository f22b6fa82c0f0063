//! What befalls the leaders, and what they may set going.

use super::{
    BaseIx, Capacity, CrisisIx, IndicatorIx, IssueIx, Num, OfficeIx, OrganIx, Round, Trait,
};

/// An event that asks for a decision, or an initiative that someone may take.
#[derive(Clone, Debug, PartialEq)]
pub struct Crisis {
    /// Key in the scenario.
    pub id: String,
    /// Name, for pages and charts.
    pub name: String,
    /// What happens, in a sentence or two, for the chronicle.
    pub text: String,
    /// Source keys, printed in the chronicle.
    pub cite: Vec<String>,
    /// When it comes.
    pub trigger: Trigger,
    /// Months before it can come again; `None`: it comes once.
    pub again_after: Option<usize>,
    /// Who decides. `None`: nobody, it only has effects.
    pub decider: Option<Decider>,
    /// What follows from its coming, whatever is decided.
    pub effects: Vec<Effect>,
    /// What can be done about it; empty exactly when there is no decider.
    pub options: Vec<Way>,
}

/// When a crisis comes.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// First and last round in which it can come.
    pub window: (Round, Round),
    /// All must hold.
    pub when: Vec<Condition>,
    /// `Some`: chance a month, in `[0, 1]`, while the conditions hold within the window.
    /// `None`: once, in a month drawn from the window (the first after it in which the conditions
    /// hold).
    pub hazard: Option<Num>,
    /// True: it does not come, someone with the power to speak for the line must take it up.
    pub initiative: bool,
    /// True: at this event, organs of cadres renew their seats (a congress).
    pub congress: bool,
}

/// Something that must hold for a crisis to come.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// A measured number lies above the bound.
    Above(Measured, Num),
    /// A measured number lies below the bound.
    Below(Measured, Num),
    /// The crisis has come.
    Fired(CrisisIx),
    /// The crisis has not come.
    NotFired(CrisisIx),
    /// This option was chosen when the crisis last came.
    Chosen(CrisisIx, usize),
    /// At least so many months have passed since the crisis came.
    Since(CrisisIx, usize),
    /// The office is held.
    Held(OfficeIx),
}

/// A number a condition can look at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// An indicator.
    Indicator(IndicatorIx),
    /// The line on an issue.
    Line(IssueIx),
    /// Influence of whoever leads.
    Lead,
}

/// Who decides a crisis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decider {
    /// The members of the organ of principals, by vote weighted by influence.
    Organ(OrganIx),
    /// Whoever holds the office; its organ if vacant.
    Office(OfficeIx),
}

/// One way to answer a crisis.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Key in the scenario.
    pub id: String,
    /// Name, for prose: "send in troops".
    pub name: String,
    /// Where it stands on issues, each in `[-1, 1]`.
    pub stance: Vec<(IssueIx, Num)>,
    /// Chance that it comes off, in `[0, 1]`.
    pub success: Num,
    /// What helps or hinders it: logit per unit of the indicator above or below one half.
    pub helped_by: Vec<(IndicatorIx, Num)>,
    /// How daring it is, in `[0, 1]`: men of resolve lean to it.
    pub daring: Num,
    /// What follows from choosing it, whether it comes off or not.
    pub effects: Vec<Effect>,
    /// What follows when it comes off.
    pub success_way: WayOut,
    /// What follows when it does not.
    pub failure_way: WayOut,
}

/// How an option ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WayOut {
    /// For the chronicle; may be empty.
    pub text: String,
    /// What follows.
    pub effects: Vec<Effect>,
}

/// A pole of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pole {
    /// At -1.
    Low,
    /// At 1.
    High,
}

/// Whom an effect reaches. Never a name: offices, traits and arguments only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Selector {
    /// Whoever holds the office.
    Office(OfficeIx),
    /// Those who argued for the option, in proportion to their part.
    ArguedFor,
    /// Those who argued against it, in proportion to their part.
    ArguedAgainst,
    /// Everyone, scaled by the trait less one half, times two.
    Trait(Trait),
    /// Everyone active.
    Everyone,
}

/// What an event does.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Adds to an indicator.
    Indicator(IndicatorIx, Num),
    /// Adds to how well a pole of an issue is doing.
    Performance(IssueIx, Pole, Num),
    /// Moves the line.
    Line(IssueIx, Num),
    /// Multiplies a base's weight.
    Weight(BaseIx, Num),
    /// Adds to a capacity of a base.
    Capacity(BaseIx, Capacity, Num),
    /// Adds to the support of cadres: of one base, or of all.
    Support(Selector, Option<BaseIx>, Num),
    /// Adds to standing.
    Standing(Selector, Num),
    /// Adds to the trust of the first in the second.
    Trust(Selector, Selector, Num),
    /// Adds to the seats of the organ of principals, or takes from them, in whole seats.
    Seats(Num),
    /// Adds to the norm of terror.
    Terror(Num),
    /// Adds to the norm of collegiality.
    Collegiality(Num),
    /// Adds to the norm of precedent.
    Precedent(Num),
    /// Multiplies the hazard of a crisis.
    Likelier(CrisisIx, Num),
    /// The crisis will not come.
    Block(CrisisIx),
}
