//! The entries of the record, for a terminal.

use crate::cli::lines::wrap;
use crate::history::pad;
use crate::statistics::brief_hundredths;

use super::found::Assessed;

/// Columns from which the entries stand in a table; with fewer, what is told of one stands below it.
pub(super) const TABLE: usize = 72;

/// Each entry: how often within its window, where it lies, what it costs given those before.
pub(super) fn entries(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    if width < TABLE {
        one_below_the_other(lines, width, a);
    } else {
        entry_table(lines, width, a);
    }
    let (all, bulk) = (a.places.len(), a.in_bulk());
    let told = format!(
        "{bulk} of {all} lie in the bulk of the histories, {} in a tail: there the record is unusual for the \
         model. Fewer than 5 in 100 histories agree within the window, or 95 in 100 of those that have it at \
         all have it later, or earlier.",
        all - bulk
    );
    wrap(lines, width, " ", " ", &told);
}

/// What the chain gives an entry, given those before it; `None` where it does not reach it.
fn given(a: &Assessed, entry: usize) -> Option<String> {
    a.chain.steps.get(entry).map(|step| brief_hundredths(step.chance))
}

fn one_below_the_other(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    let told = "Of 100 histories, those that have what happened within its window:";
    wrap(lines, width, " ", " ", told);
    for (k, (entry, place)) in a.yardstick.entries.iter().zip(&a.places).enumerate() {
        let head = format!(" {}  ", entry.on.label());
        wrap(lines, width, &head, "   ", &entry.text);
        let given = given(a, k).map_or_else(String::new, |p| format!("; given all before it, {p}"));
        let lies = place.lies.words();
        let told =
            format!("{}; the record lies in: {lies}{given}", brief_hundredths(place.agree.p));
        wrap(lines, width, "   ", "   ", &told);
    }
}

fn entry_table(lines: &mut Vec<String>, width: usize, a: &Assessed) {
    // A record may name a day.
    let dates = a.yardstick.entries.iter().map(|entry| entry.on.label().len());
    let date = dates.fold(7, usize::max);
    let room = width - 47 - date;
    lines.push(format!(
        " {:<date$}  {:<room$}  {:>6}  {:<19}  {:>10}",
        "", "in 100 histories", "within", "the record lies in", "given all"
    ));
    lines.push(format!(
        " {:<date$}  {:<room$}  {:>6}  {:<19}  {:>10}",
        "in fact", "what happened", "window", "", "before it"
    ));
    for (k, (entry, place)) in a.yardstick.entries.iter().zip(&a.places).enumerate() {
        let given = given(a, k).unwrap_or_default();
        // The whole of it: two entries may begin alike.
        let mut told = Vec::new();
        wrap(&mut told, room, "", "", &entry.text);
        let mut told = told.into_iter();
        lines.push(format!(
            " {:<date$}  {}  {:>6}  {:<19}  {given:>10}",
            entry.on.label(),
            pad(&told.next().unwrap_or_default(), room),
            brief_hundredths(place.agree.p),
            place.lies.words(),
        ));
        let indent = " ".repeat(3 + date);
        lines.extend(told.map(|more| format!("{indent}{more}")));
    }
}
