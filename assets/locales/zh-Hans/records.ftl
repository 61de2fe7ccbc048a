# 整条记录的事：转给别人、合并成一条、改动历史。

command-reassign = 转给他人
about-reassign = 把这个客户（或已标记的客户）转到别的片区、别的销售。
why-managers-only = 只有主管能把客户转给别人。
title-reassign = 转到哪个片区、由谁负责
reassign-to = { $territory }   { $owner }
reassign-alone = { $territory }   负责人不变
act-reassign = { $count ->
    [0] { $subject }已转到{ $detail }
    [1] { $subject }已转到{ $detail }
   *[other] { $count }家客户已转到{ $detail }
}
refusal-managers-only = 只有主管能把客户转给别人。

sync-aside = 已转给别人
sync-aside-row = { $n }家客户，本机保留到{ $until }，之后清除
sync-aside-waits = 还有{ $n }条改动要先交给服务器
sync-arrived-late = 原负责人补交
sync-arrived-merged = 已自动合并
