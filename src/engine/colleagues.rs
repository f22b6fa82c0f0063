//! What each of the others offers somebody who acts against one of them, or wins him over.

use super::act::Kind;
use super::gains::{Gains, NONE};
use super::lanes::{LANES, Lanes, lanes, positive};
use super::scene::{Faces, Scene, denunciation_tells, one_of};
use super::state::Play;
use super::worth::Prospects;

/// Files from which somebody can be leant on.
pub(super) const TELLING: f32 = 0.05;

impl Play<'_> {
    /// What each of the others offers, by place: neither himself nor a place that nobody has.
    pub fn weigh_people(&self, kind: Kind, mind: &Prospects, scene: &Scene, gains: &mut Gains) {
        for (group, face) in scene.faces.iter().enumerate() {
            let worth = match kind {
                Kind::WinOver => self.worth_winning_over(mind, group, face),
                Kind::Denounce => self.worth_denouncing(mind, group, face, scene),
                Kind::CollectFiles => self.worth_collecting_files(mind, group, face),
                Kind::LeanOn => self.worth_leaning_on(mind, group, face),
                Kind::Plot => self.worth_plotting(mind, group, face, scene),
                Kind::Move => self.worth_moving(mind, group, face, scene),
                _ => return,
            };
            let first = group * LANES;
            let worth = lanes(|lane| worth[lane] + face.absent[lane]);
            let mut worth = without(worth, mind.slot, first);
            if kind == Kind::Plot {
                // One plot against a man is enough.
                for plot in &self.plots {
                    worth = without(worth, self.slot(plot.target), first);
                }
            }
            gains.put_group(kind, group, worth);
        }
    }

    /// How much each of a group of others menaces somebody.
    #[inline]
    fn menace(&self, mind: &Prospects, group: usize, face: &Faces) -> Lanes {
        let against = self.pairs.hostility.group_against(mind.slot, group);
        lanes(|lane| face.influence[lane] * positive(against[lane]))
    }

    // None of these is inlined, so that the compiler makes the lanes go side by side.

    #[inline(never)]
    fn worth_winning_over(&self, mind: &Prospects, group: usize, face: &Faces) -> Lanes {
        let each = self.each_won_over(mind) as f32;
        let menace = self.menace(mind, group, face);
        let trust = self.pairs.trust.towards(mind.slot, group);
        lanes(|lane| {
            let room = 0.5 * (1.0 - trust[lane]);
            each * room * (0.3 * face.influence[lane] + menace[lane])
        })
    }

    /// What winning over a man of whom all is to be won is worth, for each unit of his weight.
    pub fn each_won_over(&self, mind: &Prospects) -> f64 {
        mind.safety * self.k.win_over_effect * self.k.hostility_trust
    }

    #[inline(never)]
    fn worth_denouncing(
        &self,
        mind: &Prospects,
        group: usize,
        face: &Faces,
        scene: &Scene,
    ) -> Lanes {
        let hostilities = self.pairs.hostility.group_of(mind.slot, group);
        let (stake, price) = (self.stake_in_denouncing(mind) as f32, (mind.safety * 0.05) as f32);
        let own = one_of(&scene.faces, mind.slot, |face| &face.blemish);
        lanes(|lane| {
            let p = denunciation_tells(face.blemish[lane], own);
            let hostile = positive(hostilities[lane]);
            let gain = stake * (p * hostile * 2.0 * face.rivalry[lane] - (1.0 - p));
            gain - price * face.fear[lane]
        })
    }

    /// What a denunciation puts at stake of the standing of either.
    pub fn stake_in_denouncing(&self, mind: &Prospects) -> f64 {
        mind.influence * self.k.denounce_effect * self.k.standing_share * 0.5
    }

    #[inline(never)]
    fn worth_collecting_files(&self, mind: &Prospects, group: usize, face: &Faces) -> Lanes {
        let each = self.each_file_collected(mind) as f32;
        let menace = self.menace(mind, group, face);
        let files = self.pairs.files.group_of(mind.slot, group);
        lanes(|lane| {
            let room = 1.0 - files[lane];
            each * room * (0.2 * face.influence[lane] + menace[lane])
        })
    }

    /// What collecting files on a man on whom there are none is worth, for each unit of his weight.
    pub fn each_file_collected(&self, mind: &Prospects) -> f64 {
        let k = &self.k;
        let use_of_files = k.hostility_fear * self.norms.terror + k.vote_leverage * k.lean_effect;
        mind.safety * k.files_effect * self.leaders[mind.who].information * use_of_files
    }

    #[inline(never)]
    fn worth_leaning_on(&self, mind: &Prospects, group: usize, face: &Faces) -> Lanes {
        let each = self.each_leant_on(mind) as f32;
        let menace = self.menace(mind, group, face);
        let files = self.pairs.files.group_of(mind.slot, group);
        let held = self.pairs.leverage.group_of(mind.slot, group);
        lanes(|lane| {
            let gain = each * files[lane] * (1.0 - held[lane]) * menace[lane];
            if files[lane] < TELLING { NONE } else { gain }
        })
    }

    /// What leaning with all that files can hold on a man is worth, for each unit of his menace.
    pub fn each_leant_on(&self, mind: &Prospects) -> f64 {
        mind.safety * self.k.vote_leverage * self.k.lean_effect
    }
}

/// The same without a target with this place, if it is among those from the first on.
#[inline]
fn without(worth: Lanes, place: usize, first: usize) -> Lanes {
    let at = place.wrapping_sub(first) as u32;
    lanes(|lane| if lane as u32 == at { NONE } else { worth[lane] })
}
