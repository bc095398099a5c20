//! A response that is made once and then served from memory: entity tag, conditional requests, compression done once.
//! It must not know what it holds.

use std::io::Write;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use sha2::{Digest, Sha256};

/// For how long a response may be reused without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reuse {
    /// Always ask: the content changes with the next release. Asking is cheap, the answer is usually "not modified".
    Revalidate,
    /// For ever: the address holds the content's hash, or the content is a sealed document, byte for byte. Nothing that the
    /// next version of the program may write differently.
    Forever,
    /// Never: the response is for one visit. It may say that a form was wrong, so it is always sent.
    Never,
}

impl Reuse {
    const fn header(self) -> HeaderValue {
        match self {
            Self::Revalidate => HeaderValue::from_static("public, no-cache"),
            Self::Forever => HeaderValue::from_static("public, max-age=31536000, immutable"),
            Self::Never => HeaderValue::from_static("no-store"),
        }
    }
}

/// Whether a response was at hand or had to be made; goes with it as an extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was at hand.
    Known,
    /// It was made for this request.
    Made,
}

impl Kept {
    /// Its name among the figures for operators.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Known => "cache",
            Self::Made => "rendering",
        }
    }
}

/// A response kept in memory, compressed at most once per encoding.
#[derive(Debug)]
pub struct Cached {
    content_type: HeaderValue,
    reuse: Reuse,
    tag: HeaderValue,
    plain: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

/// The encodings on offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Encoding {
    Brotli,
    Gzip,
    Plain,
}

impl Encoding {
    /// Smallest first.
    const ALL: [Self; 3] = [Self::Brotli, Self::Gzip, Self::Plain];

    const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
            Self::Plain => "identity",
        }
    }
}

impl Cached {
    /// Keeps a body.
    pub fn new(content_type: &'static str, reuse: Reuse, body: impl Into<Bytes>) -> Self {
        let plain = body.into();
        let digest = Sha256::digest(&plain);
        let digits = digest.iter().take(12).fold(String::new(), |digits, byte| {
            digits + &format!("{byte:02x}")
        });
        Self {
            content_type: HeaderValue::from_static(content_type),
            reuse,
            // Weak, because the same tag stands for every encoding of the body.
            tag: HeaderValue::from_str(&format!("W/\"{digits}\""))
                .expect("hexadecimal digits are a valid header"),
            plain,
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// Roughly how much memory it takes.
    pub fn size(&self) -> usize {
        // The compressed forms are smaller; together they are at most as large as the plain one.
        2 * self.plain.len() + 500
    }

    /// The response to a `GET` or `HEAD` with these headers.
    pub fn respond(&self, request: &HeaderMap) -> Response<Body> {
        let mut response = Response::builder()
            .header(header::CACHE_CONTROL, self.reuse.header())
            .header(header::VARY, HeaderValue::from_static("accept-encoding"));
        if self.reuse != Reuse::Never {
            response = response.header(header::ETAG, &self.tag);
            if self.is_known(request) {
                return response
                    .status(StatusCode::NOT_MODIFIED)
                    .body(Body::empty())
                    .expect("all parts are valid");
            }
        }
        let encoding = accepted(request);
        let body = match encoding {
            Encoding::Brotli => self.brotli.get_or_init(|| brotli(&self.plain)),
            Encoding::Gzip => self.gzip.get_or_init(|| gzip(&self.plain)),
            Encoding::Plain => &self.plain,
        };
        response = response.header(header::CONTENT_TYPE, &self.content_type);
        if encoding != Encoding::Plain {
            let name = HeaderValue::from_static(encoding.name());
            response = response.header(header::CONTENT_ENCODING, name);
        }
        response
            .body(Body::from(body.clone()))
            .expect("all parts are valid")
    }

    fn is_known(&self, request: &HeaderMap) -> bool {
        let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        let own = self.tag.to_str().map(strong).unwrap_or_default();
        let known = request
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok());
        known
            .flat_map(|value| value.split(','))
            .any(|tag| tag.trim() == "*" || strong(tag) == own)
    }
}

/// Whether a body that is made while it is sent may be compressed.
pub fn accepts_gzip(request: &HeaderMap) -> bool {
    // Brotli is not offered: a reader that takes it takes gzip too.
    let offers = offers(request);
    let weight = offers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("gzip"));
    weight.is_some_and(|(_, weight)| *weight > 0)
}

/// The encoding that the request likes best; of equals the smallest (RFC 9110, section 12.5.3). Where it accepts none, the
/// plain body is sent nevertheless.
fn accepted(request: &HeaderMap) -> Encoding {
    let offers = offers(request);
    let weight = |name: &str| {
        let mut named = offers.iter();
        named
            .find(|(offered, _)| offered.eq_ignore_ascii_case(name))
            .map(|(_, weight)| *weight)
    };
    let liking = |encoding: &Encoding| match weight(encoding.name()).or_else(|| weight("*")) {
        Some(weight) => 2 * weight,
        // Without a word about it, the plain body is acceptable, but less than anything that is named.
        None => u16::from(*encoding == Encoding::Plain),
    };
    // The last of equals would win, so the smallest comes last.
    let best = Encoding::ALL.into_iter().rev().max_by_key(liking);
    best.filter(|best| liking(best) > 0)
        .unwrap_or(Encoding::Plain)
}

/// The names that a request offers, with their weights in thousandths.
fn offers(request: &HeaderMap) -> Vec<(&str, u16)> {
    let values = request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let values = values.flat_map(|value| value.split(','));
    values.filter_map(offer).collect()
}

/// A name with its weight in thousandths; nothing if the weight cannot be read.
fn offer(text: &str) -> Option<(&str, u16)> {
    let (name, parameter) = text.split_once(';').unwrap_or((text, "q=1"));
    let (key, weight) = parameter.trim().split_once('=')?;
    let weight: f32 = weight.trim().parse().ok()?;
    let valid = key.trim().eq_ignore_ascii_case("q") && (0.0..=1.0).contains(&weight);
    // Within 0 to 1000, so nothing is cut off.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    valid.then(|| (name.trim(), (weight * 1000.0).round() as u16))
}

fn brotli(plain: &[u8]) -> Bytes {
    // Quality 4 takes 0.6 ms for the largest page; 5 takes 1.0 ms to make it 7 % smaller.
    let mut compressed = Vec::with_capacity(plain.len() / 4);
    // A window that holds the whole text, and no more: its memory is cleared before it is used.
    let window = plain.len().max(1).ilog2() + 1;
    let window = window.clamp(10, 22);
    let mut writer = brotli::CompressorWriter::new(&mut compressed, 16 * 1024, 4, window);
    writer
        .write_all(plain)
        .expect("writing to memory does not fail");
    drop(writer);
    compressed.into()
}

fn gzip(plain: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(
        Vec::with_capacity(plain.len() / 4),
        flate2::Compression::new(6),
    );
    writer
        .write_all(plain)
        .expect("writing to memory does not fail");
    writer
        .finish()
        .expect("writing to memory does not fail")
        .into()
}

#[cfg(test)]
mod tests;
