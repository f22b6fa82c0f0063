//! What a what-if makes happen on a date.

use super::{CrisisIx, Num, OfficeIx, Round, Who};

/// A dated intervention. It takes effect at the start of its round.
#[derive(Clone, Debug, PartialEq)]
pub struct Intervention {
    /// Key in the scenario.
    pub id: String,
    /// When.
    pub at: Round,
    /// What.
    pub deed: Deed,
}

/// What an intervention does.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// Sets numbers; those that have moved in play are set to the value where they now stand.
    Set(Vec<(Num, f64)>),
    /// Fills an office, or empties it.
    Office(OfficeIx, Option<Who>),
    /// Makes a crisis come or not, and settles what is chosen and how it ends.
    Crisis {
        /// Which.
        crisis: CrisisIx,
        /// `Some(true)`: comes in this round; `Some(false)`: will not come from now on.
        fires: Option<bool>,
        /// The option that will be chosen whenever it comes.
        option: Option<usize>,
        /// Whether it comes off.
        success: Option<bool>,
    },
    /// The principal dies.
    Dies(Who),
    /// The principal is ill or abroad until this round: he neither acts nor votes.
    Away(Who, Round),
}
