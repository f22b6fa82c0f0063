//! A made-up history to draw in tests: 142 months, two dozen events, the usual people.

use super::caption::{Caption, Shown};
use super::occasion::Occasion;
use crate::engine::{Aim, Fall, Fate, Figure, Happening, Log, Plan, Showdown, Tenure};
use crate::polity::*;

const ROUNDS: usize = 142;

/// Key, short name, colour, contender, influence by month (month, value), bases drawn on.
type Person =
    (&'static str, &'static str, Option<&'static str>, bool, &'static [(usize, f64)], [f64; 6]);

const PEOPLE: [Person; 9] = [
    (
        "beria",
        "Beria",
        Some("#D55E00"),
        true,
        &[(0, 0.27), (2, 0.29), (4, 0.24), (5, 0.0)],
        [0.02, 0.02, 0.1, 0.05, 0.7, 0.11],
    ),
    (
        "brezhnev",
        "Brezhnev",
        None,
        false,
        &[(23, 0.0), (36, 0.05), (80, 0.08), (110, 0.14), (128, 0.19), (141, 0.33)],
        [0.1, 0.0, 0.1, 0.7, 0.02, 0.08],
    ),
    (
        "bulganin",
        "Bulganin",
        None,
        false,
        &[(0, 0.06), (22, 0.07), (24, 0.12), (52, 0.11), (60, 0.05), (65, 0.04), (66, 0.0)],
        [0.35, 0.0, 0.5, 0.05, 0.0, 0.1],
    ),
    (
        "khrushchev",
        "Khrushchev",
        Some("#0072B2"),
        true,
        &[
            (0, 0.13),
            (8, 0.19),
            (19, 0.27),
            (34, 0.30),
            (46, 0.26),
            (54, 0.37),
            (62, 0.46),
            (80, 0.44),
            (100, 0.41),
            (118, 0.31),
            (134, 0.26),
            (135, 0.0),
        ],
        [0.05, 0.03, 0.12, 0.66, 0.04, 0.10],
    ),
    (
        "malenkov",
        "Malenkov",
        Some("#009E73"),
        true,
        &[(0, 0.31), (6, 0.33), (14, 0.29), (22, 0.22), (26, 0.14), (51, 0.11), (52, 0.0)],
        [0.0, 0.03, 0.72, 0.12, 0.0, 0.13],
    ),
    (
        "mikoyan",
        "Mikoyan",
        None,
        false,
        &[(0, 0.05), (60, 0.07), (141, 0.09)],
        [0.0, 0.1, 0.6, 0.1, 0.0, 0.2],
    ),
    (
        "molotov",
        "Molotov",
        Some("#CC79A7"),
        true,
        &[(0, 0.14), (20, 0.15), (28, 0.11), (51, 0.12), (52, 0.0)],
        [0.0, 0.55, 0.05, 0.05, 0.0, 0.35],
    ),
    (
        "suslov",
        "Suslov",
        None,
        false,
        &[(27, 0.0), (40, 0.06), (100, 0.10), (141, 0.13)],
        [0.0, 0.1, 0.0, 0.8, 0.0, 0.1],
    ),
    (
        "zhukov",
        "Zhukov",
        Some("#000000"),
        false,
        &[(0, 0.03), (22, 0.06), (50, 0.11), (53, 0.15), (55, 0.14), (56, 0.0)],
        [0.85, 0.0, 0.0, 0.0, 0.0, 0.15],
    ),
];

const BASES: [(&str, &str); 5] = [
    ("army", "Army"),
    ("foreign_ministry", "Foreign ministry"),
    ("government", "Ministries"),
    ("party", "Party apparatus"),
    ("police", "Secret police"),
];

