
sync-conflicts = 兩邊都改了
sync-parked = 伺服器沒收下，都還留在本機
sync-waiting-head = 待上傳
sync-receipts = 同步確認單
sync-arrived = 收到的異動
sync-lost-elsewhere = 你改了但沒用上的（客戶已歸別人）
lost-elsewhere = { $name }：{ $field }「{ $value }」沒有用上。
sync-to-complete = 待補齊
sync-incidents = 本機硬碟上發現的損壞
incident-open = 有損壞，下次同步時自動修好
incident-healed = 曾有損壞，{ $when } 已修好
incident-figures = 合計數不對，已重新清點
sync-record-itself = 整筆
sync-how-to-connect = 資料都存在本機。要和公司同步：到「設定」裡連接公司伺服器。
sync-server = { $server }，{ $user }
sync-server-last = { $server }，{ $user }；上次同步{ $last }
sync-offline-last = { $since } 起沒有網路；上次同步 { $last }。待送的會自動送出，不用管。
sync-offline-never = { $since } 起沒有網路。待送的會自動送出，不用管。
sync-nothing = 沒有待上傳的，也沒有要決定的。
receipt-figures = 上傳{ $up }筆，收到{ $down }筆，{ $bytes }，{ $seconds }秒
receipt-all-figures = { $when }：上傳{ $up }筆，收到{ $down }筆；送出{ $sent }，收進{ $received }，來回{ $rounds }次，費時{ $seconds }秒
receipt-same = 兩邊一致
receipt-differs = 兩邊不一致，沒有遺失東西，正在補齊
receipt-here = 本機
receipt-there = 公司伺服器
title-receipt = 同步確認單
decide-before = 改之前：{ $value }
decide-neither-knew = 兩邊都沒看到對方的異動。
decide-rule = 現在顯示這個，因為：{ $rule }
decide-until-then = 在那之前顯示：{ $value }   { $who }  { $when }
decide-by-disk = 磁碟出錯造成的，沒有人改過
decide-keep = 就用現在的
decide-bring-back = 換成另一邊的
decide-other = 另填一個
decide-other-label = 改成
decide-still-there = 還在，有異動
decide-was-decided = 這筆已經決定過了。
decide-mine = { $who }（你）
decide-mine-here = { $who }（你，本機）
decide-mine-elsewhere = { $who }（你，另一台電腦）
decide-several = { $n }處兩邊都改了
decide-several-keys = 1 全部用現在的   2 全部換成另一邊的   Enter 一筆筆定   Esc 以後再說

head-alone = 存在本機
head-not-yet = 還沒同步過
head-up-to-date = 已同步 { $when }
head-waiting = { $n }筆待上傳
head-offline = { $since } 起離線
stream-global = 公司共用
stream-user = 只歸我
stream-territory = 責任區
head-offline-narrow = 離線，{ $n }筆待上傳
head-offline-waiting = { $since }起離線，{ $n }筆待上傳
head-working = 正在同步
head-sending = 正在上傳{ $n }筆
head-getting = 還有{ $left }筆要下載
head-getting-seconds = 還有{ $left }筆要下載，約{ $seconds }秒
by-itself-last = 沒有連線；上次同步 { $last }。{ $n ->
    [0] 沒有待上傳的，連線後會自動同步。
   *[other] { $n }筆待上傳，連線後會自動送出。
}
by-itself-never = 還沒連上過網路。{ $n ->
    [0] 沒有待上傳的，連線後會自動同步。
   *[other] { $n }筆待上傳，連線後會自動送出。
}
head-captive = 要先在網頁上登入網路
head-refused = 伺服器不認得這台電腦：請重新登錄
head-left = 公司已把你標為離職：請問管理員
clock-wrong = 本機時間不對？公司是{ $when }
clock-behind = 本機時間不對？上次使用是{ $when }
head-needs-you = { $n }筆等你決定

# What the server could not take.
parked-title = 公司伺服器沒有收下這一筆
parked-not-allowed = 你沒有這裡的修改權限。主管看得到，可以代為採納；你也可以改好後重新傳送。
parked-too-long = 其中有一段文字太長，縮短後可重新傳送。
parked-depends = 它所依據的另一筆沒有被收下；等那一筆送出去，它會一起帶上。
parked-malformed = 其中有伺服器無法辨識的內容。改好後重新傳送，或者放棄。
parked-not-allowed-short = 沒有權限
parked-too-long-short = 文字太長
parked-depends-short = 等另一筆
parked-malformed-short = 讀不懂
parked-again = 重新傳送
parked-withdraw = 放棄
parked-write = 修改內容
parked-leave-out = 這一項不改
parked-left-out = 不改，維持公司的：{ $value }
parked-keep = 就改成這個
parked-more = 還有 { $n } 筆

# A sync by a file.
sync-by-file = 沒有網路時
bundle-out-title = 匯出同步包
bundle-in-title = 匯入同步包
bundle-out-hint = 所有待上傳的異動都放進這個檔案，只有公司伺服器能打開。用隨身碟帶過去，或用任何方式傳過去都行，別人看不了也改不了。按 Tab 補完路徑。
bundle-in-hint = 公司伺服器為這台電腦寫的檔案。按 Tab 補完路徑。
bundle-carrying = 請稍候
bundle-out-done = { $n ->
    [0] 沒有待上傳的異動。{ $file }（{ $size }）會向伺服器要新內容。
   *[other] { $n } 筆異動已放進 { $file }（{ $size }）。
}
bundle-out-still = 這些異動仍留在本機，一有連線也會自動上傳。兩邊都到也沒關係，不會重複。
bundle-out-next = 下一步，在伺服器上：rounds bundle in FILE --answer BACK，再把 BACK 帶回來匯入。
bundle-in-done = 已從 { $file } 匯入：同事的 { $arrived } 筆，自己的 { $settled } 筆已確認。
bundle-in-known = { $file } 裡的內容本機都已經有了，沒有重複。
bundle-in-waits = { $n ->
    [0] 沒有待上傳的異動了。
   *[other] 還有 { $n } 筆待上傳。
}
bundle-there = 已經有一個同名的其他檔案（{ $what }）。什麼都沒有寫，請換個名字。
bundle-syncing = 正在同步，請稍後再試。
