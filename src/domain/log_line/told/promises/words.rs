//! Words beside an English promise: who speaks, what joins two promises, what makes it none.

/// Before a deed: one oneself.
pub(super) const OURS: &[&str] = &[
    "i|ive|we|weve? said|told|promised|agreed|offered him|her|them? i|we? id|ill|wed|well|will",
    "i|ive|we|weve? said|promised|agreed|offered to",
    "ill|il|id|im|well|wed just|also|then|now? going|gonna? to?",
    "i|we will|must|shall|have|need|can? to?",
    "will|must|gotta|remember to?",
    "need|have|got to",
    "dont forget to?",
    "wants|want|wanted|asked|asking|needs|told me|us to",
    "to",
];
/// Somebody else, who is not named.
pub(super) const THEIRS: &[&str] = &[
    "says|said|reckons|promised? he|she|they will|to?",
    "says|said|reckons|promised? hell|shell|theyll just|then|now?",
    "says|said|reckons|promised hed|shed|theyd",
    "he|she|they is|are? to",
    "says|said|promised|promises will|to",
    "hes|shes|theyre going? to?",
    "he|she",
    "told|asked|reminded him|her|them to",
];
/// Somebody else, called by what he is.
pub(super) const TITLES: &[&str] = &[
    "boss",
    "owner",
    "manager",
    "chef",
    "accounts",
    "buyer",
    "gm",
    "director",
    "partner",
    "landlord",
    "office",
    "landlady",
    "bookkeeper",
    "hq",
    "ho",
    "procurement",
    "purchasing",
];
/// Before the words of a promise: where a thing that was said goes on.
pub(super) const JOINS: &[&str] = &["but", "so", "then", "and", "also", "n", "asap"];
/// With one of these it is over, moved or a habit.
pub(super) const NOT: &[&str] = &[
    "would",
    "should",
    "yesterday",
    "ago",
    "was",
    "were",
    "had",
    "usually",
    "every",
    "each",
    "always",
    "until",
    "untill",
    "till",
    "til",
    "since",
    "moved",
    "changed",
    "cancelled",
    "postponed",
    "already",
    "normally",
    "how",
    "why",
    "holiday",
];
/// Somebody at home is no business of the customer's.
pub(super) const HOME: &[&str] = &[
    "wife", "husband", "son", "daughter", "kids", "mum", "mom", "dad", "mother", "father", "family", "dentist",
    "doctor", "doctors", "school", "mot", "hospital", "gym",
];
