//! What the charts of many histories promise.

use super::super::sample::sample;
use super::super::tests::{assert_legible, texts};
use super::super::{Caption, Colour, Figure, Shown};
use super::*;

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
fn nothing_below_the_error_of_counting_is_called_a_lead() {
    let made = Made::new();
    let mut many = made.many();
    for row in &mut many.leads {
        row.fill(0);
        (row[3], row[4]) = (505, 495);
    }
    let title = leader_at_end(&many).title;
    assert_eq!(title, "Khrushchev and Malenkov lead at the end about equally often");
    assert_eq!(leaders_by_month(&many).title, "Who leads most often, month by month");
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
