//! Where the variance of an answer comes from.

use rayon::prelude::*;

use super::{Answers, Inquiry, Played};
use crate::statistics::{Crossing, Indices, MOST_DIMENSIONS, Points, indices};

/// Resamples on which the intervals rest.
const RESAMPLES: usize = 500;
/// Bits of an answer: under the first luck, under the second, and whether it arose under both.
const FIRST: u8 = 1;
const SECOND: u8 = 2;
const ARISES: u8 = 4;

/// Numbers that have a share of the variance together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Group {
    /// One number, by its place in the inquiry.
    One(usize),
    /// All that have no share of their own, by their places.
    Others(Vec<usize>),
}

impl Group {
    fn factors(&self) -> &[usize] {
        match self {
            Self::One(factor) => std::slice::from_ref(factor),
            Self::Others(factors) => factors,
        }
    }
}

/// What was answered at the points and where they cross.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    /// Whose shares are told, in the order of the indices.
    pub groups: Vec<Group>,
    /// Base points.
    pub points: u32,
    /// How each question was answered, over all histories.
    pub answers: Vec<Answers>,
    /// By point, then by question, then `a`, `b` and the crossed ones.
    told: Vec<Vec<Vec<u8>>>,
    seed: u64,
}

/// The greatest power of two of base points for which so many histories suffice, with so many
/// groups: `2 (groups + 2)` histories a point. 0 if there are too few for one.
pub fn base_points(histories: u64, groups: usize) -> u32 {
    let most = histories / (2 * (groups as u64 + 2));
    most.checked_ilog2().map_or(0, |power| 1 << power.min(24))
}

/// Plays the crossings of so many base points. `own` have shares of their own, all other numbers
/// have one together. `None` where there are more numbers than Sobol's points have dimensions
/// for, half of [`MOST_DIMENSIONS`].
pub fn shares(
    inquiry: &Inquiry<'_>,
    own: &[usize],
    points: u32,
    played: Played<'_>,
) -> Option<Shares> {
    let factors = inquiry.factors().len();
    if 2 * factors > MOST_DIMENSIONS {
        return None;
    }
    let others: Vec<usize> = (0..factors).filter(|factor| !own.contains(factor)).collect();
    // The earliest dimensions are the most even ones: those with shares of their own have them.
    let place: Vec<usize> = own.iter().chain(&others).copied().collect();
    let mut groups: Vec<Group> = own.iter().map(|factor| Group::One(*factor)).collect();
    if !others.is_empty() {
        groups.push(Group::Others(others));
    }
    let sequence = Points::scrambled(2 * factors, inquiry.seed())?;
    let told: Vec<Vec<Vec<u8>>> = (0..points)
        .into_par_iter()
        .with_max_len(1)
        .map(|index| {
            let point = sequence.at(index);
            let (mut a, mut b) = (vec![0.0; factors], vec![0.0; factors]);
            for (pair, factor) in point.chunks_exact(2).zip(&place) {
                (a[*factor], b[*factor]) = (pair[0], pair[1]);
            }
            let crossed = groups.iter().map(|group| {
                let mut mixed = a.clone();
                for factor in group.factors() {
                    mixed[*factor] = b[*factor];
                }
                mixed
            });
            let all: Vec<Vec<f64>> = [a.clone(), b.clone()].into_iter().chain(crossed).collect();
            told(inquiry, u64::from(index), &all, played)
        })
        .collect();
    let mut answers = vec![Answers::default(); inquiry.questions().len()];
    for (counts, bits) in told.iter().flat_map(|point| answers_of(point)) {
        answers[counts] = answers[counts].and(bits);
    }
    Some(Shares { groups, points, answers, told, seed: inquiry.seed() })
}

/// The answers at these places under both lucks of a base point, by question.
fn told(inquiry: &Inquiry<'_>, index: u64, all: &[Vec<f64>], played: Played<'_>) -> Vec<Vec<u8>> {
    let mut told = vec![vec![0; all.len()]; inquiry.questions().len()];
    for (at, place) in all.iter().enumerate() {
        let values = inquiry.values(place);
        let both = [2 * index, 2 * index + 1].map(|history| {
            let answers = inquiry.answers(&values, history);
            played();
            answers
        });
        for (question, bits) in told.iter_mut().enumerate() {
            let [first, second] = [both[0][question], both[1][question]];
            let bit = |answer: Option<bool>, bit| if answer == Some(true) { bit } else { 0 };
            let arises = if first.is_some() && second.is_some() { ARISES } else { 0 };
            bits[at] = bit(first, FIRST) | bit(second, SECOND) | arises;
        }
    }
    told
}

/// Question by question, the counts of one base point. Where a question did not arise under one
/// luck, it counts as not arising under both.
fn answers_of(point: &[Vec<u8>]) -> impl Iterator<Item = (usize, Answers)> {
    point.iter().enumerate().map(|(question, bits)| {
        let mut answers = Answers::default();
        for bits in bits {
            for luck in [FIRST, SECOND] {
                answers.add((bits & ARISES != 0).then_some(bits & luck != 0));
            }
        }
        (question, answers)
    })
}

impl Shares {
    /// Where the variance of the answer to a question comes from, group by group; `None` where it
    /// does not vary or does not always arise.
    pub fn of(&self, question: usize) -> Option<Indices> {
        if self.answers[question].none > 0 {
            return None;
        }
        let number =
            |bits: u8| [FIRST, SECOND].map(|luck| if bits & luck == 0 { 0.0 } else { 1.0 });
        let crossing = |point: &Vec<Vec<u8>>| match &point[question][..] {
            [a, b, crossed @ ..] => Crossing {
                a: number(*a),
                b: number(*b),
                crossed: crossed.iter().map(|bits| number(*bits)).collect(),
            },
            _ => Crossing::certain(0.0, 0.0, &[]),
        };
        let crossings: Vec<Crossing> = self.told.iter().map(crossing).collect();
        indices(&crossings, RESAMPLES, self.seed)
    }
}
