//! Every key of the language, table by table.

use super::Kind::{
    Between, Colour, Count, Date, Decider, Flag, Id, Keyed, List, Named, Number, OneOf, Person,
    Plain, Selector, Settings, Table, Text, Word,
};
use super::Need::{Default, Optional, Required};
use super::{Key, Kind, Need, Room};
use crate::polity::MOST_SEATS;

const fn key(name: &'static str, kind: Kind, need: Need, meaning: &'static str) -> Key {
    Key { name, kind, need, meaning }
}

const UNIT: Kind = Number { low: 0.0, high: 1.0 };
const SIGNED: Kind = Number { low: -1.0, high: 1.0 };
const TWICE: Kind = Number { low: -2.0, high: 2.0 };
const LOGIT: Kind = Number { low: -20.0, high: 20.0 };
const PUSH: Kind = Number { low: -0.2, high: 0.2 };
const TEXTS: Kind = List(&Text);
const CITE: Key = key("cite", TEXTS, Optional, "Keys of the sources on which this rests.");
const JUDGEMENT: Key =
    key("judgement", Text, Optional, "Why we judged so, where the sources are silent.");

/// The whole scenario.
pub static SCENARIO: &[Key] = &[
    key("extends", Text, Optional, "Name or relative path of the scenario that this one changes."),
    key("remove", TEXTS, Default("[]"), "Paths that are taken out of what is extended."),
    key("scenario", Table(&HEAD), Required, "What the scenario is called and about."),
    key("calendar", Table(&CALENDAR), Required, "The span of time that is played."),
    key("sources", Named(&Table(&SOURCE)), Optional, "The texts that are cited, by key."),
    key("principals", Named(&Table(&PRINCIPAL)), Required, "Named leaders."),
    key("bases", Named(&Table(&BASE)), Required, "Power bases."),
    key("cadres", Keyed(Room::Bases, &Table(&CADRES)), Required, "The cadres of each base."),
    key("offices", Named(&Table(&OFFICE)), Optional, "Offices, filled, vacant or yet to open."),
    key("organs", Named(&Table(&ORGAN)), Required, "Bodies that decide by vote."),
    key("issues", Named(&Table(&ISSUE)), Optional, "Lines of policy between two poles."),
    key("indicators", Named(&Table(&INDICATOR)), Optional, "Numbers about the world."),
    key(
        "crises",
        Named(&Table(&CRISIS)),
        Optional,
        "What befalls the leaders, or what they start.",
    ),
    key("norms", Table(&NORMS), Required, "What the leaders think they can do to each other."),
    key(
        "trust",
        Keyed(Room::Principals, &TRUSTED),
        Optional,
        "How far each principal trusts others at the start; 0 in those not named.",
    ),
    key(
        "files",
        Keyed(Room::Principals, &FILED),
        Optional,
        "How much each principal has on others at the start; 0 on those not named.",
    ),
    key("parameters", Kind::Parameters, Optional, "Coefficients of the engine."),
    key(
        "record",
        Named(&Table(&RECORD)),
        Optional,
        "What happened in fact; the engine never reads it.",
    ),
    key("questions", Named(&Table(&QUESTION)), Optional, "What is asked of each history."),
    key("whatif", Table(&WHATIF), Optional, "What a what-if changes and why."),
    key(
        "interventions",
        Named(&Table(&INTERVENTION)),
        Optional,
        "What a what-if makes happen on a date.",
    ),
];

/// What a lens says of itself; a scenario has no such table.
pub static LENS: &[Key] = &[
    key("name", Text, Required, "Name of the account, for pages."),
    key("says", Text, Required, "The account in a sentence."),
];

/// What a lens holds, as far as the language knows it; what a lens must have is said by the lens.
pub static LENS_FILE: &[Key] = &[
    key("lens", Table(&LENS), Optional, "What the lens says of itself."),
    key("sources", Named(&Table(&SOURCE)), Optional, "The literature it rests on, by key."),
    key("parameters", Kind::Parameters, Optional, "Coefficients of the engine that it sets."),
];

