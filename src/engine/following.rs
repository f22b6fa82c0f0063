//! Whom a cadre follows: what makes each principal attractive, and the one who draws him most.

use super::cadres::{Cadres, NOBODY};
use super::lanes::{FOUR, Four, greater, lesser};
use super::state::Play;
use crate::polity::Capacity;

/// How far standing can raise what a patron is worth to his clients, against the usual.
const BEST_PROTECTION: f64 = 1.25;

/// What makes each principal attractive to the cadres of each base, worked out once a round.
pub(super) struct Appeals {
    /// Groups of as many issues as there are lanes.
    groups: usize,
    /// Rows of principals, by their columns in the cadres' tastes as they stood then.
    rows: usize,
    changes: u32,
    /// One table after the other. By row of principals and issue, in groups: stances; nought
    /// beyond the last issue. By base and principal: appeal; least possible in a column that
    /// nobody has. By row of principals: protection, what each draws a client with.
    tables: Vec<Four>,
    /// Where appeals and protection begin.
    appeals: usize,
    protection: usize,
    taste: f32,
    inertia: f32,
    strength: f64,
}

impl Appeals {
    /// The table for this round. Distance on an issue counts by its square; the part that is the
    /// same for all principals is left out, the part that is the same for all cadres is put into
    /// the principal's appeal, and a product of view and stance remains.
    pub fn new(play: &Play) -> Self {
        let k = &play.k;
        let tastes = &play.cadres.tastes;
        let (groups, rows) = (play.issues.len().div_ceil(FOUR), tastes.rows());
        let appeals = groups * FOUR * rows;
        let protection = appeals + play.bases.len() * rows;
        let mut tables = vec![[0.0; FOUR]; protection + rows];
        let (stances, others) = tables.split_at_mut(appeals);
        let (appeal, protects) = others.split_at_mut(protection - appeals);
        appeal.fill([f32::NEG_INFINITY; FOUR]);
        let mood = 0.5 + play.mood();
        let fear = k.cadre_fear * play.norms.terror;
        let usual = play.usual_standing().max(1e-9);
        for &i in &play.active {
            let leader = &play.leaders[i];
            let column = tastes.column(i as u16);
            let (row, lane) = (column / FOUR, column % FOUR);
            // A patron protects as far as he stands himself, among his colleagues.
            let stands = (leader.standing / usual).min(BEST_PROTECTION);
            let sheltered = 1.0 - k.cadre_protection * (1.0 - stands);
            protects[row][lane] = (k.cadre_patron * sheltered) as f32;
            let mut distance = 0.0;
            let stances = &mut stances[row * groups * FOUR..][..groups * FOUR];
            let positions = play.salience.iter().zip(&leader.positions);
            for ((salience, position), stance) in positions.zip(stances) {
                let pull = k.cadre_issues * salience * position;
                stance[lane] = (2.0 * pull) as f32;
                distance += pull * position;
            }
            // A popular man gains most by it when people are listened to: in a good mood, and
            // where he has a platform.
            let popular = leader.appeal * (0.3 + leader.publicity) * mood;
            // The bandwagon: each further share of influence draws a little less.
            let bandwagon = leader.influence / (1.0 + 2.0 * leader.influence);
            let common = k.cadre_standing * leader.standing
                + k.cadre_bandwagon * bandwagon
                + fear * leader.dread * leader.coercion
                + k.cadre_appeal * 0.5 * popular
                - distance;
            for (places, support) in appeal.chunks_exact_mut(rows).zip(&leader.support) {
                places[row][lane] = (common + support) as f32;
            }
        }
        for (places, base) in appeal.chunks_exact_mut(rows.max(1)).zip(&play.bases) {
            let column = base.head.map_or(usize::MAX, |head| tastes.column(head as u16));
            if let Some(place) = places.as_flattened_mut().get_mut(column) {
                let administration = base.capacities[Capacity::Administration as usize];
                *place += (k.cadre_head * (0.6 + 0.4 * administration)) as f32;
            }
        }
        Self {
            groups,
            rows,
            changes: tastes.changes(),
            tables,
            appeals,
            protection,
            taste: k.taste as f32,
            inertia: k.cadre_inertia as f32,
            strength: k.cadre_strength,
        }
    }

    /// Whether somebody has come to the top or gone since.
    pub fn is_stale(&self, play: &Play) -> bool {
        self.changes != play.cadres.tastes.changes()
    }

    /// The column with the greatest appeal to a cadre, and its lead over the next; columns that
    /// nobody has never win.
    fn winner(&self, cadre: &Minded) -> (Option<usize>, f64) {
        let mut leading = Leading::default();
        if self.groups == 1 {
            self.compare(cadre, &mut leading);
        } else {
            self.compare_by_groups(cadre, &mut leading);
        }
        leading.winner()
    }

    /// What ties a cadre to the men in some columns: one may be his patron, one whom he backs.
    /// Columns are floats here, so that they are compared as scores are.
    #[inline(always)]
    fn tie(&self, cadre: &Minded, column: f32, protection: f32) -> f32 {
        let patron = if column == cadre.patron { protection } else { 0.0 };
        patron + if column == cadre.backs { self.inertia } else { 0.0 }
    }

