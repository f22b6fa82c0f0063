//! What is to be said beside the figures.

use super::Comparison;
use super::own::own_interventions;
use crate::polity::{Deed, Polity, Quantity, Sitting, Spread};
use crate::statistics::{Compared, Estimate, PairCounts, grouped, plain};

/// Gain from sharing luck below which it is near 1.
const LITTLE_GAIN: f64 = 1.2;
/// Share of all that a number may be beyond which moving one without a range goes far.
const FAR: f64 = 0.5;
/// How many times an amount, as of seats, may become or shrink before that goes far.
const TIMES: f64 = 3.0;
/// Years by which a birth may be moved before that goes far.
const YEARS: f64 = 20.0;

/// A number that the what-if changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where it stands.
    pub path: String,
    /// What the base gives; `None` where it has no such number.
    pub base: Option<Quantity>,
    /// What the what-if gives; `None` where it has no such number.
    pub whatif: Option<Quantity>,
    /// From when, if it is dated: an index into the what-if's interventions.
    pub dated: Option<usize>,
    /// The value set on that date.
    pub set: Option<f64>,
}

impl Change {
    /// Whether the new value, or some of its range, lies outside the range the base gives.
    pub fn leaves_range(&self) -> bool {
        let Some((low, high)) = self.base.as_ref().and_then(range) else { return false };
        self.reach().is_some_and(|(from, to)| from < low - 1e-9 || to > high + 1e-9)
    }

    /// Whether a number for which the base gives no range is moved far: a share or a position by more
    /// than half of all that it may be, an amount to more than three times or less than a third, a
    /// year of birth by more than twenty years. To switch something off, or on, is not that.
    pub fn goes_far(&self) -> bool {
        let Some(base) = self.base.as_ref().filter(|base| range(base).is_none()) else {
            return false;
        };
        let span = base.valid.1 - base.valid.0;
        let switch = |x: f64| x == 0.0 || x == 1.0;
        self.reach().is_some_and(|(from, to)| {
            let off = from == 0.0 && to == 0.0;
            let turned = switch(base.central) && switch(from) && from == to;
            let moved = (from - base.central).abs().max((to - base.central).abs());
            let far = if base.path.ends_with(".born") {
                moved > YEARS
            } else if base.valid.0 >= 0.0 && base.valid.1 > 1.0 && base.central > 0.0 {
                to > TIMES * base.central || from * TIMES < base.central
            } else {
                moved > FAR * span
            };
            !off && !turned && far
        })
    }

    /// The new value, twice, or the ends of its range.
    fn reach(&self) -> Option<(f64, f64)> {
        match (self.set, self.whatif.as_ref()) {
            (Some(value), _) => Some((value, value)),
            (None, Some(q)) => Some(range(q).unwrap_or((q.central, q.central))),
            (None, None) => None,
        }
    }
}

/// A range's ends; two standard deviations either way for a normal.
fn range(quantity: &Quantity) -> Option<(f64, f64)> {
    match quantity.spread {
        Spread::Fixed => None,
        Spread::Uniform { low, high } => Some((low, high)),
        Spread::Normal { mean, sd } => {
            Some(((mean - 2.0 * sd).max(quantity.valid.0), (mean + 2.0 * sd).min(quantity.valid.1)))
        }
    }
}

/// Numbers that no history draws, as they are whole and stand outside the ledger: seats and posts.
fn counts(polity: &Polity) -> Vec<Quantity> {
    let count = |path: String, n: usize| Quantity {
        path,
        central: n as f64,
        spread: Spread::Fixed,
        valid: (0.0, f64::INFINITY),
        written: true,
    };
    let organs = polity.organs.iter().filter_map(|organ| match organ.sitting {
        Sitting::Principals { seats } => Some(count(format!("organs.{}.seats", organ.id), seats)),
        Sitting::Cadres { .. } => None,
    });
    let cadres = polity.bases.iter().flat_map(|base| {
        let path = format!("cadres.{}", base.id);
        let posts = count(format!("{path}.posts"), base.cohort.posts);
        let seats = base.cohort.seats.iter().flat_map(move |seats| {
            let path = format!("{path}.seats.{}", polity.organs[seats.organ].id);
            let both = [("voting", seats.voting), ("candidates", seats.candidates)];
            both.map(|(which, n)| count(format!("{path}.{which}"), n))
        });
        std::iter::once(posts).chain(seats)
    });
    organs.chain(cadres).collect()
}

