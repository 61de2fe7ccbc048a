refusal-gone = 这条已经不在了，被别人删了。什么都没改。
refusal-nothing = 本来就是这样，没有要改的。
refusal-value = { $field }：{ $trouble }
refusal-look = 读不出本机的数据（{ $what }）。什么都没改。

misfit-choice = 不在选项里
misfit-date = 看不懂日期，可以写：周五、+3天、11月24日、2026-11-24
misfit-moment = 看不懂时间，可以写：14:30、周五上午10点
misfit-number = 要填整数
misfit-degrees = 看不懂坐标，可以写：30.2741
misfit-flag = 填是或否
misfit-ref = 没有叫这个名字的
trouble-too-long = 太长，放不下
trouble-too-much = 最多{ $n }
trouble-needed = 要填
