//! No dead knobs: each number that a scenario can give changes a later decision somewhere.

use std::collections::{BTreeMap, BTreeSet};

use interregnum::engine::{Act, Detail, Log, Occurrence, Plan, Stage};
use interregnum::polity::{Effect, Num, Parameters, Polity};
use interregnum::scenario::Scenario;
use rayon::prelude::*;

use crate::plays::{SMALL, SMALL_WORLD, central, edited, luck};

/// In how many histories a knob may show what it does.
const HISTORIES: u64 = 60;

/// What was decided, in order: who did what to whom, who joined whom, how they voted, what was
/// chosen, who was given which office or seat. Not what came of it, nor how much of it.
fn decisions(log: &Log) -> Vec<String> {
    let decision = |what: &Occurrence| -> Option<String> {
        Some(match what {
            Occurrence::Act { who, act } => {
                let (kind, target) = match *act {
                    Act::Appoint(base, _) => ("appoint", base),
                    Act::Court(base) => ("court", base),
                    Act::WinOver(j) => ("win over", j),
                    Act::Champion(issue) => ("champion", issue),
                    Act::Shift(issue, _) => ("shift", issue),
                    Act::Denounce(j, _) => ("denounce", j),
                    Act::CollectFiles(j) => ("files", j),
                    Act::LeanOn(j) => ("lean on", j),
                    Act::Guard => ("guard", 0),
                    Act::Plot(j) => ("plot", j),
                    Act::Counter(j) => ("counter", j),
                    Act::Initiative(crisis) => ("initiative", crisis),
                    Act::Move(j, _) => ("move", j),
                    Act::LieLow => ("lie low", 0),
                };
                format!("{who} {kind} {target}")
            }
            Occurrence::Approach { target, whom, joined, .. } => {
                format!("{whom} against {target}: {joined}")
            }
            Occurrence::Crisis(index) => {
                let happening = &log.happenings[*index];
                let (option, _) = happening.chosen?;
                format!("{} {option}", happening.crisis)
            }
            Occurrence::Showdown(index) => {
                let showdown = &log.showdowns[*index];
                let votes = showdown.stages.iter().map(|stage| match *stage {
                    Stage::Vote { ayes, noes, abstained, .. } => {
                        format!("{ayes} {noes} {abstained}")
                    }
                    Stage::Appeal { by, .. } => format!("{by} appeals"),
                    Stage::Force { resisted, .. } => format!("force {resisted}"),
                });
                let struck = if showdown.plan == Plan::Motion { "moves" } else { "strikes" };
                let votes: Vec<_> = votes.collect();
                format!("{} {struck} at {}: {votes:?}", showdown.leader, showdown.target)
            }
            Occurrence::Took { office, who, .. } => format!("{who} takes {office}"),
            Occurrence::Seated { who, .. } => format!("{who} sits"),
            _ => return None,
        })
    };
    log.events.iter().filter_map(|event| decision(&event.what)).collect()
}

/// What kind of knob a path is: its ids left out, and where in the scenario an effect stands.
fn kind(path: &str) -> String {
    const BY_ID: &[&str] = &[
        "positions",
        "patrons",
        "judged_by",
        "pushed_by",
        "stance",
        "helped_by",
        "options",
        "seats",
        "answers_for",
    ];
    if let Some((_, effect)) = path.rsplit_once(".effects.") {
        let rest: Vec<_> = effect.split('.').skip(1).collect();
        return format!("effects.{}", rest.join("."));
    }
    let segments: Vec<_> = path.split('.').collect();
    let plain = ["norms", "parameters"].contains(&segments[0]);
    let mut out = vec![segments[0]];
    for (n, segment) in segments.iter().enumerate().skip(1) {
        let id = (n == 1 && !plain)
            || (n == 2 && ["trust", "files"].contains(&segments[0]))
            || BY_ID.contains(&segments[n - 1])
            || segment.parse::<usize>().is_ok();
        out.push(if id { "*" } else { segment });
    }
    out.join(".")
}

/// Whether low against high of one number changes a decision of one history.
fn tells(polity: &Polity, num: Num, history: u64) -> bool {
    let quantity = polity.ledger.quantity(num);
    let played = |value: f64| {
        let mut values = polity.ledger.central();
        values.set(num, value);
        let luck = luck(history);
        decisions(&interregnum::engine::play(polity, &values, luck, Detail::Full))
    };
    // Born in the year 0 or in the year 9999 would be a small scenario of another sort.
    let (low, high) =
        if quantity.path.ends_with(".born") { (1830.0, 1870.0) } else { quantity.valid };
    played(low) != played(high)
}

/// Whether some knob of a kind tells in some history.
fn alive(polity: &Polity, knobs: &[Num]) -> bool {
    (0..HISTORIES).any(|history| knobs.iter().any(|&num| tells(polity, num, history)))
}

/// Knobs that need a world of their own to be turned in: the kind, and what the small world must
/// be like.
const CONTEXTS: &[(&str, &[&str])] = &[
    // Several accusers in one month: where nobody fears to denounce.
    ("parameters.denounce_crowd", &["parameters.denounce_reprisal=0"]),
    // Outsiders with a high office: where nobody asks who would follow the man before.
    (
        "parameters.fill_claim",
        &["parameters.vote_successor=0", "parameters.hostility_resentment=3"],
    ),
];

fn world_for(kind: &str) -> Option<Scenario> {
    let edits = CONTEXTS.iter().find(|context| context.0 == kind)?.1;
    Some(edited(SMALL, edits))
}

