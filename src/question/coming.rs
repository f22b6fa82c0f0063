//! When what a proposition says came about in a history.

use super::holding::ends;
use super::{Person, Proposition, Span};
use crate::engine::{Fall, Fate, Happening, Log, Showdown};
use crate::polity::{OfficeIx, Polity, Round};

impl Proposition {
    /// The round in which what it says came about: a fall, a tenure, a crisis. What came
    /// more than once is looked for within the window first. Rounds named in the proposition do not
    /// bound the search, so that what came too late is found too. `None` where it did not come, or
    /// where no one round can be named: [`Proposition::is_dated`] tells the two apart.
    pub fn came(&self, window: Span, polity: &Polity, log: &Log) -> Option<Round> {
        let best = |rounds: &mut dyn Iterator<Item = Round>| {
            let mut rounds: Vec<Round> = rounds.collect();
            rounds.sort_unstable();
            let inside = rounds.iter().find(|&&at| window.0 <= at && at <= window.1);
            inside.or(rounds.first()).copied()
        };
        match self {
            Proposition::FirstToFall { who, .. } | Proposition::Fell { who, .. } => {
                best(&mut falls_of(*who, log, Fate::is_fall))
            }
            Proposition::Fate { who, is } => best(&mut falls_of(*who, log, |fate| fate == *is)),
            Proposition::Leads { who: Person::Principal(who), at } => {
                let first = &log.measures.first;
                let reign = first.get(..=*at)?.iter().rposition(|w| w != who).map_or(0, |k| k + 1);
                (reign <= *at).then_some(reign)
            }
            Proposition::Paramount { who: Person::Principal(who), .. } => {
                log.measures.paramount.iter().position(|first| *first == Some(*who))
            }
            Proposition::Holds { office, who: Person::Principal(who), at } => {
                let mut held = log.tenures.iter().filter(|t| t.office == *office && t.who == *who);
                let then = held.clone().find(|t| t.from <= *at && t.to.is_none_or(|to| *at < to));
                then.or_else(|| held.next()).map(|t| t.from)
            }
            Proposition::Showdown { against, between, survives, heard, first } => {
                let against = |s: &&Showdown| against.is_target_of(s);
                let ends = |s: &&Showdown| ends(s, *survives, *heard);
                if *first {
                    // Which is the first hangs on the dates named.
                    let within = |s: &&Showdown| (between.0..=between.1).contains(&s.at);
                    let first = log.showdowns.iter().find(|s| against(s) && within(s));
                    return first.filter(ends).map(|s| s.at);
                }
                best(&mut log.showdowns.iter().filter(against).filter(ends).map(|s| s.at))
            }
            Proposition::Opposed {
                who: Person::Principal(who),
                whom: Person::Principal(whom),
                ..
            } => {
                let meant = log.opposed.iter().filter(|(a, b, _)| (a, b) == (who, whom));
                best(&mut meant.map(|&(_, _, at)| at))
            }
            Proposition::Executions { after, at_least } => log
                .falls
                .iter()
                .filter(|fall| fall.fate == Fate::Executed && fall.at >= *after)
                .nth(at_least.checked_sub(1)?)
                .map(|fall| fall.at),
            Proposition::Fired(crisis) => {
                best(&mut log.happenings.iter().filter(|h| h.crisis == *crisis).map(|h| h.at))
            }
            Proposition::Chosen(crisis, option) => {
                let chosen = |h: &&Happening| {
                    h.crisis == *crisis && h.chosen.is_some_and(|(way, _)| way == *option)
                };
                best(&mut log.happenings.iter().filter(chosen).map(|h| h.at))
            }
            Proposition::Not(inner) => match **inner {
                // He is without it since he last lost it; or loses it later, if he has it then.
                Proposition::Holds { office, who: Person::Principal(who), at } => {
                    let his = log.tenures.iter().filter(|t| t.office == office && t.who == who);
                    let then = his.clone().find(|t| t.from <= at && t.to.is_none_or(|to| at < to));
                    match then {
                        Some(tenure) => tenure.to,
                        None => his.filter_map(|t| t.to).rfind(|&to| to <= at),
                    }
                }
                _ => None,
            },
            Proposition::All(each) => {
                // All of it has come about when the last of what can be dated has.
                let parts = each.iter().map(|p| (p.came(window, polity, log), p.is_dated()));
                let dated = parts.filter(|(at, is_dated)| at.is_some() || *is_dated);
                let rounds: Option<Vec<Round>> = dated.map(|(at, _)| at).collect();
                rounds?.into_iter().max()
            }
            Proposition::Any(each) => {
                // By what holds of it; or else by what came too late.
                let dated = |p: &Proposition| p.came(window, polity, log);
                let holding = each.iter().filter(|p| p.holds(polity, log));
                best(&mut holding.filter_map(dated))
                    .or_else(|| best(&mut each.iter().filter_map(dated)))
            }
            _ => None,
        }
    }

