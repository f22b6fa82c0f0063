//! A sheet to draw on: marks are gathered in pixels and inked at the end.
//!
//! plotters inks them. It knows whole pixels only, so it inks at ten times the size, and the head
//! of the SVG gives the true size beside the tenfold view box.

use libm::hypot;
use plotters::prelude::{DrawingBackend, RGBAColor, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, RGBColor, ShapeStyle, TextStyle};

use super::palette::{Colour, Marker, WHITE};
use super::typeface;

/// Width of every picture in pixels.
pub(super) const WIDTH: f64 = 960.0;
/// Free space around every picture in pixels.
pub(super) const MARGIN: f64 = 24.0;
/// Height in pixels beyond which no picture goes: charts have so many rows at most, and texts so many
/// lines.
pub(super) const TALLEST: f64 = 10_000.0;
/// Least size of a text in pixels: what can be read from the back of a room.
pub(super) const TEXT: f64 = 14.0;

/// A point in pixels, from the upper left.
pub(super) type Point = (f64, f64);

/// How many units of the view box there are to a pixel.
const FINE: f64 = 10.0;
/// plotters sets the top of a text this far above its base line, in ems.
const RISE: f64 = 0.76;
/// The longest text that is set; more would be no label.
const LONGEST: usize = 240;

/// Where a text stands from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Type {
    pub size: f64,
    pub bold: bool,
    pub colour: Colour,
    pub anchor: Anchor,
}

impl Type {
    pub(super) fn new(size: f64, colour: Colour) -> Self {
        Self { size, bold: false, colour, anchor: Anchor::Start }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn width(self, text: &str) -> f64 {
        typeface::width(&clean(text), self.size, self.bold)
    }

    /// The text, cut with an ellipsis where it is wider than `room`.
    pub(super) fn fit(self, text: &str, room: f64) -> String {
        let mut kept = clean(text);
        if self.width(&kept) <= room {
            return kept;
        }
        while kept.pop().is_some() {
            let cut = format!("{}\u{2026}", kept.trim_end());
            if self.width(&cut) <= room {
                return cut;
            }
        }
        kept
    }
}

enum Mark {
    Path { points: Vec<Point>, colour: Colour, alpha: f64, width: f64 },
    Area { points: Vec<Point>, colour: Colour, alpha: f64 },
    Disc { centre: Point, radius: f64, colour: Colour },
    Text { at: Point, set: Type, text: String },
}

/// What a picture is called and what it says in words.
pub(super) struct Words {
    pub name: &'static str,
    pub title: String,
    pub alt: String,
}

/// Marks in the order in which they are inked, later ones on top.
#[derive(Default)]
pub(super) struct Sheet {
    marks: Vec<Mark>,
}

impl Sheet {
    /// A straight or broken line.
    pub(super) fn path(&mut self, points: &[Point], colour: Colour, width: f64) {
        self.fading_path(points, colour, width, 1.0);
    }

    /// A line through which others can be seen; `alpha` in `[0, 1]`.
    pub(super) fn fading_path(&mut self, points: &[Point], colour: Colour, width: f64, alpha: f64) {
        if points.len() > 1 {
            self.marks.push(Mark::Path { points: points.to_vec(), colour, alpha, width });
        }
    }

    /// A line in pieces: `dash` gives lengths drawn and left out by turns.
    pub(super) fn dashed(&mut self, points: &[Point], colour: Colour, width: f64, dash: &[f64]) {
        for piece in dashes(points, dash) {
            self.path(&piece, colour, width);
        }
    }

    /// A filled polygon.
    pub(super) fn area(&mut self, points: &[Point], colour: Colour, alpha: f64) {
        self.marks.push(Mark::Area { points: points.to_vec(), colour, alpha });
    }

    /// A filled rectangle.
    pub(super) fn block(&mut self, left: f64, top: f64, wide: f64, high: f64, colour: Colour) {
        let (right, bottom) = (left + wide, top + high);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        self.area(&corners, colour, 1.0);
    }

    /// A filled circle.
    pub(super) fn disc(&mut self, centre: Point, radius: f64, colour: Colour) {
        self.marks.push(Mark::Disc { centre, radius, colour });
    }

    /// A person's marker.
    pub(super) fn marker(&mut self, at: Point, marker: Marker, colour: Colour) {
        self.marker_on(at, marker, colour, WHITE, 1.0);
    }

