//! What all pictures have in common: heading, axes, numbered rules with their list, footer.

use super::caption::Caption;
use super::labels::spread;
use super::moments::Moment;
use super::palette::{GRID, INK, RULE, SOFT, WHITE};
use super::sheet::{Anchor, MARGIN, Point, Sheet, TEXT, Type, WIDTH};
use super::typeface::wrap;
use crate::polity::{Calendar, Round, RoundUnit};

/// Height of a line of small text in pixels.
pub(super) const LINE: f64 = 19.0;
/// Room between the plot and the numbers over it, with the numbers.
pub(super) const CHIPS: f64 = 44.0;

const TITLE: f64 = 26.0;
const CHIP: f64 = 11.0;

/// Sets the finding and what is shown; returns where they end.
pub(super) fn heading(sheet: &mut Sheet, title: &str, subtitle: &str) -> f64 {
    let mut base = MARGIN + 22.0;
    let room = WIDTH - 2.0 * MARGIN;
    for line in wrap(title, TITLE, true, room) {
        sheet.text((MARGIN, base), Type::new(TITLE, INK).bold(), &line);
        base += 31.0;
    }
    base -= 4.0;
    for line in wrap(subtitle, 15.0, false, room) {
        sheet.text((MARGIN, base), Type::new(15.0, SOFT), &line);
        base += 20.0;
    }
    base - 8.0
}

/// Sets the footer below `top`; returns the height of the picture.
pub(super) fn footer(sheet: &mut Sheet, top: f64, caption: &Caption) -> f64 {
    let top = top + 10.0;
    sheet.path(&[(MARGIN, top), (WIDTH - MARGIN, top)], GRID, 1.0);
    let mut base = top + LINE + 1.0;
    for line in wrap(&caption.line(), TEXT, false, WIDTH - 2.0 * MARGIN) {
        sheet.text((MARGIN, base), Type::new(TEXT, SOFT), &line);
        base += LINE;
    }
    (base - LINE + 16.0).ceil()
}

/// A plot over time: where its rounds and values lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Plot {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
    /// Rounds shown, at least 1.
    pub rounds: usize,
    /// Value at the foot.
    pub low: f64,
    /// Value at the top.
    pub high: f64,
}

