
# The first start, and opening the book.
cli-passphrase = 密碼片語：
cli-passphrase-new = 設定密碼片語：
cli-passphrase-again = 再輸入一次：
cli-passphrase-empty = 密碼片語不能空白，請重新設定。
cli-passphrase-differs = 兩次輸入不一樣，請再試一次。
cli-passphrase-no-text = 設了 ROUNDS_PASSPHRASE，但不是UTF-8編碼的文字。沒有開啟，什麼都沒改，請重新設定。
cli-not-opened = 沒有開啟，資料未做任何更動。
cli-no-keyring = 這台電腦沒有可用的系統鑰匙圈，請設定密碼片語來上鎖。
cli-not-encrypted = 未加密：誰拿到這台電腦，誰就能看到你的客戶資料。
cli-begun-meanwhile = 另一個視窗剛剛建好了資料，用那邊選的方式開啟。
cli-recovery-code = 這是救援碼。請抄在紙上：萬一密碼或電腦出問題，憑它還能開啟你的客戶資料。
cli-recovery-back = 請照抄一次確認（按 Enter 略過）：
cli-recovery-right = 沒錯。請和電腦分開保管。
cli-recovery-wrong = { $left ->
    [0] 不對。
   *[other] 不對，請再看一遍，還可以試 { $left } 次。
}
cli-recovery-skipped = 已略過。沒有救援碼，金鑰遺失就只能重新登錄：同步過的會回來，沒同步的就沒了。
cli-recovery-code-now = 請輸入救援碼（直接按 Enter 離開）：
cli-key-put-back = 已打開，金鑰已放回系統鑰匙圈。
cli-draft-not-kept = 下面這段沒能寫入磁碟，請從這裡複製；之前的都已存好：
cli-first-welcome = 歡迎使用 Rounds。客戶資料會加密存在這台電腦上。金鑰要怎麼保管？
cli-first-keyring = 交給系統鑰匙圈：登入電腦後不必再輸入
cli-first-passphrase = 用密碼片語：每次開啟都要輸入
cli-first-open = 不加密：誰拿到電腦都能看
cli-first-choice = 請選 1、2 或 3（按 Enter 為 1）：
cli-first-none = 沒有「{ $what }」這一項，請輸入 1、2 或 3。

# Records on the command line.
cli-not-an-id = { $what } 不是編號；用 rounds list 或 rounds search 可以查到。
cli-no-customer = 找不到客戶「{ $what }」。
cli-perhaps-customer = 只寫「{ $what }」還不能確定就是這家，請多寫幾個字，或用編號：
cli-several-customers = 有好幾家符合「{ $what }」，請多寫幾個字，或用編號：
cli-not-found = 找不到 { $what }。
cli-no-equals = { $what }：請寫成 欄位=內容。
cli-no-field = { $entity } 沒有 { $what } 這個欄位。可用的有：{ $known }
cli-no-entity = 沒有 { $what } 這種記錄。可用的有：{ $known }
cli-nothing-to-undo = 沒有可以復原的動作。
cli-nothing-to-redo = 沒有可以重做的動作。
cli-taken-back = 已復原：{ $what }
cli-done-again = 已重做：{ $what }
cli-no-hit = 搜尋不到「{ $what }」。

# rounds today.
cli-today-visits = 今日拜訪
cli-today-promises = 承諾
cli-today-who-next = 下一家
cli-today-unfiled = 未歸戶
cli-sync-alone = 僅存本機
cli-sync-offline = { $n ->
    [0] { $since }起離線，沒有待上傳的
   *[other] { $since }起離線，{ $n }筆待上傳
}
cli-sync-needs-you = { $n }筆需要你處理
cli-sync-waiting = { $n }筆待上傳
cli-sync-up-to-date = 已同步，{ $when }
cli-sync-never = 還沒同步過