static TRUSTED: Kind = Keyed(Room::Principals, &SIGNED);
static FILED: Kind = Keyed(Room::Principals, &UNIT);
static POSITIONS: Kind = Keyed(Room::Issues, &SIGNED);

static HEAD: &[Key] = &[
    key("title", Text, Required, "Title for pages."),
    key("summary", Text, Default(""), "What it is about, in a few sentences."),
];

static CALENDAR: &[Key] = &[
    key("start", Date, Required, "First round."),
    key("rounds", Count { low: 1, high: 10_000 }, Required, "How many rounds are played."),
    key(
        "round",
        Word(&["week", "month", "quarter", "year"]),
        Default("month"),
        "How long a round lasts.",
    ),
];

static SOURCE: &[Key] = &[
    key("title", Text, Required, "Title to print."),
    key("note", Text, Default(""), "Anything else worth printing."),
];

static PRINCIPAL: &[Key] = &[
    key("name", Text, Required, "Full name, for pages."),
    key("short", Text, Optional, "Short name, for charts and prose; the full name otherwise."),
    key(
        "born",
        Number { low: 0.0, high: 9999.0 },
        Required,
        "Year of birth, for the hazard of dying.",
    ),
    key(
        "frailty",
        Number { low: 0.0, high: 20.0 },
        Default("1"),
        "Multiplies his hazard of dying.",
    ),
    key("contender", Flag, Default("false"), "Whether the contest is about him."),
    key("colour", Colour, Optional, "Colour in charts."),
    key("seat", Id(Room::Organs), Optional, "Organ of principals in which he sits from the start."),
    key("bench_from", Date, Optional, "Date from which he may be brought in; until then he waits."),
    key("home", Id(Room::Bases), Optional, "Base he comes from and brings clients of."),
    key("ambition", UNIT, Required, "Wish to rule."),
    key("cunning", UNIT, Required, "Skill at reading others: his choices are less noisy."),
    key("resolve", UNIT, Required, "Appetite for risk."),
    key("dread", UNIT, Required, "How feared he is."),
    key("taint", UNIT, Required, "His share in past terror: what exposure and denunciation read."),
    key("appeal", UNIT, Required, "Popular touch."),
    key("rigidity", UNIT, Required, "How slowly he changes position."),
    key("standing", UNIT, Required, "Prestige when the scenario opens."),
    key(
        "engagement",
        UNIT,
        Default("1"),
        "Chance a month that he is there to act. At 0 he takes no action, joins no plot and lends no \
         troops; he still votes and may be given office.",
    ),
    key("positions", POSITIONS, Optional, "Where he stands on each issue; 0 on those not named."),
    CITE,
    JUDGEMENT,
];

static BASE: &[Key] = &[
    key("name", Text, Required, "Name, for pages and charts."),
    key(
        "weight",
        Number { low: 0.0, high: 1000.0 },
        Required,
        "How much it counts at the top; only ratios matter.",
    ),
    key("coercion", UNIT, Default("0"), "Troops and arrest."),
    key("appointment", UNIT, Default("0"), "Placing people."),
    key("information", UNIT, Default("0"), "Files and informants."),
    key(
        "administration",
        UNIT,
        Default("0"),
        "Running things: how much cadres heed whoever heads it.",
    ),
    key("publicity", UNIT, Default("0"), "Press and platform."),
    key("command", UNIT, Required, "Share of it that its head commands by his office alone."),
    key(
        "after_fall",
        UNIT,
        Default("1"),
        "What is left of weight, coercion and information once its head is brought down.",
    ),
    CITE,
    JUDGEMENT,
];

