//! Whose a day or an hour is that a line says: the visit's, or that of what is told there.

use super::*;

#[test]
fn a_day_with_which_a_sentence_begins_is_no_day_of_the_visit() {
    check_on(
        "杭州精工机械有限公司",
        Lang::ZhHans,
        &[
            ("周五前要报价", " |  | 周五前要报价 | >要报价 @11-27"),
            ("周五之前要报价", " |  | 周五之前要报价 | >要报价 @11-27"),
            ("周五要报价", " |  | 周五要报价"),
            ("周五 见采购", " | 11-20 12:00-12:30 | 见采购"),
            ("周五见采购，要报价", " | 11-20 12:00-12:30 | 见采购，要报价"),
            ("上周五见采购", " | 11-20 12:00-12:30 | 见采购"),
            ("昨天见采购", " | 11-23 12:00-12:30 | 见采购"),
            ("昨天下午三点见采购", " | 11-23 15:00-15:30 | 见采购"),
        ],
    );
    check_on(
        "Tan Pharmacy",
        Lang::En,
        &[
            ("by friday they need a quote", " |  | by friday they need a quote"),
            ("monday delivery was short", " |  | monday delivery was short"),
            ("on monday they start the refit", " |  | on monday they start the refit"),
            ("monday met the owner", " | 11-23 12:00-12:30 | met the owner"),
            ("on monday met the owner", " | 11-23 12:00-12:30 | met the owner"),
            ("friday, met the owner", " | 11-20 12:00-12:30 | met the owner"),
            ("yesterday met the owner", " | 11-23 12:00-12:30 | met the owner"),
            ("yesterday they moved the shelves", " | 11-23 12:00-12:30 | they moved the shelves"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan on monday they start the refit", "Tan Pharmacy |  |  | on monday they start the refit"),
            ("tan by friday they need a quote", "Tan Pharmacy |  |  | by friday they need a quote"),
            ("tan on monday met the owner", "Tan Pharmacy |  | 11-23 12:00-12:30 | met the owner"),
            ("on monday tan met the owner", "Tan Pharmacy |  | 11-23 12:00-12:30 | met the owner"),
        ],
    );
}

#[test]
fn whose_a_day_is_that_belongs_to_something() {
    check(
        Lang::ZhHans,
        &[
            ("精工 昨天的货少了两箱", "杭州精工机械有限公司 |  |  | 昨天的货少了两箱"),
            ("精工 今天的货没到", "杭州精工机械有限公司 |  |  | 今天的货没到"),
            ("精工 王总说昨天的货少了", "杭州精工机械有限公司 |  |  | 王总说昨天的货少了"),
            ("精工 上周五的样机坏了", "杭州精工机械有限公司 |  |  | 上周五的样机坏了"),
            ("精工 昨天见采购，货少了", "杭州精工机械有限公司 |  | 11-23 12:00-12:30 | 见采购，货少了"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan yesterday's delivery was late", "Tan Pharmacy |  |  | yesterday's delivery was late"),
            ("tan monday’s order was short", "Tan Pharmacy |  |  | monday’s order was short"),
            ("tan today's delivery was late", "Tan Pharmacy |  |  | today's delivery was late"),
            (
                "tan met owner, moaned about yesterday's delivery",
                "Tan Pharmacy |  |  | met owner, moaned about yesterday's delivery",
            ),
        ],
    );
    check_on("Tan Pharmacy", Lang::En, &[("yesterday's delivery was late", " |  | yesterday's delivery was late")]);
}

#[test]
fn what_others_did_another_day_says_nothing_of_the_visit() {
    check(
        Lang::ZhHans,
        &[
            ("精工 样机昨天到了，要再试", "杭州精工机械有限公司 |  |  | 样机昨天到了，要再试"),
            ("精工 见采购，样机昨天到", "杭州精工机械有限公司 |  |  | 见采购，样机昨天到"),
            ("精工 董科长上午见了，等总部批", "杭州精工机械有限公司 |  | 08:00-08:30 | 董科长上午见了，等总部批"),
            ("精工 董科长说上午去了总部", "杭州精工机械有限公司 |  |  | 董科长说上午去了总部"),
            ("精工 董科长让我上午去", "杭州精工机械有限公司 |  |  | 董科长让我上午去"),
            ("精工 仇总约了上午过去", "杭州精工机械有限公司 |  |  | 仇总约了上午过去"),
            ("上周三送的刀今天精工试了", "- |  |  | 上周三送的刀今天精工试了"),
            ("补记昨天下午 精工 见采购", "杭州精工机械有限公司 |  | 11-23 13:00-13:30 | 见采购"),
            ("忘了记样品 精工", "- |  |  | 忘了记样品 精工"),
            ("精工 见采购昨天下午", "杭州精工机械有限公司 |  | 11-23 13:00-13:30 | 见采购"),
            ("精工 跟王总昨天谈了价格", "杭州精工机械有限公司 |  | 11-23 12:00-12:30 | 跟王总谈了价格"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan met owner, Acme came yesterday", "Tan Pharmacy |  |  | met owner, Acme came yesterday"),
            ("tan samples arrived yesterday", "Tan Pharmacy |  |  | samples arrived yesterday"),
            ("tan happy, met the owner yesterday", "Tan Pharmacy |  | 11-23 12:00-12:30 | happy, met the owner"),
            ("tan happy with the price, yesterday", "Tan Pharmacy |  | 11-23 12:00-12:30 | happy with the price"),
            (
                "tan had a chat with the owner yesterday",
                "Tan Pharmacy |  | 11-23 12:00-12:30 | had a chat with the owner",
            ),
            ("called tan about the invoice yesterday", "Tan Pharmacy | call | 11-23 12:00-12:30 | about the invoice"),
            ("forgot yesterday - tan 4ish, met owner", "Tan Pharmacy |  | 11-23 16:00-16:30 | met owner"),
            ("forgot the samples at tan", "- |  |  | forgot the samples at tan"),
            ("tan fri just gone, met owner", "Tan Pharmacy |  | 11-20 12:00-12:30 | met owner"),
            ("saw the owner at tan yesterday about 4", "- |  | 11-23 16:00-16:30 | saw the owner at tan"),
            ("saw the owner at tan, he was off yesterday", "- |  |  | saw the owner at tan, he was off yesterday"),
        ],
    );
}

#[test]
fn when_others_are_open_or_want_something_is_no_hour_of_the_visit() {
    check(
        Lang::ZhHans,
        &[
            ("精工 见采购，要求送货上午8点到10点", "杭州精工机械有限公司 |  |  | 见采购，要求送货上午8点到10点"),
            ("精工 营业上午8点到10点", "杭州精工机械有限公司 |  |  | 营业上午8点到10点"),
            ("精工 见采购上午9点到10点", "杭州精工机械有限公司 |  | 09:00-10:00 | 见采购"),
            ("精工 王经理 9:00-9:40", "杭州精工机械有限公司 |  | 09:00-09:40 | 王经理"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan met owner, wants delivery 8am-10am", "Tan Pharmacy |  |  | met owner, wants delivery 8am-10am"),
            ("tan open 9am to 5pm, wants a quote", "Tan Pharmacy |  |  | open 9am to 5pm, wants a quote"),
            ("tan machine down 8am-10am", "Tan Pharmacy |  |  | machine down 8am-10am"),
            ("tan met the owner 9:30-10:05, likes A100", "Tan Pharmacy |  | 09:30-10:05 | met the owner, likes A100"),
            ("tan likes A100, 9:30-10:05", "Tan Pharmacy |  | 09:30-10:05 | likes A100"),
            ("tan Mei 9:30-10:05", "Tan Pharmacy |  | 09:30-10:05 | Mei"),
        ],
    );
}

#[test]
fn how_long_something_else_took_is_not_how_long_the_visit_was() {
    check(
        Lang::ZhHans,
        &[
            ("精工 机器开了两小时，又停了", "杭州精工机械有限公司 |  |  | 机器开了两小时，又停了"),
            ("精工 设备开了两小时就热", "杭州精工机械有限公司 |  |  | 设备开了两小时就热"),
            ("精工 换刀花了两小时，嫌慢", "杭州精工机械有限公司 |  |  | 换刀花了两小时，嫌慢"),
            ("精工 开会谈了两小时", "杭州精工机械有限公司 |  | 08:42-10:42 | 开会谈了两小时"),
            ("精工 陪老王站了一个小时", "杭州精工机械有限公司 |  | 09:42-10:42 | 陪老王站了一个小时"),
        ],
    );
    check(
        Lang::En,
        &[
            (
                "tan machine was down for 2 hours, lost a batch",
                "Tan Pharmacy |  |  | machine was down for 2 hours, lost a batch",
            ),
            ("tan waits for 2 hours for every delivery", "Tan Pharmacy |  |  | waits for 2 hours for every delivery"),
            ("tan sat with the owner for 2 hours", "Tan Pharmacy |  | 08:42-10:42 | sat with the owner for 2 hours"),
            ("tan was there for 2 hours, all well", "Tan Pharmacy |  | 08:42-10:42 | was there for 2 hours, all well"),
        ],
    );
}

#[test]
fn a_length_whose_words_stay_in_the_note_can_be_made_text() {
    for (lang, line, words, note) in [
        (Lang::En, "tan talked for 2 hours about prices", "for 2 hours", "talked for 2 hours about prices"),
        (Lang::ZhHans, "精工 谈了两小时，嫌贵", "两小时", "谈了两小时，嫌贵"),
        (Lang::ZhHans, "精工 九点讲到九点五十，要报价", "九点讲到九点五十", "九点讲到九点五十，要报价"),
        (Lang::ZhHans, "精工 站了一个多钟头，42件才崩", "一个多钟头", "站了一个多钟头，42件才崩"),
    ] {
        let (now, known) = (now(), known(line, lang));
        let read = read_with(lang, line, None);
        let time = |read: &Parsed| {
            let chip = read.chips.iter().find(|chip| matches!(chip.what, Understood::Time { said: true, .. }));
            chip.map(|chip| line[chip.range.clone().unwrap_or_default()].to_owned())
        };
        assert_eq!((time(&read).as_deref(), read.notes.as_str()), (Some(words), note), "{line}");
        let plain = [words.to_owned()].into();
        let read = parse(line, &LineContext { plain: Some(&plain), ..LineContext::new(&now, lang, &known) });
        assert_eq!((time(&read), read.time_said, read.notes.as_str()), (None, false, note), "{line}");
    }
}

#[test]
fn a_promise_of_several_days_is_due_by_the_last_working_one_and_of_two_the_last_counts() {
    check(
        Lang::En,
        &[
            ("blue finch >quote next week", "Blue Finch Cafe |  |  |  | >quote @12-04"),
            ("blue finch >quote this week", "Blue Finch Cafe |  |  |  | >quote @11-27"),
            ("blue finch >quote fri, mon", "Blue Finch Cafe |  |  |  | >quote @11-30"),
            ("blue finch >quote fri or mon", "Blue Finch Cafe |  |  |  | >quote @11-30"),
            ("blue finch >quote fri, ring mon", "Blue Finch Cafe |  |  |  | >quote fri, ring @11-30"),
        ],
    );
    check(
        Lang::ZhHans,
        &[
            ("精工 》报价 下周", "杭州精工机械有限公司 |  |  |  | >报价 @12-04"),
            ("精工 》报价 周五 ！ 2万", "杭州精工机械有限公司 |  |  |  | !20000 | >报价 @11-27"),
        ],
    );
    let read = read_with(Lang::En, "blue finch >quote fri, mon", None);
    let other = read.chips.iter().find_map(|chip| match &chip.what {
        Understood::Promise { other, .. } => *other,
        _ => None,
    });
    assert_eq!(other.map(|slot| slot.day.to_string()).as_deref(), Some("2026-11-27"), "it is offered");
}
