//! Whom a cadre follows: what makes each principal attractive, and the one who draws him most.

use super::cadres::{Cadres, NOBODY};
use super::lanes::{FOUR, Four, greater, lanes, lesser};
use super::state::Play;
use crate::polity::Capacity;

/// How far standing can raise what a patron is worth to his clients, against the usual.
const BEST_PROTECTION: f64 = 1.25;

/// What makes each principal attractive to the cadres of each base, worked out once a round.
///
/// Principals stand in rows, by their columns in the cadres' tastes as they stood then.
#[derive(Default)]
pub(super) struct Appeals {
    /// Groups of as many issues as there are lanes.
    groups: usize,
    changes: u32,
    /// By base and row: appeal; least possible in a column that nobody has.
    appeals: Vec<Four>,
    men: Vec<Men>,
    /// By row and group of issues: stances; nought beyond the last issue.
    stances: Vec<[Four; FOUR]>,
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
        let mut appeals = vec![[f32::NEG_INFINITY; FOUR]; play.bases.len() * rows];
        let mut men = vec![Men { who: [0.0; FOUR], protection: [0.0; FOUR] }; rows];
        let mut stances = vec![[[0.0; FOUR]; FOUR]; rows * groups];
        let mood = 0.5 + play.mood();
        let fear = k.cadre_fear * play.norms.terror;
        let usual = play.usual_standing().max(1e-9);
        for (column, &who) in tastes.holders().iter().enumerate() {
            let leader = &play.leaders[usize::from(who)];
            let (row, lane) = (column / FOUR, column % FOUR);
            // A patron protects as far as he stands himself, among his colleagues and against what he
            // was.
            let stands = (leader.standing / usual.max(leader.anchor)).min(BEST_PROTECTION);
            let sheltered = 1.0 - k.cadre_protection * (1.0 - stands);
            men[row].who[lane] = f32::from(who);
            men[row].protection[lane] = (k.cadre_patron * sheltered) as f32;
            let mut distance = 0.0;
            let stances = stances[row * groups..][..groups].as_flattened_mut();
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
            for (places, support) in appeals.chunks_exact_mut(rows).zip(&leader.support) {
                places[row][lane] = (common + support) as f32;
            }
        }
        for (places, base) in appeals.chunks_exact_mut(rows.max(1)).zip(&play.bases) {
            let column = base.head.map_or(usize::MAX, |head| tastes.column(head as u16));
            if let Some(place) = places.as_flattened_mut().get_mut(column) {
                let administration = base.capacities[Capacity::Administration as usize];
                *place += (k.cadre_head * (0.6 + 0.4 * administration)) as f32;
            }
        }
        Self {
            groups,
            changes: tastes.changes(),
            appeals,
            men,
            stances,
            taste: k.taste as f32,
            inertia: k.cadre_inertia as f32,
            strength: k.cadre_strength,
        }
    }

    /// Whether somebody has come to the top or gone since.
    pub fn is_stale(&self, play: &Play) -> bool {
        self.changes != play.cadres.tastes.changes()
    }

    /// What ties a cadre to some men: one may be his patron, one whom he backs.
    #[inline(always)]
    fn tie(&self, cadre: &Minded, who: f32, protection: f32) -> f32 {
        let client = if who == cadre.patron { protection } else { 0.0 };
        client + if who == cadre.backs { self.inertia } else { 0.0 }
    }

    /// All principals side by side, as many at a time as there are lanes; columns that nobody has
    /// never win. A function of its own that hands over whole rows: inlined, it is taken to pieces
    /// lane by lane, at twice the cost.
    #[inline(never)]
    fn compare(&self, cadres: &Cadres, at: usize) -> Leading {
        let (cadre, views) = (Minded::of(cadres, at, self), &cadres.views[at]);
        let mut leading = Leading::default();
        let rows = cadre.appeals.iter().zip(cadre.tastes).zip(&self.men).zip(&self.stances);
        for (((appeal, tastes), men), stances) in rows {
            leading.see(
                men,
                lanes(|lane| {
                    let given = appeal[lane] + self.taste * tastes[lane];
                    let tied = self.tie(&cadre, men.who[lane], men.protection[lane]);
                    let one = views[0] * stances[0][lane] + views[1] * stances[1][lane];
                    let other = views[2] * stances[2][lane] + views[3] * stances[3][lane];
                    (given + tied) + (one + other)
                }),
            );
        }
        leading
    }

    /// The same where there are more issues than lanes, or none.
    #[inline(never)]
    fn compare_by_groups(&self, cadres: &Cadres, at: usize) -> Leading {
        let cadre = Minded::of(cadres, at, self);
        let views = cadres.views[at * self.groups..][..self.groups].as_flattened();
        let mut leading = Leading::default();
        let rows = cadre.appeals.iter().zip(cadre.tastes).zip(&self.men).enumerate();
        for (row, ((appeal, tastes), men)) in rows {
            let mut score: Four = lanes(|lane| {
                let tied = self.tie(&cadre, men.who[lane], men.protection[lane]);
                appeal[lane] + self.taste * tastes[lane] + tied
            });
            let stances = self.stances[row * self.groups..][..self.groups].as_flattened();
            for (view, stance) in views.iter().zip(stances) {
                score = lanes(|lane| score[lane] + view * stance[lane]);
            }
            leading.see(men, score);
        }
        leading
    }
}

