//! Whether a line that was opened at a customer speaks of that one: whether its first words are accounted for.
//!
//! Always holds: a beginning that may be somebody else's name is in doubt, and a line in doubt is nobody's until a person says whose.
//! Words of sentences, the customer's own people, its name, and what the book has seen behind marks are accounted for.

use crate::base::text::{fold, is_han};
use crate::base::when::{self, Context};
use crate::domain::log_line::how::kind;
use crate::domain::log_line::letters::is_common;
use crate::domain::log_line::people::{FAMILY, TITLES, names_one};
use crate::domain::log_line::{Person, Vocabulary, marks, notes};

/// What names of companies end with.
const TAILS: [&str; 30] = [
    "公司",
    "医院",
    "醫院",
    "诊所",
    "診所",
    "药房",
    "藥房",
    "药店",
    "藥局",
    "酒店",
    "飯店",
    "饭店",
    "超市",
    "集团",
    "集團",
    "商行",
    "五金行",
    "餐厅",
    "餐廳",
    "门市",
    "門市",
    "工厂",
    "工廠",
    "书店",
    "書店",
    "汽配",
    "模具",
    "机械",
    "機械",
    "电器",
];

/// With these a sentence begins that says what happened, not a name.
const HEADS: &str = "去到在跟和給给打见見送拜约約与與问問找陪说說讲講要想已没沒不还還又再嫌对對他她它我咱你您客今昨等催谈談聊看试試换換\
    修装裝补補订訂退报報收付货貨样樣价價带帶发發拿交签簽需请請帮幫可能会會都也就只正早晚刚剛让讓叫听聽顺順因所但如果为為把被从從向按跑门門碰遇留";
/// Whole words that do.
const HEAD_WORDS: &[&str] = &[
    "老板",
    "老闆",
    "采购",
    "採購",
    "厂长",
    "廠長",
    "经理",
    "經理",
    "店长",
    "店長",
    "院长",
    "院長",
    "主任",
    "主管",
    "门卫",
    "門衛",
    "保安",
    "前台",
    "仓库",
    "倉庫",
    "车间",
    "車間",
    "新来",
    "新來",
    "上次",
    "上回",
    "上周",
    "上月",
    "下次",
    "下回",
    "下周",
    "下月",
    "本周",
    "这次",
    "這次",
    "这周",
    "这边",
    "那边",
    "那个",
    "这个",
    "一切",
    "一直",
    "一共",
    "全部",
    "大家",
    "两个",
    "几个",
    "质量",
    "質量",
    "品质",
    "品質",
    "交期",
    "账期",
    "賬期",
    "帐期",
    "库存",
    "庫存",
    "设备",
    "設備",
    "机器",
    "機器",
    "合同",
    "合約",
    "发票",
    "發票",
    "预算",
    "預算",
    "技术",
    "工程师",
    "工程師",
    "财务",
    "財務",
    "会计",
    "會計",
    "员工",
    "員工",
    "师傅",
    "師傅",
    "直接",
    "当场",
    "當場",
    "反馈",
    "反饋",
    "效果",
    "业主",
    "竞品",
    "競品",
    "新品",
    "门店",
    "門店",
    "展示",
    "陈列",
    "陳列",
    "闭店",
    "关门",
    "關門",
    "锁门",
    "停电",
    "装修",
    "盘点",
    "生意",
    "旺季",
    "淡季",
    "活动",
    "活動",
    "会议",
    "培训",
    "安装",
    "调试",
    "维修",
    "保养",
    "续约",
    "續約",
    "续费",
];
/// Characters that stand in sentences, hardly in names.
const SENTENCE: &str = "了的说說要没沒不很太是给給去还還再把被嫌吗嗎吧呢过過讲講谈談聊问問想叫让讓催订訂答缺款价價票样樣期涨漲跌贵貴急收付先走";

