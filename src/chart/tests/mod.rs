//! What every chart promises.

mod colours;
mod history;
mod whatif;
mod words;

use resvg::usvg::{Group, Node};

use super::sample::{Sample, sample};
use super::*;
use crate::polity::{Calendar, RoundUnit};

fn all(sample: &Sample) -> Vec<Figure> {
    let occasion = sample.occasion();
    vec![influence(&occasion), makeup(&occasion).expect("parts are kept"), indicators(&occasion)]
}

/// Texts with their places and sizes, as the renderer sets them; in pixels.
pub(in crate::chart) fn texts(figure: &Figure) -> Vec<(String, [f32; 4], f32)> {
    fn gather(group: &Group, found: &mut Vec<(String, [f32; 4], f32)>) {
        for node in group.children() {
            match node {
                Node::Group(group) => gather(group, found),
                Node::Text(text) => {
                    let chunk = &text.chunks()[0];
                    let place = text.abs_bounding_box();
                    let scale = text.abs_transform().sx;
                    let corners = [place.left(), place.top(), place.right(), place.bottom()];
                    let size = chunk.spans()[0].font_size().get() * scale;
                    found.push((chunk.text().trim().to_owned(), corners, size));
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    gather(figure.tree().root(), &mut found);
    found
}

pub(in crate::chart) fn assert_legible(figure: &Figure) {
    let size = figure.tree().size();
    let texts = texts(figure);
    assert!(texts.len() > 5, "{}", figure.name);
    for (text, [left, top, right, bottom], letters) in &texts {
        assert!(*letters >= 13.99, "{}: {text:?} is {letters} px", figure.name);
        let inside = *left >= 0.0 && *top >= 0.0;
        assert!(
            inside && *right <= size.width() && *bottom <= size.height(),
            "{}: {text:?} leaves the picture at {left} {top} {right} {bottom}",
            figure.name
        );
    }
    for (at, (text, a, _)) in texts.iter().enumerate() {
        for (other, b, _) in &texts[at + 1..] {
            let across = a[2].min(b[2]) - a[0].max(b[0]);
            let down = a[3].min(b[3]) - a[1].max(b[1]);
            // Boxes hold ascenders and descenders; letters touch only beyond those.
            assert!(
                across <= 0.5 || down <= 4.5,
                "{}: {text:?} lies on {other:?} by {across} x {down}",
                figure.name
            );
        }
    }
}

/// That a chart of rounds that are no months says nothing of months, and nothing of `in 3 May 1953`.
pub(in crate::chart) fn assert_dated(figure: &Figure, calendar: &Calendar) {
    let told = format!("{} {}", figure.title, figure.alt);
    let drawn = texts(figure).into_iter().map(|(text, ..)| text);
    let told = drawn.fold(told, |told, text| format!("{told} {text}"));
    assert!(!told.to_lowercase().contains("month"), "{:?}: {told}", calendar.unit);
    let misdated = |round: &usize| {
        let dates = [calendar.words(*round), frame::short_date(calendar, *round)];
        dates.iter().any(|date| told.contains(&format!("in {date}")))
    };
    let days = calendar.unit == RoundUnit::Week;
    assert_eq!((0..calendar.rounds).find(|round| days && misdated(round)), None, "{told}");
}

#[test]
fn every_text_is_large_enough_inside_and_clear_of_the_others() {
    for figure in all(&sample()) {
        assert_legible(&figure);
    }
}

#[test]
fn the_numbers_lie_beside_the_picture() {
    let sample = sample();
    for figure in all(&sample) {
        let mut reader = csv::Reader::from_reader(figure.csv.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(rows.len() >= 142 * 6, "{}", figure.name);
        assert_eq!(&rows[0][0], "1953-03");
    }
    let first = "1953-03,beria,0.2";
    assert!(all(&sample)[0].csv.lines().nth(1).is_some_and(|line| line.starts_with(first)));
}

#[test]
fn the_same_history_gives_the_same_bytes() {
    let (one, other) = (all(&sample()), all(&sample()));
    assert_eq!(one, other);
    for (a, b) in one.iter().zip(&other) {
        let png = a.png();
        assert!(png.starts_with(b"\x89PNG"));
        assert!(png == b.png());
    }
}

#[test]
fn every_line_drawn_stands_out_on_white() {
    for figure in all(&sample()) {
        let text = figure.svg.lines().filter(|line| line.starts_with("<text"));
        for line in text {
            let fill = line.split("fill=\"").nth(1).and_then(|rest| rest.get(..7)).unwrap();
            let colour = Colour::parse(fill).unwrap();
            let on_paper = colour.contrast(palette::WHITE) >= 4.5;
            assert!(on_paper || colour == palette::WHITE, "{line}");
        }
    }
}

#[test]
fn markup_in_names_is_only_text() {
    let mut sample = sample();
    sample.log.cast[3].short = "<b>\"K\" & 'co'</b>".to_owned();
    sample.polity.offices[1].name = "First <Secretary> & \"all\"".to_owned();
    for figure in all(&sample) {
        assert!(!figure.svg.contains("<b>"));
        assert_legible(&figure);
    }
}

#[test]
fn empty_and_tiny_histories_are_drawn_too() {
    let mut sample = sample();
    sample.log.measures.influence.truncate(1);
    sample.log.measures.first.truncate(1);
    sample.log.measures.parts.truncate(1);
    sample.log.measures.indicators.truncate(1);
    for figure in all(&sample) {
        assert_legible(&figure);
    }
    sample.log = crate::engine::Log::default();
    assert!(makeup(&sample.occasion()).is_none());
    for figure in [influence(&sample.occasion()), indicators(&sample.occasion())] {
        assert!(figure.png().starts_with(b"\x89PNG"));
    }
}

#[test]
fn long_names_and_many_posts_stay_on_the_sheet() {
    let mut sample = sample();
    for (at, office) in sample.polity.offices.iter_mut().enumerate() {
        office.name = format!("Chairman of the All-Union Committee for Everything, number {at}");
    }
    sample.log.cast[5].short = "The second secretary of Dnepropetrovsk".to_owned();
    let long = "word ".repeat(40);
    sample.polity.crises.iter_mut().for_each(|crisis| crisis.name = long.clone());
    for figure in all(&sample) {
        assert_legible(&figure);
    }
}

/// Writes the pictures where `CHART_DIR` says, to be looked at.
#[test]
fn long_names_of_people_are_cut_and_say_that_they_are() {
    let longer = "Caspar von und zu Liechtenstein-Hohenzollern-Sigmaringen, Ritter des Ordens vom \
                  Goldenen Vlies und Herr zu Buchau";
    for name in ["Archbishop Theophilus of Alexandria", longer] {
        let mut sample = sample();
        for (at, figure) in sample.log.cast.iter_mut().enumerate() {
            figure.short = format!("{name} {at}");
        }
        for figure in all(&sample) {
            assert_legible(&figure);
        }
        let figure = influence(&sample.occasion());
        let told: Vec<String> = texts(&figure).into_iter().map(|(text, ..)| text).collect();
        let shares = told.iter().filter(|text| text.ends_with('%')).count();
        let staying = told.iter().filter(|text| text.starts_with(&name[..7])).count();
        assert!(shares > 5 && staying > 0, "{told:?}");
        assert!(told.iter().any(|text| text.ends_with('\u{2026}')), "{told:?}");
    }
}

#[test]
#[ignore = "for looking at, not for checking"]
fn pictures_to_look_at() {
    let Some(folder) = std::env::var_os("CHART_DIR") else { return };
    for figure in all(&sample()) {
        let path = std::path::Path::new(&folder).join(&figure.name);
        std::fs::write(path.with_extension("png"), figure.png()).unwrap();
        std::fs::write(path.with_extension("svg"), &figure.svg).unwrap();
    }
}
