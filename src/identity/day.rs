//! Days out of the dates that archives have.

/// A day of the calendar; ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year, from 1 to 9999.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Day {
    /// The day of a date as archives have it: "2017-02-28", also with a time behind it; "20170228"; "Tue, 28 Feb 2017
    /// 10:00:00 GMT"; "February 28, 2017". None for what is not surely a day: "02/03/2017" may be in March or in February.
    pub fn parse(date: &str) -> Option<Self> {
        let date = date.trim();
        Self::iso(date).or_else(|| Self::words(date))
    }

    fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let last = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=last).contains(&day)).then_some(Self { year, month, day })
    }

    fn iso(date: &str) -> Option<Self> {
        let digits = |from: usize, to: usize| {
            let part = date.get(from..to)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u16>().ok())?
        };
        let (month, day, end) = match date.as_bytes().get(4)? {
            b'-' | b'/' | b'.' if date.as_bytes().get(7) == date.as_bytes().get(4) => {
                (digits(5, 7)?, digits(8, 10)?, 10)
            }
            _ => (digits(4, 6)?, digits(6, 8)?, 8),
        };
        let ends = date.as_bytes().get(end).is_none_or(|b| matches!(b, b'T' | b't' | b' ' | b'Z' | b'+'));
        Self::new(digits(0, 4)?, month as u8, day as u8).filter(|_| ends)
    }

    fn words(date: &str) -> Option<Self> {
        let (mut year, mut month, mut day) = (None, None, None);
        for word in date.split([' ', ',', '-', '.']).filter(|w| !w.is_empty()).take(6) {
            let low = word.to_ascii_lowercase();
            if let Ok(number) = low.trim_end_matches(|c: char| c.is_ascii_lowercase()).parse::<u16>() {
                match number {
                    1..=31 if day.is_none() => day = Some(number as u8),
                    1000..=9999 if year.is_none() => year = Some(number),
                    // A time of the day, or something that is no date.
                    _ => break,
                }
            } else if let Some(n) = MONTHS.iter().position(|m| low.len() >= 3 && low.starts_with(m)) {
                month = month.or(Some(n as u8 + 1));
            }
            if year.is_some() && month.is_some() && day.is_some() {
                break;
            }
        }
        Self::new(year?, month?, day?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_the_forms_of_archives() {
        for date in [
            "2017-02-28",
            "2017-02-28T10:30:00+01:00",
            "2017-02-28 10:30",
            "20170228",
            "20170228T103000Z",
            "2017/02/28",
            "Tue, 28 Feb 2017 10:30:00 GMT",
            "February 28, 2017",
            "28 February 2017",
            "Feb. 28th, 2017",
        ] {
            assert_eq!(Day::parse(date).map(|d| d.to_string()).as_deref(), Some("2017-02-28"), "{date}");
        }
        for date in ["", "2017", "02/03/2017", "2017-02-30", "yesterday", "é017-02-28", "2017-13-01", "March 2017"] {
            assert_eq!(Day::parse(date), None, "{date}");
        }
    }
}
