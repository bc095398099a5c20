//! How much one client may ask for: limits per action and key, held in memory only.
//! It must not know pages; an exceeded limit is a number of seconds to wait.

mod misses;

pub use misses::MissAllowances;

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use domain::access::AccountId;
use domain::forum::ForumId;
use domain::invitation::Code;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use misses::Misses;
use uuid::Uuid;

/// How many requests an action allows at once, and after which time one more each.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    /// At once.
    pub burst: NonZeroU32,
    /// In the long run, one each of these.
    pub every: Duration,
}

/// The allowances of every limited action. They are generous, because a whole office or a mobile operator's customers
/// may stand behind one address.
#[derive(Clone, Copy, Debug)]
pub struct Allowances {
    /// Ratings sent by one client.
    pub ratings_per_client: Allowance,
    /// Ratings sent with one code, used or not.
    pub ratings_per_code: Allowance,
    /// Codes looked up by one client.
    pub look_ups_per_client: Allowance,
    /// Codes looked up that do not exist, against guessing.
    pub misses: MissAllowances,
    /// Public pages that have to be made for one client: searches, and what is seldom asked for.
    pub reads_per_client: Allowance,
    /// Passwords and one-time codes tried by one client.
    pub sign_ins_per_client: Allowance,
    /// Passwords and one-time codes tried from one network, which in IPv6 has many clients.
    pub sign_ins_per_network: Allowance,
    /// Passwords and one-time codes tried by one client for one account.
    pub sign_ins_per_client_and_account: Allowance,
    /// Passwords and one-time codes tried for one account by everybody together. Beyond it an attempt is only held up, so
    /// that no stranger can lock the owner out.
    pub sign_ins_per_account: Allowance,
    /// One-time codes tried for one account by whoever knows its password.
    pub codes_per_account: Allowance,
    /// Visits reported with one key, among them those that are sent again.
    pub visits_per_key: Allowance,
    /// Points and supports sent to forums by one client, behind which a whole hall may sit.
    pub points_per_client: Allowance,
    /// Points and supports sent to one forum by everybody together.
    pub points_per_room: Allowance,
    /// Points and supports sent from one seat.
    pub acts_per_seat: Allowance,
    /// What visitors from one client say of promises that were reported kept.
    pub verdicts_per_client: Allowance,
}

const fn allowance(burst: u32, every: Duration) -> Allowance {
    match NonZeroU32::new(burst) {
        Some(burst) => Allowance { burst, every },
        None => panic!("an allowance of nothing would close the portal"),
    }
}

impl Default for Allowances {
    fn default() -> Self {
        Self {
            ratings_per_client: allowance(2000, Duration::from_millis(50)),
            ratings_per_code: allowance(1000, Duration::from_secs(1)),
            look_ups_per_client: allowance(600, Duration::from_millis(100)),
            misses: MissAllowances {
                client: allowance(20, Duration::from_mins(1)),
                network: allowance(80, Duration::from_secs(15)),
                everybody: allowance(1000, Duration::from_millis(3600)),
            },
            reads_per_client: allowance(1000, Duration::from_millis(50)),
            sign_ins_per_client: allowance(100, Duration::from_secs(3)),
            sign_ins_per_network: allowance(400, Duration::from_millis(750)),
            sign_ins_per_client_and_account: allowance(10, Duration::from_secs(30)),
            sign_ins_per_account: allowance(50, Duration::from_secs(10)),
            codes_per_account: allowance(10, Duration::from_mins(6)),
            visits_per_key: allowance(2000, Duration::from_millis(100)),
            points_per_client: allowance(1000, Duration::from_millis(50)),
            points_per_room: allowance(1000, Duration::from_millis(50)),
            acts_per_seat: allowance(30, Duration::from_secs(2)),
            verdicts_per_client: allowance(30, Duration::from_mins(10)),
        }
    }
}

/// Seconds to wait before trying again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub u64);

