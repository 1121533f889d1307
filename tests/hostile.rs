//! Texts that break programs: nothing may panic, and every offset must still be right.

use whosaid::record::Record;
use whosaid::{Article, Extractor};

/// Every mention, part, speaker, cue and addressee slices its text to what the record says.
pub(crate) fn slices(text: &str, record: &Record) {
    let points: Vec<char> = text.chars().collect();
    let at = |start: u32, end: u32| -> String { points[start as usize..end as usize].iter().collect() };
    assert_eq!(record.length as usize, points.len());
    for entity in &record.entities {
        assert!(!entity.name.is_empty() && !entity.mentions.is_empty(), "{entity:?}");
        for m in &entity.mentions {
            assert_eq!(at(m.start, m.end), m.text);
        }
    }
    let ids: Vec<&str> = record.entities.iter().map(|e| e.id.as_str()).collect();
    for quote in &record.quotes {
        let mut end = 0;
        for part in &quote.parts {
            assert!(part.start >= end && part.end > part.start, "{quote:?}");
            end = part.end;
        }
        let content: String = quote.text.split_whitespace().collect();
        let parts: String = quote.parts.iter().map(|p| at(p.start, p.end)).collect();
        let parts: String = parts.split_whitespace().collect();
        assert!(content.chars().all(|c| parts.contains(c)), "{quote:?}");
        if let Some(s) = &quote.speaker {
            assert_eq!(at(s.start, s.end), s.text);
            assert!(s.entity.as_deref().is_none_or(|e| ids.contains(&e)), "{quote:?}");
        }
        if let Some(c) = &quote.cue {
            assert_eq!(at(c.start, c.end), c.text);
        }
        if let Some(a) = &quote.addressee {
            assert_eq!(at(a.start, a.end), a.text);
        }
    }
}

fn check(text: &str) -> Record {
    let record = Extractor::builtin().extract(&Article::new("x", text));
    slices(text, &record);
    record
}

#[test]
fn odd_texts_are_no_trouble() {
    for text in [
        "",
        " ",
        "\n",
        "\"",
        "“",
        "”",
        "'",
        "’",
        "``",
        "''",
        "\u{feff}",
        "\u{feff}Ms. Lind said.",
        "...",
        "?!?!?!",
        "\"\"\"\"\"\"\"",
        "““““””””",
        "”“”“”“",
        "“a” “b” “c",
        "‘a “b ‘c “d",
        "-",
        "a-",
        "-a",
        "al-",
        "Mr.",
        "Mr. Mr. Mr.",
        "said",
        "said said said said",
        "said “said” said",
        "according to",
        "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
        "\r\n\r\n“Yes,”\r\nsaid\r\n\r\nMs. Lind\r\n",
        "👩‍👩‍👧 said “🙂” to e\u{301}\u{301}\u{301} and Zoe\u{308} Smith.",
        "قال محمد: «نعم» ثم ذهب إلى القاهرة.",
        "«Да», сказал Иван.",
        "“好,”他说。北京",
        "\u{202e}dias htimS .sM\u{202c}",
        "\0\0\0 Ms. Lind \0 said",
        "THE PRESIDENT OF FRANCE SAID ON MONDAY THAT HE WOULD NOT GO TO BERLIN.",
    ] {
        check(text);
    }
}

#[test]
fn ten_megabytes_without_a_space() {
    for unit in ["x", "X", "\"", "é", "-", "Aa", "'s", "U.", "“a”"] {
        check(&unit.repeat(10_000_000 / unit.len() / if unit.len() == 1 { 1 } else { 4 }));
    }
}

#[test]
fn long_runs_of_names_marks_and_lines() {
    for unit in [
        "Anna Lind ",
        "Bank of ",
        "and Anna ",
        "“Yes,” she said. ",
        "“Yes\n\n",
        "(",
        "Lind, ",
        "U.S. ",
        "\n\n\n",
        "said Anna Lind, ",
    ] {
        check(&unit.repeat(20_000));
    }
}

#[test]
fn only_capitals_and_only_punctuation() {
    let text = std::fs::read_to_string(crate::articles::folder().join("embassy-talks.txt")).unwrap();
    check(&text.to_uppercase());
    check(&text.to_lowercase());
    check(&text.chars().filter(|c| !c.is_alphanumeric()).collect::<String>());
    check(&text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
    check(&text.replace('\n', "\r\n"));
}
