//! What became of earlier deals, as it was known on a day: the stays the simulation draws from, and the deals that were open.

use super::super::book::{Book, Deal, Outcome};
use super::worth::Worth;
use math::forecast::{Next, OpenDeal, Sojourn};
use std::collections::HashMap;
use vocabulary::Id;

/// What a deal's way is told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sales) enum Model {
    /// By its stages, and how long it has stood in the last.
    Stages,
    /// By its age alone: where stages were not kept, such as in what was brought in from elsewhere.
    Age,
}

impl Model {
    pub(in crate::sales) fn word(self) -> &'static str {
        match self {
            Model::Stages => "stages",
            Model::Age => "age",
        }
    }

    /// Stages, if half of the decided deals have told them.
    pub(in crate::sales) fn usual(book: &Book) -> Model {
        let open = open_stages(book);
        let decided = book.deals.iter().filter(|deal| deal.decided());
        let (mut all, mut told) = (0_usize, 0_usize);
        for deal in decided {
            all += 1;
            told += usize::from(
                deal.visits.iter().any(|visit| open.contains_key(&visit.stage) && visit.left.is_some()),
            );
        }
        if all > 0 && told * 2 >= all { Model::Stages } else { Model::Age }
    }
}

/// Why an open deal is not foretold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::sales) struct LeftOut {
    /// Its stage has let too few deals go, or is not known.
    pub(in crate::sales) unknown_stage: usize,
    /// There is neither an amount nor a won deal to guess it by.
    pub(in crate::sales) no_amount: usize,
    /// It is older than every deal that came to an end: nothing is known of such, so nothing is promised.
    pub(in crate::sales) too_old: usize,
}

/// What was known on a day.
pub(in crate::sales) struct Past<'b> {
    pub(in crate::sales) history: Vec<Sojourn>,
    /// The open deals that are foretold, with the deals they are.
    pub(in crate::sales) open: Vec<(OpenDeal, &'b Deal)>,
    pub(in crate::sales) left_out: LeftOut,
    pub(in crate::sales) worth: Worth,
}

/// With fewer exits a stage says nothing.
const EXITS: usize = 5;

impl<'b> Past<'b> {
    /// As of the end of a day (`now`: that moment in days since 1970).
    pub(in crate::sales) fn on(book: &'b Book, model: Model, today: i64, now: f64) -> Past<'b> {
        let worth = Worth::on(book, today, now >= book.now);
        let way = Way { model, stages: open_stages(book), pipelines: pipelines(book), today, now };
        let (mut history, mut open, mut left_out) = (Vec::new(), Vec::new(), LeftOut::default());
        for deal in book.deals.iter().filter(|deal| deal.begun <= today) {
            way.stays(deal, worth.band(deal), &mut history);
            if deal.ended.is_none_or(|ended| ended > today) {
                match (way.stands(deal), worth.usual(deal)) {
                    (None, _) => left_out.unknown_stage += 1,
                    (_, None) => left_out.no_amount += 1,
                    (Some((stage, age)), Some(value)) => {
                        open.push((OpenDeal { stage, band: worth.band(deal), age, value }, deal));
                    }
                }
            }
        }
        let mut exits: HashMap<u32, (usize, f64)> = HashMap::new();
        for stay in history.iter().filter(|stay| stay.next != Next::Still) {
            let seen = exits.entry(stay.stage).or_default();
            seen.0 += 1;
            seen.1 = seen.1.max(stay.time);
        }
        open.retain(|(deal, _)| {
            let known = exits.get(&deal.stage).filter(|(count, _)| *count >= EXITS);
            left_out.unknown_stage += usize::from(known.is_none());
            left_out.too_old += usize::from(known.is_some_and(|(_, longest)| deal.age > *longest));
            known.is_some()
        });
        Past { history, open, left_out, worth }
    }
}

struct Way {
    model: Model,
    stages: HashMap<Id, u32>,
    pipelines: HashMap<Id, u32>,
    today: i64,
    now: f64,
}

impl Way {
    /// The stays of a deal, as far as they were known.
    fn stays(&self, deal: &Deal, band: u8, history: &mut Vec<Sojourn>) {
        let ended = deal.ended.filter(|ended| *ended <= self.today);
        let end = match deal.outcome {
            Outcome::Won => Next::Won,
            Outcome::Lost => Next::Lost,
            Outcome::Open => Next::Still,
        };
        if self.model == Model::Age {
            let Some(stage) = deal.pipeline.and_then(|id| self.pipelines.get(&id)).copied() else { return };
            let (time, next) = match ended {
                Some(ended) => ((ended - deal.begun) as f64, end),
                None => (self.now - deal.begun as f64, Next::Still),
            };
            if time >= 0.0 {
                history.push(Sojourn { stage, band, time, next });
            }
            return;
        }
        let known = || deal.visits.iter().filter(|visit| visit.entered <= self.now);
        for (place, visit) in known().enumerate() {
            let Some(stage) = self.stages.get(&visit.stage).copied() else { continue };
            let (time, next) = match visit.left.filter(|left| *left <= self.now) {
                None => (self.now - visit.entered, Next::Still),
                Some(left) => {
                    let to = known().nth(place + 1).and_then(|next| self.stages.get(&next.stage));
                    let next = match to {
                        Some(to) => Next::Stage(*to),
                        None if ended.is_some() => end,
                        None => Next::Still,
                    };
                    (left - visit.entered, next)
                }
            };
            history.push(Sojourn { stage, band, time: time.max(0.0), next });
        }
    }

    /// Where an open deal stood, and for how long.
    fn stands(&self, deal: &Deal) -> Option<(u32, f64)> {
        if self.model == Model::Age {
            let stage = deal.pipeline.and_then(|id| self.pipelines.get(&id)).copied()?;
            return Some((stage, (self.now - deal.begun as f64).max(0.0)));
        }
        let visit = deal
            .visits
            .iter()
            .rev()
            .find(|visit| visit.entered <= self.now && visit.left.is_none_or(|left| left > self.now))?;
        Some((self.stages.get(&visit.stage).copied()?, self.now - visit.entered))
    }
}

fn open_stages(book: &Book) -> HashMap<Id, u32> {
    let stages = book.pipelines.iter().flat_map(|pipeline| &pipeline.stages);
    stages.filter(|stage| stage.open).map(|stage| stage.id).zip(0..).collect()
}

fn pipelines(book: &Book) -> HashMap<Id, u32> {
    book.pipelines.iter().map(|pipeline| pipeline.id).zip(0..).collect()
}
