//! The day, month or year in a date as archives write it.

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// "2016-01-14", "2016-01" or "2016", whatever the text surely tells; none when it tells no year. In "03/04/2016" only the
/// year is sure, as half the world has the day first.
pub(super) fn day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    let number = |p: &str, least: u32, most: u32| p.parse::<u32>().ok().filter(|n| (least..=most).contains(n));
    let year = |p: &str| if p.len() == 4 { number(p, 1400, 2999) } else { None };
    let first = parts.first()?;
    // 20160114, with or without a time.
    if first.len() >= 8 && first.get(..8).is_some_and(|d| d.bytes().all(|b| b.is_ascii_digit())) {
        let (y, m, d) = (first.get(..4)?, first.get(4..6)?, first.get(6..8)?);
        return Some(written(year(y)?, number(m, 1, 12), number(d, 1, 31)));
    }
    if let Some(y) = year(first) {
        let month = parts.get(1).and_then(|p| number(p, 1, 12).or_else(|| named(p)));
        // "14T09:30" is a day and a time.
        let leading = |p: &str| p.split(|c: char| !c.is_ascii_digit()).next().and_then(|p| number(p, 1, 31));
        return Some(written(y, month, month.and(parts.get(2)).and_then(|p| leading(p))));
    }
    let y = parts.iter().find_map(|p| year(p))?;
    let at = parts.iter().position(|p| named(p).is_some());
    let month = at.and_then(|at| named(parts[at]));
    let beside = |at: usize| [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
    let ordinal = |p: &str| number(p.trim_end_matches(|c: char| c.is_ascii_alphabetic()), 1, 31);
    let date = at.and_then(|at| beside(at).find_map(|n| parts.get(n).and_then(|p| ordinal(p))));
    Some(written(y, month, date))
}

fn named(word: &str) -> Option<u32> {
    let word = word.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|m| *m == word).map(|n| n as u32 + 1)
}

fn written(year: u32, month: Option<u32>, day: Option<u32>) -> String {
    match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_archives() {
        for (text, expected) in [
            ("2016-01-14", Some("2016-01-14")),
            ("2016-01-14T09:30:00Z", Some("2016-01-14")),
            ("2016/1/4 09:30", Some("2016-01-04")),
            ("20160114T093000", Some("2016-01-14")),
            ("2016-01", Some("2016-01")),
            ("2016", Some("2016")),
            ("Thu, 14 Jan 2016 09:30:00 GMT", Some("2016-01-14")),
            ("January 14, 2016", Some("2016-01-14")),
            ("14th January 2016", Some("2016-01-14")),
            ("Sept. 2016", Some("2016-09")),
            ("03/04/2016", Some("2016")),
            ("2016-13-45", Some("2016")),
            ("yesterday", None),
            ("", None),
            ("14.1.16", None),
            ("éé", None),
        ] {
            assert_eq!(day(text).as_deref(), expected, "{text}");
        }
    }
}
