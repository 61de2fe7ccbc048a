//! The likely reading of each character in its word, for indexes of long texts, where every reading of every character
//! would cost too much. The words that decide it stand in [`WORDS`]; where none does, the usual reading is taken, and
//! [`alternatives`] gives the other readings that are alive in names and in a rep's notes.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::curated;
use super::table::{Reading, known_syllable, readings};

/// The likely syllable of each character of folded text; `None` for what is no Han character.
pub fn syllables(folded: &[char]) -> Vec<Option<&'static str>> {
    let words = words();
    let mut out = Vec::with_capacity(folded.len());
    while let Some(c) = folded.get(out.len()) {
        let ahead = folded.get(out.len()..).unwrap_or_default();
        match words.get(c).into_iter().flatten().find(|word| ahead.starts_with(&word.characters)) {
            Some(word) => out.extend(word.syllables.iter().map(|syllable| Some(*syllable))),
            None => out.push(readings(*c).first().map(Reading::as_str)),
        }
    }
    out
}

/// The other readings under which this character is looked for in a text, besides the one found by [`syllables`]: only
/// those of the list that was looked through, or an index would fill with readings nobody uses.
pub fn alternatives(c: char, taken: &str) -> impl Iterator<Item = &'static str> {
    let alive = if is_curated(c) { readings(c) } else { &[] };
    let taken = taken.to_owned();
    alive.iter().map(Reading::as_str).filter(move |other| *other != taken)
}

fn is_curated(c: char) -> bool {
    static CHARACTERS: OnceLock<HashSet<char>> = OnceLock::new();
    CHARACTERS.get_or_init(|| curated::entries().map(|(c, _)| c).collect()).contains(&c)
}

/// Words that decide a reading: first the characters, then one syllable for each. Longer ones before shorter with the
/// same beginning, because the first that fits is taken.
const WORDS: &str = "重庆 chong qing,重新 chong xin,重复 chong fu,重启 chong qi,重做 chong zuo,重发 chong fa,双重 shuang chong,\
    乐清 yue qing,音乐 yin yue,乐器 yue qi,乐队 yue dui,药行街 yao hang jie,药行 yao hang,银行 yin hang,行业 hang ye,\
    商行 shang hang,车行 che hang,洋行 yang hang,总行 zong hang,分行 fen hang,支行 zhi hang,行长 hang zhang,\
    行情 hang qing,行家 hang jia,同行 tong hang,内行 nei hang,外行 wai hang,央行 yang hang,农行 nong hang,工行 gong hang,\
    建行 jian hang,招行 zhao hang,中行 zhong hang,闵行 min hang,五金行 wu jin hang,茶行 cha hang,琴行 qin hang,\
    鱼行 yu hang,米行 mi hang,花行 hua hang,建材行 jian cai hang,水电行 shui dian hang,\
    厂长 chang zhang,校长 xiao zhang,董事长 dong shi zhang,部长 bu zhang,店长 dian zhang,院长 yuan zhang,\
    处长 chu zhang,科长 ke zhang,局长 ju zhang,会长 hui zhang,市长 shi zhang,县长 xian zhang,组长 zu zhang,\
    班长 ban zhang,队长 dui zhang,所长 suo zhang,站长 zhan zhang,镇长 zhen zhang,村长 cun zhang,区长 qu zhang,\
    家长 jia zhang,社长 she zhang,成长 cheng zhang,增长 zeng zhang,长大 zhang da,长孙 zhang sun,主任 zhu ren,\
    蚌埠 beng bu,六安 lu an,六合 lu he,厦门 xia men,大厦 da sha,广厦 guang sha,番禺 pan yu,朝天 chao tian,\
    朝阳 chao yang,今朝 jin zhao,朝夕 zhao xi,会计 kuai ji,会稽 kuai ji,财会 cai kuai,涡阳 guo yang,浚县 xun xian,\
    单县 shan xian,单于 chan yu,铅山 yan shan,大埔 da bu,黄埔 huang pu,蔚县 yu xian,莘庄 xin zhuang,莘县 shen xian,\
    十里堡 shi li pu,吴堡 wu bu,尉氏 wei shi,尉迟 yu chi,尉犁 yu li,万俟 mo qi,澹台 tan tai,\
    成都 cheng du,首都 shou du,都市 du shi,都会 dou hui,都要 dou yao,都是 dou shi,都有 dou you,都没 dou mei,\
    还款 huan kuan,归还 gui huan,还钱 huan qian,还价 huan jia,还给 huan gei,退还 tui huan,偿还 chang huan,\
    还有 hai you,还没 hai mei,还是 hai shi,还要 hai yao,还在 hai zai,还欠 hai qian,\
    调研 diao yan,调查 diao cha,调货 diao huo,调动 diao dong,调换 diao huan,调度 diao du,调走 diao zou,\
    调整 tiao zheng,调试 tiao shi,空调 kong tiao,调价 tiao jia,调解 tiao jie,\
    传真 chuan zhen,便宜 pian yi,方便 fang bian,供给 gong ji,给予 ji yu,觉得 jue de,睡觉 shui jiao,\
    数量 shu liang,效率 xiao lv,利率 li lv,汇率 hui lv,率领 shuai ling,兑现率 dui xian lv,覆盖率 fu gai lv,\
    打折 da zhe,折扣 zhe kou,差价 cha jia,差不多 cha bu duo,出差 chu chai,校准 jiao zhun,校对 jiao dui,\
    子弹 zi dan,弹簧 tan huang,弹性 tan xing,参加 can jia,参观 can guan,人参 ren shen,西藏 xi zang,收藏 shou cang,\
    联系 lian xi,关系 guan xi,降价 jiang jia,投降 tou xiang,模具 mu ju,模板 mu ban,模型 mo xing,\
    着急 zhao ji,着手 zhuo shou,找不着 zhao bu zhao,睡着 shui zhao,著名 zhu ming,着名 zhu ming,显著 xian zhu,\
    转账 zhuan zhang,转发 zhuan fa,头发 tou fa,理发 li fa,美发 mei fa,干货 gan huo,干部 gan bu,能干 neng gan,\
    暖和 nuan huo,爱好 ai hao,好奇 hao qi,空白 kong bai,有空 you kong,没空 mei kong,抽空 chou kong,冠军 guan jun,\
    看守 kan shou,落下 la xia,没收 mo shou,难题 nan ti,店铺 dian pu,商铺 shang pu,旺铺 wang pu,铺货 pu huo,\
    铺设 pu she,散装 san zhuang,分散 fen san,多少 duo shao,少年 shao nian,宿舍 su she,什么 shen me,什锦 shi jin,\
    挑选 tiao xuan,挑战 tiao zhan,因为 yin wei,为了 wei le,为什么 wei shen me,认为 ren wei,兴趣 xing qu,高兴 gao xing,\
    要求 yao qiu,下载 xia zai,载重 zai zhong,记载 ji zai,心脏 xin zang,涨价 zhang jia,正月 zheng yue,担保 dan bao,\
    当铺 dang pu,适当 shi dang,倒闭 dao bi,倒车 dao che,冲突 chong tu,称职 chen zhi,对称 dui chen,称重 cheng zhong,\
    创伤 chuang shang,号码 hao ma,计划 ji hua,几乎 ji hu,济南 ji nan,济宁 ji ning,中间 zhong jian,将来 jiang lai,\
    教书 jiao shu,尽快 jin kuai,尽量 jin liang,卡车 ka che,关卡 guan qia,绿色 lv se,绿地 lv di,中奖 zhong jiang,\
    中标 zhong biao,种植 zhong zhi,播种 bo zhong,应该 ying gai,供应 gong ying,反应 fan ying,对应 dui ying,\
    钻石 zuan shi,钻头 zuan tou,压力 ya li,曲阜 qu fu,歌曲 ge qu,一切 yi qie,切割 qie ge,角色 jue se,主角 zhu jue,\
    强调 qiang diao,勉强 mian qiang,处理 chu li,办事处 ban shi chu,到处 dao chu,处于 chu yu,丽水 li shui,\
    台州 tai zhou,天台 tian tai,长沙 chang sha,长春 chang chun,东莞 dong guan,亳州 bo zhou,宁波 ning bo,期间 qi jian,\
    仇家 chou jia,报仇 bao chou,曾经 ceng jing,不曾 bu ceng,未曾 wei ceng,解决 jie jue,了解 liao jie,了结 liao jie,\
    终了 zhong liao,受不了 shou bu liao,少不了 shao bu liao,石油 shi you,一石 yi dan,燕京 yan jing,提防 di fang,\
    盛饭 cheng fan,似的 shi de,血压 xue ya,朴素 pu su,得到 de dao,总得 zong dei,佛山 fo shan,仿佛 fang fu";

