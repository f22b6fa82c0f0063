//! Crises: what is decided, what follows.

use super::state::{Play, reading};
use super::{Happening, Occurrence};
use crate::chance::{Key, Purpose, Stream, exponential, gumbel, logistic, spread, unit};
use crate::polity::{
    Capacity, CrisisIx, Decider, Effect, IssueIx, Num, Pole, Selector, Trait, Who,
};

impl Play<'_> {
    /// A crisis comes, or somebody takes an initiative: the decision, its outcome, what follows.
    pub fn fire(&mut self, crisis: CrisisIx, initiative: Option<Initiative>) {
        let rule = &self.polity.crises[crisis];
        let occurrence = self.crises[crisis].occurrence;
        self.crises[crisis].occurrence += 1;
        self.come(crisis);
        self.crises[crisis].wear = 0.0;
        let stream = Stream::new(Purpose::Crisis, self.crises[crisis].key, Key::NONE);
        let again = self.chance.unit(stream, occurrence + 1);
        self.crises[crisis].threshold = exponential(again);
        self.apply(&rule.effects, &[], 1.0);
        self.answer_for_bringing_on(crisis);
        let decision =
            rule.decider.map(|decider| self.decide(crisis, decider, initiative, occurrence));
        let mut happening = Happening {
            crisis,
            at: self.round,
            taken_by: initiative.map(|initiative| initiative.who),
            proposed: initiative.map(|initiative| initiative.proposal),
            chosen: None,
            argued: Vec::new(),
            wanted: Vec::new(),
            counted: None,
        };
        let mut reads = Vec::new();
        if let Some(decision) = decision {
            let way = &rule.options[decision.option];
            self.crises[crisis].chosen = Some(decision.option);
            let likely = self.likely(crisis, decision.option);
            let success = self.comes_off(crisis, decision.option, occurrence, likely);
            self.apply(&way.effects, &decision.argued, 1.0);
            let end = if success { &way.success_way } else { &way.failure_way };
            self.apply(&end.effects, &decision.argued, 1.0);
            self.answer_for(&decision.argued, success);
            happening.chosen = Some((decision.option, success));
            happening.argued = decision.argued;
            happening.wanted = decision.wanted;
            happening.counted = decision.counted;
            reads = decision.reads;
            if self.detail == super::Detail::Full {
                reads.push(reading(format!("chance that {} comes off", way.id), likely));
            }
        }
        self.log.happenings.push(happening);
        let index = self.log.happenings.len() - 1;
        self.tell(Occurrence::Crisis(index), |_| reads);
        if rule.trigger.congress {
            self.congress(crisis, occurrence);
        }
    }

    /// Chance that an option comes off, as things stand.
    fn likely(&self, crisis: CrisisIx, option: usize) -> f64 {
        let way = &self.polity.crises[crisis].options[option];
        let p = self.values[way.success].clamp(1e-6, 1.0 - 1e-6);
        let mut logit = libm::log(p / (1.0 - p));
        for &(indicator, num) in &way.helped_by {
            logit += self.values[num] * (self.indicators[indicator] - 0.5);
        }
        let certain = self.values[way.success] >= 1.0 || self.values[way.success] <= 0.0;
        if certain { self.values[way.success] } else { logistic(logit) }
    }

    fn comes_off(&mut self, crisis: CrisisIx, option: usize, occurrence: u64, likely: f64) -> bool {
        if let Some(success) = self.crises[crisis].forced.success {
            return success;
        }
        let key = self.crises[crisis].key;
        let stream = Stream::new(Purpose::Outcome, key, Key::number(option));
        self.chance.unit(stream, occurrence) < likely
    }

    /// How well an option suits somebody: agreement with his positions and the fit of its daring
    /// to his resolve.
    pub fn suits(&self, who: Who, crisis: CrisisIx, option: usize) -> f64 {
        let leader = &self.leaders[who];
        let way = &self.polity.crises[crisis].options[option];
        let mut agreement = 0.0;
        for &(issue, num) in &way.stance {
            let gap = (leader.positions[issue] - self.values[num]).abs();
            agreement += (1.0 - gap) * (1.0 + self.k.prominence_weight * leader.prominence[issue]);
        }
        let agreement = agreement / (way.stance.len().max(1)) as f64;
        let fit = 1.0 - 2.0 * (self.values[way.daring] - leader.resolve).abs();
        self.k.agreement * agreement + self.k.daring * fit * 0.5
    }

    /// The choice: everyone concerned takes a stance by positions, interest and who argues for it;
    /// then the weight of voices decides, or the office's holder after hearing the others. Each
    /// voice has its own luck with each option, and all of them share some.
    fn decide(
        &mut self,
        crisis: CrisisIx,
        decider: Decider,
        initiative: Option<Initiative>,
        occurrence: u64,
    ) -> Decision {
        let options = self.polity.crises[crisis].options.len();
        let taken_by = initiative.map(|initiative| initiative.who);
        let mut voices: Vec<Who> = self.voters().collect();
        let votes = voices.len();
        let boss = match decider {
            Decider::Organ(_) => None,
            Decider::Office(office) => self.offices[office].holder,
        };
        for outsider in taken_by.into_iter().chain(boss) {
            if !voices.contains(&outsider) {
                voices.push(outsider);
            }
        }
        // First everyone by himself.
        let mut merit = vec![0.0; options];
        let mut own = Vec::with_capacity(voices.len() * options);
        let mut weight = Vec::with_capacity(voices.len());
        for &who in &voices {
            let heavier = if taken_by == Some(who) { 1.5 } else { 1.0 };
            let voice = heavier * (1.0 / voices.len() as f64 + self.leaders[who].influence);
            for (option, merit) in merit.iter_mut().enumerate() {
                let proposed = initiative.is_some_and(|i| i.who == who && i.proposal == option);
                let commitment = if proposed { COMMITTED } else { 0.0 };
                let view = self.suits(who, crisis, option)
                    + self.interest(who, crisis, option)
                    + commitment;
                *merit += voice * view;
                own.push(view);
            }
            weight.push(voice);
        }
        let total: f64 = weight.iter().sum::<f64>().max(1e-9);
        merit.iter_mut().for_each(|m| *m /= total);
        let mean = merit.iter().sum::<f64>() / options.max(1) as f64;
        // Then again, having heard where the weight lies.
        let stream = Stream::new(Purpose::Option, self.crises[crisis].key, Key::NONE);
        let word = self.chance.bits(stream, occurrence);
        // Whatever else he has in mind on a matter stays the same when it comes up again.
        let own_word = self.chance.bits(stream, 0);
        let mut shared = vec![0.0; options];
        self.luck_with_options(crisis, word, &mut shared);
        let mut luck = vec![0.0; options];
        let mut support = vec![0.0; options];
        let mut choices = Vec::with_capacity(voices.len());
        for (slot, &who) in voices.iter().enumerate() {
            let word = spread(own_word, self.leaders[who].key.bits());
            self.luck_with_options(crisis, word, &mut luck);
            let score = |option: usize| {
                own[slot * options + option]
                    + self.k.persuasion * (merit[option] - mean)
                    + self.k.decision_noise * (0.6 * luck[option] + 0.4 * shared[option])
            };
            let best = (0..options).fold(0, |b, o| if score(o) > score(b) { o } else { b });
            support[best] += weight[slot];
            choices.push((who, best));
        }
        let heaviest = (0..options).fold(0, |b, o| if support[o] > support[b] { o } else { b });
        let said = boss.and_then(|boss| choices.iter().find(|c| c.0 == boss)).map(|c| c.1);
        let option = self.crises[crisis].forced.option.or(said).unwrap_or(heaviest);
        // Whoever raises it without a seat is heard, but has no vote to count: he comes last.
        let ayes = choices[..votes].iter().filter(|c| c.1 == option).count() as u32;
        let counted = boss.is_none().then(|| (ayes, votes as u32 - ayes));
        let argued = (choices.iter())
            .map(|&(who, best)| {
                let prominent = taken_by == Some(who) || boss == Some(who);
                let part = 0.4
                    + 0.6 * (self.leaders[who].influence * 3.0).min(1.0)
                    + if prominent { 0.5 } else { 0.0 };
                (who, if best == option { part.min(1.0) } else { -part.min(1.0) })
            })
            .collect();
        let reads = if self.detail == super::Detail::Full {
            (0..options)
                .map(|o| {
                    let name = &self.polity.crises[crisis].options[o].id;
                    reading(format!("support for {name}"), support[o] / total)
                })
                .collect()
        } else {
            Vec::new()
        };
        let wanted = choices.into_iter().map(|choice| choice.1).collect();
        Decision { option, argued, wanted, counted, reads }
    }

    /// One voice's luck with each option, or the luck that all share: a Gumbel each, under the
    /// option's own name.
    fn luck_with_options(&self, crisis: CrisisIx, word: u64, luck: &mut [f64]) {
        for (luck, name) in luck.iter_mut().zip(&self.crises[crisis].options) {
            *luck = gumbel(unit(spread(word, name.bits())));
        }
    }

    /// What an option would do to somebody's own standing, counted as interest.
    pub fn interest(&self, who: Who, crisis: CrisisIx, option: usize) -> f64 {
        let way = &self.polity.crises[crisis].options[option];
        let likely = self.values[way.success];
        let mut gain = 0.0;
        let ends = [
            (1.0, &way.effects),
            (likely, &way.success_way.effects),
            (1.0 - likely, &way.failure_way.effects),
        ];
        for (chance, effects) in ends {
            for effect in effects {
                gain += chance
                    * match effect {
                        Effect::Standing(Selector::Trait(t), by) => {
                            self.values[*by] * self.scaled(who, *t)
                        }
                        Effect::Standing(Selector::Office(office), by)
                            if self.offices[*office].holder == Some(who) =>
                        {
                            self.values[*by]
                        }
                        Effect::Support(Selector::Trait(t), _, by) => {
                            0.3 * self.values[*by] * self.scaled(who, *t)
                        }
                        _ => 0.0,
                    };
            }
        }
        5.0 * gain
    }

    fn scaled(&self, who: Who, what: Trait) -> f64 {
        2.0 * self.leaders[who].trait_of(what) - 1.0
    }

    /// How far a selector reaches each of the active.
    fn reached(&self, selector: Selector, argued: &[(Who, f64)]) -> Vec<(Who, f64)> {
        match selector {
            Selector::Office(office) => {
                self.offices[office].holder.map(|who| (who, 1.0)).into_iter().collect()
            }
            Selector::ArguedFor => argued.iter().copied().filter(|a| a.1 > 0.0).collect(),
            Selector::ArguedAgainst => {
                (argued.iter()).filter(|a| a.1 < 0.0).map(|&(who, part)| (who, -part)).collect()
            }
            Selector::Trait(t) => self.active.iter().map(|&i| (i, self.scaled(i, t))).collect(),
            Selector::Everyone => self.active.iter().map(|&i| (i, 1.0)).collect(),
        }
    }

    /// Lets effects fall, scaled.
    pub fn apply(&mut self, effects: &[Effect], argued: &[(Who, f64)], scale: f64) {
        for effect in effects {
            self.apply_one(effect, argued, scale);
        }
    }

    fn apply_one(&mut self, effect: &Effect, argued: &[(Who, f64)], scale: f64) {
        let by = |num: &Num| self.values[*num] * scale;
        let bounded = |slot: &mut f64, by: f64| *slot = (*slot + by).clamp(0.0, 1.0);
        match effect {
            Effect::Indicator(at, num) => {
                let by = by(num);
                bounded(&mut self.indicators[*at], by);
            }
            Effect::Performance(issue, pole, num) => {
                let by = by(num);
                self.perform(*issue, *pole, by);
            }
            Effect::Line(issue, num) => {
                let by = by(num);
                let line = &mut self.issues[*issue].line;
                *line = (*line + by).clamp(-1.0, 1.0);
            }
            Effect::Weight(base, num) => {
                let weight = &mut self.bases[*base].weight;
                *weight = (*weight * self.values[*num]).min(GREATEST_WEIGHT);
            }
            Effect::Capacity(base, which, num) => {
                let by = by(num);
                let which: Capacity = *which;
                bounded(&mut self.bases[*base].capacities[which as usize], by);
            }
            Effect::Support(who, base, num) => {
                let by = by(num);
                for (who, part) in self.reached(*who, argued) {
                    for (at, support) in self.leaders[who].support.iter_mut().enumerate() {
                        if base.is_none_or(|base| base == at) {
                            *support = (*support + by * part).clamp(-2.0, 2.0);
                        }
                    }
                }
            }
            Effect::Standing(who, num) => {
                let by = by(num);
                for (who, part) in self.reached(*who, argued) {
                    bounded(&mut self.leaders[who].standing, by * part);
                }
            }
            Effect::Trust(of, towards, num) => {
                let by = by(num);
                let (of, towards) = (self.reached(*of, argued), self.reached(*towards, argued));
                for &(i, part) in &of {
                    for &(j, other) in &towards {
                        if i != j {
                            self.pairs.trust.add(i, j, by * part * other, -1.0, 1.0);
                        }
                    }
                }
            }
            Effect::Terror(num) => {
                let by = by(num);
                bounded(&mut self.norms.terror, by);
            }
            Effect::Collegiality(num) => {
                let by = by(num);
                bounded(&mut self.norms.collegiality, by);
            }
            Effect::Precedent(num) => {
                let by = by(num);
                bounded(&mut self.norms.precedent, by);
            }
            Effect::Likelier(crisis, num) => {
                let likelier = &mut self.crises[*crisis].likelier;
                *likelier = (*likelier * self.values[*num]).min(GREATEST_LIKELIER);
                if self.values[*num] > 1.0 && !argued.is_empty() {
                    self.crises[*crisis].brought_on = argued.to_vec();
                }
            }
            Effect::Block(crisis) => self.seasons[*crisis].end(),
        }
    }

    fn perform(&mut self, issue: IssueIx, pole: Pole, by: f64) {
        let at = match pole {
            Pole::Low => 0,
            Pole::High => 1,
        };
        let slot = &mut self.issues[issue].performance[at];
        *slot = (*slot + by).clamp(-1.0, 1.0);
    }
}

/// An initiative: who takes it, and which option he proposes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Initiative {
    pub who: Who,
    pub proposal: usize,
}

/// What a base can come to weigh: as much as a scenario may give it.
const GREATEST_WEIGHT: f64 = 1000.0;
/// How much likelier than written a crisis can become: more than certain makes no difference.
const GREATEST_LIKELIER: f64 = 1e6;
/// How much more somebody is for what he has himself proposed.
const COMMITTED: f64 = 3.0;

struct Decision {
    option: usize,
    argued: Vec<(Who, f64)>,
    wanted: Vec<usize>,
    counted: Option<(u32, u32)>,
    reads: Vec<super::Reading>,
}
