//! The one style sheet, put together from the files in `style/` at build time.
//! It must not know which page uses which rule.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

const PARTS: [&str; 5] = [
    include_str!("../../../style/tokens.css"),
    include_str!("../../../style/base.css"),
    include_str!("../../../style/components.css"),
    include_str!("../../../style/charts.css"),
    include_str!("../../../style/print.css"),
];

/// The style sheet without comments and indentation.
pub static STYLESHEET: LazyLock<String> =
    LazyLock::new(|| PARTS.iter().map(|part| compact(part)).collect());

/// The address of the style sheet, which changes with its content so that it can be cached for ever.
pub static STYLESHEET_PATH: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest(STYLESHEET.as_bytes());
    let name: String = digest
        .iter()
        .take(6)
        .fold(String::new(), |name, byte| name + &format!("{byte:02x}"));
    format!("/assets/{name}/style.css")
});

fn compact(css: &str) -> String {
    let mut compact = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        compact.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    compact.push_str(rest);
    compact
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

#[cfg(test)]
mod tests {
    #[test]
    fn comments_and_indentation_are_left_out() {
        assert_eq!(
            super::compact("/* a */\na {\n  b: c; /* d\n e */\n}\n\n"),
            "a {\nb: c;\n}\n"
        );
    }
}
