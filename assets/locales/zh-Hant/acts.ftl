label-unnamed = （沒有名稱）
label-unsaid = 沒有註明
label-several = { $subject }等{ $n }家
act-log = 記一筆，{ $subject }（{ $detail }）
act-log-missed = { $subject }沒去成，{ $detail }
act-log-new = 新客戶{ $subject }，記一筆（{ $detail }）
act-log-unfiled = 未歸戶的一筆：{ $subject }
act-file = 歸到{ $subject }
act-correct = 改了{ $subject }的一筆紀錄
act-setting = { $detail ->
    [none] { $subject }，恢復為預設
   *[other] { $subject }，恢復為 { $detail }
}
act-plan = 安排拜訪{ $subject }，{ $detail }
act-order-day = 排好了順序：{ $subject }
act-plan-each = 安排拜訪{ $subject }，{ $detail }起
act-move-visits = { $subject }的拜訪改到{ $detail }
act-not-done = { $subject }沒去成，{ $detail }
act-not-done-again = { $subject }沒去成，改到{ $detail }
act-cancel-visits = 取消拜訪{ $subject }，{ $detail }
act-here = 已到{ $subject }
act-left = 已離開{ $subject }
act-follow-up-add = { $detail ->
    [none] 待追蹤：{ $subject }
   *[other] 待追蹤：{ $subject }，{ $detail }
}
act-follow-up-done = { $subject ->
    [none] 已完成：{ $detail }
   *[other] { $subject }，已完成：{ $detail }
}
act-money-came = { $subject ->
    [none] 已收款：{ $detail }
   *[other] { $subject }，已收款：{ $detail }
}
act-follow-up-open = { $subject ->
    [none] 重新打開：{ $detail }
   *[other] { $subject }，重新打開：{ $detail }
}
act-follow-up-move = { $subject ->
    [none] 待追蹤改到{ $detail }
   *[other] { $subject }的待追蹤改到{ $detail }
}
act-follow-up-drop = { $subject ->
    [none] 不做了：{ $detail }
   *[other] { $subject }，不做了：{ $detail }
}
act-create = 新增{ $detail }：{ $subject }
act-set = 改了{ $subject }的{ $detail }
act-delete = 刪除{ $detail }：{ $subject }
act-grade = { $detail ->
    [none] { $subject }，不定等級
   *[other] { $subject }，定為{ $detail }級
}
act-tag = { $subject }，標籤：{ $detail }
act-snooze-moved = { $subject }，{ $detail }前不去，已排的拜訪跟著改期
act-snooze = { $subject }，{ $detail }前不去
act-shut-for-good = { $subject }，已歇業
act-move-address = { $subject }，換了地址
act-move-contact = { $subject }現在在{ $detail }
act-resolve = { $subject ->
    [none] 已決定用哪個
   *[other] { $subject }，已決定用哪個
}
act-send-again = { $subject ->
    [none] 已重新傳送
   *[other] { $subject }，已重新傳送
}
act-withdraw = { $subject ->
    [none] 已放棄傳送
   *[other] { $subject }，已放棄傳送
}
act-tick = { $subject }：{ $detail }，已打勾
act-untick = { $subject }：{ $detail }，取消打勾
act-visit-type = { $subject }：拜訪類型改為{ $detail }
