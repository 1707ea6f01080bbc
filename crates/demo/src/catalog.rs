//! What the demo company sells: machines, tools, consumables and service, with prices that change over the years.

use crate::calendar::{Calendar, DAYS};
use crate::chance::{Chance, Topic};

/// The categories: name, and the position of the category above it.
pub(crate) const CATEGORIES: &[(&str, Option<usize>)] = &[
    ("Machines", None),
    ("Lathes and mills", Some(0)),
    ("Saws", Some(0)),
    ("Drilling machines", Some(0)),
    ("Welding", Some(0)),
    ("Hand tools", None),
    ("Power tools", None),
    ("Consumables", None),
    ("Service and training", None),
];

/// A product as it enters the catalog.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    /// The code on invoices.
    pub(crate) code: &'static str,
    /// The name.
    pub(crate) name: &'static str,
    /// The position of its category.
    pub(crate) category: usize,
    /// The price at the beginning of the history, in cents.
    price: i64,
    /// The share of the price it costs us, in percent.
    cost: i64,
    /// How often it is bought, against others of its category.
    pub(crate) weight: f64,
    /// What it is.
    pub(crate) description: &'static str,
}

const fn item(
    code: &'static str,
    name: &'static str,
    category: usize,
    price: i64,
    cost: i64,
    weight: f64,
    description: &'static str,
) -> Item {
    Item { code, name, category, price, cost, weight, description }
}

