// Words and figures, as the page writes them.

const KINDS = {
  person: ["person", "people"], country: ["country", "countries"],
  organization: ["organization", "organizations"], place: ["place", "places"],
};
const FORMS = {
  name: "by name", pronoun: "by a pronoun", role: "by a role", demonym: "by a demonym", metonym: "by what stands for it",
};
const QUOTES = {
  direct: "in quotation marks", mixed: "quoted words within a sentence", fragment: "one to three quoted words",
  indirect: "without quotation marks",
};

/** Pieces of the reasons for speakers, and reasons that stand for themselves. */
const REASONS = {
  "between": "the speaker stands between the parts of the quotation",
  "before": "the speaker stands before the quotation, in its sentence",
  "after": "the speaker stands after the quotation, in its sentence",
  "sentence-before": "the speaker stands in the sentence before",
  "sentence-after": "the speaker stands in the sentence after",
  "with-cue": "a verb of saying ties them together",
  "full-name": "by a full name", "short-name": "by a short name", "he-she": "by “he” or “she”",
  "organization": "it is an organization", "role": "by a role", "roles": "by a role of several people", "document": "it is a document",
  "after-start": "the quotation begins its sentence", "after-sentence-end": "the quotation begins after a full stop",
  "none": "nobody is given as its speaker", "nested": "it stands within another quotation",
  "speaker-cue-content": "speaker, verb of saying, then what is said",
  "content-speaker-cue": "what is said, speaker, then verb of saying",
  "cue-without-speaker": "a verb of saying to which no speaker belongs",
  "content-according-to": "what is said, then “according to”", "according-to-content": "“according to”, then what is said",
  "nearest-fitting-person": "the nearest person before it that it can stand for",
  "demonym-of-the-lists": "the lists know it as a word for this country's people",
  "last-of-person": "the last name of a person who is named in full",
  "initials-of-organization": "the initials of an organization that is named in full",
  "initials-match": "the initials of an organization that is named in full",
};

/** Reasons that end in a class of words, after a colon. */
const CLASSES = {
  "before": "by the word before it", "before-2": "by the second word before it", "after": "by the word after it",
  "after-2": "by the second word after it", "is": "the lists have it, as", "are": "the lists have it, as", "first": "by its first word",
  "last": "by its last word", "holds": "by one of its words", "pattern": "by what its words are, in order",
  "quotation": "by the form of the quotation", "elsewhere": "by what it is elsewhere in the article",
};

/** A reason in words; empty where there are none for it. */
function reasonWords(reason) {
  if (site.reasons[reason] ?? REASONS[reason]) return site.reasons[reason] ?? REASONS[reason];
  const [, prefix, rest] = reason.match(/^([a-z0-9-]+):(.+)$/) ?? [];
  if (CLASSES[prefix] && !(prefix === "quotation" && rest.includes("+"))) return `${CLASSES[prefix]}: ${rest.replaceAll("+", ", ")}`;
  const parts = reason.split("+").map(part => (part === reason ? "" : reasonWords(part)));
  return parts.every(Boolean) ? parts.join("; ") : "";
}

const figures = new Intl.NumberFormat("en");
const count = n => figures.format(n);
function percent(part, whole) {
  if (!whole) return "–";
  const share = Math.round((100 * part) / whole);
  return share === 0 && part ? "<1%" : share === 100 && part < whole ? ">99%" : `${share}%`;
}
const of = (n, one, many) => `${count(n)} ${n === 1 ? one : many ?? one + "s"}`;
const kindClass = kind => (kind in KINDS ? kind : "own");
const kindOne = kind => KINDS[kind]?.[0] ?? kind;
const kindMany = kind => KINDS[kind]?.[1] ?? kind;
const capital = words => words.charAt(0).toUpperCase() + words.slice(1);

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December"];
/** "2016-01-14" as "14 January 2016", "2016-01" as "January 2016". */
function dayWords(day) {
  const [year, month, date] = day.split("-");
  if (!month) return year;
  return `${date ? `${Number(date)} ` : ""}${MONTHS[Number(month) - 1]} ${year}`;
}

/** Case and accents do not count in a search. */
const fold = words => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
