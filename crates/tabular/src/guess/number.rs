//! Which mark separates decimals, by the numbers of a column.

use super::NumberStyle;
use crate::value;

/// What the numbers of a column tell.
#[derive(Debug, Clone, Default)]
pub(super) struct NumberEvidence {
    /// Numbers of any writing.
    pub count: u64,
    /// Numbers without any mark.
    pub plain: u64,
    /// Numbers that have decimals under the chosen mark, by mark.
    comma_only: u64,
    point_only: u64,
    /// Numbers that mean different things under either mark.
    either: u64,
    either_point: u64,
    group_point: bool,
    group_comma: bool,
    group_other: Option<char>,
}

impl NumberEvidence {
    /// Takes a value; false if it is no number.
    pub fn add(&mut self, value: &str) -> bool {
        // Most values are decided by their looks, which costs less than reading them twice.
        if value.len() <= 12 && value.bytes().all(|byte| byte.is_ascii_digit()) {
            self.plain += 1;
            self.count += 1;
            return true;
        }
        if value.contains(|c: char| c.is_alphabetic() && !matches!(c, 'e' | 'E'))
            || !value.bytes().any(|byte| byte.is_ascii_digit())
        {
            return false;
        }
        let (point, comma) = (value::parse_decimal(value, false), value::parse_decimal(value, true));
        match (point, comma) {
            (Err(_), Err(_)) => return false,
            (Ok(_), Err(_)) => {
                self.point_only += 1;
                self.group_comma |= value.contains(',');
            }
            (Err(_), Ok(_)) => {
                self.comma_only += 1;
                self.group_point |= value.contains('.');
            }
            (Ok(a), Ok(b)) if a != b => {
                self.either += 1;
                self.either_point += u64::from(value.contains('.'));
            }
            (Ok(_), Ok(_)) => {
                self.plain +=
                    u64::from(!value.contains(value::is_space) && !value.contains(['\'', '’', '.', ',']))
            }
        }
        let inner = value.trim_start_matches(['-', '+', '(', ' ']).trim_end_matches(['-', ')', ' ']);
        if let Some(group) = inner.chars().find(|c| value::is_space(*c) || matches!(c, '\'' | '’')) {
            self.group_other = Some(group);
        }
        self.count += 1;
        true
    }

    /// Whether all numbers are whole and without any mark.
    pub fn is_plain(&self) -> bool {
        self.plain == self.count
    }

    /// Numbers that contradict the style, out of all that speak for one.
    pub fn contradictions(&self) -> u64 {
        self.point_only.min(self.comma_only)
    }

    pub fn style(&self) -> NumberStyle {
        let ambiguous = self.point_only == 0 && self.comma_only == 0 && self.either > 0;
        // Three digits after a lone mark are thousands more often than decimals.
        let decimal_comma =
            if ambiguous { self.either_point * 2 > self.either } else { self.comma_only > self.point_only };
        let own = match decimal_comma {
            true => (self.group_point || (ambiguous && self.either > 0)).then_some('.'),
            false => (self.group_comma || (ambiguous && self.either > 0)).then_some(','),
        };
        NumberStyle { decimal_comma, thousands: own.or(self.group_other), ambiguous }
    }
}
