//! The folder beside its place in which output is made ready.

use std::collections::BTreeMap;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::super::interrupt;
use super::{about, is_plain, swap};

const PREFIX: &str = ".interregnum-";
/// Held by whoever works in a stage: one that nobody holds was left behind.
const LOCK: &str = "lock";
/// What is being done, and how to take it back.
const NOTE: &str = "note.json";

/// What is under way while files change places.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Note {
    /// Files in the stage's own folder. Those that were there are in `old`.
    Files {
        /// Those that were not there.
        made: Vec<String>,
        /// Those that were elsewhere below that folder, and where: there is no other copy.
        adopted: BTreeMap<String, String>,
    },
    /// The folder of this name beside the stage: it is in `old`.
    Folder(String),
}

/// How often a new stage is tried again, when another took it for one that was left behind.
const TRIES: usize = 8;

/// A stage, cleared away in the end.
pub(super) struct Stage {
    path: PathBuf,
    /// Held until the stage is gone.
    lock: Option<File>,
    /// Whether what was to be done is done.
    done: bool,
}

impl Stage {
    /// A new stage in this folder, after what others left behind there is cleared away.
    pub(super) fn within(folder: &Path) -> io::Result<Self> {
        clear(folder);
        let mut tries = 0;
        loop {
            let mut lock = None;
            let made = interrupt::clear_if_interrupted(|| {
                let dir = tempfile::Builder::new().prefix(PREFIX).tempdir_in(folder)?;
                lock = Some(locked(dir.path())?);
                Ok(dir.keep())
            });
            match made {
                Ok(path) => return Ok(Self { path, lock, done: false }),
                Err(e) if e.kind() == io::ErrorKind::NotFound && tries < TRIES => tries += 1,
                Err(e) => return Err(about(folder, &e)),
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Notes what is about to be done.
    pub(super) fn note(&self, note: &Note) -> io::Result<()> {
        let path = self.path().join(NOTE);
        // Put in place whole, so that it can be relied on if it is there.
        let new = self.path().join("note.new");
        let text = serde_json::to_vec(note)?;
        // Nobody has asked for a note: what is named is the folder it is about.
        let folder = self.path().parent().unwrap_or_else(|| Path::new("."));
        fs::write(&new, text).and_then(|()| fs::rename(&new, &path)).map_err(|e| about(folder, &e))
    }

    /// It is done: nothing is to be taken back.
    pub(super) fn done(mut self) {
        self.done = true;
        if fs::remove_file(self.path().join(NOTE)).is_err() {
            // Whoever finds it takes nothing back.
            let _ = self.note(&Note::Files { made: Vec::new(), adopted: BTreeMap::new() });
        }
    }
}

/// The lock of a new stage, held. Where files cannot be locked, nothing is taken for left behind
/// either.
///
/// # Errors
/// It cannot be made; or it is not found, as somebody took the stage for one that was left behind.
fn locked(stage: &Path) -> io::Result<File> {
    let place = stage.join(LOCK);
    let lock = File::create(&place)?;
    let taken = matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) || !place.exists();
    if taken { Err(io::ErrorKind::NotFound.into()) } else { Ok(lock) }
}

impl Drop for Stage {
    /// Takes back what is not done. What cannot be taken back stays for the next time.
    fn drop(&mut self) {
        let folder = self.path.parent().unwrap_or_else(|| Path::new("."));
        if self.done || taken_back(folder, &self.path).is_ok() {
            clear_away(&self.path, self.lock.take());
        }
    }
}

/// Removes a stage that nobody needs any more.
pub(in crate::cli) fn clear_stage(stage: &Path) {
    clear_away(stage, None);
}

/// Removes a stage: all else first, then its lock, so that whoever is killed on the way, or finds
/// something that cannot be removed, leaves one that the next run clears away.
fn clear_away(stage: &Path, lock: Option<File>) {
    let emptied = empty(stage);
    // Some systems remove no file that is open.
    drop(lock);
    if emptied {
        let _ = fs::remove_file(stage.join(LOCK));
        let _ = fs::remove_dir(stage);
    }
}

/// Removes all of a stage but its lock. Returns whether nothing else is left.
pub(super) fn empty(stage: &Path) -> bool {
    let Ok(entries) = fs::read_dir(stage) else { return false };
    let mut emptied = true;
    for entry in entries {
        let Ok(entry) = entry else { return false };
        let path = entry.path();
        let removed = if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            fs::remove_dir_all(path)
        } else if entry.file_name() == LOCK {
            Ok(())
        } else {
            fs::remove_file(path)
        };
        emptied &= removed.is_ok();
    }
    emptied
}

/// Takes back what was half done in stages that were left behind, and removes them. What cannot
/// be taken back stays for the next time.
pub(super) fn clear(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let stage = entry.path();
        let Ok(lock) = File::options().read(true).write(true).open(stage.join(LOCK)) else {
            // Killed before there was one, or after it was removed: there is nothing in it.
            let _ = fs::remove_dir(stage);
            continue;
        };
        if lock.try_lock().is_ok() && taken_back(folder, &stage).is_ok() {
            clear_away(&stage, Some(lock));
        }
    }
}

fn taken_back(folder: &Path, stage: &Path) -> io::Result<()> {
    let text = match fs::read(stage.join(NOTE)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    let old = stage.join("old");
    match serde_json::from_slice(&text)? {
        Note::Files { made, adopted } => {
            for (name, place) in adopted.iter().filter(|(a, b)| is_plain(a) && is_plain(b)) {
                swap::refuse_link(folder, name)?;
                swap::refuse_link(folder, place)?;
                let (name, place) = (folder.join(name), folder.join(place));
                let stands = |path: &Path| fs::symlink_metadata(path).is_ok();
                // What is still there was not moved yet.
                if !stands(&place) && stands(&name) {
                    place.parent().map_or(Ok(()), fs::create_dir_all)?;
                    fs::rename(name, place)?;
                }
            }
            for name in made.iter().filter(|name| is_plain(name)) {
                swap::refuse_link(folder, name)?;
                let _ = fs::remove_file(folder.join(name));
            }
            for name in below(&old)? {
                swap::refuse_link(folder, &name)?;
                fs::rename(old.join(&name), folder.join(&name))?;
            }
            Ok(())
        }
        Note::Folder(name) => {
            let place = folder.join(&name);
            let missing = is_plain(&name) && !place.exists() && old.is_dir();
            if missing { fs::rename(old, place) } else { Ok(()) }
        }
    }
}

/// Names of the files below a folder; of one that is not there, none.
fn below(folder: &Path) -> io::Result<Vec<String>> {
    fn look(root: &Path, at: &Path, names: &mut Vec<String>) -> io::Result<()> {
        for entry in fs::read_dir(at)? {
            let entry = entry?;
            let path: PathBuf = entry.path();
            if entry.file_type()?.is_dir() {
                look(root, &path, names)?;
            } else {
                let name = path.strip_prefix(root).expect("found below it");
                names.push(name.to_string_lossy().into_owned());
            }
        }
        Ok(())
    }
    let mut names = Vec::new();
    if folder.is_dir() {
        look(folder, folder, &mut names)?;
    }
    Ok(names)
}
