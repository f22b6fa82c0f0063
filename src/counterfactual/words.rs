//! Events in words: short enough to set two side by side.

use crate::engine::{Act, Aim, Event, Fall, Fate, Log, Occurrence, Plan, Stage};
use crate::history::{away, deed, in_prose, the};
use crate::polity::{CrisisIx, OfficeIx, OrganIx, Polity, Who};

/// A log with the polity it was played in.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What was played.
    pub polity: &'a Polity,
    /// What it left.
    pub log: &'a Log,
}

/// What people, offices and the rest are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Name,
    /// By id, so that two worlds that call the same thing by two names can be compared.
    Id,
}

/// One event in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// A clause without a stop: `Khrushchev begins to plot against Beria`.
    pub words: String,
    /// What belongs to what was done, but is told only where nothing else tells two events apart: who
    /// spoke for which course, how many seats changed hands.
    pub detail: Option<String>,
    /// The same without what may differ in detail, if it is one of the events that make a history.
    pub weighty: Option<String>,
    /// Who is behind it, where that is not in `weighty`: only a move by the same man is the same.
    pub by: Option<String>,
}

impl<'a> Told<'a> {
    /// An event in words.
    pub fn spoken(&self, event: &Event) -> Spoken {
        Speaker { polity: self.polity, log: self.log, by: By::Name }.spoken(event)
    }

    /// The same with ids in place of names: what happened, whatever it is called.
    pub fn identified(&self, event: &Event) -> Spoken {
        Speaker { polity: self.polity, log: self.log, by: By::Id }.spoken(event)
    }
}

/// Somebody who tells of a log, and calls things one way or the other.
#[derive(Clone, Copy, Debug)]
struct Speaker<'a> {
    polity: &'a Polity,
    log: &'a Log,
    by: By,
}

