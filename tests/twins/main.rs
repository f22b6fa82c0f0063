//! What twins under the same luck promise.

mod interventions;

use interregnum::counterfactual::{
    Comparison, Flow, Told, Turn, Twins, World, changes, compare, parting, turns, warnings,
};
use interregnum::engine::{Act, Aim, Detail, Event, Log, Luck, Occurrence};
use interregnum::scenario::Scenario;
use interregnum::statistics::{Cause, PairCounts};

const SMALL: &str = include_str!("../worlds/small.toml");
const SEED: u64 = 1900;

fn base() -> Scenario {
    Scenario::parse("small.toml", SMALL, &[]).unwrap_or_else(|found| panic!("{found}"))
}

fn changed(edits: &[&str]) -> Scenario {
    let edits: Vec<String> = edits.iter().map(|e| (*e).to_owned()).collect();
    Scenario::parse("small.toml", SMALL, &edits).unwrap_or_else(|found| panic!("{found}"))
}

fn with(more: &str) -> Scenario {
    let text = format!("{SMALL}\n{more}");
    Scenario::parse("small.toml", &text, &[]).unwrap_or_else(|found| panic!("{found}"))
}

fn twins<'a>(base: &'a Scenario, whatif: &'a Scenario) -> Twins<'a> {
    Twins::new(
        (World::of(&base.polity), &base.questions),
        (World::of(&whatif.polity), &whatif.questions),
    )
}

fn compared(base: &Scenario, whatif: &Scenario, pairs: u64) -> Comparison {
    compare(&twins(base, whatif), SEED, pairs, |_| Ok::<(), ()>(())).expect("nothing refuses")
}

/// Takes away the reason to fear the captain.
const KINDER: &[&str] = &["principals.ash.dread=0.1", "principals.ash.taint=0.1"];

#[test]
fn an_empty_change_changes_nothing() {
    let (base, same) = (base(), base());
    assert_eq!(base.fingerprint, same.fingerprint);
    let found = compared(&base, &same, 40);
    assert_eq!((found.pairs, found.alike), (40, 40));
    assert!(found.questions.iter().all(|q| q.counts.flips() == 0 && q.example.is_none()));
    assert_eq!(found.winner_changes().map(|e| e.p), Some(0.0));
    assert!(found.months().iter().flat_map(|m| &m.gaps).all(|g| g.mean == 0.0 && g.error == 0.0));
    let pair = twins(&base, &same).pair(SEED, 3, Detail::Full);
    let told = |log| Told { polity: &base.polity, log };
    assert!(parting(told(&pair.base), told(&pair.whatif)).is_none());
}

#[test]
fn a_change_that_nothing_reads_changes_nothing_and_is_warned_of() {
    let base = changed(&["parameters.with_files=0"]);
    let whatif = changed(&["parameters.with_files=0", "parameters.files_effect=0.5"]);
    let found = compared(&base, &whatif, 30);
    assert_eq!(found.alike, 30);
    let all = changes(&base.polity, &whatif.polity);
    let paths: Vec<&str> = all.iter().map(|change| change.path.as_str()).collect();
    assert_eq!(paths, ["parameters.files_effect"]);
    let said = warnings(&found, &all);
    assert_eq!(said.first().map(|w| w.kind), Some("unread"));
}

#[test]
fn before_its_date_a_change_changes_nothing() {
    let base = base();
    let at = 24;
    let whatif =
        with("[interventions.gone]\nat = \"1902-01\"\ndies = \"birch\"\njudgement = \"to see\"\n");
    for history in 0..8 {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        assert_eq!(
            pair.base.measures.influence[..at],
            pair.whatif.measures.influence[..at],
            "history {history}"
        );
        let before = |log: &interregnum::engine::Log| -> Vec<_> {
            log.events.iter().filter(|e| e.at < at).cloned().collect()
        };
        assert_eq!(before(&pair.base), before(&pair.whatif), "history {history}");
        let told = (
            Told { polity: &base.polity, log: &pair.base },
            Told { polity: &whatif.polity, log: &pair.whatif },
        );
        if let Some(parting) = parting(told.0, told.1) {
            assert!(parting.at >= at, "{parting:?}");
            assert!(turns(told.0, told.1, parting.at).iter().all(|turn| turn.at >= parting.at));
        }
    }
}