/// A row of those who can be backed.
#[derive(Clone, Copy)]
struct Men {
    /// Who they are, as floats, so that they are compared and chosen as scores are.
    who: Four,
    /// What each draws a client with.
    protection: Four,
}

/// What of a cadre, but for his views, decides whom he backs, by row of principals.
struct Minded<'a> {
    appeals: &'a [Four],
    tastes: &'a [Four],
    /// His patron and whom he backs.
    patron: f32,
    backs: f32,
}

impl<'a> Minded<'a> {
    #[inline(always)]
    fn of(cadres: &'a Cadres, at: usize, table: &'a Appeals) -> Self {
        let cadre = &cadres.each[at];
        let rows = table.men.len();
        Self {
            appeals: &table.appeals[usize::from(cadre.base) * rows..][..rows],
            tastes: cadres.tastes.of(at),
            patron: f32::from(cadre.patron),
            backs: f32::from(cadre.backs),
        }
    }
}

/// The two greatest of each lane as the rows go by, and whose the greatest was.
#[derive(Clone, Copy)]
struct Leading {
    first: Four,
    second: Four,
    who: Four,
}

impl Default for Leading {
    /// Nobody as yet.
    #[inline(always)]
    fn default() -> Self {
        let least = [f32::NEG_INFINITY; FOUR];
        Self { first: least, second: least, who: [f32::from(NOBODY); FOUR] }
    }
}

impl Leading {
    /// Without a branch, so that the lanes go side by side.
    #[inline(always)]
    fn see(&mut self, men: &Men, scores: Four) {
        for (lane, score) in scores.into_iter().enumerate() {
            let (first, second) = (self.first[lane], self.second[lane]);
            let beaten = if score < first { score } else { first };
            self.second[lane] = if beaten > second { beaten } else { second };
            self.who[lane] = if score > first { men.who[lane] } else { self.who[lane] };
            self.first[lane] = if score > first { score } else { first };
        }
    }

    /// The greatest of all, of equals the one in the first lane, and his lead over the next. Also
    /// without a branch, as which lane is ahead cannot be foreseen.
    #[inline]
    fn winner(&self) -> (u16, f64) {
        let [a, b, c, d] = self.first;
        let (one, other) = (greater(a, b), greater(c, d));
        let lane = usize::from(b > a);
        let lane = if other > one { 2 + usize::from(d > c) } else { lane };
        let most = greater(one, other);
        let [e, f, g, h] = self.second;
        let beaten = greater(lesser(one, other), greater(lesser(a, b), lesser(c, d)));
        let next = greater(beaten, greater(greater(e, f), greater(g, h)));
        let lead = if next == f32::NEG_INFINITY { 1.0 } else { f64::from(most - next) };
        (self.who[lane % FOUR] as u16, lead)
    }
}

impl Cadres {
    /// Whom a cadre backs from now on: the one with the greatest appeal to him.
    #[inline]
    pub fn reconsider(&mut self, at: usize, table: &Appeals) {
        let leading = if table.groups == 1 {
            table.compare(self, at)
        } else {
            table.compare_by_groups(self, at)
        };
        let (choice, lead) = leading.winner();
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
        let (row, lane) = (column / FOUR, column % FOUR);
        let mut drawn_by = |standing: f64| {
            play.leaders[0].standing = standing;
            Appeals::new(&play).men[row].protection[lane]
        };
        let (disgraced, usual) = (drawn_by(0.0), drawn_by(0.5));
        assert!(disgraced < drawn_by(0.2) && drawn_by(0.2) < usual);
        let k = Parameters::default();
        assert!((f64::from(usual) - k.cadre_patron).abs() < 1e-6, "all stand alike");
        let least = k.cadre_patron * (1.0 - k.cadre_protection);
        assert!((f64::from(disgraced) - least).abs() < 1e-6);
    }

    #[test]
    fn a_patron_is_measured_against_what_he_was() {
        let polity = polity();
        let mut play = opened(&polity);
        let column = play.cadres.tastes.column(0);
        let (row, lane) = (column / FOUR, column % FOUR);
        let mut drawn_by = |anchor: f64, standing: f64| {
            (play.leaders[0].anchor, play.leaders[0].standing) = (anchor, standing);
            Appeals::new(&play).men[row].protection[lane]
        };
        // All stand at a half: who was above that has lost by it, who was below has not won.
        assert!(drawn_by(0.9, 0.5) < drawn_by(0.5, 0.5));
        assert_eq!(drawn_by(0.1, 0.5), drawn_by(0.5, 0.5));
    }
}
