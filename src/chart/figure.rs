//! A finished picture, whatever drew it.

use std::sync::Arc;

use resvg::{tiny_skia, usvg};

use super::typeface;

/// How many pixels of the PNG there are to one of the picture: 1,920 across.
const SHARPNESS: f32 = 2.0;

/// A finished picture with its words and its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// File name without its ending: `influence`.
    pub name: String,
    /// The finding, in ten words or fewer; a question that is answered stands whole. Not escaped.
    pub title: String,
    /// What the picture shows, in words, for those who cannot see it. Not escaped.
    pub alt: String,
    /// The picture: one `<svg role="img">` with title and description, 960 pixels wide. May stand
    /// in a page as it is; ids in it begin with [`Figure::name`].
    pub svg: String,
    /// The plotted numbers, with a header.
    pub csv: String,
}

impl Figure {
    /// The picture as PNG, 1,920 pixels wide on white, drawn from [`Figure::svg`] with the bundled
    /// typeface only.
    ///
    /// # Panics
    /// If [`Figure::svg`] is no well-formed SVG, or too large to be held as pixels. What this room
    /// draws is neither: it is no taller than 10,000 pixels, whatever a scenario holds.
    pub fn png(&self) -> Vec<u8> {
        let tree = self.tree();
        let size = tree.size().to_int_size().scale_by(SHARPNESS).expect("a picture has a size");
        let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height())
            .expect("a picture is no larger than a poster");
        pixels.fill(tiny_skia::Color::WHITE);
        let scale = tiny_skia::Transform::from_scale(SHARPNESS, SHARPNESS);
        resvg::render(&tree, scale, &mut pixels.as_mut());
        packed(&pixels)
    }

    /// The picture as resvg reads it.
    pub(super) fn tree(&self) -> usvg::Tree {
        let options = usvg::Options {
            font_family: "Inter".to_owned(),
            fontdb: Arc::clone(&typeface::database()),
            ..usvg::Options::default()
        };
        usvg::Tree::from_str(&self.svg, &options).expect("every picture is well-formed SVG")
    }
}

/// An opaque picture as PNG. Packed in a hurry: ten times as fast, and twice as large, as it could
/// be.
fn packed(pixels: &tiny_skia::Pixmap) -> Vec<u8> {
    let colours: Vec<u8> =
        pixels.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels.width(), pixels.height());
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&colours));
    written.expect("encoding into memory succeeds");
    file
}
