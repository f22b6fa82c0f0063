//! Whom a cadre follows: what makes each principal attractive, and the one who draws him most.

use super::cadres::NOBODY;
use super::state::{Play, Status};
use super::tastes::{LANES, Lanes};
use crate::polity::Capacity;

/// How far standing can raise what a patron is worth to his clients, against the usual.
const BEST_PROTECTION: f64 = 1.25;

/// What makes each principal attractive to the cadres of each base, worked out once a round.
pub(super) struct Appeals {
    /// Groups of as many issues as there are lanes.
    groups: usize,
    /// Rows of principals, by their columns in the cadres' tastes.
    rows: usize,
    /// By base and principal; least possible in a column that nobody has.
    appeal: Vec<Lanes>,
    /// By row of principals and issue, in groups; nought beyond the last issue.
    stance: Vec<[Lanes; LANES]>,
    /// By row of principals: what each draws a client with.
    protection: Vec<Lanes>,
    taste: f32,
    inertia: f32,
}

impl Appeals {
    /// The table for this round. Distance on an issue counts by its square; the part that is the
    /// same for all principals is left out, the part that is the same for all cadres is put into
    /// the principal's appeal, and a product of view and stance remains.
    pub fn new(play: &Play) -> Self {
        let k = &play.k;
        let (groups, rows) = (play.issues.len().div_ceil(LANES), play.cadres.tastes.rows());
        let mood = play.mood();
        let mut appeal = vec![[f32::NEG_INFINITY; LANES]; play.bases.len() * rows];
        let mut stance = vec![[[0.0; LANES]; LANES]; groups * rows];
        let mut protection = vec![[0.0; LANES]; rows];
        let usual = play.usual_standing().max(1e-9);
        for &i in &play.active {
            let leader = &play.leaders[i];
            if leader.status != Status::Active {
                continue;
            }
            let column = play.cadres.tastes.column(i as u16);
            let (row, lane) = (column / LANES, column % LANES);
            // A patron protects as far as he stands himself, among his colleagues.
            let stands = (leader.standing / usual).min(BEST_PROTECTION);
            let sheltered = 1.0 - k.cadre_protection * (1.0 - stands);
            protection[row][lane] = (k.cadre_patron * sheltered) as f32;
            let mut distance = 0.0;
            let stances = stance[row * groups..][..groups].as_flattened_mut();
            for ((weight, position), stance) in
                play.salience.iter().zip(&leader.positions).zip(stances)
            {
                stance[lane] = (2.0 * k.cadre_issues * weight * position) as f32;
                distance += k.cadre_issues * weight * position * position;
            }
            // A popular man gains most by it when people are listened to: in a good mood, and
            // where he has a platform.
            let popular = leader.appeal * (0.3 + leader.publicity) * (0.5 + mood);
            // The bandwagon: each further share of influence draws a little less.
            let bandwagon = leader.influence / (1.0 + 2.0 * leader.influence);
            let common = k.cadre_standing * leader.standing
                + k.cadre_bandwagon * bandwagon
                + k.cadre_fear * leader.dread * play.norms.terror * leader.coercion
                + k.cadre_appeal * 0.5 * popular
                - distance;
            let places = appeal.chunks_exact_mut(rows).zip(&play.bases).zip(&leader.support);
            for ((places, base), support) in places {
                let administration = base.capacities[Capacity::Administration as usize];
                let headship = if base.head == Some(i) {
                    k.cadre_head * (0.6 + 0.4 * administration)
                } else {
                    0.0
                };
                places[row][lane] = (common + (support + headship)) as f32;
            }
        }
        Self {
            groups,
            rows,
            appeal,
            stance,
            protection,
            taste: k.taste as f32,
            inertia: k.cadre_inertia as f32,
        }
    }
}

/// The two greatest of each lane as the rows go by, and in which row the greatest was.
struct Leading {
    first: Lanes,
    second: Lanes,
    /// As a float, so that it is chosen like the others.
    row: Lanes,
}

impl Leading {
    fn new() -> Self {
        let least = [f32::NEG_INFINITY; LANES];
        Self { first: least, second: least, row: [0.0; LANES] }
    }

