//! How fast the book is at the stress size. Ignored by default: run with `--ignored` in an optimised build.

use std::time::{Duration, Instant};

use rounds::base::clock::{Moment, Now};
use rounds::base::id::{Id, IdSource};
use rounds::domain::act::Edit;
use rounds::domain::ask::{Ask, ListAsk, Sort};
use rounds::domain::deed::{Deed, LogEntry, LogKind, Whose};
use rounds::schema::{
    Account, Contact, Degrees, FollowUp, FollowUpState, Grade, PromisedBy, Visit, VisitKind, VisitState,
};
use rounds::store::{Bulk, Keep, Lock, Profile, Reader, With, Writer};

const WORDS: [&str; 40] = [
    "met",
    "the",
    "buyer",
    "price",
    "list",
    "quote",
    "samples",
    "too",
    "dear",
    "trial",
    "unit",
    "next",
    "week",
    "order",
    "invoice",
    "asked",
    "for",
    "delivery",
    "late",
    "competitor",
    "offer",
    "discount",
    "wants",
    "demo",
    "machine",
    "chairs",
    "oven",
    "contract",
    "renewal",
    "complaint",
    "spoke",
    "with",
    "owner",
    "manager",
    "call",
    "back",
    "friday",
    "shelf",
    "stock",
    "count",
];
const HAN: [&str; 24] = [
    "见采购",
    "要报价",
    "嫌贵",
    "样机到了",
    "下周三",
    "合同续签",
    "催货款",
    "投诉质量",
    "竞品海川",
    "低一成",
    "交期六周",
    "老板不在",
    "先试两台",
    "已下单",
    "谈折扣",
    "送样品",
    "装机完成",
    "培训操作",
    "月底定",
    "发票开错",
    "客户满意",
    "仓库盘点",
    "门卫说放假",
    "换了联系人",
];
const CITY: [&str; 8] = ["杭州", "萧山", "余杭", "Leeds", "York", "Harbour", "重庆", "宁波"];
const NAME: [&str; 16] = [
    "精工", "药行", "机械", "Finch", "Nolan", "Dental", "Bakery", "华通", "永康", "Optics", "Garage", "海川", "Books",
    "Hotel", "康达", "立德",
];

