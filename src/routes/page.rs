//! One page of a list that goes on behind a cursor.
//! It must not know what is listed, nor how a cursor is written in an address.

/// Some rows of a list, and where it goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T, C> {
    /// The rows.
    pub rows: Vec<T>,
    /// The place of the last row, if more follow.
    pub next: Option<C>,
}

impl<T, C> Page<T, C> {
    /// The page that shows `size` rows of those that were found, of which there was one more if the list goes on.
    pub fn of(mut rows: Vec<T>, size: usize, place: impl FnOnce(&T) -> C) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = rows.last().filter(|_| more).map(place);
        Self { rows, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_goes_on_where_more_was_found_than_a_page_shows() {
        let page = |rows: &[i32]| Page::of(rows.to_vec(), 2, |row| row * 10);
        assert_eq!(page(&[1, 2]).next, None);
        assert_eq!(page(&[]).next, None);
        let (rows, next) = (vec![1, 2], Some(20));
        assert_eq!(page(&[1, 2, 3]), Page { rows, next });
    }
}