/// Counts requests per client and code. Addresses and codes live here only, and only until they no longer matter.
pub struct Limits {
    ratings_per_client: DefaultKeyedRateLimiter<IpAddr>,
    ratings_per_code: DefaultKeyedRateLimiter<Code>,
    look_ups_per_client: DefaultKeyedRateLimiter<IpAddr>,
    misses: Misses,
    reads_per_client: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins_per_client: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins_per_network: DefaultKeyedRateLimiter<IpAddr>,
    sign_ins_per_client_and_account: DefaultKeyedRateLimiter<(IpAddr, String)>,
    sign_ins_per_account: DefaultKeyedRateLimiter<String>,
    codes_per_account: DefaultKeyedRateLimiter<Uuid>,
    visits_per_key: DefaultKeyedRateLimiter<Uuid>,
    points_per_client: DefaultKeyedRateLimiter<IpAddr>,
    points_per_room: DefaultKeyedRateLimiter<Uuid>,
    acts_per_seat: DefaultKeyedRateLimiter<String>,
    verdicts_per_client: DefaultKeyedRateLimiter<IpAddr>,
}

/// The longest that an attempt to sign in is held up.
const LONGEST_HOLD: Duration = Duration::from_secs(3);

impl Limits {
    /// Nothing counted yet.
    pub fn new(allowances: &Allowances) -> Self {
        let quota = |allowance: Allowance| {
            Quota::with_period(allowance.every)
                .expect("no allowance renews itself in no time")
                .allow_burst(allowance.burst)
        };
        Self {
            ratings_per_client: RateLimiter::keyed(quota(allowances.ratings_per_client)),
            ratings_per_code: RateLimiter::keyed(quota(allowances.ratings_per_code)),
            look_ups_per_client: RateLimiter::keyed(quota(allowances.look_ups_per_client)),
            misses: Misses::new(allowances.misses),
            reads_per_client: RateLimiter::keyed(quota(allowances.reads_per_client)),
            sign_ins_per_client: RateLimiter::keyed(quota(allowances.sign_ins_per_client)),
            sign_ins_per_network: RateLimiter::keyed(quota(allowances.sign_ins_per_network)),
            sign_ins_per_client_and_account: RateLimiter::keyed(quota(
                allowances.sign_ins_per_client_and_account,
            )),
            sign_ins_per_account: RateLimiter::keyed(quota(allowances.sign_ins_per_account)),
            codes_per_account: RateLimiter::keyed(quota(allowances.codes_per_account)),
            visits_per_key: RateLimiter::keyed(quota(allowances.visits_per_key)),
            points_per_client: RateLimiter::keyed(quota(allowances.points_per_client)),
            points_per_room: RateLimiter::keyed(quota(allowances.points_per_room)),
            acts_per_seat: RateLimiter::keyed(quota(allowances.acts_per_seat)),
            verdicts_per_client: RateLimiter::keyed(quota(allowances.verdicts_per_client)),
        }
    }

    /// Counts a rating sent by a client, with a code where there is one.
    pub fn rating(&self, client: IpAddr, code: Option<&Code>) -> Result<(), Wait> {
        check(&self.ratings_per_client, &client)?;
        code.map_or(Ok(()), |code| check(&self.ratings_per_code, code))
    }

    /// Counts a code looked up by a client.
    pub fn look_up(&self, client: IpAddr) -> Result<(), Wait> {
        check(&self.look_ups_per_client, &client)
    }

    /// Whether a client may ask for the code of a visit after all the codes that it asked for and that do not exist.
    pub fn ask(&self, client: IpAddr) -> Result<(), Wait> {
        self.misses.ask(client, Instant::now())
    }

    /// Counts a code that does not exist, and answers whether by it so many were tried by all clients that somebody has to
    /// be told.
    pub fn missed(&self, client: IpAddr) -> bool {
        self.misses.missed(client, Instant::now())
    }

    /// Counts a public page that has to be made for a client.
    pub fn read(&self, client: IpAddr) -> Result<(), Wait> {
        check(&self.reads_per_client, &client)
    }

    /// Counts a visit reported with a key.
    pub fn visit(&self, key: Uuid) -> Result<(), Wait> {
        check(&self.visits_per_key, &key)
    }

    /// Counts a point or a support that is sent to a forum from a seat. Without a cookie every form is a seat of its own, so
    /// clients and rooms are counted as well.
    pub fn said(&self, client: IpAddr, forum: ForumId, seat: &str) -> Result<(), Wait> {
        check(&self.acts_per_seat, &seat.to_owned())?;
        check(&self.points_per_client, &client)?;
        check(&self.points_per_room, &forum.0)
    }

    /// Counts what a visitor says of a promise. Without a cookie every answer is somebody else's, so clients are counted.
    pub fn judged(&self, client: IpAddr) -> Result<(), Wait> {
        check(&self.verdicts_per_client, &client)
    }

