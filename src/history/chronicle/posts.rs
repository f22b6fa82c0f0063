//! Offices and seats, and who stands above the rest.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::{Event, Happening, Occurrence};
use crate::history::words::{capital, count, list};
use crate::polity::{OfficeIx, Round, Who};

use super::{Teller, sentence_the, the};

impl Teller<'_> {
    /// Offices that opened, closed or changed hands; seats taken; organs renewed.
    pub(super) fn posts(&mut self, round: Round, events: &[Event]) -> Vec<String> {
        let mut told = Vec::new();
        let mut left: BTreeMap<OfficeIx, Who> = BTreeMap::new();
        let mut closed = Vec::new();
        let mut appointed = BTreeSet::new();
        let mut entered: BTreeMap<(usize, Option<Who>), Vec<Who>> = BTreeMap::new();
        for event in events {
            match event.what {
                Occurrence::Opened(office) => {
                    let name = self.a.office(office);
                    told.push(format!("A new office comes into being: {name}."));
                }
                Occurrence::Closed(office) => {
                    told.push(format!("The office of {} is abolished.", self.a.office(office)));
                    closed.push(office);
                }
                Occurrence::Left { office, who } => {
                    left.insert(office, who);
                }
                Occurrence::Took { office, who, share } => {
                    let before = left.remove(&office);
                    // What he keeps is told with the first that he takes.
                    let first = appointed.insert(who);
                    told.push(self.appointment(round, office, who, before, share, first));
                }
                Occurrence::Seated { organ, who, sponsor } => {
                    entered.entry((organ, sponsor.filter(|&s| s != who))).or_default().push(who);
                }
                Occurrence::Renewed { organ, seats } => {
                    let organ = the(&self.a.polity.organs[organ].name);
                    let seats = count(seats as usize);
                    let told_of = |h: &Happening| {
                        h.at == round && self.a.polity.crises[h.crisis].trigger.congress
                    };
                    let opening = if self.a.log.happenings.iter().any(told_of) {
                        "At the congress"
                    } else {
                        "A congress meets:"
                    };
                    told.push(format!("{opening} {seats} seats of {organ} change hands."));
                }
                _ => {}
            }
        }
        left.retain(|office, _| !closed.contains(office));
        for (office, who) in left {
            let name = self.named(who);
            told.push(format!("{name} is no longer {}.", self.a.office(office)));
        }
        for ((organ, sponsor), whos) in entered {
            told.push(self.entry(round, organ, sponsor, &whos));
        }
        told
    }

    fn appointment(
        &mut self,
        round: Round,
        office: OfficeIx,
        who: Who,
        before: Option<Who>,
        share: f64,
        first: bool,
    ) -> String {
        let a = self.a;
        let key = format!("{office} {who} {round}");
        let organ = sentence_the(&a.polity.organs[a.polity.offices[office].filled_by].name);
        let post = a.office(office);
        let name = self.named(who);
        let how = if share >= 0.95 {
            " without dissent"
        } else if share > 0.0 && share < 0.56 {
            ", but only just"
        } else {
            ""
        };
        // Nobody chose whoever is the only one left, or was put there by a what-if.
        let chosen = share > 0.0;
        // Where he is not what the sentence is about, he needs naming again.
        // What he takes in this very round he does not remain, nor what he passes on in it.
        let had = |o: OfficeIx| match round.checked_sub(1) {
            Some(before) => a.offices_of(who, before).contains(&o),
            None => a.polity.offices[o].holder == Some(who),
        };
        let mut others = a.offices_of(who, round);
        others.retain(|&o| first && o != office && had(o));
        let mut objects = false;
        let text = if let Some(before) = before {
            let before = self.named(before);
            format!("{name} succeeds {before} as {post}{how}.")
        } else if chosen {
            let ways = [
                (format!("{organ} makes {name} {post}{how}."), true),
                (format!("{name} becomes {post}{how}."), false),
                (format!("The post of {post} goes to {name}{how}."), true),
            ];
            let text;
            (text, objects) = self.variety.pick("took", &key, ways);
            text
        } else {
            format!("{name} becomes {post}.")
        };
        if others.is_empty() {
            return text;
        }
        let others: Vec<&str> = others.into_iter().map(|o| a.office(o)).collect();
        let (text, others) = (text.trim_end_matches('.'), list(&others));
        if objects {
            let again = capital(&self.named(who));
            format!("{text}. {again} remains {others}.")
        } else {
            let comma = if text.contains(", but ") { "," } else { "" };
            format!("{text}{comma} and remains {others}.")
        }
    }

    fn entry(&mut self, round: Round, organ: usize, sponsor: Option<Who>, whos: &[Who]) -> String {
        let a = self.a;
        let organ = the(&a.polity.organs[organ].name);
        let names = list(&self.all_named(whos));
        let one = whos.len() == 1;
        let Some(sponsor) = sponsor else {
            return format!("{names} {} {organ}.", if one { "enters" } else { "enter" });
        };
        let key = format!("{whos:?} {round}");
        let sponsor = self.named(sponsor);
        self.variety.pick(
            "seated",
            &key,
            [
                format!("{sponsor} brings {names} into {organ}."),
                format!(
                    "{names} {} {organ} on the word of {sponsor}.",
                    if one { "enters" } else { "enter" }
                ),
            ],
        )
    }

    /// Whether one led until he left, in this round or the one before, and nobody but the other
    /// led since.
    fn has_made_way(&self, before: Who, other: Who, round: Round) -> bool {
        let first = &self.a.log.measures.first;
        let recent = round.saturating_sub(2)..round;
        let last = recent.rev().find(|&r| self.a.status(before, r).is_active());
        last.is_some_and(|last| {
            first.get(last) == Some(&before)
                && (last + 1..round).all(|r| [Some(&before), Some(&other)].contains(&first.get(r)))
        })
    }

    /// Who leads, as far as it is told; who is paramount.
    pub(super) fn eminence(&mut self, round: Round, events: &[Event]) -> Vec<String> {
        let mut told = Vec::new();
        // The first to lead stands in the opening.
        let new = self.leads.iter().skip(1).position(|&(at, _)| at == round);
        if let Some(before) = new.filter(|_| !events.is_empty()) {
            told.push(self.lead(before));
        }
        for event in events {
            match event.what {
                Occurrence::Paramount(who) => {
                    let name = self.named(who);
                    told.push(format!(
                        "By now {name} is paramount: no motion against the leader would prevail."
                    ));
                }
                Occurrence::NoLongerParamount(who) => {
                    let fallen = !self.a.status(who, round).is_active();
                    if !fallen {
                        let name = self.named(who);
                        told.push(format!("{name} is no longer beyond challenge."));
                    }
                }
                _ => {}
            }
        }
        told
    }

    /// How the lead passes on from the one with this place among those told.
    fn lead(&mut self, before: usize) -> String {
        let (round, who) = self.leads[before + 1];
        let back = self.leads[..before].iter().any(|lead| lead.1 == who);
        let before = self.leads[before].1;
        let name = self.named(who);
        let key = format!("{who} {round}");
        if !self.a.status(before, round).is_active() {
            if self.has_made_way(before, who, round) {
                let other = self.named(before);
                return format!("With {other} gone, {name} counts for most.");
            }
            let forms =
                [format!("{name} now counts for most."), format!("{name} comes first for now.")];
            return self.variety.pick("leads now", &key, forms);
        }
        let other = self.named(before);
        if back {
            let forms = [
                format!("{name} is ahead of {other} again."),
                format!("The balance tips back from {other} to {name}."),
            ];
            return self.variety.pick("leads again", &key, forms);
        }
        let forms = [
            format!("{name} now counts for more than {other}, and than anyone."),
            format!("{name}, not {other}, comes first for now."),
            format!("{name} has overtaken {other}."),
        ];
        self.variety.pick("leads", &key, forms)
    }
}
