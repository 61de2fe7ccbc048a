
# The first start, and opening the book.
cli-passphrase = 口令：
cli-passphrase-new = 设一个口令：
cli-passphrase-again = 再输一遍：
cli-passphrase-empty = 口令不能为空，请重新设置。
cli-passphrase-differs = 两次输入不一样，请重来。
cli-passphrase-no-text = 设了 ROUNDS_PASSPHRASE，但不是UTF-8编码的文本。没有打开，什么都没改，请重新设置。
cli-not-opened = 没有打开，数据未作任何改动。
cli-no-keyring = 这台电脑没有可用的系统密钥环，请设一个口令来加锁。
cli-not-encrypted = 未加密：谁拿到这台电脑，谁就能看到你的客户资料。
cli-begun-meanwhile = 另一个窗口刚刚建好了数据，用那边选的方式打开。
cli-recovery-code = 这是恢复码。请抄在纸上：万一口令或电脑出了问题，凭它还能打开你的客户资料。
cli-recovery-back = 请照抄一遍确认（回车跳过）：
cli-recovery-right = 没错。请和电脑分开保管。
cli-recovery-wrong = { $left ->
    [0] 不对。
   *[other] 不对，请再看一遍，还可以试 { $left } 次。
}
cli-recovery-skipped = 已跳过。没有恢复码，密钥一旦丢失就只能重新登记：同步过的会回来，没同步的就没了。
cli-recovery-code-now = 请输入恢复码（直接回车退出）：
cli-key-put-back = 已打开，密钥已放回系统密钥环。
cli-draft-not-kept = 下面这段没能写入磁盘，请从这里复制；之前的都已存好：
cli-first-welcome = 欢迎使用 Rounds。客户资料加密保存在这台电脑上。密钥怎么保管？
cli-first-keyring = 交给系统密钥环：登录电脑后不用再输口令
cli-first-passphrase = 用口令：每次打开都要输
cli-first-open = 不加密：谁拿到电脑都能看
cli-first-choice = 请选 1、2 或 3（回车即 1）：
cli-first-none = 没有“{ $what }”这一项，请输入 1、2 或 3。

# Records on the command line.
cli-not-an-id = { $what } 不是编号；用 rounds list 或 rounds search 可以查到。
cli-no-customer = 没有找到客户“{ $what }”。
cli-perhaps-customer = 只写“{ $what }”还不能确定就是这家，请多写几个字，或用编号：
cli-several-customers = 有好几家符合“{ $what }”，请多写几个字，或用编号：
cli-not-found = 没有找到 { $what }。
cli-no-equals = { $what }：请写成 项目=内容。
cli-no-field = { $entity } 没有 { $what } 这一项。可用的有：{ $known }
cli-no-entity = 没有 { $what } 这种记录。可用的有：{ $known }
cli-nothing-to-undo = 没有可以撤销的操作。
cli-nothing-to-redo = 没有可以重做的操作。
cli-taken-back = 已撤销：{ $what }
cli-done-again = 已重做：{ $what }
cli-no-hit = 没有搜到“{ $what }”。

# rounds today.
cli-today-visits = 今日拜访
cli-today-promises = 承诺
cli-today-who-next = 下一家
cli-today-unfiled = 未归客户
cli-sync-alone = 仅存本机
cli-sync-offline = { $n ->
    [0] { $since }起离线，没有待上传的
   *[other] { $since }起离线，{ $n }条待上传
}
cli-sync-needs-you = { $n }条需要你处理
cli-sync-waiting = { $n }条待上传
cli-sync-up-to-date = 已同步，{ $when }
cli-sync-never = 还没同步过

# Plans, conflicts, status.
cli-no-date = 看不懂日期“{ $what }”，可以写：周五、+3d、11月24日上午10点、2026-11-24。
cli-no-conflicts = 没有两边都改了的内容。
cli-lost-elsewhere = 你改了但没用上的；客户已归别人，改动留在那边，由对方决定：
cli-conflict-won = 现在是
cli-conflict-until-then = 此前显示
cli-conflict-lost = 被替换
cli-conflict-base = 最初是
cli-conflicts-open = 还有 { $n } 条要定：rounds conflicts --keep 编号 保留现在的，--bring-back 编号 换回来。
cli-status-home = 数据位置
cli-status-key = 密钥
cli-status-key-keyring = 在系统密钥环
cli-status-key-passphrase = 用口令
cli-status-key-file = 在密钥文件
cli-status-key-none = 未加密
cli-status-accounts = 客户
cli-status-server = 公司服务器
cli-status-sync = 同步