static CADRES: &[Key] = &[
    key("posts", Count { low: 1, high: 1_000_000 }, Required, "How many posts there are."),
    key(
        "slope",
        Number { low: 0.0, high: 5.0 },
        Default("0.5"),
        "How steeply rank falls: the k-th post counts k to the power of minus this.",
    ),
    key(
        "tenure",
        Number { low: 0.1, high: 10_000.0 },
        Default("60"),
        "Mean months a cadre stays in his post.",
    ),
    key(
        "seats",
        Keyed(Room::Organs, &Table(&SEATS)),
        Optional,
        "Seats of organs of cadres that go with the highest posts.",
    ),
    key(
        "patrons",
        Keyed(Room::Principals, &UNIT),
        Optional,
        "Share of cadres whose first patron is this principal; the rest have none.",
    ),
    key("positions", POSITIONS, Optional, "Mean position on each issue; 0 on those not named."),
    key("spread", UNIT, Default("0.3"), "Standard deviation of positions."),
    CITE,
    JUDGEMENT,
];

static SEATS: &[Key] = &[
    key(
        "voting",
        Count { low: 0, high: 1_000_000 },
        Default("0"),
        "Full members, from the highest post down.",
    ),
    key(
        "candidates",
        Count { low: 0, high: 1_000_000 },
        Default("0"),
        "Candidates, from the next post down: heard, without a vote.",
    ),
];

static OFFICE: &[Key] = &[
    key("name", Text, Required, "Name, for pages."),
    key(
        "heads",
        Id(Room::Bases),
        Optional,
        "Base it heads; where several held offices head one, the weightiest does.",
    ),
    key(
        "holder",
        Id(Room::Principals),
        Optional,
        "Holder when the scenario opens, or when the office opens; vacant otherwise.",
    ),
    key("opens", Date, Optional, "Date on which it comes into being; from the start otherwise."),
    key("closes", Date, Optional, "Date on which it is abolished."),
    key(
        "filled_by",
        Id(Room::Organs),
        Optional,
        "Organ that fills it and can relieve its holder: always the one that sits principals.",
    ),
    key(
        "responsibility",
        UNIT,
        Required,
        "How much it matters: prize for taking it, answerable for what goes well or badly.",
    ),
    key(
        "answers_for",
        Keyed(Room::Issues, &SIGNED),
        Default("{}"),
        "Issues for which its holder answers, each with its weight; all of them, by salience, otherwise.",
    ),
    key("powers", Table(&POWERS), Optional, "What its holder can do."),
    CITE,
    JUDGEMENT,
];

static POWERS: &[Key] = &[
    key(
        "appoint",
        Number { low: 0.0, high: 1000.0 },
        Default("0"),
        "Cadres a month that he can place.",
    ),
    key("appoint_in", List(&Id(Room::Bases)), Default("[]"), "Bases in which he can place them."),
    key("command", UNIT, Default("0"), "How far the coercion of the base it heads obeys him."),
    key(
        "convene",
        List(&Id(Room::Organs)),
        Default("[]"),
        "Organs to appeal to that he can convene; the one that sits principals meets of itself.",
    ),
    key("files", UNIT, Default("0"), "How fast he collects files."),
    key("speak", UNIT, Default("0"), "How far he speaks for the line: initiatives and publicity."),
];

static ORGAN: &[Key] = &[
    key("name", Text, Required, "Name, for pages."),
    key(
        "sits",
        Word(&["principals", "cadres"]),
        Required,
        "Who sits in it; exactly one organ sits principals.",
    ),
    key(
        "seats",
        Count { low: 1, high: MOST_SEATS as i64 },
        Optional,
        "Full seats of an organ of principals; as many as sit at the start otherwise.",
    ),
    key(
        "renewal",
        UNIT,
        Default("0"),
        "Share of the seats of an organ of cadres that a congress renews.",
    ),
    key(
        "majority",
        Number { low: 0.5, high: 0.99 },
        Default("0.5"),
        "A motion passes with more than this share of votes cast.",
    ),
    key(
        "appeal_to",
        Id(Room::Organs),
        Optional,
        "Organ of cadres to which decisions of the organ of principals can be appealed.",
    ),
    CITE,
    JUDGEMENT,
];

