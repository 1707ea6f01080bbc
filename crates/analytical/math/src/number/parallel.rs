//! Work on long slices by several hands. Sums are added in one fixed sequence of chunks, so they do not depend on how many hands there were.

use std::ops::Range;
use std::sync::OnceLock;
use std::thread;

/// Rows of one partial sum.
const CHUNK: usize = 8192;

/// What one hand can do faster than starting another.
const WORTH_SHARING: usize = 4 * CHUNK;

/// The sum of a function over all rows.
pub(crate) fn sum<T: Sync>(rows: &[T], value: impl Fn(&T) -> f64 + Sync) -> f64 {
    map_chunks(rows, |chunk| vec![chunk.iter().map(&value).sum::<f64>()]).iter().sum()
}

/// What a function makes of each chunk, put together in the sequence of the rows.
pub(crate) fn map_chunks<T: Sync, R: Send>(rows: &[T], make: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let hands = hands();
    if rows.len() <= WORTH_SHARING || hands == 1 {
        return rows.chunks(CHUNK).flat_map(make).collect();
    }
    let share = rows.len().div_ceil(hands).div_ceil(CHUNK) * CHUNK;
    thread::scope(|scope| {
        let make = &make;
        let shares = rows.chunks(share);
        let running: Vec<_> = shares
            .map(|part| scope.spawn(move || part.chunks(CHUNK).flat_map(make).collect::<Vec<R>>()))
            .collect();
        running.into_iter().flat_map(|hand| hand.join().unwrap_or_default()).collect()
    })
}

/// What a function makes of each number, in their sequence: each is work enough to be shared.
pub(crate) fn each<R: Send>(numbers: Range<usize>, make: impl Fn(usize) -> R + Sync) -> Vec<R> {
    let share = numbers.len().div_ceil(hands()).max(1);
    thread::scope(|scope| {
        let (make, end) = (&make, numbers.end);
        let running: Vec<_> = numbers
            .step_by(share)
            .map(|first| scope.spawn(move || (first..(first + share).min(end)).map(make).collect::<Vec<R>>()))
            .collect();
        running.into_iter().flat_map(|hand| hand.join().unwrap_or_default()).collect()
    })
}

/// How many hands there are. Asking the system takes as long as adding up thousands of rows, and fits ask hundreds of times.
fn hands() -> usize {
    static HANDS: OnceLock<usize> = OnceLock::new();
    *HANDS.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_or_moved() {
        let rows: Vec<u32> = (0..100_000).collect();
        let doubled = map_chunks(&rows, |chunk| chunk.iter().map(|row| row * 2).collect());
        assert!(rows.iter().zip(&doubled).all(|(row, twice)| row * 2 == *twice));
        assert_eq!(rows.len(), doubled.len());
        assert_eq!(each(3..70, |number| number * 2), (3..70).map(|number| number * 2).collect::<Vec<_>>());
        assert_eq!(each(5..5, |number| number), Vec::new());
        assert!((sum(&rows, |row| f64::from(*row)) - 4_999_950_000.0).abs() < 1e-3);
    }
}
