//! How much one key or session may ask for: a bucket that fills at a steady pace.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use vocabulary::{Error, Result, Timestamp};

/// Buckets per asker, in memory: each server limits what it serves itself.
pub struct RateLimiter {
    per_second: f64,
    burst: f64,
    buckets: Mutex<HashMap<[u8; 16], Bucket>>,
}

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Timestamp,
}

/// What an asker has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Requests at once.
    pub limit: u32,
    /// Requests left right now.
    pub remaining: u32,
    /// Seconds until all are there again.
    pub reset: u32,
}

/// More askers than this at once, and those with a full bucket are forgotten.
const ASKERS: usize = 10_000;

impl RateLimiter {
    /// So many requests per second in the long run, and so many at once.
    pub fn new(per_second: u32, burst: u32) -> RateLimiter {
        let (per_second, burst) = (f64::from(per_second.max(1)), f64::from(burst.max(1)));
        RateLimiter { per_second, burst, buckets: Mutex::new(HashMap::new()) }
    }

    /// Takes one request out of an asker's bucket, or says when to come back.
    pub fn take(&self, asker: [u8; 16], now: Timestamp) -> Result<Rate> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= ASKERS && !buckets.contains_key(&asker) {
            buckets.retain(|_, bucket| self.filled(*bucket, now) < self.burst);
            if buckets.len() >= ASKERS {
                buckets.clear();
            }
        }
        let bucket = buckets.entry(asker).or_insert(Bucket { left: self.burst, at: now });
        let left = self.filled(*bucket, now);
        if left < 1.0 {
            let wait = ((1.0 - left) / self.per_second).ceil().max(1.0);
            return Err(Error::TooMany("Too many requests. Slow down.".to_string(), wait as u32));
        }
        *bucket = Bucket { left: left - 1.0, at: now };
        let missing = self.burst - bucket.left;
        Ok(Rate {
            limit: self.burst as u32,
            remaining: bucket.left as u32,
            reset: (missing / self.per_second).ceil() as u32,
        })
    }

    fn filled(&self, bucket: Bucket, now: Timestamp) -> f64 {
        // A clock that was set back fills nothing.
        let seconds = (now.micros() - bucket.at.micros()).max(0) as f64 / 1_000_000.0;
        (bucket.left + seconds * self.per_second).min(self.burst)
    }
}

impl Rate {
    /// Tells the asker.
    pub fn write(&self, headers: &mut HeaderMap) {
        let values = [
            ("ratelimit-limit", self.limit),
            ("ratelimit-remaining", self.remaining),
            ("ratelimit-reset", self.reset),
        ];
        for (name, value) in values {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_then_the_pace() {
        let limiter = RateLimiter::new(2, 3);
        let start = Timestamp::from_micros(0);
        let (one, other) = ([1; 16], [2; 16]);
        let remaining: Vec<u32> = (0..3).map(|_| limiter.take(one, start).unwrap().remaining).collect();
        assert_eq!(remaining, [2, 1, 0]);
        assert_eq!(
            limiter.take(one, start),
            Err(Error::TooMany("Too many requests. Slow down.".to_string(), 1))
        );
        assert!(limiter.take(other, start).is_ok(), "others are not held up");
        let later = start.plus_seconds(1);
        assert!(limiter.take(one, later).is_ok() && limiter.take(one, later).is_ok());
        assert!(limiter.take(one, later).is_err());
        assert!(limiter.take(one, start).is_err(), "a clock set back gives nothing");
        let rate = limiter.take(one, start.plus_seconds(3600)).unwrap();
        assert_eq!((rate.remaining, rate.reset), (2, 1), "never more than the burst");
    }

    #[test]
    fn memory_is_bounded() {
        let limiter = RateLimiter::new(1, 2);
        for number in 0..30_000u32 {
            let mut asker = [0; 16];
            asker[..4].copy_from_slice(&number.to_be_bytes());
            limiter.take(asker, Timestamp::from_micros(0)).unwrap();
        }
        assert!(limiter.buckets.lock().unwrap().len() <= ASKERS);
    }
}