static ISSUE: &[Key] = &[
    key("name", Text, Required, "Name, for pages."),
    key("low", Text, Required, "What the line means at -1."),
    key("high", Text, Required, "What the line means at 1."),
    key("line", SIGNED, Required, "Where the line stands when the scenario opens."),
    key(
        "pace",
        UNIT,
        Default("0.05"),
        "Share of the way to the organ's position that the line moves a month.",
    ),
    key(
        "salience",
        Number { low: 0.0, high: 10.0 },
        Default("1"),
        "How much it matters to cadres and principals.",
    ),
    key(
        "decided_by",
        Id(Room::Organs),
        Optional,
        "Organ whose members draw the line: always the one that sits principals.",
    ),
    key(
        "judged_by",
        Keyed(Room::Indicators, &SIGNED),
        Optional,
        "Indicators by which the line is judged, each with its weight.",
    ),
    CITE,
    JUDGEMENT,
];

static INDICATOR: &[Key] = &[
    key("name", Text, Required, "Name, for pages and charts."),
    key("start", UNIT, Required, "Value when the scenario opens."),
    key("rest", UNIT, Required, "Where it reverts to."),
    key("reversion", UNIT, Default("0"), "Share of the way back that it moves a month."),
    key("drift", Number { low: -0.1, high: 0.1 }, Default("0"), "What it gains a month of itself."),
    key(
        "noise",
        Number { low: 0.0, high: 0.5 },
        Default("0"),
        "Standard deviation of its monthly noise.",
    ),
    key(
        "pushed_by",
        Keyed(Room::Issues, &PUSH),
        Optional,
        "What a line at its high pole adds a month; at its low pole the reverse.",
    ),
    key(
        "role",
        Word(&["mood", "legitimacy"]),
        Optional,
        "What it stands for in the engine: popular mood, or the system's legitimacy.",
    ),
    key("colour", Colour, Optional, "Colour in charts."),
    CITE,
    JUDGEMENT,
];

static CRISIS: &[Key] = &[
    key("name", Text, Required, "Name, for pages and charts."),
    key("text", Text, Required, "What happens, in a sentence or two, for the chronicle."),
    key("from", Date, Optional, "First date on which it can come; the first round otherwise."),
    key("to", Date, Optional, "Last date on which it can come; the last round otherwise."),
    key("when", List(&OneOf(&CONDITION)), Default("[]"), "Conditions that must all hold."),
    key(
        "hazard",
        UNIT,
        Optional,
        "Chance a month while the conditions hold; without it, it comes once in a month drawn from its span.",
    ),
    key(
        "initiative",
        Flag,
        Default("false"),
        "It does not come: someone who can speak for the line must take it up.",
    ),
    key("congress", Flag, Default("false"), "At this event organs of cadres renew their seats."),
    key(
        "again_after",
        Count { low: 0, high: 100_000 },
        Optional,
        "Months before it can come again; without it, it comes once.",
    ),
    key(
        "decided_by",
        Decider,
        Optional,
        "Organ of principals or office that chooses; without it nobody does, and it only has effects.",
    ),
    key("effects", EFFECTS, Default("[]"), "What follows from its coming, whatever is chosen."),
    key("options", Named(&Table(&OPTION)), Optional, "Ways to answer it."),
    CITE,
    JUDGEMENT,
];

const EFFECTS: Kind = List(&OneOf(&EFFECT));

