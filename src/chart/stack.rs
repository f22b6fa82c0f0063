//! Areas stacked over time, named inside themselves.

use super::frame::Plot;
use super::palette::Colour;
use super::sheet::{Point, Sheet, TEXT, Type};
use crate::polity::Round;

/// Pixels below which a layer is too thin for a white line along it.
const THIN: f64 = 3.0;

/// A layer's shape: two points a round, where it begins and where it ends.
pub(super) struct Edge {
    pub upper: Vec<Point>,
    pub lower: Vec<Point>,
    pub outline: Vec<Point>,
}

impl Edge {
    /// Where a white line along the upper edge tells the layer from the next: nowhere where the layer is
    /// thin, nor up and down between rounds, where it would cover what lasted for one round only.
    pub(super) fn seams(&self) -> Vec<Vec<Point>> {
        let mut seams = vec![Vec::new()];
        let mut before = f64::MAX;
        for (upper, lower) in self.upper.iter().zip(&self.lower) {
            let thin = lower.1 - upper.1 < THIN;
            if thin || (upper.1 - before).abs() >= THIN {
                seams.push(Vec::new());
            }
            if let Some(seam) = seams.last_mut().filter(|_| !thin) {
                seam.push(*upper);
            }
            before = upper.1;
        }
        seams.retain(|seam| seam.len() > 1);
        seams
    }
}

/// The shape between two series of values, one for each of these rounds, each as wide as its round: what
/// lasted for one round is as high as it was.
pub(super) fn edges(plot: &Plot, rounds: &[Round], floor: &[f64], ceiling: &[f64]) -> Edge {
    let along = |values: &[f64]| -> Vec<Point> {
        let step = |(round, value): (&Round, &f64)| {
            let y = plot.height_of(*value);
            [(plot.start_of(*round), y), (plot.start_of(*round + 1), y)]
        };
        rounds.iter().zip(values).flat_map(step).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    const PLOT: Plot =
        Plot { left: 0.0, top: 0.0, width: 200.0, height: 100.0, rounds: 100, low: 0.0, high: 1.0 };

    /// A layer over these values, from the floor.
    fn layer(values: &[f64]) -> Edge {
        let rounds: Vec<Round> = (0..values.len()).collect();
        edges(&PLOT, &rounds, &vec![0.0; values.len()], values)
    }

    #[test]
    fn what_lasted_for_one_round_is_as_high_as_it_was_and_a_round_wide() {
        let edge = layer(&[0.2, 0.9, 0.2]);
        let top: Vec<&Point> = edge.upper.iter().filter(|point| point.1 < 11.0).collect();
        assert_eq!(top.iter().map(|point| point.0).collect::<Vec<_>>(), [2.0, 4.0]);
    }

    #[test]
    fn no_white_line_runs_up_a_peak_or_along_a_thin_layer() {
        let seams = layer(&[0.2, 0.9, 0.2, 0.21, 0.02, 0.02]).seams();
        let rise = |seam: &Vec<Point>| {
            seam.windows(2).map(|two| (two[0].1 - two[1].1).abs()).fold(0.0, f64::max)
        };
        assert!(seams.iter().all(|seam| rise(seam) < THIN), "{seams:?}");
        let right = seams.iter().flatten().map(|point| point.0).fold(0.0, f64::max);
        assert!((right - 8.0).abs() < 1e-9, "none where it is thin: {seams:?}");
        assert_eq!(seams.len(), 3);
    }
}
