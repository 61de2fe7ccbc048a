//! What stands right beside the customer's name: pictures and signs, with a space and without.

use super::*;

#[test]
fn pictures_and_signs_beside_the_name_stay_in_the_note() {
    check(
        Lang::En,
        &[
            ("blue finch 👍 good", "Blue Finch Cafe |  |  | 👍 good"),
            ("blue finch ❤️ they love it", "Blue Finch Cafe |  |  | ❤️ they love it"),
            ("👍 blue finch good", "Blue Finch Cafe |  |  | 👍 good"),
            ("👍 saw blue finch, good", "Blue Finch Cafe |  |  | 👍, good"),
            ("blue finch 👍 9:30-10:05 good", "Blue Finch Cafe |  | 09:30-10:05 | 👍 good"),
            ("blue finch👍 good", "Blue Finch Cafe |  |  | 👍 good"),
            ("blue finch ★ star", "Blue Finch Cafe |  |  | ★ star"),
            ("blue finch *** important", "Blue Finch Cafe |  |  | *** important"),
            ("*** blue finch important", "Blue Finch Cafe |  |  | *** important"),
            ("blue finch 👍", "Blue Finch Cafe |  |  | 👍"),
            ("blue finch cafe👨‍👩‍👧 all there", "Blue Finch Cafe |  |  | 👨‍👩‍👧 all there"),
            ("blue cafe🎉 renewed", "Blue Finch Cafe |  |  | 🎉 renewed"),
            ("blue finch met 👍 good", "Blue Finch Cafe |  |  | met 👍 good"),
            ("blue finch - met anna", "Blue Finch Cafe |  |  | met anna"),
            ("nolan & sons 👎 cold", "Nolan & Sons |  |  | 👎 cold"),
            ("went up to Harbour Dental👍 all well", "Harbour Dental |  |  | went up to Harbour Dental👍 all well"),
        ],
    );
    check(
        Lang::ZhHans,
        &[
            ("精工 👍 好", "杭州精工机械有限公司 |  |  | 👍 好"),
            ("精工 ❤️喜欢", "杭州精工机械有限公司 |  |  | ❤️喜欢"),
            ("精工👍好", "杭州精工机械有限公司 |  |  | 👍好"),
            ("👍精工 好", "杭州精工机械有限公司 |  |  | 👍 好"),
            ("精工★重点", "杭州精工机械有限公司 |  |  | ★重点"),
        ],
    );
}

#[test]
fn a_sign_right_behind_the_name_needs_no_space() {
    check(
        Lang::ZhHans,
        &[
            ("精工》报价 周五", "杭州精工机械有限公司 |  |  |  | >报价 @11-27"),
            ("精工！2万 月底", "杭州精工机械有限公司 |  |  |  | !2026-11-30 20000"),
            ("精工!回款2万 月底", "杭州精工机械有限公司 |  |  |  | !2026-11-30 20000"),
            ("精工+样机3台", "杭州精工机械有限公司 |  |  |  | +样机 × 3台"),
            ("精工＋样机三台＋A100两台", "杭州精工机械有限公司 |  |  |  | +样机 × 3台 | +A100 × 2台"),
            ("精工 ＋样机三台＋A100两台", "杭州精工机械有限公司 |  |  |  | +样机 × 3台 | +A100 × 2台"),
            ("精工#嫌贵#交期", "杭州精工机械有限公司 |  |  |  | #交期 | #嫌贵"),
            ("精工跟进 报价 周五", "杭州精工机械有限公司 |  |  |  | >报价 @11-27"),
            ("精工见采购！好", "杭州精工机械有限公司 |  |  | 见采购！好"),
            ("精工！太好了", "杭州精工机械有限公司 |  |  | ！太好了"),
            ("海川！2万 月底", "?2 |  |  | 海川 | !2026-11-30 20000"),
            ("客户很满意！2万的单子", "- |  |  | 客户很满意！2万的单子 | $20000"),
        ],
    );
    check(
        Lang::En,
        &[
            ("blue finch>quote fri", "Blue Finch Cafe |  |  |  | >quote @11-27"),
            ("blue finch#dear^Bolt", "Blue Finch Cafe |  |  |  | #dear | ^Bolt"),
            ("blue finch+sample 3+A100 2", "Blue Finch Cafe |  |  |  | +sample × 3 | +A100 × 2"),
            ("blue finch met a<b", "Blue Finch Cafe |  |  | met a<b"),
            ("blue finch wants C#", "Blue Finch Cafe |  |  | wants C#"),
        ],
    );
}

#[test]
fn a_contact_may_come_before_the_customer() {
    for (line, expected, person) in [
        ("13805712266 王小明 精工", "杭州精工机械有限公司 |  |  | 13805712266 王小明 精工", Some("王小明")),
        ("张三 13805712266 精工", "杭州精工机械有限公司 |  |  | 张三 13805712266 精工", Some("张三")),
        ("张三，13805712266，精工见采购", "杭州精工机械有限公司 |  |  | 张三，13805712266，精工见采购", Some("张三")),
        ("13805712266 精工 要报价", "杭州精工机械有限公司 |  |  | 13805712266 精工 要报价", None),
        ("张三 13805712266 换号了", "- |  |  | 张三 13805712266 换号了", None),
    ] {
        let (now, known) = (now(), known(line, Lang::ZhHans));
        let about = About { account: id(9), ..About::default() };
        let parsed = parse(line, &LineContext { about: Some(&about), ..LineContext::new(&now, Lang::ZhHans, &known) });
        let name = parsed.people.first().map(|person| person.name.as_str());
        assert_eq!((show(&parsed).as_str(), name), (expected, person), "{line}");
    }
}
