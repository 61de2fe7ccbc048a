close-title = 收工
close-asked = { $n ->
    [0] 都處理完了
   *[other] 還有{ $n }件要處理
}
close-left = { $n }件先這樣
close-figures = 拜訪{ $seen }家，計畫{ $planned }家完成{ $done }家，下單{ $orders }家，電話訊息{ $calls }次
close-late = 補登{ $n }筆
close-not-logged = 還沒記
close-unfiled = 未歸戶
close-undated = 沒定日期的承諾
close-no-next = 沒有下一步
close-steps = 漏做的步驟
close-how-steps = Enter：補打勾
close-promises = 當天該兌現的承諾
close-how-not-logged = Enter 補登，m 改期，x 沒去成，d 去過了
close-how-unfiled = Enter：說是哪家
close-how-undated = Enter：定個日期，d 做完了
close-how-no-next = Enter：下一步做什麼
close-how-promises = d 做完了，m 改期，x 不做了
close-leave = 空白鍵 先這樣，* 這一類都先這樣
close-esc-leaves = 還在收工。按 Esc 離開，下次從這裡接著來。
close-to-report = 看日報，收工
close-next-step = 下一步
close-next-hint = 週五送報價、明天上午10點回電；對方答應的前面加《
close-form-text = 文字
close-form-markdown = Markdown
close-form-json = JSON
close-form-week = 本週
close-keys = Enter 收工    y 複製    e 修改    ← → 換格式
close-keys-closed = Enter 完成    y 複製    e 修改    ← → 換格式
close-keys-edit = Ctrl-S 或 Esc 存下    清空：照範本
close-closed-at = { $when }已收工
close-report-kept = 照你寫的存好了。
close-report-usual = 已恢復成範本。
close-end-same = 還剩{ $open }件，上傳{ $up }筆，收到{ $down }筆，兩邊一致，可以闔上電腦了
close-end-differs = 還剩{ $open }件，上傳{ $up }筆，收到{ $down }筆，兩邊不一致，正在補齊
close-end-waiting = { $n }筆異動已存本機，{ $since }之後還沒上傳，下次打開就傳
close-end-never = { $n }筆異動已存本機，還沒上傳過，下次打開就傳
close-end-sending = 正在上傳，都已存在本機。
close-end-alone = 還剩{ $open }件，都已存在本機，可以闔上電腦了
today-unclosed = { $n ->
    [0] { $day }還沒收工。Enter：過一遍
   *[other] { $day }還沒收工，剩{ $n }家沒記。Enter：過一遍
}
report-late = （補登）
report-form-day =
    日報  <rep>  <date>
    拜訪<seen>家，計畫<planned>家完成<planned-done>家，下單<orders>家，電話訊息<calls>次

    今日拜訪
    - <visit.time> <visit.customer>：<visit.outcome>，<visit.notes> <visit.late>

    沒見到
    - <missed.customer>：<missed.reason>，<missed.notes>

    電話訊息
    - <call.time> <call.customer>：<call.kind>，<call.notes>

    商機
    - <chance.customer>：<chance.amount>，<chance.percent>

    異議和標籤
    - <objection.words>：<objection.times>，<objection.customers>

    競品
    - <competitor.words>：<competitor.times>，<competitor.customers>

    要的產品
    - <product.customer>：<product.products>

    答應付款
    - <payment.customer>：<payment.amount>，<payment.text>，<payment.due>

    新承諾
    - <promise.customer>：<promise.by>，<promise.text>，<promise.due>

    已兌現
    - <kept.customer>：<kept.text>

    還沒記
    - <open.time> <open.customer>：<open.purpose>

    下次計畫：<next-date>
    - <next.time> <next.customer>：<next.purpose>
report-form-week =
    週報  <rep>  <from>至<to>
    拜訪<seen>家，計畫<planned>家完成<planned-done>家，下單<orders>家，電話訊息<calls>次

    每日
    - <day.date>：拜訪<day.seen>家，計畫<day.planned>家，下單<day.orders>家，電話訊息<day.calls>次

    成交
    - <order.day> <order.customer>：<order.notes>

    沒見到
    - <missed.day> <missed.customer>：<missed.reason>

    商機
    - <chance.customer>：<chance.amount>，<chance.percent>

    異議和標籤
    - <objection.words>：<objection.times>，<objection.customers>

    競品
    - <competitor.words>：<competitor.times>，<competitor.customers>

    要的產品
    - <product.customer>：<product.products>

    答應付款
    - <payment.customer>：<payment.amount>，<payment.text>，<payment.due>

    新承諾
    - <promise.customer>：<promise.by>，<promise.text>，<promise.due>

    已兌現
    - <kept.customer>：<kept.text>

    下次計畫：<next-date>
    - <next.time> <next.customer>：<next.purpose>
cli-close-open = 這一天還沒說清楚的：
cli-close-not-yet = 還有{ $n }件沒說清楚，先不收工（加 --anyway 照樣收工）。
order-none = 今天沒有待拜訪的了。
order-ways = 這樣走{ $then }，原來{ $now }（直線距離）
order-keys = Enter 就照這個    ← → 移這一家    Esc 不改