    /// Whether what it says comes about in one round, in whatever history it holds in: where
    /// [`Proposition::came`] names none, it did not come about. Whoever is named by an office only
    /// is another at another time, so that what he leads or holds is not dated.
    pub fn is_dated(&self) -> bool {
        match self {
            Proposition::FirstToFall { .. }
            | Proposition::Fell { .. }
            | Proposition::Fate { .. }
            | Proposition::Showdown { .. }
            | Proposition::Fired(_)
            | Proposition::Chosen(..) => true,
            Proposition::Executions { at_least, .. } => *at_least > 0,
            Proposition::Leads { who, .. }
            | Proposition::Paramount { who, .. }
            | Proposition::Holds { who, .. } => matches!(who, Person::Principal(_)),
            Proposition::Opposed { who, whom, .. } => {
                matches!((who, whom), (Person::Principal(_), Person::Principal(_)))
            }
            Proposition::Lives { .. }
            | Proposition::Influence { .. }
            | Proposition::Standing { .. }
            | Proposition::Indicator { .. }
            | Proposition::LineTurns { .. }
            | Proposition::Plots { .. } => false,
            // Of what is not so, only the loss of an office comes about in one round.
            Proposition::Not(inner) => {
                matches!(**inner, Proposition::Holds { .. }) && inner.is_dated()
            }
            Proposition::All(each) => each.iter().any(Proposition::is_dated),
            Proposition::Any(each) => each.iter().all(Proposition::is_dated),
        }
    }
}

/// When somebody fell, each time.
fn falls_of(who: Person, log: &Log, counts: impl Fn(Fate) -> bool) -> impl Iterator<Item = Round> {
    let meant = move |fall: &&Fall| match who {
        Person::Principal(who) => fall.who == who,
        Person::Holder(office) => held_at_fall(log, fall, office),
    };
    log.falls.iter().filter(move |fall| counts(fall.fate)).filter(meant).map(|fall| fall.at)
}

