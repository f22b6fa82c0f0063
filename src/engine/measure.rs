//! Grip on bases, influence, who leads, who is paramount.

use super::appeal::Sides;
use super::state::{BaseState, Play, Status};
use super::{Detail, Occurrence};
use crate::polity::{Capacity, Who};

/// What standing weighs: raised to a power, by square root where that is enough.
fn regard(standing: f64, power: f64) -> f64 {
    if power == 1.5 { standing * standing.sqrt() } else { libm::pow(standing, power) }
}

/// The greater of two; neither may be other than a number.
fn more(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

impl Play<'_> {
    /// Who heads each base and how far each principal grips it: the head's command share, and the
    /// cadres who back him.
    pub fn measure_grip(&mut self) {
        // Command by office is worth what the system's legitimacy makes it.
        let legitimacy = 0.75 + 0.5 * self.legitimacy();
        for (base, state) in self.bases.iter_mut().enumerate() {
            (state.head, state.obedience, state.headship) = (None, 0.0, 0.0);
            // Of several offices over one base the weightiest counts, of equals the first.
            let over = self.offices.iter().zip(&self.polity.offices).filter(|(office, rule)| {
                rule.heads == Some(base) && office.open && office.holder.is_some()
            });
            let offices = over.map(|(office, _)| office);
            let first =
                offices.reduce(|a, b| if b.responsibility > a.responsibility { b } else { a });
            if let Some(office) = first {
                (state.head, state.obedience) = (office.holder, office.command);
                state.headship = (state.command * legitimacy).min(0.95);
            }
        }
        let leaders = self.leaders.len();
        for (base, state) in self.bases.iter_mut().enumerate() {
            let rest = (1.0 - state.headship) / self.cadres.totals[base].max(1.0);
            state.grip.resize(leaders, 0.0);
            // Nobody backs who is not active.
            for (grip, backing) in state.grip.iter_mut().zip(self.cadres.backing_in(base)) {
                *grip = backing * rest;
            }
            if let Some(head) = state.head {
                state.grip[head] += state.headship;
            }
        }
    }

    /// Grip, influence and powers as they stand.
    pub fn take_stock(&mut self) {
        debug_assert!(
            (0..self.leaders.len())
                .filter(|&who| self.leaders[who].status == Status::Active)
                .eq(self.active.iter().copied()),
            "mustered"
        );
        self.weigh_bases();
        self.measure_grip();
        let regards = self.measure_regard();
        let patronage = self.measure_offices();
        let influences = self.measure_hold(regards);
        self.measure_powers(influences, patronage);
        self.call_roll();
    }

    /// What each principal's standing weighs; returns what all of them do. What offices give is yet
    /// to be measured.
    fn measure_regard(&mut self) -> f64 {
        let mut all = 0.0;
        for &who in &self.active {
            let leader = &mut self.leaders[who];
            leader.regard = regard(leader.standing, self.k.standing_power);
            all += leader.regard;
            // Whoever answered for nothing has noughts there already.
            if leader.responsibility != 0.0 {
                leader.answers_for.fill(0.0);
                leader.found.fill(0.0);
            }
            (leader.responsibility, leader.speak) = (0.0, 0.0);
            (leader.patronage, leader.files) = (0.0, 0.0);
        }
        all
    }

    /// Works out what the whole of each base would give.
    fn weigh_bases(&mut self) {
        let weights = self.bases.iter().map(|b| b.weight).sum::<f64>().max(1e-9);
        let capacity = |b: &BaseState, what: Capacity| b.capacities[what as usize];
        let coercion = |b: &BaseState| capacity(b, Capacity::Coercion) * b.weight;
        let force = self.bases.iter().map(coercion).sum::<f64>().max(1e-9);
        for base in &mut self.bases {
            base.counts = [
                (1.0 - self.k.standing_share) * base.weight / weights,
                coercion(base) / force,
                capacity(base, Capacity::Information),
                capacity(base, Capacity::Publicity),
            ];
        }
    }

    /// What each principal's grip comes to over all bases; to influence, his share of all standing
    /// is added. Returns what the influence of all comes to.
    fn measure_hold(&mut self, regards: f64) -> f64 {
        for leader in &mut self.leaders {
            leader.influence = 0.0;
        }
        let each = self.k.standing_share / regards.max(1e-9);
        let mut influences = 0.0;
        let bases = &self.bases[..];
        for &who in &self.active {
            let mut sums = [0.0; 4];
            for base in bases {
                let grip = base.grip[who];
                sums = std::array::from_fn(|at| sums[at] + base.counts[at] * grip);
            }
            let leader = &mut self.leaders[who];
            [leader.influence, leader.coercion, leader.information, leader.publicity] = sums;
            leader.defiance = 0.0;
            leader.influence += each * leader.regard;
            influences += leader.influence;
        }
        // Troops obey their commander as far as his office commands them, and otherwise go with
        // whom they back. Until powers are measured, defiance holds those that obey.
        for base in &self.bases {
            if let Some(head) = base.head {
                let leader = &mut self.leaders[head];
                let commanded = base.counts[1] * base.headship;
                leader.coercion -= commanded;
                leader.defiance += commanded * base.obedience;
            }
        }
        influences
    }

    /// Closes the round: who leads, who is paramount, and what is kept of it.
    pub fn measure(&mut self) {
        self.take_stock();
        self.lead();
        self.record_round();
    }

    /// The parts that somebody's influence is made of: one a base, then standing; they sum to it.
    fn parts(&self, who: Who) -> Vec<f64> {
        let (influence, regard) = (self.leaders[who].influence, self.leaders[who].regard);
        let regards: f64 = self.active.iter().map(|&i| self.leaders[i].regard).sum();
        let standing = self.k.standing_share * regard / regards.max(1e-9);
        let gripped = self.bases.iter().map(|base| base.counts[0] * base.grip[who]);
        let mut parts: Vec<f64> = gripped.chain([standing]).collect();
        let all: f64 = parts.iter().sum();
        if all > 1e-12 {
            parts.iter_mut().for_each(|part| *part *= influence / all);
        } else {
            parts[self.bases.len()] = influence;
        }
        parts
    }

    /// What each principal can bring to bear: influence, normalised over the active, and coercion,
    /// patronage, files, platform. Where the most patronage that anyone has is above 1, it counts as 1.
    fn measure_powers(&mut self, influences: f64, patronage: f64) {
        // Where nobody has anything, all are alike.
        let alike = 1.0 / self.active.len().max(1) as f64;
        let scale = 1.0 / influences;
        let mut greatest = 0.0;
        for &who in &self.active {
            let leader = &mut self.leaders[who];
            let share = leader.influence * scale;
            leader.influence = if influences <= 1e-12 { alike } else { share };
            greatest = more(greatest, leader.influence);
            if patronage > 1.0 {
                leader.patronage /= patronage;
            }
            let (backed, ordered) = (leader.coercion, leader.defiance);
            leader.coercion = (backed + ordered).clamp(0.0, 1.0);
            // Against a vote of the organ an order is worth what the man is feared.
            leader.defiance = (0.6 * backed + leader.dread * ordered).clamp(0.0, 1.0);
            leader.publicity = (0.5 * leader.speak + 0.5 * leader.publicity).min(1.0);
            leader.speak = leader.speak.min(1.0);
            leader.information = (0.5 * leader.files + leader.information).clamp(0.0, 1.0);
        }
        self.greatest = greatest;
    }

    /// What each principal's offices give him: one office after the other, as most hold none.
    /// Returns the most patronage that anyone has.
    fn measure_offices(&mut self) -> f64 {
        let mut most = 0.0;
        for (o, rule) in self.offices.iter().zip(&self.polity.offices) {
            let active = |who: &Who| self.leaders[*who].status == Status::Active;
            let Some(who) = o.holder.filter(active) else { continue };
            let appointment = Capacity::Appointment as usize;
            let reach = rule.heads.map_or(0.5, |b| self.bases[b].capacities[appointment]);
            let leader = &mut self.leaders[who];
            leader.responsibility += o.responsibility;
            leader.speak = more(leader.speak, o.speak);
            // Whoever may appoint nowhere is nobody's patron.
            if !rule.powers.appoint_in.is_empty() {
                leader.patronage += o.appoint * (0.5 + 0.5 * reach);
            }
            most = more(most, leader.patronage);
            leader.files += o.files;
            // What it answers for: what is listed, by weight, or all, by salience. Nobody answers
            // at once for what he found, and what that was is forgotten as he stays.
            let held = (self.round - o.since) as f64 * self.months;
            let his = held / (held + self.k.record_half);
            let (answerable, excused) =
                (o.responsibility * his, o.responsibility * his * (1.0 - his));
            if rule.answers_for.is_empty() {
                let answers = leader.answers_for.iter_mut().zip(&mut leader.found);
                let issues = self.salience.iter().zip(&o.found);
                for ((answers, found), (salience, was)) in answers.zip(issues) {
                    *answers += answerable * salience;
                    *found += excused * salience * was;
                }
                continue;
            }
            let listed = || rule.answers_for.iter().map(|&(issue, num)| (issue, self.values[num]));
            let all = listed().map(|entry| entry.1.abs()).sum::<f64>().max(1e-9);
            for (issue, weight) in listed() {
                leader.answers_for[issue] += answerable * weight / all;
                leader.found[issue] += excused * weight / all * o.found[issue];
            }
        }
        most
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
        if self.expected_share_against(who) <= self.majority() {
            return true;
        }
        let Some(organ) = self.higher_organ().filter(|&organ| self.convenes(who, organ)) else {
            return false;
        };
        let hostility = |&i: &Who| self.pairs.hostility.at(i, who);
        let members: Vec<Who> = (self.active.iter().copied())
            .filter(|i| *i != who && hostility(i) > self.k.vote_bias)
            .collect();
        let leader = (members.iter().copied())
            .max_by(|a, b| hostility(a).total_cmp(&hostility(b)).then(b.cmp(a)));
        let Some(leader) = leader else { return true };
        let sides = Sides { target: who, leader, members: &members, alone: false };
        self.saved_by_appeal(organ, sides, 1.0) > 0.5
    }

    fn record_round(&mut self) {
        let narrow = |x: f64| x as f32;
        let measures = &mut self.log.measures;
        measures.influence.push(self.leaders.iter().map(|l| narrow(l.influence)).collect());
        measures.standing.push(self.leaders.iter().map(|l| narrow(l.standing)).collect());
        measures.indicators.push(self.indicators.iter().map(|&x| narrow(x)).collect());
        measures.lines.push(self.issues.iter().map(|issue| narrow(issue.line)).collect());
        let norms = [self.norms.terror, self.norms.collegiality, self.norms.precedent];
        measures.norms.push(norms.map(narrow));
        if self.detail == Detail::Full {
            let mut rows = vec![vec![0.0; self.bases.len() + 1]; self.leaders.len()];
            for &who in &self.active {
                rows[who] = self.parts(who).into_iter().map(narrow).collect();
            }
            self.log.measures.parts.push(rows);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{opened, polity};
    use super::super::state::{IssueState, Play};
    use crate::chance::Key;
    use crate::polity::{Issue, Parameters, Polity, RoundUnit};

    /// One issue, which goes so well, and for which each office answers. Rounds are years.
    fn one_issue(polity: &mut Polity, performance: f64) -> Play<'_> {
        polity.calendar.unit = RoundUnit::Year;
        let mut play = opened(polity);
        let key = Key::of("issue", "matter", 0);
        let performance = [performance; 2];
        play.issues = vec![IssueState { key, line: 0.0, performance, extreme: 0.0, heading: 0 }];
        play.salience = vec![1.0];
        play.offices.iter_mut().for_each(|office| office.found = vec![0.0]);
        for leader in &mut play.leaders {
            (leader.answers_for, leader.found) = (vec![0.0], vec![0.0]);
        }
        play
    }

    #[test]
    fn what_he_found_excuses_him_until_he_has_stayed() {
        let mut polity = polity();
        let mut play = one_issue(&mut polity, -0.4);
        let all = play.offices[0].responsibility;
        play.vacate(0);
        play.install(0, 3);
        play.vacate(1);
        let mut excused = |round: usize| {
            play.round = round;
            play.measure_regard();
            play.measure_offices();
            play.leaders[3].found[0]
        };
        // After a year he answers for half, and half of that is what he found.
        assert_eq!(excused(0), 0.0);
        assert!((excused(1) - 0.25 * -0.4 * all).abs() < 1e-12);
        assert!((excused(9) - 0.09 * -0.4 * all).abs() < 1e-12);
        assert!(excused(1_000_000).abs() < 1e-6);
    }

    #[test]
    fn nobody_answers_at_once_for_what_he_found() {
        let mut polity = polity();
        let mut play = one_issue(&mut polity, 0.0);
        let half = Parameters::default().record_half;
        assert_eq!(half, 12.0, "a round");
        for office in [0, 1] {
            let all = play.offices[office].responsibility;
            let answers = |play: &mut super::Play, round: usize| {
                play.round = round;
                play.measure_regard();
                play.measure_offices();
                play.leaders[play.offices[office].holder.expect("held")].answers_for[0]
            };
            assert_eq!(answers(&mut play, 0), 0.0);
            assert_eq!(answers(&mut play, 1), 0.5 * all);
            assert!((answers(&mut play, 3) - 0.75 * all).abs() < 1e-12);
            // His successor begins anew, whatever there is to answer for.
            play.vacate(office);
            play.install(office, 3);
            assert_eq!(answers(&mut play, 3), 0.0);
            assert_eq!(answers(&mut play, 4), 0.5 * all);
            play.vacate(office);
        }
    }

    #[test]
    fn whoever_answers_for_the_reverse_of_something_answers_for_no_more_than_all() {
        let mut polity = polity();
        let against = polity.offices[0].responsibility;
        polity.offices[0].answers_for = vec![(0, against)];
        let nothing = polity.norms.precedent;
        polity.issues.push(Issue {
            id: "matter".into(),
            name: String::new(),
            low: String::new(),
            high: String::new(),
            line: nothing,
            pace: nothing,
            salience: against,
            decided_by: 0,
            judged_by: Vec::new(),
        });
        for principal in &mut polity.principals {
            principal.positions.push(nothing);
        }
        for base in &mut polity.bases {
            base.cohort.mean.push(nothing);
        }
        let mut play = opened(&polity);
        play.round = 1_000_000;
        let mut answers = |weight: f64| {
            play.values.set(against, weight);
            play.measure_regard();
            play.measure_offices();
            play.leaders[0].answers_for[0]
        };
        let (for_it, against_it) = (answers(0.5), answers(-0.5));
        assert!((for_it - 0.5).abs() < 1e-3 && against_it == -for_it, "{for_it} {against_it}");
    }

    #[test]
    fn the_harder_a_majority_is_to_find_the_safer_is_whoever_leads() {
        let polity = polity();
        let majority = polity.organs[polity.presidium].majority;
        let mut play = opened(&polity);
        play.k.with_appeals = 0.0;
        for who in 1..4 {
            play.pairs.hostility.put(who, 0, if who < 3 { 5.0 } else { -5.0 });
        }
        let mut survives = |share: f64| {
            play.values.set(majority, share);
            play.would_survive(0)
        };
        // Two of four are against him.
        assert_eq!([0.4, 0.6, 0.9].map(&mut survives), [false, true, true]);
    }
}