struct Word {
    characters: Vec<char>,
    syllables: Vec<&'static str>,
}

fn words() -> &'static HashMap<char, Vec<Word>> {
    static INDEX: OnceLock<HashMap<char, Vec<Word>>> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index: HashMap<char, Vec<Word>> = HashMap::new();
        for entry in WORDS.split(',') {
            let mut parts = entry.split_whitespace();
            let characters: Vec<char> = parts.next().unwrap_or_default().chars().collect();
            let syllables: Vec<&'static str> = parts.filter_map(known_syllable).collect();
            if let Some(first) = characters.first().copied().filter(|_| characters.len() == syllables.len()) {
                index.entry(first).or_default().push(Word { characters, syllables });
            }
        }
        for words in index.values_mut() {
            words.sort_by_key(|word| std::cmp::Reverse(word.characters.len()));
        }
        index
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::text::fold;

    fn read(text: &str) -> String {
        let folded: Vec<char> = fold(text).chars().collect();
        syllables(&folded).iter().map(|syllable| syllable.unwrap_or("-")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_word_decides_the_reading() {
        for (text, expected) in [
            ("杭州精工", "hang zhou jing gong"),
            ("重庆银行行长", "chong qing yin hang hang zhang"),
            ("重慶銀行行長", "chong qing yin hang hang zhang"),
            ("乐清", "yue qing"),
            ("快乐", "kuai le"),
            ("药行街", "yao hang jie"),
            ("长沙校长", "chang sha xiao zhang"),
            ("厦门大厦", "xia men da sha"),
            ("便宜A1", "pian yi - -"),
            ("绿色", "lv se"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn every_word_of_the_list_is_usable() {
        let usable: usize = words().values().map(Vec::len).sum();
        assert_eq!(usable, WORDS.split(',').count(), "a word whose syllables do not fit its characters");
    }

    #[test]
    fn alternatives_are_the_other_living_readings() {
        let of = |c, taken| alternatives(c, taken).collect::<Vec<_>>();
        assert!(of('单', "dan").contains(&"shan"));
        assert!(of('行', "xing").contains(&"hang"));
        assert!(of('杭', "hang").is_empty());
    }
}
