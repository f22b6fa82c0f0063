//! Areas stacked over time, named inside themselves.

use super::frame::Plot;
use super::palette::Colour;
use super::sheet::{Point, Sheet, TEXT, Type};
use crate::polity::Round;

/// A layer's shape.
pub(super) struct Edge {
    pub upper: Vec<Point>,
    pub lower: Vec<Point>,
    pub outline: Vec<Point>,
}

/// The shape between two series of values, one for each of these rounds.
pub(super) fn edges(plot: &Plot, rounds: &[Round], floor: &[f64], ceiling: &[f64]) -> Edge {
    let along = |values: &[f64]| -> Vec<Point> {
        let mut points: Vec<Point> =
            rounds.iter().zip(values).map(|(round, value)| plot.point(*round, *value)).collect();
        // The first and last round are drawn from edge to edge, so that one month has a width.
        if let (Some((_, first)), Some((_, last))) = (points.first(), points.last()) {
            let (first, last) = (*first, *last);
            points.insert(0, (plot.start_of(rounds[0]), first));
            points.push((plot.start_of(rounds[rounds.len() - 1] + 1), last));
        }
        points
    };
    let (upper, lower) = (along(ceiling), along(floor));
    let outline = upper.iter().chain(lower.iter().rev()).copied().collect();
    Edge { upper, lower, outline }
}

/// Names a layer inside itself, where it is thick enough over the whole width of the name, and above
/// or below the heights of `lines` if there is room for that.
pub(super) fn inside(
    sheet: &mut Sheet,
    plot: &Plot,
    edge: &Edge,
    name: &str,
    colour: Colour,
    lines: &[f64],
) -> bool {
    let set = Type::new(TEXT, colour.text_on()).bold();
    let wide = set.width(name) + 6.0;
    let step = plot.width / plot.rounds as f64;
    let mut best: Option<(f64, f64, f64, f64)> = None;
    for start in 0..edge.upper.len() {
        let left = edge.upper[start].0;
        let under =
            edge.upper[start..].iter().take_while(|(x, _)| *x <= left + wide + step).count();
        let end = start + under;
        if edge.upper[end - 1].0 - left < wide {
            break;
        }
        let ceiling = edge.upper[start..end].iter().map(|point| point.1).fold(f64::MIN, f64::max);
        let floor = edge.lower[start..end].iter().map(|point| point.1).fold(f64::MAX, f64::min);
        let room = floor - ceiling;
        if room >= 14.0 && best.is_none_or(|(most, ..)| room > most) {
            best = Some((room, left + 3.0, ceiling, floor));
        }
    }
    if let Some((_, left, ceiling, floor)) = best {
        let middle = f64::midpoint(floor, ceiling) + 5.0;
        // Letters reach about 12 pixels above their base and 4 below it.
        let struck = lines.iter().find(|line| middle - 14.0 < **line && **line < middle + 6.0);
        let beside = struck.into_iter().flat_map(|line| [line - 6.0, line + 14.0]);
        let mut free = beside.filter(|base| ceiling + 13.0 <= *base && *base + 5.0 <= floor);
        sheet.text((left, free.next().unwrap_or(middle)), set, name);
    }
    best.is_some()
}
