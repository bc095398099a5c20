//! The agenda of a forum: one line an item, with its minutes before it where somebody set them.
//! It must not know when an item begins.

/// The longest item, in minutes: nobody sits longer.
const LONGEST: u32 = 480;

/// One thing that is done at a forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// How long it takes, in minutes; none where nobody said.
    pub minutes: Option<u32>,
    /// What it is.
    pub text: String,
}

impl AgendaItem {
    /// Reads a line such as `10 Pembukaan`; none if nothing stands in it. A number that is no possible length is part of the
    /// text.
    pub fn read(line: &str) -> Option<Self> {
        let line = line.trim();
        let whole = || Self {
            minutes: None,
            text: line.to_owned(),
        };
        if line.is_empty() {
            return None;
        }
        let Some((number, text)) = line.split_once(char::is_whitespace) else {
            return Some(whole());
        };
        let minutes = crate::grammar::whole_number(number).filter(|it| (1..=LONGEST).contains(it));
        Some(minutes.map_or_else(whole, |minutes| Self {
            minutes: Some(minutes),
            text: text.trim().to_owned(),
        }))
    }
}
