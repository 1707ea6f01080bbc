//! Price elasticity: by how many percent the quantity changes when a price changes by one percent, with trend and season taken out.
//!
//! ln quantity = constant + elasticity × ln price + Σ cross × ln other price + trend × period + season. The log-log form of constant elasticity as in G. Tellis, The Price Elasticity of Selective
//! Demand, Journal of Marketing Research 25 (1988).

use std::collections::BTreeSet;

use super::regression::{Errors, Regression};
use crate::Refusal;
use crate::number::{Matrix, student_quantile};

/// What was sold of a product in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Sold {
    /// Number of the period, for the trend.
    pub period: f64,
    /// Which season the period lies in (month of the year, say).
    pub season: u8,
    /// Mean price.
    pub price: f64,
    /// Quantity.
    pub quantity: f64,
    /// Prices of the other products whose effect is asked for, in the same sequence in each row.
    pub others: Vec<f64>,
}

/// One elasticity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Percent of quantity per percent of price.
    pub value: f64,
    /// Its robust (HC3) standard error.
    pub standard_error: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What prices did.
#[derive(Debug, Clone, PartialEq)]
pub struct Elasticity {
    /// Of the own price; below -1 a lower price brings more revenue.
    pub own: Estimate,
    /// Of each other price; positive for what replaces the product, negative for what goes with it.
    pub cross: Vec<Estimate>,
    /// Growth of the logarithm of quantity per period beside prices and seasons.
    pub trend: f64,
    /// Share of the variation that is explained.
    pub r_squared: f64,
    /// Periods used.
    pub used: usize,
    /// Periods left out, because nothing was sold, or more came back than was sold, or a price was not positive.
    pub left_out: usize,
}

/// Learns from the periods of one product. The trend is left out if there is a single period number, seasons if there is only one.
///
/// # Errors
/// `Impossible` for rows with different numbers of other prices or what is not a number; `TooFew` periods; `NoVariation` if the price never changed, changed in one period
/// only, or only together with trend or season; `Impossible` for a confidence outside (0, 1).
pub fn elasticity(sold: &[Sold], confidence: f64) -> Result<Elasticity, Refusal> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(Refusal::Impossible { what: "a confidence is not between 0 and 1" });
    }
    let others = sold.first().map_or(0, |row| row.others.len());
    let broken = |row: &Sold| {
        row.others.len() != others
            || ![row.period, row.price, row.quantity].iter().chain(&row.others).all(|value| value.is_finite())
    };
    if sold.iter().any(broken) {
        return Err(Refusal::Impossible { what: "a period lacks a price, or has one that is not a number" });
    }
    let usable =
        |row: &&Sold| row.price > 0.0 && row.quantity > 0.0 && row.others.iter().all(|price| *price > 0.0);
    let used: Vec<&Sold> = sold.iter().filter(usable).collect();
    let seasons: BTreeSet<u8> = used.iter().map(|row| row.season).collect();
    let seasons: Vec<u8> = seasons.into_iter().skip(1).collect();
    let first = used.first().map_or(0.0, |row| row.period);
    let trend = usize::from(used.iter().any(|row| row.period != first));
    let columns = 2 + others + trend + seasons.len();
    // Three more than could be explained by heart.
    crate::refusal::at_least("periods with purchases", columns + 3, used.len())?;
    let price = used.first().map_or(0.0, |row| row.price);
    if used.iter().all(|row| (row.price / price - 1.0).abs() < 1e-9) {
        return Err(Refusal::NoVariation { what: "the price" });
    }
    let value = |row: &Sold, column: usize| match column {
        0 => 1.0,
        1 => row.price.ln(),
        _ if column < 2 + others => row.others.get(column - 2).copied().unwrap_or(f64::NAN).ln(),
        _ if column < 2 + others + trend => row.period - first,
        _ => f64::from(u8::from(seasons.get(column - 2 - others - trend) == Some(&row.season))),
    };
    let design = Matrix::from_rule(used.len(), columns, |row, column| {
        used.get(row).map_or(0.0, |row| value(row, column))
    });
    let response: Vec<f64> = used.iter().map(|row| row.quantity.ln()).collect();
    let fitted = Regression::fit(&design, &response, Errors::Hc3)?;
    // Whatever else happened in that period would pass for the price.
    if fitted.alone.iter().skip(1).take(1 + others).any(|alone| *alone) {
        return Err(Refusal::NoVariation { what: "the price outside of one period" });
    }
    #[expect(clippy::cast_precision_loss, reason = "a number of periods")]
    let reach = student_quantile(0.5 + confidence / 2.0, fitted.freedom as f64);
    let estimate = |index: usize| -> Option<Estimate> {
        let (value, standard_error) = (*fitted.coefficients.get(index)?, *fitted.standard_errors.get(index)?);
        Some(Estimate {
            value,
            standard_error,
            low: value - reach * standard_error,
            high: value + reach * standard_error,
        })
    };
    Ok(Elasticity {
        own: estimate(1).ok_or(Refusal::DoesNotConverge)?,
        cross: (2..2 + others).filter_map(estimate).collect(),
        trend: if trend == 1 { fitted.coefficients.get(2 + others).copied().unwrap_or(0.0) } else { 0.0 },
        r_squared: fitted.r_squared,
        used: used.len(),
        left_out: sold.len() - used.len(),
    })
}

/// What a change of price would do, each as a share of now (1.0: nothing changes), with the interval that the elasticity's brings along.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WhatIf {
    /// Quantity: expected, low, high.
    pub quantity: (f64, f64, f64),
    /// Revenue: expected, low, high.
    pub revenue: (f64, f64, f64),
    /// Margin: expected, low, high; `None` if there is none now to compare with.
    pub margin: Option<(f64, f64, f64)>,
}

