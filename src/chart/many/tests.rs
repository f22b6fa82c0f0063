//! What the charts of many histories promise.

use super::super::sample::sample;
use super::super::tests::{assert_dated, assert_legible, texts};
use super::super::{Caption, Colour, Figure, Shown};
use super::*;
use crate::polity::RoundUnit;

const ROUNDS: usize = 142;

/// A made-up thousand histories: who leads when, drifting from the fifth principal to the fourth.
struct Made {
    polity: Polity,
    caption: Caption,
}

impl Made {
    fn new() -> Self {
        let sample = sample();
        let caption = Caption { shown: Shown::Many(1000), ..sample.occasion().caption.clone() };
        Self { polity: sample.polity, caption }
    }

    fn many(&self) -> Multitude<'_> {
        let persons = self.polity.principals.len() + 1;
        let share = |round: usize, who: usize| {
            let late = round as f64 / ROUNDS as f64;
            match who {
                0 if round < 12 => 0.2,
                3 => 0.15 + 0.4 * late,
                4 => 0.3 - 0.2 * late,
                _ => 0.04,
            }
        };
        let bands = |round: usize| {
            let of = |who: usize| {
                [0.0, 0.4, 0.7, 1.0, 1.2, 1.4, 1.6].map(|times| times * share(round, who))
            };
            (0..persons).map(of).collect()
        };
        let leads = |round: usize| {
            let mut row = vec![0; persons];
            let late = u32::try_from(round * 5).unwrap();
            (row[3], row[4], row[persons - 1]) = (150 + late, 800 - late, 15);
            row[0] = 1000 - row.iter().sum::<u32>();
            row
        };
        let falls = |who: usize| {
            let count = |round: usize| match who {
                0 => u32::from(round > 2 && round < 12) * 90,
                3 | 4 => u32::from(round > 20) * 3,
                5 => u32::from(round == 30) * 4,
                _ => 0,
            };
            (0..ROUNDS).map(count).collect()
        };
        let single = |history: usize| {
            let row = |round: usize| {
                (0..persons).map(|who| share((round + history) % ROUNDS, who) as f32).collect()
            };
            (0..ROUNDS).map(row).collect()
        };
        Multitude {
            polity: &self.polity,
            risen: "risen",
            caption: &self.caption,
            histories: 1000,
            bands: (0..ROUNDS).map(bands).collect(),
            leads: (0..ROUNDS).map(leads).collect(),
            falls: (0..persons).map(falls).collect(),
            singles: (0..25).map(single).collect(),
        }
    }
}

fn all(many: &Multitude<'_>) -> Vec<Figure> {
    [leader_at_end, leaders_by_month, influence_bands, falls].map(|draw| draw(many)).into()
}

#[test]
fn every_text_is_large_enough_inside_and_clear_of_the_others() {
    for figure in all(&Made::new().many()) {
        assert_legible(&figure);
    }
}

#[test]
fn between_histories_of_which_there_is_one_nothing_differs() {
    let made = Made::new();
    let one = Multitude { histories: 1, ..made.many() };
    let title = influence_bands(&one).title;
    assert_eq!(title, "Influence in the one history that was played");
}

#[test]
fn long_names_stay_on_the_sheet() {
    let mut made = Made::new();
    for more in ["of the Far-Away Provinces", "and all that lies beyond them"] {
        for person in &mut made.polity.principals {
            person.short = format!("{} {more}", person.short);
        }
        all(&made.many()).iter().for_each(assert_legible);
    }
}

#[test]
fn no_chart_of_many_speaks_of_months_where_rounds_are_none() {
    let mut made = Made::new();
    for unit in [RoundUnit::Week, RoundUnit::Quarter, RoundUnit::Year] {
        made.polity.calendar.unit = unit;
        all(&made.many()).iter().for_each(|figure| assert_dated(figure, &made.polity.calendar));
    }
}

