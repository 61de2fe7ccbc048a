//! What is promised in English: what a seller does, what a customer does, and the things that either brings.
//!
//! It says of each deed who may do it where nobody is named; whose the promise of a clause is, its reading says.

/// How a deed is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Form {
    /// `send`.
    Do,
    /// `sends`.
    Does,
    /// `sending`.
    Doing,
}

/// Whether somebody's a deed is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Done {
    Never,
    /// Where it is said who does it.
    Named,
    /// Where nobody is named as well.
    Alone,
}

use Done::{Alone, Named, Never};

/// Something that is done for others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    verb: &'static str,
    /// What must stand behind it, one of them.
    pub(super) behind: &'static [&'static str],
    /// What must not.
    pub(super) not: &'static [&'static str],
    /// Whether it is ours.
    pub(super) ours: Done,
    /// Whether it is theirs.
    pub(super) theirs: Done,
    /// It speaks to somebody: who that is says whose it is.
    pub(super) rings: bool,
}

const fn deed(verb: &'static str, ours: Done, theirs: Done) -> Deed {
    Deed { verb, behind: &[], not: &[], ours, theirs, rings: false }
}

const fn with(verb: &'static str, behind: &'static [&'static str], ours: Done, theirs: Done) -> Deed {
    Deed { behind, ..deed(verb, ours, theirs) }
}

const fn but(verb: &'static str, not: &'static [&'static str], ours: Done, theirs: Done) -> Deed {
    Deed { not, ..deed(verb, ours, theirs) }
}

const fn rings(verb: &'static str, theirs: Done) -> Deed {
    const NOT: &[&str] = &["from|was|in|by|round|over|past|off|time|centre|went|came|left"];
    Deed { not: NOT, rings: true, ..deed(verb, Alone, theirs) }
}

impl Deed {
    /// Whether it needs no thing with which it is done: `signs fri`, but not `orders fri`.
    pub(super) fn is_plain(&self) -> bool {
        !["order", "check", "sort", "send", "arrange", "post", "return"].contains(&self.verb)
    }
}

/// Behind a word that is a thing as well: it is the thing that is spoken of.
const THING: &[&str] = &[
    "was|is|went|came|looks|still|ok|fine|too|not|down|due|in|sent|done|gone|agreed|accepted|signed|rise|increase|change|review|list|from|high|match",
];
/// A visit is no promise: the day of the next one is a field of its own.
const VISIT: &[&str] = &["in|by|round|over|past|back|down|out|into"];

const VERBS: &[Deed] = &[
    but("send", &["off"], Alone, Alone),
    deed("deliver", Alone, Never),
    but("drop", VISIT, Alone, Never),
    but("quote", THING, Alone, Never),
    with("price", &["up _ _", "it|them up"], Alone, Never),
    but("chase", THING, Alone, Never),
    rings("ring", Alone),
    rings("phone", Alone),
    Deed { not: &["from|was|in|by|round|over|past|off|time|centre|went|came|back|again"], ..rings("call", Named) },
    rings("email", Named),
    rings("text", Named),
    rings("message", Named),
    rings("whatsapp", Named),
    but("bring", &["in|forward"], Alone, Named),
    but("take", &["off|on|over|away|that|place|in|up|a"], Alone, Never),
    deed("fetch", Alone, Never),
    deed("collect", Alone, Never),
    with("pick", &["up"], Alone, Never),
    but("match", THING, Named, Never),
    but("credit", THING, Named, Never),
    but("refund", THING, Named, Never),
    but("swap", THING, Alone, Never),
    but("replace", THING, Alone, Never),
    but("fit", THING, Named, Never),
    but("install", THING, Alone, Never),
    but("post", THING, Named, Named),
    but("forward", THING, Alone, Named),
    with("let", &["him|her|them|_ know", "me|us know"], Alone, Alone),
    with("give", &["him|her|them", "me|us"], Alone, Named),
    with("get", &["back to _", "back w|with"], Alone, Named),
    but("get", &["back|in|there|off|over|to|on|away|home|paid"], Named, Never),
    with("come", &["back to me|us", "back w|with", "back by"], Never, Named),
    with("come", &["back to him|her|them"], Alone, Never),
    with("follow", &["up"], Alone, Never),
    with("find", &["out"], Alone, Named),
    with("speak", &["to|with"], Alone, Never),
    with("dig", &["out"], Alone, Never),
    with("draw", &["up"], Alone, Never),
    with("write", &["up", "to _"], Alone, Never),
    with("put", &["together", "_ together"], Alone, Never),
    with(
        "do",
        &[
            "quote|quotes|price|prices|proposal|costings|samples|order",
            "a|the|his|her|their quote|price|proposal|demo|survey",
        ],
        Alone,
        Never,
    ),
    with("have", &["another go"], Named, Never),
    with("have", &["a|an|the? answer|decision|numbers|figures|po"], Never, Named),
    deed("sort", Alone, Named),
    deed("arrange", Alone, Named),
    deed("remind", Alone, Never),
    but("check", THING, Named, Named),
    but("order", THING, Never, Named),
    deed("confirm", Named, Alone),
    deed("decide", Never, Alone),
    deed("sign", Never, Alone),
    deed("approve", Never, Alone),
    deed("answer", Never, Named),
    deed("reply", Named, Alone),
    deed("choose", Never, Named),
    with("return", &["it|them", "the|our|a _", "samples|mats|kit|stock"], Never, Named),
    with("tell", &["me|us"], Never, Alone),
    with("make", &["a|the|his|her|their decision|mind|choice", "up"], Never, Named),
    with("raise", &["a|the? po|order"], Never, Named),
];

/// The things that we bring, as patterns of words.
pub(super) const THINGS_OF_OURS: &[&str] = &[
    "quote|quotes|quotation|price|prices|pricing|costings|proposal|tender|brochure|catalogue|catalog",
    "price list",
    "sample|samples|replacement|replacements|refund|credit",
    "credit note",
    "del|delivery|deliver|drop",
    "drop off",
    "engineer|fitter|technician|tech|plumber booked|arranged|sorted",
    "sds|coshh|datasheet|datasheets|spec|specs|cert|certs",
    "data|spec|safety sheet|sheets",
];
/// Only where they ask for it: a demonstration by itself may be anything.
pub(super) const ASKED_OF_US: &[&str] = &["demo|call|callback|trial", "call back"];
/// The things that they bring.
pub(super) const THINGS_OF_THEIRS: &[&str] =
    &["answer|decision|po|verdict|reply|feedback", "purchase order", "go ahead", "sign off", "yes or no"];
/// What they send as well.
pub(super) const SENT_BY_THEM: &[&str] = &["po|order|deposit|cheque|payment|drawings|sizes|numbers", "purchase order"];

/// The deed that a word says, and how. Of two that one verb says the caller asks each: the first that fits what stands behind.
pub(super) fn of(word: &str) -> impl Iterator<Item = (&'static Deed, Form)> + '_ {
    VERBS.iter().filter_map(move |deed| Some((deed, form(word, deed.verb)?)))
}

fn form(word: &str, verb: &str) -> Option<Form> {
    if word == verb {
        return Some(Form::Do);
    }
    if !word.starts_with(verb.get(..verb.len() - 1)?) {
        return None;
    }
    if let Some(stem) = word.strip_suffix("ing") {
        let bare = verb.strip_suffix('e').unwrap_or(verb);
        let doubled = stem.strip_suffix(|c| verb.ends_with(c));
        return (stem == verb || stem == bare || doubled == Some(verb)).then_some(Form::Doing);
    }
    let does = word.strip_suffix("es").or(word.strip_suffix('s'));
    (word.strip_suffix('s') == Some(verb)
        || does == Some(verb)
        || ["replies", "replys"].contains(&word) && verb == "reply")
        .then_some(Form::Does)
}
