//! Sums: what it may be worth, what was promised, what came.

use super::*;

#[test]
fn money_that_came_is_no_promise_and_money_that_is_promised_is_money() {
    check(
        Lang::En,
        &[
            ("tan received 1,280", "Tan Pharmacy |  |  | received 1,280 | !✓2026-11-24 1280"),
            ("tan received payment of 1,280", "Tan Pharmacy |  |  | received payment of 1,280 | !✓2026-11-24 1280"),
            (
                "tan 2 boxes, took payment of 500",
                "Tan Pharmacy |  |  | 2 boxes, took payment of 500 | !✓2026-11-24 500",
            ),
            (
                "tan collected payment 1,280 cash",
                "Tan Pharmacy |  |  | collected payment 1,280 cash | !✓2026-11-24 1280 cash",
            ),
            ("tan collected £1,280", "Tan Pharmacy |  |  | collected £1,280 | !✓2026-11-24 1280"),
            ("tan payment 500 yesterday", "Tan Pharmacy |  | 11-23 12:00-12:30 | payment 500"),
            ("tan payment received 1,280", "Tan Pharmacy |  |  | payment received 1,280 | !✓2026-11-24 1280"),
            ("tan £1,280 received", "Tan Pharmacy |  |  | £1,280 received | !✓2026-11-24 1280"),
            ("tan still owes us for august £860", "Tan Pharmacy |  |  | still owes us for august £860"),
            ("tan payment 500 fri", "Tan Pharmacy |  |  |  | !2026-11-27 500"),
            ("tan <pay 2k mon", "Tan Pharmacy |  |  |  | !2026-11-30 2000"),
            ("tan <will pay the 2k by 25 nov", "Tan Pharmacy |  |  |  | !2026-11-25 2000"),
            ("tan they promised to pay 2k by fri", "Tan Pharmacy |  |  |  | !2026-11-27 2000"),
            ("tan <send drawings mon, pay 2k fri", "Tan Pharmacy |  |  |  | !2026-11-27 2000 | <send drawings @11-30"),
            ("tan >pay back the 2k mon", "Tan Pharmacy |  |  |  | >pay back the 2k @11-30"),
            ("tan <take 200 boxes fri", "Tan Pharmacy |  |  |  | <take 200 boxes @11-27"),
        ],
    );
    check(
        Lang::ZhHans,
        &[
            ("和平 送货2箱，收款1,280元", "和平饭店 |  |  | 送货2箱，收款1,280元 | !✓2026-11-24 1280"),
            ("和平 收款1280元", "和平饭店 |  |  | 收款1280元 | !✓2026-11-24 1280"),
            ("和平 收款共1,280元", "和平饭店 |  |  | 收款共1,280元 | !✓2026-11-24 1280"),
            ("和平 收款：1280", "和平饭店 |  |  | 收款：1280 | !✓2026-11-24 1280"),
            ("和平 收货款1280元", "和平饭店 |  |  | 收货款1280元 | !✓2026-11-24 1280 货款"),
            ("和平 收现金1280元", "和平饭店 |  |  | 收现金1280元 | !✓2026-11-24 1280 现金"),
            ("和平 收了货款1280元", "和平饭店 |  |  | 收了货款1280元 | !✓2026-11-24 1280 货款"),
            ("和平 现金收款1280元", "和平饭店 |  |  | 现金收款1280元 | !✓2026-11-24 1280 现金"),
            ("和平 回款5万已到账", "和平饭店 |  |  | 回款5万已到账 | !✓2026-11-24 50000"),
            ("和平 还欠货款8600", "和平饭店 |  |  | 还欠货款8600"),
            ("和平 货款还欠8600元", "和平饭店 |  |  | 货款还欠8600元"),
            ("和平 收款2万 月底", "和平饭店 |  |  |  | !2026-11-30 20000"),
            ("和平 ！收款2万", "和平饭店 |  |  |  | !20000"),
            ("和平 回款5万", "和平饭店 |  |  |  | !50000"),
            ("和平 《25号打款5万", "和平饭店 |  |  |  | !2026-11-25 50000"),
            ("和平 《月底打款5.5万", "和平饭店 |  |  |  | !2026-11-30 55000"),
            ("和平 《下个月10号付款2.8万", "和平饭店 |  |  |  | !2026-12-10 28000"),
            ("和平 《25号付5万尾款", "和平饭店 |  |  |  | !2026-11-25 50000 尾款"),
            ("和平 对方答应25号打款5万", "和平饭店 |  |  |  | !2026-11-25 50000"),
            (
                "和平 《样机试好就签，25号打款5万，月底再订",
                "和平饭店 |  |  |  | !2026-11-25 50000 | <样机试好就签 | <再订 @11-30",
            ),
            ("和平 《25号打款", "和平饭店 |  |  |  | <打款 @11-25"),
            ("和平 《25号付款后发200箱", "和平饭店 |  |  |  | <付款后发200箱 @11-25"),
            ("和平 》25号收款5万", "和平饭店 |  |  |  | >收款5万 @11-25"),
            ("和平 《5号打印机 月底", "和平饭店 |  |  |  | <5号打印机 @11-30"),
        ],
    );
}

