//! The command line: what was typed, what is done about it, and the exit code.

mod account;
mod assess;
mod charts;
mod check;
mod coalition;
mod diff;
mod ensemble;
mod explain;
mod findings;
mod fragile;
mod interrupt;
mod lines;
mod list;
mod load;
mod new;
mod numbers;
mod output;
mod progress;
mod record;
mod run;
mod schema;
mod sensitivity;
mod shell;
mod show;
mod threads;
mod watch;
mod whatif;
mod whole;

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Write as _};

use clap::{Parser, Subcommand};

/// How a command ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// What was typed is not understood.
    Usage = 2,
    /// The scenario is not valid, or cannot be read.
    Scenario = 3,
    /// The output could not be written.
    Output = 4,
    /// Interrupted.
    Interrupted = 130,
}

/// Why a command failed: what to say, and the exit code.
#[derive(Debug)]
struct Failure {
    exit: Exit,
    message: String,
}

impl Failure {
    fn new(exit: Exit, message: impl fmt::Display) -> Self {
        Self { exit, message: message.to_string() }
    }
}

const EXIT_CODES: &str = "\
Exit codes:
  0    done
  2    the command line is not understood
  3    the scenario is not valid, or cannot be read
  4    the output could not be written; what was there before is still there
  130  interrupted; nothing half-written is left, and an ensemble can be resumed";

/// Plays a leadership succession, and shows who comes out on top and why.
#[derive(Debug, Parser)]
#[command(name = "interregnum", version, after_help = EXIT_CODES)]
struct Typed {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play one history and write its chronicle, charts and tables.
    #[command(after_help = EXIT_CODES)]
    Run(run::Run),
    /// Play many histories, and say how often what happens.
    #[command(after_help = EXIT_CODES)]
    Ensemble(ensemble::Many),
    /// Change one thing, keep the luck, and say what differs, how often and why.
    #[command(after_help = EXIT_CODES)]
    Whatif(whatif::Whatif),
    /// Say what the answers hang on: the numbers nobody knows, chance, or both.
    #[command(after_help = EXIT_CODES)]
    Sensitivity(sensitivity::Asked),
    /// Say how wrong a single number would have to be for the likelier answer to change.
    #[command(after_help = EXIT_CODES)]
    Fragile(fragile::Asked),
    /// Say which coalition would rule in the end, step by step.
    #[command(after_help = EXIT_CODES)]
    Coalition(coalition::Asked),
    /// Hold many histories against what happened, and say how surprising it was.
    #[command(after_help = EXIT_CODES)]
    Assess(assess::Assess),
    /// List the built-in scenarios, what-ifs and lenses.
    #[command(after_help = EXIT_CODES)]
    List,
    /// Show a value of a scenario: where it is written, on what it rests and what reads it.
    #[command(after_help = EXIT_CODES)]
    Show(show::Show),
    /// Make a scenario of your own: a file that explains itself and already runs.
    #[command(after_help = EXIT_CODES)]
    New(new::New),
    /// Say what differs between two scenarios, value by value.
    #[command(after_help = EXIT_CODES)]
    Diff(diff::Diff),
    /// Check and play a file whenever it is saved, and say what changed in the answers.
    #[command(after_help = EXIT_CODES)]
    Watch(watch::Watch),
    /// Say what is wrong with a scenario, and play one round of it.
    #[command(after_help = EXIT_CODES)]
    Check(check::Check),
    /// Explain a finding by its number, with an example before and after.
    #[command(after_help = EXIT_CODES)]
    Explain(explain::Explain),
    /// Print the scenario language as JSON Schema, for editors.
    #[command(after_help = EXIT_CODES)]
    Schema,
    /// Print completions for a shell, to be put where that looks for them.
    #[command(after_help = EXIT_CODES)]
    Completions(shell::Completions),
    /// Print the program's man page, or write those of all commands.
    #[command(after_help = EXIT_CODES)]
    Man(shell::Man),
}

/// Does what the command line asks for, prints what there is to say, and returns the exit code.
pub fn main(typed: impl IntoIterator<Item = OsString>) -> Exit {
    let typed = match Typed::try_parse_from(typed) {
        Ok(typed) => typed,
        Err(other) => {
            // Help and version are not mistakes: they go to standard output and end well.
            let exit = if other.use_stderr() { Exit::Usage } else { Exit::Done };
            let told = in_words(&other.render().ansi().to_string());
            let _ = match exit {
                Exit::Usage => write!(anstream::stderr(), "{told}"),
                _ => write!(anstream::stdout(), "{told}"),
            };
            return exit;
        }
    };
    interrupt::watch();
    let done = match typed.command {
        Command::Run(run) => run::run(&run),
        Command::Ensemble(many) => ensemble::ensemble(&many),
        Command::Whatif(whatif) => whatif::whatif(&whatif),
        Command::Sensitivity(asked) => sensitivity::sensitivity(&asked),
        Command::Fragile(asked) => fragile::fragile(&asked),
        Command::Coalition(asked) => coalition::coalition(&asked),
        Command::Assess(assess) => assess::assess(&assess),
        Command::List => list::list(),
        Command::Show(show) => show::show(&show),
        Command::New(new) => new::new(&new),
        Command::Diff(diff) => diff::diff(&diff),
        Command::Watch(watch) => watch::watch(&watch),
        Command::Check(check) => check::check(&check),
        Command::Explain(explain) => explain::explain(&explain),
        Command::Schema => schema::schema(),
        Command::Completions(completions) => shell::completions(&completions),
        Command::Man(man) => shell::man(&man),
    };
    match done {
        Ok(()) => Exit::Done,
        Err(failure) => {
            // Findings come in colour, which goes where none is wanted.
            let _ = writeln!(anstream::stderr(), "{}", failure.message.trim_end());
            failure.exit
        }
    }
}

/// What the standard library says of a word that is no number, in words for those who do not program.
fn in_words(told: &str) -> String {
    told.replace("invalid digit found in string", whole::WANTED)
        .replace("cannot parse integer from empty string", whole::WANTED)
        .replace("number too large to fit in target type", "a smaller number is wanted")
}

/// Prints to standard output. A reader that has gone away is no mistake of ours.
fn say(text: &str) -> Result<(), Failure> {
    printed(&mut io::stdout().lock(), text)
}

/// The same with colour where the terminal has it and `NO_COLOR` does not forbid it.
fn coloured(text: &str) -> Result<(), Failure> {
    printed(&mut anstream::stdout().lock(), text)
}

fn printed(out: &mut impl io::Write, text: &str) -> Result<(), Failure> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(
            Exit::Output,
            format_args!("error: cannot write to standard output: {e}"),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_below_nought_is_told_what_the_range_is() {
        for typed in [
            &["run", "--seed"][..],
            &["run", "--history"],
            &["ensemble", "--seed"],
            &["ensemble", "--runs"],
            &["ensemble", "--threads"],
            &["whatif", "beria-less-feared", "--history"],
            &["assess", "--seed"],
            &["sensitivity", "--seed"],
            &["fragile", "--seed"],
            &["watch", "mine.toml", "--runs"],
        ] {
            let all = ["interregnum"].iter().chain(typed).chain(&["-1"]);
            let told = Typed::try_parse_from(all).expect_err("below nought").to_string();
            assert!(told.contains("a number from ") && told.contains(" is wanted"), "{told}");
        }
    }
}
