//! The plotted numbers as a table.

/// A table as CSV. Every row has as many cells as the header.
pub(super) fn csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect("writing into memory succeeds");
    for row in rows {
        writer.write_record(&row).expect("rows are as wide as the header");
    }
    let bytes = writer.into_inner().expect("writing into memory succeeds");
    String::from_utf8(bytes).expect("cells are text")
}
