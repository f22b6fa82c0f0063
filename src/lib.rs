//! Interregnum: a counterfactual succession simulator.
//!
//! A leader dies and leaves no heir. A *scenario* says who is there, what they hold and what the rules are; the *engine*
//! plays what may come of it, month by month, from interests, offices, coalitions, crises and chance. Every draw of
//! chance is keyed by what it is for, so that two histories which differ in one thing share all other luck.
//!
//! # One history
//!
//! ```
//! use interregnum::engine::{Detail, Luck, play};
//! use interregnum::scenario::{Scenario, ScenarioName};
//!
//! let scenario = Scenario::load(&ScenarioName::parse("ussr-1953"), &[])?;
//! let values = scenario.polity.ledger.central();
//! let luck = Luck { seed: 1953, history: 0, branch: 0 };
//! let log = play(&scenario.polity, &values, luck, Detail::Light);
//!
//! // One row of measures for each month, and an answer to each question.
//! assert_eq!(log.measures.influence.len(), 142);
//! for question in &scenario.questions {
//!     let answer = match question.answer(&scenario.polity, &log) {
//!         Some(true) => "yes",
//!         Some(false) => "no",
//!         None => "not asked of this history",
//!     };
//!     println!("{} {answer}", question.ask);
//! }
//! # Ok::<(), interregnum::scenario::Findings>(())
//! ```
//!
//! An edit is given as `--set` takes it: `&["principals.beria.dread=0.3".to_owned()]` in place of `&[]`. The same
//! arguments give the same log on every machine.
//!
//! # Rooms
//!
//! | room | what it holds |
//! |---|---|
//! | [`polity`] | the world as plain data, and the list of the engine's coefficients |
//! | [`chance`] | every random draw |
//! | [`statistics`] | intervals, paired differences, bounds, quantiles |
//! | [`theory`] | the ultimate ruling coalition |
//! | [`engine`] | plays one history |
//! | [`question`] | propositions about a history |
//! | [`history`] | what a play leaves, as data and in words |
//! | [`scenario`] | TOML as written, checked into a polity |
//! | [`ensemble`] | many histories |
//! | [`counterfactual`] | what-ifs: twins under the same luck |
//! | [`sensitivity`] | what an answer hangs on, and how wrong a number would have to be |
//! | [`chart`] | figures |
//! | [`assess`] | how the histories stand to what happened |
//! | [`cli`] | the command line |
//!
//! Imports run downwards only, from the bottom of this list to its top. What the model does is written in
//! `docs/model.md`, and why not otherwise in `docs/design.md`.
#![warn(missing_docs, clippy::unwrap_used)]

pub mod assess;
pub mod chance;
pub mod chart;
pub mod cli;
pub mod counterfactual;
pub mod engine;
pub mod ensemble;
pub mod history;
pub mod polity;
pub mod question;
pub mod scenario;
pub mod sensitivity;
pub mod statistics;
pub mod theory;
