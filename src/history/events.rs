//! The events as lines of JSON: `events.jsonl`.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::engine::{Act, Event, Occurrence};

use super::{Account, outcome};

/// One number a decision read.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Read<'a> {
    what: &'a str,
    value: f64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    chosen: bool,
}

/// Every event as one line of JSON: `at`, `type`, what belongs to that type, and `reads`.
pub fn events_jsonl(account: &Account<'_>) -> String {
    let mut out = String::new();
    for event in &account.log.events {
        out.push_str(&line(account, event).to_string());
        out.push('\n');
    }
    out
}

fn line(a: &Account<'_>, event: &Event) -> Value {
    let mut line = Map::new();
    line.insert("at".to_owned(), json!(a.label(event.at)));
    let (kind, fields) = occurrence(a, &event.what);
    line.insert("type".to_owned(), json!(kind));
    if let Value::Object(fields) = fields {
        line.extend(fields);
    }
    let each = event.reads.iter();
    let reads: Vec<Read<'_>> =
        each.map(|r| Read { what: &r.what, value: r.value, chosen: r.chosen }).collect();
    line.insert("reads".to_owned(), json!(reads));
    Value::Object(line)
}

fn occurrence(a: &Account<'_>, what: &Occurrence) -> (&'static str, Value) {
    let id = |who: usize| a.id(who).to_owned();
    let office = |o: usize| a.polity.offices[o].id.clone();
    match what {
        Occurrence::Crisis(k) => {
            let h = &a.log.happenings[*k];
            let crisis = &a.polity.crises[h.crisis];
            let option = h.chosen.and_then(|(way, _)| crisis.options.get(way)).map(|way| &way.id);
            let argued: Vec<Value> =
                h.argued.iter().map(|&(w, part)| json!({ "who": id(w), "part": part })).collect();
            let fields = json!({
                "crisis": crisis.id, "option": option, "came_off": h.chosen.map(|c| c.1),
                "taken_by": h.taken_by.map(id), "argued": argued,
                "for": h.counted.map(|c| c.0), "against": h.counted.map(|c| c.1),
            });
            ("crisis", fields)
        }
        Occurrence::Act { who, act } => {
            let mut fields = deed(a, *act);
            fields["who"] = json!(id(*who));
            fields["act"] = json!(act.id());
            ("act", fields)
        }
        Occurrence::PlotBegun { leader, target } => {
            ("plot_begun", json!({ "leader": id(*leader), "target": id(*target) }))
        }
        Occurrence::Approach { leader, target, whom, joined } => (
            "approach",
            json!({
                "leader": id(*leader), "target": id(*target), "whom": id(*whom), "joined": joined,
            }),
        ),
        Occurrence::Leak { leader, target } => {
            ("leak", json!({ "leader": id(*leader), "target": id(*target) }))
        }
        Occurrence::PlotDropped { leader, target } => {
            ("plot_dropped", json!({ "leader": id(*leader), "target": id(*target) }))
        }
        Occurrence::Showdown(k) => {
            let s = &a.log.showdowns[*k];
            let fields = json!({
                "showdown": k, "leader": id(s.leader), "target": id(s.target),
                "aim": outcome::aim(a, s.aim), "plan": s.plan.id(), "won": s.won,
            });
            ("showdown", fields)
        }
        Occurrence::Fall(k) => {
            let fall = &a.log.falls[*k];
            ("fall", json!({ "who": id(fall.who), "fate": fall.fate.id() }))
        }
        Occurrence::Death(who) => ("death", json!({ "who": id(*who) })),
        Occurrence::Illness { who, until } => {
            let until = (*until < a.polity.calendar.rounds).then(|| a.label(*until));
            ("illness", json!({ "who": id(*who), "until": until }))
        }
        Occurrence::Took { office: o, who, share } => {
            ("took", json!({ "office": office(*o), "who": id(*who), "share": share }))
        }
        Occurrence::Left { office: o, who } => {
            ("left", json!({ "office": office(*o), "who": id(*who) }))
        }
        Occurrence::Seated { organ, who, sponsor } => {
            let organ = &a.polity.organs[*organ].id;
            ("seated", json!({ "organ": organ, "who": id(*who), "sponsor": sponsor.map(id) }))
        }
        Occurrence::Opened(o) => ("opened", json!({ "office": office(*o) })),
        Occurrence::Closed(o) => ("closed", json!({ "office": office(*o) })),
        Occurrence::Renewed { organ, seats } => {
            ("renewed", json!({ "organ": a.polity.organs[*organ].id, "seats": seats }))
        }
        Occurrence::Leads(who) => ("leads", json!({ "who": id(*who) })),
        Occurrence::Paramount(who) => ("paramount", json!({ "who": id(*who) })),
        Occurrence::NoLongerParamount(who) => ("no_longer_paramount", json!({ "who": id(*who) })),
        Occurrence::Intervention { id, took_hold } => {
            ("intervention", json!({ "intervention": id, "took_hold": took_hold }))
        }
    }
}

/// What an act has besides its key.
fn deed(a: &Account<'_>, act: Act) -> Value {
    let id = |who: usize| a.id(who).to_owned();
    let base = |b: usize| a.polity.bases[b].id.clone();
    let issue = |i: usize| a.polity.issues[i].id.clone();
    match act {
        Act::Appoint(b, n) => json!({ "base": base(b), "clients": n }),
        Act::Court(b) => json!({ "base": base(b) }),
        Act::Champion(i) => json!({ "issue": issue(i) }),
        Act::Shift(i, by) => json!({ "issue": issue(i), "by": by }),
        Act::Denounce(whom, told) => json!({ "whom": id(whom), "told": told }),
        Act::WinOver(whom)
        | Act::CollectFiles(whom)
        | Act::LeanOn(whom)
        | Act::Plot(whom)
        | Act::Counter(whom) => json!({ "whom": id(whom) }),
        Act::Initiative(c) => json!({ "crisis": a.polity.crises[c].id }),
        Act::Move(whom, aim) => json!({ "whom": id(whom), "aim": outcome::aim(a, aim) }),
        Act::Guard | Act::LieLow => json!({}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Reading;
    use crate::history::fixture;

    #[test]
    fn every_event_is_one_line_of_json_with_its_month_and_type() {
        let world = fixture::World::new();
        let text = events_jsonl(&world.account());
        assert_eq!(text.lines().count(), world.log.events.len());
        for line in text.lines() {
            let value: Value = serde_json::from_str(line).expect("a line is JSON");
            assert!(value["at"].is_string() && value["type"].is_string());
            assert!(value["reads"].is_array());
        }
        assert!(text.contains(r#""type":"approach""#));
    }

    #[test]
    fn what_was_chosen_is_a_field_of_its_own() {
        let mut world = fixture::World::new();
        let (what, value) = ("gain from lie_low".to_owned(), 0.5);
        let gain = Reading { what: what.clone(), value, chosen: true };
        world.log.events[0].reads = vec![gain.clone(), Reading { chosen: false, ..gain }];
        let text = events_jsonl(&world.account());
        let line: Value = serde_json::from_str(text.lines().next().expect("one")).expect("JSON");
        let expected = json!([
            { "what": what, "value": value, "chosen": true }, { "what": what, "value": value },
        ]);
        assert_eq!(line["reads"], expected);
    }
}
