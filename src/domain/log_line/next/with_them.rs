//! With whom a visit that Chinese words tell of is: with the customer, or somewhere else. It reads simplified characters.
//!
//! Always holds: what is not known to be the customer's business is somebody else's.

use crate::base::text::is_han;

/// Whether words are what one of the customer's people is called, or speak of one.
pub(super) fn is_one_of_them(words: &str, own: &dyn Fn(&str) -> bool) -> bool {
    let words = words.trim();
    words.starts_with(['他', '她', '您']) || words.starts_with("对方") || own(words) || {
        let titled = ["总", "经理", "主任", "厂长", "老板", "科长", "部长", "店长", "院长", "老师", "工", "姐", "哥"];
        words.chars().count() <= 5 && titled.iter().any(|title| words.contains(title))
    }
}

/// Whether what stands behind what one does there is their business: 去谈年框, 拜访她, but not 拜访三菱, 去谈贷款.
pub(super) fn is_with_them(rest: &str, own: &dyn Fn(&str) -> bool) -> bool {
    const THEIRS: &[&str] = &[
        "样",
        "货",
        "图",
        "报价",
        "价",
        "方案",
        "合同",
        "协议",
        "年框",
        "框架",
        "结果",
        "效果",
        "情况",
        "刀",
        "机",
        "设备",
        "现场",
        "产线",
        "库存",
        "账",
        "帐",
        "款",
        "钱",
        "支票",
        "发票",
        "项目",
        "合作",
        "订单",
        "试",
        "演示",
        "安装",
        "调试",
        "培训",
        "盘点",
        "展示",
        "对账",
        "签",
        "付",
        "数",
        "细节",
        "问题",
        "工地",
        "店",
        "车间",
        "仓库",
        "厂里",
        "办公室",
        "品",
        "资料",
        "目录",
        "需求",
        "交期",
        "质量",
        "尺寸",
        "量",
        "测",
        "检",
        "维修",
        "换",
        "讲",
        "课",
        "交流",
        "分享",
    ];
    const GOES_ON: &[&str] = &[
        "吧", "了", "看", "一", "下", "再", "并", "顺便", "跟他", "跟她", "和他", "和她", "给他", "给她", "谈谈",
        "聊聊", "看看", "面谈", "时间", "他", "她", "前", "早", "上午", "下午", "点",
    ];
    let rest = rest.trim_start();
    let rest = ["去", "谈", "看", "找", "见", "拜访", "签", "做", "拿", "聊", "收", "送"]
        .iter()
        .fold(rest, |rest, word| rest.strip_prefix(word).unwrap_or(rest));
    let near = &rest[..rest.char_indices().nth(8).map_or(rest.len(), |(at, _)| at)];
    let other = ["客户", "其他", "别的", "别家", "厂房", "体检", "贷款", "房", "展", "女婿", "医院"]
        .iter()
        .any(|word| near.contains(word));
    !other
        && (rest.is_empty()
            || !rest.starts_with(is_han)
            || GOES_ON.iter().any(|word| rest.starts_with(word))
            || THEIRS.iter().any(|word| near.contains(word))
            || is_one_of_them(near, own))
}
