//! What stands beside the Chinese words that say that a visit came to nothing: whom and what they are said of, and whose words they are.
//!
//! Always holds: it reads one clause in simplified characters; what somebody tells of other things is no word on the visit.

use super::is_somebody;

/// Of those, what says by itself that one went for nothing, or not at all.
const OWN: &str = "白跑 跑空 一趟空的 扑空 扑了空 扑了个空 闭门羹 没见上 没见成 没见到人 没见着人 没碰到人 没碰着人 爽约 放我鸽子 放了鸽子 放鸽子 \
    放了我鸽子 不见我 没空理我 打发走 赶出来 轰出来 没去成 没跑成 来不及去 没来得及去";
/// Behind these nothing more may be said but whom: 没等到姚新民, not 没等到报价.
const CLOSED: &str = "空跑 没等到 没找到人 没碰上 人没来 今天算了 今天免了 今天不见了 别来了 别过来了 不用来了 不用过来了 进不去 没进去 没人应 没人在";
/// Behind those: small words that close it.
const CLOSING: &str = "了 啊 呢 吧 哦 又 今天 一趟 一次 一回 他 她 人 厂 门 的";
/// What is said of it by whoever keeps the door, or by nobody in particular.
const GATE: &str =
    "门卫 警卫 守卫 管理员 保安 前台 隔壁 邻居 对面 传达室 门房 物业 旁边 门口 保洁 没人 无人 打发人 路人 看门";
/// Where one stands in vain.
const PLACE: &str = "厂 店 厂里 店里 公司 公司里 门口 大门 前门 后门 铺子 门市 门市部 办公室 家 家里 单位 楼下 楼上 里面 工厂 门面 档口 前台 门店 店面 \
    园区 厂区 大院 机械 五金 模具 科技 电器 工具 门窗 建材 商行 超市 酒店 饭店 学校 医院 诊所";
/// What one did to get in, and how long.
const WENT: &str =
    "等了 等到 敲 到了 去了 过去 跑了 去的 跑过 约好 说好 约的 赶到 跑到 到厂 到店 上门 喊了 站了 打电话 电话";
/// Between whom or what it is said of and the word, each of which may be missing.
const BETWEEN: &str = "今天 昨天 前天 刚 刚刚 刚才 上午 下午 中午 早上 一早 晚上 又 也 都 还 就 全 一直 结果 所以 只好 这次 还是 已经 正 正好 临时 突然 \
    因为 我 我们 他 她 他们 人家 说 说是 告诉 讲 让 叫 喊 通知 打发人 人 发消息 微信 短信 电话里 忙得 忙 没预约 没约 盘点 停电 停水 \
    检修 装修 检查 休息 才 封路 有事 下雨 太晚 开会 大 铁 前 后 侧 正门 店门 厂门 院 里 在 根本 硬是 死活 居然 竟然 还说 那边 他们厂 拒绝 \
    又是 再次 第二次 去 来 跑 赶 开车";
/// Where somebody has gone who is still there.
pub(super) const NEAR: &str = "车间 仓库 现场 办公室 试验 里面 楼上 楼下 机房 产线";
/// What somebody does who tells something.
const TELLS: [&str; 16] =
    ["说", "讲", "嫌", "问", "提到", "提了", "反映", "抱怨", "觉得", "认为", "告诉", "担心", "让", "叫", "催", "怪"];

/// Where what somebody tells begins: behind 於总说. Whoever keeps the door tells of the visit.
pub(in crate::domain::log_line) fn tells(clause: &str) -> Option<usize> {
    let small = ["今天", "刚才", "还", "又", "也", "一直", "就", "都", "特别", "下午", "上午"];
    let told = |word: &&str| {
        clause.match_indices(*word).map(|(at, _)| at).find(|at| {
            let rest = &clause[at + word.len()..];
            let who = small.iter().fold(&clause[..*at], |who, word| who.strip_suffix(word).unwrap_or(who));
            let agreed = rest.starts_with(['好', '定', '明']);
            let to_me = matches!(*word, "让" | "叫" | "催") && rest.starts_with('我');
            is_somebody(who) && !is_gate(who) && !agreed && !to_me
        })
    };
    TELLS.iter().filter_map(|word| Some(told(word)? + word.len())).min()
}

/// Whether words end with whoever keeps the door, or with nobody.
pub(super) fn is_gate(words: &str) -> bool {
    GATE.split(' ').any(|word| words.ends_with(word))
}

/// Whether words say what one did to get in: 到了, 等了一小时.
pub(super) fn went(words: &str) -> bool {
    WENT.split(' ').any(|word| words.contains(word))
        || is_gate(words)
        || words.ends_with('说') && is_gate(&words[..words.len() - '说'.len_utf8()])
}

/// Whether the word behind these is said of the place, of somebody, or of the visit as such: not of a thing, as in 刀杆进不去, nor as a part of another
/// word, as in 部门没开会 and 特别来了.
pub(super) fn is_free(head: &str, word: &str) -> bool {
    let another = match word.chars().next() {
        Some('门') => head.ends_with(['部', '专', '热', '冷', '出', '阀', '上']),
        Some('别') => head.ends_with(['特', '分', '个', '级', '类', '差']),
        _ => false,
    };
    let mut rest = head.trim_end();
    if another {
        return false;
    }
    loop {
        let place = PLACE.split(' ').chain(GATE.split(' ')).any(|word| rest.ends_with(word));
        if rest.is_empty() || place || is_somebody(rest) {
            return true;
        }
        // 敲了半天, 等到三点; what stands before that is said of somebody, too.
        let trip = WENT.split(' ').filter_map(|word| rest.rfind(word)).max();
        if let Some(at) = trip.filter(|at| rest[*at..].chars().count() <= 10) {
            rest = &rest[..at];
            continue;
        }
        let between = BETWEEN.split(' ').filter(|word| rest.ends_with(word)).max_by_key(|word| word.len());
        let Some(word) = between else { return false };
        rest = rest[..rest.len() - word.len()].trim_end();
    }
}

/// Whether a word may be followed by these: 没等到姚新民, not 没等到报价; 关着门, not 关着门谈.
pub(super) fn closes(word: &str, behind: &str) -> bool {
    if word.ends_with('门') {
        return !behind.starts_with(['谈', '聊', '开', '讲', '试', '商']);
    }
    if word.starts_with("一个人") {
        return behind.is_empty() || behind.starts_with(['有', '见', '在', '来', '碰', '看', '了']);
    }
    if word == "拦着没" {
        return behind.starts_with(['让', '给', '进', '上']);
    }
    let behind = behind.trim_start();
    !CLOSED.split(' ').any(|closed| closed == word)
        || behind.is_empty()
        || behind.chars().count() <= 4 && is_somebody(behind)
        || CLOSING.split(' ').any(|small| behind.starts_with(small))
            && !behind.starts_with("了下")
            && !behind.starts_with("了一遍")
}

/// Whether a word says that somebody will not see one: he says it of himself.
pub(super) fn is_of_me(word: &str) -> bool {
    ["见", "理我", "接待", "没空", "没时间", "没工夫", "走不开", "顾不上"].iter().any(|own| word.contains(own))
        && !word.starts_with("没见")
}

/// Whether a word says by itself that one went for nothing, or not at all.
pub(super) fn is_own(word: &str) -> bool {
    OWN.split(' ').any(|own| own == word)
}
