//! The files that grow while an ensemble is played: its rows, and what is needed to resume it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
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
/// What is made of the counts at the end, and would be wrong beside new ones.
pub(super) const DERIVED: [&str; 3] = ["summary.json", "influence-bands.csv", "report.html"];
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

impl Kept {
    /// Begins with no history; what an earlier ensemble left in the folder goes.
    pub(super) fn begin(folder: &Path, label: Label, header: &str) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        for stale in [COUNTS, NEW].into_iter().chain(DERIVED) {
            match fs::remove_file(folder.join(stale)) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
                _ => {}
            }
        }
        let file = File::create(folder.join(ROWS))?;
        let mut kept = Self {
            folder: folder.to_owned(),
            label,
            file,
            hash: blake3::Hasher::new(),
            bytes: 0,
            written: None,
        };
        kept.append(header)?;
        Ok(kept)
    }

    /// Goes on where the counts in the folder stand. Rows beyond that are cut off: they are played
    /// again, and come out the same.
    pub(super) fn resume(
        folder: &Path,
        label: Label,
        ensemble: &Ensemble<'_>,
    ) -> Result<(Self, Tally), Unfit> {
        let all = match fs::read(folder.join(COUNTS)) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Err(Unfit::Nothing),
            read => read?,
        };
        let damaged = || Unfit::Other(format!("{COUNTS} is damaged"));
        let end = all.iter().position(|byte| *byte == b'\n').ok_or_else(damaged)?;
        let mark: Mark = serde_json::from_slice(&all[..end]).map_err(|_| damaged())?;
        let counts = &all[end + 1..];
        if mark.label != label {
            return Err(Unfit::Other(difference(&mark.label, &label)));
        }
        if blake3::hash(counts).to_hex().as_str() != mark.counts {
            return Err(damaged());
        }
        let tally = Tally::from_bytes(ensemble, mark.histories, counts).ok_or_else(damaged)?;
        let mut file = OpenOptions::new().read(true).write(true).open(folder.join(ROWS))?;
        let mut hash = blake3::Hasher::new();
        let read = io::copy(&mut (&mut file).take(mark.bytes), &mut hash)?;
        if read != mark.bytes || hash.finalize().to_hex().as_str() != mark.rows {
            return Err(Unfit::Other(format!("{ROWS} has been changed since")));
        }
        file.set_len(mark.bytes)?;
        file.seek(SeekFrom::Start(mark.bytes))?;
        let folder = folder.to_owned();
        Ok((Self { folder, label, file, hash, bytes: mark.bytes, written: None }, tally))
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
    format!("it was played by version {}", there.version)
}