/// One way to answer a crisis.
pub static OPTION: &[Key] = &[
    key("name", Text, Required, "Name, for prose: \"send in troops\"."),
    key("stance", POSITIONS_OF_OPTION, Optional, "Where it stands on issues."),
    key("success", UNIT, Default("1"), "Chance that it comes off."),
    key(
        "helped_by",
        Keyed(Room::Indicators, &LOGIT),
        Optional,
        "What helps it (above 0) or hinders it: logit per unit of the indicator above one half.",
    ),
    key("daring", UNIT, Default("0.5"), "How daring it is: men of resolve lean to it."),
    key(
        "effects",
        EFFECTS,
        Default("[]"),
        "What follows from choosing it, whether it comes off or not.",
    ),
    key("on_success", Table(&WAY_OUT), Optional, "What follows when it comes off."),
    key("on_failure", Table(&WAY_OUT), Optional, "What follows when it does not."),
    CITE,
    JUDGEMENT,
];

const POSITIONS_OF_OPTION: Kind = Keyed(Room::Issues, &SIGNED);

static WAY_OUT: &[Key] = &[
    key("text", Text, Default(""), "For the chronicle."),
    key("effects", EFFECTS, Default("[]"), "What follows."),
];

/// Something that must hold for a crisis to come: exactly one of these.
pub static CONDITION: &[Key] = &[
    key(
        "indicator",
        Table(&INDICATOR_BOUND),
        Required,
        "An indicator lies above or below a bound.",
    ),
    key("line", Table(&LINE_BOUND), Required, "The line on an issue lies above or below a bound."),
    key(
        "lead",
        Table(&LEAD_BOUND),
        Required,
        "The influence of whoever leads lies above or below a bound.",
    ),
    key("fired", Id(Room::Crises), Required, "The crisis has come."),
    key("not_fired", Id(Room::Crises), Required, "The crisis has not come."),
    key("chosen", Table(&CHOSEN), Required, "This option was chosen when the crisis last came."),
    key(
        "since",
        Table(&SINCE),
        Required,
        "At least so many months have passed since the crisis came.",
    ),
    key("held", Id(Room::Offices), Required, "The office is held."),
];

static INDICATOR_BOUND: &[Key] = &[
    key("of", Id(Room::Indicators), Required, "Which indicator."),
    key("above", UNIT, Optional, "Bound that must be exceeded; or `below`."),
    key("below", UNIT, Optional, "Bound that must not be reached; or `above`."),
];
static LINE_BOUND: &[Key] = &[
    key("of", Id(Room::Issues), Required, "Which issue."),
    key("above", SIGNED, Optional, "Bound that must be exceeded; or `below`."),
    key("below", SIGNED, Optional, "Bound that must not be reached; or `above`."),
];
static LEAD_BOUND: &[Key] = &[
    key("above", UNIT, Optional, "Bound that must be exceeded; or `below`."),
    key("below", UNIT, Optional, "Bound that must not be reached; or `above`."),
];
static CHOSEN: &[Key] = &[
    key("crisis", Id(Room::Crises), Required, "Which crisis."),
    key("option", Text, Required, "Id of one of its options."),
];
static SINCE: &[Key] = &[
    key("crisis", Id(Room::Crises), Required, "Which crisis."),
    key("months", Count { low: 0, high: 100_000 }, Required, "How many months."),
];

/// What an event does: exactly one of these.
pub static EFFECT: &[Key] = &[
    key("indicator", Table(&TO_INDICATOR), Required, "Adds to an indicator."),
    key(
        "performance",
        Table(&TO_PERFORMANCE),
        Required,
        "Adds to how well a pole of an issue is doing.",
    ),
    key("line", Table(&TO_LINE), Required, "Moves the line."),
    key("weight", Table(&TO_WEIGHT), Required, "Multiplies a base's weight."),
    key("capacity", Table(&TO_CAPACITY), Required, "Adds to a capacity of a base."),
    key("support", Table(&TO_SUPPORT), Required, "Adds to the support of cadres."),
    key("standing", Table(&TO_STANDING), Required, "Adds to standing."),
    key("trust", Table(&TO_TRUST), Required, "Adds to the trust of the first in the second."),
    key(
        "seats",
        Table(&TO_SEATS),
        Required,
        "Adds seats to the organ of principals, or takes some.",
    ),
    key("terror", SIGNED, Required, "Adds to the norm of terror."),
    key("collegiality", SIGNED, Required, "Adds to the norm of collegiality."),
    key("precedent", SIGNED, Required, "Adds to the norm of precedent."),
    key("likelier", Table(&TO_LIKELIER), Required, "Multiplies the hazard of a crisis."),
    key("blocks", Id(Room::Crises), Required, "The crisis will not come."),
];

