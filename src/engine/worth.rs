//! What each kind of action looks worth to somebody, against each target.
//!
//! Gain is ambition times the forecast change in influence, less the forecast change in the chance
//! of falling times the price of losing, plus conviction times the movement of the line.

use super::act::{Kind, Outlook};
use super::gains::{Gains, NONE};
use super::lanes::{FOUR, Four, Groups, LANES, Lanes, four_of, lanes, positive, sum};
use super::scene::Scene;
use super::state::{Play, Plot};
use crate::polity::{BaseIx, Capacity, IssueIx, OfficeIx, Round, Who};

/// What an open motion must seem worth at first sight to come to mind.
pub(super) const UNTHINKABLE: f32 = -0.12;

/// What one man's month rests on, whatever he does.
pub(super) struct Prospects {
    pub who: Who,
    /// His place among the active.
    pub slot: usize,
    /// What a unit of influence, and a unit of safety, is worth to him.
    pub influence: f64,
    pub safety: f64,
    /// How much he wants to rule.
    pub reach: f64,
    /// Share of the price of losing that he minds.
    pub caution: f64,
}

/// Posts that somebody can fill in a month in a base, by all of his offices.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placing {
    who: Who,
    base: BaseIx,
    posts: f64,
}

/// How four issues stand, side by side.
#[derive(Debug)]
pub(super) struct Course {
    salience: [f64; FOUR],
    /// Likewise, against the most pressing issue.
    pressing: Four,
    line: [f64; FOUR],
    /// How well the low and the high pole are doing.
    performance: [[f64; FOUR]; 2],
    /// Nought for an issue, and the least possible where there is none that anybody minds.
    absent: Four,
}