/// The numbers that differ, in the base's order, then those that the what-if adds, then seats and
/// posts, then those set on a date.
pub fn changes(base: &Polity, whatif: &Polity) -> Vec<Change> {
    let mut all = Vec::new();
    let change = |path: &str, base: Option<&Quantity>, whatif: Option<&Quantity>| Change {
        path: path.to_owned(),
        base: base.cloned(),
        whatif: whatif.cloned(),
        dated: None,
        set: None,
    };
    for (_, before) in base.ledger.iter() {
        let after = whatif.ledger.find(&before.path).map(|num| whatif.ledger.quantity(num));
        let same = after.is_some_and(|q| q.central == before.central && q.spread == before.spread);
        if !same {
            all.push(change(&before.path, Some(before), after));
        }
    }
    for (_, after) in whatif.ledger.iter().filter(|(_, q)| base.ledger.find(&q.path).is_none()) {
        all.push(change(&after.path, None, Some(after)));
    }
    let after = counts(whatif);
    for before in counts(base) {
        let same_place = after.iter().find(|after| after.path == before.path);
        if let Some(after) = same_place.filter(|after| after.central != before.central) {
            all.push(change(&before.path, Some(&before), Some(after)));
        }
    }
    for (k, intervention) in own_interventions(base, whatif) {
        let Deed::Set(set) = &intervention.deed else { continue };
        for (num, value) in set {
            let after = whatif.ledger.quantity(*num);
            let before = base.ledger.find(&after.path).map(|num| base.ledger.quantity(num));
            let change = change(&after.path, before, Some(after));
            all.push(Change { dated: Some(k), set: Some(*value), ..change });
        }
    }
    all
}

/// A warning: a key for programs, and the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// `idle`, `wide`, `gain`, `range`, `unread`, `arises`, `chosen` or `among`.
    pub kind: &'static str,
    /// The question it is about, if it is about one.
    pub question: Option<String>,
    /// What is to be said, in whole sentences.
    pub text: String,
}

/// Everything there is to warn of, the gravest first.
pub fn warnings(comparison: &Comparison, changes: &[Change]) -> Vec<Warning> {
    let mut all = Vec::new();
    let mut say = |kind, question: Option<&str>, text: String| {
        all.push(Warning { kind, question: question.map(str::to_owned), text });
    };
    if comparison.pairs > 0 && comparison.alike == comparison.pairs {
        let all = match comparison.pairs {
            1 => "In the one pair that was played".to_owned(),
            n => format!("In all {} pairs", grouped(n)),
        };
        say(
            "unread",
            None,
            format!(
                "{all} the twins are alike to the last vote: nothing read the change. It may concern \
                 something that never comes up."
            ),
        );
    }
    for idle in &comparison.idle {
        let all = comparison.pairs;
        let worlds = if all == 1 {
            "the one world that was played".to_owned()
        } else if idle.worlds == all {
            format!("all {} worlds", grouped(all))
        } else {
            format!("{} of {} worlds", grouped(idle.worlds), grouped(all))
        };
        let text = format!(
            "In {worlds} the change of {} ({}) did nothing: {}.",
            idle.when, idle.deed, idle.why
        );
        say("idle", None, text);
    }
    if let Some(text) = beyond(changes) {
        say("range", None, text);
    }
    for q in &comparison.questions {
        let ask = q.ask.as_str();
        let alone = q.base_alone + q.whatif_alone;
        if alone > 0 {
            let (both, alone) = (grouped(q.counts.n()), grouped(alone));
            let s = if both == "1" { "" } else { "s" };
            say(
                "arises",
                Some(&q.id),
                format!(
                    "\u{201c}{ask}\u{201d} arises in both twins of {both} pair{s}, and in only one \
                     of them in {alone}, which are left out: the change also moves whether it \
                     arises."
                ),
            );
        }
        let Some(difference) = q.counts.difference() else { continue };
        if q.is_selected()
            && let Some(own) = q.difference_by_itself()
            && way(difference) != 0
            && way(own) != way(difference)
        {
            say("chosen", Some(&q.id), chosen(ask, difference, own));
        }
        if q.counts.flips() == 0 {
            continue;
        }
        // Where the answer is open, it matters most whether sharing luck helps.
        if let Some(gain) = q.counts.gain().filter(|gain| *gain < LITTLE_GAIN)
            && left_open(&q.counts)
        {
            say(
                "gain",
                Some(&q.id),
                format!(
                    "\u{201c}{ask}\u{201d}: sharing luck gains little ({gain:.1} times as many \
                     pairs would do without). By then the twins have gone their own ways; of what \
                     would have happened here, only the bounds can be relied on."
                ),
            );
        }
        if !difference.is_clear() {
            say("wide", Some(&q.id), wide(ask, difference));
        }
    }
    all
}

