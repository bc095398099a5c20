use super::*;

fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
    HeaderMap::from_iter([(name, HeaderValue::from_str(value).expect("a header"))])
}

#[test]
fn the_best_accepted_encoding_is_chosen() {
    let choose = |offer| accepted(&headers(header::ACCEPT_ENCODING, offer));
    for (offer, expected) in [
        ("gzip, deflate, br", Encoding::Brotli),
        ("gzip;q=1.0, br;q=0", Encoding::Gzip),
        ("br;q=0.1, gzip;q=1", Encoding::Gzip),
        ("br ; Q=0.5 , GZIP; q=0.501", Encoding::Gzip),
        ("identity", Encoding::Plain),
        ("identity;q=0.5, gzip;q=0.4", Encoding::Plain),
        ("gzip;q=0.001", Encoding::Gzip),
        ("deflate", Encoding::Plain),
        ("*", Encoding::Brotli),
        ("*;q=0.5, br;q=0.1", Encoding::Gzip),
        ("*;q=0, gzip", Encoding::Gzip),
        ("identity;q=0, *", Encoding::Brotli),
        ("br;q=x, gzip;q=2, deflate", Encoding::Plain),
        ("identity;q=0", Encoding::Plain),
        ("", Encoding::Plain),
    ] {
        assert_eq!(choose(offer), expected, "{offer}");
    }
    assert_eq!(accepted(&HeaderMap::new()), Encoding::Plain);
}

#[test]
fn a_known_tag_is_answered_without_a_body() {
    let cached = Cached::new("text/plain", Reuse::Revalidate, "content");
    let tag = cached.tag.to_str().expect("a tag").to_owned();
    for known in [
        tag.clone(),
        tag.replace("W/", ""),
        format!("\"x\", {tag}"),
        "*".to_owned(),
    ] {
        let response = cached.respond(&headers(header::IF_NONE_MATCH, &known));
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{known}");
    }
    let response = cached.respond(&headers(header::IF_NONE_MATCH, "\"other\""));
    assert_eq!(response.status(), StatusCode::OK);
}

#[test]
fn compression_can_be_undone() {
    let text = "penilaian ".repeat(500);
    let mut plain = String::new();
    std::io::Read::read_to_string(
        &mut flate2::read::GzDecoder::new(&gzip(text.as_bytes())[..]),
        &mut plain,
    )
    .expect("gzip");
    assert_eq!(plain, text);
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut &brotli(text.as_bytes())[..], &mut plain).expect("brotli");
    assert_eq!(plain, text.as_bytes());
}

#[test]
fn what_is_for_one_visit_is_always_sent() {
    let cached = Cached::new("text/plain", Reuse::Never, "a form with its error");
    let response = cached.respond(&headers(header::IF_NONE_MATCH, "*"));
    assert_eq!(response.status(), StatusCode::OK);
    assert!(!response.headers().contains_key(header::ETAG));
}
