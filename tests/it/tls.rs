//! TLS from end to end: the real server with a real certificate, a real laptop that trusts the company's own authority, and what each wrong
//! file or stranger's certificate leads to.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};

use rounds::base::clock::Now;
use rounds::base::lang::Lang;
use rounds::i18n::Words;
use rounds::runtime::errands::joining;
use rounds::store::Writer;
use rounds::tui::message::{Joining, Trouble, Wish};

use crate::program::Book;

/// An authority, and the files of a certificate that it signed for this machine.
struct Authority {
    ca: PathBuf,
    certificate: PathBuf,
    key: PathBuf,
}

impl Authority {
    fn new(folder: &Path, name: &str) -> Authority {
        let params = |called: &str, names: &[&str]| {
            let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
            let mut params = CertificateParams::new(names).unwrap();
            params.distinguished_name.push(DnType::CommonName, called);
            params
        };
        let mut authority = params(name, &[]);
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority_key = KeyPair::generate().unwrap();
        let ca = authority.self_signed(&authority_key).unwrap();
        let key = KeyPair::generate().unwrap();
        let issuer = Issuer::new(authority, authority_key);
        let certificate = params("server", &["localhost", "127.0.0.1"]).signed_by(&key, &issuer).unwrap();
        let file = |end: &str, text: String| {
            let path = folder.join(format!("{name}.{end}"));
            std::fs::write(&path, text).unwrap();
            path
        };
        Authority {
            ca: file("ca.pem", ca.pem()),
            certificate: file("crt.pem", certificate.pem()),
            key: file("key.pem", key.serialize_pem()),
        }
    }
}

