//! What a what-if does on a date: that it takes hold, or is said not to, and how it is told.

use interregnum::counterfactual::{Ground, Told, Turn, parting, turns, warnings};
use interregnum::engine::{Detail, Event, Log, Occurrence};
use interregnum::scenario::Scenario;

use super::{SEED, base, changed, compared, twins, with};

const MANY: u64 = 60;

fn dated(deed: &str) -> Scenario {
    with(&format!("[interventions.it]\nat = \"1902-03\"\n{deed}\njudgement = \"to see\"\n"))
}

/// The round of 1902-03.
const AT: usize = 26;

/// What the intervention did in a log, if it came.
fn took_hold(log: &Log) -> Option<bool> {
    log.events.iter().find_map(|event| match event.what {
        Occurrence::Intervention { took_hold, .. } => Some(took_hold),
        _ => None,
    })
}

/// Who holds an office in a round.
fn holder(scenario: &Scenario, log: &Log, office: &str, at: usize) -> Option<usize> {
    let office = scenario.polity.offices.iter().position(|o| o.id == office);
    let there = |t: &&interregnum::engine::Tenure| {
        Some(t.office) == office && t.from <= at && t.to.is_none_or(|to| to > at)
    };
    log.tenures.iter().find(there).map(|t| t.who)
}

#[test]
fn an_office_goes_to_whoever_can_take_it_and_else_stays_where_it_is() {
    let base = base();
    let mut seen = [0, 0];
    for who in ["ash", "birch", "fir", "gorse"] {
        let whatif = dated(&format!("office = \"chancellor\"\nholder = \"{who}\""));
        let index = whatif.polity.principals.iter().position(|p| p.id == who);
        for history in 0..MANY {
            let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
            let (before, after) = (
                holder(&whatif, &pair.whatif, "chancellor", AT - 1),
                holder(&whatif, &pair.whatif, "chancellor", AT),
            );
            if took_hold(&pair.whatif).expect("it comes") {
                // He may fall in the same month: then the post was his all the same.
                let his = |t: &interregnum::engine::Tenure| Some(t.who) == index && t.from <= AT;
                assert!(pair.whatif.tenures.iter().any(his), "{who}, history {history}");
                assert!(pair.whatif.without_effect.is_empty());
                seen[0] += 1;
            } else {
                assert_eq!(pair.whatif.without_effect, [0]);
                let (ours, theirs) = (&pair.base, &pair.whatif);
                assert!(ours.measures == theirs.measures && ours.tenures == theirs.tenures);
                assert!(after == before || before.is_none() || after != index);
                seen[1] += 1;
            }
        }
    }
    assert!(seen.iter().all(|n| *n >= 5), "{seen:?}");
}

#[test]
fn whoever_gets_an_office_and_whoever_loses_it_is_told() {
    let (base, whatif) = (base(), dated("office = \"chancellor\"\nholder = \"birch\""));
    let mut seen = 0;
    for history in 0..MANY {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        let now: Vec<&Event> = pair.whatif.events.iter().filter(|e| e.at == AT).collect();
        let place = |of: &dyn Fn(&Occurrence) -> bool| now.iter().position(|e| of(&e.what));
        let Some(came) = place(&|w| matches!(w, Occurrence::Intervention { took_hold: true, .. }))
        else {
            continue;
        };
        let left = place(&|w| matches!(w, Occurrence::Left { .. }));
        let took = place(&|w| matches!(w, Occurrence::Took { share: 0.0, .. }));
        if let (Some(left), Some(took)) = (left, took) {
            assert!(came < left && left < took, "history {history}");
            seen += 1;
        }
    }
    assert!(seen >= 5, "{seen}");
}

#[test]
fn worlds_in_which_a_change_does_nothing_are_counted_and_said() {
    let (base, whatif) = (base(), dated("office = \"chancellor\"\nholder = \"ash\""));
    let found = compared(&base, &whatif, MANY);
    let twins = twins(&base, &whatif);
    let idle = (0..MANY)
        .filter(|history| {
            let pair = twins.pair(SEED, *history, Detail::Light);
            !pair.whatif.without_effect.is_empty()
        })
        .count() as u64;
    assert!(idle > 0 && idle < MANY, "{idle}");
    let said = warnings(&found, &[]);
    let idles: Vec<_> = said.iter().filter(|w| w.kind == "idle").collect();
    assert_eq!(idles.len(), 1);
    let start =
        format!("In {idle} of {MANY} worlds the change of March 1902 (Ash is made Chancellor)");
    assert!(idles[0].text.starts_with(&start), "{idles:?}");
    assert!(idles[0].text.contains("did nothing"), "{idles:?}");
}

#[test]
fn where_the_change_steps_in_the_twins_part_by_it_and_by_nothing_else() {
    let base = base();
    for (deed, words) in [
        ("dies = \"birch\"", "Birch dies"),
        ("office = \"captain\"\nholder = \"dogwood\"", "Dogwood is made Captain"),
        ("crisis = \"raid\"\nfires = true", " comes"),
    ] {
        let whatif = dated(deed);
        let mut seen = 0;
        for history in 0..20 {
            let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
            let told = (
                Told { polity: &base.polity, log: &pair.base },
                Told { polity: &whatif.polity, log: &pair.whatif },
            );
            let Some(parting) = parting(told.0, told.1).filter(|p| p.at == AT) else { continue };
            if took_hold(&pair.whatif) == Some(true) {
                assert_eq!(parting.ground, Ground::Deed, "{deed}: {parting:?}");
                assert_eq!(parting.base, None);
                assert!(parting.whatif.is_some_and(|said| said.contains(words)), "{deed}");
                seen += 1;
            }
        }
        assert!(seen >= 3, "{deed}: {seen}");
    }
}

