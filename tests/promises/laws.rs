//! What holds of every history, whatever it is played with.

use std::collections::{BTreeMap, BTreeSet};

use interregnum::engine::{
    Act, Aim, Detail, Fate, Happening, Log, Occurrence, Plan, Showdown, Stage,
};
use interregnum::polity::{Effect, Polity, Round, Sitting, Who};

/// The first law that a history breaks, if any.
pub fn broken(polity: &Polity, log: &Log, detail: Detail) -> Result<(), String> {
    measures(polity, log, detail)?;
    ends(log)?;
    tenures(polity, log)?;
    showdowns(polity, log)?;
    crises(polity, log)?;
    if detail == Detail::Full { events(polity, log) } else { Ok(()) }
}

/// Says which law is broken, unless it holds.
macro_rules! law {
    ($holds:expr, $($words:tt)+) => {
        let holds: bool = $holds;
        if !holds { return Err(format!($($words)+)); }
    };
}

fn within(what: &str, rows: &[Vec<f32>], low: f32, high: f32) -> Result<(), String> {
    for (round, row) in rows.iter().enumerate() {
        for &x in row {
            law!((low..=high).contains(&x), "{what} is {x} in round {round}");
        }
    }
    Ok(())
}

fn measures(polity: &Polity, log: &Log, detail: Detail) -> Result<(), String> {
    let m = &log.measures;
    let rounds = polity.calendar.rounds;
    let lengths = [
        m.influence.len(),
        m.standing.len(),
        m.indicators.len(),
        m.lines.len(),
        m.norms.len(),
        m.first.len(),
        m.paramount.len(),
    ];
    law!(lengths.iter().all(|&length| length == rounds), "{rounds} rounds, but {lengths:?}");
    within("influence", &m.influence, 0.0, 1.0 + 1e-5)?;
    within("standing", &m.standing, 0.0, 1.0)?;
    within("an indicator", &m.indicators, 0.0, 1.0)?;
    within("a line", &m.lines, -1.0, 1.0)?;
    within("a norm", &m.norms.iter().map(|row| row.to_vec()).collect::<Vec<_>>(), 0.0, 1.0)?;
    for (round, row) in m.influence.iter().enumerate() {
        let sum: f32 = row.iter().sum();
        law!((sum - 1.0).abs() < 1e-4, "influence sums to {sum} in round {round}");
        let first = m.first[round];
        let most = row.iter().copied().fold(0.0, f32::max);
        law!(row[first] >= most - 1e-6, "{first} is first in round {round} without the most");
        law!(m.paramount[round].is_none_or(|who| who == first), "paramount, not first: {round}");
    }
    let kept = if detail == Detail::Full { rounds } else { 0 };
    law!(m.parts.len() == kept, "{} rounds of parts", m.parts.len());
    for (round, parts) in m.parts.iter().enumerate() {
        within("a part of influence", parts, 0.0, 1.0 + 1e-5)?;
        law!(parts.len() == m.influence[round].len(), "parts of {} in {round}", parts.len());
        for (who, parts) in parts.iter().enumerate() {
            law!(parts.len() == polity.bases.len() + 1, "{} parts", parts.len());
            let (sum, whole) = (parts.iter().sum::<f32>(), m.influence[round][who]);
            law!((sum - whole).abs() < 1e-4, "{who}: parts {sum}, whole {whole} in {round}");
        }
    }
    Ok(())
}

/// When each was lost to the top, by a fall or by death.
fn gone(log: &Log) -> BTreeMap<Who, Round> {
    let fell = log.falls.iter().filter(|fall| fall.fate.is_fall()).map(|fall| (fall.who, fall.at));
    let mut gone = BTreeMap::new();
    for (who, at) in fell.chain(log.deaths.iter().copied()) {
        let first = gone.entry(who).or_insert(at);
        *first = at.min(*first);
    }
    gone
}

