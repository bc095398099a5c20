//! The style sheets, put together from the files in `style/` at build time.
//! It must not know which page uses which rule.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// The style sheet of every page, without comments and indentation.
pub static STYLESHEET: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("../../../style/tokens.css"),
        include_str!("../../../style/base.css"),
        include_str!("../../../style/components.css"),
        include_str!("../../../style/charts.css"),
        include_str!("../../../style/print.css"),
    ]
    .map(compact)
    .concat()
});

/// What pages for staff need besides, apart so that it costs the public nothing.
pub static DESK_STYLESHEET: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("../../../style/desk.css"),
        include_str!("../../../style/desk-tables.css"),
        include_str!("../../../style/records.css"),
        include_str!("../../../style/desk-components.css"),
        include_str!("../../../style/desk-comments.css"),
        include_str!("../../../style/desk-keying.css"),
        include_str!("../../../style/forum.css"),
    ]
    .map(compact)
    .concat()
});

/// What public pages about forums and commitments need besides, apart so that it costs the others nothing.
pub static RECORDS_STYLESHEET: LazyLock<String> = LazyLock::new(|| {
    [
        include_str!("../../../style/desk-tables.css"),
        include_str!("../../../style/records.css"),
        include_str!("../../../style/forum.css"),
    ]
    .map(compact)
    .concat()
});

/// The address of the style sheet, which changes with its content so that it can be cached for ever.
pub static STYLESHEET_PATH: LazyLock<String> = LazyLock::new(|| address("style", &STYLESHEET));

/// The address of what pages for staff need besides.
pub static DESK_STYLESHEET_PATH: LazyLock<String> =
    LazyLock::new(|| address("desk", &DESK_STYLESHEET));

/// The address of what public pages about forums need besides.
pub static RECORDS_STYLESHEET_PATH: LazyLock<String> =
    LazyLock::new(|| address("records", &RECORDS_STYLESHEET));

fn address(name: &str, css: &str) -> String {
    let digest = Sha256::digest(css.as_bytes());
    let digest: String = digest.iter().take(6).fold(String::new(), |digest, byte| {
        digest + &format!("{byte:02x}")
    });
    format!("/assets/{digest}/{name}.css")
}

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
