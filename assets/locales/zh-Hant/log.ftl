log-label = 記一筆
log-hint = 客戶 談了什麼   》我方答應的事 日期   《對方答應的事 日期
log-kept = 已存成草稿，按 l 接著寫。
log-unfiled = 未歸戶：回頭再說是哪家
log-several = 有{ $n }家符合：按下鍵選
log-no-date = 沒定日期
