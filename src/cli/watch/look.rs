//! One look at the file that is watched.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};

use crate::engine::{Detail, Luck, play};
use crate::ensemble::{Asked, Ensemble, Told, Unwatched, summary};
use crate::history::width_of;
use crate::scenario::{Opened, ScenarioName, differences};
use crate::statistics::so_many_histories;

use super::super::lines::{argument, columns, wrap};
use super::super::output::{self, Kind, Owner};
use super::super::run::{all_files, shown};
use super::super::{Failure, account, diff, findings, load};
use super::Watch;

/// What a look that saw something new has to say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// The file cannot be played: why, and what stays.
    Broken(String),
    /// It was played: what came of it, and what changed.
    Played(String),
}

/// The file, and what is known of it.
pub(super) struct Watched {
    typed: Watch,
    name: ScenarioName,
    /// The file and what it extends, as far as known.
    files: Vec<ScenarioName>,
    /// What the files held when they were last looked at, and when they were last dealt with.
    pending: Option<blake3::Hash>,
    done: Option<blake3::Hash>,
    last: Option<Played>,
}

/// What was last played.
struct Played {
    opened: Opened,
    folder: PathBuf,
    /// How often each answer is yes.
    rates: Vec<Asked>,
    /// The answers of the history that is drawn: the question's id, and yes, no or neither.
    single: Vec<(String, Option<bool>)>,
}

impl Watched {
    /// Nothing has been looked at yet.
    pub(super) fn new(typed: Watch) -> Self {
        let name = ScenarioName::parse(&typed.file);
        let files = vec![name.clone()];
        Self { typed, name, files, pending: None, done: None, last: None }
    }

    /// Looks whether the files have changed. Deals with it at the second look that finds the same:
    /// before that somebody may still be writing.
    ///
    /// # Errors
    /// The charts cannot be written.
    pub(super) fn look(&mut self) -> Result<Option<Seen>, Failure> {
        let now = self.content();
        let settled = self.pending == Some(now);
        self.pending = Some(now);
        if !settled || self.done == Some(now) {
            return Ok(None);
        }
        self.settled().map(Some)
    }

    /// Deals with the files as they are.
    ///
    /// # Errors
    /// The charts cannot be written.
    pub(super) fn settled(&mut self) -> Result<Seen, Failure> {
        self.done = Some(self.content());
        let seen = match Opened::load(&self.name, &[]) {
            Err(found) => Seen::Broken(self.broken(&findings::drawn(&found))),
            Ok(opened) => match load::countable(&opened.scenario)
                .and_then(|()| load::keepable(&opened.scenario))
            {
                Err(failure) => Seen::Broken(self.broken(&failure.message)),
                Ok(()) => Seen::Played(self.play(opened)?),
            },
        };
        // It may extend others than before.
        let now = self.content();
        (self.pending, self.done) = (Some(now), Some(now));
        Ok(seen)
    }

    /// A hash of what the files hold, or that they cannot be read.
    fn content(&self) -> blake3::Hash {
        let mut hash = blake3::Hasher::new();
        for file in &self.files {
            let ScenarioName::File(path) = file else { continue };
            match fs::read(path) {
                Ok(bytes) => hash.update(&[1]).update(blake3::hash(&bytes).as_bytes()),
                Err(_) => hash.update(&[0]),
            };
        }
        hash.finalize()
    }

    fn broken(&self, why: &str) -> String {
        let name = self.name.label();
        let stays = match &self.last {
            Some(last) => format!(
                "{name} cannot be played as it is; {} stays as it was before that",
                shown(&last.folder)
            ),
            None => format!("{name} cannot be played as it is"),
        };
        let more = if self.typed.once { "" } else { ", waiting for it to be saved again" };
        format!("{}\n {stays}{more}\n\n", why.trim_end())
    }

    /// Plays what the file says now, refreshes the charts and says what changed.
    fn play(&mut self, opened: Opened) -> Result<String, Failure> {
        let now = played(&self.typed, opened)?;
        let mut text = String::new();
        match &self.last {
            None => text.push_str(&self.first(&now)),
            Some(last) => text.push_str(&self.changed(last, &now)),
        }
        if !now.opened.scenario.warnings.is_empty() {
            let counted = findings::counted(&now.opened.scenario.warnings);
            text.push_str(&format!(
                " {counted}: see `interregnum check {}`\n",
                argument(&self.name.label())
            ));
        }
        text.push_str(&format!(" {}report.html shows one history of it\n", shown(&now.folder)));
        if self.last.is_none() && !self.typed.once {
            text.push_str(" Watching; Ctrl-C ends it.\n");
        }
        text.push('\n');
        self.files.clone_from(&now.opened.files);
        self.last = Some(now);
        Ok(text)
    }