fn held_at_fall(log: &Log, fall: &Fall, office: OfficeIx) -> bool {
    log.tenures.iter().any(|t| t.office == office && t.who == fall.who && t.to == Some(fall.at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Tenure;
    use crate::engine::fixture::polity;

    const EVER: Span = (0, 100);

    fn log() -> Log {
        let fall = |who, at, fate| Fall { who, at, fate, by: vec![], showdown: 0, as_target: true };
        let happening = |at, way| Happening {
            crisis: 0,
            at,
            taken_by: None,
            proposed: None,
            chosen: Some((way, true)),
            argued: vec![],
            wanted: vec![],
            counted: None,
        };
        Log {
            falls: vec![fall(1, 4, Fate::Reprimanded), fall(1, 9, Fate::Expelled)],
            tenures: vec![
                Tenure { office: 0, who: 1, from: 2, to: Some(9) },
                Tenure { office: 0, who: 2, from: 9, to: None },
            ],
            happenings: vec![happening(3, 0), happening(12, 1), happening(30, 1)],
            ..Log::default()
        }
    }

    #[test]
    fn a_fall_is_dated_by_the_month_of_the_fall_even_if_it_came_too_late() {
        let fell = Proposition::Fell { who: Person::Principal(1), before: Some(5) };
        assert_eq!(fell.came((0, 4), &polity(), &log()), Some(9));
        let holder = Proposition::Fell { who: Person::Holder(0), before: None };
        assert_eq!(holder.came(EVER, &polity(), &log()), Some(9));
        let other = Proposition::Fell { who: Person::Principal(2), before: None };
        assert_eq!(other.came(EVER, &polity(), &log()), None);
    }

    #[test]
    fn an_office_is_dated_by_taking_it_and_its_loss_by_leaving_it() {
        let holds = |who| Proposition::Holds { office: 0, who: Person::Principal(who), at: 20 };
        assert_eq!(holds(2).came(EVER, &polity(), &log()), Some(9));
        assert_eq!(Proposition::Not(Box::new(holds(1))).came(EVER, &polity(), &log()), Some(9));
        assert_eq!(Proposition::Not(Box::new(holds(2))).came(EVER, &polity(), &log()), None);
    }

    #[test]
    fn an_office_that_was_lost_twice_is_dated_by_the_last_loss_before() {
        let mut log = log();
        let again = |from, to| Tenure { office: 0, who: 1, from, to: Some(to) };
        log.tenures.extend([again(15, 18), again(25, 28)]);
        let lost = |at| {
            let holds = Proposition::Holds { office: 0, who: Person::Principal(1), at };
            Proposition::Not(Box::new(holds)).came(EVER, &polity(), &log)
        };
        assert_eq!((lost(10), lost(20), lost(30)), (Some(9), Some(18), Some(28)));
        // Who has it then loses it too late.
        assert_eq!((lost(5), lost(16)), (Some(9), Some(18)));
    }

    #[test]
    fn what_came_twice_is_dated_within_its_window() {
        let chosen = Proposition::Chosen(0, 1);
        assert_eq!(chosen.came((25, 40), &polity(), &log()), Some(30));
        assert_eq!(chosen.came((50, 60), &polity(), &log()), Some(12));
    }

    #[test]
    fn all_of_it_has_come_when_the_last_of_it_has() {
        let all = |second| Proposition::All(vec![Proposition::Fired(0), second]);
        assert_eq!(all(Proposition::Chosen(0, 1)).came(EVER, &polity(), &log()), Some(12));
        assert_eq!(all(Proposition::Fired(7)).came(EVER, &polity(), &log()), None);
    }

    #[test]
    fn opposition_that_came_too_late_is_found_and_of_several_that_within_the_window() {
        let mut log = log();
        log.opposed = vec![(1, 2, 8), (2, 1, 3), (1, 2, 20)];
        let (who, whom) = (Person::Principal(1), Person::Principal(2));
        let opposed = Proposition::Opposed { who, whom, between: (0, 5) };
        let came = |window| opposed.came(window, &polity(), &log);
        assert_eq!((came((0, 5)), came((15, 25))), (Some(8), Some(20)));
    }

    #[test]
    fn what_cannot_be_dated_leaves_the_rest_its_date() {
        let lives = || Proposition::Lives { who: Person::Principal(1), at: 20 };
        let with = |other| Proposition::All(vec![other, Proposition::Chosen(0, 1)]);
        for undated in [
            lives(),
            Proposition::Not(Box::new(Proposition::Fired(7))),
            Proposition::Leads { who: Person::Holder(0), at: 20 },
            Proposition::All(vec![lives()]),
            Proposition::Any(vec![lives(), Proposition::Fired(7)]),
        ] {
            assert!(!undated.is_dated(), "{undated:?}");
            assert_eq!(undated.came(EVER, &polity(), &log()), None, "{undated:?}");
            let all = with(undated);
            assert!(all.is_dated(), "{all:?}");
            assert_eq!(all.came(EVER, &polity(), &log()), Some(12), "{all:?}");
        }
    }

    #[test]
    fn an_office_that_was_never_held_was_never_lost() {
        let holds = Proposition::Holds { office: 0, who: Person::Principal(0), at: 20 };
        let lost = Proposition::Not(Box::new(holds));
        assert!(lost.holds(&polity(), &log()) && lost.is_dated());
        assert_eq!(lost.came(EVER, &polity(), &log()), None);
        let all = Proposition::All(vec![lost, Proposition::Chosen(0, 1)]);
        assert!(all.is_dated());
        assert_eq!(all.came(EVER, &polity(), &log()), None);
    }

    #[test]
    fn who_fell_twice_is_dated_within_the_window() {
        let mut log = log();
        log.falls.push(Fall { at: 20, ..log.falls[0].clone() });
        let fate = Proposition::Fate { who: Person::Principal(1), is: Fate::Reprimanded };
        let came = |window| fate.came(window, &polity(), &log);
        assert_eq!((came((0, 9)), came((15, 25)), came((50, 60))), (Some(4), Some(20), Some(4)));
    }

    #[test]
    fn any_of_it_is_dated_by_what_holds_of_it() {
        let early = Proposition::Fell { who: Person::Principal(1), before: Some(5) };
        let any = Proposition::Any(vec![early.clone(), Proposition::Chosen(0, 1)]);
        assert_eq!(any.came(EVER, &polity(), &log()), Some(12), "he fell too late");
        let late = Proposition::Any(vec![early, Proposition::Fired(7)]);
        assert_eq!(late.came(EVER, &polity(), &log()), Some(9), "what came too late is found too");
    }
}
