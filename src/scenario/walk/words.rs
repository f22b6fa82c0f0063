//! Text: words, dates, colours, ids, and whom they may name.

use std::ops::Range;

use toml::de::DeValue;

use super::super::dates;
use super::super::findings::Code;
use super::super::schema::{Kind, Room, quoted};
use super::super::turns_direction;
use super::Walk;
use super::ids::mended;
use crate::polity::Trait;

impl Walk<'_> {
    pub(super) fn text(
        &mut self,
        kind: &'static Kind,
        name: &str,
        text: &str,
        span: &Range<usize>,
    ) {
        match kind {
            Kind::Text => {
                if let Some(c) = text.chars().find(|c| is_odd(*c, name)) {
                    let (message, hint) = match c {
                        '\n' | '\r' => (
                            format!("{name} runs over several lines"),
                            format!("write {name} in one line"),
                        ),
                        _ => (
                            format!(
                                "{name} holds a control character, U+{:04X}, which cannot be \
                                 printed",
                                u32::from(c)
                            ),
                            "take it out, or write what was meant in letters".to_owned(),
                        ),
                    };
                    self.found(Code::BadWord, span, message, Some(hint));
                }
            }
            Kind::Date => {
                if dates::parse(text).is_none() {
                    let message =
                        format!("{name} takes a date; \"{}\" is none", text.escape_debug());
                    let hint = match dates::why_none(text) {
                        Some(why) => why.to_owned(),
                        None => "dates are written \"1953-06\" or \"1953-06-26\"".to_owned(),
                    };
                    self.found(Code::BadDate, span, message, Some(hint));
                }
            }
            Kind::Colour => {
                let good = text.len() == 7
                    && text.starts_with('#')
                    && text[1..].chars().all(|c| c.is_ascii_hexdigit());
                if !good {
                    let message = format!(
                        "{name} takes {}; \"{}\" is none",
                        kind.words(),
                        text.escape_debug()
                    );
                    let hint = "write red, green and blue in six digits, 0 to 9 and a to f";
                    let place = self.texts.place(span);
                    let finding = self.found(Code::BadWord, span, message, Some(hint.to_owned()));
                    if let Some(colour) = colour_meant(text) {
                        finding.hints[0] = format!("{hint}: \"{colour}\"");
                        finding.change_to(place, format!("\"{colour}\""));
                    }
                }
            }
            Kind::Word(words) => {
                if !words.contains(&text) {
                    let message = format!("{name} cannot be \"{}\"", text.escape_debug());
                    let all = format!("one of {}", quoted(words));
                    let known = words.iter().copied();
                    self.unknown(Code::BadWord, span, message, text, known, all);
                }
            }
            Kind::Id(room) => {
                self.reference(*room, text, span);
            }
            Kind::Person => self.office_or(Room::Principals, text, span),
            Kind::Decider => self.office_or(Room::Organs, text, span),
            Kind::Selector => self.selector(name, text, span),
            _ => {
                let value = DeValue::String(text.to_owned().into());
                self.wrong_type(kind, name, &value, span);
            }
        }
    }

    pub(super) fn office_or(&mut self, room: Room, text: &str, span: &Range<usize>) {
        if let Some(office) = text.strip_prefix("office:") {
            self.reference(Room::Offices, office, span);
        } else if !self.ids.has(room, text) && self.ids.has(Room::Offices, text) {
            let message = format!("`{text}` is an office, not one of the {}", room.id());
            let (place, office) = (self.texts.place(span), self.ids.span(Room::Offices, text));
            let office = office.and_then(|office| self.texts.place(office));
            let hint = format!("write \"office:{text}\" for whoever holds it");
            let office_id = mended(text).unwrap_or_else(|| text.to_owned());
            self.found(Code::UnknownId, span, message, Some(hint))
                .other_end(office, "the office is here")
                .change_to(place, format!("\"office:{office_id}\""));
        } else {
            self.reference(room, text, span);
        }
    }

    pub(super) fn selector(&mut self, name: &str, text: &str, span: &Range<usize>) {
        const WORDS: [&str; 3] = ["argued_for", "argued_against", "everyone"];
        if let Some(office) = text.strip_prefix("office:") {
            self.reference(Room::Offices, office, span);
        } else if let Some(of) = text.strip_prefix("trait:") {
            let traits = Trait::ALL.map(Trait::id);
            if !traits.contains(&of) {
                let message = format!("there is no trait `{}`", of.escape_debug());
                let all = format!("traits are {}", traits.join(", "));
                self.unknown(Code::BadWord, span, message, of, traits.into_iter(), all);
            }
        } else if self.ids.has(Room::Principals, text) {
            let message = format!("{name} names a leader, `{text}`; an effect must not");
            let hint = "name an office (\"office:ID\"), a trait (\"trait:NAME\"), \"argued_for\", \
                        \"argued_against\" or \"everyone\""
                .to_owned();
            self.found(Code::NamesLeader, span, message, Some(hint));
        } else if !WORDS.contains(&text) {
            let message = format!("{name} cannot be \"{}\"", text.escape_debug());
            let prefix = if self.ids.has(Room::Offices, text) {
                "office"
            } else if Trait::ALL.iter().any(|one| one.id() == text) {
                "trait"
            } else {
                let all = format!("it takes {}", Kind::Selector.words());
                self.unknown(Code::BadWord, span, message, text, WORDS.into_iter(), all);
                return;
            };
            let (place, with) = (self.texts.place(span), format!("\"{prefix}:{text}\""));
            let hint = format!("write {with}");
            self.found(Code::BadWord, span, message, Some(hint)).change_to(place, with);
        }
    }
}

/// The colour that was meant by a word, by three digits, or by six without their mark.
fn colour_meant(text: &str) -> Option<String> {
    const NAMED: [(&str, &str); 10] = [
        ("black", "#000000"),
        ("blue", "#0072B2"),
        ("brown", "#8C564B"),
        ("gray", "#7F7F7F"),
        ("green", "#009E73"),
        ("grey", "#7F7F7F"),
        ("orange", "#E69F00"),
        ("purple", "#CC79A7"),
        ("red", "#D55E00"),
        ("yellow", "#F0E442"),
    ];
    let word = text.trim().to_lowercase();
    if let Some((_, colour)) = NAMED.iter().find(|(name, _)| *name == word) {
        return Some((*colour).to_owned());
    }
    let digits = text.trim().trim_start_matches('#');
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    match digits.len() {
        3 if is_hex => Some(digits.chars().fold("#".to_owned(), |all, c| format!("{all}{c}{c}"))),
        6 if is_hex => Some(format!("#{digits}")),
        _ => None,
    }
}

/// Text that may run over several lines; all other stands in one, in charts and tables.
const MANY_LINES: [&str; 8] =
    ["summary", "text", "note", "judgement", "ask", "rewrite", "because", "says"];

/// Whether a letter would garble a terminal, or turn the direction of what is printed about.
fn is_odd(letter: char, name: &str) -> bool {
    let breaks = matches!(letter, '\n' | '\r' | '\t') && MANY_LINES.contains(&name);
    letter.is_control() && !breaks || turns_direction(letter)
}
