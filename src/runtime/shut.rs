//! Opens a shut screen: weighs what was typed against the PIN, the passphrase and the recovery code. Takes its time, on an errand's thread.
//!
//! Always holds: a wrong text costs a try before it is weighed; where nothing is asked, the system's keyring still is.

use super::trouble::of_store_for_screen;
use crate::base::clock::Moment;
use crate::base::secret::Secret;
use crate::base::text::narrow;
use crate::store::{Kept, Lock, Profile, ScreenLock, StoreError, TRIES, Tried, With, Writer};
use crate::tui::lock::{Guard, Proof};
use crate::tui::message::{PIN_TRIES, Unlocked};

const _: () = assert!(PIN_TRIES == TRIES);

/// With what this screen is opened.
pub fn guard(kept: Kept, stands: &ScreenLock) -> Guard {
    let proof = match kept {
        Kept::Passphrase => Proof::Passphrase,
        Kept::Keyring | Kept::File => Proof::Code,
        Kept::Nothing => Proof::System,
    };
    Guard { pin: stands.pin.then_some(stands.left), proof }
}

/// Whether the screen is to be shut from the start: it was when Rounds ended, or nobody was at it for too long. A passphrase was just asked for.
pub fn at_start(kept: Kept, stands: &ScreenLock, minutes: Option<u32>, now: Moment) -> bool {
    let idle = minutes.is_some_and(|minutes| now >= stands.used.plus_minutes(i64::from(minutes)));
    stands.pin && kept != Kept::Passphrase && (stands.shut || idle)
}

/// Tries to open it.
pub fn unlock(profile: &Profile, lock: &Lock, typed: &Secret, at: Moment) -> Unlocked {
    attempt(profile, lock, typed, at).unwrap_or_else(failed)
}

/// Sets the PIN, or takes it away, where the one that there is was right.
pub fn set_pin(profile: &Profile, lock: &Lock, before: &Secret, new: Option<&Secret>, at: Moment) -> Unlocked {
    let set = || {
        let mut writer = Writer::open(profile, lock)?;
        if writer.screen_lock()?.pin
            && let Tried::Wrong(left) = writer.try_pin(before.open(), true, at)?
        {
            return Ok(Unlocked::Wrong(Some(left)));
        }
        writer.set_pin(new.map(Secret::open), at)?;
        Ok(Unlocked::Open)
    };
    set().unwrap_or_else(failed)
}

fn failed(error: StoreError) -> Unlocked {
    Unlocked::Failed(of_store_for_screen(error))
}

fn attempt(profile: &Profile, lock: &Lock, typed: &Secret, at: Moment) -> Result<Unlocked, StoreError> {
    let mut writer = Writer::open(profile, lock)?;
    let stands = writer.screen_lock()?;
    let kept = profile.kept()?.unwrap_or(Kept::Nothing);
    let pin: String = typed.open().trim().chars().map(narrow).collect();
    let fits = |with: With| profile.unlock(&with).is_ok_and(|opened| opened == *lock);
    let open = |writer: &mut Writer| writer.shut_screen(false, at).map(|()| Unlocked::Open);
    if !stands.pin && matches!(kept, Kept::Keyring) {
        return match profile.unlock(&With::Itself) {
            Ok(opened) if opened == *lock => open(&mut writer),
            Ok(_) => Ok(Unlocked::Wrong(None)),
            Err(error) => Err(error),
        };
    }
    if !stands.pin && kept != Kept::Passphrase {
        return open(&mut writer);
    }
    // A code is long, so it is no try of a PIN.
    if pin.chars().count() > 16 && kept != Kept::Nothing && fits(With::Recovery(pin.clone())) {
        return open(&mut writer);
    }
    let digits = pin.chars().all(|c| c.is_ascii_digit());
    let passphrase = || kept == Kept::Passphrase && fits(With::Passphrase(typed.open().to_owned()));
    if !digits && passphrase() {
        return open(&mut writer);
    }
    if !stands.pin {
        return Ok(Unlocked::Wrong(None));
    }
    match writer.try_pin(&pin, kept != Kept::Nothing, at)? {
        Tried::Right => Ok(Unlocked::Open),
        Tried::Wrong(_) if digits && passphrase() => open(&mut writer),
        Tried::Wrong(left) => Ok(Unlocked::Wrong(Some(left))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Keep;

    fn check(keep: &Keep, pin: Option<&str>, tries: &[(&str, Unlocked)]) {
        let folder = tempfile::tempdir().unwrap();
        let profile = Profile::at(folder.path().join("home"));
        let keep = match keep {
            Keep::File(name) => Keep::File(folder.path().join(name)),
            other => other.clone(),
        };
        let first = profile.begin(&keep).unwrap();
        let at = Moment::from_millis(60_000);
        Writer::open(&profile, &first.lock).unwrap().set_pin(pin, at).unwrap();
        let code = first.code.map(|code| code.to_string()).unwrap_or_default();
        for (typed, outcome) in tries {
            let typed = if *typed == "CODE" { &code } else { *typed };
            assert_eq!(unlock(&profile, &first.lock, &Secret::new(typed), at), *outcome, "{typed}");
        }
    }

    #[test]
    fn a_pin_a_passphrase_and_the_code_open_it() {
        let wrong = |left| Unlocked::Wrong(Some(left));
        let file = Keep::File("key".into());
        check(&file, None, &[("", Unlocked::Open)]);
        check(
            &file,
            Some("2468"),
            &[("1", wrong(4)), ("２４６８", Unlocked::Open), ("2", wrong(4)), ("CODE", Unlocked::Open)],
        );
        let spent = [("1", wrong(4)), ("1", wrong(3)), ("1", wrong(2)), ("1", wrong(1)), ("1", wrong(0))];
        let mut tries = spent.to_vec();
        tries.extend([("2468", wrong(0)), ("CODE", Unlocked::Open), ("2468", Unlocked::Open)]);
        check(&file, Some("2468"), &tries);
        let passphrase = Keep::Passphrase("oak ridge".into());
        check(&passphrase, None, &[("oak", Unlocked::Wrong(None)), ("oak ridge", Unlocked::Open)]);
        check(&passphrase, Some("2468"), &[("2468", Unlocked::Open), ("oak ridge", Unlocked::Open)]);
        let mut open = spent.map(|(typed, _)| (typed, wrong(5))).to_vec();
        open.push(("2468", Unlocked::Open));
        // A book that is not encrypted lies open anyway: nobody is shut out of it for good.
        check(&Keep::Nothing, Some("2468"), &open);
    }

    #[test]
    fn it_is_shut_from_the_start_where_it_was_or_where_nobody_was_at_it() {
        let stands = ScreenLock { pin: true, left: 5, shut: false, used: Moment::from_millis(0) };
        let at = |minutes: i64| Moment::from_millis(minutes * 60_000);
        for (kept, stands, minutes, now, shut) in [
            (Kept::Keyring, stands, Some(5), 4, false),
            (Kept::Keyring, stands, Some(5), 5, true),
            (Kept::Keyring, stands, None, 500, false),
            (Kept::Keyring, ScreenLock { shut: true, ..stands }, None, 0, true),
            (Kept::Keyring, ScreenLock { shut: true, pin: false, ..stands }, None, 0, false),
            (Kept::Passphrase, ScreenLock { shut: true, ..stands }, Some(5), 9, false),
        ] {
            assert_eq!(at_start(kept, &stands, minutes, at(now)), shut, "{kept:?} {stands:?} {minutes:?} {now}");
        }
    }
}
