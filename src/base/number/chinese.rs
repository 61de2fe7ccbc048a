//! Numbers in Chinese numerals, as written (一百零二), as spoken (三万五) and as on a cheque (壹佰贰拾). Expects folded text.

use super::Raw;
use crate::base::scan::Scan;

pub(super) fn han_unit(scan: &Scan, place: usize) -> Option<(usize, i64)> {
    let factor = match scan.at(place)? {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    };
    Some((place + 1, factor))
}

pub(super) fn digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Chinese numerals: 一百二十, 两千, 三万五 (35,000), 三点五万. Digits side by side without units are not a number.
pub(super) fn chinese(scan: &Scan, place: usize) -> Option<(usize, Raw)> {
    let (end, before) = whole(scan, place)?;
    let point = scan.literal(end, &["点"]).filter(|point| scan.at(*point).and_then(digit).is_some());
    let Some(point) = point else { return Some((end, Raw::whole(before))) };
    let (mut mantissa, mut places, mut end) = (before, 0, point);
    while let Some(digit) = scan.at(end).and_then(digit) {
        mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
        places += 1;
        end += 1;
    }
    let raw = Raw { mantissa, places };
    match han_unit(scan, end).filter(|(_, factor)| *factor >= 10_000) {
        Some((behind, factor)) => Some((behind, raw.times(factor)?)),
        None => Some((end, raw)),
    }
}

/// A whole number in Chinese numerals and the place behind it.
pub(in crate::base) fn whole(scan: &Scan, place: usize) -> Option<(usize, i64)> {
    let (mut total, mut section): (i64, i64) = (0, 0);
    let mut pending: Option<i64> = None;
    // The unit last used, for 三万五; a zero in between (三万零五) means the digit as it is.
    let (mut last, mut after_zero) = (0, false);
    let mut biggest = i64::MAX;
    let mut end = place;
    while let Some(c) = scan.at(end) {
        if let Some(value) = digit(c) {
            if pending.is_some() {
                return None;
            }
            if value == 0 {
                after_zero = true;
                if end == place {
                    pending = Some(0);
                }
            } else {
                pending = Some(value);
            }
        } else if let Some((_, factor)) = han_unit(scan, end) {
            if factor < 10_000 {
                let times = match pending.take() {
                    Some(value) => value,
                    None if factor == 10 => 1,
                    None => return None,
                };
                if last != 0 && last < 10_000 && factor >= last {
                    return None;
                }
                section = section.checked_add(times.checked_mul(factor)?)?;
            } else {
                section = section.checked_add(pending.take().unwrap_or(0))?;
                if section == 0 && total == 0 {
                    return None;
                }
                if factor >= biggest {
                    return None;
                }
                // 亿 multiplies all that came before it; 万 only what was said since.
                total = match factor {
                    10_000 => total.checked_add(section.checked_mul(factor)?)?,
                    _ => total.checked_add(section)?.checked_mul(factor)?,
                };
                biggest = factor;
                section = 0;
            }
            last = factor;
            after_zero = false;
        } else {
            break;
        }
        end += 1;
    }
    if end == place {
        return None;
    }
    if let Some(value) = pending {
        let colloquial = last >= 100 && !after_zero;
        section = section.checked_add(if colloquial { value.checked_mul(last / 10)? } else { value })?;
    }
    Some((end, total.checked_add(section)?))
}