#[test]
fn every_number_changes_a_later_decision() {
    let mut kinds: BTreeMap<String, Vec<Num>> = BTreeMap::new();
    for (num, quantity) in SMALL_WORLD.polity.ledger.iter() {
        kinds.entry(kind(&quantity.path)).or_default().push(num);
    }
    for parameter in Parameters::SPEC {
        assert!(kinds.contains_key(&format!("parameters.{}", parameter.id)));
    }
    let dead: Vec<_> = kinds
        .par_iter()
        .filter(|(kind, knobs)| match world_for(kind) {
            Some(world) => {
                let paths = knobs.iter().map(|num| &SMALL_WORLD.polity.ledger.quantity(*num).path);
                let there: Vec<_> =
                    paths.filter_map(|path| world.polity.ledger.find(path)).collect();
                !alive(&world.polity, &there)
            }
            None => !alive(&SMALL_WORLD.polity, knobs),
        })
        .map(|(kind, _)| kind.as_str())
        .collect();
    assert!(dead.is_empty(), "{} of {} are dead:\n{}", dead.len(), kinds.len(), dead.join("\n"));
}

/// The name of an effect in a scenario. A new kind of effect does not compile until it has one.
fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Indicator(..) => "indicator",
        Effect::Performance(..) => "performance",
        Effect::Line(..) => "line",
        Effect::Weight(..) => "weight",
        Effect::Capacity(..) => "capacity",
        Effect::Support(..) => "support",
        Effect::Standing(..) => "standing",
        Effect::Trust(..) => "trust",
        Effect::Seats(..) => "seats",
        Effect::Terror(..) => "terror",
        Effect::Collegiality(..) => "collegiality",
        Effect::Precedent(..) => "precedent",
        Effect::Likelier(..) => "likelier",
        Effect::Block(..) => "blocks",
    }
}

#[test]
fn the_small_world_has_every_kind_of_effect() {
    let effects = SMALL_WORLD.polity.crises.iter().flat_map(|crisis| {
        let of_options = crisis
            .options
            .iter()
            .flat_map(|way| [&way.effects, &way.success_way.effects, &way.failure_way.effects]);
        of_options.chain([&crisis.effects]).flatten()
    });
    let found: BTreeSet<_> = effects.map(name).collect();
    let all = [
        "blocks",
        "capacity",
        "collegiality",
        "indicator",
        "likelier",
        "line",
        "performance",
        "precedent",
        "seats",
        "standing",
        "support",
        "terror",
        "trust",
        "weight",
    ];
    assert_eq!(found.into_iter().collect::<Vec<_>>(), all);
}

/// What is no number: the small world, and the same without it.
const SETTINGS: &[(&str, &str)] = &[
    ("whom an office may convene", "offices.chancellor.powers.convene=[]"),
    ("where an office may appoint", "offices.chancellor.powers.appoint_in=[]"),
    ("which base an office heads", "offices.captain.heads=field"),
    ("who holds an office", "offices.captain.holder=birch"),
    ("when an office opens", "offices.speaker.opens=1902-01"),
    ("when an office closes", "offices.speaker.closes=1901-01"),
    ("where somebody comes from", "principals.fir.home=guard"),
    ("when somebody leaves the bench", "principals.gorse.bench_from=1903-01"),
    ("seats in the council", "organs.council.seats=7"),
    ("seats in the assembly", "cadres.desk.seats.assembly.voting=2"),
    ("candidates for the assembly", "cadres.desk.seats.assembly.candidates=0"),
    ("how many posts there are", "cadres.desk.posts=30"),
    (
        "what role an indicator plays",
        "indicators.contentment={ name = \"Contentment\", start = 0.4, rest = 0.5, reversion = 0.05, noise = 0.03, pushed_by = { bread = -0.01 } }",
    ),
    ("from when a crisis may come", "crises.famine.from=1902-01"),
    ("until when a crisis may come", "crises.raid.to=1900-07"),
    ("an indicator as a condition", "crises.famine.when=[]"),
    (
        "a line as a condition",
        "crises.feast.when=[{ lead = { below = 0.45 } }, { held = \"captain\" }]",
    ),
    (
        "a lead as a condition",
        "crises.feast.when=[{ line = { of = \"bread\", above = 0.05 } }, { held = \"captain\" }]",
    ),
    ("a holder as a condition", "crises.raid.when=[{ held = \"speaker\" }]"),
    ("what has come as a condition", "crises.raid.when=[{ fired = \"famine\" }]"),
    ("what has not come as a condition", "crises.raid.when=[{ not_fired = \"famine\" }]"),
    (
        "what was chosen as a condition",
        "crises.raid.when=[{ chosen = { crisis = \"famine\", option = \"hoard\" } }]",
    ),
    (
        "time since as a condition",
        "crises.raid.when=[{ since = { crisis = \"famine\", months = 6 } }]",
    ),
    ("whether a crisis is a congress", "crises.pageant.congress=false"),
    ("whether it comes again", "crises.famine.again_after=40"),
    ("who decides a crisis", "crises.famine.decided_by=\"office:chancellor\""),
    ("what a crisis blocks", "crises.raid.options.pay.on_failure.effects=[{ precedent = 0.2 }]"),
];

#[test]
fn each_of_these_settings_changes_a_later_decision() {
    let dead: Vec<_> = SETTINGS
        .par_iter()
        .filter(|(_, edit)| {
            let other = edited(SMALL, &[edit]);
            !(0..HISTORIES).any(|history| {
                let decided = |polity| decisions(&central(polity, history, Detail::Full));
                decided(&SMALL_WORLD.polity) != decided(&other.polity)
            })
        })
        .map(|(what, _)| *what)
        .collect();
    assert!(dead.is_empty(), "dead: {}", dead.join(", "));
}
