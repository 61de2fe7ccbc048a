refusal-gone = 這筆已經不在了，被別人刪了。什麼都沒改。
refusal-nothing = 本來就是這樣，沒有要改的。
refusal-thinned = 那次改動的一部分本機已不再儲存，不能只復原一半。什麼都沒改。公司的伺服器也許還留著全部：有網路時到這筆的更動紀錄（H）裡試試。
refusal-value = { $field }：{ $trouble }
refusal-look = 讀不出本機的資料（{ $what }）。什麼都沒改。

misfit-choice = 不在選項裡
misfit-date = 看不懂日期，可以寫：週五、+3天、11月24日、2026-11-24
misfit-moment = 看不懂時間，可以寫：14:30、週五上午10點
misfit-number = 要填整數
misfit-degrees = 看不懂座標，可以寫：30.2741
misfit-flag = 填是或否
misfit-ref = 沒有叫這個名字的
trouble-too-long = 太長，放不下

refusal-visit-done = 這次已經拜訪過了，要改就改那筆紀錄（e）。
refusal-visit-open = 你正在拜訪中，先結束或記一筆。
refusal-phoned-instead = 這次拜訪改成打電話了，請改那通電話的紀錄。
refusal-not-logged = 這次拜訪還沒記過，先記一筆。
refusal-not-planned = 這次拜訪已經不在計畫裡了。
refusal-shut-for-good = 這家客戶已歇業。
refusal-follow-up-closed = 這筆待追蹤已經結束。
refusal-follow-up-open = 這筆待追蹤還沒完成。
refusal-kept-by-office = 這一欄由公司維護，這裡改不了。
refusal-unknown-field = 這一欄是新版本才有的，更新後才能改。
refusal-conflict-decided = 這筆已經決定過了。
trouble-required = 要填
trouble-kind = 這裡不能這樣填
trouble-choice = 不在選項裡
trouble-negative = 不能小於零
trouble-too-large = 數太大
trouble-date-far = 日期太遠，看看年份對不對
trouble-past = 這天已經過了
trouble-future = 這天還沒到
trouble-ahead = 這個時間還沒到
trouble-phone = 不像電話號碼
trouble-email = 不像電子郵件
trouble-latitude = 應在 -90 到 90 之間
trouble-longitude = 應在 -180 到 180 之間
trouble-half-a-place = 經度和緯度要一起填
trouble-ends-first = 結束比開始還早
trouble-too-much = 最多{ $n }
trouble-needed = 要填

# What went wrong with the book.
store-no-profile = { $what } 裡還沒有資料。直接執行 rounds 建立，或用 --home 指定目錄。
store-profile-there = { $what } 裡已經有資料了，未做任何更動。
store-wrong-key = 金鑰打不開 { $what }，檔案未動。請用當初的金鑰，或用救援碼：rounds key recover 救援碼。
store-wrong-passphrase = 密碼片語不對，資料未動。請再試一次，或用救援碼：rounds key recover 救援碼。
store-wrong-recovery-code = 這不是這份資料的救援碼，資料未動。
store-mistyped-recovery-code = 救援碼抄錯了，請對照紙上再看一次。
store-needs-passphrase = 資料用密碼片語鎖著。請設 ROUNDS_PASSPHRASE，或在終端機執行 rounds 輸入。
store-needs-key-file = 金鑰存在檔案裡。請用 --key-file 指定，或設 ROUNDS_KEY_FILE。
store-no-keyring = 這裡沒有可用的系統鑰匙圈（{ $what }）。可以用密碼片語（ROUNDS_PASSPHRASE）、--key-file 金鑰檔，或明說 --no-encryption 不加密。
store-keyring-shut = 存放金鑰的系統鑰匙圈已上鎖或沒有回應（{ $what }）。資料未動：請解鎖鑰匙圈後再試，或用救援碼打開：rounds key recover 救援碼。
store-key-gone = 系統鑰匙圈裡找不到這份資料的金鑰了。資料完好，用救援碼可以開啟：rounds key recover 救援碼。
store-bad-key-file = { $what } 裡不是金鑰（應為 64 位十六進位數字），未做任何更動。
store-foreign = { $what } 不是 Rounds 的資料檔，沒有動它。
store-damaged = 資料檔損壞：{ $what }。沒有動它。可以換回 backups 裡最新的備份，或重新登錄：同步過的都會回來。
store-newer = { $what } 是新版 Rounds 寫的，沒有動它，請先升級。
store-read-only = { $what } 無法寫入，沒有儲存。請檢查資料夾權限。
store-disk-full = 磁碟滿了。這一筆沒存到，之前的都在。騰出空間再試一次。
store-busy = 另一個 Rounds 正在寫入，沒有遺失東西，請再試一次。
store-syncing = 另一個 Rounds 正在同步，交給它就行。
store-file = 檔案無法讀寫：{ $what }。未做任何更動。
store-too-long = 太長了，最多 { $what } 位元組。內容還在草稿裡。
store-unknown = 這個版本不認識：{ $what }。請升級。
store-refused = 這樣不行：{ $what }
store-database = 資料讀寫出錯（{ $what }）。這一筆沒存到，之前的都在。

