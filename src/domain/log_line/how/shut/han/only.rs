//! What Chinese may say beside the words that a visit came to nothing, where the line tells of nothing else. It reads simplified characters.
//!
//! Always holds: what was done, sold or said there, a call that was answered and a turn of the tale (但, 后来) tell of more.

use super::{is_somebody, tells};

/// What is dealt in, what is done with it or with somebody, and what turns the tale.
const MORE: &str = "货 款 票 样 价 订 下单 订单 单子 合同 预算 签 聊 谈 见了 见到了 见着了 拿 收 送 换了 装了 修 试 看了 看下 演示 陪 交给 留给 转给 放在 放门 帮 拜托 \
    投诉 质量 交期 竞品 库存 但 不过 后来 然后 幸好 好在 还好 幸亏 跟 开了门 开门了 进去了 等到 没人反对 可以 同意 满意 要求 想要 需要 箱 盒 支 台 套 桶 公斤";
/// A call or a message.
const CALLS: &str = "电话 微信 短信 消息 邮件";
/// Nobody took it.
const UNTAKEN: &str = "没人接 不接 没接 打不通 没打通 关机 没回 不回 无人接";
/// Of those in the first list, what is none.
const NONE: &str = "单位 样子 一样 怎样 没见 送了张名片 可以的话 签到";
/// What belongs to it, where it is not said for sure.
const BESIDE: &str = "今天 昨天 前天 刚刚 刚才 刚 上午 下午 中午 早上 晚上 又 也 都 还 就 全 一直 已经 正好 临时 去 来 了 的 啊 呢 吧 哦 唉 在 说 是 要 到 里 厂里 \
    店里 公司 厂 店 办公室 老板 老板娘 他 她 人 我 门卫 前台 保安 隔壁 白跑 白跑一趟 跑空 名片 留了名片 留名片 留 张 塞 门缝 下次 下回 再 改天 再来 再去 再跑 再说 \
    回来 上班 回 下周 下个月 周 礼拜 号 一趟 一次 没别人 没有别人 别人 没 不 没见 没见着 没见到 没等 等 等了 半天 一会儿 半小时 小时 分钟 一个 先走 先回 走 出差 休假 \
    请假 不知道 不清楚 几点 什么时候 可能 大概 改 约好 约 取消 取消了 明天 后天 问了 联系 另";

/// Whether what is left of a clause says nothing more; where words were left out stands `|`. `sure`: these say by themselves that it came to nothing; else
/// only what belongs to it may be left.
pub(in crate::domain::log_line) fn is_only(rest: &str, sure: bool) -> bool {
    let mut rest = rest.to_owned();
    for word in NONE.split(' ') {
        rest = rest.replace(word, "");
    }
    let untaken = UNTAKEN.split(' ').any(|word| rest.contains(word));
    if CALLS.split(' ').any(|word| rest.contains(word)) && !untaken {
        return false;
    }
    if MORE.split(' ').any(|word| rest.contains(word)) {
        return false;
    }
    if sure {
        return rest.contains('|') || tells(&rest).is_none();
    }
    for part in rest.split('|') {
        let mut left = part.trim_matches(|c: char| !c.is_alphanumeric());
        while !left.is_empty() {
            if left.chars().count() <= 4 && is_somebody(left) {
                break;
            }
            let fits = BESIDE.split(' ').chain(UNTAKEN.split(' ')).chain(CALLS.split(' '));
            let Some(word) = fits.filter(|word| left.starts_with(word)).max_by_key(|word| word.len()) else {
                return false;
            };
            left = left[word.len()..].trim_start_matches(|c: char| !c.is_alphanumeric());
        }
    }
    true
}