/// Whether the rates alone leave much open about single worlds.
fn left_open(counts: &PairCounts) -> bool {
    counts.bounds(counts.likelier()).is_some_and(|bounds| bounds.pns.width() > 0.1)
}

/// What is said of changes that leave the ranges the base gives, or go far where it gives none.
fn beyond(changes: &[Change]) -> Option<String> {
    const MOST: usize = 4;
    let said = |change: &Change| {
        let base = change.base.as_ref()?;
        let ends = |(from, to): (f64, f64)| {
            if from == to { plain(from) } else { format!("{} to {}", plain(from), plain(to)) }
        };
        let was = ends(range(base).unwrap_or((base.central, base.central)));
        Some(format!("{} is {} and not {was}", change.path, ends(change.reach()?)))
    };
    let listed = |all: Vec<&Change>| {
        let more = all.len().saturating_sub(MOST);
        let all: Vec<String> = all.into_iter().take(MOST).filter_map(said).collect();
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        (!all.is_empty()).then(|| format!("{}{more}", all.join("; ")))
    };
    let leaving = listed(changes.iter().filter(|change| change.leaves_range()).collect());
    let far = listed(changes.iter().filter(|change| change.goes_far()).collect());
    let leaving = leaving
        .map(|said| format!("The change leaves the ranges that the scenario gives: {said}."));
    let far = far.map(|said| format!("The change goes far with what has no range: {said}."));
    let said: Vec<String> = [leaving, far].into_iter().flatten().collect();
    (!said.is_empty()).then(|| {
        format!(
            "{} So far out nothing was checked: read it as a test of the model, not as a history.",
            said.join(" ")
        )
    })
}

/// Which way a difference goes, as far as that is clear: -1, 0 or 1.
fn way(difference: Estimate) -> i8 {
    i8::from(difference.lo > 0.0) - i8::from(difference.hi < 0.0)
}

/// What is said where the pairs in both of which a question arises have a clear difference, and the
/// worlds by themselves none, or one the other way.
fn chosen(ask: &str, difference: Estimate, own: Estimate) -> String {
    let but = if way(own) == 0 { "no clear difference" } else { "the opposite" };
    format!(
        "\u{201c}{ask}\u{201d}: {} in 100 among the {} pairs in both of which it arises, but {but} \
         between the worlds each by itself ({} in 100). Both worlds together choose those pairs; what \
         usually happens is the latter.",
        fewer_or_more(difference),
        grouped(difference.n),
        fewer_or_more(own)
    )
}

fn wide(ask: &str, difference: Estimate) -> String {
    let narrower = difference.interval().width() * 100.0 / 10.0_f64.sqrt();
    let narrower = match narrower {
        x if x < 0.05 => "less than 0.1".to_owned(),
        x => format!("about {x:.1}"),
    };
    format!(
        "\u{201c}{ask}\u{201d}: {} in 100. The interval includes 0; ten times the pairs would narrow \
         it to {narrower}.",
        fewer_or_more(difference)
    )
}

/// A difference between rates in words, in hundredths: `38 fewer; 36 to 40`. An interval that holds
/// both ways says so: `1.2 fewer; between 3.2 fewer and 0.6 more`. Nothing that is not 0 is told as 0.
pub fn fewer_or_more(difference: Estimate) -> String {
    size_and_interval(difference, is_fine(difference))
}

/// Two rates, and the difference between them in words, see [`fewer_or_more`]: the figures add up.
pub fn rates_and_difference(base: f64, whatif: f64, difference: Estimate) -> (Compared, String) {
    let told = Compared::new(base, whatif, is_fine(difference));
    let shown = Estimate { p: told.difference, ..difference };
    let apart = size_and_interval(shown, told.fine);
    (told, apart)
}