# Opening and leaving the terminal.
cli-no-terminal = 这里不是终端。不用界面的命令见 rounds --help。
cli-left-waiting = 还有 { $n } 条待上传，已存本机，下次打开 Rounds 联网后自动上传。

# Keys.
cli-key-passphrase-set = 今后用这个口令打开。
cli-key-recovered = 已打开，今后用新口令。恢复码仍然有效。

# Enrolment and sync.
cli-enrolled = 已登记到 { $what }。运行 rounds sync 上传本机客户并取回公司的数据。
cli-enrolled-territory = 本机的客户归入片区 { $what }。
cli-which-territory = 你有几个片区。本机的客户归入哪个？（输入序号，直接回车不作改动）
cli-enrolled-already = 这份数据已登记到 { $what }。用 --again 重新登记；换公司请另用 --home。
cli-enrol-ca = { $what } 里没有读得懂的证书。--ca 的文件里应有从 BEGIN CERTIFICATE 到 END CERTIFICATE 的几行（PEM）。什么都没发出去。
cli-enrol-ca-unreadable = 读不出 --ca 指的文件 { $what }：{ $cause }。什么都没发出去，什么都没改。请重新指定公司证书文件。
cli-enrol-which = 你有几个片区：{ $all }。请用 --territory 片区名 指定本机客户归入哪个。未作任何改动，登记码仍有效。
cli-enrol-no-such-territory = 你没有“{ $what }”这个片区。你的片区有：{ $all }。未作任何改动，登记码仍有效。
cli-sync-waits = { $n ->
    [0] 没有待上传的。会自动再试，按 Ctrl-C 不再等。
   *[other] { $n } 条待上传。会自动再试，按 Ctrl-C 不再等，不会丢东西。
}
cli-sync-differs = 两边不一致，没有丢东西，再同步一次即可修复。
cli-receipt-same = 上传 { $up } 条，收到 { $down } 条，两边一致，共 { $records } 项。{ $rounds } 个来回，{ $bytes } 字节，{ $millis } 毫秒。
cli-receipt-differs = 上传 { $up } 条，收到 { $down } 条，两边不一致（本机 { $records } 项）。{ $rounds } 个来回，{ $bytes } 字节，{ $millis } 毫秒。
server-failed = 服务器的数据读写不了（{ $what }）：{ $cause }。这一次没存上，之前的都在。
server-full = { $what } 所在的磁盘满了。这一次没存上，之前的都在。请在那个磁盘上腾出空间后再试。
server-foreign = { $what } 不是 Rounds 服务器的数据，没有动它。请用 --home 指定服务器的目录。
server-damaged = { $what } 损坏，没有动它。请换回服务器目录最新的备份，之后的数据各台电脑会补上来。
server-other-version = { $what } 是另一版 Rounds 写的，没有动它。请用写它的那一版，或更新的版本。
server-not-upgraded = { $what } 没能换成这一版的格式。数据还是原样，旁边的 backups 里也有一份。请先用原来的 Rounds 启动，并把这事告诉给您新版的人。
server-upgraded = 公司数据已升级到新版。升级前的备份：{ $what }
server-malformed = 请求读不懂，什么都没改。
server-bad-code = 登记码不对、用过了或已过期。重新生成一个：rounds admin code 姓名
server-left = { $what } 已离职，不能再配电脑，什么都没改。如果又回来了，先运行：rounds admin user set "{ $what }" --back
server-taken = 已经有叫 { $what } 的了，什么都没改。请换个名字。
server-unknown = 没有叫 { $what } 的，什么都没改。rounds admin … list 可以列出全部。
server-lacks = { $what } 的文件还在生成，什么都没改。请稍后再试。
server-record-damaged = 服务器上的记录 { $what } 读不出来，什么都没改。在服务器的目录运行 rounds fsck，会列出所有损坏的地方。
server-no-home = 服务器的目录 { $what } 用不了：{ $cause }。什么都没改。请用 --home 指定能写入的目录。
server-no-address = 服务器无法监听 { $what }：{ $cause }。什么都没改。请换一个 --listen，或先关掉占用它的程序。
server-tls-unreadable = 读不出 { $what }：{ $cause }。服务器没有启动。请用 --tls-cert 和 --tls-key 指定它能读的文件。
server-tls-no-certificate = { $what } 里没有证书（PEM：BEGIN CERTIFICATE）。服务器没有启动。
server-tls-no-key = { $what } 里没有私钥（PEM：BEGIN PRIVATE KEY），带口令的不能用。服务器没有启动。
server-tls-other-key = { $what } 不是那份证书的私钥。服务器没有启动，请指定成对的两个文件。
server-tls-bad = 证书 { $what } 用不了：{ $cause }。服务器没有启动。
server-plain = 这条线路没有加密：线路上的人能读到所有客户和各台电脑的密钥。请加 --tls-cert 和 --tls-key，或在前面放一个支持 TLS 的代理（nginx、Caddy），只让它访问这个地址，然后用 https:// 的网址登记。
admin-territory-made = 片区 { $name } 已建好。
admin-user-made = { $name } 已建好，{ $role }{ $n ->
    [0] ，还没有片区
   *[other] ，片区：{ $all }
  }。下一步：rounds admin code "{ $name }"
