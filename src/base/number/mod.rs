//! Numbers as a rep says them: `12k`, `12w`, `1.2万`, `三万五`, `60%`, `六成`, `two thousand`.
//!
//! A number that is not wholly understood is no number: `3万多`, `5-8万`, `12kg` and `一二三` are not guessed at.

mod arabic;
mod chinese;
mod english;

use super::scan::Scan;
use arabic::arabic;
use chinese::{chinese, digit};
use english::english;

pub(super) use chinese::whole as chinese_whole;
pub(super) use english::small as english_small;

/// An exact decimal number with two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    hundredths: i64,
}

impl Number {
    /// From a whole number.
    pub const fn whole(value: i64) -> Option<Number> {
        match value.checked_mul(100) {
            Some(hundredths) => Some(Number { hundredths }),
            None => None,
        }
    }

    /// In hundredths: what money in a currency with cents is kept in.
    pub const fn hundredths(self) -> i64 {
        self.hundredths
    }

    /// The whole number it is, `None` where it has a fraction.
    pub const fn as_whole(self) -> Option<i64> {
        if self.hundredths % 100 == 0 { Some(self.hundredths / 100) } else { None }
    }

    /// For drawing and weighting, never for sums.
    pub fn as_f64(self) -> f64 {
        self.hundredths as f64 / 100.0
    }
}

/// What a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A count or a sum of money.
    Amount(Number),
    /// A share, in percent: `六成` is 60.
    Percent(Number),
}

/// The whole text as a number, `None` where any of it is not understood.
pub fn parse(text: &str) -> Option<Quantity> {
    let scan = Scan::new(text);
    let (end, quantity) = quantity(&scan, 0)?;
    (scan.closing(end) == scan.len()).then_some(quantity)
}

/// The number with which a text begins, and the bytes it takes; what follows may be anything but its continuation.
pub fn find_leading(text: &str) -> Option<(usize, Quantity)> {
    let scan = Scan::new(text);
    let (end, quantity) = quantity(&scan, 0)?;
    Some((scan.bytes(0, end)?.end, quantity))
}

/// A number on the way: `mantissa` ÷ 10^`places`, so that 1.2万 stays exact.
#[derive(Clone, Copy)]
struct Raw {
    mantissa: i64,
    places: u32,
}

impl Raw {
    const fn whole(mantissa: i64) -> Raw {
        Raw { mantissa, places: 0 }
    }

    fn times(self, factor: i64) -> Option<Raw> {
        Some(Raw { mantissa: self.mantissa.checked_mul(factor)?, ..self })
    }

    fn plus(self, more: i64) -> Option<Raw> {
        let more = more.checked_mul(10_i64.checked_pow(self.places)?)?;
        Some(Raw { mantissa: self.mantissa.checked_add(more)?, ..self })
    }

    fn number(self) -> Option<Number> {
        let hundred_fold = self.mantissa.checked_mul(100)?;
        let divisor = 10_i64.checked_pow(self.places)?;
        (hundred_fold % divisor == 0).then_some(Number { hundredths: hundred_fold / divisor })
    }
}

fn quantity(scan: &Scan, place: usize) -> Option<(usize, Quantity)> {
    let start =
        scan.literal(place, &["大约", "大概", "约", "~"]).or_else(|| scan.word(place, &["about", "around", "approx"]));
    let start = scan.space(start.unwrap_or(place));
    if let Some(share) = scan.literal(start, &["百分之"]) {
        let (end, raw) = chinese(scan, share).or_else(|| arabic(scan, share))?;
        return finish(scan, end, Quantity::Percent(raw.number()?));
    }
    let signed = scan.literal(start, &["us$", "nt$", "hk$", "rmb", "cny", "twd", "usd", "$", "¥", "€", "£"]);
    let start = scan.space(signed.unwrap_or(start));
    let (end, raw) = arabic(scan, start).or_else(|| chinese(scan, start)).or_else(|| english(scan, start))?;
    if signed.is_none()
        && let Some((end, share)) = percent(scan, end, raw)
    {
        return finish(scan, end, Quantity::Percent(share));
    }
    let money = scan.space(end);
    let end = scan
        .literal(money, &["块钱", "元", "块", "圆"])
        .or_else(|| scan.word(money, &["rmb", "yuan", "usd", "ntd", "dollars", "euros", "euro", "eur"]))
        .unwrap_or(end);
    finish(scan, end, Quantity::Amount(raw.number()?))
}

/// Nothing may follow that would make it another number: letters, more digits, 多, 几, a range, the rest of a date.
fn finish(scan: &Scan, end: usize, quantity: Quantity) -> Option<(usize, Quantity)> {
    let next = scan.at(end);
    let vague = next.is_some_and(|c| "多几余来年月日号点时天周十百千万亿".contains(c));
    let joined = next.is_some_and(|c| c.is_ascii_alphanumeric());
    let link = scan.space(end);
    let range =
        scan.literal(link, &["-", "~", "到", "至"]).map(|behind| scan.space(behind)).and_then(|behind| scan.at(behind));
    let continues = range.is_some_and(|c| c.is_numeric() || digit(c).is_some());
    let date = matches!(next, Some(':' | '/')) && scan.at(end + 1).is_some_and(|c| c.is_ascii_digit());
    (!vague && !joined && !continues && !date).then_some((end, quantity))
}

