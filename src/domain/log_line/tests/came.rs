//! What came of it: an order that was given, not one that is spoken of.

use super::*;

/// Customer, kind and outcome, note, and what it is worth.
fn check_came(lang: Lang, row: &str, rows: &[(&str, &str)]) {
    let rows: Vec<(&str, String)> = rows
        .iter()
        .map(|(line, came)| {
            let note = line.split_once(' ').map_or("", |(_, note)| note);
            // What they promise to do is no order yet.
            let (came, promise) = came
                .split_once(" / ")
                .map_or((*came, String::new()), |(came, promise)| (came, format!(" | {promise}")));
            (*line, format!("{row} | {came} |  | {note}{promise}"))
        })
        .collect();
    let rows: Vec<(&str, &str)> = rows.iter().map(|(line, expected)| (*line, expected.as_str())).collect();
    check(lang, &rows);
}

#[test]
fn an_order_is_one_that_was_given() {
    check_came(
        Lang::ZhHans,
        "杭州精工机械有限公司",
        &[
            ("精工 采购说周五下单", " / <下单 @11-27"),
            ("精工 说下周下单", " / <下单 @12-04"),
            ("精工 问采购什么时候下单", ""),
            ("精工 下单前要看样机", ""),
            ("精工 问下单流程", ""),
            ("精工 邓经理 价格再降5个点就下单 我说问老板", ""),
            ("精工 周五下单3台", " / <下单3台 @11-27"),
            ("精工 承诺月底下单", " / <下单 @11-30"),
            ("精工 等样机好了下单", ""),
            ("精工 修订了图纸", ""),
            ("精工 报了以下单价", ""),
            ("精工 下单20箱", "order"),
            ("精工 采购说下单了", "order"),
            ("精工 当场下单", "order"),
            ("精工 采购下单样机3台", "order"),
            ("精工 采购下单 20套", "order"),
            ("精工 图纸改好，订了20箱", "order"),
        ],
    );
    check_came(
        Lang::ZhHant,
        "臺北永康商行",
        &[
            ("永康 說下週下單", " / <下單 @12-04"),
            ("永康 修訂了圖面", ""),
            ("永康 落單20箱", "order"),
            ("永康 下單了", "order"),
        ],
    );
    check_came(
        Lang::En,
        "Nolan & Sons",
        &[
            ("nolan has not yet ordered", ""),
            ("nolan nobody ordered", ""),
            ("nolan hasn't been ordered", ""),
            ("nolan none ordered so far", ""),
            ("nolan would have ordered at the old price", ""),
            ("nolan ordered 12 boxes", "order"),
            ("nolan finally ordered", "order"),
            ("nolan is not shy, ordered 12 boxes", "order"),
        ],
    );
    check_on(
        "Nolan & Sons",
        Lang::En,
        &[
            ("Roberto ordered 12 boxes", "order |  | Roberto ordered 12 boxes"),
            ("Asif ordered 12 boxes", "order |  | Asif ordered 12 boxes"),
        ],
    );
}

#[test]
fn what_came_of_the_last_time_did_not_come_of_this_one() {
    check_came(
        Lang::ZhHans,
        "杭州精工机械有限公司",
        &[
            ("精工 上次没订，这次订了20箱", "order"),
            ("精工 上次订了20箱，还没用完", ""),
            ("精工 这次不要发票，下单了20箱", "order"),
            ("精工 这次不要了", "no_order"),
            ("精工 这次不要货", "no_order"),
            ("精工 没下单，说月底再看", "no_order"),
            ("精工 这次没订", "no_order"),
        ],
    );
    check_came(
        Lang::En,
        "Tan Pharmacy",
        &[
            ("tan no order last time, ordered 12 today", "order"),
            ("tan ordered 12 last time, has plenty", ""),
            ("tan no order, ordered from Acme last week", "no_order"),
            ("tan no order, still sitting on last month's stock", "no_order"),
        ],
    );
}

#[test]
fn a_call_that_nobody_took_is_said_and_nothing_like_it() {
    check_came(
        Lang::ZhHans,
        "杭州精工机械有限公司",
        &[
            ("精工 没接受报价，嫌贵", ""),
            ("精工 没接到通知", ""),
            ("精工 没接，改天再打", "call no_answer"),
            ("精工 没接电话", "call no_answer"),
        ],
    );
    check_came(
        Lang::En,
        "Tan Pharmacy",
        &[
            ("tan didn't answer the tender questions", ""),
            ("tan didn't answer, try tomorrow", "call no_answer"),
            ("tan did not answer the phone", "call no_answer"),
        ],
    );
}

#[test]
fn the_number_of_an_order_is_no_order_and_no_sum() {
    check(
        Lang::En,
        &[
            ("tan order 20413, not here yet", "Tan Pharmacy |  |  | order 20413, not here yet"),
            ("tan quote 4471, chasing", "Tan Pharmacy |  |  | quote 4471, chasing"),
            ("tan order 52,000", "Tan Pharmacy | order |  | order 52,000 | $52000"),
            ("tan order 4500", "Tan Pharmacy | order |  | order 4500 | $4500"),
            ("tan order 12 boxes", "Tan Pharmacy | order |  | order 12 boxes"),
            ("tan budget 4471", "Tan Pharmacy |  |  | budget 4471 | $4471"),
        ],
    );
    check(
        Lang::ZhHans,
        &[
            ("和平 订单20413，还没到", "和平饭店 |  |  | 订单20413，还没到"),
            ("和平 合同20261，要盖章", "和平饭店 |  |  | 合同20261，要盖章"),
            ("和平 订单8万5", "和平饭店 |  |  | 订单8万5 | $85000"),
            ("和平 订单52000，月底发", "和平饭店 |  |  | 订单52000，月底发 | $52000 | >发 @11-30"),
        ],
    );
}
