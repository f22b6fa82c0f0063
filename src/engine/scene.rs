//! What everyone can see of a month, worked out once and read by every decision in it.

use super::Aim;
use super::appeal::Sides;
use super::following::Appeals;
use super::plot::{HOSTILE, fall_at_a_glance};
use super::state::Play;
use crate::chance::at_a_glance;
use crate::polity::{CrisisIx, Who};

/// The month as everyone sees it; drawn anew after a showdown.
pub(super) struct Scene {
    /// Influence of whoever leads.
    pub greatest: f64,
    /// What losing costs.
    pub price: f64,
    /// Each principal as a target; the inactive are all nought.
    pub faces: Vec<Face>,
    /// What draws cadres to each, as the month begins.
    pub appeals: Appeals,
    /// Initiatives open now.
    pub initiatives: Vec<CrisisIx>,
    /// Weight of each base, of all bases.
    pub weight: Vec<f64>,
    /// Where the cadres of each base stand, by base and issue.
    pub views: Vec<f64>,
    /// How a cadre's choice answers to a unit of support.
    pub response: f64,
    // The greatest of each, for bounds:
    /// Weight of a base.
    pub heaviest: f64,
    /// Weight of an issue.
    pub pressing: f64,
    /// How well a pole of an issue does.
    pub success: f64,
    /// What an open motion weighs, and the office it would ask for.
    pub gravest: f64,
    pub highest: f64,
}

/// One principal as the others see him.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    pub influence: f64,
    /// Expected share of votes against him, if somebody moved.
    pub votes: f64,
    /// Share of coercion in hands hostile to him.
    pub force: f64,
    /// Mean hostility of the voters to him.
    pub ill_will: f64,
    /// How bad his record looks.
    pub blemish: f64,
    /// How a plot against him looks at first sight.
    pub odds: f64,
    /// What his influence makes his fall worth.
    pub prize: f64,
    /// His influence against the greatest.
    pub rivalry: f64,
    /// What an accuser fears: troops of a man who is dreaded, and the hand of one who stands above
    /// the rest.
    pub fear: f64,
    /// How likely he seems to be saved on appeal, as far as anyone expects an appeal.
    pub saved: f64,
    /// Share of the price of losing that striking at him costs.
    pub cheaper: f64,
    /// What an open motion against him weighs.
    pub stake: f64,
    /// Weight of the office that it would ask for.
    pub office: f64,
}

/// Somebody who is not there.
const ABSENT: Face = Face {
    influence: 0.0,
    votes: 0.0,
    force: 0.0,
    ill_will: 0.0,
    blemish: 0.0,
    odds: 0.0,
    prize: 0.0,
    rivalry: 0.0,
    fear: 0.0,
    saved: 0.0,
    cheaper: 1.0,
    stake: 0.0,
    office: 0.0,
};

