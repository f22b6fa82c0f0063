//! A choice among alternatives whose scores rise with luck of their own, whatever else they are
//! made of.

use super::race::{TABLE, bounds};
use super::{gumbel, unit};

/// An alternative, and between what its score lies; they are equal once it is worked out.
#[derive(Clone, Copy, Debug)]
struct Alternative {
    at: usize,
    bits: u64,
    least: f64,
    most: f64,
}

/// The place of the greatest score, of equals the first. Each alternative has a Gumbel of its own,
/// which its bits give, and a score that never falls as the Gumbel rises: so the bounds on a Gumbel
/// mostly tell who is ahead, without its logarithms. The choice is the same as if all were worked
/// out.
pub fn choose(
    luck: impl IntoIterator<Item = u64>,
    score: impl Fn(usize, f64) -> f64,
) -> Option<usize> {
    let table = &**TABLE;
    let entrants = luck.into_iter().enumerate().map(|(at, bits)| {
        let (least, most) = bounds(table, bits);
        Alternative { at, bits, least: score(at, least), most: score(at, most) }
    });
    let ahead = entrants.reduce(|ahead, other| {
        if other.most <= ahead.least {
            ahead
        } else if other.least > ahead.most {
            other
        } else {
            let (ahead, other) = (exact(ahead, &score), exact(other, &score));
            if other.least > ahead.least { other } else { ahead }
        }
    });
    ahead.map(|ahead| ahead.at)
}

/// An alternative with its score worked out.
#[cold]
fn exact(one: Alternative, score: &impl Fn(usize, f64) -> f64) -> Alternative {
    let exact = score(one.at, gumbel(unit(one.bits)));
    Alternative { least: exact, most: exact, ..one }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::mix;

    #[test]
    fn the_greatest_score_is_chosen_as_if_all_were_worked_out() {
        for round in 0..2_000_u64 {
            let bits = |at: usize| mix(round * 64 + at as u64);
            let value = |at: usize| (unit(mix(!bits(at))) - 0.5) * 4.0;
            let score = |at: usize, luck: f64| 0.3 + 0.5 * (value(at) + 0.6 * luck);
            let known = |at: usize| score(at, gumbel(unit(bits(at))));
            let best = (1..6).fold(0, |best, at| if known(at) > known(best) { at } else { best });
            assert_eq!(choose((0..6).map(bits), score), Some(best));
        }
        assert_eq!(choose([7, 9, 4], |_, _| 1.0), Some(0), "of equals the first");
        assert_eq!(choose([], |_, luck| luck), None);
    }
}
