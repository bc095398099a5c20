//! Argon2id on two threads, each in memory that it keeps: whoever tries passwords takes no more of either.
//! It must not know whose password it is, nor keep one.

use std::sync::LazyLock;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::oneshot;

use super::turns::{Full, Guest, Turns};

/// How many hashes are computed at once: each takes 19 MB of memory and a whole processor.
const THREADS: usize = 2;

/// How many strangers may wait. A hash takes a twentieth of a second, so that the last of them waits for less than one.
const MOST_STRANGERS: usize = 32;

/// The length of a salt, in bytes, as RFC 9106 recommends it.
const SALT: usize = 16;

type Work = Box<dyn FnOnce(&mut Memory) + Send>;

/// The threads take their work from here. They begin with the first password.
static TURNS: LazyLock<&'static Turns<Work>> = LazyLock::new(|| {
    let turns: &'static Turns<Work> = Box::leak(Box::new(Turns::new(MOST_STRANGERS)));
    for _ in 0..THREADS {
        std::thread::spawn(move || {
            let mut memory = Memory::default();
            loop {
                turns.next()(&mut memory);
            }
        });
    }
    turns
});

/// Has something computed when it is its turn. What nobody waits for any more is left out.
///
/// # Errors
/// If too many strangers wait.
pub async fn computed<T: Send + 'static>(
    guest: Guest,
    work: impl FnOnce(&mut Memory) -> T + Send + 'static,
) -> Result<T, Full> {
    let (reply, answer) = oneshot::channel();
    let work = move |memory: &mut Memory| {
        if !reply.is_closed() {
            // Whoever asked may have gone meanwhile.
            let _ = reply.send(work(memory));
        }
    };
    TURNS.wait(guest, Box::new(work))?;
    Ok(answer.await.expect("hashing does not panic"))
}

/// The memory in which a thread computes its hashes.
#[derive(Default)]
pub struct Memory(Vec<Block>);

impl Memory {
    /// The hash of a password with a fresh salt, in the PHC format.
    pub fn digest(&mut self, text: &str) -> String {
        let salt: [u8; SALT] = rand::random();
        let mut output = [0; Params::DEFAULT_OUTPUT_LEN];
        let argon2 = Argon2::default();
        self.fill(&argon2, text, &salt, &mut output)
            .expect("the default parameters accept any password");
        let hash = PasswordHash {
            algorithm: Algorithm::default().ident(),
            version: Some(Version::default().into()),
            params: ParamsString::try_from(argon2.params()).expect("parameters in figures"),
            salt: Some(Salt::new(&salt).expect("of the recommended length")),
            hash: Some(Output::new(&output).expect("of the default length")),
        };
        hash.to_string()
    }

    /// Whether a password is the one of a hash, under the parameters that stand in the hash.
    pub fn is_right(&mut self, text: &str, hash: &str) -> bool {
        let Ok(hash) = PasswordHash::new(hash) else {
            return false;
        };
        self.compared(text, &hash).unwrap_or(false)
    }

    fn compared(&mut self, text: &str, hash: &PasswordHash) -> Option<bool> {
        let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
        let version = Version::try_from(hash.version?).ok()?;
        let argon2 = Argon2::new(algorithm, version, Params::try_from(hash).ok()?);
        let (salt, expected) = (hash.salt.as_ref()?, hash.hash.as_ref()?);
        let mut output = vec![0; AsRef::<[u8]>::as_ref(expected).len()];
        self.fill(&argon2, text, salt, &mut output).ok()?;
        // Compared in a time that tells nothing.
        Some(*expected == Output::new(&output).ok()?)
    }

    fn fill(
        &mut self,
        argon2: &Argon2<'_>,
        text: &str,
        salt: &[u8],
        output: &mut [u8],
    ) -> argon2::Result<()> {
        let blocks = argon2.params().block_count();
        self.0.resize(blocks, Block::default());
        argon2.hash_password_into_with_memory(text.as_bytes(), salt, output, &mut self.0)
    }
}
