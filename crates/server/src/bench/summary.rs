//! What the summary of a customer costs a purchase: purchases with their lines written as an import writes them, with the triggers that
//! keep the summary and without.

use super::limit;
use super::table::Table;
use super::work::Works;
use records::Input;
use serde_json::json;
use std::time::Instant;

const SUMMARY: &str = "a purchase with three lines, in pieces of 300";
const ALONE: &str = "a purchase with three lines of one customer, each its own write";
/// Purchases of one piece, and pieces of each kind, in turn.
const PURCHASES: usize = 300;
const PIECES: usize = 6;
/// How much more it may cost.
const MOST: f64 = 1.3;

/// How it is sold.
#[derive(Clone, Copy)]
struct Selling<'s> {
    /// For whom beside a person; for nobody where there are none.
    companies: &'s [String],
    /// Purchases of one write.
    together: usize,
}

impl Works<'_> {
    /// Measures it. It leaves purchases that no summary knows, so it comes last.
    pub(super) fn summary(&self, table: &mut Table) -> anyhow::Result<()> {
        let Some(database) = self.database.as_ref().filter(|_| self.wants(SUMMARY)) else { return Ok(()) };
        let [people, companies, products] =
            [self.ids("people", 1000)?, self.ids("companies", 500)?, self.ids("products", 200)?];
        // As an import writes them, each for a person and a company; and as a till does, for one customer and kept before it answers.
        let import = Selling { companies: &companies, together: PURCHASES };
        let till = Selling { companies: &[], together: 1 };
        for (name, selling, first) in [(SUMMARY, import, 0), (ALONE, till, 2 * PIECES)] {
            let (mut with, mut without) = (Vec::new(), Vec::new());
            for piece in 0..PIECES {
                with.push(self.piece(&people, &products, selling, first + piece * 2)?);
                let kept = limit::without_summary(database)?;
                let took = self.piece(&people, &products, selling, first + piece * 2 + 1);
                limit::with_summary(database, &kept)?;
                without.push(took?);
            }
            let middle = |times: &mut Vec<f64>| {
                times.sort_by(f64::total_cmp);
                times.get(times.len() / 2).copied().unwrap_or_default() * 1e6 / PURCHASES as f64
            };
            let (with, without) = (middle(&mut with), middle(&mut without));
            let ratio = with / without;
            let told = format!(
                "{with:.0} µs with the summary of its customer, {without:.0} µs without: {ratio:.2} ×"
            );
            self.goal(
                table,
                &format!("{name}: at most 1.3 × of its write without a summary"),
                told.clone(),
                ratio <= MOST,
            );
            table.fact(self.name, name, told);
        }
        Ok(())
    }

    fn piece(
        &self,
        people: &[String],
        products: &[String],
        selling: Selling<'_>,
        number: usize,
    ) -> anyhow::Result<f64> {
        let context = self.installation.context(self.workspace);
        let pick = |list: &[String], place: usize| list.get(place % list.len().max(1)).cloned();
        let mut records: Vec<(Input, Vec<serde_json::Value>)> = Vec::new();
        for place in 0..PURCHASES {
            let at = number * PURCHASES + place;
            let day = 1 + at % 28;
            let purchase = json!({"number": format!("bench-{}-{at}", self.mark), "person": pick(people, at * 7919),
                "company": pick(selling.companies, at * 104_729), "purchased_at": format!("2025-03-{day:02}T10:00:00Z"),
                "channel": "web", "total": {"amount": "90.00", "currency": "EUR"}});
            let line = |line: usize| {
                json!({"product": pick(products, at * 31 + line * 17), "quantity": "1", "discount": "10",
                    "unit_price": {"amount": "33.33", "currency": "EUR"}, "total": {"amount": "30.00", "currency": "EUR"},
                    "cost": {"amount": "12.00", "currency": "EUR"}})
            };
            records.push((serde_json::from_value(purchase)?, (0..3).map(line).collect()));
        }
        let begun = Instant::now();
        for part in records.chunks(selling.together) {
            let part = part.to_vec();
            self.installation.platform.engine.write(&context, move |writing| {
                for (purchase, lines) in &part {
                    let made = writing.create("purchase", purchase)?.id();
                    for line in lines {
                        let mut line = line.clone();
                        if let Some(entries) = line.as_object_mut() {
                            entries.insert("purchase".to_string(), json!(made));
                        }
                        let line: Input =
                            serde_json::from_value(line).map_err(vocabulary::Error::internal)?;
                        writing.create("purchase_line", &line)?;
                    }
                }
                Ok(())
            })?;
        }
        Ok(begun.elapsed().as_secs_f64())
    }
}
