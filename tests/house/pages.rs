//! What all pages keep to.

use std::fs;

use super::{files, root, shown};

/// For each cell of a row, whether it holds a number.
fn numbers(row: &str, cell: &str) -> Vec<bool> {
    let cells = row.split(['<']).filter(|tag| {
        let name = tag.split([' ', '>']).next();
        name == Some("td") || name == Some(cell)
    });
    cells.map(|tag| tag.split('>').next().is_some_and(|tag| tag.contains("number"))).collect()
}

#[test]
fn a_heading_stands_over_its_numbers() {
    let mut seen = 0;
    for path in files(&root().join("templates"), "html") {
        let page = fs::read_to_string(&path).unwrap();
        for table in page.split("<table").skip(1) {
            let (head, body) = table.split_once("<tbody>").expect("a table has a body");
            let row = body.split("</tr>").next().unwrap_or_default();
            let (head, row) = (numbers(head, "th"), numbers(row, "th"));
            // A cell that is written once for several has as many headings.
            if head.len() == row.len() {
                assert_eq!(head, row, "{}: {table}", shown(&path));
                seen += 1;
            }
        }
    }
    assert!(seen >= 8, "{seen}");
}
