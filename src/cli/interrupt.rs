//! Ctrl-C: clears away what is half-written and ends with exit code 130.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Exit, output};

/// Folders being filled. Whoever holds the lock cannot be interrupted.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Whether something is under way that ends by itself when it is asked to.
static ASKED_FIRST: AtomicBool = AtomicBool::new(false);
/// Whether it has been asked.
static ASKED: AtomicBool = AtomicBool::new(false);

fn unfinished() -> MutexGuard<'static, Vec<PathBuf>> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the program with exit code 130 on Ctrl-C, once nothing half-written is left. Where the
/// system does not allow that, Ctrl-C does what it does by default.
pub(super) fn watch() {
    let _ = ctrlc::set_handler(|| {
        if ASKED_FIRST.load(Ordering::SeqCst) && !ASKED.swap(true, Ordering::SeqCst) {
            return;
        }
        let folders = unfinished();
        for folder in folders.iter() {
            output::clear_stage(folder);
        }
        std::process::exit(i32::from(Exit::Interrupted as u8));
    });
}

/// From now on, an interruption removes this folder.
pub(super) fn clear_if_interrupted(folder: &Path) {
    unfinished().push(folder.to_owned());
}

/// Does what must not be interrupted halfway, after which the folder is no longer ours to clear.
pub(super) fn uninterrupted<T>(folder: &Path, work: impl FnOnce() -> T) -> T {
    let mut folders = unfinished();
    let done = work();
    folders.retain(|other| other != folder);
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