fn ends(log: &Log) -> Result<(), String> {
    let mut fallen = BTreeMap::new();
    for fall in &log.falls {
        law!(!fallen.contains_key(&fall.who), "{} falls again in round {}", fall.who, fall.at);
        if fall.fate.is_fall() {
            fallen.insert(fall.who, fall.fate);
        }
        law!(!fall.by.contains(&fall.who), "{} falls by himself", fall.who);
        let showdown = log.showdowns.get(fall.showdown);
        law!(showdown.is_some_and(|s| s.at == fall.at), "{} falls in no showdown", fall.who);
    }
    let mut dead = BTreeSet::new();
    for &(who, at) in &log.deaths {
        law!(dead.insert(who), "{who} dies again in round {at}");
        let executed = fallen.get(&who) == Some(&Fate::Executed);
        law!(!executed, "{who} was executed, and dies in round {at}");
        let later = log.falls.iter().find(|fall| fall.who == who && fall.at > at);
        law!(later.is_none(), "{who} dies in round {at} and falls later");
    }
    let m = &log.measures;
    for (who, at) in gone(log) {
        for round in at..m.influence.len() {
            let left = m.influence[round].get(who).copied().unwrap_or(0.0);
            law!(left == 0.0, "{who} is gone since {at}, with influence {left} in {round}");
            law!(m.first[round] != who, "{who} is gone since {at} and leads in {round}");
        }
        let took =
            log.opposed.iter().find(|stand| (stand.0 == who || stand.1 == who) && stand.2 > at);
        law!(took.is_none(), "{who} is gone since {at}: {took:?}");
        let plot = log.plots.iter().find(|plot| (plot.0 == who || plot.1 == who) && plot.2 > at);
        law!(plot.is_none(), "{who} is gone since {at}: plot {plot:?}");
        for showdown in log.showdowns.iter().filter(|showdown| showdown.at > at) {
            let there = showdown.target == who
                || showdown.members.contains(&who)
                || showdown.defenders.contains(&who);
            law!(!there, "{who} is gone since {at} and in a showdown of {}", showdown.at);
        }
        for happening in log.happenings.iter().filter(|happening| happening.at > at) {
            let there = happening.taken_by == Some(who)
                || happening.argued.iter().any(|argued| argued.0 == who);
            law!(!there, "{who} is gone since {at} and argues in {}", happening.at);
        }
        for tenure in log.tenures.iter().filter(|tenure| tenure.who == who) {
            let over = tenure.from <= at && tenure.to.is_some_and(|to| to <= at);
            law!(over, "{who} is gone since {at}: {tenure:?}");
        }
    }
    Ok(())
}

fn tenures(polity: &Polity, log: &Log) -> Result<(), String> {
    for (index, office) in polity.offices.iter().enumerate() {
        let of: Vec<_> = log.tenures.iter().filter(|tenure| tenure.office == index).collect();
        for tenure in &of {
            let opens = office.opens.unwrap_or(0);
            law!(tenure.from >= opens, "{} is held before it opens: {tenure:?}", office.id);
            let closes = office.closes.filter(|&closes| closes < polity.calendar.rounds);
            let over = closes.is_none_or(|closes| tenure.to.is_some_and(|to| to <= closes));
            law!(over, "{} is held after it closes: {tenure:?}", office.id);
            law!(tenure.to.is_none_or(|to| to >= tenure.from), "{tenure:?} ends before it begins");
        }
        for pair in of.windows(2) {
            let one_after_another = pair[0].to.is_some_and(|to| to <= pair[1].from);
            law!(one_after_another, "{} is held by two: {pair:?}", office.id);
        }
    }
    Ok(())
}

/// Whether troops came into it.
fn fought(showdown: &Showdown) -> bool {
    showdown.stages.iter().any(|stage| matches!(stage, Stage::Force { .. }))
}

fn showdowns(polity: &Polity, log: &Log) -> Result<(), String> {
    for (index, showdown) in log.showdowns.iter().enumerate() {
        course(polity, showdown).map_err(|words| format!("{words}: {showdown:?}"))?;
        // By itself it costs nobody his place; before the higher organ, or against troops, it is no
        // small matter.
        let small = showdown.aim.is_lesser() && !showdown.heard() && !fought(showdown);
        let losers: Vec<Who> = match (showdown.won, small) {
            (true, _) => vec![showdown.target],
            (false, true) => Vec::new(),
            (false, false) => showdown.members.clone(),
        };
        let of: Vec<_> = log.falls.iter().filter(|fall| fall.showdown == index).collect();
        let fell: Vec<Who> = of.iter().map(|fall| fall.who).collect();
        law!(fell == losers, "{fell:?} fell, {losers:?} lost: {showdown:?}");
        law!(of.iter().all(|fall| fall.as_target == showdown.won), "as target: {showdown:?}");
    }
    Ok(())
}

