
sync-conflicts = 两边都改了
sync-parked = 服务器没收下，都还留在本机
sync-waiting-head = 待上传
sync-receipts = 同步回执
sync-arrived = 收到的改动
sync-lost-elsewhere = 你改了但没用上的（客户已归别人）
lost-elsewhere = { $name }：{ $field }“{ $value }”没有用上。
sync-to-complete = 待补全
sync-incidents = 本机硬盘上发现的损坏
incident-open = 有损坏，下次同步时自动修好
incident-healed = 曾有损坏，{ $when } 已修好
incident-figures = 合计数不对，已重新清点
sync-record-itself = 整条
sync-how-to-connect = 资料都存在本机。要和公司同步：到“设置”里连接公司服务器。
sync-server = { $server }，{ $user }
sync-server-last = { $server }，{ $user }；上次同步{ $last }
sync-offline-last = { $since } 起没有网络；上次同步 { $last }。待发的会自动发出，不用管。
sync-offline-never = { $since } 起没有网络。待发的会自动发出，不用管。
sync-nothing = 没有待上传的，也没有要定的。
receipt-figures = 上传{ $up }条，收到{ $down }条，{ $bytes }，{ $seconds }秒
receipt-all-figures = { $when }：上传{ $up }条，收到{ $down }条；发出{ $sent }，收进{ $received }，来回{ $rounds }次，用时{ $seconds }秒
receipt-same = 两边一致
receipt-differs = 两边不一致，没有丢东西，正在补齐
receipt-here = 本机
receipt-there = 公司服务器
title-receipt = 同步回执
decide-before = 改之前：{ $value }
decide-neither-knew = 两边都没看到对方的改动。
decide-rule = 现在显示这个，因为：{ $rule }
decide-until-then = 在那之前显示：{ $value }   { $who }  { $when }
decide-by-disk = 磁盘出错造成的，没人改过
decide-keep = 就用现在的
decide-bring-back = 换成另一边的
decide-other = 另填一个
decide-other-label = 改成
decide-still-there = 还在，有改动
decide-was-decided = 这条已经定过了。
decide-mine = { $who }（你）
decide-mine-here = { $who }（你，本机）
decide-mine-elsewhere = { $who }（你，另一台电脑）
decide-several = { $n }处两边都改了
decide-several-keys = 1 全部用现在的   2 全部换成另一边的   回车 一条条定   Esc 以后再说

head-alone = 存在本机
head-not-yet = 还没同步过
head-up-to-date = 已同步 { $when }
head-waiting = { $n }条待上传
head-offline = { $since } 起离线
stream-global = 公司共用
stream-user = 只归我
stream-territory = 片区
head-offline-narrow = 离线，{ $n }条待上传
head-offline-waiting = { $since }起离线，{ $n }条待上传
head-working = 正在同步
head-sending = 正在上传{ $n }条
head-getting = 还有{ $left }条要下载
head-getting-seconds = 还有{ $left }条要下载，约{ $seconds }秒
by-itself-last = 没有网络；上次同步 { $last }。{ $n ->
    [0] 没有待上传的，联网后自动同步。
   *[other] { $n }条待上传，联网后自动发出。
}
by-itself-never = 还没连上过网络。{ $n ->
    [0] 没有待上传的，联网后自动同步。
   *[other] { $n }条待上传，联网后自动发出。
}
head-captive = 要先在网页上登录网络
head-refused = 服务器不认得这台电脑：请重新登记
head-left = 公司已把你标为离职：请问管理员
clock-wrong = 本机时间不对？公司是{ $when }
clock-behind = 本机时间不对？上次使用是{ $when }
head-needs-you = { $n }条等你定

# What the server could not take.
parked-title = 公司服务器没有收下这一条
parked-not-allowed = 你没有这里的修改权限。主管能看到，可以代为采纳；你也可以改好后重新发送。
parked-too-long = 其中有一段文字太长，缩短后可重新发送。
parked-depends = 它所依据的另一条没有被收下；等那一条发出去，它会一起带上。
parked-malformed = 其中有服务器无法识别的内容。改好后重新发送，或者放弃。
parked-not-allowed-short = 没有权限
parked-too-long-short = 文字太长
parked-depends-short = 等另一条
parked-malformed-short = 读不懂
parked-again = 重新发送
parked-withdraw = 放弃
parked-write = 修改内容
parked-leave-out = 这一项不改
parked-left-out = 不改，保持公司的：{ $value }
parked-keep = 就改成这个
parked-more = 还有 { $n } 条

# A sync by a file.
sync-by-file = 没有网络时
bundle-out-title = 导出同步包
bundle-in-title = 导入同步包
bundle-out-hint = 所有待上传的改动都放进这个文件，只有公司服务器能打开。用U盘带过去，或者用任何方式发过去都行，别人看不了也改不了。按 Tab 补全路径。
bundle-in-hint = 公司服务器为这台电脑写的文件。按 Tab 补全路径。
bundle-carrying = 请稍候
bundle-out-done = { $n ->
    [0] 没有待上传的改动。{ $file }（{ $size }）会向服务器要新内容。
   *[other] { $n } 条改动已放进 { $file }（{ $size }）。
}
bundle-out-still = 这些改动仍然保留在本机，一有连接也会自动上传。两边都到也没关系，不会重复。
bundle-out-next = 下一步，在服务器上：rounds bundle in FILE --answer BACK，再把 BACK 带回来导入。
bundle-in-done = 已从 { $file } 导入：同事的 { $arrived } 条，自己的 { $settled } 条已确认。
bundle-in-known = { $file } 里的内容本机都已经有了，没有重复。
bundle-in-waits = { $n ->
    [0] 没有待上传的改动了。
   *[other] 还有 { $n } 条待上传。
}
bundle-there = 已经有一个同名的其他文件（{ $what }）。什么都没有写，请换个名字。
bundle-syncing = 正在同步，请稍后再试。
