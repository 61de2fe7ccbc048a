close-title = 收工
close-asked = { $n ->
    [0] 都处理完了
   *[other] 还有{ $n }件要处理
}
close-left = { $n }件先这样
close-figures = 拜访{ $seen }家，计划{ $planned }家完成{ $done }家，下单{ $orders }家，电话微信{ $calls }次
close-late = 补录{ $n }笔
close-not-logged = 还没记
close-unfiled = 未归客户
close-undated = 没定日期的承诺
close-no-next = 没有下一步
close-steps = 漏做的步骤
close-how-steps = 回车：补打勾
close-promises = 当天该兑现的承诺
close-how-not-logged = 回车 补记，m 改期，x 没去成，d 去过了
close-how-unfiled = 回车：说是哪家
close-how-undated = 回车：定个日期，d 做完了
close-how-no-next = 回车：下一步做什么
close-how-promises = d 做完了，m 改期，x 不做了
close-leave = 空格 先这样，* 这一类都先这样
close-esc-leaves = 还在收工。按 Esc 离开，下次从这里接着来。
close-to-report = 看日报，收工
close-next-step = 下一步
close-next-hint = 周五送报价、明天上午10点回电；对方答应的前面加《
close-form-text = 文字
close-form-markdown = Markdown
close-form-json = JSON
close-form-week = 本周
close-keys = 回车 收工    y 复制    e 修改    ← → 换格式
close-keys-closed = 回车 完成    y 复制    e 修改    ← → 换格式
close-keys-edit = Ctrl-S 或 Esc 存下    清空：按模板来
close-closed-at = { $when }已收工
close-report-kept = 按你写的存好了。
close-report-usual = 已恢复成模板。
close-end-same = 还剩{ $open }件，上传{ $up }条，收到{ $down }条，两边一致，可以合上电脑了
close-end-differs = 还剩{ $open }件，上传{ $up }条，收到{ $down }条，两边不一致，正在补齐
close-end-waiting = { $n }条改动已存本机，{ $since }之后还没上传，下次打开就传
close-end-never = { $n }条改动已存本机，还没上传过，下次打开就传
close-end-sending = 正在上传，都已存在本机。
close-end-alone = 还剩{ $open }件，都已存在本机，可以合上电脑了
today-unclosed = { $n ->
    [0] { $day }还没收工。回车：过一遍
   *[other] { $day }还没收工，剩{ $n }家没记。回车：过一遍
}
report-late = （补录）
report-form-day =
    日报  <rep>  <date>
    拜访<seen>家，计划<planned>家完成<planned-done>家，下单<orders>家，电话微信<calls>次

    今日拜访
    - <visit.time> <visit.customer>：<visit.outcome>，<visit.notes> <visit.late>

    没见到
    - <missed.customer>：<missed.reason>，<missed.notes>

    电话微信
    - <call.time> <call.customer>：<call.kind>，<call.notes>

    商机
    - <chance.customer>：<chance.amount>，<chance.percent>

    异议和标签
    - <objection.words>：<objection.times>，<objection.customers>

    竞品
    - <competitor.words>：<competitor.times>，<competitor.customers>

    要的产品
    - <product.customer>：<product.products>

    答应回款
    - <payment.customer>：<payment.amount>，<payment.text>，<payment.due>

    新承诺
    - <promise.customer>：<promise.by>，<promise.text>，<promise.due>

    已兑现
    - <kept.customer>：<kept.text>

    还没记
    - <open.time> <open.customer>：<open.purpose>

    下次计划：<next-date>
    - <next.time> <next.customer>：<next.purpose>
report-form-week =
    周报  <rep>  <from>至<to>
    拜访<seen>家，计划<planned>家完成<planned-done>家，下单<orders>家，电话微信<calls>次

    每日
    - <day.date>：拜访<day.seen>家，计划<day.planned>家，下单<day.orders>家，电话微信<day.calls>次

    成交
    - <order.day> <order.customer>：<order.notes>

    没见到
    - <missed.day> <missed.customer>：<missed.reason>

    商机
    - <chance.customer>：<chance.amount>，<chance.percent>

    异议和标签
    - <objection.words>：<objection.times>，<objection.customers>

    竞品
    - <competitor.words>：<competitor.times>，<competitor.customers>

    要的产品
    - <product.customer>：<product.products>

    答应回款
    - <payment.customer>：<payment.amount>，<payment.text>，<payment.due>

    新承诺
    - <promise.customer>：<promise.by>，<promise.text>，<promise.due>

    已兑现
    - <kept.customer>：<kept.text>

    下次计划：<next-date>
    - <next.time> <next.customer>：<next.purpose>
cli-close-open = 这一天还没说清楚的：
cli-close-not-yet = 还有{ $n }件没说清楚，先不收工（加 --anyway 照样收工）。
order-none = 今天没有待拜访的了。
order-ways = 这样走{ $then }，原来{ $now }（直线距离）
order-keys = 回车 就按这个    ← → 挪这一家    Esc 不改
