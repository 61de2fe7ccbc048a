//! Times of day in Chinese: 三点半, 下午3:30, 差五分三点, 三點三個字, and the parts of a day.

use super::clock::{Clock, Part, Time};
use super::time::{halved, hours_minutes, letters_behind};
use crate::base::scan::Scan;
use crate::base::when::Found;
use crate::base::when::words::{han_count, small};

/// A part of the day by itself.
pub(in crate::base::when) fn han_part(scan: &Scan, place: usize) -> Option<(usize, Part)> {
    const PARTS: [(&[&str], Part); 6] = [
        (&["凌晨", "半夜"], Part::Dawn),
        (&["一大早", "大清早", "清早", "清晨", "早晨", "早上", "朝早", "上午", "上昼", "一早", "早"], Part::Morning),
        (&["中午", "正午", "晌午"], Part::Noon),
        (&["下午", "下昼", "午后", "晏昼"], Part::Afternoon),
        (&["傍晚", "黄昏"], Part::Dusk),
        (&["晚上", "夜晚", "夜里", "晚间", "夜间", "晚"], Part::Evening),
    ];
    PARTS.iter().find_map(|(words, part)| Some((scan.literal(place, words)?, *part)))
}

/// 三点半, 上午9点30分, 下昼三点, 晚上8点, 3点钟, 下午3:30, 9时30分; in Cantonese 三点三个字 is 3:15.
pub(in crate::base::when) fn han(scan: &Scan, place: usize) -> Option<Found<Time>> {
    let (start, part) = han_part(scan, place).map_or((place, None), |(end, part)| (scan.space(end), Some(part)));
    if let Some(found) = han_short_of(scan, start, part) {
        return Some(found);
    }
    if let Some((end, hour, minute, second)) = hours_minutes(scan, start).filter(|_| part.is_some()) {
        return Found::sure(end, Time::new(hour, minute, late(part, hour), false)?.with_second(second));
    }
    let zero = || scan.literal(start, &["零", "〇"]).map(|end| (end, 0));
    let (number, hour) = small(scan, start, 0, 24).or_else(zero)?;
    let two_digits = scan.at(start) == Some('0');
    let point = scan.literal(
        scan.space(number),
        &["点来钟", "点多钟", "点多", "点钟", "点踏正", "点整", "点正", "时整", "点", "时"],
    )?;
    let spoken = scan.at(scan.space(number)) != Some('时');
    let (end, minute, certain) = han_minutes(scan, point, spoken);
    let (end, second) =
        match scan.digits_behind(end).or_else(|| han_count(scan, end)).filter(|(_, second)| *second < 60) {
            Some((digits, second)) if minute.is_some() => {
                scan.literal(digits, &["秒"]).map_or((end, 0), |behind| (behind, second))
            }
            _ => (end, 0),
        };
    // 6点30pm.
    if part.is_none()
        && let Some((behind, half)) = letters_behind(scan, end)
    {
        return Found::sure(behind, halved(hour, minute.unwrap_or(0), half, true)?.with_second(second));
    }
    let time = Time::new(hour, minute.unwrap_or(0), late(part, hour), two_digits)?.with_second(second);
    // 两点 may be two points, and 便宜一点 is no time at all.
    let certain = certain || part.is_some() || point > number + 1;
    let some = hour == 1 && minute.is_none() && part.is_none() && point == number + 1;
    if some && scan.before(place).is_some_and(|c| !" ,.。，".contains(c)) {
        return None;
    }
    Some(Found { end, value: time, weak: !certain })
}

/// 下午十一点 is eleven at night, whoever says so.
fn late(part: Option<Part>, hour: u32) -> Option<Part> {
    match part {
        Some(Part::Afternoon) if (8..=11).contains(&hour) => Some(Part::Evening),
        part => part,
    }
}

/// 差五分三点, 差一刻九点; 三点差五分.
fn han_short_of(scan: &Scan, place: usize, part: Option<Part>) -> Option<Found<Time>> {
    let short = |place: usize| {
        let start = scan.literal(place, &["还差", "差"])?;
        if let Some(end) = scan.literal(start, &["一刻钟", "一刻", "1刻"]) {
            return Some((end, 15));
        }
        let (end, minutes) = small(scan, start, 1, 29)?;
        Some((scan.literal(end, &["分钟", "分"])?, minutes))
    };
    let hour = |place: usize| {
        let (end, hour) = small(scan, place, 1, 12)?;
        Some((scan.literal(end, &["点钟", "点"])?, hour))
    };
    let (end, hour, minutes) = match short(place) {
        Some((end, minutes)) => hour(end).map(|(end, hour)| (end, hour, minutes))?,
        None => {
            let (end, hour) = hour(place)?;
            short(end).map(|(end, minutes)| (end, hour, minutes))?
        }
    };
    let time = Time::new(hour, 0, part, false)?;
    let before = |of_day: u32| (of_day * 60).checked_sub(minutes);
    let at = before(time.clock.hour)?;
    let other_hour = time.clock.other_hour.and_then(before).map(|at| at / 60);
    let clock = Clock { hour: at / 60, minute: at % 60, second: 0, other_hour };
    Found::sure(end, Time { clock, said: at / 60, part, bare: false })
}

/// What stands behind the hour: where it ends, the minutes, and whether they leave no doubt.
fn han_minutes(scan: &Scan, point: usize, spoken: bool) -> (usize, Option<u32>, bool) {
    let words: [(&[&str], u32); 3] = [(&["半"], 30), (&["一刻", "1刻"], 15), (&["三刻", "3刻"], 45)];
    if let Some((end, minute)) = words.iter().find_map(|(words, minute)| Some((scan.literal(point, words)?, *minute))) {
        return (end, Some(minute), true);
    }
    if spoken {
        // 四点搭三 is a quarter past.
        if let Some(at) = scan.literal(point, &["搭", "踏"]) {
            if let Some(end) = scan.literal(at, &["半"]) {
                return (end, Some(30), true);
            }
            if let Some((end, fives)) = small(scan, at, 1, 11) {
                return (end, Some(fives * 5), true);
            }
        }
        // 一個字 is five minutes.
        if let Some((digits, fives)) = han_count(scan, point).filter(|(_, fives)| (1..=11).contains(fives))
            && let Some(end) = scan.literal(digits, &["个字"])
        {
            return (end, Some(fives * 5), true);
        }
    }
    // 21 时 40 分.
    let figures = scan.literal(point, &[" "]).filter(|next| {
        let digits = scan.digits(*next, 2).map(|(end, _)| scan.space(end));
        digits.is_some_and(|end| scan.literal(end, &["分"]).is_some())
    });
    let start = figures.or_else(|| scan.literal(point, &["零"])).unwrap_or(point);
    let Some((digits, minute)) =
        scan.digits_behind(start).or_else(|| han_count(scan, start)).filter(|(_, minute)| *minute < 60)
    else {
        return (point, None, false);
    };
    match scan.literal(if figures.is_some() { scan.space(digits) } else { digits }, &["分"]) {
        Some(end) => (end, Some(minute), true),
        // 三点二十, 9点05: two places, or it is a decimal (三点五).
        None if digits - point >= 2 || minute >= 10 => (digits, Some(minute), true),
        None => (point, None, false),
    }
}