/// Every showdown ends with a verdict that follows from its stages, in their order.
fn course(polity: &Polity, showdown: &Showdown) -> Result<(), String> {
    let Showdown { plan, aim, target, leader, members, defenders, .. } = showdown;
    law!(members.first() == Some(leader), "its leader is not the first of its members");
    let sides: BTreeSet<_> = members.iter().chain(defenders).chain([target]).collect();
    law!(sides.len() == members.len() + defenders.len() + 1, "somebody is on two sides");
    law!((0.0..=1.0).contains(&showdown.odds), "odds out of range");
    let fits = match plan {
        Plan::Troops => *aim == Aim::Arrest,
        Plan::Vote => *aim != Aim::Arrest,
        Plan::Motion => aim.is_lesser(),
    };
    law!(fits, "the aim is not one of the plan");
    let mut stages = showdown.stages.iter();
    let mut next = || stages.next();
    let mut stage = next();
    let voted = |stage: Option<&Stage>, in_organ| match stage {
        Some(&Stage::Vote { organ, ayes, noes, abstained: _, carried }) if organ == in_organ => {
            // A majority is at least half of the votes cast, and less than all of them.
            let (cast, ayes) = (ayes + noes, ayes);
            let possible = if carried { 2 * ayes > cast } else { noes > 0 || cast == 0 };
            possible.then_some(carried)
        }
        _ => None,
    };
    if *plan == Plan::Troops {
        let Some(&Stage::Force { attack, defence, carried, resisted: false }) = stage else {
            return Err("troops that are not called out".into());
        };
        law!(attack >= 0.0 && defence >= 0.0, "force below nothing");
        if !carried {
            law!(next().is_none() && !showdown.won, "goes on after the troops failed");
            return Ok(());
        }
        stage = next();
    }
    let Some(mut won) = voted(stage, polity.presidium) else {
        return Err("no vote, or one that was miscounted".into());
    };
    stage = next();
    if let Some(&Stage::Force { carried, resisted, .. }) = stage {
        law!(won && resisted && *plan != Plan::Troops, "force against what");
        won = carried;
        stage = next();
    } else if let Some(&Stage::Appeal { organ, by, met }) = stage {
        law!(Some(organ) == polity.organs[polity.presidium].appeal_to, "an appeal elsewhere");
        let lost = if won { by == *target } else { members.contains(&by) };
        law!(lost, "somebody appeals who did not lose");
        stage = next();
        if met {
            let Some(verdict) = voted(stage, organ) else {
                return Err("the higher organ met and did not vote".into());
            };
            won = verdict;
            stage = next();
        }
    }
    law!(stage.is_none(), "goes on after its end");
    law!(won == showdown.won, "the verdict does not follow");
    Ok(())
}

fn crises(polity: &Polity, log: &Log) -> Result<(), String> {
    let mut last = BTreeMap::new();
    for happening in &log.happenings {
        let crisis = &polity.crises[happening.crisis];
        let (from, to) = crisis.trigger.window;
        law!((from..=to).contains(&happening.at), "{} at {}", crisis.id, happening.at);
        law!(
            happening.taken_by.is_some() == crisis.trigger.initiative,
            "{} is taken up",
            crisis.id
        );
        law!(happening.chosen.is_some() == crisis.decider.is_some(), "{} decided", crisis.id);
        let option = happening.chosen.map_or(0, |chosen| chosen.0);
        law!(option < crisis.options.len().max(1), "{} has no option {option}", crisis.id);
        if let Some(before) = last.insert(happening.crisis, happening.at) {
            let months = (happening.at - before) as f64 * polity.calendar.months_per_round();
            let again = crisis.again_after.is_some_and(|after| months >= after as f64);
            law!(again, "{} comes again after {months} months", crisis.id);
        }
        for (who, part) in &happening.argued {
            law!((-1.0..=1.0).contains(part), "{who} takes part {part} in {}", crisis.id);
        }
    }
    Ok(())
}

