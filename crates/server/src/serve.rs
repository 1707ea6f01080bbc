//! `kith serve`: the web app, the HTTP interface, background jobs.

use crate::config::Config;
use crate::host::random_bytes;
use crate::installation::Installation;
use crate::practice::{self, Practices};
use crate::running::Running;
use crate::{accept, demo, web};
use anyhow::Context as _;
use api::App;
use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use platform::http::{Policy, secure};
use platform::{Platform, identity};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves until asked to stop.
pub fn run(mut config: Config, with_demo: bool, size: f64) -> anyhow::Result<()> {
    // Taking the address first: when another program has it, nobody waits for a demo company to find out.
    let listener = std::net::TcpListener::bind(config.listen)
        .with_context(|| format!("The address {} cannot be used: is another program listening there? Choose another with --listen.", config.listen))?;
    listener.set_nonblocking(true)?;
    // Port 0 lets the system choose one; what is printed and put into links must be the real one.
    config.listen = listener.local_addr()?;
    let installation = Installation::open(config)?;
    let demo_password = if with_demo && installation.workspaces()?.is_empty() {
        Some(demo::create(&installation, size)?)
    } else {
        None
    };
    let needed = identity::set_up_needed(&installation.platform)?;
    let code = identity::set_up_code(&installation.platform);
    greet(
        &installation,
        demo_password.is_some() || demo::is_there(&installation)?,
        needed.then_some(code.as_str()),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(&installation, listener, &code))?;
    runtime.shutdown_timeout(Duration::from_secs(5));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the address and sign-in are for the person at the terminal")]
fn greet(installation: &Installation, demo: bool, code: Option<&str>) {
    let address = installation.config.address();
    println!("\n  Kith is ready: {address}");
    if demo {
        println!("  Sign in as {} with the password {}", demo::EMAIL, demo::PASSWORD);
    }
    if let Some(code) = code {
        println!("  Open it to set up your workspace. Set-up code: {code}");
    }
    println!("  For scripts: {address}/api/v1/docs · stop with Ctrl+C\n");
}

async fn serve(
    installation: &Installation,
    listener: std::net::TcpListener,
    code: &str,
) -> anyhow::Result<()> {
    let platform = &installation.platform;
    let config = &installation.config;
    let running = Running::start(platform, &server_name(config))?;
    let practices = Practices::begin(platform, config)?;
    let (tell_stop, stop) = watch::channel(false);
    let listener = TcpListener::from_std(listener)?;
    let mut router = router(installation, code);
    if let Some(practices) = &practices {
        router = router.merge(practice::gate(platform, practices));
    }
    let served = tokio::spawn(accept::serve(listener, router, config.max_connections, stop));
    wait_for_signal().await?;
    tracing::info!("stopping");
    let _ = tell_stop.send(true);
    let _ = served.await;
    let _ = tokio::task::spawn_blocking(move || {
        running.stop();
        if let Some(practices) = practices {
            practices.end();
        }
    })
    .await;
    Ok(())
}

fn server_name(config: &Config) -> String {
    format!("{}/{}", config.listen, std::process::id())
}

async fn wait_for_signal() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            result = tokio::signal::ctrl_c() => result?,
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}

/// Everything that is served of the workspaces themselves.
pub fn router(installation: &Installation, code: &str) -> Router {
    let platform = &installation.platform;
    let config = &installation.config;
    let app = App {
        platform: Arc::clone(platform),
        secure: config.secure(),
        address: config.address(),
        set_up_code: Arc::from(code),
        known_headers: crate::headers::known(),
        features: crate::features::all(),
    };
    let who = config.metrics.clone();
    let (metrics, ready) = (Arc::clone(platform), Arc::clone(platform));
    Router::new()
        .merge(api::router(app))
        .route("/health", get(|| async { "alive\n" }))
        .route("/ready", get(move || is_ready(Arc::clone(&ready))))
        .route(
            "/metrics",
            get(move |request: Request| show_metrics(Arc::clone(&metrics), who.clone(), request)),
        )
        .fallback(|request: Request| async move {
            let nonce = platform::hex(&random_bytes::<16>());
            let mut response = web::serve(request.method(), request.uri().path(), request.headers(), &nonce);
            let keep = response.headers().get(header::CACHE_CONTROL).cloned();
            secure(response.headers_mut(), Policy::Page { nonce: &nonce });
            // Files of the app carry nobody's data, so browsers may keep them.
            if let Some(keep) = keep {
                response.headers_mut().insert(header::CACHE_CONTROL, keep);
            }
            response
        })
}

/// Ready once the database answers.
async fn is_ready(platform: Arc<Platform>) -> Response {
    let answered =
        platform::http::blocking(move || platform.store.read(|reader| identity::list_workspaces(reader)))
            .await;
    match answered {
        Ok(_) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    }
}

async fn show_metrics(platform: Arc<Platform>, who: String, request: Request) -> Response {
    let local = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .is_some_and(|ConnectInfo(peer)| peer.ip().is_loopback())
        && !request.headers().contains_key("x-forwarded-for");
    if who == "none" || (who == "local" && !local) {
        return (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response();
    }
    let mut response = platform.metrics.render().into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
    response
}
