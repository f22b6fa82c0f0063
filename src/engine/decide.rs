//! Crises: what is decided, what follows.

use super::state::{Play, reading};
use super::{Happening, Occurrence};
use crate::chance::{Key, Purpose, Stream, choose, exponential, gumbel, logistic, spread, unit};
use crate::polity::{BaseIx, CrisisIx, Decider, Effect, Selector, Who};

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
        self.apply(&rule.effects, &[]);
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
            self.apply(&way.effects, &decision.argued);
            let end = if success { &way.success_way } else { &way.failure_way };
            self.apply(&end.effects, &decision.argued);
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
        let success = self.values[way.success];
        if success >= 1.0 || success <= 0.0 {
            return success;
        }
        let p = success.clamp(1e-6, 1.0 - 1e-6);
        let mut logit = libm::log(p / (1.0 - p));
        for &(indicator, num) in &way.helped_by {
            logit += self.values[num] * (self.indicators[indicator] - 0.5);
        }
        logistic(logit)
    }

    fn comes_off(&self, crisis: CrisisIx, option: usize, occurrence: u64, likely: f64) -> bool {
        if let Some(success) = self.crises[crisis].forced.success {
            return success;
        }
        let state = &self.crises[crisis];
        let stream = Stream::new(Purpose::Outcome, state.key, state.options[option]);
        self.chance.unit(stream, occurrence) < likely
    }

    /// How well an option suits somebody: agreement with his positions and the fit of its daring
    /// to his resolve.
    fn suits(&self, who: Who, crisis: CrisisIx, option: usize) -> f64 {
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
        &self,
        crisis: CrisisIx,
        decider: Decider,
        initiative: Option<Initiative>,
        occurrence: u64,
    ) -> Decision {
        let taken_by = initiative.map(|initiative| initiative.who);
        let boss = match decider {
            Decider::Organ(_) => None,
            // Whoever is away decides nothing: it is left to the others.
            Decider::Office(office) => {
                self.offices[office].holder.filter(|&holder| self.present(holder))
            }
        };
        let (mut voices, votes) = self.voices(taken_by, boss);
        let mut courses = self.courses(crisis, occurrence);
        // First everyone by himself.
        let mut own = Vec::with_capacity(voices.len() * courses.len());
        for voice in &voices {
            for (option, course) in courses.iter_mut().enumerate() {
                let proposed =
                    initiative.is_some_and(|i| i.who == voice.who && i.proposal == option);
                let commitment = if proposed { COMMITTED } else { 0.0 };
                let view = self.suits(voice.who, crisis, option)
                    + self.interest(voice.who, &course.stakes)
                    + commitment;
                course.merit += voice.weight * view;
                own.push(view);
            }
        }
        let total = voices.iter().map(|voice| voice.weight).sum::<f64>().max(1e-9);
        courses.iter_mut().for_each(|course| course.merit /= total);
        let mean = courses.iter().map(|course| course.merit).sum::<f64>() / courses.len() as f64;
        // Then again, having heard where the weight lies. Whatever else he has in mind on a matter
        // stays the same when it comes up again.
        let word = self.chance.bits(self.options_stream(crisis), 0);
        let forced = self.crises[crisis].forced.option;
        for (slot, voice) in voices.iter_mut().enumerate() {
            let own = &own[slot * courses.len()..][..courses.len()];
            let word = spread(word, self.leaders[voice.who].key.bits());
            let score = |option: usize, luck: f64| {
                own[option]
                    + self.k.persuasion * (courses[option].merit - mean)
                    + self.k.decision_noise * (0.6 * luck + 0.4 * courses[option].luck)
            };
            let luck = courses.iter().map(|course| spread(word, course.name));
            // Whoever decides alone has decided as it is settled from outside, and whoever raises a
            // matter stands by what he proposes.
            let settled = forced.filter(|_| boss == Some(voice.who));
            let own = initiative.filter(|i| i.who == voice.who).map(|i| i.proposal);
            let bound = settled.or(own);
            voice.choice = bound.or_else(|| choose(luck, score)).unwrap_or(0);
            courses[voice.choice].support += voice.weight;
        }
        let support = |option: usize| courses[option].support;
        let heaviest =
            (0..courses.len()).fold(0, |b, o| if support(o) > support(b) { o } else { b });
        let said = boss.and_then(|boss| voices.iter().find(|voice| voice.who == boss));
        let said = said.map(|voice| voice.choice);
        let option = forced.or(said).unwrap_or(heaviest);
        // Whoever raises it without a seat is heard, but has no vote to count: he comes last.
        let ayes = voices[..votes].iter().filter(|voice| voice.choice == option).count() as u32;
        let counted = boss.is_none().then(|| (ayes, votes as u32 - ayes));
        let argued = (voices.iter())
            .map(|&Voice { who, choice, .. }| {
                let prominent = taken_by == Some(who) || boss == Some(who);
                let part = 0.4
                    + 0.6 * (self.leaders[who].influence * 3.0).min(1.0)
                    + if prominent { 0.5 } else { 0.0 };
                (who, if choice == option { part.min(1.0) } else { -part.min(1.0) })
            })
            .collect();
        let reads = if self.detail == super::Detail::Full {
            let names = self.polity.crises[crisis].options.iter().map(|way| &way.id);
            let support = names.zip(&courses).map(|(name, course)| {
                reading(format!("support for {name}"), course.support / total)
            });
            support.collect()
        } else {
            Vec::new()
        };
        let wanted = voices.iter().map(|voice| voice.choice).collect();
        Decision { option, argued, wanted, counted, reads }
    }

    /// Who is heard: those with a vote, and how many they are; then whoever raises it, and whose
    /// office decides it, where they have none.
    fn voices(&self, taken_by: Option<Who>, boss: Option<Who>) -> (Vec<Voice>, usize) {
        let mut voices = Vec::with_capacity(self.active.len() + 2);
        voices.extend(self.voters().map(|who| Voice { who, weight: 0.0, choice: 0 }));
        let votes = voices.len();
        for who in taken_by.into_iter().chain(boss) {
            if !voices.iter().any(|voice| voice.who == who) {
                voices.push(Voice { who, weight: 0.0, choice: 0 });
            }
        }
        let each = 1.0 / voices.len() as f64;
        for voice in &mut voices {
            let heavier = if taken_by == Some(voice.who) { 1.5 } else { 1.0 };
            voice.weight = heavier * (each + self.leaders[voice.who].influence);
        }
        (voices, votes)
    }

    /// The options as they lie on the table, with the luck that all voices share: a Gumbel each,
    /// under the option's own name.
    fn courses(&self, crisis: CrisisIx, occurrence: u64) -> Vec<Course<'_>> {
        let word = self.chance.bits(self.options_stream(crisis), occurrence);
        let names = self.crises[crisis].options.iter().map(|name| name.bits());
        let course = |(option, name)| Course {
            name,
            stakes: self.stakes(crisis, option),
            luck: gumbel(unit(spread(word, name))),
            merit: 0.0,
            support: 0.0,
        };
        names.enumerate().map(course).collect()
    }

    fn options_stream(&self, crisis: CrisisIx) -> Stream {
        Stream::new(Purpose::Option, self.crises[crisis].key, Key::NONE)
    }

    /// What somebody can gain or lose by an option himself, and how likely each is to follow from it.
    fn stakes(&self, crisis: CrisisIx, option: usize) -> Vec<(f64, &Effect)> {
        let way = &self.polity.crises[crisis].options[option];
        let likely = self.likely(crisis, option);
        let ends = [
            (1.0, &way.effects),
            (likely, &way.success_way.effects),
            (1.0 - likely, &way.failure_way.effects),
        ];
        let effects = (ends.into_iter())
            .flat_map(|(chance, effects)| effects.iter().map(move |effect| (chance, effect)));
        let personal = |effect: &Effect| {
            matches!(
                effect,
                Effect::Standing(Selector::Trait(_) | Selector::Office(_), _)
                    | Effect::Support(Selector::Trait(_) | Selector::Office(_), ..)
                    | Effect::Weight(..)
                    | Effect::Capacity(..)
            )
        };
        effects.filter(|stake| personal(stake.1)).collect()
    }

    /// What an option would do to somebody's own standing and support, and to what the bases that he has
    /// a grip on count for, counted as interest.
    fn interest(&self, who: Who, stakes: &[(f64, &Effect)]) -> f64 {
        let mut gain = 0.0;
        let total: f64 = self.bases.iter().map(|base| base.weight).sum();
        let own = |base: BaseIx| {
            let base = &self.bases[base];
            base.weight / total.max(1e-9) * base.grip[who]
        };
        for &(chance, effect) in stakes {
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
                    Effect::Support(Selector::Office(office), _, by)
                        if self.offices[*office].holder == Some(who) =>
                    {
                        0.3 * self.values[*by]
                    }
                    // What a base counts for more or less, as far as it is his.
                    Effect::Weight(base, times) => (self.values[*times] - 1.0) * own(*base),
                    Effect::Capacity(base, _, by) => self.values[*by] * own(*base),
                    _ => 0.0,
                };
        }
        5.0 * gain
    }
}

/// An initiative: who takes it, and which option he proposes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Initiative {
    pub who: Who,
    pub proposal: usize,
}

/// How much more somebody is for what he has himself proposed.
const COMMITTED: f64 = 3.0;

/// Somebody who is heard.
#[derive(Clone, Copy, Debug)]
struct Voice {
    who: Who,
    weight: f64,
    /// The option that he is for in the end.
    choice: usize,
}

/// An option as it lies on the table.
#[derive(Clone, Debug)]
struct Course<'a> {
    /// What it is called, for luck.
    name: u64,
    /// What of it touches somebody himself, and how likely.
    stakes: Vec<(f64, &'a Effect)>,
    /// The luck with it that all share.
    luck: f64,
    /// What everybody thinks of it by himself, by the weight of voices.
    merit: f64,
    /// The weight of those who are for it in the end.
    support: f64,
}

struct Decision {
    option: usize,
    argued: Vec<(Who, f64)>,
    wanted: Vec<usize>,
    counted: Option<(u32, u32)>,
    reads: Vec<super::Reading>,
}
