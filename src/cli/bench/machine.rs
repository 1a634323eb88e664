//! The machine that runs.

use crate::bench::{Machine, Memory};

/// What is known of it.
pub(super) fn machine() -> Machine {
    Machine {
        system: std::env::consts::OS.to_owned(),
        architecture: std::env::consts::ARCH.to_owned(),
        processor: processor(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
    }
}

/// The processor's name, as Linux tells it.
fn processor() -> Option<String> {
    let text = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = text.lines().find(|line| line.starts_with("model name"))?;
    let name = line.split_once(':')?.1.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The peak of this process's memory, as Linux tells it.
pub(super) fn own_memory() -> Option<Memory> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(Memory {
        kilobytes: line.split_whitespace().next()?.parse().ok()?,
        is_bound: false,
    })
}

/// The largest peak of the processes that this one started and that have ended. A process begins with the memory of the one that starts it, so
/// where it is not more than ours, ours is only a bound.
#[cfg(target_os = "linux")]
pub(super) fn memory_of_children() -> Option<Memory> {
    use nix::sys::resource::{UsageWho, getrusage};
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?.max_rss();
    let kilobytes = u64::try_from(peak).ok()?;
    Some(Memory {
        kilobytes,
        is_bound: own_memory().is_some_and(|own| kilobytes <= own.kilobytes),
    })
}

/// Other systems count in other units, or not at all.
#[cfg(not(target_os = "linux"))]
pub(super) fn memory_of_children() -> Option<Memory> {
    None
}
