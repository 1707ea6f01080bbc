//! An amount with its currency before or after it.

use super::currency::currency_of;
use super::decimal::parse_decimal;
use super::is_space;
use crate::Problem;

/// An amount and, where it is written beside it, the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParsedMoney {
    /// Millionths of the currency's main unit.
    pub amount: i64,
    /// ISO 4217 code; none when nothing is written, or a sign several countries use, such as `kr`.
    pub currency: Option<&'static str>,
}

/// Reads an amount such as `1.234,50 €`, `USD 12`, `$-3.20` or `12,00`.
pub fn parse_money(text: &str, decimal_comma: bool) -> Result<ParsedMoney, Problem> {
    let fail = |wrong: String| Problem::new("money", text, wrong);
    let mut trimmed = text.trim_matches(is_space);
    let parentheses = trimmed.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if let Some(inner) = parentheses {
        trimmed = inner.trim_matches(is_space);
    }
    let minus_first = trimmed.strip_prefix(['-', '\u{2212}']).filter(|rest| !starts_number(rest));
    if let Some(rest) = minus_first {
        trimmed = rest.trim_matches(is_space);
    }
    let start = trimmed.find(is_number_sign).ok_or_else(|| fail("is not an amount of money".to_owned()))?;
    let (before, rest) = trimmed.split_at(start);
    let end = rest.rfind(|c: char| c.is_ascii_digit()).map_or(rest.len(), |at| at + 1);
    let (number, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    // “12,-” and “12.-” are whole amounts, “12-” is below zero.
    let after = after.strip_prefix(",-").or_else(|| after.strip_prefix(".-")).unwrap_or(after);
    let minus_last = after.strip_prefix('-');
    let after = minus_last.unwrap_or(after);
    let (before, after) = (before.trim_matches(is_space), after.trim_matches(is_space));
    let currency = match (before.is_empty(), after.is_empty()) {
        (true, true) => None,
        (false, false) => return Err(fail("has text on both sides of the amount".to_owned())),
        _ => {
            let unit = if before.is_empty() { after } else { before };
            currency_of(unit)
                .ok_or_else(|| fail(format!("is not an amount of money: there is no currency “{unit}”")))?
        }
    };
    let amount = parse_decimal(number, decimal_comma).map_err(|problem| {
        let reason = problem.message.split_once("” ").map_or("is not a number", |(_, reason)| reason);
        fail(reason.to_owned())
    })?;
    let negative = parentheses.is_some() || minus_first.is_some() || minus_last.is_some();
    Ok(ParsedMoney { amount: if negative { -amount } else { amount }, currency })
}

fn is_number_sign(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '+' | '\u{2212}')
}

fn starts_number(text: &str) -> bool {
    text.trim_start_matches(is_space).starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_currency_may_stand_on_either_side() {
        for (text, decimal_comma, amount, currency) in [
            ("1.234,50 €", true, 1_234_500_000, Some("EUR")),
            ("€1,234.50", false, 1_234_500_000, Some("EUR")),
            ("USD 12", false, 12_000_000, Some("USD")),
            ("12 eur", false, 12_000_000, Some("EUR")),
            ("$-3.20", false, -3_200_000, Some("USD")),
            ("-$3.20", false, -3_200_000, Some("USD")),
            ("($3.20)", false, -3_200_000, Some("USD")),
            ("-3.20", false, -3_200_000, None),
            ("1 200 kr", true, 1_200_000_000, None),
            ("1 200,- Kč", true, 1_200_000_000, Some("CZK")),
            ("12.000 RSD", true, 12_000_000_000, Some("RSD")),
            ("12,00", true, 12_000_000, None),
            ("US$ 5", false, 5_000_000, Some("USD")),
            ("12- EUR", true, -12_000_000, Some("EUR")),
            ("500 дин.", true, 500_000_000, Some("RSD")),
        ] {
            assert_eq!(parse_money(text, decimal_comma), Ok(ParsedMoney { amount, currency }), "{text}");
        }
    }

    #[test]
    fn what_is_no_money_is_told_so() {
        for (text, message) in [
            ("12 apples", "“12 apples” is not an amount of money: there is no currency “apples”"),
            ("much", "“much” is not an amount of money"),
            ("$12 USD", "“$12 USD” has text on both sides of the amount"),
            ("€1,23", "“€1,23” is not a number when the point separates decimals"),
        ] {
            assert_eq!(parse_money(text, false).unwrap_err().message, message);
        }
        assert!(parse_money("", false).is_err());
        assert!(parse_money("-", false).is_err());
    }
}
