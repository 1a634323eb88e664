//! The `unipole` program: a thin door to the library's command line.

fn main() -> std::process::ExitCode {
    unipole::cli::run()
}