/// The catalog. The positions in [`LAUNCHED`] and [`DISCONTINUED`] refer to it.
pub(crate) const ITEMS: &[Item] = &[
    item("TS-180", "Bench lathe TS-180", 1, 89_000, 62, 9.0, "180 mm swing, 300 mm between centers, variable speed. For repair shops and model makers."),
    item("TS-280", "Workshop lathe TS-280", 1, 349_000, 66, 6.0, "280 mm swing, 700 mm between centers, quick-change tool post included."),
    item("TS-400", "Engine lathe TS-400", 1, 1_190_000, 70, 2.0, "400 mm swing, 1,000 mm between centers, three-axis readout, coolant."),
    item("TS-400D", "Engine lathe TS-400 D with digital drive", 1, 1_390_000, 69, 2.0, "The TS-400 with a stepless drive and constant cutting speed."),
    item("RF-25", "Drill mill RF-25", 1, 124_000, 63, 6.0, "MT3 spindle, 25 mm drilling in steel, tilting head."),
    item("RF-45", "Milling machine RF-45", 1, 389_000, 67, 4.0, "ISO 30 spindle, power feed on X, 240 × 800 mm table."),
    item("CNC-6", "Compact CNC mill CNC-6", 1, 1_850_000, 72, 1.5, "Travel 400 × 250 × 300 mm, 10,000 rpm, eight tools in the changer."),
    item("BS-115", "Band saw BS-115", 2, 69_000, 61, 9.0, "For round stock up to 115 mm, miter to 45°."),
    item("BS-230", "Band saw BS-230", 2, 229_000, 65, 5.0, "Hydraulic feed, coolant, for round stock up to 230 mm."),
    item("BS-300A", "Automatic band saw BS-300 A", 2, 980_000, 71, 1.5, "Automatic bar feed, 300 mm, piece counter."),
    item("KS-315", "Cold saw KS-315", 2, 279_000, 66, 3.0, "315 mm blade, two speeds, burr-free cuts in profiles."),
    item("PS-254", "Panel saw PS-254", 2, 159_000, 64, 4.0, "Sliding table, 254 mm blade, scoring unit."),
    item("SM-13", "Bench drill SM-13", 3, 32_900, 58, 9.0, "13 mm chuck, five speeds, cast-iron table."),
    item("SM-20", "Pillar drill SM-20", 3, 74_900, 62, 7.0, "20 mm in steel, MT2, depth stop with fine adjustment."),
    item("SM-32", "Gear-head drill SM-32", 3, 285_000, 67, 3.0, "32 mm in steel, power feed, tapping with reversal."),
    item("MD-40", "Magnetic drill MD-40", 3, 64_900, 60, 5.0, "Core drills up to 40 mm, 13 kg, for steel construction on site."),
    item("MIG-200", "MIG welder MIG-200", 4, 84_900, 60, 8.0, "200 A, 230 V, synergic programs for steel, stainless and aluminum."),
    item("MIG-350", "MIG welder MIG-350 P", 4, 249_000, 65, 4.0, "350 A pulse, water-cooled torch, trolley."),
    item("TIG-220", "TIG welder TIG-220 AC/DC", 4, 169_000, 63, 5.0, "220 A AC/DC, pulse, pedal, for thin sheet and aluminum."),
    item("PC-60", "Plasma cutter PC-60", 4, 119_000, 62, 3.0, "Clean cuts to 20 mm, pilot arc, connection for a cutting table."),
    item("WT-120", "Welding table WT-120", 4, 78_000, 55, 3.0, "1,200 × 800 mm, 16 mm hole grid, set of clamps."),
    item("LW-20", "Handheld laser welder LW-20", 4, 1_290_000, 70, 1.5, "2 kW fiber laser, wobble head, for seams without rework."),
    item("HT-110", "Spanner set HT-110, 12 pieces", 5, 6_490, 48, 9.0, "Combination spanners 8 to 24 mm, chrome vanadium."),
    item("HT-145", "Socket set HT-145, 94 pieces", 5, 12_900, 50, 9.0, "1/4 and 1/2 inch, fine-toothed ratchets, in a steel case."),
    item("HT-160", "Torque wrench HT-160", 5, 9_900, 49, 6.0, "20 to 200 Nm, with certificate."),
    item("HT-205", "File set HT-205", 5, 3_490, 45, 7.0, "Five engineer's files, cut 2, beech handles."),
    item("HT-230", "Machinist's vise HT-230", 5, 18_900, 52, 5.0, "125 mm jaws, precision ground, swivel base."),
    item("HT-260", "Digital caliper HT-260", 5, 4_990, 44, 9.0, "150 mm, resolution 0.01 mm, splash-proof."),
    item("HT-265", "Outside micrometer HT-265", 5, 7_900, 46, 5.0, "0 to 25 mm, 0.001 mm, ratchet stop."),
    item("HT-270", "Height gauge HT-270", 5, 21_900, 51, 3.0, "300 mm, digital, with carbide scriber."),
    item("HT-300", "Tool trolley HT-300", 5, 39_900, 54, 4.0, "Seven drawers on ball bearings, central lock, 300 kg."),
    item("HT-320", "Workbench HT-320", 5, 54_900, 55, 3.0, "2,000 × 750 mm, 40 mm beech top, 1,000 kg."),
    item("HT-330", "Mallet and hammer set HT-330", 5, 5_490, 47, 6.0, "Three hammers and a nylon mallet with hickory handles."),
    item("PT-125", "Angle grinder PT-125", 6, 11_900, 52, 10.0, "125 mm, 1,400 W, soft start, brake."),
    item("PT-230", "Angle grinder PT-230", 6, 18_900, 54, 5.0, "230 mm, 2,400 W, anti-vibration handle."),
    item("PT-18D", "Cordless drill PT-18 D", 6, 19_900, 55, 10.0, "18 V, 65 Nm, two 4 Ah batteries."),
    item("PT-18I", "Cordless impact driver PT-18 I", 6, 17_900, 55, 8.0, "18 V, 200 Nm, three speeds."),
    item("PT-18S", "Cordless circular saw PT-18 S", 6, 22_900, 56, 4.0, "18 V, 165 mm blade, rail compatible."),
    item("PT-18R", "Cordless reciprocating saw PT-18 R", 6, 18_900, 55, 3.0, "18 V, brushless, for pipes and beams."),
    item("PT-BG", "Bench grinder PT-BG 200", 6, 14_900, 53, 6.0, "200 mm wheels, 600 W, tool rests."),
    item("PT-BS", "Belt sander PT-BS 75", 6, 27_900, 55, 4.0, "75 × 2,000 mm belt, contact wheel, extraction."),
    item("PT-AIR", "Compressor PT-AIR 50", 6, 32_900, 57, 5.0, "50 l, 10 bar, oil-free, 65 dB."),
    item("PT-VAC", "Shop vacuum PT-VAC 30", 6, 24_900, 56, 5.0, "30 l, class M, socket for power tools."),
    item("CS-CD125", "Cutting discs 125 mm, box of 25", 7, 2_490, 40, 12.0, "1 mm, for steel and stainless."),
    item("CS-FD125", "Flap discs 125 mm, box of 10", 7, 2_990, 41, 10.0, "Zirconia, grit 60."),
    item("CS-HSS", "Twist drill set HSS-Co, 25 pieces", 7, 5_990, 43, 9.0, "1 to 13 mm in steps of half a millimeter."),
    item("CS-EM", "End mill set, carbide, 6 pieces", 7, 8_900, 45, 7.0, "3 to 12 mm, four flutes, coated."),
    item("CS-TI", "Turning inserts CNMG, box of 10", 7, 6_400, 44, 9.0, "For steel, medium cuts."),
    item("CS-BB", "Band saw blades bimetal, box of 5", 7, 9_800, 46, 8.0, "For BS machines, 6/10 teeth per inch."),
    item("CS-WIRE", "Welding wire SG2, 15 kg spool", 7, 4_200, 52, 11.0, "0.8 or 1.0 mm, copper-coated."),
    item("CS-GAS", "Shielding gas M21, 20 l refill", 7, 5_800, 50, 8.0, "82 % argon, 18 % carbon dioxide."),
    item("CS-OIL", "Cutting oil, 20 l", 7, 8_600, 47, 8.0, "Free of chlorine, for turning, milling and sawing."),
    item("CS-COOL", "Coolant concentrate, 20 l", 7, 11_200, 48, 6.0, "Semi-synthetic, mixes at five percent."),
    item("CS-GLOVE", "Welding gloves, 10 pairs", 7, 7_500, 46, 6.0, "Split leather, long cuff."),
    item("CS-SAFE", "Safety glasses, box of 20", 7, 4_600, 38, 6.0, "Clear, scratch-proof, EN 166."),
    item("SV-HOUR", "Technician, hour", 8, 7_800, 55, 9.0, "Repair, adjustment and commissioning at the customer's place."),
    item("SV-CHECK", "Yearly machine check", 8, 29_000, 45, 7.0, "Geometry, safety and electrics, with a report."),
    item("SV-CON", "Service contract, year", 8, 98_000, 40, 3.0, "Two checks, wear parts at cost, answer within one working day."),
    item("SV-TRAIN", "Training day", 8, 64_000, 38, 3.0, "For up to six operators, at our place or yours."),
    item("SV-MOVE", "Machine moving and leveling", 8, 42_000, 60, 2.0, "Transport within 100 km, set-up and leveling."),
    item("SV-CAL", "Calibration of measuring tools", 8, 5_200, 42, 5.0, "Per tool, traceable, with certificate."),
];