fn stress(writer: &mut Writer, now: &Now, accounts: usize, visits: usize) {
    let me = writer.me().unwrap();
    let mut ids = IdSource::seeded(7);
    let mut random = IdSource::seeded(9);
    let today = now.today();
    let start = now.at.plus_minutes(-5 * 365 * 1440);
    let mut all = Vec::new();
    let edits = (0..accounts).map(|n| {
        let pick = random.bits() as usize;
        let account = Account {
            id: ids.next(start),
            name: format!("{}{}{} {n}", CITY[pick % 8], NAME[pick / 8 % 16], NAME[pick / 128 % 16]),
            grade: [Some(Grade::A), Some(Grade::B), Some(Grade::C)][pick / 4096 % 3],
            territory: Some(me.territory),
            owner: Some(me.user),
            street: format!("{} Mill Rd", pick % 200),
            city: CITY[pick % 8].into(),
            phones: [format!("138 {:04} {:04}", pick % 10_000, n % 10_000)].into(),
            notes: WORDS[pick % 40].into(),
            latitude: Some(Degrees(30_270_000 + (pick / 5_000 % 200_000) as i32)),
            longitude: Some(Degrees(120_150_000 + (pick / 70_000 % 200_000) as i32)),
            ..Account::default()
        };
        all.push(account.id);
        Edit::create(&account)
    });
    let edits: Vec<Edit> = edits.collect();
    writer.bulk(edits, start, Bulk::Arrived).unwrap();
    let contacts = all.clone().into_iter().map(|account| {
        let pick = random.bits() as usize;
        let contact = Contact {
            id: ids.next(start),
            account: Some(account),
            name: format!("{} {}", NAME[pick % 16], WORDS[pick / 16 % 40]),
            ..Contact::default()
        };
        Edit::create(&contact)
    });
    writer.bulk(contacts.collect::<Vec<_>>(), start, Bulk::Arrived).unwrap();
    let step = 5 * 365 * 1440 * 60_000 / visits as i64;
    let mut random = IdSource::seeded(11);
    let visits = (0..visits).map(|n| {
        let at = Moment::from_millis(start.millis() + n as i64 * step);
        let pick = random.bits() as usize;
        let mut notes = String::new();
        let mut seed = random.bits() as usize;
        for _ in 0..6 {
            if pick.is_multiple_of(2) {
                notes.push_str(WORDS[seed % 40]);
                notes.push(' ');
            } else {
                notes.push_str(HAN[seed % 24]);
                notes.push('，');
            }
            seed /= 41;
        }
        notes.push_str(&format!(" {}", n % 50_000));
        let visit = Visit {
            id: ids.next(at),
            account: Some(all[pick / 2 % all.len()]),
            owner: Some(me.user),
            state: Some(VisitState::Done),
            day: Some(now.workday(at)),
            started: Some(at),
            ended: Some(at.plus_minutes(30)),
            kind: Some(VisitKind::OnSite),
            notes,
            logged_at: Some(at),
            ..Visit::default()
        };
        Edit::create(&visit)
    });
    writer.bulk(visits, start, Bulk::Arrived).unwrap();
    let mut random = IdSource::seeded(13);
    let mut more = Vec::new();
    for n in 0..400u64 {
        let pick = random.bits() as usize;
        let due = today.checked_add_days(chrono::Days::new(n % 20)).unwrap() - chrono::Days::new(8);
        more.push(Edit::create(&FollowUp {
            id: ids.next(now.at),
            account: Some(all[pick % all.len()]),
            owner: Some(me.user),
            text: "send the price list".into(),
            due: Some(due),
            state: Some(FollowUpState::Open),
            promised_by: Some(if n % 3 == 0 { PromisedBy::Them } else { PromisedBy::Us }),
            ..FollowUp::default()
        }));
        if n < 60 {
            more.push(Edit::create(&Visit {
                id: ids.next(now.at),
                account: Some(all[pick / 7 % all.len()]),
                owner: Some(me.user),
                state: Some(VisitState::Planned),
                planned: true,
                day: today.checked_add_days(chrono::Days::new(n % 6)),
                ..Visit::default()
            }));
        }
    }
    writer.bulk(more, now.at, Bulk::Arrived).unwrap();
}

/// The processor's time of this thread: what the wall says depends on who else is building.
fn on_processor() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|nanos| nanos.parse().ok()).unwrap_or(0))
}

fn timed<T>(what: &str, times: usize, mut work: impl FnMut() -> T) -> T {
    let mut took: Vec<Duration> = Vec::new();
    let mut last = None;
    for _ in 0..times {
        let begun = on_processor();
        last = Some(work());
        took.push(on_processor() - begun);
    }
    let first = took[0];
    took.sort();
    println!("{what:40} first {first:9.2?} median {:9.2?} most {:9.2?}", took[took.len() / 2], took[took.len() - 1]);
    last.unwrap()
}

