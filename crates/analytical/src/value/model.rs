//! The buying models by name: fitted, asked, and told as JSON.

use super::watch::{Steps, watched};
use math::Refusal;
use math::buying::{BetaGeometric, Buyers, BuyingModel, Customer, GammaGamma, Pareto, Spend, Variant};
use math::number::Fitted;
use serde_json::{Value as Json, json};
use vocabulary::Result;

/// Which model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Classic,
    Modified,
    Pareto,
}

impl Kind {
    pub(crate) const ALL: [Kind; 3] = [Kind::Classic, Kind::Modified, Kind::Pareto];

    /// Its name in parameters, results and the field that names the model of a score.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Classic => "bg_nbd",
            Self::Modified => "mbg_nbd",
            Self::Pareto => "pareto_nbd",
        }
    }

    pub(crate) fn named(key: &str) -> Option<Kind> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    fn parameters(self) -> [&'static str; 4] {
        match self {
            Self::Classic | Self::Modified => ["r", "alpha", "a", "b"],
            Self::Pareto => ["r", "alpha", "s", "beta"],
        }
    }
}

/// A fitted model.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Model {
    Beta(BetaGeometric),
    Pareto(Pareto),
}

impl Model {
    /// How likely a customer buys nothing in the coming `weeks`: gone already, or there and silent. For the Pareto/NBD the silence of
    /// one who leaves meanwhile is counted as that of one who stays, so the risk is a little too low.
    pub(crate) fn silent(&self, customer: &Customer, weeks: f64) -> f64 {
        let (r, alpha) = match self {
            Self::Beta(model) => (model.r, model.alpha),
            Self::Pareto(model) => (model.r, model.alpha),
        };
        let shape = r + f64::from(customer.frequency);
        let quiet = (-shape * (weeks / (alpha + customer.age)).ln_1p()).exp();
        let alive = self.alive(customer);
        (1.0 - alive * (1.0 - quiet)).clamp(0.0, 1.0)
    }
}

impl BuyingModel for Model {
    fn alive(&self, customer: &Customer) -> f64 {
        match self {
            Self::Beta(model) => model.alive(customer),
            Self::Pareto(model) => model.alive(customer),
        }
    }

    fn expected_if_alive(&self, frequency: u32, age: f64, horizon: f64) -> f64 {
        match self {
            Self::Beta(model) => model.expected_if_alive(frequency, age, horizon),
            Self::Pareto(model) => model.expected_if_alive(frequency, age, horizon),
        }
    }

    fn expected_of_new(&self, horizon: f64) -> f64 {
        match self {
            Self::Beta(model) => model.expected_of_new(horizon),
            Self::Pareto(model) => model.expected_of_new(horizon),
        }
    }
}

/// A model with how sure its parameters are.
#[derive(Clone, Debug)]
pub(crate) struct Fit {
    pub(crate) kind: Kind,
    pub(crate) model: Model,
    errors: Vec<f64>,
    log_likelihood: f64,
    akaike: f64,
    customers: u64,
}

impl Fit {
    fn of<M: Copy>(kind: Kind, fitted: Fitted<M>, model: impl Fn(M) -> Model) -> Fit {
        Fit {
            kind,
            model: model(fitted.model),
            log_likelihood: fitted.log_likelihood,
            akaike: fitted.akaike(),
            customers: fitted.observations,
            errors: fitted.standard_errors,
        }
    }

    pub(crate) fn values(&self) -> [f64; 4] {
        match self.model {
            Model::Beta(model) => [model.r, model.alpha, model.a, model.b],
            Model::Pareto(model) => [model.r, model.alpha, model.s, model.beta],
        }
    }

    pub(crate) fn json(&self) -> Json {
        let parameters: Vec<Json> = self
            .kind
            .parameters()
            .iter()
            .zip(self.values())
            .zip(&self.errors)
            .map(|((key, value), error)| json!({"key": key, "value": value, "error": error}))
            .collect();
        json!({
            "parameters": parameters,
            "log_likelihood": self.log_likelihood,
            "akaike": self.akaike,
            "customers": self.customers,
        })
    }
}

/// Fits a model; the outer error is that of whoever asked to stop.
pub(crate) fn fit(
    kind: Kind,
    customers: impl Iterator<Item = Customer>,
    steps: &mut Steps<'_>,
) -> Result<std::result::Result<Fit, Refusal>> {
    let buyers = match Buyers::new(customers.map(|customer| (customer, 1))) {
        Ok(buyers) => buyers,
        Err(refusal) => return Ok(Err(refusal)),
    };
    watched(steps, |watch| {
        Ok(match kind {
            Kind::Classic => {
                Fit::of(kind, BetaGeometric::fit_watched(&buyers, Variant::Classic, watch)?, Model::Beta)
            }
            Kind::Modified => {
                Fit::of(kind, BetaGeometric::fit_watched(&buyers, Variant::Modified, watch)?, Model::Beta)
            }
            Kind::Pareto => Fit::of(kind, Pareto::fit_watched(&buyers, watch)?, Model::Pareto),
        })
    })
}

/// What a purchase is worth, or why nobody can say.
#[derive(Clone, Debug)]
pub(crate) struct Worth {
    pub(crate) fitted: std::result::Result<Fitted<GammaGamma>, Refusal>,
    /// Everybody's mean, for when the model has none.
    plain: f64,
}

impl Worth {
    pub(crate) fn of(spends: &[Spend]) -> Worth {
        let (mut sum, mut count) = (0.0, 0.0);
        for spend in spends.iter().filter(|spend| spend.purchases > 0 && spend.mean > 0.0) {
            sum += spend.mean * f64::from(spend.purchases);
            count += f64::from(spend.purchases);
        }
        Worth { fitted: GammaGamma::fit(spends), plain: if count > 0.0 { sum / count } else { 0.0 } }
    }

    /// The expected value of a customer's day with purchases, in minor units. Where the model does not fit, or has no mean, it is the
    /// customer's own mean, and everybody's for those without one.
    pub(crate) fn each(&self, spend: &Spend) -> f64 {
        let known = Spend { purchases: spend.purchases, mean: spend.mean.max(0.0) };
        let own = if known.purchases > 0 { known.mean } else { self.plain };
        match &self.fitted {
            Ok(fitted) => fitted.model.expected(&known).unwrap_or(own),
            Err(_) => own,
        }
    }

    /// `unit` minor units are a major one, in which the scale γ and the likelihood of the means are told: as whoever fits it beside Kith has them.
    pub(crate) fn json(&self, unit: f64) -> Json {
        match &self.fitted {
            Ok(fitted) => {
                let values = [(fitted.model.p, 1.0), (fitted.model.q, 1.0), (fitted.model.gamma, unit)];
                #[expect(clippy::cast_precision_loss, reason = "numbers of customers are far below 2^53")]
                let shift = fitted.observations as f64 * unit.ln();
                let parameters: Vec<Json> = ["p", "q", "gamma"]
                    .iter()
                    .zip(values)
                    .zip(&fitted.standard_errors)
                    .map(|((key, (value, unit)), error)| json!({"key": key, "value": value / unit, "error": error / unit}))
                    .collect();
                json!({
                    "parameters": parameters,
                    "log_likelihood": fitted.log_likelihood + shift,
                    "customers": fitted.observations,
                    "mean": fitted.model.mean().ok(),
                    "plain_mean": self.plain,
                })
            }
            Err(refusal) => json!({"refusal": super::refused(refusal), "plain_mean": self.plain}),
        }
    }
}
