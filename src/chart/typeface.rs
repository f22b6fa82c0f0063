//! The one typeface of every picture, carried in the program.
//!
//! No font of the machine is ever asked for, so a picture has the same bytes everywhere.

use std::sync::{Arc, LazyLock};

use plotters::style::{FontDesc, FontFamily, FontStyle};
use resvg::usvg::fontdb;

/// Inter Regular (OFL), cut to Latin, Greek and Cyrillic; for pages that want to carry the charts' typeface.
pub const REGULAR: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
/// Inter SemiBold (OFL), cut likewise.
pub const SEMIBOLD: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");
/// The font stack written into every SVG.
pub const STACK: &str = "Inter, Helvetica, Arial, sans-serif";

/// plotters takes a line height where a font size is meant, and divides it by this.
pub(super) const LINE_PER_EM: f64 = 1.24;

/// Text is measured at this many times its size, since plotters measures in whole pixels.
const FINE: f64 = 10.0;

static REGISTERED: LazyLock<()> = LazyLock::new(|| {
    for (style, bytes) in [(FontStyle::Normal, REGULAR), (FontStyle::Bold, SEMIBOLD)] {
        let registered = plotters::style::register_font(STACK, style, bytes);
        assert!(registered.is_ok(), "the bundled typeface is a valid font");
    }
});

/// The typeface at a line height of `size` times [`LINE_PER_EM`].
pub(super) fn font(size: f64, bold: bool) -> FontDesc<'static> {
    LazyLock::force(&REGISTERED);
    let style = if bold { FontStyle::Bold } else { FontStyle::Normal };
    FontDesc::new(FontFamily::Name(STACK), size * LINE_PER_EM, style)
}

/// Width of a text in pixels, on the wide side: kerning is left out.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ((left, _), (right, _)) = font(size * FINE, bold).layout_box(text).unwrap_or_default();
    f64::from(right - left) / FINE
}

/// Most lines of one text: what is longer is to be read elsewhere.
pub(super) const MOST_LINES: usize = 12;

/// Breaks a text into lines no wider than `room`, at most [`MOST_LINES`]: what goes on after them is an
/// ellipsis. A word that is too wide alone is broken.
pub(super) fn wrap(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines = unbounded(text, size, bold, room);
    if lines.len() > MOST_LINES {
        lines.truncate(MOST_LINES);
        if let Some(last) = lines.last_mut() {
            let cut = |line: &str| format!("{}\u{2026}", line.trim_end());
            while width(&cut(last), size, bold) > room && last.pop().is_some() {}
            *last = cut(last);
        }
    }
    lines
}

/// The same lines, and the first that is too many.
fn unbounded(text: &str, size: f64, bold: bool, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        if lines.len() > MOST_LINES {
            return lines;
        }
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size, bold) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            if lines.len() > MOST_LINES {
                return lines;
            }
            line.push(letter);
            if width(&line, size, bold) > room && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(letter);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The fonts a picture may use: ours and no others.
pub(super) fn database() -> Arc<fontdb::Database> {
    static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(SEMIBOLD.to_vec());
        fonts.set_sans_serif_family("Inter");
        fonts.set_serif_family("Inter");
        Arc::new(fonts)
    });
    FONTS.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_are_found_under_one_family() {
        let fonts = database();
        let families: Vec<_> = fonts.faces().map(|face| face.families[0].0.clone()).collect();
        assert_eq!(families, ["Inter", "Inter"]);
        assert!(width("Khrushchev", 14.0, true) > width("Khrushchev", 14.0, false));
    }

    #[test]
    fn wrapped_lines_fit_and_lose_nothing() {
        let text = "Malenkov, Molotov and Kaganovich fall after their move fails";
        let lines = wrap(text, 14.0, false, 150.0);
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), text);
        assert!(lines.iter().all(|line| width(line, 14.0, false) <= 150.0), "{lines:?}");
        let long = wrap(&"x".repeat(100), 14.0, false, 150.0);
        assert_eq!(long.concat(), "x".repeat(100));
        assert!(long.iter().all(|line| width(line, 14.0, false) <= 150.0), "{long:?}");
    }

    #[test]
    fn no_text_takes_more_lines_than_can_be_read() {
        let exact = wrap(&["word"; MOST_LINES].join(" "), 14.0, false, 40.0);
        assert_eq!(exact, ["word"; MOST_LINES]);
        for long in ["word ".repeat(100_000), "x".repeat(1_000_000), "word ".repeat(MOST_LINES + 1)]
        {
            let lines = wrap(&long, 14.0, false, 40.0);
            assert_eq!(lines.len(), MOST_LINES);
            assert!(lines[MOST_LINES - 1].ends_with('\u{2026}'), "{lines:?}");
            assert!(lines.iter().all(|line| width(line, 14.0, false) <= 40.0), "{lines:?}");
        }
    }
}