/// Who sits, who is gone, who is ill and who plots, followed through the events.
struct Watch {
    now: usize,
    seated: BTreeSet<Who>,
    gone: BTreeSet<Who>,
    /// When whoever fell ill is back.
    ill: BTreeMap<Who, usize>,
    /// Members by target.
    plots: BTreeMap<Who, BTreeSet<Who>>,
}

impl Watch {
    fn is_ill(&self, who: Who) -> bool {
        self.ill.get(&who).is_some_and(|&until| self.now < until)
    }

    fn is_gone(&mut self, who: Who) {
        self.gone.insert(who);
        self.seated.remove(&who);
        self.plots.remove(&who);
        self.plots.values_mut().for_each(|members| {
            members.remove(&who);
        });
        self.plots.retain(|_, members| !members.is_empty());
    }

    /// These leave the plots they are in.
    fn give_up(&mut self, losers: &[Who]) {
        self.plots.values_mut().for_each(|members| {
            losers.iter().for_each(|loser| {
                members.remove(loser);
            });
        });
        self.plots.retain(|_, members| !members.is_empty());
    }

    fn joins(&mut self, who: Who, target: Who) -> Result<(), String> {
        law!(who != target, "{who} plots against himself");
        let other = self.plots.iter().find(|(_, members)| members.contains(&who));
        law!(other.is_none(), "{who} joins a plot against {target} and is in {other:?}");
        self.plots.entry(target).or_default().insert(who);
        Ok(())
    }
}

fn events(polity: &Polity, log: &Log) -> Result<(), String> {
    let sits = |who: &Who| {
        let principal = &polity.principals[*who];
        principal.seat.is_some() && principal.bench.is_none()
    };
    let mut watch = Watch {
        seated: (0..polity.principals.len()).filter(sits).collect(),
        now: 0,
        gone: BTreeSet::new(),
        ill: BTreeMap::new(),
        plots: BTreeMap::new(),
    };
    let Sitting::Principals { seats } = polity.organs[polity.presidium].sitting else {
        return Err("no principals sit in the organ of principals".into());
    };
    let added =
        log.happenings.iter().map(|happening| seats_added(polity, happening)).sum::<usize>();
    let most = (seats.max(watch.seated.len()) + added).max(1);
    let mut at = 0;
    for event in &log.events {
        law!(event.at >= at, "events out of order in round {}", event.at);
        if event.at > at {
            law!(!watch.seated.is_empty(), "nobody sits at the end of round {at}");
            law!(watch.seated.len() <= most, "{} sit in round {at}", watch.seated.len());
            at = event.at;
        }
        watch.now = at;
        one_event(polity, log, &event.what, &mut watch)
            .map_err(|words| format!("{words} in round {at}"))?;
        for reading in &event.reads {
            law!(reading.value.is_finite(), "{} is {}", reading.what, reading.value);
        }
    }
    law!(!watch.seated.is_empty(), "nobody sits at the end");
    let told = |is: fn(&Occurrence) -> bool| log.events.iter().filter(|e| is(&e.what)).count();
    let plots = told(|what| matches!(what, Occurrence::PlotBegun { .. }));
    law!(plots == log.plots.len(), "{plots} plots are told");
    let dropped = told(|what| matches!(what, Occurrence::PlotDropped { .. }));
    law!(dropped == log.dropped.len(), "{dropped} dropped plots are told");
    let showdowns = told(|what| matches!(what, Occurrence::Showdown(_)));
    law!(showdowns == log.showdowns.len(), "{showdowns} showdowns are told");
    Ok(())
}

/// The most seats that can have come of a crisis, whatever the numbers; those taken do not count.
fn seats_added(polity: &Polity, happening: &Happening) -> usize {
    let crisis = &polity.crises[happening.crisis];
    let way = happening.chosen.map(|(option, came_off)| {
        let way = &crisis.options[option];
        let out = if came_off { &way.success_way } else { &way.failure_way };
        way.effects.iter().chain(&out.effects)
    });
    let effects = crisis.effects.iter().chain(way.into_iter().flatten());
    let seats = effects.filter_map(|effect| match effect {
        Effect::Seats(by) => Some(polity.ledger.quantity(*by).valid.1 as usize),
        _ => None,
    });
    seats.sum()
}

