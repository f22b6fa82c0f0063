//! What simple rules would have said of the record. They see entries before the one they forecast,
//! and the scenario as it opens; never a history.

use super::chain::laplace;
use super::yardstick::{Entry, Yardstick};
use crate::engine::Fate;
use crate::polity::{BaseIx, Capacity, OfficeIx, Polity, Who};
use crate::question::{Person, Proposition};

/// A rule that needs no model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Null {
    /// Each alternative that the scenario offers has the same chance.
    EqualChances,
    /// Each entry comes at the same hazard a month, learnt from those before it.
    ConstantHazard,
    /// Whoever heads the base that places people wins.
    Apparatus,
}

impl Null {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::EqualChances, Self::ConstantHazard, Self::Apparatus];

    /// Its key in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Self::EqualChances => "equal_chances",
            Self::ConstantHazard => "constant_hazard",
            Self::Apparatus => "apparatus",
        }
    }
}

/// Chance that a rule gives to each entry, in the yardstick's order. `None` for the apparatus where
/// nobody heads it.
pub fn forecasts(null: Null, yardstick: &Yardstick) -> Option<Vec<f64>> {
    let polity = &yardstick.polity;
    Some(match null {
        Null::EqualChances => yardstick.entries.iter().map(|e| equal(&e.when, polity)).collect(),
        Null::ConstantHazard => hazards(&yardstick.entries, polity),
        Null::Apparatus => by_rule(&yardstick.entries, &apparatus(polity)?, polity),
    })
}

/// Equal chances. Persons: one of the contenders, or of those who sit in the deciding organ as the
/// scenario opens. Options of a crisis: one of them. Fates: still there, or one of the five that are
/// falls. All else comes or does not, a death too; that somebody lives is taken for granted. Parts of
/// a proposition count as independent.
fn equal(p: &Proposition, polity: &Polity) -> f64 {
    let contenders: Vec<Who> =
        (0..polity.principals.len()).filter(|&who| polity.principals[who].contender).collect();
    let seated = polity.principals.iter().filter(|p| p.seat.is_some()).count();
    let one_of = |many: usize| 1.0 / many.max(1) as f64;
    // Among how many such a person is one.
    let people = |who: Person| match who {
        Person::Principal(who) if contenders.contains(&who) => contenders.len(),
        _ => seated,
    };
    match p {
        Proposition::FirstToFall { who, among } => {
            let among = among.as_ref().unwrap_or(&contenders);
            let outside = matches!(who, Person::Principal(who) if !among.contains(who));
            one_of(among.len() + usize::from(outside))
        }
        Proposition::Leads { who, .. } => one_of(people(*who)),
        // Nobody is one more.
        Proposition::Paramount { who, .. } => one_of(people(*who) + 1),
        Proposition::Holds { .. } => one_of(seated),
        Proposition::Lives { .. } => 1.0,
        Proposition::Chosen(crisis, _) => one_of(polity.crises[*crisis].options.len()),
        Proposition::Fate { is, .. } if is.is_fall() => {
            one_of(1 + Fate::ALL.into_iter().filter(|fate| fate.is_fall()).count())
        }
        Proposition::All(each) => each.iter().map(|p| equal(p, polity)).product(),
        Proposition::Any(each) => {
            1.0 - each.iter().map(|p| 1.0 - equal(p, polity)).product::<f64>()
        }
        // What is taken for granted comes or does not, where it is denied.
        Proposition::Not(inner) => match equal(inner, polity) {
            granted if granted >= 1.0 => 0.5,
            chance => 1.0 - chance,
        },
        _ => 0.5,
    }
}

/// A hazard common to all entries, with a gamma belief: to begin with one event in the time that is
/// looked at; each entry before adds one event, and the months from the start to its date. The
/// chance that something with that hazard comes within a window of w months, once it is open, is
/// then 1 - (b / (b + w))^a (Lomax).
fn hazards(entries: &[Entry], polity: &Polity) -> Vec<f64> {
    let months = polity.calendar.months_per_round();
    let (mut events, mut exposed) = (1.0, polity.calendar.rounds as f64 * months);
    let forecast = |entry: &Entry| {
        let open = (entry.window.1 + 1 - entry.window.0) as f64 * months;
        let chance = 1.0 - libm::pow(exposed / (exposed + open), events);
        events += 1.0;
        exposed += (entry.at as f64 + 0.5) * months;
        chance
    };
    entries.iter().map(forecast).collect()
}

