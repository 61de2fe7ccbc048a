//! Lines typed in haste on the row of a customer whose people are known, and what each comes to; traps that must stay text beside them.

use super::*;

const EN: [&str; 5] = ["Glen Wheeler", "Huw Jefferies", "Sian Bowden", "Naomi Blake", "Vince Payne"];
const ZH: [&str; 5] = ["刘校明", "方超", "胡凯", "李美惠", "谢巧云"];

fn slot(slot: Slot) -> String {
    let day = slot.day.format("%m-%d");
    slot.time.map_or(day.to_string(), |time| format!("{day} {}", time.format("%H:%M")))
}

/// What a line comes to without its note: kind and direction, what came of it, when, who, what was heard, what is to come.
fn told(line: &str) -> String {
    let han = line.chars().any(crate::base::text::is_han);
    let (lang, names, row) = if han { (Lang::ZhHans, ZH, 9) } else { (Lang::En, EN, 5) };
    let people = names.iter().enumerate().map(|(n, name)| Person { id: id(60 + n), name: (*name).to_owned() });
    let about = About { account: id(row), people: people.collect(), ..About::default() };
    let (now, known, here) = (now(), known(line, lang), (id(row), NAMES[row].to_owned()));
    let context = LineContext::new(&now, lang, &known);
    let read = parse(line, &LineContext { opened: Some(&here), meant: true, about: Some(&about), ..context });
    let mut parts = Vec::new();
    if read.whose != Whose::Account(id(row)) {
        parts.push("not the row's".to_owned());
    }
    match read.kind {
        LogKind::Visit(VisitKind::OnSite) => {}
        LogKind::Visit(kind) => parts.push(kind.word().to_owned()),
        LogKind::Touch(kind) => {
            parts.push(format!("{} {}", kind.word(), read.direction.map_or("", Choice::word)).trim().to_owned());
        }
    }
    if let Some(shut) = &read.shut {
        let again = shut.again.map_or(String::new(), |again| format!(" {}", slot(again)));
        parts.push(format!("{} {}{again}", if shut.alone { "not done:" } else { "or not done:" }, shut.reason.word()));
    }
    parts.extend(read.outcome.map(Choice::word).or(read.reached.map(Choice::word)).map(str::to_owned));
    if read.time_said {
        parts.push(time(&read));
    }
    let met = about.people.iter().filter(|person| read.met.contains(&person.id)).map(|person| person.name.as_str());
    let met: Vec<&str> = met.collect();
    if !met.is_empty() {
        parts.push(format!("met {}", met.join(" & ")));
    }
    parts.extend(read.people.iter().map(|new| format!("new {} {}", new.name, new.phone)));
    let heard = &read.heard;
    parts.extend(heard.competitors.iter().map(|name| format!("^{name}")));
    parts.extend(heard.amount.map(|money| format!("${money}")));
    parts.extend(heard.products.iter().map(|wanted| format!("+{wanted}")));
    parts.extend(heard.payments.iter().map(|payment| format!("!{payment}")));
    for promise in &read.promises {
        let by = if promise.by == PromisedBy::Us { ">" } else { "<" };
        let due = promise.due.map_or(String::new(), |due| format!(" @{}", slot(due)));
        parts.push(format!("{by}{}{due}", promise.text));
    }
    parts.extend(read.next.map(|next| format!("next {}", slot(next))));
    parts.join(" | ")
}

