//! Issues, indicators and norms.

use super::super::schema::Room;
use super::super::written;
use super::desk::Desk;
use crate::polity::{Indicator, Issue, Norms, OrganIx, Role};

/// The issues, sorted by id.
pub fn issues(desk: &mut Desk<'_>, scenario: &written::Scenario, presidium: OrganIx) -> Vec<Issue> {
    scenario
        .issues
        .iter()
        .map(|(id, i)| {
            let path = format!("issues.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), i.cite.as_ref(), i.judgement.as_ref(), false);
            Issue {
                id: id.get_ref().clone(),
                name: i.name.clone(),
                low: i.low.clone(),
                high: i.high.clone(),
                line: desk.number(format!("{path}.line"), i.line.as_ref()),
                pace: desk.number(format!("{path}.pace"), i.pace.as_ref()),
                salience: desk.number(format!("{path}.salience"), i.salience.as_ref()),
                decided_by: desk.index_of(Room::Organs, i.decided_by.as_ref()).unwrap_or(presidium),
                judged_by: desk.number_some(
                    Room::Indicators,
                    &format!("{path}.judged_by"),
                    &i.judged_by,
                ),
            }
        })
        .collect()
}

/// The indicators, sorted by id.
pub fn indicators(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Vec<Indicator> {
    scenario
        .indicators
        .iter()
        .map(|(id, i)| {
            let path = format!("indicators.{}", id.get_ref());
            desk.ground(path.clone(), Some(id), i.cite.as_ref(), i.judgement.as_ref(), false);
            Indicator {
                id: id.get_ref().clone(),
                name: i.name.clone(),
                colour: i.colour.clone(),
                role: match i.role.as_deref() {
                    Some("mood") => Some(Role::Mood),
                    Some("legitimacy") => Some(Role::Legitimacy),
                    _ => None,
                },
                start: desk.number(format!("{path}.start"), i.start.as_ref()),
                rest: desk.number(format!("{path}.rest"), i.rest.as_ref()),
                reversion: desk.number(format!("{path}.reversion"), i.reversion.as_ref()),
                drift: desk.number(format!("{path}.drift"), i.drift.as_ref()),
                noise: desk.number(format!("{path}.noise"), i.noise.as_ref()),
                pushed_by: desk.number_some(
                    Room::Issues,
                    &format!("{path}.pushed_by"),
                    &i.pushed_by,
                ),
            }
        })
        .collect()
}

/// The norms.
pub fn norms(desk: &mut Desk<'_>, scenario: &written::Scenario) -> Norms {
    let n = &scenario.norms;
    desk.ground("norms".into(), None, n.cite.as_ref(), n.judgement.as_ref(), false);
    Norms {
        terror: desk.number("norms.terror".into(), n.terror.as_ref()),
        terror_floor: desk.number("norms.terror_floor".into(), n.terror_floor.as_ref()),
        collegiality: desk.number("norms.collegiality".into(), n.collegiality.as_ref()),
        precedent: desk.number("norms.precedent".into(), n.precedent.as_ref()),
    }
}