/// English words with which notes begin or go on, besides the common ones.
const ORDINARY: &str = "about above across after again against ago almost along already although among another any anybody anyone anything anyway \
    apparently are aren't around away awaiting based because been before behind being below better between bit bought brand bring brought but by came \
    can't case cases cash cut change changed check checked chased cheaper client clients colleague come comes coming common confirmed contract could \
    couldn't couple cover currently damage dear dearer deal decided decision deliveries despite did didn't different discount does doesn't doing don't \
    done down due during easy either else email end enough even ever every everybody everyone everything everywhere except expects explained fair \
    fairly fell few fed finally find fine first fixed for forgot found free fresh fridge front further gets getting given gives giving go goes going \
    gone got great half handed hardly hasn't haven't having head heard held help here's hers himself hold holding holds hope hopes hour hours however \
    huge i'm i'll i've idea inside instead into invoice isn't it's item items job just keen keeps kept kitchen knew know knows lacks landlord large \
    late later learned least leave leaves led let letter lets like liked likely line little local locked log long look looked looking looks lost lot \
    lots loved lovely loves low luck lunch made mainly make makes making man management many margin massive maybe mean means meant meeting mention \
    middle might mind minute minutes money month months more morning most move moved moves moving much must name near nearly needn't neither never \
    new news next nobody none noone nothing notice now number occasionally odd off offered offers often oh on once online only onto opened opening \
    opens opted order orders other others otherwise out outside over own owner's owners pack packs part past pay paying pays people perhaps person \
    phone picked pick place placed places plan planning plans plenty point poor popped possible possibly post pretty previous problems product \
    products promised put quarter question questions quiet quite ran rather read ready really reason reasons received recently reckons refill refills \
    refused remains renew renewal renewed rep replaced reply report request requested rest result review right room roughly round running runs sales \
    same sat saw says second see seeing seem seemed seems seen sell sells selling sent several shall shared she's short should shouldn't showed shows \
    sick side signed signing signs since site slightly slow so sold somebody someone something sometimes sorry sort sounds space spare spent spoke \
    staff stand standing start started starting starts stay stayed stays steady still stock stocked stocks stop stopped store straight stuck such \
    suggested supplier supplies supply supposed sure switched table take taken takes taking talk team tell tells than that's then there's they're \
    they've thing things think thinks third though thought three through till times tired today's together told tomorrow tonight top touch toward \
    towards tried tries try trying turned two twice under unfortunately unhappy unless unlikely until unsure upset urgent us use used useful uses \
    using usual usually very via wait walked want wanted wanting warehouse was wasn't way week weekend weeks weekly well went were weren't what's \
    whatever whether which while whole whose why will wishes without won't wondering wonders word work worked working works world worried worse worst \
    worth would wouldn't wrong year years yesterday yet you're bad broke broken began beat bit blew bring buys chose cost costs deals drew drove ate \
    fell felt flew gave grew hit hurt keeps laid led lent lies lit met paid rose sang sank shook shot shrank shut sang slept spread stole stood stuck \
    swore taught threw tore understood woke won wore wrote gatekeeper guard desk nobody's everything's chat talked visit visits follow followup \
    promise promises objection competitor competition tag todo payment deliver delivers delivered fitted fits fit installed install \
    accounts alarm answerphone apology appointment april audit august autumn batch bill bills board boiler boss breakage brochure budget budgets builders \
    building bust busy calendar call calls cancelled car card cards cashflow catalogue ceiling cellar christmas christmas-time cleaner cleaners cleaning \
    closes closing coffee cold complaint complaints conference contracts corridor counter covers credit crew customers cuts date dates day days dead \
    december decides decisions delay delayed delays delivery demo department desks diary dinner director discontinued dispenser dispensers display door \
    doors draft drain drawer driver drivers easter electrician email emails engineer engineers enquiry equipment espresso event events extension facilities \
    faulty february figures filter filters finance flat floor food forecast forms freezer freeze friday fridges full gate general girl glass goods \
    ground group guy guys hall handover happy hard hate head-office health holiday holidays hot hotel housekeeping hygiene impressed incident inspection \
    inspector insurance interest interested interview invoices issue issues january job jobs july june junior keys kit lady lads launch leaflet leak leaking \
    leaks lease legal level levels license licence lift line lines listing loading loan lobby lock lockdown lorry machine machines mail maintenance march \
    marketing mats may menu menus message mess monday mood mop mops mould music narrow night noise note notes november oct october office offices oil \
    opening-hours operations oven overstocked owed packaging paint pallet pallets paper papers parking parts party patience payroll people's photo photos \
    pilot pipe pipes planner plumber porter porters power premises present president pressure printer priority prices procurement production project \
    projects proposal pub pump purchase purchasing qty quality quantities queue quotation quote quotes rain range rate rates receipt reception receptionist \
    recycling refit refund refurb refurbishment rent repair repairs repeat replacement reps reserve residents restaurant returns rival road rollout roof \
    rooms rota rubbish rush safety sample samples saturday scheme school screen sealed season security september service session setup shelf shelves shift \
    shifts shipment shop shops shortage show showroom shrinkage shutters sign signage signature sink sister site-visit sizes skip slot smell soap softener \
    spare-parts specs spill sponsor spring stairs stand-in stocktake storage storeroom strike student students summer sunday suppliers survey swap system \
    tank tanks target tea technician tender tenders terms test tests thursday ticket tight till toilet toilets tools towel towels trade trader traffic \
    training trial trials trolley truck tuesday turnover unavailable unit units unpaid upstairs urgent-order usage vacancy valve van vat vouchers wall walls \
    warranty waste water wednesday windows winter workers workshop yard";

