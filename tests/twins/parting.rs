//! Where twins part, and what follows.

use interregnum::counterfactual::{Ground, Told, Turn, parting, turns};
use interregnum::engine::{Act, Aim, Detail, Event, Fall, Fate, Log, Occurrence, Plan, Reading};

use interregnum::scenario::{Scenario, ScenarioName, WHAT_IFS};

use super::{KINDER, SEED, base, changed, twins};

#[test]
fn what_voters_think_of_a_candidate_is_said_in_words() {
    let base = base();
    let mut seen = 0;
    for history in 0..10 {
        let log = twins(&base, &base).pair(SEED, history, Detail::Full).base;
        let told = Told { polity: &base.polity, log: &log };
        for event in &log.events {
            let Occurrence::Took { who, .. } = event.what else { continue };
            for read in event.reads.iter().map(|read| told.reading(&read.what, None)) {
                if let Some(candidate) = read.strip_prefix("the organ's regard for ") {
                    assert!(log.cast.iter().any(|figure| figure.short == candidate), "{read}");
                    continue;
                }
                let ends = format!(" for {}", log.cast[who].short);
                assert!(read.starts_with("regard of ") && read.ends_with(&ends), "{read}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 10, "{seen}");
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

/// What explains why twins part: readings that differ, what was not open to one of them, or the
/// change's own deed.
fn explained(ground: &Ground) -> bool {
    match ground {
        Ground::Deed
        | Ground::Settled(_)
        | Ground::Readings
        | Ground::NotOpen { .. }
        | Ground::NotToBeHad { .. }
        | Ground::NotInMind { .. } => true,
        Ground::Same | Ground::Apart | Ground::OneSided | Ground::Unweighed => false,
    }
}

/// How many of the first pairs part, and in how many of these something explains it. None may part
/// though both weighed the same, nor by readings of which none differs.
#[track_caller]
fn grounds(what: &str, base: &Scenario, whatif: &Scenario, pairs: u64) -> [u32; 2] {
    let twins = twins(base, whatif);
    let mut counted = [0, 0];
    for history in 0..pairs {
        let pair = twins.pair(SEED, history, Detail::Full);
        let ours = Told { polity: &base.polity, log: &pair.base };
        let theirs = Told { polity: &whatif.polity, log: &pair.whatif };
        let Some(parting) = parting(ours, theirs) else { continue };
        assert_ne!(parting.ground, Ground::Same, "{what}, history {history}: {parting:?}");
        if parting.ground == Ground::Readings {
            assert!(!parting.reads.is_empty(), "{what}, history {history}: {parting:?}");
        }
        assert!(parting.reads.iter().all(|sign| sign.base != sign.whatif));
        counted[0] += 1;
        counted[1] += u32::from(explained(&parting.ground));
    }
    counted
}

#[test]
fn twins_part_by_what_they_read_differently_or_by_the_change_itself() {
    let base = base();
    let [mut small, mut built_in] = [[0, 0]; 2];
    for edits in [
        KINDER,
        &["principals.birch.resolve=0.9"],
        &["bases.guard.weight=0.9"],
        &["offices.chancellor.responsibility=0.1"],
        &["norms.terror=0.1"],
        &["parameters.plot_cost=0.5"],
    ] {
        let [parted, explained] = grounds(edits[0], &base, &changed(edits), 25);
        assert!(parted >= 5, "{edits:?}: {parted} part");
        small = [small[0] + parted, small[1] + explained];
    }
    for (name, _) in WHAT_IFS {
        let whatif = Scenario::load(&ScenarioName::parse(name), &[]).expect("it is sound");
        let base = whatif.extends.as_ref().expect("it extends something");
        let base = Scenario::load(base, &[]).expect("it is sound");
        let [parted, explained] = grounds(name, &base, &whatif, 3);
        built_in = [built_in[0] + parted, built_in[1] + explained];
    }
    // Where somebody is not there, or a crisis does not come, one of them has nothing to read.
    assert!(small[0] > 80 && small[1] * 10 >= small[0] * 9, "{small:?}");
    assert!(built_in[0] > 40 && built_in[1] * 2 >= built_in[0], "{built_in:?}");
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
            assert!(sides[added].as_ref().is_some_and(|side| side.contains("takes guard")));
            assert_ne!(sides[0], sides[1], "history {history}");
        }
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn whoever_is_sounded_out_instead_is_set_against_whoever_was() {
    let base = base();
    let mut seen = 0;
    for history in 0..10 {
        let pair = twins(&base, &base).pair(SEED, history, Detail::Full);
        let mut other = pair.whatif.clone();
        let approach = |e: &Event| matches!(e.what, Occurrence::Approach { .. });
        let Some(place) = other.events.iter().position(approach) else { continue };
        let Occurrence::Approach { leader, target, joined, .. } = other.events[place].what else {
            unreachable!()
        };
        let at = other.events[place].at;
        let approached = |who: usize| {
            let mut now = other.events.iter().filter(|e| e.at == at);
            now.any(|e| matches!(e.what, Occurrence::Approach { whom, .. } if whom == who))
        };
        let free = |who: &usize| *who != leader && *who != target && !approached(*who);
        let whom = (0..base.polity.principals.len()).find(free).expect("somebody is left");
        other.events[place].what = Occurrence::Approach { leader, target, whom, joined };
        let told = |log| Told { polity: &base.polity, log };
        let parting = parting(told(&pair.base), told(&other)).expect("another man is approached");
        let [here, there] = [parting.base, parting.whatif].map(|side| side.unwrap_or_default());
        assert!(here.contains(" sounds out ") && there.contains(" sounds out "), "{here}; {there}");
        assert_ne!(here, there, "history {history}");
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn an_open_move_that_is_not_weighed_did_not_come_to_mind() {
    const GAIN: &str = "gain from move";
    let base = base();
    let mut seen = 0;
    for history in 0..5 {
        let mut quiet = twins(&base, &base).pair(SEED, history, Detail::Full).base;
        let lies_low = |e: &Event| matches!(e.what, Occurrence::Act { act: Act::LieLow, .. });
        let Some(place) = quiet.events.iter().position(lies_low) else { continue };
        let Occurrence::Act { who, .. } = quiet.events[place].what else { unreachable!() };
        quiet.events[place].reads.retain(|read| read.what != GAIN);
        let mut bold = quiet.clone();
        let event = &mut bold.events[place];
        event.what = Occurrence::Act { who, act: Act::Move(usize::from(who == 0), Aim::Expel) };
        event.reads.iter_mut().for_each(|read| read.chosen = false);
        event.reads.push(Reading { what: GAIN.to_owned(), value: 0.5, chosen: true });
        let told = |log| Told { polity: &base.polity, log };
        let parting = parting(told(&quiet), told(&bold)).expect("one of them moves");
        let who = quiet.cast[who].short.clone();
        assert_eq!(parting.ground, Ground::NotInMind { whatif: false, who });
        seen += 1;
    }
    assert!(seen >= 3, "{seen}");
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
        let theirs = &mut other.showdowns[0];
        (theirs.plan, theirs.aim) = match first.plan {
            Plan::Vote | Plan::Troops => (Plan::Motion, Aim::Censure),
            Plan::Motion => (Plan::Vote, Aim::Expel),
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
fn what_comes_again_in_the_other_world_does_not_come_there_only_later() {
    let base = base();
    let plain = twins(&base, &base).pair(SEED, 0, Detail::Full).base;
    // Somebody loses an office in these rounds: which, and when.
    let relieved = |losses: &[(usize, usize)]| {
        let mut log = plain.clone();
        (log.events, log.falls, log.showdowns) = (Vec::new(), Vec::new(), Vec::new());
        for (k, &(office, at)) in losses.iter().enumerate() {
            let mut blow = plain.showdowns[0].clone();
            (blow.at, blow.aim) = (at, Aim::Relieve(office));
            let (who, fate, by) = (blow.target, Fate::LostOffice, blow.members.clone());
            log.showdowns.push(blow);
            log.falls.push(Fall { who, at, fate, by, showdown: k, as_target: true });
            log.events.push(Event { at, what: Occurrence::Fall(k), reads: Vec::new() });
        }
        log
    };
    let apart = |ours: &[(usize, usize)], theirs: &[(usize, usize)], from| {
        let (ours, theirs) = (relieved(ours), relieved(theirs));
        let told = |log| Told { polity: &base.polity, log };
        let all = turns(told(&ours), told(&theirs), from);
        all.iter().map(|turn| (turn.at, turn.whatif, turn.elsewhen)).collect::<Vec<_>>()
    };
    assert_eq!(apart(&[(0, 20)], &[(0, 5)], 0), [(5, true, Some(20))]);
    // Another office is another loss.
    assert_eq!(apart(&[(1, 20)], &[(0, 5)], 0), [(5, true, None), (20, false, None)]);
    // The base has it in between, or had it before the worlds parted.
    let twice = [(5, true, None), (30, false, None)];
    assert_eq!(apart(&[(0, 15), (0, 30)], &[(0, 5), (0, 16)], 0), twice);
    assert_eq!(apart(&[(0, 1), (0, 30)], &[(0, 1), (0, 5)], 3), twice);
}
