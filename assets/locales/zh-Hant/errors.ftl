refusal-gone = 這筆已經不在了，被別人刪了。什麼都沒改。
refusal-nothing = 本來就是這樣，沒有要改的。
refusal-value = { $field }：{ $trouble }
refusal-look = 讀不出本機的資料（{ $what }）。什麼都沒改。

misfit-choice = 不在選項裡
misfit-date = 看不懂日期，可以寫：週五、+3天、11月24日、2026-11-24
misfit-moment = 看不懂時間，可以寫：14:30、週五上午10點
misfit-number = 要填整數
misfit-degrees = 看不懂座標，可以寫：30.2741
misfit-flag = 填是或否
misfit-ref = 沒有叫這個名字的
trouble-too-long = 太長，放不下
trouble-too-much = 最多{ $n }
trouble-needed = 要填
