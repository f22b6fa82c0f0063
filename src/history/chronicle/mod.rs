//! The chronicle: a history in words, month by month where something happened.
//!
//! It is told in the present tense, names causes and counts votes. Sentence forms vary by a stable
//! hash of what is told. Routine acts are gathered and told a few times a year.

mod crises;
mod ending;
mod markdown;
mod names;
mod opening;
mod plots;
mod posts;
mod routine;
mod showdowns;

pub use markdown::escape as plain_markdown;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::engine::{Event, Occurrence};
use crate::polity::{Round, Who};

use super::words::{Variety, capital};
use super::{Account, SourceNote};
use names::{in_sentence, sentence_the, the};

/// A history in words. All texts are plain: whoever prints them escapes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Chronicle {
    /// Title of the scenario.
    pub title: String,
    /// Which history this is.
    pub subtitle: String,
    /// How things stand at the start, in paragraphs.
    pub opening: Vec<String>,
    /// The years, in order.
    pub years: Vec<Year>,
    /// How things stand at the end, in paragraphs.
    pub ending: Vec<String>,
    /// What happened in fact, entry by entry.
    pub record: Vec<Line>,
    /// The sources cited.
    pub sources: Vec<SourceNote>,
}

/// A year of the chronicle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Year {
    /// The year in figures.
    pub year: String,
    /// Rounds in which something happened, in order.
    pub months: Vec<Month>,
}

/// A round in which something happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Month {
    /// The round in words: `June 1953`.
    pub label: String,
    /// What happened, in paragraphs; at least one.
    pub paragraphs: Vec<String>,
    /// What happened in fact, where the record has this too.
    pub in_fact: Vec<String>,
}

/// An entry of the record beside this history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// When it happened in fact, in words.
    pub when: String,
    /// What happened in fact, with citations.
    pub fact: String,
    /// What became of it here.
    pub here: String,
    /// Whether this history departs from the record here.
    pub missed: bool,
}

/// Tells a history.
pub fn chronicle(account: &Account<'_>) -> Chronicle {
    let mut teller = Teller::new(account);
    let opening = teller.opening();
    let mut years: Vec<Year> = Vec::new();
    for round in 0..=account.last() {
        let paragraphs = teller.round(round);
        if paragraphs.is_empty() {
            continue;
        }
        let date = account.polity.calendar.date(round);
        let month = Month {
            label: account.words(round),
            paragraphs,
            in_fact: ending::in_fact(account, round),
        };
        let year = date.year().to_string();
        match years.last_mut() {
            Some(last) if last.year == year => last.months.push(month),
            _ => years.push(Year { year, months: vec![month] }),
        }
    }
    Chronicle {
        title: account.title.to_owned(),
        subtitle: opening::subtitle(account),
        opening,
        years,
        ending: ending::ending(account),
        record: ending::record(account),
        sources: account.sources.clone(),
    }
}

/// Whoever tells the history: remembers whom the reader has met and what has been told.
struct Teller<'a> {
    a: &'a Account<'a>,
    variety: Variety,
    met: BTreeSet<Who>,
    plots: plots::Told,
    routine: routine::Routine,
    denounced: BTreeMap<(Who, Who), Round>,
    /// Who counts for most, as far as that has been told.
    leader: Option<Who>,
    /// Those of whom it has been told that they no longer do.
    overtaken: BTreeSet<Who>,
}

impl<'a> Teller<'a> {
    fn new(a: &'a Account<'a>) -> Self {
        Self {
            a,
            variety: Variety::default(),
            met: BTreeSet::new(),
            plots: plots::Told::new(a),
            routine: routine::Routine::default(),
            denounced: BTreeMap::new(),
            leader: None,
            overtaken: BTreeSet::new(),
        }
    }

    /// The paragraphs of one round; none if nothing worth telling happened.
    fn round(&mut self, round: Round) -> Vec<String> {
        let a = self.a;
        let from = a.log.events.partition_point(|event| event.at < round);
        let to = a.log.events.partition_point(|event| event.at <= round);
        let events = &a.log.events[from..to];
        self.routine.note(events);
        let mut groups = vec![self.world(events)];
        groups.push(self.deeds(round, events).into_iter().chain(self.plotting(events)).collect());
        groups.extend(self.trials(events));
        groups.push(self.posts(round, events));
        groups.push(self.eminence(round, events));
        groups.retain(|sentences| !sentences.is_empty());
        if !groups.is_empty()
            && let Some(sentence) = self.background(round)
        {
            groups.push(vec![sentence]);
        }
        join(groups)
    }

