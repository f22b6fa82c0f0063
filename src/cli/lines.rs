//! Setting words in lines.

use std::io;

use terminal_size::{Width, terminal_size_of};

use crate::history::set;

/// Columns where neither anybody nor a terminal says how many there are.
const COLUMNS: usize = 100;

/// Columns to lay out text in: as many as `COLUMNS` says, else as the terminal on standard output
/// has, else 100. `COLUMNS` comes first, as POSIX has it: a shell does not pass its own on, so that
/// whoever sets it means it.
pub(super) fn columns() -> usize {
    let terminal = terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns.into());
    wanted(std::env::var("COLUMNS").ok().as_deref(), terminal)
}

/// The same from what stands in `COLUMNS` and what the terminal has. Neither is believed where it
/// is no number above 0.
fn wanted(said: Option<&str>, terminal: Option<usize>) -> usize {
    let said = said.and_then(|text| text.trim().parse().ok());
    [said, terminal].into_iter().flatten().find(|columns| *columns > 0).unwrap_or(COLUMNS)
}

/// A text as a shell takes it for one argument that is no option: in quotes where it needs them.
pub(super) fn argument(text: &str) -> String {
    let text = if text.starts_with('-') { format!("./{text}") } else { text.to_owned() };
    let is_plain = |c: char| c.is_alphanumeric() || "_-./:=+,@%".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// Sets a text in lines of `width`, the first after `head`, the others after `indent`.
pub(super) fn wrap(lines: &mut Vec<String>, width: usize, head: &str, indent: &str, text: &str) {
    lines.extend(set(text, width, head, indent));
}

#[cfg(test)]
mod tests {
    use super::{argument, wanted};

    #[test]
    fn text_is_as_wide_as_asked_for_or_else_as_the_terminal() {
        for (said, terminal, columns) in [
            (None, None, 100),
            (None, Some(72), 72),
            (Some(" 64 "), Some(72), 64),
            (Some("64"), None, 64),
            (Some(""), Some(72), 72),
            (Some("wide"), Some(72), 72),
            (Some("0"), Some(0), 100),
        ] {
            assert_eq!(wanted(said, terminal), columns, "{said:?} {terminal:?}");
        }
    }

    #[test]
    fn an_argument_can_be_typed_as_it_stands() {
        for plain in ["ussr-1953", "lessons/class.toml", "C:/é.toml"] {
            assert_eq!(argument(plain), plain);
        }
        assert_eq!(argument("two words.toml"), "'two words.toml'");
        assert_eq!(argument("it's;.toml"), r"'it'\''s;.toml'");
        assert_eq!(argument("-x.toml"), "./-x.toml");
        assert_eq!(argument("-x y.toml"), "'./-x y.toml'");
        assert_eq!(argument(""), "''");
    }
}
