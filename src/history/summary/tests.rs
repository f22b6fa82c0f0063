use super::*;
use crate::engine::Stage;
use crate::history::fixture;

#[test]
fn the_summary_answers_first() {
    let world = fixture::World::new();
    let files = ["report.html", "chronicle.md", "influence.csv", "charts/influence.png"];
    let files = files.map(str::to_owned);
    insta::assert_snapshot!(summary(&world.account(), 100, "output/ussr-1953-1953/", &files));
}

#[test]
fn whoever_is_relieved_is_relieved_of_something() {
    let mut world = fixture::World::new();
    world.log.measures.first[15] = fixture::MALENKOV;
    let fall = &mut world.log.falls[1];
    (fall.who, fall.fate, fall.as_target) = (fixture::MALENKOV, Fate::LostOffice, true);
    let told = summary(&world.account(), 100, "", &[]);
    assert!(told.contains("Malenkov relieved  as Premier, Presidium 4 to 5"), "{told}");
}

#[test]
fn a_relief_is_told_where_a_higher_organ_decided_or_of_the_weightiest_office() {
    let told = |office: usize, stages: &[Stage]| {
        let mut world = fixture::World::new();
        // The first office answers for less than the others.
        world.polity.offices[0].responsibility = world.polity.organs[0].majority;
        // Somebody else leads.
        world.log.measures.first[15] = fixture::KHRUSHCHEV;
        let motion = &mut world.log.showdowns[1];
        motion.aim = Aim::Relieve(office);
        motion.stages.extend_from_slice(stages);
        let fall = &mut world.log.falls[1];
        (fall.who, fall.fate, fall.as_target) = (fixture::MALENKOV, Fate::LostOffice, true);
        summary(&world.account(), 100, "", &[]).contains("Malenkov relieved")
    };
    assert!(!told(0, &[]));
    assert!(told(1, &[]));
    assert!(told(0, &[Stage::Appeal { organ: 0, by: fixture::MALENKOV, met: true }]));
    assert!(!told(0, &[Stage::Appeal { organ: 0, by: fixture::MALENKOV, met: false }]));
}

#[test]
fn no_line_is_wider_than_it_may_be() {
    let world = fixture::World::new();
    for width in [40, 60, 72, 100, 200] {
        let limit = width.clamp(WIDTH.0, WIDTH.1);
        for line in summary(&world.account(), width, "", &[]).lines() {
            assert!(width_of(line) <= limit, "{width}: {line}");
        }
    }
}

#[test]
fn a_reign_with_gaps_is_told_as_one() {
    let mut world = fixture::World::new();
    let rounds = world.log.measures.first.len();
    world.log.falls.clear();
    world.log.measures.first = vec![fixture::KHRUSHCHEV; rounds];
    world.log.measures.paramount = vec![None; rounds];
    for round in [3, 4, 7, 8, 9] {
        world.log.measures.paramount[round] = Some(fixture::KHRUSHCHEV);
    }
    let told = answer(&world.account());
    assert!(
        told.contains(
            "throughout, but was paramount only at times from June 1953 to December 1953."
        ),
        "{told}"
    );
    world.log.measures.paramount[5..7].fill(Some(fixture::KHRUSHCHEV));
    let told = answer(&world.account());
    assert!(told.contains("paramount only from June 1953 to December 1953."), "{told}");
    world.log.measures.first[12..17].fill(fixture::MALENKOV);
    let told = answer(&world.account());
    let expected = "Khrushchev led longest and leads at the end, but was paramount only from June \
                    1953 to December 1953.";
    assert_eq!(told, expected);
}

/// Molotov leads throughout; whoever is said to is paramount in these rounds.
fn paramount_in(who: Who, rounds: impl Iterator<Item = usize>) -> fixture::World {
    let mut world = fixture::World::new();
    let all = world.log.measures.first.len();
    world.log.falls.clear();
    world.log.deaths.clear();
    world.log.measures.first = vec![fixture::MOLOTOV; all];
    world.log.measures.paramount = vec![None; all];
    rounds.for_each(|round| world.log.measures.paramount[round] = Some(who));
    world
}

#[test]
fn whoever_was_paramount_for_most_months_came_out_on_top() {
    let mut world = paramount_in(fixture::KHRUSHCHEV, (4..12).chain(14..20));
    world.log.measures.paramount[0..3].fill(Some(fixture::MOLOTOV));
    let expected = "Khrushchev came out on top: paramount at times from July 1953 to October \
                    1954; Molotov leads at the end.";
    assert_eq!(answer(&world.account()), expected);
}

#[test]
fn how_it_ended_is_told_however_late() {
    let mut world = paramount_in(fixture::KHRUSHCHEV, 4..18);
    let told = |world: &fixture::World, expected: &str| {
        let expected =
            format!("Khrushchev came out on top: paramount {expected}; Molotov leads at the end.");
        assert_eq!(answer(&world.account()), expected);
    };
    world.log.deaths = vec![(fixture::KHRUSHCHEV, 18)];
    told(&world, "from July 1953 until death in September 1954");
    world.log.deaths = vec![(fixture::KHRUSHCHEV, 21)];
    told(&world, "from July 1953 to August 1954, and died in December 1954");
    let mut fall = fixture::World::new().log.falls[0].clone();
    (fall.who, fall.at) = (fixture::KHRUSHCHEV, 18);
    world.log.falls = vec![fall];
    told(&world, "from July 1953, brought down in September 1954");
    world.log.falls[0].at = 20;
    told(&world, "from July 1953 to August 1954, brought down in November 1954");
}

