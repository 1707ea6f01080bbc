//! The wall clock, chance and new ids: the only place that has them.

use std::sync::Mutex;
use vocabulary::{Clock, Id, IdSource, Timestamp};

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one clock that reads the wall")]
        let now = std::time::SystemTime::now();
        let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// Random bytes from the operating system.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0u8; N];
    // Without chance from the system no secret can be made; going on would be worse than stopping.
    #[expect(clippy::expect_used, reason = "a system without random bytes cannot keep a secret")]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// Unguessable bytes from the operating system, for tokens and keys.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemSecrets;

impl platform::Secrets for SystemSecrets {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(clippy::expect_used, reason = "a system without random bytes cannot keep a secret")]
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}

/// Ids that never go back, even when the clock does.
#[derive(Debug, Default)]
pub struct RandomIds {
    last: Mutex<(i64, u64)>,
    pool: Mutex<Vec<u8>>,
}

impl IdSource for RandomIds {
    fn next(&self, now: Timestamp) -> Id {
        let (millis, count) = {
            let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let millis = (now.micros() / 1000).max(last.0);
            // Within one millisecond a counter in the leading random bits keeps the sequence; it starts at chance.
            *last = if millis == last.0 { (millis, last.1 + 1) } else { (millis, 0) };
            *last
        };
        let mut chance = [0u8; 5];
        let mut pool = self.pool.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if pool.len() < chance.len() {
            pool.extend_from_slice(&random_bytes::<1000>());
        }
        let at = pool.len() - chance.len();
        chance.iter_mut().zip(pool.drain(at..)).for_each(|(slot, byte)| *slot = byte);
        drop(pool);
        Id::v7_counted(Timestamp::from_micros(millis * 1000), count, chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_even_when_the_clock_goes_back() {
        let ids = RandomIds::default();
        let now = Timestamp::from_micros(1_800_000_000_000_000);
        let mut made: Vec<Id> = (0..5000).map(|_| ids.next(now)).collect();
        made.push(ids.next(now.plus_seconds(-60)));
        made.push(ids.next(now.plus_seconds(1)));
        let mut sorted = made.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted, made);
    }
}