# Plans, conflicts, status.
cli-no-date = 看不懂日期「{ $what }」，可以寫：週五、+3d、11月24日上午10點、2026-11-24。
cli-no-conflicts = 沒有兩邊都改了的內容。
cli-lost-elsewhere = 你改了但沒用上的；客戶已歸別人，異動留在那邊，由對方決定：
cli-conflict-won = 現在是
cli-conflict-until-then = 此前顯示
cli-conflict-lost = 被取代
cli-conflict-base = 最初是
cli-conflicts-open = 還有 { $n } 筆要決定：rounds conflicts --keep 編號 保留現在的，--bring-back 編號 換回來。
cli-status-home = 資料位置
cli-status-key = 金鑰
cli-status-key-keyring = 在系統鑰匙圈
cli-status-key-passphrase = 用密碼片語
cli-status-key-file = 在金鑰檔
cli-status-key-none = 未加密
cli-status-accounts = 客戶
cli-status-server = 公司伺服器
cli-status-sync = 同步

# Opening and leaving the terminal.
cli-no-terminal = 這裡不是終端機。不需畫面的指令請看 rounds --help。
cli-left-waiting = 還有 { $n } 筆待上傳，已存本機，下次開啟 Rounds 連線後會自動上傳。

# Keys.
cli-key-passphrase-set = 今後用這個密碼片語開啟。
cli-key-recovered = 已開啟，今後用新的密碼片語。救援碼仍然有效。

# Enrolment and sync.
cli-enrolled = 已登錄到 { $what }。執行 rounds sync 上傳本機客戶並取回公司的資料。
cli-enrolled-territory = 本機的客戶歸入責任區 { $what }。
cli-which-territory = 你有幾個責任區。本機的客戶歸入哪個？（輸入編號，直接按 Enter 不做更動）
cli-enrolled-already = 這份資料已登錄到 { $what }。用 --again 重新登錄；換公司請另用 --home。
cli-enrol-ca = { $what } 裡沒有讀得懂的憑證。--ca 的檔案裡應有從 BEGIN CERTIFICATE 到 END CERTIFICATE 的幾行（PEM）。什麼都沒送出去。
cli-enrol-ca-unreadable = 讀不出 --ca 指的檔案 { $what }：{ $cause }。什麼都沒送出去，什麼都沒改。請重新指定公司憑證檔。
cli-enrol-which = 你有幾個責任區：{ $all }。請用 --territory 責任區名稱 指定本機客戶歸入哪個。未做任何更動，登錄碼仍有效。
cli-enrol-no-such-territory = 你沒有「{ $what }」這個責任區。你的責任區有：{ $all }。未做任何更動，登錄碼仍有效。
cli-sync-waits = { $n ->
    [0] 沒有待上傳的。會自動再試，按 Ctrl-C 就不等了。
   *[other] { $n } 筆待上傳。會自動再試，按 Ctrl-C 就不等了，不會遺失東西。
}
cli-sync-differs = 兩邊不一致，沒有遺失東西，再同步一次即可修復。
cli-receipt-same = 上傳 { $up } 筆，收到 { $down } 筆，兩邊一致，共 { $records } 項。{ $rounds } 個來回，{ $bytes } 位元組，{ $millis } 毫秒。
cli-receipt-differs = 上傳 { $up } 筆，收到 { $down } 筆，兩邊不一致（本機 { $records } 項）。{ $rounds } 個來回，{ $bytes } 位元組，{ $millis } 毫秒。
server-failed = 伺服器的資料無法讀寫（{ $what }）：{ $cause }。這一次沒存到，之前的都在。
server-full = { $what } 所在的磁碟滿了。這一次沒存到，之前的都在。請在那個磁碟上騰出空間後再試。
server-foreign = { $what } 不是 Rounds 伺服器的資料，沒有動它。請用 --home 指定伺服器的資料夾。
server-damaged = { $what } 損壞，沒有動它。請換回伺服器資料夾最新的備份，之後的資料各台電腦會補上來。
server-other-version = { $what } 是另一版 Rounds 寫的，沒有動它。請用寫它的那一版，或更新的版本。
server-not-upgraded = { $what } 沒能換成這一版的格式。資料還是原樣，旁邊的 backups 裡也有一份。請先用原來的 Rounds 啟動，並把這件事告訴給您新版的人。
server-upgraded = 公司資料已升級到新版。升級前的備份：{ $what }
server-malformed = 請求讀不懂，什麼都沒改。
server-bad-code = 登錄碼不對、用過了或已過期。重新產生一個：rounds admin code 姓名
server-left = { $what } 已離職，不能再配電腦，什麼都沒改。如果又回來了，先執行：rounds admin user set "{ $what }" --back
server-taken = 已經有叫 { $what } 的了，什麼都沒改。請換個名字。
server-unknown = 沒有叫 { $what } 的，什麼都沒改。rounds admin … list 可以列出全部。
server-lacks = { $what } 的檔案還在產生，什麼都沒改。請稍後再試。
server-record-damaged = 伺服器上的紀錄 { $what } 讀不出來，什麼都沒改。在伺服器的資料夾執行 rounds fsck，會列出所有損壞的地方。
server-no-home = 伺服器的資料夾 { $what } 不能用：{ $cause }。什麼都沒改。請用 --home 指定能寫入的資料夾。
server-no-address = 伺服器無法監聽 { $what }：{ $cause }。什麼都沒改。請換一個 --listen，或先關掉佔用它的程式。
server-tls-unreadable = 讀不出 { $what }：{ $cause }。伺服器沒有啟動。請用 --tls-cert 和 --tls-key 指定它能讀的檔案。
server-tls-no-certificate = { $what } 裡沒有憑證（PEM：BEGIN CERTIFICATE）。伺服器沒有啟動。
server-tls-no-key = { $what } 裡沒有私密金鑰（PEM：BEGIN PRIVATE KEY），帶密碼的不能用。伺服器沒有啟動。
server-tls-other-key = { $what } 不是那份憑證的私密金鑰。伺服器沒有啟動，請指定成對的兩個檔案。
server-tls-bad = 憑證 { $what } 不能用：{ $cause }。伺服器沒有啟動。
server-plain = 這條連線沒有加密：線上的人能讀到所有客戶和各台電腦的金鑰。請加 --tls-cert 和 --tls-key，或在前面放一個支援 TLS 的代理（nginx、Caddy），只讓它連到這個位址，然後用 https:// 的網址登錄。
admin-territory-made = 責任區 { $name } 已建好。
admin-user-made = { $name } 已建好，{ $role }{ $n ->
    [0] ，還沒有責任區
   *[other] ，責任區：{ $all }
  }。下一步：rounds admin code "{ $name }"
