//! A part of a list that is too long for one page, found by its place and not by a key.
//! It must not know what is listed.

use super::data_table::{AFTER, BEFORE};

/// Where a part of a list begins: how many entries stand before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Start(pub usize);

/// A part of a list, with the cursors of the parts before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T> {
    /// What is shown.
    pub entries: Vec<T>,
    /// The cursor before which the list goes on, if there is more.
    pub before: Option<String>,
    /// The cursor after which the list goes on, if there is more.
    pub after: Option<String>,
}

impl Start {
    /// What the query of an address asks for, in parts of `most` entries; the beginning if it says nothing sensible.
    pub fn parse(query: &str, most: usize) -> Self {
        let asked = form_urlencoded::parse(query.as_bytes()).find_map(|(name, value)| {
            let place: usize = value.parse().ok()?;
            match name.as_ref() {
                AFTER => Some(place),
                BEFORE => Some(place.saturating_sub(most)),
                _ => None,
            }
        });
        Self(asked.unwrap_or_default())
    }

    /// At most `most` entries of a list from here on; from the beginning if the list does not reach so far.
    pub fn part<T>(self, mut list: Vec<T>, most: usize) -> Part<T> {
        let start = if self.0 < list.len() { self.0 } else { 0 };
        let end = start.saturating_add(most).min(list.len());
        let more = end < list.len();
        list.truncate(end);
        Part {
            entries: list.split_off(start),
            before: (start > 0).then(|| start.to_string()),
            after: more.then(|| end.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_list_tell_every_entry_once() {
        let list: Vec<usize> = (0..25).collect();
        let (mut told, mut query) = (Vec::new(), String::new());
        loop {
            let part = Start::parse(&query, 10).part(list.clone(), 10);
            told.extend(part.entries);
            let Some(after) = part.after else { break };
            query = format!("x=1&{AFTER}={after}");
        }
        assert_eq!(told, list);
    }

    #[test]
    fn the_way_back_leads_where_one_came_from() {
        let list: Vec<usize> = (0..25).collect();
        let part = |query: &str| Start::parse(query, 10).part(list.clone(), 10);
        let second = part("sesudah=10");
        assert_eq!((second.entries[0], second.entries.len()), (10, 10));
        let back = part(&format!(
            "{BEFORE}={}",
            second.before.expect("a part before")
        ));
        assert_eq!((back.entries[0], back.before), (0, None));
    }

    #[test]
    fn what_makes_no_sense_is_the_beginning() {
        for query in [
            "",
            "sesudah=-1",
            "sesudah=x",
            "sesudah=25",
            "sesudah=99999999999999999999",
        ] {
            let part = Start::parse(query, 10).part((0..25).collect::<Vec<_>>(), 10);
            assert_eq!((part.entries[0], part.before), (0, None), "{query}");
        }
        let nothing = Start::parse("sesudah=5", 10).part(Vec::<u8>::new(), 10);
        assert_eq!((nothing.entries, nothing.after), (vec![], None));
    }
}
