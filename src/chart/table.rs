//! The plotted numbers as a table.

/// A table as CSV. Every row has as many cells as the header. Text that a sheet would take for a
/// formula is given an apostrophe in front.
pub(super) fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect("writing into memory succeeds");
    for row in rows {
        writer.write_record(row.into_iter().map(plain)).expect("rows are as wide as the header");
    }
    let bytes = writer.into_inner().expect("writing into memory succeeds");
    String::from_utf8(bytes).expect("cells are text")
}

fn plain(cell: String) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_number = || cell.parse::<f64>().is_ok_and(f64::is_finite);
    if is_formula && !is_number() { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn no_cell_is_a_formula_and_numbers_stay_numbers() {
        let cells = ["=1+1", "+a", "-b", "@c", "\t=1", "-inf", "-0.5", "+2", "is it = 3?"];
        let rows = cells.map(|cell| vec![cell.to_owned()]);
        let text = csv(&["cell"], rows);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let read: Vec<String> =
            reader.records().map(|row| row.expect("a row")[0].to_owned()).collect();
        let expected = ["'=1+1", "'+a", "'-b", "'@c", "'\t=1", "'-inf", "-0.5", "+2", "is it = 3?"];
        assert_eq!(read, expected);
    }
}
