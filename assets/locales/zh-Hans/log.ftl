log-label = 记一笔
log-hint-short = 客户 谈了什么   》我方答应   《对方答应   F1 其他写法
log-hint = 客户 谈了什么   F1 帮助   》我方答应   《对方答应   #异议   ……竞品   +产品   ！回款
log-kept = 已存成草稿，按 l 接着写。
log-kept-of = 已存成草稿，在“{ $name }”上按 l 接着写。
log-doubt = 是 { $name } 的吗？按 ↓ 选，直接回车存为未归客户
log-here = { $name }（当前）
log-here-visit = { $name }（正在拜访）
log-here-beside = { $name }（当前；另一家的拜访仍在进行）
log-near = 是{ $name }吗？按 ↓ 选，直接回车存为未归客户
log-unfiled = 未归客户：回头再说是哪家
log-chips-more = 还有{ $n }项
log-several-numbers = 是哪一家？直接打序号，或多打几个字母
log-several = 有{ $n }家符合：按 ↓ 选
log-no-date = 没定日期
title-correct = 修改这笔记录
correct-whose = 客户
correct-time = 时间
correct-kind = 方式
log-not-done = 未访：{ $reason }
correct-words = 内容
correct-follow-ups = 待跟进
correct-heard = 金额产品
correct-met = 见了谁
correct-met-hint = 打字找人；按数字或空格打勾
correct-met-nobody = 还没有这家的联系人。
correct-unfiled = 还没说是哪家
correct-no-time = 看不懂时间，可以写：9:00-9:40、昨天下午3点、45分钟。
correct-ahead = 这个时间还没到：记录最晚到现在。
correct-time-hint = 9:00-9:40、下午3点、昨天、45分钟
correct-as-typed = 原话：{ $words }
correct-follow-up-hint = 新的待跟进：周五前报价
correct-follow-ups-hint = 按数字改一条；或写新的：周五前报价
correct-follow-up-change = 重写内容、日期或两样一起：报价 周五   ← → 保留原文   Tab 全部内容
log-guess = { $time }（按平常时长）
log-or = { $due }（还是{ $other }？）
log-we-promise = 我方答应：{ $what }，{ $due }
log-they-promise = 对方答应：{ $what }，{ $due }
log-whose-several = 有好几家符合，先记在“未归客户”。到“今日”里选一下是哪家，这几家符合：
log-whose-perhaps = 名字没写全，先记在“未归客户”。到“今日”里选一下是哪家，可能是这家：
log-whose-nobody = 没写是哪家，先记在“未归客户”。到“今日”里选一下是哪家。
log-empty = 没有可记的内容。
log-bad-line = 第{ $n }行没有记下：{ $why }
log-bad-text = 不是 UTF-8 文字
cli-log-vain = 只说了“{ $said }”，记成了没去成（{ $why }）。要记成拜访：先 rounds undo，再加 --as-visit 记一遍。
cli-log-shut = “{ $said }”看着是没去成（{ $why }），先记成了拜访。要记成没去成：先 rounds undo，再加 --as-told 记一遍。
cli-log-to-come-visit = “{ $said }”还没到，先记成了拜访。要排进计划：先 rounds undo，再加 --as-told 记一遍。
cli-log-to-come = “{ $said }”还没到，先记成了拜访。要记进待跟进：先 rounds undo，再加 --as-told 记一遍。
log-kept-lines = 记了{ $n }笔，其中未归客户{ $unfiled }笔。
log-lines-left = 上面说的{ $n }行没有记下，其余都记了。请改好后只把这几行再给一次。
log-note = 备注
log-time = 时间

# What else a line says.

log-in = { $kind }（对方主动）
log-out = { $kind }（我方主动）
log-instead = 代替计划的拜访
log-competitor = 竞品：{ $name }
log-amount = 金额 { $money }
log-chance = 把握 { $n }%
log-payment = 答应回款：{ $what }，{ $due }
log-received = 已收款：{ $what }
log-met = 见到 { $name }
log-new-contact = 新联系人 { $name }，{ $phone }
log-next = 下次拜访 { $day }
log-next-by-cadence = 下次拜访 { $day }，{ $every }
log-every-weeks = 每{ $n }周
log-every-days = 每{ $n }天
log-next-visit = 下次拜访
log-vain = “{ $said }”：回车记成没去成；按 Ctrl-X 记成拜访
log-shut = “{ $said }”：回车存下仍算拜访过；按 Ctrl-X 记成没去成（{ $why }）
log-shut-again = “{ $said }”：回车存下仍算拜访过；按 Ctrl-X 记成没去成（{ $why }），改到{ $day }
log-shut-whose = “{ $said }”：这样存下仍算拜访过；先选好是哪家，再按 Ctrl-X 记成没去成（{ $why }）
log-to-come-visit = “{ $said }”还没到；回车会存成今天拜访过；按 Ctrl-X 排进计划：{ $day }
log-to-come = “{ $said }”还没到；回车会存成今天拜访过；按 Ctrl-X 记进待跟进：{ $day }
log-passed = “{ $said }”只是文字；以最后的 { $money } 为准
log-hint-back = ↑ 找回刚撤销的那句话
log-quoted = “{ $said }”
log-unkept = { $days }只是文字；前面写 》是我方答应的，《 是对方答应的，都会进待跟进
log-unkept-again = { $days }只是文字；写“下次拜访 { $day }”就排进计划，前面写 》是我方答应的事
log-steps-missing = 还没打勾：{ $steps }；回车照样保存
log-begun = { $when }开始写的，日期从那时算起
log-left = 上次没存的一笔：直接打字就换掉，→ 接着写，回车保存
log-other-key = ↓ 空格换一天
hint-chips = 改识别结果
hint-chip-drop = 去掉这一项
hint-chip-turn = 换一天
hint-chip-next = 换一项
hint-offered = 选客户
hint-complete = 补全

