# 整筆紀錄的事：轉給別人、合併成一筆、異動紀錄。

command-reassign = 轉給他人
about-reassign = 把這個客戶（或已標記的客戶）轉到別的責任區、別的業務。
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
