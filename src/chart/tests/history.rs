//! What the charts of one history show.

use std::collections::BTreeMap;

use super::super::*;
use super::{Sample, sample, texts};

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
fn a_short_lead_is_told_where_whoever_led_before_is_gone() {
    let mut sample = sample();
    let measures = &mut sample.log.measures;
    measures.first = vec![2; measures.first.len()];
    measures.first[40..41].fill(5);
    measures.first[41..].fill(3);
    measures.influence.iter_mut().for_each(|row| row[2] = 0.5);
    let leads = |sample: &Sample| -> Vec<_> {
        sample.occasion().stints().iter().map(|stint| (stint.who, stint.from)).collect()
    };
    assert_eq!(leads(&sample), [(2, 0), (3, 41)]);
    sample.log.measures.influence[40..].iter_mut().for_each(|row| row[2] = 0.0);
    assert_eq!(leads(&sample), [(2, 0), (5, 40), (3, 41)]);
}

#[test]
fn nobody_leads_from_first_to_last_where_another_once_did() {
    let mut sample = sample();
    let measures = &mut sample.log.measures;
    measures.first = vec![3; measures.first.len()];
    sample.log.falls.clear();
    assert_eq!(influence(&sample.occasion()).title, "Khrushchev leads from first to last");
    sample.log.measures.first[40] = 2;
    assert_eq!(influence(&sample.occasion()).title, "Khrushchev leads almost throughout");
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
        let all = moments::moments(&sample.occasion());
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

/// Ever more of everything makes no picture taller.
#[test]
fn pictures_do_not_grow_with_the_scenario() {
    let mut sample = sample();
    let long = "a name that goes on and on ".repeat(300);
    for k in 0..500 {
        let (mut indicator, mut base) =
            (sample.polity.indicators[0].clone(), sample.polity.bases[0].clone());
        (indicator.id, indicator.name) = (format!("indicator_{k}"), format!("{long} {k}"));
        (base.id, base.name) = (format!("base_{k}"), format!("{long} {k}"));
        sample.polity.indicators.push(indicator);
        sample.polity.bases.push(base);
    }
    let measures = &mut sample.log.measures;
    measures.indicators.iter_mut().for_each(|row| row.extend([0.5; 500]));
    measures.parts.iter_mut().flatten().for_each(|parts| parts.extend([0.0001; 500]));
    sample.polity.offices.iter_mut().for_each(|office| office.name.clone_from(&long));
    for crisis in &mut sample.polity.crises {
        crisis.name.clone_from(&long);
    }
    sample.caption.sources = (0..10_000).map(|k| format!("source_{k}")).collect();
    for figure in super::all(&sample) {
        let height = f64::from(figure.tree().size().height());
        assert!(height <= sheet::TALLEST, "{}: {height}", figure.name);
        assert!(figure.alt.len() < 200_000, "{}: {}", figure.name, figure.alt.len());
    }
    let said: Vec<String> =
        super::all(&sample).iter().flat_map(texts).map(|(text, ..)| text).collect();
    let said = said.join(" ");
    assert!(said.contains("Drawn: the 24 of 507 that swing most."), "{said}");
    assert!(said.contains("and 479 more"), "{said}");
}

#[test]
fn every_cross_is_numbered_and_so_is_what_made_a_line_jump() {
    let sample = sample();
    let occasion = sample.occasion();
    let moments = moments::moments(&occasion);
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
        moments::told(&sample.occasion(), &sample.log.happenings[at]).expect("a crisis")
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
    assert!(!made.alt.contains("Beria at most"), "{}", made.alt);
}

#[test]
fn a_contender_who_falls_early_is_shown_by_what_he_had() {
    let sample = sample();
    let occasion = sample.occasion();
    let made = makeup(&occasion).expect("parts are kept");
    for figure in sample.log.cast.iter().filter(|figure| figure.contender) {
        let told = format!("{} at most", figure.short);
        assert!(made.alt.contains(&told), "{told}: {}", made.alt);
    }
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
