//! What every chart promises.

use std::collections::BTreeMap;

use resvg::usvg::{Group, Node};

use super::sample::{Sample, sample};
use super::*;

fn all(sample: &Sample) -> Vec<Figure> {
    let occasion = sample.occasion();
    vec![influence(&occasion), makeup(&occasion).expect("parts are kept"), indicators(&occasion)]
}

/// Texts with their places and sizes, as the renderer sets them; in pixels.
pub(super) fn texts(figure: &Figure) -> Vec<(String, [f32; 4], f32)> {
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

pub(super) fn assert_legible(figure: &Figure) {
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

#[test]
fn every_text_is_large_enough_inside_and_clear_of_the_others() {
    for figure in all(&sample()) {
        assert_legible(&figure);
    }
}

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
fn a_fallen_mans_line_ends_at_his_fall() {
    let sample = sample();
    let occasion = sample.occasion();
    let runs: BTreeMap<&str, _> =
        occasion.drawn().iter().map(|who| (occasion.short(*who), occasion.runs(*who))).collect();
    assert_eq!((runs["Beria"][0].clone(), runs["Beria"].len()), (0..5, 1));
    assert_eq!(runs["Khrushchev"][0], 0..135);
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
        apart: 0.32,
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
        })
        .collect();
    let other = super::sample::sample();
    let figures = [
        dumbbells(&experiment, &answers, 3),
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

#[test]
fn charts_of_a_what_if_keep_the_same_rules() {
    experiment(&sample(), |experiment, figures| {
        for figure in figures {
            assert_legible(figure);
            let words = figure.title.split_whitespace().count();
            assert!((3..=10).contains(&words), "{}", figure.title);
            assert!(figure.alt.contains(&figure.title), "{}", figure.alt);
            assert!(figure.csv.lines().count() > 2, "{}", figure.name);
        }
        assert_eq!(figures[2].title, "Khrushchev leads in 76 of 100, not 88");
        let svg = &figures[2].svg;
        assert!(svg.contains("In 30 of 100 worlds another person leads"), "how often it changes");
        assert!(figures[2].alt.contains("with separate luck it would be 32"), "{}", figures[2].alt);
        assert!(figures[2].alt.contains("from Khrushchev to Malenkov in 18"), "{}", figures[2].alt);
        assert!(figures[1].alt.contains("Khrushchev leads in 76 of 100, not 88"));
        assert_eq!(figures[1].title, "At the end Beria has gained most, Malenkov lost most");
        assert!(experiment.winner_changes().starts_with("In 30"));
        assert!(figures[0].title.starts_with("Is it so, in\u{2026} In 41 of 100, not 79"));
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
fn long_names_stay_on_the_page_of_a_what_if() {
    let mut sample = sample();
    for person in &mut sample.polity.principals {
        person.short = format!("{} of the Far-Away Provinces", person.short);
    }
    experiment(&sample, |_, figures| assert_legible(&figures[2]));
}

#[test]
fn the_title_of_the_difference_agrees_with_its_labels() {
    let sample = sample();
    let rounds = sample.polity.calendar.rounds;
    let experiment = Experiment {
        polity: &sample.polity,
        whatif: &sample.polity,
        caption: &sample.caption,
        rewrite: "The army stands aside",
        streams: &[],
        apart: 0.32,
    };
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
fn a_gain_within_its_own_error_is_no_finding() {
    let sample = sample();
    let rounds = sample.polity.calendar.rounds;
    let experiment = Experiment {
        polity: &sample.polity,
        whatif: &sample.polity,
        caption: &sample.caption,
        rewrite: "The army stands aside",
        streams: &[],
        apart: 0.32,
    };
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
            apart: 0.32,
        }
        .lead_moves()
    };
    // As many worlds go either way: much luck is stirred, and nothing is moved.
    let stirred = [("beria", "molotov", 18), ("molotov", "beria", 18), ("beria", "beria", 64)];
    assert_eq!(told(&stirred), "No clear change in who leads at the end");
    let moved = [("beria", "molotov", 30), ("molotov", "beria", 6), ("beria", "beria", 64)];
    assert_eq!(told(&moved), "Beria leads in 70 of 100, not 94");
}

#[test]
fn the_list_of_moments_says_no_more_than_the_chronicle() {
    let mut sample = sample();
    // One who never comes up from the bench, and one at the top.
    let aside = sample.polity.principals.len();
    let mut person = sample.polity.principals[0].clone();
    (person.id, person.seat, person.bench) = ("aside".to_owned(), None, Some(50));
    sample.polity.principals.push(person);
    let figure = |short: &str| crate::engine::Figure {
        id: "aside".to_owned(),
        name: short.to_owned(),
        short: short.to_owned(),
        contender: false,
        risen: None,
    };
    sample.log.cast.push(figure("Aside"));
    sample.log.deaths.push((aside, 60));
    let key = |sample: &Sample| {
        let all = super::moments::moments(&sample.occasion());
        all.into_iter().map(|moment| moment.text).collect::<Vec<_>>().join("\n")
    };
    assert!(!key(&sample).contains("Aside dies"), "{}", key(&sample));
    // Crises take the room that is left.
    sample.log.falls.clear();
    sample.log.showdowns.clear();
    sample.log.tenures.clear();
    for happening in &mut sample.log.happenings {
        happening.chosen = happening.chosen.map(|(option, _)| (option, false));
    }
    assert!(key(&sample).contains(", which fails"), "{}", key(&sample));
    for crisis in &mut sample.polity.crises {
        crisis.options.iter_mut().for_each(|way| way.failure_way.text = "So it ends.".to_owned());
    }
    assert!(!key(&sample).contains(", which fails"), "{}", key(&sample));
}

#[test]
fn every_cross_is_numbered_and_so_is_what_made_a_line_jump() {
    let sample = sample();
    let occasion = sample.occasion();
    let moments = super::moments::moments(&occasion);
    for who in occasion.drawn() {
        let Some(end) = occasion.end(who) else { continue };
        let numbered = moments.iter().any(|moment| moment.at == end.at());
        assert!(numbered, "{}", occasion.short(who));
    }
    let at = |round| moments.iter().find(|moment| moment.at == round).map(|m| m.text.as_str());
    let told = "Malenkov is relieved as Premier. Bulganin becomes Premier";
    assert_eq!(at(23), Some(told));
}

#[test]
fn a_matter_is_told_with_what_was_proposed_and_what_was_decided() {
    let mut sample = sample();
    let at = sample.log.happenings.iter().position(|one| one.taken_by.is_some()).expect("one");
    let told = |sample: &Sample| {
        super::moments::told(&sample.occasion(), &sample.log.happenings[at]).expect("a crisis")
    };
    let agreed = "The charge against Stalin: Khrushchev proposes to speak out; so decided";
    assert_eq!(told(&sample), agreed);
    let crisis = &mut sample.polity.crises[sample.log.happenings[at].crisis];
    let way = crate::polity::Way {
        id: "other".into(),
        name: "keep silent".into(),
        ..crisis.options[0].clone()
    };
    crisis.options.push(way);
    sample.log.happenings[at].proposed = Some(1);
    let beaten =
        "The charge against Stalin: Khrushchev proposes to keep silent; decided: speak out";
    assert_eq!(told(&sample), beaten);
}

#[test]
fn whoever_leads_at_the_end_is_shown_and_a_contender_without_weight_is_not() {
    let mut sample = sample();
    let who = |sample: &Sample, id: &str| {
        sample.log.cast.iter().position(|one| one.id == id).expect("one")
    };
    let (leads, faint) = (who(&sample, "brezhnev"), who(&sample, "beria"));
    for figure in &mut sample.log.cast {
        figure.contender = figure.id != "brezhnev";
    }
    for row in &mut sample.log.measures.influence {
        row[faint] = row[faint].min(0.03);
    }
    let occasion = sample.occasion();
    assert!(occasion.drawn().contains(&leads) && !occasion.drawn().contains(&faint));
    let made = makeup(&occasion).expect("parts are kept");
    assert!(made.alt.contains("Brezhnev at most"), "{}", made.alt);
}

#[test]
fn indicators_say_what_moved_them_and_wear_nobodys_colour() {
    let sample = sample();
    let figure = indicators(&sample.occasion());
    let said: Vec<String> = texts(&figure).into_iter().map(|(text, ..)| text).collect();
    let said = said.join(" ");
    assert!(
        said.contains("Each goes from 0, the least there can be of it, to 1, the most"),
        "{said}"
    );
    assert!(said.contains("Rising in Hungary: send in troops (Hold on the bloc down)"), "{said}");
    assert!(!said.contains("Beria"), "{said}");
    for person in &sample.polity.principals {
        let colour = person.colour.as_deref().filter(|colour| *colour != "#000000");
        assert!(!colour.is_some_and(|colour| figure.svg.contains(colour)), "{}", person.id);
    }
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
            apart: 0.32,
        };
        let rounds = sample.polity.calendar.rounds;
        let gaps = Gaps {
            id: "beria".to_owned(),
            mean: vec![0.0; rounds],
            error: vec![0.0; rounds],
            spread: vec![(0.0, 0.0); rounds],
        };
        for figure in [
            dumbbells(&experiment, &[], 0),
            difference(&experiment, &[gaps]),
            flow(&experiment),
            twins(&sample.occasion(), &sample.occasion(), "Nothing", &[], None),
        ] {
            assert!(figure.png().starts_with(b"\x89PNG"));
            assert!(!figure.svg.contains("NaN"), "{}", figure.name);
        }
    }
}

/// Writes the pictures where `CHART_DIR` says, to be looked at.
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
