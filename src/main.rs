//! The `whosaid` program. Everything it does is in [`whosaid::cli`].

/// Articles are many small things of every size on every thread; this allocator serves them faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    whosaid::cli::main()
}
