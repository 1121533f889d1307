//! Compiles the lists of gazetteers/ into gazetteers/compiled.bin, which is part of the program.
//!
//! Run it after every change of a list: `cargo run --release -p whosaid-compile`. With a folder as its argument, it
//! compiles the lists there.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use whosaid::gazetteer::{Gazetteer, compile};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../gazetteers");
    let folder: PathBuf = std::env::args_os().nth(1).map_or_else(|| own.into(), PathBuf::from);
    let (gazetteer, errors) = Gazetteer::from_folder(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for error in &errors {
        eprintln!("error: {error}");
    }
    if !errors.is_empty() {
        eprintln!("error: {} rows to mend; nothing was written", errors.len());
        return Ok(ExitCode::FAILURE);
    }
    let bytes = compile(&gazetteer)?;
    let file = folder.join("compiled.bin");
    std::fs::write(&file, &bytes).map_err(|e| format!("{}: {e}", file.display()))?;
    let (things, names, words) = gazetteer.sizes();
    println!("{}: {} bytes; {things} entries, {names} names, {words} words", file.display(), bytes.len());
    Ok(ExitCode::SUCCESS)
}
