//! A small world and a made-up history of it, for the tests of this room.

use crate::engine::{
    Act, Aim, Event, Fall, Fate, Figure, Happening, Log, Measures, Occurrence, Plan, Reading,
    Showdown, Stage, Tenure,
};
use crate::polity::{
    Base, Calendar, Cohort, Crisis, Decider, Effect, Indicator, Issue, Ledger, Norms, Num, Office,
    Organ, Polity, Powers, Principal, Quantity, RoundUnit, Selector, Sitting, Spread, Trigger,
    Values, Way, WayOut, WrittenDate,
};

use super::{Account, Answer, Fact, SourceNote, Subject};

pub(super) const BERIA: usize = 0;
pub(super) const KHRUSHCHEV: usize = 1;
pub(super) const MALENKOV: usize = 2;
pub(super) const MOLOTOV: usize = 3;
pub(super) const ZHUKOV: usize = 4;
const CALENDAR: Calendar =
    Calendar { start: jiff::civil::date(1953, 3, 1), rounds: ROUNDS, unit: RoundUnit::Month };
const NAMES: [(&str, &str, &str); 5] = [
    ("beria", "Lavrentiy Beria", "Beria"),
    ("khrushchev", "Nikita Khrushchev", "Khrushchev"),
    ("malenkov", "Georgy Malenkov", "Malenkov"),
    ("molotov", "Vyacheslav Molotov", "Molotov"),
    ("zhukov", "Georgy Zhukov", "Zhukov"),
];
const ROUNDS: usize = 24;

/// The world, the values and the history, kept together.
pub(super) struct World {
    pub polity: Polity,
    pub values: Values,
    pub log: Log,
}

impl World {
    pub fn new() -> Self {
        let polity = polity();
        let values = polity.ledger.central();
        Self { polity, values, log: log() }
    }

    pub fn account(&self) -> Account<'_> {
        Account {
            scenario: "ussr-1953",
            title: "The Soviet succession, 1953",
            summary: "A dictator is dead and has named no heir.",
            fingerprint: "abcdef0123456789",
            edited: false,
            polity: &self.polity,
            values: &self.values,
            log: &self.log,
            seed: 1953,
            history: 0,
            drawn: false,
            sources: vec![SourceNote {
                key: "struggle".into(),
                title: "The struggle for succession".into(),
                note: "notes".into(),
            }],
            facts: facts(),
            answers: vec![
                Answer {
                    id: "beria_first".into(),
                    ask: "Does Beria fall first?".into(),
                    answer: Some(true),
                },
                Answer {
                    id: "appeal".into(),
                    ask: "Is it the appeal that saves the First Secretary?".into(),
                    answer: None,
                },
            ],
        }
    }
}

fn facts() -> Vec<Fact> {
    let fact = |id: &str, at, window, text: &str, held, here, about| Fact {
        id: id.into(),
        at,
        on: WrittenDate::month_of(CALENDAR.date(at)),
        window,
        text: text.into(),
        cite: vec!["struggle".into()],
        held,
        here,
        about,
        asks: None,
    };
    vec![
        fact(
            "beria_falls",
            3,
            (3, 9),
            "Beria is arrested in the Presidium and later executed.",
            Some(true),
            Some(3),
            vec![Subject::Person(BERIA)],
        ),
        fact(
            "malenkov_resigns",
            23,
            (18, 23),
            "Malenkov gives up the premiership.",
            Some(false),
            None,
            vec![Subject::Person(MALENKOV), Subject::Office(2)],
        ),
    ]
}

struct Entry(Ledger);

impl Entry {
    fn num(&mut self, central: f64) -> Num {
        let path = format!("fixture.{}", self.0.len());
        let valid = (-1.0, 1000.0);
        self.0.enter(Quantity { path, central, spread: Spread::Fixed, valid, written: true })
    }
}

