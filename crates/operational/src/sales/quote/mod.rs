//! Quotes: made of a deal, sent with a secret link, decided by the customer, drawn as a PDF.

mod accept;
mod approval;
mod calendar;
mod create;
mod given;
mod job;
mod look;
mod offer;
mod pdf;
mod public;
mod rule;
mod schema;
mod send;
mod sequence;
mod show;
mod table;
mod take_over;
mod tell;
#[cfg(test)]
mod tests;

use platform::Feature;
use platform::feature::Routes;
use platform::http::operation::Door::{Administrator, Open};
use platform::http::operation::Method::{Get, Post, Put};
use platform::http::operation::Shape::{Binary, Named};
use platform::http::operation::{Operation, Repeat, answered_by, operation};

/// The feature.
pub static FEATURE: Feature = Feature::new("quote")
    .rules(rule::RULES)
    .jobs(job::JOBS)
    .migrations(table::MIGRATIONS)
    .operations(LIST, routes, schema::schemas);

const LIST: &[Operation] = &[
    operation("make_quote", Post, "/deals/{id}/quotes", "Makes a quote of a deal with its lines")
        .repeat(Repeat::Inside)
        .of("Quotes")
        .takes(Named("QuoteInput"))
        .gives(Named("QuoteRecord"))
        .made(),
    operation("create_quote_version", Post, "/quotes/{id}/versions", "Makes the next version of a quote")
        .repeat(Repeat::Inside)
        .of("Quotes")
        .takes(Named("QuoteInput"))
        .gives(Named("QuoteRecord"))
        .made(),
    operation(
        "send_quote",
        Put,
        "/quotes/{id}/sending",
        "Gives a quote its number and a secret link; it does not change any more",
    )
    .of("Quotes")
    .gives(Named("QuoteSent")),
    operation("create_quote_link", Post, "/quotes/{id}/links", "Makes another secret link to a quote")
        .repeat(Repeat::Secret)
        .of("Quotes")
        .gives(Named("QuoteLink"))
        .made(),
    operation(
        "take_over_prices",
        Put,
        "/quotes/{id}/prices",
        "Takes prices that moved over into a draft, or leaves them as they are for good",
    )
    .of("Quotes")
    .takes(Named("QuotePrices"))
    .gives(Named("QuoteRecord")),
    operation("sort_quote_lines", Put, "/quotes/{id}/line_sequence", "Puts the lines of a quote in sequence")
        .of("Quotes")
        .takes(Named("LineSequence"))
        .nothing(),
    operation("sort_deal_lines", Put, "/deals/{id}/line_sequence", "Puts the lines of a deal in sequence")
        .of("Quotes")
        .takes(Named("LineSequence"))
        .nothing(),
    operation("show_quote_document", Get, "/quotes/{id}/pdf", "Draws a quote as a PDF")
        .of("Quotes")
        .gives(Binary),
    operation(
        "request_discount_approval",
        Post,
        "/quotes/{id}/approvals",
        "Asks for the approval of a discount beyond one's limit",
    )
    .of("Quotes")
    .takes(Named("DiscountApprovalInput"))
    .gives(Named("QuoteRecord"))
    .made(),
    operation(
        "decide_discount_approval",
        Put,
        "/discount_approvals/{id}/decision",
        "Approves or refuses a discount",
    )
    .of("Quotes")
    .takes(Named("DiscountDecision"))
    .gives(Named("QuoteRecord")),
    operation("list_discount_limits", Get, "/discount_limits", "The discounts roles may give without asking")
        .of("Quotes")
        .gives(Named("DiscountLimits")),
    operation("change_discount_limits", Put, "/discount_limits", "Sets the discounts roles may give")
        .door(Administrator)
        .of("Quotes")
        .takes(Named("DiscountLimits"))
        .gives(Named("DiscountLimits")),
    operation("show_quote_look", Get, "/quote_look", "How quotes look")
        .of("Quotes")
        .gives(Named("QuoteLook")),
    operation("change_quote_look", Put, "/quote_look", "Sets how quotes look")
        .door(Administrator)
        .of("Quotes")
        .takes(Named("QuoteLookInput"))
        .gives(Named("QuoteLook")),
    operation("show_public_quote", Get, "/public/quotes/{token}", "The quote behind a secret link")
        .door(Open)
        .of("Public")
        .gives(Named("PublicQuote")),
    operation("show_public_quote_document", Get, "/public/quotes/{token}/pdf", "The quote as a PDF")
        .door(Open)
        .of("Public")
        .gives(Binary),
    operation("view_public_quote", Put, "/public/quotes/{token}/view", "Says that somebody looked at it")
        .door(Open)
        .of("Public")
        .nothing(),
    operation("ask_public_quote", Post, "/public/quotes/{token}/questions", "Asks something about a quote")
        .door(Open)
        .of("Public")
        .takes(Named("PublicQuestion"))
        .nothing(),
    operation("decide_public_quote", Put, "/public/quotes/{token}/decision", "Accepts or declines a quote")
        .door(Open)
        .of("Public")
        .takes(Named("PublicDecision"))
        .gives(Named("PublicQuote")),
];

fn routes() -> Routes {
    vec![
        ("make_quote", answered_by(Post, create::create_quote)),
        ("create_quote_version", answered_by(Post, create::create_quote_version)),
        ("send_quote", answered_by(Put, send::send_quote)),
        ("create_quote_link", answered_by(Post, send::create_quote_link)),
        ("take_over_prices", answered_by(Put, take_over::take_over_prices)),
        ("sort_quote_lines", answered_by(Put, sequence::sort_quote_lines)),
        ("sort_deal_lines", answered_by(Put, sequence::sort_deal_lines)),
        ("show_quote_document", answered_by(Get, show::show_quote_document)),
        ("request_discount_approval", answered_by(Post, approval::request_discount_approval)),
        ("decide_discount_approval", answered_by(Put, approval::decide_discount_approval)),
        ("list_discount_limits", answered_by(Get, approval::list_discount_limits)),
        ("change_discount_limits", answered_by(Put, approval::change_discount_limits)),
        ("show_quote_look", answered_by(Get, look::show_quote_look)),
        ("change_quote_look", answered_by(Put, look::change_quote_look)),
        ("show_public_quote", answered_by(Get, public::show_public_quote)),
        ("show_public_quote_document", answered_by(Get, public::show_public_quote_document)),
        ("view_public_quote", answered_by(Put, public::view_public_quote)),
        ("ask_public_quote", answered_by(Post, public::ask_public_quote)),
        ("decide_public_quote", answered_by(Put, public::decide_public_quote)),
    ]
}
