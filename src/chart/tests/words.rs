//! What charts say in words.

use super::{all, assert_dated, sample, texts};
use crate::polity::RoundUnit;

#[test]
fn titles_are_findings_of_ten_words_or_fewer() {
    for figure in all(&sample()) {
        let words = figure.title.split_whitespace().count();
        assert!((3..=10).contains(&words), "{}", figure.title);
    }
}

#[test]
fn pictures_say_in_words_what_they_show() {
    for figure in all(&sample()) {
        assert!(figure.svg.contains("role=\"img\""));
        assert!(figure.svg.contains("<title id="));
        assert!(figure.svg.contains("<desc id="));
        assert!(figure.alt.contains(&figure.title), "{}", figure.alt);
        assert!(figure.alt.contains("March 1953 to December 1964"), "{}", figure.alt);
    }
}

#[test]
fn no_chart_speaks_of_months_where_rounds_are_none() {
    let mut sample = sample();
    for unit in [RoundUnit::Week, RoundUnit::Quarter, RoundUnit::Year] {
        sample.polity.calendar.unit = unit;
        all(&sample).iter().for_each(|figure| assert_dated(figure, &sample.polity.calendar));
    }
}

#[test]
fn the_words_of_the_charts() {
    let mut words = String::new();
    for figure in all(&sample()) {
        words += &format!("# {}\n{}\n", figure.title, figure.alt);
        for (text, ..) in texts(&figure) {
            words += &format!("- {text}\n");
        }
    }
    insta::assert_snapshot!(words);
}
