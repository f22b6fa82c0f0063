//! How wrong one number would have to be for the other answer to be the likelier one.

use rayon::prelude::*;

use super::{Answers, Factor, Inquiry, Played};
use crate::statistics::{Estimate, Interval, MOST_DIMENSIONS, Points, standing_among, wilson};

/// How often the stretch in which the answer tips is halved.
const HALVINGS: u32 = 4;

/// What histories with all numbers drawn answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    /// Histories played.
    pub histories: u32,
    /// How each question was answered.
    pub answers: Vec<Answers>,
    /// Yes and all, with the number in the lower and in the upper half of its range; by question
    /// and number.
    halves: Vec<Vec<[(u32, u32); 2]>>,
}

/// How an answer leans on one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leaning {
    /// Share of yes with the number in the upper half of its range, less that in the lower.
    pub difference: f64,
    /// Standard error of that if there is no difference: of both halves pooled, so that a few answers
    /// that happen to lie in one half do not look like none in the other.
    pub error: f64,
}

impl Leaning {
    /// Whether it stands out so far that the greatest of so many would not do so by chance.
    pub fn is_clear(self, among: usize) -> bool {
        self.difference != 0.0 && self.difference.abs() > standing_among(among) * self.error
    }
}

/// Plays so many histories with all numbers drawn from their ranges, at scrambled Sobol points.
/// `None` where there are more numbers than these have dimensions. Nothing is kept of a history but what
/// it adds to the counts, which do not depend on the threads.
pub fn survey(inquiry: &Inquiry<'_>, histories: u32, played: Played<'_>) -> Option<Survey> {
    let points = Points::scrambled(inquiry.factors().len(), inquiry.seed())?;
    let questions = inquiry.questions().len();
    let nothing = || Survey {
        histories: 0,
        answers: vec![Answers::default(); questions],
        halves: vec![vec![[(0, 0); 2]; inquiry.factors().len()]; questions],
    };
    let counted = (0..histories).into_par_iter().fold(nothing, |mut sum, index| {
        let at = points.at(index);
        sum.add(&at, &inquiry.answers(&inquiry.values(&at), u64::from(index)));
        played();
        sum
    });
    Some(counted.reduce(nothing, Survey::and))
}

impl Survey {
    /// Counts the answers of a history whose numbers lie at these shares of what they may be.
    fn add(&mut self, at: &[f64], answers: &[Option<bool>]) {
        self.histories += 1;
        for (question, answer) in answers.iter().enumerate() {
            self.answers[question].add(*answer);
            let Some(yes) = answer else { continue };
            for (halves, u) in self.halves[question].iter_mut().zip(at) {
                let half = &mut halves[usize::from(*u >= 0.5)];
                half.0 += u32::from(*yes);
                half.1 += 1;
            }
        }
    }

    /// Both counts together.
    fn and(mut self, other: Self) -> Self {
        self.histories += other.histories;
        for (own, more) in self.answers.iter_mut().zip(other.answers) {
            *own = own.and(more);
        }
        let more = other.halves.into_iter().flatten().flatten();
        for (own, more) in self.halves.iter_mut().flatten().flatten().zip(more) {
            own.0 += more.0;
            own.1 += more.1;
        }
        self
    }

    /// How the answer to a question leans on a number; `None` where it arises too rarely.
    pub fn leaning(&self, question: usize, factor: usize) -> Option<Leaning> {
        let [low, high] =
            self.halves[question][factor].map(|(yes, all)| (f64::from(yes), f64::from(all)));
        if low.1 == 0.0 || high.1 == 0.0 {
            return None;
        }
        let pooled = (low.0 + high.0) / (low.1 + high.1);
        let error = (pooled * (1.0 - pooled) * (1.0 / low.1 + 1.0 / high.1)).sqrt();
        Some(Leaning { difference: high.0 / high.1 - low.0 / low.1, error })
    }

    /// The numbers, by the size of that difference.
    pub fn ranked(&self, question: usize) -> Vec<usize> {
        let size =
            |factor: usize| self.leaning(question, factor).map_or(0.0, |l| l.difference.abs());
        let mut order: Vec<usize> = (0..self.halves[question].len()).collect();
        order.sort_by(|a, b| size(*b).total_cmp(&size(*a)).then(a.cmp(b)));
        order
    }

    /// The share of yes to a question, with Wilson's interval; `None` where it never arises.
    pub fn rate(&self, question: usize) -> Option<Estimate> {
        let answers = self.answers[question];
        wilson(answers.yes, answers.yes + answers.no)
    }
}

/// The smallest change of one number found that makes the other answer the likelier one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tip {
    /// Share of yes with the number at its central value, all others drawn.
    pub at_centre: Estimate,
    /// The nearest value with the other answer the likelier; `None` if no value tried has it.
    pub to: Option<f64>,
    /// Share of yes there; where no value tips the answer, the share nearest to tipping it.
    pub rate: Estimate,
    /// The value with that share.
    pub at: f64,
    /// Where the answer tips: between the last value that keeps it and the nearest that does not.
    pub between: Option<Interval>,
}

impl Tip {
    /// Most histories that [`tip`] plays for a number, with so many a value: the middle, those tried
    /// first on both sides, and halvings on both sides.
    pub fn cost(number: &Factor, histories: u32) -> u64 {
        let sides = ends(number).map(|end| {
            tried(number.central, end, number.high - number.low).count() as u64
                + u64::from(HALVINGS)
        });
        (1 + sides.sum::<u64>()) * u64::from(histories)
    }
}