impl<'a> Speaker<'a> {
    fn called(&self, name: &'a str, id: &'a str) -> &'a str {
        match self.by {
            By::Name => name,
            By::Id => id,
        }
    }

    fn short(&self, who: Who) -> String {
        match (self.log.cast.get(who), self.by) {
            (None, _) => "somebody".to_owned(),
            (Some(figure), By::Name) => in_prose(figure),
            (Some(figure), By::Id) => figure.id.clone(),
        }
    }

    fn office(&self, at: OfficeIx) -> &'a str {
        let office = &self.polity.offices[at];
        self.called(&office.name, &office.id)
    }

    fn organ(&self, at: OrganIx) -> &'a str {
        let organ = &self.polity.organs[at];
        self.called(&organ.name, &organ.id)
    }

    fn crisis_name(&self, at: CrisisIx) -> &'a str {
        let crisis = &self.polity.crises[at];
        self.called(&crisis.name, &crisis.id)
    }

    fn spoken(&self, event: &Event) -> Spoken {
        let name = |who: &Who| self.short(*who);
        let office = |o: &usize| self.office(*o);
        let heavy =
            |words: String| Spoken { weighty: Some(words.clone()), words, detail: None, by: None };
        let light = |words: String| Spoken { words, detail: None, weighty: None, by: None };
        let with = |detail: String, spoken: Spoken| Spoken { detail: Some(detail), ..spoken };
        match &event.what {
            Occurrence::Crisis(k) => {
                let spoken = heavy(self.crisis(*k));
                match self.voices(*k) {
                    Some(voices) => with(voices, spoken),
                    None => spoken,
                }
            }
            Occurrence::Act { who, act } => light(self.act(*who, *act)),
            Occurrence::PlotBegun { leader, target } => {
                light(format!("a plot of {} against {} is afoot", name(leader), name(target)))
            }
            Occurrence::Approach { leader, target, whom, joined } => {
                let answer = if *joined { "joins" } else { "does not join" };
                light(format!(
                    "{} sounds out {} against {}, who {answer}",
                    name(leader),
                    name(whom),
                    name(target)
                ))
            }
            Occurrence::Leak { leader, target } => {
                light(format!("{} gets wind of the plot led by {}", name(target), name(leader)))
            }
            Occurrence::PlotDropped { leader, target } => light(format!(
                "the plot of {} against {} comes to nothing",
                name(leader),
                name(target)
            )),
            Occurrence::Showdown(k) => self.showdown(*k),
            Occurrence::Fall(k) => {
                let fall = &self.log.falls[*k];
                let became = match self.log.office_lost(fall) {
                    Some(lost) => format!("relieved as {}", office(&lost)),
                    None => fate(fall.fate).to_owned(),
                };
                let words = format!("{} is {became}", name(&fall.who));
                if fall.fate == Fate::Reprimanded { light(words) } else { heavy(words) }
            }
            Occurrence::Death(who) => heavy(format!("{} dies", name(who))),
            Occurrence::Illness { who, until } => {
                let words = format!("{} falls ill", name(who));
                with(away(self.polity, *until), light(words))
            }
            Occurrence::Took { office: o, who, .. } => {
                heavy(format!("{} becomes {}", name(who), office(o)))
            }
            Occurrence::Left { office: o, who } => {
                heavy(format!("{} leaves the post of {}", name(who), office(o)))
            }
            Occurrence::Seated { organ, who, .. } => {
                light(format!("{} is brought into {}", name(who), the(self.organ(*organ))))
            }
            Occurrence::Opened(o) => light(format!("the post of {} is created", office(o))),
            Occurrence::Closed(o) => light(format!("the post of {} is abolished", office(o))),
            Occurrence::Renewed { organ, seats } => {
                let changed = format!("{seats} seats change hands");
                with(changed, light(format!("a congress renews {}", the(self.organ(*organ)))))
            }
            Occurrence::Leads(who) => {
                let words = format!("{} takes the lead", name(who));
                if self.log.measures.leads().contains(&(event.at, *who)) {
                    heavy(words)
                } else {
                    light(words)
                }
            }
            Occurrence::Paramount(who) => heavy(format!("{} is paramount", name(who))),
            Occurrence::NoLongerParamount(who) => {
                heavy(format!("{} is paramount no longer", name(who)))
            }
            Occurrence::Intervention { id, .. } => light(self.intervention(id)),
        }
    }

    /// What an intervention does; by itself, whatever things are called.
    fn intervention(&self, id: &str) -> String {
        let one = self.polity.interventions.iter().find(|one| one.id == id);
        let words = one.map_or_else(String::new, |one| deed(self.polity, &one.deed));
        match self.by {
            By::Name => words,
            By::Id => format!("intervention {id}: {words}"),
        }
    }

    fn crisis(&self, k: usize) -> String {
        let happening = &self.log.happenings[k];
        let crisis = &self.polity.crises[happening.crisis];
        let mut text = self.crisis_name(happening.crisis).to_owned();
        if let Some(who) = happening.taken_by {
            text = format!("{text}, taken up by {}", self.short(who));
        }
        if let Some((way, came_off)) = happening.chosen
            && let Some(option) = crisis.options.get(way)
        {
            // Where the scenario has words of its own for the end, what was decided may well be done.
            let silent = option.failure_way.text.trim().is_empty();
            let end = match (came_off, self.by) {
                (true, _) => "",
                (false, By::Name) if !silent => ", which does not turn out as hoped",
                (false, _) => ", which fails",
            };
            let option = self.called(&option.name, &option.id);
            text = format!("\u{201c}{text}\u{201d} is answered: {option}{end}");
        } else {
            text = format!("\u{201c}{text}\u{201d} comes");
        }
        text
    }

    /// Who spoke for which course where a crisis was decided, by the course.
    fn voices(&self, k: usize) -> Option<String> {
        let happening = &self.log.happenings[k];
        let crisis = &self.polity.crises[happening.crisis];
        let of = |way: usize| {
            let spoke = happening.argued.iter().zip(&happening.wanted);
            let those =
                spoke.filter(|(_, wanted)| **wanted == way).map(|((who, _), _)| self.short(*who));
            let mut those: Vec<String> = those.collect();
            those.sort_unstable();
            let option = self.called(&crisis.options[way].name, &crisis.options[way].id);
            (!those.is_empty())
                .then(|| format!("{} for \u{201c}{option}\u{201d}", those.join(", ")))
        };
        let all: Vec<String> = (0..crisis.options.len()).filter_map(of).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    fn showdown(&self, k: usize) -> Spoken {
        let s = &self.log.showdowns[k];
        let (leader, target) = (self.short(s.leader), self.short(s.target));
        let others = s.members.len().saturating_sub(1);
        let movers = match others {
            0 => leader.clone(),
            1 => format!("{leader} and 1 other"),
            n => format!("{leader} and {n} others"),
        };
        let (how, aim) = match (s.plan, s.aim) {
            (Plan::Troops, _) => ("with troops", "move against"),
            (_, Aim::Censure) => ("by vote", "move to censure"),
            (_, Aim::Relieve(_)) => ("by vote", "move to relieve"),
            (Plan::Motion, _) => ("in the open", "move against"),
            (Plan::Vote, _) => ("by vote", "move against"),
        };
        let verb = if others == 0 { aim.replacen("move", "moves", 1) } else { aim.to_owned() };
        let end = if s.won { "succeed" } else { "fail" };
        let end = if others == 0 { format!("{end}s") } else { end.to_owned() };
        let votes: Vec<String> = (s.stages.iter())
            .filter_map(|stage| match *stage {
                Stage::Vote { organ, ayes, noes, .. } => {
                    let organ = self.organ(organ);
                    Some(if ayes < noes {
                        format!("{organ} {noes} to {ayes} against")
                    } else {
                        format!("{organ} {ayes} to {noes}")
                    })
                }
                Stage::Force { resisted: true, .. } => Some("met with force".to_owned()),
                _ => None,
            })
            .collect();
        let votes =
            if votes.is_empty() { String::new() } else { format!(" ({})", votes.join(", ")) };
        let outcome = if s.won { "beaten" } else { "survives" };
        let what = match (s.plan, s.aim) {
            (Plan::Motion, Aim::Relieve(office)) => self.office(office),
            (Plan::Motion, Aim::Censure) => "censure",
            // The members change their plan and aim as they go; what they are after is the man.
            _ => "plot",
        };
        Spoken {
            words: format!("{movers} {verb} {target} {how}{votes} and {end}{}", self.short_of(k)),
            detail: None,
            weighty: Some(format!("showdown {target} {what} {outcome}")),
            by: Some(leader),
        }
    }

    /// What is said where a move succeeds and yet costs its target nothing but a reprimand, though
    /// more was asked. What happens is the same, whatever is said of it.
    fn short_of(&self, k: usize) -> String {
        let s = &self.log.showdowns[k];
        let only =
            |fall: &Fall| fall.showdown == k && fall.as_target && fall.fate == Fate::Reprimanded;
        if self.by == By::Id || s.aim == Aim::Censure || !s.won || !self.log.falls.iter().any(only)
        {
            return String::new();
        }
        format!("; {} is only reprimanded", self.short(s.target))
    }

    fn act(&self, who: Who, act: Act) -> String {
        let he = self.short(who);
        let name = |who: Who| self.short(who);
        let base = |b: usize| self.called(&self.polity.bases[b].name, &self.polity.bases[b].id);
        let issue = |i: usize| self.called(&self.polity.issues[i].name, &self.polity.issues[i].id);
        match act {
            Act::Appoint(b, _) => format!("{he} places clients ({})", base(b)),
            Act::Court(b) => format!("{he} courts a base ({})", base(b)),
            Act::WinOver(j) => format!("{he} wins over {}", name(j)),
            Act::Champion(i) => format!("{he} speaks up for a line ({})", issue(i)),
            Act::Shift(i, _) => format!("{he} shifts ground ({})", issue(i)),
            Act::Denounce(j, true) => format!("{he} denounces {}, and it tells", name(j)),
            Act::Denounce(j, false) => format!("{he} denounces {} in vain", name(j)),
            Act::CollectFiles(j) => format!("{he} collects files on {}", name(j)),
            Act::LeanOn(j) => format!("{he} leans on {}", name(j)),
            Act::Guard => format!("{he} takes guard"),
            Act::Plot(j) => format!("{he} begins to plot against {}", name(j)),
            Act::Counter(j) => format!("{he} works against the plot of {}", name(j)),
            Act::Initiative(c) => format!("{he} takes up \u{201c}{}\u{201d}", self.crisis_name(c)),
            Act::Move(j, _) => format!("{he} moves openly against {}", name(j)),
            Act::LieLow => format!("{he} lies low"),
        }
    }
}

