//! Who is at the desk: passwords, one-time codes, and the session that a browser holds.
//! It must not know pages, nor what anybody may do: that is `domain::access`.

pub mod device;
mod hashing;
pub mod one_time_code;
pub mod password;
pub mod second_factor;
pub mod session;
pub mod turns;