impl Play<'_> {
    /// The month as it now looks.
    pub fn scene(&self) -> Scene {
        let faces = self.faces();
        let open = |&crisis: &CrisisIx| self.initiative_open(crisis);
        let initiatives = if self.k.with_initiatives >= 0.5 && self.k.with_crises >= 0.5 {
            (0..self.crises.len()).filter(open).collect()
        } else {
            Vec::new()
        };
        let total: f64 = self.bases.iter().map(|b| b.weight).sum::<f64>().max(1e-9);
        let weight: Vec<f64> = self.bases.iter().map(|b| b.weight / total).collect();
        let cohorts = self.polity.bases.iter().map(|base| &base.cohort);
        let poles = self.issues.iter().map(|issue| issue.performance[0].max(issue.performance[1]));
        let of_faces = |what: fn(&Face) -> f64| faces.iter().map(what).fold(0.0, f64::max);
        Scene {
            greatest: self.greatest,
            price: self.price_of_losing(),
            appeals: Appeals::new(self),
            initiatives,
            views: cohorts.flat_map(|c| c.mean.iter().map(|&num| self.values[num])).collect(),
            // Logit share of one among several: a small lead moves about this much.
            response: (1.0 - self.k.standing_share) * 0.15 / self.k.taste.max(0.1),
            heaviest: weight.iter().copied().fold(0.0, f64::max),
            pressing: self.salience.iter().copied().fold(0.0, f64::max),
            success: poles.fold(0.0, f64::max),
            gravest: of_faces(|face| face.stake),
            highest: of_faces(|face| face.office),
            weight,
            faces,
        }
    }

    /// Everyone as the others see him.
    fn faces(&self) -> Vec<Face> {
        let mut faces = vec![ABSENT; self.leaders.len()];
        let mut voters = 0.0;
        let biases: Vec<f64> = (0..self.leaders.len()).map(|j| self.bias(j)).collect();
        // One after the other says what he has against all: a row of the grid at a time.
        for &i in &self.active {
            let (coercion, hostilities) = (self.leaders[i].coercion, self.pairs.hostility.row(i));
            let votes = self.leaders[i].seated && self.present(i);
            voters += f64::from(u8::from(votes));
            for &j in &self.active {
                let (hostility, face) = (hostilities[j], &mut faces[j]);
                if i != j && hostility > HOSTILE {
                    face.force += coercion;
                }
                if votes {
                    face.ill_will += hostility;
                    face.votes +=
                        if i == j { 0.0 } else { self.vote_at_a_glance(hostility, biases[j]) };
                }
            }
        }
        for &j in &self.active {
            self.complete(j, voters, &mut faces[j]);
        }
        faces
    }

    /// Adds what follows from somebody himself, and from what the others have against him.
    fn complete(&self, j: Who, voters: f64, face: &mut Face) {
        let k = &self.k;
        let leader = &self.leaders[j];
        let aim = self.motion_aim(j);
        face.votes = if voters > 0.0 { face.votes / voters } else { 0.0 };
        face.ill_will /= voters.max(1.0);
        face.influence = leader.influence;
        face.blemish = self.blemish(j);
        face.saved = self.saved_at_a_glance(j);
        face.odds = fall_at_a_glance(k, face, face.force, leader.coercion);
        face.prize = leader.influence / (leader.influence + k.plot_prize_half);
        face.rivalry = (leader.influence / self.greatest.max(1e-9)).min(1.0);
        let above = (leader.influence - self.allowed_influence()).max(0.0);
        face.fear = leader.dread * leader.coercion + k.denounce_reprisal * above;
        face.cheaper = self.relief_of_striking(j);
        face.office = match aim {
            Aim::Relieve(office) => self.offices[office].responsibility,
            _ => 0.0,
        };
        face.stake = if matches!(aim, Aim::Relieve(_)) { 0.3 + 0.7 * face.office } else { 0.2 };
    }

    /// How likely somebody seems to be saved on appeal, if whoever menaces him most moved against
    /// him alone.
    fn saved_at_a_glance(&self, who: Who) -> f64 {
        let Some(organ) = self.higher_organ() else { return 0.0 };
        if self.norms.precedent <= 0.0 || !self.convenes(who, organ) {
            return 0.0;
        }
        let menaces = self.pairs.menace.row(who);
        let others = self.active.iter().copied().filter(|&i| i != who);
        let Some(foe) = others.max_by(|&a, &b| menaces[a].total_cmp(&menaces[b]).then(b.cmp(&a)))
        else {
            return 0.0;
        };
        let sides = Sides { target: who, leader: foe, members: &[foe], friends: &[] };
        let unity = self.expected_unity(sides).max(0.0);
        let plenum = self.chance_in_plenum(organ, sides, unity);
        self.norms.precedent * self.chance_to_convene(who, &[], foe) * (1.0 - plenum)
    }

    /// How bad somebody's record looks: taint, low standing, positions that events refuted.
    fn blemish(&self, who: Who) -> f64 {
        let leader = &self.leaders[who];
        let refuted: f64 = (self.issues.iter().zip(&leader.positions))
            .map(|(issue, &x)| {
                let going = if x < 0.0 { issue.performance[0] } else { issue.performance[1] };
                -x.abs() * going
            })
            .sum();
        0.4 * leader.taint + 0.6 * (1.0 - leader.standing) + 0.6 * refuted
    }

    /// Chance that denouncing somebody's record tells: when the record is bad, and the accuser's
    /// is no worse.
    pub fn denunciation_tells(&self, scene: &Scene, i: Who, j: Who) -> f64 {
        at_a_glance(6.0 * (scene.faces[j].blemish - 0.5 * scene.faces[i].blemish - 0.35))
    }
}
