//! Names of towns and provinces with which companies' names begin. Everybody leaves them out when speaking, so the part
//! behind them counts as a beginning of the name.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::key::{each_unit, is_han_unit};

/// Beginnings that so many names of a book have in common that nobody says them: the quarters and small towns of a territory, too many to be
/// listed.
#[derive(Clone, Debug, Default)]
pub struct Shared(HashSet<[u16; 2]>);

/// The beginnings of the names of a book, counted.
#[derive(Clone, Debug, Default)]
pub struct Beginnings {
    names: usize,
    of: HashMap<[u16; 2], usize>,
    units: Vec<u16>,
}

impl Beginnings {
    /// A pair of Han characters is shared when at least so many names begin with it, behind their town.
    const LEAST: usize = 5;
    /// And when one of so many does.
    const ONE_OF: usize = 200;

    /// Counts a name.
    pub fn add(&mut self, name: &str) {
        self.units.clear();
        each_unit(name, |unit, _| self.units.push(unit));
        let mut end = 0;
        each_end(&self.units, &Shared::default(), |place| end = place);
        if let Some([one, other, _, ..]) = self.units.get(end..)
            && is_han_unit(*one)
            && is_han_unit(*other)
        {
            self.names += 1;
            *self.of.entry([*one, *other]).or_default() += 1;
        }
    }

    /// Those that so many have in common that nobody says them.
    pub fn shared(self) -> Shared {
        let enough = |count: usize| count >= Beginnings::LEAST && count * Beginnings::ONE_OF >= self.names;
        Shared(self.of.iter().filter(|(_, count)| enough(**count)).map(|(pair, _)| *pair).collect())
    }
}

/// Hands over where each place ends with which a name begins: 2 for 杭州精工, and 3, 6, 9 for 浙江省杭州市萧山区精工.
pub(super) fn each_end(units: &[u16], shared: &Shared, mut push: impl FnMut(usize)) {
    let mut end = 0;
    while let Some(next) = one_place(units, end) {
        push(next);
        end = next;
    }
    if let Some([one, other, _, ..]) = units.get(end..)
        && shared.0.contains(&[*one, *other])
    {
        push(end + 2);
    }
}

fn one_place(units: &[u16], from: usize) -> Option<usize> {
    let rest = units.get(from..)?;
    let listed = (2..=4usize).rev().find(|length| rest.get(..*length).is_some_and(|head| places().contains(head)));
    if let Some(length) = listed {
        let end = from + length;
        let suffix = units.get(end).is_some_and(|unit| is_suffix(*unit));
        return Some(if suffix { end + 1 } else { end });
    }
    // Smaller places are too many to list; after a listed one their last character gives them away.
    if from == 0 {
        return None;
    }
    (2..=3usize)
        .map(|length| from + length)
        .find(|end| units.get(*end).is_some_and(|unit| is_suffix(*unit)))
        .map(|end| end + 1)
}

fn is_suffix(unit: u16) -> bool {
    char::from_u32(u32::from(unit)).is_some_and(|c| "省市县区镇乡".contains(c))
}

fn places() -> &'static HashSet<Box<[u16]>> {
    static SET: OnceLock<HashSet<Box<[u16]>>> = OnceLock::new();
    SET.get_or_init(|| PLACES.split_whitespace().map(|name| name.encode_utf16().collect()).collect())
}

/// Folded, so in simplified characters also those of 台灣 and 香港.
const PLACES: &str = "
北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南
陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 中国
石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 雄安 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁
呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳
葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化
南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 江阴 宜兴 昆山 常熟 太仓 张家港 丹阳 海门 启东 如皋
杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 义乌 慈溪 余姚 乐清 瑞安 永康 东阳 海宁 桐乡 诸暨 温岭 临海 萧山 余杭
富阳 临安 柯桥 上虞 鄞州 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城
福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 晋江 石狮 南安 福清 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶
济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 寿光 诸城 即墨 胶州
郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 济源
武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 仙桃 潜江 天门 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳
郴州 永州 怀化 娄底 湘西 浏阳 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山 潮州
揭阳 云浮 顺德 南海 番禺 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州
成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山
贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 红河 文山 西双版纳 大理 德宏
拉萨 日喀则 昌都 林芝 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州 嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳
定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密 昌吉 伊犁 喀什 石河子
台北 新北 桃园 台中 台南 高雄 基隆 新竹 嘉义 苗栗 彰化 南投 云林 屏东 宜兰 花莲 台东 澎湖 金门 板桥 中坜 三重 新庄
浦东 闵行 嘉定 松江 青浦 奉贤 宝山 徐汇 静安 朝阳 海淀 丰台 通州 顺义 大兴 昌平 南山 福田 罗湖 宝安 龙岗 天河 越秀 白云 九龙 荃湾
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_many_names_begin_with_is_shared() {
        let mut beginnings = Beginnings::default();
        let quarter = (0..6).map(|n| format!("杭州下沙{n}厂"));
        for name in quarter.chain(["下沙精工", "良渚机械", "Blue Finch", "下沙"].map(String::from)) {
            beginnings.add(&name);
        }
        let shared = beginnings.shared();
        let ends = |name: &str, shared: &Shared| {
            let mut ends = Vec::new();
            each_end(&name.encode_utf16().collect::<Vec<_>>(), shared, |end| ends.push(end));
            ends
        };
        for (name, expected) in [
            ("下沙精工", vec![2]),
            ("杭州下沙精工", vec![2, 4]),
            ("良渚机械", vec![]),
            ("杭州良渚机械", vec![2]),
            // Nothing would be left.
            ("下沙", vec![]),
        ] {
            assert_eq!(ends(name, &shared), expected, "{name}");
        }
        assert_eq!(ends("下沙精工", &Shared::default()), Vec::<usize>::new());
    }
}
