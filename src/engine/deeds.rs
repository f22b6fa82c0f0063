//! What actions do. Every effect is read by some other step.

use super::act::Kind;
use super::cadres::NOBODY;
use super::decide::Initiative;
use super::scene::Scene;
use super::state::Play;
use super::{Act, Aim, Occurrence, Reading};
use crate::chance::{Purpose, Stream, logistic};
use crate::polity::{BaseIx, IssueIx, OfficeIx, Who};

impl Play<'_> {
    /// Carries out an action against the target with this place among those of its kind; an open motion
    /// with its aim.
    pub fn carry_out(
        &mut self,
        who: Who,
        kind: Kind,
        at: usize,
        aim: Option<Aim>,
        scene: &Scene,
        reads: Vec<Reading>,
    ) {
        let whom = |play: &Self| play.active[at];
        match kind {
            Kind::LieLow => {
                self.leaders[who].lies_low = true;
                self.told(who, Act::LieLow, reads);
            }
            Kind::Appoint => self.appoint(who, at, scene, reads),
            Kind::Court => self.court(who, at, reads),
            Kind::WinOver => self.win_over(who, whom(self), reads),
            Kind::Champion => self.champion(who, at, scene, reads),
            Kind::Shift => {
                self.shift(who, at, scene, reads);
                self.shift_ground(who, at);
            }
            Kind::Denounce => self.denounce(who, whom(self), scene, reads),
            Kind::CollectFiles => self.collect_files(who, whom(self), reads),
            Kind::LeanOn => self.lean_on(who, whom(self), reads),
            Kind::Guard => self.guard(who, reads),
            Kind::Plot => self.begin_plot(who, whom(self), reads),
            Kind::Counter => self.counter(who, whom(self), reads),
            Kind::Initiative => self.take_up(who, at, scene, reads),
            Kind::Move => {
                let aim = aim.expect("whoever moves openly knows what he asks for");
                self.move_openly(who, whom(self), aim, reads);
            }
        }
    }

    /// Moves openly that a colleague be relieved or censured.
    fn move_openly(&mut self, who: Who, whom: Who, aim: Aim, reads: Vec<Reading>) {
        self.told(who, Act::Move(whom, aim), reads);
        self.open_motion(who, whom, aim);
    }

    /// Takes up an initiative, unless somebody has been quicker.
    fn take_up(&mut self, who: Who, at: usize, scene: &Scene, reads: Vec<Reading>) {
        let offer = &scene.initiatives[at];
        let crisis = offer.crisis;
        if self.initiative_open(crisis) {
            self.told(who, Act::Initiative(crisis), reads);
            let influence = self.worth_of_influence(self.reach(who, scene.greatest));
            let proposed = self.worth_taking_up(who, offer, influence, scene);
            let proposal = proposed.map_or(0, |proposed| proposed.0);
            self.fire(crisis, Some(Initiative { who, proposal }));
        }
    }

    /// The weightiest office that somebody holds.
    pub fn weightiest_office(&self, who: Who) -> Option<OfficeIx> {
        let weight = |&o: &usize| self.offices[o].responsibility;
        self.held_by(who).max_by(|a, b| weight(a).total_cmp(&weight(b)).then(b.cmp(a)))
    }

    /// Keeps an action with what it read.
    pub fn told(&mut self, who: Who, act: Act, reads: Vec<Reading>) {
        self.tell(Occurrence::Act { who, act }, |_| reads);
    }

    /// Luck for whatever an action of this round leaves open.
    fn deed_luck(&mut self, purpose: Purpose, who: Who, whom: Who) -> f64 {
        let stream = Stream::new(purpose, self.leaders[who].key, self.leaders[whom].key);
        self.chance.unit(stream, self.round as u64)
    }

    /// Places clients: first in posts that fell empty, then in posts of men without a protector.
    pub fn appoint(&mut self, who: Who, base: BaseIx, scene: &Scene, reads: Vec<Reading>) {
        let [empty, mut left] = self.posts_to_fill(base, self.placings(who, base));
        let mut newcomers = Vec::with_capacity(empty + left);
        for _ in 0..empty {
            let at = self.bases[base].vacant.remove(0);
            self.move_in(at, Some(who));
            newcomers.push(at);
        }
        for at in self.cadres.of(base) {
            if left == 0 {
                break;
            }
            let cadre = &self.cadres.each[at];
            let protected = cadre.patron != NOBODY
                && self.leaders[usize::from(cadre.patron)].influence
                    >= 0.5 * self.leaders[who].influence;
            if !protected && usize::from(cadre.backs) != who {
                self.move_in(at, Some(who));
                newcomers.push(at);
                left -= 1;
            }
        }
        self.take_sides(&newcomers, &scene.appeals);
        self.told(who, Act::Appoint(base, newcomers.len() as u32), reads);
    }

    /// Courts a base.
    pub fn court(&mut self, who: Who, base: BaseIx, reads: Vec<Reading>) {
        let won = self.share(self.courting(who));
        let support = &mut self.leaders[who].support[base];
        *support += won.min((1.0 - *support).max(0.0));
        self.told(who, Act::Court(base), reads);
    }

    /// Wins over a colleague.
    pub fn win_over(&mut self, who: Who, whom: Who, reads: Vec<Reading>) {
        let room = 0.5 * (1.0 - self.pairs.trust.at(whom, who));
        let won =
            self.share(self.k.win_over_effect) * (0.5 + 0.5 * self.leaders[who].cunning) * room;
        self.pairs.trust.add(whom, who, won, -1.0, 1.0);
        self.told(who, Act::WinOver(whom), reads);
    }

    /// Champions his line: it makes him heard, and answerable for how the line does.
    pub fn champion(&mut self, who: Who, issue: IssueIx, scene: &Scene, reads: Vec<Reading>) {
        let effect = self.share(self.k.champion_effect);
        let heard = effect * (0.3 + self.leaders[who].publicity) * self.pressing(issue);
        let leader = &mut self.leaders[who];
        leader.prominence[issue] += effect * (1.0 - leader.prominence[issue]);
        let position = leader.positions[issue];
        for (base, support) in leader.support.iter_mut().enumerate() {
            let heard = heard * scene.agreement(base, issue, position);
            let room = if heard > 0.0 { (1.0 - *support).max(0.0) } else { 1.0 };
            *support = (*support + heard * room).clamp(-2.0, 2.0);
        }
        self.told(who, Act::Champion(issue), reads);
    }

    /// Shifts his position towards those whose votes he needs.
    pub fn shift(&mut self, who: Who, issue: IssueIx, scene: &Scene, reads: Vec<Reading>) {
        let to = self.ground_on(issue, &self.common_ground(who, scene).0);
        let effect = self.share(self.k.shift_effect);
        let leader = &mut self.leaders[who];
        let step = effect * (1.0 - leader.rigidity) * (to - leader.positions[issue]);
        leader.positions[issue] = (leader.positions[issue] + step).clamp(-1.0, 1.0);
        self.told(who, Act::Shift(issue, step), reads);
    }

    /// Denounces a colleague's record. Each further accuser of a month adds less.
    pub fn denounce(&mut self, who: Who, whom: Who, scene: &Scene, reads: Vec<Reading>) {
        let luck = self.deed_luck(Purpose::Deed, who, whom);
        let told = luck < self.denunciation_tells(scene, who, whom);
        let crowd = libm::pow(self.k.denounce_crowd, f64::from(self.leaders[whom].accused));
        let effect = self.share(self.k.denounce_effect) * crowd;
        let loser = if told { whom } else { who };
        let standing = &mut self.leaders[loser].standing;
        *standing = (*standing - effect).max(0.0);
        self.leaders[whom].accused += 1;
        self.pairs.trust.add(whom, who, -0.25 * self.k.enmity, -1.0, 1.0);
        self.pairs.memory.add(whom, who, -0.15, -1.0, 1.0);
        self.oppose(who, whom);
        self.told(who, Act::Denounce(whom, told), reads);
    }

    /// Collects files.
    pub fn collect_files(&mut self, who: Who, whom: Who, reads: Vec<Reading>) {
        let room = 1.0 - self.pairs.files.at(who, whom);
        let taint = 0.4 + 0.6 * self.leaders[whom].taint;
        let won = self.share(self.k.files_effect) * self.leaders[who].information * taint * room;
        self.pairs.files.add(who, whom, won, 0.0, 1.0);
        self.told(who, Act::CollectFiles(whom), reads);
    }

    /// Leans on a colleague through files: he will vote and keep out of plots accordingly, and
    /// will not love it.
    pub fn lean_on(&mut self, who: Who, whom: Who, reads: Vec<Reading>) {
        let room = 1.0 - self.pairs.leverage.at(who, whom);
        let won = self.share(self.k.lean_effect) * self.pairs.files.at(who, whom) * room;
        self.pairs.leverage.add(who, whom, won, 0.0, 1.0);
        self.pairs.trust.add(whom, who, -0.3 * won, -1.0, 1.0);
        self.told(who, Act::LeanOn(whom), reads);
    }

    /// Guards himself.
    pub fn guard(&mut self, who: Who, reads: Vec<Reading>) {
        let effect = self.share(self.k.guard_effect);
        let leader = &mut self.leaders[who];
        leader.alert += effect * (1.0 - leader.alert);
        self.told(who, Act::Guard, reads);
    }

    /// Counters a plot he has got wind of: if he carries it off the plot is broken up and its
    /// leader exposed; if not, the plotters know that they must hurry.
    pub fn counter(&mut self, who: Who, leader: Who, reads: Vec<Reading>) {
        self.told(who, Act::Counter(leader), reads);
        let Some(at) = self.plots.iter().position(|p| p.target == who && p.leader == leader) else {
            return;
        };
        let me = &self.leaders[who];
        let plot = &self.plots[at];
        let theirs: f64 = plot.members.iter().map(|&m| self.leaders[m].influence).sum();
        let edge =
            1.5 * me.information + me.cunning + 0.5 * me.alert + 2.0 * (me.influence - theirs);
        let odds = logistic(2.0 * (edge - 0.6));
        if self.deed_luck(Purpose::Counter, who, leader) < odds {
            let plot = self.plots.remove(at);
            for &member in &plot.members {
                self.pairs.trust.add(who, member, -self.k.enmity, -1.0, 1.0);
                self.keep_quiet(member, self.k.quiet_months);
                self.oppose(member, who);
            }
            let exposed = &mut self.leaders[plot.leader].standing;
            *exposed = (*exposed - 0.5 * self.k.loss_standing).max(0.0);
            self.drop_plot(&plot);
        } else {
            // They strike before he can try again.
            self.plots[at].hurried = true;
        }
    }
}
