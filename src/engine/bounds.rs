//! The most that a kind of action can look worth to somebody, at little cost: so that a kind which
//! luck has ruled out need not be looked at target by target. Every bound holds whatever the
//! coefficients, as none of them is below nought; only the time depends on how close it comes.

use super::act::Kind;
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

    /// No target of this kind offers more, see [`Play::weigh_targets`].
    pub fn at_most(&self, kind: Kind, seen: &Prospects, scene: &Scene) -> f64 {
        let k = &self.k;
        let me = &self.leaders[seen.who];
        let bound = match kind {
            Kind::LieLow => k.lie_low_value + seen.safety * me.pressure * k.lie_low_effect * 0.3,
            Kind::Guard => {
                let armed = 1.0 - me.coercion;
                let gain = k.guard_effect * (1.0 - me.alert) * me.pressure * armed * k.force_alert;
                seen.safety * gain
            }
            Kind::Appoint if me.patronage <= 0.0 => return f64::NEG_INFINITY,
            Kind::Counter if self.plots.is_empty() => return f64::NEG_INFINITY,
            Kind::Initiative if me.speak <= 0.0 || scene.initiatives.is_empty() => {
                return f64::NEG_INFINITY;
            }
            Kind::Court => {
                let least = me.support.iter().fold(1.0, |a: f64, &b| a.min(b));
                let won = self.courting(seen.who) * scene.response * scene.heaviest;
                seen.influence * won * (1.0 - least)
            }
            Kind::WinOver => {
                let each = seen.safety * k.win_over_effect * k.hostility_trust;
                each * (0.3 * scene.greatest + me.foe)
            }
            Kind::Champion => {
                // Nobody agrees by more than 0.6, and no gap is wider than two.
                let weight = k.champion_effect * k.prominence_weight * me.influence;
                let heard = k.champion_effect * (0.3 + me.publicity) * scene.response;
                let least = me.support.iter().fold(0.0, |a: f64, &b| a + b.min(0.0));
                let heeded = 1.0 - least / me.support.len().max(1) as f64;
                let credit = k.standing_share * k.record_stance * weight * 12.0 * scene.success;
                2.0 * k.value_conviction * weight * scene.pressing
                    + seen.influence * (0.6 * heard * heeded + credit)
            }
            Kind::Shift => {
                let step = 2.0 * k.shift_effect * (1.0 - me.rigidity);
                seen.safety * k.hostility_issues * 0.5 * scene.pressing * step * me.pressure
            }
            Kind::Denounce => {
                let stake = seen.influence * k.denounce_effect * k.standing_share * 0.5;
                stake * 2.0 * me.spite
            }
            Kind::CollectFiles => {
                let use_of_files =
                    k.hostility_fear * self.norms.terror + k.vote_leverage * k.lean_effect;
                let each = seen.safety * k.files_effect * me.information * use_of_files;
                each * (0.2 * scene.greatest + me.foe)
            }
            Kind::LeanOn => seen.safety * k.vote_leverage * k.lean_effect * me.foe,
            Kind::Plot => {
                let raw = k.plot_gain * me.spite * me.spite;
                let prize = scene.greatest / (scene.greatest + k.plot_prize_half);
                let spoils = k.plot_spoils * seen.reach * scene.greatest / 4.0 * me.spite.min(1.0);
                let gain = prize * raw / (raw + k.plot_gain_half) + spoils;
                // As if it were sure to succeed: how it looks differs from man to man.
                k.plot_value * gain - k.plot_cost
            }
            Kind::Move => {
                let raw = k.plot_gain * 0.5 * me.spite;
                let prize = scene.greatest / (scene.greatest + k.plot_prize_half);
                let spoils = k.plot_spoils * seen.reach * scene.greatest / 2.0 * me.spite.min(1.0);
                let gain = prize * raw / (raw + k.plot_gain_half) + spoils;
                let office = k.move_prize * scene.highest * 0.8_f64.max(me.influence) * seen.reach;
                k.plot_value * k.move_stakes * (scene.gravest * gain + office) - k.move_cost
            }
            _ => f64::INFINITY,
        };
        // A hair more, for what rounding to single precision may hide.
        bound + 1e-5 * (1.0 + bound.abs())
    }
}
