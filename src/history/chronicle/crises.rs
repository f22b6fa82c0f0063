//! Crises and initiatives: what came, who argued, how it was decided, how it ended.

use crate::engine::Happening;
use crate::history::status::Status;
use crate::history::words::{capital, cited, list, stopped, tally};
use crate::polity::{Decider, Deed, Polity, Way, Who};

use super::{Teller, in_sentence, the};

impl Teller<'_> {
    /// The sentences of one crisis: index into the log's happenings.
    pub(super) fn crisis(&mut self, k: usize) -> Vec<String> {
        let a = self.a;
        let happening = &a.log.happenings[k];
        let crisis = &a.polity.crises[happening.crisis];
        let key = format!("{} {}", crisis.id, happening.at);
        let opening = if crisis.text.trim().is_empty() { &crisis.name } else { &crisis.text };
        let before = a.log.happenings[..k].iter().rev().find(|h| h.crisis == happening.crisis);
        let mut told = vec![match before {
            None => cited(opening, &crisis.cite),
            Some(before) => self.again(&key, before, happening),
        }];
        let proposal = self.proposal(&key, before, happening);
        let proposed = proposal.as_ref().and(happening.proposed);
        told.extend(proposal);
        let Some((option, came_off)) = happening.chosen else { return told };
        let Some(way) = crisis.options.get(option) else { return told };
        // What has just been proposed is not said again.
        let what = if proposed == Some(option) { "do so" } else { &way.name };
        told.push(self.decision(&key, happening, what));
        let (pro, con) = (loudest(happening, 1.0), loudest(happening, -1.0));
        told.extend(self.argument(&key, happening, &pro, &con));
        told.extend(before.and_then(|before| self.turned(before, happening, &pro, &con)));
        let as_before = before.is_some_and(|before| before.chosen == happening.chosen);
        told.extend(self.upshot(&key, happening, way, came_off, as_before));
        told
    }

    /// What whoever raised the matter wants to be done: on its first coming, or where it is not what
    /// was proposed the last time.
    fn proposal(
        &mut self,
        key: &str,
        before: Option<&Happening>,
        now: &Happening,
    ) -> Option<String> {
        let a = self.a;
        let crisis = &a.polity.crises[now.crisis];
        let who = now.taken_by?;
        let what = now.proposed.and_then(|option| crisis.options.get(option));
        if let Some(before) = before {
            let what = what.filter(|_| before.proposed != now.proposed)?;
            return Some(format!("The proposal now is to {}.", what.name));
        }
        let name = self.named(who);
        let before = match crisis.decider {
            Some(Decider::Organ(organ)) => the(&a.polity.organs[organ].name),
            _ => "the others".to_owned(),
        };
        let forms = match what {
            None => [
                format!("{name} raises the matter."),
                format!("{name} brings the matter before {before}."),
                format!("It is {name} who raises it."),
            ],
            Some(what) => [
                format!("{name} proposes to {}.", what.name),
                format!("{name} brings the matter before {before} and proposes to {}.", what.name),
                format!("It is {name} who raises it and proposes to {}.", what.name),
            ],
        };
        Some(self.variety.pick("taken", key, forms))
    }

    /// What has come before is named, not told again.
    fn again(&mut self, key: &str, before: &Happening, now: &Happening) -> String {
        let crisis = &self.a.polity.crises[now.crisis];
        let name = in_sentence(self.a, &crisis.name);
        let (since, then) = (self.a.words(before.at), self.a.when(before.at));
        match now.taken_by {
            Some(who) if before.at == now.at => {
                format!("{} brings the same matter up a second time: {name}.", self.named(who))
            }
            Some(who) => {
                let by = if before.taken_by == Some(who) { "again" } else { "this time" };
                let who = self.named(who);
                self.variety.pick(
                    "taken again",
                    key,
                    [
                        format!("{who} raises again what was last raised {then}: {name}."),
                        format!(
                            "Once more, as {then}, a matter is brought up, {by} by {who}: {name}."
                        ),
                        format!("{who} returns to a matter of {since}: {name}."),
                    ],
                )
            }
            // It may follow on a death: what it is that comes again has to be clear.
            None => self.variety.pick(
                "again",
                key,
                [
                    format!("Once more, as {then}: {name}."),
                    format!("{}, as {then}.", capital(&name)),
                ],
            ),
        }
    }

    fn decision(&mut self, key: &str, happening: &Happening, what: &str) -> String {
        let a = self.a;
        if settled(a.polity, happening) {
            return format!("The what-if settles it: the decision is to {what}.");
        }
        let crisis = &a.polity.crises[happening.crisis];
        let organ = match crisis.decider {
            Some(Decider::Organ(organ)) => organ,
            Some(Decider::Office(office)) => match a.holder(office, happening.at) {
                Some(who) if happening.counted.is_none() => {
                    let (name, office) = (self.named(who), a.office(office));
                    return self.variety.pick(
                        "decided",
                        key,
                        [
                            format!("As {office}, {name} decides to {what}."),
                            format!("The {office} has the say, and {name} resolves to {what}."),
                        ],
                    );
                }
                _ => a.polity.offices[office].filled_by,
            },
            None => a.polity.presidium,
        };
        let organ = the(&a.polity.organs[organ].name);
        let decided = match happening.counted {
            None => self.variety.pick(
                "decided",
                key,
                [format!("{organ} decides to {what}"), format!("{organ} resolves to {what}")],
            ),
            Some((_, 0)) => self.variety.pick(
                "decided",
                key,
                [
                    format!("{organ} decides, with no vote against, to {what}"),
                    format!("no one in {organ} votes against it: the decision is to {what}"),
                    format!("{organ} agrees to {what}"),
                ],
            ),
            Some((ayes, noes)) if ayes > noes => {
                let tally = tally(ayes, noes);
                self.variety.pick(
                    "decided",
                    key,
                    [
                        format!("{organ} decides, {tally}, to {what}"),
                        format!("by {tally} {organ} resolves to {what}"),
                        format!("{organ} divides {tally}; the decision is to {what}"),
                    ],
                )
            }
            Some((ayes, noes)) if ayes == noes => {
                let tally = tally(ayes, noes);
                self.variety.pick(
                    "divided",
                    key,
                    [
                        format!("{organ} is divided, {tally}; in the end it agrees to {what}"),
                        format!("opinion in {organ} stands {tally}; the decision is to {what}"),
                    ],
                )
            }
            Some((ayes, noes)) => {
                let tally = tally(noes, ayes);
                self.variety.pick(
                    "against most",
                    key,
                    [
                        format!(
                            "the decision is to {what}, with {organ} {tally} against that: the \
                             weightiest voices are for it"
                        ),
                        format!(
                            "by heads {organ} is against it, {tally}, but its weightiest voices \
                             resolve to {what}"
                        ),
                    ],
                )
            }
        };
        let near = happening.counted.is_some_and(|(ayes, noes)| noes > 0 && ayes == noes + 1);
        let tail = if near { "; a single vote settles it." } else { "." };
        format!("{}{tail}", capital(&decided))
    }

    /// Who argued hardest for it and against, and for what instead where there was more than one
    /// thing to want.
    fn argument(
        &mut self,
        key: &str,
        happening: &Happening,
        pro: &[Who],
        con: &[Who],
    ) -> Option<String> {
        // Where nobody voted against it, whoever was against it had no vote.
        let voted = |&who: &Who| self.a.status(who, happening.at) == Status::Member;
        let unheard = happening.counted.is_some_and(|(_, noes)| noes == 0)
            && !con.is_empty()
            && !con.iter().any(voted);
        let pro = self.all_named(pro);
        if unheard && !pro.is_empty() {
            let against = list(&self.all_named(con));
            return Some(format!(
                "{} for it; {against}, without a vote, against.",
                verb(&pro, "is", "are")
            ));
        }
        if let Some(instead) = self.instead(happening, con) {
            let pro = match pro.as_slice() {
                [] => String::new(),
                _ => format!("{}; ", verb(&pro, "presses for it", "press for it")),
            };
            return Some(format!("{pro}{instead}."));
        }
        let con = self.all_named(con);
        match (pro.is_empty(), con.is_empty()) {
            (true, true) => None,
            (false, true) => Some(format!("{}.", verb(&pro, "presses for it", "press for it"))),
            (true, false) => Some(format!("{}.", verb(&con, "is against it", "are against it"))),
            (false, false) => Some(self.variety.pick(
                "argued",
                key,
                [
                    format!(
                        "{}, {}.",
                        verb(&pro, "presses for it", "press for it"),
                        verb(&con, "speaks against", "speak against")
                    ),
                    format!(
                        "{}; {} not persuaded.",
                        verb(&pro, "makes the case", "make the case"),
                        verb(&con, "is", "are")
                    ),
                    format!(
                        "{} against {}.",
                        capital(&verb(
                            &pro,
                            "has the better of the argument",
                            "carry the argument"
                        )),
                        list(&con)
                    ),
                ],
            )),
        }
    }

    /// What those against it want instead; nothing where there is only one other thing to want.
    fn instead(&mut self, happening: &Happening, con: &[Who]) -> Option<String> {
        let options = &self.a.polity.crises[happening.crisis].options;
        if options.len() < 3 || con.is_empty() {
            return None;
        }
        let mut wishes: Vec<(usize, Vec<String>)> = Vec::new();
        for &who in con {
            let wish = happening.wish_of(who)?;
            let name = self.named(who);
            match wishes.iter_mut().find(|(same, _)| *same == wish) {
                Some((_, names)) => names.push(name),
                None => wishes.push((wish, vec![name])),
            }
        }
        let told = wishes.iter().map(|(wish, names)| {
            Some(format!("{} would rather {}", list(names), options.get(*wish)?.name))
        });
        told.collect::<Option<Vec<String>>>().map(|told| told.join("; "))
    }

    /// Who of those that argue hardest wanted something else when the matter last came up.
    fn turned(
        &mut self,
        before: &Happening,
        now: &Happening,
        pro: &[Who],
        con: &[Who],
    ) -> Option<String> {
        let options = &self.a.polity.crises[now.crisis].options;
        let turned: Vec<(Who, usize)> = (pro.iter().chain(con))
            .filter_map(|&who| Some((who, before.wish_of(who)?, now.wish_of(who)?)))
            .filter(|&(_, then, now)| then != now)
            .map(|(who, then, _)| (who, then))
            .collect();
        // Of those who have turned from the same wish as the first.
        let wish = turned.first()?.1;
        let turned: Vec<Who> = turned.into_iter().filter(|t| t.1 == wish).map(|t| t.0).collect();
        let names = list(&self.all_named(&turned));
        let (then, wish) = (capital(&self.a.when(before.at)), &options.get(wish)?.name);
        Some(format!("{then} {names} had wanted to {wish}."))
    }

    /// How it ended, and who gained or lost by it.
    fn upshot(
        &mut self,
        key: &str,
        happening: &Happening,
        way: &Way,
        came_off: bool,
        as_before: bool,
    ) -> Vec<String> {
        let out = if came_off { &way.success_way } else { &way.failure_way };
        let mut told = Vec::new();
        if out.text.trim().is_empty() {
            let sure = self.a.values[way.success] >= 0.999;
            if !(came_off && sure) {
                told.push(
                    self.variety.pick(
                        if came_off { "came off" } else { "failed" },
                        key,
                        if came_off {
                            ["It comes off.", "It works.", "It answers."]
                        } else {
                            ["It does not come off.", "It fails.", "Nothing good comes of it."]
                        }
                        .map(str::to_owned),
                    ),
                );
            }
        } else if as_before {
            told.push(self.variety.pick(
                "as before",
                key,
                ["It ends as it did then.", "It ends no differently this time."].map(str::to_owned),
            ));
        } else {
            told.push(stopped(&out.text));
        }
        told.extend(self.credit(key, happening, way, out));
        told
    }
}

/// Who argued hardest for it, or with the other sign against it.
fn loudest(happening: &Happening, sign: f64) -> Vec<Who> {
    let parts = happening.argued.iter().map(|&(who, part)| (who, part * sign));
    let mut side: Vec<(Who, f64)> = parts.filter(|&(_, part)| part > 0.05).collect();
    side.sort_by(|x, y| y.1.total_cmp(&x.1));
    side.into_iter().take(2).map(|(who, _)| who).collect()
}

/// Whether an intervention has settled what is chosen here.
fn settled(polity: &Polity, happening: &Happening) -> bool {
    let chosen = happening.chosen.map(|(way, _)| way);
    polity.interventions.iter().any(|one| match one.deed {
        Deed::Crisis { crisis, option, .. } => {
            crisis == happening.crisis
                && one.at <= happening.at
                && option.is_some()
                && option == chosen
        }
        _ => false,
    })
}

/// Names with a verb that agrees with their number.
fn verb(names: &[String], one: &str, more: &str) -> String {
    format!("{} {}", list(names), if names.len() == 1 { one } else { more })
}
