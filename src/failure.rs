//! How a command fails.
//! It must not know what any command does.

/// Whatever ends a command, already in words for the person at the terminal.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
