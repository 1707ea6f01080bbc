//! Records that everything else points to: categories, products, pipelines, stages and tags.

use crate::calendar::DAYS;
use crate::catalog::{CATEGORIES, ITEMS, on_sale};
use crate::pricing::unit_of;
use crate::record::{DemoRecord, euros, tags};
use crate::world::World;
use standard::{pipeline, product, product_category, stage, tag};
use vocabulary::{Decimal, Id, Timestamp};

/// A stage: name, chance of winning in percent, color, kind.
type StageSpec = (&'static str, i64, &'static str, &'static str);

/// The pipelines with their stages; the last two stages are won and lost.
pub(crate) const PIPELINES: &[(&str, &[StageSpec])] = &[
    (
        "New business",
        &[
            ("Qualified", 10, "gray", "open"),
            ("Demonstration", 30, "blue", "open"),
            ("Offer", 50, "teal", "open"),
            ("Negotiation", 75, "amber", "open"),
            ("Won", 100, "green", "won"),
            ("Lost", 0, "red", "lost"),
        ],
    ),
    (
        "Service and renewals",
        &[
            ("Due", 50, "gray", "open"),
            ("Offer sent", 70, "blue", "open"),
            ("Renewed", 100, "green", "won"),
            ("Not renewed", 0, "red", "lost"),
        ],
    ),
];

/// What a deal of the first pipeline has before it goes on: who decides, then what it is worth and when.
fn exit_fields(pipeline: usize, stage: usize) -> &'static [&'static str] {
    match (pipeline, stage) {
        (0, 0) => &["person"],
        (0, 1) => &["amount"],
        (0, 2) => &["amount", "close_date"],
        _ => &[],
    }
}

const TAGS: &[(&str, &str)] = &[
    ("vip", "violet"),
    ("newsletter", "blue"),
    ("decision maker", "amber"),
    ("service contract", "green"),
    ("trade fair", "teal"),
    ("urgent", "red"),
];

impl World {
    fn shelf_at(&self, index: u64) -> Timestamp {
        self.calendar.moment(-30, 9 * 3600 + index as i64)
    }

    /// The id of a category.
    pub(crate) fn category_id(&self, index: usize) -> Id {
        self.id(10, index as u64, self.shelf_at(index as u64))
    }

    /// The id of a product.
    pub(crate) fn product_id(&self, index: usize) -> Id {
        self.id(11, index as u64, self.shelf_at(index as u64))
    }

    /// The id of a pipeline.
    pub(crate) fn pipeline_id(&self, index: usize) -> Id {
        self.id(12, index as u64, self.shelf_at(index as u64))
    }

    /// The id of a stage.
    pub(crate) fn stage_id(&self, pipeline: usize, stage: usize) -> Id {
        let number = (pipeline * 16 + stage) as u64;
        self.id(13, number, self.shelf_at(number))
    }

    pub(crate) fn category_records(&self) -> impl Iterator<Item = DemoRecord> + '_ {
        CATEGORIES.iter().enumerate().map(|(index, (name, above))| {
            DemoRecord::new(
                product_category::KEY,
                self.category_id(index),
                self.shelf_at(index as u64),
                self.owner(0),
            )
            .with(&product_category::NAME, *name)
            .with(&product_category::PARENT, above.map(|above| self.category_id(above)))
        })
    }

    pub(crate) fn product_records(&self) -> impl Iterator<Item = DemoRecord> + '_ {
        ITEMS.iter().enumerate().map(|(index, item)| {
            let (price, cost) = self.catalog.price(index, DAYS - 1);
            DemoRecord::new(product::KEY, self.product_id(index), self.shelf_at(index as u64), self.owner(0))
                .with(&product::NAME, item.name)
                .with(&product::CODE, item.code)
                .with(&product::CATEGORY, self.category_id(item.category))
                .with(&product::PRICE, euros(price))
                .with(&product::UNIT, unit_of(index))
                .with(&product::COST, euros(cost))
                .with(&product::TAX_RATE, Decimal::from_integer(22))
                .with(&product::ACTIVE, on_sale(index, DAYS - 1))
                .with(&product::DESCRIPTION, item.description)
        })
    }

    pub(crate) fn pipeline_records(&self) -> impl Iterator<Item = DemoRecord> + '_ {
        PIPELINES.iter().enumerate().map(|(index, (name, _))| {
            DemoRecord::new(
                pipeline::KEY,
                self.pipeline_id(index),
                self.shelf_at(index as u64),
                self.owner(0),
            )
            .with(&pipeline::NAME, *name)
            .with(&pipeline::ACTIVE, true)
            .with(&pipeline::POSITION, index as i64 + 1)
            .with(&pipeline::NEXT_STEP, "warn")
            .with(&pipeline::REASON_REQUIRED, index == 0)
        })
    }

    pub(crate) fn stage_records(&self) -> impl Iterator<Item = DemoRecord> + '_ {
        let stages = PIPELINES.iter().enumerate().flat_map(|(pipeline, (_, stages))| {
            stages.iter().enumerate().map(move |(index, spec)| (pipeline, index, spec))
        });
        stages.map(|(pipeline, index, (name, probability, color, kind))| {
            let at = self.shelf_at((pipeline * 16 + index) as u64);
            DemoRecord::new(stage::KEY, self.stage_id(pipeline, index), at, self.owner(0))
                .with(&stage::NAME, *name)
                .with(&stage::PIPELINE, self.pipeline_id(pipeline))
                .with(&stage::POSITION, index as i64 + 1)
                .with(&stage::PROBABILITY, Decimal::from_integer(*probability))
                .with(&stage::AGE_LIMIT, (*kind == "open").then(|| 14 + 7 * index as i64))
                .with(&stage::COLOR, *color)
                .with(&stage::KIND, *kind)
                .with(&stage::EXIT_FIELDS, tags(exit_fields(pipeline, index)))
        })
    }

    pub(crate) fn tag_records(&self) -> impl Iterator<Item = DemoRecord> + '_ {
        TAGS.iter().enumerate().map(|(index, (name, color))| {
            let at = self.shelf_at(index as u64);
            DemoRecord::new(tag::KEY, self.id(14, index as u64, at), at, self.owner(0))
                .with(&tag::NAME, *name)
                .with(&tag::COLOR, *color)
        })
    }
}
