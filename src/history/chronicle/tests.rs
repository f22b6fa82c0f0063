//! What the chronicle promises, on a made-up history.

use super::*;
use crate::engine::{Aim, Fall, Fate, Figure, Showdown, Stage, Tenure};
use crate::history::{departure, discussion, fixture, summary};
use crate::polity::{Deed, Effect, Intervention, RoundUnit, Selector, Way};

mod allies;
mod background;
mod credit;

#[test]
fn the_made_up_history_reads_well() {
    let world = fixture::World::new();
    insta::assert_snapshot!(chronicle(&world.account()).to_markdown());
}

#[test]
fn the_same_history_reads_the_same() {
    let world = fixture::World::new();
    assert_eq!(chronicle(&world.account()), chronicle(&world.account()));
}

#[test]
fn whoever_rises_in_play_is_named_as_a_name_is() {
    let mut world = fixture::World::new();
    world.log.cast.push(Figure {
        id: "party_1_1954_08_1".into(),
        name: "a newcomer of 1954 from the Party".into(),
        short: "Newcomer of 1954".into(),
        contender: false,
        risen: Some(17),
    });
    for sponsor in [None, Some(fixture::MOLOTOV)] {
        let seated = Occurrence::Seated { organ: 1, who: 5, sponsor };
        world.log.events.push(Event { at: 23, what: seated, reads: Vec::new() });
        let told = chronicle(&world.account()).to_markdown();
        let told = told.split("February 1955.**").nth(1).expect("a month");
        let found = told.contains(" A newcomer of 1954 from the Party enters the Presidium")
            || told.contains("Molotov brings a newcomer of 1954 from the Party into");
        assert!(found, "{told}");
        let took = Occurrence::Took { office: 1, who: 5, share: 0.8 };
        world.log.events.push(Event { at: 23, what: took, reads: Vec::new() });
        let told = chronicle(&world.account()).to_markdown();
        assert!(!told.contains("Newcomer"), "{told}");
        assert!(told.to_lowercase().contains("the newcomer of 1954"), "{told}");
        world.log.events.truncate(world.log.events.len() - 2);
    }
}

#[test]
fn the_opening_tells_of_the_scenario_as_it_opens() {
    let mut world = fixture::World::new();
    let opening = chronicle(&world.account()).opening;
    let first = &mut world.log.tenures[1];
    (first.who, first.from, first.to) = (fixture::MALENKOV, 0, Some(0));
    let took = Tenure { office: 2, who: fixture::MOLOTOV, from: 0, to: None };
    world.log.tenures.push(took);
    let seated = Occurrence::Seated { organ: 1, who: fixture::ZHUKOV, sponsor: None };
    world.log.events.insert(0, Event { at: 0, what: seated, reads: Vec::new() });
    assert_eq!(chronicle(&world.account()).opening, opening);
    assert!(opening[1].contains("After the first month Malenkov counts"), "{}", opening[1]);
}

#[test]
fn a_lead_comes_back_only_where_its_loss_was_told() {
    let told_of = |brief: std::ops::Range<usize>| {
        let mut world = fixture::World::new();
        for round in brief.clone() {
            world.log.measures.first[round] = fixture::MALENKOV;
        }
        for (at, who) in [(brief.start, fixture::MALENKOV), (brief.end, fixture::KHRUSHCHEV)] {
            let after = world.log.events.partition_point(|event| event.at <= at);
            let what = Occurrence::Leads(who);
            world.log.events.insert(after, Event { at, what, reads: Vec::new() });
        }
        chronicle(&world.account()).to_markdown()
    };
    let back = ["ahead of Malenkov again", "back from Malenkov to Khrushchev"];
    assert!(!back.iter().any(|back| told_of(10..12).contains(back)));
    let told = told_of(10..14);
    assert!(back.iter().any(|back| told.contains(back)), "{told}");
}

#[test]
fn nobody_is_said_to_be_safe_from_a_vote_that_would_be_overturned() {
    let told = told(&fixture::World::new());
    assert!(told.contains("is paramount: no motion against the leader would prevail."), "{told}");
}

#[test]
fn whoever_raises_a_matter_is_not_said_to_be_for_it() {
    let mut world = fixture::World::new();
    world.log.happenings[0].taken_by = Some(fixture::BERIA);
    let told = chronicle(&world.account()).to_markdown();
    let raised = [
        "Lavrentiy Beria raises the matter.",
        "Beria raises the matter.",
        "Beria brings the matter before the Presidium.",
        "It is Beria who raises it.",
    ];
    assert!(raised.iter().any(|raised| told.contains(raised)), "{told}");
}