impl Play<'_> {
    /// How all issues stand, by four.
    pub fn look_at_issues(&self, courses: &mut Vec<Course>) {
        courses.clear();
        for (group, issues) in self.issues.chunks(FOUR).enumerate() {
            let mut course = Course {
                salience: four_of(&self.salience, group),
                pressing: [0.0; FOUR],
                line: [0.0; FOUR],
                performance: [[0.0; FOUR]; 2],
                absent: [NONE; FOUR],
            };
            for (lane, state) in issues.iter().enumerate() {
                course.line[lane] = state.line;
                course.pressing[lane] = self.pressing(group * FOUR + lane) as f32;
                let [low, high] = &mut course.performance;
                [low[lane], high[lane]] = state.performance;
                course.absent[lane] = if course.salience[lane] > 0.0 { 0.0 } else { NONE };
            }
            courses.push(course);
        }
    }

    /// What somebody's choices rest on this month.
    pub fn prospects(&self, i: Who, scene: &Scene) -> Prospects {
        let k = &self.k;
        let reach = self.reach(i, scene.greatest);
        Prospects {
            who: i,
            slot: self.slot(i),
            caution: self.caution(i),
            influence: self.worth_of_influence(reach),
            safety: k.value_safety * scene.price,
            reach,
        }
    }

    /// Months ahead that a gain in influence counts: no more than two years.
    pub fn foresight(&self) -> f64 {
        self.k.horizon.min(24.0)
    }

    /// What a unit of influence is worth to whoever wants so much to rule: the longer he looks
    /// ahead, the more.
    pub fn worth_of_influence(&self, reach: f64) -> f64 {
        self.k.value_influence * reach * self.foresight() / 12.0
    }

    /// What somebody sees in each target of each kind, but for those that take longest, which are
    /// weighed by [`Self::weigh_closely`].
    pub fn weigh(&self, mind: &Prospects, outlook: &Outlook, scene: &Scene, gains: &mut Gains) {
        let k = &self.k;
        let me = &self.leaders[mind.who];
        let on = |switch: f64| switch >= 0.5;
        gains.clear();
        let gain = k.lie_low_value + mind.safety * me.pressure * k.lie_low_effect * 0.3;
        gains.put_alone(Kind::LieLow, gain as f32);
        if on(k.with_patronage) && me.patronage > 0.0 {
            self.worth_appointing(mind, &outlook.placings, scene, gains);
        }
        if on(k.with_courtship) {
            self.worth_courting(mind, scene, gains);
        }
        if on(k.with_platforms) {
            self.worth_championing(mind, &outlook.courses, scene, gains);
        }
        if on(k.with_guard) {
            // The fewer troops he has, the more a guard makes of them.
            let unarmed = 1.0 - me.coercion;
            let gain = k.guard_effect * (1.0 - me.alert) * me.pressure * unarmed * k.force_alert;
            gains.put_alone(Kind::Guard, (mind.safety * gain) as f32);
            let menaced = |plot: &&Plot| plot.target == mind.who && plot.warned;
            if let Some(plot) = self.plots.iter().find(menaced) {
                let gain = 0.5 * mind.safety * (0.2 + me.pressure);
                gains.begin(Kind::Counter);
                gains.put(Kind::Counter, self.slot(plot.leader), gain as f32);
            }
        }
    }

    /// What somebody sees in each target of a kind that [`Self::weigh`] leaves out, and that is open
    /// to him now. Open motions are seen at first sight.
    pub fn weigh_closely(&self, kind: Kind, mind: &Prospects, scene: &Scene, gains: &mut Gains) {
        match kind {
            Kind::Shift => self.weigh_shifts(mind, scene, gains),
            Kind::Initiative => self.weigh_initiatives(mind, scene, gains),
            _ => self.weigh_people(kind, mind, scene, gains),
        }
    }

    fn weigh_initiatives(&self, mind: &Prospects, scene: &Scene, gains: &mut Gains) {
        gains.begin(Kind::Initiative);
        for (at, offer) in scene.initiatives.iter().enumerate() {
            let worth = self.worth_taking_up(mind.who, offer, mind.influence, scene);
            if let Some((_, gain)) = worth.filter(|worth| worth.1 > 0.0) {
                gains.put(Kind::Initiative, at, gain as f32);
            }
        }
    }

    /// The place of the man against whom somebody might move openly: the most promising at first
    /// sight only.
    pub fn motion_in_mind(&self, gains: &Gains) -> Option<usize> {
        gains.best(Kind::Move, UNTHINKABLE)
    }

    /// What shifting on each issue offers.
    fn weigh_shifts(&self, mind: &Prospects, scene: &Scene, gains: &mut Gains) {
        let (k, me) = (&self.k, &self.leaders[mind.who]);
        let (weights, eased) = self.common_ground(mind.who, scene);
        let effect = k.shift_effect * (1.0 - me.rigidity);
        let eased = mind.safety * k.hostility_issues * 0.5 * eased;
        let price = k.value_conviction * (0.2 + 0.8 * me.rigidity) * 0.12;
        let worth = (0..self.issues.len()).map(|issue| {
            let to = self.ground_on(issue, &weights);
            let step = effect * (to - me.positions[issue]).abs();
            let salience = self.salience(issue);
            if salience > 0.0 { (salience * step * (eased - price)) as f32 } else { NONE }
        });
        gains.put_all(Kind::Shift, worth);
    }

    /// What courting each base offers.
    fn worth_courting(&self, mind: &Prospects, scene: &Scene, gains: &mut Gains) {
        let me = &self.leaders[mind.who];
        let courting = mind.influence * self.courting(mind.who) * scene.response;
        let bases = scene.weight.iter().zip(&me.support).enumerate();
        let worth = bases.map(|(base, (weight, support))| {
            let room = (1.0 - support).max(0.0);
            (courting * weight * room * (1.0 - self.cadres.share(base, mind.who))) as f32
        });
        gains.put_all(Kind::Court, worth);
    }

    fn worth_appointing(
        &self,
        mind: &Prospects,
        placings: &[Placing],
        scene: &Scene,
        gains: &mut Gains,
    ) {
        gains.begin(Kind::Appoint);
        for &Placing { who, base, posts } in placings {
            if who == mind.who {
                let others = 1.0 - self.cadres.share(base, who);
                let placed: usize = self.posts_to_fill(base, posts * self.months).iter().sum();
                let gain = mind.influence * scene.lasting[base] * others;
                // In a month in which no whole post is due there is nothing to give.
                if placed > 0 {
                    let gain = gain * placed as f64 / self.months;
                    gains.put(Kind::Appoint, base, gain as f32);
                }
            }
        }
    }

    /// How many posts somebody who places so many a round can fill in a base in this round: those that
    /// are empty, and those from which he can turn somebody out. Whole posts; a part of one counts from
    /// round to round.
    pub fn posts_to_fill(&self, base: BaseIx, posts: f64) -> [usize; 2] {
        let so_far = |rounds: Round| libm::floor(posts * rounds as f64) as usize;
        let by_now = so_far(self.round + 1);
        let due = by_now - so_far(self.round);
        let empty = due.min(self.bases[base].vacant.len());
        // Turning others out is slower: half as many, of which a part counts on as well.
        let left = due - empty;
        [empty, by_now / 2 - (by_now - left) / 2]
    }

    /// Who can place how many cadres a month, by base.
    pub fn look_at_posts(&self, placings: &mut Vec<Placing>) {
        placings.clear();
        for (office, (state, rule)) in self.offices.iter().zip(&self.polity.offices).enumerate() {
            let Some(who) = state.holder else { continue };
            for &base in &rule.powers.appoint_in {
                let posts = self.placings_by(office, base);
                let known = placings.iter_mut().find(|it| it.who == who && it.base == base);
                match known {
                    Some(placing) => placing.posts += posts,
                    None if posts > 0.0 => placings.push(Placing { who, base, posts }),
                    None => {}
                }
            }
        }
    }

    /// How many cadres somebody can place in a base in one round.
    pub fn placings(&self, who: Who, base: BaseIx) -> f64 {
        let all = self
            .held_by(who)
            .filter(|&office| self.polity.offices[office].powers.appoint_in.contains(&base));
        all.map(|office| self.placings_by(office, base)).sum::<f64>() * self.months
    }

    /// How many cadres an office can place in a base a month.
    fn placings_by(&self, office: OfficeIx, base: BaseIx) -> f64 {
        let own = self.polity.offices[office].heads.unwrap_or(base);
        let reach = self.bases[own].capacities[Capacity::Appointment as usize];
        self.offices[office].appoint * (0.5 + 0.5 * reach)
    }

    /// Support that somebody wins by courting.
    pub fn courting(&self, who: Who) -> f64 {
        self.k.court_effect * (0.4 + 0.6 * self.leaders[who].appeal)
    }

    /// Weight of an issue among all; over all issues they sum to 1.
    #[inline]
    pub fn salience(&self, issue: IssueIx) -> f64 {
        self.salience[issue]
    }

    /// How pressing an issue is against the most pressing, in `[0, 1]`.
    #[inline]
    pub fn pressing(&self, issue: IssueIx) -> f64 {
        self.salience[issue] / self.most_pressing.max(1e-9)
    }

    /// What championing each issue offers, four issues at a time.
    fn worth_championing(
        &self,
        mind: &Prospects,
        courses: &[Course],
        scene: &Scene,
        gains: &mut Gains,
    ) {
        let (k, me) = (&self.k, &self.leaders[mind.who]);
        let heeded =
            (1.0 - me.support.iter().sum::<f64>() / me.support.len().max(1) as f64).max(0.0);
        let heard = (k.champion_effect * (0.3 + me.publicity) * heeded * scene.response) as f32;
        let weight = (k.champion_effect * k.prominence_weight * me.influence) as f32;
        let conviction = k.value_conviction as f32 * weight;
        let credit = (k.standing_share * k.record_stance * 12.0) as f32 * weight;
        let influence = mind.influence as f32;
        for (group, course) in courses.iter().enumerate() {
            let first = group * FOUR;
            let (stands, prominence) =
                (four_of(&me.positions, group), four_of(&me.prominence, group));
            // How far he is from the line, and how his pole does.
            let apart: Four = lanes(|lane| {
                (course.salience[lane] * (stands[lane] - course.line[lane]).abs()) as f32
            });
            let [low, high] = &course.performance;
            let above = |x: f64| if x > 0.0 { x } else { 0.0 };
            let own: Four = lanes(|lane| {
                let own = low[lane] * above(-stands[lane]) + high[lane] * above(stands[lane]);
                (course.salience[lane] * own) as f32
            });
            let room: Four = lanes(|lane| (1.0 - prominence[lane]) as f32);
            let agreed = resonance(stands.map(|stands| stands as f32), group, scene);
            let worth: Four = lanes(|lane| {
                let agreed = course.pressing[lane] * agreed[lane];
                let won = heard * agreed + credit * room[lane] * own[lane];
                let worth = room[lane] * (conviction * apart[lane] + influence * won);
                worth + course.absent[lane]
            });
            gains.put_four(Kind::Champion, first, worth);
        }
    }

    /// What the others' votes count for somebody who needs them, by place; and how much they menace
    /// him.
    pub fn common_ground(&self, i: Who, scene: &Scene) -> (Groups<Lanes>, f64) {
        let (slot, bias) = (self.slot(i), self.k.vote_bias as f32);
        let mut menace = [0.0; LANES];
        let weights = Groups::of(self.active.len(), |group| {
            let face = &scene.faces[group];
            let against = self.pairs.hostility.group_against(slot, group);
            let mut weights = [0.0; LANES];
            for (weight, &j) in weights.iter_mut().zip(&self.active[group * LANES..]) {
                *weight = f32::from(u8::from(self.leaders[j].seated & (j != i)));
            }
            for lane in 0..LANES {
                let against = positive(against[lane]);
                // The undecided are the ones to be won, not the lost.
                let swing = 1.0 / (1.0 + 6.0 * (against - bias).abs());
                menace[lane] += weights[lane] * face.influence[lane] * against;
                weights[lane] *= (0.1 + face.influence[lane]) * swing;
            }
            weights
        });
        (weights, sum(&menace))
    }

    /// Where those with these weights stand on an issue.
    pub fn ground_on(&self, issue: IssueIx, weights: &Groups<Lanes>) -> f64 {
        let (mut sum_of, mut all) = ([0.0; LANES], [0.0; LANES]);
        for (weights, positions) in weights.iter().zip(self.ground.on(issue)) {
            for lane in 0..LANES {
                sum_of[lane] += weights[lane] * positions[lane];
                all[lane] += weights[lane];
            }
        }
        sum(&sum_of) / (sum(&all) + 1e-9)
    }
}

/// How far the cadres, base by base, agree with a position on each of four issues.
#[inline]
fn resonance(position: Four, group: usize, scene: &Scene) -> Four {
    let mut sum = [0.0; FOUR];
    let bases = scene.weight_f32.len();
    for (weight, views) in scene.weight_f32.iter().zip(&scene.views[group * bases..][..bases]) {
        for lane in 0..FOUR {
            sum[lane] += weight * (0.6 - (views[lane] - position[lane]).abs());
        }
    }
    sum
}