admin-visit-type-made = { $name } 已建好，共 { $n } 步。各台電腦下次同步後就有。
admin-no-role = --role：沒有 { $what } 這個角色，可選：{ $all }。什麼都沒改。
admin-which = 有幾個都叫 { $what }，請用編號指明：{ $all }。什麼都沒改。
admin-nothing-asked = 這裡沒有要決定的。
admin-not-there = 沒有
admin-asked = { $n } 筆要決定：伺服器還原備份之前，電腦上有這些。--bring-back 編號：找回；--keep 編號：不要；全部寫 all。

# rounds demo.
cli-demo-ready = 示範已備妥，資料單獨存放，不會動到你的客戶。按 S 可以看真正的同步。
cli-demo-needs-home = 請用 --home 指定一個新資料夾：示範客戶不會混進你的資料。
cli-demo-not-new = { $what } 裡已有資料，示範客戶不會混進去，請換個新資料夾。
cli-demo-prepared = 已在 { $what } 備妥 { $count } 筆紀錄。開啟：rounds --home { $what }
cli-demo-check-purpose = 試小台樣機
cli-demo-check-note = 見了採購，要書面報價
cli-demo-check-promise = 傳報價單
cli-demo-check-industry = 同事改的行業
cli-demo-check-today = 今天（{ $day }）：客戶{ $accounts }家，拜訪{ $visits }個，承諾晚了{ $late }筆；「下一家」列出五家。
cli-demo-check-planned = 已安排拜訪：{ $customer }，{ $day }。
cli-demo-check-logged = 記了一筆：{ $customer }，「{ $note }」；待追蹤「{ $promise }」，{ $day }。今日裡已有，「下一家」不再催它。
cli-demo-check-undo = 這一筆復原了，又重做回來。
cli-demo-check-edits = 沒有連線時：你改了{ $customer }的網址，同事在另一台電腦改了它的行業（「{ $industry }」）。
cli-demo-check-synced = 兩台都同步了：你上傳{ $up }筆、下載{ $down }筆；同事上傳{ $theirs }筆、下載{ $to-them }筆。兩邊一致。
cli-demo-check-merged = 網址和行業已自動合併，兩台電腦都是新的。
cli-demo-check-conflict = 營業時間兩邊都改了：現在用「{ $won }」，「{ $lost }」留著沒丟，兩台電腦都看得到。
cli-demo-check-decided = 你選了改回沒用上的那個值：兩台電腦都已改回，沒有待決定的了。
cli-demo-check-receipt = 同步確認單：{ $records } 個值，兩邊各自清點，數目和核對碼一致；共 { $bytes } 位元組。
cli-demo-check-well = 全部正常。