# Why a sync did not go through.
sync-not-enrolled = 還沒有登錄到公司伺服器：rounds enrol 網址 登錄碼。
sync-offline = 現在沒有連線。資料都在本機，連線後會自動上傳。
sync-captive = 回應的是網頁，不是公司伺服器，可能要先在瀏覽器登入這個網路。資料都在本機。
sync-refused = 伺服器不認得這台電腦了。資料都在本機，請管理員重新開登錄碼，再執行 rounds enrol --again 網址 登錄碼。
sync-refused-here = 伺服器不認得這台電腦了。資料都在本機；請管理員重新開登錄碼，到「設定」裡「連接公司伺服器」輸入。
sync-later = 伺服器忙碌中，稍後會自動再試。資料都在本機。
sync-too-large = 中間的網路連最小的資料包也不放行。資料都在本機，請告訴管理員。
sync-server-too-old = 伺服器版本太舊。資料都在本機，請管理員升級伺服器。
sync-too-old = 這個版本太舊，待上傳的已經交給伺服器，請升級 Rounds。
sync-revoked = 管理員已停用這台電腦，待上傳的已經交給伺服器，本機資料已清除。
sync-left = 公司伺服器上你已標為離職，不再給這台電腦資料。本機的都還在，沒上傳的伺服器照收。如果弄錯了，請管理員改回來。
sync-malformed = 看不懂伺服器的回應（{ $what }），沒有遺失東西。
sync-store = 資料讀寫出錯（{ $what }）。

# 同步包：用檔案同步
bundle-no-file = 檔案無法讀寫（{ $what }）。
bundle-not-a-bundle = 這個檔案不是 Rounds 的同步包。
bundle-newer = 這個同步包是由較新版本的 Rounds 產生的。請先更新，再匯入。
bundle-cut-off = 同步包不完整，可能沒有複製完。什麼都沒有匯入，請重新複製。
bundle-damaged = 同步包在途中被改過，或者不是它所說的人寫的。什麼都沒有匯入，請重新索取。
bundle-foreign = 這個同步包是給別的公司或別台電腦的。什麼都沒有匯入。
bundle-other-way = 方向反了：電腦的同步包要在伺服器上匯入，伺服器的要在對應的電腦上匯入。
bundle-elsewhere = 產生這個同步包之後，本機的資料已經往前走了。什麼都沒有匯入，也沒有遺失，請重新索取一個。
bundle-no-server = 這個同步包是給公司伺服器的，而 { $what } 裡沒有伺服器資料。請在伺服器那台電腦上用 --home DIR 指定。
bundle-which-laptop = 沒有唯一叫 { $name } 的電腦。現有：
  { $what }
refusal-not-held = 這次沒去成，沒有步驟可打勾。
