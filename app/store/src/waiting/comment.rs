//! Comments as they wait: those that are written together share rows, and every row is as long as the longest comment, so
//! that neither the length of a row nor, but for people who all write much, the number of rows tells how long a comment is.
//! It must not know how a row is encrypted.

use chrono::NaiveDate;
use domain::period::Month;
use domain::rating::{Comment, Proof};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Facts;
use crate::StoreError;

/// The length of a row: the longest text, and what stands beside it.
const ROW: usize = 4 * Comment::MAX_CHARACTERS + 32;

/// How many comments share a row at most. A comment alone in its transaction takes a whole row whatever its length; eight of
/// those that most people write have room in one. So the rows of a transaction count its comments, which its receipts do
/// anyway, and a comment shows only where a few that were written in the same moment are longer than a row together: then
/// somebody among these wrote much, and nothing tells who.
const TOGETHER: usize = 8;

/// A comment in the ballot box, of the service and month that moderators are told of.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct WaitingComment {
    pub service: i32,
    pub month: String,
    pub proof: Proof,
    pub text: String,
}

impl WaitingComment {
    /// The comment of a rating.
    pub fn of(text: &Comment, date: NaiveDate, facts: Facts) -> Self {
        Self {
            service: facts.service,
            month: Month::of(date).to_string(),
            proof: facts.proof,
            text: text.as_str().to_owned(),
        }
    }

    /// The rows of some comments, in their order, as bytes to encrypt.
    pub fn rows(comments: &[Self]) -> Result<Vec<Zeroizing<Vec<u8>>>, StoreError> {
        let mut rows: Vec<Zeroizing<Vec<u8>>> = vec![];
        let (mut used, mut inside) = (ROW, 0);
        for comment in comments {
            let mut alone = Zeroizing::new([0; ROW]);
            let alone = postcard::to_slice(comment, alone.as_mut_slice());
            let alone = alone.map_err(StoreError::corrupt)?;
            if inside == TOGETHER || used + alone.len() > ROW {
                rows.push(Zeroizing::new(vec![0; ROW]));
                (used, inside) = (0, 0);
            }
            if let Some(row) = rows.last_mut() {
                row[used..used + alone.len()].copy_from_slice(alone);
            }
            used += alone.len();
            inside += 1;
        }
        Ok(rows)
    }

    /// The comments of a row. Earlier versions of the program wrote one in each.
    pub fn read(row: &[u8]) -> Result<Vec<Self>, StoreError> {
        let (mut comments, mut rest) = (vec![], row);
        // No comment begins with a zero: there is no such service.
        while rest.first().is_some_and(|byte| *byte != 0) {
            let (comment, after) = postcard::take_from_bytes(rest).map_err(StoreError::corrupt)?;
            comments.push(comment);
            rest = after;
        }
        Ok(comments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(service: i32, text: String) -> WaitingComment {
        WaitingComment {
            service,
            month: "2100-12".to_owned(),
            proof: Proof::Open,
            text,
        }
    }

    #[test]
    fn short_and_long_comments_are_read_back_from_rows_of_one_length() {
        let longest = || "\u{1F600}".repeat(Comment::MAX_CHARACTERS);
        let short = |number: i32| comment(number, "Cepat sekali".to_owned());
        let long = |number: i32| comment(number, longest());
        let cases = [
            (vec![short(1)], 1),
            (vec![long(i32::MIN)], 1),
            ((1..=8).map(short).collect(), 1),
            ((1..=64).map(short).collect(), 8),
            (vec![short(1), long(i32::MAX), short(3)], 3),
            (vec![], 0),
        ];
        for (comments, count) in cases {
            let rows = WaitingComment::rows(&comments).expect("fit");
            assert_eq!(rows.len(), count);
            assert!(rows.iter().all(|row| row.len() == ROW));
            let read = rows.iter().map(|row| WaitingComment::read(row));
            let read: Vec<Vec<_>> = read.collect::<Result<_, _>>().expect("reads");
            assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), comments);
        }
    }
}
