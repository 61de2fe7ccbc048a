log-label = 記一筆
log-hint-short = 客戶 談了什麼   》我方答應   《對方答應   F1 其他寫法
log-hint = 客戶 談了什麼   F1 說明   》我方答應   《對方答應   #異議   ……競品   +產品   ！收款
log-kept = 已存成草稿，按 l 接著寫。
log-kept-of = 已存成草稿，在「{ $name }」上按 l 接著寫。
log-doubt = 是 { $name } 的嗎？按 ↓ 選，直接按 Enter 存為未歸戶
log-here = { $name }（目前）
log-here-visit = { $name }（拜訪中）
log-here-beside = { $name }（目前；另一家的拜訪仍在進行）
log-near = 是{ $name }嗎？按 ↓ 選，直接按 Enter 存為未歸戶
log-unfiled = 未歸戶：回頭再說是哪家
log-chips-more = 還有{ $n }項
log-several-numbers = 是哪一家？直接打序號，或多打幾個字母
log-several = 有{ $n }家符合：按 ↓ 選
log-no-date = 沒定日期
title-correct = 修改這筆紀錄
correct-whose = 客戶
correct-time = 時間
correct-kind = 方式
log-not-done = 未訪：{ $reason }
correct-words = 內容
correct-follow-ups = 待追蹤
correct-heard = 金額產品
correct-met = 見了誰
correct-met-hint = 打字找人；按數字或空白鍵打勾
correct-met-nobody = 還沒有這家的聯絡人。
correct-unfiled = 還沒說是哪家
correct-no-time = 看不懂時間，可以寫：9:00-9:40、昨天下午3點、45分鐘。
correct-ahead = 這個時間還沒到：紀錄最晚到現在。
correct-time-hint = 9:00-9:40、下午3點、昨天、45分鐘
correct-as-typed = 原話：{ $words }
correct-follow-up-hint = 新的待追蹤：週五前報價
correct-follow-ups-hint = 按數字改一筆；或寫新的：週五前報價
correct-follow-up-change = 重寫內容、日期或兩樣一起：報價 週五   ← → 保留原文   Tab 全部內容
log-guess = { $time }（依平常長度）
log-or = { $due }（還是{ $other }？）
log-we-promise = 我方答應：{ $what }，{ $due }
log-they-promise = 對方答應：{ $what }，{ $due }
log-whose-several = 有好幾家符合，先記在「未歸戶」。到「今日」選一下是哪家，這幾家符合：
log-whose-perhaps = 名字沒寫全，先記在「未歸戶」。到「今日」選一下是哪家，可能是這家：
log-whose-nobody = 沒寫是哪家，先記在「未歸戶」。到「今日」選一下是哪家。
log-empty = 沒有可記的內容。
log-bad-line = 第{ $n }行沒有記下：{ $why }
log-bad-text = 不是 UTF-8 文字
cli-log-vain = 只說了「{ $said }」，記成了沒去成（{ $why }）。要記成拜訪：先 rounds undo，再加 --as-visit 記一次。
cli-log-shut = 「{ $said }」看來是沒去成（{ $why }），先記成了拜訪。要記成沒去成：先 rounds undo，再加 --as-told 記一次。
cli-log-to-come-visit = 「{ $said }」還沒到，先記成了拜訪。要排進計畫：先 rounds undo，再加 --as-told 記一次。
cli-log-to-come = 「{ $said }」還沒到，先記成了拜訪。要記進待追蹤：先 rounds undo，再加 --as-told 記一次。
log-kept-lines = 記了{ $n }筆，其中未歸戶{ $unfiled }筆。
log-lines-left = 上面說的{ $n }行沒有記下，其餘都記了。請改好後只把這幾行再給一次。
log-note = 備註
log-time = 時間

# What else a line says.

log-in = { $kind }（對方主動）
log-out = { $kind }（我方主動）
log-instead = 代替排定的拜訪
log-competitor = 競品：{ $name }
log-amount = 金額 { $money }
log-chance = 把握 { $n }%
log-payment = 答應付款：{ $what }，{ $due }
log-received = 已收款：{ $what }
log-met = 見到 { $name }
log-new-contact = 新聯絡人 { $name }，{ $phone }
log-next = 下次拜訪 { $day }
log-next-by-cadence = 下次拜訪 { $day }，{ $every }
log-every-weeks = 每{ $n }週
log-every-days = 每{ $n }天
log-next-visit = 下次拜訪
log-vain = 「{ $said }」：Enter 記成沒去成；按 Ctrl-X 記成拜訪
log-shut = 「{ $said }」：Enter 存下仍算拜訪過；按 Ctrl-X 記成沒去成（{ $why }）
log-shut-again = 「{ $said }」：Enter 存下仍算拜訪過；按 Ctrl-X 記成沒去成（{ $why }），改到{ $day }
log-shut-whose = 「{ $said }」：這樣存下仍算拜訪過；先選好是哪家，再按 Ctrl-X 記成沒去成（{ $why }）
log-to-come-visit = 「{ $said }」還沒到；Enter 會存成今天拜訪過；按 Ctrl-X 排進計畫：{ $day }
log-to-come = 「{ $said }」還沒到；Enter 會存成今天拜訪過；按 Ctrl-X 記進待追蹤：{ $day }
log-passed = 「{ $said }」只是文字；以最後的 { $money } 為準
log-hint-back = ↑ 找回剛復原的那句話
log-quoted = 「{ $said }」
log-unkept = { $days }只是文字；前面寫 》是我方答應的，《 是對方答應的，都會進待追蹤
log-unkept-again = { $days }只是文字；寫「下次拜訪 { $day }」就排進計畫，前面寫 》是我方答應的事
log-steps-missing = 還沒打勾：{ $steps }；按Enter照樣儲存
log-begun = { $when }開始寫的，日期從那時算起
log-left = 上次沒存的一筆：直接打字就換掉，→ 接著寫，Enter 儲存
log-other-key = ↓ 空白鍵換一天
hint-chips = 改辨識結果
hint-chip-drop = 去掉這一項
hint-chip-turn = 換一天
hint-chip-next = 換一項
hint-offered = 選客戶
hint-complete = 補全

