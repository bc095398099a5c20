//! Work that few do, one after the other, for many who wait: those who are known first, and of strangers only so many.
//! It must not know what the work is.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};

/// Who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    /// Somebody who was here before.
    Known,
    /// Anybody else.
    Stranger,
}

/// So many strangers wait that one more would wait in vain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// The two rows of those who wait.
pub struct Turns<T> {
    most_strangers: usize,
    rows: Mutex<Rows<T>>,
    arrived: Condvar,
}

struct Rows<T> {
    known: VecDeque<T>,
    strangers: VecDeque<T>,
}

impl<T> Turns<T> {
    /// Nobody waits yet.
    pub const fn new(most_strangers: usize) -> Self {
        Self {
            most_strangers,
            rows: Mutex::new(Rows {
                known: VecDeque::new(),
                strangers: VecDeque::new(),
            }),
            arrived: Condvar::new(),
        }
    }

    /// Lets somebody wait.
    ///
    /// # Errors
    /// If too many strangers wait already. Who is known always finds a place.
    pub fn wait(&self, guest: Guest, work: T) -> Result<(), Full> {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        match guest {
            Guest::Known => rows.known.push_back(work),
            Guest::Stranger if rows.strangers.len() >= self.most_strangers => return Err(Full),
            Guest::Stranger => rows.strangers.push_back(work),
        }
        self.arrived.notify_one();
        Ok(())
    }

    /// Whose turn it is; blocks the thread until somebody comes.
    pub fn next(&self) -> T {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let first = rows.known.pop_front();
            if let Some(work) = first.or_else(|| rows.strangers.pop_front()) {
                return work;
            }
            rows = self
                .arrived
                .wait(rows)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_known_comes_before_a_crowd_of_strangers_which_is_bounded() {
        let turns = Turns::new(3);
        let strangers = (0..1500).map(|number| turns.wait(Guest::Stranger, number));
        assert_eq!(strangers.flatten().count(), 3);
        for owner in [9001, 9002] {
            assert_eq!(turns.wait(Guest::Known, owner), Ok(()));
        }
        let order = [(); 5].map(|()| turns.next());
        assert_eq!(order, [9001, 9002, 0, 1, 2]);
        assert_eq!(
            turns.wait(Guest::Stranger, 3),
            Ok(()),
            "there is room again"
        );
        assert_eq!(turns.next(), 3);
    }

    #[test]
    fn whoever_works_waits_for_work() {
        let turns = Turns::new(1);
        std::thread::scope(|threads| {
            let worker = threads.spawn(|| turns.next());
            turns.wait(Guest::Known, 7).expect("there is room");
            assert_eq!(worker.join().expect("works"), 7);
        });
    }
}
