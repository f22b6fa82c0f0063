//! Setting words in lines.

/// A count with its thousands set apart by commas.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
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
    let mut line = head.to_owned();
    let mut empty = true;
    for word in text.split(' ') {
        let longer = line.chars().count() + usize::from(!empty) + word.chars().count();
        if !empty && longer > width && !word.is_empty() {
            lines.push(line.trim_end().to_owned());
            line = indent.to_owned();
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line.trim_end().to_owned());
}

#[cfg(test)]
mod tests {
    use super::argument;

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
