//! Sums of lines, in whole minor units. There is one rounding per line (quantity × price less the discount, half away from
//! zero) and one per tax rate (the sum of its lines × the rate). Everything else is adding, so a total is always the sum of
//! what stands above it.

use vocabulary::{Currency, Decimal, Money};

/// A hundred percent, in millionths of a percent.
const WHOLE: i128 = 100_000_000;
/// One, in millionths.
const ONE: i128 = 1_000_000;

/// What a line says.
#[derive(Clone, Copy, Debug)]
pub(in crate::sales) struct Line {
    pub(in crate::sales) quantity: Decimal,
    pub(in crate::sales) price: Money,
    /// In percent.
    pub(in crate::sales) discount: Decimal,
    /// In percent.
    pub(in crate::sales) tax_rate: Decimal,
    /// What one costs us.
    pub(in crate::sales) cost: Option<Money>,
}

/// The lines of one tax rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sales) struct TaxGroup {
    /// In percent.
    pub(in crate::sales) rate: Decimal,
    pub(in crate::sales) net: Money,
    pub(in crate::sales) tax: Money,
}

/// What lines come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sales) struct Sums {
    pub(in crate::sales) net: Money,
    pub(in crate::sales) tax: Money,
    pub(in crate::sales) gross: Money,
    /// Only when each line says what it costs.
    pub(in crate::sales) cost: Option<Money>,
    /// By growing rate.
    pub(in crate::sales) groups: Vec<TaxGroup>,
    /// The largest discount of a line, in percent.
    pub(in crate::sales) discount: Decimal,
}

impl Line {
    /// What the line comes to, without tax; none when it does not fit.
    pub(in crate::sales) fn net(&self) -> Option<Money> {
        let left = WHOLE - i128::from(self.discount.millionths());
        let all = i128::from(self.price.minor).checked_mul(i128::from(self.quantity.millionths()))?;
        rounded(all.checked_mul(left)?, ONE * WHOLE, self.price.currency)
    }

    fn cost(&self) -> Option<Money> {
        let cost = self.cost.filter(|cost| cost.currency == self.price.currency)?;
        let all = i128::from(cost.minor).checked_mul(i128::from(self.quantity.millionths()))?;
        rounded(all, ONE, cost.currency)
    }
}

impl Sums {
    /// The sums of lines that are all in one currency; none when they are not, or do not fit.
    pub(in crate::sales) fn of(lines: &[Line], currency: Currency) -> Option<Sums> {
        let mut groups: Vec<(Decimal, i64)> = Vec::new();
        let mut cost = (!lines.is_empty()).then_some(0i64);
        let mut discount = Decimal::default();
        for line in lines {
            if line.price.currency != currency {
                return None;
            }
            let net = line.net()?.minor;
            match groups.iter_mut().find(|(rate, _)| *rate == line.tax_rate) {
                Some((_, sum)) => *sum = sum.checked_add(net)?,
                None => groups.push((line.tax_rate, net)),
            }
            cost = match (cost, line.cost()) {
                (Some(sum), Some(more)) => Some(sum.checked_add(more.minor)?),
                _ => None,
            };
            discount = discount.max(line.discount);
        }
        groups.sort_unstable_by_key(|(rate, _)| *rate);
        let groups: Vec<TaxGroup> = groups
            .into_iter()
            .map(|(rate, net)| {
                let tax =
                    rounded(i128::from(net).checked_mul(i128::from(rate.millionths()))?, WHOLE, currency)?;
                Some(TaxGroup { rate, net: Money::new(net, currency), tax })
            })
            .collect::<Option<_>>()?;
        let add =
            |of: fn(&TaxGroup) -> i64| groups.iter().try_fold(0i64, |sum, group| sum.checked_add(of(group)));
        let (net, tax) = (add(|group| group.net.minor)?, add(|group| group.tax.minor)?);
        let money = |minor| Money::new(minor, currency);
        let gross = money(net.checked_add(tax)?);
        Some(Sums { net: money(net), tax: money(tax), gross, cost: cost.map(money), groups, discount })
    }

    /// What is left of the net sum after cost, in percent with two decimals.
    pub(in crate::sales) fn margin(&self) -> Option<Decimal> {
        let cost = self.cost?;
        if self.net.minor == 0 {
            return None;
        }
        let left = i128::from(self.net.minor) - i128::from(cost.minor);
        let hundredths = divided(left * 10_000, i128::from(self.net.minor))?;
        hundredths.checked_mul(10_000).map(Decimal::from_millionths)
    }
}

/// The price of one with tax, for showing.
pub(in crate::sales) fn with_tax(price: Money, rate: Decimal) -> Option<Money> {
    let whole = WHOLE + i128::from(rate.millionths());
    rounded(i128::from(price.minor).checked_mul(whole)?, WHOLE, price.currency)
}

fn rounded(value: i128, by: i128, currency: Currency) -> Option<Money> {
    divided(value, by).map(|minor| Money::new(minor, currency))
}

