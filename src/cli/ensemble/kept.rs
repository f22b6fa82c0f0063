//! The files that grow while an ensemble is played: its rows, and what is needed to resume it.
//!
//! They grow in a folder of their own within the ensemble's, so that what an earlier one left is
//! there until the new one is whole.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::ensemble::{Ensemble, Tally};

use super::output;
use crate::statistics::grouped;

/// What an ensemble came to.
pub(super) const SUMMARY: &str = "summary.json";
/// One row a history.
pub(super) const ROWS: &str = "histories.csv";
/// The counts at a row, to go on from.
pub(super) const COUNTS: &str = "resume.bin";
/// The same while it is being written.
const NEW: &str = ".resume.bin.new";
/// Where both grow, below the ensemble's folder.
pub(super) const GROWING: &str = "unfinished";
/// Least time between two writings of the counts. It decides how much is played again after a
/// crash, and nothing else.
const BETWEEN: Duration = Duration::from_secs(2);

/// What counts belong to, in a line of JSON before them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    /// Version of this form: 1.
    pub schema: u32,
    pub scenario: String,
    pub fingerprint: String,
    pub version: String,
    pub seed: u64,
}

#[derive(Serialize, Deserialize)]
struct Mark {
    #[serde(flatten)]
    label: Label,
    histories: u64,
    /// Length of the rows counted, in bytes, and their hash.
    bytes: u64,
    rows: String,
    /// Hash of the counts.
    counts: String,
}

/// The growing files of one ensemble.
pub(super) struct Kept {
    folder: PathBuf,
    label: Label,
    file: File,
    hash: blake3::Hasher,
    bytes: u64,
    written: Option<Instant>,
    /// Histories in the counts that were written last: those that can be gone on from.
    marked: u64,
}

/// Why what was kept is not resumed.
pub(super) enum Refused {
    /// It belongs to something else, has more histories, is damaged or cannot be read; in words.
    Unfit(String),
    /// Nothing can be written.
    Unwritten(io::Error),
}

impl From<io::Error> for Refused {
    fn from(e: io::Error) -> Self {
        Self::Unwritten(e)
    }
}

/// Counts that were kept, and the rows they belong to.
pub(super) struct Found {
    /// Where they are.
    folder: PathBuf,
    mark: Mark,
    tally: Tally,
}

impl Found {
    /// The counts to go on from, if there are any: those that an interruption left, or those of an
    /// ensemble that is to be made longer, whichever are more and not more than the `runs`
    /// histories wanted.
    ///
    /// # Errors
    /// What is there belongs to something else, has more histories, is damaged or cannot be read.
    pub(super) fn most(
        folder: &Path,
        label: &Label,
        ensemble: &Ensemble<'_>,
        runs: u64,
    ) -> Result<Option<Self>, Refused> {
        let (mut fit, mut longer, mut why) = (Vec::new(), None, None);
        for place in [folder.to_owned(), folder.join(GROWING)] {
            match found(&place, label, ensemble) {
                Ok(Some(one)) if one.mark.histories > runs => longer = Some(one.mark.histories),
                Ok(one) => fit.extend(one),
                Err(other) => why = Some(other),
            }
        }
        // Of two that are as long the last is taken, whose rows need not be copied.
        let most = fit.into_iter().max_by_key(|one| one.mark.histories);
        let longer = longer
            .map(|done| format!("it holds {} histories; ask for as many or more", grouped(done)));
        match longer.or(why).filter(|_| most.is_none()) {
            Some(why) => Err(Refused::Unfit(why)),
            None => Ok(most),
        }
    }
}

impl Kept {
    /// Begins with no history.
    pub(super) fn begin(folder: &Path, label: Label, ensemble: &Ensemble<'_>) -> io::Result<Self> {
        let header = ensemble.header();
        let (folder, file) = alone(folder, &header)?;
        let mut kept = Self::over(folder, label, file);
        kept.file.set_len(0).map_err(|e| kept.said(&e))?;
        kept.append(&header)?;
        kept.mark(&ensemble.nothing())?;
        Ok(kept)
    }