/// Ends with the test, whatever becomes of it.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    fn start(book: &Book, home: &str, authority: &Authority) -> Server {
        let mut command = book.command();
        command.args(["serve", "--home", home, "--listen", "127.0.0.1:0"]).env("ROUNDS_LOG", "error");
        command.arg("--tls-cert").arg(&authority.certificate).arg("--tls-key").arg(&authority.key);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut url).unwrap();
        Server { child, url: url.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_laptop_enrols_and_syncs_over_tls_with_the_companys_own_authority() {
    let folder = tempfile::tempdir().unwrap();
    let (ours, theirs) = (Authority::new(folder.path(), "ours"), Authority::new(folder.path(), "theirs"));
    let (kim, ann) = (Book::new(), Book::new());
    let home = kim.home().join("server");
    let home = text(&home);
    let admin = |arguments: &[&str]| kim.ok(&[&["admin", "--home", home], arguments].concat());
    admin(&["territory", "add", "North"]);
    for name in ["Kim", "Ann"] {
        admin(&["user", "add", name, "--role", "rep", "--territory", "North"]);
    }
    let server = Server::start(&kim, home, &ours);
    assert!(server.url.starts_with("https://127.0.0.1:"), "{}", server.url);
    // Somebody who connects and never says a word holds up nobody.
    let address = server.url.trim_start_matches("https://").to_owned();
    let silent: Vec<TcpStream> = (0..3).map(|_| TcpStream::connect(&address).unwrap()).collect();
    let code = admin(&["code", "Kim"]);
    let code = code.trim();
    // Nobody vouches for it, or the wrong one: nothing is sent, and the code still holds.
    for ca in [&[][..], &["--ca", text(&theirs.ca)]] {
        let output = kim.run(&[&["enrol", &server.url, code], ca].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(5) && said.contains("certificate"), "{said}");
    }
    // Joining from the screen names the way, and takes the file.
    let now = Now::parse("2026-11-24T10:42:00+00:00").unwrap();
    let join = |code: &str, ca: &str, writer: &mut Writer| {
        let wish = Wish { url: server.url.clone(), code: code.to_owned(), ca: ca.to_owned(), territory: None };
        joining::enrol(writer, &wish, &now)
    };
    for (ca, expected) in [
        ("", ["certificate file", "证书文件", "憑證檔"]),
        (text(&theirs.ca), ["certificate file", "证书文件", "憑證檔"]),
        (text(&ours.key), ["BEGIN CERTIFICATE", "BEGIN CERTIFICATE", "BEGIN CERTIFICATE"]),
        ("/no/such.pem", ["cannot be read", "读不出", "讀不出"]),
    ] {
        let Err(Trouble::Failed(failure)) = join(code, ca, &mut Writer::in_memory(1).unwrap()) else { panic!("{ca}") };
        for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
            let said = Words::new(lang).failure(&failure);
            let named = if ca.is_empty() || ca == text(&theirs.ca) { &server.url } else { ca };
            assert!(said.contains(expected) && said.contains(named), "{ca}: {said}");
        }
    }
    let mut third = Writer::in_memory(2).unwrap();
    let own = admin(&["code", "Kim"]);
    assert_eq!(join(own.trim(), text(&ours.ca), &mut third), Ok(Joining::Joined(server.url.clone())));
    // It is kept for later syncs.
    assert!(third.enrolment().unwrap().unwrap().ca.contains("BEGIN CERTIFICATE"));
    // What is no certificate is named.
    let output = kim.run(&["enrol", &server.url, code, "--ca", text(&ours.key)]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("BEGIN CERTIFICATE"), "{said}");
    kim.ok(&["enrol", &server.url, code, "--ca", text(&ours.ca)]);
    // It is kept with the book: the file may go.
    let kept = std::fs::read(&ours.ca).unwrap();
    std::fs::remove_file(&ours.ca).unwrap();
    kim.ok(&["add", "account", "name=Harbour Dental"]);
    kim.ok(&["sync"]);
    std::fs::write(&ours.ca, kept).unwrap();
    let code = admin(&["code", "Ann"]);
    ann.ok(&["enrol", &server.url, code.trim(), "--ca", text(&ours.ca)]);
    ann.ok(&["sync"]);
    assert_eq!(ann.json(&["list", "account", "--json"]).len(), 1);
    // A plain word on a TLS line is no answer, and no harm.
    let plain = server.url.replace("https", "http");
    let output = kim.run(&["enrol", &plain, "AAAA-BBBB", "--again"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && said.contains(&plain) && said.contains("wants https://"), "{said}");
    drop(silent);
    // Made known once more, it needs no file.
    let code = admin(&["code", "Kim"]);
    kim.ok(&["enrol", &server.url, code.trim(), "--again"]);
    kim.ok(&["sync"]);
}

/// A certificate that a server signs for itself, as `openssl req -x509` makes it where nothing else is said, and its key.
fn by_itself(folder: &Path, name: &str, names: &[&str], (from, until): (i32, i32), authority: bool) -> Authority {
    let names = names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let mut params = CertificateParams::new(names).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = rcgen::date_time_ymd(from, 1, 31);
    params.not_after = rcgen::date_time_ymd(until, 1, 31);
    params.is_ca = if authority { IsCa::Ca(BasicConstraints::Unconstrained) } else { IsCa::ExplicitNoCa };
    let key = KeyPair::generate().unwrap();
    let made = params.self_signed(&key).unwrap();
    let (certificate, file) = (folder.join(format!("{name}.crt.pem")), folder.join(format!("{name}.key.pem")));
    std::fs::write(&certificate, made.pem()).unwrap();
    std::fs::write(&file, key.serialize_pem()).unwrap();
    Authority { ca: certificate.clone(), certificate, key: file }
}

#[test]
fn each_trouble_of_a_certificate_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let here = &["localhost", "127.0.0.1"][..];
    let make = |name: &str, names: &[&str], time, authority| by_itself(folder.path(), name, names, time, authority);
    let now = (2020, 2090);
    let office = Book::new();
    let home = office.home().join("server");
    let home = text(&home);
    let admin = |arguments: &[&str]| office.ok(&[&["admin", "--home", home], arguments].concat());
    admin(&["territory", "add", "North"]);
    admin(&["user", "add", "Kim", "--role", "rep", "--territory", "North"]);
    let other = make("other", &["other.example", "10.1.2.3"], now, true);
    for (files, given, expected) in [
        (make("own", here, now, true), false, ["self-signed", "自己签的", "自己簽的"]),
        (
            make("past", here, (2010, 2020), true),
            true,
            ["ran out on 31 Jan 2020", "2020-01-31 已到期", "2020-01-31 已到期"],
        ),
        (make("ahead", here, (2080, 2090), true), true, ["from 31 Jan 2080", "2080-01-31 起", "2080-01-31 起"]),
        (make("past-plain", here, (2010, 2020), false), true, ["laptop's clock", "日期对不对", "日期對不對"]),
        (other, true, ["for other.example, 10.1.2.3", "给 other.example, 10.1.2.3", "給 other.example, 10.1.2.3"]),
        (make("nameless", &[], now, true), true, ["names no address", "没写网址", "沒寫網址"]),
        (make("unknown", here, now, false), false, ["try another one", "换个网络", "換個網路"]),
    ] {
        let server = Server::start(&office, home, &files);
        let laptop = Book::new();
        let ca = if given { &["--ca", text(&files.ca)][..] } else { &[] };
        for (lang, expected) in ["en", "zh-Hans", "zh-Hant"].into_iter().zip(expected) {
            let enrol = ["--lang", lang, "enrol", &server.url, "AAAA-AAAA-AAAA-AAAA"];
            let output = laptop.run(&[&enrol[..], ca].concat());
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.code() == Some(5) && said.contains(expected), "{expected}: {said}");
            for technical in ["Error", "UNIX", "Issuer", "DnsName", "verification", "()"] {
                assert!(!said.contains(technical), "{technical}: {said}");
            }
        }
    }
    // With exactly that certificate the laptop knows its server, whichever way it was made; another one of the same names is not believed.
    let stranger = make("stranger", here, now, true);
    for (name, authority) in [("mine", true), ("plain", false)] {
        let mine = make(name, here, now, authority);
        let server = Server::start(&office, home, &mine);
        let laptop = Book::new();
        let code = admin(&["code", "Kim"]);
        assert_eq!(laptop.exit(&["enrol", &server.url, code.trim(), "--ca", text(&stranger.ca)]), 5);
        laptop.ok(&["enrol", &server.url, code.trim(), "--ca", text(&mine.ca)]);
        laptop.ok(&["sync"]);
    }
}

