//! The one script, which pages of forums load that renew themselves; every other page loads none.
//! It must not know which page uses it.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// The script as it is sent: without comments and indentation, which phones need not load.
pub static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("script/live.js").lines().map(str::trim);
    let code = lines.filter(|line| {
        !["//", "/*", "*"]
            .iter()
            .any(|begin| line.starts_with(begin))
    });
    code.flat_map(|line| [line, "\n"]).collect()
});

/// Its address, which changes with its content so that it can be cached for ever.
pub static SCRIPT_PATH: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest(SCRIPT.as_bytes());
    let digest: String = digest.iter().take(6).fold(String::new(), |digest, byte| {
        digest + &format!("{byte:02x}")
    });
    format!("/assets/{digest}/live.js")
});
