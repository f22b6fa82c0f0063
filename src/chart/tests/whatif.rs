//! What the charts of a what-if show.

use super::super::*;
use super::{Sample, assert_dated, assert_legible, sample, texts};
use crate::polity::RoundUnit;
use crate::statistics::wilson;

fn experiment(sample: &Sample, test: impl Fn(&Experiment<'_>, &[Figure])) {
    let streams = [
        ("khrushchev", "khrushchev", 700),
        ("khrushchev", "malenkov", 180),
        ("malenkov", "khrushchev", 60),
        ("beria", "somebody-new", 40),
        ("molotov", "beria", 20),
    ]
    .map(|(from, to, n)| Stream { from: from.to_owned(), to: to.to_owned(), n });
    let experiment = Experiment {
        polity: &sample.polity,
        whatif: &sample.polity,
        caption: &sample.caption,
        rewrite: "The army stands aside",
        streams: &streams,
        apart: wilson(32, 100),
    };
    let rounds = sample.polity.calendar.rounds;
    let gaps: Vec<Gaps> = [("beria", 0.11), ("malenkov", -0.05), ("khrushchev", 0.001)]
        .into_iter()
        .map(|(id, size)| Gaps {
            id: id.to_owned(),
            mean: (0..rounds).map(|r| size * r as f64 / rounds as f64).collect(),
            error: vec![0.002; rounds],
            spread: vec![(-0.1, 0.2); rounds],
        })
        .collect();
    let rate = |p: f64, by: f64| Rate { p, lo: p - by, hi: p + by };
    let answers: Vec<Answers> = [("beria_out", 0.79, 0.41), ("executions", 0.0, 0.002)]
        .into_iter()
        .map(|(id, base, whatif)| Answers {
            id: id.to_owned(),
            ask: format!("Is it so, in the matter that goes by the name of {id}?"),
            base: rate(base, 0.02),
            whatif: rate(whatif, 0.02),
            difference: rate(whatif - base, 0.02),
            n: if id == "executions" { 412 } else { 2000 },
            selected: id == "executions",
            foremost: id == "beria_out",
            stands_out: id == "beria_out",
        })
        .collect();
    let other = super::sample();
    let figures = [
        dumbbells(&experiment, &answers, 16, 3),
        difference(&experiment, &gaps),
        flow(&experiment),
        twins(
            &sample.occasion(),
            &other.occasion(),
            experiment.rewrite,
            &["mikoyan".to_owned()],
            Some(3),
        ),
    ];
    test(&experiment, &figures);
}

/// A what-if with these leaders at the end.
fn with_streams<'a>(sample: &'a Sample, streams: &'a [Stream]) -> Experiment<'a> {
    Experiment {
        polity: &sample.polity,
        whatif: &sample.polity,
        caption: &sample.caption,
        rewrite: "The army stands aside",
        streams,
        apart: wilson(32, 100),
    }
}

/// So many pairs in which one and the same man leads.
fn steady(n: u64) -> [Stream; 1] {
    [Stream { from: "khrushchev".to_owned(), to: "khrushchev".to_owned(), n }]
}

#[test]
fn charts_of_a_what_if_keep_the_same_rules() {
    experiment(&sample(), |experiment, figures| {
        for figure in figures {
            assert_legible(figure);
            let words = figure.title.split_whitespace().count();
            // A question stands whole.
            assert!((3..=10).contains(&words) || figure.name == "questions", "{}", figure.title);
            assert!(figure.alt.contains(&figure.title), "{}", figure.alt);
            assert!(figure.csv.lines().count() > 2, "{}", figure.name);
        }
        assert_eq!(figures[2].title, "Khrushchev leads in 76 of 100, not 88");
        let svg = &figures[2].svg;
        assert!(svg.contains("In 30 of 100 worlds another person leads"), "how often it changes");
        assert!(
            figures[2].alt.contains("with separate luck in 32, of 100 pairs"),
            "{}",
            figures[2].alt
        );
        assert!(figures[2].alt.contains("from Khrushchev to Malenkov in 18"), "{}", figures[2].alt);
        assert!(figures[1].alt.contains("Khrushchev leads in 76 of 100, not 88"));
        assert_eq!(figures[1].title, "At the end Beria has gained most, Malenkov lost most");
        assert!(experiment.winner_changes().starts_with("In 30"));
        let whole =
            "Is it so, in the matter that goes by the name of beria_out? In 41 of 100, not 79";
        assert_eq!(figures[0].title, whole);
        // Rates of chosen pairs are marked, and what is not drawn is said.
        let told = "here, of 412 pairs in both of which it arises";
        assert!(figures[0].svg.contains(told), "{}", figures[0].svg);
        assert_eq!(figures[0].alt.matches(told).count(), 1, "{}", figures[0].alt);
        assert!(figures[0].csv.contains(",412,here,") && figures[0].csv.contains(",2000,usually,"));
        let svg = figures[0].svg.replace('\n', " ");
        assert!(svg.contains("3 asked in too") && !svg.contains("differ less"), "{svg}");
        assert!(figures[3].alt.contains("Mikoyan"), "he is named: {}", figures[3].alt);
    });
}

#[test]
fn worlds_wear_nobodys_colour() {
    let sample = sample();
    experiment(&sample, |_, figures| {
        for figure in figures.iter().filter(|f| ["questions", "twins"].contains(&&*f.name)) {
            for person in &sample.polity.principals {
                let Some(colour) = &person.colour else { continue };
                assert!(!figure.svg.contains(&**colour), "{}: {}", figure.name, person.id);
            }
        }
    });
}

#[test]
fn no_chart_of_a_what_if_speaks_of_months_where_rounds_are_none() {
    let mut sample = sample();
    for unit in [RoundUnit::Week, RoundUnit::Quarter, RoundUnit::Year] {
        sample.polity.calendar.unit = unit;
        experiment(&sample, |_, figures| {
            figures.iter().for_each(|figure| assert_dated(figure, &sample.polity.calendar));
        });
    }
}

#[test]
fn long_names_stay_on_the_page_of_a_what_if() {
    for more in
        ["of the Far-Away Provinces", "of the Far-Away Provinces and all that lies beyond them"]
    {
        let mut sample = sample();
        for (person, figure) in sample.polity.principals.iter_mut().zip(&mut sample.log.cast) {
            person.short = format!("{} {more}", person.short);
            figure.short.clone_from(&person.short);
        }
        experiment(&sample, |_, figures| figures.iter().for_each(assert_legible));
    }
}

#[test]
fn the_title_of_the_difference_agrees_with_its_labels() {
    let sample = sample();
    let rounds = sample.polity.calendar.rounds;
    let streams = steady(1000);
    let experiment = with_streams(&sample, &streams);
    // Malenkov is far ahead for a year, then falls behind.
    let late = |r: usize, then: f64, at_last: f64| if r < 12 { then } else { at_last };
    let gaps = [("malenkov", 0.2, 0.01), ("beria", 0.0, 0.05), ("molotov", -0.1, -0.02)].map(
        |(id, then, at_last)| Gaps {
            id: id.to_owned(),
            mean: (0..rounds).map(|r| late(r, then, at_last)).collect(),
            error: vec![0.002; rounds],
            spread: vec![(-0.1, 0.2); rounds],
        },
    );
    let figure = difference(&experiment, &gaps);
    assert_eq!(figure.title, "At the end Beria has gained most, Molotov lost most");
}

#[test]
fn two_whose_gap_is_within_its_error_are_both_named() {
    let sample = sample();
    let rounds = sample.polity.calendar.rounds;
    let streams = steady(1000);
    let experiment = with_streams(&sample, &streams);
    let title = |means: &[(&str, f64)]| {
        let gaps: Vec<Gaps> = means
            .iter()
            .map(|&(id, mean)| Gaps {
                id: id.to_owned(),
                mean: vec![mean; rounds],
                error: vec![0.004; rounds],
                spread: vec![(-0.1, 0.2); rounds],
            })
            .collect();
        difference(&experiment, &gaps).title
    };
    let near = [("beria", 0.050), ("khrushchev", 0.044), ("malenkov", -0.03), ("molotov", -0.06)];
    assert_eq!(title(&near), "Beria and Khrushchev gain most, Molotov loses most");
    let far = [("beria", 0.070), ("khrushchev", 0.044), ("malenkov", -0.04), ("molotov", -0.05)];
    assert_eq!(title(&far), "Beria gains most, Molotov and Malenkov lose most");
    let one = [("beria", 0.050), ("khrushchev", 0.044), ("malenkov", 0.0)];
    assert_eq!(title(&one), "At the end Beria and Khrushchev have gained");
    let many = [("beria", 0.05), ("khrushchev", 0.05), ("malenkov", 0.05), ("molotov", -0.06)];
    assert_eq!(title(&many), "At the end several have gained, Molotov lost most");
}

#[test]
fn a_gain_within_its_own_error_is_no_finding() {
    let sample = sample();
    let rounds = sample.polity.calendar.rounds;
    let streams = steady(1000);
    let experiment = with_streams(&sample, &streams);
    let gaps = [("beria", 0.014, 0.009), ("molotov", -0.03, 0.02)].map(|(id, mean, error)| Gaps {
        id: id.to_owned(),
        mean: vec![mean; rounds],
        error: vec![error; rounds],
        spread: vec![(-0.1, 0.2); rounds],
    });
    let figure = difference(&experiment, &gaps);
    assert_eq!(figure.title, "At the end nobody's gain stands out from chance");
}

#[test]
fn the_first_of_many_must_stand_out_more_than_one_alone() {
    let sample = sample();
    let rounds = sample.polity.calendar.rounds;
    let streams = steady(1000);
    let experiment = with_streams(&sample, &streams);
    // Two and a half errors away from nothing.
    let title = |people: usize| {
        let gaps: Vec<Gaps> = (0..people)
            .map(|k| Gaps {
                id: if k == 0 { "beria".to_owned() } else { format!("other_{k}") },
                mean: vec![if k == 0 { 0.025 } else { 0.0 }; rounds],
                error: vec![0.01; rounds],
                spread: vec![(-0.1, 0.2); rounds],
            })
            .collect();
        difference(&experiment, &gaps).title
    };
    assert_eq!(title(1), "At the end Beria has gained by the change");
    assert_eq!(title(29), "At the end nobody's gain stands out from chance");
}

#[test]
fn few_pairs_rank_nobody_and_one_has_no_error() {
    let sample = sample();
    let rounds = sample.polity.calendar.rounds;
    let gaps = [Gaps {
        id: "beria".to_owned(),
        mean: vec![0.1; rounds],
        error: vec![0.0; rounds],
        spread: vec![(0.1, 0.1); rounds],
    }];
    for (pairs, error) in [(1, ""), (29, "0.000000")] {
        let streams = steady(pairs);
        let figure = difference(&with_streams(&sample, &streams), &gaps);
        assert_eq!(figure.title, "Too few pairs to say whose influence moves");
        let row = format!(",beria,0.100000,{error},0.100,");
        assert!(figure.csv.contains(&row), "{}", figure.csv);
    }
}

#[test]
fn an_answer_heads_the_chart_only_if_it_stands_out_among_all_and_shows() {
    let sample = sample();
    let streams = steady(1000);
    let experiment = with_streams(&sample, &streams);
    let answers = |base: f64, whatif: f64, stands_out: bool| {
        let rate = |p: f64| Rate { p, lo: p - 0.001, hi: p + 0.001 };
        Answers {
            id: "one".to_owned(),
            ask: "Is it so?".to_owned(),
            base: rate(base),
            whatif: rate(whatif),
            difference: rate(whatif - base),
            n: 1000,
            selected: false,
            foremost: true,
            stands_out,
        }
    };
    let title = |base: f64, whatif: f64, stands_out: bool| {
        dumbbells(&experiment, &[answers(base, whatif, stands_out)], 16, 0).title
    };
    // Of the one that is asked, whatever else moves.
    let asked = answers(0.6, 0.6, false);
    let other = Answers { foremost: false, ..answers(0.8, 0.1, true) };
    let told = |all: &[Answers]| dumbbells(&experiment, all, 1, 0).title;
    assert_eq!(told(std::slice::from_ref(&asked)), "No clear change in what is asked");
    assert_eq!(told(&[asked, other]), "No clear change: Is it so?");
    assert_eq!(title(0.56, 0.60, true), "Is it so? In 60 of 100, not 56");
    assert_eq!(title(0.56, 0.60, false), "None of 16 answers changes by more than chance");
    assert_eq!(title(0.601, 0.604, true), "What is asked hardly changes");
    // What is counted in chosen pairs only says so.
    let chosen = Answers { selected: true, ..answers(0.56, 0.60, true) };
    assert_eq!(told(&[chosen]), "Is it so? In 60 of 100, not 56 (of those asked in both)");
}

#[test]
fn who_leads_more_often_is_told_only_where_it_is_more_than_chance() {
    let sample = sample();
    let told = |streams: &[(&str, &str, u64)]| {
        let streams: Vec<Stream> = (streams.iter())
            .map(|(from, to, n)| Stream { from: (*from).into(), to: (*to).into(), n: *n })
            .collect();
        Experiment {
            polity: &sample.polity,
            whatif: &sample.polity,
            caption: &sample.caption,
            rewrite: "A little more ambition",
            streams: &streams,
            apart: wilson(32, 100),
        }
        .lead_moves()
    };
    // As many worlds go either way: much luck is stirred, and nothing is moved.
    let stirred = [("beria", "molotov", 18), ("molotov", "beria", 18), ("beria", "beria", 64)];
    assert_eq!(told(&stirred), "No clear change in who leads at the end");
    let moved = [("beria", "molotov", 30), ("molotov", "beria", 6), ("beria", "beria", 64)];
    assert_eq!(told(&moved), "Beria leads in 70 of 100, not 94");
    // One pair in which they change places is chance.
    assert_eq!(told(&[("beria", "molotov", 1)]), "No clear change in who leads at the end");
}

#[test]
fn whoever_the_title_names_is_one_of_those_shown() {
    let sample = sample();
    let ids: Vec<&str> = sample.polity.principals.iter().map(|p| p.id.as_str()).collect();
    assert!(ids.len() >= 8, "{ids:?}");
    // Seven lead more often, as often in either world; the eighth loses what little he had.
    let stays = |k: usize, n| Stream { from: ids[k].to_owned(), to: ids[k].to_owned(), n };
    let mut streams: Vec<Stream> = (0..7).map(|k| stays(k, 1000)).collect();
    streams.push(Stream { from: ids[7].to_owned(), to: ids[0].to_owned(), n: 500 });
    streams.push(Stream { from: ids[0].to_owned(), to: ids[1].to_owned(), n: 400 });
    let experiment = with_streams(&sample, &streams);
    let figure = flow(&experiment);
    let name = experiment.short(ids[7]);
    assert!(figure.title.starts_with(name), "{}", figure.title);
    assert!(texts(&figure).iter().any(|(text, ..)| text == name), "{name} is not to be seen");
}

#[test]
fn a_change_that_changes_nothing_is_drawn_too() {
    let sample = sample();
    let streams = [Stream { from: "beria".to_owned(), to: "beria".to_owned(), n: 10 }];
    for streams in [&streams[..], &[]] {
        let experiment = Experiment {
            polity: &sample.polity,
            whatif: &sample.polity,
            caption: &sample.caption,
            rewrite: "Nothing",
            streams,
            apart: wilson(32, 100),
        };
        let rounds = sample.polity.calendar.rounds;
        let gaps = Gaps {
            id: "beria".to_owned(),
            mean: vec![0.0; rounds],
            error: vec![0.0; rounds],
            spread: vec![(0.0, 0.0); rounds],
        };
        for figure in [
            dumbbells(&experiment, &[], 0, 0),
            difference(&experiment, &[gaps]),
            flow(&experiment),
            twins(&sample.occasion(), &sample.occasion(), "Nothing", &[], None),
        ] {
            assert!(figure.png().starts_with(b"\x89PNG"));
            assert!(!figure.svg.contains("NaN"), "{}", figure.name);
        }
    }
}