    /// What befalls everyone: interventions, deaths, crises.
    fn world(&mut self, events: &[Event]) -> Vec<String> {
        let mut told = Vec::new();
        for event in events {
            match &event.what {
                Occurrence::Intervention { id } => {
                    told.push(format!("Here the what-if steps in: {id}."));
                }
                Occurrence::Death(who) => told.push(self.death(*who, event.at)),
                Occurrence::Crisis(k) => told.extend(self.crisis(*k)),
                _ => {}
            }
        }
        told
    }

    fn death(&mut self, who: Who, at: Round) -> String {
        let name = self.named(who);
        let held = at.checked_sub(1).map_or_else(Vec::new, |before| self.a.offices_of(who, before));
        match held.first() {
            Some(&office) => {
                let office = self.a.office(office);
                let key = format!("{who} {at}");
                self.variety.pick(
                    "death",
                    &key,
                    [
                        format!("{name} dies in office as {office}."),
                        format!("{name}, {office}, dies."),
                    ],
                )
            }
            None => format!("{name} dies."),
        }
    }

    /// The full name at first meeting, then the short one.
    fn named(&mut self, who: Who) -> String {
        if self.met.insert(who) {
            self.a.name(who).to_owned()
        } else {
            self.a.short(who).to_owned()
        }
    }

    fn all_named(&mut self, whos: &[Who]) -> Vec<String> {
        whos.iter().map(|&who| self.named(who)).collect()
    }
}

/// Short groups of sentences share a paragraph, long ones stand alone.
fn join(groups: Vec<Vec<String>>) -> Vec<String> {
    const SHORT: usize = 420;
    let mut paragraphs: Vec<String> = Vec::new();
    for group in groups {
        // Those risen in play have names that begin small.
        let text = group.iter().map(|told| capital(told)).collect::<Vec<_>>().join(" ");
        match paragraphs.last_mut() {
            Some(last) if last.len() + text.len() < SHORT => {
                last.push(' ');
                last.push_str(&text);
            }
            _ => paragraphs.push(text),
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Figure, Stage, Tenure};
    use crate::history::fixture;

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
            name: "a cadre of the Party risen in 1954".into(),
            short: "Cadre of 1954".into(),
            contender: false,
            risen: Some(17),
        });
        for sponsor in [None, Some(fixture::MOLOTOV)] {
            let seated = Occurrence::Seated { organ: 1, who: 5, sponsor };
            world.log.events.push(Event { at: 23, what: seated, reads: Vec::new() });
            let told = chronicle(&world.account()).to_markdown();
            let told = told.split("February 1955.**").nth(1).expect("a month");
            let found = told.contains(" A cadre of the Party risen in 1954 enters the Presidium")
                || told.contains("Molotov brings a cadre of the Party risen in 1954 into");
            assert!(found, "{told}");
            world.log.events.pop();
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

    #[test]
    fn a_near_thing_is_near_in_proportion() {
        let near = |ayes, noes| {
            let mut world = fixture::World::new();
            let stage = Stage::Vote { organ: 1, ayes, noes, abstained: 0, carried: ayes > noes };
            world.log.showdowns[1].stages = vec![stage];
            chronicle(&world.account()).to_markdown().contains("a near thing")
        };
        assert!(near(5, 4) && near(2, 1) && near(7, 4) && near(66, 60));
        assert!(!near(4, 1) && !near(5, 2) && !near(9, 1) && !near(80, 20));
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
        let found = dry.contains("Zhukov dies. Once more, as in September 1954: a poor harvest.")
            || dry.contains("Zhukov dies. A poor harvest, as in September 1954.");
        assert!(found, "{dry}");
    }

    #[test]
    fn a_plot_ends_with_whom_it_was_about() {
        use fixture::{BERIA, KHRUSHCHEV, MOLOTOV, ZHUKOV};
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
        let fell = ends(MOLOTOV, BERIA, 1, 2, 3);
        assert!(!given_up.iter().any(|form| fell.contains(form)), "{fell}");
        assert!(!fell.contains("gone"), "{fell}");
        let rests = ends(KHRUSHCHEV, ZHUKOV, 10, 12, 20);
        assert!(given_up.iter().any(|form| rests.contains(form)), "{rests}");
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
            (world.log.showdowns[1].plan, world.log.showdowns[1].at) =
                (crate::engine::Plan::Vote, at);
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
        assert!(
            after(5).contains("With Malenkov gone, Khrushchev counts for most."),
            "{}",
            after(5)
        );
        let plain = ["Khrushchev now counts for most.", "Khrushchev comes first for now."];
        assert!(plain.iter().any(|form| after(3).contains(form)), "{}", after(3));
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
}
