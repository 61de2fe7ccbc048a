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
lock-safe = 没丢东西：你刚才写的都还在。
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
setting-about-lock-minutes = 这么久没按键，屏幕就什么都不显示，等你回来。按 L 马上锁。
setting-about-pin = 锁屏后用它快速打开；没设就按回车或输口令。
command-lock = 锁屏
about-lock = 马上锁屏，用PIN码打开。
cli-shut = 屏幕已锁。请先运行 rounds，输入PIN码打开。

# 电脑没做成的
not-opened = 打不开：{ $cause }
not-a-link = 这不是可以打开的链接。
no-opener = 这台电脑上没有能打开链接的程序。
not-kept = 设置这次有效，但没能存下来：{ $cause }
not-copied = 没能复制：{ $cause }
not-suspended = 这里不能挂起：{ $cause }

# 提示与上手指引
hint-key = 下次可以直接按 { $key }
command-tour = 上手指引
about-tour = 三分钟走一遍演示；再按一次就退出。
why-only-in-demo = 上手指引在演示里：设置 → 先试试演示
tour-skip = 退出
tour-left = 已退出上手指引；按 : 输“上手指引”可以重新开始。
tour-day = 这是今天的安排。最上面是下一家，还有说好的事。{ $a } 移动，{ $b } 打开客户。
tour-customer = 一家客户的全部：该问什么、上次说到哪、谁拍板。{ $a } 返回。
tour-log = 从客户那儿出来了：按 { $a } 记一笔。
tour-line = 怎么说就怎么写：见采购，要报价 》发报价 周五。回车，拜访和承诺一起存好。
tour-undo = 已存本机。{ $a } 撤销刚才那一步，试试看。
tour-redo = 按 { $a } 又做回来了。
tour-who = 下一家之前还有空？{ $a } 告诉你附近该去哪家、为什么。
tour-all = { $a } 关掉列表。{ $b } 找命令、客户、设置，拼音也行；{ $c } 看这里能做什么。
tour-sync = { $a } 上传，两边会对数。没信号也不要紧，有了会自动传。
tour-end = 一次拜访，记好了，也传了。晚上按 { $a } 收工。{ $b } 结束指引。
column-cycle = 拜访周期
