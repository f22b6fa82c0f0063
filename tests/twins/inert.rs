//! What is added and never comes into play leaves every pair alike, whatever it is called.

use interregnum::counterfactual::{
    Pair, Told, Twins, changes, own_interventions, parting, turns, warnings,
};
use interregnum::engine::Detail;
use interregnum::scenario::Scenario;

use super::{SEED, base, compared, twins, with};

/// Ids that sort before, among and after those of every table.
const NAMES: [&str; 3] = ["aaa", "dzz", "zzzz"];
const PAIRS: u64 = 40;

/// Things that never come into play, by what they are.
fn inert(id: &str) -> Vec<(&'static str, String)> {
    vec![
        (
            "a crisis that cannot come",
            format!(
                "[crises.{id}]\nname = \"Never\"\ntext = \"It comes.\"\nhazard = 0.5\n\
                 when = [{{ indicator = {{ of = \"contentment\", above = 1.0 }} }}]\n\
                 effects = [{{ terror = 0.2 }}]\njudgement = \"to see\"\n"
            ),
        ),
        (
            "somebody who waits on the bench for ever",
            format!(
                "[principals.{id}]\nname = \"No One\"\nshort = \"None\"\nborn = 1870\n\
                 bench_from = \"1904-12\"\nhome = \"desk\"\nambition = 0.6\ncunning = 0.5\n\
                 resolve = 0.5\ndread = 0.1\ntaint = 0.1\nappeal = 0.5\nrigidity = 0.4\n\
                 standing = 0.3\npositions = {{ bread = 0.1, walls = 0.1 }}\n\
                 judgement = \"to see\"\n"
            ),
        ),
        (
            "an office that never opens",
            format!(
                "[offices.{id}]\nname = \"Herald\"\nopens = \"1904-12\"\nfilled_by = \"council\"\n\
                 responsibility = 0.5\npowers = {{ appoint = 1, appoint_in = [\"desk\"], \
                 convene = [\"assembly\"], speak = 0.5 }}\njudgement = \"to see\"\n"
            ),
        ),
        (
            "an issue that nobody minds",
            format!(
                "[issues.{id}]\nname = \"Hats\"\nlow = \"wide hats\"\nhigh = \"tall hats\"\n\
                 line = 0\npace = 0\nsalience = 0\ndecided_by = \"council\"\n\
                 judgement = \"to see\"\n"
            ),
        ),
        (
            "a number that nothing reads",
            format!(
                "[indicators.{id}]\nname = \"Rain\"\nstart = 0.4\nrest = 0.6\nreversion = 0.05\n\
                 noise = 0.05\njudgement = \"to see\"\n"
            ),
        ),
    ]
}

/// The small world with more in it, and with what is said to be late in it never coming.
fn world(more: &str, late: &str) -> Scenario {
    let mut world = with(more);
    let polity = &mut world.polity;
    // A scenario cannot say never.
    let never = polity.calendar.rounds;
    let people = polity.principals.iter_mut().filter(|one| one.id == late);
    people.for_each(|one| one.bench = Some(never));
    let offices = polity.offices.iter_mut().filter(|one| one.id == late);
    offices.for_each(|one| one.opens = Some(never));
    world
}

/// What is wrong with a pair that should be alike.
fn wrong(twins: &Twins<'_>, pair: &Pair) -> Option<String> {
    let ours = Told { polity: twins.base.polity, log: &pair.base };
    let theirs = Told { polity: twins.whatif.polity, log: &pair.whatif };
    let parting = parting(ours, theirs);
    let apart = turns(ours, theirs, 0);
    let alike = twins.alike(pair);
    (!alike || parting.is_some() || !apart.is_empty())
        .then(|| format!("history {}: alike {alike}, {parting:?}, {apart:?}", pair.history))
}