fn one_event(
    polity: &Polity,
    log: &Log,
    what: &Occurrence,
    watch: &mut Watch,
) -> Result<(), String> {
    let taking_part: Vec<Who> = match what {
        Occurrence::Act { who, act } => {
            let other = match act {
                Act::WinOver(j)
                | Act::Denounce(j, _)
                | Act::CollectFiles(j)
                | Act::LeanOn(j)
                | Act::Plot(j)
                | Act::Counter(j)
                | Act::Move(j, _) => Some(*j),
                _ => None,
            };
            law!(other != Some(*who), "{who} turns on himself: {act:?}");
            other.into_iter().chain([*who]).collect()
        }
        Occurrence::PlotBegun { leader, target } => vec![*leader, *target],
        Occurrence::Approach { leader, target, whom, .. } => vec![*leader, *target, *whom],
        Occurrence::Leak { leader, target } => vec![*leader, *target],
        Occurrence::Took { who, .. } | Occurrence::Seated { who, .. } => vec![*who],
        Occurrence::Leads(who) | Occurrence::Paramount(who) => vec![*who],
        Occurrence::Illness { who, .. } => vec![*who],
        Occurrence::Showdown(index) => {
            let showdown = &log.showdowns[*index];
            let all = showdown.members.iter().chain(&showdown.defenders).chain([&showdown.target]);
            all.copied().collect()
        }
        Occurrence::Crisis(index) => {
            let happening = &log.happenings[*index];
            happening.argued.iter().map(|argued| argued.0).chain(happening.taken_by).collect()
        }
        _ => Vec::new(),
    };
    for who in &taking_part {
        law!(!watch.gone.contains(who), "{} is gone: {what:?}", log.cast[*who].id);
    }
    match what {
        Occurrence::Illness { who, until } => {
            law!(*until > watch.now, "{who} is back in {until}");
            law!(watch.ill.insert(*who, *until).is_none(), "{who} falls ill again");
        }
        Occurrence::Act { who, act } => {
            law!(!watch.is_ill(*who), "{who} is ill: {act:?}");
        }
        Occurrence::PlotBegun { leader, target } => {
            law!(!watch.plots.contains_key(target), "a second plot against {target}");
            watch.joins(*leader, *target)?;
        }
        Occurrence::Approach { target, whom, joined: true, .. } => watch.joins(*whom, *target)?,
        Occurrence::PlotDropped { target, .. } => {
            watch.plots.remove(target);
        }
        Occurrence::Showdown(index) => {
            let showdown = &log.showdowns[*index];
            if showdown.plan == Plan::Motion {
                law!(watch.seated.contains(&showdown.leader), "a motion of one who does not sit");
            } else {
                let plotted = watch.plots.remove(&showdown.target).unwrap_or_default();
                let struck: BTreeSet<_> = showdown.members.iter().copied().collect();
                law!(struck == plotted, "{struck:?} strike, {plotted:?} plotted");
            }
            // Whoever loses leaves the plot he is in.
            let target = [showdown.target];
            watch.give_up(if showdown.won { &target } else { &showdown.members });
        }
        Occurrence::Fall(index) if log.falls[*index].fate.is_fall() => {
            watch.is_gone(log.falls[*index].who);
        }
        Occurrence::Death(who) => watch.is_gone(*who),
        Occurrence::Seated { organ, who, .. } => {
            law!(*organ == polity.presidium, "seated elsewhere");
            law!(watch.seated.insert(*who), "{who} is seated again");
        }
        Occurrence::Took { office, who, share } => {
            law!((0.0..=1.0 + 1e-9).contains(share), "a share of {share}");
            let held = log.tenures.iter().any(|t| t.office == *office && t.who == *who);
            law!(held, "{who} took {office} and never held it");
        }
        _ => {}
    }
    Ok(())
}
