//! What speaks for a source, for a content and for speech at all, and what the first two weigh.

use super::contents::Content;
use super::evidence::{self, Family, IndirectEvidence, SourceKind, number};
use super::sources::Possible;
use super::{About, Near, Reports, Side, side};
use crate::quote::cues::{Relation, Word};
use crate::text::Marks;
use crate::weigh::Sink;

/// Puts a piece of evidence into a sink.
#[inline]
fn put(out: &mut impl Sink<IndirectEvidence>, family: Family, a: usize, b: usize) {
    out.put(number(family, a, b));
}

impl Reports<'_, '_> {
    pub(super) fn nobody(&self, about: &About, out: &mut impl Sink<IndirectEvidence>) {
        let f = about.form as usize;
        put(out, Family::SourceAny, Side::Nobody as usize, f);
        put(out, Family::SourceKindClass, SourceKind::Nobody as usize, about.class);
        put(out, Family::SourceKindForm, SourceKind::Nobody as usize, f);
        put(out, Family::SourceNobody, about.before, f);
        put(out, Family::SourceNobodyAfter, about.after, f);
        put(out, Family::SourceNobodyLemma, about.lemma, 0);
    }

    pub(super) fn source_evidence(&self, about: &About, near: Near, out: &mut impl Sink<IndirectEvidence>) {
        let Near { source, side, rank, between } = near;
        let (p, f) = (&self.possible[source], about.form as usize);
        let (s, k) = (side as usize, p.kind as usize);
        put(out, Family::SourceAny, s, f);
        put(out, Family::SourceKind, k, s);
        put(out, Family::SourceKindForm, k, f);
        put(out, Family::SourceKindClass, k, about.class);
        put(out, Family::SourceRank, rank, s);
        put(out, Family::SourceRankForm, rank, f);
        self.beside_source(about, p, side, out);
        let family = if side == Side::Before { Family::SourcePath } else { Family::SourcePathAfter };
        for path in between.paths() {
            put(out, family, path, f);
        }
    }

    /// The evidence that a source's neighbours give, and its cue.
    #[inline]
    fn beside_source(&self, about: &About, p: &Possible, side: Side, out: &mut impl Sink<IndirectEvidence>) {
        let s = side as usize;
        put(out, Family::SourceBefore, self.beside.precede(p.start) as usize, s);
        put(out, Family::SourceAfter, self.beside.follow(p.end, about.sentence.1) as usize, s);
        put(out, Family::SourceRelation, self.relation(p, &self.words[about.word]) as usize, s);
    }

    /// What [`Reports::source_evidence`] weighs.
    #[inline]
    pub(super) fn source_weight(&self, about: &About, near: Near) -> i32 {
        let (p, sums) = (&self.possible[near.source], &self.weights.sums);
        let alike = sums.source(about.form, near.side, (p.kind, near.rank));
        let mut sum = self.weights.from(alike + sums.paths(about.form, near.side, near.between.sorts()));
        put(&mut sum, Family::SourceKindClass, p.kind as usize, about.class);
        self.beside_source(about, p, near.side, &mut sum);
        sum.sum
    }

    /// How a possible source stands to a reporting word, as for quotations in marks.
    fn relation(&self, p: &Possible, word: &Word) -> Relation {
        let cue = p.phrase.and_then(|n| self.around.cues[n].as_ref());
        cue.filter(|c| c.start == word.start).map_or(Relation::None, |c| c.relation)
    }

    /// What speaks for a content by where it begins; gives what its first token is to what stands before it.
    pub(super) fn content_start(
        &self,
        side: Side,
        about: &About,
        content: &Content,
        out: &mut impl Sink<IndirectEvidence>,
    ) -> usize {
        let s = content.begins as usize;
        let first = self.beside.follow(content.start(), content.end()) as usize;
        put(out, Family::ContentStartForm, s, about.form as usize);
        put(out, Family::ContentStartClass, s, about.class);
        put(out, Family::ContentStartLemma, s, about.lemma);
        put(out, Family::ContentStartFollow, s, about.after);
        put(out, Family::ContentStartPrecede, s, about.before);
        put(out, Family::ContentStartFirst, s, first);
        put(out, Family::ContentSide, s, side as usize);
        first
    }