fn percent(scan: &Scan, end: usize, raw: Raw) -> Option<(usize, Number)> {
    let word = scan.space(end);
    if let Some(behind) = scan.literal(word, &["%", "‰"]).or_else(|| scan.word(word, &["percent", "per cent", "pct"]))
    {
        return (scan.at(word) != Some('‰')).then_some((behind, raw.number()?));
    }
    let tenths = scan.literal(end, &["成"])?;
    // 成交, 成都, 成本: another word begins.
    if scan.at(tenths).is_some_and(|c| "交都功立本员为熟品套".contains(c)) {
        return None;
    }
    let half = scan.literal(tenths, &["半"]);
    let share = raw.times(10)?.plus(if half.is_some() { 5 } else { 0 })?.number()?;
    (share.hundredths <= 10_000).then_some((half.unwrap_or(tenths), share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(quantity: Option<Quantity>) -> Option<String> {
        quantity.map(|quantity| match quantity {
            Quantity::Amount(number) => number.as_f64().to_string(),
            Quantity::Percent(number) => format!("{}%", number.as_f64()),
        })
    }

    #[test]
    fn numbers_are_read_as_they_are_said() {
        for (text, expected) in [
            ("12", Some("12")),
            ("12.50", Some("12.5")),
            ("12,000", Some("12000")),
            ("1,234,567.89", Some("1234567.89")),
            ("12k", Some("12000")),
            ("12K", Some("12000")),
            ("1.5k", Some("1500")),
            ("$12k", Some("12000")),
            ("12w", Some("120000")),
            ("1.2万", Some("12000")),
            ("1.2萬", Some("12000")),
            ("12万", Some("120000")),
            ("１２万", Some("120000")),
            ("12万元", Some("120000")),
            ("12万5", Some("125000")),
            ("12万5千", Some("125000")),
            ("12万3500", Some("123500")),
            ("3千", Some("3000")),
            ("3千万", Some("30000000")),
            ("2百万", Some("2000000")),
            ("1.5亿", Some("150000000")),
            ("1亿2千万", Some("120000000")),
            ("3万2万", None),
            ("约12万", Some("120000")),
            ("about 12k", Some("12000")),
            ("三万五", Some("35000")),
            ("三萬五", Some("35000")),
            ("三万五千", Some("35000")),
            ("三万零五", Some("30005")),
            ("三万零五百", Some("30500")),
            ("一百二十", Some("120")),
            ("一百二", Some("120")),
            ("一百零二", Some("102")),
            ("一百二十三", Some("123")),
            ("两千", Some("2000")),
            ("兩千", Some("2000")),
            ("两千三", Some("2300")),
            ("二十", Some("20")),
            ("十二", Some("12")),
            ("十万", Some("100000")),
            ("十二万", Some("120000")),
            ("一百二十万", Some("1200000")),
            ("一亿二千万", Some("120000000")),
            ("三点五万", Some("35000")),
            ("五", Some("5")),
            ("壹佰贰拾元", Some("120")),
            ("五百块", Some("500")),
            ("五百塊錢", Some("500")),
            ("60%", Some("60%")),
            ("60％", Some("60%")),
            ("12.5%", Some("12.5%")),
            ("60 percent", Some("60%")),
            ("六成", Some("60%")),
            ("六成半", Some("65%")),
            ("3成", Some("30%")),
            ("百分之六十", Some("60%")),
            ("two thousand", Some("2000")),
            ("twelve thousand", Some("12000")),
            ("a hundred and fifty", Some("150")),
            ("twenty-five", Some("25")),
            ("two hundred thousand", Some("200000")),
            ("half a million", Some("500000")),
            ("1.5 million", Some("1500000")),
            ("3m", Some("3000000")),
            ("12k.", Some("12000")),
            ("", None),
            ("a", None),
            ("3万多", None),
            ("十几", None),
            ("5-8万", None),
            ("5到8万", None),
            ("12kg", None),
            ("A100", None),
            ("一二三", None),
            ("三五", None),
            ("12.345", None),
            ("1.2.3", None),
            ("1,23", None),
            ("30号", None),
            ("11月", None),
            ("9:30", None),
            ("11/30", None),
            ("99999999999999999999", None),
            ("十二成", None),
            ("三成交", None),
            ("百", None),
            ("万", None),
            ("12万 元左右多", None),
        ] {
            assert_eq!(said(parse(text)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_leading_number_leaves_the_rest() {
        for (text, expected) in [
            ("12万 把握60%", Some(("12万", "120000"))),
            ("60% >quote", Some(("60%", "60%"))),
            ("3台", Some(("3", "3"))),
            ("3個", Some(("3", "3"))),
            ("12k, 60%", Some(("12k", "12000"))),
            ("二万回款", Some(("二万", "20000"))),
            ("两台样机", Some(("两", "2"))),
            ("30号前", None),
            ("quote", None),
            ("9:30", None),
        ] {
            let found = find_leading(text).map(|(end, quantity)| (&text[..end], said(Some(quantity)).unwrap()));
            assert_eq!(found.as_ref().map(|(part, said)| (*part, said.as_str())), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,30}", numerals in "[0-9一二十百千万亿零.,%成k ]{0,30}") {
            let _ = (parse(&text), find_leading(&text), parse(&numerals), find_leading(&numerals));
        }
    }
}
