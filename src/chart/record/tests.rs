//! What the charts of the record promise.

use super::super::sample::sample;
use super::super::sheet::TALLEST;
use super::super::tests::{assert_legible, texts};
use crate::polity::WrittenDate;

use super::super::{Caption, Colour, Figure, Rate, Shown};
use super::*;

const LONG: &str = "A marshal's troops ring the building while his colleagues vote, and by the evening \
    three of them have lost every office they ever held.";

fn june() -> WrittenDate {
    WrittenDate::month_of(jiff::civil::date(1953, 6, 26))
}

fn rate(p: f64) -> Rate {
    Rate { p, lo: (p - 0.03).max(-1.0), hi: (p + 0.03).min(1.0) }
}

fn events() -> Vec<Dated> {
    let event = |k: usize| Dated {
        id: format!("event_{k}"),
        text: if k.is_multiple_of(2) { LONG.to_owned() } else { "He resigns.".to_owned() },
        at: 10 * k + 3,
        on: june(),
        window: (10 * k, 10 * k + 9),
        dates: (5 * k..12 * k + 6).map(|round| (round, 40)).collect(),
        agree: rate(0.5),
        tail: k == 3,
    };
    (0..9).map(event).collect()
}

fn all() -> Vec<Figure> {
    let sample = sample();
    let caption = Caption { shown: Shown::Many(4000), ..sample.occasion().caption.clone() };
    let calendar = sample.polity.calendar;
    let trial = Trial { calendar: &calendar, caption: &caption, histories: 4000 };
    let steps: Vec<Cost> =
        events().into_iter().map(|e| Cost { id: e.id, text: e.text, on: e.on }).collect();
    let course = |name: &str, bits: f64| Course {
        name: name.to_owned(),
        bits: (0..9).map(|k| bits + 0.3 * f64::from(k)).collect(),
        error: 0.5,
        alone: 20.0 * bits,
        alone_error: 0.5,
    };
    let model = course("the model", 0.4);
    let rules = [
        course("equal chances", 1.0),
        course("constant monthly hazard", 1.3),
        course("the head of the apparatus wins", 0.2),
    ];
    let account = |name: &str, bits: f64, rule| Account {
        name: name.to_owned(),
        bits: Rate { p: bits, lo: bits - 0.5, hi: bits + 0.5 },
        rule,
    };
    let accounts = [
        account("the scenario's own parameters", 8.0, false),
        account("prestige", 4.0, false),
        account("equal chances", 11.0, true),
    ];
    let each = |p: f64| {
        let under = |(account, difference): (&str, Option<f64>)| Under {
            account: account.to_owned(),
            difference: difference.map(rate),
            n: 1234,
            by_itself: account == "prestige",
        };
        let own = "the scenario's own parameters";
        let seldom = (p < 0.0).then_some(p);
        [(own, Some(p)), ("patronage", Some(-0.3)), ("prestige", Some(p)), ("selectorate", seldom)]
            .map(under)
            .into()
    };
    let verdict = |id: &str, p| Verdicts {
        id: id.to_owned(),
        ask: LONG.to_owned(),
        each: each(p),
        survives: Some(p < 0.0),
        left_out: (p > 0.0).then(|| "Left out of the verdict: selectorate (0).".to_owned()),
    };
    vec![
        dates(&trial, &events()),
        costs(&trial, &steps, 36, &model, &rules),
        super::accounts(&trial, 9, &accounts),
        verdicts(&caption, LONG, 4000, &[verdict("one", 0.2), verdict("other", -0.3)]),
    ]
}

#[test]
fn every_text_is_large_enough_inside_and_clear_of_the_others() {
    all().iter().for_each(assert_legible);
}

#[test]
fn titles_are_findings_and_alt_texts_hold_them() {
    let titles: Vec<String> = all().into_iter().map(|figure| figure.title).collect();
    assert_eq!(
        titles,
        [
            "For the model 1 of 9 events is unusual",
            "Model beats 2 rules on 9 events, 2 on 36",
            "The record surprises least: prestige",
            "1 of 2 answers survive every account that is judged",
        ]
    );
    for figure in all() {
        assert!(figure.alt.contains(&figure.title), "{}", figure.alt);
        assert!(figure.svg.contains("role=\"img\""));
    }
}

