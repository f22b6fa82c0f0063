//! Who leads at the end, as a hundred dots.

use super::super::figure::Figure;
use super::super::frame;
use super::super::palette::{Colour, INK, Look, SOFT, WHITE};
use super::super::sheet::{MARGIN, Sheet, TEXT, Type, WIDTH, Words};
use super::super::table::csv;
use super::super::typeface::wrap;
use super::super::words::finding;
use super::{Multitude, UNKNOWN};
use crate::statistics::Estimate;

const NAME: &str = "leader-at-end";
/// From one dot to the next in pixels.
const PITCH: f64 = 41.0;
const DOT: f64 = 17.0;
/// Most people with dots of their own.
const MOST: usize = 9;
/// Height of an entry beside the dots.
const ENTRY: f64 = 41.0;

/// Some people who lead at the end, or one of them.
struct Group {
    name: String,
    id: String,
    look: Option<Look>,
    count: u64,
    dots: usize,
}

impl Group {
    fn colour(&self) -> Colour {
        self.look.map_or(SOFT, |look| look.colour)
    }
}

/// Draws who leads in the last month: a hundred dots, each one in a hundred histories.
pub fn leader_at_end(many: &Multitude<'_>) -> Figure {
    let groups = groups(many);
    let title = title(many);
    let last = many.polity.calendar.when(many.rounds().saturating_sub(1));
    let subtitle = format!(
        "Who has the greatest influence {last}: each dot is one in a hundred histories, rounded \
         so that they add up. Simulated; ranges at 95 %."
    );
    let mut sheet = Sheet::default();
    let top = frame::heading(&mut sheet, &title, &subtitle) + 18.0;
    let owners: Vec<&Group> =
        groups.iter().flat_map(|group| std::iter::repeat_n(group, group.dots)).collect();
    for (at, group) in owners.iter().enumerate() {
        let (row, column) = ((at / 10) as f64, (at % 10) as f64);
        let centre = (MARGIN + DOT + 2.0 + column * PITCH, top + DOT + row * PITCH);
        dot(&mut sheet, centre, group);
    }
    let left = MARGIN + 10.0 * PITCH + 44.0;
    let mut foot = top;
    for group in groups.iter().filter(|group| group.dots > 0) {
        dot(&mut sheet, (left, foot + DOT), group);
        let (big, soft) = (Type::new(19.0, INK).bold(), Type::new(TEXT, SOFT));
        // The share itself: the dots are rounded so that they add up to a hundred.
        let found = many.rate(group.count);
        let rate = found.map_or_else(String::new, |found| format!(": {}", found.in_hundred()));
        let room = WIDTH - MARGIN - left - 28.0 - big.width(&rate);
        let told = format!("{}{rate}", big.fit(&group.name, room));
        sheet.text((left + 28.0, foot + 15.0), big, &told);
        if let Some(found) = found {
            sheet.text((left + 28.0, foot + 33.0), soft, &found.range());
        }
        foot += ENTRY + 3.0;
    }
    foot = foot.max(top + 10.0 * PITCH);
    let rare: Vec<&str> =
        groups.iter().filter(|group| group.dots == 0).map(|group| group.name.as_str()).collect();
    if !rare.is_empty() {
        let told = format!("In fewer than one of 100: {}.", rare.join(", "));
        for line in wrap(&told, TEXT, false, WIDTH - 2.0 * MARGIN) {
            foot += frame::LINE;
            sheet.text((MARGIN, foot), Type::new(TEXT, SOFT), &line);
        }
    }
    let height = frame::footer(&mut sheet, foot, many.caption);
    let alt = alt(many, &groups, &title);
    let words = Words { name: NAME, title: title.clone(), alt: alt.clone() };
    let svg = sheet.ink(height, &words);
    Figure { name: NAME.to_owned(), title, alt, svg, csv: table(many) }
}

fn dot(sheet: &mut Sheet, centre: (f64, f64), group: &Group) {
    sheet.disc(centre, DOT, group.colour());
    if let Some(look) = group.look {
        sheet.marker_on(centre, look.marker, WHITE, group.colour(), 1.7);
    }
}

