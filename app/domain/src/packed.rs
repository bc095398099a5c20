//! Many small values in a tenth of the memory: a province holds a million atoms of seventy small numbers each.
//! It must not know what is counted, only how few bytes a small number needs.

use std::marker::PhantomData;

use integer_encoding::VarInt;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Values of one kind one after the other, each spelled out again whenever it is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub(crate) struct Packed<T> {
    #[serde(with = "serde_bytes")]
    bytes: Box<[u8]>,
    /// Where each value ends.
    ends: Box<[u32]>,
    kind: PhantomData<fn() -> T>,
}

impl<'a, T: Serialize + 'a> FromIterator<&'a T> for Packed<T> {
    fn from_iter<I: IntoIterator<Item = &'a T>>(values: I) -> Self {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for value in values {
            bytes = postcard::to_extend(value, bytes).expect("texts and numbers can be written");
            ends.push(u32::try_from(bytes.len()).expect("a month's values take less than 4 GiB"));
        }
        Self {
            bytes: bytes.into(),
            ends: ends.into(),
            kind: PhantomData,
        }
    }
}

impl<T: DeserializeOwned> Packed<T> {
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The value at a place, counted from 0.
    ///
    /// # Panics
    /// Beyond the end.
    pub(crate) fn get(&self, place: usize) -> T {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        let value = &self.bytes[start as usize..self.ends[place] as usize];
        postcard::from_bytes(value).expect("what was written can be read")
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> {
        (0..self.len()).map(|place| self.get(place))
    }
}

/// Numbers one after the other, each in as few bytes as it needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Numbers(#[serde(with = "serde_bytes")] Box<[u8]>);

impl FromIterator<u64> for Numbers {
    fn from_iter<I: IntoIterator<Item = u64>>(numbers: I) -> Self {
        let mut bytes = Vec::new();
        for number in numbers {
            let mut room = [0; 10];
            let length = number.encode_var(&mut room);
            bytes.extend_from_slice(&room[..length]);
        }
        Self(bytes.into())
    }
}

impl Numbers {
    #[cfg(test)]
    pub(crate) const fn bytes(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> {
        let mut rest = &*self.0;
        std::iter::from_fn(move || {
            let (number, length) = u64::decode_var(rest)?;
            rest = &rest[length..];
            Some(number)
        })
    }
}
