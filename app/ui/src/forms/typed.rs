//! What was typed into a form, kept as it came so that it can be shown again.
//! It must not know what any field means.

use domain::grammar;

/// The fields of a form body or a query, in the order in which they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    fields: Vec<(String, String)>,
}

impl Typed {
    /// Reads a form body or a query. Broken bytes become replacement characters.
    pub fn decode(body: &[u8]) -> Self {
        Self {
            fields: form_urlencoded::parse(body).into_owned().collect(),
        }
    }

    /// Reads a query, in which people look for what is kept: what no text that is kept can have is passed over.
    pub fn query(query: &str) -> Self {
        let fields = form_urlencoded::parse(query.as_bytes());
        Self::of(fields.map(|(name, value)| (name, grammar::writable(&value))))
    }

    /// Fields from somewhere else than a form body, such as what is stored.
    pub fn of<N: Into<String>, V: Into<String>>(fields: impl IntoIterator<Item = (N, V)>) -> Self {
        Self {
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
        }
    }

    /// What was typed into a field, as it came; empty if it was not sent. Of a name that stands twice the last value
    /// counts.
    pub fn raw(&self, name: &str) -> &str {
        let mut fields = self.fields.iter().rev();
        fields
            .find(|(other, _)| other == name)
            .map_or("", |(_, value)| value)
    }

    /// What was typed into a field, without spaces around it; empty if it was not sent.
    pub fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// Everything that was sent under a name, such as the boxes that were ticked.
    pub fn all(&self, name: &str) -> Vec<&str> {
        self.fields
            .iter()
            .filter(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
            .collect()
    }

    /// Whether a field was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(other, _)| other == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name() {
        let typed = Typed::decode(b"a=+x+&b=1&b=2&c");
        assert_eq!((typed.raw("a"), typed.text("a")), (" x ", "x"));
        assert_eq!(typed.text("b"), "2");
        assert_eq!(typed.all("b"), ["1", "2"]);
        assert!(typed.has("c") && !typed.has("d"));
        assert_eq!(typed.text("d"), "");
    }

    #[test]
    fn nobody_looks_for_what_cannot_be_written() {
        assert_eq!(Typed::query("nama=%00A%E2%80%AEni%07").text("nama"), "Ani");
        assert_eq!(Typed::decode(b"nama=%00").raw("nama"), "\0");
    }

    #[test]
    fn broken_bytes_do_no_harm() {
        assert_eq!(Typed::decode(b"%ff%fe=%&&==&waktu=4").text("waktu"), "4");
    }
}
