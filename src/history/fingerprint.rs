//! A history as canonical bytes, and its fingerprint.

use crate::engine::{Aim, Detail, Log, Plan, Stage};
use crate::polity::Who;

/// Fingerprint of the light part of a history: blake3 of [`canonical`] bytes, in hex. Whether
/// events were kept makes no difference.
pub fn fingerprint(log: &Log) -> String {
    blake3::hash(&canonical(log, Detail::Light)).to_hex().to_string()
}

/// A history as bytes: every number little-endian, every list after its length, in a fixed order.
/// Equal logs give equal bytes. [`Detail::Full`] adds influence by base and the events.
pub fn canonical(log: &Log, detail: Detail) -> Vec<u8> {
    let mut out = Bytes(Vec::new());
    out.count(log.cast.len());
    for figure in &log.cast {
        out.text(&figure.id);
        out.text(&figure.name);
        out.text(&figure.short);
        out.flag(figure.contender);
        out.maybe(figure.risen);
    }
    measures(log, &mut out);
    out.count(log.tenures.len());
    for t in &log.tenures {
        out.all([t.office, t.who, t.from]);
        out.maybe(t.to);
    }
    out.count(log.falls.len());
    for fall in &log.falls {
        out.all([fall.who, fall.at, fall.fate as usize, fall.showdown]);
        out.list(&fall.by);
        out.flag(fall.as_target);
    }
    out.count(log.deaths.len());
    log.deaths.iter().for_each(|&(who, at)| out.all([who, at]));
    showdowns(log, &mut out);
    happenings(log, &mut out);
    for triples in [&log.opposed, &log.plots, &log.dropped] {
        out.count(triples.len());
        triples.iter().for_each(|&(a, b, at)| out.all([a, b, at]));
    }
    out.count(log.turns.len());
    log.turns.iter().for_each(|&(issue, at)| out.all([issue, at]));
    if detail == Detail::Full {
        full(log, &mut out);
    }
    out.0
}

fn measures(log: &Log, out: &mut Bytes) {
    let m = &log.measures;
    for table in [&m.influence, &m.standing, &m.indicators, &m.lines] {
        out.count(table.len());
        table.iter().for_each(|row| out.row(row));
    }
    out.count(m.norms.len());
    m.norms.iter().for_each(|row| out.row(row));
    out.list(&m.first);
    out.count(m.paramount.len());
    m.paramount.iter().for_each(|&who| out.maybe(who));
}

fn showdowns(log: &Log, out: &mut Bytes) {
    out.count(log.showdowns.len());
    for s in &log.showdowns {
        let (aim, office) = match s.aim {
            Aim::Censure => (0, None),
            Aim::Relieve(office) => (1, Some(office)),
            Aim::Expel => (2, None),
            Aim::Arrest => (3, None),
        };
        let plan = match s.plan {
            Plan::Vote => 0,
            Plan::Troops => 1,
            Plan::Motion => 2,
        };
        out.all([s.at, s.target, aim, plan, s.leader]);
        out.maybe(office);
        for whos in [&s.held, &s.members, &s.defenders] {
            out.list(whos);
        }
        out.real(s.odds);
        out.flag(s.won);
        out.count(s.stages.len());
        s.stages.iter().for_each(|stage| out.stage(stage));
    }
}

fn happenings(log: &Log, out: &mut Bytes) {
    out.count(log.happenings.len());
    for h in &log.happenings {
        out.all([h.crisis, h.at]);
        out.maybe(h.taken_by);
        out.maybe(h.proposed);
        out.maybe(h.chosen.map(|(option, _)| option));
        out.flag(h.chosen.is_some_and(|(_, came_off)| came_off));
        out.count(h.argued.len());
        for &(who, part) in &h.argued {
            out.count(who);
            out.real(part);
        }
        out.list(&h.wanted);
        out.flag(h.counted.is_some());
        let (ayes, noes) = h.counted.unwrap_or_default();
        out.all([ayes as usize, noes as usize]);
    }
}

fn full(log: &Log, out: &mut Bytes) {
    out.count(log.measures.parts.len());
    for round in &log.measures.parts {
        out.count(round.len());
        round.iter().for_each(|row| out.row(row));
    }
    out.count(log.events.len());
    for event in &log.events {
        out.count(event.at);
        out.text(&format!("{:?}", event.what));
        out.count(event.reads.len());
        for reading in &event.reads {
            out.text(&reading.what);
            out.real(reading.value);
            out.flag(reading.chosen);
        }
    }
}

struct Bytes(Vec<u8>);

impl Bytes {
    fn count(&mut self, n: usize) {
        self.0.extend((n as u64).to_le_bytes());
    }

    fn all<const N: usize>(&mut self, each: [usize; N]) {
        each.into_iter().for_each(|n| self.count(n));
    }

    fn list(&mut self, each: &[Who]) {
        self.count(each.len());
        each.iter().for_each(|&n| self.count(n));
    }

    fn maybe(&mut self, n: Option<usize>) {
        self.flag(n.is_some());
        self.count(n.unwrap_or_default());
    }

    fn flag(&mut self, yes: bool) {
        self.0.push(u8::from(yes));
    }

    fn real(&mut self, x: f64) {
        self.0.extend(x.to_bits().to_le_bytes());
    }

    fn row(&mut self, row: &[f32]) {
        self.count(row.len());
        row.iter().for_each(|x| self.0.extend(x.to_bits().to_le_bytes()));
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend(text.as_bytes());
    }

    fn stage(&mut self, stage: &Stage) {
        match *stage {
            Stage::Force { attack, defence, carried, resisted } => {
                self.count(0);
                self.real(attack);
                self.real(defence);
                self.flag(carried);
                self.flag(resisted);
            }
            Stage::Vote { organ, ayes, noes, abstained, carried } => {
                self.all([1, organ, ayes as usize, noes as usize, abstained as usize]);
                self.flag(carried);
            }
            Stage::Appeal { organ, by, met } => {
                self.all([2, organ, by]);
                self.flag(met);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixture;

    #[test]
    fn equal_histories_have_equal_fingerprints_and_one_change_shows() {
        let log = fixture::log();
        assert_eq!(fingerprint(&log), fingerprint(&log.clone()));
        let mut other = log.clone();
        other.showdowns[0].won = !other.showdowns[0].won;
        assert_ne!(fingerprint(&log), fingerprint(&other));
        let mut other = log.clone();
        other.measures.standing[1][0] += 1e-6;
        assert_ne!(fingerprint(&log), fingerprint(&other));
    }

    #[test]
    fn whether_events_are_kept_makes_no_difference_to_the_fingerprint() {
        let log = fixture::log();
        let mut light = log.clone();
        light.events.clear();
        light.measures.parts.clear();
        assert_eq!(fingerprint(&log), fingerprint(&light));
        assert_ne!(canonical(&log, Detail::Full), canonical(&light, Detail::Full));
    }
}
