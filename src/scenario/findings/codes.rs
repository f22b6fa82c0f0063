//! Every kind of finding. The doc comment of each is its page, which `interregnum explain` prints.
//!
//! A page says what is wrong and what to do, then shows it before and after. An example in TOML is
//! laid over the small scenario of the tests: before, it must have this finding; after, no error.

use super::Severity;

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

            /// The lines of its doc comment.
            fn lines(self) -> &'static [&'static str] {
                match self { $( Self::$name => &[ $( $doc ),+ ], )+ }
            }
        }
    };
}

impl Code {
    /// Whether it stops a scenario from being played.
    pub fn severity(self) -> Severity {
        if self.id().starts_with('W') { Severity::Warning } else { Severity::Error }
    }

    /// The code with this number; capitals do not matter.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.id().eq_ignore_ascii_case(id.trim()))
    }

    /// Its first sentence, without the stop.
    pub fn title(self) -> &'static str {
        let first = self.lines().first().map_or("", |line| line.trim());
        first.strip_suffix('.').unwrap_or(first)
    }

    /// Its page in Markdown: what is wrong, what to do, an example before and after.
    pub fn page(self) -> String {
        let mut page = format!("# {}: {}\n", self.id(), self.title());
        for line in &self.lines()[1..] {
            page.push_str(line.strip_prefix(' ').unwrap_or(line));
            page.push('\n');
        }
        page
    }
}

