//! Sums and orders in words of trade, and sentences that merely look like them.

use super::*;

fn check(rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (text, expected) in rows {
        let lang = if text.contains(is_han) { Lang::ZhHans } else { Lang::En };
        let sums = sums(text, lang).into_iter().filter(|(range, _)| doubt::counts(text, range, &doubt::Who::default()));
        let sums = sums.map(|(range, sum)| format!("{} = {sum}", &text[range]));
        let order = order(text, 0, &|range| doubt::is_order(text, range, &doubt::Who::default()))
            .map(|range| format!("[{}]", &text[range]));
        let own = sums.chain(order).collect::<Vec<_>>().join(" ");
        if own != *expected {
            wrong.push(format!("{text}\n   is {own}\n  not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn what_was_sold_has_its_sum_in_english() {
    check(&[
        ("8 boxes nitrile gloves 94.50", "94.50 = 94.50 [8 boxes nitrile gloves 94.50]"),
        ("rob neil, 3 drums caustic 540, ring back", "540 = 540 [3 drums caustic 540]"),
        ("9 boxes hairnets 57", "57 = 57 [9 boxes hairnets 57]"),
        ("rang back, 2 cases bleach 38.20", "38.20 = 38.20 [2 cases bleach 38.20]"),
        ("6 cases handtowel @ 14.50 = 87", "87 = 87 [6 cases handtowel @ 14.50 = 87]"),
        ("order 7 cases wipes, 161 all in", "161 = 161"),
        ("agreed the lot, 1,450 order", "1,450 = 1450 [1,450 order]"),
        ("880 order for wipes", "880 = 880 [880 order]"),
        ("big order 880.40", "880.40 = 880.40 [order 880.40]"),
        ("amina wants 6 cases sanitiser £312", "[6 cases sanitiser £312]"),
        ("half order now £75 rest after xmas", "[order now £75]"),
        ("gary bennett £1.2k order for pool chems", "[£1.2k order]"),
        ("first order £42", "[order £42]"),
        ("geoff order £80", "[order £80]"),
        ("4 tubs £118", "[4 tubs £118]"),
        ("3 bags 66 quid", "[3 bags 66 quid]"),
        ("took two drums floor polish 210", "210 = 210 [two drums floor polish 210]"),
        ("5 packs blue roll =60", "60 = 60 [5 packs blue roll =60]"),
        ("240 plus vat", "240 = 240"),
        ("repeat order 96.20 placed", "96.20 = 96.20 [order 96.20]"),
        ("all good, 4 x 5l degreaser 62 quid", "[4 x 5l degreaser 62 quid]"),
        ("hassan, 4 x wheel cleaner 58", "58 = 58 [4 x wheel cleaner 58]"),
        ("2 drums tfr @ 48, 96 total", "96 = 96 [2 drums tfr @ 48]"),
        ("took 5 @ 22.50 so 112.50", "112.50 = 112.50 [5 @ 22.50 so 112.50]"),
        ("wes 40 quid of urinal blocks", "[40 quid of urinal blocks]"),
        ("mel £60 of wipes", "[£60 of wipes]"),
    ]);
}

#[test]
fn what_merely_looks_like_it_is_text_in_english() {
    let texts = [
        "20 kg litter",
        "3 x weekly visits 60",
        "zoe says 40 quid of it was wrong",
        "40 quid of credit",
        "96 staff total",
        "took 5 @ 22.50",
        "rm 204",
        "since 2019",
        "2 boxes gloves size 9",
        "3 boxes masks, 5 sites",
        "wants 6 cases sanitiser",
        "6 cases sanitiser free trial 12",
        "quoted 8 boxes gloves 94.50",
        "wants a price on 8 boxes gloves 94.50",
        "delivery short by 2 boxes",
        "2 boxes missing 94.50",
        "5 cases cola 330",
        "2 rolls tape 2026",
        "3 tins paint ral 9010",
        "order 20413",
        "20413 order",
        "4471 order",
        "2 order forms",
        "no order £75",
        "lost the £1.2k order",
        "last order £300",
        "next order £300",
        "min order £50",
        "min order 50.00",
        "returned 2 cases bleach 38.20",
        "2 cases bleach left 38.20",
        "8 boxes gloves 9.45 each",
        "12 people all in",
        "bunzl cheaper, 8 boxes gloves",
        "if they take 6 cases £312",
        "won't take 6 cases £312",
        "meet at 10.30",
        "ring 07700 900123",
        "40 mins",
        "5 a side all in",
        "credit for 2 cases bleach 38.20",
        "2nd order maybe",
        "order of 12 frames",
        "overcharged 3 drums caustic 540",
        "usual order £75 cancelled",
        "2 cases wipes for 204",
        "6 cases at £14 each",
        "order form 12.50",
    ];
    check(&texts.map(|text| (text, "")));
}

#[test]
fn what_was_sold_has_its_sum_in_chinese() {
    check(&[
        ("任总，3把刀杆共2400，现款", "2400 = 2400 [共2400]"),
        ("韩厂长要3箱丝锥一共5400", "5400 = 5400 [一共5400]"),
        ("进了一批手套带点钻头 共1千8", "1千8 = 1800 [共1千8]"),
        ("要5盒轴承拉马，850块，开票", "[要5盒轴承拉马]"),
        ("田倩，下了12万的铣刀，周五前给她发合同", "12万 = 120000 [下了12万]"),
        ("施燕定了3把刀柄共2400", "2400 = 2400 [定了3把刀柄共2400]"),
        ("韩老板订了9000的锯片", "9000 = 9000 [订了9000]"),
        ("许老板进货5000块", "5000块 = 5000 [进货5000块]"),
        ("蒋老板补货7800，老账清了", "7800 = 7800 [补货7800]"),
        ("要一万二的货，下月初送", "一万二 = 12000 [要一万二]"),
        ("签了年框，全年36万", "36万 = 360000 [签了年框]"),
        ("杨总今天定了50支丝锥，8600", "8600 = 8600 [定了50支丝锥]"),
        ("寿老板换了新店面，进了1万5的货", "1万5 = 15000 [进了1万5]"),
        ("罗青说先订20支，1.8万", "1.8万 = 18000 [先订20支]"),
        ("盛总签了，5万8", "[签了]"),
        ("赵老板拿了十支钻头，现金收了650", "[拿了十支钻头]"),
        ("年框签了，全年20万", "20万 = 200000 [签了]"),
        ("定了3把刀柄2400", "2400 = 2400 [定了3把刀柄2400]"),
        ("买了5000块的刀片", "5000块 = 5000 [买了5000块]"),
        ("再订3万的货", "3万 = 30000 [再订3万]"),
        ("订了8千多的钻头", "8千 = 8000 [订了8千]"),
        ("拿货差不多1万2", "1万2 = 12000 [拿货差不多1万2]"),
        ("要5000块的货", "5000块 = 5000 [要5000块]"),
        ("首批20万，下周发", "20万 = 200000"),
    ]);
}

#[test]
fn what_merely_looks_like_it_is_text_in_chinese() {
    let texts = [
        "要50支丝锥",
        "想要5盒，850块嫌贵",
        "问3把刀杆共多少钱，报2400",
        "厂里一共3台机床，2400转",
        "上次3把共2400",
        "要两百个螺丝",
        "价格下了2万",
        "没订12万的铣刀",
        "上次订了9000的锯片",
        "要1200的板",
        "拿了6把铣刀去试，8600",
        "拿了3台样机",
        "收了5支样品",
        "他们从海川进了5万的货",
        "去年做了36万",
        "2019年的机器",
        "电话13805712266",
        "下午3点",
        "月结改成45天",
        "要降8个点",
        "便宜30块",
        "跟海川签了年框",
        "签了字",
        "签了到",
        "要3万的定金",
        "同行进了1万5的货",
        "定了3家供应商",
        "全年300天",
        "这单3天能交",
        "拿了两份资料",
        "补了货",
        "说先不订",
        "要是订了9000的锯片",
    ];
    check(&texts.map(|text| (text, "")));
    // What is thought of is worth its sum, and no order.
    check(&[("打算订3万的货", "3万 = 30000"), ("估计要2万的货", "2万 = 20000"), ("下周要1万5的货", "1万5 = 15000")]);
}