# 存好以後說的話：哪一家、怎麼聯繫的、什麼時候，還有這一筆另外記下了什麼。
saved-comma = ，
saved-new = 新客戶
saved-visit = 拜訪
saved-follow-up = 待追蹤 { $day }
saved-follow-ups = { $day ->
    [none] { $n }筆待追蹤，沒定日期
   *[other] { $n }筆待追蹤，最早 { $day }
}
saved-their-promise = 對方答應 { $day }
saved-their-promises = { $day ->
    [none] 對方答應{ $n }件，沒定日期
   *[other] 對方答應{ $n }件，最早 { $day }
}
saved-payment = 答應付款 { $day }
saved-payments = { $day ->
    [none] { $n }筆答應的付款，沒定日期
   *[other] { $n }筆答應的付款，最早 { $day }
}

# 記一筆的說明。

grammar-title = 這一行看得懂什麼
grammar-intro = 沒看懂的都留在備註裡。按 Enter 一定會儲存。按 / 在這裡找，Esc 回到這一行。
grammar-keys = 按鍵：↓ 從這一行到下面辨識出的各項；在那裡 ← → 換一項，Del 去掉一項（字還留在備註裡），有兩個日期時空白鍵換一天，↑ 或 Esc 回來。Tab 補全客戶名稱，# ^ + 後面補全標籤、競品、產品。幾家都像時，按 ↓ 或行首的數字選一家。
grammar-customer = 客戶
grammar-how-customer = 名稱前幾個字、首字母、拼音或注音，放在最前面，也可以放在時間、方式或「去了」「見了」後面，或自成一句；同名的在前面或後面寫街道；加引號就是全名
grammar-kind = 方式
grammar-how-kind = 寫在客戶前面或緊跟在後面，說「報價發他了」也認；不寫就是現場拜訪
grammar-time = 時間
grammar-how-time = 寫在最前面、客戶後面、第一句裡、單獨一句或最後；不寫就照平常的長度算到現在，或從到店算起
grammar-outcome = 結果
grammar-how-outcome = 只認少數說法
grammar-not-done = 沒去成
grammar-how-not-done = 整句只說沒見到、沒進去：Enter 記成沒去成，Ctrl-X 記成拜訪；還說了別的事就記成拜訪
grammar-ours = 我方答應
grammar-how-ours = 寫在 》 或 > 後面，或寫「待追蹤」加日期，或說「我答應」加日期；裡面最後一個日期就是到期日
grammar-theirs = 對方答應
grammar-how-theirs = 寫在 《 或 < 後面，或寫對方答應
grammar-tag = 異議、標籤
grammar-how-tag = 寫在 # 後面，或寫「異議：」；一個詞，幾個詞要加引號
grammar-competitor = 競品
grammar-how-competitor = 寫在 …… 或 ^ 後面，或寫競品；記過的名字直接說也認
grammar-product = 產品和數量
grammar-how-product = 寫在 + 後面，以文字開頭；後面寫數量和單位；說「機油來3桶」也認
grammar-amount = 這筆值多少錢
grammar-how-amount = 帶萬、千、元的數字，或前面有預算、報價這類詞；不用加符號
grammar-chance = 把握
grammar-how-chance = 寫在 ～ 後面，或寫把握；緊跟在金額後面的百分比也算；單獨說「大概七成」也算
grammar-payment = 對方答應付的錢
grammar-how-payment = 寫在 ！ 後面，或寫收款；可帶日期和說明
grammar-received = 收到的錢
grammar-how-received = 寫收到、收了、入帳，帶金額；原話留在紀錄裡
grammar-met = 見到的人
grammar-how-met = 客戶聯絡人的名字；只有一位姓王時，王總也行
grammar-new-contact = 新聯絡人
grammar-how-new-contact = 名字後面寫電話號碼：跟這筆紀錄一起建立，也一起復原
grammar-next = 下次拜訪
grammar-how-next = + 加數字和天、週、月，或 下次拜訪 加日期；不寫就照拜訪頻率建議一天，顯示為灰色