static TO_INDICATOR: &[Key] = &[
    key("of", Id(Room::Indicators), Required, "Which indicator."),
    key("by", SIGNED, Required, "How much is added."),
];
static TO_PERFORMANCE: &[Key] = &[
    key("issue", Id(Room::Issues), Required, "Which issue."),
    key("pole", Word(&["low", "high"]), Required, "Which pole."),
    key("by", TWICE, Required, "How much is added."),
];
static TO_LINE: &[Key] = &[
    key("issue", Id(Room::Issues), Required, "Which issue."),
    key("by", TWICE, Required, "How much is added."),
];
static TO_WEIGHT: &[Key] = &[
    key("base", Id(Room::Bases), Required, "Which base."),
    key("times", Number { low: 0.0, high: 10.0 }, Required, "By how much it is multiplied."),
];
static TO_CAPACITY: &[Key] = &[
    key("base", Id(Room::Bases), Required, "Which base."),
    key(
        "of",
        Word(&["coercion", "appointment", "information", "administration", "publicity"]),
        Required,
        "Which capacity.",
    ),
    key("by", SIGNED, Required, "How much is added."),
];
static TO_SUPPORT: &[Key] = &[
    key("who", Selector, Required, "Whom they support."),
    key("base", Id(Room::Bases), Optional, "Whose cadres; those of all bases otherwise."),
    key("by", Number { low: -5.0, high: 5.0 }, Required, "How much is added."),
];
static TO_STANDING: &[Key] = &[
    key("who", Selector, Required, "Whose standing."),
    key("by", SIGNED, Required, "How much is added."),
];
static TO_TRUST: &[Key] = &[
    key("of", Selector, Required, "Who trusts."),
    key("towards", Selector, Required, "Whom."),
    key("by", TWICE, Required, "How much is added."),
];
static TO_SEATS: &[Key] = &[key(
    "by",
    Number { low: -30.0, high: 30.0 },
    Required,
    "How many are added, or below 0 taken; whole, and a range is rounded.",
)];
static TO_LIKELIER: &[Key] = &[
    key("crisis", Id(Room::Crises), Required, "Which crisis."),
    key("times", Number { low: 0.0, high: 100.0 }, Required, "By how much it is multiplied."),
];

static NORMS: &[Key] = &[
    key("terror", UNIT, Required, "The price of losing: 0 a quiet post, 1 death."),
    key("terror_floor", UNIT, Required, "What terror falls back to when nobody holds the police."),
    key(
        "collegiality",
        UNIT,
        Required,
        "How far the others resent one man standing above them: 0 not at all.",
    ),
    key("precedent", UNIT, Required, "How far plotters expect an appeal over the organ's head."),
    CITE,
    JUDGEMENT,
];

static RECORD: &[Key] = &[
    key("at", Date, Required, "When it happened."),
    key(
        "window",
        Between,
        Optional,
        "Dates within which a history agrees with it; six months either way otherwise.",
    ),
    key(
        "when",
        OneOf(&PROPOSITION),
        Optional,
        "The same as a proposition, where it can be put as one.",
    ),
    key("text", Text, Required, "What happened, in a sentence."),
    CITE,
    JUDGEMENT,
];

static QUESTION: &[Key] = &[
    key("ask", Text, Required, "The question in words."),
    key("when", OneOf(&PROPOSITION), Required, "What must hold for the answer to be yes."),
    key("given", OneOf(&PROPOSITION), Optional, "What must hold for the question to be counted."),
    CITE,
    JUDGEMENT,
];

