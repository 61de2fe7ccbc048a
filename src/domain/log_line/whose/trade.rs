//! Words that say of what kind a customer is, in names: 机械, 五金, 酒店, `hotel`, `garage`.
//!
//! Always holds: they name nobody by themselves; but one that is not a customer's own makes a name another's.

use std::ops::Range;

use super::doubt::{HEAD_WORDS, HEADS, ROLES, begins_with, titled};
use super::whole::{folded, in_order, whole};
use crate::base::text::{fold, is_han};
use crate::domain::log_line::han::sentence_in_han;

/// Words of trades that stand in many names, and in notes; things are called so too: 恒泰模具, 注塑模具.
pub(super) const TRADES: &str = "机械 機械 机电 機電 液压 液壓 气动 氣動 铝业 鋁業 电气 電氣 紧固件 緊固件 五金 工具 模具 电器 電器 电子 電子 汽配 轴承 軸承 阀门 閥門 水泵 食品 服务 服務 科技 设备 設備 仪表 儀表 门窗 門窗 \
    配件 刀具 家具 工艺 工藝 精密 数控 數控 焊割 劳保 勞保 电控 電控 电机 電機 机床 機床 维修 維修 安装 安裝 装修 裝修 材料 建材 包装 包裝 有限 公司 实业 \
    仓库 倉庫 车间 車間 工厂 工廠 办公 辦公 家电 家電 酒店 饭店 飯店 超市 医院 醫院 诊所 診所 药房 藥房 药店 藥局 学校 學校 餐厅 餐廳 咖啡 面馆 麵館 \
    健身 培训 培訓 物流 运输 運輸 印刷 服装 服裝 钢材 鋼材 化工 塑料 塑膠 橡胶 橡膠 玻璃 油漆 涂料 照明 灯具 燈具 空调 空調 冷库 冷庫";

/// What names of companies end with, and nothing else that a note begins with.
pub(super) const TAILS: &str = "公司 医院 醫院 诊所 診所 药房 藥房 药店 藥局 酒店 飯店 饭店 宾馆 賓館 超市 集团 集團 商行 商店 商场 商場 五金行 餐厅 餐廳 门市 門市 书店 書店 \
    学校 學校 大学 大學 学院 學院 中学 中學 小学 小學 幼儿园 幼兒園 汽配 汽修 机修 機修 机电 機電 五金 五金店 医疗 醫療 科技 精密 实业 實業 商贸 商貿 贸易 貿易 物业 \
    置业 药业 酒业 工厂 工廠 厂 廠 餐饮 餐飲 酒楼 酒樓 面店 麵店 早餐店 小吃店 饮料店 飲料店 奶茶店 甜品店 甜點店 火锅店 火鍋店 便当店 便當店";
/// What small places to eat are called after; what they sell is called so too.
pub(super) const DISHES: &str = "牛肉面 牛肉麵 豆花 豆浆 豆漿 小吃 火锅 火鍋 烧烤 燒烤 烘焙 便当 便當 茶饮 茶飲 水饺 水餃 卤味 滷味 鸡排 雞排 热炒 熱炒 海鲜 海鮮";
/// With these a name of any company may end, whatever it is called in full.
const ANY: [&str; 6] = ["公司", "厂", "廠", "工厂", "工廠", "厂家"];
/// With what English names of companies end.
const ENDINGS: &str = "bakery bakehouse cafe café court hotel school primary academy nursery garage motors tyres autos dental surgery clinic gym salon pharmacy \
    stores shop bar inn pub arms tavern restaurant kitchen deli foods centre center club lodge ltd limited llp plc farm brewery spa studio studios church college \
    palace takeaway pizzeria grill tearoom bistro butchers florist bookshop garden gardens hut house hall barn mill works workshop services supplies group \
    trading cleaners laundry library museum theatre cinema estates lettings vets kennels preschool playgroup care clean cleaning logistics \
    taverna trattoria osteria cantina brasserie patisserie creperie diner grooming groomers barbers";

/// Such words that are also parts of a place: `cathedral walk spa` is the hotel's.
const PARTS: &str = "kitchen restaurant bar spa gym garden gardens shop stores hall library grill works workshop laundry cleaning clean care services nursery \
    studio studios foods supplies club centre center estates group barn";

/// Whether a word, folded, is also a part of a place: `kitchen`, `bar`.
pub(super) fn is_a_part(word: &str) -> bool {
    listed(PARTS, word)
}

/// Whether a word, folded, says what kind of place it is: `hotel`, `garage`.
pub(super) fn is_a_trade(word: &str) -> bool {
    listed(ENDINGS, word)
}

fn listed(words: &str, wanted: &str) -> bool {
    words.split_whitespace().any(|word| word == wanted)
}

/// Whether Han characters are more than words of trades: 恒信 of 恒信仪表.
pub(super) fn has_own(letters: &str) -> bool {
    let mut own = letters.to_owned();
    for trade in TRADES.split_whitespace() {
        own = own.replace(trade, "");
    }
    own.chars().count() >= 2
}

/// So many characters may stand before the word that says of what kind it is.
const BEFORE: usize = 3;