/// The rising with more to choose from: 0 sends in troops, 1 parleys, 2 lets go.
fn with_a_choice() -> fixture::World {
    let mut world = fixture::World::new();
    let options = &mut world.polity.crises[1].options;
    for name in ["parley", "let them go"] {
        let way = Way { id: name.into(), name: name.into(), ..options[0].clone() };
        options.push(way);
    }
    options[0].name = "send in troops".into();
    world
}

#[test]
fn whoever_raises_a_matter_says_what_he_wants() {
    let mut world = with_a_choice();
    let happening = &mut world.log.happenings[0];
    (happening.taken_by, happening.proposed) = (Some(fixture::BERIA), Some(1));
    let own = happening.argued.iter().position(|argued| argued.0 == fixture::BERIA);
    let own = own.expect("he is heard");
    happening.wanted[own] = 1;
    let beaten = told(&world);
    assert!(beaten.contains("to parley."), "{beaten}");
    assert!(beaten.contains("send in troops"), "what is decided instead: {beaten}");
    let happening = &mut world.log.happenings[0];
    (happening.proposed, happening.wanted[own]) = (Some(0), 0);
    happening.argued[own].1 = 0.6;
    let carried = told(&world);
    assert_eq!(carried.matches("send in troops").count(), 1, "said once: {carried}");
    assert!(carried.contains("do so"), "{carried}");
    // Proposed again, it is not told again, so that what is decided has to be.
    let mut next = world.log.happenings[0].clone();
    next.at = 20;
    world.log.happenings.push(next);
    happens(&mut world, 20, Occurrence::Crisis(2));
    let twice = told(&world);
    assert_eq!(twice.matches("do so").count(), 1, "{twice}");
    assert_eq!(twice.matches("send in troops").count(), 2, "{twice}");
}

#[test]
fn those_against_a_middle_course_are_not_said_to_want_the_same() {
    let mut world = with_a_choice();
    let happening = &mut world.log.happenings[0];
    happening.chosen = Some((1, true));
    happening.argued =
        vec![(fixture::MALENKOV, 0.7), (fixture::MOLOTOV, -0.6), (fixture::BERIA, -0.5)];
    happening.wanted = vec![1, 0, 2];
    let apart = told(&world);
    assert!(apart.contains("Molotov would rather send in troops; "), "{apart}");
    assert!(apart.contains("Beria would rather let them go."), "{apart}");
    world.log.happenings[0].wanted = vec![1, 2, 2];
    let together = told(&world);
    assert!(together.contains("Beria would rather let them go."), "{together}");
    assert_eq!(together.matches("would rather").count(), 1, "{together}");
}

#[test]
fn a_change_of_mind_is_told() {
    let again = |wanted: [usize; 2]| {
        let mut world = with_a_choice();
        let mut next = world.log.happenings[0].clone();
        (next.at, next.wanted) = (20, wanted.to_vec());
        world.log.happenings.push(next);
        happens(&mut world, 20, Occurrence::Crisis(2));
        told(&world)
    };
    // The first time Molotov was for troops and Beria for a parley.
    assert!(!again([0, 1]).contains("had wanted"));
    let turned = again([0, 2]);
    assert!(turned.contains("Beria had wanted to parley."), "{turned}");
    assert_eq!(turned.matches("had wanted").count(), 1, "{turned}");
}

#[test]
fn a_near_thing_is_near_in_proportion() {
    let near = |ayes, noes| {
        let mut world = fixture::World::new();
        let stage = Stage::Vote { organ: 1, ayes, noes, abstained: 0, carried: ayes > noes };
        world.log.showdowns[1].stages = vec![stage];
        chronicle(&world.account()).to_markdown().contains("a near thing")
    };
    assert!(near(5, 4) && near(2, 1) && near(66, 60));
    assert!(!near(7, 3) && !near(4, 1) && !near(5, 2) && !near(9, 1) && !near(80, 20));
}

/// Puts an event where it belongs.
fn happens(world: &mut fixture::World, at: Round, what: Occurrence) {
    let after = world.log.events.partition_point(|event| event.at <= at);
    world.log.events.insert(after, Event { at, what, reads: Vec::new() });
}

fn told(world: &fixture::World) -> String {
    chronicle(&world.account()).to_markdown()
}

