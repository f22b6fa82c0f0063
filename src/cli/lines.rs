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
