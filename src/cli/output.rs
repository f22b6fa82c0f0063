//! Writing files whole or not at all.
//!
//! What is new is written into a folder beside its place, the stage, and moved from there when all
//! of it is there. A folder of ours is exchanged in one step where the system can; in a folder that
//! holds other things too, file takes the place of file, and a note in the stage says how to take
//! that back. Whoever is killed on the way leaves a stage behind: the next run into the same place
//! takes back what was half done, and clears it away.

mod owner;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Exit, Failure, interrupt};
pub(super) use owner::{Kind, Owner, claim, claim_any_state, described, kept};
use stage::Stage;
pub(super) use stage::clear_stage;

/// Files by their path below a folder, with `/` between parts.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Where a folder of ours lists its own files: a history's, and that of a what-if.
const INVENTORIES: [&str; 2] = ["outcome.json", "summary.json"];
/// Most characters of a scenario's name in a folder's.
const NAME: usize = 80;

/// Writes what a command has found: beside whatever else is in a folder that was named, in place of
/// what an earlier run left in one that was not.
///
/// # Errors
/// The files could not be written; everything is as it was before.
pub(super) fn write(folder: &Path, files: &Files, named: bool) -> Result<(), Failure> {
    let written = if named { add(folder, files) } else { replace(folder, files) };
    written.map_err(unwritten)
}

/// What to say of files that could not be written.
pub(super) fn unwritten(e: io::Error) -> Failure {
    unwritten_but(e, "choose another folder with --out, or make room")
}

/// The same with other help.
pub(super) fn unwritten_but(e: io::Error, help: &str) -> Failure {
    let message = format!("error: the output could not be written: {e}\nhelp: {help}");
    Failure::new(Exit::Output, message)
}

/// Makes `folder` hold these files in place of those of an earlier run. Files that no run wrote
/// stay. On an error everything is as it was before.
///
/// # Errors
/// Whatever the system says, with the path it says it about.
fn replace(folder: &Path, files: &Files) -> io::Result<()> {
    Output::replacing(folder)?.finish(files)
}

/// Puts these files into `folder`, whatever else is in it. On an error everything is as it was
/// before.
///
/// # Errors
/// Whatever the system says, with the path it says it about; or that a file stands in the way which
/// no run wrote.
fn add(folder: &Path, files: &Files) -> io::Result<()> {
    Output::adding(folder)?.finish(files)
}

/// The same for files that are always the same, and may stand there already.
///
/// # Errors
/// Whatever the system says, with the path it says it about.
pub(super) fn refresh(folder: &Path, files: &Files) -> io::Result<()> {
    let output = Output::adding(folder)?;
    Output { over_others: true, ..output }.finish(files)
}

/// Takes back what somebody who was killed left half done in the place of this folder.
pub(super) fn taken_back(folder: &Path) {
    // A link is followed, as where it is written.
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    stage::clear(&folder);
    stage::clear(parent(&folder));
}

/// A file that grows before it is put in place.
pub(super) struct Growing {
    /// Where it is written.
    pub path: PathBuf,
    /// Where it will be: what is said of it names this place.
    pub place: PathBuf,
}

/// Output under way.
pub(super) struct Output {
    folder: PathBuf,
    stage: Stage,
    /// Whether file takes the place of file; else the folder that of the folder.
    by_file: bool,
    /// Files that are there already: name, and where.
    grown: BTreeMap<String, PathBuf>,
    /// Those of them that grew in the folder itself and not in the stage: name, and where below it.
    adopted: BTreeMap<String, String>,
    /// Whether files are replaced too that no run wrote.
    over_others: bool,
}

impl Output {
    /// Begins to write what will take the place of an earlier run.
    ///
    /// # Errors
    /// Whatever the system says, with the path it says it about.
    pub(super) fn replacing(folder: &Path) -> io::Result<Self> {
        // A link is followed, so that it stays a link.
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        if folder.is_dir() && (is_root_of_its_own(&folder) || holds_more(&folder)?) {
            return Self::adding(&folder);
        }
        refuse_file(&folder)?;
        let parent = parent(&folder);
        fs::create_dir_all(parent).map_err(|e| about(parent, &e))?;
        let stage = Stage::within(parent)?;
        Ok(Self::within(folder, stage, false))
    }

    /// Begins to write files that will stand beside whatever else is in the folder.
    ///
    /// # Errors
    /// Whatever the system says, with the path it says it about.
    pub(super) fn adding(folder: &Path) -> io::Result<Self> {
        refuse_file(folder)?;
        if !folder.exists() {
            return Self::replacing(folder);
        }
        let stage = Stage::within(folder)?;
        Ok(Self::within(folder.to_owned(), stage, true))
    }

    fn within(folder: PathBuf, stage: Stage, by_file: bool) -> Self {
        let (grown, adopted) = (BTreeMap::new(), BTreeMap::new());
        Self { folder, stage, by_file, grown, adopted, over_others: false }
    }

    /// Where to write a file that grows, and is too large to be held until the end.
    pub(super) fn growing(&mut self, name: &str) -> Growing {
        let path = self.stage.path().join(name);
        self.grown.insert(name.to_owned(), path.clone());
        Growing { path, place: self.folder.join(name) }
    }

