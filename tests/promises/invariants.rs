//! The laws hold in every history: of both worlds, with any luck and any numbers.

use interregnum::chance::Luck;
use interregnum::engine::{Detail, play};
use interregnum::polity::{Num, Polity, Values};
use proptest::prelude::*;
use rayon::prelude::*;

use crate::laws::broken;
use crate::plays::{BASELINE, SMALL, SMALL_WORLD, central, drawn, each, edited, luck};

#[track_caller]
fn none(failures: impl IntoIterator<Item = String>) {
    let failures: Vec<_> = failures.into_iter().collect();
    assert!(failures.is_empty(), "{} fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_laws_hold_in_the_small_world() {
    let fails = each(300, |history| {
        let polity = &SMALL_WORLD.polity;
        let log = central(polity, history, Detail::Full);
        broken(polity, &log, Detail::Full).err().map(|words| format!("{history}: {words}"))
    });
    none(fails.into_iter().flatten());
}

#[test]
fn the_laws_hold_in_the_baseline() {
    let fails = each(60, |history| {
        let polity = &BASELINE.polity;
        let luck = luck(history);
        let log = play(polity, &drawn(polity, luck), luck, Detail::Full);
        broken(polity, &log, Detail::Full).err().map(|words| format!("{history}: {words}"))
    });
    none(fails.into_iter().flatten());
}

/// Plays with these values and says which law breaks, a panic being one.
fn verdict(polity: &Polity, values: &Values, luck: Luck) -> Result<(), String> {
    let played = std::panic::catch_unwind(|| play(polity, values, luck, Detail::Full));
    let log = played.map_err(|_| "it panics".to_owned())?;
    broken(polity, &log, Detail::Full)
}

#[test]
fn every_number_may_go_to_either_end() {
    let polity = &SMALL_WORLD.polity;
    let numbers: Vec<Num> = polity.ledger.iter().map(|(num, _)| num).collect();
    let fails: Vec<String> = numbers
        .par_iter()
        .flat_map_iter(|&num| {
            let quantity = polity.ledger.quantity(num);
            [quantity.valid.0, quantity.valid.1].into_iter().filter_map(move |end| {
                let mut values = polity.ledger.central();
                values.set(num, end);
                (0..2).find_map(|history| {
                    let verdict = verdict(polity, &values, luck(history)).err()?;
                    Some(format!("{} = {end}, history {history}: {verdict}", quantity.path))
                })
            })
        })
        .collect();
    none(fails);
}

#[test]
fn rounds_may_be_of_any_length() {
    for unit in ["week", "quarter", "year"] {
        let start = "start = \"1900-01\"\nrounds = 60\nround = \"month\"";
        let rounds = if unit == "week" { 261 } else { 20 };
        let calendar = format!("start = \"1900-01-01\"\nrounds = {rounds}\nround = \"{unit}\"");
        let text = SMALL.replace(start, &calendar);
        assert_ne!(text, SMALL);
        // A calendar of weeks ends before the last date of the small world does.
        let text = text.replace("1904-12", "1904-11");
        let polity = edited(&text, &[]).polity;
        let fails = each(20, |history| {
            let log = central(&polity, history, Detail::Full);
            broken(&polity, &log, Detail::Full).err().map(|w| format!("{unit} {history}: {w}"))
        });
        none(fails.into_iter().flatten());
    }
}

#[test]
fn no_number_runs_away_in_a_long_history() {
    let text = SMALL.replace("rounds = 60", "rounds = 900");
    let often = [
        "crises.famine.again_after=1",
        "crises.famine.hazard=1",
        "crises.famine.when=[]",
        "crises.famine.effects=[{ weight = { base = \"guard\", times = 10 } }, { likelier = { crisis = \"raid\", times = 100 } }, { trust = { of = \"everyone\", towards = \"everyone\", by = 2 } }, { support = { who = \"everyone\", by = 5 } }, { capacity = { base = \"desk\", of = \"appointment\", by = -1 } }]",
        "crises.raid.hazard=0",
    ];
    let polity = edited(&text, &often).polity;
    let fails = each(3, |history| verdict(&polity, &polity.ledger.central(), luck(history)).err());
    none(fails.into_iter().flatten());
}

/// Some numbers of the small world anywhere within what they may be.
fn anywhere() -> impl Strategy<Value = Vec<(prop::sample::Index, f64)>> {
    prop::collection::vec((any::<prop::sample::Index>(), 0.0..=1.0_f64), 0..120)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_for_any_luck_and_any_numbers(
        seed: u64, history: u64, branch in 0..2_u32, changes in anywhere(),
    ) {
        let polity = &SMALL_WORLD.polity;
        let numbers: Vec<Num> = polity.ledger.iter().map(|(num, _)| num).collect();
        let mut values = polity.ledger.central();
        for (index, share) in &changes {
            let num = *index.get(&numbers);
            let (low, high) = polity.ledger.quantity(num).valid;
            values.set(num, low + share * (high - low));
        }
        let luck = Luck { seed, history, branch };
        let log = play(polity, &values, luck, Detail::Full);
        if let Err(words) = broken(polity, &log, Detail::Full) {
            let set: Vec<_> = changes.iter()
                .map(|(index, _)| index.get(&numbers))
                .map(|num| format!("{}={}", polity.ledger.quantity(*num).path, values[*num]))
                .collect();
            prop_assert!(false, "{words}\nwith {}", set.join(" "));
        }
    }
}
