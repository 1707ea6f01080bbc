//! What is asked of the newest run: the next product for a customer, and the customers for a product.

use super::offer::next_products;
use super::prospect::prospects_of;
use axum::extract::{Path, State};
use platform::feature::{Routes, Schemas};
use platform::http::app::{answer, id};
use platform::http::operation::{Method, Operation, Shape, answered_by, operation};
use platform::http::schema::{self, at, flag, free, list, maybe, maybe_id, maybe_text, number, share, text};
use platform::http::{Answer, App, Asker};
use serde_json::{Value as Json, json};
use standard::{company, person};

const GROUP: &str = "Analyses";

pub(super) static OPERATIONS: &[Operation] = &[
    operation(
        "list_company_next_products",
        Method::Get,
        "/companies/{id}/next_products",
        "Products that go best with what a company has bought, with the reason, out of the newest analysis of what sells together that the asker may see.",
    )
    .of(GROUP)
    .gives(Shape::Named("NextProducts")),
    operation(
        "list_person_next_products",
        Method::Get,
        "/people/{id}/next_products",
        "Products that go best with what a person has bought, with the reason, out of the newest analysis of what sells together that the asker may see.",
    )
    .of(GROUP)
    .gives(Shape::Named("NextProducts")),
    operation(
        "list_product_prospects",
        Method::Get,
        "/products/{id}/prospects",
        "Customers who bought what a product goes with and have not bought it, as lists that can be opened, out of the newest analysis of what sells together that the asker may see.",
    )
    .of(GROUP)
    .gives(Shape::Named("ProductProspects")),
];

pub(super) fn routes() -> Routes {
    vec![
        ("list_company_next_products", answered_by(Method::Get, list_company_next_products)),
        ("list_person_next_products", answered_by(Method::Get, list_person_next_products)),
        ("list_product_prospects", answered_by(Method::Get, list_product_prospects)),
    ]
}

async fn list_company_next_products(app: State<App>, asker: Asker, of: Path<String>) -> Answer {
    next(app, asker, company::KEY, of).await
}

async fn list_person_next_products(app: State<App>, asker: Asker, of: Path<String>) -> Answer {
    next(app, asker, person::KEY, of).await
}

async fn next(State(app): State<App>, asker: Asker, object: &'static str, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let told = app.work(&asker, move |platform, asker| {
        let context = asker.context(platform);
        platform.engine.read(&context, |reading| next_products(platform, asker, reading, object, of))
    });
    answer(200, &told.await?)
}

async fn list_product_prospects(State(app): State<App>, asker: Asker, Path(of): Path<String>) -> Answer {
    let of = id(&of)?;
    let told = app.work(&asker, move |platform, asker| {
        let context = asker.context(platform);
        platform.engine.read(&context, |reading| prospects_of(platform, asker, reading, of))
    });
    answer(200, &told.await?)
}

pub(super) fn schemas() -> Schemas {
    let head = |own: Json| {
        let mut members = json!({"run": maybe_id(), "as_of": maybe(at()), "none": maybe_text()});
        if let (Some(members), Json::Object(own)) = (members.as_object_mut(), own) {
            members.extend(own);
        }
        schema::answer(members)
    };
    vec![
        (
            "OfferReason",
            schema::answer(json!({
                "id": schema::id(), "name": text(), "unit": {"type": "string", "enum": ["purchase", "customer"]},
                "both": number(), "given": number(), "share": share(), "low": share(), "high": share(),
                "lift": {"type": "number"},
            })),
        ),
        (
            "NextProducts",
            head(json!({"data": list(schema::answer(
                json!({"id": schema::id(), "name": text(), "because": schema::of("OfferReason")}),
            ))})),
        ),
        (
            "ProductProspects",
            head(json!({
                "because": list(schema::of("OfferReason")),
                "lists": list(schema::answer(
                    json!({"object": text(), "customers": number(), "exact": flag(), "filter": free()}),
                )),
            })),
        ),
    ]
}
