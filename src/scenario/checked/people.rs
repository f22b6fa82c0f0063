//! Principals, and what they think and know of each other.

use super::super::findings::Code;
use super::super::schema::Room;
use super::super::written::{self, Amounts, ById};
use super::desk::Desk;
use crate::polity::{Num, Principal, Who};

/// The principals, sorted by id.
pub fn principals(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Principal> {
    scenario
        .principals
        .iter()
        .map(|(id, p)| {
            let path = format!("principals.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), p.cite.as_ref(), p.judgement.as_ref(), true);
            if let (Some(seat), Some(bench)) = (&p.seat, &p.bench_from) {
                let place = desk.place(seat);
                let message = format!("{path} has a seat and waits on the bench");
                let finding = desk.found(Code::AtOdds, bench, message);
                finding.related.extend(place.map(|p| (p, "the seat".to_owned())));
                finding.hints.push("leave out `seat` or `bench_from`".into());
            }
            let bench = p.bench_from.as_ref().and_then(|from| desk.round_or_start(from));
            let mut n = |key: &str, amount: &Option<written::Amount>| {
                desk.number(format!("{path}.{key}"), amount.as_ref())
            };
            let (born, frailty) = (n("born", &p.born), n("frailty", &p.frailty));
            let (ambition, cunning) = (n("ambition", &p.ambition), n("cunning", &p.cunning));
            let (resolve, dread) = (n("resolve", &p.resolve), n("dread", &p.dread));
            let (taint, appeal) = (n("taint", &p.taint), n("appeal", &p.appeal));
            let (rigidity, standing) = (n("rigidity", &p.rigidity), n("standing", &p.standing));
            let engagement = n("engagement", &p.engagement);
            Principal {
                id: id.get_ref().clone(),
                name: p.name.clone(),
                short: p.short.clone().unwrap_or_else(|| p.name.clone()),
                colour: p.colour.clone(),
                contender: p.contender,
                seat: desk.index_of(Room::Organs, p.seat.as_ref()),
                bench,
                home: desk.index_of(Room::Bases, p.home.as_ref()),
                born,
                frailty,
                ambition,
                cunning,
                resolve,
                dread,
                taint,
                appeal,
                rigidity,
                standing,
                engagement,
                positions: desk.number_each(
                    Room::Issues,
                    &format!("{path}.positions"),
                    &p.positions,
                ),
            }
        })
        .collect()
}

/// Trust or files between principals.
pub fn pairs(desk: &mut Desk<'_>, table: &str, written: &ById<Amounts>) -> Vec<(Who, Who, Num)> {
    let mut pairs = Vec::new();
    for (of, towards) in written {
        if let Some(own) = towards.keys().find(|t| t.get_ref() == of.get_ref()) {
            let message = format!("`{table}.{}` names himself", of.get_ref());
            desk.found(Code::AtOdds, own, message).hints.push("leave it out".into());
        }
        let Some(who) = desk.index(Room::Principals, of.get_ref()) else { continue };
        let path = format!("{table}.{}", of.get_ref());
        for (whom, num) in desk.number_some(Room::Principals, &path, towards) {
            pairs.push((who, whom, num));
        }
    }
    pairs
}
