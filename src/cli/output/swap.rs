//! New files take the place of old ones.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::interrupt;
use super::about;
use super::stage::{Note, Stage};

/// Puts the folder `new` in the place of `folder`, or where nothing is yet.
pub(super) fn folders(stage: Stage, folder: &Path, new: &Path) -> io::Result<()> {
    let path = stage.path().to_owned();
    interrupt::uninterrupted(&path, || {
        put_in_place(&stage, folder, new)?;
        // What is left in the stage is the old folder. It goes before anybody can interrupt.
        stage.done();
        Ok(())
    })
    .map_err(|e| about(folder, &e))
}

fn put_in_place(stage: &Stage, folder: &Path, new: &Path) -> io::Result<()> {
    if !folder.is_dir() {
        return fs::rename(new, folder);
    }
    if exchanged(new, folder) {
        return Ok(());
    }
    // In two steps, with a note for whoever finds it between them.
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    stage.note(&Note::Folder(name.unwrap_or_default()))?;
    let old = stage.path().join("old");
    fs::rename(folder, &old)?;
    fs::rename(new, folder).inspect_err(|_| {
        let _ = fs::rename(&old, folder);
    })
}

/// Exchanges two folders in one step, where the system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchanged(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchanged(_: &Path, _: &Path) -> bool {
    false
}

/// Puts new files in the place of old ones in `folder`, and takes the `stale` ones out. `all` says
/// where each new file is, `adopted` where below `folder` those are that are not in the stage.
pub(super) fn files(
    stage: Stage,
    folder: &Path,
    all: &BTreeMap<String, PathBuf>,
    adopted: BTreeMap<String, String>,
    stale: Vec<String>,
) -> io::Result<()> {
    let old = stage.path().join("old");
    let path = stage.path().to_owned();
    let stands = |name: &&String| fs::symlink_metadata(folder.join(name)).is_ok();
    for name in all.keys().chain(&stale) {
        refuse_link(folder, name)?;
        if folder.join(name).is_dir() {
            let e = io::Error::new(io::ErrorKind::IsADirectory, "a folder is in the way");
            return Err(about(&folder.join(name), &e));
        }
    }
    interrupt::uninterrupted(&path, || {
        let made = all.keys().filter(|name| !stands(name)).cloned().collect();
        stage.note(&Note::Files { made, adopted })?;
        let mut steps = Steps::default();
        let new = all.iter().map(|(name, new)| (name, Some(new)));
        for (name, new) in new.chain(stale.iter().map(|name| (name, None))) {
            let place = folder.join(name);
            if let Err(e) = steps.swap(&place, &old.join(name), new) {
                steps.undo();
                return Err(about(&place, &e));
            }
        }
        // What is left in the stage goes before anybody can interrupt.
        stage.done();
        Ok(())
    })
}

/// Refuses a name that leads out of its folder through a link on the way.
pub(super) fn refuse_link(folder: &Path, name: &str) -> io::Result<()> {
    let mut at = folder.to_owned();
    for part in Path::new(name).parent().into_iter().flat_map(Path::components) {
        at.push(part);
        if fs::symlink_metadata(&at).is_ok_and(|found| found.is_symlink()) {
            let e = io::Error::other("this is a link that leads elsewhere");
            return Err(about(&at, &e));
        }
    }
    Ok(())
}

/// Moves that can be taken back.
#[derive(Default)]
struct Steps {
    moved: Vec<Move>,
    made: Vec<PathBuf>,
}

struct Move {
    place: PathBuf,
    /// Where what stood there is.
    aside: Option<PathBuf>,
    /// Where what stands there now came from.
    from: Option<PathBuf>,
}

impl Steps {
    /// Sets the file at `place` aside and puts the one at `new` there, if there is one. At no
    /// moment is there neither.
    fn swap(&mut self, place: &Path, aside: &Path, new: Option<&PathBuf>) -> io::Result<()> {
        let mut step = Move { place: place.to_owned(), aside: None, from: None };
        if fs::symlink_metadata(place).is_ok() {
            if let Some(parent) = aside.parent() {
                fs::create_dir_all(parent)?;
            }
            // Some disks know no second name for a file.
            fs::hard_link(place, aside).or_else(|_| fs::rename(place, aside))?;
            step.aside = Some(aside.to_owned());
        }
        let done = match new {
            Some(new) => self.parent(place).and_then(|()| fs::rename(new, place)),
            None => fs::remove_file(place).or_else(gone),
        };
        if done.is_ok() {
            step.from = new.cloned();
        }
        self.moved.push(step);
        done
    }

    fn parent(&mut self, place: &Path) -> io::Result<()> {
        let Some(parent) = place.parent().filter(|parent| !parent.exists()) else { return Ok(()) };
        fs::create_dir_all(parent)?;
        self.made.push(parent.to_owned());
        Ok(())
    }

    fn undo(self) {
        for Move { place, aside, from } in self.moved.into_iter().rev() {
            if let Some(from) = from {
                let _ = fs::rename(&place, from);
            }
            if let Some(aside) = aside {
                let _ = fs::rename(aside, place);
            }
        }
        for folder in self.made.into_iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn gone(e: io::Error) -> io::Result<()> {
    if e.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(e) }
}
