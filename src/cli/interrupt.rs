//! Ctrl-C, and what else asks the program to end: clears away what is half-written and ends with
//! exit code 130.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Exit, output};

/// Folders being filled. Whoever holds the lock cannot be interrupted.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// How often a folder is cleared that somebody is filling.
const TRIES: usize = 1000;

/// Whether something is under way that ends by itself when it is asked to.
static ASKED_FIRST: AtomicBool = AtomicBool::new(false);
/// Whether it has been asked.
static ASKED: AtomicBool = AtomicBool::new(false);

/// What to say of an interruption that ends the program at once; nothing where a command says it
/// itself, or has something in place.
static TOLD: Mutex<Option<&str>> = Mutex::new(None);

fn told() -> MutexGuard<'static, Option<&'static str>> {
    TOLD.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the program with exit code 130 on Ctrl-C, when it is told to terminate and when its terminal
/// goes away, once nothing half-written is left. Where the system does not allow that, each does
/// what it does by default; so it is under `nohup`, which is there to let a terminal go.
pub(super) fn watch() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if ignores_hangup(&status) {
        return;
    }
    let _ = ctrlc::set_handler(|| {
        if ASKED_FIRST.load(Ordering::SeqCst) && !ASKED.swap(true, Ordering::SeqCst) {
            return;
        }
        let folders = unfinished();
        for folder in folders.iter() {
            // Whoever fills it goes on until he finds it gone.
            for _ in 0..TRIES {
                output::clear_stage(folder);
                if !folder.exists() {
                    break;
                }
            }
        }
        if let Some(told) = *told() {
            // A bar may stand in the line.
            let clear = if io::stderr().is_terminal() { "\r\x1b[2K" } else { "" };
            let _ = writeln!(io::stderr(), "{clear}{told}");
        }
        std::process::exit(i32::from(Exit::Interrupted as u8));
    });
}

/// Whether a process with this status, as Linux tells it, ignores that its terminal goes away: the
/// lowest bit of the signals it ignores.
fn ignores_hangup(status: &str) -> bool {
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored
        .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & 1 == 1)
}

/// Says what an interruption has come to, of a command that writes all it finds at its end: from now
/// on, until its files are in place.
pub(super) fn nothing_is_written() {
    *told() = Some("interrupted; nothing was written");
}

/// Makes a folder that an interruption removes; none comes in between.
///
/// # Errors
/// Whatever making it says.
pub(super) fn clear_if_interrupted(
    make: impl FnOnce() -> io::Result<PathBuf>,
) -> io::Result<PathBuf> {
    let mut folders = unfinished();
    let folder = make()?;
    folders.push(folder.clone());
    Ok(folder)
}

/// Hands on what came of filling a folder, unless an interruption clears it away at this moment:
/// then the program ends, and nothing is said of what was not found.
pub(super) fn unless_interrupted<T>(done: T) -> T {
    drop(unfinished());
    done
}

/// Does what must not be interrupted halfway, after which the folder is no longer ours to clear.
pub(super) fn uninterrupted<T>(folder: &Path, work: impl FnOnce() -> T) -> T {
    let mut folders = unfinished();
    let done = work();
    folders.retain(|other| other != folder);
    *told() = None;
    done
}

/// Whether an interruption has asked what is under way to end.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Does what looks at [`asked`] and ends by itself when it is. A second interruption ends the
/// program at once.
pub(super) fn asked_first<T>(work: impl FnOnce() -> T) -> T {
    ASKED_FIRST.store(true, Ordering::SeqCst);
    let done = work();
    ASKED_FIRST.store(false, Ordering::SeqCst);
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_may_go_where_that_is_ignored() {
        let status = |mask: &str| format!("Name:\tx\nSigIgn:\t{mask}\nSigCgt:\t0000000000000001\n");
        assert!(ignores_hangup(&status("0000000000000001")));
        assert!(ignores_hangup(&status("0000000000001007")));
        assert!(!ignores_hangup(&status("0000000000001006")));
        assert!(!ignores_hangup(""));
    }
}
