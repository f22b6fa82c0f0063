//! The world moves: people age, indicators drift, issues go well or badly, standing follows.

use super::state::{Play, Status};
use super::{Occurrence, Tenure};
use crate::chance::{exp, normal};
use crate::polity::{OfficeIx, Who};

/// Share of a line that lies with the low and the high pole.
pub(super) fn shares(line: f64) -> [f64; 2] {
    [0.5 - 0.5 * line, 0.5 + 0.5 * line]
}

impl Play<'_> {
    /// What the calendar brings: offices open and close, people come of age for the bench, die.
    pub fn calendar_turn(&mut self) {
        for o in 0..self.offices.len() {
            let office = &self.polity.offices[o];
            if office.closes == Some(self.round) && self.offices[o].open {
                if let Some(who) = self.offices[o].holder {
                    self.vacate(o);
                    self.tell(Occurrence::Left { office: o, who }, |_| Vec::new());
                }
                self.offices[o].open = false;
                self.tell(Occurrence::Closed(o), |_| Vec::new());
            }
            if office.opens == Some(self.round) && self.round > 0 {
                self.offices[o].open = true;
                self.tell(Occurrence::Opened(o), |_| Vec::new());
                // The scenario may name who takes it then.
                let named = office.holder.filter(|&who| self.leaders[who].status == Status::Active);
                if let Some(who) = named {
                    self.install(o, who);
                    self.tell(Occurrence::Took { office: o, who, share: 1.0 }, |_| Vec::new());
                }
            }
        }
        if self.k.with_deaths >= 0.5 {
            self.age();
        }
    }

    /// Death: each person's cumulated hazard against one threshold. Gompertz: the hazard grows by
    /// a constant share each year of age.
    fn age(&mut self) {
        let year = self.polity.calendar.year(self.round);
        for who in 0..self.leaders.len() {
            let leader = &mut self.leaders[who];
            if leader.status == Status::Dead {
                continue;
            }
            let age = year - leader.born;
            let hazard =
                leader.frailty * self.k.death_at_sixty * exp(self.k.death_growth * (age - 60.0));
            leader.wear += hazard * self.months;
            if leader.wear > leader.lifetime {
                self.die(who);
            }
        }
    }

    /// Somebody dies. That comes first, then what it puts an end to.
    pub fn die(&mut self, who: Who) {
        if self.leaders[who].status == Status::Active {
            self.tell(Occurrence::Death(who), |_| Vec::new());
        }
        self.depart(who);
        self.leaders[who].status = Status::Dead;
        self.log.deaths.push((who, self.round));
        self.muster();
    }

    /// Somebody leaves the top: offices, seat, plots and clients go.
    pub fn depart(&mut self, who: Who) {
        for office in 0..self.offices.len() {
            if self.offices[office].holder == Some(who) {
                self.vacate(office);
            }
        }
        self.leaders[who].seated = false;
        self.orphan(who);
        self.leave_plots(who);
    }

    /// An office falls vacant.
    pub fn vacate(&mut self, office: OfficeIx) {
        self.offices[office].holder = None;
        let now = self.round;
        let tenure =
            self.log.tenures.iter_mut().rev().find(|t| t.office == office && t.to.is_none());
        if let Some(tenure) = tenure {
            tenure.to = Some(now);
        }
    }

    /// Somebody takes an office.
    pub fn install(&mut self, office: OfficeIx, who: Who) {
        (self.offices[office].holder, self.offices[office].since) = (Some(who), self.round);
        self.log.tenures.push(Tenure { office, who, from: self.round, to: None });
    }

    /// Indicators move: reversion, drift, the push of lines, noise.
    pub fn world_turn(&mut self) {
        if self.k.with_world < 0.5 {
            return;
        }
        let root = libm::sqrt(self.months);
        for at in 0..self.indicators.len() {
            let indicator = &self.polity.indicators[at];
            let value = self.indicators[at];
            let back = self.share(self.values[indicator.reversion]);
            let mut next = value + back * (self.values[indicator.rest] - value);
            next += self.values[indicator.drift] * self.months;
            for &(issue, push) in &indicator.pushed_by {
                next += self.values[push] * self.issues[issue].line * self.months;
            }
            let u = self.indicator_tapes[at].unit(&mut self.chance, self.round as u64);
            next += self.values[indicator.noise] * root * normal(u);
            self.indicators[at] = next.clamp(0.0, 1.0);
        }
        self.judge_lines();
    }

    /// How well each pole of an issue is doing moves towards the issue's indicators, as far as the
    /// line leans to it, and is slowly forgotten.
    fn judge_lines(&mut self) {
        let (pace, fade) =
            (self.share(self.k.performance_pace), self.share(self.k.performance_fade));
        for (state, issue) in self.issues.iter_mut().zip(&self.polity.issues) {
            let (mut signal, mut weight) = (0.0, 0.0);
            for &(indicator, num) in &issue.judged_by {
                let w = self.values[num];
                signal += w * (self.indicators[indicator] - 0.5);
                weight += w.abs();
            }
            // A quarter away from the middle is as good or as bad as it gets.
            let signal = (4.0 * signal / weight.max(1e-9)).clamp(-1.0, 1.0);
            let lean = shares(state.line);
            for (performance, lean) in state.performance.iter_mut().zip(lean) {
                if weight > 0.0 {
                    *performance += pace * lean * (signal - *performance);
                }
                *performance *= 1.0 - fade;
            }
        }
    }

    /// What the world reaches politics by: standing moves with responsibility for the line and
    /// with where one stood, and slowly reverts. Everything temporary fades.
    pub fn standing_turn(&mut self) {
        let back = self.share(self.k.standing_reversion);
        let cool = self.share(self.k.trust_reversion);
        let k = &self.k;
        // What is left of what fades.
        let [alert, prominence, support] =
            [k.alert_fade, k.prominence_fade, k.support_fade].map(|rate| 1.0 - self.share(rate));
        // By issue: the line, how it is going, how its poles are doing, its weight.
        let issues: Vec<(f64, f64, [f64; 2], f64)> = (self.issues.iter().zip(&self.salience))
            .map(|(issue, &weight)| {
                let lean = shares(issue.line);
                let going = lean[0] * issue.performance[0] + lean[1] * issue.performance[1];
                (issue.line, going, issue.performance, weight)
            })
            .collect();
        for &who in &self.active {
            let leader = &mut self.leaders[who];
            let (mut credit, mut record) = (0.0, 0.0);
            if k.with_record >= 0.5 {
                let own = leader.positions.iter().zip(&leader.prominence).zip(&leader.answers_for);
                for (&(line, going, performance, weight), own) in issues.iter().zip(own) {
                    let ((&position, &prominence), &answers) = own;
                    // In full for the line one agrees with; half for one that one only administers.
                    let agreement = 1.0 - 0.5 * (position - line).abs();
                    let voice = k.prominence_weight * prominence;
                    let going = (0.5 + 0.5 * agreement) * going;
                    let pole = if position >= 0.0 { performance[1] } else { performance[0] };
                    let own = position.abs() * pole;
                    record += answers * going;
                    credit += k.record_office * (answers + weight * voice) * going
                        + k.record_stance * weight * own * (0.5 + voice);
                }
            }
            leader.record = record;
            let toward = back * (leader.anchor - leader.standing);
            leader.standing = (leader.standing + toward + credit * self.months).clamp(0.0, 1.0);
            leader.alert *= alert;
            leader.prominence.iter_mut().for_each(|x| *x *= prominence);
            leader.support.iter_mut().for_each(|x| *x *= support);
            leader.accused = 0;
        }
        let (cool, memory) = (cool as f32, 1.0 - self.share(k.trust_reversion) as f32);
        let lean = 1.0 - self.share(k.leverage_fade) as f32;
        let (pairs, n) = (&mut self.pairs, self.active.len());
        for slot in 0..n {
            let trusts = &mut pairs.trust.row_mut(slot).as_flattened_mut()[..n];
            let anchors = &pairs.trust_anchor.row(slot).as_flattened()[..n];
            for (trust, anchor) in trusts.iter_mut().zip(anchors) {
                *trust += cool * (anchor - *trust);
            }
            let memories = &mut pairs.memory.row_mut(slot).as_flattened_mut()[..n];
            memories.iter_mut().for_each(|x| *x *= memory);
        }
        pairs.leverage.fade(n, lean);
    }

    /// The line on each issue moves towards the position of the organ that decides it: its
    /// members', by influence and prominence, partly by equal voice.
    pub fn lines_turn(&mut self) {
        if self.k.with_lines < 0.5 {
            return;
        }
        // By issue: positions by voice, and voices.
        let mut sums: Vec<(f64, f64)> = vec![(0.0, 0.0); self.issues.len()];
        let k = &self.k;
        for who in self.voters() {
            let leader = &self.leaders[who];
            let (reach, speaks) = (k.line_influence * leader.influence, 0.5 + 0.5 * leader.speak);
            let issues = leader.positions.iter().zip(&leader.prominence);
            for ((sum, weight), (position, prominence)) in sums.iter_mut().zip(issues) {
                let heard = 1.0 + k.prominence_weight * prominence;
                let voice = (1.0 - k.line_influence) * 0.1 + reach * heard * speaks;
                *sum += voice * position;
                *weight += voice;
            }
        }
        for (index, (sum, weight)) in sums.into_iter().enumerate() {
            let pace = self.share(self.values[self.polity.issues[index].pace]);
            if weight > 0.0 {
                let issue = &mut self.issues[index];
                issue.line += pace * (sum / weight - issue.line);
            }
            self.watch_turn(index);
        }
    }

    /// Notes a turn of the line: it has gone back by a twentieth from its last extreme.
    fn watch_turn(&mut self, index: usize) {
        const TURN: f64 = 0.05;
        let issue = &mut self.issues[index];
        let moved = issue.line - issue.extreme;
        let heading = if moved > 0.0 { 1 } else { -1 };
        if issue.heading == 0 {
            if moved.abs() > TURN {
                (issue.heading, issue.extreme) = (heading, issue.line);
            }
        } else if heading == issue.heading {
            issue.extreme = issue.line;
        } else if moved.abs() > TURN {
            (issue.heading, issue.extreme) = (heading, issue.line);
            self.log.turns.push((index, self.round));
        }
    }

    /// Norms move: terror to its floor plus the dread of whoever holds the police, collegiality
    /// with what the leader gets away with.
    pub fn norms_turn(&mut self) {
        if self.k.with_terror_norm >= 0.5 {
            let dread = (self.bases.iter())
                .filter_map(|base| {
                    let head = base.head?;
                    let secret = base.capacities[0] * base.capacities[2];
                    Some(secret * self.leaders[head].dread)
                })
                .fold(0.0, f64::max);
            let rest = (self.norms.floor + self.k.terror_police * dread).min(1.0);
            let pace = self.share(self.k.terror_pace);
            self.norms.terror += pace * (rest - self.norms.terror);
        }
        let allowed = (1.0 - self.greatest).clamp(0.0, 1.0);
        let pace = self.share(self.k.collegiality_pace);
        if self.norms.collegiality > allowed {
            self.norms.collegiality += pace * (allowed - self.norms.collegiality);
        }
    }
}
