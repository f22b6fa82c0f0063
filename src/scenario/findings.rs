//! What is wrong with a scenario, as data: code, place, message, hints.

use std::fmt;
use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The scenario cannot be played.
    Error,
    /// It can be played, but something in it is likely not meant.
    Warning,
}

/// Where a finding lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File as it was named, or `--set` with its argument.
    pub source: String,
    /// Position of the source among those read: files first, then arguments.
    pub order: usize,
    /// Bytes from the start of the source.
    pub span: Range<usize>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line itself, without its end.
    pub text: String,
    /// How many characters of the line are meant, at least 1.
    pub width: usize,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where it lies; `None` where no text is to blame (a file that cannot be read).
    pub place: Option<Place>,
    /// What is wrong, in the words of the scenario.
    pub message: String,
    /// What to do about it, best first.
    pub hints: Vec<String>,
    /// The other ends of what is broken, each with a word on it.
    pub related: Vec<(Place, String)>,
}

impl Finding {
    /// An error or, for a code that warns, a warning.
    pub fn new(code: Code, place: Option<Place>, message: impl Into<String>) -> Self {
        let severity = code.severity();
        let (hints, related) = (Vec::new(), Vec::new());
        Self { code, severity, place, message: message.into(), hints, related }
    }

    /// The same with one more hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        writeln!(f, "{severity}[{}]: {}", self.code.id(), self.message)?;
        if let Some(place) = &self.place {
            draw(f, place, "-->", '^', "")?;
        }
        for (place, word) in &self.related {
            draw(f, place, ":::", '-', word)?;
        }
        for hint in &self.hints {
            writeln!(f, "help: {hint}")?;
        }
        Ok(())
    }
}

fn draw(
    f: &mut fmt::Formatter<'_>,
    place: &Place,
    arrow: &str,
    mark: char,
    word: &str,
) -> fmt::Result {
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    // Tabs and control characters would break the drawing or the terminal.
    let text: String =
        place.text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect();
    let before = " ".repeat(place.column.saturating_sub(1).min(400));
    let marks: String = std::iter::repeat_n(mark, place.width.clamp(1, 400)).collect();
    writeln!(f, "{margin}{arrow} {}:{}:{}", place.source, place.line, place.column)?;
    writeln!(f, "{margin} |")?;
    writeln!(f, "{number} | {text}")?;
    let word = if word.is_empty() { String::new() } else { format!(" {word}") };
    writeln!(f, "{margin} | {before}{marks}{word}")
}

/// Everything found, sorted by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Sorts what was found: by source, then by place; what has no place comes first.
    pub fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(|f| {
            let place = f.place.as_ref();
            (place.map(|p| (p.order, p.span.start)), f.code)
        });
        findings.dedup();
        Self(findings)
    }

    /// The findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one of them is an error.
    pub fn any_error(&self) -> bool {
        self.0.iter().any(|f| f.severity == Severity::Error)
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (k, finding) in self.0.iter().enumerate() {
            if k > 0 {
                writeln!(f)?;
            }
            write!(f, "{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $id:literal; )+) => {
        /// What kind of thing is wrong. Each kind's doc comment is its page.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )+ ];

            /// Its number as printed: `E012`; warnings begin with `W`.
            pub fn id(self) -> &'static str {
                match self { $( Self::$name => $id, )+ }
            }

            /// Its page: what is wrong and what to do.
            pub fn page(self) -> &'static str {
                match self { $( Self::$name => concat!($( $doc, "\n" ),+), )+ }
            }
        }
    };
}

impl Code {
    /// Whether it stops a scenario from being played.
    pub fn severity(self) -> Severity {
        if self.id().starts_with('W') { Severity::Warning } else { Severity::Error }
    }
}