fn polity() -> Polity {
    let mut l = Entry(Ledger::default());
    let base = |l: &mut Entry, id: &str, name: &str| Base {
        id: id.into(),
        name: name.into(),
        weight: l.num(1.0),
        capacities: [0; 5].map(|_| l.num(0.5)),
        command: l.num(0.3),
        after_fall: l.num(1.0),
        cohort: Cohort {
            posts: 10,
            slope: l.num(0.5),
            tenure: l.num(60.0),
            seats: Vec::new(),
            patrons: Vec::new(),
            mean: vec![l.num(0.0)],
            sd: l.num(0.2),
        },
    };
    let bases = vec![
        base(&mut l, "army", "the army"),
        base(&mut l, "party", "the Party apparatus"),
        base(&mut l, "police", "the secret police"),
    ];
    let office = |l: &mut Entry, id: &str, name: &str, heads, holder, opens| Office {
        id: id.into(),
        name: name.into(),
        heads,
        holder,
        opens,
        closes: None,
        filled_by: 1,
        responsibility: l.num(0.6),
        answers_for: Vec::new(),
        powers: Powers {
            appoint: l.num(0.0),
            appoint_in: Vec::new(),
            command: l.num(0.0),
            convene: Vec::new(),
            files: l.num(0.0),
            speak: l.num(0.0),
        },
    };
    let offices = vec![
        office(&mut l, "first_secretary", "First Secretary", Some(1), None, Some(6)),
        office(&mut l, "interior", "Minister of the Interior", Some(2), Some(BERIA), None),
        office(&mut l, "premier", "Premier", None, Some(MALENKOV), None),
    ];
    let organs = vec![
        Organ {
            id: "central_committee".into(),
            name: "Central Committee".into(),
            sitting: Sitting::Cadres { renewal: l.num(0.4) },
            majority: l.num(0.5),
            appeal_to: None,
        },
        Organ {
            id: "presidium".into(),
            name: "Presidium".into(),
            sitting: Sitting::Principals { seats: 10 },
            majority: l.num(0.5),
            appeal_to: Some(0),
        },
    ];
    let principal = |l: &mut Entry, (id, name, short): (&str, &str, &str), k: usize| Principal {
        id: id.into(),
        name: name.into(),
        short: short.into(),
        colour: None,
        contender: k != ZHUKOV,
        seat: (k != ZHUKOV).then_some(1),
        bench: None,
        home: None,
        born: l.num(1894.0),
        frailty: l.num(1.0),
        ambition: l.num(0.5),
        cunning: l.num(0.5),
        resolve: l.num(0.5),
        dread: l.num(0.5),
        taint: l.num(0.5),
        appeal: l.num(0.5),
        rigidity: l.num(0.5),
        standing: l.num(0.5),
        engagement: l.num(1.0),
        positions: vec![l.num(0.0)],
    };
    let principals =
        NAMES.iter().enumerate().map(|(k, &names)| principal(&mut l, names, k)).collect();
    let crises = crises(&mut l);
    let issues = vec![Issue {
        id: "foreign".into(),
        name: "policy abroad".into(),
        low: "detente".into(),
        high: "confrontation".into(),
        line: l.num(0.0),
        pace: l.num(0.1),
        salience: l.num(1.0),
        decided_by: 1,
        judged_by: Vec::new(),
    }];
    let indicators = vec![Indicator {
        id: "tension".into(),
        name: "Cold War tension".into(),
        colour: None,
        role: None,
        start: l.num(0.6),
        rest: l.num(0.5),
        reversion: l.num(0.1),
        drift: l.num(0.0),
        noise: l.num(0.0),
        pushed_by: Vec::new(),
    }];
    let norms = Norms {
        terror: l.num(0.8),
        terror_floor: l.num(0.1),
        collegiality: l.num(0.6),
        precedent: l.num(0.1),
    };
    Polity {
        calendar: CALENDAR,
        ledger: l.0,
        principals,
        bases,
        offices,
        organs,
        presidium: 1,
        issues,
        indicators,
        crises,
        norms,
        trust: Vec::new(),
        files: Vec::new(),
        parameters: Vec::new(),
        interventions: Vec::new(),
    }
}

