refusal-gone = 这条已经不在了，被别人删了。什么都没改。
refusal-nothing = 本来就是这样，没有要改的。
refusal-thinned = 那次改动的一部分本机已不再保存，不能只撤销一半。什么都没改。公司的服务器也许还留着全部：联网时到这条的改动历史（H）里试试。
refusal-value = { $field }：{ $trouble }
refusal-look = 读不出本机的数据（{ $what }）。什么都没改。

misfit-choice = 不在选项里
misfit-date = 看不懂日期，可以写：周五、+3天、11月24日、2026-11-24
misfit-moment = 看不懂时间，可以写：14:30、周五上午10点
misfit-number = 要填整数
misfit-degrees = 看不懂坐标，可以写：30.2741
misfit-flag = 填是或否
misfit-ref = 没有叫这个名字的
trouble-too-long = 太长，放不下

refusal-visit-done = 这次已经拜访过了，要改就改那笔记录（e）。
refusal-visit-open = 你正在拜访中，先结束或记一笔。
refusal-phoned-instead = 这次拜访改成打电话了，请改那通电话的记录。
refusal-not-logged = 这次拜访还没记过，先记一笔。
refusal-not-planned = 这次拜访已经不在计划里了。
refusal-shut-for-good = 这家客户已停业。
refusal-follow-up-closed = 这条待跟进已经了结。
refusal-follow-up-open = 这条待跟进还没完成。
refusal-kept-by-office = 这一项由公司维护，这里改不了。
refusal-unknown-field = 这一项是新版本才有的，更新后才能改。
refusal-conflict-decided = 这条已经定过了。
trouble-required = 要填
trouble-kind = 这里不能这样填
trouble-choice = 不在选项里
trouble-negative = 不能小于零
trouble-too-large = 数太大
trouble-date-far = 日期太远，看看年份对不对
trouble-past = 这天已经过了
trouble-future = 这天还没到
trouble-ahead = 这个时间还没到
trouble-phone = 不像电话号码
trouble-email = 不像邮箱地址
trouble-latitude = 应在 -90 到 90 之间
trouble-longitude = 应在 -180 到 180 之间
trouble-half-a-place = 经度和纬度要一起填
trouble-ends-first = 结束比开始还早
trouble-too-much = 最多{ $n }
trouble-needed = 要填

# What went wrong with the book.
store-no-profile = { $what } 里还没有数据。直接运行 rounds 新建，或用 --home 指定目录。
store-profile-there = { $what } 里已经有数据了，未作任何改动。
store-wrong-key = 密钥打不开 { $what }，文件未动。请用当初的密钥，或用恢复码：rounds key recover 恢复码。
store-wrong-passphrase = 口令不对，数据未动。请重试，或用恢复码：rounds key recover 恢复码。
store-wrong-recovery-code = 这不是这份数据的恢复码，数据未动。
store-mistyped-recovery-code = 恢复码抄错了，请对照纸上再看一遍。
store-needs-passphrase = 数据用口令锁着。请设 ROUNDS_PASSPHRASE，或在终端里运行 rounds 输入。
store-needs-key-file = 密钥存在文件里。请用 --key-file 指定，或设 ROUNDS_KEY_FILE。
store-no-keyring = 这里没有可用的系统密钥环（{ $what }）。可以用口令（ROUNDS_PASSPHRASE）、--key-file 密钥文件，或明说 --no-encryption 不加密。
store-keyring-shut = 存放密钥的系统密钥环已上锁或没有回应（{ $what }）。数据未动：请解锁密钥环后再试，或用恢复码打开：rounds key recover 恢复码。
store-key-gone = 系统密钥环里找不到这份数据的密钥了。数据完好，用恢复码可以打开：rounds key recover 恢复码。
store-bad-key-file = { $what } 里不是密钥（应为 64 位十六进制数字），未作任何改动。
store-foreign = { $what } 不是 Rounds 的数据文件，没有动它。
store-damaged = 数据文件损坏：{ $what }。没有动它。可以换回 backups 里最新的备份，或重新登记：同步过的都会回来。
store-newer = { $what } 是新版 Rounds 写的，没有动它，请先升级。
store-read-only = { $what } 无法写入，没有保存。请检查文件夹权限。
store-disk-full = 磁盘满了。这一笔没存上，之前的都在。腾出空间再试一次。
store-busy = 另一个 Rounds 正在写入，没有丢东西，请再试一次。
store-syncing = 另一个 Rounds 正在同步，由它来做就行。
store-file = 文件读写不了：{ $what }。未作任何改动。
store-too-long = 太长了，最多 { $what } 字节。内容还在草稿里。
store-unknown = 这个版本不认识：{ $what }。请升级。
store-refused = 这样不行：{ $what }
store-database = 数据读写出错（{ $what }）。这一笔没存上，之前的都在。

# Why a sync did not go through.
sync-not-enrolled = 还没有登记到公司服务器：rounds enrol 网址 登记码。
sync-offline = 现在没有网络。数据都在本机，联网后自动上传。
sync-captive = 回答的是网页，不是公司服务器，可能要先在浏览器里登录这个网络。数据都在本机。
sync-refused = 服务器不认识这台电脑了。数据都在本机，请管理员重新开登记码，再运行 rounds enrol --again 网址 登记码。
sync-refused-here = 服务器不认识这台电脑了。数据都在本机；请管理员重新开登记码，到“设置”里“连接公司服务器”输入。
sync-later = 服务器正忙，稍后自动再试。数据都在本机。
sync-too-large = 中间的网络连最小的数据包也不放行。数据都在本机，请告诉管理员。
sync-server-too-old = 服务器版本太旧。数据都在本机，请管理员升级服务器。
sync-too-old = 这个版本太旧，待上传的已经交给服务器，请升级 Rounds。
sync-revoked = 管理员已停用这台电脑，待上传的已经交给服务器，本机资料已清除。
sync-left = 公司服务器上你已标为离职，不再给这台电脑数据。本机的都还在，没上传的服务器照收。如果弄错了，请管理员改回来。
sync-malformed = 看不懂服务器的回答（{ $what }），没有丢东西。
sync-store = 数据读写出错（{ $what }）。

# 同步包：用文件同步
bundle-no-file = 文件无法读写（{ $what }）。
bundle-not-a-bundle = 这个文件不是 Rounds 的同步包。
bundle-newer = 这个同步包由更新版本的 Rounds 生成。请先升级，再导入。
bundle-cut-off = 同步包不完整，可能没有拷贝完。什么都没有导入，请重新拷贝。
bundle-damaged = 同步包在途中被改动过，或者不是它所说的人写的。什么都没有导入，请重新索取。
bundle-foreign = 这个同步包是给别的公司或别的电脑的。什么都没有导入。
bundle-other-way = 方向反了：电脑的同步包要在服务器上导入，服务器的要在对应的电脑上导入。
bundle-elsewhere = 生成这个同步包之后，本机的数据已经往前走了。什么都没有导入，也没有丢失，请重新索取一个。
bundle-no-server = 这个同步包是给公司服务器的，而 { $what } 里没有服务器数据。请在服务器那台电脑上用 --home DIR 指定。
bundle-which-laptop = 没有唯一叫 { $name } 的电脑。现有：
  { $what }
refusal-not-held = 这次没去成，没有步骤可打勾。
