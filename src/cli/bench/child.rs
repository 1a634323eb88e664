//! `unipole bench-call`, which `unipole bench` starts for each method and program: it makes the calls and tells its parent, one line of JSON for each thing it knows.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};

use super::machine::{memory_of_children, own_memory};
use crate::bench::{Memory, Method};
use crate::cli::error::Error;
use crate::cli::input::Input;

#[derive(Debug, Args)]
pub(in crate::cli) struct BenchCallOptions {
    /// The game, as JSON
    #[arg(long)]
    game: Option<String>,
    /// The method
    #[arg(long)]
    method: Option<String>,
    /// How many calls are timed
    #[arg(long)]
    runs: Option<usize>,
    /// The seconds after which no other call is begun
    #[arg(long)]
    limit: f64,
    /// A command to run instead
    #[arg(last = true)]
    command: Vec<String>,
}

/// Without a number of runs: at least so many, and more while there is time, up to the most.
const LEAST: usize = 5;
const MOST: usize = 25;
const TIME: f64 = 1.0;
/// Calls are made in a row until so many seconds are over, which a clock can measure.
const MEASURABLE: f64 = 1e-3;
/// A first call that takes more than this share of the limit counts: there is no time to warm up.
const LONG: f64 = 0.2;

pub(in crate::cli) fn run(options: &BenchCallOptions) -> Result<(), Error> {
    end_with_the_parent();
    if !options.command.is_empty() {
        return tell_of_processes(options);
    }
    let method = options.method.as_deref().and_then(Method::named);
    let (Some(game), Some(method)) = (&options.game, method) else {
        return Err(Error::request(
            "`bench-call` is started by `unipole bench`",
            Some("`unipole bench --help` says how methods are timed"),
        ));
    };
    let game = Input::load(game)?.case(None, &[])?.game;
    say(&json!({ "ready": true }));
    let start = Instant::now();
    let output = method.run(&game);
    let first = start.elapsed().as_secs_f64();
    say(&json!({ "first": first, "memory": memory(own_memory()) }));
    match output {
        Err(why) => {
            say(&json!({ "failed": why }));
            return Ok(());
        }
        Ok(output) => {
            let work = output.work.map(|work| json!([work.count, work.unit]));
            say(&json!({ "answer": output.listing(&game).to_json(), "work": work }));
        }
    }
    let mut calls: u32 = 1;
    let mut row = || {
        loop {
            let start = Instant::now();
            for _ in 0..calls {
                drop(std::hint::black_box(method.run(&game)));
            }
            let elapsed = start.elapsed();
            if elapsed.as_secs_f64() >= MEASURABLE || calls >= 1 << 20 {
                return Some(elapsed / calls);
            }
            calls *= 2;
        }
    };
    if first < LONG * options.limit {
        row();
    }
    time(options, first, row);
    Ok(())
}

/// Tells the time of each call until there are enough.
fn time(options: &BenchCallOptions, first: f64, mut call: impl FnMut() -> Option<Duration>) {
    let mut times = 0;
    let mut said = |seconds: f64| {
        say(&json!({ "seconds": seconds }));
        times += 1;
        times
    };
    let begin = Instant::now();
    let mut before = 0.0;
    let mut done = 0;
    if first >= LONG * options.limit {
        done = said(first);
        before = first;
    }
    loop {
        let total = before + begin.elapsed().as_secs_f64();
        let is_enough = match options.runs {
            Some(runs) => done >= runs,
            None => {
                done >= MOST || done >= LEAST && total >= TIME || done > 0 && total >= options.limit
            }
        };
        if is_enough {
            return;
        }
        match call() {
            Some(time) => done = said(time.as_secs_f64()),
            None => return,
        }
    }
}

/// The same for a whole process.
fn tell_of_processes(options: &BenchCallOptions) -> Result<(), Error> {
    let run = || {
        let mut command = Command::new(&options.command[0]);
        command.args(&options.command[1..]).stdin(Stdio::null());
        let start = Instant::now();
        let output = command.output();
        (start.elapsed(), output)
    };
    say(&json!({ "ready": true }));
    let (elapsed, output) = run();
    let first = elapsed.as_secs_f64();
    say(&json!({ "first": first, "memory": memory(memory_of_children()) }));
    let failed = match output {
        Err(error) => Some(format!(
            "`{}` cannot be started: {error}",
            options.command[0]
        )),
        Ok(output) if !output.status.success() => {
            let words = String::from_utf8_lossy(&output.stderr);
            let last = words.lines().rev().find(|line| !line.trim().is_empty());
            let last = last.map_or(String::new(), |line| format!(": {}", line.trim()));
            Some(format!("it ended with {}{last}", output.status))
        }
        Ok(output) => {
            say(&json!({ "output": String::from_utf8_lossy(&output.stdout) }));
            None
        }
    };
    if let Some(why) = failed {
        say(&json!({ "failed": why }));
        return Ok(());
    }
    time(options, first, || {
        let (elapsed, output) = run();
        output.is_ok().then_some(elapsed)
    });
    Ok(())
}

fn memory(memory: Option<Memory>) -> Value {
    json!(memory.map(|memory| json!([memory.kilobytes, memory.is_bound])))
}

/// Tells the parent something; a parent that is gone wants to hear nothing.
fn say(line: &Value) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// Ends this process, and what it started, when the parent has ended: its end of our standard input is closed then.
fn end_with_the_parent() {
    std::thread::spawn(|| {
        let mut nothing = [0];
        while matches!(std::io::stdin().read(&mut nothing), Ok(1)) {}
        super::process::end_own_group();
        std::process::exit(0);
    });
}