    /// Goes on where the counts stand. Rows beyond that are cut off: they are played again, and
    /// come out the same.
    ///
    /// # Errors
    /// The rows are not those that were counted, or cannot be read; or nothing can be written.
    pub(super) fn resume(
        folder: &Path,
        label: Label,
        ensemble: &Ensemble<'_>,
        found: Found,
    ) -> Result<(Self, Tally), Refused> {
        let Found { folder: from, mark, tally } = found;
        let rows = from.join(ROWS);
        let counted = || Ok(File::open(&rows)?.take(mark.bytes));
        let unread = |e: io::Error| Refused::Unfit(output::about(&rows, &e).to_string());
        let mut hash = blake3::Hasher::new();
        let read = counted().and_then(|mut rows| io::copy(&mut rows, &mut hash)).map_err(unread)?;
        if read != mark.bytes || hash.finalize().to_hex().as_str() != mark.rows {
            return Err(Refused::Unfit(format!("{ROWS} has been changed since")));
        }
        let mut kept = if from == folder.join(GROWING) {
            let (folder, file) = alone(folder, &ensemble.header())?;
            Self::over(folder, label, file)
        } else {
            // Whoever is killed while they are copied leaves counts of nothing.
            let mut kept = Self::begin(folder, label, ensemble)?;
            kept.file.rewind().map_err(|e| kept.said(&e))?;
            let mut counted = counted().map_err(unread)?;
            io::copy(&mut counted, &mut kept.file).map_err(|e| kept.said(&e))?;
            kept
        };
        let cut = kept.file.set_len(mark.bytes);
        let placed = cut.and_then(|()| kept.file.seek(SeekFrom::Start(mark.bytes)));
        placed.map_err(|e| kept.said(&e))?;
        (kept.hash, kept.bytes) = (hash, mark.bytes);
        kept.mark(&tally)?;
        Ok((kept, tally))
    }

    fn over(folder: PathBuf, label: Label, file: File) -> Self {
        Self {
            folder,
            label,
            file,
            hash: blake3::Hasher::new(),
            bytes: 0,
            written: None,
            marked: 0,
        }
    }

    /// An error with the path of the rows.
    fn said(&self, e: &io::Error) -> io::Error {
        output::about(&self.folder.join(ROWS), e)
    }

    /// Closes the files that grew, and says where they are below the ensemble's folder.
    pub(super) fn close(self) -> [(&'static str, String); 2] {
        [ROWS, COUNTS].map(|name| (name, format!("{GROWING}/{name}")))
    }

    fn append(&mut self, rows: &str) -> io::Result<()> {
        self.file.write_all(rows.as_bytes()).map_err(|e| self.said(&e))?;
        self.hash.update(rows.as_bytes());
        self.bytes += rows.len() as u64;
        Ok(())
    }

    /// Keeps rows, and from time to time the counts with them.
    #[expect(clippy::disallowed_methods, reason = "the clock decides only when counts are saved")]
    pub(super) fn keep(&mut self, rows: &str, tally: &Tally) -> io::Result<()> {
        self.append(rows)?;
        // The first counts are written at once, so that there is something to go on from.
        let now = Instant::now();
        if self.written.is_none_or(|last| now.duration_since(last) >= BETWEEN) {
            self.mark(tally)?;
            self.written = Some(Instant::now());
        }
        Ok(())
    }

    /// Writes the counts, whole or not at all.
    pub(super) fn mark(&mut self, tally: &Tally) -> io::Result<()> {
        let counts = tally.to_bytes();
        let mark = Mark {
            label: self.label.clone(),
            histories: tally.histories(),
            bytes: self.bytes,
            rows: self.hash.finalize().to_hex().to_string(),
            counts: blake3::hash(&counts).to_hex().to_string(),
        };
        self.file.sync_data().map_err(|e| self.said(&e))?;
        let mut whole = serde_json::to_vec(&mark)?;
        whole.push(b'\n');
        whole.extend(counts);
        let (new, counts) = (self.folder.join(NEW), self.folder.join(COUNTS));
        let placed = fs::write(&new, whole).and_then(|()| fs::rename(&new, &counts));
        placed.map_err(|e| output::about(&counts, &e))?;
        self.marked = tally.histories();
        Ok(())
    }

    /// Histories that are kept whatever comes, to go on from.
    pub(super) fn marked(&self) -> u64 {
        self.marked
    }
}

/// The folder in which files grow, and the file of the rows, which nobody else may write into.
/// Nothing in it that leads elsewhere, or that no ensemble wrote, is touched.
fn alone(folder: &Path, header: &str) -> io::Result<(PathBuf, File)> {
    let folder = folder.join(GROWING);
    refuse_link(&folder)?;
    fs::create_dir_all(&folder).map_err(|e| output::about(&folder, &e))?;
    [ROWS, COUNTS, NEW].iter().try_for_each(|name| refuse_link(&folder.join(name)))?;
    let rows = folder.join(ROWS);
    let said = |e: io::Error| output::about(&rows, &e);
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create(true).truncate(false).open(&rows);
    let mut file = file.map_err(said)?;
    // Where files cannot be locked, all that is lost is this warning.
    if let Err(fs::TryLockError::WouldBlock) = file.try_lock() {
        let e = io::Error::other("an ensemble is being played into it at this moment");
        return Err(output::about(&folder, &e));
    }
    // Rows of ours stand beside counts, unless somebody was killed before there were any.
    if marked(&folder).is_none() {
        let mut start = Vec::new();
        (&mut file).take(header.len() as u64 + 1).read_to_end(&mut start).map_err(said)?;
        file.rewind().map_err(said)?;
        let others = [
            (ROWS, !header.as_bytes().starts_with(&start)),
            (COUNTS, folder.join(COUNTS).exists()),
        ];
        if let Some((name, _)) = others.into_iter().find(|(_, other)| *other) {
            let kept = output::kept(&folder.join(name));
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, kept));
        }
    }
    Ok((folder, file))
}

