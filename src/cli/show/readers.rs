//! What in the model reads a number, by the page that describes it.

use crate::polity::Parameters;
use crate::scenario::Opened;

/// The page that says what reads which number.
const MODEL: &str = include_str!("../../../docs/model.md");
/// Tables of that page, by the first cell of their heads, and where the keys they list stand.
const READERS: [(&str, &str); 4] = [
    ("trait", "principals.ID."),
    ("capacity", "bases.ID."),
    ("power", "offices.ID.powers."),
    ("norm", "norms."),
];
/// What no table of that page lists: where the keys stand, which these are (all where there is none), and
/// the parts of the page that read them.
const PARTS: &[(&str, &[&str], &[&str])] = &[
    ("bases.ID.", &["weight"], &["Influence and powers", "3. Act", "6. Fill"]),
    ("bases.ID.", &["command"], &["Influence and powers"]),
    ("bases.ID.", &["after_fall"], &["5. Showdown", "Influence and powers"]),
    ("cadres.ID.", &["posts"], &["Influence and powers", "3. Act", "7. Cadres"]),
    ("cadres.ID.", &["slope"], &["Influence and powers", "7. Cadres"]),
    ("cadres.ID.", &["tenure"], &["3. Act", "7. Cadres"]),
    ("cadres.ID.", &["positions"], &["Initialisation", "3. Act", "7. Cadres"]),
    ("cadres.ID.", &["patrons", "spread"], &["Initialisation", "7. Cadres"]),
    ("cadres.ID.", &["seats"], &["4. Plots", "5. Showdown", "6. Fill"]),
    ("calendar.", &[], &["Calendar and deaths"]),
    ("crises.ID.", &[], &["2. Decide"]),
    ("files.", &[], &["Hostility", "3. Act", "5. Showdown"]),
    ("indicators.ID.", &[], &["1. World", "2. Decide"]),
    ("issues.ID.", &["line"], &["1. World", "2. Decide", "3. Act"]),
    ("issues.ID.", &["pace"], &["2. Decide"]),
    (
        "issues.ID.",
        &["salience"],
        &["2. Decide", "Hostility", "3. Act", "4. Plots", "5. Showdown", "6. Fill", "7. Cadres"],
    ),
    ("issues.ID.", &["judged_by"], &["1. World", "2. Decide"]),
    (
        "offices.ID.",
        &["responsibility"],
        &["2. Decide", "Influence and powers", "4. Plots", "5. Showdown", "6. Fill"],
    ),
    ("offices.ID.", &["answers_for"], &["2. Decide", "5. Showdown"]),
    ("organs.ID.", &["majority"], &["4. Plots", "5. Showdown", "8. Measure"]),
    ("organs.ID.", &["seats", "renewal"], &["6. Fill"]),
    ("trust.", &[], &["2. Decide", "Hostility", "3. Act", "4. Plots", "5. Showdown", "6. Fill"]),
];
/// Parts that read what a table lists, where a few words cannot say it all.
const BESIDES: &[(&str, &[&str])] = &[
    (
        "principals.ID.dread",
        &[
            "2. Decide",
            "Influence and powers",
            "Hostility",
            "3. Act",
            "4. Plots",
            "5. Showdown",
            "6. Fill",
            "7. Cadres",
        ],
    ),
    (
        "bases.ID.coercion",
        &[
            "2. Decide",
            "Influence and powers",
            "Hostility",
            "3. Act",
            "4. Plots",
            "5. Showdown",
            "6. Fill",
            "7. Cadres",
        ],
    ),
    (
        "bases.ID.information",
        &["2. Decide", "Influence and powers", "Hostility", "3. Act", "4. Plots"],
    ),
];

/// Parts of the model's page, in words; `None` where there are none.
fn in_model(parts: &[&str]) -> Option<String> {
    let parts: Vec<String> = parts.iter().map(|p| format!("\u{201c}{p}\u{201d}")).collect();
    (!parts.is_empty()).then(|| format!("{} in docs/model.md", parts.join(", ")))
}

/// What in the model reads a number: from the tables of the model's page, the parts of it that name a
/// parameter, or those that are meant for its kind.
pub(super) fn readers(opened: &Opened, path: &str) -> Option<String> {
    if let Some(id) = path.strip_prefix("parameters.") {
        return readers_of_parameter(id);
    }
    if path.starts_with("questions.") || path.starts_with("record.") {
        return Some("what looks at a history once it is played; the engine never does".to_owned());
    }
    let mut steps: Vec<&str> = path.split('.').collect();
    if steps.len() > 2 {
        steps[1] = "ID";
    }
    let kind = steps.join(".");
    let key_of = |above: &str| kind.strip_prefix(above).and_then(|rest| rest.split('.').next());
    let part = PARTS.iter().find(|(above, keys, _)| {
        key_of(above).is_some_and(|key| keys.is_empty() || keys.contains(&key))
    });
    match part {
        Some((.., parts)) => in_model(&[parts, by_use(opened, path)].concat()),
        None => listed(&kind),
    }
}

/// The parts of the model's page that name a parameter.
fn readers_of_parameter(id: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    let mut heading = "";
    for row in MODEL.lines().take_while(|row| *row != "# Parameters") {
        if row.starts_with('#') {
            heading = row.trim_start_matches('#').trim();
        }
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if row.split(|c| !is_word(c)).any(|word| word == id) && !parts.contains(&heading) {
            parts.push(heading);
        }
    }
    // What a switch turns off need not name it.
    let switch = Parameters::SPEC.iter().any(|p| p.id == id && p.is_switch());
    let switched = switch.then(|| "whatever it switches, wherever that is done".to_owned());
    in_model(&parts).or(switched)
}

/// Parts that read something because of what the scenario uses it for.
fn by_use(opened: &Opened, path: &str) -> &'static [&'static str] {
    let entity = Opened::entity(path);
    let said = |key: &str| opened.entry(&format!("{entity}.{key}")).map(|entry| &*entry.text);
    match entity.split('.').next() {
        Some("indicators") => match said("role").map(|role| role.trim_matches('"')) {
            Some("mood") => &["4. Plots", "7. Cadres"],
            Some("legitimacy") => &["Influence and powers"],
            _ => &[],
        },
        Some("crises") if said("initiative") == Some("true") => &["3. Act"],
        _ => &[],
    }
}

/// What the tables of the model's page say of a kind of number, and where else to look.
fn listed(kind: &str) -> Option<String> {
    let (head, above) = READERS.iter().find(|(_, above)| kind.starts_with(above))?;
    let key = kind.strip_prefix(above)?.split('.').next()?;
    let head = format!("| {head} |");
    let rows = MODEL.lines().skip_while(|row| !row.starts_with(&head)).skip(2);
    let rows = rows.take_while(|row| row.starts_with('|'));
    let cells = rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let quoted = format!("`{key}`");
    let row = cells.into_iter().find(|cells| cells[0].split(", ").any(|cell| cell == quoted))?;
    let said = if kind.starts_with("principals.") { row.get(2) } else { row.get(1) }?;
    let besides = BESIDES.iter().find(|(whole, _)| *whole == kind);
    Some(match besides.and_then(|(_, parts)| in_model(parts)) {
        Some(parts) => format!("{said}; see {parts}"),
        None => (*said).to_owned(),
    })
}
