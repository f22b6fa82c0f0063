//! What each kind of action could offer somebody at most, by what is known of all its targets
//! together: a kind that could not win even so need not be weighed.
//!
//! A bound takes the best of each thing that counts, whoever shows it, and leaves out what only
//! takes away. What is weighed is weighed in single precision: a hair is added to each bound for
//! what that may hide.

use super::act::{Kind, Outlook};
use super::colleagues::TELLING;
use super::gains::{Gains, NONE};
use super::initiative::Promise;
use super::lanes::{Lanes, at_a_glance, greater, greatest, lanes};
use super::motions::FAINT;
use super::scene::{Faces, Scene, denunciation_tells, one_of};
use super::state::Play;
use super::worth::{Prospects, UNTHINKABLE};
use crate::polity::Who;

/// The kinds that take longest to weigh, see [`Play::weigh_closely`].
pub(super) const UNWEIGHED: [Kind; 8] = [
    Kind::WinOver,
    Kind::Shift,
    Kind::Denounce,
    Kind::CollectFiles,
    Kind::LeanOn,
    Kind::Plot,
    Kind::Initiative,
    Kind::Move,
];

/// The most, or least, of each that any face shows; see [`Faces`].
#[derive(Clone, Debug, Default)]
pub(super) struct Extremes {
    influence: f64,
    prize: f64,
    /// Expected share of votes, for an office or for a censure.
    votes: f32,
    by_vote: f64,
    force: f64,
    blemish: f32,
    office: f64,
    voice: f64,
    /// The most that an office or a censure weighs, times what makes the fall of the same man worth it.
    stake_prize: f64,
    stake_influence: f64,
    /// The least share of the price of losing that striking at anyone costs.
    cheapest: f64,
}

impl Extremes {
    /// Those of these faces.
    pub fn of(faces: &[Faces]) -> Self {
        let stake = |face: &Faces, times: &Lanes| {
            lanes(|lane| greater(face.stake[lane], face.rebuke[lane]) * times[lane])
        };
        let dear = |face: &Faces| lanes(|lane| face.absent[lane] - face.cheaper[lane]);
        let of_all = |what: &dyn Fn(&Faces) -> Lanes| {
            let each = faces.iter().map(|face| greatest(&what(face)));
            f64::from(each.fold(NONE, greater))
        };
        Self {
            influence: most(faces, |face| &face.influence).into(),
            prize: most(faces, |face| &face.prize).into(),
            votes: greater(most(faces, |face| &face.moved), most(faces, |face| &face.votes)),
            by_vote: most(faces, |face| &face.by_vote).into(),
            force: most(faces, |face| &face.force).into(),
            blemish: most(faces, |face| &face.blemish),
            office: most(faces, |face| &face.office).into(),
            voice: most(faces, |face| &face.voice).into(),
            stake_prize: of_all(&|face| stake(face, &face.prize)),
            stake_influence: of_all(&|face| stake(face, &face.influence)),
            cheapest: -of_all(&dear),
        }
    }
}

/// The greatest that any of them shows. Not inlined, as there are many of these.
#[inline(never)]
fn most(faces: &[Faces], what: fn(&Faces) -> &Lanes) -> f32 {
    faces.iter().map(|face| greatest(what(face))).fold(NONE, greater)
}

