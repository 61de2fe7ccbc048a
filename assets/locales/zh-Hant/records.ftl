# 整筆紀錄的事：轉給別人、合併成一筆、異動紀錄。

command-reassign = 轉給他人
about-reassign = 把這家客戶（或選取的幾家）轉到別的責任區或別的業務名下。
why-managers-only = 只有主管能把客戶轉給別人。
title-reassign = 轉到哪個責任區、由誰負責
reassign-to = { $territory }   { $owner }
reassign-alone = { $territory }   負責人不變
act-reassign = { $count ->
    [0] { $subject }已轉到{ $detail }
    [1] { $subject }已轉到{ $detail }
   *[other] { $count } 家客戶已轉到{ $detail }
}
refusal-managers-only = 只有主管能把客戶轉給別人。

sync-aside = 已轉給別人
sync-aside-row = { $n } 家客戶，本機保留到{ $until }，之後清除
sync-aside-waits = 還有 { $n } 筆異動要先交給伺服器
sync-arrived-late = 原負責人補交
sync-arrived-merged = 已自動合併

act-merge = { $subject }已併入{ $detail }
act-merge-each = { $subject }：重複的已合併
act-apart = { $subject }和{ $detail }不是同一家
refusal-not-merged = 只有客戶和聯絡人可以合併。

command-merge = 合併成一筆
about-merge = 同一家客戶或同一個人建了兩筆，合成一筆：選取的兩筆，或這一筆和另一筆。
why-not-mergeable = 只有客戶和聯絡人可以合併。
title-merge = 兩筆合成一筆
title-merge-whom = 和哪一筆是同一個客戶
merge-whom = 誰和{ $name }是同一個人？
merge-stays = 保留
merge-goes = 併過去
merge-head-stays = 保留：{ $name }
merge-head-goes = 併過去：{ $name }
merge-taken = 採用
merge-both = 都要
merge-no-difference = 兩筆內容一樣。
merge-follows = 一起過去：拜訪和聯繫 { $timeline } 筆，聯絡人 { $contacts } 位，待追蹤 { $promises } 筆
merge-keys = ← → 用哪邊的   Tab 換另一筆保留   Enter 合併   Esc 不動
merge-no-twins = 沒有看起來重複的客戶。
merge-none-twice = 沒有重複匯入的客戶。
merge-pairs = { $n }對客戶可能是同一家
merge-pair-keys = 1 同一家，合併   2 不是同一家   ↑↓ 下一對   Esc 以後再說
merge-pair-keys-twice = 1 同一家   2 不是同一家   3 重複匯入的{ $n }對全部合併   Esc 以後再說
merge-last-seen = 上次拜訪
merge-never-seen = 還沒去過
merge-twins = 可能和{ $name }是同一家：按 : 選「合併成一筆」。

by-me = 我
by-office = 公司
by-unknown = 別人
left-since = { $what }後來被{ $by }改過，沒有動。
act-take-back = { $subject ->
    [none] 一次異動
   *[other] 對{ $subject }的一次異動
}
history-lost = 沒有採用
history-held = 等人決定
history-parked = 伺服器沒收下
history-took-back = 復原
history-did-again = 重做
history-asking = 正在問公司伺服器…
history-told = 已包括伺服器上的紀錄
history-silent = 只有本機看過的：現在問不到伺服器。
history-enter = Enter：{ $field }改回 { $value }
history-x = x：復原整次異動
history-on = 電腦：{ $device }
history-asking-act = 正在問公司伺服器那次異動改了哪些內容，你可以先做別的。
history-act-silent = 沒有復原：那次異動改了哪些內容只有公司伺服器知道，現在連不上。有網路時再按 x。
history-no-act = 這裡沒有可復原的異動。
history-no-value = 這裡沒有可以找回的內容。
command-at = 當時的樣子
about-at = 看這筆紀錄在某一天的樣子。
title-as-of-when = 看哪一天的樣子
as-of-hint = 11月3日、上週五、2026-11-03 10:00
title-as-of = 當時的樣子，{ $at }
as-of-not-there = 那時還沒有這筆紀錄。
history-replaced = 沒看到就被改了