#[test]
fn what_comes_again_says_what_it_is_and_by_whom() {
    let again = |crisis, before, by, at| {
        let mut world = fixture::World::new();
        let first = usize::from(crisis == 0);
        world.log.happenings[first].taken_by = before;
        let mut next = world.log.happenings[first].clone();
        (next.taken_by, next.at) = (by, at);
        world.log.happenings.push(next);
        happens(&mut world, at, Occurrence::Crisis(2));
        told(&world)
    };
    let other = (19..24)
        .filter(|&at| {
            let same = again(1, Some(fixture::MOLOTOV), Some(fixture::MOLOTOV), at);
            assert!(!same.contains("this time by"), "{same}");
            again(1, Some(fixture::BERIA), Some(fixture::MOLOTOV), at).contains("this time by")
        })
        .count();
    assert!(other > 0);
    let dry = again(0, None, None, 22);
    let found = dry
        .contains("Zhukov dies a natural death. Once more, as in September 1954: a poor harvest.")
        || dry.contains("Zhukov dies a natural death. A poor harvest, as in September 1954.");
    assert!(found, "{dry}");
}

/// A further trial of strength in a round, with what became of its target.
fn tried(world: &mut fixture::World, at: Round, aim: Aim, held: Vec<usize>) {
    let showdown = Showdown {
        at,
        aim,
        held,
        won: true,
        stages: vec![Stage::Vote { organ: 1, ayes: 9, noes: 2, abstained: 0, carried: true }],
        ..world.log.showdowns[1].clone()
    };
    let fall = Fall { who: showdown.target, as_target: true, ..world.log.falls[1].clone() };
    let trial = world.log.showdowns.len();
    world.log.falls.push(Fall { at, showdown: trial, fate: Fate::Reprimanded, ..fall });
    world.log.showdowns.push(showdown);
    happens(world, at, Occurrence::Showdown(trial));
}

#[test]
fn a_censure_that_comes_again_is_told_shortly() {
    let mut world = fixture::World::new();
    for at in [19, 20, 21] {
        tried(&mut world, at, Aim::Censure, vec![2]);
    }
    let told = told(&world);
    assert_eq!(told.matches("that Malenkov be censured").count(), 1, "{told}");
    assert!(
        told.contains("Molotov has Malenkov censured for the second time, nine to two."),
        "{told}"
    );
    assert!(told.contains("for the third time, nine to two."), "{told}");
}

#[test]
fn nobody_keeps_by_a_reprimand_what_he_had_not() {
    let ends = |held: Vec<usize>| {
        let mut world = fixture::World::new();
        tried(&mut world, 20, Aim::Expel, held);
        told(&world)
    };
    let told = ends(vec![2]);
    assert!(told.contains("Malenkov keeps seat and offices, with a reprimand"), "{told}");
    let told = ends(Vec::new());
    assert!(told.contains("the demand is softened, and Malenkov keeps the seat"), "{told}");
    assert!(!told.contains("lose seat and offices"), "{told}");
}

#[test]
fn whoever_argues_in_public_argues_for_something() {
    let mut world = fixture::World::new();
    for at in [19, 20, 21] {
        let what =
            Occurrence::Act { who: fixture::KHRUSHCHEV, act: crate::engine::Act::Champion(0) };
        happens(&mut world, at, what);
    }
    let open = told(&world);
    assert!(open.contains("Khrushchev takes a stand in public on"), "{open}");
    let what = Occurrence::Act { who: fixture::KHRUSHCHEV, act: crate::engine::Act::Shift(0, 0.9) };
    happens(&mut world, 19, what);
    let side = format!("Khrushchev argues for \u{201c}{}\u{201d}", world.polity.issues[0].high);
    assert!(told(&world).contains(&side), "{side}: {}", told(&world));
}

#[test]
fn a_plot_ends_with_whom_it_was_about() {
    use fixture::{BERIA, KHRUSHCHEV, ZHUKOV};
    let given_up = ["given up", "lets the matter of", "Nothing comes of"];
    let ends = |leader, target, begun, leaks, at| {
        let mut world = fixture::World::new();
        world.log.plots.push((leader, target, begun));
        happens(&mut world, leaks, Occurrence::Leak { leader, target });
        happens(&mut world, at, Occurrence::PlotDropped { leader, target });
        told(&world)
    };
    let died = ends(KHRUSHCHEV, ZHUKOV, 10, 12, 22);
    assert!(died.contains("With Zhukov gone, nothing is left of Khrushchev's plan."), "{died}");
    assert!(!given_up.iter().any(|form| died.contains(form)), "{died}");
    let named = ["wind of Khrushchev's plot", "Word of Khrushchev's doings"];
    assert!(named.iter().any(|form| died.contains(form)), "{died}");
    let fell = ends(KHRUSHCHEV, BERIA, 1, 2, 3);
    assert!(!given_up.iter().any(|form| fell.contains(form)), "{fell}");
    assert!(!fell.contains("gone"), "{fell}");
    let rests = ends(KHRUSHCHEV, ZHUKOV, 10, 12, 20);
    assert!(given_up.iter().any(|form| rests.contains(form)), "{rests}");
}

