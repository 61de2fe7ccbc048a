//! What the clause behind a Chinese name says of its bearer's being away, and what only looks like it: 不在乎, 刚出差回来, 下午3点开会.
//!
//! Always holds: it reads simplified characters; what is to come, was called off or is said of a thing is none.

/// In the clause behind somebody who was not there.
const AWAY: &str = "下班 不在 不来 休假 休息 住院 出去 出差 出门 在开 外地 度假 开会 才回 没到 没在 没来 没碰 没空 唔得闲 没见 生病 离职 请假 调走 走了 \
    退休 不上班 喝喜酒 没上班 没出来 没看到 没等到 没露面 还没到 外出 出国 回老家 休产假 产假 关门 关着门 临时取消 家里有事 爽约 \
    放鸽子 放我鸽子";
/// What is done on another day, or later today, with one of these before it.
const PLANNED: [&str; 12] =
    ["出差", "开会", "休假", "出国", "请假", "离职", "退休", "外出", "休息", "产假", "回老家", "休产假"];
/// Before those: it is to come.
const TO_COME: [&str; 12] =
    ["要", "明天", "后天", "下周", "下个", "下月", "点", "月底", "过几天", "准备", "打算", "取消"];
/// What one has not seen, if something is said behind it: 没看到样品.
const UNSEEN: [&str; 5] = ["没见", "没看到", "没碰", "没等到", "没到"];
/// Of a place that is not where he is.
const ELSEWHERE: [&str; 5] = ["隔壁", "对面", "那家", "有家", "几家"];
/// Whoever belongs to somebody.
const KIN: [&str; 33] = [
    "老婆",
    "老公",
    "太太",
    "爱人",
    "媳妇",
    "儿子",
    "女儿",
    "弟弟",
    "哥哥",
    "妹妹",
    "姐姐",
    "父亲",
    "母亲",
    "爸",
    "妈",
    "侄",
    "外甥",
    "亲戚",
    "家属",
    "家人",
    "家里人",
    "司机",
    "秘书",
    "助理",
    "徒弟",
    "同事",
    "手下",
    "下属",
    "女婿",
    "儿媳",
    "表弟",
    "堂弟",
    "合伙人",
];

/// Whether the clause says that he was away. `own`: what is said of him, no further than what he says himself.
pub(super) fn is_away(own: &str) -> bool {
    AWAY.split_whitespace().any(|word| {
        own.match_indices(word).any(|(at, _)| {
            let (before, behind) = (&own[..at], &own[at + word.len()..]);
            !is_other(word, before, behind)
        })
    }) || is_gone(own)
}

fn is_other(word: &str, before: &str, behind: &str) -> bool {
    let to_come = PLANNED.contains(&word)
        && (TO_COME.iter().any(|day| before.contains(day))
            || before.ends_with(['刚', '没', '不']) && behind.starts_with("回"));
    let there = match word {
        "不在" => behind.starts_with(['乎', '意', '行', '话', '状', '线']),
        "没在" => behind.starts_with(['用', '做', '买', '跟', '看']),
        "没空" => behind.starts_with(['细', '多', '试', '看']),
        "开会" | "在开" => behind.starts_with(['前', '的', '说', '讲', '定']),
        "出差" => behind.starts_with("回来了") || before.ends_with('刚') && behind.starts_with("回"),
        // 接了个电话就走了: he had been there.
        "走了" => before.ends_with(['就', '才']),
        "出去" => behind.contains("的时候"),
        "关门" => ELSEWHERE.iter().any(|place| before.contains(place)),
        _ => false,
    };
    let rest = behind.strip_prefix(['到', '过', '着', '上']).unwrap_or(behind);
    let unseen = UNSEEN.contains(&word) && !rest.is_empty() && !rest.starts_with(['人', '他', '她', '面', '了']);
    to_come || there || unseen
}

/// 下午去了义乌: he has gone somewhere, and it is no part of the works.
fn is_gone(own: &str) -> bool {
    const NEAR: [&str; 10] = ["车间", "仓库", "现场", "办公", "试验", "里面", "楼上", "楼下", "机房", "产线"];
    const DOES: &str = "年过掉除看拿试问找谈做申送一了";
    const FOR: [&str; 9] = ["进货", "送货", "参展", "看展", "提货", "办事", "旅游", "培训", "考察"];
    let rest = own.strip_suffix('了').unwrap_or(own);
    if own.starts_with('去') && rest.len() < own.len() && FOR.iter().any(|what| rest.ends_with(what)) {
        return true;
    }
    let Some((before, place)) = own.split_once("去了") else { return false };
    let day = ["", "上午", "下午", "早上", "中午", "今天", "昨天", "一早"].contains(&before);
    day && (2..=4).contains(&place.chars().count())
        && !NEAR.iter().any(|near| place.starts_with(near))
        && !place.starts_with(|c| DOES.contains(c))
}

/// Whether it is said of somebody who belongs to him: 於总老婆接待的, 於总的儿子在.
pub(super) fn is_of_kin(behind: &str) -> bool {
    // 郑师傅儿子结婚 is what he tells of himself.
    const DOES: &str = "接在来拿看说签定订收出给带陪管要下开付叫";
    let whose = behind.strip_prefix('的').unwrap_or(behind);
    KIN.iter().filter_map(|kin| whose.strip_prefix(kin)).any(|rest| rest.starts_with(|c| DOES.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_away_is_told_from_who_was_there() {
        for own in [
            "不在",
            "出差了",
            "去开会了",
            "没空",
            "走了",
            "没看到",
            "下午去了义乌",
            "出差下周回来",
            "没见到人",
            "休产假",
            "下午开会",
        ] {
            assert!(is_away(own), "{own}");
        }
        for own in [
            "不在乎价格",
            "不在意颜色",
            "刚出差回来",
            "下午要开会聊得短",
            "下午3点开会",
            "下周出差",
            "接了个电话就走了",
            "开会前见了",
            "没在用我们的丝锥",
            "没空细聊",
            "没看到样品",
            "没见过这款",
            "出去抽根烟的时候",
            "隔壁那家关门了",
            "去了车间",
            "取消了出差",
        ] {
            assert!(!is_away(own), "{own}");
        }
    }
}
