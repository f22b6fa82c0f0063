//! The world moves: offices come and go, people die, indicators drift, issues go well or badly,
//! standing follows.

use super::lanes::{FOUR, four_of};
use super::state::{IssueState, Leader, Play, Status, share};
use super::{Occurrence, Tenure};
use crate::chance::normal;
use crate::polity::{IssueIx, OfficeIx, Parameters, Who};

/// Share of a line that lies with the low and the high pole.
pub(super) fn shares(line: f64) -> [f64; 2] {
    [0.5 - 0.5 * line, 0.5 + 0.5 * line]
}

impl IssueState {
    /// How well it goes, by the poles that the line leans to, in `[-1, 1]`.
    pub fn going(&self) -> f64 {
        let lean = shares(self.line);
        lean[0] * self.performance[0] + lean[1] * self.performance[1]
    }
}

/// How four issues go, side by side; nought beyond the last.
#[derive(Clone, Debug, Default)]
pub(super) struct Course {
    line: [f64; FOUR],
    going: [f64; FOUR],
    /// How the low and the high pole are doing.
    low: [f64; FOUR],
    high: [f64; FOUR],
    weight: [f64; FOUR],
}

impl Course {
    /// What these, which are that group of issues, do for somebody's credit and for the record of
    /// what he answers for. Not inlined: the compiler would take to pieces what is summed up.
    #[inline(never)]
    fn bear_on(&self, leader: &Leader, group: usize, k: &Parameters) -> [[f64; FOUR]; 2] {
        let position = four_of(&leader.positions, group);
        let prominence = four_of(&leader.prominence, group);
        let answers = four_of(&leader.answers_for, group);
        let found = four_of(&leader.found, group);
        let (mut credit, mut record) = ([0.0; FOUR], [0.0; FOUR]);
        for at in 0..FOUR {
            let (position, answers, weight) = (position[at], answers[at], self.weight[at]);
            // In full for the line one agrees with; half for one that one only administers.
            let agreement = 1.0 - 0.5 * (position - self.line[at]).abs();
            let voice = k.prominence_weight * prominence[at];
            let part = 0.5 + 0.5 * agreement;
            let going = part * self.going[at];
            let pole = if position >= 0.0 { self.high[at] } else { self.low[at] };
            let own = position.abs() * pole;
            // What came of it in his own time.
            record[at] = answers * going - part * found[at];
            credit[at] = k.record_office * (answers + weight * voice) * going
                + k.record_stance * weight * own * (0.5 + voice);
        }
        [credit, record]
    }
}