admin-visit-type-made = { $name } 已建好，共 { $n } 步。各台电脑下次同步后就有。
admin-no-role = --role：没有 { $what } 这个角色，可选：{ $all }。什么都没改。
admin-which = 有几个都叫 { $what }，请用编号指明：{ $all }。什么都没改。
admin-nothing-asked = 这里没有要定的。
admin-not-there = 没有
admin-asked = { $n } 条要定：服务器恢复备份之前，电脑上有这些。--bring-back 编号：找回；--keep 编号：不要；全部写 all。

# rounds demo.
cli-demo-ready = 演示已备好，数据单独存放，不会动你的客户。按 S 可以看真实的同步。
cli-demo-needs-home = 请用 --home 指定一个新文件夹：演示客户不会混进你的数据。
cli-demo-not-new = { $what } 里已有数据，演示客户不会混进去，请换个新文件夹。
cli-demo-prepared = 已在 { $what } 备好 { $count } 条记录。打开：rounds --home { $what }
cli-demo-check-purpose = 试小样机
cli-demo-check-note = 见了采购，要书面报价
cli-demo-check-promise = 发报价
cli-demo-check-industry = 同事改的行业
cli-demo-check-today = 今天（{ $day }）：客户{ $accounts }家，拜访{ $visits }个，承诺晚了{ $late }条；“下一家”列出五家。
cli-demo-check-planned = 已安排拜访：{ $customer }，{ $day }。
cli-demo-check-logged = 记了一笔：{ $customer }，“{ $note }”；待跟进“{ $promise }”，{ $day }。今日里已有，“下一家”不再催它。
cli-demo-check-undo = 撤销了这一笔，又重做回来。
cli-demo-check-edits = 没有网络时：你改了{ $customer }的网址，同事在另一台电脑改了它的行业（“{ $industry }”）。
cli-demo-check-synced = 两台都同步了：你上传{ $up }条、下载{ $down }条；同事上传{ $theirs }条、下载{ $to-them }条。两边一致。
cli-demo-check-merged = 网址和行业已自动合并，两台电脑都是新的。
cli-demo-check-conflict = 营业时间两边都改了：现在用“{ $won }”，“{ $lost }”留着没丢，两台电脑都能看到。
cli-demo-check-decided = 你选了改回没用上的那个值：两台电脑都已改回，没有待定的了。
cli-demo-check-receipt = 同步回执：{ $records } 个值，两边各自清点，数目和校验一致；共 { $bytes } 字节。
cli-demo-check-well = 全部正常。

# rounds fsck.
cli-fsck-record = 有损坏
cli-fsck-figures = 合计数不对，已重新清点
cli-fsck-unlogged = 与写入时的改动记录不一致
cli-fsck-file = 文件
cli-fsck-indexes = { $n } 张表的索引与内容对不上，已重建，内容没有丢失。
cli-fsck-stray = 不在公司任何片区里，也不等着上传
cli-fsck-strays = 共清点 { $records } 条资料。上面列出的既不是你记的，也不是公司发来的（比如来自演示），不会上传。你自己的资料没有问题。要去掉它们：先运行 rounds sync，再换个空文件夹（--home 目录）重新连接公司。
cli-fsck-counted = { $n } 个为提速而存的合计数不对，已重新清点。
cli-fsck-well = 共清点 { $records } 条资料，全部完好。
cli-fsck-alone = 共 { $records } 条资料，文件和合计数完好。连接公司服务器之前没有校验值，各条内容无从核对。
cli-fsck-heals = 共清点 { $records } 条资料。有损坏的，下次同步会从另一边取回正确的内容，其余不动。
cli-fsck-file-broken = 文件本身已损坏，Rounds 修不好。请先把整个文件夹另存一份：还没同步的只在它里面。再试试 `rounds sync`；还不行，就换个空文件夹（--home 目录）重新连接公司，同步过的都会回来。
cli-fsck-server-broken = 服务器的文件本身已损坏。请先把整个服务器目录另存一份，再换回最新的备份，之后的数据各台电脑会补上来。
cli-bundle-out = { $n ->
    [0] 没有待上传的内容；{ $file } 只用来索取新内容。
   *[other] { $n } 条改动已写入 { $file }。收到服务器答复之前，它们仍在本机等待。
}
cli-bundle-brought = 已导入：同事的 { $arrived } 条，自己的 { $settled } 条已确认。
cli-bundle-known = 这个同步包的内容本机都已经有了。
cli-bundle-taken = 已导入 { $laptop } 的同步包：{ $all } 条改动中有 { $n } 条是新的。
cli-bundle-taken-before = { $laptop } 这个同步包的 { $all } 条改动早已导入，没有重复。
cli-bundle-unknown = 服务器是从备份恢复的，不知道 { $laptop } 到了哪一步，所以暂时什么都没有导入：请用 --answer 写出答复，在那台电脑上导入后，再生成一个新的同步包。
cli-bundle-answer = 给 { $laptop } 的答复在 { $file }。

