//! The most that a kind of action can look worth to somebody, at little cost: so that a kind which
//! luck has ruled out need not be looked at target by target. Every bound holds whatever the
//! coefficients, as none of them is below nought; only the time depends on how close it comes.

use super::act::{KINDS, Kind};
use super::scene::Scene;
use super::state::Play;
use crate::polity::Who;

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
    /// Temperature of his choices.
    pub noise: f64,
}

/// The most that each kind can offer, by kind.
pub(super) type Bounds = [f64; KINDS.len() + 1];

impl Play<'_> {
    /// What somebody's choices rest on this month.
    pub fn prospects(&self, i: Who, scene: &Scene) -> Prospects {
        let k = &self.k;
        let reach = self.reach(i, scene.greatest);
        Prospects {
            who: i,
            slot: self.slot(i),
            caution: self.caution(i),
            noise: self.noise(i),
            influence: k.value_influence * reach * (k.horizon / 12.0).min(2.0),
            safety: k.value_safety * scene.price,
            reach,
        }
    }

    /// No target of a kind offers more, see [`Play::weigh_targets`]. All kinds at once, as they
    /// have much in common.
    pub fn at_most(&self, seen: &Prospects, scene: &Scene) -> Bounds {
        let k = &self.k;
        let me = &self.leaders[seen.who];
        let (influence, safety) = (seen.influence, seen.safety);
        // What has no bound unless it is out of the question.
        let any = |possible: bool| if possible { f64::INFINITY } else { f64::NEG_INFINITY };
        let mut bounds = [0.0; KINDS.len() + 1];
        bounds[Kind::Appoint as usize] = any(me.patronage > 0.0);
        bounds[Kind::Counter as usize] = any(!self.plots.is_empty());
        bounds[Kind::Initiative as usize] = any(me.speak > 0.0 && !scene.initiatives.is_empty());
        let mut put = |kind: Kind, bound: f64| {
            // A hair more, for what rounding to single precision may hide.
            bounds[kind as usize] = bound + 1e-5 * (1.0 + bound.abs());
        };
        put(Kind::LieLow, k.lie_low_value + safety * me.pressure * k.lie_low_effect * 0.3);
        let (least, lost) = me
            .support
            .iter()
            .fold((1.0, 0.0), |(least, lost): (f64, f64), &s| (least.min(s), lost + s.min(0.0)));
        let won = self.courting(seen.who) * scene.response * scene.heaviest;
        put(Kind::Court, influence * won * (1.0 - least));
        let each = safety * k.win_over_effect * k.hostility_trust;
        put(Kind::WinOver, each * (0.3 * scene.greatest + me.foe));
        // Nobody agrees by more than 0.6, and no gap is wider than two.
        let weight = k.champion_effect * k.prominence_weight * me.influence;
        let heard = k.champion_effect * (0.3 + me.publicity) * scene.response;
        let heeded = 1.0 - lost / me.support.len().max(1) as f64;
        let credit = k.standing_share * k.record_stance * weight * 12.0 * scene.success;
        let conviction = 2.0 * k.value_conviction * weight * scene.pressing;
        put(Kind::Champion, conviction + influence * (0.6 * heard * heeded + credit));
        let step = 2.0 * k.shift_effect * (1.0 - me.rigidity);
        let eased = safety * k.hostility_issues * 0.5 * scene.pressing;
        put(Kind::Shift, eased * step * me.pressure);
        let stake = influence * k.denounce_effect * k.standing_share * 0.5;
        put(Kind::Denounce, stake * 2.0 * me.spite);
        let held = k.vote_leverage * k.lean_effect;
        let each = safety * k.files_effect * me.information;
        let use_of_files = k.hostility_fear * self.norms.terror + held;
        put(Kind::CollectFiles, each * use_of_files * (0.2 * scene.greatest + me.foe));
        put(Kind::LeanOn, safety * held * me.foe);
        let armed = (1.0 - me.coercion) * k.force_alert;
        put(Kind::Guard, safety * k.guard_effect * (1.0 - me.alert) * me.pressure * armed);
        let prize = scene.greatest / (scene.greatest + k.plot_prize_half);
        let spoils = k.plot_spoils * seen.reach * scene.greatest * me.spite.min(1.0);
        // As if it were sure to succeed: how it looks differs from man to man.
        let raw = k.plot_gain * me.spite * me.spite;
        let gain = prize * raw / (raw + k.plot_gain_half) + spoils / 4.0;
        put(Kind::Plot, k.plot_value * gain - k.plot_cost);
        let raw = k.plot_gain * 0.5 * me.spite;
        let gain = prize * raw / (raw + k.plot_gain_half) + spoils / 2.0;
        let office = k.move_prize * scene.highest * 0.8_f64.max(me.influence) * seen.reach;
        let worth = k.plot_value * k.move_stakes * (scene.gravest * gain + office);
        put(Kind::Move, worth - k.move_cost);
        bounds
    }
}
