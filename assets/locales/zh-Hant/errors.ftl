refusal-gone = 這筆已經不在了，被別人刪了。什麼都沒改。
refusal-nothing = 本來就是這樣，沒有要改的。
refusal-value = { $field }：{ $trouble }
refusal-look = 讀不出本機的資料（{ $what }）。什麼都沒改。