# rounds parked.
cli-parked-none = 公司服务器全部收下了。
cli-parked-how = `rounds parked --again ID` 重新发送（可加 `--set 项=值` 改好再发），`--withdraw ID` 放弃。
plain-begin = 说“帮助”，听听能说什么。
plain-ask = 请说：
plain-what = 发生了什么？
plain-unknown = 没听懂，请说“帮助”。
plain-visits = 今天拜访{ $n }家。
plain-promises = 待跟进{ $n }条。
plain-no-next = 没有下一家。
plain-which = 请加上今天列表里的编号：完成 2；不做了 2 加原因。
plain-which-when = 请加上编号和日期：改期 2 周五。
plain-word-today = 今天
plain-word-next = 下一家
plain-word-brief = 速览
plain-word-log = 记一笔
plain-word-done = 完成
plain-word-move = 改期
plain-word-not-done = 不做了
plain-word-close = 收工
plain-word-sync = 同步
plain-word-undo = 撤销
plain-word-help = 帮助
plain-word-quit = 退出
plain-about-today = 今天的拜访和承诺，各带编号
plain-about-next = 下一家是谁，进门前要看什么
plain-about-brief = 某一家的访前速览：加编号或名字
plain-about-log = 一句话记下拜访或电话
plain-about-done = 完成：加今天列表里的编号
plain-about-move = 改日期：加编号和日期
plain-about-not-done = 没去成，或者不做了：加编号和原因
plain-about-close = 收工：还有什么没了结，今天的日报
plain-about-sync = 和公司服务器同步
plain-about-undo = 撤销上一步
plain-about-help = 能说的话
plain-about-quit = 离开
cli-setting-unknown = 没有{ $what }这项设置。`rounds settings`列出全部。
settings-broken = { $file } 第 { $line } 行：{ $what }。什么都没有改。请改好这一行，或先移走文件，用默认设置打开。
settings-wrong = { $name }：{ $what }。什么都没有改。
settings-number = 应为 { $least } 到 { $most } 之间的数
settings-choice = 应为其中之一：{ $all }
settings-unknown = 没有“{ $what }”这一项
settings-kind = 值的写法不对（数字不加引号，文字加引号，或 true、false）
settings-form = 写法不对，应为“名称 = 值”，文字加引号
cli-unreadable = 读不出 { $what }：{ $cause }。什么都没有改。请把它另存为UTF-8编码、自己有权限读的文本，或先移走，用默认设置打开。
cli-next-none = 没有到期的客户，也没有答应的事。

# 命令写得不对。
usage-unknown = 没有 { $what } 这个选项。
usage-no-command = 没有“{ $what }”这个命令。
usage-no-value = { $what } 后面要写一个值。
usage-value = { $what } 不能填“{ $value }”。
usage-twice = { $what } 写了两遍。
usage-together = { $one } 和 { $other } 不能一起用。
usage-missing = 还缺：{ $what }
usage-which-command = 还缺一个命令。
usage-no-text = 这一行里有读不出来的字（不是 UTF-8），什么都没改。请重新输入，或把内容存成 UTF-8 文件再用。
usage-wrong = 这一行有写得不对的地方。
usage-valid = 可以填：{ $list }
usage-near = 是不是想写 { $list }？
usage-form = 写法：{ $form }
usage-help = 加 --help 看全部说明。
cli-now-wrong = ROUNDS_NOW：{ $what } 不是 RFC 3339 格式的时间，例如 2026-11-24T10:42:00+08:00。
cli-sync-decide = 已同步完。还有 { $n } 条要你定：用 rounds conflicts 和 rounds parked 查看。
cli-several-named = 叫{ $what }的不止一个，请用编号指明：{ $ids }
set-by-me = 自己设的
set-by-company = 公司设的
set-by-nobody = 默认
cli-settings-not-written = { $what } 写不进去：{ $cause }。什么都没有改。