# rounds fsck.
cli-fsck-record = 有損壞
cli-fsck-figures = 合計數不對，已重新清點
cli-fsck-unlogged = 與寫入時的異動紀錄不符
cli-fsck-file = 檔案
cli-fsck-indexes = { $n } 張資料表的索引與內容對不上，已重建，內容沒有遺失。
cli-fsck-stray = 不在公司任何責任區裡，也不等著上傳
cli-fsck-strays = 共清點 { $records } 筆資料。上面列出的既不是你記的，也不是公司傳來的（比如來自示範），不會上傳。你自己的資料沒有問題。要去掉它們：先執行 rounds sync，再換個空資料夾（--home 資料夾）重新連接公司。
cli-fsck-counted = { $n } 個為加速而存的合計數不對，已重新清點。
cli-fsck-well = 共清點 { $records } 筆資料，全部完好。
cli-fsck-alone = 共 { $records } 筆資料，檔案和合計數完好。連接公司伺服器之前沒有核對值，各筆內容無從核對。
cli-fsck-heals = 共清點 { $records } 筆資料。有損壞的，下次同步會從另一邊取回正確的內容，其餘不動。
cli-fsck-file-broken = 檔案本身已損壞，Rounds 修不好。請先把整個資料夾另存一份：還沒同步的只在它裡面。再試試 `rounds sync`；還不行，就換個空資料夾（--home 資料夾）重新連接公司，同步過的都會回來。
cli-fsck-server-broken = 伺服器的檔案本身已損壞。請先把整個伺服器資料夾另存一份，再換回最新的備份，之後的資料各台電腦會補上來。
cli-bundle-out = { $n ->
    [0] 沒有待上傳的內容；{ $file } 只用來索取新內容。
   *[other] { $n } 筆異動已寫入 { $file }。收到伺服器答覆之前，它們仍在本機等待。
}
cli-bundle-brought = 已匯入：同事的 { $arrived } 筆，自己的 { $settled } 筆已確認。
cli-bundle-known = 這個同步包的內容本機都已經有了。
cli-bundle-taken = 已匯入 { $laptop } 的同步包：{ $all } 筆異動中有 { $n } 筆是新的。
cli-bundle-taken-before = { $laptop } 這個同步包的 { $all } 筆異動早已匯入，沒有重複。
cli-bundle-unknown = 伺服器是從備份還原的，不知道 { $laptop } 到了哪一步，所以暫時什麼都沒有匯入：請用 --answer 寫出答覆，在那台電腦上匯入後，再產生一個新的同步包。
cli-bundle-answer = 給 { $laptop } 的答覆在 { $file }。

