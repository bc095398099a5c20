//! QR codes as SVG pictures.
//! It must not know what a code leads to.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The light border that readers need around a code, in modules (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// A QR code to put into a page. Nothing for an address longer than any QR code (2 331 bytes).
pub fn inline(address: &str) -> String {
    picture(address, "class=\"qr\" role=\"img\" aria-label=\"Kode QR\"")
}

/// A QR code as a document of its own.
pub fn document(address: &str) -> String {
    picture(address, "xmlns=\"http://www.w3.org/2000/svg\"")
}

/// A QR code as the address of an image, which holds the whole picture.
pub fn data_address(address: &str) -> String {
    let picture: String = form_urlencoded::byte_serialize(document(address).as_bytes()).collect();
    format!("data:image/svg+xml,{}", picture.replace('+', "%20"))
}

/// Error correction M: readable with up to 15 % of it hidden.
fn picture(address: &str, attributes: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else {
        return String::new();
    };
    let size = code.width() + 2 * QUIET_ZONE;
    format!(
        "<svg {attributes} viewBox=\"0 0 {size} {size}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>\
         <path fill=\"#000\" d=\"{}\"/></svg>",
        dark_modules(&code)
    )
}

/// An SVG path over the dark modules, one rectangle for each run of them in a row.
fn dark_modules(code: &QrCode) -> String {
    let mut path = String::new();
    let colors = code.to_colors();
    for (row, modules) in colors.chunks(code.width()).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|one, next| one == next) {
            let length = run.len();
            if run[0] == Color::Dark {
                let (x, y) = (column + QUIET_ZONE, row + QUIET_ZONE);
                write!(path, "M{x} {y}h{length}v1h-{length}z").expect("a string takes any text");
            }
            column += length;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_draws_exactly_the_dark_modules() {
        let code = QrCode::with_error_correction_level("https://a.id/nilai/CDFG-HJKM", EcLevel::M)
            .expect("a short address");
        let mut drawn = 0;
        for run in dark_modules(&code).split('M').skip(1) {
            let numbers: Vec<usize> = run
                .split([' ', 'h', 'v', 'z', '-'])
                .filter_map(|number| number.parse().ok())
                .collect();
            let [x, y, length, 1, back] = numbers[..] else {
                panic!("a run of modules, not {run}");
            };
            assert_eq!(length, back);
            let dark = |x: usize| code[(x - QUIET_ZONE, y - QUIET_ZONE)] == Color::Dark;
            assert!((x..x + length).all(dark));
            drawn += length;
        }
        let dark = code
            .to_colors()
            .into_iter()
            .filter(|color| *color == Color::Dark);
        assert_eq!(drawn, dark.count());
    }
}