/// The base that places most people, the offices that head it, and who holds one as the scenario
/// opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apparatus {
    /// The base with the greatest `appointment`; the first by id if there are several.
    pub base: BaseIx,
    /// Offices that head it, now or later.
    pub offices: Vec<OfficeIx>,
    /// Who holds one as the scenario opens.
    pub head: Who,
}

/// Who heads the apparatus as the scenario opens. `None` where no base places anyone, or nobody
/// heads the one that does.
pub fn apparatus(polity: &Polity) -> Option<Apparatus> {
    let places = |base: BaseIx| {
        let num = polity.bases[base].capacities[Capacity::Appointment as usize];
        polity.ledger.quantity(num).central
    };
    let base = (0..polity.bases.len())
        .rev()
        .max_by(|&a, &b| places(a).total_cmp(&places(b)))
        .filter(|&base| places(base) > 0.0)?;
    let offices: Vec<OfficeIx> =
        (0..polity.offices.len()).filter(|&o| polity.offices[o].heads == Some(base)).collect();
    let open = |o: &&OfficeIx| polity.offices[**o].opens.is_none_or(|round| round == 0);
    let head = offices.iter().filter(open).find_map(|&o| polity.offices[o].holder)?;
    Some(Apparatus { base, offices, head })
}

/// What the rule says of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It is what should happen.
    For,
    /// It is what should not.
    Against,
    /// The rule has no view.
    Silent,
}

impl Verdict {
    fn reversed(self) -> Self {
        match self {
            Self::For => Self::Against,
            Self::Against => Self::For,
            Self::Silent => Self::Silent,
        }
    }
}

/// The rule's forecasts: where it speaks, it is trusted as far as it was right before (Laplace);
/// where it is silent, equal chances.
fn by_rule(entries: &[Entry], apparatus: &Apparatus, polity: &Polity) -> Vec<f64> {
    let (mut right, mut spoke) = (0, 0);
    let forecast = |entry: &Entry| {
        let trust = laplace(right, spoke);
        let (chance, was_right) = match verdict(&entry.when, apparatus, polity) {
            Verdict::Silent => return equal(&entry.when, polity),
            Verdict::For => (trust, true),
            Verdict::Against => (1.0 - trust, false),
        };
        spoke += 1;
        right += u64::from(was_right);
        chance
    };
    entries.iter().map(forecast).collect()
}

/// The head leads, keeps the apparatus and is not brought down; other contenders do not lead, and
/// are brought down; on other people and things it is silent.
fn verdict(p: &Proposition, apparatus: &Apparatus, polity: &Polity) -> Verdict {
    let is_head = |who: Person| match who {
        Person::Principal(who) => who == apparatus.head,
        Person::Holder(office) => apparatus.offices.contains(&office),
    };
    let rival = |who: Person| match who {
        Person::Principal(who) => {
            polity.principals[who].contender && !is_head(Person::Principal(who))
        }
        Person::Holder(_) => false,
    };
    let wins = |who: Person| if is_head(who) { Verdict::For } else { Verdict::Against };
    let falls = |who: Person| match (is_head(who), rival(who)) {
        (true, _) => Verdict::Against,
        (_, true) => Verdict::For,
        _ => Verdict::Silent,
    };
    match p {
        Proposition::Leads { who, .. } | Proposition::Paramount { who, .. } => wins(*who),
        Proposition::Holds { who, .. } if is_head(*who) => Verdict::For,
        Proposition::Holds { office, .. } if apparatus.offices.contains(office) => Verdict::Against,
        Proposition::FirstToFall { who, .. } | Proposition::Fell { who, .. } => falls(*who),
        Proposition::Fate { who, is } if is.is_fall() => falls(*who),
        Proposition::Showdown { against, survives: Some(survives), .. } => {
            if *survives {
                falls(*against).reversed()
            } else {
                falls(*against)
            }
        }
        Proposition::Not(inner) => verdict(inner, apparatus, polity).reversed(),
        Proposition::All(each) => joined(each, apparatus, polity, [Verdict::Against, Verdict::For]),
        Proposition::Any(each) => joined(each, apparatus, polity, [Verdict::For, Verdict::Against]),
        _ => Verdict::Silent,
    }
}

/// The first of these verdicts that a part gets; silent where none does.
fn joined(
    each: &[Proposition],
    apparatus: &Apparatus,
    polity: &Polity,
    order: [Verdict; 2],
) -> Verdict {
    let said: Vec<Verdict> = each.iter().map(|p| verdict(p, apparatus, polity)).collect();
    order.into_iter().find(|v| said.contains(v)).unwrap_or(Verdict::Silent)
}
