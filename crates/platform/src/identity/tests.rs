//! What people rely on when they sign in, and what administrators rely on when they take something away.

use super::*;
use crate::Settings;
use crate::testing::{NETWORK, PASSWORD, World};
use store::table::{Condition, Select};
use store::testing::Fresh;
use vocabulary::{Error, Id, Timestamp};

store::on_both_databases! {
    a_session_is_good_until_it_is_ended, sessions_end_when_idle_and_in_any_case_at_last,
    wrong_passwords_and_unknown_people_get_the_same_answer,
    guessing_is_limited_per_address_and_per_network_and_on_all_servers,
    people_who_sign_in_rightly_are_never_held_up, a_change_of_role_holds_from_the_next_request,
    another_server_sees_a_change_within_a_second, switching_a_user_off_ends_sessions_and_keys_at_once,
    a_new_password_ends_all_other_sessions, one_sees_and_ends_ones_own_sessions_and_nobody_elses, the_last_administrator_stays, only_administrators_administer,
    a_key_never_does_more_than_its_user, keys_expire_and_can_be_taken_away,
    teams_form_a_tree_and_rights_reach_down_it, the_first_run_closes_itself,
    workspaces_of_one_installation_never_mix, an_address_belongs_to_one_user_of_a_workspace,
    users_change_their_own_settings_and_nothing_else, the_command_line_can_give_a_new_password,
}

fn code(result: Result<impl Sized, Error>) -> String {
    match result {
        Err(Error::Invalid(problems)) => format!("{}:{}", problems[0].field, problems[0].code),
        Err(Error::NotFound(_)) => "not_found".to_string(),
        Err(Error::Conflict(..)) => "conflict".to_string(),
        Err(Error::Forbidden(_)) => "forbidden".to_string(),
        Err(Error::Unauthenticated(_)) => "unauthenticated".to_string(),
        Err(Error::TooMany(..)) => "too_many".to_string(),
        Err(other) => panic!("{other}"),
        Ok(_) => "ok".to_string(),
    }
}

fn a_session_is_good_until_it_is_ended(fresh: Fresh) {
    let world = World::new(fresh);
    let signed_in = world.sign_in("Ana@Example.com");
    let who = authenticate_session(&world.platform, &signed_in.token).unwrap();
    assert_eq!((who.user.id, who.workspace.key.as_str()), (world.administrator.id, "acme"));
    assert!(who.rights.administrator());
    assert_eq!(code(authenticate_session(&world.platform, &"0".repeat(64))), "unauthenticated");
    end_session(&world.platform, &who).unwrap();
    assert_eq!(code(authenticate_session(&world.platform, &signed_in.token)), "unauthenticated");
}

#[test]
fn the_database_holds_no_token_and_no_secret() {
    let world = World::new(Fresh::sqlite());
    let signed_in = world.sign_in("ana@example.com");
    let asker = signed_in.authenticated.clone();
    let new = NewApiKey { name: "script".to_string(), role: asker.role.id, expires_at: None };
    let (_, secret) = create_api_key(&world.platform, &asker, new).unwrap();
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(world.folder()).unwrap().flatten().filter(|entry| entry.path().is_file()) {
        bytes.extend(std::fs::read(entry.path()).unwrap());
    }
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("ana@example.com"), "the search itself works");
    assert!(!holds(&signed_in.token) && !holds(&secret) && !holds(PASSWORD));
}

fn sessions_end_when_idle_and_in_any_case_at_last(fresh: Fresh) {
    let world =
        World::with(fresh, Settings { session_idle: 3600, session_absolute: 7200, ..Settings::default() });
    let idle = world.sign_in("ana@example.com").token;
    world.clock.advance(3601);
    assert_eq!(code(authenticate_session(&world.platform, &idle)), "unauthenticated");
    let busy = world.sign_in("ana@example.com").token;
    for _ in 0..3 {
        world.clock.advance(1800);
        authenticate_session(&world.platform, &busy).unwrap();
        wait_until_seen(&world, &busy);
        remove_expired(&world.platform).unwrap();
    }
    world.clock.advance(1800);
    assert_eq!(code(authenticate_session(&world.platform, &busy)), "unauthenticated");
}

