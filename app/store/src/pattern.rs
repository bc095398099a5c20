//! Patterns for `LIKE` that hold a text of somebody's, in which no character has a meaning of its own.
//! It must not know any column.

use sea_orm::sea_query::LikeExpr;

/// What stands before a character that is meant as itself.
const ESCAPE: char = '\\';

/// Everything that begins with a text.
pub(crate) fn beginning_with(text: &str) -> LikeExpr {
    LikeExpr::new(format!("{}%", literally(text))).escape(ESCAPE)
}

/// Everything that contains a text.
pub(crate) fn containing(text: &str) -> LikeExpr {
    LikeExpr::new(format!("%{}%", literally(text))).escape(ESCAPE)
}

fn literally(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '%' | '_' | ESCAPE) {
            escaped.push(ESCAPE);
        }
        escaped.push(c);
    }
    escaped
}
