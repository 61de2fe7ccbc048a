//! What is promised in Chinese: what a seller does, what a customer does, and who stands before either. It is written in simplified characters.
//!
//! It must not say whose the promise of a clause is: its reading does.

/// Words by which we promise: what stands before them speaks of something else.
pub(super) const OURS: &[&str] = &["我答应", "我跟他说", "我跟她说", "我跟他讲", "我说", "答应他", "答应她"];
/// They want it of one oneself.
pub(super) const ASKED: &[&str] = &["让我", "叫我", "要我", "请我", "喊我", "催我", "提醒我", "要求我"];
/// One oneself to whom something is done: whoever does it is another.
pub(super) const TO_ME: &[&str] =
    &["给我", "回我", "告诉我", "通知我", "回复我", "答复我", "发我", "寄我", "打我", "找我", "联系我", "跟我", "和我"];
/// Somebody of theirs, at the beginning of what is said.
pub(super) const THEIRS: &[&str] =
    &["他", "她", "对方", "客户", "财务", "会计", "采购", "老板", "厂里", "领导", "仓库", "集团", "董事会", "总经理"];
/// What somebody there is called by.
pub(super) const TITLES: &[&str] = &["总", "经理", "主任", "厂长", "老板", "科长", "部长", "店长", "院长", "老师"];
/// And by which, where a family name stands before it: 招工 is nobody.
pub(super) const CALLED: &[char] = &['姐', '哥', '工'];
/// Others, who are neither.
pub(super) const OTHERS: &[&str] = &[
    "师傅",
    "司机",
    "物流",
    "厂家",
    "供应商",
    "隔壁",
    "同行",
    "人家",
    "总部",
    "公司",
    "别人",
    "别家",
    "工程队",
    "环保",
    "有人",
    "他们",
    "她客户",
    "他客户",
    "们客户",
    "快递",
    "工人",
    "员工",
    "同事",
    "对手",
    "银行",
];
/// What makes it somebody's own business.
pub(super) const OTHER: &[&str] = &[
    "开会",
    "会议",
    "盘点",
    "检查",
    "生日",
    "出差",
    "休",
    "放假",
    "上班",
    "回来",
    "过来看",
    "参展",
    "展会",
    "看展",
    "展览",
    "停电",
    "检修",
    "每",
    "逢",
    "下次",
    "下回",
    "就发",
    "就送",
    "就交",
    "就能",
    "就可以",
    "优惠",
    "到期",
    "截止",
    "投标",
    "招标",
    "过期",
];
/// The day is moved to, not promised, where these stand right before it.
pub(super) const MOVED: &[&str] =
    &["改到", "改在", "改成", "改为", "改", "挪到", "推到", "延到", "推迟到", "拖到", "等到", "要到", "直到", "到"];
/// What a seller brings or does to a thing that stands before it, if it is said: 铣刀周五送过去.
pub(super) const BRINGS: &[&str] = &[
    "送过去",
    "送过来",
    "送到",
    "送去",
    "送掉",
    "送来",
    "送上门",
    "送给",
    "补送",
    "补寄",
    "补发",
    "补给",
    "补上",
    "寄过去",
    "寄出",
    "寄到",
    "寄给",
    "寄",
    "快递过去",
    "发过去",
    "发他",
    "发她",
    "发给",
    "发到",
    "发邮",
    "发微信",
    "发出",
    "交过去",
    "报他",
    "报她",
    "报给",
    "报过去",
    "给他",
    "给她",
    "换掉",
    "换给",
    "拉过去",
    "拿过去",
    "带过去",
    "回他",
    "回她",
    "复他",
    "复她",
    "回复他",
    "回复她",
    "答复他",
    "答复她",
    "催款",
];
/// What a seller does with its own thing: whoever stands before it does it.
pub(super) const SELLS: &[&str] = &[
    "送货",
    "送样",
    "补货",
    "寄样",
    "发货",
    "发资料",
    "发报价",
    "发图",
    "发样",
    "发合同",
    "交货",
    "交付",
    "报个价",
    "报价",
    "给方案",
    "给报价",
    "给价",
    "给图",
    "给样",
    "换货",
    "出货",
    "出方案",
    "出报价",
    "出图",
    "做方案",
    "打样",
    "到货",
    "要货",
];
/// What their own works do as well: 月底要交货 is theirs to others.
pub(super) const MAKES: &[&str] = &["交货", "交付", "发货", "出货", "打样"];
/// A word that goes on behind those: 送样品, 报价单.
pub(super) const LONGER: &[&str] = &["品", "册", "本", "刀", "件", "机", "单", "纸", "版", "书"];
/// Behind those and behind what either may do: whom or what it is for. Anything else makes it another word: 送货日, 报价到期, 换货架.
pub(super) const GOES_ON: &[&str] = &[
    "给", "到", "过去", "过来", "上门", "去", "他", "她", "您", "记得", "顺便", "并", "和", "仓库", "门口", "清单",
    "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "几", "，", " ", "。", "、", "前", "之前",
    "以前",
];
/// By themselves at the end of what is said: 下周一送.
pub(super) const SHORT: &[&str] = &["送", "寄", "交", "报", "给", "补", "换", "发", "到"];
/// What one does for others, where one says so.
pub(super) const DOES: &[&str] =
    &["送", "拉", "带", "拿", "寄", "发", "回", "打电话", "打给", "派", "补", "催", "问", "调", "联系", "安排"];