fn check_row(rows: &[(&str, &str)]) {
    let wrong = rows.iter().filter(|(line, expected)| told(line) != *expected);
    let wrong: Vec<_> =
        wrong.map(|(line, expected)| format!("{line}\n   is {}\n  not {expected}", told(line))).collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn when_it_was_stands_beside_those_whom_one_met() {
    check_row(&[
        ("saw Sian 10 til 10.25, deliver thurs", "10:00-10:25 | met Sian Bowden | >deliver @11-26"),
        ("huw 9.50-10.15 cellar clean", "09:50-10:15 | met Huw Jefferies"),
        ("yest 2-2.40 saw huw, audit went well", "11-23 14:00-14:40 | met Huw Jefferies"),
        ("last fri 9.15-9.40 huw £288 order", "order | 11-20 09:15-09:40 | met Huw Jefferies | $288"),
        ("10.05-10.20 reception only", "10:05-10:20"),
        ("met Glen + Huw 45 mins, wants a quote", "09:57-10:42 | met Glen Wheeler & Huw Jefferies"),
        ("spoke to naomi on phone 10 mins, deep clean after xmas", "call out | 10:32-10:42 | met Naomi Blake"),
        ("yest 4pm saw huw 20 mins", "11-23 16:00-16:20 | met Huw Jefferies"),
        ("met huw, gloves 8.50-9.20", "met Huw Jefferies"),
        ("huw 30 mins late for the demo", "met Huw Jefferies"),
        ("met huw, +foam 3", "met Huw Jefferies | +foam × 3"),
        ("视频会议40分钟 刘总+方超 评审过了", "video | 10:02-10:42 | met 刘校明 & 方超"),
        ("胡工 人在忙 没聊上两句 十分钟就出来了", "10:32-10:42 | met 胡凯"),
        ("跟胡工通电话15分", "call out | 10:27-10:42 | met 胡凯"),
        ("机器十分钟就出来了一批货", ""),
        ("见了刘总 +方超合金 3支", "met 刘校明 | +方超合金 × 3支"),
    ]);
}

#[test]
fn who_rang_or_wrote_stands_before_the_word_or_behind_it() {
    check_row(&[
        ("Sian txt me, wants 2 more kegs", "chat in | met Sian Bowden"),
        ("whatsapp from vince, pump leaking again", "chat in | met Vince Payne"),
        ("quote sent by email to vince, nothing else", "email out | met Vince Payne"),
        ("sent vince the quote £640", "email out | met Vince Payne | $640"),
        ("sent samples round with the driver", ""),
        ("vince wants the quote sent by email", "met Vince Payne"),
        ("sent vince a case of foam", "met Vince Payne"),
        ("李小姐打来骂人 洗碗机又漏水", "call in | met 李美惠"),
        ("刘总昨晚来电 问攻丝机", "call in | 11-23 18:00-18:30 | met 刘校明"),
        ("胡工微信要三种夹头的报价", "chat in | met 胡凯"),
        ("股东刘总昨晚来电 问攻丝机", "call in | 11-23 18:00-18:30 | met 刘校明"),
        ("胡工来电说昨天货没到", "call in | met 胡凯"),
        ("谢总 email规格书过去了 等他周三回", "email out | met 谢巧云"),
        ("胡工要加微信", "met 胡凯"),
        ("LINE 李小姐问动线图好了没", "chat in | met 李美惠"),
        ("谢总 email规格书过去了", "email out | met 谢巧云"),
        ("谢总要email规格书", "met 谢巧云"),
        ("衙前来电了，设备开了", ""),
        ("谢总说等通电话再约", "met 谢巧云"),
    ]);
}

#[test]
fn money_that_came_orders_and_none_are_known_beside_their_words() {
    check_row(&[
        ("!£62.50 cash", "!✓2026-11-24 62.50 cash"),
        ("!62.50 cash fri", "!2026-11-27 62.50 cash"),
        ("huw paid 41.60 card", "met Huw Jefferies | !✓2026-11-24 41.60 card"),
        ("first order!! £88.20", "order | $88.20"),
        ("£96 order blue roll + sacks", "order | $96"),
        ("huw no thx, happy w crestline till april", "no_order | met Huw Jefferies | ^crestline"),
        ("+heavy 2 +foam £1,140", "$1140 | +heavy × 2 | +foam"),
        ("！4380现金", "!✓2026-11-24 4380 现金"),
        ("来收账，现金8000，剩下1万5老板说月底打款", "!✓2026-11-24 8000 现金 | !2026-11-30 15000"),
        ("现金8000，剩下1万5月底打款", "!✓2026-11-24 8000 现金 | !2026-11-30 15000"),
        ("收支票45,000", "!✓2026-11-24 45000 支票"),
        ("＋含钴钻头20支 共4380 ！现金收讫", "order | +含钴钻头 × 20支 | !✓2026-11-24 4380 现金收讫"),
        ("胡工签的单 3200", "order | met 胡凯 | $3200"),
        ("订单 切削液10桶 单价480", "order | $4800"),
        ("方超，周五前打定金", "met 方超 | !2026-11-27 定金"),
        ("现金流紧张8000", ""),
    ]);
}

#[test]
fn what_is_to_come_without_a_mark_and_who_compares_is_known() {
    check_row(&[
        ("vince emailed asking for msds, will send tonite", "email in | met Vince Payne | >send @11-24"),
        ("pump leaking, engineer booked fri", ">engineer booked @11-27"),
        ("vince wants a trial, booked tues 1st 9.30", "met Vince Payne | next 12-01 09:30"),
        ("whatsapp from vince, call in thurs", "chat in | met Vince Payne | next 11-26"),
        ("shut till 12, try again 2pm", "or not done: shut 11-24 14:00 | next 11-24 14:00"),
        ("带锯床又停了 下午派师傅过去", ">派师傅过去 @11-24"),
        ("胡工满意，约了下周二上午再来", "met 胡凯 | next 12-01"),
        ("没开，贴公休到周四", "not done: shut"),
        ("没开，周四再去", "not done: shut 11-26 | next 11-26"),
        ("去晚了没赶上，胡工已经下班了", "not done: nobody_there"),
        ("胡工说比华拓贵两成", "met 胡凯 | ^华拓"),
        ("胡工说比去年贵两成", "met 胡凯"),
        ("huw says Bunzl are 15% under", "met Huw Jefferies | ^Bunzl"),
    ]);
}

#[test]
fn a_new_customer_of_its_kind_is_asked_for_and_a_new_thing_is_the_rows() {
    let unfiled = |line: &str| {
        let (now, known, here) = (now(), known(line, Lang::En), (id(5), NAMES[5].to_owned()));
        let about = About { account: id(5), ..About::default() };
        let context =
            LineContext { opened: Some(&here), about: Some(&about), ..LineContext::new(&now, Lang::En, &known) };
        let read = parse(line, &context);
        (read.whose == Whose::Unfiled, read.new_name.unwrap_or_default())
    };
    let line = "new cafe Beanie & Co, 12 Gloucester Rd, owner Steph 07700 900533, keen, pop in fri 10ish";
    assert_eq!(unfiled(line), (true, "Beanie & Co".to_owned()));
    for line in ["new bar manager wants a price", "new cafe menu, wants two", "new pub Dave runs is keen"] {
        assert!(!unfiled(line).0, "{line}");
    }
}