    /// Takes a file that is there already, at `place` below a folder that is added to. It stays
    /// where it is until all else is written, and goes back there if that is taken back.
    pub(super) fn adopt(&mut self, name: &str, place: &str) {
        self.grown.insert(name.to_owned(), self.folder.join(place));
        self.adopted.insert(name.to_owned(), place.to_owned());
    }

    /// Writes these files and puts all in place.
    ///
    /// # Errors
    /// Whatever the system says, with the path it says it about; or that a file stands in the way
    /// which no run wrote.
    pub(super) fn finish(self, files: &Files) -> io::Result<()> {
        let new = self.stage.path().join("new");
        interrupt::unless_interrupted(fill(&new, &self.folder, files))?;
        if self.by_file {
            let mut all = self.grown;
            all.extend(files.keys().map(|name| (name.clone(), new.join(name))));
            let other = in_the_way(&self.folder, all.keys().map(String::as_str));
            if let Some(file) = other.filter(|_| !self.over_others) {
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, owner::kept(&file)));
            }
            let stale = inventory(&self.folder).into_iter().filter(|name| !all.contains_key(name));
            let stale = stale.collect();
            swap::files(self.stage, &self.folder, &all, self.adopted, stale)
        } else {
            for (name, path) in &self.grown {
                fs::rename(path, new.join(name)).map_err(|e| about(&self.folder.join(name), &e))?;
            }
            swap::folders(self.stage, &self.folder, &new)
        }
    }
}

/// A scenario's name as part of a folder's: what could lead elsewhere, or garble a terminal, is
/// made a `_`.
pub(super) fn plain_name(id: &str) -> String {
    let plain = |c: char| {
        let harmless = !c.is_control() && !"/\\:*?\"<>|".contains(c) && !is_invisible(c);
        if harmless { c } else { '_' }
    };
    let name: String = id.chars().map(plain).take(NAME).collect();
    let name = name.trim_matches([' ', '.']);
    if name.is_empty() { "_".to_owned() } else { name.to_owned() }
}

/// Characters that turn the direction of text about, or are not seen.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// An error with the path it is about.
pub(super) fn about(path: &Path, e: &io::Error) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", path.display()))
}

/// The folder that a path is in.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
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

/// Writes files into a new folder. An error names the place in `folder` for which they are meant.
fn fill(new: &Path, folder: &Path, files: &Files) -> io::Result<()> {
    make(new).map_err(|e| about(folder, &e))?;
    for (name, bytes) in files {
        let path = new.join(name);
        let above = Path::new(name).ancestors().skip(1).filter(|above| *above != Path::new(""));
        let mut above: Vec<PathBuf> = above.map(|above| new.join(above)).collect();
        above.reverse();
        let made = above.iter().try_for_each(|above| make(above));
        let written = made.and_then(|()| fs::write(&path, bytes));
        written.map_err(|e| about(&folder.join(name), &e))?;
    }
    Ok(())
}

/// Makes a folder unless it is there, but never what it lies in: an interruption may have cleared that
/// away, and it would be left behind.
fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        done => done,
    }
}

/// Whether a name stays below the folder that it is joined to.
fn is_plain(name: &str) -> bool {
    let normal = |c| matches!(c, std::path::Component::Normal(_));
    !name.is_empty() && Path::new(name).components().all(normal)
}

/// The first of these names that a folder already has a file for which no run wrote.
fn in_the_way<'a>(folder: &Path, mut names: impl Iterator<Item = &'a str>) -> Option<PathBuf> {
    let ours = inventory(folder);
    let stands = |name: &str| folder.join(name).symlink_metadata().is_ok();
    let found = names.find(|name| stands(name) && !ours.iter().any(|ours| ours == name));
    found.map(|name| folder.join(name))
}

/// Files that an earlier run wrote into a folder, by what it says of itself; only plain relative
/// names count. An ensemble does not list its files: they are always the same.
fn inventory(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for file in INVENTORIES {
        let Some(description) = owner::described(&folder.join(file)) else { continue };
        if let Some(listed) = description.get("files").and_then(|files| files.as_array()) {
            all.push(file.to_owned());
            all.extend(listed.iter().filter_map(|name| name.as_str().map(str::to_owned)));
        } else if owner::is_ensemble(file, &description) {
            all.extend(owner::OF_AN_ENSEMBLE.map(str::to_owned));
        }
    }
    all.retain(|name| is_plain(name));
    all
}

/// Whether something is in a folder that no run wrote.
fn holds_more(folder: &Path) -> io::Result<bool> {
    fn look(root: &Path, at: &Path, ours: &[String]) -> io::Result<bool> {
        for entry in fs::read_dir(at).map_err(|e| about(at, &e))? {
            let entry = entry.map_err(|e| about(at, &e))?;
            let path = entry.path();
            let kind = entry.file_type().map_err(|e| about(&path, &e))?;
            let below = path.strip_prefix(root).expect("found below it");
            let ours_below = || ours.iter().any(|name| Path::new(name).starts_with(below));
            let known = if kind.is_dir() {
                ours_below() && !look(root, &path, ours)?
            } else {
                kind.is_file() && ours.iter().any(|name| Path::new(name) == below)
            };
            if !known {
                return Ok(true);
            }
        }
        Ok(false)
    }
    look(folder, folder, &inventory(folder))
}