/// Products that came during the history: code and day.
const LAUNCHED: &[(&str, i32)] = &[("TS-400D", 420), ("LW-20", 640), ("PT-18R", 300), ("CNC-6", 200)];
/// Products that left during the history: code and day.
const DISCONTINUED: &[(&str, i32)] = &[("TS-400", 760), ("HT-330", 900)];

/// A price that holds from a day on.
#[derive(Clone, Copy, Debug)]
struct Price {
    from: i32,
    price: i64,
    cost: i64,
}

/// The catalog with all prices of the history.
#[derive(Clone, Debug)]
pub(crate) struct Catalog {
    prices: Vec<Vec<Price>>,
    /// Products of each category.
    by_category: Vec<Vec<(usize, f64)>>,
}

impl Catalog {
    /// The price lists of three years: all prices rise each January, consumables again in July, and a few fall.
    pub(crate) fn new(seed: u64, calendar: &Calendar) -> Catalog {
        let dated: Vec<(i32, u8)> = (0..DAYS).map(|day| (day, calendar.date(day).parts())).filter_map(list_date).collect();
        let prices = ITEMS.iter().enumerate().map(|(index, item)| {
            let mut chance = Chance::of(seed, Topic::Product, index as u64);
            let mut now = Price { from: i32::MIN, price: item.price, cost: item.price * item.cost / 100 };
            let mut list = vec![now];
            for (day, month) in &dated {
                let percent = match month {
                    1 => chance.between(20, 60),
                    _ if item.category == 7 => chance.between(0, 35),
                    _ if chance.happens(0.1) => -80,
                    _ => 0,
                };
                // What a thing costs us rises more evenly than what we ask for it: margins move.
                now.cost += now.cost * chance.between(10, 45) / 1_000;
                now.price = rounded(now.price + now.price * percent / 1_000);
                now.from = *day;
                list.push(now);
            }
            list
        });
        let prices = prices.collect();
        let of_category = |category: usize| {
            let items = ITEMS.iter().enumerate().filter(|(_, item)| item.category == category);
            items.map(|(index, item)| (index, item.weight)).collect()
        };
        Catalog { prices, by_category: (0..CATEGORIES.len()).map(of_category).collect() }
    }