# 存好以后说的话：哪一家、怎么联系的、什么时候，还有这一笔另外记下了什么。
saved-comma = ，
saved-new = 新客户
saved-visit = 拜访
saved-follow-up = 待跟进 { $day }
saved-follow-ups = { $day ->
    [none] { $n }条待跟进，没定日期
   *[other] { $n }条待跟进，最早 { $day }
}
saved-their-promise = 对方答应 { $day }
saved-their-promises = { $day ->
    [none] 对方答应{ $n }件，没定日期
   *[other] 对方答应{ $n }件，最早 { $day }
}
saved-payment = 答应回款 { $day }
saved-payments = { $day ->
    [none] { $n }笔答应的回款，没定日期
   *[other] { $n }笔答应的回款，最早 { $day }
}

# 记一笔的帮助。

grammar-title = 这一行能看懂什么
grammar-intro = 没看懂的都留在备注里。回车总是保存。按 / 在这里查找，Esc 回到这一行。
grammar-keys = 按键：↓ 从这一行到下面识别出的各项；在那里 ← → 换一项，Del 去掉一项（字还留在备注里），有两个日期时空格换一天，↑ 或 Esc 回来。Tab 补全客户名，# ^ + 后面补全标签、竞品、产品。几家都像时，按 ↓ 或行首的数字选一家。
grammar-customer = 客户
grammar-how-customer = 名称前几个字、首字母或拼音，放在最前面，也可以放在时间、方式或“去了”“见了”后面，或自成一句；同名的在前面或后面写街道；加引号就是全名
grammar-kind = 方式
grammar-how-kind = 写在客户前面或紧跟在后面，说“报价发他了”“打来说”也认；不写就是上门拜访
grammar-time = 时间
grammar-how-time = 写在最前面、客户后面、第一句里、单独一句或最后；不写就按平时的时长算到现在，或从到店算起
grammar-outcome = 结果
grammar-how-outcome = 只认少数说法
grammar-not-done = 没去成
grammar-how-not-done = 整句只说没见着、没进去：回车记成没去成，Ctrl-X 记成拜访；还说了别的事就记成拜访
grammar-ours = 我方答应
grammar-how-ours = 写在 》 或 > 后面，或写跟进加日期，或说“我答应”加日期；里面最后一个日期就是到期日
grammar-theirs = 对方答应
grammar-how-theirs = 写在 《 或 < 后面，或写对方答应，或说“周五给我回话”
grammar-tag = 异议、标签
grammar-how-tag = 写在 # 后面，或写“异议：”；一个词，几个词要加引号
grammar-competitor = 竞品
grammar-how-competitor = 写在 …… 或 ^ 后面，或写竞品；记过的名字直接说也认
grammar-product = 产品和数量
grammar-how-product = 写在 + 后面，以文字开头；后面写数量和单位；说“防锈油来3桶”也认
grammar-amount = 这单值多少钱
grammar-how-amount = 带万、千、元的数字，或前面有预算、报价这类词；不用加符号
grammar-chance = 把握
grammar-how-chance = 写在 ～ 后面，或写把握；紧跟在金额后面的百分比也算；单独说“五五开”“大概七成”也算
grammar-payment = 对方答应付的钱
grammar-how-payment = 写在 ！ 后面，或写回款；可带日期和说明
grammar-received = 收到的钱
grammar-how-received = 写收到、收了、到账，带金额；原话留在记录里
grammar-met = 见到的人
grammar-how-met = 客户联系人的名字；只有一位姓王时，王总也行
grammar-new-contact = 新联系人
grammar-how-new-contact = 名字后面写电话号码：随这条记录一起建，也一起撤销
grammar-next = 下次拜访
grammar-how-next = + 加数字和天、周、月，或 下次拜访 加日期；不写就按拜访频率建议一天，显示为灰色
