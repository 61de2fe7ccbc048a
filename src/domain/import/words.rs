//! The words by which other programs and people name the choices: `Hot`, `重点客户`, `VIP` for the grade A.
//!
//! Input only: what Rounds itself says is in the locale files. Must not guess: a word that is not here stays as written.

use crate::base::text::fold;

/// For each declared word of a choice, what else is written for it; folded (lower case, simplified).
const ALSO: &[(&str, &str, &[&str])] = &[
    (
        "grade",
        "a",
        &[
            "a级",
            "a类",
            "a类客户",
            "a级客户",
            "重点",
            "重点客户",
            "重要",
            "重要客户",
            "大客户",
            "核心",
            "核心客户",
            "战略客户",
            "vip",
            "key",
            "key account",
            "hot",
            "tier 1",
            "high",
            "高",
            "一级",
            "1",
            "gold",
            "高价值",
        ],
    ),
    (
        "grade",
        "b",
        &[
            "b级",
            "b类",
            "b类客户",
            "b级客户",
            "中等",
            "普通",
            "普通客户",
            "一般",
            "一般客户",
            "warm",
            "tier 2",
            "medium",
            "normal",
            "中",
            "二级",
            "2",
            "silver",
        ],
    ),
    (
        "grade",
        "c",
        &[
            "c级",
            "c类",
            "c类客户",
            "c级客户",
            "次要",
            "小客户",
            "cold",
            "tier 3",
            "low",
            "低",
            "三级",
            "3",
            "bronze",
            "低价值",
            "低价值客户",
        ],
    ),
    (
        "lifecycle",
        "prospect",
        &[
            "潜在",
            "潜在客户",
            "线索",
            "意向客户",
            "未成交",
            "未成交客户",
            "lead",
            "subscriber",
            "marketingqualifiedlead",
            "salesqualifiedlead",
            "opportunity",
            "suspect",
            "潜在客户期",
        ],
    ),
    ("lifecycle", "new", &["新客", "新客户", "new customer", "首单"]),
    (
        "lifecycle",
        "active",
        &[
            "活跃",
            "往来中",
            "成交",
            "成交客户",
            "已成交",
            "已成交客户",
            "合作中",
            "合作客户",
            "正式客户",
            "客户",
            "customer",
            "customer - direct",
            "customer - channel",
            "direct customer",
            "client",
            "current",
        ],
    ),
    ("lifecycle", "loyal", &["忠诚", "忠实", "老客户", "忠诚客户", "evangelist", "vip客户"]),
    ("lifecycle", "at_risk", &["有流失风险", "可能流失", "预流失", "沉睡", "沉睡客户", "at risk", "dormant"]),
    (
        "lifecycle",
        "lost",
        &["已流失", "流失", "流失客户", "former customer", "churned", "inactive", "停业", "失效", "ex customer"],
    ),
    ("source", "walk_in", &["路过", "扫街", "陌拜", "陌生拜访", "上门", "自来客", "walk in", "cold call", "field"]),
    (
        "source",
        "referral",
        &[
            "介绍",
            "转介绍",
            "老客户介绍",
            "客户介绍",
            "朋友介绍",
            "推荐",
            "word of mouth",
            "partner",
            "partner referral",
            "external referral",
            "employee referral",
        ],
    ),
    ("source", "fair", &["展会", "展览会", "会议", "trade show", "exhibition", "conference", "event"]),
    (
        "source",
        "web",
        &[
            "网站",
            "官网",
            "网络",
            "互联网",
            "线上",
            "website",
            "internet",
            "online",
            "organic search",
            "paid search",
            "direct traffic",
            "social media",
        ],
    ),
    ("source", "imported", &["导入", "import", "list", "purchased list"]),
    ("source", "other", &["其他", "其它", "others"]),
    (
        "consent",
        "given",
        &["同意", "已同意", "已授权", "是", "yes", "y", "true", "1", "granted", "opt in", "opted in", "optin"],
    ),
    ("consent", "refused", &["不同意", "拒绝", "否", "no", "n", "false", "0", "opt out", "opted out", "optout"]),
    ("consent", "withdrawn", &["撤回", "已撤回", "revoked"]),
    (
        "role",
        "decides",
        &[
            "拍板",
            "决策人",
            "决策者",
            "最终决策人",
            "decision maker",
            "economic buyer",
            "budget holder",
            "executive sponsor",
            "老板",
            "负责人",
        ],
    ),
    (
        "role",
        "influences",
        &["影响", "影响者", "influencer", "champion", "evaluator", "technical buyer", "推荐人", "技术把关人"],
    ),
    ("role", "uses", &["使用", "使用者", "使用人", "user", "end user", "business user"]),
    ("role", "blocks", &["反对", "反对者", "blocker"]),
    ("preferred", "phone", &["电话", "telephone", "call", "手机"]),
    ("preferred", "email", &["邮件", "邮箱", "电子邮件", "e-mail", "mail"]),
    ("preferred", "chat", &["微信", "line", "whatsapp", "wechat", "短信", "sms"]),
    ("preferred", "visit", &["拜访", "面谈", "上门", "in person"]),
];

