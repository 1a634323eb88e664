//! Games as files of other tools: what one path writes another reads, hand-written files say what their formats say, mistakes are refused where
//! they are, and lrsnash reads what is written for it.

mod hand_written;
mod lrsnash;
mod mistakes;
mod round_trips;