    /// Without a branch, so that the lanes go side by side.
    #[inline]
    fn see(&mut self, row: f32, scores: Lanes) {
        for (lane, score) in scores.into_iter().enumerate() {
            let (first, second) = (self.first[lane], self.second[lane]);
            let beaten = if score < first { score } else { first };
            self.second[lane] = if beaten > second { beaten } else { second };
            self.row[lane] = if score > first { row } else { self.row[lane] };
            self.first[lane] = if score > first { score } else { first };
        }
    }

    /// The greatest of all, of equals the first, and his lead over the next.
    #[inline]
    fn winner(&self) -> (Option<usize>, f64) {
        let mut best = 0;
        for lane in 1..LANES {
            let (score, most) = (self.first[lane], self.first[best]);
            if score > most || score == most && self.row[lane] < self.row[best] {
                best = lane;
            }
        }
        let most = self.first[best];
        if most == f32::NEG_INFINITY {
            return (None, 1.0);
        }
        let mut next = self.second[best];
        for lane in 0..LANES {
            if lane != best && self.first[lane] > next {
                next = self.first[lane];
            }
        }
        let lead = if next.is_finite() { f64::from(most - next) } else { 1.0 };
        (Some(usize::from(self.row[best] as u16) * LANES + best), lead)
    }
}

impl Play<'_> {
    /// Whom a cadre backs from now on: the one with the greatest appeal to him.
    pub fn reconsider(&mut self, at: usize, table: &Appeals) {
        let (choice, lead) = self.weigh(at, table);
        let pull = self.k.cadre_strength * lead;
        self.cadres.side(at, choice, (1000.0 * pull / (1.0 + pull)) as u16);
    }

    /// The principal with the greatest appeal to a cadre, and his lead over the next.
    fn weigh(&self, at: usize, table: &Appeals) -> (u16, f64) {
        let cadre = &self.cadres.each[at];
        // All principals side by side; columns that nobody has never win.
        let (rows, groups) = (table.rows, table.groups);
        let tastes = self.cadres.tastes.of(at);
        let appeal = &table.appeal[usize::from(cadre.base) * rows..][..rows];
        let views = &self.cadres.views[at * groups..][..groups];
        let column = |who: u16| self.cadres.tastes.column(who);
        let (patron, backs) = (column(cadre.patron), column(cadre.backs));
        let mut leading = Leading::new();
        for (row, (appeal, tastes)) in appeal.iter().zip(tastes).enumerate() {
            let mut score: Lanes =
                std::array::from_fn(|lane| appeal[lane] + table.taste * tastes[lane]);
            let stances = &table.stance[row * groups..][..groups];
            for (views, stances) in views.iter().zip(stances) {
                // Of fixed length: no loop is left of it.
                for (view, stance) in views.iter().zip(stances) {
                    for lane in 0..LANES {
                        score[lane] += view * stance[lane];
                    }
                }
            }
            if patron / LANES == row {
                score[patron % LANES] += table.protection[row][patron % LANES];
            }
            if backs / LANES == row {
                score[backs % LANES] += table.inertia;
            }
            leading.see(row as f32, score);
        }
        let (column, lead) = leading.winner();
        (column.map_or(NOBODY, |column| self.cadres.tastes.holder(column)), lead)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{opened, polity};
    use super::*;
    use crate::polity::Parameters;

    #[test]
    fn a_patron_protects_as_far_as_he_stands() {
        let polity = polity();
        let mut play = opened(&polity);
        let column = play.cadres.tastes.column(0);
        let mut drawn_by = |standing: f64| {
            play.leaders[0].standing = standing;
            Appeals::new(&play).protection[column / LANES][column % LANES]
        };
        let (disgraced, usual) = (drawn_by(0.0), drawn_by(0.5));
        assert!(disgraced < drawn_by(0.2) && drawn_by(0.2) < usual);
        let k = Parameters::default();
        assert!((f64::from(usual) - k.cadre_patron).abs() < 1e-6, "all stand alike");
        let least = k.cadre_patron * (1.0 - k.cadre_protection);
        assert!((f64::from(disgraced) - least).abs() < 1e-6);
    }
}