/// A price changed by `change` (-0.1: ten percent down), for a product whose cost is `cost_share` of its price now.
///
/// # Errors
/// `Impossible` for a price that would not be positive, or what is not a number.
pub fn what_if(own: &Estimate, change: f64, cost_share: f64) -> Result<WhatIf, Refusal> {
    if !(change > -1.0 && change.is_finite() && cost_share >= 0.0 && cost_share.is_finite()) {
        return Err(Refusal::Impossible { what: "a price or a cost that would not be positive" });
    }
    let ratio = 1.0 + change;
    let with = |elasticity: f64| ratio.powf(elasticity);
    let spread = |effect: &dyn Fn(f64) -> f64| {
        let (one, other) = (effect(own.low), effect(own.high));
        (effect(own.value), one.min(other), one.max(other))
    };
    let margin_now = 1.0 - cost_share;
    let what_if = WhatIf {
        quantity: spread(&with),
        revenue: spread(&|elasticity| ratio * with(elasticity)),
        margin: (margin_now > 0.0)
            .then(|| spread(&|elasticity| (ratio - cost_share) * with(elasticity) / margin_now)),
    };
    let all = [what_if.quantity.1, what_if.quantity.2, what_if.revenue.1, what_if.revenue.2];
    if all.iter().all(|value| value.is_finite()) {
        Ok(what_if)
    } else {
        Err(Refusal::DoesNotFit { why: "the interval of the elasticity is too wide" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Chance;

    fn simulated(periods: u32, noise: f64) -> Vec<Sold> {
        let mut chance = Chance::new(17);
        (0..periods)
            .map(|period| {
                let (price, other) =
                    (10.0 * (0.1 * chance.normal()).exp(), 7.0 * (0.1 * chance.normal()).exp());
                let season = (period % 4) as u8;
                let logarithm = 9.0 - 2.2 * price.ln()
                    + 0.6 * other.ln()
                    + 0.01 * f64::from(period)
                    + [0.0, 0.2, -0.1, 0.4][usize::from(season)]
                    + noise * chance.normal();
                Sold {
                    period: f64::from(period),
                    season,
                    price,
                    quantity: logarithm.exp(),
                    others: vec![other],
                }
            })
            .collect()
    }

    #[test]
    fn known_elasticities_are_recovered_within_their_standard_errors() {
        let found = elasticity(&simulated(200, 0.1), 0.95).unwrap();
        assert!(
            (found.own.value + 2.2).abs() < 3.0 * found.own.standard_error && found.own.standard_error < 0.2,
            "{found:?}"
        );
        assert!((found.cross[0].value - 0.6).abs() < 3.0 * found.cross[0].standard_error);
        assert!((found.trend - 0.01).abs() < 0.001 && found.own.low < -2.2 && found.own.high > -2.2);
        let exact = elasticity(&simulated(40, 0.0), 0.95).unwrap();
        assert!((exact.own.value + 2.2).abs() < 1e-9 && (exact.r_squared - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_change_of_price_is_told_with_its_uncertainty() {
        let own = Estimate { value: -2.0, standard_error: 0.5, low: -3.0, high: -1.0 };
        let lower = what_if(&own, -0.1, 0.6).unwrap();
        assert!((lower.quantity.0 - 1.0 / 0.81).abs() < 1e-12 && (lower.revenue.0 - 1.0 / 0.9).abs() < 1e-12);
        assert!((lower.revenue.1 - 1.0).abs() < 1e-12 && lower.revenue.2 > lower.revenue.0);
        assert!((lower.margin.unwrap().0 - 0.3 / 0.81 / 0.4).abs() < 1e-12);
        assert_eq!(what_if(&own, 0.1, 1.0).unwrap().margin, None);
        assert!(what_if(&own, -1.0, 0.5).is_err());
    }

    #[test]
    fn degenerate_periods() {
        let mut same = simulated(40, 0.1);
        same.iter_mut().for_each(|row| row.price = 10.0);
        assert_eq!(elasticity(&same, 0.95).unwrap_err(), Refusal::NoVariation { what: "the price" });
        assert!(matches!(elasticity(&simulated(9, 0.1), 0.95), Err(Refusal::TooFew { .. })));
        assert!(matches!(elasticity(&[], 0.95), Err(Refusal::TooFew { .. })));
        let mut returns = simulated(40, 0.1);
        returns.iter_mut().take(3).for_each(|row| row.quantity = -4.0);
        assert_eq!(elasticity(&returns, 0.95).unwrap().left_out, 3);
        let mut broken = simulated(40, 0.1);
        broken[3].others.clear();
        assert!(matches!(elasticity(&broken, 0.95), Err(Refusal::Impossible { .. })));
        // A price that moved only with the season says nothing of its own.
        let mut seasonal = simulated(40, 0.1);
        seasonal.iter_mut().for_each(|row| row.price = 10.0 + f64::from(row.season));
        assert!(matches!(elasticity(&seasonal, 0.95), Err(Refusal::NoVariation { .. })));
        // One that moved in a single week says no more than that week; in two weeks it can be compared.
        let mut once = simulated(40, 0.1);
        once.iter_mut().for_each(|row| row.price = 10.0);
        once[7].price = 14.0;
        let refusal = Refusal::NoVariation { what: "the price outside of one period" };
        assert_eq!(elasticity(&once, 0.95).unwrap_err(), refusal);
        once[23].price = 14.0;
        assert!(elasticity(&once, 0.95).is_ok());
        let mut other = simulated(40, 0.1);
        other.iter_mut().for_each(|row| row.others = vec![7.0]);
        other[7].others = vec![9.0];
        assert_eq!(elasticity(&other, 0.95).unwrap_err(), refusal);
    }
}