impl Play<'_> {
    /// What the calendar brings: offices open and close, people come of age for the bench, fall
    /// ill, die.
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
                    // Nobody votes on it.
                    self.tell(Occurrence::Took { office: o, who, share: 0.0 }, |_| Vec::new());
                }
            }
        }
        self.age();
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

    /// An office falls vacant: its base has no head until measured anew.
    pub fn vacate(&mut self, office: OfficeIx) {
        let holder = self.offices[office].holder.take();
        if let Some(base) = self.polity.offices[office].heads {
            let state = &mut self.bases[base];
            state.head = state.head.filter(|_| state.head != holder);
        }
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
        self.offices[office].found = self.issues.iter().map(IssueState::going).collect();
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
        let (pace, months) = (self.k.performance_pace, self.months);
        let fade = self.share(self.k.performance_fade);
        for at in 0..self.issues.len() {
            let signal = self.signal(at);
            let state = &mut self.issues[at];
            let lean = shares(state.line);
            for (performance, lean) in state.performance.iter_mut().zip(lean) {
                if let Some(signal) = signal {
                    *performance += share(pace * lean, months) * (signal - *performance);
                }
                *performance *= 1.0 - fade;
            }
        }
    }

    /// How well the indicators say that an issue is going, in `[-1, 1]`; nothing if none does.
    fn signal(&self, issue: IssueIx) -> Option<f64> {
        let (mut signal, mut weight) = (0.0, 0.0);
        for &(indicator, num) in &self.polity.issues[issue].judged_by {
            let w = self.values[num];
            signal += w * (self.indicators[indicator] - 0.5);
            weight += w.abs();
        }
        // A quarter away from the middle is as good or as bad as it gets.
        (weight > 0.0).then(|| (4.0 * signal / weight).clamp(-1.0, 1.0))
    }

    /// How an issue would go in the long run, if the line and the world stayed as they are: what those
    /// who have an office at the opening have found.
    pub fn going_for_good(&self, issue: IssueIx) -> f64 {
        let (pace, months) = (self.k.performance_pace, self.months);
        let kept = 1.0 - self.share(self.k.performance_fade);
        let signal = self.signal(issue).unwrap_or(0.0);
        let lean = shares(self.issues[issue].line);
        let each = lean.map(|lean| {
            let moved = share(pace * lean, months);
            lean * moved * signal * kept / (1.0 - (1.0 - moved) * kept).max(1e-9)
        });
        each[0] + each[1]
    }

    /// What the world reaches politics by: standing moves with responsibility for the line and
    /// with where one stood, and slowly reverts. Everything temporary fades.
    pub fn standing_turn(&mut self) {
        self.plot_courses();
        let back = self.share(self.k.standing_reversion);
        let cool = self.share(self.k.trust_reversion) as f32;
        let k = &self.k;
        // What is left of what fades.
        let [alert, prominence, support, grievance] =
            [k.alert_fade, k.prominence_fade, k.support_fade, k.grievance_fade]
                .map(|rate| 1.0 - self.share(rate));
        let leverage = 1.0 - self.share(k.leverage_fade) as f32;
        for &who in &self.active {
            let leader = &mut self.leaders[who];
            let (mut credit, mut record) = (0.0, 0.0);
            if k.with_record >= 0.5 {
                for (group, course) in self.courses.iter().enumerate() {
                    let [credits, records] = course.bear_on(leader, group, k);
                    credits.iter().for_each(|one| credit += one);
                    records.iter().for_each(|one| record += one);
                }
            }
            leader.record = record;
            let toward = back * (leader.anchor - leader.standing);
            leader.standing = (leader.standing + toward + credit * self.months).clamp(0.0, 1.0);
            leader.alert *= alert;
            leader.prominence.iter_mut().for_each(|x| *x *= prominence);
            // What was lost is remembered longer than what was won.
            leader
                .support
                .iter_mut()
                .for_each(|x| *x *= if *x < 0.0 { grievance } else { support });
            leader.accused = 0;
        }
        self.pairs.fade(self.active.len(), cool, 1.0 - cool, leverage);
    }

    /// Sees how each issue goes.
    fn plot_courses(&mut self) {
        self.courses.clear();
        self.courses.resize(self.issues.len().div_ceil(FOUR), Course::default());
        for (at, (issue, &weight)) in self.issues.iter().zip(&self.salience).enumerate() {
            let (course, lane) = (&mut self.courses[at / FOUR], at % FOUR);
            course.line[lane] = issue.line;
            course.going[lane] = issue.going();
            [course.low[lane], course.high[lane]] = issue.performance;
            course.weight[lane] = weight;
        }
    }

    /// The line on each issue moves towards the position of the organ that decides it: its
    /// members', by influence and prominence, partly by equal voice.
    pub fn lines_turn(&mut self) {
        if self.k.with_lines < 0.5 {
            return;
        }
        for group in 0..self.issues.len().div_ceil(FOUR) {
            let (positions, voices) = self.said_on(group);
            let issues = FOUR * group..self.issues.len();
            for (index, (sum, weight)) in issues.zip(positions.into_iter().zip(voices)) {
                let pace = self.share(self.values[self.polity.issues[index].pace]);
                if weight > 0.0 {
                    let issue = &mut self.issues[index];
                    issue.line += pace * (sum / weight - issue.line);
                }
                self.watch_turn(index);
            }
        }
    }

    /// On a group of issues, positions by voice, and voices.
    fn said_on(&self, group: usize) -> ([f64; FOUR], [f64; FOUR]) {
        let k = &self.k;
        let (mut positions, mut voices) = ([0.0; FOUR], [0.0; FOUR]);
        for who in self.voters() {
            let leader = &self.leaders[who];
            let (reach, speaks) = (k.line_influence * leader.influence, 0.5 + 0.5 * leader.speak);
            let position = four_of(&leader.positions, group);
            let prominence = four_of(&leader.prominence, group);
            for at in 0..FOUR {
                let heard = 1.0 + k.prominence_weight * prominence[at];
                let voice = (1.0 - k.line_influence) * 0.1 + reach * heard * speaks;
                positions[at] += voice * position[at];
                voices[at] += voice;
            }
        }
        (positions, voices)
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

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity, put_issue};
    use crate::polity::Indicator;

    #[test]
    fn how_an_issue_goes_for_good_is_where_it_comes_to_rest() {
        let mut polity = polity();
        put_issue(&mut polity, &[0.0, 0.0]);
        // Numbers between nought and one, as the fixture has them.
        let (start, weight) = (polity.norms.terror, polity.issues[0].salience);
        let (rest, reversion, drift, noise) = (start, start, start, start);
        polity.issues[0].judged_by = vec![(0, weight)];
        polity.indicators.push(Indicator {
            id: "shelves".into(),
            name: String::new(),
            colour: None,
            role: None,
            start,
            rest,
            reversion,
            drift,
            noise,
            pushed_by: Vec::new(),
        });
        for line in [-0.8, 0.0, 0.5] {
            let mut play = opened(&polity);
            (play.issues[0].line, play.indicators[0]) = (line, 0.4);
            let in_the_end = play.going_for_good(0);
            (0..10_000).for_each(|_| play.judge_lines());
            assert!((play.issues[0].going() - in_the_end).abs() < 1e-9, "{line}: {in_the_end}");
            assert!(in_the_end < -0.1, "it goes badly");
        }
    }

    #[test]
    fn cadres_remember_what_they_lost_longer_than_what_they_won() {
        let polity = polity();
        let mut play = opened(&polity);
        (play.leaders[0].support[0], play.leaders[0].support[1]) = (0.5, -0.5);
        (0..24).for_each(|_| play.standing_turn());
        let [won, lost] = [0, 1].map(|base| play.leaders[0].support[base]);
        assert!((won - 0.5 * libm::pow(1.0 - play.k.support_fade, 24.0)).abs() < 1e-9);
        assert!((lost + 0.5 * libm::pow(1.0 - play.k.grievance_fade, 24.0)).abs() < 1e-9);
        assert!(-lost > 2.0 * won);
    }
}
