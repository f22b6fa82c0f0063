//! What is played, what is asked, and which numbers move.

use crate::chance::{Luck, quantile};
use crate::engine::{Detail, play};
use crate::polity::{Ledger, Num, Parameters, Polity, Quantity, Spread, Values};
use crate::question::Question;

/// How far a coefficient of the engine without a range of its own moves, of its value.
const PARAMETER_REACH: f64 = 0.5;

/// A number that moves.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Where it stands: `principals.beria.dread`.
    pub path: String,
    /// Lower end of its range; of a bell curve what 2.5 in 100 lie below.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// What a single run uses.
    pub central: f64,
    /// Least and greatest valid value.
    pub valid: (f64, f64),
    num: Num,
    quantity: Quantity,
}

impl Factor {
    /// Whether it is drawn from a bell curve: then 1 in 20 lie beyond its ends.
    pub fn is_bell(&self) -> bool {
        matches!(self.quantity.spread, Spread::Normal { .. })
    }
}

/// A number that was to move and cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Where it stands.
    pub path: String,
    /// Why it cannot, in words.
    pub why: String,
}

/// What is played and which numbers move. All other numbers keep their central values.
#[derive(Clone, Debug)]
pub struct Inquiry<'a> {
    polity: &'a Polity,
    questions: &'a [Question],
    seed: u64,
    central: Values,
    factors: Vec<Factor>,
    skipped: Vec<Skipped>,
}

impl<'a> Inquiry<'a> {
    /// All ranges of a world move; with `parameters`, the engine's coefficients too, switches
    /// apart, by half their value either way where they have no range of their own.
    pub fn new(polity: &'a Polity, questions: &'a [Question], seed: u64, parameters: bool) -> Self {
        let ledger = &polity.ledger;
        let mut inquiry = Self {
            polity,
            questions,
            seed,
            central: ledger.central(),
            factors: Vec::new(),
            skipped: Vec::new(),
        };
        for (num, quantity) in ledger.iter().filter(|(_, q)| q.spread != Spread::Fixed) {
            inquiry.enter(num, quantity.clone());
        }
        if parameters {
            inquiry.enter_parameters(ledger);
        }
        inquiry
    }

    fn enter_parameters(&mut self, ledger: &Ledger) {
        let all = Parameters::SPEC.iter().zip(&self.polity.parameters);
        for (spec, num) in all.filter(|(spec, _)| !spec.is_switch()) {
            let quantity = ledger.quantity(*num);
            if quantity.spread != Spread::Fixed {
                continue;
            }
            let (central, reach) = (quantity.central, PARAMETER_REACH * quantity.central.abs());
            let cut = |x: f64| x.clamp(spec.low, spec.high);
            let spread = Spread::Uniform { low: cut(central - reach), high: cut(central + reach) };
            self.enter(*num, Quantity { spread, ..quantity.clone() });
        }
    }

    fn enter(&mut self, num: Num, quantity: Quantity) {
        let (low, high) = match quantity.spread {
            Spread::Normal { .. } => (quantile(&quantity, 0.025), quantile(&quantity, 0.975)),
            _ => (quantile(&quantity, 0.0), quantile(&quantity, 1.0)),
        };
        let path = quantity.path.clone();
        if high <= low {
            let why = format!("its range has no width: from {low} to {high}");
            self.skipped.push(Skipped { path, why });
            return;
        }
        let (central, valid) = (quantity.central, quantity.valid);
        self.factors.push(Factor { path, low, high, central, valid, num, quantity });
    }

    /// Keeps only some of the numbers moving.
    pub fn keep(&mut self, keep: impl FnMut(&Factor) -> bool) {
        self.factors.retain(keep);
    }

    /// The numbers that move.
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// The numbers that were to move and cannot.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// What is asked of each history.
    pub fn questions(&self) -> &'a [Question] {
        self.questions
    }

    /// The seed of all luck, and of all designs.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The values of a history whose moving numbers lie at these shares of what they may be, each
    /// in `[0, 1]`, in the order of [`Inquiry::factors`].
    pub fn values(&self, at: &[f64]) -> Values {
        let mut values = self.central.clone();
        for (factor, u) in self.factors.iter().zip(at) {
            values.set(factor.num, quantile(&factor.quantity, *u));
        }
        values
    }

    /// The same with one number set to a value of its own.
    pub(super) fn values_with(&self, at: &[f64], factor: usize, value: f64) -> Values {
        let mut values = self.values(at);
        values.set(self.factors[factor].num, value);
        values
    }

    /// The answers of the history with these values and the luck of this number, by question;
    /// `None` where a question does not arise.
    pub fn answers(&self, values: &Values, history: u64) -> Vec<Option<bool>> {
        let luck = Luck { seed: self.seed, history, branch: 0 };
        let log = play(self.polity, values, luck, Detail::Light);
        self.questions.iter().map(|question| question.answer(self.polity, &log)).collect()
    }
}

/// How a question was answered in the histories of an inquiry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// With yes.
    pub yes: u64,
    /// With no.
    pub no: u64,
    /// Not at all: what is given did not hold.
    pub none: u64,
}

/// Whether it can be asked what an answer hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Yes.
    Varies,
    /// No: it is always the same.
    Always(bool),
    /// No: the question does not arise in every history.
    NotAlwaysAsked,
}

impl Answers {
    /// Counts one answer.
    pub fn add(&mut self, answer: Option<bool>) {
        match answer {
            Some(true) => self.yes += 1,
            Some(false) => self.no += 1,
            None => self.none += 1,
        }
    }

    /// Both counts together.
    pub fn and(self, other: Self) -> Self {
        Self { yes: self.yes + other.yes, no: self.no + other.no, none: self.none + other.none }
    }

    /// All histories.
    pub fn all(self) -> u64 {
        self.yes + self.no + self.none
    }

    /// Whether it can be asked what the answer hangs on.
    pub fn standing(self) -> Standing {
        match (self.yes, self.no, self.none) {
            (_, _, none) if none > 0 => Standing::NotAlwaysAsked,
            (_, 0, _) => Standing::Always(true),
            (0, _, _) => Standing::Always(false),
            _ => Standing::Varies,
        }
    }
}