#[test]
fn no_account_leads_by_a_lucky_guess() {
    let sample = sample();
    let calendar = sample.polity.calendar;
    let trial = Trial { calendar: &calendar, caption: &sample.caption, histories: 1000 };
    let account = |name: &str, bits: f64| Account {
        name: name.to_owned(),
        bits: Rate { p: bits, lo: bits - 0.1, hi: bits + 0.1 },
        rule: false,
    };
    let title = |bits: f64| {
        super::accounts(&trial, 3, &[account("policy", 1.9), account("prestige", bits)]).title
    };
    assert_eq!(title(2.3), "No account is clearly least surprised by the record");
    assert_eq!(title(4.9), "The record surprises least: policy");
}

#[test]
fn accounts_whose_worlds_are_counted_by_themselves_are_marked_and_those_left_out_named() {
    let all = all();
    let figure = all.last().expect("verdicts");
    for told in [
        "Each world by itself, in so many: prestige (1,234).",
        "Left out of the verdict: selectorate (0).",
    ] {
        assert!(figure.svg.contains(told) && figure.alt.contains(told), "{}", figure.alt);
    }
    assert!(figure.csv.contains(",1234,yes") && figure.csv.contains(",1234,no"), "{}", figure.csv);
}

#[test]
fn counts_have_their_thousands_set_apart() {
    for figure in all() {
        assert!(!figure.svg.contains("4000"), "{}", figure.name);
    }
    assert!(all()[3].svg.contains("4,000"));
}

/// Ever more of everything makes no picture taller: what is left out is said, and stands in the tables.
#[test]
fn pictures_do_not_grow_with_the_record() {
    let sample = sample();
    let calendar = sample.polity.calendar;
    let trial = Trial { calendar: &calendar, caption: &sample.caption, histories: 4000 };
    let text = LONG.repeat(300);
    let many: Vec<Dated> = (0..1000)
        .map(|k| Dated {
            id: format!("event_{k}"),
            text: text.clone(),
            window: (3, 3 + k % 60),
            // All dots in one column: no row is higher.
            dates: vec![(5, 4000)],
            tail: k % 100 == 77,
            ..events().remove(0)
        })
        .collect();
    let steps: Vec<Cost> =
        many.iter().map(|e| Cost { id: e.id.clone(), text: e.text.clone(), on: e.on }).collect();
    let bits = (0..1000).map(|k| if k == 321 { 9.0 } else { 0.1 }).collect();
    let model = Course { bits, ..course(0.1, 100.0) };
    let verdict = |k: usize| Verdicts {
        id: format!("asked_{k}"),
        ask: text.clone(),
        each: Vec::new(),
        survives: None,
        left_out: Some(text.clone()),
    };
    let verdicts: Vec<Verdicts> = (0..1000).map(verdict).collect();
    let figures = [
        dates(&trial, &many),
        costs(&trial, &steps, 2000, &model, &[]),
        super::verdicts(&sample.caption, LONG, 4000, &verdicts),
    ];
    for figure in &figures {
        let height = f64::from(figure.tree().size().height());
        assert!(height <= TALLEST, "{}: {height}", figure.name);
    }
    let words = |figure: &Figure| -> String {
        let texts: Vec<String> = texts(figure).into_iter().map(|(text, ..)| text).collect();
        texts.join(" ")
    };
    let [dates, costs, verdicts] = &figures;
    assert!(words(dates).contains("Of 1,000 events 40 are drawn"), "{}", words(dates));
    // Those in a tail are drawn, whatever their windows.
    for k in (77..1000).step_by(100) {
        assert!(dates.alt.contains(&format!(" event {k}: ")), "{k}: {}", dates.alt);
    }
    assert_eq!(dates.csv.lines().count(), 1001);
    assert!(words(costs).contains("Of 1,000 events the 40 are drawn"), "{}", words(costs));
    assert!(words(verdicts).contains("Not drawn: 990 questions more."), "{}", words(verdicts));
}

fn course(bits: f64, alone: f64) -> Course {
    Course { name: "one".into(), bits: vec![bits], error: 0.01, alone, alone_error: 0.01 }
}

/// The chart of costs of one step of so many events.
fn costs_of(events: usize, model: &Course, rules: &[Course]) -> Figure {
    let sample = sample();
    let calendar = sample.polity.calendar;
    let trial = Trial { calendar: &calendar, caption: &sample.caption, histories: 200 };
    let steps = [Cost { id: "one".into(), text: "It came.".into(), on: june() }];
    costs(&trial, &steps, events, model, rules)
}