    /// Counts an attempt to sign in and gives the time for which it is to be held up.
    pub fn sign_in(&self, client: IpAddr, account: &str) -> Result<Duration, Wait> {
        check(&self.sign_ins_per_network, &network(client))?;
        check(&self.sign_ins_per_client, &client)?;
        check(
            &self.sign_ins_per_client_and_account,
            &(client, account.to_owned()),
        )?;
        let all = check(&self.sign_ins_per_account, &account.to_owned());
        Ok(all.map_or_else(
            |wait| Duration::from_secs(wait.0).min(LONGEST_HOLD),
            |()| Duration::ZERO,
        ))
    }

    /// Counts a one-time code tried for an account after its password. Beyond it the owner waits too, but nobody gets here
    /// without the password.
    pub fn code(&self, account: AccountId) -> Result<(), Wait> {
        check(&self.codes_per_account, &account.0)
    }

    /// Forgets everybody whose requests no longer matter.
    pub fn forget(&self) {
        self.ratings_per_client.retain_recent();
        self.ratings_per_code.retain_recent();
        self.look_ups_per_client.retain_recent();
        self.misses.forget(Instant::now());
        self.reads_per_client.retain_recent();
        self.sign_ins_per_client.retain_recent();
        self.sign_ins_per_network.retain_recent();
        self.sign_ins_per_client_and_account.retain_recent();
        self.sign_ins_per_account.retain_recent();
        self.codes_per_account.retain_recent();
        self.visits_per_key.retain_recent();
        self.points_per_client.retain_recent();
        self.points_per_room.retain_recent();
        self.acts_per_seat.retain_recent();
        self.verdicts_per_client.retain_recent();
    }
}

fn check<K: std::hash::Hash + Eq + Clone>(
    limiter: &DefaultKeyedRateLimiter<K>,
    key: &K,
) -> Result<(), Wait> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        Wait(wait.as_secs() + 1)
    })
}

/// Whom a request counts for: the peer, or behind `trusted_proxies` proxies the address that the outermost of them saw,
/// counted from the right of `X-Forwarded-For`. An IPv6 client is its /64 network, all of which one household owns.
pub fn client(peer: SocketAddr, headers: &HeaderMap, trusted_proxies: usize) -> IpAddr {
    let mut address = peer.ip();
    if trusted_proxies > 0 {
        let values = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok());
        let hops: Vec<&str> = values
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .collect();
        let claimed = hops
            .len()
            .checked_sub(trusted_proxies)
            .and_then(|place| hop(hops[place]));
        address = claimed.unwrap_or(address);
    }
    household(address)
}

/// The address in one hop of `X-Forwarded-For`, which some proxies write with a port.
fn hop(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    let with_port = || text.parse::<SocketAddr>().map(|address| address.ip());
    bare.unwrap_or(text).parse().or_else(|_| with_port()).ok()
}