codes! {
    /// The file cannot be read.
    ///
    /// Check its name, the folder you are in, and that you may read it. A folder or a pipe is no file.
    ///
    /// Before:
    ///
    /// ```console
    /// interregnum check mien.toml
    /// ```
    ///
    /// After:
    ///
    /// ```console
    /// interregnum check mine.toml
    /// ```
    Unreadable = "E001";
    /// The file is not TOML.
    ///
    /// A bracket or a quotation mark left open is named where it was opened; what follows from it is left
    /// out. Otherwise the place named is where reading stopped making sense, and the cause may stand just
    /// before it: text or a date without quotes, the same key or heading twice.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// name = Anton
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// name = "Anton"
    /// ```
    NotToml = "E002";
    /// Something is larger than what the program takes.
    ///
    /// A file may have 4 MiB, a scenario 64 principals, 16 organs, 1,000 crises, 1,000,000 posts and 10,000
    /// rounds, and 16 files may extend each other. Make it smaller, or let a round last longer.
    ///
    /// Before:
    ///
    /// ```toml
    /// [calendar]
    /// rounds = 50_000
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [calendar]
    /// rounds = 50
    /// ```
    TooLarge = "E003";
    /// No scenario is built in under this name.
    ///
    /// `interregnum list` shows those that are. The name of a file has a `/` in it or ends in `.toml`.
    ///
    /// Before:
    ///
    /// ```console
    /// interregnum run ussr-1935
    /// ```
    ///
    /// After:
    ///
    /// ```console
    /// interregnum run ussr-1953
    /// ```
    UnknownScenario = "E004";
    /// What a scenario extends cannot be used.
    ///
    /// It extends itself, perhaps through another file; or it is missing; or it is an absolute path or one
    /// that leaves the folder of the scenario. `extends` takes the name of a built-in scenario, or a path
    /// that starts from this file's folder and stays in it.
    ///
    /// Before:
    ///
    /// ```toml
    /// extends = "/home/me/small.toml"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// extends = "small.toml"
    /// ```
    BadExtends = "E005";
    /// A lens that changes something other than parameters.
    ///
    /// A lens is another account of the same world: it has `[lens]`, `[sources.ID]` and `[parameters]`, and
    /// nothing else. What changes the world belongs in a what-if or in a scenario of its own.
    ///
    /// Before:
    ///
    /// ```text
    /// [lens]
    /// name = "Fear"
    /// says = "Fear decides."
    ///
    /// [sources.essay]
    /// title = "An essay"
    ///
    /// [principals.anton]
    /// dread = 1
    /// ```
    ///
    /// After:
    ///
    /// ```text
    /// [lens]
    /// name = "Fear"
    /// says = "Fear decides."
    ///
    /// [sources.essay]
    /// title = "An essay"
    ///
    /// [parameters]
    /// leak_rate = 0.2
    /// ```
    MoreThanALens = "E006";
    /// The language has no such key here.
    ///
    /// Most often a letter is missing, in a key or in a heading, or the key belongs to another table: what
    /// stands below a further heading, such as `[principals.anton.positions]`, is no more of
    /// `[principals.anton]`. It is read as what was meant, so that what follows from it is not found as well.
    /// The reference in `docs/scenario.md` lists every key of every table.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// dred = 0.5
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = 0.5
    /// ```
    UnknownKey = "E010";
    /// A value of the wrong type.
    ///
    /// Text stands where a number belongs, for instance, or a single word where a list belongs. Text
    /// has quotes; numbers, `true` and `false` have none; lists have square brackets.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = "0.5"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = 0.5
    /// ```
    WrongType = "E011";
    /// A number outside what it may be.
    ///
    /// Most numbers of a scenario run from 0 to 1 or from -1 to 1; the finding says which. Both ends of
    /// a range must lie inside. Seats that an effect adds are whole.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = 7
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = 0.7
    /// ```
    OutOfRange = "E012";
    /// A key that must be there is not.
    ///
    /// The finding says what the key means and what it takes. A file that extends another needs only
    /// what the other lacks.
    ///
    /// Before:
    ///
    /// ```toml
    /// [sources.memoir]
    /// note = "Written long after."
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [sources.memoir]
    /// title = "A memoir"
    /// note = "Written long after."
    ///
    /// [principals.boris]
    /// cite = ["memoir"]
    /// ```
    MissingKey = "E013";
    /// A range that is none.
    ///
    /// A range has a `low` and a `high`, in this order of size, or a `mean` and an `sd` above 0. What is
    /// known is written as one number.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = { low = 0.8, high = 0.6 }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = { low = 0.6, high = 0.8 }
    /// ```
    BadRange = "E014";
    /// Not a finite number.
    ///
    /// `inf` and `nan` are numbers to TOML, but nothing can be reckoned with them here.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = inf
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = 1
    /// ```
    NotFinite = "E015";
    /// A word that is none of those allowed.
    ///
    /// Some keys take one of a few words only, and colours are written `"#rrggbb"`. The finding lists
    /// what may stand there. No text may hold control characters, and text that must be given may not be
    /// empty.
    ///
    /// Before:
    ///
    /// ```toml
    /// [calendar]
    /// round = "monthly"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [calendar]
    /// round = "month"
    /// ```
    BadWord = "E016";
    /// A word that cannot be an id.
    ///
    /// An id starts with a lower-case letter and goes on with lower-case letters, digits and
    /// underscores, 64 at most. The name that readers see stands in `name`, and may be anything.
    ///
    /// Before:
    ///
    /// ```toml
    /// [sources.My-Notes]
    /// title = "My notes"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [sources.my_notes]
    /// title = "My notes"
    ///
    /// [principals.boris]
    /// cite = ["my_notes"]
    /// ```
    BadId = "E017";
    /// Not a date.
    ///
    /// Dates are written "1953-06" for a month or "1953-06-26" for a day.
    ///
    /// Before:
    ///
    /// ```toml
    /// [calendar]
    /// start = "March 1953"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [calendar]
    /// start = "1953-03"
    /// ```
    BadDate = "E018";
    /// Exactly one of several keys must be given.
    ///
    /// A condition, an effect and a proposition each say one thing. Write two of them as two entries
    /// of the list; in a question, join them by `all` or `any`.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.gift]
    /// effects = [{ terror = 0.1, precedent = 0.1 }]
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.gift]
    /// effects = [{ terror = 0.1 }, { precedent = 0.1 }]
    /// ```
    NotExactlyOne = "E019";
    /// A reference to an id that does not exist.
    ///
    /// An id refers to the heading of a table: `boris` to `[principals.boris]`. Either it is mistyped, or
    /// the table is missing, or a file that extends this one has taken it out; the finding shows where.
    ///
    /// Before:
    ///
    /// ```toml
    /// [offices.chief]
    /// holder = "bors"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [offices.chief]
    /// holder = "boris"
    /// ```
    UnknownId = "E020";
    /// A date outside the calendar.
    ///
    /// Everything dated must fall between the first and the last round. Change the date, or let the
    /// calendar start earlier or play more rounds.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.gift]
    /// from = "1963-06"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.gift]
    /// from = "1953-06"
    /// ```
    OutsideCalendar = "E021";
    /// An organ in which nobody sits.
    ///
    /// Principals sit by `seat = "ORGAN"`; cadres by the seats of their base, of which some must have a
    /// vote.
    ///
    /// Before:
    ///
    /// ```toml
    /// [cadres.party]
    /// seats = { congress = { voting = 0 } }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [cadres.party]
    /// seats = { congress = { voting = 20 } }
    /// ```
    EmptyOrgan = "E022";
    /// Appeals that lead back to where they began.
    ///
    /// A decision may be appealed from organ to organ, but at some organ the way must end.
    ///
    /// Before:
    ///
    /// ```toml
    /// [organs.congress]
    /// appeal_to = "board"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [organs.board]
    /// appeal_to = "congress"
    /// ```
    CyclicAppeal = "E023";
    /// Not exactly one organ sits principals.
    ///
    /// The engine plays the struggle in one organ of leaders. All other organs have `sits = "cadres"`.
    ///
    /// Before:
    ///
    /// ```toml
    /// [organs.congress]
    /// sits = "principals"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [organs.congress]
    /// sits = "cadres"
    /// ```
    OnePresidium = "E024";
    /// An office held from the start by someone who is still on the bench.
    ///
    /// Who has a `bench_from` is not there before that date. Leave the office vacant, give it to someone
    /// else, or leave out the `bench_from`.
    ///
    /// Before:
    ///
    /// ```toml
    /// [offices.chief]
    /// holder = "clara"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [offices.chief]
    /// holder = "boris"
    /// ```
    HolderOnBench = "E025";
    /// First patrons who share out more than all the cadres of a base.
    ///
    /// Shares are of one whole. What they leave is without a first patron. The upper ends of ranges
    /// count.
    ///
    /// Before:
    ///
    /// ```toml
    /// [cadres.party]
    /// patrons = { anton = 0.8, boris = 0.4 }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [cadres.party]
    /// patrons = { anton = 0.6, boris = 0.4 }
    /// ```
    SharesAboveOne = "E026";
    /// More seats than there are posts, or more members than there are seats.
    ///
    /// Seats of an organ of cadres go with posts, so a base needs a post for each. An organ of
    /// principals needs a seat for everyone who sits in it from the start.
    ///
    /// Before:
    ///
    /// ```toml
    /// [cadres.party]
    /// posts = 12
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [cadres.party]
    /// posts = 30
    /// ```
    TooManySeats = "E027";
    /// Seats that go with posts, in an organ that sits principals.
    ///
    /// Principals have their seats by name. Seats of posts belong to an organ with `sits = "cadres"`.
    ///
    /// Before:
    ///
    /// ```toml
    /// [cadres.party]
    /// seats = { board = { voting = 5 } }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [cadres.party]
    /// seats = { congress = { voting = 5 } }
    /// ```
    SeatsOfPrincipals = "E028";
    /// Someone who decides where there is nothing to choose, or a choice that nobody makes.
    ///
    /// `decided_by` and `options` go together. A crisis without them only has effects.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.gift]
    /// decided_by = "board"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.gift]
    /// decided_by = "board"
    ///
    /// [crises.gift.options.take]
    /// name = "take it"
    /// stance = { foreign = -0.5 }
    ///
    /// [crises.gift.options.refuse]
    /// name = "refuse it"
    /// stance = { foreign = 0.5 }
    /// ```
    NothingToDecide = "E029";
    /// A leader named where none may stand.
    ///
    /// What follows from a decision must not know who will profit from it: an effect reaches an office,
    /// a trait, those who argued for or against, or everyone.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.gift]
    /// effects = [{ standing = { who = "anton", by = 0.1 } }]
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.gift]
    /// effects = [{ standing = { who = "office:chief", by = 0.1 } }]
    /// ```
    NamesLeader = "E030";
    /// Nothing says on what this rests.
    ///
    /// Every principal, base, office, organ, crisis and entry of the record needs `cite = ["source"]`, or
    /// `judgement = "why"` where the sources are silent. To say "our guess" is honest; to say nothing is
    /// not.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.frost]
    /// name = "Frost"
    /// text = "A hard winter."
    /// effects = [{ indicator = { of = "tension", by = 0.1 } }]
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.frost]
    /// name = "Frost"
    /// text = "A hard winter."
    /// effects = [{ indicator = { of = "tension", by = 0.1 } }]
    /// judgement = "Winters are hard there."
    /// ```
    NoGround = "E031";
    /// A citation of no known source.
    ///
    /// Every key in `cite` names an entry of `[sources]`. List the source with its title, or correct the
    /// key.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// cite = ["nots"]
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// cite = ["notes"]
    /// ```
    UnknownSource = "E032";
    /// A span of time that ends before it begins.
    ///
    /// Most often the two dates are exchanged. `to`, `by` and the second date of `between` include their
    /// month.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.gift]
    /// from = "1954-06"
    /// to = "1953-06"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.gift]
    /// from = "1953-06"
    /// to = "1954-06"
    /// ```
    EndsBeforeItBegins = "E033";
    /// Keys that cannot stand together.
    ///
    /// Each may be right alone. The finding says what they claim and which to leave out. What an
    /// intervention sets must be there to be set: nobody acts once he is dead, and `remove` needs
    /// something that the file `extends`. Two interventions of one round may not settle the same thing
    /// each in its own way, and no two indicators have the same `role`.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.clara]
    /// seat = "board"
    /// bench_from = "1954-01"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.clara]
    /// bench_from = "1954-01"
    /// ```
    AtOdds = "E034";
    /// Cadres are said to decide what principals decide.
    ///
    /// Crises are decided, lines of policy drawn and offices filled by the organ that sits principals, or
    /// by whoever holds an office. An organ of cadres is where those who lose there may appeal to; nothing
    /// leads on from it.
    ///
    /// Before:
    ///
    /// ```toml
    /// [issues.foreign]
    /// decided_by = "congress"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [issues.foreign]
    /// decided_by = "board"
    /// ```
    CadresDecide = "E035";
    /// A path that does not exist.
    ///
    /// A path leads from table to key with dots, and entries of a list are numbered from 0:
    /// `crises.rising.effects.0.terror`. `--set` also takes a path that the language knows but the scenario
    /// leaves out; `remove` takes only what is there, once, and no entry of a list: a list is written anew
    /// as a whole.
    ///
    /// Before:
    ///
    /// ```toml
    /// remove = ["crises.gft"]
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// remove = ["crises.gift", "questions.every_kind"]
    /// [crises.rising.options.talk]
    /// effects = []
    /// ```
    UnknownPath = "E040";
    /// An edit that cannot be understood.
    ///
    /// `--set` takes PATH=VALUE, where VALUE is TOML or one bare word. Text of several words needs
    /// quotes, and the shell needs quotes around these.
    ///
    /// Before:
    ///
    /// ```console
    /// interregnum run --set "scenario.title=Two words"
    /// ```
    ///
    /// After:
    ///
    /// ```console
    /// interregnum run --set 'scenario.title="Two words"'
    /// ```
    BadEdit = "E041";
    /// The scenario could not be understood, though no single key is to blame.
    ///
    /// This is a mistake of the program: every key is as it should be, and yet it cannot be taken up.
    /// No scenario is known that leads here. Please report the file; until then, leave out or simplify
    /// the place named.
    ///
    /// Before:
    ///
    /// ```console
    /// interregnum check mine.toml
    /// ```
    ///
    /// After:
    ///
    /// ```console
    /// interregnum check simpler.toml
    /// ```
    NotUnderstood = "E099";
    /// A key without effect beside another.
    ///
    /// Either the key is not needed, or the other is not meant. The other may stand in another table: where
    /// two offices head one base at a time, the weightier does.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.speech]
    /// initiative = true
    /// hazard = 0.1
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.speech]
    /// initiative = true
    /// ```
    NoEffect = "W001";
    /// What happened lies outside the span within which a history agrees with it.
    ///
    /// `window` says how far off a history may be and still agree with the record. It should hold the
    /// date itself.
    ///
    /// Before:
    ///
    /// ```toml
    /// [record.fall]
    /// at = "1954-06"
    /// window = ["1953-06", "1953-12"]
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [record.fall]
    /// at = "1953-06"
    /// window = ["1953-06", "1953-12"]
    /// ```
    OutsideItsWindow = "W002";
    /// A principal whom nobody trusts or fears.
    ///
    /// Without dread and without anyone's trust nobody has a reason to follow him. Perhaps `dread` is 0
    /// where it should be small, or `[trust]` leaves him out.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.clara]
    /// dread = 0
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.clara]
    /// dread = 0
    ///
    /// [trust.boris]
    /// clara = 0.3
    /// ```
    Unregarded = "W003";
    /// An office without powers.
    ///
    /// It heads no base and its holder can do nothing by it. A mere title has a `responsibility` below
    /// 0.1, and no warning.
    ///
    /// Before:
    ///
    /// ```toml
    /// [offices.almoner]
    /// name = "Almoner"
    /// holder = "boris"
    /// responsibility = 0.3
    /// judgement = "A made-up office."
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [offices.almoner]
    /// name = "Almoner"
    /// holder = "boris"
    /// responsibility = 0.3
    /// powers = { speak = 0.2 }
    /// judgement = "A made-up office."
    /// ```
    IdleOffice = "W004";
    /// A crisis that can never come.
    ///
    /// Its hazard is 0, or its conditions cannot all hold within its span: one waits for a crisis that
    /// never comes or comes too late, or a bound lies where no value can be.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.gift]
    /// to = "1953-05"
    /// when = [{ fired = "rising" }]
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.gift]
    /// when = [{ fired = "rising" }]
    /// ```
    NeverComes = "W005";
    /// A range so wide that it swallows the question.
    ///
    /// It covers nearly all that the number can be, so an ensemble answers for every world at once. Say
    /// what you do know: that he was feared more than not, for instance. To learn what the number does,
    /// play twins with `--set` at either end.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = { low = 0, high = 1 }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// dread = { low = 0.6, high = 1 }
    /// ```
    WideRange = "W006";
    /// Values without citation or judgement.
    ///
    /// The table holds numbers that drive the play, and nothing says on what they rest. It is played all
    /// the same, but a reader cannot weigh it.
    ///
    /// Before:
    ///
    /// ```toml
    /// [indicators.hunger]
    /// name = "Hunger"
    /// start = 0.2
    /// rest = 0.2
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [indicators.hunger]
    /// name = "Hunger"
    /// start = 0.2
    /// rest = 0.2
    /// judgement = "Low throughout; our guess."
    /// ```
    Unfounded = "W007";
    /// A source that nothing cites.
    ///
    /// Cite it where something rests on it, or leave it out: readers take the list of sources for what
    /// the scenario was made from.
    ///
    /// Before:
    ///
    /// ```toml
    /// [sources.memoir]
    /// title = "A memoir"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [sources.memoir]
    /// title = "A memoir"
    ///
    /// [principals.boris]
    /// cite = ["memoir"]
    /// ```
    UncitedSource = "W008";
    /// Nobody is a contender.
    ///
    /// Charts draw the contenders, and the first to fall is looked for among them. Give
    /// `contender = true` to those whom the contest is about.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// contender = false
    ///
    /// [principals.boris]
    /// contender = false
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// contender = true
    ///
    /// [principals.boris]
    /// contender = true
    /// ```
    NoContender = "W009";
    /// An issue that divides nobody.
    ///
    /// Every principal stands at the same place on it, so nobody gains or loses by where the line goes.
    /// Give them `positions`, or leave the issue out.
    ///
    /// Before:
    ///
    /// ```toml
    /// [issues.farming]
    /// name = "Farming"
    /// low = "let be"
    /// high = "drive on"
    /// line = 0
    /// judgement = "made up"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [issues.farming]
    /// name = "Farming"
    /// low = "let be"
    /// high = "drive on"
    /// line = 0
    /// judgement = "made up"
    ///
    /// [principals.boris.positions]
    /// farming = 0.6
    /// ```
    DividesNobody = "W010";
    /// A choice of one.
    ///
    /// The crisis asks for a decision and offers a single option. Add what else could have been done, or
    /// leave out decider and option and give the crisis its effects.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.gift]
    /// decided_by = "board"
    ///
    /// [crises.gift.options.take]
    /// name = "take it"
    /// stance = { foreign = -0.5 }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.gift]
    /// decided_by = "board"
    ///
    /// [crises.gift.options.take]
    /// name = "take it"
    /// stance = { foreign = -0.5 }
    ///
    /// [crises.gift.options.refuse]
    /// name = "refuse it"
    /// stance = { foreign = 0.5 }
    /// ```
    ChoiceOfOne = "W011";
    /// An option that means nothing and does nothing.
    ///
    /// Without `stance` nobody has a reason to be for it or against it, and without effects nothing
    /// follows. "Do nothing" has a stance too.
    ///
    /// Before:
    ///
    /// ```toml
    /// [crises.rising.options.wait]
    /// name = "wait"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [crises.rising.options.wait]
    /// name = "wait"
    /// stance = { foreign = -0.2 }
    /// ```
    EmptyOption = "W012";
    /// Someone too young or too old for his part.
    ///
    /// When the scenario opens, or when he may be brought in, he is under 16 or over 100. Perhaps a digit
    /// of `born` is wrong: it is the year, not the age.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// born = 1984
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// born = 1894
    /// ```
    WrongAge = "W013";
    /// Two things that readers cannot tell apart.
    ///
    /// Two principals have the same short name, or two contenders the same colour. Charts and prose would
    /// mix them up.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.clara]
    /// short = "Boris"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.clara]
    /// short = "Clara"
    /// ```
    LookAlike = "W014";
    /// A change that changes nothing.
    ///
    /// A what-if or an edit leaves every value as it was, or an intervention makes happen what would happen
    /// anyway, or changes what is over. A comparison would say that nothing differs, and be right for the
    /// wrong reason.
    ///
    /// Before:
    ///
    /// ```toml
    /// [whatif]
    /// rewrite = "Anton is feared less"
    /// because = "he smiles"
    /// judgement = "made up"
    ///
    /// [principals.anton]
    /// dread = 0.9
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [whatif]
    /// rewrite = "Anton is feared less"
    /// because = "he smiles"
    /// judgement = "made up"
    ///
    /// [principals.anton]
    /// dread = 0.4
    /// ```
    ChangesNothing = "W015";
    /// A question whose answer is settled before anything is played.
    ///
    /// A bound lies where no value can be, or "at least 0" is asked, which is always so, or a fall before
    /// the first round, which never is. Every history would give the same answer; where only a part of a
    /// question is settled, that part asks nothing.
    ///
    /// Before:
    ///
    /// ```toml
    /// [questions.high]
    /// ask = "Does Anton end with more than everything?"
    /// when = { influence = { of = "anton", at = "1954-12", above = 1 } }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [questions.high]
    /// ask = "Does Anton end with more than half?"
    /// when = { influence = { of = "anton", at = "1954-12", above = 0.5 } }
    /// ```
    SettledQuestion = "W016";
    /// No base counts for anything.
    ///
    /// Each has the weight 0, so that influence comes from standing alone and offices are worth nothing.
    /// Give the bases weights; only their ratios matter.
    ///
    /// Before:
    ///
    /// ```toml
    /// [bases.party]
    /// weight = 0
    ///
    /// [bases.police]
    /// weight = 0
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [bases.party]
    /// weight = 2
    ///
    /// [bases.police]
    /// weight = 1
    /// ```
    Weightless = "W017";
    /// A text that the pictures cannot write.
    ///
    /// The pictures have Latin, Greek and Cyrillic letters. Any other is left out in them, so that a name
    /// is cut or missing. Texts and tables have it. Write the name in other letters, or give a figure a
    /// `short` in them.
    ///
    /// Before:
    ///
    /// ```toml
    /// [principals.anton]
    /// name = "安東"
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [principals.anton]
    /// name = "安東"
    /// short = "Ān Dōng"
    /// ```
    Undrawn = "W018";
    /// An organ that nobody needs to convene.
    ///
    /// The organ of principals meets in every round of itself. Of the others only the one to which its
    /// decisions can be appealed is ever called, by whoever can convene it. Leave the organ out of
    /// `convene`, or let the organ of principals name it as `appeal_to`.
    ///
    /// Before:
    ///
    /// ```toml
    /// [offices.chief]
    /// powers = { files = 0.8, convene = ["board"] }
    /// ```
    ///
    /// After:
    ///
    /// ```toml
    /// [offices.chief]
    /// powers = { files = 0.8, convene = ["congress"] }
    /// ```
    MeetsAnyway = "W019";
}
