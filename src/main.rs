//! The `whosaid` program. Everything it does is in [`whosaid::cli`].

fn main() -> std::process::ExitCode {
    whosaid::cli::main()
}