/// What somebody does who has a name, behind which a name of one word is one: `Nettle wants…`.
const PERSONAL: &str = "wants want said says asked asks rang called told likes liked needs ordered orders took takes bought buys signed signs will \
    would has had is was and are were loves hates thinks reckons";

/// Whether a word stands in sentences.
pub(in crate::domain::log_line) fn is_ordinary(word: &str) -> bool {
    let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let plain = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(&word);
    let ending =
        |endings: &[&str]| endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
    word.is_empty()
        || is_common(plain)
        || ORDINARY.split_whitespace().any(|own| own == word || own == plain)
        || ending(&["ed", "ing", "ly", "n't", "'ll", "'ve", "'re", "’ll", "’ve", "’re", "n’t"])
        || !word.starts_with(char::is_alphabetic)
}

/// What is known when it is asked whether a line speaks of its customer.
pub(in crate::domain::log_line) struct Known<'a> {
    pub name: &'a str,
    pub people: &'a [Person],
    pub vocabulary: &'a Vocabulary,
    pub past: &'a Context,
}

/// Whether the words of the line from here on may be somebody else's name.
pub(in crate::domain::log_line) fn names_another(line: &str, from: usize, known: &Known<'_>) -> bool {
    let text = &line[from..];
    // Whoever was at something was at a place: `half an hour at the vets on Alma Vale Road`.
    let before = line[..from].trim_end().to_ascii_lowercase();
    let placed =
        ["at", "at the", "to the", "into the", "into", "visited", "visited the", "went to", "been to", "dropped by"]
            .iter()
            .any(|word| {
                before == *word || before.ends_with(word) && before[..before.len() - word.len()].ends_with(' ')
            });
    let text = text.trim_start_matches(notes::separates);
    let mark = |c: char| marks::mark(c).is_some() || "^＾+＋#＃…~～!！;；。?？\n\"“「".contains(c);
    let text = crate::domain::log_line::letters::head(text);
    let text = &text[..text.find(mark).unwrap_or(text.len())];
    let text = &text[..crate::domain::log_line::letters::full_stop(text).unwrap_or(text.len())];
    if text.trim().is_empty() || when::find_leading(text, known.past).is_some_and(|(range, _)| range.start == 0) {
        return false;
    }
    if text.starts_with(is_han) { han(text, known) } else { latin(text, known, placed) }
}

fn han(text: &str, known: &Known<'_>) -> bool {
    let run = &text[..text.find(|c: char| !(is_han(c) || c.is_ascii_alphanumeric())).unwrap_or(text.len())];
    let count = run.chars().count();
    let own = fold(known.name);
    let folded = fold(run);
    let seen = known.vocabulary.products.iter().chain(&known.vocabulary.competitors).chain(&known.vocabulary.tags);
    if HEAD_WORDS.iter().any(|word| run.starts_with(word))
        || own.contains(&folded)
        || known.people.iter().any(|person| names_one(run, person))
        || seen.map(|word| fold(word)).any(|word| word.chars().count() >= 2 && folded.contains(&word))
        || kind::leading(run).is_some()
        || kind::came(run).outcome.is_some()
        || kind::came(run).reached.is_some()
    {
        return false;
    }
    // 洪厂长留我喝茶 where no 洪 is among its people.
    if !known.people.is_empty() && titled(run) == Some(0) {
        return true;
    }
    if run.starts_with(|c| HEADS.contains(c)) {
        return false;
    }
    let tail = TAILS.iter().any(|tail| run.ends_with(tail)) && count >= 4;
    tail || (2..=8).contains(&count) && sentence_in_han(run).is_none()
}

/// Where the first character stands that is one of a sentence, not of a name.
pub(in crate::domain::log_line) fn sentence_in_han(run: &str) -> Option<usize> {
    run.char_indices().find(|(_, c)| SENTENCE.contains(*c)).map(|(at, _)| at)
}

/// Where a family name with a title stands in a run: 永兴楼厂长….
pub(in crate::domain::log_line) fn titled(run: &str) -> Option<usize> {
    TITLES
        .iter()
        .filter(|title| title.chars().count() > 1 || "总總".contains(**title))
        .filter_map(|title| {
            let at = run.find(title)?;
            let (from, family) = run[..at].char_indices().next_back()?;
            FAMILY.contains(family).then_some(from)
        })
        .min()
}