/// A proposition about a history: exactly one of these.
pub static PROPOSITION: &[Key] = &[
    key("first_to_fall", Table(&FIRST_TO_FALL), Required, "He falls before anyone else does."),
    key(
        "fell",
        Table(&FELL),
        Required,
        "He is brought down: minor post, expulsion, retirement, prison or execution.",
    ),
    key("fate", Table(&FATE), Required, "This becomes of him at some time."),
    key("leads", Table(&LEADS), Required, "He has the greatest influence then."),
    key("paramount", Table(&PARAMOUNT), Required, "He is paramount in some round up to then."),
    key("holds", Table(&HOLDS), Required, "He holds the office then."),
    key("lives", Table(&LIVES), Required, "He has neither died nor been put to death by then."),
    key(
        "influence",
        Table(&LEVEL_OF_PERSON),
        Required,
        "His influence lies above or below a bound then.",
    ),
    key(
        "standing",
        Table(&LEVEL_OF_PERSON),
        Required,
        "His standing lies above or below a bound then; whoever has died, fallen or not come to the top has none.",
    ),
    key(
        "indicator",
        Table(&LEVEL_OF_INDICATOR),
        Required,
        "An indicator lies above or below a bound then.",
    ),
    key("showdown", Table(&SHOWDOWN), Required, "There is a showdown against him."),
    key("opposed", Table(&OPPOSED), Required, "The first takes a stand against the second."),
    key("executions", Table(&EXECUTIONS), Required, "So many are put to death from a date on."),
    key("fired", Id(Room::Crises), Required, "The crisis comes."),
    key("chosen", Table(&CHOSEN), Required, "The option is chosen in some round."),
    key("line_turns", Table(&LINE_TURNS), Required, "The line changes direction so many times."),
    key("plots", Table(&PLOTS), Required, "So many plots are begun."),
    key("all", List(&OneOf(&PROPOSITION)), Required, "All of these hold."),
    key("any", List(&OneOf(&PROPOSITION)), Required, "At least one of these holds."),
    key("not", OneOf(&PROPOSITION), Required, "This does not hold."),
];

