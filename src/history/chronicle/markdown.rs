//! The chronicle as Markdown.

use std::fmt::Write as _;

use super::{Chronicle, HERE_TOO};

impl Chronicle {
    /// The whole chronicle as Markdown, ending in a line end.
    pub fn to_markdown(&self) -> String {
        let mut out = String::new();
        let mut put = |text: String| {
            out.push_str(&text);
            out.push_str("\n\n");
        };
        put(format!("# {}", escape(&self.title)));
        put(format!("*{}*", escape(&self.subtitle)));
        for paragraph in &self.opening {
            put(escape(paragraph));
        }
        for year in &self.years {
            put(format!("## {}", escape(&year.year)));
            for month in &year.months {
                for (k, paragraph) in month.paragraphs.iter().enumerate() {
                    let label = if k == 0 {
                        format!("**{}.** ", escape(&month.label))
                    } else {
                        String::new()
                    };
                    let mut text = format!("{label}{}", escape(paragraph));
                    if k + 1 == month.paragraphs.len() {
                        for fact in &month.in_fact {
                            let _ = write!(text, " *{}*", escape(fact));
                        }
                    }
                    put(text);
                }
            }
        }
        if !self.ending.is_empty() {
            put("## How it stands at the end".to_owned());
            for paragraph in &self.ending {
                put(escape(paragraph));
            }
        }
        if !self.record.is_empty() {
            put("## What happened in fact".to_owned());
            put(escape(HERE_TOO));
            let item = |line: &super::Line| {
                let (when, fact, here) =
                    (escape(&line.when), escape(&line.fact), escape(&line.here));
                format!("- **{when}.** {fact} *{here}*")
            };
            put(self.record.iter().map(item).collect::<Vec<_>>().join("\n"));
        }
        if !self.sources.is_empty() {
            put("## Sources".to_owned());
            let item = |source: &crate::history::SourceNote| {
                let note = match source.note.trim() {
                    "" => String::new(),
                    note => format!(" ({})", escape(note)),
                };
                format!("- [{}] {}{note}", escape(&source.key), escape(&source.title))
            };
            put(self.sources.iter().map(item).collect::<Vec<_>>().join("\n"));
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
        out
    }
}

/// Text in which Markdown sees no markup, nor the end of a table's cell.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // At the start of a line these make headings and lists.
    if text.starts_with(['#', '-', '+', '=', '~']) {
        out.push('\\');
    }
    // So does a number with a stop after it.
    let number = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in text.char_indices() {
        match c {
            '.' | ')' if number > 0 && at == number => {
                out.push('\\');
                out.push(c);
            }
            '\\' | '*' | '_' | '`' | '<' | '>' | '|' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out.replace("](", "]\\(")
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn a_scenario_cannot_smuggle_in_markup() {
        assert_eq!(escape("<script>*x*"), "\\<script\\>\\*x\\*");
        assert_eq!(escape("# a"), "\\# a");
        assert_eq!(escape("a|b"), "a\\|b");
        assert_eq!(escape("1953. The year 1953."), "1953\\. The year 1953.");
        assert_eq!(escape("1) a"), "1\\) a");
        assert_eq!(escape("a &amp; b"), "a \\&amp; b");
        assert_eq!(escape("[a](b)\n# c"), "[a]\\(b) # c");
    }
}