# rounds parked.
cli-parked-none = 公司伺服器全部收下了。
cli-parked-how = `rounds parked --again ID` 重新傳送（可加 `--set 欄位=值` 改好再傳），`--withdraw ID` 放棄。
plain-begin = 說「說明」，聽聽能說什麼。
plain-ask = 請說：
plain-what = 發生了什麼？
plain-unknown = 沒聽懂，請說「說明」。
plain-visits = 今天拜訪{ $n }家。
plain-promises = 待追蹤{ $n }筆。
plain-no-next = 沒有下一家。
plain-which = 請加上今天清單裡的編號：完成 2；不做了 2 加原因。
plain-which-when = 請加上編號和日期：改期 2 週五。
plain-word-today = 今天
plain-word-next = 下一家
plain-word-brief = 速覽
plain-word-log = 記一筆
plain-word-done = 完成
plain-word-move = 改期
plain-word-not-done = 不做了
plain-word-close = 收工
plain-word-sync = 同步
plain-word-undo = 復原
plain-word-help = 說明
plain-word-quit = 離開
plain-about-today = 今天的拜訪和承諾，各有編號
plain-about-next = 下一家是誰，進門前要看什麼
plain-about-brief = 某一家的訪前速覽：加編號或名字
plain-about-log = 一句話記下拜訪或電話
plain-about-done = 完成：加今天清單裡的編號
plain-about-move = 改日期：加編號和日期
plain-about-not-done = 沒去成，或者不做了：加編號和原因
plain-about-close = 收工：還有什麼沒了結，今天的日報
plain-about-sync = 和公司伺服器同步
plain-about-undo = 復原上一步
plain-about-help = 能說的話
plain-about-quit = 離開
cli-setting-unknown = 沒有{ $what }這項設定。`rounds settings`列出全部。
settings-broken = { $file } 第 { $line } 行：{ $what }。什麼都沒有改。請改好這一行，或先移走檔案，用預設設定開啟。
settings-wrong = { $name }：{ $what }。什麼都沒有改。
settings-number = 應為 { $least } 到 { $most } 之間的數
settings-choice = 應為其中之一：{ $all }
settings-unknown = 沒有「{ $what }」這一項
settings-kind = 值的寫法不對（數字不加引號，文字加引號，或 true、false）
settings-form = 寫法不對，應為「名稱 = 值」，文字加引號
cli-unreadable = 讀不出 { $what }：{ $cause }。什麼都沒有改。請把它另存為UTF-8編碼、自己有權限讀的文字檔，或先移走，用預設設定開啟。
cli-next-none = 沒有到期的客戶，也沒有答應的事。

# 指令寫得不對。
usage-unknown = 沒有 { $what } 這個選項。
usage-no-command = 沒有「{ $what }」這個指令。
usage-no-value = { $what } 後面要寫一個值。
usage-value = { $what } 不能填「{ $value }」。
usage-twice = { $what } 寫了兩次。
usage-together = { $one } 和 { $other } 不能一起用。
usage-missing = 還缺：{ $what }
usage-which-command = 還缺一個指令。
usage-no-text = 這一行裡有讀不出來的字（不是 UTF-8），什麼都沒改。請重新輸入，或把內容存成 UTF-8 檔案再用。
usage-wrong = 這一行有寫得不對的地方。
usage-valid = 可以填：{ $list }
usage-near = 是不是想寫 { $list }？
usage-form = 寫法：{ $form }
usage-help = 加 --help 看全部說明。
cli-now-wrong = ROUNDS_NOW：{ $what } 不是 RFC 3339 格式的時間，例如 2026-11-24T10:42:00+08:00。
cli-sync-decide = 已同步完。還有 { $n } 筆要你決定：用 rounds conflicts 和 rounds parked 查看。
cli-several-named = 叫{ $what }的不只一個，請用編號指明：{ $ids }
set-by-me = 自己設的
set-by-company = 公司設的
set-by-nobody = 預設
cli-settings-not-written = { $what } 無法寫入：{ $cause }。什麼都沒有改。
