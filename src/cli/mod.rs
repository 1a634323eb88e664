//! The command line. No mathematics.
//!
//! Results go to standard output; progress and notes go to standard error. Exit codes: 0 answered, 1 a check that was asked
//! for failed, 2 bad input.

mod arguments;
mod axis;
mod bench;
mod capabilities;
mod check;
mod claims;
mod conditions;
mod convert;
mod correlated;
mod diff;
mod error;
mod game_file;
mod generate;
mod input;
mod interruption;
mod leadership;
mod lemke_howson;
mod logit;
mod map;
mod models;
mod output;
mod picture;
mod repeat;
mod report;
mod solve;
mod wanted;
mod welcome;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use arguments::{Arguments, Command};
use error::Error;

/// Runs the program on the arguments of the process.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // A closed pipe is no reason to complain.
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    match dispatch(&arguments) {
        Ok(code) => code,
        Err(Error::ClosedPipe) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error.render(output::colours_on_stderr()));
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: &Arguments) -> Result<ExitCode, Error> {
    if let Some(threads) = arguments.threads {
        // The pool is set up once, before anything uses it; a second attempt cannot happen.
        let _ = rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build_global();
    }
    if arguments.quiet {
        output::be_quiet();
    }
    match &arguments.command {
        None => output::print(welcome::TEXT)?,
        Some(Command::Solve(options)) => return solve::run(options, arguments.quiet),
        Some(Command::Conditions(options)) => conditions::run(options)?,
        Some(Command::Logit(options)) => logit::run(options)?,
        Some(Command::Map(options)) => map::run(options)?,
        Some(Command::Repeat(options)) => repeat::run(options, arguments.quiet)?,
        Some(Command::Claims(options)) => return claims::run(options),
        Some(Command::Report(options)) => return report::run(options, arguments.quiet),
        Some(Command::Capabilities(options)) => capabilities::run(options)?,
        Some(Command::Convert(options)) => convert::run(options)?,
        Some(Command::Generate(options)) => generate::run(options)?,
        Some(Command::Bench(options)) => {
            return bench::run(options, arguments.threads, arguments.quiet);
        }
        Some(Command::BenchCall(options)) => bench::run_call(options)?,
        Some(Command::Models(options)) => models::run(options)?,
        Some(Command::Diff(options)) => diff::run(options)?,
        Some(Command::Check(options)) => return check::run(options),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "unipole", &mut script);
            output::print(&String::from_utf8_lossy(&script))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