#[test]
fn titles_are_findings_and_words_say_what_is_shown() {
    for figure in all(&Made::new().many()) {
        let words = figure.title.split_whitespace().count();
        assert!((3..=10).contains(&words), "{}", figure.title);
        assert!(figure.alt.contains(&figure.title), "{}", figure.alt);
        assert!(figure.alt.contains("1,000 simulated histories"), "{}", figure.alt);
        assert!(figure.alt.contains("March 1953 to December 1964"), "{}", figure.alt);
        assert!(figure.svg.contains("role=\"img\"") && figure.svg.contains("<desc id="));
        let footer = texts(&figure).into_iter().any(|(text, ..)| text.contains("1,000 histories"));
        assert!(footer, "{}", figure.name);
    }
}

#[test]
fn titles_follow_the_counts() {
    let made = Made::new();
    let many = made.many();
    assert_eq!(leader_at_end(&many).title, "Khrushchev leads at the end in 86 of 100 histories");
    let by_month = leaders_by_month(&many).title;
    assert!(by_month.starts_with("Khrushchev leads most often from "), "{by_month}");
    assert_eq!(falls(&many).title, "Beria falls in 81 of 100, mostly before 1954");
}

#[test]
fn falls_come_mostly_before_a_year_only_where_clearly_more_than_half_do() {
    let made = Made::new();
    let mut many = made.many();
    let mut title = |before: u32, after: u32| {
        many.falls.iter_mut().for_each(|row| row.fill(0));
        (many.falls[0][8], many.falls[0][40]) = (before, after);
        falls(&many).title
    };
    assert_eq!(title(420, 420), "Beria falls in 84 of 100, half before 1954");
    assert_eq!(title(600, 240), "Beria falls in 84 of 100, mostly before 1954");
}

#[test]
fn of_few_histories_each_has_its_dot() {
    let made = Made::new();
    let mut many = made.many();
    many.falls.iter_mut().for_each(|row| row.fill(0));
    let empty = falls(&many);
    assert_eq!(empty.title, "Nobody falls in any history");
    many.histories = 3;
    let dots = |figure: &Figure| figure.svg.matches("<circle").count();
    many.falls[0][5] = 1;
    let once = dots(&falls(&many));
    (many.falls[0][40], many.falls[0][80]) = (1, 1);
    let figure = falls(&many);
    assert_eq!(dots(&figure), once + 2);
    let said = |told: &str| texts(&figure).into_iter().any(|(text, ..)| text.contains(told));
    assert!(said("Each dot is one history") && said("falls in 3 of 3"));
    many.singles.truncate(1);
    let bands = influence_bands(&many);
    let one = |(text, ..): (String, [f32; 4], f32)| text.contains("the thin line is 1 single");
    assert!(texts(&bands).into_iter().any(one));
}

#[test]
fn the_median_month_of_falling_is_that_of_all_falls_and_not_of_the_dots() {
    let made = Made::new();
    let mut many = made.many();
    many.falls[3] = vec![0; ROUNDS];
    (many.falls[3][10], many.falls[3][20], many.falls[3][40]) = (35, 1, 34);
    let told = |many: &Multitude<'_>| {
        let alt = falls(many).alt;
        let from = alt.find("Khrushchev falls").unwrap();
        let rest = &alt[from..];
        let median = rest.find("median ").unwrap() + "median ".len();
        rest[median..].split('.').next().unwrap().to_owned()
    };
    // 70 falls: the 35th comes in January 1954, and of four dots the third lies in July 1956.
    assert_eq!(told(&many), "January 1954");
    (many.falls[3][10], many.falls[3][20]) = (34, 2);
    assert_eq!(told(&many), "November 1954");
}