#[test]
fn a_plot_that_passes_on_is_told_under_its_new_leader() {
    use fixture::{KHRUSHCHEV, MOLOTOV, ZHUKOV};
    let mut world = fixture::World::new();
    world.log.plots.push((KHRUSHCHEV, ZHUKOV, 10));
    happens(&mut world, 10, Occurrence::PlotBegun { leader: KHRUSHCHEV, target: ZHUKOV });
    happens(&mut world, 13, Occurrence::Leak { leader: MOLOTOV, target: ZHUKOV });
    happens(&mut world, 15, Occurrence::PlotDropped { leader: MOLOTOV, target: ZHUKOV });
    let told = told(&world);
    let passes = "Molotov leads on what Khrushchev began against Zhukov.";
    assert_eq!(told.matches(passes).count(), 1, "{told}");
    assert!(told.contains("reaches Zhukov") || told.contains("Zhukov gets wind"), "{told}");
}

#[test]
fn a_plot_that_another_follows_at_once_is_not_led_on_by_it() {
    use fixture::{KHRUSHCHEV, MOLOTOV, ZHUKOV};
    for (first, second) in [(KHRUSHCHEV, MOLOTOV), (MOLOTOV, KHRUSHCHEV)] {
        let mut world = fixture::World::new();
        for (leader, begun) in [(first, 10), (second, 13)] {
            world.log.plots.push((leader, ZHUKOV, begun));
        }
        happens(&mut world, 10, Occurrence::PlotBegun { leader: first, target: ZHUKOV });
        happens(&mut world, 12, Occurrence::Leak { leader: first, target: ZHUKOV });
        happens(&mut world, 13, Occurrence::PlotDropped { leader: first, target: ZHUKOV });
        happens(&mut world, 13, Occurrence::PlotBegun { leader: second, target: ZHUKOV });
        happens(&mut world, 15, Occurrence::Leak { leader: second, target: ZHUKOV });
        happens(&mut world, 16, Occurrence::PlotDropped { leader: second, target: ZHUKOV });
        let told = told(&world);
        assert!(!told.contains("leads on"), "{told}");
    }
}

#[test]
fn who_plots_against_the_same_man_again_is_said_to_do_so() {
    use fixture::{KHRUSHCHEV, MOLOTOV, ZHUKOV};
    let told_of = |second| {
        let mut world = fixture::World::new();
        for (leader, begun) in [(KHRUSHCHEV, 8), (second, 14)] {
            world.log.plots.push((leader, ZHUKOV, begun));
            happens(&mut world, begun, Occurrence::PlotBegun { leader, target: ZHUKOV });
            happens(&mut world, begun + 2, Occurrence::Leak { leader, target: ZHUKOV });
            happens(&mut world, begun + 3, Occurrence::PlotDropped { leader, target: ZHUKOV });
        }
        let told = told(&world);
        told.split("May 1954.**").nth(1).expect("a second plot").to_owned()
    };
    let again = ["Once more", "has not given up the thought", "starts again"];
    let said = |text: &str| again.iter().any(|form| text.contains(form));
    assert!(said(&told_of(KHRUSHCHEV)), "{}", told_of(KHRUSHCHEV));
    assert!(!said(&told_of(MOLOTOV)), "{}", told_of(MOLOTOV));
}

#[test]
fn whoever_takes_two_offices_at_once_keeps_his_others_once() {
    let mut world = fixture::World::new();
    let who = fixture::KHRUSHCHEV;
    world.log.tenures[1].to = Some(8);
    for office in [1, 2] {
        world.log.tenures.push(Tenure { office, who, from: 8, to: None });
        happens(&mut world, 8, Occurrence::Took { office, who, share: 0.8 });
    }
    let told = told(&world);
    assert_eq!(told.matches("remains First Secretary").count(), 1, "{told}");
}

