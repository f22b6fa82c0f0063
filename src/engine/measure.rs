//! Grip on bases, influence, who leads, who is paramount.

use super::appeal::Sides;
use super::state::{BaseState, Play};
use super::{Detail, Occurrence};
use crate::polity::{Capacity, IssueIx, OfficeIx, Who};

impl Play<'_> {
    /// Who heads each base and how far each principal grips it: the head's command share, and the
    /// cadres who back him.
    pub fn measure_grip(&mut self) {
        // Command by office is worth what the system's legitimacy makes it.
        let legitimacy = 0.75 + 0.5 * self.legitimacy();
        for base in 0..self.bases.len() {
            let heading = |o: &usize| {
                self.polity.offices[*o].heads == Some(base)
                    && self.offices[*o].open
                    && self.offices[*o].holder.is_some()
            };
            let office = (0..self.offices.len()).find(heading);
            let state = &mut self.bases[base];
            state.head = office.and_then(|o| self.offices[o].holder);
            state.obedience = office.map_or(0.0, |o| self.offices[o].command);
            state.headship =
                if state.head.is_some() { (state.command * legitimacy).min(0.95) } else { 0.0 };
            state.grip.clear();
            state.grip.resize(self.leaders.len(), 0.0);
            let rest = (1.0 - state.headship) / self.cadres.totals[base].max(1) as f64;
            let backing = self.cadres.backing_in(base);
            for &who in &self.active {
                state.grip[who] = backing[who] as f64 * rest;
            }
            if let Some(head) = state.head {
                state.grip[head] += state.headship;
            }
        }
    }

    /// Grip, influence and powers as they stand, and the parts that influence is made of.
    pub fn take_stock(&mut self) -> Vec<f64> {
        self.measure_grip();
        let parts = self.influence();
        self.measure_powers();
        parts
    }

    /// Closes the round: who leads, who is paramount, and what is kept of it.
    pub fn measure(&mut self) {
        let parts = self.take_stock();
        self.lead();
        self.record_round(&parts);
    }

    /// Influence: base weights times grip, plus standing, normalised over the active. Returns the
    /// parts it is made of, by place in `active`: one a base, then standing.
    fn influence(&mut self) -> Vec<f64> {
        let width = self.bases.len() + 1;
        let weights: f64 = self.bases.iter().map(|b| b.weight).sum::<f64>().max(1e-9);
        let raised: Vec<f64> = (self.active.iter())
            .map(|&i| self.weight_of_standing(self.leaders[i].standing))
            .collect();
        let standings: f64 = raised.iter().sum::<f64>().max(1e-9);
        let mut parts = vec![0.0; self.active.len() * width];
        let mut total = 0.0;
        for (slot, &who) in self.active.iter().enumerate() {
            let row = &mut parts[slot * width..(slot + 1) * width];
            for (part, base) in row.iter_mut().zip(&self.bases) {
                *part = (1.0 - self.k.standing_share) * base.weight / weights * base.grip[who];
            }
            row[width - 1] = self.k.standing_share * raised[slot] / standings;
            total += row.iter().sum::<f64>();
        }
        if total <= 1e-12 {
            // Where nobody has anything, all are alike.
            let alike = 1.0 / self.active.len().max(1) as f64;
            parts.chunks_mut(width).for_each(|row| row[width - 1] = alike);
            total = 1.0;
        }
        let scale = 1.0 / total;
        for leader in &mut self.leaders {
            leader.influence = 0.0;
        }
        for (slot, &who) in self.active.iter().enumerate() {
            let row = &mut parts[slot * width..(slot + 1) * width];
            row.iter_mut().for_each(|part| *part *= scale);
            self.leaders[who].influence = row.iter().sum();
        }
        self.greatest = self.leaders[self.first()].influence;
        parts
    }

    /// Standing raised to its power; by square root where that is enough.
    fn weight_of_standing(&self, standing: f64) -> f64 {
        if self.k.standing_power == 1.5 {
            standing * libm::sqrt(standing)
        } else {
            libm::pow(standing, self.k.standing_power)
        }
    }

    /// What each principal can bring to bear: coercion, patronage, files, platform.
    fn measure_powers(&mut self) {
        self.measure_offices();
        let capacity =
            |base: &BaseState, what: Capacity| base.capacities[what as usize] * base.weight;
        let force: f64 =
            self.bases.iter().map(|b| capacity(b, Capacity::Coercion)).sum::<f64>().max(1e-9);
        for &who in &self.active {
            let leader = &mut self.leaders[who];
            let (mut coercion, mut defiance) = (0.0, 0.0);
            let (mut information, mut publicity) = (0.0, 0.0);
            for base in &self.bases {
                // Troops obey their commander as far as his office commands them, and otherwise go
                // with whom they back.
                let (grip, heads) = (base.grip[who], base.head == Some(who));
                let (headship, ordered) = if heads {
                    (base.headship, base.headship * base.obedience)
                } else {
                    (0.0, 0.0)
                };
                let backed = grip - headship;
                let arms = capacity(base, Capacity::Coercion) / force;
                coercion += arms * (backed + ordered);
                // Against a vote of the organ an order is worth what the man is feared.
                defiance += arms * (0.6 * backed + leader.dread * ordered);
                information += base.capacities[Capacity::Information as usize] * grip;
                publicity += base.capacities[Capacity::Publicity as usize] * grip;
            }
            leader.coercion = coercion.clamp(0.0, 1.0);
            leader.defiance = defiance.clamp(0.0, 1.0);
            leader.publicity = (0.5 * leader.speak + 0.5 * publicity).min(1.0);
            leader.speak = leader.speak.min(1.0);
            leader.information = (0.5 * leader.files + information).clamp(0.0, 1.0);
        }
        let most = self.active.iter().map(|&i| self.leaders[i].patronage).fold(1e-9, f64::max);
        for &i in &self.active {
            self.leaders[i].patronage /= most.max(1.0);
        }
    }

    /// What each principal's offices give him: one office after the other, as most hold none.
    fn measure_offices(&mut self) {
        for &who in &self.active {
            let leader = &mut self.leaders[who];
            (leader.responsibility, leader.speak) = (0.0, 0.0);
            (leader.patronage, leader.files) = (0.0, 0.0);
            leader.answers_for.fill(0.0);
        }
        for office in 0..self.offices.len() {
            let (o, rule) = (&self.offices[office], &self.polity.offices[office]);
            let Some(who) = o.holder.filter(|who| self.active.contains(who)) else { continue };
            let mut answers = std::mem::take(&mut self.leaders[who].answers_for);
            for (issue, answer) in answers.iter_mut().enumerate() {
                *answer += o.responsibility * self.answers(office, issue);
            }
            let appointment = Capacity::Appointment as usize;
            let reach = rule.heads.map_or(0.5, |b| self.bases[b].capacities[appointment]);
            let leader = &mut self.leaders[who];
            leader.answers_for = answers;
            leader.responsibility += o.responsibility;
            leader.speak = leader.speak.max(o.speak);
            leader.patronage += o.appoint * (0.5 + 0.5 * reach);
            leader.files += o.files;
        }
    }

    /// Share of an issue in what an office answers for.
    fn answers(&self, office: OfficeIx, issue: IssueIx) -> f64 {
        let listed = &self.polity.offices[office].answers_for;
        if listed.is_empty() {
            return self.salience(issue);
        }
        let all: f64 = listed.iter().map(|&(_, num)| self.values[num]).sum::<f64>().max(1e-9);
        listed.iter().filter(|entry| entry.0 == issue).map(|&(_, num)| self.values[num] / all).sum()
    }

    /// Who is first. Ties go to the lower id.
    pub fn first(&self) -> Who {
        let mut first = self.active.first().copied().unwrap_or(0);
        for &i in &self.active {
            if self.leaders[i].influence > self.leaders[first].influence {
                first = i;
            }
        }
        first
    }

    /// Keeps track of who leads and whether he is paramount: far enough ahead, for long enough,
    /// and safe from a motion now.
    fn lead(&mut self) {
        let first = self.first();
        let second = (self.active.iter())
            .filter(|&&i| i != first)
            .map(|&i| self.leaders[i].influence)
            .fold(0.0, f64::max);
        let influence = self.leaders[first].influence;
        let before = self.log.measures.first.last().copied();
        if before != Some(first) {
            self.lead_months = 0.0;
            if before.is_some() {
                self.tell(Occurrence::Leads(first), |_| Vec::new());
            }
        }
        let clear =
            influence > self.k.paramount_share && influence > self.k.paramount_ratio * second;
        self.lead_months = if clear { self.lead_months + self.months } else { 0.0 };
        let long = self.lead_months >= self.k.paramount_months;
        let safe = long && self.would_survive(first);
        let paramount = safe.then_some(first);
        if paramount != self.paramount {
            if let Some(who) = self.paramount {
                self.tell(Occurrence::NoLongerParamount(who), |_| Vec::new());
            }
            if let Some(who) = paramount {
                self.tell(Occurrence::Paramount(who), |_| Vec::new());
            }
            self.paramount = paramount;
        }
        self.log.measures.first.push(first);
        self.log.measures.paramount.push(paramount);
    }

    /// Whether a motion against somebody would fail now: in the organ itself, or before the higher
    /// one, if he would reach it.
    fn would_survive(&self, who: Who) -> bool {
        if self.expected_share_against(who) < 0.5 {
            return true;
        }
        let Some(organ) = self.higher_organ().filter(|&organ| self.convenes(who, organ)) else {
            return false;
        };
        let hostility = |&i: &Who| self.pairs.hostility.at(i, who);
        let members: Vec<Who> = (self.active.iter().copied())
            .filter(|i| *i != who && hostility(i) > self.k.vote_bias)
            .collect();
        let leader = members.iter().copied().max_by(|a, b| hostility(a).total_cmp(&hostility(b)));
        let Some(leader) = leader else { return true };
        let friends = self.friends(who, leader, &members);
        let sides = Sides { target: who, leader, members: &members, friends: &friends };
        let plenum = self.chance_in_plenum(organ, sides, self.expected_unity(sides));
        let saved = self.chance_to_convene(who, &friends, leader) * (1.0 - plenum);
        saved > 0.5
    }

    fn record_round(&mut self, parts: &[f64]) {
        let narrow = |x: f64| x as f32;
        let measures = &mut self.log.measures;
        measures.influence.push(self.leaders.iter().map(|l| narrow(l.influence)).collect());
        measures.standing.push(self.leaders.iter().map(|l| narrow(l.standing)).collect());
        measures.indicators.push(self.indicators.iter().map(|&x| narrow(x)).collect());
        measures.lines.push(self.issues.iter().map(|issue| narrow(issue.line)).collect());
        let norms = [self.norms.terror, self.norms.collegiality, self.norms.precedent];
        measures.norms.push(norms.map(narrow));
        if self.detail == Detail::Full {
            let width = self.bases.len() + 1;
            let mut rows = vec![vec![0.0; width]; self.leaders.len()];
            for (slot, &who) in self.active.iter().enumerate() {
                let row = &parts[slot * width..(slot + 1) * width];
                rows[who] = row.iter().map(|&x| narrow(x)).collect();
            }
            measures.parts.push(rows);
        }
    }
}