#[test]
fn twins_draw_the_same_values_where_their_ranges_are_the_same() {
    let base = changed(&["principals.birch.cunning={ low = 0.2, high = 0.8 }"]);
    let whatif = changed(&[
        "principals.birch.cunning={ low = 0.2, high = 0.8 }",
        "principals.ash.cunning={ low = 0.2, high = 0.8 }",
    ]);
    let (one, other) = (World::of(&base.polity), World::of(&whatif.polity));
    let cunning = base.polity.ledger.find("principals.birch.cunning").expect("a path");
    let theirs = whatif.polity.ledger.find("principals.birch.cunning").expect("a path");
    let mut seen = Vec::new();
    for history in 0..20 {
        let luck = interregnum::engine::Luck { seed: SEED, history, branch: 0 };
        let value = one.values(luck)[cunning];
        assert_eq!(value, other.values(luck)[theirs]);
        let second = interregnum::engine::Luck { branch: 1, ..luck };
        assert_eq!(value, one.values(second)[cunning], "a second sharing keeps the values");
        seen.push(value);
    }
    assert!(seen.windows(2).any(|two| two[0] != two[1]));
}

#[test]
fn threads_change_nothing() {
    let (base, whatif) = (base(), changed(KINDER));
    let twins = twins(&base, &whatif);
    let play = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let mut rows = Vec::new();
        let found = pool.install(|| {
            compare(&twins, SEED, 150, |row| {
                rows.push(row.clone());
                Ok::<(), ()>(())
            })
        });
        let found = found.expect("nothing refuses");
        (rows, found.questions.clone(), found.flows.clone(), found.months())
    };
    let (one, other) = (play(1), play(3));
    assert!(one == other);
    let numbers: Vec<u64> = one.0.iter().map(|row| row.history).collect();
    assert_eq!(numbers, (0..150).collect::<Vec<_>>());
}

#[test]
fn what_a_callback_refuses_ends_the_comparison() {
    let base = base();
    let refused = compare(&twins(&base, &base), SEED, 1000, |row| {
        if row.history == 3 { Err("full") } else { Ok(()) }
    });
    assert_eq!(refused.err(), Some("full"));
}

#[test]
fn exchanging_base_and_what_if_turns_the_difference_about() {
    let (base, whatif) = (base(), changed(KINDER));
    let (one, other) = (compared(&base, &whatif, 120), compared(&whatif, &base, 120));
    for (a, b) in one.questions.iter().zip(&other.questions) {
        assert_eq!(a.id, b.id);
        assert_eq!(a.counts.base_only, b.counts.whatif_only);
        assert_eq!(a.counts.both, b.counts.both);
        assert_eq!(a.counts.causation(Cause::Base), b.counts.causation(Cause::Whatif));
    }
    for (a, b) in one.months().iter().zip(&other.months()) {
        assert!(a.gaps.iter().zip(&b.gaps).all(|(x, y)| (x.mean + y.mean).abs() < 1e-12));
    }
}

#[test]
fn shared_and_independent_luck_agree_on_the_rates() {
    let (base, whatif) = (base(), changed(KINDER));
    let found = compared(&base, &whatif, 400);
    assert_eq!(found.second, 100);
    for q in &found.questions {
        let (Some(shared), Some(own)) = (q.counts.difference(), q.second.difference()) else {
            continue;
        };
        let joint = |counts: &interregnum::statistics::PairCounts| {
            counts.standard_error().unwrap_or(0.0).max(0.5 / counts.n() as f64)
        };
        let error = libm::hypot(joint(&q.counts), joint(&q.second));
        assert!((shared.p - own.p).abs() <= 4.0 * error, "{}: {shared:?} {own:?}", q.id);
    }
}

