//! Ctrl-C, a time limit, and a bar that shows how far a search is.

use std::io::IsTerminal;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What a process that was interrupted returns.
pub(super) const INTERRUPTED: u8 = 130;

/// Whether the user has asked us to stop.
static STOP: AtomicBool = AtomicBool::new(false);

/// The first Ctrl-C asks for what there is so far, the second ends the program at once.
pub(super) fn watch_for_interruption() {
    // Without a handler Ctrl-C still ends the program, only less politely; files are whole in either case.
    let _ = ctrlc::set_handler(|| {
        static FIRST: OnceLock<Instant> = OnceLock::new();
        let first = *FIRST.get_or_init(Instant::now);
        // Some programs send the signal to a process and to its group: that is one wish.
        if STOP.swap(true, Ordering::SeqCst) && first.elapsed() > Duration::from_millis(300) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
}

/// Whether Ctrl-C was pressed.
pub(super) fn interrupted() -> bool {
    STOP.load(Ordering::SeqCst)
}

/// A moment after which a search is over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline(Option<Instant>);

impl Deadline {
    /// So long from now; never, without a duration or with one beyond all clocks.
    pub fn after(duration: Option<Duration>) -> Self {
        Deadline(duration.and_then(|duration| Instant::now().checked_add(duration)))
    }

    /// Whether the time is over, or Ctrl-C was pressed.
    pub fn is_over(self) -> bool {
        interrupted() || self.0.is_some_and(|end| Instant::now() >= end)
    }
}

/// `90`, `90s`, `1.5m`, `2h`: how long, in seconds if nothing is said.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let (number, unit) = match text.find(|c: char| c.is_ascii_alphabetic()) {
        Some(place) => text.split_at(place),
        None => (text, "s"),
    };
    let seconds = match unit {
        "ms" => 0.001,
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => {
            return Err(format!(
                "`{unit}` is no unit of time; write 500ms, 90s, 5m or 2h"
            ));
        }
    };
    let number: f64 = number
        .trim()
        .parse()
        .map_err(|_| "write a number and a unit: 500ms, 90s, 5m or 2h".to_owned())?;
    match Duration::try_from_secs_f64(number * seconds) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        _ => Err("write a time longer than nothing: 500ms, 90s, 5m or 2h".to_owned()),
    }
}

/// A bar on a terminal; nothing elsewhere, or if the user wants quiet. `counted` says what is counted.
pub(super) fn bar(length: Option<u64>, counted: &str, quiet: bool) -> ProgressBar {
    let target = match quiet || !std::io::stderr().is_terminal() {
        true => ProgressDrawTarget::hidden(),
        false => ProgressDrawTarget::stderr(),
    };
    let style = ProgressStyle::with_template(&format!(
        "{{bar:30}} {{human_pos}} of {{human_len}} {counted}  {{msg}}"
    ));
    ProgressBar::with_draw_target(length, target)
        .with_style(style.expect("invariant: the template is well formed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units() {
        assert_eq!(duration("90"), Ok(Duration::from_secs(90)));
        assert_eq!(duration("1.5m"), Ok(Duration::from_secs(90)));
        assert_eq!(duration(" 250 ms "), Ok(Duration::from_millis(250)));
        assert_eq!(duration("2h"), Ok(Duration::from_secs(7200)));
        for wrong in [
            "",
            "0",
            "-1",
            "nan",
            "inf",
            "1e400",
            "5 parsecs",
            "h",
            "1e999h",
        ] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