#[test]
fn what_never_comes_into_play_leaves_every_pair_alike_whatever_it_is_called() {
    for id in NAMES {
        for (what, text) in inert(id) {
            let (base, whatif) = (base(), world(&text, id));
            let twins = twins(&base, &whatif);
            for history in 0..PAIRS {
                let pair = twins.pair(SEED, history, Detail::Full);
                assert_eq!(wrong(&twins, &pair), None, "{what}, called {id}");
            }
            let found = compared(&base, &whatif, PAIRS);
            assert_eq!(found.alike, PAIRS);
            let said = warnings(&found, &changes(&base.polity, &whatif.polity));
            assert_eq!(said.first().map(|one| one.kind), Some("unread"), "{what}, called {id}");
        }
    }
}

#[test]
fn an_option_that_nobody_wants_leaves_the_pair_alike_whatever_it_is_called() {
    let base = base();
    for id in NAMES {
        for crisis in ["famine", "raid"] {
            let whatif = with(&format!(
                "[crises.{crisis}.options.{id}]\nname = \"wait for rain\"\n\
                 stance = {{ bread = 1, walls = -1 }}\nsuccess = 0.1\ndaring = 1\n"
            ));
            let polity = &whatif.polity;
            let at = polity.crises.iter().position(|c| c.id == crisis).expect("it is there");
            let option = polity.crises[at].options.iter().position(|way| way.id == id);
            let twins = twins(&base, &whatif);
            let mut seen = 0;
            for history in 0..PAIRS {
                let pair = twins.pair(SEED, history, Detail::Full);
                let mut came =
                    pair.whatif.happenings.iter().filter(|it| it.crisis == at).peekable();
                let comes = came.peek().is_some();
                if comes && !came.any(|it| it.wanted.iter().any(|way| Some(*way) == option)) {
                    assert_eq!(wrong(&twins, &pair), None, "of {crisis}, called {id}");
                    seen += 1;
                }
            }
            assert!(seen >= 5, "{crisis}, {id}: {seen}");
        }
    }
}

#[test]
fn once_it_comes_into_play_it_is_a_difference() {
    let base = base();
    for id in NAMES {
        // Nothing follows from it: but that it comes is a difference.
        let whatif = with(&format!(
            "[crises.{id}]\nname = \"Comet\"\ntext = \"A comet.\"\nfrom = \"1901-01\"\n\
             to = \"1901-01\"\njudgement = \"to see\"\n"
        ));
        assert_eq!(compared(&base, &whatif, 5).alike, 0, "{id}");
    }
}

#[test]
fn what_the_base_does_on_a_date_is_not_the_what_ifs_own_when_indices_move() {
    let deeds = "[interventions.a]\nat = \"1902-03\"\noffice = \"speaker\"\nholder = \"gorse\"\n\
                 judgement = \"to see\"\n\
                 [interventions.b]\nat = \"1902-03\"\njudgement = \"to see\"\n\
                 [interventions.b.set]\n\"principals.birch.cunning\" = 0.3\n\
                 [interventions.c]\nat = \"1902-03\"\ncrisis = \"raid\"\noption = \"ride\"\n\
                 judgement = \"to see\"\n\
                 [interventions.d]\nat = \"1902-04\"\ndies = \"elm\"\njudgement = \"to see\"\n";
    let base = with(deeds);
    for id in NAMES {
        for (what, text) in inert(id) {
            let whatif = world(&format!("{text}{deeds}"), id);
            assert!(own_interventions(&base.polity, &whatif.polity).is_empty(), "{what}, {id}");
            let all = changes(&base.polity, &whatif.polity);
            assert!(all.iter().all(|change| change.path.contains(id)), "{what}, {id}: {all:?}");
            assert!(compared(&base, &whatif, 5).idle.is_empty(), "{what}, {id}");
        }
    }
    let more = "[interventions.e]\nat = \"1902-05\"\ndies = \"ash\"\njudgement = \"to see\"\n";
    let whatif = with(&format!("{deeds}{more}"));
    let own = own_interventions(&base.polity, &whatif.polity);
    assert_eq!(own.iter().map(|(k, one)| (*k, &*one.id)).collect::<Vec<_>>(), [(4, "e")]);
}
