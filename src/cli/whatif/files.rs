//! What a what-if leaves in its folder.

use std::io;

use crate::cli::output::Files;
use crate::counterfactual::{Row, Twins};

use super::{Found, answer, pair, pictures, report};

/// `pairs.csv` while it grows.
pub(super) struct Rows {
    writer: csv::Writer<Vec<u8>>,
}

impl Rows {
    pub fn new(twins: &Twins<'_>) -> Self {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut header: Vec<String> =
            ["history", "base_leader", "whatif_leader", "alike"].map(str::to_owned).to_vec();
        for world in ["base", "whatif"] {
            header.extend(twins.asked.iter().map(|q| format!("{world}_{}", q.base.id)));
        }
        writer.write_record(&header).expect("writing into memory succeeds");
        Self { writer }
    }

    /// Adds a pair.
    ///
    /// # Errors
    /// Whatever the writer says.
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
        self.writer.write_record(&cells).map_err(io::Error::other)
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        self.writer.into_inner().map_err(|e| io::Error::other(e.to_string()))
    }
}

/// Every file by its name, and the text of `summary.json`.
pub(super) fn files(found: &Found<'_>, rows: Rows) -> io::Result<(Files, String)> {
    let mut files = Files::new();
    files.insert("pairs.csv".to_owned(), rows.finish()?);
    files.insert("pair.md".to_owned(), pair::markdown(found).into_bytes());
    files.insert("base.toml".to_owned(), found.meant.base.resolved.clone().into_bytes());
    files.insert("whatif.toml".to_owned(), found.meant.whatif.resolved.clone().into_bytes());
    let pictures = pictures::pictures(found);
    files.insert("report.html".to_owned(), report::report(found, &pictures).into_bytes());
    for figure in pictures {
        let name = format!("charts/{}", figure.name);
        files.insert(format!("{name}.png"), figure.png());
        files.insert(format!("{name}.svg"), figure.svg.into_bytes());
        files.insert(format!("{name}.csv"), figure.csv.into_bytes());
    }
    let mut names: Vec<String> = files.keys().cloned().collect();
    names.push("summary.json".to_owned());
    names.sort();
    let summary = answer::summary(found, &names);
    files.insert("summary.json".to_owned(), summary.clone().into_bytes());
    Ok((files, summary))
}
