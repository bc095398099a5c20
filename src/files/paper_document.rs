//! The HTML document around what is printed: it holds everything that it needs.
//! It must not know what is printed.

/// A document with a title, which is escaped already, a style sheet of its own and what stands in its body.
pub(super) fn document(title: &str, style: &str, main: &str) -> String {
    format!(
        "<!DOCTYPE html>\n\
         <html lang=\"id\">\n\
         <head>\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n\
         <style>\n{style}</style>\n\
         </head>\n\
         <body>\n\
         {main}\
         </body>\n\
         </html>\n"
    )
}

/// What paper of a demonstration says; nothing of a real city's.
pub(super) const fn invented_mark(invented: bool) -> &'static str {
    if invented {
        "<p class=\"invented\">DATA CONTOH / DEMO</p>"
    } else {
        ""
    }
}