#[test]
#[ignore = "minutes, and only an optimised build says anything"]
fn stress_size() {
    let folder = std::path::PathBuf::from(std::env::var("ROUNDS_STRESS").unwrap_or("/tmp/store-stress".into()));
    let profile = Profile::at(folder.join("home"));
    let now = Now::parse("2026-11-24T10:42:00+08:00").unwrap();
    let key = folder.join("key");
    let lock: Lock = if profile.exists() {
        profile.unlock(&With::File(key)).unwrap()
    } else {
        std::fs::create_dir_all(&folder).unwrap();
        let lock = profile.begin(&Keep::File(key)).unwrap().lock;
        let mut writer = Writer::open(&profile, &lock).unwrap();
        let begun = Instant::now();
        let visits = std::env::var("ROUNDS_STRESS_VISITS").ok().and_then(|n| n.parse().ok()).unwrap_or(500_000);
        stress(&mut writer, &now, 15_000, visits);
        println!("filled in {:?}, {} MB", begun.elapsed(), std::fs::metadata(profile.database()).unwrap().len() >> 20);
        lock
    };
    let ask = |ask: Ask| ask;
    timed("open, Today, close", 5, || {
        let reader = Reader::open(&profile, &lock).unwrap();
        reader.answer(&Ask::Today, &now).unwrap();
    });
    let reader = timed("open", 3, || Reader::open(&profile, &lock).unwrap());
    timed("Today", 10, || reader.answer(&Ask::Today, &now).unwrap());
    timed("names loaded", 1, || reader.warm(&now).unwrap());
    for sort in [Sort::Name, Sort::Due, Sort::LastVisit, Sort::Grade, Sort::Place] {
        for offset in [0, 12_000] {
            let list = ListAsk { sort, offset, limit: 50, ..ListAsk::default() };
            timed(&format!("accounts {sort:?} {offset}"), 5, || {
                reader.answer(&ask(Ask::Accounts(list.clone())), &now).unwrap()
            });
        }
        let list = ListAsk { sort, filter: "h".into(), limit: 50, ..ListAsk::default() };
        timed(&format!("accounts {sort:?} filtered"), 5, || {
            reader.answer(&ask(Ask::Accounts(list.clone())), &now).unwrap()
        });
    }
    for words in [
        "p",
        "pr",
        "pri",
        "pric",
        "price",
        "price l",
        "price list",
        "buyer dear",
        "absent",
        "q",
        "qu",
        "quo",
        "报",
        "报价",
        "嫌贵",
        "先试两台",
        "b",
        "ba",
        "bao",
        "baoj",
        "baojia",
        "bj",
        "ybj",
        "hzjg",
        "s",
        "sh",
        "12345",
        "1",
        "13",
        "138",
        "1380571",
        "met the buyer",
        "海川",
    ] {
        let ask = Ask::Find { words: words.into(), most: 50 };
        timed(&format!("find {words}"), 5, || reader.answer(&ask, &now).unwrap());
    }
    for letters in ["h", "hz", "hzj", "jing", "fin", "1385"] {
        let ask = Ask::Names { letters: letters.into(), most: 8 };
        timed(&format!("names {letters}"), 5, || reader.answer(&ask, &now).unwrap());
    }
    let rounds::domain::ask::Answer::Accounts(page) =
        reader.answer(&Ask::Accounts(ListAsk { limit: 10, ..ListAsk::default() }), &now).unwrap()
    else {
        panic!("another answer")
    };
    let account = page.rows[3].account.id;
    timed("one account", 5, || reader.answer(&Ask::Account(account), &now).unwrap());
    timed("follow-ups", 5, || reader.answer(&Ask::FollowUps, &now).unwrap());
    timed("who next", 5, || reader.answer(&Ask::WhoNext(20), &now).unwrap());
    let mut writer = timed("writer opened", 3, || Writer::open(&profile, &lock).unwrap());
    let mut n = 0;
    timed("one logged visit", 20, || {
        n += 1;
        let entry = LogEntry {
            words: "met the buyer".into(),
            whose: Whose::Account(account),
            kind: LogKind::Visit(VisitKind::OnSite),
            started: now.at.plus_minutes(n),
            ended: now.at.plus_minutes(n + 1),
            time_said: true,
            notes: "met the buyer, 要报价".into(),
            contacts: Default::default(),
            outcome: None,
            reached: None,
            promises: vec![],
            closes: None,
        };
        writer.perform(&Deed::Log(entry), &now).unwrap()
    });
    timed("undo", 20, || writer.undo(&now).unwrap().unwrap());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!(
        "{}",
        status
            .lines()
            .filter(|line| line.starts_with("VmRSS") || line.starts_with("VmHWM"))
            .collect::<Vec<_>>()
            .join(" ")
    );
    let _: Id = account;
}