#[test]
fn a_death_is_told_before_what_it_puts_an_end_to() {
    let whatif = dated("dies = \"ash\"");
    let base = base();
    let mut seen = 0;
    // Few plot in that month.
    for history in 0..10 * MANY {
        let log = twins(&base, &whatif).pair(SEED, history, Detail::Full).whatif;
        let death = log.events.iter().position(|e| matches!(e.what, Occurrence::Death(0)));
        let dropped = log.events.iter().position(|e| {
            let his = |leader, target| leader == 0 || target == 0;
            matches!(e.what, Occurrence::PlotDropped { leader, target } if e.at == AT && his(leader, target))
        });
        if let (Some(death), Some(dropped)) = (death, dropped) {
            assert!(death < dropped, "history {history}");
            seen += 1;
        }
    }
    assert!(seen >= 1, "{seen}");
}

#[test]
fn what_the_change_has_settled_is_not_put_down_to_what_was_read() {
    let base = base();
    let whatif = with(
        "[interventions.it]\nat = \"1900-02\"\ncrisis = \"raid\"\noption = \"pay\"\noutcome = \"failure\"\njudgement = \"to see\"\n",
    );
    let mut settled = 0;
    for history in 0..MANY {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        let told = (
            Told { polity: &base.polity, log: &pair.base },
            Told { polity: &whatif.polity, log: &pair.whatif },
        );
        let Some(parting) = parting(told.0, told.1) else { continue };
        if parting.whatif.as_ref().is_some_and(|said| said.contains("is answered")) {
            assert!(matches!(parting.ground, Ground::Settled(_)), "{parting:?}");
            settled += 1;
        }
    }
    assert!(settled >= 10, "{settled}");
}

#[test]
fn a_course_that_ends_otherwise_turned_on_its_chance() {
    let (base, whatif) = (base(), changed(&["crises.raid.options.ride.success=0.05"]));
    let mut seen = 0;
    for history in 0..MANY {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        let told = (
            Told { polity: &base.polity, log: &pair.base },
            Told { polity: &whatif.polity, log: &pair.whatif },
        );
        let Some(parting) = parting(told.0, told.1) else { continue };
        let (Some(one), Some(other)) = (&parting.base, &parting.whatif) else { continue };
        if other.strip_suffix(", which does not turn out as hoped") == Some(one.as_str()) {
            assert_eq!(parting.ground, Ground::Readings, "{parting:?}");
            assert_eq!(parting.reads[0].read, "chance that ride comes off");
            seen += 1;
        }
    }
    assert!(seen >= 3, "{seen}");
}

#[test]
fn what_is_no_longer_open_to_a_man_is_said_to_be_closed() {
    let (base, whatif) = (
        base(),
        changed(&[
            "offices.chancellor.powers.appoint=0",
            "offices.captain.powers.appoint=0",
            "offices.marshal.powers.appoint=0",
        ]),
    );
    let mut seen = 0;
    for history in 0..MANY {
        let pair = twins(&base, &whatif).pair(SEED, history, Detail::Full);
        let told = (
            Told { polity: &base.polity, log: &pair.base },
            Told { polity: &whatif.polity, log: &pair.whatif },
        );
        let Some(parting) = parting(told.0, told.1) else { continue };
        let places = parting.base.as_ref().is_some_and(|said| said.contains("places clients"));
        if places && parting.whatif.is_some() {
            let closed = matches!(&parting.ground,
                Ground::NotOpen { whatif: true, deed, .. } if deed == "placing clients");
            assert!(closed, "{parting:?}");
            seen += 1;
        }
    }
    assert!(seen >= 3, "{seen}");
}

#[test]
fn a_blow_by_another_man_is_another_and_one_that_comes_sooner_has_its_own_date() {
    let base = base();
    let (mut others, mut sooner) = (0, 0);
    for history in 0..30 {
        let pair = twins(&base, &base).pair(SEED, history, Detail::Full);
        let Some(first) = pair.base.showdowns.first() else { continue };
        let told = |log| Told { polity: &base.polity, log };
        let mut other = pair.whatif.clone();
        let leads = |who: &usize| *who != first.leader && *who != first.target;
        other.showdowns[0].leader = (0..other.cast.len()).find(leads).expect("there are others");
        let sides = |apart: &[Turn]| apart.iter().map(|turn| turn.whatif).collect::<Vec<_>>();
        let apart = turns(told(&pair.base), told(&other), 0);
        assert_eq!(sides(&apart), [false, true], "history {history}: {apart:?}");
        others += 1;
        // The same blow, months before: told at the earlier date, from the world that has it then.
        let all = &pair.base.showdowns;
        let alone = |k: &usize| {
            let own = |s: &interregnum::engine::Showdown| (s.leader, s.target);
            all[*k].at > 8 && all.iter().filter(|s| own(s) == own(&all[*k])).count() == 1
        };
        let Some(k) = (0..all.len()).find(alone) else { continue };
        let blow = |e: &Event| e.what == Occurrence::Showdown(k);
        let Some(place) = pair.base.events.iter().position(blow) else { continue };
        let mut early = pair.whatif.clone();
        early.events[place].at = all[k].at - 6;
        let apart = turns(told(&pair.base), told(&early), 0);
        let turn = apart.iter().find(|turn| turn.elsewhen == Some(all[k].at)).expect("it is moved");
        assert!(turn.whatif && turn.at == all[k].at - 6, "history {history}: {apart:?}");
        sooner += 1;
    }
    assert!(others >= 5 && sooner >= 3, "{others} {sooner}");
}
