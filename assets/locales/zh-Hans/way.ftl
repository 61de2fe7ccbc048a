# 锁屏
lock-shut = 已锁屏
lock-pin = PIN码
lock-pin-or-passphrase = PIN码或口令
lock-passphrase = 口令
lock-code = 恢复码
lock-enter = 按回车打开
lock-asking = 稍等
lock-wrong = 不对。
lock-left = 还可以试{ $n }次。
lock-spent = PIN码输错太多次，请用恢复码或口令打开。
lock-safe = 没丢东西：您刚才写的都还在。
lock-never = 不锁
lock-company = 公司规定：{ $after }
lock-pin-before = 现在的PIN码
lock-pin-new = 新PIN码
lock-pin-again = 再输一次
lock-pin-about = 至少四位；留空就是不要PIN码。输错五次，就要用恢复码或口令。
lock-pin-short = 太短，至少四位。
lock-pin-differs = 两次不一样，重新输一次。
lock-pin-set = PIN码已生效。
lock-pin-gone = 已取消PIN码。
pin-there = 已设
pin-none = 未设
setting-lock-minutes = 多久不动就锁屏
setting-pin = 锁屏PIN码
setting-about-lock-minutes = 这么久没按键，屏幕就什么都不显示，等您回来。按 L 马上锁。
setting-about-pin = 锁屏后用它快速打开；没设就按回车或输口令。
command-lock = 锁屏
about-lock = 马上锁屏
cli-shut = 屏幕已锁。请先运行 rounds，输入PIN码打开。

# 电脑没做成的
not-opened = 打不开：{ $what }
not-kept = 设置这次有效，但没能存下来：{ $what }
not-copied = 没能复制：{ $what }
not-suspended = 这里不能挂起：{ $what }
