//! lib
pub mod article;
pub mod gazetteer;
pub mod span;
pub mod tag;
pub mod text;
pub mod cli { pub fn main() -> std::process::ExitCode { std::process::ExitCode::SUCCESS } }