    /// What speaks for a content by where it ends, and by both.
    pub(super) fn content_end(
        &self,
        about: &About,
        content: &Content,
        first: usize,
        out: &mut impl Sink<IndirectEvidence>,
    ) {
        let (s, t) = (content.begins as usize, content.ends as usize);
        let (next, beyond) = self.after_content(content);
        let length = evidence::length(content.len());
        put(out, Family::ContentShape, s, t);
        put(out, Family::ContentEndFirst, t, first);
        put(out, Family::ContentEndClass, t, about.class);
        put(out, Family::ContentEndForm, t, about.form as usize);
        put(out, Family::ContentEndNext, t, next);
        put(out, Family::ContentEndComma, t, beyond);
        put(out, Family::ContentEndNear, next, beyond);
        put(out, Family::ContentEndLength, t, length);
        put(out, Family::ContentStartLength, s, length);
        put(out, Family::ContentLengthClass, length, about.class);
    }

    /// What [`Reports::content_end`] weighs.
    #[inline]
    pub(super) fn end_weight(&self, about: &About, content: &Content, first: usize) -> i32 {
        let (s, t) = (content.begins, content.ends);
        let (next, beyond) = self.after_content(content);
        let length = evidence::length(content.len());
        let mut sum =
            self.weights.from(self.weights.sums.content((s, t), length, first, (about.form, about.class_number)));
        put(&mut sum, Family::ContentEndNext, t as usize, next);
        put(&mut sum, Family::ContentEndComma, t as usize, beyond);
        put(&mut sum, Family::ContentEndNear, next, beyond);
        sum.sum
    }

    /// What the two tokens after a content are to what stands before them.
    #[inline]
    fn after_content(&self, content: &Content) -> (usize, usize) {
        let (end, all) = (content.end(), self.around.tokens.len());
        (self.beside.follow(end, all) as usize, self.beside.follow(end + 1, all) as usize)
    }

    /// The evidence for speech that a reporting word and its neighbours give by themselves.
    pub(super) fn usage(&self, about: &About, out: &mut impl Sink<IndirectEvidence>) {
        let cue = &self.words[about.word];
        let &About { group, sentence, lemma, class, before, after, .. } = about;
        let f = about.form as usize;
        let place = match () {
            () if self.around.tokens.list[cue.start].has(Marks::TITLE_CASE) => evidence::Place::Headline,
            () if group <= sentence.0 + 1 => evidence::Place::Start,
            () if cue.end + 2 >= sentence.1 => evidence::Place::End,
            () => evidence::Place::Inside,
        };
        put(out, Family::CueBias, 0, 0);
        put(out, Family::CueLemma, lemma, 0);
        put(out, Family::CueLemmaForm, lemma, f);
        put(out, Family::CueLemmaFollow, lemma, after);
        put(out, Family::CueClassFollow, class, after);
        put(out, Family::CueClassForm, class, f);
        put(out, Family::CueForm, f, before);
        put(out, Family::CueFormFollow, f, after);
        put(out, Family::CuePlace, place as usize, f);
    }

    /// The evidence for speech that the likeliest source gives.
    pub(super) fn with_source(
        &self,
        about: &About,
        (source, sure): (Option<usize>, f32),
        out: &mut impl Sink<IndirectEvidence>,
    ) {
        let (cue, f) = (&self.words[about.word], about.form as usize);
        let from = source.map(|n| &self.possible[n]);
        let kind = from.map_or(SourceKind::Nobody, |p| p.kind) as usize;
        put(out, Family::CueSource, kind, f);
        put(out, Family::CueSourceClass, kind, about.class);
        put(out, Family::CueSourceShare, evidence::share(sure), side(from, cue) as usize);
        if let Some(p) = from {
            let (a, b) = if p.end <= about.group { (p.end, about.group) } else { (cue.end.min(p.start), p.start) };
            for path in self.joints.between(a, b).paths() {
                put(out, Family::CueSourcePath, path, f);
            }
        }
    }

    /// The evidence for speech that the likeliest content gives.
    pub(super) fn with_content(
        &self,
        about: &About,
        (content, sure): (&Content, f32),
        out: &mut impl Sink<IndirectEvidence>,
    ) {
        let (s, t) = (content.begins as usize, content.ends as usize);
        let length = evidence::length(content.len());
        let first = self.beside.follow(content.start(), content.end()) as usize;
        put(out, Family::CueContent, s, t);
        put(out, Family::CueContentStart, s, about.form as usize);
        put(out, Family::CueContentLength, length, s);
        put(out, Family::CueContentFirst, s, first);
        put(out, Family::CueContentShare, evidence::share(sure), s);
        put(out, Family::CueContentClass, length, about.class);
    }
}
