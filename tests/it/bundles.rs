//! A sync by files alone: up, back, twice, late, broken, and by the wrong hands.

use rounds::client::{Brought, CarryError, bundle_in, bundle_out};
use rounds::schema::{ACCOUNT, CONFLICT};
use rounds::server::{self, Endpoint, TakenIn};
use rounds::sync::bundle::BundleError;

use super::sync::{Company, Laptop, later, pair, tick};

fn out(laptop: &Laptop, seed: u8) -> (Vec<u8>, usize) {
    bundle_out(&laptop.store, [seed; 32], tick()).unwrap()
}

fn take(company: &Company, bytes: &[u8]) -> Result<TakenIn, BundleError> {
    let Endpoint { mut core, mut storage, .. } = company.endpoint(90);
    core.bundle_in(storage.as_mut(), bytes, tick()).map_err(|error| match error {
        server::CarryError::Bundle(error) => error,
        error => panic!("{error}"),
    })
}

fn answer(company: &Company, user: &str, after: Option<&TakenIn>) -> Vec<u8> {
    let Endpoint { mut core, mut storage, .. } = company.endpoint(91);
    let device = core.named_device(storage.as_mut(), user, tick()).unwrap().unwrap();
    core.bundle_out(storage.as_mut(), &device, after, [8; 32], tick()).unwrap()
}

fn bring(laptop: &mut Laptop, bytes: &[u8]) -> Result<Brought, BundleError> {
    bundle_in(&mut laptop.store, bytes, tick()).map_err(|error| match error {
        CarryError::Bundle(error) => error,
        error => panic!("{error}"),
    })
}

#[test]
fn a_day_goes_up_and_comes_back_without_a_network() {
    let (company, mut ann, mut bo) = pair();
    let acme = ann.add("Acme");
    ann.synced();
    bo.synced();
    ann.set(&ACCOUNT, acme, "street", "Main St 1");
    ann.set(&ACCOUNT, acme, "notes", "Ann's");
    bo.set(&ACCOUNT, acme, "notes", "Bo's, later");
    let (bytes, changes) = out(&ann, 1);
    assert_eq!(changes, 2);
    assert_eq!(ann.store.waiting().unwrap(), 2, "it still waits");
    let taken = take(&company, &bytes).unwrap();
    assert_eq!((taken.changes, taken.new), (2, 2));
    // The same stick once more.
    assert_eq!(take(&company, &bytes).unwrap().new, 0);
    bo.synced();
    assert_eq!(bo.get(&ACCOUNT, acme, "street"), "Main St 1");
    // The way back settles what was sent and brings what Bo did.
    let back = answer(&company, "Ann", Some(&taken));
    let brought = bring(&mut ann, &back).unwrap();
    assert_eq!((brought.settled, brought.known), (2, false));
    assert_eq!(ann.store.waiting().unwrap(), 0);
    // Neither knew of the other: the later one stands, the other is kept.
    assert_eq!(ann.get(&ACCOUNT, acme, "notes"), "Bo's, later");
    assert_eq!(ann.conflicts().len(), 1);
    assert_eq!(ann.get(&CONFLICT, ann.conflicts()[0], "lost"), "\"Ann's\"");
    assert_eq!(ann.get(&CONFLICT, ann.conflicts()[0], "state"), "open");
    assert!(bring(&mut ann, &back).unwrap().known, "twice is once");
    // And the real sync that comes later finds everything done.
    let receipt = ann.synced();
    assert_eq!((receipt.up, receipt.down), (0, 0));
    assert_eq!(bo.store.dump().unwrap(), ann.store.dump().unwrap());
}

/// What an answer says of the time is as old as the stick was under way.
#[test]
fn a_stick_that_was_under_way_for_days_does_not_set_the_clock() {
    let (company, mut ann, mut bo) = pair();
    let acme = ann.add("Acme");
    ann.synced();
    bo.synced();
    let taken = take(&company, &out(&ann, 5).0).unwrap();
    let other = bo.add("Other");
    bo.synced();
    let back = answer(&company, "Ann", Some(&taken));
    later(3 * 24 * 60);
    bo.set(&ACCOUNT, acme, "notes", "Bo's, on Wednesday");
    later(1);
    ann.set(&ACCOUNT, acme, "notes", "Ann's, after Bo's");
    bring(&mut ann, &back).unwrap();
    assert_eq!(ann.get(&ACCOUNT, other, "name"), "Other");
    ann.set(&ACCOUNT, acme, "street", "Main St 1");
    bo.set(&ACCOUNT, acme, "street", "Bo's, later still");
    bo.synced();
    ann.synced();
    assert_eq!(ann.get(&ACCOUNT, acme, "notes"), "Ann's, after Bo's");
    assert_eq!(ann.get(&ACCOUNT, acme, "street"), "Bo's, later still");
}

