# 鎖定畫面
lock-shut = 畫面已鎖定
lock-pin = PIN碼
lock-pin-or-passphrase = PIN碼或密碼片語
lock-passphrase = 密碼片語
lock-code = 救援碼
lock-enter = 按 Enter 開啟
lock-asking = 請稍候
lock-wrong = 不對。
lock-left = 還可以試{ $n }次。
lock-spent = PIN碼輸錯太多次，請用救援碼或密碼片語開啟。
lock-safe = 東西都還在：你剛才寫的沒有遺失。
lock-never = 不鎖
lock-company = 公司規定：{ $after }
lock-pin-before = 目前的PIN碼
lock-pin-new = 新PIN碼
lock-pin-again = 再輸入一次
lock-pin-about = 至少四碼；留空就是不要PIN碼。輸錯五次，就要用救援碼或密碼片語。
lock-pin-short = 太短，至少四碼。
lock-pin-differs = 兩次不一樣，請重新輸入。
lock-pin-set = PIN碼已生效。
lock-pin-gone = 已取消PIN碼。
pin-there = 已設定
pin-none = 未設定
setting-lock-minutes = 多久沒動就鎖定
setting-pin = 鎖定畫面的PIN碼
setting-about-lock-minutes = 這麼久沒按鍵，畫面就什麼都不顯示，等你回來。按 L 馬上鎖定。
setting-about-pin = 鎖定後用它快速開啟；沒設定就按 Enter 或輸入密碼片語。
command-lock = 鎖定
about-lock = 馬上鎖定畫面，用PIN碼開啟。
cli-shut = 畫面已鎖定。請先執行 rounds，輸入PIN碼開啟。

# 電腦沒做成的
not-opened = 無法開啟：{ $cause }
not-a-link = 這不是可以開啟的連結。
no-opener = 這台電腦沒有可以開啟連結的程式。
not-kept = 設定這次有效，但沒能存下來：{ $cause }
not-copied = 無法複製：{ $cause }
not-suspended = 這裡不能暫停：{ $cause }

# 提示與導覽
hint-key = 下次可以直接按 { $key }
command-tour = 導覽
about-tour = 花三分鐘走一遍示範；再按一次就離開。
why-only-in-demo = 導覽在示範裡：設定 → 先試試示範
tour-skip = 離開
tour-left = 已離開導覽；按 : 輸入「導覽」可以重新開始。
tour-day = 這是今天的行程。最上面是下一家，還有說好的事。{ $a } 移動，{ $b } 開啟客戶。
tour-customer = 一家客戶的全部：該問什麼、上次談到哪、誰拍板。{ $a } 返回。
tour-log = 從客戶那裡出來了：按 { $a } 記一筆。
tour-line = 怎麼說就怎麼寫：拜訪採購，要報價 》報價 週五。按 Enter，拜訪和承諾一起存好。
tour-undo = 已存本機。{ $a } 復原剛才那一步，試試看。
tour-redo = 按 { $a } 又做回來了。
tour-who = 下一家之前還有空？{ $a } 告訴你附近該去哪家、為什麼。
tour-all = { $a } 關掉清單。{ $b } 找指令、客戶、設定，注音也行；{ $c } 看這裡能做什麼。
tour-sync = { $a } 上傳，兩邊會互相核對。沒有訊號也沒關係，有了會自動傳。
tour-end = 一次拜訪，記好了，也傳了。晚上按 { $a } 收工。{ $b } 結束導覽。
column-cycle = 拜訪週期
