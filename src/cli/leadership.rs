//! `unipole solve --concept stackelberg`: what one player gets that moves first.

use std::process::ExitCode;

use super::arguments::SolveOptions;
use super::error::Error;

pub(super) fn run(_: &SolveOptions, _: bool) -> Result<ExitCode, Error> {
    Err(Error::request("not worked out here", None))
}
