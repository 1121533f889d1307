//! A story for the terminal: its versions, then each quotation once with what differs from version to version.

use anstyle::{AnsiColor, Style};

use super::terminal::Look;
use super::wrap::Styled;
use crate::story::{Harm, Has, Status, Story, StoryQuote, Version};

/// Where what is said begins, behind the speaker.
const INDENT: usize = 4;
/// So many examples of words that differ are shown, and so many healed places of a version.
const EXAMPLES: usize = 3;
const HEALED: usize = 6;

/// The story in lines of the terminal.
pub fn story(story: &Story, look: Look) -> String {
    let mut out = String::new();
    let faint = if look.colour { Style::new().dimmed() } else { Style::new() };
    let mut line = Styled::default();
    let title = story.title.as_deref().unwrap_or(&story.best);
    line.push(&one_line(title), if look.colour { Style::new().bold() } else { Style::new() });
    line.wrap(look.width, 0, &mut out);
    let versions = match story.versions.len() {
        1 => "1 version".to_owned(),
        n => format!("{n} versions"),
    };
    let head = [Some(story.id.clone()), story.published.clone(), Some(versions)];
    let mut line = Styled::default();
    line.push(&head.into_iter().flatten().collect::<Vec<_>>().join(" · "), faint);
    line.wrap(look.width, 0, &mut out);
    out.push('\n');
    for one in &story.versions {
        version(story, one, look, faint, &mut out);
    }
    for quote in &story.quotes {
        out.push('\n');
        self::quote(quote, look, faint, &mut out);
    }
    for problem in &story.problems {
        let mut line = Styled::default();
        line.push(&format!("problem: {problem}"), faint);
        line.wrap(look.width, 2, &mut out);
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn version(story: &Story, version: &Version, look: Look, faint: Style, out: &mut String) {
    let best = version.article == story.best;
    let mut line = Styled::default();
    let bold = if look.colour && best { Style::new().bold() } else { Style::new() };
    line.push(if best { "* " } else { "  " }, bold);
    line.push(&one_line(&version.article), bold);
    let percent = |share: f64| format!("{:.0}%", share * 100.0);
    let c = version.condition;
    let states = [
        (c.gaps > 0).then(|| format!("{} gaps", c.gaps)),
        c.substituted.then(|| "substituted words".to_owned()),
        c.tokenized.then(|| "tokenized".to_owned()),
        (!c.paragraphs).then(|| "no paragraphs".to_owned()),
    ];
    let like =
        (!best).then(|| format!("{} of the words, {} alike", percent(version.contained), percent(version.resemblance)));
    let kind = Some(version.kind.name().to_owned());
    let length = Some(format!("{} characters", version.length));
    let told = [version.published.clone(), version.publisher.clone(), kind, length, like];
    for part in told.into_iter().chain(states).flatten() {
        line.push(" · ", faint);
        line.push(&one_line(&part), faint);
    }
    line.wrap(look.width, INDENT, out);
    if let Some(d) = &version.differences {
        let mut line = Styled::default();
        line.push("    ", faint);
        let moved = if d.moved > 0 { format!(" ({} elsewhere)", d.moved) } else { String::new() };
        line.push(
            &format!("words: {} shared{moved}, {} only here, {} only there", d.shared, d.only_here, d.only_there),
            faint,
        );
        line.wrap(look.width, INDENT, out);
        for example in d.examples.iter().take(EXAMPLES) {
            let mut line = Styled::default();
            let side =
                |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("“{}”", one_line(text)) };
            line.push(&format!("      {} for {}", side(&example.here), side(&example.there)), faint);
            line.wrap(look.width, 8, out);
        }
    }
    let healed: Vec<_> = story.healed.iter().filter(|h| h.article == version.article).collect();
    for place in healed.iter().take(HEALED) {
        let mut line = Styled::default();
        line.push(&format!("      at {}: ", place.start), faint);
        match place.kind {
            Harm::Gap => line.push("a gap", faint),
            Harm::Substitution => line.push(&format!("“{}”", one_line(&place.text)), faint),
        }
        line.push(" is ", faint);
        line.push(&format!("[{}]", one_line(&place.reading)), colour(look, AnsiColor::Green));
        line.push(&format!(" in {}", one_line(&place.from)), faint);
        line.wrap(look.width, 8, out);
    }
    if healed.len() > HEALED {
        let mut line = Styled::default();
        line.push(&format!("      and {} more places", healed.len() - HEALED), faint);
        line.wrap(look.width, 8, out);
    }
}

fn colour(look: Look, colour: AnsiColor) -> Style {
    if look.colour { Style::new().fg_color(Some(colour.into())) } else { Style::new() }
}

fn quote(quote: &StoryQuote, look: Look, faint: Style, out: &mut String) {
    let mut line = Styled::default();
    let name = quote.speaker.as_ref().map_or("?", |s| s.name.as_str());
    line.push(&one_line(name), if look.colour { colour(look, AnsiColor::Green).bold() } else { Style::new() });
    line.push(&format!("  {}  ", quote.kind.name()), faint);
    line.push(&one_line(&quote.text), colour(look, AnsiColor::Magenta));
    line.wrap(look.width, INDENT, out);
    let missing: Vec<&str> = with(quote, Status::Missing).map(|h| h.article.as_str()).collect();
    let same: Vec<&str> = with(quote, Status::Same).map(|h| h.article.as_str()).collect();
    if quote.versions.len() > 1 {
        note(&format!("= {}", same.join(", ")), "", look, faint, out);
    }
    for has in &quote.versions {
        let mark = match has.status {
            Status::Same | Status::Missing => continue,
            Status::Shortened => "<",
            Status::Longer => ">",
            Status::Reworded => "~",
            Status::OtherSpeaker => "≠",
        };
        let speaker = has.speaker.as_deref().unwrap_or("?");
        let who = if has.status == Status::OtherSpeaker { format!(" ({speaker})") } else { String::new() };
        let text = has.text.as_deref().unwrap_or_default();
        note(&format!("{mark} {}{who}: {}", has.article, has.status.name()), text, look, faint, out);
    }
    if !missing.is_empty() {
        note(&format!("− missing in {}", missing.join(", ")), "", look, faint, out);
    }
}

fn with(quote: &StoryQuote, status: Status) -> impl Iterator<Item = &Has> {
    quote.versions.iter().filter(move |h| h.status == status)
}

fn note(head: &str, text: &str, look: Look, faint: Style, out: &mut String) {
    let mut line = Styled::default();
    line.push(&format!("    {}", one_line(head)), faint);
    if !text.is_empty() {
        line.push("  ", faint);
        line.push(&one_line(text), colour(look, AnsiColor::Magenta));
    }
    line.wrap(look.width, INDENT + 2, out);
}
