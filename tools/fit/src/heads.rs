//! Which of the possible speakers within an annotated source is the one meant. Sources are annotated with everything
//! that belongs to them ("Brian Fallon, the campaign's press secretary"); the speaker is their head.

use whosaid::quote::{Phrase, SpeakerKind};
use whosaid::text::{Class, Tokens};

/// Of the phrases that share text with a source (in bytes), the one that is meant: in its first part, up to a comma or a
/// preposition, the last full name, else the last name, else the last phrase.
pub fn head(tokens: &Tokens<'_>, phrases: &[Phrase], source: (u32, u32)) -> Option<usize> {
    let from = phrases.partition_point(|p| tokens.span(p.start, p.end).end <= source.0);
    let inside: Vec<usize> =
        (from..phrases.len()).take_while(|&n| tokens.span(phrases[n].start, phrases[n].end).start < source.1).collect();
    let first = tokens.at_byte(source.0);
    let ends = |n: &usize| {
        let word = tokens.str(*n);
        tokens.list[*n].class == Class::Comma
            || matches!(word, "of" | "at" | "for" | "from" | "in" | "with" | "to" | "who" | "on" | "by")
    };
    let edge = (first + 1..tokens.len()).take_while(|&n| tokens.list[n].span.start < source.1).find(ends);
    let edge = edge.unwrap_or(tokens.len());
    let front = inside.iter().copied().filter(|&n| phrases[n].start < edge);
    let rank = |n: usize| match phrases[n].kind {
        SpeakerKind::FullName => 3,
        SpeakerKind::ShortName => 2,
        SpeakerKind::Organization | SpeakerKind::Place => 1,
        // "Trump's campaign": the noun is the head, not the name that says whose.
        _ => 2,
    };
    let best = front.max_by_key(|&n| (rank(n), n)).or_else(|| inside.first().copied())?;
    // "The ambassador, Nikki R. Haley,": the name says more.
    let apposed = inside.iter().copied().find(|&n| phrases[n].kind == SpeakerKind::FullName && n > best);
    let role = matches!(phrases[best].kind, SpeakerKind::Role | SpeakerKind::Noun);
    let beside = |n: &usize| phrases[*n].start <= edge + 3 && tokens.get(edge).is_some_and(|t| t.class == Class::Comma);
    Some(apposed.filter(|n| role && beside(n)).unwrap_or(best))
}
