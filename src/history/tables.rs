//! The tables: `influence.csv` and `indicators.csv`.

use super::Account;

/// Influence month by month, one line a figure who was there, up to the month in which he left for
/// good: `month`, `principal`, `influence`,
/// `part_BASE` for each base, `part_standing`, `standing`, `offices`, `status`. The parts sum to
/// the influence.
pub fn influence_csv(account: &Account<'_>) -> String {
    let a = account;
    let mut head = vec!["month".to_owned(), "principal".to_owned(), "influence".to_owned()];
    head.extend(a.polity.bases.iter().map(|base| format!("part_{}", base.id)));
    head.extend(["part_standing", "standing", "offices", "status"].map(str::to_owned));
    let width = a.polity.bases.len() + 1;
    let mut table = Table::new(&head);
    let left: Vec<_> = (0..a.log.cast.len()).map(|who| a.left(who)).collect();
    for round in 0..a.log.measures.influence.len() {
        for who in 0..a.log.cast.len() {
            if a.log.cast[who].risen.is_some_and(|risen| risen > round)
                || left[who].is_some_and(|left| left < round)
            {
                continue;
            }
            let parts = a.log.measures.parts.get(round).and_then(|row| row.get(who));
            let part = |k: usize| parts.and_then(|p| p.get(k)).map_or(0.0, |&x| f64::from(x));
            let offices: Vec<&str> = a
                .offices_of(who, round)
                .into_iter()
                .map(|office| a.polity.offices[office].id.as_str())
                .collect();
            let mut row = vec![a.label(round), text(a.id(who)), number(a.influence(round, who))];
            row.extend((0..width).map(|k| number(part(k))));
            row.push(number(a.standing(round, who)));
            row.push(text(&offices.join(" ")));
            row.push(a.status(who, round).id().to_owned());
            table.put(&row);
        }
    }
    table.text()
}

/// The world month by month: `month`, each indicator by its id, `line_ISSUE` for each issue, the
/// norms `terror`, `collegiality`, `precedent`, and the effective number of contenders.
pub fn indicators_csv(account: &Account<'_>) -> String {
    let a = account;
    let m = &a.log.measures;
    let mut head = vec!["month".to_owned()];
    head.extend(a.polity.indicators.iter().map(|indicator| indicator.id.clone()));
    head.extend(a.polity.issues.iter().map(|issue| format!("line_{}", issue.id)));
    head.extend(["norm_terror", "norm_collegiality", "norm_precedent"].map(str::to_owned));
    head.push("effective_contenders".to_owned());
    let mut table = Table::new(&head);
    for round in 0..m.indicators.len() {
        let cell = |table: &[Vec<f32>], k: usize| {
            let value = table.get(round).and_then(|row| row.get(k));
            value.map_or_else(String::new, |&x| number(f64::from(x)))
        };
        let mut row = vec![a.label(round)];
        row.extend((0..a.polity.indicators.len()).map(|k| cell(&m.indicators, k)));
        row.extend((0..a.polity.issues.len()).map(|k| cell(&m.lines, k)));
        let norms = m.norms.get(round).copied().unwrap_or_default();
        row.extend(norms.map(|x| number(f64::from(x))));
        row.push(m.influence.get(round).map_or_else(String::new, |all| number(contenders(all))));
        table.put(&row);
    }
    table.text()
}

/// Effective number of contenders: 1 over the sum of the squares of influence (Laakso and Taagepera
/// 1979). As many equals would divide influence as unevenly; 1 where one has all of it.
fn contenders(influence: &[f32]) -> f64 {
    1.0 / influence.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>()
}

/// A number with six decimals: what single precision holds.
fn number(x: f64) -> String {
    format!("{x:.6}")
}

/// A text cell that no spreadsheet takes for a formula.
fn text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// A table as its text grows, row by row.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(head: &[String]) -> Self {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.put(head);
        table
    }

    fn put(&mut self, row: &[String]) {
        self.0.write_record(row).expect("memory takes every row, and all are of one length");
    }

    fn text(self) -> String {
        let bytes = self.0.into_inner().expect("memory takes the last row");
        String::from_utf8(bytes).expect("made of text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture;

    fn read(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let head = reader.headers().expect("a head").iter().map(str::to_owned).collect();
        let rows = reader.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect());
        (head, rows.collect())
    }

    #[test]
    fn the_parts_of_an_influence_sum_to_it() {
        let world = fixture::World::new();
        let (head, rows) = read(&influence_csv(&world.account()));
        let part: Vec<usize> = (0..head.len()).filter(|&k| head[k].starts_with("part_")).collect();
        assert_eq!(part.len(), world.polity.bases.len() + 1);
        for row in &rows {
            let whole: f64 = row[2].parse().expect("a number");
            let sum: f64 = part.iter().map(|&k| row[k].parse::<f64>().expect("a number")).sum();
            assert!((whole - sum).abs() < 1e-4, "{row:?}");
        }
    }

    #[test]
    fn the_table_says_who_fell_and_who_held_what() {
        let world = fixture::World::new();
        let (_, rows) = read(&influence_csv(&world.account()));
        let find = |month: &str, who: &str| {
            rows.iter().find(|r| r[0] == month && r[1] == who).expect("a row").clone()
        };
        let before = find("1953-05", "beria");
        assert_eq!(&before[before.len() - 2..], ["interior", "member"]);
        let after = rows.iter().rev().find(|row| row[1] == "beria").expect("a row");
        assert_eq!(&after[after.len() - 2..], ["", "executed"]);
        assert_eq!(number(0.0), after[2], "in the last row of whoever has left his influence is 0");
        assert!(rows.iter().any(|row| row[0] > after[0]), "others go on");
    }

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("@x"), "'@x");
        assert_eq!(text("beria"), "beria");
        let world = fixture::World::new();
        assert!(indicators_csv(&world.account()).contains("-0.2"), "numbers stay numbers");
    }
}