/// Division of whole numbers, rounded half away from zero.
fn divided(value: i128, by: i128) -> Option<i64> {
    let (quotient, rest) = (value / by, value % by);
    let away = if rest.unsigned_abs() * 2 >= by.unsigned_abs() {
        if (value < 0) == (by < 0) { 1 } else { -1 }
    } else {
        0
    };
    i64::try_from(quotient + away).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(quantity: &str, price: &str, discount: &str, tax: &str) -> Line {
        Line {
            quantity: quantity.parse().unwrap(),
            price: Money::parse(price, Currency::EUR).unwrap(),
            discount: discount.parse().unwrap(),
            tax_rate: tax.parse().unwrap(),
            cost: None,
        }
    }

    #[test]
    fn a_line_is_rounded_once_half_away_from_zero() {
        for (quantity, price, discount, net) in [
            ("3", "0.33", "0", "0.99"),
            ("0.5", "0.01", "0", "0.01"),
            ("-0.5", "0.01", "0", "-0.01"),
            // Rounding first to cents and taking the discount off then would give 0.01.
            ("1.5", "0.01", "70", "0.00"),
            ("7", "19.99", "12.5", "122.44"),
            ("1", "100.00", "100", "0.00"),
        ] {
            let total = line(quantity, price, discount, "0").net().unwrap().amount();
            assert_eq!(total, net, "{quantity} × {price}");
        }
    }

    #[test]
    fn tax_is_rounded_once_per_rate() {
        let lines =
            [line("1", "0.33", "0", "22"), line("1", "0.33", "0", "22"), line("2", "1.05", "0", "9.5")];
        let sums = Sums::of(&lines, Currency::EUR).unwrap();
        let told: Vec<(String, String, String)> = sums
            .groups
            .iter()
            .map(|group| (group.rate.to_string(), group.net.amount(), group.tax.amount()))
            .collect();
        // 22 % of 0.66 is 0.1452; line by line it would be 0.07 twice.
        let wanted = [("9.5", "2.10", "0.20"), ("22", "0.66", "0.15")];
        assert_eq!(told, wanted.map(|(a, b, c)| (a.to_string(), b.to_string(), c.to_string())));
        assert_eq!((sums.net.amount(), sums.gross.amount()), ("2.76".to_string(), "3.11".to_string()));
    }

    #[test]
    fn margin_needs_the_cost_of_each_line() {
        let mut lines = [line("2", "50.00", "10", "22"), line("1", "10.00", "0", "22")];
        lines[0].cost = Some(Money::parse("30.00", Currency::EUR).unwrap());
        assert_eq!(Sums::of(&lines, Currency::EUR).unwrap().margin(), None);
        lines[1].cost = Some(Money::parse("5.00", Currency::EUR).unwrap());
        let sums = Sums::of(&lines, Currency::EUR).unwrap();
        assert_eq!(
            (sums.cost.unwrap().amount(), sums.margin().unwrap().to_string()),
            ("65.00".into(), "35".into())
        );
    }

    proptest! {
        #[test]
        fn totals_are_the_sum_of_what_stands_above_them(
            decimals in prop::sample::select(vec!["JPY", "EUR", "KWD"]),
            lines in prop::collection::vec(
                (-2_000_000_000i64..2_000_000_000, -10_000_000i64..10_000_000, 0i64..=100_000_000,
                 prop::sample::select(vec![0i64, 5_000_000, 9_500_000, 20_000_000, 22_000_000, 25_000_000])),
                0..30,
            ),
        ) {
            let currency: Currency = decimals.parse().unwrap();
            let lines: Vec<Line> = lines
                .into_iter()
                .map(|(quantity, price, discount, tax)| Line {
                    quantity: Decimal::from_millionths(quantity),
                    price: Money::new(price, currency),
                    discount: Decimal::from_millionths(discount),
                    tax_rate: Decimal::from_millionths(tax),
                    cost: None,
                })
                .collect();
            let sums = Sums::of(&lines, currency).unwrap();
            let nets: Vec<i64> = lines.iter().map(|line| line.net().unwrap().minor).collect();
            prop_assert_eq!(sums.net.minor, nets.iter().sum::<i64>());
            prop_assert_eq!(sums.net.minor, sums.groups.iter().map(|group| group.net.minor).sum::<i64>());
            prop_assert_eq!(sums.tax.minor, sums.groups.iter().map(|group| group.tax.minor).sum::<i64>());
            prop_assert_eq!(sums.gross.minor, sums.net.minor + sums.tax.minor);
            for (line, net) in lines.iter().zip(nets) {
                // Exact arithmetic of another kind: the error of a line is at most half a unit.
                let exact = line.price.minor as f64 * line.quantity.to_f64() * (1.0 - line.discount.to_f64() / 100.0);
                prop_assert!((net as f64 - exact).abs() <= 0.5 + 1e-3, "{} against {}", net, exact);
            }
            for group in &sums.groups {
                let exact = group.net.minor as f64 * group.rate.to_f64() / 100.0;
                prop_assert!((group.tax.minor as f64 - exact).abs() <= 0.5 + 1e-3);
            }
        }
    }
}