#[test]
fn less_than_a_year_at_the_top_is_not_to_have_come_out_on_it() {
    let mut world = paramount_in(fixture::KHRUSHCHEV, 4..5);
    world.log.deaths = vec![(fixture::KHRUSHCHEV, 12)];
    let expected = "Nobody came out on top for long: Khrushchev was paramount in July 1953, and \
                    died in March 1954; Molotov leads at the end.";
    assert_eq!(answer(&world.account()), expected);
    world.log.measures.first[0..20].fill(fixture::KHRUSHCHEV);
    let expected = "Khrushchev led longest, but was paramount only in July 1953, and died in \
                    March 1954; Molotov leads at the end.";
    assert_eq!(answer(&world.account()), expected);
    let world = paramount_in(fixture::MOLOTOV, 20..24);
    let expected = "Molotov came out on top only late: paramount from November 1954 to the end.";
    assert_eq!(answer(&world.account()), expected);
}

#[test]
fn of_votes_the_last_is_kept() {
    let mut world = fixture::World::new();
    let fall = Fall { fate: Fate::Expelled, as_target: true, ..world.log.falls[1].clone() };
    let stages = &mut world.log.showdowns[fall.showdown].stages;
    let vote = stages.iter().find(|s| matches!(s, Stage::Vote { .. })).cloned();
    let Some(Stage::Vote { organ, .. }) = vote else { panic!("a vote") };
    let vote = |ayes, noes| Stage::Vote { organ, ayes, noes, abstained: 0, carried: ayes > noes };
    *stages = vec![vote(9, 1), vote(88, 41)];
    let told = |width| how(&world.account(), &fall, width);
    assert_eq!(told(40), "Presidium 9 to 1, Presidium 88 to 41");
    assert_eq!(told(35), "Presidium 88 to 41");
    assert_eq!(told(12), "88 to 41");
    assert_eq!(told(6), "Presi…");
}

#[test]
fn half_a_name_is_nobody() {
    let world = fixture::World::new();
    let told = |width| how(&world.account(), &world.log.falls[1], width);
    assert_eq!(told(40), "for a failed move against Malenkov");
    assert_eq!(told(20), "for a failed move");
    assert_eq!(told(16), "failed move");
}

#[test]
fn falls_that_are_only_counted_are_more_than_one() {
    let told = |n: usize| {
        let mut world = fixture::World::new();
        world.log.falls = vec![world.log.falls[0].clone(); n];
        let falls = falls(&world.account(), 100);
        (falls.len(), falls.last().expect("a line").trim().to_owned())
    };
    assert_eq!(told(14), (13, "and 2 more".to_owned()));
    let (lines, last) = told(13);
    assert!(lines == 13 && last.contains("Beria falls"), "{lines}: {last}");
}

#[test]
fn posts_that_are_not_told_are_counted() {
    let mut world = fixture::World::new();
    // The first office answers for less than the others.
    world.polity.offices[0].responsibility = world.polity.organs[0].majority;
    world.log.measures.first[15] = fixture::KHRUSHCHEV;
    world.log.showdowns[1].aim = Aim::Relieve(0);
    let fall = &mut world.log.falls[1];
    (fall.who, fall.fate, fall.as_target) = (fixture::MALENKOV, Fate::LostOffice, true);
    let told = falls(&world.account(), 100);
    assert_eq!(told.last().expect("a line"), "   and 1 lesser post lost; see the chronicle");
    assert_eq!(
        left_out(2, 5, false).unwrap(),
        "   and 2 more, and 5 lesser posts lost; see the chronicle"
    );
    assert_eq!(left_out(0, 2, true).unwrap(), "   2 lesser posts lost; see the chronicle");
    assert_eq!(left_out(0, 0, false), None);
}

#[test]
fn all_who_led_add_up() {
    let led = |brief: &[Who]| {
        let mut world = fixture::World::new();
        world.log.measures.first = vec![fixture::KHRUSHCHEV; 90];
        world.log.measures.first.extend(brief);
        who_led(&world.account(), 100).pop().expect("a row")
    };
    let one = led(&[fixture::ZHUKOV]);
    assert!(one.contains("Zhukov") && one.ends_with(" 1 month"), "{one}");
    let two = led(&[fixture::ZHUKOV, fixture::MOLOTOV]);
    assert!(two.contains("others") && two.ends_with(" 2 months"), "{two}");
}

#[test]
fn a_long_list_is_cut_and_says_so() {
    assert_eq!(fit("arrest by A, B, C, D", 22), "arrest by A, B, C, D");
    assert_eq!(fit("arrest by Aaaa, Bbbb, Cccc, Dddd", 26), "arrest by Aaaa and 3 more");
}

#[test]
fn one_who_led_throughout_is_said_to_have_done_so() {
    let mut world = paramount_in(fixture::MOLOTOV, 0..0);
    let told = answer(&world.account());
    assert!(told.starts_with("Molotov led throughout, but was never beyond challenge"), "{told}");
    world.log.measures.first[5] = fixture::KHRUSHCHEV;
    let told = answer(&world.account());
    assert!(told.starts_with("Molotov led almost throughout, but was never beyond"), "{told}");
    world.log.measures.first[5..8].fill(fixture::KHRUSHCHEV);
    let told = answer(&world.account());
    assert!(
        told.starts_with("Nobody came out on top for good: Molotov leads at the end"),
        "{told}"
    );
}

#[test]
fn the_office_that_was_lost_is_named_however_little_room_there_is() {
    let mut world = fixture::World::new();
    let fall = &mut world.log.falls[1];
    (fall.who, fall.fate, fall.as_target) = (fixture::MALENKOV, Fate::LostOffice, true);
    let told = |width| how(&world.account(), &world.log.falls[1], width);
    assert_eq!(told(40), "as Premier, Presidium 4 to 5");
    assert_eq!(told(27), "as Premier, 4 to 5");
    assert_eq!(told(16), "as Premier");
}
