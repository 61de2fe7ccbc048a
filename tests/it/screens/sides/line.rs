//! The line of sync at the top right and first on the Sync screen, and `S` without a connection.

use rounds::base::cause::Cause;
use rounds::base::lang::Lang;
use rounds::domain::ask::*;
use rounds::domain::failure::Failure;
use rounds::tui::message::{Effect, Msg, Trouble};

use super::{NOW, Office, Stage, at, plain};

/// The line at the top right, and first on the Sync screen: one of few things, in calm words.
#[test]
fn the_sync_line_says_one_thing() {
    let line = |state, waiting, needs_you| SyncLine {
        enrolled: true,
        state,
        waiting,
        needs_you,
        last: Some(at("10:31")),
        ..SyncLine::default()
    };
    let offline = || SyncState::Offline { since: at("09:00") };
    let working = |left, seconds| SyncState::Working { done: 120, left, seconds };
    let rows = [
        (line(SyncState::Idle, 0, 0), ["up to date 10:31", "已同步 10:31", "已同步 10:31"]),
        (SyncLine { last: None, ..line(SyncState::Idle, 0, 0) }, ["not synced yet", "还没同步过", "還沒同步過"]),
        (line(SyncState::Idle, 3, 0), ["3 to send", "3条待上传", "3筆待上傳"]),
        (line(SyncState::Idle, 1, 0), ["1 to send", "1条待上传", "1筆待上傳"]),
        (line(working(None, None), 0, 0), ["syncing", "正在同步", "正在同步"]),
        (line(working(Some(0), None), 12, 0), ["sending 12", "正在上传12条", "正在上傳12筆"]),
        (line(working(Some(9_880), None), 0, 0), ["getting 9880 records", "还有9880条要下载", "還有9880筆要下載"]),
        (
            line(working(Some(9_880), Some(14)), 5, 0),
            ["getting 9880 records, 14 s", "还有9880条要下载，约14秒", "還有9880筆要下載，約14秒"],
        ),
        (line(offline(), 0, 0), ["offline since 09:00", "09:00 起离线", "09:00 起離線"]),
        (
            line(offline(), 12, 0),
            ["offline since 09:00, 12 wait", "09:00起离线，12条待上传", "09:00起離線，12筆待上傳"],
        ),
        (
            line(offline(), 12, 2),
            [
                "2 need you   offline since 09:00, 12 wait",
                "2条等你定   09:00起离线，12条待上传",
                "2筆等你決定   09:00起離線，12筆待上傳",
            ],
        ),
        (SyncLine { enrolled: false, ..line(SyncState::Idle, 3, 0) }, ["on this laptop", "存在本机", "存在本機"]),
        // Set back behind the last contact, and an hour behind the company's at it; a few minutes are nobody's matter.
        (
            SyncLine { heard: Some((at("23:30"), 0)), ..line(SyncState::Idle, 0, 0) },
            [
                "clock wrong? at the company 23:30   up to date 10:31",
                "本机时间不对？公司是23:30   已同步 10:31",
                "本機時間不對？公司是23:30   已同步 10:31",
            ],
        ),
        (
            SyncLine { heard: Some((at("10:31"), -3_600_000)), ..line(SyncState::Idle, 3, 0) },
            [
                "clock wrong? at the company 11:42   3 to send",
                "本机时间不对？公司是11:42   3条待上传",
                "本機時間不對？公司是11:42   3筆待上傳",
            ],
        ),
        // Set back behind what was done in the book itself.
        (
            SyncLine { used: Some(at("23:30")), ..line(SyncState::Idle, 0, 0) },
            [
                "clock wrong? this book was last used 23:30   up to date 10:31",
                "本机时间不对？上次使用是23:30   已同步 10:31",
                "本機時間不對？上次使用是23:30   已同步 10:31",
            ],
        ),
        (
            SyncLine { heard: Some((at("10:31"), 300_000)), used: Some(at("11:00")), ..line(SyncState::Idle, 0, 0) },
            ["up to date 10:31", "已同步 10:31", "已同步 10:31"],
        ),
    ];
    for (line, expected) in rows {
        for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
            for keys in ["1", "5"] {
                let mut office = Office::new();
                office.view.line = line.clone();
                let mut stage = Stage::new(office, lang, (120, 30), NOW);
                stage.keys(keys);
                stage.say(Msg::Sync(line.clone()));
                let screen = plain(&stage.screen());
                let head = screen.lines().next().unwrap().trim_end().to_owned();
                assert!(head.ends_with(&plain(expected)), "{line:?}: {head}");
                let times = screen.matches(&plain(expected)).count();
                assert!(times >= if keys == "5" { 2 } else { 1 }, "{line:?}: {screen}");
            }
        }
    }
}

/// Where the head has no room for it, the day and the hour go before since when: the Sync screen says that.
#[test]
fn in_a_narrow_head_the_clock_stays() {
    let mut office = Office::new();
    office.view.line = SyncLine {
        enrolled: true,
        state: SyncState::Offline { since: at("09:00") },
        waiting: 12,
        ..SyncLine::default()
    };
    let line = office.view.line.clone();
    let mut stage = Stage::new(office, Lang::En, (80, 24), NOW);
    stage.keys("5");
    stage.say(Msg::Sync(line));
    let screen = stage.screen();
    let head = screen.lines().next().unwrap();
    assert!(head.contains("10:42") && head.contains("offline, 12 wait"), "{screen}");
    assert!(screen.contains("offline since 09:00, 12 wait"), "{screen}");
}

/// `S` without a connection: when it last worked, what waits, that it goes by itself; and no word of failure.
#[test]
fn syncing_without_a_connection_is_calm() {
    for (lang, waits, never) in [
        (
            Lang::En,
            "No connection; last sync 10:31. 12 wait and go by themselves.",
            "No connection yet. 1 waits and goes by itself.",
        ),
        (
            Lang::ZhHans,
            "没有网络；上次同步 10:31。12条待上传，联网后自动发出。",
            "还没连上过网络。1条待上传，联网后自动发出。",
        ),
        (
            Lang::ZhHant,
            "沒有連線；上次同步 10:31。12筆待上傳，連線後會自動送出。",
            "還沒連上過網路。1筆待上傳，連線後會自動送出。",
        ),
    ] {
        for (last, waiting, expected) in [(Some(at("10:31")), 12, waits), (None, 1, never)] {
            let state = SyncState::Offline { since: at("09:00") };
            let line = SyncLine { enrolled: true, state, waiting, needs_you: 0, last, ..SyncLine::default() };
            let mut office = Office::new();
            office.view.line = line;
            let mut stage = Stage::new(office, lang, (100, 30), NOW);
            stage.keys("S");
            assert!(stage.out.contains(&Effect::SyncNow));
            assert_eq!(stage.notice(), expected);
            // And when the attempt has come to nothing.
            stage.say(Msg::Trouble(Trouble::Failed(Failure::by("sync-offline", Cause::NoRoute))));
            assert_eq!(stage.notice(), expected);
            assert_eq!(stage.model.cx.notice.as_ref().unwrap().tone, rounds::tui::cx::Tone::Calm);
        }
    }
}