/// Whether behind its letters the line goes on as a name of another kind than this customer's: 桐庐中医院 is not 桐庐县第一人民医院, `harbour bakery` not
/// Harbour Dental.
pub(super) fn goes_on_otherwise(line: &str, letters: &Range<usize>, name: &str) -> bool {
    let (said, behind) = (&line[letters.clone()], &line[letters.end..]);
    match behind.strip_prefix(' ') {
        Some(behind) => goes_on_in_words(said, behind, name),
        None if behind.starts_with(is_han) => goes_on_in_han(line, letters, name),
        None => false,
    }
}

fn goes_on_in_words(said: &str, behind: &str, name: &str) -> bool {
    let (own, said, next) = (words(name), words(said), next_word(behind));
    // `tramshed kitchen` may be a part of The Tramshed; of a Cafe a garage is none.
    let of_a_kind = own.iter().any(|word| is_a_trade(word) && !said.contains(word));
    of_a_kind && is_a_trade(&next) && !listed(PARTS, &next) && !own.contains(&next)
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The word with which a text begins, folded.
pub(super) fn next_word(text: &str) -> String {
    fold(text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default())
}

/// Whether one word of a longer name says as well what somebody does who was there: `the coal man wants paying` where there is a Coal Exchange.
pub(super) fn is_somebodys(line: &str, letters: &Range<usize>, name: &str) -> bool {
    const SOMEBODY: [&str; 24] = [
        "man", "men", "woman", "women", "lady", "ladies", "guy", "guys", "bloke", "blokes", "chap", "chaps", "lad",
        "lads", "girl", "girls", "boy", "boys", "driver", "van", "lorry", "merchant", "rep", "people",
    ];
    let without_the = |text: &str| -> Vec<String> { words(text).into_iter().filter(|word| word != "the").collect() };
    let (said, own) = (without_the(&line[letters.clone()]), without_the(name));
    let next = next_word(line[letters.end..].strip_prefix(' ').unwrap_or_default());
    said.len() == 1 && own.len() > 1 && SOMEBODY.contains(&next.as_str()) && !own.contains(&next)
}

fn goes_on_in_han(line: &str, letters: &Range<usize>, name: &str) -> bool {
    let (said, behind) = (folded(&line[letters.clone()]), &line[letters.end..]);
    let name_of = folded(name);
    let (_, left) = in_order(&said, &name_of);
    let known = whole(line, letters.clone(), name).end;
    let mut starts = behind.char_indices().take(BEFORE + 1).map(|(at, _)| at);
    let kind = starts.find_map(|at| {
        let tail =
            TAILS.split_whitespace().filter(|tail| behind[at..].starts_with(tail)).max_by_key(|tail| tail.len())?;
        Some((&behind[..at], tail))
    });
    let Some((before, tail)) = kind else { return false };
    let called = folded(before);
    let as_its_own = |said: &[char]| in_order(said, left).0 == said.len();
    if letters.end + before.len() + tail.len() <= known
        || as_its_own(&[called.clone(), folded(tail)].concat())
        || ANY.contains(&tail) && as_its_own(&called)
    {
        return false;
    }
    // What somebody does there, or who is there, is no name.
    let told = before.contains(|c: char| HEADS.contains(c) || !is_han(c))
        || begins_with(HEAD_WORDS, before)
        || begins_with(ROLES, before)
        || titled(before).is_some()
        || sentence_in_han(before).is_some();
    !told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_another_kind_is_anothers() {
        for (line, letters, name, expected) in [
            ("harbour bakery wants 2 boxes", "harbour", "Harbour Dental", true),
            ("pier house met the owner", "pier", "Pier Hotel", true),
            ("tan clinic met the nurse", "tan", "Tan Pharmacy", true),
            ("blue finch garage met ed", "blue finch", "Blue Finch Cafe", true),
            ("harbour dental hotel", "harbour dental", "Harbour Dental", false),
            ("harbour met the buyer", "harbour", "Harbour Dental", false),
            ("pier spa out of oil", "pier", "Pier Hotel", false),
            ("tramshed pub landlord", "tramshed", "The Tramshed", false),
            ("blue cafe, met", "blue", "Blue Finch Cafe", false),
            ("桐庐中医院 见盛科", "桐庐", "桐庐县第一人民医院", true),
            ("桐庐妇幼医院，没人", "桐庐", "桐庐县第一人民医院", true),
            ("桐庐人民医院 见盛科", "桐庐", "桐庐县第一人民医院", false),
            ("桐庐医院 见盛科", "桐庐", "桐庐县第一人民医院", false),
            ("精工电子厂 见张总", "精工", "杭州精工机械有限公司", true),
            ("精工酒店订了两箱", "精工", "杭州精工机械有限公司", true),
            ("精工厂 见采购", "精工", "杭州精工机械有限公司", false),
            ("精工机械厂 见采购", "精工", "杭州精工机械有限公司", false),
            ("精工老板去了酒店", "精工", "杭州精工机械有限公司", false),
            ("精工王总公司开会", "精工", "杭州精工机械有限公司", false),
            ("精工去医院了", "精工", "杭州精工机械有限公司", false),
            ("红十子医院 护士长", "红十", "杭州市红十字会医院", false),
        ] {
            assert_eq!(goes_on_otherwise(line, &(0..letters.len()), name), expected, "{line}");
        }
    }
}