/// The declared word of a field's choice that `written` means.
pub fn choice(field: &str, declared: &[&'static str], written: &str) -> Option<&'static str> {
    let folded = fold(written);
    let exact = declared.iter().find(|word| folded.replace([' ', '-'], "_") == **word);
    exact.copied().or_else(|| {
        let also = ALSO.iter().find(|(name, _, words)| *name == field && words.contains(&folded.as_str()))?;
        declared.iter().copied().find(|word| *word == also.1)
    })
}

/// Whether a cell says that it has nothing to say.
pub fn says_nothing(cell: &str) -> bool {
    matches!(
        fold(cell).as_str(),
        "" | "-"
            | "--"
            | "---"
            | "/"
            | "\\"
            | "."
            | "n/a"
            | "na"
            | "#n/a"
            | "null"
            | "none"
            | "nil"
            | "(null)"
            | "(blank)"
            | "[none]"
            | "未填写"
            | "暂无"
            | "无"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{ACCOUNT, CONTACT, Kind};

    #[test]
    fn words_find_their_choice() {
        let rows = [
            (&ACCOUNT, "grade", "A", Some("a")),
            (&ACCOUNT, "grade", "A类客户", Some("a")),
            (&ACCOUNT, "grade", "重點客戶", Some("a")),
            (&ACCOUNT, "grade", "Warm", Some("b")),
            (&ACCOUNT, "grade", "D", None),
            (&ACCOUNT, "lifecycle", "Customer - Direct", Some("active")),
            (&ACCOUNT, "lifecycle", "At Risk", Some("at_risk")),
            (&ACCOUNT, "lifecycle", "潛在", Some("prospect")),
            (&ACCOUNT, "lifecycle", "Partner", None),
            (&CONTACT, "role", "拍板", Some("decides")),
        ];
        for (entity, name, written, expected) in rows {
            let Some(Kind::Choice(declared)) = entity.field(name).map(|field| field.kind) else { panic!("{name}") };
            assert_eq!(choice(name, declared, written), expected, "{written}");
        }
    }

    #[test]
    fn each_word_stands_once_and_leads_to_a_declared_one() {
        let mut seen = std::collections::BTreeSet::new();
        for (name, word, also) in ALSO {
            let declared = [&ACCOUNT, &CONTACT]
                .into_iter()
                .filter_map(|entity| entity.field(name))
                .any(|field| matches!(field.kind, Kind::Choice(words) if words.contains(word)));
            assert!(declared, "{name} {word}");
            for written in *also {
                assert_eq!(fold(written), **written, "{name}: not folded");
                assert!(seen.insert((name, written)), "{name}: {written} stands twice");
            }
        }
    }
}
