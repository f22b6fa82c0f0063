//! A tiny polity made by hand, in which the phases are tried one by one.

use super::Detail;
use super::state::Play;
use crate::chance::Luck;
use crate::polity::{
    Base, Calendar, Cohort, Crisis, Decider, Issue, Ledger, Norms, Num, Office, Organ, Parameters,
    Polity, Powers, Principal, Quantity, RoundUnit, Seats, Sitting, Spread, Trigger, Way, WayOut,
};

/// Enters numbers into a ledger.
#[derive(Default)]
struct Numbers(Ledger);

impl Numbers {
    fn put(&mut self, value: f64) -> Num {
        let path = format!("n{}", self.0.len());
        let valid = (-1e6, 1e6);
        self.0.enter(Quantity { path, central: value, spread: Spread::Fixed, valid, written: true })
    }
}

/// Four equals in a council, two bases, a chair over the first and a captain over the second, and
/// an assembly to appeal to. The first two hold the offices.
pub fn polity() -> Polity {
    let mut n = Numbers::default();
    let principals = ["one", "two", "three", "four"].map(|id| Principal {
        id: id.into(),
        name: id.into(),
        short: id.into(),
        colour: None,
        contender: true,
        seat: Some(0),
        bench: None,
        home: Some(0),
        born: n.put(1850.0),
        frailty: n.put(1.0),
        ambition: n.put(0.7),
        cunning: n.put(0.5),
        resolve: n.put(0.6),
        dread: n.put(0.5),
        taint: n.put(0.5),
        appeal: n.put(0.5),
        rigidity: n.put(0.5),
        standing: n.put(0.5),
        engagement: n.put(1.0),
        positions: Vec::new(),
    });
    let base = |n: &mut Numbers, id: &str, coercion: f64| Base {
        id: id.into(),
        name: id.into(),
        weight: n.put(0.5),
        capacities: [coercion, 0.7, 0.4, 0.5, 0.5].map(|x| n.put(x)),
        command: n.put(0.3),
        after_fall: n.put(1.0),
        cohort: Cohort {
            posts: 40,
            slope: n.put(0.5),
            tenure: n.put(30.0),
            seats: vec![Seats { organ: 1, voting: 12, candidates: 4 }],
            patrons: (0..4).map(|who| (who, n.put(0.15))).collect(),
            mean: Vec::new(),
            sd: n.put(0.3),
        },
    };
    let bases = vec![base(&mut n, "desks", 0.1), base(&mut n, "guards", 0.9)];
    let office = |n: &mut Numbers, id: &str, which: usize| Office {
        id: id.into(),
        name: id.into(),
        heads: Some(which),
        holder: Some(which),
        opens: None,
        closes: None,
        filled_by: 0,
        responsibility: n.put(0.5),
        answers_for: Vec::new(),
        powers: Powers {
            appoint: n.put(1.0),
            appoint_in: vec![which],
            command: n.put(0.8),
            convene: vec![1],
            files: n.put(0.3),
            speak: n.put(0.5),
        },
    };
    let offices = vec![office(&mut n, "chair", 0), office(&mut n, "captain", 1)];
    let organ = |n: &mut Numbers, id: &str, sitting, appeal_to| Organ {
        id: id.into(),
        name: id.into(),
        sitting,
        majority: n.put(0.5),
        appeal_to,
    };
    let council = organ(&mut n, "council", Sitting::Principals { seats: 4 }, Some(1));
    let renewal = n.put(0.3);
    let assembly = organ(&mut n, "assembly", Sitting::Cadres { renewal }, None);
    let norms = Norms {
        terror: n.put(0.5),
        terror_floor: n.put(0.2),
        collegiality: n.put(0.6),
        precedent: n.put(0.0),
    };
    let parameters = Parameters::SPEC.iter().map(|p| n.put(p.default)).collect();
    Polity {
        calendar: Calendar {
            start: jiff::civil::date(1900, 1, 1),
            rounds: 60,
            unit: RoundUnit::Month,
        },
        ledger: n.0,
        principals: principals.into(),
        bases,
        offices,
        organs: vec![council, assembly],
        presidium: 0,
        issues: Vec::new(),
        indicators: Vec::new(),
        crises: Vec::new(),
        norms,
        trust: Vec::new(),
        files: Vec::new(),
        parameters,
        interventions: Vec::new(),
    }
}

/// A play of it, opened.
pub(super) fn opened(polity: &Polity) -> Play<'_> {
    let luck = Luck { seed: 7, history: 0, branch: 0 };
    let mut play = Play::open(polity, &polity.ledger.central(), luck, Detail::Full);
    play.refresh();
    play
}

/// Puts a matter before the council that anybody may raise, again and again, with an option for each
/// of these, which dares so much.
pub(super) fn put_matter(polity: &mut Polity, daring: &[f64]) {
    let options = (daring.iter().enumerate())
        .map(|(at, &daring)| {
            let num = polity.ledger.enter(Quantity {
                path: format!("daring_{at}"),
                central: daring,
                spread: Spread::Fixed,
                valid: (0.0, 1.0),
                written: true,
            });
            Way {
                id: format!("way_{at}"),
                name: format!("way {at}"),
                stance: Vec::new(),
                success: num,
                helped_by: Vec::new(),
                daring: num,
                effects: Vec::new(),
                success_way: WayOut::default(),
                failure_way: WayOut::default(),
            }
        })
        .collect();
    polity.crises.push(Crisis {
        id: "matter".into(),
        name: "A matter".into(),
        text: String::new(),
        cite: Vec::new(),
        trigger: Trigger {
            window: (0, 9),
            when: Vec::new(),
            hazard: None,
            initiative: true,
            congress: false,
        },
        again_after: Some(0),
        decider: Some(Decider::Organ(0)),
        effects: Vec::new(),
        options,
    });
}

/// Puts an issue before everyone, on which the cadres of each base stand here.
pub(super) fn put_issue(polity: &mut Polity, means: &[f64]) {
    let mut n = Numbers(std::mem::take(&mut polity.ledger));
    for (base, &mean) in polity.bases.iter_mut().zip(means) {
        base.cohort.mean.push(n.put(mean));
    }
    for principal in &mut polity.principals {
        principal.positions.push(n.put(0.0));
    }
    polity.issues.push(Issue {
        id: "issue".into(),
        name: "An issue".into(),
        low: "low".into(),
        high: "high".into(),
        line: n.put(0.0),
        pace: n.put(0.1),
        salience: n.put(0.5),
        decided_by: 0,
        judged_by: Vec::new(),
    });
    polity.ledger = n.0;
}
