label-unnamed = （没有名称）
label-unsaid = 没有注明
label-several = { $subject }等{ $n }家
act-log = 记一笔，{ $subject }（{ $detail }）
act-log-missed = { $subject }没去成，{ $detail }
act-log-new = 新客户{ $subject }，记一笔（{ $detail }）
act-log-unfiled = 未归客户的一笔：{ $subject }
act-file = 归到{ $subject }
act-correct = 改了{ $subject }的一笔记录
act-setting = { $detail ->
    [none] { $subject }，恢复为默认
   *[other] { $subject }，恢复为 { $detail }
}
act-plan = 安排拜访{ $subject }，{ $detail }
act-order-day = 排好了顺序：{ $subject }
act-plan-each = 安排拜访{ $subject }，{ $detail }起
act-move-visits = { $subject }的拜访改到{ $detail }
act-not-done = { $subject }没去成，{ $detail }
act-not-done-again = { $subject }没去成，改到{ $detail }
act-cancel-visits = 取消拜访{ $subject }，{ $detail }
act-here = 已到{ $subject }
act-left = 已离开{ $subject }
act-follow-up-add = { $detail ->
    [none] 待跟进：{ $subject }
   *[other] 待跟进：{ $subject }，{ $detail }
}
act-follow-up-done = { $subject ->
    [none] 已完成：{ $detail }
   *[other] { $subject }，已完成：{ $detail }
}
act-money-came = { $subject ->
    [none] 已回款：{ $detail }
   *[other] { $subject }，已回款：{ $detail }
}
act-follow-up-open = { $subject ->
    [none] 重新打开：{ $detail }
   *[other] { $subject }，重新打开：{ $detail }
}
act-follow-up-move = { $subject ->
    [none] 待跟进改到{ $detail }
   *[other] { $subject }的待跟进改到{ $detail }
}
act-follow-up-drop = { $subject ->
    [none] 不做了：{ $detail }
   *[other] { $subject }，不做了：{ $detail }
}
act-create = 新建{ $detail }：{ $subject }
act-set = 改了{ $subject }的{ $detail }
act-delete = 删除{ $detail }：{ $subject }
act-grade = { $detail ->
    [none] { $subject }，不定等级
   *[other] { $subject }，定为{ $detail }级
}
act-tag = { $subject }，标签：{ $detail }
act-snooze-moved = { $subject }，{ $detail }前不去，已排的拜访跟着改期
act-snooze = { $subject }，{ $detail }前不去
act-shut-for-good = { $subject }，已停业
act-move-address = { $subject }，换了地址
act-move-contact = { $subject }现在在{ $detail }
act-resolve = { $subject ->
    [none] 已定用哪个
   *[other] { $subject }，已定用哪个
}
act-send-again = { $subject ->
    [none] 已重新发送
   *[other] { $subject }，已重新发送
}
act-withdraw = { $subject ->
    [none] 已放弃发送
   *[other] { $subject }，已放弃发送
}
act-tick = { $subject }：{ $detail }，已打勾
act-untick = { $subject }：{ $detail }，取消打勾
act-visit-type = { $subject }：拜访类型改为{ $detail }
