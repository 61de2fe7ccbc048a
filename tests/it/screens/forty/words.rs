//! The words that the town's names and streets are put together from.

/// Lists, a space between two; of streets a comma.
pub struct Words {
    /// What those are made of that share their first letters.
    pub sharing: [&'static str; 2],
    pub namesake: &'static str,
    pub first: &'static str,
    pub middle: &'static str,
    pub trade: &'static str,
    pub streets: &'static str,
}

const TRADES: &str = "Dental Bakery Garage Books Optics Florist Vets Pharmacy Grocer Motors Kitchen Salon Tools Paints Cycles \
        Butchers Tyres Toys Press Electrics Gym Hotel Nursery Joinery Cafe Inn";

pub const EN: Words = Words {
    sharing: ["Harbour Hall Hart Harvey Hazel Hanover Haven Hatton Hampton Hastings Hardy Harlow", TRADES],
    namesake: "Harbour Deli",
    first: "Oak Mill Quay Bridge River Castle Abbey Market Station Church Victoria Albert Queens Kings Elm Ash \
        Willow Cedar Stone Silver Golden Copper Iron Blue Green Red White Black North South East West Upper \
        Lower Long Broad Fern Heather Ivy Rose Lily Fox Badger Otter Swan Heron Raven Robin Finch Lark Dock \
        Ferry Anchor Lighthouse Beacon Summit Valley Meadow Orchard Forest",
    middle: "Lane Hill Park Court Yard Corner Gate Cross Field Side View End Row Point",
    trade: TRADES,
    streets: "Mill Rd, Quay St, High St, Castle Terrace, Abbey Lane, Nelson St, Bath Rd, Union St, Gloucester Rd, \
        Dean Lane, Wells Rd, Park St, Ferry Lane, Rope Walk, Jubilee Rd, Temple Way, Old Market, Kingsway, \
        Lime Grove, Yew Close",
};

pub const ZH: Words = Words {
    sharing: [
        "惠民 海川 宏业 华正 恒资 红星 鸿运 和平 汇通 浩天 豪杰 徽商",
        "机械 药店 超市 五金 建材 电器 服装 饭店 宾馆 诊所 书店 花店 文具 家具 汽修 轮胎 玩具 茶行 粮油 水果 \
        印刷 照明 阀门 涂料",
    ],
    namesake: "杭州惠民大药房",
    first: "金 银 铁 铜 东 西 南 北 新 老 大 小 长 永 安 福 康 泰 德 仁 义 信 诚 正 明 光 天 地 江 湖 山 石 林 木 \
        春 秋 双 三 百 万 千 顺 兴 盛 昌 隆 富 贵 吉 祥",
    middle: "丰 达 利 源 鑫 瑞 宝 龙 凤 华 民 生 和 庆 安",
    trade: "机械厂 药店 超市 五金店 建材行 电器行 服装店 饭店 宾馆 诊所 书店 花店 文具店 家具城 汽修厂 轮胎店 \
        玩具店 茶行 粮油店 水果店 印刷厂 照明 阀门厂 涂料行",
    streets: "中山路, 解放路, 建设三路, 人民路, 市心北路, 金城路, 通惠路, 育才路, 体育路, 萧绍路, 文化路, 工人路, \
        拱秀路, 晨晖路, 永久路, 山阴路, 博学路, 学院路, 江东路, 滨盛路",
};
