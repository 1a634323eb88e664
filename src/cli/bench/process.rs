//! A process that makes the calls, what it tells, and how it is ended.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::bench::{Listing, Memory};
use crate::cli::interruption::interrupted;

/// What the process told.
#[derive(Default)]
pub(super) struct Told {
    pub answer: Option<Listing>,
    /// What another program printed.
    pub output: Option<String>,
    pub work: Option<(u64, String)>,
    pub memory: Option<Memory>,
    pub times: Vec<f64>,
    pub failed: Option<String>,
    pub end: End,
}

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum End {
    #[default]
    ByItself,
    /// A call took too long.
    TooLong,
    /// Ctrl-C was pressed.
    Interrupted,
}

/// How often Ctrl-C is looked for.
const LOOK: Duration = Duration::from_millis(50);
/// The least time that reading a game, or writing an answer, may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts this program with some arguments, and hears what it tells until it ends, takes too long over one call, or Ctrl-C is pressed.
pub(super) fn heard(arguments: &[String], limit: Duration) -> Result<Told, String> {
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command.args(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    // So that it, and what it starts, can be ended together.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    // Once it is closed, the process ends with all that it started.
    let held = child.stdin.take();
    let lines = lines_of(&mut child);
    let mut told = Told::default();
    told.listen(&lines, limit);
    if told.end != End::ByItself {
        end(&mut child);
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    drop(held);
    if told.end == End::ByItself && !status.success() && told.failed.is_none() {
        told.failed = Some(format!("the process ended with {status}"));
    }
    Ok(told)
}

fn lines_of(child: &mut Child) -> Receiver<Value> {
    let (sender, receiver) = channel();
    let out = child.stdout.take().expect("invariant: it is piped");
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines() {
            let value = line.ok().and_then(|line| serde_json::from_str(&line).ok());
            if value.is_none_or(|value| sender.send(value).is_err()) {
                return;
            }
        }
    });
    receiver
}

impl Told {
    fn listen(&mut self, lines: &Receiver<Value>, limit: Duration) {
        let mut since = Instant::now();
        // Before it is ready it reads; between the first call and the next it writes its answer.
        let mut is_calling = false;
        loop {
            let allowed = match is_calling {
                true => limit,
                false => limit.max(PATIENCE),
            };
            match lines.recv_timeout(LOOK) {
                Ok(line) => {
                    is_calling = line.get("first").is_none();
                    self.take(&line);
                    since = Instant::now();
                }
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.end = match (interrupted(), since.elapsed() > allowed) {
                (true, _) => End::Interrupted,
                (false, true) => End::TooLong,
                (false, false) => continue,
            };
            return;
        }
    }

    fn take(&mut self, line: &Value) {
        if let Some(memory) = line["memory"].as_array() {
            let kilobytes = memory.first().and_then(Value::as_u64);
            let is_bound = memory.get(1).and_then(Value::as_bool);
            self.memory = kilobytes.zip(is_bound).map(|(kilobytes, is_bound)| Memory {
                kilobytes,
                is_bound,
            });
        }
        if let Some(seconds) = line["seconds"].as_f64() {
            self.times.push(seconds);
        }
        if let Some(why) = line["failed"].as_str() {
            self.failed = Some(why.to_owned());
        }
        if let Some(output) = line["output"].as_str() {
            self.output = Some(output.to_owned());
        }
        if line.get("answer").is_some() {
            self.answer = Listing::from_json(&line["answer"]);
            let count = line["work"][0].as_u64();
            let unit = line["work"][1].as_str().map(str::to_owned);
            self.work = count.zip(unit);
        }
    }
}

/// Ends a process and what it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Ok(id) = i32::try_from(child.id()) {
        use nix::sys::signal::{Signal, killpg};
        // That it has ended by itself is no error.
        let _ = killpg(nix::unistd::Pid::from_raw(id), Signal::SIGKILL);
    }
    let _ = child.kill();
}

/// Ends this process with what it started, if it was started as a group of its own.
pub(super) fn end_own_group() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{Signal, killpg};
        use nix::unistd::{getpgrp, getpid};
        if getpgrp() == getpid() {
            let _ = killpg(getpgrp(), Signal::SIGKILL);
        }
    }
}