#[test]
fn what_it_comes_to_is_what_it_may_be_worth() {
    check(
        Lang::ZhHans,
        &[
            ("和平 下单 20套 单价2,600，共5.2万", "和平饭店 | order |  | 下单 20套 单价2,600，共5.2万 | $52000"),
            ("和平 下单 合计52000元", "和平饭店 | order |  | 下单 合计52000元 | $52000"),
            ("和平 下单 52000元", "和平饭店 | order |  | 下单 52000元 | $52000"),
            ("和平 共5.2万元", "和平饭店 |  |  | 共5.2万元 | $52000"),
            ("和平 一共12.8万元", "和平饭店 |  |  | 一共12.8万元 | $128000"),
            ("和平 合计3万6", "和平饭店 |  |  | 合计3万6 | $36000"),
            ("和平 含税12.8万", "和平饭店 |  |  | 含税12.8万 | $128000"),
            ("和平 报价含税12.8万 把握六成", "和平饭店 |  |  | 报价含税12.8万 把握六成 | $128000 | ~60%"),
            ("和平 订货5.2万", "和平饭店 |  |  | 订货5.2万 | $52000"),
            ("和平 一共20箱", "和平饭店 |  |  | 一共20箱"),
            ("和平 库存一共5000", "和平饭店 |  |  | 库存一共5000"),
            ("和平 一共收了1280元", "和平饭店 |  |  | 一共收了1280元 | !✓2026-11-24 1280"),
            ("和平 一共欠8600元", "和平饭店 |  |  | 一共欠8600元"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan 20 sets at 2,600, total 52,000", "Tan Pharmacy |  |  | 20 sets at 2,600, total 52,000 | $52000"),
            ("tan 20 sets, comes to 52,000", "Tan Pharmacy |  |  | 20 sets, comes to 52,000 | $52000"),
            ("tan 20 sets, altogether 52,000", "Tan Pharmacy |  |  | 20 sets, altogether 52,000 | $52000"),
            ("tan altogether 200 people", "Tan Pharmacy |  |  | altogether 200 people"),
            ("tan wants us to match £3.10/roll", "Tan Pharmacy |  |  | wants us to match £3.10/roll"),
            (
                "tan late delivery, credit note £25 by friday",
                "Tan Pharmacy |  |  | late delivery, credit note £25 by friday",
            ),
            ("tan wants 2 machines at 1.2k each", "Tan Pharmacy |  |  | wants 2 machines at 1.2k each"),
            ("tan £95 cash off her", "Tan Pharmacy |  |  | £95 cash off her | !✓2026-11-24 95 cash"),
            ("tan took £36.20 for the gloves", "Tan Pharmacy |  |  | took £36.20 for the gloves | !✓2026-11-24 36.20"),
            ("tan wants a machine at 1.2k", "Tan Pharmacy |  |  | wants a machine at 1.2k | $1200"),
        ],
    );
}

#[test]
fn what_was_not_promised_or_is_no_sum_is_no_payment() {
    check(
        Lang::ZhHans,
        &[
            ("和平 王总没答应回款5万", "和平饭店 |  |  | 王总没答应回款5万"),
            ("和平 王总不答应回款5万", "和平饭店 |  |  | 王总不答应回款5万"),
            ("和平 王总答应回款5万", "和平饭店 |  |  | 王总答应 | !50000"),
            ("和平 谈账期，对方答应了", "和平饭店 |  |  | 谈账期，对方答应了"),
            ("和平 客户答应不了这个价", "和平饭店 |  |  | 客户答应不了这个价"),
            ("和平 对方答应吗", "和平饭店 |  |  | 对方答应吗"),
            ("和平 对方答应了月底前定", "和平饭店 |  |  |  | <定 @11-30"),
            ("和平 对方答应月底前定供应商", "和平饭店 |  |  |  | <定供应商 @11-30"),
            ("和平 对方答应试用", "和平饭店 |  |  |  | <试用"),
            ("和平 付款30天，嫌短", "和平饭店 |  |  | 付款30天，嫌短"),
            ("和平 付款3期", "和平饭店 |  |  | 付款3期"),
            ("和平 付款3万 月底", "和平饭店 |  |  |  | !2026-11-30 30000"),
            ("和平 见采购，……还是嫌贵", "和平饭店 |  |  | 见采购，……还是嫌贵"),
            ("和平 见采购，……海创", "和平饭店 |  |  | 见采购 | ^海创"),
            ("和平 见采购 ……海创 便宜", "和平饭店 |  |  | 见采购 便宜 | ^海创"),
        ],
    );
    check(
        Lang::En,
        &[
            ("tan payment 30 days, wants 60", "Tan Pharmacy |  |  | payment 30 days, wants 60"),
            ("tan pays 60 days late", "Tan Pharmacy |  |  | pays 60 days late"),
            ("tan will pay 2 weeks late", "Tan Pharmacy |  |  | will pay 2 weeks late"),
            ("tan payment $30 fri", "Tan Pharmacy |  |  |  | !2026-11-27 30"),
            ("tan will pay 500 fri", "Tan Pharmacy |  |  |  | !2026-11-27 500"),
        ],
    );
}

#[test]
fn sums_beside_an_order_on_account_and_of_what_is_still_to_be_paid() {
    check(
        Lang::ZhHans,
        &[
            ("精工 下单3台气动扳手，2460", "杭州精工机械有限公司 | order |  | 下单3台气动扳手 | $2460"),
            ("精工 拿走3盒，不给现钱，记账290", "杭州精工机械有限公司 |  |  | 拿走3盒，不给现钱，记账290 | $290"),
            ("精工，叶总答应12月10号前付尾款4500", "杭州精工机械有限公司 |  |  | 叶总答应 | !2026-12-10 4500 尾款"),
            ("精工 没下单，2460", "杭州精工机械有限公司 | no_order |  | 没下单，2460"),
            ("精工 下单3台，2460支", "杭州精工机械有限公司 | order |  | 下单3台，2460支"),
        ],
    );
}