/// The most frequent leaders, the rest as one, with dots that add up to a hundred.
fn groups(many: &Multitude<'_>) -> Vec<Group> {
    let ranked = many.ranked(many.rounds().saturating_sub(1));
    let own = if ranked.len() > MOST + 1 { MOST } else { ranked.len() };
    let mut groups: Vec<Group> = ranked[..own]
        .iter()
        .map(|&(who, count)| Group {
            name: many.short(who).to_owned(),
            id: many.id(who).to_owned(),
            look: Some(many.look(who)),
            count: u64::from(count),
            dots: 0,
        })
        .collect();
    let rest = &ranked[own..];
    if !rest.is_empty() {
        groups.push(Group {
            name: format!("{} others", rest.len()),
            id: "others".to_owned(),
            look: None,
            count: rest.iter().map(|(_, count)| u64::from(*count)).sum(),
            dots: 0,
        });
    }
    let counts: Vec<u64> = groups.iter().map(|group| group.count).collect();
    for (group, dots) in groups.iter_mut().zip(hundred(&counts)) {
        group.dots = dots;
    }
    groups
}

/// Shares out a hundred by counts: whole parts first, then the largest remainders, ties to the
/// earlier.
fn hundred(counts: &[u64]) -> Vec<usize> {
    let total: u64 = counts.iter().sum();
    if total == 0 {
        return vec![0; counts.len()];
    }
    let mut dots: Vec<usize> = counts.iter().map(|n| (100 * n / total) as usize).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(100 * counts[at] % total), at));
    let left = 100 - dots.iter().sum::<usize>();
    order.into_iter().take(left).for_each(|at| dots[at] += 1);
    dots
}

/// Who leads most often, or which two, as far as it is known.
fn title(many: &Multitude<'_>) -> String {
    let ranked = many.ranked(many.rounds().saturating_sub(1));
    let mut candidates = Vec::new();
    match (many.front(&ranked), &ranked[..]) {
        (Some(1), [(who, count), ..]) => {
            let rate = many.rate(u64::from(*count)).map(Estimate::in_hundred);
            let rate = rate.unwrap_or_default().replace(" in ", " of ");
            let (name, leads) = (many.short(*who), many.verb(*who, "leads", "lead"));
            candidates.push(format!("{name} {leads} at the end in {rate} histories"));
        }
        (Some(_), [(one, _), (other, _), ..]) => {
            let (one, other) = (many.short(*one), many.short_within(*other));
            candidates.push(format!("{one} and {other} lead most often at the end"));
        }
        (_, [_, ..]) => candidates.push(UNKNOWN.to_owned()),
        (_, []) => {}
    }
    finding(candidates, "Who leads at the end")
}

fn alt(many: &Multitude<'_>, groups: &[Group], title: &str) -> String {
    let unit = many.polity.calendar.unit.word();
    let mut text =
        format!("A hundred dots for who leads in the last {unit} {}. {title}.", many.matter());
    for group in groups {
        if let Some(found) = many.rate(group.count) {
            text += &format!(" {}: {}, {}.", group.name, found.in_hundred(), found.range());
        }
    }
    text
}

fn table(many: &Multitude<'_>) -> String {
    let rows = groups(many).into_iter().filter_map(|group| {
        let found = many.rate(group.count)?;
        let share = |value: f64| format!("{value:.6}");
        Some(vec![
            group.id,
            group.count.to_string(),
            group.dots.to_string(),
            share(found.p),
            share(found.lo),
            share(found.hi),
        ])
    });
    csv(&["principal", "histories", "dots", "share", "lo", "hi"], rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_add_up_to_a_hundred_and_stay_within_one_of_the_truth() {
        for counts in [&[1, 1, 1][..], &[1999, 1], &[7, 3, 2, 988, 500], &[5]] {
            let dots = hundred(counts);
            assert_eq!(dots.iter().sum::<usize>(), 100);
            let total: u64 = counts.iter().sum();
            for (dots, count) in dots.iter().zip(counts) {
                let exact = 100.0 * *count as f64 / total as f64;
                assert!((*dots as f64 - exact).abs() < 1.0, "{dots} for {exact}");
            }
        }
        assert_eq!(hundred(&[0, 0]), [0, 0]);
    }
}