#[test]
fn what_a_what_if_settles_is_said_to_be_settled() {
    let mut world = fixture::World::new();
    let crisis = world.log.happenings[0].crisis;
    let option = world.log.happenings[0].chosen.map(|(option, _)| option);
    let deed = Deed::Crisis { crisis, fires: None, option, success: None };
    world.polity.interventions.push(Intervention { id: "it".into(), at: 0, deed });
    let told = told(&world);
    assert!(told.contains("The what-if settles it: the decision is to"), "{told}");
}

#[test]
fn nobody_remains_what_he_was_not() {
    let takes = |at| {
        let mut world = fixture::World::new();
        world.log.tenures[1].to = Some(at);
        let who = fixture::KHRUSHCHEV;
        world.log.tenures.push(Tenure { office: 2, who, from: at, to: None });
        happens(&mut world, at, Occurrence::Left { office: 2, who: fixture::MALENKOV });
        happens(&mut world, at, Occurrence::Took { office: 2, who, share: 0.52 });
        told(&world)
    };
    assert!(!takes(6).contains("remains"), "{}", takes(6));
    let later = "succeeds Malenkov as Premier, but only just, and remains First Secretary.";
    assert!(takes(8).contains(later), "{}", takes(8));
}

#[test]
fn one_alone_is_one_and_what_leaked_is_no_surprise() {
    let mut world = fixture::World::new();
    world.log.showdowns[0].members = vec![fixture::KHRUSHCHEV];
    world.log.showdowns[0].odds = 0.99;
    let alone = told(&world);
    assert!(alone.contains(", seeing every chance of success."), "{alone}");
    assert!(!alone.contains("They strike"), "{alone}");
    let sprung = |at, leaked| {
        let mut world = fixture::World::new();
        (world.log.showdowns[1].plan, world.log.showdowns[1].at) = (crate::engine::Plan::Vote, at);
        if leaked {
            let (leader, target) = (fixture::MOLOTOV, fixture::MALENKOV);
            happens(&mut world, 15, Occurrence::Leak { leader, target });
        }
        let told = told(&world);
        told.contains("without warning") || told.contains("springs it on")
    };
    assert!((16..24).any(|at| sprung(at, false)));
    assert!(!(16..24).any(|at| sprung(at, true)));
}

#[test]
fn the_lead_passes_from_the_gone_only_where_they_have_just_gone() {
    let after = |died| {
        let mut world = fixture::World::new();
        world.log.deaths.push((fixture::MALENKOV, died));
        told(&world)
    };
    assert!(after(5).contains("With Malenkov gone, Khrushchev counts for most."), "{}", after(5));
    let plain = ["Khrushchev now counts for most.", "Khrushchev comes first for now."];
    assert!(plain.iter().any(|form| after(3).contains(form)), "{}", after(3));
}

#[test]
fn the_dead_are_not_said_to_lead_on_through_a_short_lead() {
    // Molotov leads for a month or two, then Khrushchev.
    let after = |from: usize, gone: Option<usize>| {
        let mut world = fixture::World::new();
        world.log.measures.first[from..6].fill(fixture::MOLOTOV);
        if let Some(gone) = gone {
            world.log.deaths.push((fixture::MALENKOV, gone));
            happens(&mut world, gone, Occurrence::Death(fixture::MALENKOV));
            for row in &mut world.log.measures.influence[gone..] {
                row[fixture::MALENKOV] = 0.0;
            }
        }
        told(&world)
    };
    let over = |who: &str| {
        [
            format!("Khrushchev now counts for more than {who}, and than anyone."),
            format!("Khrushchev, not {who}, comes first for now."),
            format!("Khrushchev has overtaken {who}."),
        ]
    };
    let says = |told: &str, forms: &[String]| forms.iter().any(|form| told.contains(form));
    let lived = after(5, None);
    assert!(says(&lived, &over("Malenkov")), "{lived}");
    let died = after(5, Some(5));
    assert!(died.contains("With Malenkov gone, Molotov counts for most."), "{died}");
    assert!(says(&died, &over("Molotov")), "{died}");
    // He dies while Molotov is ahead already.
    let died = after(4, Some(5));
    let now = ["Molotov now counts for most.", "Molotov comes first for now."];
    assert!(says(&died, &now.map(str::to_owned)), "{died}");
    assert!(says(&died, &over("Molotov")), "{died}");
}

#[test]
fn a_history_without_events_is_still_told() {
    let mut world = fixture::World::new();
    world.log.events.clear();
    let told = chronicle(&world.account());
    assert!(told.years.is_empty());
    assert!(!told.opening.is_empty() && !told.ending.is_empty() && !told.record.is_empty());
}