    /// All principals side by side, as many at a time as there are lanes. A function of its own
    /// that writes whole rows: inlined, it is taken to pieces lane by lane, at twice the cost.
    #[inline(never)]
    fn compare(&self, cadre: &Minded, leading: &mut Leading) {
        let view = &cadre.views[0];
        let appeals = &self.tables[self.appeals + cadre.base * self.rows..][..self.rows];
        let stances = &self.tables.as_chunks::<FOUR>().0[..self.rows];
        let protection = &self.tables[self.protection..][..self.rows];
        let rows = appeals.iter().zip(&cadre.tastes[..self.rows]).zip(stances).zip(protection);
        let mut so_far = Leading::new();
        for (((appeal, tastes), stance), protection) in rows {
            let mut score = [0.0; FOUR];
            for (lane, score) in score.iter_mut().enumerate() {
                let given = appeal[lane] + self.taste * tastes[lane];
                let tied = self.tie(cadre, so_far.next[lane], protection[lane]);
                let one = view[0] * stance[0][lane] + view[1] * stance[1][lane];
                let other = view[2] * stance[2][lane] + view[3] * stance[3][lane];
                *score = (given + tied) + (one + other);
            }
            so_far.see(score);
        }
        *leading = so_far;
    }

    /// The same where there are more issues than lanes, or none.
    #[inline(never)]
    fn compare_by_groups(&self, cadre: &Minded, leading: &mut Leading) {
        let appeals = &self.tables[self.appeals + cadre.base * self.rows..][..self.rows];
        let protection = &self.tables[self.protection..][..self.rows];
        let rows = appeals.iter().zip(cadre.tastes).zip(protection).enumerate();
        let mut so_far = Leading::new();
        for (row, ((appeal, tastes), protection)) in rows {
            let mut score: Four = std::array::from_fn(|lane| {
                let tied = self.tie(cadre, so_far.next[lane], protection[lane]);
                appeal[lane] + self.taste * tastes[lane] + tied
            });
            let issues = self.groups * FOUR;
            let stances = &self.tables[row * issues..][..issues];
            for (view, stance) in cadre.views.as_flattened().iter().zip(stances) {
                for lane in 0..FOUR {
                    score[lane] += view * stance[lane];
                }
            }
            so_far.see(score);
        }
        *leading = so_far;
    }
}

/// What of a cadre decides whom he backs.
struct Minded<'a> {
    base: usize,
    tastes: &'a [Four],
    views: &'a [Four],
    /// Columns of his patron and of whom he backs.
    patron: f32,
    backs: f32,
}

/// The two greatest of each lane as the rows go by, and in which column the greatest was.
#[derive(Clone, Copy, Default)]
struct Leading {
    first: Four,
    second: Four,
    /// As floats, so that they are chosen like the others.
    column: Four,
    /// Columns of the row that comes next.
    next: Four,
}

impl Leading {
    fn new() -> Self {
        let least = [f32::NEG_INFINITY; FOUR];
        let next = std::array::from_fn(|lane| lane as f32);
        Self { first: least, second: least, column: next, next }
    }

    /// Without a branch, so that the lanes go side by side.
    #[inline(always)]
    fn see(&mut self, scores: Four) {
        for (lane, score) in scores.into_iter().enumerate() {
            let (first, second) = (self.first[lane], self.second[lane]);
            let beaten = if score < first { score } else { first };
            self.second[lane] = if beaten > second { beaten } else { second };
            self.column[lane] = if score > first { self.next[lane] } else { self.column[lane] };
            self.first[lane] = if score > first { score } else { first };
            self.next[lane] += FOUR as f32;
        }
    }

    /// The greatest of all, of equals the one in the first lane, and his lead over the next. Also
    /// without a branch, as which lane is ahead cannot be foreseen.
    #[inline]
    fn winner(&self) -> (Option<usize>, f64) {
        let [a, b, c, d] = self.first;
        let (one, other) = (greater(a, b), greater(c, d));
        let lane = usize::from(b > a);
        let lane = if other > one { 2 + usize::from(d > c) } else { lane };
        let most = greater(one, other);
        if most == f32::NEG_INFINITY {
            return (None, 1.0);
        }
        let [e, f, g, h] = self.second;
        let beaten = greater(lesser(one, other), greater(lesser(a, b), lesser(c, d)));
        let next = greater(beaten, greater(greater(e, f), greater(g, h)));
        let lead = if next == f32::NEG_INFINITY { 1.0 } else { f64::from(most - next) };
        (Some(usize::from(self.column[lane % FOUR] as u16)), lead)
    }
}

impl Cadres {
    /// Whom a cadre backs from now on: the one with the greatest appeal to him.
    #[inline]
    pub fn reconsider(&mut self, at: usize, table: &Appeals) {
        let cadre = &self.each[at];
        let (column, lead) = table.winner(&Minded {
            base: usize::from(cadre.base),
            tastes: self.tastes.of(at),
            views: &self.views[at * table.groups..][..table.groups],
            patron: self.tastes.column(cadre.patron) as f32,
            backs: self.tastes.column(cadre.backs) as f32,
        });
        let choice = column.map_or(NOBODY, |column| self.tastes.holder(column));
        let pull = table.strength * lead;
        self.side(at, choice, (1000.0 * pull / (1.0 + pull)) as u16);
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
            let table = Appeals::new(&play);
            table.tables[table.protection..].as_flattened()[column]
        };
        let (disgraced, usual) = (drawn_by(0.0), drawn_by(0.5));
        assert!(disgraced < drawn_by(0.2) && drawn_by(0.2) < usual);
        let k = Parameters::default();
        assert!((f64::from(usual) - k.cadre_patron).abs() < 1e-6, "all stand alike");
        let least = k.cadre_patron * (1.0 - k.cadre_protection);
        assert!((f64::from(disgraced) - least).abs() < 1e-6);
    }
}
