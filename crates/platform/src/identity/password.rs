//! Passwords: argon2id, few at a time, and the rules of what may be one.

use crate::secrets::{hex, same};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use vocabulary::{Error, Result};

/// Memory of one hash in KiB, passes and lanes: the minimum OWASP names for argon2id.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Requests that wait for a turn; one more is told to come back.
const WAITING: usize = 64;

const MIN_LENGTH: usize = 8;
const MAX_LENGTH: usize = 128;

/// Hashes and compares passwords, a bounded number at the same moment: a thousand sign-ins at once may not take 19 GiB.
pub struct PasswordHasher {
    argon2: Argon2<'static>,
    turns: Mutex<Turns>,
    freed: Condvar,
    hashed: AtomicU64,
}

struct Turns {
    free: usize,
    waiting: usize,
}

struct Turn<'h>(&'h PasswordHasher);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.turns.lock().unwrap_or_else(PoisonError::into_inner).free += 1;
        self.0.freed.notify_one();
    }
}

impl PasswordHasher {
    /// A hasher for so many at a time.
    pub fn new(concurrent: usize) -> Result<PasswordHasher> {
        let params = Params::new(MEMORY, PASSES, LANES, Some(32)).map_err(Error::internal)?;
        Ok(PasswordHasher {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            turns: Mutex::new(Turns { free: concurrent.max(1), waiting: 0 }),
            freed: Condvar::new(),
            hashed: AtomicU64::new(0),
        })
    }

    /// How many passwords were hashed so far: what signing in costs.
    pub fn hashed(&self) -> u64 {
        self.hashed.load(Ordering::Relaxed)
    }

    /// The text kept in the database: parameters, salt and hash.
    pub(super) fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String> {
        let hash = self.raw(&self.argon2, password, &salt)?;
        Ok(format!("argon2id$v=19$m={MEMORY},t={PASSES},p={LANES}${}${}", hex(&salt), hex(&hash)))
    }

    /// Whether the password is the one that was hashed. An unreadable hash matches nothing, at the same cost.
    pub(super) fn matches(&self, password: &str, kept: &str) -> Result<bool> {
        let Some(parsed) = Kept::parse(kept) else {
            return self.burn(password).map(|()| false);
        };
        let params =
            Params::new(parsed.memory, parsed.passes, parsed.lanes, Some(32)).map_err(Error::internal)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hash = self.raw(&argon2, password, &parsed.salt)?;
        Ok(same(&hash, &parsed.hash))
    }

    /// Takes the time of a comparison: for users that do not exist.
    pub(super) fn burn(&self, password: &str) -> Result<()> {
        self.raw(&self.argon2, password, &[0u8; 16]).map(|_| ())
    }

    fn raw(&self, argon2: &Argon2<'_>, password: &str, salt: &[u8]) -> Result<[u8; 32]> {
        let _turn = self.turn()?;
        self.hashed.fetch_add(1, Ordering::Relaxed);
        let mut hash = [0u8; 32];
        argon2.hash_password_into(password.as_bytes(), salt, &mut hash).map_err(Error::internal)?;
        Ok(hash)
    }

    fn turn(&self) -> Result<Turn<'_>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if turns.free == 0 {
            if turns.waiting >= WAITING {
                return Err(Error::TooMany("Very many people are signing in. Try again.".to_string(), 2));
            }
            turns.waiting += 1;
            while turns.free == 0 {
                turns = self.freed.wait(turns).unwrap_or_else(PoisonError::into_inner);
            }
            turns.waiting -= 1;
        }
        turns.free -= 1;
        Ok(Turn(self))
    }
}

struct Kept {
    memory: u32,
    passes: u32,
    lanes: u32,
    salt: Vec<u8>,
    hash: Vec<u8>,
}

impl Kept {
    fn parse(text: &str) -> Option<Kept> {
        let mut parts = text.split('$');
        let (name, version, params) = (parts.next()?, parts.next()?, parts.next()?);
        let (salt, hash) = (bytes_of(parts.next()?)?, bytes_of(parts.next()?)?);
        let mut numbers = params
            .split(',')
            .zip(["m=", "t=", "p="])
            .map(|(part, name)| part.strip_prefix(name)?.parse().ok());
        let (memory, passes, lanes) = (numbers.next()??, numbers.next()??, numbers.next()??);
        (name == "argon2id" && version == "v=19").then_some(Kept { memory, passes, lanes, salt, hash })
    }
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

/// Refuses a password that is too short, too long, or among the first an attacker tries.
pub(super) fn check(password: &str, email: &str, field: &str) -> Result<()> {
    let wrong = |code: &str, message: &str| Err(Error::invalid(field, code, message));
    let length = password.chars().count();
    if length < MIN_LENGTH {
        return wrong("too_short", "Use at least 8 characters.");
    }
    if is_too_long(password) {
        return wrong("too_long", "Use at most 128 characters.");
    }
    let lower = password.to_lowercase();
    let mut characters = lower.chars();
    let first = characters.next();
    let one_character = characters.all(|c| Some(c) == first);
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    if one_character || COMMON.lines().any(|common| common == lower) {
        return wrong("too_common", "This password is among the most common ones. Choose another.");
    }
    if lower == email.to_lowercase() || lower == local {
        return wrong("too_common", "The password may not be your e-mail address.");
    }
    Ok(())
}

/// Whether a password is longer than any that was accepted: it is not even hashed.
pub(super) fn is_too_long(password: &str) -> bool {
    password.chars().count() > MAX_LENGTH
}

/// The most common passwords of at least eight characters in public collections of leaked ones.
const COMMON: &str = include_str!("common_password.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_hash_and_no_other() {
        let hasher = PasswordHasher::new(1).unwrap();
        let kept = hasher.hash("žaba v mlaki", [7; 16]).unwrap();
        assert!(kept.starts_with("argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.matches("žaba v mlaki", &kept).unwrap());
        assert!(!hasher.matches("žaba v mlaki ", &kept).unwrap(), "nothing is trimmed");
        assert!(!hasher.matches("žaba v mlaki", "nonsense").unwrap());
        assert_ne!(kept, hasher.hash("žaba v mlaki", [8; 16]).unwrap());
    }

    #[test]
    fn weak_passwords_are_refused_with_a_reason() {
        let cases = [
            ("short77", Some("too_short")),
            ("Password1", Some("too_common")),
            ("qwertzuiop", Some("too_common")),
            ("zzzzzzzzzz", Some("too_common")),
            ("ana.novak@example.com", Some("too_common")),
            ("pravi konj baterija", None),
            ("жабаубари9", None),
        ];
        for (password, code) in cases {
            let found = match check(password, "ana.novak@example.com", "password") {
                Ok(()) => None,
                Err(Error::Invalid(problems)) => problems.first().map(|problem| problem.code.clone()),
                Err(other) => panic!("{other}"),
            };
            assert_eq!(found.as_deref(), code, "{password}");
        }
        assert!(check(&"ab".repeat(64), "a@b.si", "password").is_ok());
        assert!(check(&"ab".repeat(65), "a@b.si", "password").is_err());
    }

    #[test]
    fn waiting_for_a_turn_ends() {
        let hasher = PasswordHasher::new(2).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| hasher.burn("anything").unwrap());
            }
        });
        assert_eq!(hasher.turns.lock().unwrap().free, 2);
    }
}