/// What one does for oneself as well: only with a thing of the trade, or with what comes of it.
pub(super) const DOES_WITH: &[&str] = &["给", "报", "交", "装", "换", "出", "做", "修"];
/// Before one of those characters: another word. 宽带, 汇报.
pub(super) const BEFORE_DOES: &[char] = &['宽', '皮', '胶', '汇', '申', '填', '情', '海'];
/// What comes of it.
pub(super) const COMES_OF_IT: &[&str] = &["给", "他", "她", "您", "过去", "过来", "掉", "上门", "好", "客户", "个"];
/// Things of the trade.
pub(super) const GOODS: &[&str] = &[
    "样",
    "货",
    "图",
    "报价",
    "价格",
    "价目",
    "方案",
    "合同",
    "协议",
    "发票",
    "资料",
    "目录",
    "型录",
    "清单",
    "订单",
    "样机",
    "刀",
    "钻",
    "泵",
    "阀",
    "配件",
    "零件",
    "备件",
    "产品",
    "说明书",
    "结果",
    "数量",
    "规格",
    "型号",
    "账期",
    "试用",
    "试机",
    "测试",
    "报告",
    "坏的",
    "新的",
];
/// Goods that are counted by these.
pub(super) const COUNTED: &str = "支把台件箱桶盒只套条根片包袋卷米吨斤瓶张双副批款种对";
/// What a customer does, and what may stand behind it; where nothing is given, anything may.
pub(super) const BUYS: &[(&str, &[&str])] = &[
    ("给我", &[]),
    ("给回", &["音", "话", "复"]),
    ("给答复", &[]),
    ("给准信", &[]),
    ("给个", &["准信", "话", "答复", "消息"]),
    ("给消息", &[]),
    ("给结果", &[]),
    ("出结果", &[]),
    ("有结果", &[]),
    ("出数据", &[]),
    ("有回音", &[]),
    ("拍板", &[]),
    ("签", &["合同", "约", "字", "单", "回", "协议", "下来", "订单", "年框", "框架", "采购", "掉", "给", "好"]),
    ("定", &["下来", "方案", "供应商", "型号", "数量", "规格", "货", "合同", "掉"]),
    ("下单", &["给", "，"]),
    ("落单", &[]),
    ("下订", &["单"]),
    ("盖章", &[]),
    ("回签", &[]),
    ("批下来", &[]),
    ("答复我", &[]),
    ("回复我", &[]),
    ("回我", &[]),
    ("告诉我", &[]),
    ("通知我", &[]),
    ("打给我", &[]),
    ("打电话给我", &[]),
    ("来提货", &[]),
    ("来拿货", &[]),
    ("来拉货", &[]),
    ("决定", &["下来"]),
    ("再拿", &[]),
    ("再订", &["一", "货"]),
    ("再进", &["一", "货"]),
    ("再补", &["一", "货"]),
    ("再下", &["单", "一单"]),
    ("来拿", &["样"]),
];
/// Before 定 and 签: another word.
pub(super) const BEFORE_BUYS: &[char] = &['固', '一', '规', '约', '预', '指', '额', '稳', '锁', '肯', '否', '决', '续'];
/// What is brought here is brought by them.
pub(super) const RETURNS: &[&str] = &["寄过来", "寄回来", "寄来", "寄回", "发过来", "发回来", "传过来"];
/// What either may do: what was said before tells whose it is.
pub(super) const EITHER: &[&str] = &["给话", "给个话", "回话", "回音", "答复", "回复", "准信", "回电", "确认"];
/// What only leads up to a day or to a deed.
pub(super) const LEADS: &[&str] = &[
    "那",
    "就",
    "先",
    "也",
    "还",
    "再",
    "又",
    "说",
    "讲",
    "好",
    "谈",
    "答应",
    "承诺",
    "保证",
    "一定",
    "必须",
    "务必",
    "最晚",
    "最迟",
    "争取",
    "尽量",
    "没问题",
    "行",
    "可以",
    "确认",
    "要",
    "要求",
    "需要",
    "跟她",
    "跟他",
    "和她",
    "和他",
    "，",
    " ",
    "准备",
    "之前",
    "以前",
    "前",
    "上午",
    "下午",
    "早上",
    "晚上",
    "一早",
    "下班",
    "的",
];
/// Nobody is taken along to a promise: that is a visit.
pub(super) const TAKEN_ALONG: &[&str] = &["师傅", "技术", "工程师", "人", "徒弟", "领导", "经理", "孩子", "队"];
