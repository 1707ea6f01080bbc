//! Every route on one page, by the name of its operation: the test below compares them with [`OPERATIONS`].

use crate::app::App;
use crate::operation::{Door, Method, OPERATIONS, Operation};
use crate::{
    administration, bulk_change, change_set, changes, dictionary, document, file, import, job, layout,
    mention, presence, record, search, sign_in, trash, upkeep, view, workspace,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::MethodRouter;
use platform::http::operation::{Repeat, answered_by, operation};
use platform::http::{Once, guard, observe, once};
use std::collections::BTreeMap;

/// The routes below `/api/v1`, observed and guarded.
pub fn router(app: App) -> Router {
    let mut doors: [BTreeMap<&str, MethodRouter<App>>; 2] = Default::default();
    for (operation, route) in all(&app) {
        let [open, guarded] = &mut doors;
        let door = if operation.door == Door::Open { open } else { guarded };
        let kept =
            operation.method == Method::Post && matches!(operation.repeat, Repeat::Kept | Repeat::Secret);
        let route = if kept && operation.door != Door::Open {
            let state = Once { platform: app.platform.clone(), repeat: operation.repeat };
            route.layer(from_fn_with_state(state, once))
        } else {
            route
        };
        let known = door.remove(operation.path).unwrap_or_default();
        door.insert(operation.path, known.merge(route));
    }
    let [open, guarded] = doors
        .map(|door| door.into_iter().fold(Router::new(), |router, (path, route)| router.route(path, route)));
    let guarded = guarded.layer(from_fn_with_state(app.platform.clone(), guard));
    let inner = open
        .merge(guarded)
        .fallback(sign_in::nothing_here)
        .method_not_allowed_fallback(sign_in::not_this_method)
        .layer(from_fn_with_state(app.platform.clone(), observe))
        // Bodies are bounded where they are read, per operation.
        .layer(DefaultBodyLimit::disable())
        .with_state(app);
    Router::new().nest("/api/v1", inner)
}

/// Every operation with what answers it: the generic ones and those of the features. What is listed but not answered, or the
/// other way round, is found by the tests here and in the features.
fn all(app: &App) -> Vec<(&'static Operation, MethodRouter<App>)> {
    let mut all = routes();
    for feature in app.features {
        for (id, route) in feature.routes.map(|routes| routes()).unwrap_or_default() {
            if let Some(operation) = feature.operations.iter().find(|operation| operation.id == id) {
                all.push((operation, route));
            }
        }
    }
    all
}

fn route<H, T>(id: &str, handler: H) -> (&'static Operation, MethodRouter<App>)
where
    H: Handler<T, App>,
    T: 'static,
{
    // An unknown name stands for nothing: the test of this file finds it.
    let operation = OPERATIONS.iter().find(|operation| operation.id == id).unwrap_or(&UNKNOWN);
    (operation, answered_by(operation.method, handler))
}

static UNKNOWN: Operation = operation("unknown", Method::Get, "/unknown", "").door(Door::Administrator);

fn routes() -> Vec<(&'static Operation, MethodRouter<App>)> {
    vec![
        route("show_setup", sign_in::show_setup),
        route("create_setup", sign_in::create_setup),
        route("create_session", sign_in::create_session),
        route("show_session", sign_in::show_session),
        route("remove_session", sign_in::remove_session),
        route("list_sessions", sign_in::list_sessions),
        route("end_session", sign_in::end_session),
        route("end_other_sessions", sign_in::end_other_sessions),
        route("change_session_user", sign_in::change_session_user),
        route("list_records", record::list::list_records),
        route("query_records", record::list::query_records),
        route("create_record", record::create::create_record),
        route("show_record", record::show::show_record),
        route("change_record", record::change::change_record),
        route("remove_record", record::remove::remove_record),
        route("restore_record", record::remove::restore_record),
        route("bulk_records", record::bulk::bulk_records),
        route("upsert_records", record::bulk::upsert_records),
        route("link_record", record::link::link_record),
        route("unlink_record", record::link::unlink_record),
        route("group_records", record::groups::group_records),
        route("list_history", record::story::list_history),
        route("list_timeline", record::story::list_timeline),
        route("list_linked", record::story::list_linked),
        route("show_record_access", record::access::show_record_access),
        route("export_records", record::export::export_records),
        route("export_tables", record::tables::export_tables),
        route("search_records", search::search_records),
        route("list_trash", record::story::list_trash),
        route("start_bulk_change_of_records", bulk_change::start_bulk_change),
        route("remove_trashed", trash::remove_trashed),
        route("empty_trash", trash::empty_trash),
        route("list_change_sets", change_set::list_change_sets),
        route("show_change_set", change_set::show_change_set),
        route("undo_change_set", change_set::undo_change_set),
        route("list_changes", changes::list_changes),
        route("show_dictionary", dictionary::show_dictionary),
        route("create_object", dictionary::create_object),
        route("change_object", dictionary::change_object),
        route("remove_object", dictionary::remove_object),
        route("create_field", dictionary::create_field),
        route("change_field", dictionary::change_field),
        route("remove_field", dictionary::remove_field),
        route("match_records", crate::duplicate::matches::match_records),
        route("merge_records", crate::duplicate::merge::merge_records),
        route("list_duplicate_searches", crate::duplicate::found::list_searches),
        route("search_duplicates", crate::duplicate::found::search_duplicates),
        route("list_duplicates", crate::duplicate::found::list_duplicates),
        route("change_duplicate_search", crate::duplicate::found::change_search),
        route("dismiss_duplicates", crate::duplicate::found::dismiss_duplicates),
        route("restore_duplicates", crate::duplicate::found::restore_duplicates),
        route("merge_duplicates", crate::duplicate::found::merge_duplicates),
        route("upload_file", file::upload_file),
        route("show_file_content", file::show_file_content),
        route("create_import", import::create_import),
        route("list_imports", import::list_imports),
        route("show_import", import::show_import),
        route("change_import_format", import::change_import_format),
        route("change_import_mapping", import::change_import_mapping),
        route("dry_run_import", import::dry_run_import),
        route("run_import", import::run_import),
        route("pause_import", import::pause_import),
        route("resume_import", import::resume_import),
        route("undo_import", import::undo_import),
        route("list_import_results", import::list_import_results),
        route("show_import_results_file", import::show_import_results_file),
        route("list_jobs", job::list_jobs),
        route("show_job", job::show_job),
        route("remove_job", job::remove_job),
        route("list_views", view::list_views),
        route("create_view", view::create_view),
        route("change_view", view::change_view),
        route("remove_view", view::remove_view),
        route("pin_view", view::pin_view),
        route("unpin_view", view::unpin_view),
        route("list_favorites", view::list_favorites),
        route("add_favorite", view::add_favorite),
        route("remove_favorite", view::remove_favorite),
        route("list_layouts", layout::list_layouts),
        route("put_layout", layout::put_layout),
        route("remove_layout", layout::remove_layout),
        route("show_workspace", workspace::show_workspace),
        route("change_workspace", workspace::change_workspace),
        route("put_presence", presence::put_presence),
        route("remove_presence", presence::remove_presence),
        route("list_backups", upkeep::list_backups),
        route("create_backup", upkeep::create_backup),
        route("show_backup_content", upkeep::show_backup_content),
        route("remove_backup", upkeep::remove_backup),
        route("show_sample_data", upkeep::show_sample_data),
        route("create_sample_data", upkeep::create_sample_data),
        route("remove_sample_data", upkeep::remove_sample_data),
        route("list_mentions", mention::list_mentions),
        route("see_mentions", mention::see_mentions),
        route("list_users", administration::list_users),
        route("create_user", administration::create_user),
        route("show_user", administration::show_user),
        route("change_user", administration::change_user),
        route("list_teams", administration::list_teams),
        route("create_team", administration::create_team),
        route("create_staff", administration::create_staff),
        route("change_team", administration::change_team),
        route("remove_team", administration::remove_team),
        route("list_roles", administration::list_roles),
        route("create_role", administration::create_role),
        route("change_role", administration::change_role),
        route("remove_role", administration::remove_role),
        route("list_api_keys", administration::list_api_keys),
        route("create_api_key", administration::create_api_key),
        route("remove_api_key", administration::remove_api_key),
        route("show_openapi", document::show_openapi),
        route("show_docs", document::show_docs),
        route("show_docs_script", document::show_docs_script),
        route("show_docs_style", document::show_docs_style),
        route("show_empty", sign_in::show_empty),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn routes_and_operations_are_the_same() {
        let routed: HashSet<&str> = routes().iter().map(|(operation, _)| operation.id).collect();
        let listed: HashSet<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
        assert_eq!(routed, listed);
        assert_eq!(routes().len(), OPERATIONS.len());
    }
}
