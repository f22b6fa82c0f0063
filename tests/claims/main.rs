//! The causal claims that the baseline is built to carry, each as a built-in what-if.
//!
//! These directions were put into the model, so they validate nothing; they show that each
//! mechanism is there. Each is held at a number of pairs at which its interval is clear of zero.

use interregnum::counterfactual::{Answered, Comparison, Twins, World, compare};
use interregnum::scenario::{Scenario, ScenarioName, WHAT_IFS};
use interregnum::statistics::Interval;

const SEED: u64 = 1953;

/// Which way the rate of yes goes with the change.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Less,
    More,
}

use Way::{Less, More};

fn load(name: &str) -> Scenario {
    Scenario::load(&ScenarioName::BuiltIn(name.to_owned()), &[])
        .unwrap_or_else(|found| panic!("{name}: {found}"))
}

fn compared(name: &str, pairs: u64) -> Comparison {
    let whatif = load(name);
    let base = Scenario::load(whatif.extends.as_ref().expect("a base"), &[]).expect("it is good");
    let twins = Twins::new(
        (World::of(&base.polity), &base.questions),
        (World::of(&whatif.polity), &whatif.questions),
    );
    compare(&twins, SEED, pairs, |_| Ok::<(), ()>(())).expect("nothing refuses")
}

fn question<'a>(found: &'a Comparison, id: &str) -> &'a Answered {
    found.questions.iter().find(|q| q.id == id).unwrap_or_else(|| panic!("no question {id}"))
}

/// Plays a what-if and holds each question to its direction, with an interval clear of zero.
fn holds(name: &str, pairs: u64, ways: &[(&str, Way)]) {
    let found = compared(name, pairs);
    for (id, way) in ways {
        let counts = question(&found, id).counts;
        let difference = counts.difference().expect("it arises");
        let Interval { lo, hi } = difference.interval();
        let clear = match way {
            Less => hi < 0.0,
            More => lo > 0.0,
        };
        assert!(clear, "{name}, {id} should be {way:?}: {difference:?} of {counts:?}");
    }
}

#[test]
fn every_what_if_says_what_why_and_what_about() {
    let mut claims = 0;
    for (name, text) in WHAT_IFS {
        let scenario = load(name);
        let whatif = scenario.whatif.as_ref().unwrap_or_else(|| panic!("{name} has no [whatif]"));
        assert!(!whatif.rewrite.is_empty() && !whatif.because.is_empty(), "{name}");
        assert!(!whatif.grounds.cite.is_empty() || whatif.grounds.judgement.is_some(), "{name}");
        assert!(!whatif.asks.is_empty(), "{name} speaks to no question");
        let Some(ScenarioName::BuiltIn(base)) = &scenario.extends else {
            panic!("{name} extends nothing that is built in");
        };
        // The first line names the schema for editors.
        let says = text.lines().nth(1).unwrap_or_default();
        assert!(says.starts_with("# "), "{name} does not say what it is for");
        // The claims of the texts are about 1953; other scenarios have what-ifs of their own.
        if says.starts_with("# Claim ") {
            assert_eq!(base, "ussr-1953", "{name}");
            claims += 1;
        }
        assert!(scenario.warnings.is_empty(), "{name}: {}", scenario.warnings);
        let base = Scenario::load(scenario.extends.as_ref().expect("a base"), &[]).expect("good");
        assert_ne!(base.fingerprint, scenario.fingerprint, "{name} changes nothing");
    }
    assert_eq!(claims, 18, "one for each claim");
}

#[test]
fn claim_01_police_and_files_are_leverage() {
    holds("police-halved", 120, &[("beria_strong_1953", Less)]);
}

#[test]
fn claim_02_a_reputation_for_terror_unites_the_rest() {
    holds("beria-less-feared", 200, &[("beria_out", Less)]);
}

#[test]
fn claim_03_the_army_settles_june_1953() {
    holds("army-neutral", 80, &[("beria_out", Less)]);
}

#[test]
fn claim_04_he_falls_for_want_of_a_base() {
    holds("malenkov-keeps-secretariat", 1200, &[("malenkov_leads_1958", More)]);
}

#[test]
fn claim_05_appointments_build_the_majority() {
    holds("no-appointments", 120, &[("khrushchev_leads_1958", Less)]);
}

#[test]
fn claim_06_poor_harvests_bring_the_premier_down() {
    holds("good-harvests", 120, &[("malenkov_premier_1955", More)]);
}

#[test]
fn claim_07_the_appeal_saves_the_first_secretary() {
    holds("no-appeal", 240, &[("survives_1957", Less)]);
}

#[test]
fn claim_08_the_armys_help_matters_and_makes_its_commander_the_next_target() {
    holds("army-out-of-politics", 3000, &[("survives_1957", Less), ("zhukov_relieved", Less)]);
}

#[test]
fn claim_09_restraint_lowers_the_price_of_losing() {
    holds("terror-lasts", 600, &[("executions", More), ("many_plots", Less)]);
}

#[test]
fn claim_10_the_german_rising_sharpens_the_struggle() {
    holds("no-german-rising", 1500, &[("beria_out_by_july", Less)]);
}

#[test]
fn claim_11_success_in_austria_helps_one_and_hurts_another() {
    holds(
        "austria-fails",
        400,
        &[("molotov_standing_1955", More), ("khrushchev_standing_1955", Less)],
    );
}

#[test]
fn claim_12_exposure_costs_the_bloc_its_peace() {
    holds("no-exposure", 400, &[("bloc_steady_1957", More)]);
}

#[test]
fn claim_12_exposure_brings_on_a_challenge() {
    holds("no-exposure", 400, &[("challenge_1957", Less)]);
}

#[test]
fn claim_13_a_warm_answer_helps_those_who_argued_for_detente() {
    holds("west-opens", 1000, &[("detente_pays_1955", More)]);
}

#[test]
fn claim_14_erratic_crises_wear_out_a_paramount_leader() {
    holds("quiet-abroad", 2500, &[("ouster", Less)]);
}

#[test]
fn claim_15_empty_posts_go_to_men_nobody_fears() {
    holds("strongest-fills", 200, &[("strong_premier_1955", More)]);
}

#[test]
fn claim_16_allies_are_rivals_once_the_threat_is_gone() {
    holds("beria-gone", 400, &[("rivals_by_1954", More)]);
}

#[test]
fn claim_17_hungary_crushed_makes_for_tension() {
    holds("hungary-let-go", 300, &[("tense_1957", Less)]);
}

#[test]
fn claim_18_insecurity_at_the_top_breeds_wavering() {
    holds("secure-leader", 1000, &[("line_wavers", Less)]);
}

/// Not among the claims of the texts.
#[test]
fn a_leader_is_safer_where_the_party_is_left_whole() {
    holds("party-left-whole", 2500, &[("ouster", Less)]);
}