#[test]
fn a_short_time_in_the_lead_is_shown_before_a_long_one_of_less_weight() {
    let mut made = Made::new();
    for k in 0..12 {
        let mut more = made.polity.principals[0].clone();
        (more.id, more.short) = (format!("more_{k}"), format!("More {k}"));
        made.polity.principals.push(more);
    }
    let mut many = made.many();
    for (round, row) in many.leads.iter_mut().enumerate() {
        row.fill(25);
        row[0] = if round < 2 { 200 } else { 0 };
        row[3] += 1000 - row.iter().sum::<u32>();
    }
    let figure = leaders_by_month(&many);
    let named = texts(&figure).into_iter().any(|(text, ..)| text == many.short(0));
    assert!(named, "whoever leads in a fifth of all histories for a while has a layer");
}

#[test]
fn shares_are_printed_as_they_are_and_not_as_dots() {
    let made = Made::new();
    let mut many = made.many();
    let last = many.leads.last_mut().expect("a round");
    last.fill(0);
    (last[0], last[1], last[2], last[3], last[4]) = (35, 35, 35, 35, 860);
    let figure = leader_at_end(&many);
    let printed = texts(&figure);
    for (who, share) in [(0, 35), (4, 860)] {
        let rate = many.rate(share).expect("a rate").in_hundred();
        let wanted = format!("{}: {rate}", many.short(who));
        assert!(printed.iter().any(|(text, ..)| *text == wanted), "{wanted}");
    }
}

#[test]
fn where_nobody_is_clear_of_the_others_the_title_says_so() {
    let made = Made::new();
    let mut many = made.many();
    many.histories = 20;
    // Eight against two in twenty is not known to be more; nor are two who tie with others.
    for counts in [[8, 2, 2, 2, 2, 2, 2], [5, 5, 5, 5, 0, 0, 0]] {
        for row in &mut many.leads {
            row.fill(0);
            row[..7].copy_from_slice(&counts);
        }
        many.falls.iter_mut().zip(counts).for_each(|(row, count)| {
            row.fill(0);
            row[30] = count;
        });
        assert_eq!(leader_at_end(&many).title, "Too few histories to say who leads most often");
        assert_eq!(leaders_by_month(&many).title, "Too few histories to say who leads most often");
        assert_eq!(falls(&many).title, "Too few histories to say who falls most often");
    }
}

#[test]
fn fortunes_differ_most_only_where_bands_are_clearly_wider_than_all_others() {
    let made = Made::new();
    let title = |histories| influence_bands(&Multitude { histories, ..made.many() }).title;
    assert_eq!(title(1000), "Khrushchev\u{2019}s fortunes differ most between histories");
    assert_eq!(title(5), "Too few histories to say whose fortunes differ most");
}

#[test]
fn it_is_stated_how_well_shares_are_known() {
    let made = Made::new();
    for (histories, known) in [(1000, "1,000 histories"), (40, "40 histories"), (1, "1 history")] {
        let many = Multitude { histories, ..made.many() };
        let reach = match histories {
            1000 => "3.1",
            40 => "15",
            _ => "40",
        };
        for figure in [leaders_by_month(&many), influence_bands(&many), falls(&many)] {
            let said = texts(&figure).into_iter().map(|(text, ..)| text);
            let said = said.collect::<Vec<_>>().join(" ");
            let with = format!("with {known}, ");
            let within = format!("is known to within \u{b1}{reach} in 100");
            assert!(said.contains(&with) && said.contains(&within), "{within}: {said}");
        }
    }
}

#[test]
fn two_are_named_where_both_are_clear_of_the_third() {
    let made = Made::new();
    let mut many = made.many();
    many.falls.iter_mut().for_each(|row| row.fill(0));
    for row in &mut many.leads {
        row.fill(0);
        (row[3], row[4], row[5]) = (455, 445, 100);
    }
    (many.falls[3][30], many.falls[4][30], many.falls[5][30]) = (455, 445, 100);
    let title = leader_at_end(&many).title;
    assert_eq!(title, "Khrushchev and Malenkov lead most often at the end");
    assert_eq!(leaders_by_month(&many).title, "Too few histories to say who leads most often");
    assert_eq!(falls(&many).title, "Khrushchev and Malenkov fall most often");
}