/// The ends of what is valid for a number to which there is a way from its central value.
fn ends(number: &Factor) -> impl Iterator<Item = f64> {
    let (least, greatest) = number.valid;
    let from = number.central;
    [least, greatest].into_iter().filter(move |end| end.is_finite() && *end != from)
}

/// Values on the way from the middle of a range of this width to the end of what is valid, each twice as
/// far off as the one before, and the end.
fn tried(from: f64, end: f64, width: f64) -> impl Iterator<Item = f64> {
    let way = (end - from).abs();
    let steps = std::iter::successors(Some(0.5 * width), |step| Some(2.0 * step));
    let near = steps.take_while(move |step| *step > 0.0 && *step < way);
    near.map(move |step| from + step.copysign(end - from)).chain([end])
}

/// Looks for the smallest change of a number, from its central value towards either end of what
/// is valid, for which the answer that is less likely in the survey (`likelier` is the other) becomes
/// the likelier. Each value is tried in the same histories: the first `histories` of the survey,
/// with this number set. On each side values half the width of the range off, and then twice as far
/// each time, are tried up to the end, and the first stretch in which the answer tips is halved four
/// times: an answer that tips and tips back within a stretch goes unseen.
///
/// `None` where the question arises in none of the histories or there are too many numbers.
pub fn tip(
    inquiry: &Inquiry<'_>,
    question: usize,
    factor: usize,
    likelier: bool,
    histories: u32,
    played: Played<'_>,
) -> Option<Tip> {
    debug_assert!(inquiry.factors().len() <= MOST_DIMENSIONS);
    let points = Points::scrambled(inquiry.factors().len(), inquiry.seed())?;
    let rate = |value: f64| -> Option<Estimate> {
        let told: Vec<Option<bool>> = (0..histories)
            .into_par_iter()
            .map(|index| {
                let values = inquiry.values_with(&points.at(index), factor, value);
                let answer = inquiry.answers(&values, u64::from(index))[question];
                played();
                answer
            })
            .collect();
        let yes = told.iter().filter(|answer| **answer == Some(true)).count() as u64;
        wilson(yes, told.iter().flatten().count() as u64)
    };
    let number = &inquiry.factors()[factor];
    let from = number.central;
    let at_centre = rate(from)?;
    let tipped = |rate: &Estimate| if likelier { rate.p < 0.5 } else { rate.p > 0.5 };
    let towards = |rate: &Estimate| if likelier { -rate.p } else { rate.p };
    if tipped(&at_centre) {
        return Some(Tip { at_centre, to: Some(from), rate: at_centre, at: from, between: None });
    }
    let mut nearest: Option<(f64, Estimate, f64)> = None;
    let mut closest = (from, at_centre);
    for end in ends(number) {
        let mut kept = from;
        for value in tried(from, end, number.high - number.low) {
            // What lies further off than a tip on the other side is not needed.
            if nearest.is_some_and(|(other, ..)| (kept - from).abs() >= (other - from).abs()) {
                break;
            }
            let here = rate(value)?;
            if towards(&here) > towards(&closest.1) {
                closest = (value, here);
            }
            if !tipped(&here) {
                kept = value;
                continue;
            }
            let mut found = (value, here);
            for _ in 0..HALVINGS {
                let middle = f64::midpoint(kept, found.0);
                let here = rate(middle)?;
                if tipped(&here) {
                    found = (middle, here);
                } else {
                    kept = middle;
                }
            }
            if nearest.is_none_or(|(other, ..)| (found.0 - from).abs() < (other - from).abs()) {
                nearest = Some((found.0, found.1, kept));
            }
            break;
        }
    }
    Some(match nearest {
        Some((to, rate, kept)) => {
            let between = Interval { lo: kept.min(to), hi: kept.max(to) };
            Tip { at_centre, to: Some(to), rate, at: to, between: Some(between) }
        }
        None => Tip { at_centre, to: None, rate: closest.1, at: closest.0, between: None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaning(halves: [(u32, u32); 2]) -> Leaning {
        let survey = Survey { histories: 0, answers: vec![], halves: vec![vec![halves]] };
        survey.leaning(0, 0).expect("it arises in both halves")
    }

    #[test]
    fn a_few_answers_in_one_half_are_no_leaning() {
        let rare = leaning([(0, 32), (4, 32)]);
        assert!((rare.difference - 0.125).abs() < 1e-12, "{rare:?}");
        // 4 of 64: sqrt(1/16 * 15/16 * 2/32).
        assert!((rare.error - 0.060_515).abs() < 1e-6, "{rare:?}");
        assert!(rare.is_clear(1) && !rare.is_clear(2));
        let much = leaning([(100, 1000), (300, 1000)]);
        assert!(much.is_clear(1000));
        assert!(!leaning([(0, 32), (0, 32)]).is_clear(1));
    }

    #[test]
    fn near_values_are_tried_first_however_far_the_end_lies() {
        let far: Vec<f64> = tried(0.25, 1000.0, 0.16).collect();
        // Up to 4,096 widths off, and then the end.
        assert_eq!(far.len(), 15);
        assert!((far[0] - 0.33).abs() < 1e-12 && (far[1] - 0.41).abs() < 1e-12, "{far:?}");
        assert!(far.windows(2).all(|pair| pair[0] < pair[1]) && far[14] == 1000.0, "{far:?}");
        let near: Vec<f64> = tried(0.5, 0.0, 0.3).collect();
        assert!((near[0] - 0.35).abs() < 1e-12 && (near[1] - 0.2).abs() < 1e-12, "{near:?}");
        assert_eq!(near[2..], [0.0]);
        assert_eq!(tried(0.5, 1.0, 0.0).collect::<Vec<_>>(), [1.0]);
    }
}
