//! Enums whose values have one code each, used alike in forms, files and columns.
//! It must not know what any of them means.

/// Declares an enum whose values have codes.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, ::serde::Serialize, ::serde::Deserialize, ::schemars::JsonSchema)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the order in which a form offers them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Every code, in the same order.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code used in forms, files and columns.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value of a code; upper and lower case are the same.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code().eq_ignore_ascii_case(code))
            }
        }
    };
}

pub(crate) use coded;