impl Told<'_> {
    /// Short name of somebody.
    pub(super) fn short(&self, who: Who) -> String {
        self.log.cast.get(who).map_or_else(|| "somebody".to_owned(), |figure| figure.short.clone())
    }

    /// What the reading `gain from ...` is of: `placing clients`.
    pub(super) fn gain_in(&self, what: &str) -> String {
        gain_in(what.trim_start_matches("gain from "))
    }

    /// What was read by somebody, with names for ids.
    pub fn reading(&self, what: &str, who: Option<Who>) -> String {
        if let Some(rest) = what.strip_prefix("gain from ") {
            let name = who.map_or_else(|| "somebody".to_owned(), |who| self.short(who));
            return format!("gain {name} saw in {}", gain_in(rest));
        }
        let named = |word: &str| {
            let figure = self.log.cast.iter().find(|figure| figure.id == word);
            figure.map_or_else(|| word.to_owned(), |figure| figure.short.clone())
        };
        // What a voter thinks of a candidate is written as two ids.
        if let Some((voter, candidate)) = what.split_once(" on ")
            && [voter, candidate].iter().all(|id| self.log.cast.iter().any(|f| f.id == *id))
        {
            return format!("regard of {} for {}", named(voter), named(candidate));
        }
        what.split(' ').map(named).collect::<Vec<_>>().join(" ")
    }
}

/// An act, by its key, as something to gain from.
fn gain_in(act: &str) -> String {
    let words = match act {
        "appoint" => "placing clients",
        "court" => "courting a base",
        "win_over" => "winning over a colleague",
        "champion" => "speaking up for a line",
        "shift" => "shifting ground",
        "denounce" => "denouncing a colleague",
        "collect_files" => "collecting files",
        "lean_on" => "leaning on a colleague",
        "guard" => "taking guard",
        "plot" => "a plot",
        "counter" => "working against a plot",
        "initiative" => "an initiative",
        "move" => "an open move",
        "lie_low" => "lying low",
        other => other,
    };
    words.to_owned()
}

fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Reprimanded => "reprimanded",
        Fate::LostOffice => "put out of office",
        Fate::MinorPost => "sent to a minor post",
        Fate::Expelled => "expelled",
        Fate::Retired => "pensioned off",
        Fate::Imprisoned => "imprisoned",
        Fate::Executed => "executed",
    }
}