#[test]
fn a_lead_by_month_is_told_from_when_nobody_else_is_clearly_ahead() {
    let made = Made::new();
    // Who leads in how many of a thousand histories, from one round to another; nobody is clear of
    // the other where they are near.
    let title = |spans: &[(usize, u32)]| {
        let mut many = made.many();
        let mut from = 0;
        for &(to, fourth) in spans {
            for row in &mut many.leads[from..to] {
                row.fill(0);
                (row[3], row[4]) = (fourth, 1000 - fourth);
            }
            from = to;
        }
        assert_eq!(from, ROUNDS);
        leaders_by_month(&many).title
    };
    let name = "Khrushchev leads most often";
    assert_eq!(title(&[(142, 600)]), format!("{name} from first to last"));
    // A month in which it is not clear interrupts nothing.
    assert_eq!(
        title(&[(30, 400), (70, 600), (71, 505), (142, 600)]),
        format!("{name} from September 1955")
    );
    assert_eq!(title(&[(70, 600), (71, 495), (142, 600)]), format!("{name} from first to last"));
    // Another's time does.
    let again = format!("{name} again from September 1958");
    assert_eq!(title(&[(30, 600), (66, 400), (142, 600)]), again);
    assert_eq!(title(&[(65, 600), (66, 400), (142, 600)]), again);
    // Nor does the time in which he has the most, but not clearly so.
    let clearly = "clearly until December 1963";
    assert_eq!(title(&[(130, 600), (142, 510)]), format!("{name}, {clearly}"));
    let throughout = format!("{name} throughout, but not always clearly");
    assert_eq!(title(&[(60, 600), (65, 510), (130, 600), (142, 510)]), throughout);
    assert_eq!(title(&[(60, 510), (70, 600), (142, 510)]), throughout);
    let unclear = format!("{name} from September 1955, not always clearly");
    assert_eq!(title(&[(30, 400), (130, 600), (142, 510)]), unclear);
    // Another may have more in the end, as unclearly.
    let to = format!("Khrushchev leads to October 1964, {clearly}");
    assert_eq!(title(&[(130, 600), (140, 510), (142, 490)]), to);
    // Another's time does, and the time in which another has more.
    let until = format!("{name} from March 1953 to December 1963");
    assert_eq!(title(&[(130, 600), (142, 490)]), until);
    assert_eq!(title(&[(130, 600), (140, 505), (142, 400)]), until);
    let until = format!("{name} from September 1955 to December 1963");
    assert_eq!(title(&[(30, 400), (130, 600), (142, 490)]), until);
}

#[test]
fn newcomers_are_many_and_have_their_key_and_their_row() {
    let mut made = Made::new();
    made.polity.principals[6].id = "risen".to_owned();
    let mut many = made.many();
    many.risen = "risen_";
    let newcomers = many.persons() - 1;
    for row in &mut many.leads {
        row.fill(0);
        row[newcomers] = 1000;
    }
    many.bands.iter_mut().for_each(|row| row[newcomers] = [0.0, 0.0, 0.1, 0.5, 0.9, 1.0, 1.0]);
    many.falls[newcomers][30] = 400;
    let at_end = leader_at_end(&many);
    assert_eq!(at_end.title, "Newcomers lead at the end in 100 of 100 histories");
    assert_eq!(leaders_by_month(&many).title, "Newcomers lead most often from first to last");
    let bands = influence_bands(&many);
    assert_eq!(bands.title, "Newcomers\u{2019} fortunes differ most between histories");
    many.falls[newcomers][30] = 1;
    let rare = texts(&falls(&many)).into_iter().find(|(text, ..)| text.starts_with("Less often"));
    let rare = rare.expect("a line").0;
    assert!(rare.contains("newcomers") && !rare.contains("Newcomers"), "{rare}");
    many.falls[newcomers][30] = 400;
    let falls = falls(&many);
    for wanted in ["Newcomers", "fall in 40 of 100"] {
        assert!(texts(&falls).into_iter().any(|(text, ..)| text == wanted), "{wanted}");
    }
    for figure in [at_end, bands, falls, leaders_by_month(&many)] {
        assert!(figure.csv.contains("risen_,"), "{}", figure.name);
        assert_legible(&figure);
    }
}