/// The network of a client: of IPv6 the /48 that one customer of a provider may own, with 65 536 clients.
fn network(client: IpAddr) -> IpAddr {
    match client {
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

/// Who shares an address: of IPv6 a whole /64 network.
pub fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn limits() -> Limits {
        let few = allowance(2, Duration::from_secs(1));
        Limits::new(&Allowances {
            ratings_per_client: few,
            ratings_per_code: few,
            look_ups_per_client: few,
            misses: Allowances::default().misses,
            reads_per_client: few,
            sign_ins_per_client: allowance(4, Duration::from_mins(1)),
            sign_ins_per_network: allowance(6, Duration::from_mins(1)),
            sign_ins_per_client_and_account: allowance(2, Duration::from_mins(1)),
            sign_ins_per_account: allowance(3, Duration::from_mins(1)),
            codes_per_account: few,
            visits_per_key: few,
            points_per_client: allowance(400, Duration::from_mins(1)),
            points_per_room: allowance(400, Duration::from_mins(1)),
            acts_per_seat: few,
            verdicts_per_client: few,
        })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn a_client_is_stopped_and_others_are_not() {
        let limits = limits();
        let (one, other) = (address("192.0.2.1"), address("192.0.2.2"));
        assert_eq!(limits.rating(one, None), Ok(()));
        assert_eq!(limits.rating(one, None), Ok(()));
        assert!(matches!(limits.rating(one, None), Err(Wait(seconds)) if seconds >= 1));
        assert_eq!(limits.rating(other, None), Ok(()));
    }

    #[test]
    fn a_whole_hall_writes_at_once_and_a_flood_from_one_seat_does_not() {
        let limits = limits();
        let (hall, forum) = (address("192.0.2.1"), ForumId(Uuid::nil()));
        for seat in 0..300 {
            assert_eq!(limits.said(hall, forum, &seat.to_string()), Ok(()));
        }
        let flood = || limits.said(hall, forum, "banjir");
        assert_eq!((flood(), flood()), (Ok(()), Ok(())));
        assert!(flood().is_err());
    }

    #[test]
    fn a_code_is_limited_across_clients() {
        let limits = limits();
        let code = Code::from_entropy(1);
        let try_from = |last: u8| limits.rating(IpAddr::from([192, 0, 2, last]), Some(&code));
        assert_eq!((try_from(1), try_from(2)), (Ok(()), Ok(())));
        assert!(try_from(3).is_err());
    }

    #[test]
    fn a_stranger_slows_an_account_down_but_locks_nobody_out() {
        let limits = limits();
        let stranger = |last: u8| IpAddr::from([192, 0, 2, last]);
        let owner = address("198.51.100.7");
        assert_eq!(limits.sign_in(stranger(1), "ani"), Ok(Duration::ZERO));
        assert_eq!(limits.sign_in(stranger(1), "ani"), Ok(Duration::ZERO));
        assert!(limits.sign_in(stranger(1), "ani").is_err());
        assert_eq!(limits.sign_in(stranger(2), "ani"), Ok(Duration::ZERO));
        assert_eq!(limits.sign_in(owner, "ani"), Ok(LONGEST_HOLD));
        assert_eq!(limits.sign_in(owner, "budi"), Ok(Duration::ZERO));
    }

    #[test]
    fn one_client_cannot_try_many_accounts() {
        let limits = limits();
        let client = address("192.0.2.1");
        for account in ["a", "b", "c", "d"] {
            assert_eq!(limits.sign_in(client, account), Ok(Duration::ZERO));
        }
        assert!(limits.sign_in(client, "e").is_err());
    }

    #[test]
    fn proxies_are_trusted_only_as_configured() {
        let peer: SocketAddr = "10.0.0.1:1234".parse().expect("an address");
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            HeaderValue::from_static("203.0.113.9, 198.51.100.7"),
        );
        assert_eq!(client(peer, &headers, 0), address("10.0.0.1"));
        assert_eq!(client(peer, &headers, 1), address("198.51.100.7"));
        assert_eq!(client(peer, &headers, 2), address("203.0.113.9"));
        assert_eq!(client(peer, &headers, 3), address("10.0.0.1"));
    }

    #[test]
    fn one_network_cannot_try_by_many_clients() {
        let limits = limits();
        let of = |house: &str, account: &str| {
            let client = household(address(&format!("2001:db8:7:{house}::1")));
            limits.sign_in(client, account)
        };
        for house in 1..=6 {
            let account = format!("akun-{house}");
            assert_eq!(of(&house.to_string(), &account), Ok(Duration::ZERO));
        }
        assert!(of("7", "akun-7").is_err());
        let elsewhere = household(address("2001:db8:8:7::1"));
        assert_eq!(limits.sign_in(elsewhere, "akun-7"), Ok(Duration::ZERO));
    }

    #[test]
    fn a_hop_is_read_with_or_without_its_port() {
        let peer: SocketAddr = "10.0.0.1:1234".parse().expect("an address");
        for (told, meant) in [
            ("198.51.100.7", "198.51.100.7"),
            ("198.51.100.7:50123", "198.51.100.7"),
            ("2001:db8:1:2::", "2001:db8:1:2::"),
            ("[2001:db8:1:2::9]", "2001:db8:1:2::"),
            ("[2001:db8:1:2::9]:50123", "2001:db8:1:2::"),
            ("unknown", "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            let told = HeaderValue::from_str(told).expect("a value");
            headers.insert("x-forwarded-for", told);
            assert_eq!(client(peer, &headers, 1), address(meant));
        }
    }

    #[test]
    fn a_household_is_one_client() {
        let seen = |text: &str| client(SocketAddr::new(address(text), 1), &HeaderMap::new(), 0);
        assert_eq!(seen("2001:db8:1:2::1"), seen("2001:db8:1:2:ffff::9"));
        assert_ne!(seen("2001:db8:1:2::1"), seen("2001:db8:1:3::1"));
        assert_eq!(seen("::ffff:192.0.2.1"), address("192.0.2.1"));
    }
}
