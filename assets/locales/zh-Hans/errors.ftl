refusal-gone = 这条已经不在了，被别人删了。什么都没改。
refusal-nothing = 本来就是这样，没有要改的。
refusal-value = { $field }：{ $trouble }
refusal-look = 读不出本机的数据（{ $what }）。什么都没改。
