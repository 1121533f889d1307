//! Sizes and parts as people write them on a command line.

/// Bytes: "10M", "1.5G", "64KiB", "4096".
pub(super) fn bytes(text: &str) -> Result<u64, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: f64 = number.parse().map_err(|_| format!("{text:?} does not begin with a number"))?;
    let unit = unit.trim().trim_end_matches(['B', 'b']).to_ascii_uppercase();
    let factor: u64 = match unit.as_str() {
        "" => 1,
        "K" => 1_000,
        "M" => 1_000_000,
        "G" => 1_000_000_000,
        "T" => 1_000_000_000_000,
        "KI" => 1 << 10,
        "MI" => 1 << 20,
        "GI" => 1 << 30,
        "TI" => 1 << 40,
        _ => return Err(format!("{text:?} has no unit of bytes; write K, M, G, T, KiB, MiB, GiB or TiB")),
    };
    let bytes = (number * factor as f64).round();
    if bytes < 1.0 { Err("it must be at least one byte".into()) } else { Ok(bytes as u64) }
}

/// One of the parts that an archive is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Which one, from 0.
    pub(super) number: u64,
    /// Of how many.
    pub(super) of: u64,
}

/// A part as "K/N", K from 1.
pub(super) fn part(text: &str) -> Result<Part, String> {
    let parsed = text.split_once('/').and_then(|(k, n)| Some((k.parse::<u64>().ok()?, n.parse::<u64>().ok()?)));
    match parsed {
        Some((k, n)) if k >= 1 && k <= n => Ok(Part { number: k - 1, of: n }),
        _ => Err("write K/N, with K from 1 to N".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        for (text, expected) in
            [("10M", 10_000_000), ("1.5G", 1_500_000_000), ("64KiB", 65_536), ("4096", 4096), ("2 kb", 2000)]
        {
            assert_eq!(bytes(text), Ok(expected), "{text}");
        }
        for bad in ["", "M", "10X", "0", "-1"] {
            assert!(bytes(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn parts_count_from_one() {
        assert_eq!(part("2/3"), Ok(Part { number: 1, of: 3 }));
        for bad in ["0/3", "4/3", "1", "a/b", ""] {
            assert!(part(bad).is_err(), "{bad}");
        }
    }
}
