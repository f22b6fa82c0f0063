//! What every part of the check needs: numbers, ids, dates, grounds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use jiff::civil::{Date, date};

use super::super::dates;
use super::super::findings::{Code, EDIT, Finding, MOST_FINDINGS, Place, Severity};
use super::super::merge::Removed;
use super::super::schema::{Kind, Need, Room, Slot};
use super::super::suggest::nearest;
use super::super::texts::Texts;
use super::super::walk::{Ids, Lost, is_id, is_mended, listed, no_id};
use super::super::{Grounds, written};
use crate::polity::{Calendar, Ledger, Num, Quantity, Round, RoundUnit};
use crate::question::Span;
use written::{Amount, Amounts, ById, Placed};

/// Rounds until a date that is soon after another.
const SOON: Round = 3;

/// What is being built, and what has been found.
pub struct Desk<'a> {
    /// Every number so far.
    pub ledger: Ledger,
    /// The calendar; a stand-in where the scenario's own is wrong.
    pub calendar: Calendar,
    /// On what each entity rests, by path.
    pub grounds: BTreeMap<String, Grounds>,
    /// What has been found.
    pub findings: &'a mut Vec<Finding>,
    /// What the walk took out: what is absent only for that has been reported.
    pub lost: Lost,
    /// How many errors were added here.
    errors: usize,
    seen: Seen<'a>,
    calendar_is_good: bool,
    starts_at: Option<Place>,
    rounds_at: Option<Place>,
    ids: BTreeMap<Room, Vec<String>>,
    sources: BTreeSet<String>,
    cited: BTreeSet<String>,
}

/// What was seen of a scenario before it was taken up as typed.
#[derive(Clone, Debug)]
pub struct Seen<'a> {
    /// What it was read from.
    pub texts: &'a Texts,
    /// The ids it makes up.
    pub ids: &'a Ids,
    /// What overlays took out of it.
    pub removed: &'a Removed,
    /// What was wrong and taken out.
    pub lost: Lost,
    /// Places of its tables and keys outside lists, by path.
    pub places: BTreeMap<String, Range<usize>>,
}

fn keys<T>(table: &ById<T>) -> Vec<String> {
    table.keys().map(|k| k.get_ref().clone()).collect()
}

impl<'a> Desk<'a> {
    /// An empty desk for a scenario, and what the walk took out of it.
    pub fn new(
        scenario: &written::Scenario,
        seen: Seen<'a>,
        findings: &'a mut Vec<Finding>,
    ) -> Self {
        let ids = BTreeMap::from([
            (Room::Principals, keys(&scenario.principals)),
            (Room::Bases, keys(&scenario.bases)),
            (Room::Offices, keys(&scenario.offices)),
            (Room::Organs, keys(&scenario.organs)),
            (Room::Issues, keys(&scenario.issues)),
            (Room::Indicators, keys(&scenario.indicators)),
            (Room::Crises, keys(&scenario.crises)),
        ]);
        let sources = keys(&scenario.sources).into_iter().collect();
        let stand_in = Calendar { start: date(1, 1, 1), rounds: 10_000, unit: RoundUnit::Month };
        let mut desk = Self {
            ledger: Ledger::default(),
            calendar: stand_in,
            grounds: BTreeMap::new(),
            findings,
            lost: seen.lost.clone(),
            errors: 0,
            seen,
            calendar_is_good: false,
            starts_at: None,
            rounds_at: None,
            ids,
            sources,
            cited: BTreeSet::new(),
        };
        desk.read_calendar(&scenario.calendar);
        desk
    }

