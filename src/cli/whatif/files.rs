//! What a what-if leaves in its folder.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use crate::cli::charts;
use crate::cli::output::{self, Files, Growing};
use crate::counterfactual::{Row, Twins};

use super::{Found, answer, pair, pictures, report};

/// The table that grows while pairs are played.
pub(super) const ROWS: &str = "pairs.csv";

/// `pairs.csv` while it grows: rows are written as they come, so that memory does not grow with
/// them.
pub(super) struct Rows {
    writer: csv::Writer<File>,
    /// What is named where it cannot be written.
    place: PathBuf,
}

impl Rows {
    /// Begins the table.
    ///
    /// # Errors
    /// Whatever the system says, with the path it says it about.
    pub fn new(twins: &Twins<'_>, Growing { path, place }: Growing) -> io::Result<Self> {
        let file = File::create(path).map_err(|e| output::about(&place, &e))?;
        let mut rows = Self { writer: csv::Writer::from_writer(file), place };
        let mut header: Vec<String> =
            ["history", "base_leader", "whatif_leader", "alike"].map(str::to_owned).to_vec();
        for world in ["base", "whatif"] {
            header.extend(twins.asked.iter().map(|q| format!("{world}_{}", q.base.id)));
        }
        rows.write(&header)?;
        Ok(rows)
    }

    fn write(&mut self, cells: &[String]) -> io::Result<()> {
        // An error of the disk comes back as it went in.
        let written = self.writer.write_record(cells).map_err(io::Error::from);
        written.map_err(|e| output::about(&self.place, &e))
    }

    /// Adds a pair.
    ///
    /// # Errors
    /// Whatever the system says, with the path it says it about.
    pub fn add(&mut self, row: &Row) -> io::Result<()> {
        let leader = |id: &Option<String>| id.clone().unwrap_or_default();
        let said = |answer: &Option<bool>| match answer {
            Some(true) => "yes".to_owned(),
            Some(false) => "no".to_owned(),
            None => String::new(),
        };
        let mut cells = vec![
            row.history.to_string(),
            leader(&row.base_leader),
            leader(&row.whatif_leader),
            if row.alike { "yes" } else { "no" }.to_owned(),
        ];
        cells.extend(row.base.iter().chain(&row.whatif).map(said));
        self.write(&cells)
    }

    /// Writes what is left to write.
    ///
    /// # Errors
    /// Whatever the system says, with the path it says it about.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush().map_err(|e| output::about(&self.place, &e))
    }
}

/// Every file by its name but the one that grew, and the text of `summary.json`.
pub(super) fn files(found: &Found<'_>) -> (Files, String) {
    let mut files = Files::new();
    files.insert("pair.md".to_owned(), pair::markdown(found).into_bytes());
    files.insert("base.toml".to_owned(), found.meant.base.resolved.clone().into_bytes());
    files.insert("whatif.toml".to_owned(), found.meant.whatif.resolved.clone().into_bytes());
    let pictures = pictures::pictures(found);
    files.insert("report.html".to_owned(), report::report(found, &pictures).into_bytes());
    charts::put(&mut files, pictures);
    let mut names: Vec<String> = files.keys().cloned().collect();
    names.extend([ROWS, "summary.json"].map(str::to_owned));
    names.sort();
    let summary = answer::summary(found, &names);
    files.insert("summary.json".to_owned(), summary.clone().into_bytes());
    (files, summary)
}