/// The time of use is written without making the request wait for it.
fn wait_until_seen(world: &World, token: &str) {
    let now = world.platform.now();
    let hash = crate::secrets::sha256(token.as_bytes()).to_vec();
    let seen = || {
        let by_hash = vec![Condition::Eq("hash", hash.clone().into()), Condition::Eq("seen_at", now.into())];
        let select = Select::new(session::TABLE, &["seen_at"], by_hash);
        !world.platform.store.read(|reader| reader.select(&select)).unwrap().is_empty()
    };
    for _ in 0..2_000 {
        if seen() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the time of use was never written");
}

fn wrong_passwords_and_unknown_people_get_the_same_answer(fresh: Fresh) {
    let world = World::new(fresh);
    let wrong = world.try_sign_in("ana@example.com", "something else").map(|_| ());
    let unknown = world.try_sign_in("nobody@example.com", PASSWORD).map(|_| ());
    assert_eq!(wrong, unknown);
    let cost = |email: &str| {
        let before = world.platform.hasher.hashed();
        assert!(world.try_sign_in(email, "something else").is_err());
        world.platform.hasher.hashed() - before
    };
    assert_eq!((cost("ana@example.com"), cost("nobody@example.com")), (1, 1), "and it takes the same work");
    assert_eq!(code(wrong), "unauthenticated");
    assert_eq!(code(world.try_sign_in("ana@example.com", &"x".repeat(100_000))), "unauthenticated");
}

fn guessing_is_limited_per_address_and_per_network_and_on_all_servers(fresh: Fresh) {
    let world = World::with(
        fresh,
        Settings { attempts_per_email: 3, attempts_per_network: 5, ..Settings::default() },
    );
    for _ in 0..3 {
        assert_eq!(code(world.try_sign_in("ana@example.com", "wrong wrong")), "unauthenticated");
    }
    assert_eq!(code(world.try_sign_in("ANA@example.com", PASSWORD)), "too_many", "the right one too");
    let elsewhere = SignIn {
        email: "ana@example.com".to_string(),
        password: PASSWORD.to_string(),
        workspace: None,
        network: "198.51.100.0/24".to_string(),
        device: Device::default(),
    };
    assert_eq!(code(sign_in(&world.another_server(), &elsewhere)), "ok", "its own settings allow ten");
    for _ in 0..2 {
        assert_eq!(code(world.try_sign_in("eva@example.com", "wrong wrong")), "unauthenticated");
    }
    assert_eq!(
        code(world.try_sign_in("ivo@example.com", "wrong wrong")),
        "too_many",
        "the network is known by now"
    );
    world.clock.advance(15 * 60 + 1);
    assert_eq!(code(world.try_sign_in("ana@example.com", PASSWORD)), "ok");
}

fn people_who_sign_in_rightly_are_never_held_up(fresh: Fresh) {
    let world = World::with(
        fresh,
        Settings { attempts_per_email: 3, attempts_per_network: 4, ..Settings::default() },
    );
    for _ in 0..10 {
        world.sign_in("ana@example.com");
    }
}

fn a_change_of_role_holds_from_the_next_request(fresh: Fresh) {
    let world = World::new(fresh);
    let signed_in = world.user("eva@example.com", "Seller");
    let id = signed_in.authenticated.user.id;
    let before = authenticate_session(&world.platform, &signed_in.token).unwrap();
    assert!(!before.rights.administrator() && before.require_administrator().is_err());
    let change = UserChange { role: Some(world.role("Administrator")), ..UserChange::default() };
    change_user(&world.platform, &world.administrator(), id, change).unwrap();
    assert!(authenticate_session(&world.platform, &signed_in.token).unwrap().rights.administrator());
    let role = signed_in.authenticated.role.id;
    let change = UserChange { role: Some(role), ..UserChange::default() };
    change_user(&world.platform, &world.administrator(), id, change).unwrap();
    let seller = authenticate_session(&world.platform, &signed_in.token).unwrap();
    assert!(seller.rights.object("anything").create);
    let change = RoleChange { objects: Some(Default::default()), ..RoleChange::default() };
    change_role(&world.platform, &world.administrator(), role, change).unwrap();
    assert!(
        !authenticate_session(&world.platform, &signed_in.token).unwrap().rights.object("anything").create
    );
}

fn another_server_sees_a_change_within_a_second(fresh: Fresh) {
    let world = World::new(fresh);
    let signed_in = world.user("eva@example.com", "Seller");
    let other = world.another_server();
    authenticate_session(&other, &signed_in.token).unwrap();
    let change = UserChange { active: Some(false), ..UserChange::default() };
    change_user(&world.platform, &world.administrator(), signed_in.authenticated.user.id, change).unwrap();
    world.clock.advance(1);
    assert_eq!(code(authenticate_session(&other, &signed_in.token)), "unauthenticated");
}

fn switching_a_user_off_ends_sessions_and_keys_at_once(fresh: Fresh) {
    let world = World::new(fresh);
    let signed_in = world.user("eva@example.com", "Administrator");
    let eva = signed_in.authenticated.clone();
    let new = NewApiKey { name: "script".to_string(), role: eva.role.id, expires_at: None };
    let (_, secret) = create_api_key(&world.platform, &eva, new).unwrap();
    assert!(authenticate_key(&world.platform, &secret).is_ok());
    let off = |active| UserChange { active: Some(active), ..UserChange::default() };
    change_user(&world.platform, &world.administrator(), eva.user.id, off(false)).unwrap();
    assert_eq!(code(authenticate_session(&world.platform, &signed_in.token)), "unauthenticated");
    assert_eq!(code(authenticate_key(&world.platform, &secret)), "unauthenticated");
    assert_eq!(code(world.try_sign_in("eva@example.com", PASSWORD)), "unauthenticated");
    change_user(&world.platform, &world.administrator(), eva.user.id, off(true)).unwrap();
    assert_eq!(code(authenticate_key(&world.platform, &secret)), "unauthenticated", "keys do not come back");
    assert_eq!(code(world.try_sign_in("eva@example.com", PASSWORD)), "ok");
}

fn a_new_password_ends_all_other_sessions(fresh: Fresh) {
    let world = World::new(fresh);
    let (this, other) = (world.sign_in("ana@example.com"), world.sign_in("ana@example.com"));
    let change = |current: &str, new: &str| {
        change_password(&world.platform, &this.authenticated, current, new, NETWORK)
    };
    assert_eq!(code(change("not mine at all", "another fine one")), "password.current:wrong");
    assert_eq!(code(change(PASSWORD, "12345678")), "password.new:too_common");
    change(PASSWORD, "another fine one").unwrap();
    assert!(authenticate_session(&world.platform, &this.token).is_ok());
    assert_eq!(code(authenticate_session(&world.platform, &other.token)), "unauthenticated");
    assert_eq!(code(world.try_sign_in("ana@example.com", PASSWORD)), "unauthenticated");
    assert_eq!(code(world.try_sign_in("ana@example.com", "another fine one")), "ok");
}

fn one_sees_and_ends_ones_own_sessions_and_nobody_elses(fresh: Fresh) {
    let world = World::with(fresh, Settings { session_idle: 3600, ..Settings::default() });
    let platform = &world.platform;
    let eva = world.user("eva@example.com", "Administrator");
    let forgotten = world.user("ivo@example.com", "Seller");
    let with = |browser: &str, address: &str| {
        let device = Device {
            browser: browser.to_string(),
            system: "Linux".to_string(),
            address: address.to_string(),
        };
        let (email, password) = ("ivo@example.com".to_string(), PASSWORD.to_string());
        let input = SignIn { email, password, workspace: None, network: NETWORK.to_string(), device };
        sign_in(platform, &input).unwrap()
    };
    world.clock.advance(3601);
    let (office, phone) = (with("Firefox", "192.0.2.1"), with("Chrome", "198.51.100.9"));
    let listed = |signed_in: &SignedIn| list_own_sessions(platform, &signed_in.authenticated).unwrap();
    let told: Vec<_> = listed(&phone).into_iter().map(|one| (one.browser.unwrap(), one.current)).collect();
    assert_eq!(told, [("Chrome".to_string(), true), ("Firefox".to_string(), false)], "the idle one is over");

    // From where it was used last is told, not from where it began.
    world.clock.advance(61);
    authenticate_session_from(platform, &office.token, "203.0.113.5".parse().ok()).unwrap();
    wait_until_seen(&world, &office.token);
    let there = listed(&phone).remove(1);
    assert_eq!((there.address.as_deref(), there.seen_at), (Some("203.0.113.5"), platform.now()));

    // Others do not find it, whatever they are.
    assert_eq!(code(end_own_session(platform, &eva.authenticated, there.id)), "not_found");
    assert_eq!(listed(&eva).len(), 0);
    end_own_session(platform, &phone.authenticated, there.id).unwrap();
    assert_eq!(code(authenticate_session(platform, &office.token)), "unauthenticated");
    assert_eq!(code(end_own_session(platform, &phone.authenticated, there.id)), "not_found");

    let (again, ana) = (with("Firefox", "192.0.2.1"), world.sign_in("ana@example.com"));
    end_other_sessions(platform, &phone.authenticated).unwrap();
    assert_eq!(code(authenticate_session(platform, &again.token)), "unauthenticated");
    assert_eq!(code(authenticate_session(platform, &forgotten.token)), "unauthenticated");
    assert!(authenticate_session(platform, &phone.token).is_ok());
    assert!(authenticate_session(platform, &ana.token).is_ok(), "those of others stay");

    let new = NewApiKey { name: "script".to_string(), role: ana.authenticated.role.id, expires_at: None };
    let (_, secret) = create_api_key(platform, &ana.authenticated, new).unwrap();
    let key = authenticate_key(platform, &secret).unwrap();
    assert_eq!(code(list_own_sessions(platform, &key)), "forbidden");
    assert_eq!(code(end_other_sessions(platform, &key)), "forbidden");
    let own = listed(&ana).remove(0).id;
    assert_eq!(code(end_own_session(platform, &key, own)), "not_found");
}

fn the_last_administrator_stays(fresh: Fresh) {
    let world = World::new(fresh);
    let (asker, id) = (world.administrator(), world.administrator.id);
    let off = UserChange { active: Some(false), ..UserChange::default() };
    let demoted = UserChange { role: Some(world.role("Viewer")), ..UserChange::default() };
    assert_eq!(code(change_user(&world.platform, &asker, id, off.clone())), "conflict");
    assert_eq!(code(change_user(&world.platform, &asker, id, demoted)), "conflict");
    let powerless = RoleChange { administrator: Some(false), ..RoleChange::default() };
    assert_eq!(code(change_role(&world.platform, &asker, asker.role.id, powerless)), "conflict");
    assert_eq!(code(remove_role(&world.platform, &asker, asker.role.id)), "conflict");
    world.user("eva@example.com", "Administrator");
    change_user(&world.platform, &asker, id, off).unwrap();
}

fn only_administrators_administer(fresh: Fresh) {
    let world = World::new(fresh);
    for role in ["Manager", "Seller", "Viewer"] {
        let asker = world.user(&format!("{role}@example.com"), role).authenticated;
        let platform = &world.platform;
        let new_user = NewUser {
            name: "x".to_string(),
            email: "x@example.com".to_string(),
            password: PASSWORD.to_string(),
            role: asker.role.id,
            team: None,
            language: String::new(),
            zone: String::new(),
        };
        let new_role = NewRole {
            name: "x".to_string(),
            administrator: true,
            objects: Default::default(),
            fields: Default::default(),
        };
        let new_key = NewApiKey { name: "x".to_string(), role: asker.role.id, expires_at: None };
        let mine = UserChange { role: Some(world.administrator.role), ..UserChange::default() };
        let outcomes = [
            code(create_user(platform, &asker, new_user)),
            code(change_user(platform, &asker, asker.user.id, mine)),
            code(create_role(platform, &asker, new_role)),
            code(change_role(platform, &asker, asker.role.id, RoleChange::default())),
            code(remove_role(platform, &asker, asker.role.id)),
            code(list_roles(platform, &asker)),
            code(create_team(platform, &asker, NewTeam { name: "x".to_string(), parent: None })),
            code(create_api_key(platform, &asker, new_key)),
            code(list_api_keys(platform, &asker)),
            code(change_workspace(platform, &asker, WorkspaceChange::default())),
        ];
        assert!(outcomes.iter().all(|outcome| outcome == "forbidden"), "{role}: {outcomes:?}");
        assert_eq!(code(list_users(platform, &asker)), "ok", "everybody may see who works here");
    }
}

fn a_key_never_does_more_than_its_user(fresh: Fresh) {
    let world = World::new(fresh);
    let eva = world.user("eva@example.com", "Administrator");
    let key = |name: &str, role: Id| {
        let new = NewApiKey { name: name.to_string(), role, expires_at: None };
        create_api_key(&world.platform, &eva.authenticated, new).unwrap()
    };
    let (_, narrow) = key("narrow", world.role("Viewer"));
    let (shown, wide) = key("wide", world.role("Administrator"));
    assert!(wide.starts_with(&shown.prefix) && shown.prefix.starts_with("kith_"));
    assert!(!authenticate_key(&world.platform, &narrow).unwrap().rights.object("x").create);
    let through_key = authenticate_key(&world.platform, &wide).unwrap();
    assert!(through_key.rights.administrator());
    let new = NewApiKey { name: "child".to_string(), role: through_key.role.id, expires_at: None };
    assert_eq!(code(create_api_key(&world.platform, &through_key, new)), "forbidden");
    let change = UserChange { role: Some(world.role("Viewer")), ..UserChange::default() };
    change_user(&world.platform, &world.administrator(), eva.authenticated.user.id, change).unwrap();
    assert!(!authenticate_key(&world.platform, &wide).unwrap().rights.administrator());
    let listed = list_api_keys(&world.platform, &world.administrator()).unwrap();
    assert!(!serde_json::to_string(&listed).unwrap().contains(&wide[14..]));
}

fn keys_expire_and_can_be_taken_away(fresh: Fresh) {
    let world = World::new(fresh);
    let asker = world.administrator();
    let at = |seconds| Some(world.platform.now().plus_seconds(seconds));
    let make = |expires_at: Option<Timestamp>| {
        let new = NewApiKey { name: "script".to_string(), role: asker.role.id, expires_at };
        create_api_key(&world.platform, &asker, new)
    };
    assert_eq!(code(make(at(-1))), "expires_at:past");
    let (key, secret) = make(at(60)).unwrap();
    let (_, forever) = make(None).unwrap();
    assert_eq!(authenticate_key(&world.platform, &secret).unwrap().key(), Some(key.id));
    world.clock.advance(60);
    assert_eq!(code(authenticate_key(&world.platform, &secret)), "unauthenticated");
    assert_eq!(code(authenticate_key(&world.platform, &forever)), "ok");
    let listed = list_api_keys(&world.platform, &asker).unwrap();
    for key in &listed {
        remove_api_key(&world.platform, &asker, key.id).unwrap();
        assert_eq!(code(remove_api_key(&world.platform, &asker, key.id)), "not_found");
    }
    assert_eq!(
        (listed.len(), code(authenticate_key(&world.platform, &forever))),
        (2, "unauthenticated".to_string())
    );
}

fn teams_form_a_tree_and_rights_reach_down_it(fresh: Fresh) {
    let world = World::new(fresh);
    let asker = world.administrator();
    let team =
        |name: &str, parent| create_team(&world.platform, &asker, NewTeam { name: name.to_string(), parent });
    let top = team("Sales", None).unwrap();
    let middle = team("North", Some(top.id)).unwrap();
    let bottom = team("Coast", Some(middle.id)).unwrap();
    assert_eq!(code(team("sales", None)), "name:duplicate");
    let below = |parent| TeamChange { parent: Some(parent), ..TeamChange::default() };
    for parent in [top.id, bottom.id, middle.id] {
        assert_eq!(code(change_team(&world.platform, &asker, top.id, below(Some(parent)))), "parent:circle");
    }
    assert_eq!(code(remove_team(&world.platform, &asker, middle.id)), "conflict");
    let (eva, ivo) = (world.user("eva@example.com", "Manager"), world.user("ivo@example.com", "Seller"));
    for (user, team) in [(&eva, top.id), (&ivo, bottom.id)] {
        let change = UserChange { team: Some(Some(team)), ..UserChange::default() };
        change_user(&world.platform, &asker, user.authenticated.user.id, change).unwrap();
    }
    let reach = |token: &str| {
        let who = authenticate_session(&world.platform, token).unwrap();
        world
            .platform
            .store
            .read(|reader| super::team::users_of(reader, who.workspace.id, who.user.team.unwrap()))
            .unwrap()
            .len()
    };
    assert_eq!((reach(&eva.token), reach(&ivo.token)), (2, 1));
    change_team(&world.platform, &asker, middle.id, below(None)).unwrap();
    assert_eq!(reach(&eva.token), 1);
}

fn the_first_run_closes_itself(fresh: Fresh) {
    let world = World::new(Fresh::sqlite());
    assert!(!set_up_needed(&world.platform).unwrap());
    let code_now = set_up_code(&world.platform);
    let input = SetUp {
        workspace: world.another_workspace("late"),
        code: code_now.clone(),
        network: NETWORK.to_string(),
        device: Device::default(),
    };
    assert_eq!(code(set_up(&world.platform, &code_now, input)), "not_found");
    let (_folder, fresh) = World::empty(&fresh);
    assert!(set_up_needed(&fresh).unwrap());
    let expected = set_up_code(&fresh);
    let input = |given: &str| SetUp {
        workspace: world.another_workspace("first"),
        code: given.to_string(),
        network: NETWORK.to_string(),
        device: Device::default(),
    };
    assert_eq!(code(set_up(&fresh, &expected, input("0000-0000-0000-0000"))), "code:wrong");
    let signed_in = set_up(&fresh, &expected, input(&format!(" {} ", expected.to_uppercase()))).unwrap();
    assert!(signed_in.authenticated.rights.administrator());
    assert!(!set_up_needed(&fresh).unwrap());
    assert_eq!(code(set_up(&fresh, &expected, input(&expected))), "not_found");
}

fn workspaces_of_one_installation_never_mix(fresh: Fresh) {
    let world = World::new(fresh);
    let (other, _) = create_workspace(&world.platform, world.another_workspace("other")).unwrap();
    assert_eq!(other.id.0, 2);
    let both = world.sign_in("ana@example.com").authenticated;
    let Via::Session { workspaces, .. } = &both.via else { panic!("a session") };
    assert_eq!(workspaces.len(), 2, "the same address and password in both");
    let there = SignIn {
        email: "ana@example.com".to_string(),
        password: PASSWORD.to_string(),
        workspace: Some("other".to_string()),
        network: NETWORK.to_string(),
        device: Device::default(),
    };
    let there = sign_in(&world.platform, &there).unwrap().authenticated;
    assert_eq!(there.workspace.key, "other");
    let here = world.administrator();
    let eva = world.user("eva@example.com", "Seller").authenticated;
    let platform = &world.platform;
    let renamed = UserChange { name: Some("Mallory".to_string()), ..UserChange::default() };
    assert_eq!(code(find_user(platform, &there, eva.user.id)), "not_found");
    assert_eq!(code(change_user(platform, &there, eva.user.id, renamed)), "not_found");
    assert_eq!(code(change_role(platform, &there, here.role.id, RoleChange::default())), "not_found");
    let foreign_role = UserChange { role: Some(here.role.id), ..UserChange::default() };
    assert_eq!(code(change_user(platform, &there, there.user.id, foreign_role)), "role:not_found");
    assert_eq!(list_users(platform, &there).unwrap().len(), 1);
    let key = NewApiKey { name: "k".to_string(), role: here.role.id, expires_at: None };
    assert_eq!(code(create_api_key(platform, &there, key)), "role:not_found");
}

fn an_address_belongs_to_one_user_of_a_workspace(fresh: Fresh) {
    let world = World::new(fresh);
    let eva = world.user("eva@example.com", "Seller").authenticated;
    let taken = UserChange { email: Some("ANA@example.com".to_string()), ..UserChange::default() };
    assert_eq!(
        code(change_user(&world.platform, &world.administrator(), eva.user.id, taken)),
        "email:duplicate"
    );
    let broken = UserChange { email: Some("eva".to_string()), ..UserChange::default() };
    assert_eq!(
        code(change_user(&world.platform, &world.administrator(), eva.user.id, broken)),
        "email:email_malformed"
    );
}

fn users_change_their_own_settings_and_nothing_else(fresh: Fresh) {
    let world = World::new(fresh);
    let eva = world.user("eva@example.com", "Seller");
    let change = ProfileChange {
        name: Some(" Eva Kos ".to_string()),
        zone: Some("Europe/Belgrade".to_string()),
        ..ProfileChange::default()
    };
    let changed = change_profile(&world.platform, &eva.authenticated, change).unwrap();
    assert_eq!((changed.name.as_str(), changed.role), ("Eva Kos", eva.authenticated.user.role));
    let context = authenticate_session(&world.platform, &eva.token).unwrap().context(&world.platform);
    assert_eq!(context.moment.zone.iana_name(), Some("Europe/Belgrade"));
    let wrong = ProfileChange { zone: Some("Mars/Olympus".to_string()), ..ProfileChange::default() };
    assert_eq!(code(change_profile(&world.platform, &eva.authenticated, wrong)), "zone:malformed");
    assert!(serde_json::from_str::<ProfileChange>(r#"{"role":"x"}"#).is_err());
}

fn the_command_line_can_give_a_new_password(fresh: Fresh) {
    let world = World::new(fresh);
    let before = world.sign_in("ana@example.com");
    let workspace = before.authenticated.workspace.id;
    reset_password(&world.platform, workspace, "ana@example.com", "a brand new password").unwrap();
    assert_eq!(code(authenticate_session(&world.platform, &before.token)), "unauthenticated");
    assert_eq!(code(world.try_sign_in("ana@example.com", "a brand new password")), "ok");
    assert_eq!(
        code(reset_password(&world.platform, workspace, "nobody@example.com", "whatever it is")),
        "not_found"
    );
}