    /// A person's marker on a ground of this colour, so many times as large.
    pub(super) fn marker_on(
        &mut self,
        (x, y): Point,
        marker: Marker,
        colour: Colour,
        ground: Colour,
        times: f64,
    ) {
        let r = 4.5 * times;
        let by = |pixels: f64| pixels * times;
        let square = |r: f64| [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)];
        let diamond = |r: f64| [(x, y - r), (x + r, y), (x, y + r), (x - r, y)];
        let triangle = |r: f64, up: f64| {
            [(x, y - up * r), (x + r, y + up * r * 0.8), (x - r, y + up * r * 0.8)]
        };
        match marker {
            Marker::Disc => self.disc((x, y), r, colour),
            Marker::Ring => {
                self.disc((x, y), r + by(0.5), colour);
                self.disc((x, y), r - by(2.0), ground);
            }
            Marker::Square => self.area(&square(r - by(0.5)), colour, 1.0),
            Marker::Frame => {
                self.area(&square(r), colour, 1.0);
                self.area(&square(r - by(2.2)), ground, 1.0);
            }
            Marker::Diamond => self.area(&diamond(r + by(1.0)), colour, 1.0),
            Marker::Lozenge => {
                self.area(&diamond(r + by(1.5)), colour, 1.0);
                self.area(&diamond(r - by(1.7)), ground, 1.0);
            }
            Marker::Triangle => self.area(&triangle(r + by(0.7), 1.0), colour, 1.0),
            Marker::Wedge => self.area(&triangle(r + by(0.7), -1.0), colour, 1.0),
            Marker::Peak => {
                self.area(&triangle(r + by(1.5), 1.0), colour, 1.0);
                self.area(&triangle(r - by(2.0), 1.0), ground, 1.0);
            }
            Marker::Bar => {
                self.block(x - by(2.0), y - r - by(1.0), by(4.0), 2.0 * r + by(2.0), colour);
            }
        }
    }

    /// Small crosses: people's ends. None hides another.
    pub(super) fn crosses(&mut self, ends: &[(Point, Colour)]) {
        let r = 5.0;
        for width in [6.5, 3.0] {
            for ((x, y), colour) in ends {
                let colour = if width > 5.0 { WHITE } else { *colour };
                self.path(&[(x - r, y - r), (x + r, y + r)], colour, width);
                self.path(&[(x - r, y + r), (x + r, y - r)], colour, width);
            }
        }
    }

    /// A text whose base line starts, is centred or ends at `at`.
    pub(super) fn text(&mut self, at: Point, set: Type, text: &str) {
        self.marks.push(Mark::Text { at, set, text: clean(text) });
    }

    /// Inks the sheet as SVG, `height` pixels high, at most [`TALLEST`].
    pub(super) fn ink(self, height: f64, words: &Words) -> String {
        debug_assert!(height <= TALLEST, "{} is {height} pixels high", words.name);
        let mut svg = String::new();
        let size = (fine(WIDTH).unsigned_abs(), fine(height).unsigned_abs());
        let mut backend = SVGBackend::with_string(&mut svg, size);
        for mark in &self.marks {
            assert!(ink(&mut backend, mark), "inking into a string cannot fail");
        }
        backend.present().expect("closing a string cannot fail");
        drop(backend);
        with_head(&svg, size, height, words)
    }
}

fn ink(backend: &mut SVGBackend<'_>, mark: &Mark) -> bool {
    let inked = match mark {
        Mark::Path { points, colour, alpha, width } => backend
            .draw_path(points.iter().map(|point| place(*point)), &style(*colour, *alpha, *width)),
        Mark::Area { points, colour, alpha } => backend
            .fill_polygon(points.iter().map(|point| place(*point)), &style(*colour, *alpha, 0.0)),
        Mark::Disc { centre, radius, colour } => {
            let radius = fine(*radius).unsigned_abs();
            backend.draw_circle(place(*centre), radius, &style(*colour, 1.0, 0.0), true)
        }
        Mark::Text { at, set, text } => {
            let across = match set.anchor {
                Anchor::Start => HPos::Left,
                Anchor::Middle => HPos::Center,
                Anchor::End => HPos::Right,
            };
            let colour = RGBColor(set.colour.0, set.colour.1, set.colour.2);
            let style = TextStyle::from(typeface::font(set.size * FINE, set.bold))
                .color(&colour)
                .pos(Pos::new(across, VPos::Top));
            backend.draw_text(text, &style, place((at.0, at.1 - RISE * set.size)))
        }
    };
    inked.is_ok()
}

