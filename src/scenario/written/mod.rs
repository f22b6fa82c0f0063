//! A scenario exactly as it is typed, with the places of what may be complained about.
//!
//! Nothing here is required, so that one missing key does not hide what is wrong elsewhere: the
//! walk over the schema has reported it before. Lists of effects, conditions and propositions
//! are strict, for the walk takes out whatever is wrong in them.

mod amount;
mod event;
mod proposition;

pub use amount::Amount;
pub use event::{ChosenOption, Condition, Effect};
pub use proposition::{Level, Proposition};

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A value with its place.
pub type Placed<T> = Spanned<T>;
/// A table by id; the ids carry their places.
pub type ById<T> = BTreeMap<Placed<String>, T>;
/// Numbers by id.
pub type Amounts = BTreeMap<Placed<String>, Amount>;

macro_rules! tables {
    ($( $(#[doc = $doc:literal])+ $name:ident { $( $(#[$meta:meta])* $field:ident: $kind:ty, )+ } )+) => {
        $(
            $(#[doc = $doc])+
            ///
            #[doc = "Its keys are explained in the schema."]
            #[derive(Clone, Debug, Default, Deserialize)]
            #[serde(deny_unknown_fields, default)]
            pub struct $name { $( $(#[$meta])* pub $field: $kind, )+ }
        )+
    };
}

tables! {
    /// The whole file, after overlays and edits.
    Scenario {
        scenario: Head,
        calendar: Calendar,
        sources: ById<Source>,
        principals: ById<Principal>,
        bases: ById<Base>,
        cadres: ById<Cadres>,
        offices: ById<Office>,
        organs: ById<Organ>,
        issues: ById<Issue>,
        indicators: ById<Indicator>,
        crises: ById<Crisis>,
        norms: Norms,
        trust: ById<Amounts>,
        files: ById<Amounts>,
        parameters: Amounts,
        record: ById<Recorded>,
        questions: ById<Question>,
        whatif: Option<WhatIf>,
        interventions: ById<Intervention>,
    }
    /// `[scenario]`
    Head {
        title: String,
        summary: String,
    }
    /// `[calendar]`
    Calendar {
        start: Option<Placed<String>>,
        rounds: Option<Placed<usize>>,
        round: Option<String>,
    }
    /// `[sources.ID]`
    Source {
        title: String,
        note: String,
    }
    /// `[principals.ID]`
    Principal {
        name: String,
        short: Option<String>,
        born: Option<Amount>,
        frailty: Option<Amount>,
        contender: bool,
        colour: Option<String>,
        seat: Option<Placed<String>>,
        bench_from: Option<Placed<String>>,
        home: Option<Placed<String>>,
        ambition: Option<Amount>,
        cunning: Option<Amount>,
        resolve: Option<Amount>,
        dread: Option<Amount>,
        taint: Option<Amount>,
        appeal: Option<Amount>,
        rigidity: Option<Amount>,
        standing: Option<Amount>,
        engagement: Option<Amount>,
        positions: Amounts,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[bases.ID]`
    Base {
        name: String,
        weight: Option<Amount>,
        coercion: Option<Amount>,
        appointment: Option<Amount>,
        information: Option<Amount>,
        administration: Option<Amount>,
        publicity: Option<Amount>,
        command: Option<Amount>,
        after_fall: Option<Amount>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[cadres.ID]`
    Cadres {
        posts: Option<Placed<usize>>,
        slope: Option<Amount>,
        tenure: Option<Amount>,
        seats: ById<Seats>,
        patrons: Amounts,
        positions: Amounts,
        spread: Option<Amount>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[cadres.ID.seats]`, one organ
    Seats {
        voting: usize,
        candidates: usize,
    }
    /// `[offices.ID]`
    Office {
        name: String,
        heads: Option<Placed<String>>,
        holder: Option<Placed<String>>,
        opens: Option<Placed<String>>,
        closes: Option<Placed<String>>,
        filled_by: Option<Placed<String>>,
        responsibility: Option<Amount>,
        answers_for: Amounts,
        powers: Powers,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[offices.ID.powers]`
    Powers {
        appoint: Option<Amount>,
        appoint_in: Vec<Placed<String>>,
        command: Option<Amount>,
        convene: Vec<Placed<String>>,
        files: Option<Amount>,
        speak: Option<Amount>,
    }
    /// `[organs.ID]`
    Organ {
        name: String,
        sits: Option<String>,
        seats: Option<Placed<usize>>,
        renewal: Option<Amount>,
        majority: Option<Amount>,
        appeal_to: Option<Placed<String>>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[issues.ID]`
    Issue {
        name: String,
        low: String,
        high: String,
        line: Option<Amount>,
        pace: Option<Amount>,
        salience: Option<Amount>,
        decided_by: Option<Placed<String>>,
        judged_by: Amounts,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[indicators.ID]`
    Indicator {
        name: String,
        start: Option<Amount>,
        rest: Option<Amount>,
        reversion: Option<Amount>,
        drift: Option<Amount>,
        noise: Option<Amount>,
        pushed_by: Amounts,
        role: Option<Placed<String>>,
        colour: Option<String>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[crises.ID]`
    Crisis {
        name: String,
        text: String,
        from: Option<Placed<String>>,
        to: Option<Placed<String>>,
        when: Vec<Condition>,
        hazard: Option<Amount>,
        initiative: Option<Placed<bool>>,
        congress: bool,
        again_after: Option<usize>,
        decided_by: Option<Placed<String>>,
        effects: Vec<Effect>,
        options: ById<Choice>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[crises.ID.options.ID]`
    Choice {
        name: String,
        stance: Amounts,
        success: Option<Amount>,
        helped_by: Amounts,
        daring: Option<Amount>,
        effects: Vec<Effect>,
        on_success: WayOut,
        on_failure: WayOut,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `on_success` and `on_failure` of an option
    WayOut {
        text: String,
        effects: Vec<Effect>,
    }
    /// `[norms]`
    Norms {
        terror: Option<Amount>,
        terror_floor: Option<Amount>,
        collegiality: Option<Amount>,
        precedent: Option<Amount>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[record.ID]`
    Recorded {
        at: Option<Placed<String>>,
        window: Option<[Placed<String>; 2]>,
        when: Option<Proposition>,
        text: String,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[questions.ID]`
    Question {
        ask: String,
        when: Option<Proposition>,
        given: Option<Proposition>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[whatif]`
    WhatIf {
        rewrite: String,
        because: String,
        kind: Option<String>,
        asks: Vec<Placed<String>>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
    /// `[interventions.ID]`
    Intervention {
        at: Option<Placed<String>>,
        set: BTreeMap<Placed<String>, Placed<f64>>,
        office: Option<Placed<String>>,
        holder: Option<Placed<String>>,
        crisis: Option<Placed<String>>,
        fires: Option<bool>,
        option: Option<Placed<String>>,
        outcome: Option<String>,
        dies: Option<Placed<String>>,
        away: Option<Placed<String>>,
        until: Option<Placed<String>>,
        cite: Option<Vec<Placed<String>>>,
        judgement: Option<String>,
    }
}