fn crises(l: &mut Entry) -> Vec<Crisis> {
    let trigger = Trigger {
        window: (0, ROUNDS - 1),
        when: Vec::new(),
        hazard: None,
        initiative: false,
        congress: false,
    };
    let loses = vec![Effect::Standing(Selector::ArguedAgainst, l.num(-0.1))];
    let crush = Way {
        id: "crush".into(),
        name: "send in troops".into(),
        stance: Vec::new(),
        success: l.num(0.9),
        helped_by: Vec::new(),
        daring: l.num(0.5),
        effects: loses,
        success_way: WayOut { text: "Order returns.".into(), effects: Vec::new() },
        failure_way: WayOut::default(),
    };
    let rising = Crisis {
        id: "rising".into(),
        name: "Rising in East Berlin".into(),
        text: "Workers in East Berlin strike against raised quotas.".into(),
        cite: vec!["missed".into()],
        trigger: trigger.clone(),
        again_after: None,
        decider: Some(Decider::Organ(1)),
        effects: Vec::new(),
        options: vec![crush],
    };
    let harvest = Crisis {
        id: "harvest".into(),
        name: "A poor harvest".into(),
        text: "The harvest fails".into(),
        cite: vec!["collective".into()],
        trigger,
        again_after: Some(12),
        decider: None,
        effects: Vec::new(),
        options: Vec::new(),
    };
    vec![harvest, rising]
}

fn measures() -> Measures {
    let mut m = Measures::default();
    for round in 0..ROUNDS {
        let mut influence: [f32; 5] =
            if round < 6 { [0.25, 0.2, 0.3, 0.15, 0.1] } else { [0.25, 0.35, 0.2, 0.1, 0.1] };
        if round >= 3 {
            let rest = 1.0 - influence[BERIA];
            influence[BERIA] = 0.0;
            influence.iter_mut().for_each(|x| *x /= rest);
        }
        let first = if round < 6 { MALENKOV } else { KHRUSHCHEV };
        m.parts.push(influence.iter().map(|&x| vec![x / 8.0, x / 2.0, x / 8.0, x / 4.0]).collect());
        m.influence.push(influence.to_vec());
        m.standing.push(vec![0.5; 5]);
        m.indicators.push(vec![if round == 3 { 0.75 } else { 0.5 }]);
        m.lines.push(vec![-0.2]);
        m.norms.push([0.8, 0.5, 0.1]);
        m.first.push(first);
        m.paramount.push((round >= 18).then_some(KHRUSHCHEV));
    }
    m
}