/// Refuses what would be written elsewhere through a link.
fn refuse_link(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        let e = io::Error::other("this is a link that leads elsewhere");
        return Err(output::about(path, &e));
    }
    Ok(())
}

/// The counts in a folder, if there are any but those of no history.
///
/// # Errors
/// They are not of this ensemble, nor of a program that plays as this one; or they are damaged, or
/// cannot be read.
fn found(folder: &Path, label: &Label, ensemble: &Ensemble<'_>) -> Result<Option<Found>, String> {
    let counts = folder.join(COUNTS);
    let all = match fs::read(&counts) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        read => read.map_err(|e| output::about(&counts, &e).to_string())?,
    };
    let damaged = || format!("{COUNTS} is damaged");
    let end = all.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
    let mark: Mark = serde_json::from_slice(&all[..end]).map_err(|_| damaged())?;
    let counts = &all[end + 1..];
    if mark.histories == 0 {
        return Ok(None);
    }
    if mark.label != *label {
        return Err(difference(&mark.label, label));
    }
    if blake3::hash(counts).to_hex().as_str() != mark.counts {
        return Err(damaged());
    }
    let tally = Tally::from_bytes(ensemble, mark.histories, counts).ok_or_else(damaged)?;
    let rows = folder.join(ROWS);
    let rows = File::open(&rows).map_err(|e| output::about(&rows, &e).to_string())?;
    let mut lines = BufReader::new(rows.take(mark.bytes)).lines();
    let mut same =
        |line: &str| lines.next().is_some_and(|read| read.is_ok_and(|read| read == line));
    // The version may be the same and the program another: the first history tells.
    if !same(ensemble.header().trim_end()) || !same(ensemble.row(0).trim_end()) {
        return Err(format!(
            "its first history in {ROWS} is not the one that this program plays: it was played by \
             another build, or changed since"
        ));
    }
    Ok(Some(Found { folder: folder.to_owned(), mark, tally }))
}

/// What the counts in a folder belong to, if there are any.
fn marked(folder: &Path) -> Option<Mark> {
    let all = fs::read(folder.join(COUNTS)).ok()?;
    let end = all.iter().position(|byte| *byte == b'\n')?;
    serde_json::from_slice(&all[..end]).ok()
}

/// In what the ensemble that is growing in a folder differs from this one, if one is.
pub(super) fn unlike(folder: &Path, label: &Label) -> Option<String> {
    let mark = marked(&folder.join(GROWING)).filter(|mark| mark.histories > 0)?;
    (mark.label != *label).then(|| difference(&mark.label, label))
}

/// From how many histories on an ensemble is not lightly replaced: what takes seconds to play again is
/// no loss, what takes minutes is.
const WORTH_KEEPING: u64 = 100_000;

/// Histories in a folder that are not to be replaced.
pub(super) struct Spared {
    pub histories: u64,
    /// Their seed, where it is another one.
    pub seed: Option<u64>,
}

/// What of the same scenario is in a folder that is worth keeping and that `runs` histories of this
/// ensemble would not make up for: those of another seed, or more.
pub(super) fn spared(folder: &Path, label: &Label, runs: u64) -> Option<Spared> {
    let finished = output::described(&folder.join(SUMMARY)).and_then(|summary| {
        let number = |key: &str| summary.get(key)?.as_u64();
        let (histories, seed) = (number("runs")?, number("seed")?);
        Some(Spared { histories, seed: (seed != label.seed).then_some(seed) })
    });
    let growing = marked(&folder.join(GROWING)).filter(|mark| mark.label == *label);
    let growing = growing.map(|mark| Spared { histories: mark.histories, seed: None });
    let mut both = finished.into_iter().chain(growing);
    let lost = |there: &Spared| there.seed.is_some() || there.histories > runs;
    both.find(|there| there.histories >= WORTH_KEEPING && lost(there))
}

/// In what two ensembles differ, in words.
fn difference(there: &Label, asked: &Label) -> String {
    if there.scenario != asked.scenario {
        return format!("it holds an ensemble of {}", there.scenario);
    }
    if there.seed != asked.seed {
        return format!("it holds an ensemble of seed {}", there.seed);
    }
    if there.fingerprint != asked.fingerprint {
        return "the scenario has been changed since".to_owned();
    }
    format!(
        "it was played by version {} of the program, and this is version {}",
        there.version, asked.version
    )
}