    /// Price and cost on a day, in cents.
    pub(crate) fn price(&self, product: usize, day: i32) -> (i64, i64) {
        let list = self.prices.get(product).map(Vec::as_slice).unwrap_or_default();
        list.iter().rev().find(|price| price.from <= day).map_or((0, 0), |price| (price.price, price.cost))
    }

    /// A product of a category that is sold on that day.
    pub(crate) fn product(&self, category: usize, day: i32, chance: &mut Chance) -> usize {
        let items = self.by_category.get(category).map(Vec::as_slice).unwrap_or_default();
        let weight = |index: usize, weight: f64| if on_sale(index, day) { weight } else { 0.0 };
        let total: f64 = items.iter().map(|(index, each)| weight(*index, *each)).sum();
        let mut left = chance.unit() * total;
        for (index, each) in items {
            left -= weight(*index, *each);
            if left < 0.0 {
                return *index;
            }
        }
        items.first().map_or(0, |(index, _)| *index)
    }
}

/// Whether a product is sold on a day.
pub(crate) fn on_sale(product: usize, day: i32) -> bool {
    let code = ITEMS.get(product).map_or("", |item| item.code);
    let launched = LAUNCHED.iter().find(|(known, _)| *known == code).map_or(i32::MIN, |(_, day)| *day);
    let left = DISCONTINUED.iter().find(|(known, _)| *known == code).map_or(i32::MAX, |(_, day)| *day);
    (launched..left).contains(&day)
}

fn list_date((day, (_, month, of_month)): (i32, (i32, u8, u8))) -> Option<(i32, u8)> {
    matches!((month, of_month), (1, 10) | (7, 1)).then_some((day, month))
}

/// Prices as shops write them: whole tens of cents, whole euros above a hundred, tens of euros above two thousand.
fn rounded(cents: i64) -> i64 {
    let unit = match cents {
        0..10_000 => 10,
        10_000..200_000 => 100,
        _ => 1_000,
    };
    (cents + unit / 2) / unit * unit
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_catalog_is_sound_and_its_prices_move() {
        let calendar = Calendar::new("2026-11-22".parse().unwrap());
        let catalog = Catalog::new(1, &calendar);
        assert!((55..=65).contains(&ITEMS.len()));
        assert_eq!(ITEMS.iter().map(|item| item.code).collect::<HashSet<_>>().len(), ITEMS.len());
        let mut fell = 0;
        for index in 0..ITEMS.len() {
            let (first, last) = (catalog.price(index, 0).0, catalog.price(index, DAYS).0);
            let (price, cost) = catalog.price(index, DAYS);
            assert!(cost > 0 && price > cost, "{}", ITEMS[index].code);
            assert_ne!(first, last);
            fell += usize::from((1..DAYS).any(|day| catalog.price(index, day).0 < catalog.price(index, day - 1).0));
        }
        assert!(fell > 0, "no price ever falls");
        for (code, _) in LAUNCHED.iter().chain(DISCONTINUED) {
            assert!(ITEMS.iter().any(|item| item.code == *code), "{code}");
        }
    }
}
