//! Users, teams, roles and keys.

use super::Door::Administrator;
use super::Method::{Delete, Get, Patch, Post};
use super::Shape::Named;
use super::{Operation, Repeat, operation};

/// Users, teams, roles and keys.
pub(super) const LIST: &[Operation] = &[
    operation("show_workspace", Get, "/workspace", "The settings of the workspace")
        .of("Administration")
        .gives(Named("Workspace")),
    operation("change_workspace", Patch, "/workspace", "Changes the settings of the workspace")
        .door(Administrator)
        .of("Administration")
        .takes(Named("WorkspaceInput"))
        .gives(Named("Workspace")),
    operation("list_users", Get, "/users", "Users: all for administrators, names for everybody")
        .of("Administration")
        .gives(Named("UserList")),
    operation("create_user", Post, "/users", "Adds a user")
        .door(Administrator)
        .of("Administration")
        .takes(Named("UserInput"))
        .gives(Named("User"))
        .status(201),
    operation("show_user", Get, "/users/{id}", "A user").of("Administration").gives(Named("User")),
    operation("change_user", Patch, "/users/{id}", "Changes or disables a user")
        .door(Administrator)
        .of("Administration")
        .takes(Named("UserInput"))
        .gives(Named("User")),
    operation("list_teams", Get, "/teams", "Teams").of("Administration").gives(Named("TeamList")),
    operation("create_team", Post, "/teams", "Adds a team")
        .door(Administrator)
        .of("Administration")
        .takes(Named("TeamInput"))
        .gives(Named("Team"))
        .status(201),
    operation(
        "create_staff",
        Post,
        "/staff",
        "Adds users and teams from a list; who is there already moves to the team it says",
    )
    .door(Administrator)
    .of("Administration")
    .takes(Named("StaffInput"))
    .gives(Named("StaffBrought")),
    operation("change_team", Patch, "/teams/{id}", "Changes a team")
        .door(Administrator)
        .of("Administration")
        .takes(Named("TeamInput"))
        .gives(Named("Team")),
    operation("remove_team", Delete, "/teams/{id}", "Removes an empty team")
        .door(Administrator)
        .of("Administration")
        .status(204),
    operation("list_roles", Get, "/roles", "Roles")
        .door(Administrator)
        .of("Administration")
        .gives(Named("RoleList")),
    operation("create_role", Post, "/roles", "Adds a role")
        .door(Administrator)
        .of("Administration")
        .takes(Named("RoleInput"))
        .gives(Named("Role"))
        .status(201),
    operation("change_role", Patch, "/roles/{id}", "Changes a role; in force from the next request on")
        .door(Administrator)
        .of("Administration")
        .takes(Named("RoleInput"))
        .gives(Named("Role")),
    operation("remove_role", Delete, "/roles/{id}", "Removes a role nobody has")
        .door(Administrator)
        .of("Administration")
        .status(204),
    operation("list_api_keys", Get, "/api_keys", "API keys, without their secrets")
        .door(Administrator)
        .of("Administration")
        .gives(Named("ApiKeyList")),
    operation("create_api_key", Post, "/api_keys", "Makes an API key; its secret is shown this once")
        .repeat(Repeat::Secret)
        .door(Administrator)
        .of("Administration")
        .takes(Named("ApiKeyInput"))
        .gives(Named("ApiKey"))
        .status(201),
    operation("remove_api_key", Delete, "/api_keys/{id}", "Ends an API key at once")
        .door(Administrator)
        .of("Administration")
        .status(204),
];
