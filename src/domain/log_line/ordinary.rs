//! Words that stand in sentences, not in names: with them notes begin and go on.
//!
//! Always holds: a word not listed here is no name for that; only where a name may stand it is looked at as one.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::notes;
use crate::base::text::fold;

/// Words with which lines begin and customers' names end up found by chance.
const COMMON: &str = "a an the he she it we i they his her is was are in on at to of for by no not yes ok so and but or met saw got has had \
    have said says say will can new old big good nice great quick short long with from all buyer owner boss manager chef \
    doctor dr mr mrs ms customer client order ordered quote price sample samples wants want likes needs asked talked spoke \
    told sent send left gave took today now visit visited call called rang back just still only went small first last next \
    drive cost recall media data group team trial demo meeting chat prices pricing discussed agreed agree need needed \
    waiting waits please thanks very much more less some many few two three one both each every early late busy closed open \
    shut happy unhappy angry interested keen cold warm hot high low stock shelf display delivery invoice payment paid \
    complaint problem issue repair return returned staff nurse reception receptionist director head lady man guy wife \
    husband son daughter father mother brother sister asking asks shown showed show talk talks saying full half again always \
    never maybe soon later this that these those then there here what when who why how if as also our us my your you me him them \
    bob tom sam morning afternoon evening lunch coffee catalogue catalog contract renewal offer discount terms \
    采购 老板 客户 经理 店长 院长 主任 医生 厂长 老师 先生 对方 今天 刚才 门店 报价 样品 样机 合同 订单 \
    见采购 公司 他们 客戶 老闆 採購 店長 醫師 經理 對方 剛才 報價 樣品 樣機 合約 訂單 他們 他说 他說 她说 \
    她說 负责人 負責人 新人 前台 櫃檯 护士 護士";

fn is_common_word(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
    WORDS.contains(word)
}

/// Whether a beginning is made of common words alone: only a whole name of its own is then one.
pub(super) fn is_common(letters: &str) -> bool {
    let folded = fold(letters);
    folded.split(|c: char| c == ' ' || notes::separates(c)).filter(|word| !word.is_empty()).all(is_common_word)
}

/// Whether the last of several words is a common one: "blue finch met" is Blue Finch, not Blue Finch Metals.
pub(super) fn ends_common(letters: &str) -> bool {
    let folded = fold(letters);
    folded.rsplit_once(' ').is_some_and(|(_, last)| is_common_word(last))
}

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
    building bust busy calendar call calls cancelled car card cards cashflow catalogue ceiling cellar charge charges christmas christmas-time cleaner cleaners cleaning \
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

/// Names of people that end as words do.
const NAMES: [&str; 16] = [
    "kelly", "sally", "molly", "holly", "polly", "billy", "emily", "lily", "milly", "beverly", "kimberly", "ally",
    "elly", "willy", "fred", "ned",
];

/// Whether a word, folded, is one of those that sentences are made of, and no name by its looks.
pub(in crate::domain::log_line) fn is_listed(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| ORDINARY.split_whitespace().collect());
    WORDS.contains(word)
}

/// Whether a word stands in sentences: one of those that are known, or one that ends as they do.
pub(in crate::domain::log_line) fn is_ordinary(word: &str) -> bool {
    let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let ending =
        |endings: &[&str]| endings.iter().any(|ending| folded.len() > ending.len() + 2 && folded.ends_with(ending));
    is_a_word(word)
        || !NAMES.contains(&plain(&folded))
            && ending(&["ed", "ing", "ly", "n't", "'ll", "'ve", "'re", "’ll", "’ve", "’re", "n’t"])
}

/// Whether it is one of the words that are known to stand in sentences, or a number.
pub(in crate::domain::log_line) fn is_a_word(word: &str) -> bool {
    let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let plain = plain(&word);
    word.is_empty()
        || is_common(plain)
        || is_listed(&word)
        || is_listed(plain)
        || !word.starts_with(char::is_alphabetic)
}

fn plain(word: &str) -> &str {
    word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word)
}
