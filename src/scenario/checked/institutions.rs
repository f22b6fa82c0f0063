//! Bases with their cadres, offices and organs.

use super::super::findings::Code;
use super::super::schema::Room;
use super::super::written::{self, Amount, Placed};
use super::desk::Desk;
use super::rules;
use crate::polity::{Base, Capacity, Cohort, Office, Organ, OrganIx, Powers, Seats, Sitting};

/// The organs, sorted by id.
pub fn organs(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Organ> {
    let is_led = rules::is_led(scenario);
    scenario
        .organs
        .iter()
        .map(|(id, o)| {
            let path = format!("organs.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), o.cite.as_ref(), o.judgement.as_ref(), true);
            let majority = desk.number(format!("{path}.majority"), o.majority.as_ref());
            let of_cadres = o.sits.as_deref() == Some("cadres");
            let sitting = if of_cadres {
                if let Some(seats) = o.seats.as_ref().filter(|_| is_led) {
                    let message = format!("`seats` says nothing of {path}, which sits cadres");
                    desk.found(Code::NoEffect, seats, message)
                        .hints
                        .push("seats of cadres are given under [cadres.BASE] seats".into());
                }
                Sitting::Cadres {
                    renewal: desk.number(format!("{path}.renewal"), o.renewal.as_ref()),
                }
            } else {
                if is_led
                    && o.sits.is_some()
                    && o.renewal.is_some()
                    && let Some(renewal) = desk.key_at(&path, "renewal")
                {
                    let message =
                        format!("`renewal` says nothing of {path}, which sits principals");
                    desk.found(Code::NoEffect, &renewal, message).hints.push(
                        "leave it out: a congress renews the seats of organs of cadres".into(),
                    );
                }
                let seated = scenario
                    .principals
                    .values()
                    .filter(|p| p.seat.as_ref().is_some_and(|seat| seat.get_ref() == id.get_ref()));
                let seated = seated.count();
                Sitting::Principals {
                    seats: o.seats.as_ref().map_or(seated.max(1), |s| *s.get_ref()),
                }
            };
            Organ {
                id: id.get_ref().clone(),
                name: o.name.clone(),
                sitting,
                majority,
                appeal_to: desk.index_of(Room::Organs, o.appeal_to.as_ref()),
            }
        })
        .collect()
}

/// The bases with their cadres, sorted by id.
pub fn bases(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Base> {
    scenario
        .bases
        .iter()
        .map(|(id, b)| {
            let path = format!("bases.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), b.cite.as_ref(), b.judgement.as_ref(), true);
            let given =
                [&b.coercion, &b.appointment, &b.information, &b.administration, &b.publicity];
            Base {
                id: id.get_ref().clone(),
                name: b.name.clone(),
                weight: desk.number(format!("{path}.weight"), b.weight.as_ref()),
                capacities: Capacity::ALL
                    .map(|c| desk.number(format!("{path}.{}", c.id()), given[c as usize].as_ref())),
                command: desk.number(format!("{path}.command"), b.command.as_ref()),
                after_fall: desk.number(format!("{path}.after_fall"), b.after_fall.as_ref()),
                cohort: cohort(desk, scenario, id),
            }
        })
        .collect()
}

fn cohort(desk: &mut Desk<'_>, scenario: &written::Scenario, id: &Placed<String>) -> Cohort {
    let path = format!("cadres.{}", id.get_ref());
    let none = written::Cadres::default();
    let entry = scenario.cadres.get_key_value(id.get_ref().as_str());
    if entry.is_none()
        && !desk.lost.any(|lost| lost.starts_with("cadres") && lost.matches('.').count() < 2)
    {
        let message = format!("the base `{}` has no cadres", id.get_ref());
        desk.found(Code::MissingKey, id, message).hints.push(format!("add [{path}] with posts"));
    }
    let (at, c) = entry.map_or((id, &none), |(at, c)| (at, c));
    desk.ground(path.clone(), Some(at), c.cite.as_ref(), c.judgement.as_ref(), false);
    let posts = c.posts.as_ref().map_or(1, |p| *p.get_ref());
    let mut seats = Vec::new();
    for (organ, s) in &c.seats {
        if entry.is_some() && c.posts.is_some() && s.voting + s.candidates > posts {
            let message = format!(
                "{path} has {posts} posts and {} seats in `{}`",
                s.voting + s.candidates,
                organ.get_ref()
            );
            let posts = desk.key_at(&path, "posts");
            let over = posts.as_ref().filter(|posts| desk.is_laid_over(posts, organ));
            let (at, other, called) = match over {
                Some(posts) => (posts, desk.place(organ), "its seats"),
                None => (organ, desk.inside_of(&path, "posts"), "its posts"),
            };
            desk.found(Code::TooManySeats, at, message)
                .other_end(other, called)
                .hints
                .push("give the base more posts or fewer seats".into());
        }
        let written = scenario.organs.get(organ.get_ref().as_str());
        if written.is_some_and(|o| o.sits.as_deref() == Some("principals"))
            && rules::is_led(scenario)
        {
            let message = format!(
                "`{}` sits principals; posts of cadres have no seats in it",
                organ.get_ref()
            );
            desk.found(Code::SeatsOfPrincipals, organ, message)
                .hints
                .push("name an organ with sits = \"cadres\"".into());
        }
        if let Some(ix) = desk.index(Room::Organs, organ.get_ref()) {
            seats.push(Seats { organ: ix, voting: s.voting, candidates: s.candidates });
        }
    }
    let most: f64 = c
        .patrons
        .values()
        .map(|a| if let Amount::Range { high, .. } = a { *high } else { a.central() })
        .sum();
    if most > 1.0 + 1e-9 {
        let at = desk.laid_last(c.patrons.keys()).unwrap_or(at);
        let most = (most * 1e6).round() / 1e6;
        let message = format!("first patrons in {path} share out {most}, which is more than 1");
        desk.found(Code::SharesAboveOne, at, message)
            .hints
            .push("the upper ends of all shares may sum to 1 at most".into());
    }
    Cohort {
        posts,
        slope: desk.number(format!("{path}.slope"), c.slope.as_ref()),
        tenure: desk.number(format!("{path}.tenure"), c.tenure.as_ref()),
        seats,
        patrons: desk.number_some(Room::Principals, &format!("{path}.patrons"), &c.patrons),
        mean: desk.number_each(Room::Issues, &format!("{path}.positions"), &c.positions),
        sd: desk.number(format!("{path}.spread"), c.spread.as_ref()),
    }
}

/// The offices, sorted by id.
pub fn offices(
    desk: &mut Desk<'_>,
    scenario: &written::Scenario,
    presidium: OrganIx,
) -> Vec<Office> {
    scenario
        .offices
        .iter()
        .map(|(id, o)| {
            let path = format!("offices.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), o.cite.as_ref(), o.judgement.as_ref(), true);
            let opens = o.opens.as_ref().and_then(|d| desk.round(d));
            let closes = o.closes.as_ref().and_then(|d| desk.round(d));
            if let (Some(from), Some(to), Some(opens), Some(closes)) =
                (&o.opens, &o.closes, opens, closes)
                && opens >= closes
            {
                let message = format!("{path} closes in {} before it has opened", to.get_ref());
                let place = desk.place(from);
                let finding = desk.found(Code::EndsBeforeItBegins, to, message);
                finding.related.extend(place.map(|p| (p, "it opens here".to_owned())));
                finding
                    .hints
                    .push("let it close later than it opens, or leave one of the two out".into());
            }
            if let Some(holder) = &o.holder {
                let bench = scenario
                    .principals
                    .get(holder.get_ref().as_str())
                    .and_then(|p| p.bench_from.as_ref());
                if let Some(bench) = bench {
                    let place = desk.place(bench);
                    let message =
                        format!("{path} is held by `{}`, who waits on the bench", holder.get_ref());
                    let finding = desk.found(Code::HolderOnBench, holder, message);
                    finding.related.extend(place.map(|p| (p, "until then".to_owned())));
                    finding.hints.push(
                        "leave the office vacant, or leave out the holder's `bench_from`".into(),
                    );
                }
            }
            let p = &o.powers;
            idle_powers(desk, &path, p);
            let powers = Powers {
                appoint: desk.number(format!("{path}.powers.appoint"), p.appoint.as_ref()),
                appoint_in: all(desk, Room::Bases, &p.appoint_in),
                command: desk.number(format!("{path}.powers.command"), p.command.as_ref()),
                convene: all(desk, Room::Organs, &p.convene),
                files: desk.number(format!("{path}.powers.files"), p.files.as_ref()),
                speak: desk.number(format!("{path}.powers.speak"), p.speak.as_ref()),
            };
            Office {
                id: id.get_ref().clone(),
                name: o.name.clone(),
                heads: desk.index_of(Room::Bases, o.heads.as_ref()),
                holder: desk.index_of(Room::Principals, o.holder.as_ref()),
                opens,
                closes,
                filled_by: desk.index_of(Room::Organs, o.filled_by.as_ref()).unwrap_or(presidium),
                responsibility: desk
                    .number(format!("{path}.responsibility"), o.responsibility.as_ref()),
                answers_for: desk.number_some(
                    Room::Issues,
                    &format!("{path}.answers_for"),
                    &o.answers_for,
                ),
                powers,
            }
        })
        .collect()
}

/// Powers that are written and do nothing: cadres are placed in some base.
fn idle_powers(desk: &mut Desk<'_>, path: &str, powers: &written::Powers) {
    let places = powers.appoint.is_some_and(|amount| amount != Amount::Value(0.0));
    let lost = desk.lost.beneath(&format!("{path}.powers.appoint_in"));
    if places
        && powers.appoint_in.is_empty()
        && !lost
        && let Some(at) = desk.key_at(&format!("{path}.powers"), "appoint")
    {
        let message = format!("`appoint` of {path} has no effect without `appoint_in`");
        desk.found(Code::NoEffect, &at, message)
            .hints
            .push("add appoint_in = [\"BASE\"], or leave `appoint` out".into());
    }
}

/// Indices of what is listed, sorted, each once: the order of such a list means nothing.
fn all(desk: &Desk<'_>, room: Room, ids: &[Placed<String>]) -> Vec<usize> {
    let mut found: Vec<_> = ids.iter().filter_map(|id| desk.index(room, id.get_ref())).collect();
    found.sort_unstable();
    found.dedup();
    found
}
