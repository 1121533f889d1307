//! Copies of articles as archives have them: damaged, cut, edited, put together anew. All by chance that is the same every time.
//! examples/story_copies.rs makes them too, of any articles.
#![allow(dead_code)]

/// SplitMix64 (Steele, Lea and Flood, 2014): enough chance for copies, the same on every machine.
#[derive(Clone, Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub(crate) fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// What is done to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// Nothing.
    Exact,
    /// Paragraphs lost, quotation marks straightened.
    Joined,
    /// Spaces around all punctuation, endings set apart, as treebank tokenizers leave it.
    Tokenized,
    /// Every hyphenated word dropped, its spaces kept.
    Gaps,
    /// All of the above.
    Pipeline,
    /// Pronouns and some other words replaced by names.
    Substituted,
    /// All in capitals.
    Capitals,
    /// The first third, to the end of a sentence.
    FirstThird,
    /// The first half.
    FirstHalf,
    /// The first third, of which every second sentence is damaged as by `Pipeline`, and 2 words of 100 changed.
    ThirdDamaged,
    /// Of 100 words 4 changed, dropped or put in; of 10 sentences one dropped.
    Edited,
    /// Paragraphs (or sentences) in another order.
    Reordered,
    /// Another headline and dateline before it.
    Headline,
    /// A few sentences of another article put in, and one in eight dropped.
    Extended,
}

pub(crate) const ALL: [How; 14] = [
    How::Exact,
    How::Joined,
    How::Tokenized,
    How::Gaps,
    How::Pipeline,
    How::Substituted,
    How::Capitals,
    How::FirstThird,
    How::FirstHalf,
    How::ThirdDamaged,
    How::Edited,
    How::Reordered,
    How::Headline,
    How::Extended,
];

/// A copy of an article; `other` is another article that words may come from.
pub(crate) fn copy(text: &str, how: How, other: &str, chance: &mut Chance) -> String {
    match how {
        How::Exact => text.to_owned(),
        How::Joined => joined(&straight(text)),
        How::Tokenized => tokenized(text),
        How::Gaps => gaps(text),
        How::Pipeline => gaps(&tokenized(&joined(&straight(text)))),
        How::Substituted => substituted(&tokenized(text), chance),
        How::Capitals => text.to_uppercase(),
        How::FirstThird => first(text, 3),
        How::FirstHalf => first(text, 2),
        How::ThirdDamaged => edited(&gaps(&tokenized(&joined(&first(text, 3)))), 2, chance),
        How::Edited => edited(&without(text, 10, chance), 4, chance),
        How::Reordered => reordered(text, chance),
        How::Headline => format!("{}\n\nNORTHPORT, Aug. 3 — {text}", headline(other)),
        How::Extended => extended(text, other, chance),
    }
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn straight(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}

fn tokenized(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 11 / 10);
    let chars: Vec<char> = text.chars().collect();
    for (n, &c) in chars.iter().enumerate() {
        let (before, after) = (n.checked_sub(1).map(|b| chars[b]), chars.get(n + 1).copied());
        let in_word = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let apostrophe = matches!(c, '\'' | '’');
        if apostrophe && in_word {
            // "is n't", "Syria 's"
            if after == Some('t') && before == Some('n') {
                out.pop();
                out.push_str(" n");
            } else {
                out.push(' ');
            }
            out.push(c);
        } else if matches!(c, ',' | ';' | '!' | '?' | '"' | '“' | '”' | '(' | ')') && !in_word
            || (c == '.' && after.is_none_or(char::is_whitespace) && before.is_some_and(char::is_lowercase))
        {
            out.push(' ');
            out.push(c);
            out.push(' ');
        } else {
            out.push(c);
        }
    }
    out
}

fn gaps(text: &str) -> String {
    let inner = |w: &str| {
        let core = w.trim_matches(|c: char| !c.is_alphanumeric());
        core.contains('-') && core.split('-').all(|p| !p.is_empty())
    };
    let keep = |line: &str| line.split(' ').map(|w| if inner(w) { "" } else { w }).collect::<Vec<_>>().join(" ");
    text.split('\n').map(keep).collect::<Vec<_>>().join("\n")
}

/// As a careless coreference program does it: some name of the article for pronouns, and now and then for any word.
fn substituted(text: &str, chance: &mut Chance) -> String {
    let capital = |w: &&str| w.chars().next().is_some_and(char::is_uppercase) && w.len() > 3;
    let names: Vec<&str> = text.split_whitespace().filter(capital).collect();
    const PRONOUNS: [&str; 12] =
        ["he", "she", "it", "they", "his", "her", "its", "their", "him", "them", "that", "who"];
    let words = text.split(' ').map(|word| {
        let pronoun = PRONOUNS.contains(&word.to_lowercase().as_str());
        if !names.is_empty() && (if pronoun { chance.happens(70) } else { chance.happens(2) }) {
            names[chance.below(names.len())].to_owned()
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Sentences with the space after them.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let stop = matches!(c, '.' | '!' | '?' | '”' | '"') && bytes.get(end).is_some_and(u8::is_ascii_whitespace);
        if (stop && end - from > 60) || c == '\n' {
            out.push(&text[from..end]);
            from = end;
        }
    }
    out.push(&text[from..]);
    out.retain(|s| !s.trim().is_empty());
    out
}

/// The first of so many parts, to the end of a sentence.
fn first(text: &str, parts: usize) -> String {
    let mut out = String::new();
    for sentence in sentences(text) {
        if out.len() * parts >= text.len() {
            break;
        }
        out.push_str(sentence);
        out.push(' ');
    }
    out
}

fn without(text: &str, percent: usize, chance: &mut Chance) -> String {
    let kept = sentences(text).into_iter().filter(|_| !chance.happens(percent));
    kept.collect::<Vec<_>>().join(" ")
}

fn edited(text: &str, percent: usize, chance: &mut Chance) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<&str> = Vec::new();
    for word in &words {
        if !chance.happens(percent) {
            out.push(word);
            continue;
        }
        let other = words[chance.below(words.len())];
        match chance.below(3) {
            0 => out.push(other),
            1 => out.extend([word, other]),
            _ => {}
        }
    }
    out.join(" ")
}

fn reordered(text: &str, chance: &mut Chance) -> String {
    let mut parts: Vec<&str> =
        text.split("\n\n").flat_map(|p| p.split('\n')).filter(|p| !p.trim().is_empty()).collect();
    if parts.len() < 4 {
        parts = sentences(text);
    }
    // The beginning stays what it is, as editors have it.
    for n in (2..parts.len()).rev() {
        parts.swap(n, 1 + chance.below(n));
    }
    parts.join("\n\n")
}

fn headline(other: &str) -> String {
    other.split_whitespace().take(9).collect::<Vec<_>>().join(" ")
}

fn extended(text: &str, other: &str, chance: &mut Chance) -> String {
    let mut all = without(text, 12, chance);
    let more: Vec<&str> = sentences(other).into_iter().skip(2).collect();
    // No whole article: that would be two in one.
    let count = (sentences(text).len() / 5).max(1).min(more.len() / 4);
    for sentence in more.into_iter().take(count) {
        all.push_str("\n\n");
        all.push_str(sentence);
    }
    all
}