/// The README's own command makes what a server needs.
#[test]
fn the_readmes_command_makes_a_certificate_that_works() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let command = readme.lines().map(str::trim).find(|line| line.starts_with("openssl req ")).unwrap();
    let here = command.replace("DNS:rounds.your-company.com", "DNS:localhost,IP:127.0.0.1");
    assert_ne!(here, command);
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("sh").args(["-c", &here]).current_dir(folder.path()).output();
    match made {
        Ok(output) if output.status.success() => {}
        said => return crate::left_out(&format!("the certificate of the README: no openssl that makes it ({said:?})")),
    }
    let (certificate, key) = (folder.path().join("server.pem"), folder.path().join("server-key.pem"));
    let files = Authority { ca: certificate.clone(), certificate, key };
    let (office, laptop) = (Book::new(), Book::new());
    let home = office.home().join("server");
    let admin = |arguments: &[&str]| office.ok(&[&["admin", "--home", text(&home)], arguments].concat());
    admin(&["territory", "add", "North"]);
    admin(&["user", "add", "Kim", "--role", "rep", "--territory", "North"]);
    let server = Server::start(&office, text(&home), &files);
    laptop.ok(&["enrol", &server.url, admin(&["code", "Kim"]).trim(), "--ca", text(&files.ca)]);
    laptop.ok(&["sync"]);
}

#[test]
fn what_is_wrong_with_the_servers_files_is_said_before_it_listens() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (Authority::new(folder.path(), "one"), Authority::new(folder.path(), "other"));
    let book = Book::new();
    let nothing = folder.path().join("nothing.pem");
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "hello").unwrap();
    for (certificate, key, said) in [
        (&nothing, &one.key, "nothing.pem cannot be read: there is no such file"),
        (&one.certificate, &nothing, "nothing.pem cannot be read: there is no such file"),
        (&empty, &one.key, "no certificate in"),
        (&one.key, &one.key, "one.key.pem (PEM: BEGIN CERTIFICATE)"),
        (&one.certificate, &empty, "empty.pem (PEM: BEGIN PRIVATE KEY)"),
        (&one.certificate, &one.certificate, "one.crt.pem (PEM: BEGIN PRIVATE KEY)"),
        (&one.certificate, &other.key, "other.key.pem is not the key of that certificate"),
    ] {
        let mut command = book.command();
        command.args(["serve", "--listen", "127.0.0.1:0", "--tls-cert", text(certificate), "--tls-key", text(key)]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = String::new();
        child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        let output = child.wait_with_output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && out.is_empty() && error.contains(said), "{said}: {out}{error}");
    }
    // One without the other.
    assert_eq!(book.exit(&["serve", "--tls-cert", text(&one.certificate)]), 2);
}
