//! Text for a terminal: how many columns it takes, and how it is set in them.

use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm, core::display_width};

/// How many columns a text takes on a terminal: none for a combining mark, two for a wide letter.
#[must_use]
pub fn width_of(text: &str) -> usize {
    display_width(text)
}

/// `text`, with spaces after it up to `width` columns.
#[must_use]
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", gap(text, width))
}

/// `text`, with spaces before it up to `width` columns.
#[must_use]
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", gap(text, width))
}

fn gap(text: &str, width: usize) -> String {
    " ".repeat(width.saturating_sub(width_of(text)))
}

/// `text`, with an ellipsis for what does not fit into `width` columns.
#[must_use]
pub fn cut(text: &str, width: usize) -> String {
    if width_of(text) <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for letter in text.chars() {
        short.push(letter);
        if width_of(&short) + 1 > width {
            short.pop();
            break;
        }
    }
    format!("{}…", short.trim_end())
}

/// `text` in lines of at most `width` columns, the first after `head`, the others after `indent`.
/// Nothing is broken but between words: a longer word, such as a path, stands whole on a line of its
/// own.
#[must_use]
pub fn set(text: &str, width: usize, head: &str, indent: &str) -> Vec<String> {
    let options = Options::new(width)
        .initial_indent(head)
        .subsequent_indent(indent)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return vec![head.trim_end().to_owned()];
    }
    let text = words.join(" ");
    textwrap::wrap(&text, options).iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_for_and_lose_nothing() {
        let text =
            "In June 1957 seven of eleven vote\n against him,  and the higher organ is called.";
        for width in 1..100 {
            let lines = set(text, width, " ! ", "   ");
            assert!(lines.iter().all(|line| width_of(line) <= width.max(3 + "against".len())));
            let words = lines.iter().flat_map(|line| line.split_whitespace());
            assert!(words.eq(["!"].into_iter().chain(text.split_whitespace())), "{lines:?}");
        }
        assert_eq!(set("", 20, " ! ", "   "), [" !"]);
    }

    #[test]
    fn wide_letters_take_two_columns_and_marks_none() {
        for (text, width) in [("Hua Guofeng", 11), ("华国锋", 6), ("Че\u{301}рненко", 8), ("é", 1)]
        {
            assert_eq!(width_of(text), width, "{text}");
            assert_eq!(width_of(&pad(text, 20)), 20);
            assert_eq!(width_of(&pad_left(text, 20)), 20);
            assert_eq!(cut(text, width), text);
            for room in 1..width {
                let short = cut(text, room);
                assert!(width_of(&short) <= room && short.ends_with('…'), "{short}");
            }
        }
        assert_eq!(cut("Malenkov resigns", 9), "Malenkov…");
    }
}
