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
}

/// Why nothing can be resumed.
pub(super) enum Unfit {
    /// There is nothing.
    Nothing,
    /// What is there belongs to something else, or is damaged.
    Other(String),
    /// It cannot be read.
    Unread(io::Error),
}

impl From<io::Error> for Unfit {
    fn from(e: io::Error) -> Self {
        Self::Unread(e)
    }
}

/// Counts that were kept, and the rows they belong to.
struct Found {
    /// Where they are.
    folder: PathBuf,
    mark: Mark,
    tally: Tally,
}

impl Kept {
    /// Begins with no history.
    pub(super) fn begin(folder: &Path, label: Label, header: &str) -> io::Result<Self> {
        let (folder, file) = alone(folder)?;
        for stale in [COUNTS, NEW] {
            match fs::remove_file(folder.join(stale)) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
                _ => {}
            }
        }
        file.set_len(0)?;
        let hash = blake3::Hasher::new();
        let mut kept = Self { folder, label, file, hash, bytes: 0, written: None };
        kept.append(header)?;
        Ok(kept)
    }

    /// Goes on where the counts stand: those that an interruption left, or those of an ensemble
    /// that is to be made longer. Rows beyond that are cut off: they are played again, and come
    /// out the same. `runs` is how many histories are wanted in the end.
    pub(super) fn resume(
        folder: &Path,
        label: Label,
        ensemble: &Ensemble<'_>,
        runs: u64,
    ) -> Result<(Self, Tally), Unfit> {
        let mut best: Result<Found, Unfit> = Err(Unfit::Nothing);
        for place in [folder.join(GROWING), folder.to_owned()] {
            best = match (found(&place, &label, ensemble), best) {
                (Ok(one), Ok(other)) if one.mark.histories <= other.mark.histories => Ok(other),
                (Ok(one), _) => Ok(one),
                (Err(_), Ok(other)) => Ok(other),
                (Err(Unfit::Nothing), Err(other)) => Err(other),
                (Err(why), Err(Unfit::Nothing)) => Err(why),
                (Err(_), Err(first)) => Err(first),
            };
        }
        let Found { folder: from, mark, tally } = best?;
        if mark.histories > runs {
            let done = mark.histories;
            return Err(Unfit::Other(format!(
                "it holds {done} histories; ask for as many or more"
            )));
        }
        let mut hash = blake3::Hasher::new();
        let read = io::copy(&mut File::open(from.join(ROWS))?.take(mark.bytes), &mut hash)?;
        if read != mark.bytes || hash.finalize().to_hex().as_str() != mark.rows {
            return Err(Unfit::Other(format!("{ROWS} has been changed since")));
        }
        let (folder, mut file) = alone(folder)?;
        if from != folder {
            file.set_len(0)?;
            io::copy(&mut File::open(from.join(ROWS))?.take(mark.bytes), &mut file)?;
        }
        file.set_len(mark.bytes)?;
        file.seek(SeekFrom::Start(mark.bytes))?;
        Ok((Self { folder, label, file, hash, bytes: mark.bytes, written: None }, tally))
    }

    /// Closes the files that grew, and says where they are.
    pub(super) fn close(self) -> [(&'static str, PathBuf); 2] {
        [ROWS, COUNTS].map(|name| (name, self.folder.join(name)))
    }

    fn append(&mut self, rows: &str) -> io::Result<()> {
        self.file.write_all(rows.as_bytes())?;
        self.hash.update(rows.as_bytes());
        self.bytes += rows.len() as u64;
        Ok(())
    }

    /// Keeps rows, and from time to time the counts with them.
    #[expect(clippy::disallowed_methods, reason = "the clock decides only when counts are saved")]
    pub(super) fn keep(&mut self, rows: &str, tally: &Tally) -> io::Result<()> {
        self.append(rows)?;
        let now = Instant::now();
        match self.written {
            Some(last) if now.duration_since(last) < BETWEEN => {}
            // The first batches are soon played again.
            None => self.written = Some(now),
            Some(_) => {
                self.mark(tally)?;
                self.written = Some(Instant::now());
            }
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
        self.file.sync_data()?;
        let mut whole = serde_json::to_vec(&mark)?;
        whole.push(b'\n');
        whole.extend(counts);
        let new = self.folder.join(NEW);
        fs::write(&new, whole)?;
        fs::rename(new, self.folder.join(COUNTS))?;
        Ok(())
    }
}

/// The folder in which files grow, and that of the rows, which nobody else may write into.
fn alone(folder: &Path) -> io::Result<(PathBuf, File)> {
    let folder = folder.join(GROWING);
    if fs::symlink_metadata(&folder).is_ok_and(|found| found.is_symlink()) {
        return Err(io::Error::other(format!("{GROWING} is a link that leads elsewhere")));
    }
    fs::create_dir_all(&folder)?;
    let mut options = OpenOptions::new();
    let file =
        options.read(true).write(true).create(true).truncate(false).open(folder.join(ROWS))?;
    // Where files cannot be locked, all that is lost is this warning.
    if let Err(fs::TryLockError::WouldBlock) = file.try_lock() {
        return Err(io::Error::other("an ensemble is being played into it at this moment"));
    }
    Ok((folder, file))
}

/// The counts in a folder, if they are of this ensemble and of a program that plays as this one.
fn found(folder: &Path, label: &Label, ensemble: &Ensemble<'_>) -> Result<Found, Unfit> {
    let all = match fs::read(folder.join(COUNTS)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(Unfit::Nothing),
        read => read?,
    };
    let damaged = || Unfit::Other(format!("{COUNTS} is damaged"));
    let end = all.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
    let mark: Mark = serde_json::from_slice(&all[..end]).map_err(|_| damaged())?;
    let counts = &all[end + 1..];
    if mark.label != *label {
        return Err(Unfit::Other(difference(&mark.label, label)));
    }
    if blake3::hash(counts).to_hex().as_str() != mark.counts {
        return Err(damaged());
    }
    let tally = Tally::from_bytes(ensemble, mark.histories, counts).ok_or_else(damaged)?;
    let rows = BufReader::new(File::open(folder.join(ROWS))?);
    let mut lines = rows.take(mark.bytes).lines();
    let mut same =
        |line: &str| lines.next().is_some_and(|read| read.is_ok_and(|read| read == line));
    // The version may be the same and the program another: the first history tells.
    if !same(ensemble.header().trim_end())
        || mark.histories > 0 && !same(ensemble.row(0).trim_end())
    {
        return Err(Unfit::Other(format!(
            "its first history in {ROWS} is not the one that this program plays: it was played by \
             another build, or changed since"
        )));
    }
    Ok(Found { folder: folder.to_owned(), mark, tally })
}

/// In what the ensemble that is growing in a folder differs from this one, if one is.
pub(super) fn unlike(folder: &Path, label: &Label) -> Option<String> {
    let all = fs::read(folder.join(GROWING).join(COUNTS)).ok()?;
    let end = all.iter().position(|byte| *byte == b'\n')?;
    let mark: Mark = serde_json::from_slice(&all[..end]).ok()?;
    (mark.label != *label).then(|| difference(&mark.label, label))
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
