//! How often somebody may ask for the code of a visit that does not exist: seldom, because whoever guesses long enough
//! finds one that does. It must not know codes, nor stop anybody who has not missed.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{Allowance, Wait, network};

/// For how long clients have a smaller allowance after the portal as a whole has exceeded its own.
const TIGHTENED_FOR: Duration = Duration::from_hours(1);

/// For how many a miss counts meanwhile.
const TIGHTENED: u32 = 10;

/// The longest that misses count, beyond their allowance: many at once cost a client an hour, not a day.
const LONGEST_DEBT: Duration = Duration::from_hours(1);

/// What the misses of clients and of all of them together are counted against.
#[derive(Clone, Copy, Debug)]
pub struct MissAllowances {
    /// Misses of one client. IPv6: a /64.
    pub client: Allowance,
    /// Misses from one network, which in IPv6 has many clients: a /48.
    pub network: Allowance,
    /// Misses of everybody together. Beyond it nobody is stopped, but each client has less.
    pub everybody: Allowance,
}

/// Counts misses. Each is a debt that time pays off, and who has too much of it asks for nothing; unlike a limiter's, it
/// can be looked at without adding to it, which known codes must not do.
pub struct Misses {
    allowances: MissAllowances,
    counted: Mutex<Counted>,
}

/// Until when each one's misses count.
#[derive(Default)]
struct Counted {
    clients: HashMap<IpAddr, Instant>,
    networks: HashMap<IpAddr, Instant>,
    everybody: Option<Instant>,
    tightened_until: Option<Instant>,
}

impl Misses {
    /// None counted yet.
    pub fn new(allowances: MissAllowances) -> Self {
        Self {
            allowances,
            counted: Mutex::default(),
        }
    }

    /// Whether a client may ask for a code at a moment.
    pub fn ask(&self, client: IpAddr, now: Instant) -> Result<(), Wait> {
        let counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let weight = counted.weight(now);
        for (until, allowance) in [
            (counted.clients.get(&client), self.allowances.client),
            (
                counted.networks.get(&network(client)),
                self.allowances.network,
            ),
        ] {
            let room = allowance.every * allowance.burst.get().saturating_sub(weight);
            let debt = until.map_or(Duration::ZERO, |until| until.duration_since(now));
            if let Some(excess) = debt.checked_sub(room)
                && !excess.is_zero()
            {
                return Err(Wait(excess.as_secs() + 1));
            }
        }
        Ok(())
    }

    /// Counts a miss of a client, and answers whether by it the portal as a whole begins to exceed its allowance.
    pub fn missed(&self, client: IpAddr, now: Instant) -> bool {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        let weight = counted.weight(now);
        let (of_client, of_network) = (self.allowances.client, self.allowances.network);
        let network = network(client);
        let before = counted.clients.get(&client).copied();
        let until = added(before, of_client, weight, now);
        counted.clients.insert(client, until);
        let before = counted.networks.get(&network).copied();
        let until = added(before, of_network, weight, now);
        counted.networks.insert(network, until);
        let everybody = self.allowances.everybody;
        let until = added(counted.everybody, everybody, 1, now);
        counted.everybody = Some(until);
        let exceeded = until.duration_since(now) > everybody.every * everybody.burst.get();
        if exceeded {
            counted.tightened_until = Some(now + TIGHTENED_FOR);
        }
        exceeded && weight == 1
    }

    /// Forgets everybody whose misses no longer count.
    pub fn forget(&self, now: Instant) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        counted.clients.retain(|_, until| *until > now);
        counted.networks.retain(|_, until| *until > now);
    }
}

impl Counted {
    /// For how many a miss counts.
    fn weight(&self, now: Instant) -> u32 {
        let tightened = self.tightened_until.is_some_and(|until| until > now);
        if tightened { TIGHTENED } else { 1 }
    }
}

/// Until when misses count after another one.
fn added(before: Option<Instant>, allowance: Allowance, weight: u32, now: Instant) -> Instant {
    let longest = allowance.every * allowance.burst.get() + LONGEST_DEBT;
    let begins = before.map_or(now, |before| before.max(now));
    (begins + allowance.every * weight).min(now + longest)
}

#[cfg(test)]
mod tests {
    use super::super::Allowances;
    use super::*;

    fn misses() -> (Misses, Instant) {
        let misses = Misses::new(Allowances::default().misses);
        (misses, Instant::now())
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    /// How many misses a client may have at a moment, one after the other.
    fn allowed(misses: &Misses, client: IpAddr, now: Instant) -> u32 {
        let mut allowed = 0;
        while misses.ask(client, now).is_ok() {
            misses.missed(client, now);
            allowed += 1;
        }
        allowed
    }

    #[test]
    fn a_client_misses_twenty_times_and_then_once_a_minute_and_others_are_not_stopped() {
        let (misses, now) = misses();
        let (one, other) = (address("192.0.2.1"), address("192.0.2.2"));
        for _ in 0..100 {
            assert_eq!(misses.ask(one, now), Ok(()), "asking costs nothing");
        }
        assert_eq!(allowed(&misses, one, now), 20);
        assert!(matches!(misses.ask(one, now), Err(Wait(60 | 61))));
        assert_eq!(misses.ask(other, now), Ok(()));
        let minute = Duration::from_mins(1);
        assert_eq!(allowed(&misses, one, now + minute), 1);
        assert_eq!(allowed(&misses, one, now + 6 * minute), 5);
        misses.forget(now + 60 * minute);
        assert_eq!(allowed(&misses, one, now + 60 * minute), 20);
    }

    #[test]
    fn many_at_once_are_paid_for_but_not_for_ever() {
        let (misses, now) = misses();
        let client = address("192.0.2.1");
        for _ in 0..1000 {
            misses.missed(client, now);
        }
        let hour = Duration::from_hours(1);
        let almost = Duration::from_secs(3599);
        assert!(misses.ask(client, now + almost).is_err());
        assert_eq!(
            misses.ask(client, now + hour + Duration::from_mins(1)),
            Ok(())
        );
    }

    #[test]
    fn a_network_with_many_clients_misses_eighty_times() {
        let (misses, now) = misses();
        let of = |house: u32| address(&format!("2001:db8:7:{house:x}::"));
        let all: u32 = (1..=10).map(|house| allowed(&misses, of(house), now)).sum();
        assert_eq!(all, 80);
        assert_eq!(misses.ask(address("2001:db8:8:1::"), now), Ok(()));
    }

    #[test]
    fn beyond_the_allowance_of_all_each_has_less_and_who_did_not_miss_goes_on() {
        let (misses, now) = misses();
        let stranger = |number: u32| IpAddr::from((0x0a00_0000 + number).to_be_bytes());
        let alarms = (0..1010).filter(|number| misses.missed(stranger(*number), now));
        assert_eq!(alarms.collect::<Vec<_>>(), [1000], "told once");
        let late = address("192.0.2.1");
        assert_eq!(misses.ask(late, now), Ok(()));
        assert_eq!(allowed(&misses, late, now), 2);
        assert!(misses.ask(late, now).is_err());
        let over = now + 2 * TIGHTENED_FOR;
        assert_eq!(allowed(&misses, stranger(1), over), 20);
        let again = (0..1010).filter(|number| misses.missed(stranger(*number), over));
        assert_eq!(again.count(), 1);
    }
}