#[test]
fn an_empty_log_does_no_harm() {
    let mut world = fixture::World::new();
    world.log = crate::engine::Log::default();
    let mut account = world.account();
    account.facts.clear();
    assert!(chronicle(&account).years.is_empty());
}

#[test]
fn a_man_of_several_posts_is_told_which_he_lost_and_which_he_dies_in() {
    let both = |mut world: fixture::World| {
        let took = Tenure { office: 1, who: fixture::MALENKOV, from: 4, to: None };
        world.log.tenures.push(took);
        world
    };
    let mut struck = both(fixture::World::new());
    struck.log.tenures[1].to = Some(16);
    let showdown = &mut struck.log.showdowns[1];
    (showdown.aim, showdown.plan) = (crate::engine::Aim::Expel, crate::engine::Plan::Vote);
    showdown.won = true;
    let fall = &mut struck.log.falls[1];
    (fall.who, fall.fate, fall.as_target) =
        (fixture::MALENKOV, crate::engine::Fate::LostOffice, true);
    let told_of = told(&struck);
    let (lost, kept) =
        (struck.account().office(2).to_owned(), struck.account().office(1).to_owned());
    let found = format!("In the end Malenkov loses the post of {lost} and remains {kept}.");
    assert!(told_of.contains(&found), "{told_of}");

    let mut dead = both(fixture::World::new());
    dead.log.deaths.push((fixture::MALENKOV, 20));
    happens(&mut dead, 20, Occurrence::Death(fixture::MALENKOV));
    let told_of = told(&dead);
    assert!(told_of.contains(&format!("{kept} and {lost}")), "{told_of}");
}

#[test]
fn what_ends_as_before_is_not_told_word_for_word_again() {
    let mut world = fixture::World::new();
    let mut again = world.log.happenings[0].clone();
    again.at = 20;
    world.log.happenings.push(again);
    happens(&mut world, 20, Occurrence::Crisis(2));
    let told_of = told(&world);
    assert_eq!(told_of.matches("Order returns.").count(), 1, "{told_of}");
    let short = ["It ends as it did then.", "It ends no differently this time."];
    assert!(short.iter().any(|short| told_of.contains(short)), "{told_of}");
    world.log.happenings[2].chosen = Some((0, false));
    assert!(!short.iter().any(|short| told(&world).contains(short)));
}

#[test]
fn a_lead_taken_at_the_very_end_is_told() {
    let mut world = fixture::World::new();
    let last = world.log.measures.first.len() - 1;
    world.log.measures.first[last] = fixture::MALENKOV;
    happens(&mut world, last, Occurrence::Leads(fixture::MALENKOV));
    let told_of = told(&world);
    let forms = ["ahead of Khrushchev again", "back from Khrushchev to Malenkov"];
    assert!(forms.iter().any(|form| told_of.contains(form)), "{told_of}");
}

#[test]
fn whoever_cannot_vote_is_not_said_to_have_been_outvoted() {
    let mut world = fixture::World::new();
    let happening = &mut world.log.happenings[0];
    (happening.counted, happening.argued) =
        (Some((8, 0)), vec![(fixture::MOLOTOV, 0.6), (fixture::ZHUKOV, -0.5)]);
    let told_of = told(&world);
    assert!(told_of.contains("Molotov is for it; Zhukov, without a vote, against."), "{told_of}");
}

#[test]
fn nothing_is_told_by_months_where_rounds_are_none() {
    for unit in [RoundUnit::Week, RoundUnit::Quarter, RoundUnit::Year] {
        let mut world = fixture::World::new();
        world.polity.calendar.unit = unit;
        let mut account = world.account();
        // What happened in fact keeps the date that is written, and is no matter of rounds.
        account.facts[0].here = Some(5);
        account.facts[1].held = Some(true);
        account.facts[1].here = Some(account.last());
        let mut told = chronicle(&account).to_markdown();
        told += &discussion(&account).join(" ");
        told += &departure(&account).map_or_else(String::new, |departure| departure.what);
        told += &summary(&account, 90, "output", &[]);
        let told = told.replace("in these months", "").replace("In these months", "");
        assert!(!told.contains("month"), "{unit:?}: {told}");
        if unit == RoundUnit::Week {
            let misdated = |round: &usize| told.contains(&format!("in {}", account.words(*round)));
            assert_eq!((0..=account.last()).find(misdated), None, "{told}");
        }
        let heading = "**The September quarter of 1954.**";
        assert_eq!(told.contains(heading), unit == RoundUnit::Quarter, "{told}");
    }
}
