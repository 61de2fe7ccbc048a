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
            ("👍 saw blue finch, good", "Blue Finch Cafe |  |  | 👍 good"),
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
