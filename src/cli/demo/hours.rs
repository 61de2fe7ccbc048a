//! Opening hours as the demo's data says them (`mon-fri 08:30-12:00 13:00-17:00; sat 09:00-12:00`), and the half hours a rep may come in.

/// The half hours of a working day, from 06:00 on, as bits.
pub type HalfHours = u32;

/// 08:30 to 17:30.
pub const WORKING: HalfHours = span_mask(510, 1050);
/// 14:00 to 17:00, when those who open late are there to prepare.
const PREPARING: HalfHours = span_mask(840, 1020);

const fn span_mask(open: u32, close: u32) -> HalfHours {
    let mut mask = 0;
    let mut slot = 0;
    while slot < 32 {
        let from = 360 + slot * 30;
        if from >= open && from + 30 <= close {
            mask |= 1 << slot;
        }
        slot += 1;
    }
    mask
}

/// Minutes after midnight at which this half hour begins.
pub fn minutes(slot: u32) -> u32 {
    360 + slot * 30
}

/// When a customer is open.
#[derive(Debug, Clone, Default)]
pub struct Hours {
    /// By weekday from Monday: from and to, in minutes after midnight.
    week: [Vec<(u32, u32)>; 7],
    /// As the account keeps it.
    pub text: String,
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn weekdays(text: &str) -> Vec<usize> {
    let at = |name: &str| DAYS.iter().position(|day| *day == name).unwrap_or(0);
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (at(first), at(last));
    let count = (last + 7 - first) % 7 + 1;
    (0..count).map(|step| (first + step) % 7).collect()
}

fn clock(text: &str) -> u32 {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
    hour.parse::<u32>().unwrap_or(0) * 60 + minute.parse::<u32>().unwrap_or(0)
}

impl Hours {
    /// From the data's words.
    pub fn parse(words: &str) -> Hours {
        let mut hours = Hours::default();
        let mut texts = Vec::new();
        for part in words.split(';').map(str::trim) {
            let mut pieces = part.split_whitespace();
            let days = pieces.next().unwrap_or_default();
            let spans: Vec<(&str, &str)> = pieces.filter_map(|span| span.split_once('-')).collect();
            for day in weekdays(days) {
                for (open, close) in &spans {
                    let (open, close) = (clock(open), clock(close));
                    hours.week[day].push((open, if close <= open { 1440 } else { close }));
                }
            }
            let text = match spans.as_slice() {
                [] => continue,
                [(open, close)] => format!("{days} {open}-{close}"),
                [(open, pause), (again, close), ..] => format!("{days} {open}-{close}, break {pause}-{again}"),
            };
            texts.push(text);
        }
        hours.text = texts.join("; ");
        hours
    }

    /// Whether it opens on this weekday (0 is Monday).
    pub fn opens(&self, weekday: usize) -> bool {
        self.week.get(weekday).is_some_and(|spans| !spans.is_empty())
    }

    /// Whether it is open at this minute of this weekday.
    pub fn open_at(&self, weekday: usize, minute: u32) -> bool {
        self.week.get(weekday).is_some_and(|spans| spans.iter().any(|(open, close)| (*open..*close).contains(&minute)))
    }

    /// The half hours in which a rep may come on this weekday.
    pub fn visitable(&self, weekday: usize) -> HalfHours {
        let open =
            self.week.get(weekday).into_iter().flatten().fold(0, |mask, (open, close)| mask | span_mask(*open, *close));
        if open & WORKING == 0 { PREPARING } else { open & WORKING }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_have_breaks_and_days_off() {
        let hours = Hours::parse("mon-fri 08:30-12:00 13:00-17:00; sat 09:00-12:00");
        assert_eq!(hours.text, "mon-fri 08:30-17:00, break 12:00-13:00; sat 09:00-12:00");
        assert!(hours.open_at(0, 700) && !hours.open_at(0, 730) && hours.opens(5) && !hours.opens(6));
        let late = Hours::parse("wed-mon 17:00-02:00");
        assert!(late.opens(6) && late.opens(0) && !late.opens(1) && late.open_at(0, 1430));
        assert_eq!(late.visitable(0), late.visitable(0) & PREPARING | span_mask(1020, 1050));
    }
}
