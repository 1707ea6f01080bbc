//! The pipeline of a hardware seller, with the mistakes that are in it, by its example mappings.

use super::*;

fn import_all(shop: &Shop, folder: &Path) -> Vec<FileOutcome> {
    let set = project().join("examples/crm_sales/import.json");
    let files = files_of_set(&set, folder).unwrap();
    files.into_iter().map(|(path, mapping)| shop.run(&path, mapping)).collect()
}

#[test]
#[ignore = "real data that may not be shipped: make test-data"]
fn the_set_is_imported_and_its_mistakes_are_told() {
    let shop = Shop::new();
    let done = import_all(&shop, &data("crm_sales"));
    let refused: Vec<i64> = done.iter().map(|one| one.import.progress.refused).collect();
    assert_eq!(refused, [0, 0, 0], "{:?}", done.iter().map(|one| &one.messages).collect::<Vec<_>>());
    let [companies, products, deals] = &done[..] else { panic!("three files") };

    assert_eq!((companies.import.progress.done, shop.count("company", Json::Null)), (85, 85));
    assert_eq!(told(companies, "“technolgy” was read as “technology”"), 12);
    assert_eq!(told(companies, "“Philipines” was read as “Philippines”"), 1);
    assert_eq!(shop.count("company", json!({"field": "sector", "op": "is", "value": "technology"})), 12);
    assert_eq!(
        shop.count("company", json!({"field": "parent.name", "op": "is", "value": "Acme Corporation"})),
        4
    );
    assert_eq!(shop.count("company", json!({"field": "parent", "op": "is_not_empty"})), 15);
    assert_eq!((products.import.progress.done, shop.count("product", Json::Null)), (7, 7));

    assert_eq!((deals.import.progress.done, shop.count("deal", Json::Null)), (8800, 8800));
    assert_eq!(told(deals, "“GTXPro” was read as “GTX Pro”"), 1480);
    assert_eq!(told(deals, "The deal has no company"), 1425);
    assert_eq!(shop.count("deal", json!({"field": "company", "op": "is_empty"})), 1425);
    assert_eq!(shop.count("deal", json!({"field": "product.name", "op": "is", "value": "GTX Pro"})), 1480);
    for (outcome, count) in [("won", 4238), ("lost", 2473), ("open", 1589 + 500)] {
        assert_eq!(
            shop.count("deal", json!({"field": "outcome", "op": "is", "value": outcome})),
            count,
            "{outcome}"
        );
    }
    for (stage, count) in [("Won", 4238), ("Lost", 2473), ("Engaging", 1589), ("Prospecting", 500)] {
        assert_eq!(
            shop.count("deal", json!({"field": "stage.name", "op": "is", "value": stage})),
            count,
            "{stage}"
        );
    }
    assert_eq!((shop.count("stage", Json::Null), shop.count("pipeline", Json::Null)), (4, 1));
    let sums = shop.sums("deal", "amount", Json::Null);
    assert_eq!(sums[0]["values"][0], json!({"amount": "10005534.00", "currency": "USD"}));
    // The one seller who is a user owns his deals; all are found by their tag.
    let moses =
        shop.count("deal", json!({"field": "tags", "op": "has_any", "value": ["Seller: Moses Frase"]}));
    assert!(moses > 0);
    assert_eq!(shop.count("deal", json!({"field": "owner", "op": "is_not_empty"})), moses);
    assert_eq!(told(deals, "there is no user"), 8800 - moses);
}

fn again_and_back(shop: &Shop, folder: &Path, done: &[FileOutcome], before: &str) {
    let after = shop.everything();
    let again = import_all(shop, folder);
    let written = |one: &FileOutcome| one.import.progress.created + one.import.progress.changed;
    assert_eq!(again.iter().map(written).sum::<i64>(), 0, "nothing is doubled, and nothing changes");
    assert_eq!(shop.everything(), after);
    for one in done.iter().rev() {
        let undone = undo_now(&shop.platform, &shop.context, one.import.id, &mut |_| {}).unwrap();
        assert_eq!((undone.state, undone.kept), (ImportState::Undone, Vec::new()));
    }
    assert_eq!(shop.everything(), before);
}

#[test]
#[ignore = "real data that may not be shipped: make test-data"]
fn the_whole_set_is_taken_back_to_the_byte() {
    let shop = Shop::new();
    let before = shop.everything();
    let done = import_all(&shop, &data("crm_sales"));
    again_and_back(&shop, &data("crm_sales"), &done, &before);
}

#[test]
fn a_small_file_with_the_same_mistakes_is_read_like_the_large_one() {
    let shop = Shop::new();
    let before = shop.everything();
    let small = project().join("examples/crm_sales/small");
    let done = import_all(&shop, &small);
    assert_eq!(done.iter().map(|one| one.import.progress.refused).sum::<i64>(), 1);
    assert_eq!(told(&done[0], "“technolgy” was read as “technology”"), 2);
    assert_eq!(shop.count("company", Json::Null), 4, "the parent that comes later stands once");
    assert_eq!(told(&done[2], "“GTXPro” was read as “GTX Pro”"), 2);
    assert_eq!(told(&done[2], "refused: company: There is no company “Nowhere Inc”."), 1);
    again_and_back(&shop, &small, &done, &before);
}