    fn first(&self, now: &Played) -> String {
        let mut text = format!(
            " {}: {}\n Yes in 100 of {}, with the range in which the true share likely lies\n",
            self.name.label(),
            now.opened.scenario.title,
            so_many_histories(self.typed.runs)
        );
        for asked in &now.rates {
            answer(&mut text, &format!("   {:<16} ", rate(asked)), &asked.ask);
        }
        text
    }

    fn changed(&self, last: &Played, now: &Played) -> String {
        let found = differences(&last.opened, &now.opened);
        let mut text = format!(" {} was saved", self.name.label());
        if found.is_empty() {
            text.push_str(": what it says is the same\n");
        } else {
            text.push('\n');
            text.push_str(&diff::told(&found, &now.opened, ["before", "now"]));
            text.push('\n');
        }
        let before = |id: &str| last.rates.iter().find(|asked| asked.id == id);
        let mut same = 0;
        for asked in &now.rates {
            let (rate_now, was) = (rate(asked), before(&asked.id));
            if was.is_some_and(|was| (was.p, was.n) == (asked.p, asked.n)) {
                same += 1;
                continue;
            }
            let was = was.map_or("new".to_owned(), |was| format!("before {}", rate(was)));
            answer(&mut text, &format!("   {rate_now:<16} {was:<23} "), &asked.ask);
        }
        match (same, now.rates.len()) {
            (_, 0) => text.push_str(" It asks no question\n"),
            (same, all) if same == all => {
                text.push_str(&format!(
                    " No answer differs in {}\n",
                    so_many_histories(self.typed.runs)
                ));
            }
            (same, _) => {
                text.push_str(&format!(
                    " {}. Where the two ranges overlap, luck may be all the difference\n",
                    as_before(same)
                ));
            }
        }
        for (id, answer) in &now.single {
            let was = last.single.iter().find(|(other, _)| other == id).map(|(_, was)| *was);
            let ask = now.rates.iter().find(|asked| asked.id == *id).map_or("", |asked| &asked.ask);
            if let Some(was) = was.filter(|was| was != answer) {
                text.push_str(&format!(
                    " In the history that is drawn: {ask} {}, before {}\n",
                    word(*answer),
                    word(was)
                ));
            }
        }
        text
    }
}

/// How many answers are as they were.
pub(super) fn as_before(same: usize) -> String {
    match same {
        0 => "No answer is as before".to_owned(),
        1 => "1 answer is as before".to_owned(),
        _ => format!("{same} answers are as before"),
    }
}

/// Plays one history for the charts, and many for the answers.
fn played(typed: &Watch, opened: Opened) -> Result<Played, Failure> {
    let scenario = &opened.scenario;
    let name = format!("watch-{}-{}", output::plain_name(&scenario.id), typed.seed);
    let owner = Owner::new(Kind::Run, &scenario.id, &scenario.fingerprint);
    let default = Path::new("output").join(name);
    let folder = output::claim_any_state(typed.out.as_deref(), default, &owner, typed.force)?;
    let ensemble = Ensemble::new(&scenario.polity, &scenario.questions, typed.seed);
    let mut tally = ensemble.nothing();
    let Ok(_) =
        ensemble.play_to(typed.runs, &mut tally, &Unwatched, |_, _| Ok::<(), Infallible>(()));
    let told = Told { scenario: &scenario.id, fingerprint: &scenario.fingerprint };
    let rates = summary(&ensemble, &tally, told).questions;
    let luck = Luck { seed: typed.seed, history: 0, branch: 0 };
    let values = load::values(scenario, luck, false);
    let log = play(&scenario.polity, &values, luck, Detail::Full);
    let account = account::account(scenario, &values, &log, luck, false);
    let single = account.answers.iter().map(|asked| (asked.id.clone(), asked.answer)).collect();
    let (files, _) = all_files(scenario, &account);
    output::write(&folder, &files, typed.out.is_some())?;
    Ok(Played { opened, folder, rates, single })
}

/// A question after its answer.
fn answer(text: &mut String, head: &str, ask: &str) {
    let (mut lines, indent) = (Vec::new(), " ".repeat(width_of(head)));
    wrap(&mut lines, columns().max(indent.len() + 24), head, &indent, ask);
    text.push_str(&(lines.join("\n") + "\n"));
}

/// "41 (34 to 48)".
fn rate(asked: &Asked) -> String {
    let hundred = |share: f64| (share * 100.0).round();
    match asked.estimate() {
        Some(e) => format!("{} ({} to {})", hundred(e.p), hundred(e.lo), hundred(e.hi)),
        None => "never asked".to_owned(),
    }
}

fn word(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "neither yes nor no",
    }
}
