//! How far playing has come, on standard error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::interrupt;
use crate::ensemble::Watch;
use crate::statistics::grouped;

/// Time between two lines where there is no bar.
const BETWEEN: Duration = Duration::from_secs(30);

/// A bar with rate and time left; where standard error is no terminal, a line from time to time.
/// Stops on Ctrl-C.
pub(super) struct Progress {
    bar: ProgressBar,
    plain: Option<Plain>,
}

/// What is to be played, and how much of it there is.
#[derive(Clone, Copy, Debug)]
struct Whole {
    /// Histories, or pairs.
    what: &'static str,
    /// How many were there before.
    from: u64,
    to: u64,
}

/// What the lines need.
struct Plain {
    whole: Whole,
    begun: Instant,
    /// How many were played here.
    played: AtomicU64,
    /// How many lines have been due.
    lines: AtomicU64,
}

impl Progress {
    /// From `done` to `runs` of what is played, which is named in the plural.
    #[expect(clippy::disallowed_methods, reason = "the clock decides only what is told on the way")]
    pub(super) fn new(what: &'static str, done: u64, runs: u64) -> Self {
        let whole = Whole { what, from: done, to: runs };
        let bar = ProgressBar::with_draw_target(Some(runs), ProgressDrawTarget::stderr_with_hz(5));
        let style = "{bar:30} {told}";
        let told = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            let _ = out.write_str(&told(whole, state.pos(), state.elapsed()));
        };
        let style = ProgressStyle::with_template(style).expect("a sound template");
        bar.set_style(style.with_key("told", told));
        bar.set_position(done);
        let plain = (!io::stderr().is_terminal()).then(|| Plain {
            whole,
            begun: Instant::now(),
            played: AtomicU64::new(0),
            lines: AtomicU64::new(0),
        });
        Self { bar, plain }
    }

    /// Takes the bar away.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watch for Progress {
    fn played(&self) {
        match &self.plain {
            Some(plain) => plain.played(),
            None => self.bar.inc(1),
        }
    }

    fn stop(&self) -> bool {
        interrupt::asked()
    }
}

impl Plain {
    fn played(&self) {
        let played = self.played.fetch_add(1, Ordering::Relaxed) + 1;
        let elapsed = self.begun.elapsed();
        let due = elapsed.as_secs() / BETWEEN.as_secs();
        // One of the threads says it.
        if self.lines.fetch_max(due, Ordering::Relaxed) < due {
            let told = told(self.whole, self.whole.from + played, elapsed);
            let _ = writeln!(io::stderr(), "{told}");
        }
    }
}

/// How far it has come after so long, in words. The rate is that of what was played here, without
/// what was there before.
fn told(whole: Whole, at: u64, elapsed: Duration) -> String {
    let Whole { what, from, to } = whole;
    let mut text = format!("{} of {} {what}", grouped(at), grouped(to));
    let (here, seconds) = (at.saturating_sub(from), elapsed.as_secs_f64());
    if here == 0 || seconds == 0.0 {
        return text;
    }
    let rate = here as f64 / seconds;
    let rate_told = if rate < 10.0 { format!("{rate:.1}") } else { grouped(rate.round() as u64) };
    let left = to.saturating_sub(at) as f64 / rate;
    let _ = write!(text, ", {rate_told} a second, {} left", time(left.ceil() as u64));
    text
}

/// A time in its two largest units.
fn time(seconds: u64) -> String {
    let (minutes, hours) = (seconds / 60, seconds / 3600);
    match (hours / 24, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, _) => format!("{minutes} min {} s", seconds % 60),
        (0, ..) => format!("{hours} h {} min", minutes % 60),
        (days, ..) => format!("{days} d {} h", hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_played_here_makes_the_rate() {
        let told = |from, at, to, seconds| {
            told(Whole { what: "histories", from, to }, at, Duration::from_secs(seconds))
        };
        assert_eq!(told(0, 0, 2000, 0), "0 of 2,000 histories");
        assert_eq!(told(1000, 1000, 2000, 5), "1,000 of 2,000 histories");
        let resumed = told(999_000, 1_000_000, 2_000_000, 2);
        assert_eq!(resumed, "1,000,000 of 2,000,000 histories, 500 a second, 33 min 20 s left");
        let slow = told(0, 3, 10, 2);
        assert_eq!(slow, "3 of 10 histories, 1.5 a second, 5 s left");
        assert_eq!(told(0, 10, 10, 1), "10 of 10 histories, 10 a second, 0 s left");
        let pairs = Whole { what: "pairs", from: 0, to: 8 };
        assert_eq!(
            super::told(pairs, 4, Duration::from_secs(2)),
            "4 of 8 pairs, 2.0 a second, 2 s left"
        );
    }

    #[test]
    fn a_time_has_its_two_largest_units() {
        let times = [(0, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (7320, "2 h 2 min")];
        for (seconds, words) in times.into_iter().chain([(180_000, "2 d 2 h")]) {
            assert_eq!(time(seconds), words);
        }
    }
}