/// Key, name, opens, responsibility, holders with (from, to).
type Post =
    (&'static str, &'static str, Option<Round>, f64, &'static [(Who, Round, Option<Round>)]);

const OFFICES: [Post; 5] = [
    ("defence_minister", "Defence Minister", None, 0.3, &[(2, 0, Some(23)), (8, 23, Some(56))]),
    ("first_secretary", "First Secretary", Some(6), 0.8, &[(3, 6, Some(135)), (1, 135, None)]),
    (
        "foreign_minister",
        "Foreign Minister",
        None,
        0.4,
        &[(6, 0, Some(39)), (7, 39, Some(44)), (5, 44, Some(47)), (7, 50, None)],
    ),
    ("interior_minister", "Minister of the Interior", None, 0.35, &[(0, 0, Some(4))]),
    (
        "premier",
        "Premier",
        None,
        0.8,
        &[(4, 0, Some(23)), (2, 23, Some(60)), (3, 60, Some(135)), (5, 135, None)],
    ),
];

/// Key, name, month, options with the one chosen first, taken up by.
type Trouble = (&'static str, &'static str, Round, Option<&'static str>, Option<Who>);

const CRISES: [Trouble; 8] = [
    ("austria", "Austrian treaty", 25, Some("withdraw for neutrality"), None),
    ("cuba", "missiles in Cuba", 115, Some("withdraw the missiles"), None),
    ("east_german_rising", "rising in East Germany", 3, Some("send in troops"), None),
    ("harvest", "poor harvest", 18, None, None),
    ("hungary", "rising in Hungary", 43, Some("send in troops"), None),
    ("novocherkassk", "strike at Novocherkassk", 111, Some("send in troops"), None),
    ("secret_speech", "the charge against Stalin", 35, Some("speak out"), Some(3)),
    ("u2", "U-2 shot down", 86, Some("make the most of it"), None),
];

/// Key, name, values by month.
type Gauge = (&'static str, &'static str, &'static [(usize, f64)]);

const INDICATORS: [Gauge; 7] = [
    (
        "bloc",
        "Hold on the bloc",
        &[(0, 0.6), (3, 0.45), (20, 0.6), (43, 0.3), (70, 0.6), (141, 0.55)],
    ),
    ("harvest", "Harvest", &[(0, 0.4), (18, 0.3), (40, 0.6), (60, 0.7), (120, 0.3), (141, 0.45)]),
    ("legitimacy", "Legitimacy", &[(0, 0.7), (36, 0.55), (80, 0.6), (141, 0.46)]),
    ("living", "Living standards", &[(0, 0.25), (40, 0.4), (90, 0.55), (141, 0.52)]),
    ("mood", "Public mood", &[(0, 0.35), (30, 0.5), (60, 0.62), (111, 0.35), (141, 0.4)]),
    (
        "openness",
        "Western openness",
        &[(0, 0.3), (28, 0.6), (44, 0.3), (80, 0.5), (86, 0.3), (141, 0.5)],
    ),
    (
        "tension",
        "Tension with the West",
        &[(0, 0.7), (28, 0.4), (44, 0.7), (78, 0.5), (115, 0.95), (141, 0.45)],
    ),
];

/// A polity, a log and a caption, owned.
pub(super) struct Sample {
    pub polity: Polity,
    pub log: Log,
    pub caption: Caption,
}

impl Sample {
    pub(super) fn occasion(&self) -> Occasion<'_> {
        Occasion { polity: &self.polity, log: &self.log, caption: &self.caption }
    }
}

fn between(keys: &[(usize, f64)], round: Round) -> f64 {
    let after = keys.iter().position(|(at, _)| *at > round).unwrap_or(keys.len());
    match (after.checked_sub(1).map(|before| keys[before]), keys.get(after)) {
        (None, _) => 0.0,
        (Some((_, value)), None) => value,
        (Some((_, _)), Some((at, to))) if *to == 0.0 && *at == round + 1 => keys[after - 1].1,
        (Some((from, value)), Some((at, to))) => {
            value + (to - value) * (round - from) as f64 / (at - from) as f64
        }
    }
}

/// A wobble in `[-0.5, 0.5]` that looks like chance.
fn wobble(a: usize, b: usize) -> f64 {
    let mut z = (a * 7919 + b * 104_729 + 13) as u64;
    z = (z ^ (z >> 15)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z ^= z >> 31;
    (z % 1000) as f64 / 1000.0 - 0.5
}

pub(super) fn sample() -> Sample {
    let mut ledger = Ledger::default();
    let mut number = |path: String, central: f64| {
        ledger.enter(Quantity {
            path,
            central,
            spread: Spread::Fixed,
            valid: (0.0, 2000.0),
            written: true,
        })
    };
    let half = number("half".to_owned(), 0.5);
    let blow = number("crises.hungary.effects.0.indicator.by".to_owned(), -0.15);
    let principals = PEOPLE.iter().map(|(id, short, colour, contender, ..)| Principal {
        id: (*id).to_owned(),
        name: (*short).to_owned(),
        short: (*short).to_owned(),
        colour: colour.map(str::to_owned),
        contender: *contender,
        seat: Some(0),
        bench: None,
        home: None,
        born: half,
        frailty: half,
        ambition: half,
        cunning: half,
        resolve: half,
        dread: half,
        taint: half,
        appeal: half,
        rigidity: half,
        standing: half,
        engagement: half,
        positions: Vec::new(),
    });
    let bases = BASES.iter().map(|(id, name)| Base {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        weight: half,
        capacities: [half; 5],
        command: half,
        after_fall: half,
        cohort: Cohort {
            posts: 10,
            slope: half,
            tenure: half,
            seats: Vec::new(),
            patrons: Vec::new(),
            mean: Vec::new(),
            sd: half,
        },
    });
    let offices = OFFICES.iter().map(|(id, name, opens, responsibility, _)| Office {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        heads: None,
        holder: None,
        opens: *opens,
        closes: None,
        filled_by: 0,
        responsibility: number(format!("offices.{id}.responsibility"), *responsibility),
        answers_for: Vec::new(),
        powers: Powers {
            appoint: half,
            appoint_in: Vec::new(),
            command: half,
            convene: Vec::new(),
            files: half,
            speak: half,
        },
    });
    let crises = CRISES.iter().map(|(id, name, _, option, _)| Crisis {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        text: String::new(),
        cite: Vec::new(),
        trigger: Trigger {
            window: (0, ROUNDS - 1),
            when: Vec::new(),
            hazard: None,
            initiative: false,
            congress: false,
        },
        again_after: None,
        decider: None,
        effects: if *id == "hungary" { vec![Effect::Indicator(0, blow)] } else { Vec::new() },
        options: option.iter().map(|name| way(name, half)).collect(),
    });
    let indicators = INDICATORS.iter().map(|(id, name, _)| Indicator {
        id: (*id).to_owned(),
        name: (*name).to_owned(),
        colour: None,
        role: None,
        start: half,
        rest: half,
        reversion: half,
        drift: half,
        noise: half,
        pushed_by: Vec::new(),
    });
    let (principals, bases, offices): (Vec<_>, Vec<_>, Vec<_>) =
        (principals.collect(), bases.collect(), offices.collect());
    let polity = Polity {
        calendar: Calendar {
            start: jiff::civil::date(1953, 3, 1),
            rounds: ROUNDS,
            unit: RoundUnit::Month,
        },
        principals,
        bases,
        offices,
        organs: vec![Organ {
            id: "presidium".to_owned(),
            name: "Presidium".to_owned(),
            sitting: Sitting::Principals { seats: 10 },
            majority: half,
            appeal_to: None,
        }],
        presidium: 0,
        issues: Vec::new(),
        indicators: indicators.collect(),
        crises: crises.collect(),
        norms: Norms { terror: half, terror_floor: half, collegiality: half, precedent: half },
        trust: Vec::new(),
        files: Vec::new(),
        parameters: Vec::new(),
        interventions: Vec::new(),
        ledger,
    };
    Sample { polity, log: log(), caption: caption() }
}

fn way(name: &str, half: Num) -> Way {
    Way {
        id: "chosen".to_owned(),
        name: name.to_owned(),
        stance: Vec::new(),
        success: half,
        helped_by: Vec::new(),
        daring: half,
        effects: Vec::new(),
        success_way: WayOut::default(),
        failure_way: WayOut::default(),
    }
}

fn caption() -> Caption {
    let sources = ["collective", "missed", "struggle", "transition", "vacuum"];
    Caption {
        title: "The struggle for Stalin\u{2019}s succession".to_owned(),
        scenario: "ussr-1953".to_owned(),
        fingerprint: "a1b2c3d4e5f6".to_owned(),
        seed: 1953,
        shown: Shown::One(0),
        version: "0.1.0".to_owned(),
        sources: sources.map(str::to_owned).to_vec(),
    }
}

/// When, target, leader, members, whether it was won, who came to what.
type Strike = (Round, Who, Who, &'static [Who], bool, &'static [(Who, Fate)]);

fn log() -> Log {
    let mut log = Log {
        cast: PEOPLE
            .iter()
            .map(|(id, short, _, contender, ..)| Figure {
                id: (*id).to_owned(),
                name: (*short).to_owned(),
                short: (*short).to_owned(),
                contender: *contender,
                risen: None,
            })
            .collect(),
        ..Log::default()
    };
    for round in 0..ROUNDS {
        measure(&mut log, round);
    }
    for (office, (.., holders)) in OFFICES.iter().enumerate() {
        let tenure = |(who, from, to): &(Who, Round, Option<Round>)| Tenure {
            office,
            who: *who,
            from: *from,
            to: *to,
        };
        log.tenures.extend(holders.iter().map(tenure));
    }
    let strikes: [Strike; 6] = [
        (5, 0, 3, &[3, 4, 8, 2], true, &[(0, Fate::Executed)]),
        (23, 4, 3, &[3, 6], true, &[(4, Fate::LostOffice)]),
        (52, 3, 4, &[4, 6], false, &[(4, Fate::MinorPost), (6, Fate::MinorPost)]),
        (56, 8, 3, &[3, 1], true, &[(8, Fate::Expelled)]),
        (66, 2, 3, &[3], true, &[(2, Fate::Retired)]),
        (135, 3, 1, &[1, 7, 5], true, &[(3, Fate::Retired)]),
    ];
    for (at, target, leader, members, won, ends) in strikes {
        let aim = if ends[0].1 == Fate::LostOffice { Aim::Relieve(4) } else { Aim::Expel };
        log.falls.extend(ends.iter().map(|(who, fate)| Fall {
            who: *who,
            at,
            fate: *fate,
            by: members.to_vec(),
            showdown: log.showdowns.len(),
            as_target: *who == target,
        }));
        log.showdowns.push(Showdown {
            at,
            target,
            held: Vec::new(),
            aim,
            plan: Plan::Vote,
            leader,
            members: members.to_vec(),
            defenders: Vec::new(),
            stages: Vec::new(),
            odds: 0.6,
            won,
        });
    }
    let mut happenings: Vec<Happening> = CRISES
        .iter()
        .enumerate()
        .map(|(crisis, (_, _, at, option, taken_by))| Happening {
            crisis,
            at: *at,
            taken_by: *taken_by,
            proposed: taken_by.map(|_| 0),
            chosen: option.map(|_| (0, true)),
            argued: Vec::new(),
            wanted: Vec::new(),
            counted: None,
        })
        .collect();
    happenings.sort_by_key(|happening| happening.at);
    log.happenings = happenings;
    log
}

fn measure(log: &mut Log, round: Round) {
    let mut row: Vec<f64> = PEOPLE
        .iter()
        .enumerate()
        .map(|(who, (.., keys, _))| {
            let level = between(keys, round);
            if level == 0.0 { 0.0 } else { (level + 0.012 * wobble(round, who)).max(0.004) }
        })
        .collect();
    let total: f64 = row.iter().sum();
    row.iter_mut().for_each(|value| *value /= total.max(0.99));
    let first = (0..row.len()).fold(0, |best, who| if row[who] > row[best] { who } else { best });
    let parts = row.iter().zip(&PEOPLE).map(|(whole, (.., made_of))| {
        let drift = round as f64 / ROUNDS as f64 * 0.5;
        let mut parts = made_of.map(|share| share * (1.0 - drift));
        parts[3] += drift;
        parts.iter().map(|part| (part * whole) as f32).collect()
    });
    let measures = &mut log.measures;
    measures.parts.push(parts.collect());
    measures.influence.push(row.iter().map(|value| *value as f32).collect());
    measures.first.push(first);
    measures.paramount.push((58..112).contains(&round).then_some(3));
    let level = |(at, (.., keys)): (usize, &Gauge)| {
        (between(keys, round) + 0.05 * wobble(round, 50 + at)).clamp(0.0, 1.0) as f32
    };

    measures.indicators.push(INDICATORS.iter().enumerate().map(level).collect());
}