impl Play<'_> {
    /// The most that each kind can offer somebody, by its place: for what is weighed what it does
    /// offer, least possible where it offers nothing.
    pub fn hoped_for(
        &self,
        mind: &Prospects,
        files: f64,
        scene: &Scene,
        outlook: &Outlook,
        gains: &Gains,
    ) -> Lanes {
        let extremes = &outlook.extremes;
        let mut hopes = *gains.all();
        let open = |kind: Kind| self.open_to(mind.who, kind);
        let mut hope = |kind: Kind, most: f64| hopes[kind as usize] = most as f32;
        if open(Kind::WinOver) {
            hope(Kind::WinOver, self.most_by_winning_over(mind, extremes));
        }
        if open(Kind::Shift) {
            hope(Kind::Shift, self.most_by_shifting(mind));
        }
        if open(Kind::Denounce) {
            hope(Kind::Denounce, self.most_by_denouncing(mind, scene, extremes));
        }
        if open(Kind::CollectFiles) {
            hope(Kind::CollectFiles, self.most_by_collecting_files(mind, extremes));
        }
        // Nobody has more files on one man than on all.
        if open(Kind::LeanOn) && files >= f64::from(TELLING) {
            hope(Kind::LeanOn, self.most_by_leaning_on(mind, files));
        }
        if open(Kind::Plot) {
            hope(Kind::Plot, self.most_by_plotting(mind, scene, extremes));
        }
        if open(Kind::Initiative) {
            hope(Kind::Initiative, self.most_by_taking_up(mind, &outlook.promise));
        }
        if open(Kind::Move) {
            hope(Kind::Move, self.most_by_moving(mind, scene, extremes));
        }
        hopes
    }

    /// Whether somebody may now do what takes longest to weigh.
    #[inline]
    pub fn open_to(&self, who: Who, kind: Kind) -> bool {
        let (k, me) = (&self.k, &self.leaders[who]);
        let on = |switch: f64| switch >= 0.5;
        match kind {
            Kind::WinOver => on(k.with_courtship),
            Kind::Shift => on(k.with_platforms),
            Kind::Denounce => on(k.with_denunciation),
            Kind::CollectFiles => on(k.with_files) && me.information > 0.02,
            Kind::LeanOn => on(k.with_files),
            Kind::Plot => on(k.with_plots) && self.free_to_plot(who),
            Kind::Move => {
                let free_from = me.quiet_until.max(self.weary_until);
                on(k.with_motions) && me.seated && self.round >= free_from
            }
            Kind::Initiative => me.speak > 0.0,
            _ => true,
        }
    }

    fn most_by_winning_over(&self, mind: &Prospects, extremes: &Extremes) -> f64 {
        let foe = self.leaders[mind.who].foe;
        wider(self.each_won_over(mind) * (0.3 * extremes.influence + foe), 0.0)
    }

    fn most_by_shifting(&self, mind: &Prospects) -> f64 {
        let (k, me) = (&self.k, &self.leaders[mind.who]);
        // No gap is wider than two.
        let step = 2.0 * k.shift_effect * (1.0 - me.rigidity);
        let eased = mind.safety * k.hostility_issues * 0.5 * self.most_pressing;
        wider(eased * step * me.pressure, 0.0)
    }

    fn most_by_denouncing(&self, mind: &Prospects, scene: &Scene, extremes: &Extremes) -> f64 {
        let own = one_of(&scene.faces, mind.slot, |face| &face.blemish);
        let p = f64::from(denunciation_tells(extremes.blemish, own));
        let stake = self.stake_in_denouncing(mind);
        wider(stake * p * 2.0 * self.leaders[mind.who].spite, stake * (1.0 - p))
    }

    fn most_by_collecting_files(&self, mind: &Prospects, extremes: &Extremes) -> f64 {
        let foe = self.leaders[mind.who].foe;
        wider(self.each_file_collected(mind) * (0.2 * extremes.influence + foe), 0.0)
    }

    fn most_by_leaning_on(&self, mind: &Prospects, files: f64) -> f64 {
        wider(self.each_leant_on(mind) * files * self.leaders[mind.who].foe, 0.0)
    }

    fn most_by_plotting(&self, mind: &Prospects, scene: &Scene, extremes: &Extremes) -> f64 {
        let (k, me) = (&self.k, &self.leaders[mind.who]);
        let raw = k.plot_gain * me.spite * me.spite;
        let prize = extremes.prize * raw / (raw + k.plot_gain_half);
        let spoils = k.plot_spoils * mind.reach / 4.0 * extremes.influence * me.spite.min(1.0);
        let force = extremes.force + me.coercion;
        let armed = if k.with_force >= 0.5 { force / (force + 0.1) } else { 0.0 };
        let odds = 0.85 * extremes.by_vote.max(armed);
        let loss = scene.price * mind.caution * extremes.cheapest;
        let whole = odds * (prize + spoils) - (1.0 - odds) * loss;
        let lesser = self.most_by_plotting_for_less(mind, scene, extremes, loss);
        wider(k.plot_value * whole.max(lesser), k.plot_cost)
    }

    /// What a plot for an office, or a censure, offers him at most, less what it costs to begin.
    fn most_by_plotting_for_less(
        &self,
        mind: &Prospects,
        scene: &Scene,
        extremes: &Extremes,
        loss: f64,
    ) -> f64 {
        if self.k.with_lesser_aims < 0.5 {
            return f64::NEG_INFINITY;
        }
        let vote = f64::from(at_a_glance(10.0 * (extremes.votes - self.majority() as f32)));
        let odds = 0.85 * vote;
        let gain = self.most_by_motion(mind, scene, extremes, 4.0);
        self.k.move_stakes * (odds * gain - (1.0 - odds) * loss)
    }

    /// The most that anybody's loss of an office, or a censure, can be worth to him and so many who
    /// share the spoils.
    fn most_by_motion(
        &self,
        mind: &Prospects,
        scene: &Scene,
        extremes: &Extremes,
        all: f64,
    ) -> f64 {
        let (k, spite) = (&self.k, self.leaders[mind.who].spite);
        let raw = 0.5 * k.plot_gain * spite;
        let prize = extremes.stake_prize * raw / (raw + k.plot_gain_half);
        let each = k.plot_spoils * mind.reach / all;
        let spoils = each * extremes.stake_influence * spite.min(1.0);
        let (each, from) = self.hopes_of_office_seen(mind, scene);
        prize + spoils + each * (extremes.office - from).max(0.0) + extremes.voice
    }

    /// Least possible where there is no initiative.
    fn most_by_taking_up(&self, mind: &Prospects, promise: &[Promise]) -> f64 {
        let me = &self.leaders[mind.who];
        let influence = mind.influence * (1.0 + 2.0 * me.pressure);
        let each = promise.iter().map(|each| each.influence * influence + each.conviction);
        each.map(|each| wider(me.speak * each, 0.0)).fold(f64::from(NONE), f64::max)
    }

    /// Least possible where nobody would come to mind at first sight.
    fn most_by_moving(&self, mind: &Prospects, scene: &Scene, extremes: &Extremes) -> f64 {
        let k = &self.k;
        let gain = self.most_by_motion(mind, scene, extremes, 2.0);
        let value = k.plot_value * k.move_stakes;
        let needed = self.needed_at_first_sight(mind, scene);
        let win = f64::from(at_a_glance(10.0 * (extremes.votes - needed)));
        let loss = scene.price * mind.caution * extremes.cheapest;
        let seen = wider(value * win * gain, value * (1.0 - win) * loss + k.move_cost);
        if wider(win, 0.0) > f64::from(FAINT) && seen > f64::from(UNTHINKABLE) {
            wider(value * gain, k.move_cost)
        } else {
            f64::from(NONE)
        }
    }
}

/// A gain less what it costs, and a hair more: for what rounding to single precision may hide.
fn wider(gain: f64, cost: f64) -> f64 {
    gain - cost + 1e-5 * (1.0 + gain + cost)
}