#[test]
fn the_first_event_that_differs_is_found_and_named() {
    let (base, whatif) = (base(), changed(&["principals.ash.engagement=0.0"]));
    let twins = twins(&base, &whatif);
    let mut parted = 0;
    for history in 0..10 {
        let pair = twins.pair(SEED, history, Detail::Full);
        let told = (
            Told { polity: &base.polity, log: &pair.base },
            Told { polity: &whatif.polity, log: &pair.whatif },
        );
        let Some(parting) = parting(told.0, told.1) else { continue };
        parted += 1;
        // What comes before is the same, event by event.
        for k in 0..parting.shared {
            assert_eq!(
                told.0.spoken(&pair.base.events[k]).words,
                told.1.spoken(&pair.whatif.events[k]).words
            );
        }
        assert!(parting.base.is_some() || parting.whatif.is_some());
        assert_ne!(parting.base, parting.whatif);
        assert!(parting.reads.iter().all(|sign| sign.base != sign.whatif));
    }
    assert!(parted >= 8, "{parted}");
}

#[test]
fn what_things_are_called_makes_no_difference() {
    let base = base();
    let whatif = changed(&[
        "principals.ash.name=\"Somebody\"",
        "principals.ash.short=\"Else\"",
        "organs.council.name=\"Board\"",
        "offices.chancellor.name=\"Chair\"",
        "bases.guard.name=\"Watch\"",
        "issues.bread.name=\"Bread\"",
    ]);
    assert_eq!(compared(&base, &whatif, 20).alike, 20);
    for history in 0..5 {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        let ours = Told { polity: &base.polity, log: &pair.base };
        let theirs = Told { polity: &whatif.polity, log: &pair.whatif };
        assert!(parting(ours, theirs).is_none(), "history {history}");
        assert!(turns(ours, theirs, 0).is_empty(), "history {history}");
    }
}

#[test]
fn where_a_man_chooses_otherwise_what_either_choice_offered_comes_first() {
    let (base, whatif) = (base(), changed(KINDER));
    let twins = twins(&base, &whatif);
    let mut chosen = 0;
    for history in 0..60 {
        let pair = twins.pair(SEED, history, Detail::Full);
        let ours = Told { polity: &base.polity, log: &pair.base };
        let theirs = Told { polity: &whatif.polity, log: &pair.whatif };
        let Some(parting) = parting(ours, theirs) else { continue };
        let acts = |log: &Log, words: &Option<String>, told: Told<'_>| {
            let at = |e: &&Event| e.at == parting.at && matches!(e.what, Occurrence::Act { .. });
            let mut acts = log.events.iter().filter(at);
            acts.any(|e| Some(told.spoken(e).words) == *words)
        };
        let both =
            acts(&pair.base, &parting.base, ours) && acts(&pair.whatif, &parting.whatif, theirs);
        if both && !parting.reads.is_empty() {
            let first = &parting.reads[0].read;
            let gain = first.starts_with("gain ") && first.contains(" saw in ");
            assert!(gain, "history {history}: {parting:?}");
            chosen += 1;
        }
    }
    assert!(chosen >= 5, "{chosen}");
}

