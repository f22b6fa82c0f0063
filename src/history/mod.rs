//! What one play leaves: its outcome, its tables, its chronicle in words, its page.
//!
//! Everything here reads an [`Account`]: one log with what is needed to tell it. Nothing here
//! writes a file or draws a random number; the same account gives the same text.

mod account;
mod chronicle;
mod columns;
mod deed;
mod departure;
mod discussion;
mod events;
mod fingerprint;
mod outcome;
mod page;
mod report;
mod status;
mod summary;
mod tables;
mod words;

#[cfg(test)]
mod fixture;

pub use account::{Account, Answer, Fact, SourceNote, Subject, in_prose};
pub use chronicle::{Chronicle, Line, Month, Year, chronicle, plain_markdown};
pub use columns::{cut, pad, pad_left, set, width_of};
pub use deed::{away, deed, deed_undone, stepping_in};
pub use departure::{Departure, departure};
pub use discussion::discussion;
pub use events::events_jsonl;
pub use fingerprint::{canonical, fingerprint};
pub use outcome::{
    CrisisLine, DeathLine, FallLine, Final, Leader, Outcome, QuestionLine, Service, ShowdownLine,
    StageLine, outcome,
};
pub use page::page;
pub use report::{Picture, report};
pub use status::Status;
pub use summary::summary;
pub use tables::{indicators_csv, influence_csv};
pub use words::{capital, cited, list, stopped, the};
