# 整条记录的事：转给别人、合并成一条、改动历史。

command-reassign = 转给他人
about-reassign = 把这家客户（或选中的几家）转到别的片区或别的销售名下。
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

act-merge = { $subject }已并入{ $detail }
act-merge-each = { $subject }：重复的已合并
act-apart = { $subject }和{ $detail }不是同一家
refusal-not-merged = 只有客户和联系人可以合并。

command-merge = 合并成一条
about-merge = 同一家客户或同一个人建了两条，合成一条：选中的两条，或这一条和另一条。
why-not-mergeable = 只有客户和联系人可以合并。
title-merge = 两条合成一条
title-merge-whom = 和哪一条是同一个客户
merge-whom = 谁和{ $name }是同一个人？
merge-stays = 保留
merge-goes = 并过去
merge-head-stays = 保留：{ $name }
merge-head-goes = 并过去：{ $name }
merge-taken = 采用
merge-both = 都要
merge-no-difference = 两条内容一样。
merge-follows = 一起过去：拜访和联系 { $timeline } 条，联系人 { $contacts } 位，待跟进 { $promises } 条
merge-keys = ← → 用哪边的   Tab 换另一条保留   回车 合并   Esc 不动
merge-no-twins = 没有看起来重复的客户。
merge-none-twice = 没有重复导入的客户。
merge-pairs = { $n }对客户可能是同一家
merge-pair-keys = 1 同一家，合并   2 不是同一家   ↑↓ 下一对   Esc 以后再说
merge-pair-keys-twice = 1 同一家   2 不是同一家   3 重复导入的{ $n }对全部合并   Esc 以后再说
merge-last-seen = 上次拜访
merge-never-seen = 还没去过
merge-twins = 可能和{ $name }是同一家：按 : 选“合并成一条”。

by-me = 我
by-office = 公司
by-unknown = 别人
left-since = { $what }后来被{ $by }改过，没有动。
act-take-back = { $subject ->
    [none] 一次改动
   *[other] 对{ $subject }的一次改动
}
history-lost = 没有采用
history-held = 等人决定
history-parked = 服务器没收下
history-took-back = 撤销
history-did-again = 重做
history-asking = 正在问公司服务器…
history-told = 已包括服务器上的记录
history-silent = 只有本机见过的：现在问不到服务器。
history-enter = 回车：{ $field }改回 { $value }
history-x = x：撤销整次改动
history-on = 电脑：{ $device }
history-asking-act = 正在问公司服务器那次改动动了哪些内容，你可以先做别的。
history-act-silent = 没有撤销：那次改动动了哪些内容只有公司服务器知道，现在连不上。有网络时再按 x。
history-no-act = 这里没有可撤销的改动。
history-no-value = 这里没有可以找回的内容。
command-at = 当时的样子
about-at = 看这条记录在某一天的样子。
title-as-of-when = 看哪一天的样子
as-of-hint = 11月3日、上周五、2026-11-03 10:00
title-as-of = 当时的样子，{ $at }
as-of-not-there = 那时还没有这条记录。
history-replaced = 没看到就被改了