codes! {
    /// The file cannot be read. Check its name and that you may read it.
    Unreadable = "E001";
    /// The file is not TOML. The place named is where reading stopped making sense; the cause may
    /// be a quotation mark or bracket left open just before it.
    NotToml = "E002";
    /// Something is larger than what the program takes: 4 MiB a file, 64 principals, 1,000 crises,
    /// 1,000,000 posts, 10,000 rounds, 16 files extending each other.
    TooLarge = "E003";
    /// No scenario is built in under this name. A file needs a `/` or the ending `.toml`.
    UnknownScenario = "E004";
    /// What a scenario extends cannot be used: it extends itself, is missing, or is an absolute path.
    BadExtends = "E005";
    /// A lens that changes something other than parameters.
    MoreThanALens = "E006";
    /// The language has no such key here.
    UnknownKey = "E010";
    /// A value of the wrong type: text where a number belongs, for instance.
    WrongType = "E011";
    /// A number outside what it may be. Both ends of a range must lie inside.
    OutOfRange = "E012";
    /// A key that must be there is not.
    MissingKey = "E013";
    /// A range that is none: its low above its high, or a standard deviation that is not above 0.
    BadRange = "E014";
    /// Not a finite number.
    NotFinite = "E015";
    /// A word that is none of those allowed.
    BadWord = "E016";
    /// An id must start with a lower-case letter and go on with lower-case letters, digits and
    /// underscores.
    BadId = "E017";
    /// Not a date. Dates are written "1953-06" or "1953-06-26".
    BadDate = "E018";
    /// Exactly one of several keys must be given.
    NotExactlyOne = "E019";
    /// A reference to an id that does not exist.
    UnknownId = "E020";
    /// A date outside the calendar.
    OutsideCalendar = "E021";
    /// An organ in which nobody sits.
    EmptyOrgan = "E022";
    /// Appeals that lead back to where they began.
    CyclicAppeal = "E023";
    /// Not exactly one organ sits principals.
    OnePresidium = "E024";
    /// An office held from the start by someone who is still on the bench.
    HolderOnBench = "E025";
    /// First patrons who share out more than all the cadres of a base.
    SharesAboveOne = "E026";
    /// More seats than there are posts, or more members than there are seats.
    TooManySeats = "E027";
    /// Seats that go with posts, in an organ that sits principals.
    SeatsOfPrincipals = "E028";
    /// Someone who decides where there is nothing to choose, or a choice that nobody makes.
    NothingToDecide = "E029";
    /// A leader named where only an office, a trait or those who argued may stand. What follows
    /// from a decision must not know who will profit from it.
    NamesLeader = "E030";
    /// Nothing says on what this rests. Give `cite = ["source"]`, or `judgement = "why"`.
    NoGround = "E031";
    /// A citation of a source that is not listed.
    UnknownSource = "E032";
    /// A span of time that ends before it begins.
    EndsBeforeItBegins = "E033";
    /// Keys that cannot stand together.
    AtOdds = "E034";
    /// A path that does not exist.
    UnknownPath = "E040";
    /// `--set` takes PATH=VALUE, where VALUE is TOML or one bare word.
    BadEdit = "E041";
    /// The scenario could not be understood, though no single key is to blame.
    NotUnderstood = "E099";
    /// A key without effect beside another.
    NoEffect = "W001";
    /// What happened lies outside the span within which a history agrees with it.
    OutsideItsWindow = "W002";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_codes_share_a_number() {
        let ids: std::collections::BTreeSet<_> = Code::ALL.iter().map(|c| c.id()).collect();
        assert_eq!(ids.len(), Code::ALL.len());
    }

    #[test]
    fn a_finding_is_drawn_with_its_line_and_its_marks() {
        let place = Place {
            source: "my.toml".into(),
            order: 0,
            span: 8..9,
            line: 7,
            column: 9,
            text: "dread = 7".into(),
            width: 1,
        };
        let finding =
            Finding::new(Code::OutOfRange, Some(place), "dread is between 0 and 1; 7 is not")
                .hint("perhaps 0.7");
        assert_eq!(
            finding.to_string(),
            "error[E012]: dread is between 0 and 1; 7 is not\n --> my.toml:7:9\n  |\n\
             7 | dread = 7\n  |         ^\nhelp: perhaps 0.7\n"
        );
    }
}
