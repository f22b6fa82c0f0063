//! `interregnum watch`: checks and plays a file whenever it is saved, and says what changed.

mod look;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use clap::Args;

use crate::scenario::ScenarioName;

use super::whole::whole;
use super::{Exit, Failure, load, say};
use look::{Seen, Watched};

/// How long it waits before it looks again.
const PAUSE: Duration = Duration::from_millis(250);

/// What was typed after `watch`.
#[derive(Clone, Debug, Args)]
pub(super) struct Watch {
    /// The file to watch; what it extends is watched with it.
    #[arg(value_name = "FILE")]
    file: String,
    /// How many histories to play after each save, from 1 to 100,000.
    #[arg(long, value_name = "N", default_value_t = 200,
        allow_negative_numbers = true, value_parser = whole(1_u64, 100_000))]
    runs: u64,
    /// Seed of all luck.
    #[arg(long, value_name = "N", default_value_t = 1953, allow_negative_numbers = true, value_parser = whole(0_u64, u64::MAX))]
    seed: u64,
    /// Write the charts into this folder, beside whatever else is in it
    /// [default: output/watch-SCENARIO-SEED].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace what is in the folder even if another scenario left it.
    #[arg(long)]
    force: bool,
    /// Look once and end.
    #[arg(long)]
    once: bool,
}

/// Watches until Ctrl-C.
pub(super) fn watch(typed: &Watch) -> Result<(), Failure> {
    let ScenarioName::File(_) = ScenarioName::parse(&typed.file) else {
        // Of a word that names nothing it is said as everywhere.
        load::scenario(&typed.file, &[])?;
        let name = typed.file.escape_debug();
        return Err(Failure::new(
            Exit::Usage,
            format_args!(
                "error: `{name}` is built in, and does not change; `watch` takes a file\nhelp: `interregnum \
                 new mine --from {name}` makes a copy, and `interregnum watch mine.toml` watches it"
            ),
        ));
    };
    let mut watched = Watched::new(typed.clone());
    if typed.once {
        return match watched.settled()? {
            Seen::Broken(text) => Err(Failure::new(Exit::Scenario, text)),
            Seen::Played(text) => say(&text),
        };
    }
    loop {
        if let Some(Seen::Broken(text) | Seen::Played(text)) = watched.look()? {
            super::coloured(&text)?;
        }
        thread::sleep(PAUSE);
    }
}