impl Plot {
    pub(super) fn right(&self) -> f64 {
        self.left + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// Where a round begins.
    pub(super) fn start_of(&self, round: Round) -> f64 {
        self.left + self.width * (round as f64 / self.rounds.max(1) as f64).min(1.0)
    }

    /// The middle of a round, where its value is drawn.
    pub(super) fn middle_of(&self, round: Round) -> f64 {
        self.start_of(round) + self.width / self.rounds.max(1) as f64 / 2.0
    }

    /// Where a value lies; values beyond the axis are drawn at its end.
    pub(super) fn height_of(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.bottom() - self.height * share.clamp(0.0, 1.0)
    }

    /// Where a round's value is drawn.
    pub(super) fn point(&self, round: Round, value: f64) -> Point {
        (self.middle_of(round), self.height_of(value))
    }

    /// Carries a line on into the round in which it ends, at the height last held: there a cross
    /// stands.
    pub(super) fn carry(&self, line: &mut Vec<Point>, end: Round) {
        let height = line.last().map_or(self.bottom(), |point| point.1);
        line.push((self.middle_of(end), height));
    }

    /// Grid lines with their values on the left; `written` gives the text of a value.
    pub(super) fn values(&self, sheet: &mut Sheet, at: &[f64], written: impl Fn(f64) -> String) {
        for value in at {
            let y = self.height_of(*value);
            let (colour, width) = if *value == 0.0 { (SOFT, 1.4) } else { (GRID, 1.0) };
            sheet.path(&[(self.left, y), (self.right(), y)], colour, width);
            let set = Type::new(TEXT, SOFT).anchored(Anchor::End);
            sheet.text((self.left - 8.0, y + 5.0), set, &written(*value));
        }
    }

    /// Years below the plot, with ticks where each begins.
    pub(super) fn years(&self, sheet: &mut Sheet, calendar: &Calendar) {
        let set = Type::new(TEXT, SOFT);
        for (round, text) in self.year_ticks(calendar) {
            let (x, y) = (self.start_of(round), self.bottom());
            sheet.path(&[(x, y), (x, y + 6.0)], SOFT, 1.0);
            let half = set.width(&text) / 2.0;
            let middle =
                x.clamp(self.left + half - 4.0, (self.right() - half + 4.0).max(self.left));
            sheet.text((middle, y + LINE + 2.0), set.anchored(Anchor::Middle), &text);
        }
    }

    /// The rounds with which years begin, as many as can be written side by side.
    fn year_ticks(&self, calendar: &Calendar) -> Vec<(Round, String)> {
        let year = |round: Round| calendar.date(round).year();
        let opens = |round: &Round| match round.checked_sub(1) {
            Some(before) => year(*round) != year(before),
            None => calendar.date(0).day_of_year() == 1,
        };
        let years: Vec<Round> = (0..self.rounds).filter(opens).collect();
        if years.len() < 2 {
            let last = self.rounds - 1;
            let ends = if last == 0 { vec![0] } else { vec![0, last] };
            return ends.into_iter().map(|round| (round, calendar.label(round))).collect();
        }
        let fit = (self.width / 56.0).max(1.0);
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
        let many = |step: i16| years.iter().filter(|r| year(**r) % step == 0).count() as f64;
        let step = steps.into_iter().find(|step| many(*step) <= fit).unwrap_or(1000);
        let kept = years.into_iter().filter(|round| year(*round) % step == 0);
        kept.map(|round| (round, year(round).to_string())).collect()
    }

    /// Thin rules at the moments, down to `foot`.
    pub(super) fn rules(&self, sheet: &mut Sheet, moments: &[Moment], foot: f64) {
        for moment in moments {
            let x = self.middle_of(moment.at);
            sheet.path(&[(x, self.top - 4.0), (x, foot)], RULE, 1.0);
        }
    }

    /// The moments' numbers over the plot, pushed apart, each tied to its rule.
    pub(super) fn chips(&self, sheet: &mut Sheet, moments: &[Moment]) {
        let wanted: Vec<f64> = moments.iter().map(|moment| self.middle_of(moment.at)).collect();
        let low = self.left - CHIP;
        let middles = spread(&wanted, 2.0 * CHIP + 3.0, low, self.right() + CHIP);
        let y = self.top - CHIPS + CHIP + 2.0;
        for (at, (x, middle)) in wanted.iter().zip(&middles).enumerate() {
            sheet.path(&[(*x, self.top - 4.0), (*middle, y + CHIP)], RULE, 1.0);
            sheet.disc((*middle, y), CHIP, SOFT);
            let set = Type::new(TEXT, WHITE).bold().anchored(Anchor::Middle);
            sheet.text((*middle, y + 5.0), set, &(at + 1).to_string());
        }
    }
}

/// Sets the list of moments in two columns below `top`; returns where it ends.
pub(super) fn list(sheet: &mut Sheet, top: f64, moments: &[Moment], calendar: &Calendar) -> f64 {
    if moments.is_empty() {
        return top;
    }
    let gap = 28.0;
    let column = (WIDTH - 2.0 * MARGIN - gap) / 2.0;
    let set = Type::new(TEXT, INK);
    let dates: Vec<String> = moments.iter().map(|m| short_date(calendar, m.at)).collect();
    let dated = dates.iter().map(|date| set.width(date)).fold(0.0, f64::max);
    let indent = 28.0 + dated + 12.0;
    let texts: Vec<Vec<String>> =
        moments.iter().map(|m| wrap(&m.text, TEXT, false, column - indent)).collect();
    let first = balance(&texts.iter().map(Vec::len).collect::<Vec<_>>());
    let mut foot = top;
    for (left, part) in [(MARGIN, 0..first), (MARGIN + column + gap, first..moments.len())] {
        let mut base = top + LINE;
        for at in part {
            let number = (at + 1).to_string();
            let (bold, soft) = (set.bold().anchored(Anchor::End), Type::new(TEXT, SOFT));
            sheet.text((left + 18.0, base), bold, &number);
            sheet.text((left + 28.0, base), soft, &dates[at]);
            for line in &texts[at] {
                sheet.text((left + indent, base), set, line);
                base += LINE;
            }
            base += 3.0;
        }
        foot = f64::max(foot, base - LINE + 4.0);
    }
    foot
}

/// How many entries go into the first of two columns, so that the longer one is shortest.
fn balance(lines: &[usize]) -> usize {
    let total: usize = lines.iter().sum();
    let longer = |first: usize| {
        let left: usize = lines[..first].iter().sum();
        left.max(total - left)
    };
    (0..=lines.len()).rev().min_by_key(|first| longer(*first)).unwrap_or(0)
}

/// A round's date in as few letters as will do: `Jun 1953`.
pub(super) fn short_date(calendar: &Calendar, round: Round) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let date = calendar.date(round);
    let month = usize::from(date.month().unsigned_abs()) - 1;
    match calendar.unit {
        RoundUnit::Week => format!("{} {} {}", date.day(), MONTHS[month], date.year()),
        RoundUnit::Month => format!("{} {}", MONTHS[month], date.year()),
        RoundUnit::Quarter => format!("Q{} {}", month / 3 + 1, date.year()),
        RoundUnit::Year => date.year().to_string(),
    }
}

/// When a round was, in as few letters: `in Jun 1953`.
pub(super) fn short_when(calendar: &Calendar, round: Round) -> String {
    let word = if calendar.unit == RoundUnit::Week { "on" } else { "in" };
    format!("{word} {}", short_date(calendar, round))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_list_are_balanced() {
        assert_eq!(balance(&[1, 1, 1, 1]), 2);
        assert_eq!(balance(&[1, 1, 1]), 2);
        assert_eq!(balance(&[3, 1, 1, 1]), 1);
        assert_eq!(balance(&[]), 0);
    }
}
