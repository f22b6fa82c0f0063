//! What effects do.

use super::state::Play;
use crate::polity::{Capacity, Effect, IssueIx, Num, Pole, Selector, Trait, Who};

/// What a base can come to weigh: as much as a scenario may give it.
const GREATEST_WEIGHT: f64 = 1000.0;
/// How much likelier than written a crisis can become: more than certain makes no difference.
const GREATEST_LIKELIER: f64 = 1e6;

impl Play<'_> {
    /// How much somebody has of a trait, from -1 to 1.
    pub fn scaled(&self, who: Who, what: Trait) -> f64 {
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

    /// Lets effects fall.
    pub fn apply(&mut self, effects: &[Effect], argued: &[(Who, f64)]) {
        for effect in effects {
            self.apply_one(effect, argued);
        }
    }

    fn apply_one(&mut self, effect: &Effect, argued: &[(Who, f64)]) {
        let by = |num: &Num| self.values[*num];
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
            Effect::Seats(num) => self.resize(self.values[*num]),
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
