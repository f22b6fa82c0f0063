//! Charts a class can read.
//!
//! Every chart is a [`Figure`]: an SVG with its title and description, the same in words, and the
//! plotted numbers as CSV; [`Figure::png`] makes a bitmap of it. The charts of one history are
//! drawn from an [`Occasion`]:
//!
//! * [`influence`]: who counted for how much, when, and who held which office;
//! * [`makeup`]: on which power bases that rested;
//! * [`indicators`]: the state of the world.
//!
//! Those of many histories are drawn from a [`Multitude`]:
//!
//! * [`influence_bands`]: where influence lies in most histories, with single ones over it;
//! * [`leader_at_end`]: who leads at the end, as a hundred dots;
//! * [`leaders_by_month`]: who leads when, as shares of a hundred;
//! * [`falls`]: when they fall, as quantile dotplots.
//!
//! Those of a what-if are drawn from an [`Experiment`], that of one pair from two occasions:
//!
//! * [`difference`]: whose influence the change moves, and when, around zero;
//! * [`dumbbells`]: each question without the change and with it;
//! * [`flow`]: who leads at the end in either world, and from whom to whom the lead goes;
//! * [`twins`]: one pair, and where it parts.
//!
//! That of an inquiry into what an answer hangs on is drawn from a [`Ranking`]:
//!
//! * [`ranked`]: numbers in order, each as a dot with its interval.
//!
//! Those of the record held against many histories are drawn from a [`Trial`]:
//!
//! * [`dates`]: recorded events on the histories' own dates for them;
//! * [`costs`]: what each step of the record costs the model and simple rules;
//! * [`accounts`]: rival accounts on the same record; [`verdicts`]: on the same what-if.
//!
//! A title is the finding, computed from the data, in ten words or fewer, but for a question that is
//! answered, which stands whole. Lines are named at their ends. Every line is dashed, because it is simulated: solid is kept for what is documented. One
//! person has one colour in every chart, with a dash pattern and a marker, so that colour is never
//! alone.
//!
//! A new chart draws on a `Sheet` in pixels, 960 wide, with the heading, axes, numbered rules and
//! footer of `frame`, and inks the sheet as a [`Figure`]. Only `sheet` and `typeface` know
//! plotters.

mod bands;
mod caption;
mod difference;
mod dumbbells;
mod figure;
mod flow;
mod frame;
mod indicators;
mod influence;
mod labels;
mod lanes;
mod makeup;
mod many;
mod moments;
mod occasion;
mod pairs;
mod palette;
mod ranked;
mod record;
#[cfg(test)]
mod sample;
mod sheet;
mod stack;
mod table;
#[cfg(test)]
mod tests;
mod twins;
mod typeface;
mod words;

pub use caption::{Caption, Shown};
pub use difference::difference;
pub use dumbbells::dumbbells;
pub use figure::Figure;
pub use flow::flow;
pub use indicators::indicators;
pub use influence::influence;
pub use makeup::makeup;
pub use many::{Multitude, falls, influence_bands, leader_at_end, leaders_by_month};
pub use occasion::Occasion;
pub use pairs::{Answers, Experiment, Gaps, Rate, Stream};
pub use palette::Colour;
pub use ranked::{Dot, Measure, Ranking, ranked};
pub use record::{
    Account, Cost, Course, Dated, Trial, Under, Verdicts, accounts, costs, dates, verdicts,
};
pub use twins::twins;
pub use typeface::{REGULAR, SEMIBOLD, STACK};
