//! Ids: who makes them up, who refers to them, and what a word that is none may have meant.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::DeTable;

use super::super::findings::{Code, Finding, Place};
use super::super::schema::{Kind, Room, Slot};
use super::super::suggest::nearest;
use super::{Walk, listed};

/// The ids that a scenario makes up, by table, each with its place.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    by_room: BTreeMap<Room, BTreeMap<String, Range<usize>>>,
    /// Tables in whose place something else stands: what their ids would be is unknown.
    no_tables: BTreeSet<Room>,
}

impl Ids {
    /// Reads them off the tables, whatever else is wrong with these.
    pub fn of(table: &DeTable<'_>) -> Self {
        let by_room = Room::ALL.into_iter().map(|room| {
            let entries = table.get(room.id()).and_then(|v| v.get_ref().as_table());
            let ids = entries
                .into_iter()
                .flat_map(|t| t.keys())
                .map(|key| (key.get_ref().clone().into_owned(), key.span()));
            (room, ids.collect())
        });
        let is_none = |room: &Room| {
            table.get(room.id()).is_some_and(|v| match v.get_ref().as_table() {
                Some(entries) => lacks_an_id(*room, entries),
                None => true,
            })
        };
        Self {
            by_room: by_room.collect(),
            no_tables: Room::ALL.into_iter().filter(is_none).collect(),
        }
    }

    /// Whether a table has this id.
    pub fn has(&self, room: Room, id: &str) -> bool {
        self.by_room.get(&room).is_some_and(|ids| ids.contains_key(id))
    }

    /// The first table that has this id.
    pub fn room_of(&self, id: &str) -> Option<Room> {
        Room::ALL.into_iter().find(|room| self.has(*room, id))
    }

    /// Where an id is made up.
    pub fn span(&self, room: Room, id: &str) -> Option<&Range<usize>> {
        self.by_room.get(&room)?.get(id)
    }

    /// Where the entry is made up that will have this id once its own is mended.
    fn misspelt(&self, room: Room, id: &str) -> Option<&Range<usize>> {
        let entries = self.by_room.get(&room)?;
        entries.iter().find(|(made_up, _)| !is_id(made_up) && is_mended(made_up, id)).map(|e| e.1)
    }

    /// All ids of a table, sorted.
    pub fn all(&self, room: Room) -> impl Iterator<Item = &str> + Clone {
        self.by_room.get(&room).into_iter().flat_map(|ids| ids.keys()).map(String::as_str)
    }
}

impl Walk<'_> {
    pub(super) fn id<'k>(
        &mut self,
        id: &str,
        span: &Range<usize>,
        all: impl Iterator<Item = &'k str> + Clone,
    ) -> bool {
        if !is_id(id) {
            let place = if self.is_full() { None } else { self.texts.place(span) };
            self.findings.push(no_id(id, place, all));
        }
        is_id(id)
    }

    pub(super) fn reference(&mut self, room: Room, id: &str, span: &Range<usize>) -> bool {
        if self.ids.has(room, id) {
            // Where it is made up, the same is found: both are mended alike.
            self.id(id, span, self.ids.all(room));
            return true;
        }
        if self.ids.misspelt(room, id).is_some() {
            return true;
        }
        // What stands there instead of its table is found; this would only follow from it.
        if self.ids.no_tables.contains(&room) {
            return true;
        }
        let message = format!("there is no {} `{}`", room.singular(), id.escape_debug());
        if self.is_full() {
            self.found(Code::UnknownId, span, message, None);
            return false;
        }
        if let Some(gone) = self.removed.span(&format!("{}.{id}", room.id())) {
            let place = self.texts.place(gone);
            let hint = format!("let `{id}` stay, or take out what refers to it as well");
            self.found(Code::UnknownId, span, message, Some(hint))
                .other_end(place, "it is taken out here");
            return false;
        }
        let ids = self.ids;
        let all = listed(ids.all(room));
        let known = match all.is_empty() {
            true => format!("the scenario has no {}", room.id()),
            false => format!("{} are {all}", room.id()),
        };
        // A bad id counts as what it will be once it is mended.
        let each: Vec<_> = ids.all(room).map(|id| mended(id).unwrap_or(id.to_owned())).collect();
        let each = || each.iter().map(String::as_str);
        let near = nearest(id, each()).and_then(|near| {
            let place = ids.span(room, near).or_else(|| ids.misspelt(room, near))?;
            Some((self.texts.place(place), format!("`{near}` is here")))
        });
        let finding = self.unknown(Code::UnknownId, span, message, id, each(), known);
        if let Some((place, word)) = near {
            finding.other_end(place, word);
        }
        false
    }
}

/// Whether keys of an entry stand beneath the heading of a whole table: what its id would be is unknown.
fn lacks_an_id(room: Room, entries: &DeTable<'_>) -> bool {
    let Some(Kind::Named(Kind::Table(keys))) = Slot::ROOT.step(room.id()).map(|slot| slot.kind)
    else {
        return false;
    };
    let is_key = |id: &str| keys.iter().any(|key| key.name == id);
    entries.iter().any(|(id, value)| !value.get_ref().is_table() && is_key(id.get_ref().as_ref()))
}

/// Whether a word may be an id.
pub fn is_id(word: &str) -> bool {
    word.len() <= 64
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// The id nearest to a word that is none, if one can be made of it.
pub(super) fn mended(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let plain = lower.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' });
    let id: String = plain.take(64).collect();
    is_id(&id).then_some(id)
}

/// Whether a word that is no id becomes this one once it is mended.
pub fn is_mended(word: &str, id: &str) -> bool {
    mended(word).is_some_and(|mended| mended == id)
}

/// The finding of a word that is no id, where one is made up or referred to, among all ids of its
/// table as they are written.
pub fn no_id<'k>(
    word: &str,
    place: Option<Place>,
    all: impl Iterator<Item = &'k str> + Clone,
) -> Finding {
    let shown = word.escape_debug();
    let message = format!("`{shown}` is no id: ids are lower-case words with underscores");
    let finding = Finding::new(Code::BadId, None, message);
    let is_free =
        |id: &String| all.clone().filter(|other| other == id || is_mended(other, id)).count() <= 1;
    let mut finding = match mended(word).filter(is_free) {
        Some(id) => {
            // Within its quotes, and beside an `office:` before it.
            let marked = place.as_ref().map(|p| p.marked().to_owned()).unwrap_or_default();
            let with = if marked.contains(word) {
                marked.replacen(word, &id, 1)
            } else {
                format!("\"{id}\"")
            };
            let mut finding = finding.hint(format!("perhaps `{id}`"));
            finding.change_to(place.clone(), with);
            finding
        }
        None => finding.hint("give it another name, as in `first_secretary`"),
    };
    finding.place = place;
    finding
}