#[test]
fn names_in_areas_are_drawn_over_every_line() {
    let printed = texts(&leaders_by_month(&Made::new().many()));
    let place = |wanted: &str| printed.iter().position(|(text, ..)| text == wanted);
    // A line is drawn with its figure.
    assert!(place("75") < place("Khrushchev"), "{printed:?}");
    assert!(place("75").is_some());
}

#[test]
fn no_line_strikes_through_a_name_that_has_room() {
    let made = Made::new();
    let mut many = made.many();
    // The middle of the upper area is at seventy-five.
    for row in &mut many.leads {
        row.fill(0);
        (row[3], row[4]) = (501, 499);
    }
    let printed = texts(&leaders_by_month(&many));
    let place = |wanted: &str| {
        let found = printed.iter().find(|(text, ..)| text == wanted);
        found.map(|(_, [_, top, _, bottom], _)| (*top, *bottom)).expect("a text")
    };
    let ((top, bottom), (above, below)) = (place("75"), place("Malenkov"));
    let line = f32::midpoint(top, bottom);
    assert!(below < line || line < above, "{line} in {above} to {below}");
}

#[test]
fn a_hundred_dots_are_a_hundred() {
    let figure = leader_at_end(&Made::new().many());
    let mut reader = csv::Reader::from_reader(figure.csv.as_bytes());
    let dots: u32 = reader.records().map(|row| row.unwrap()[2].parse::<u32>().unwrap()).sum();
    assert_eq!(dots, 100);
}

#[test]
fn one_person_has_one_colour_in_every_chart() {
    let made = Made::new();
    let many = made.many();
    let own = Colour::parse("#0072B2").unwrap();
    assert_eq!(many.look(3).colour, own);
    let written = format!("#{:02X}{:02X}{:02X}", own.0, own.1, own.2);
    for figure in all(&many) {
        assert!(figure.svg.contains(&written), "{}", figure.name);
    }
}

#[test]
fn few_short_and_empty_histories_are_drawn_too() {
    let made = Made::new();
    let mut many = made.many();
    many.histories = 1;
    many.leads.truncate(1);
    many.bands.truncate(1);
    many.leads[0].fill(0);
    many.leads[0][2] = 1;
    many.singles.truncate(1);
    many.falls.iter_mut().for_each(|row| row.fill(0));
    for figure in all(&many) {
        assert!(figure.png().starts_with(b"\x89PNG"));
    }
    many.histories = 0;
    many.leads.clear();
    many.bands.clear();
    many.singles.clear();
    for figure in all(&many) {
        assert!(figure.png().starts_with(b"\x89PNG"));
    }
}

#[test]
fn long_names_and_markup_stay_on_the_sheet() {
    let mut made = Made::new();
    for principal in &mut made.polity.principals {
        principal.short = format!("<b>The second secretary</b> {}", principal.id);
    }
    for figure in all(&made.many()) {
        assert!(!figure.svg.contains("<b>"));
        assert_legible(&figure);
    }
}

/// Writes the pictures where `CHART_DIR` says, to be looked at.
#[test]
#[ignore = "for looking at, not for checking"]
fn pictures_to_look_at() {
    let Some(folder) = std::env::var_os("CHART_DIR") else { return };
    for figure in all(&Made::new().many()) {
        let path = std::path::Path::new(&folder).join(&figure.name);
        std::fs::write(path.with_extension("png"), figure.png()).unwrap();
    }
}