    fn read_calendar(&mut self, written: &written::Calendar) {
        let start = written.start.as_ref().and_then(|s| Some((s, dates::parse(s.get_ref())?)));
        let (Some((at, (start, _))), Some(rounds)) = (start, &written.rounds) else { return };
        let unit = match written.round.as_deref() {
            Some("week") => RoundUnit::Week,
            Some("quarter") => RoundUnit::Quarter,
            Some("year") => RoundUnit::Year,
            _ => RoundUnit::Month,
        };
        let calendar = Calendar { start, rounds: *rounds.get_ref(), unit };
        // The day after the last may be the first that is none.
        let last = calendar.date(calendar.rounds).yesterday();
        if last.is_ok_and(|last| last.year() >= 9999) {
            let message = "the calendar runs past the year 9998".to_owned();
            let hint = if calendar.date(1).year() >= 9999 {
                "let `start` lie earlier: years run from 0001 to 9998"
            } else {
                "play fewer rounds, or shorter ones"
            };
            self.found(Code::OutOfRange, rounds, message).hints.push(hint.into());
            return;
        }
        self.calendar = calendar;
        self.calendar_is_good = true;
        (self.starts_at, self.rounds_at) = (self.place(at), self.place(rounds));
    }

    /// Where a value stands.
    pub fn place<T>(&self, at: &Placed<T>) -> Option<Place> {
        self.seen.texts.place(&at.span())
    }

    /// Whether the first stands in a text that is laid over that of the second: an edit, or a file that
    /// extends the other's.
    pub fn is_laid_over<A, B>(&self, one: &Placed<A>, other: &Placed<B>) -> bool {
        // Edits lie over all files, and a file over those that were read after it.
        let rank = |at: Option<Place>| at.map(|p| if p.source == EDIT { 0 } else { p.order + 1 });
        rank(self.place(one)) < rank(self.place(other))
    }