/// A lead of three bits is one lucky guess of eight, however many histories were played.
#[test]
fn rules_are_not_beaten_by_a_lucky_guess() {
    let title = |model: f64, rules: [f64; 2]| {
        costs_of(1, &course(model, model), &rules.map(|bits| course(bits, bits))).title
    };
    assert_eq!(title(2.0, [4.5, 4.9]), "No simple rule differs clearly over 1 event");
    assert_eq!(title(2.0, [5.5, 6.0]), "The model beats all 2 simple rules over 1 event");
    assert_eq!(title(9.0, [5.5, 5.0]), "Every simple rule beats the model over 1 event");
}

/// Few steps may be won where the whole record is lost: both are said.
#[test]
fn the_whole_record_is_told_beside_its_first_steps() {
    let rules = [course(6.6, 60.0), course(13.3, 54.9), course(4.2, 42.8)];
    let figure = costs_of(36, &course(2.4, 71.9), &rules);
    assert_eq!(figure.title, "Model beats 2 rules on 1 event, none on 36");
    let said: Vec<String> = texts(&figure).into_iter().map(|(text, ..)| text).collect();
    let said = said.join(" ");
    assert!(said.contains("Sums over the first 1 of 36 events"), "{said}");
    assert!(said.contains("the model is worst of 4"), "{said}");
}

#[test]
fn texts_stand_out_and_the_same_numbers_give_the_same_bytes() {
    assert_eq!(all(), all());
    for figure in all() {
        assert!(!texts(&figure).is_empty());
        for line in figure.svg.lines().filter(|line| line.starts_with("<text")) {
            let fill = line.split("fill=\"").nth(1).and_then(|rest| rest.get(..7)).unwrap();
            let colour = Colour::parse(fill).unwrap();
            assert!(colour.contrast(super::super::palette::WHITE) >= 4.5, "{line}");
        }
    }
}

#[test]
fn an_event_that_half_of_the_histories_have_leaves_five_dots() {
    let sample = sample();
    let caption = Caption { shown: Shown::Many(200), ..sample.occasion().caption.clone() };
    let calendar = sample.polity.calendar;
    let trial = Trial { calendar: &calendar, caption: &caption, histories: 200 };
    let dots = |dates: Vec<(usize, u64)>| {
        let event = Dated { dates, ..events().remove(1) };
        dates_of(&trial, event).svg.matches("<circle").count()
    };
    assert_eq!(dots(vec![(12, 100)]) - dots(vec![]), 5);
    // A ring is two circles: these lie outside the window.
    assert_eq!(dots(vec![(40, 100)]) - dots(vec![]), 10);
}

#[test]
fn labels_end_at_a_clause_or_a_word() {
    let told = |text: &str| label(text, 330.0).join(" ");
    assert_eq!(told("He resigns."), "He resigns.");
    let clause = "Workers rise in East Germany and Soviet forces crush them. The moderate line and its \
                  friends lose by it.";
    assert_eq!(told(clause), "Workers rise in East Germany and Soviet forces crush them");
    let whole = told(LONG);
    let kept = whole.strip_suffix('\u{2026}').expect("it is cut");
    assert!(LONG.starts_with(kept) && LONG[kept.len()..].starts_with([' ', ',']), "{whole}");
}

fn dates_of(trial: &Trial<'_>, event: Dated) -> Figure {
    dates(trial, &[event])
}

#[test]
fn what_happened_in_fact_is_dated_as_it_is_written() {
    let all = all();
    assert!(all[0].alt.contains("event 1: in fact June 1953;"), "{}", all[0].alt);
    for figure in &all[..2] {
        assert!(figure.csv.contains("event_1,1953-06,"), "{}", figure.csv);
    }
}

#[test]
fn of_one_history_the_title_says_only_what_it_did() {
    let sample = sample();
    let calendar = sample.polity.calendar;
    let caption = Caption { shown: Shown::Many(1), ..sample.occasion().caption.clone() };
    let trial = Trial { calendar: &calendar, caption: &caption, histories: 1 };
    let mut events = events();
    for (k, event) in events.iter_mut().enumerate() {
        event.agree = Rate { p: f64::from(u8::from(k < 4)), lo: 0.0, hi: 1.0 };
    }
    assert_eq!(dates(&trial, &events).title, "The one history agrees with 4 of 9 events");
}
