//! Distances between two words, with a cheap bound before the dear calculation: most words that are compared have little in common, and
//! that can be told from their letters alone.

/// How often letters occur, in 64 classes.
type Letters = [i16; 64];

/// How many letters one word has beyond those of the other, and how long each is.
struct Surplus {
    left: usize,
    right: usize,
    left_length: usize,
    right_length: usize,
}

impl Surplus {
    fn of(a: &str, b: &str) -> Surplus {
        let mut counts: Letters = [0; 64];
        let mut add = |text: &str, by: i16| {
            let mut length = 0;
            for c in text.chars() {
                if let Some(count) = counts.get_mut((c as u32 & 63) as usize) {
                    *count = count.saturating_add(by);
                }
                length += 1;
            }
            length
        };
        let (left_length, right_length) = (add(a, 1), add(b, -1));
        let (mut left, mut right) = (0, 0);
        for count in counts {
            left += usize::from(count.max(0).unsigned_abs());
            right += usize::from(count.min(0).unsigned_abs());
        }
        Surplus { left, right, left_length, right_length }
    }
}

/// How many letters must be put in, left out, exchanged or swapped with their neighbor, if it is no more than `most`.
pub(crate) fn distance_within(a: &str, b: &str, most: usize) -> Option<usize> {
    if a == b {
        return Some(0);
    }
    // Each step changes what one word has beyond the other by one letter at most on each side.
    let surplus = Surplus::of(a, b);
    if surplus.left.max(surplus.right) > most {
        return None;
    }
    Some(strsim::osa_distance(a, b)).filter(|distance| *distance <= most)
}

/// Whether two words are more similar than so much, from 0 to 1 (Jaro and Winkler).
pub(crate) fn is_more_similar(a: &str, b: &str, than: f64) -> bool {
    if a == b {
        return than < 1.0;
    }
    let surplus = Surplus::of(a, b);
    let common = surplus.left_length.saturating_sub(surplus.left) as f64;
    let share = |length: usize| common / length.max(1) as f64;
    let jaro = (share(surplus.left_length) + share(surplus.right_length) + 1.0) / 3.0;
    // A common beginning takes away four tenths of what is missing at most.
    if jaro * 0.6 + 0.4 + 1e-9 < than {
        return false;
    }
    strsim::jaro_winkler(a, b) > than
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of few letters, so that many are near each other, some with letters of several bytes.
    fn words() -> Vec<String> {
        let mut state = 7_u64;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let letters: Vec<char> = "aabcdhž1шß".chars().collect();
        let mut all: Vec<String> = vec![String::new(), "novak".into(), "novakova".into()];
        for _ in 0..200 {
            let length = next(9);
            all.push((0..length).map(|_| letters[next(letters.len() as u64) as usize]).collect());
        }
        all
    }

    #[test]
    fn the_bound_changes_no_answer() {
        let words = words();
        let mut near = 0;
        for a in &words {
            for b in &words {
                let full = strsim::osa_distance(a, b);
                for most in 0..4 {
                    assert_eq!(
                        distance_within(a, b, most),
                        Some(full).filter(|d| *d <= most),
                        "{a} {b} {most}"
                    );
                }
                near += usize::from(full > 0 && full <= 2);
                for than in [0.84, 0.88, 0.93] {
                    let expected = a == b || strsim::jaro_winkler(a, b) > than;
                    assert_eq!(is_more_similar(a, b, than), expected, "{a} {b} {than}");
                }
            }
        }
        assert!(near > 300, "{near}");
    }
}
