//! Writing files whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::interrupt;

/// Files by their path below a folder, with `/` between parts.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Where a folder of ours lists its own files: a history's, and that of a what-if.
const INVENTORIES: [&str; 2] = ["outcome.json", "summary.json"];

/// Makes `folder` hold these files in place of those of an earlier run. Files that no run wrote
/// stay. On an error everything is as it was before.
///
/// # Errors
/// Whatever the system says, with the path it says it about.
pub(super) fn replace(folder: &Path, files: &Files) -> io::Result<()> {
    // A link is followed, so that it stays a link.
    let folder = &fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    refuse_file(folder)?;
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent).map_err(|e| about(parent, &e))?;
    if folder.is_dir() && is_root_of_its_own(folder) {
        return add(folder, files);
    }
    let stage = stage(parent)?;
    let new = stage.path().join("new");
    fill(&new, files)?;
    if folder.is_dir() {
        let ours = inventory(folder);
        keep(folder, folder, &new, &ours)?;
    }
    interrupt::uninterrupted(stage.path(), || {
        let old = stage.path().join("old");
        let stood = folder.is_dir();
        if stood {
            fs::rename(folder, &old).map_err(|e| about(folder, &e))?;
        }
        fs::rename(&new, folder).map_err(|e| {
            if stood {
                let _ = fs::rename(&old, folder);
            }
            about(folder, &e)
        })
    })?;
    // What is left in the stage is the old folder.
    let _ = stage.close();
    Ok(())
}

/// Puts these files into `folder`, whatever else is in it. On an error everything is as it was
/// before.
///
/// # Errors
/// Whatever the system says, with the path it says it about.
pub(super) fn add(folder: &Path, files: &Files) -> io::Result<()> {
    refuse_file(folder)?;
    if !folder.exists() {
        return replace(folder, files);
    }
    let stage = stage(folder)?;
    let (new, old) = (stage.path().join("new"), stage.path().join("old"));
    fill(&new, files)?;
    let stale: Vec<String> =
        inventory(folder).into_iter().filter(|name| !files.contains_key(name)).collect();
    let done = interrupt::uninterrupted(stage.path(), || {
        let mut steps = Steps::default();
        let all = files.keys().map(|name| (name, true)).chain(stale.iter().map(|n| (n, false)));
        for (name, renewed) in all {
            let done =
                steps.swap(&folder.join(name), &old.join(name), renewed.then(|| new.join(name)));
            if let Err(e) = done {
                steps.undo();
                return Err(about(&folder.join(name), &e));
            }
        }
        Ok(())
    });
    let _ = stage.close();
    done
}

/// Moves that can be taken back.
#[derive(Default)]
struct Steps {
    moved: Vec<(PathBuf, PathBuf)>,
    made: Vec<PathBuf>,
}

impl Steps {
    /// Sets the file at `place` aside and puts the one at `new` there, if there is one.
    fn swap(&mut self, place: &Path, aside: &Path, new: Option<PathBuf>) -> io::Result<()> {
        if place.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder is in the way"));
        }
        if fs::symlink_metadata(place).is_ok() {
            if let Some(parent) = aside.parent() {
                fs::create_dir_all(parent)?;
            }
            self.go(place, aside)?;
        }
        let Some(new) = new else { return Ok(()) };
        if let Some(parent) = place.parent()
            && !parent.exists()
        {
            fs::create_dir_all(parent)?;
            self.made.push(parent.to_owned());
        }
        self.go(&new, place)
    }

    fn go(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        self.moved.push((from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn undo(self) {
        for (from, to) in self.moved.into_iter().rev() {
            let _ = fs::rename(to, from);
        }
        for folder in self.made.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn about(path: &Path, e: &io::Error) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", path.display()))
}

fn refuse_file(folder: &Path) -> io::Result<()> {
    if folder.exists() && !folder.is_dir() {
        let e = io::Error::new(io::ErrorKind::NotADirectory, "this is a file, not a folder");
        return Err(about(folder, &e));
    }
    Ok(())
}

/// Whether a folder cannot be moved: the root, or the one we stand in.
fn is_root_of_its_own(folder: &Path) -> bool {
    let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
    folder.parent().is_none() || here.starts_with(folder)
}

fn stage(parent: &Path) -> io::Result<TempDir> {
    let stage = tempfile::Builder::new()
        .prefix(".interregnum-")
        .tempdir_in(parent)
        .map_err(|e| about(parent, &e))?;
    interrupt::clear_if_interrupted(stage.path());
    Ok(stage)
}

fn fill(folder: &Path, files: &Files) -> io::Result<()> {
    fs::create_dir_all(folder).map_err(|e| about(folder, &e))?;
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|e| about(parent, &e))?;
        }
        fs::write(&path, bytes).map_err(|e| about(&path, &e))?;
    }
    Ok(())
}

/// Files that an earlier run wrote into a folder, by what it says of itself; only plain relative
/// names count.
fn inventory(folder: &Path) -> Vec<String> {
    let listed = INVENTORIES.iter().find_map(|name| {
        let bytes = fs::read(folder.join(name)).ok()?;
        let value = serde_json::from_slice::<serde_json::Value>(&bytes).ok()?;
        value.get("files")?.as_array().cloned()
    });
    let listed = listed.unwrap_or_default();
    let plain = |name: &String| {
        Path::new(name).components().all(|c| matches!(c, std::path::Component::Normal(_)))
            && !name.is_empty()
    };
    listed.iter().filter_map(|name| name.as_str().map(str::to_owned)).filter(plain).collect()
}

/// Copies into `new` whatever under `at` no run wrote.
fn keep(root: &Path, at: &Path, new: &Path, ours: &[String]) -> io::Result<()> {
    for entry in fs::read_dir(at).map_err(|e| about(at, &e))? {
        let path = entry.map_err(|e| about(at, &e))?.path();
        let below = path.strip_prefix(root).expect("found below it");
        let target = new.join(below);
        if path.is_dir() && !path.is_symlink() {
            keep(root, &path, new, ours)?;
        } else if !ours.iter().any(|name| Path::new(name) == below) && !target.exists() {
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).map_err(|e| about(parent, &e))?;
            }
            fs::copy(&path, &target).map_err(|e| about(&path, &e))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
