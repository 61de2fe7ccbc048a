//! Who was met, and who is only spoken of; words that names are made of; numbers that are nobody's telephone.

use super::*;

/// Whether a person of the customer's was met: person, line, met.
fn check_met(lang: Lang, begins: &str, account: usize, rows: &[(&str, &str, bool)]) {
    let now = now();
    let mut wrong = Vec::new();
    for (name, line, expected) in rows {
        let line = format!("{begins} {line}");
        let people = vec![Person { id: id(40), name: (*name).to_owned() }];
        let about = About { account: id(account), people, ..About::default() };
        let known = known(&line, lang);
        let read = parse(&line, &LineContext { about: Some(&about), ..LineContext::new(&now, lang, &known) });
        assert_eq!(read.whose, Whose::Account(id(account)), "{line}");
        if read.met.contains(&id(40)) != *expected {
            wrong.push(format!("{line} ({name}): met {}", !expected));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn who_was_not_there_or_is_to_be_met_was_not_met_in_chinese() {
    check_met(
        Lang::ZhHans,
        "精工",
        9,
        &[
            ("李国强", "没见李总，见了王工", false),
            ("李国强", "今天没有见到李总", false),
            ("李国强", "没能见到李总", false),
            ("李国强", "明天跟李总开会", false),
            ("李国强", "下周见李总", false),
            ("李国强", "打算见李总", false),
            ("李国强", "没跟李总谈成", false),
            ("李国强", "下次要见李总", false),
            ("李国强", "李总外出", false),
            ("李国强", "李总出国了", false),
            ("李国强", "李总休产假", false),
            ("李国强", "约了周五见李总", false),
            ("李国强", "明天给李总打电话", false),
            ("李国强", "见了李总，要报价", true),
            ("李国强", "去见李总，谈了价格", true),
            ("李国强", "跟李总谈了价格", true),
            ("李国强", "今天见李总，明天再报价", true),
            ("李国强", "昨天跟李总开会", true),
            ("李国强", "李总要报价", true),
            ("李国强", "见李总，没带样机", true),
        ],
    );
}

#[test]
fn who_was_not_there_or_is_to_be_met_was_not_met_in_english() {
    check_met(
        Lang::En,
        "tan",
        5,
        &[
            ("Claire Dubois", "didn't meet Claire, saw the porter", false),
            ("Claire Dubois", "couldn't get hold of Claire", false),
            ("Claire Dubois", "didn't speak to Claire", false),
            ("Claire Dubois", "didn't manage to see Claire", false),
            ("Claire Dubois", "need to see Claire", false),
            ("Claire Dubois", "hoping to see Claire fri", false),
            ("Claire Dubois", "will meet Claire on friday", false),
            ("Claire Dubois", "Claire wasn't here", false),
            ("Claire Dubois", "Claire not here", false),
            ("Claire Dubois", "saw ed, claire rings tues w numbers", false),
            ("Claire Dubois", "ed 2 cases, claire owes us 96 still, says fri", false),
            ("Claire Dubois", "ed finally, claire to send po by fri", false),
            ("Claire Dubois", "ed, claire signs it off weds", false),
            ("Claire Dubois", "ed only, claire in kitchen", false),
            ("Claire Dubois", "claire in kitchen w inspector again", false),
            ("Claire Dubois", "claire in the kitchen, took 3", true),
            ("Claire Dubois", "clai only, no luck", true),
            ("Claire Dubois", "claire signs for 4 boxes", true),
            ("Claire Dubois", "claire pays cash", true),
            ("Claire Dubois", "claire rings the till up while we talk", true),
            ("Claire Dubois", "Claire not available", false),
            ("Claire Dubois", "Claire wasn't free", false),
            ("Claire Dubois", "Neil let me in, claire wasnt about", false),
            ("Claire Dubois", "wants 3, sign off from Claire by mon", false),
            ("Claire Dubois", "met Ed, 15 cases, Claire cc'd", false),
            ("Claire Dubois", "met Claire, wants a quote", true),
            ("Claire Dubois", "got to see Claire at last", true),
            ("Claire Dubois", "Claire not happy with the price", true),
            ("Claire Dubois", "spoke to Claire, not keen", true),
            ("Claire Dubois", "I didn't know, Claire told me", true),
        ],
    );
}

#[test]
fn a_family_name_that_is_a_word_names_nobody_in_small_letters() {
    check_met(
        Lang::En,
        "tan",
        5,
        &[
            ("James Price", "price too high", false),
            ("Fay Long", "long chat about terms", false),
            ("Olive Park", "car park flooded", false),
            ("Graham Short", "delivery was short", false),
            ("Dr Ward", "ward closed for a week", false),
            ("Summer Lane", "big plans for summer", false),
            ("James Price", "met Price, wants terms", true),
            ("James Price", "saw mr price, wants terms", true),
            ("James Price", "met james price, wants terms", true),
            ("Olive Park", "olive stays on", true),
            ("Dr Ward", "dr ward happy", true),
            ("Dr Ward", "Ward happy", true),
            ("Mei Tan", "mei decides", true),
            ("Ahmed Aziz", "ahmed took 24 pairs", true),
        ],
    );
}

#[test]
fn two_characters_of_a_word_are_nobody() {
    check_met(
        Lang::ZhHans,
        "精工",
        9,
        &[
            ("施国强", "现场在施工，下周再去", false),
            ("于洋", "公差要小于0.02", false),
            ("单雅琴", "订单总额12万", false),
            ("毛丽", "有点小毛病", false),
            ("高明", "提高工作效率", false),
            ("程伟", "工程工期紧", false),
            ("方敏", "用老方法", false),
            ("钱有才", "钱总算到账了", false),
            ("钱有才", "钱总要报价", true),
            ("施国强", "施总要报价", true),
            ("韩冬", "韩工说机油不好", true),
            ("韩冬", "韩工程师说机油不好", true),
            ("李国强", "李总工说可以", true),
            ("高明", "高工嫌贵", true),
            ("宋学军", "陪老宋看样机", true),
            ("单雅琴", "单总嫌贵", true),
        ],
    );
}

#[test]
fn the_number_of_a_paper_is_nobodys_telephone() {
    let now = now();
    let mut wrong = Vec::new();
    for (lang, line, expected) in [
        (Lang::En, "tan Invoice 2026112401 overdue", None),
        (Lang::En, "tan PO 2026112401 missing", None),
        (Lang::En, "tan Ref 2026112401", None),
        (Lang::En, "tan Serial No 2026112401", None),
        (Lang::En, "tan Big Order 2026112401", None),
        (Lang::ZhHans, "精工 合同金额1280000", None),
        (Lang::ZhHans, "精工 方案号 2026112401", None),
        (Lang::ZhHans, "精工 任务号2026112401", None),
        (Lang::ZhHans, "精工 单号2026112401", None),
        (Lang::En, "tan met Paul Adams 0412 345 678", Some("Paul Adams")),
        (Lang::En, "tan new buyer Sandra Cole 0412 555 781", Some("Sandra Cole")),
        (Lang::En, "tan Karen Bell tel 555-0134", Some("Karen Bell")),
        (Lang::ZhHans, "精工 换了采购，孙浩 13805712266", Some("孙浩")),
        (Lang::ZhHans, "精工 方芳13805712266", Some("方芳")),
        (Lang::ZhHans, "精工 王经理 13805712266", Some("王经理")),
        (Lang::ZhHans, "精工 采购小马 13805712266", Some("小马")),
        (Lang::ZhHant, "精工 老謝 13805712266", Some("老謝")),
        (Lang::ZhHans, "精工 马力太小 13805712266", None),
        (Lang::En, "tan new buyer sandra cole 0412 555 781", Some("Sandra Cole")),
        (Lang::En, "tan, owner manny 07700 900412", Some("Manny")),
        (Lang::En, "tan mgr shelley 07700 900412, 2 boxes", Some("Shelley")),
        (Lang::En, "tan new buyer wants 07700 900412", None),
        (Lang::En, "tan head office 07700 900412", None),
        (Lang::En, "tan chef not in 07700 900412", None),
        (Lang::En, "tan invoices 07700 900412", None),
    ] {
        let known = known(line, lang);
        let read = parse(line, &LineContext::new(&now, lang, &known));
        let about = About { account: read.about.unwrap(), ..About::default() };
        let read = parse(line, &LineContext { about: Some(&about), ..LineContext::new(&now, lang, &known) });
        let own = read.people.first().map(|person| person.name.as_str());
        if own != expected {
            wrong.push(format!("{line}: {own:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn who_is_to_do_something_later_is_away_or_is_asked_was_not_met() {
    check_met(
        Lang::En,
        "tan",
        5,
        &[
            ("Glen Andrews", "chloe only, glen to ring me back before weekend", false),
            ("Glen Andrews", "spoke to the till girl, glen to confirm by fri", false),
            ("Glen Andrews", "glen will let me know, wasnt in", false),
            ("Nicola Ward", "ian there, nicola on hols", false),
            ("Nicola Ward", "nicola on annual leave till 5th", false),
            ("Nicola Ward", "nicola back mon, left the list", false),
            ("Nicola Ward", "ring nicola back next week", false),
            ("Claire Patel", "claire patel not there, cancelled on me", false),
            ("Claire Patel", "claire patel off sick", false),
            ("Claire Patel", "no sign of claire patel", false),
            ("Claire Patel", "claire patel, price ok", true),
            ("Matt Marsh", "matt not picking up phone", false),
            ("Matt Marsh", "matt isnt answering", false),
            ("Matt Marsh", "waiting on matt for the go ahead", false),
            ("Matt Marsh", "its down to matt", false),
            ("Matt Marsh", "matt stood me up", false),
            ("Matt Marsh", "matt back in the kitchen, happy", true),
            ("Matt Marsh", "matt not happy", true),
            ("Matt Marsh", "matt answering emails all day but saw me", true),
            ("Glen Andrews", "glen told me to ring back", true),
        ],
    );
    check_met(
        Lang::ZhHans,
        "精工",
        9,
        &[
            ("潘敏", "采购归老板管了，让我找潘总谈", false),
            ("潘敏", "潘总周一下午三点有空", false),
            ("潘敏", "让我找潘总谈，潘总周一下午三点有空", false),
            ("潘敏", "现在归潘总管", false),
            ("潘敏", "叫我跟潘总谈", false),
            ("潘敏", "潘总下周才在", false),
            ("潘敏", "潘总下周三回来", false),
            ("潘敏", "要看潘总的意思", false),
            ("潘敏", "潘总手机关机", false),
            ("潘敏", "潘总家里有事临时取消了", false),
            ("潘敏", "潘总在，下周再去", true),
            ("潘敏", "潘总说周一有空再谈", true),
            ("潘敏", "潘总要我下周来", true),
            ("陈丽", "陈总点头就下单", false),
            ("陈丽", "陈总签字后发货", false),
            ("陈丽", "等陈总批", false),
            ("陈丽", "陈总批了才能下单", false),
            ("陈丽", "陈总点头了，下单20支", true),
            ("陈丽", "陈总同意先试两台", true),
            ("莫小琴", "莫组长试刀满意", true),
            ("何军", "何总监嫌贵", true),
            ("陈丽", "跟陈班长聊了价格", true),
        ],
    );
}

#[test]
fn a_name_cut_short_and_one_that_is_a_word_are_known_beside_what_makes_them_names() {
    check_met(
        Lang::En,
        "tan",
        5,
        &[
            ("Natalie Smart", "nat smart, loves the new mop", true),
            ("Natalie Smart", "nat smart on hols", false),
            ("Natalie Smart", "a smart idea", false),
            ("Grace Ford", "met grace, wants a quote", true),
            ("Grace Ford", "met ed, grace period till fri", false),
        ],
    );
    check_met(
        Lang::En,
        "called tan",
        5,
        &[
            ("Mark Griffiths", "mark griffiths left a voicemail", true),
            ("Mark Griffiths", "mark griffiths no answer", true),
            ("Mark Griffiths", "mark griffiths not picking up", true),
            ("Mark Griffiths", "got ed, mark griffiths on hols", false),
        ],
    );
}