fn style(colour: Colour, alpha: f64, width: f64) -> ShapeStyle {
    let color: RGBAColor = RGBColor(colour.0, colour.1, colour.2).mix(alpha);
    ShapeStyle { color, filled: true, stroke_width: fine(width).unsigned_abs() }
}

fn place((x, y): Point) -> (i32, i32) {
    (fine(x), fine(y))
}

#[expect(clippy::cast_possible_truncation, reason = "a saturating cast is what is wanted")]
fn fine(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

/// Replaces the opening tag by one with the true size, a role, a title and a description.
fn with_head(svg: &str, size: (u32, u32), height: f64, words: &Words) -> String {
    let body = svg.split_once(">\n").map_or("", |(_, body)| body);
    let name = words.name;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{name}-title {name}-desc\" \
         stroke-linejoin=\"round\">\n<title id=\"{name}-title\">{}</title>\n\
         <desc id=\"{name}-desc\">{}</desc>\n<rect width=\"100%\" height=\"100%\" \
         fill=\"#FFFFFF\"/>\n{body}",
        size.0,
        size.1,
        escape(&words.title),
        escape(&words.alt),
    )
}

fn escape(text: &str) -> String {
    let plain: String = text.chars().map(|c| if printable(c) { c } else { ' ' }).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What XML can hold and a label can show.
fn printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// One line of printable text, cut with an ellipsis where it is too long for any label.
fn clean(text: &str) -> String {
    let plain: String = text.chars().map(|c| if printable(c) { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line = words.join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['\u{2026}']).collect()
}

/// The pieces of a line that a dash pattern draws.
fn dashes(points: &[Point], dash: &[f64]) -> Vec<Vec<Point>> {
    let Some(first) = points.first() else { return Vec::new() };
    let (mut pieces, mut piece) = (Vec::new(), vec![*first]);
    let (mut turn, mut left) = (0, dash[0]);
    for pair in points.windows(2) {
        let ((mut x, mut y), (to_x, to_y)) = (pair[0], pair[1]);
        loop {
            let rest = hypot(to_x - x, to_y - y);
            if rest <= left {
                left -= rest;
                break;
            }
            (x, y) = (x + (to_x - x) * left / rest, y + (to_y - y) * left / rest);
            if turn % 2 == 0 {
                piece.push((x, y));
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![(x, y)];
            }
            turn = (turn + 1) % dash.len();
            left = dash[turn];
        }
        if turn % 2 == 0 {
            piece.push((to_x, to_y));
        }
    }
    if turn % 2 == 0 && piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_draw_and_leave_out_by_turns() {
        let pieces = dashes(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], &[6.0, 2.0]);
        assert_eq!(pieces[0], [(0.0, 0.0), (6.0, 0.0)]);
        assert_eq!(pieces[1], [(8.0, 0.0), (10.0, 0.0), (10.0, 4.0)]);
        assert_eq!(pieces[2], [(10.0, 6.0), (10.0, 10.0)]);
    }

    #[test]
    fn text_of_any_kind_leaves_well_formed_svg() {
        let mut sheet = Sheet::default();
        let odd = "<b>\"Tom\" & 'Jerry'</b>\u{0}\u{7}\n\u{fffe}";
        sheet.text((20.0, 20.0), Type::new(TEXT, super::super::palette::INK), odd);
        let words = Words { name: "odd", title: odd.to_owned(), alt: odd.to_owned() };
        let svg = sheet.ink(40.0, &words);
        let tree = resvg::usvg::roxmltree::Document::parse(&svg).unwrap();
        let texts: Vec<_> = tree
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .filter_map(|node| node.text())
            .map(str::trim)
            .collect();
        assert_eq!(texts, ["<b>\"Tom\" & 'Jerry'</b>"]);
        assert!(svg.contains("viewBox=\"0 0 9600 400\""));
        assert!(svg.contains("width=\"960\" height=\"40\""));
    }
}