fn latin(text: &str, known: &Known<'_>, placed: bool) -> bool {
    let end = text.find([',', '，', ':', '：']).into_iter().chain(text.find(" - ")).min().unwrap_or(text.len());
    let words: Vec<&str> = text[..end].split_whitespace().collect();
    let own: Vec<String> = fold(known.name).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let seen = known.vocabulary.products.iter().chain(&known.vocabulary.competitors).chain(&known.vocabulary.tags);
    let seen: Vec<String> =
        seen.flat_map(|name| fold(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    let accounted = |word: &str| {
        let bare = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        let bare = bare.strip_suffix("'s").or(bare.strip_suffix("’s")).unwrap_or(&bare).to_owned();
        word.contains(|c: char| is_han(c) || c.is_ascii_digit())
            || is_ordinary(word)
            || own.contains(&bare)
            || seen.contains(&bare)
            || known.people.iter().any(|person| names_one(&bare, person))
            || kind::leading(word).is_some()
    };
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(|c| c.is_lowercase() || c == '&')
    };
    let strange = words.iter().take_while(|word| !accounted(word)).count();
    let Some(first) = words.first().filter(|_| strange > 0) else { return false };
    if placed {
        return true;
    }
    if strange == words.len() || strange >= 2 {
        // A word that is still being written, or is short, is none yet.
        return words.len() > 1 || end < text.len() || first.chars().count() >= 4;
    }
    let joined = words.get(1).is_some_and(|word| ["and", "&", "of", "the", "on", "at", "in"].contains(word))
        && words.get(2).is_some_and(|word| capital(word) || *word == "the");
    let personal = words.get(1).is_some_and(|word| PERSONAL.split_whitespace().any(|own| own == *word));
    capital(first) && (joined || personal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::Now;
    use crate::base::id::Id;
    use crate::base::lang::Lang;
    use crate::base::when::Hint;

    #[test]
    fn beginnings_that_may_be_another_customers_name() {
        let past = Context::at(&Now::parse("2026-11-24T10:42:00+08:00").unwrap(), Hint::Past, Lang::En);
        let vocabulary = Vocabulary { products: vec!["oat milk".into(), "砂带".into()], ..Vocabulary::default() };
        let person = |name: &str| Person { id: Id::from_bytes([7; 16]), name: name.into() };
        let people = [person("Claire James"), person("楼利华"), person("寿晓东")];
        for (text, name, expected) in [
            ("Harbor Dentl met the buyer", "Quay Books", true),
            ("Harbour Dental met the buyer", "Harbour Dental Ltd", false),
            ("Muddy Paws, dog grooming", "Spice Yard Foods", true),
            ("muddy paws, dog grooming", "Spice Yard Foods", true),
            ("Orchard and Crate want samples", "Avonvale Dairy", true),
            ("Bubble and Spin shut", "Muddy Paws", true),
            ("Nettle wants a price", "Albert Road Brewing", true),
            ("Claire wants an apology", "Ashgrove House", false),
            ("Claire's off till Thursday", "Ashgrove House", false),
            ("met the buyer", "Quay Books", false),
            ("trial runs", "Quay Books", false),
            ("grinder broke again", "Quay Books", false),
            ("Grinder broke again", "Quay Books", false),
            ("oat milk, two boxes", "Quay Books", false),
            ("renewed, likes it", "Quay Books", false),
            ("locked up", "Quay Books", false),
            ("12 cases, happy", "Quay Books", false),
            ("", "Quay Books", false),
            ("港湾牙科诊所 见采购", "滨江书店", true),
            ("宏远汽配 老板裘志刚", "滨江书店", true),
            ("永兴 王雪芬先留20条", "滨江书店", true),
            ("老裘 嫌早上的不够", "滨江书店", true),
            ("老寿 嫌早上的不够", "滨江书店", false),
            ("楼厂长还是嫌贵", "滨江书店", false),
            ("洪厂长留我喝茶", "滨江书店", true),
            ("去了医院 没人", "滨江书店", false),
            ("滨江书店 见采购", "滨江书店", false),
            ("见采购", "滨江书店", false),
            ("样机到了 下周装", "滨江书店", false),
            ("砂带掉砂", "滨江书店", false),
            ("嫌贵，再等等", "滨江书店", false),
            ("老板不在", "滨江书店", false),
            ("下单了 +砂带 3条", "滨江书店", false),
        ] {
            let known = Known { name, people: &people, vocabulary: &vocabulary, past: &past };
            assert_eq!(names_another(text, 0, &known), expected, "{text}");
        }
    }
}