static FIRST_TO_FALL: &[Key] = &[
    key("who", Person, Required, "Who, or whoever holds the office then."),
    key(
        "among",
        List(&Id(Room::Principals)),
        Optional,
        "Whose falls are looked at; the contenders' otherwise.",
    ),
];
static FELL: &[Key] = &[
    key("who", Person, Required, "Who, or whoever holds the office then."),
    key("before", Date, Optional, "Only falls before this date, which is not included."),
    key("by", Date, Optional, "Only falls up to this date, which is included."),
];
static FATE: &[Key] = &[
    key("who", Person, Required, "Who, or whoever holds the office then."),
    key(
        "is",
        Word(&[
            "reprimanded",
            "lost_office",
            "minor_post",
            "expelled",
            "retired",
            "imprisoned",
            "executed",
        ]),
        Required,
        "What becomes of him.",
    ),
];
static LEADS: &[Key] = &[
    key("who", Person, Required, "Who, or whoever holds the office then."),
    key("at", Date, Required, "When."),
];
static PARAMOUNT: &[Key] = &[
    key("who", Person, Required, "Who, or whoever holds the office then."),
    key("by", Date, Required, "Last date that counts."),
];
static HOLDS: &[Key] = &[
    key("office", Id(Room::Offices), Required, "Which office."),
    key("who", Person, Required, "Who, or whoever holds the other office then."),
    key("at", Date, Required, "When."),
];
static LIVES: &[Key] = &[
    key("who", Person, Required, "Who, or whoever holds the office then."),
    key("at", Date, Required, "When."),
];
static LEVEL_OF_PERSON: &[Key] = &[
    key("of", Person, Required, "Whose, or that of whoever holds the office then."),
    key("at", Date, Required, "When."),
    key("above", PLAIN_UNIT, Optional, "Bound that must be exceeded; or `below`."),
    key("below", PLAIN_UNIT, Optional, "Bound that must not be reached; or `above`."),
];
const PLAIN_UNIT: Kind = Plain { low: 0.0, high: 1.0 };
static LEVEL_OF_INDICATOR: &[Key] = &[
    key("of", Id(Room::Indicators), Required, "Which indicator."),
    key("at", Date, Required, "When."),
    key("above", PLAIN_UNIT, Optional, "Bound that must be exceeded; or `below`."),
    key("below", PLAIN_UNIT, Optional, "Bound that must not be reached; or `above`."),
];
const SPAN: Key = key(
    "between",
    Between,
    Optional,
    "First and last date that count; the whole calendar otherwise.",
);
const LEAST: Kind = Count { low: 0, high: 1_000_000 };
static SHOWDOWN: &[Key] = &[
    key("against", Person, Required, "Against whom, or against whoever holds the office then."),
    SPAN,
    key("survives", Flag, Optional, "Only those that he survives (true) or loses (false)."),
    key(
        "heard",
        Flag,
        Optional,
        "Only those that a higher organ decided by a vote (true), or those that went to none (false).",
    ),
    key("first", Flag, Default("false"), "Whether only the first against him in that time counts."),
];
static OPPOSED: &[Key] = &[
    key("who", Person, Required, "Who takes a stand."),
    key("whom", Person, Required, "Against whom."),
    SPAN,
];
static EXECUTIONS: &[Key] = &[
    key("after", Date, Optional, "First date that counts; the first round otherwise."),
    key("at_least", LEAST, Default("1"), "How many."),
];
static LINE_TURNS: &[Key] = &[
    key("issue", Id(Room::Issues), Required, "Which issue."),
    SPAN,
    key("at_least", LEAST, Default("1"), "How many times."),
];
static PLOTS: &[Key] = &[
    SPAN,
    key("against", Person, Optional, "Only plots against him."),
    key("by", Person, Optional, "Only plots that he leads."),
    key("at_least", LEAST, Default("1"), "How many."),
];

static WHATIF: &[Key] = &[
    key("rewrite", Text, Required, "The change in one line."),
    key("because", Text, Required, "Why it is plausible, in one line."),
    key(
        "kind",
        Word(&["plausible", "miracle"]),
        Default("plausible"),
        "Whether it could have happened, or serves only as a test.",
    ),
    key(
        "asks",
        List(&Text),
        Default("[]"),
        "Ids of the questions it speaks to, the first foremost.",
    ),
    CITE,
    JUDGEMENT,
];

static INTERVENTION: &[Key] = &[
    key(
        "at",
        Date,
        Required,
        "When it takes effect: at the start of that round, after its deaths and the offices it opens or closes.",
    ),
    key("set", Settings, Optional, "Numbers that are set, by path."),
    key(
        "office",
        Id(Room::Offices),
        Optional,
        "Office that is filled by `holder`, or emptied without one.",
    ),
    key("holder", Id(Room::Principals), Optional, "Who takes the office."),
    key(
        "crisis",
        Id(Room::Crises),
        Optional,
        "Crisis that is made to come or not, or whose answer is settled.",
    ),
    key(
        "fires",
        Flag,
        Optional,
        "The crisis comes in this round (true), or will not come any more (false).",
    ),
    key("option", Text, Optional, "Option that is chosen whenever it comes."),
    key("outcome", Word(&["success", "failure"]), Optional, "Whether what is chosen comes off."),
    key("dies", Id(Room::Principals), Optional, "Who dies."),
    key(
        "away",
        Id(Room::Principals),
        Optional,
        "Who is ill or abroad, and neither acts nor votes.",
    ),
    key("until", Date, Optional, "First date on which he is back."),
    CITE,
    JUDGEMENT,
];
