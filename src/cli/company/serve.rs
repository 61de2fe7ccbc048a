//! `rounds serve`: runs the company's server until it is told to end (Ctrl-C, SIGTERM).

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};

use crate::cli::args::{ProfileArgs, ServeArgs};
use crate::cli::book;
use crate::cli::exit::{Exit, Stop};
use crate::cli::output;
use crate::cli::place;
use crate::config::Settings;
use crate::domain::failure::Failure;
use crate::i18n::Words;
use crate::runtime::clock;
use crate::server::{Endpoint, ServeConfig, TlsFiles, serve};

/// The folder of the server: `--home`, else one of its own beside the book's.
pub fn home(args: &ProfileArgs) -> Result<PathBuf> {
    match (&args.home, place::home(None)) {
        (Some(home), _) => Ok(home.clone()),
        (None, Some(book)) => Ok(book.join("server")),
        (None, None) => Err(Stop::with(Exit::Usage, "this system names no home folder; say --home DIR")),
    }
}

/// The company of this folder, opened; whether it was upgraded is said beside the result.
pub fn endpoint(home: &Path, words: &Words) -> Result<Endpoint> {
    let mut endpoint = Endpoint::open(home, clock::random_bytes()?)?;
    upgraded(endpoint.put_aside.as_deref(), words);
    endpoint.core.know(endpoint.storage.as_mut(), book::clock(words)?.now().at)?;
    Ok(endpoint)
}

fn upgraded(put_aside: Option<&Path>, words: &Words) {
    if let Some(copy) = put_aside {
        output::aside(words.failure(&Failure::new("server-upgraded", "").at(copy)));
    }
}

/// `rounds serve`.
pub fn run(profile: &ProfileArgs, args: &ServeArgs) -> Result<()> {
    log();
    let words = book::words(profile, &Settings::default())?;
    let clock = book::clock(&words)?;
    let config = ServeConfig {
        home: home(profile)?,
        listen: args.listen,
        tls: args.tls_cert.clone().zip(args.tls_key.clone()).map(|(certificate, key)| TlsFiles { certificate, key }),
        clock: Arc::new(move || clock.now().at),
        seed: clock::random_bytes()?,
    };
    let mut running = serve(config)?;
    upgraded(running.put_aside(), &words);
    output::say(running.url())?;
    if !running.address().ip().is_loopback() && !running.is_secure() {
        output::aside(words.get("server-plain"));
    }
    if let Some(stop) = running.stopper() {
        wait_for_signal()?;
        stop();
    }
    running.wait();
    Ok(())
}

/// Lines for a person, JSON for a machine; never a customer's name.
fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("ROUNDS_LOG").unwrap_or_else(|_| "info".into());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    if std::io::stderr().is_terminal() { log.init() } else { log.json().init() }
}

fn wait_for_signal() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("signals")?;
    runtime.block_on(async {
        #[cfg(unix)]
        {
            let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
            tokio::select! {
                interrupted = tokio::signal::ctrl_c() => interrupted?,
                _ = terminate.recv() => {}
            }
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await?;
        Ok(())
    })
}
