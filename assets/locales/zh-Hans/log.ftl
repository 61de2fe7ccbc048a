log-label = 记一笔
log-hint = 客户 谈了什么   》我方答应的事 日期   《对方答应的事 日期
log-kept = 已存成草稿，按 l 接着写。
log-unfiled = 未归客户：回头再说是哪家
log-several = 有{ $n }家符合：按下键选
log-no-date = 没定日期