#[test]
fn the_real_sync_may_come_between() {
    let (company, mut ann, mut bo) = pair();
    let acme = ann.add("Acme");
    let (bytes, _) = out(&ann, 2);
    let early = answer(&company, "Ann", None);
    ann.synced();
    ann.set(&ACCOUNT, acme, "street", "Main St 1");
    ann.synced();
    // The stick comes after the network did.
    assert_eq!(take(&company, &bytes).unwrap().new, 0);
    assert!(matches!(bring(&mut ann, &early), Ok(Brought { known: true, .. }) | Err(BundleError::Elsewhere)));
    bo.synced();
    assert_eq!(bo.get(&ACCOUNT, acme, "street"), "Main St 1");
    assert_eq!(bo.conflicts(), vec![]);
}

#[test]
fn a_new_laptop_is_filled_by_a_stick() {
    let mut company = Company::new();
    let url = company.start(2);
    let mut ann = Laptop::new(&company, &url, "Ann", 10);
    for n in 0..600 {
        ann.add(&format!("Customer {n}"));
    }
    ann.synced();
    let mut bo = Laptop::new(&company, &url, "Bo", 11);
    let mine = bo.add("Bo's own");
    let taken = take(&company, &out(&bo, 3).0).unwrap();
    let back = answer(&company, "Bo", Some(&taken));
    assert!(bring(&mut bo, &back).unwrap().arrived >= 600);
    assert_eq!(bo.store.visible_ids(ACCOUNT.number).unwrap().len(), 601);
    bo.synced();
    ann.synced();
    assert_eq!(ann.get(&ACCOUNT, mine, "name"), "Bo's own");
    assert_eq!(bo.store.dump().unwrap(), ann.store.dump().unwrap());
}

#[test]
fn what_is_wrong_with_a_bundle_is_said_and_nothing_is_taken() {
    let (company, mut ann, mut bo) = pair();
    let (other, stranger, _) = pair();
    bo.synced();
    ann.add("Acme");
    let (bytes, _) = out(&ann, 4);
    let before = bo.store.dump().unwrap();
    let back = answer(&company, "Ann", None);
    assert_eq!(take(&other, &bytes).unwrap_err(), BundleError::Foreign);
    assert_eq!(take(&company, &bytes[..bytes.len() / 2]).unwrap_err(), BundleError::CutOff);
    let mut broken = bytes.clone();
    broken[bytes.len() / 2] ^= 1;
    assert_eq!(take(&company, &broken).unwrap_err(), BundleError::Damaged);
    assert_eq!(take(&company, b"%PDF-1.7").unwrap_err(), BundleError::NotABundle);
    assert_eq!(take(&company, &back).unwrap_err(), BundleError::OtherWay);
    assert_eq!(bring(&mut ann, &bytes).unwrap_err(), BundleError::OtherWay);
    assert_eq!(bring(&mut bo, &back).unwrap_err(), BundleError::Foreign);
    drop(stranger);
    bo.synced();
    assert_eq!(bo.store.dump().unwrap(), before);
    assert_eq!(take(&company, &bytes).unwrap().new, 1, "the whole one is still good");
}

/// What an older answer says of a territory that was lost is not so any more once the server has said more.
#[test]
fn a_stick_that_comes_late_takes_away_no_territory_that_came_back() {
    let (company, mut ann, _) = pair();
    let acme = ann.add("Acme");
    ann.synced();
    let gives = |has: bool| {
        let Endpoint { mut core, mut storage, .. } = company.endpoint(92);
        let north = vec!["North".to_string()];
        let (gains, loses) = if has { (north, Vec::new()) } else { (Vec::new(), north) };
        let change = server::UserChange { gains, loses, ..Default::default() };
        core.set_user(storage.as_mut(), "Ann", &change, tick()).unwrap();
    };
    gives(false);
    let late = answer(&company, "Ann", None);
    gives(true);
    ann.synced();
    ann.synced();
    assert_eq!(ann.get(&ACCOUNT, acme, "name"), "Acme");
    assert!(ann.store.visible_ids(ACCOUNT.number).unwrap().contains(&acme));
    bring(&mut ann, &late).unwrap();
    assert!(ann.store.visible_ids(ACCOUNT.number).unwrap().contains(&acme), "an old answer took it away");
    ann.synced();
}

/// The server knows of a laptop what it said last, and not yet what it took then.
#[test]
fn a_bundle_that_nobody_asked_for_goes_on_from_where_the_laptop_is() {
    let (company, mut ann, mut bo) = pair();
    bo.add("Acme");
    bo.synced();
    assert!(ann.synced().down > 0);
    let bolt = bo.add("Bolt");
    bo.synced();
    let back = answer(&company, "Ann", None);
    assert!(bring(&mut ann, &back).unwrap().arrived > 0);
    assert_eq!(ann.get(&ACCOUNT, bolt, "name"), "Bolt");
    let receipt = ann.synced();
    assert_eq!((receipt.up, receipt.down), (0, 0));
    assert_eq!(bo.store.dump().unwrap(), ann.store.dump().unwrap());
}
