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
lock-safe = 東西都還在：您剛才寫的沒有遺失。
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
setting-about-lock-minutes = 這麼久沒按鍵，畫面就什麼都不顯示，等您回來。按 L 馬上鎖定。
setting-about-pin = 鎖定後用它快速開啟；沒設定就按 Enter 或輸入密碼片語。
command-lock = 鎖定
about-lock = 馬上鎖定畫面
cli-shut = 畫面已鎖定。請先執行 rounds，輸入PIN碼開啟。

# 電腦沒做成的
not-opened = 無法開啟：{ $what }
not-kept = 設定這次有效，但沒能存下來：{ $what }
not-copied = 無法複製：{ $what }
not-suspended = 這裡不能暫停：{ $what }
