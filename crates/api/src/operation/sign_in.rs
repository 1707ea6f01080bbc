//! Setting up, signing in and out, and one's own settings.

use super::Door::Open;
use super::Method::{Delete, Get, Patch, Post};
use super::Shape::Named;
use super::{Operation, operation};

/// Setting up, signing in and out, and one's own settings.
pub(super) const LIST: &[Operation] = &[
    operation("show_setup", Get, "/setup", "Tells whether the first set-up is still to be done")
        .door(Open)
        .of("Sign-in")
        .gives(Named("Setup")),
    operation(
        "create_setup",
        Post,
        "/setup",
        "Makes the first workspace and its administrator; closes itself afterwards",
    )
    .door(Open)
    .of("Sign-in")
    .takes(Named("SetupInput"))
    .gives(Named("Session")),
    operation("create_session", Post, "/session", "Signs in")
        .door(Open)
        .of("Sign-in")
        .takes(Named("SignIn"))
        .gives(Named("Session")),
    operation("show_session", Get, "/session", "Tells who is signed in")
        .of("Sign-in")
        .gives(Named("Session")),
    operation("remove_session", Delete, "/session", "Signs out").of("Sign-in").status(204),
    operation(
        "list_sessions",
        Get,
        "/sessions",
        "Lists where one is signed in oneself; an API key cannot ask",
    )
    .of("Sign-in")
    .gives(Named("OwnSessionList")),
    operation("end_session", Delete, "/sessions/{id}", "Ends one of one's own sessions")
        .of("Sign-in")
        .status(204),
    operation(
        "end_other_sessions",
        Delete,
        "/sessions",
        "Ends all of one's own sessions but the one that asks",
    )
    .of("Sign-in")
    .status(204),
    operation(
        "change_session_user",
        Patch,
        "/session/user",
        "Changes one's own name, language, zone, theme or password",
    )
    .of("Sign-in")
    .takes(Named("OwnUserInput"))
    .gives(Named("Session")),
];