    /// Of what is at odds together, the one to blame: what an edit or an overlay lays over the others, or
    /// else the last.
    pub fn laid_last<'p, T>(
        &self,
        all: impl IntoIterator<Item = &'p Placed<T>>,
    ) -> Option<&'p Placed<T>> {
        let blamed = |blamed, one| if self.is_laid_over(blamed, one) { blamed } else { one };
        all.into_iter().reduce(blamed)
    }

    /// Where the table or key at a path stands.
    pub fn inside_of(&self, table: &str, key: &str) -> Option<Place> {
        let span = self.seen.places.get(&format!("{table}.{key}"))?;
        self.seen.texts.place(span)
    }

    /// The key at a path, with its place.
    pub fn key_at(&self, table: &str, key: &str) -> Option<Placed<String>> {
        let span = self.seen.places.get(&format!("{table}.{key}"))?;
        Some(Placed::new(span.clone(), key.to_owned()))
    }

    /// What is to blame of an entry of a table for what a key of it says: the key, where an edit or an
    /// overlay lays it over the entry; else the entry.
    pub fn blamed(&self, table: &str, id: &Placed<String>, key: &str) -> Placed<String> {
        let written = self.key_at(&format!("{table}.{}", id.get_ref()), key);
        written.filter(|key| self.is_laid_over(key, id)).unwrap_or_else(|| id.clone())
    }

    /// A table of the whole scenario, such as `norms`, with its place.
    pub fn head(&self, table: &str) -> Option<Placed<String>> {
        let span = self.seen.places.get(table)?;
        Some(Placed::new(span.clone(), table.to_owned()))
    }

    /// Where the entry with an index is made up.
    pub fn place_of(&self, room: Room, index: usize) -> Option<Place> {
        self.seen.texts.place(self.seen.ids.span(room, self.id(room, index))?)
    }

    /// Where a path was taken out by an overlay.
    pub fn removed(&self, path: &str) -> Option<Place> {
        self.seen.texts.place(self.seen.removed.span(path)?)
    }

    /// Where a path, or something beneath it, was taken out by an overlay.
    pub fn removed_from(&self, path: &str) -> Option<Place> {
        self.seen.texts.place(self.seen.removed.beneath(path)?)
    }

    /// Whether something cites a source.
    pub fn is_cited(&self, source: &str) -> bool {
        self.cited.contains(source)
    }

    /// Whether something says on what a table rests.
    pub fn grounds_has(&self, path: &str) -> bool {
        self.grounds.contains_key(path)
    }

    /// Adds a finding at a value; the caller may add hints.
    pub fn found<T>(&mut self, code: Code, at: &Placed<T>, message: String) -> &mut Finding {
        let place = if self.is_full() { None } else { self.place(at) };
        self.errors += usize::from(code.severity() == Severity::Error);
        self.findings.push(Finding::new(code, place, message));
        self.findings.last_mut().expect("it was just added")
    }

    /// Whether so much is wrong that more is only counted.
    fn is_full(&self) -> bool {
        self.errors >= MOST_FINDINGS
    }

    /// Adds a finding at a reference to an entry of `table` that is not there: where it was taken
    /// out, or the nearest that is there, or all of them.
    pub fn unknown<'k>(
        &mut self,
        code: Code,
        at: &Placed<String>,
        message: String,
        table: &str,
        known: impl Iterator<Item = &'k str>,
        otherwise: String,
    ) {
        let id = at.get_ref().as_str();
        if self.is_full() {
            self.found(code, at, message);
            return;
        }
        if self.lost.any(|lost| lost == format!("{table}.{id}")) && !is_id(id) {
            // Where it is made up, the same is found: both are mended alike.
            let mut all: BTreeSet<String> = known.map(str::to_owned).collect();
            all.insert(id.to_owned());
            self.findings.push(no_id(id, self.place(at), all.iter().map(String::as_str)));
            return;
        }
        if self.lost.misspelt(table, id) {
            return;
        }
        if let Some(gone) = self.removed(&format!("{table}.{id}")) {
            let hint = format!("let `{id}` stay, or take out what refers to it as well");
            self.found(code, at, message)
                .other_end(Some(gone), "it is taken out here")
                .hints
                .push(hint);
            return;
        }
        let Some(near) = nearest(id, known) else {
            self.found(code, at, message).hints.push(otherwise);
            return;
        };
        let (place, other) = (self.place(at), self.inside_of(table, near));
        let with = place.as_ref().map(|p| p.marked().replacen(id, near, 1)).unwrap_or_default();
        self.found(code, at, message)
            .other_end(other, format!("`{near}` is here"))
            .change_to(place, with)
            .hints
            .push(format!("did you mean `{near}`?"));
    }

    /// Enters a number, with range and default from the schema.
    pub fn number(&mut self, path: String, amount: Option<&Amount>) -> Num {
        let slot = Slot::at(&path);
        let valid = match slot.map(|s| s.kind) {
            Some(Kind::Number { low, high } | Kind::Plain { low, high }) => (low, high),
            _ => unreachable_range(&path),
        };
        // Where a required number is missing, the walk has said so; anything valid will do.
        let default = match slot.map(|s| s.need) {
            Some(Need::Default(text)) => text.parse().unwrap_or(valid.0),
            _ => 0.0_f64.clamp(valid.0, valid.1),
        };
        self.enter(path, amount, valid, default)
    }

    /// Enters a number with the range and default given.
    pub fn enter(
        &mut self,
        path: String,
        amount: Option<&Amount>,
        valid: (f64, f64),
        default: f64,
    ) -> Num {
        let amount = amount.copied();
        let value = amount.unwrap_or(Amount::Value(default));
        self.ledger.enter(Quantity {
            path,
            central: value.central(),
            spread: value.spread(),
            valid,
            written: amount.is_some(),
        })
    }

    /// Enters one number for each id of a table, 0 where none is written.
    pub fn number_each(&mut self, room: Room, path: &str, amounts: &Amounts) -> Vec<Num> {
        let ids = self.ids.get(&room).cloned().unwrap_or_default();
        ids.iter().map(|id| self.number(format!("{path}.{id}"), amounts.get(id.as_str()))).collect()
    }

    /// Enters the numbers that are written, each with the index of its id.
    pub fn number_some(&mut self, room: Room, path: &str, amounts: &Amounts) -> Vec<(usize, Num)> {
        amounts
            .iter()
            .filter_map(|(id, amount)| {
                let ix = self.index(room, id.get_ref())?;
                Some((ix, self.number(format!("{path}.{}", id.get_ref()), Some(amount))))
            })
            .collect()
    }

    /// The index of an id. `None` where it does not exist, which the walk has reported. A bad id is
    /// found as what it will be once it is mended, too.
    pub fn index(&self, room: Room, id: &str) -> Option<usize> {
        let ids = self.ids.get(&room)?;
        let found = ids.binary_search_by(|known| known.as_str().cmp(id)).ok();
        found.or_else(|| ids.iter().position(|known| !is_id(known) && is_mended(known, id)))
    }

    /// The index of what is written, if it is and exists.
    pub fn index_of(&self, room: Room, id: Option<&Placed<String>>) -> Option<usize> {
        id.and_then(|id| self.index(room, id.get_ref()))
    }

    /// The id at an index.
    pub fn id(&self, room: Room, index: usize) -> &str {
        self.ids.get(&room).and_then(|ids| ids.get(index)).map_or("", String::as_str)
    }

    /// The round in which what is written begins; a finding where the calendar does not hold it.
    pub fn round(&mut self, at: &Placed<String>) -> Option<Round> {
        let (first, last) = dates::parse(at.get_ref())?;
        let round = self.calendar.first_of(first, last);
        self.inside(at, round)
    }

    /// The round in which what is written ends.
    pub fn last_round(&mut self, at: &Placed<String>) -> Option<Round> {
        let (first, last) = dates::parse(at.get_ref())?;
        // A month may end after the calendar does.
        let held = self.calendar.first_of(first, last);
        let round = self.calendar.round_of(last).or(held.map(|_| self.calendar.rounds - 1));
        self.inside(at, round)
    }

    /// The same as [`Desk::round`], but the day after the calendar's last is good too.
    pub fn round_or_end(&mut self, at: &Placed<String>) -> Option<Round> {
        let (first, _) = dates::parse(at.get_ref())?;
        if first == self.calendar.date(self.calendar.rounds) {
            return Some(self.calendar.rounds);
        }
        self.round(at)
    }

    /// The same as [`Desk::round`], but what lies before the calendar is its first round.
    pub fn round_or_start(&mut self, at: &Placed<String>) -> Option<Round> {
        let (first, _) = dates::parse(at.get_ref())?;
        if self.calendar_is_good && first < self.calendar.start {
            return Some(0);
        }
        self.round(at)
    }

    /// The same as [`Desk::round`], without a finding.
    pub fn round_if_there(&self, at: &Placed<String>) -> Option<Round> {
        let (first, last) = dates::parse(at.get_ref())?;
        self.calendar.first_of(first, last).filter(|_| self.calendar_is_good)
    }

    /// A date soon after a round, as one would write it: the calendar's end at the latest.
    pub fn later(&self, round: Round) -> String {
        let date = self.calendar.date((round + SOON).min(self.calendar.rounds));
        let text = date.to_string();
        if date.day() == 1 { text[..7].to_owned() } else { text }
    }

    /// Whether a path leads through an entry with a bad id, written as that is or as it will be once
    /// it is mended.
    pub fn is_misspelt(&self, path: &str) -> bool {
        let mut ends = path.match_indices('.').map(|(end, _)| end);
        let Some(first) = ends.next() else { return false };
        let end = ends.next().unwrap_or(path.len());
        let id = &path[first + 1..end];
        let is_found = !is_id(id) && self.lost.any(|lost| lost == &path[..end]);
        is_found || self.lost.misspelt(&path[..first], id)
    }

    fn inside(&mut self, at: &Placed<String>, round: Option<Round>) -> Option<Round> {
        if !self.calendar_is_good {
            return None;
        }
        if round.is_none() {
            let calendar = self.calendar;
            let (first, last) = (calendar.label(0), calendar.label(calendar.rounds - 1));
            let message = format!("{} lies outside the calendar", at.get_ref());
            let is_early = Self::day(at).is_some_and(|day| day < calendar.start);
            let (place, word) = match is_early {
                true => (self.starts_at.clone(), "it begins here"),
                false => (self.rounds_at.clone(), "so long it lasts"),
            };
            self.found(Code::OutsideCalendar, at, message)
                .other_end(place, word)
                .hints
                .push(format!("this scenario runs from {first} to {last}"));
        }
        round
    }

    /// A span of rounds from two dates; all of the calendar where none is written.
    pub fn span(&mut self, between: Option<&[Placed<String>; 2]>) -> Option<Span> {
        let Some([from, to]) = between else { return Some((0, self.calendar.rounds - 1)) };
        let (first, last) = (self.round(from), self.last_round(to));
        let span = (first?, last?);
        self.in_order(from, to, span).then_some(span)
    }

    /// Whether a span begins before it ends; a finding where it does not.
    pub fn in_order(&mut self, from: &Placed<String>, to: &Placed<String>, span: Span) -> bool {
        let good = span.0 <= span.1;
        if !good {
            let message = format!("{} comes after {}", from.get_ref(), to.get_ref());
            let place = self.place(from);
            self.found(Code::EndsBeforeItBegins, to, message)
                .other_end(place, "it begins here")
                .hints
                .push("exchange the two dates".into());
        }
        good
    }

    /// The day on which a date begins, whether the calendar holds it or not.
    pub fn day(at: &Placed<String>) -> Option<Date> {
        dates::parse(at.get_ref()).map(|(first, _)| first)
    }

    /// Notes on what an entity rests. `needed` where it must rest on something.
    pub fn ground(
        &mut self,
        path: String,
        at: Option<&Placed<String>>,
        cite: Option<&Vec<Placed<String>>>,
        judgement: Option<&String>,
        needed: bool,
    ) -> Grounds {
        for key in cite.into_iter().flatten() {
            if self.sources.contains(key.get_ref()) && is_id(key.get_ref()) {
                self.cited.insert(key.get_ref().clone());
                continue;
            }
            let message = format!("there is no source `{}`", key.get_ref().escape_debug());
            let known: Vec<_> = self.sources.iter().cloned().collect();
            let otherwise = match known.is_empty() {
                true => "list it under [sources.KEY] with a title".to_owned(),
                false => format!("sources are {}", listed(known.iter().map(String::as_str))),
            };
            let known = known.iter().map(String::as_str);
            self.unknown(Code::UnknownSource, key, message, "sources", known, otherwise);
        }
        let grounds = Grounds {
            cite: cite.into_iter().flatten().map(|k| k.get_ref().clone()).collect(),
            judgement: judgement.filter(|why| !why.trim().is_empty()).cloned(),
        };
        let rests = !grounds.cite.is_empty() || grounds.judgement.is_some();
        let lost = ["cite", "judgement"].iter().any(|k| self.lost.beneath(&format!("{path}.{k}")));
        if needed
            && !rests
            && !lost
            && let Some(at) = at
        {
            self.found(Code::NoGround, at, format!("nothing says on what `{path}` rests"))
                .hints
                .push(
                    "add cite = [\"source\"], or judgement = \"why\" where the sources are silent"
                        .into(),
                );
        }
        if rests {
            self.grounds.insert(path, grounds.clone());
        }
        grounds
    }
}

/// A path the check makes up is always one of the schema's; a test holds this.
fn unreachable_range(path: &str) -> (f64, f64) {
    debug_assert!(false, "the schema has no number at {path}");
    (f64::MIN, f64::MAX)
}