/// Whether a difference is to be told with a tenth: whole numbers would round it to nothing, or its
/// interval to a point.
fn is_fine(difference: Estimate) -> bool {
    let [p, lo, hi] = [difference.p, difference.lo, difference.hi].map(|x| 100.0 * x);
    p != 0.0 && p.abs() < 0.95 || hi - lo < 4.0 && p.abs() < 9.5
}

fn size_and_interval(difference: Estimate, fine: bool) -> String {
    let [p, lo, hi] = [difference.p, difference.lo, difference.hi].map(|x| 100.0 * x);
    let size = |x: f64| match x.abs() {
        0.0 => "0".to_owned(),
        x if x < 0.05 => "less than 0.1".to_owned(),
        x if fine || x < 0.5 => format!("{x:.1}"),
        x => format!("{x:.0}"),
    };
    let way = |x: f64| if x < 0.0 { "fewer" } else { "more" };
    let point =
        if p == 0.0 { "no difference".to_owned() } else { format!("{} {}", size(p), way(p)) };
    if p == 0.0 || lo < 0.0 && 0.0 < hi {
        return format!("{point}; between {} fewer and {} more", size(lo), size(hi));
    }
    let (near, far) = if p < 0.0 { (hi, lo) } else { (lo, hi) };
    format!("{point}; {} to {}", size(near), size(far))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_that_holds_both_ways_says_so_and_none_has_a_sign() {
        let said = |p: f64, lo: f64, hi: f64| fewer_or_more(Estimate { p, lo, hi, n: 100 });
        assert_eq!(said(-0.38, -0.40, -0.36), "38 fewer; 36 to 40");
        assert_eq!(said(0.07, 0.02, 0.12), "7 more; 2 to 12");
        assert_eq!(said(-0.012, -0.032, 0.006), "1.2 fewer; between 3.2 fewer and 0.6 more");
        assert_eq!(said(0.005, -0.06, 0.07), "0.5 more; between 6.0 fewer and 7.0 more");
        assert_eq!(said(0.004, -0.06, 0.07), "0.4 more; between 6.0 fewer and 7.0 more");
        assert_eq!(said(0.0, -0.02, 0.02), "no difference; between 2 fewer and 2 more");
        assert_eq!(said(-0.037, -0.0769, 0.0029), "4 fewer; between 8 fewer and 0.3 more");
        assert_eq!(
            said(-0.043, -0.0813, 0.0003),
            "4 fewer; between 8 fewer and less than 0.1 more"
        );
    }

    #[test]
    fn rates_and_their_difference_add_up_on_sight() {
        let said = |base: f64, whatif: f64, lo: f64, hi: f64| {
            let difference = Estimate { p: whatif - base, lo, hi, n: 100 };
            let (told, apart) = rates_and_difference(base, whatif, difference);
            let [base, whatif] = told.shares;
            format!("{whatif} instead of {base} ({apart})")
        };
        assert_eq!(said(0.076, 0.134, 0.02, 0.08), "13.4 instead of 7.6 (5.8 more; 2.0 to 8.0)");
        assert_eq!(said(0.08, 0.13, 0.02, 0.08), "13 instead of 8 (5 more; 2 to 8)");
        assert_eq!(said(0.08, 0.13, 0.04, 0.06), "13.0 instead of 8.0 (5.0 more; 4.0 to 6.0)");
    }

    #[test]
    fn an_interval_never_narrows_to_nothing() {
        let said = wide("Is it so?", Estimate { p: 0.000_1, lo: -0.000_1, hi: 0.000_4, n: 20_000 });
        assert!(said.ends_with("ten times the pairs would narrow it to less than 0.1."), "{said}");
    }

    #[test]
    fn an_interval_clear_of_nothing_never_reaches_it_in_words() {
        let said = |p: f64, lo: f64, hi: f64| fewer_or_more(Estimate { p, lo, hi, n: 100 });
        assert_eq!(said(-0.043, -0.0813, -0.0047), "4 fewer; 0.5 to 8");
        assert_eq!(said(0.043, 0.0004, 0.0813), "4 more; less than 0.1 to 8");
        assert_eq!(said(0.000_3, 0.000_1, 0.000_6), "less than 0.1 more; less than 0.1 to 0.1");
        // The end itself is in the interval.
        assert_eq!(said(0.04, 0.0, 0.08), "4 more; 0 to 8");
    }
}