/// The made-up history: Beria is struck in June 1953, Malenkov survives a vote in the next year.
pub(super) fn log() -> Log {
    let cast = NAMES
        .iter()
        .enumerate()
        .map(|(k, &(id, name, short))| Figure {
            id: id.into(),
            name: name.into(),
            short: short.into(),
            contender: k != ZHUKOV,
            risen: None,
        })
        .collect();
    let vote = |organ, ayes, noes, abstained, carried| Stage::Vote {
        organ,
        ayes,
        noes,
        abstained,
        carried,
    };
    let strike = Showdown {
        at: 3,
        target: BERIA,
        held: vec![1],
        aim: Aim::Arrest,
        plan: Plan::Troops,
        leader: KHRUSHCHEV,
        members: vec![KHRUSHCHEV, ZHUKOV, MALENKOV],
        defenders: Vec::new(),
        stages: vec![
            Stage::Force { attack: 0.7, defence: 0.02, carried: true, resisted: false },
            vote(1, 9, 0, 1, true),
        ],
        odds: 0.66,
        won: true,
    };
    let motion = Showdown {
        at: 16,
        target: MALENKOV,
        held: vec![2],
        aim: Aim::Relieve(2),
        plan: Plan::Motion,
        leader: MOLOTOV,
        members: vec![MOLOTOV],
        defenders: vec![KHRUSHCHEV],
        stages: vec![vote(1, 4, 5, 0, false)],
        odds: 0.55,
        won: false,
    };
    Log {
        cast,
        measures: measures(),
        tenures: vec![
            Tenure { office: 1, who: BERIA, from: 0, to: Some(3) },
            Tenure { office: 2, who: MALENKOV, from: 0, to: None },
            Tenure { office: 0, who: KHRUSHCHEV, from: 6, to: None },
        ],
        falls: vec![
            Fall {
                who: BERIA,
                at: 3,
                fate: Fate::Executed,
                by: vec![KHRUSHCHEV, ZHUKOV, MALENKOV],
                showdown: 0,
                as_target: true,
            },
            Fall {
                who: MOLOTOV,
                at: 16,
                fate: Fate::Reprimanded,
                by: vec![MALENKOV, KHRUSHCHEV],
                showdown: 1,
                as_target: false,
            },
        ],
        deaths: vec![(ZHUKOV, 22)],
        showdowns: vec![strike, motion],
        happenings: vec![
            Happening {
                crisis: 1,
                at: 3,
                taken_by: None,
                proposed: None,
                chosen: Some((0, true)),
                argued: vec![(MOLOTOV, 0.6), (BERIA, -0.5)],
                wanted: vec![0, 1],
                counted: Some((8, 2)),
            },
            Happening {
                crisis: 0,
                at: 18,
                taken_by: None,
                proposed: None,
                chosen: None,
                argued: Vec::new(),
                wanted: Vec::new(),
                counted: None,
            },
        ],
        opposed: vec![(KHRUSHCHEV, BERIA, 1)],
        plots: vec![(KHRUSHCHEV, BERIA, 1)],
        dropped: Vec::new(),
        turns: Vec::new(),
        without_effect: Vec::new(),
        events: events(),
    }
}

fn events() -> Vec<Event> {
    let act = |who, act| Occurrence::Act { who, act };
    let told = vec![
        (0, act(KHRUSHCHEV, Act::Appoint(1, 4))),
        (1, Occurrence::PlotBegun { leader: KHRUSHCHEV, target: BERIA }),
        (1, act(KHRUSHCHEV, Act::Appoint(1, 5))),
        (1, Occurrence::Approach { leader: KHRUSHCHEV, target: BERIA, whom: ZHUKOV, joined: true }),
        (
            2,
            Occurrence::Approach {
                leader: KHRUSHCHEV,
                target: BERIA,
                whom: MOLOTOV,
                joined: false,
            },
        ),
        (3, Occurrence::Crisis(0)),
        (
            3,
            Occurrence::Approach {
                leader: KHRUSHCHEV,
                target: BERIA,
                whom: MALENKOV,
                joined: true,
            },
        ),
        (3, Occurrence::Showdown(0)),
        (3, Occurrence::Fall(0)),
        (6, Occurrence::Opened(0)),
        (6, Occurrence::Took { office: 0, who: KHRUSHCHEV, share: 0.8 }),
        (6, Occurrence::Leads(KHRUSHCHEV)),
        (10, act(MOLOTOV, Act::Denounce(MALENKOV, true))),
        (16, Occurrence::Showdown(1)),
        (16, Occurrence::Fall(1)),
        (18, Occurrence::Crisis(1)),
        (18, Occurrence::Paramount(KHRUSHCHEV)),
        (22, Occurrence::Death(ZHUKOV)),
    ];
    let reads = |what: &Occurrence| match what {
        Occurrence::Showdown(_) => {
            vec![Reading { what: "odds".into(), value: 0.66, chosen: false }]
        }
        _ => Vec::new(),
    };
    told.into_iter().map(|(at, what)| Event { at, reads: reads(&what), what }).collect()
}
