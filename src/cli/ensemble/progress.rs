//! How far an ensemble has come, on standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::interrupt;
use crate::ensemble::Watch;

/// A bar with rate and time left; hidden where standard error is no terminal. Stops on Ctrl-C.
pub(in crate::cli) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// From `done` histories to `runs`.
    pub(in crate::cli) fn new(done: u64, runs: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(runs), ProgressDrawTarget::stderr_with_hz(5));
        let style = "{bar:30} {human_pos} of {human_len} histories, {rate} a second, {eta} left";
        let rate = |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = write!(out, "{:.0}", state.per_sec());
        };
        let style = ProgressStyle::with_template(style).expect("a sound template");
        bar.set_style(style.with_key("rate", rate));
        bar.set_position(done);
        bar.reset_eta();
        Self { bar }
    }

    /// Takes the bar away.
    pub(in crate::cli) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn played(&self) {
        self.bar.inc(1);
    }

    fn stop(&self) -> bool {
        interrupt::asked()
    }
}