#[test]
fn what_only_one_world_has_is_what_they_part_by_and_not_what_comes_after() {
    let base = base();
    let mut seen = 0;
    for history in 0..10 {
        let pair = twins(&base, &base).pair(SEED, history, Detail::Full);
        let mut more = pair.whatif.clone();
        let lies_low = |e: &Event| matches!(e.what, Occurrence::Act { act: Act::LieLow, .. });
        let Some(place) = more.events.iter().position(lies_low) else { continue };
        let mut extra = more.events[place].clone();
        let Occurrence::Act { who, .. } = extra.what else { unreachable!() };
        extra.what = Occurrence::Act { who, act: Act::Guard };
        more.events.insert(place, extra);
        let told = |log| Told { polity: &base.polity, log };
        for (one, other, added) in [(&pair.base, &more, 1), (&more, &pair.base, 0)] {
            let parting = parting(told(one), told(other)).expect("one has more");
            let sides = [parting.base, parting.whatif];
            assert!(sides[added].as_ref().is_some_and(|side| side.contains("own safety")));
            assert_ne!(sides[0], sides[1], "history {history}");
        }
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn what_follows_is_told_in_the_order_in_which_it_came() {
    let (base, whatif) = (base(), changed(KINDER));
    let twins = twins(&base, &whatif);
    let mut months = 0;
    for history in 0..40 {
        let pair = twins.pair(SEED, history, Detail::Full);
        let ours = Told { polity: &base.polity, log: &pair.base };
        let theirs = Told { polity: &whatif.polity, log: &pair.whatif };
        let place = |told: Told<'_>, at, words: &str| {
            let same = |e: &Event| e.at == at && told.spoken(e).words == words;
            let mut places = (0..told.log.events.len()).filter(|&k| same(&told.log.events[k]));
            // What happens twice in a month has no one place.
            places.next().filter(|_| places.next().is_none())
        };
        for both in turns(ours, theirs, 0).windows(2) {
            let [one, next] = both else { continue };
            if (one.at, one.whatif) == (next.at, next.whatif) {
                let told = if one.whatif { theirs } else { ours };
                let of = |turn: &Turn| place(told, turn.at, &turn.words);
                if let (Some(first), Some(second)) = (of(one), of(next)) {
                    assert!(first < second, "history {history}: {one:?} before {next:?}");
                    months += 1;
                }
            }
        }
    }
    assert!(months > 20, "{months}");
}

#[test]
fn a_motion_is_not_the_plot_that_brings_the_same_man_down() {
    let base = base();
    let mut seen = 0;
    for history in 0..20 {
        let pair = twins(&base, &base).pair(SEED, history, Detail::Full);
        let Some(first) = pair.base.showdowns.first() else { continue };
        let mut other = pair.whatif.clone();
        other.showdowns[0].aim = match first.aim {
            Aim::Expel | Aim::Arrest => Aim::Censure,
            Aim::Censure | Aim::Relieve(_) => Aim::Expel,
        };
        let told = |log| Told { polity: &base.polity, log };
        let apart = turns(told(&pair.base), told(&other), 0);
        let sides: Vec<bool> = apart.iter().map(|turn| turn.whatif).collect();
        assert_eq!(sides, [false, true], "history {history}: {apart:?}");
        assert!(apart.iter().all(|turn| turn.at == first.at && turn.elsewhen.is_none()));
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn each_world_by_itself_is_counted_as_an_ensemble_would() {
    let (base, whatif) = (base(), changed(&["parameters.with_co_option=0"]));
    let twins = twins(&base, &whatif);
    let pairs = 200;
    let found = compared(&base, &whatif, pairs);
    let mut selected = 0;
    for (q, asked) in found.questions.iter().zip(&twins.asked) {
        let worlds = [(&twins.base, &asked.base), (&twins.whatif, &asked.whatif)];
        for ((world, question), counted) in worlds.into_iter().zip(q.by_itself()) {
            let luck = |history| Luck { seed: SEED, history, branch: 0 };
            let logs = (0..pairs).map(|history| world.play(luck(history), Detail::Light));
            let answers: Vec<bool> =
                logs.filter_map(|log| question.answer(world.polity, &log)).collect();
            let yes = answers.iter().filter(|yes| **yes).count() as f64;
            let seen = counted.map(|e| (e.n, (e.p * e.n as f64).round()));
            let own = (!answers.is_empty()).then_some((answers.len() as u64, yes));
            assert_eq!(seen, own, "{}", q.id);
        }
        selected += u64::from(q.is_selected());
    }
    assert!(selected > 0, "the change moves whether something arises");
}

#[test]
fn questions_of_either_world_are_asked_of_both() {
    let base = base();
    let whatif = with(
        "[questions.elm_dead]\nask = \"Does Elm fall?\"\nwhen = { fell = { who = \"elm\" } }\n",
    );
    let asked = twins(&base, &whatif).asked;
    let ids: Vec<&str> = asked.iter().map(|q| q.base.id.as_str()).collect();
    assert!(ids.contains(&"elm_dead"), "{ids:?}");
    assert!(base.questions.iter().all(|q| ids.contains(&q.id.as_str())));
    assert!(asked.iter().all(|q| q.base == q.whatif), "both have the same people");
}

#[test]
fn a_number_beyond_its_range_is_warned_of() {
    let base = changed(&["principals.birch.cunning={ low = 0.2, high = 0.4 }"]);
    let whatif = changed(&["principals.birch.cunning=0.9"]);
    let inside = changed(&["principals.birch.cunning=0.3"]);
    let of = |whatif: &Scenario| {
        let all = changes(&base.polity, &whatif.polity);
        assert_eq!(all.len(), 1);
        all[0].leaves_range()
    };
    assert!(of(&whatif));
    assert!(!of(&inside));
    let found = compared(&base, &whatif, 5);
    let said = warnings(&found, &changes(&base.polity, &whatif.polity));
    let range = said.iter().find(|w| w.kind == "range").expect("a warning");
    assert!(range.text.contains("principals.birch.cunning is 0.9 and not 0.2 to 0.4"), "{range:?}");
}

#[test]
fn a_difference_narrower_than_its_interval_is_warned_of() {
    let (base, whatif) = (base(), changed(&["principals.birch.cunning=0.55"]));
    let found = compared(&base, &whatif, 40);
    let said = warnings(&found, &[]);
    let mut wide = 0;
    for q in &found.questions {
        let open = q.counts.difference().is_some_and(|d| d.interval().contains(0.0));
        let warned = said.iter().find(|w| w.kind == "wide" && w.question.as_deref() == Some(&q.id));
        assert_eq!(warned.is_some(), open && q.counts.flips() > 0, "{}", q.id);
        if let Some(warned) = warned {
            wide += 1;
            assert!(warned.text.contains(&q.ask) && warned.text.contains("ten times the pairs"));
        }
    }
    assert!(wide > 0, "so few pairs leave something open");
}

/// Answers that pairs are made to have, in place of those they gave.
fn with_counts(counts: PairCounts) -> Comparison {
    let (base, whatif) = (base(), changed(KINDER));
    let mut found = compared(&base, &whatif, 2);
    found.questions.truncate(1);
    found.questions[0].counts = counts;
    (found.questions[0].base_alone, found.questions[0].whatif_alone) = (0, 0);
    found
}

#[test]
fn luck_that_is_shared_in_name_only_is_warned_of() {
    // Rates of 30 and 60 in 100, drawn apart: sharing gains nothing.
    let apart = PairCounts { both: 180, base_only: 120, whatif_only: 420, neither: 280 };
    let said = warnings(&with_counts(apart), &[]);
    assert_eq!(said.iter().map(|w| w.kind).collect::<Vec<_>>(), ["gain"]);
    assert!(said[0].text.contains("only the bounds"), "{}", said[0].text);
    // The same rates with all the luck shared.
    let shared = PairCounts { both: 300, base_only: 0, whatif_only: 300, neither: 400 };
    assert!(warnings(&with_counts(shared), &[]).is_empty());
}

#[test]
fn that_sharing_luck_gains_little_is_said_where_the_answer_is_open_too() {
    let open = PairCounts { both: 150, base_only: 250, whatif_only: 260, neither: 340 };
    let said = warnings(&with_counts(open), &[]);
    assert_eq!(said.iter().map(|w| w.kind).collect::<Vec<_>>(), ["gain", "wide"]);
}

#[test]
fn a_number_without_a_range_that_is_moved_far_is_warned_of() {
    let base = base();
    let far = |edit: &str| {
        let all = changes(&base.polity, &changed(&[edit]).polity);
        assert_eq!(all.len(), 1, "{edit}");
        all[0].goes_far()
    };
    assert!(far("parameters.leak_rate=0.9"));
    assert!(!far("parameters.leak_rate=0.2"));
    // To switch something off is an experiment that the model is made for.
    assert!(!far("parameters.leak_rate=0"));
    assert!(!far("parameters.with_plots=0"));
    // Amounts go by how many times as much they become, years by how many.
    for edit in [
        "organs.council.seats=40",
        "cadres.desk.posts=20000",
        "principals.ash.born=1800",
        "principals.ash.frailty=9",
    ] {
        assert!(far(edit), "{edit}");
    }
    for edit in ["organs.council.seats=7", "principals.ash.born=1850", "principals.ash.frailty=2"] {
        assert!(!far(edit), "{edit}");
    }
    let seats = changed(&["organs.council.seats=40"]);
    let said = warnings(&compared(&base, &seats, 5), &changes(&base.polity, &seats.polity));
    assert!(
        said.iter().any(|w| w.text.contains("organs.council.seats is 40 and not 5")),
        "{said:?}"
    );
    let whatif = changed(&["parameters.leak_rate=0.9"]);
    let found = compared(&base, &whatif, 5);
    let said = warnings(&found, &changes(&base.polity, &whatif.polity));
    let range = said.iter().find(|w| w.kind == "range").expect("a warning");
    assert!(range.text.contains("parameters.leak_rate is 0.9 and not 0.05"), "{range:?}");
}

#[test]
fn whoever_is_in_one_world_only_has_no_influence_in_the_other() {
    let base = base();
    let without = "extends = \"./small.toml\"\nremove = [\"principals.gorse\"]\n";
    let whatif = Scenario::parse("tests/worlds/without.toml", without, &[]);
    let whatif = whatif.unwrap_or_else(|found| panic!("{found}"));
    let found = compared(&base, &whatif, 20);
    let gorse = found.months().into_iter().find(|months| months.id == "gorse");
    let gaps = gorse.expect("he is in the base").gaps;
    assert!(gaps.iter().all(|gap| gap.mean <= 0.0));
    assert!(gaps.iter().any(|gap| gap.mean < 0.0), "he comes up in some histories");
}

#[test]
fn a_difference_that_only_the_chosen_pairs_have_is_warned_of() {
    let counts = PairCounts { both: 300, base_only: 20, whatif_only: 120, neither: 560 };
    let mut found = with_counts(counts);
    let kinds = |found: &Comparison| -> Vec<&'static str> {
        warnings(found, &[]).iter().map(|w| w.kind).collect()
    };
    // 32 and 42 of 100 in the pairs, and the same in each world by itself.
    (found.questions[0].base_alone, found.questions[0].alone_yes) = (100, [32, 0]);
    assert_eq!(kinds(&found), ["arises"]);
    // 47 of 100 in the base by itself: it goes the other way.
    (found.questions[0].base_alone, found.questions[0].alone_yes) = (1000, [620, 0]);
    assert_eq!(kinds(&found), ["arises", "chosen"]);
    let said = warnings(&found, &[]);
    assert!(said[1].text.contains("1,000 pairs") && said[1].text.contains("opposite"), "{said:?}");
    // 42 of 100 in either: no difference left.
    (found.questions[0].base_alone, found.questions[0].alone_yes) = (1000, [520, 0]);
    assert_eq!(kinds(&found), ["arises", "chosen"]);
    assert!(warnings(&found, &[])[1].text.contains("no clear difference"));
}

#[test]
fn the_pair_that_is_shown_is_one_in_which_something_happens() {
    let (base, whatif) = (base(), changed(KINDER));
    let twins = twins(&base, &whatif);
    let mut rows = Vec::new();
    let mut found = compare(&twins, SEED, 150, |row| {
        rows.push(row.clone());
        Ok::<(), ()>(())
    })
    .expect("nothing refuses");
    let flips = |k: usize, history: u64| {
        let row = &rows[usize::try_from(history).expect("a small number")];
        row.base[k].zip(row.whatif[k]).is_some_and(|(base, whatif)| base != whatif)
    };
    let some: Vec<usize> =
        (0..found.questions.len()).filter(|k| found.questions[*k].example.is_some()).collect();
    for k in &some {
        assert!(found.telling(&[*k]).is_some_and(|history| flips(*k, history)), "{k}");
    }
    // Where the main question never flips, any other that does.
    found.questions[some[0]].example = None;
    let other = found.telling(&[some[0]]).expect("another question flips");
    assert!(some[1..].iter().any(|k| flips(*k, other)));
    // Where none does, a pair that ends under another leader.
    found.questions.iter_mut().for_each(|q| q.example = None);
    let first = rows.iter().find(|row| row.base_leader != row.whatif_leader);
    assert_eq!(found.telling(&[0]), first.map(|row| row.history));
    // Where that never is, one whose twins are not alike.
    let same = compare(&twins, SEED, 1, |_| Ok::<(), ()>(())).expect("nothing refuses");
    assert_eq!(same.alike, 0, "the change is read in the first pair");
    assert_eq!(same.telling(&[]), Some(0));
    assert_eq!(compared(&base, &base, 5).telling(&[0]), None);
}

#[test]
fn questions_that_arise_in_one_twin_only_are_counted_and_said() {
    let counts = PairCounts { both: 300, base_only: 0, whatif_only: 300, neither: 400 };
    let mut found = with_counts(counts);
    (found.questions[0].whatif_alone, found.questions[0].alone_yes) = (1234, [0, 740]);
    let said = warnings(&found, &[]);
    assert_eq!(said.iter().map(|w| w.kind).collect::<Vec<_>>(), ["arises"]);
    assert!(said[0].text.contains("1,000 pairs") && said[0].text.contains("1,234"), "{said:?}");
}

#[test]
fn whoever_rises_in_play_is_one_in_the_flows_and_no_change_is_lost() {
    let (base, whatif) = (base(), changed(KINDER));
    let mut changes = 0;
    let found = compare(&twins(&base, &whatif), SEED, 300, |row| {
        changes += u64::from(row.base_leader != row.whatif_leader);
        Ok::<(), ()>(())
    });
    let found = found.expect("nothing refuses");
    let known = |id: &str| {
        base.polity.principals.iter().any(|p| p.id == id) || ["risen", "other_risen"].contains(&id)
    };
    assert!(found.flows.iter().all(|flow| known(&flow.from) && known(&flow.to)));
    assert_eq!(found.flows.iter().map(|flow| flow.n).sum::<u64>(), 300);
    assert_eq!(found.changes_of_winner().map(|flow| flow.n).sum::<u64>(), changes);
}

#[test]
fn how_often_luck_alone_would_change_the_leader_comes_from_the_shares_of_either_world() {
    let mut found = compared(&base(), &base(), 1);
    let flow = |from: &str, to: &str, n| Flow { from: from.into(), to: to.into(), n };
    found.flows = vec![flow("ash", "ash", 60), flow("ash", "elm", 20), flow("elm", "ash", 20)];
    // Ash leads in 80 of 100 in either, Elm in 20.
    assert!((found.winner_apart() - (1.0 - 0.8 * 0.8 - 0.2 * 0.2)).abs() < 1e-12);
}
