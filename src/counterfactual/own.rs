//! What a what-if does on a date that its base does not.

use crate::polity::{Counterparts, Deed, Intervention, Polity};

/// Interventions that only the what-if has, in order, each with its index there.
pub fn own_interventions<'a>(base: &Polity, whatif: &'a Polity) -> Vec<(usize, &'a Intervention)> {
    let here = Counterparts::new(whatif, base);
    let of_base = |one: &Intervention| {
        let deed = in_terms_of(base, &here, whatif, &one.deed);
        let same = |other: &Intervention| {
            (&other.id, other.at, Some(&other.deed)) == (&one.id, one.at, deed.as_ref())
        };
        base.interventions.iter().any(same)
    };
    whatif.interventions.iter().enumerate().filter(|(_, one)| !of_base(one)).collect()
}

/// A deed of the what-if in the base's indices; `None` if it touches what is not there.
fn in_terms_of(base: &Polity, here: &Counterparts, whatif: &Polity, deed: &Deed) -> Option<Deed> {
    Some(match *deed {
        Deed::Set(ref set) => {
            let number =
                |&(num, value)| Some((base.ledger.find(&whatif.ledger.quantity(num).path)?, value));
            Deed::Set(set.iter().map(number).collect::<Option<_>>()?)
        }
        Deed::Office(office, None) => Deed::Office(here.office(office)?, None),
        Deed::Office(office, Some(who)) => {
            Deed::Office(here.office(office)?, Some(here.principal(who)?))
        }
        Deed::Crisis { crisis, fires, option, success } => Deed::Crisis {
            crisis: here.crisis(crisis)?,
            fires,
            option: match option {
                Some(option) => Some(here.option(crisis, option)?),
                None => None,
            },
            success,
        },
        Deed::Dies(who) => Deed::Dies(here.principal(who)?),
        Deed::Away(who, until) => Deed::Away(here.principal(who)?, until),
    })
}
