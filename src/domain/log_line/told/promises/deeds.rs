//! What is promised in English: what a seller does, what a customer does, and the things that either brings.
//!
//! It must not say whose a promise is: the reading of the clause does.

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

/// Something that is done for others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    verb: &'static str,
    /// What must stand behind it, one of them.
    pub(super) behind: &'static [&'static str],
    /// What must not.
    pub(super) not: &'static [&'static str],
    /// Whether it is ours: 0 never, 1 where it is said that it is, 2 where nobody is named.
    pub(super) ours: u8,
    /// Whether it is theirs: 0 never, 1 where it is said who, 2 where nobody is named.
    pub(super) theirs: u8,
    /// It speaks to somebody: who that is says whose it is.
    pub(super) rings: bool,
}

const fn deed(verb: &'static str, ours: u8, theirs: u8) -> Deed {
    Deed { verb, behind: &[], not: &[], ours, theirs, rings: false }
}

const fn with(verb: &'static str, behind: &'static [&'static str], ours: u8, theirs: u8) -> Deed {
    Deed { behind, ..deed(verb, ours, theirs) }
}

const fn but(verb: &'static str, not: &'static [&'static str], ours: u8, theirs: u8) -> Deed {
    Deed { not, ..deed(verb, ours, theirs) }
}

const fn rings(verb: &'static str, theirs: u8) -> Deed {
    const NOT: &[&str] = &["from|was|in|by|round|over|past|off|time|centre|went|came|left"];
    Deed { not: NOT, rings: true, ..deed(verb, 2, theirs) }
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
    but("send", &["off"], 2, 2),
    deed("deliver", 2, 0),
    but("drop", VISIT, 2, 0),
    but("quote", THING, 2, 0),
    with("price", &["up _ _", "it|them up"], 2, 0),
    but("chase", THING, 2, 0),
    rings("ring", 2),
    rings("phone", 2),
    Deed { not: &["from|was|in|by|round|over|past|off|time|centre|went|came|back|again"], ..rings("call", 1) },
    rings("email", 1),
    rings("text", 1),
    rings("message", 1),
    rings("whatsapp", 1),
    but("bring", &["in|forward"], 2, 1),
    but("take", &["off|on|over|away|that|place|in|up|a"], 2, 0),
    deed("fetch", 2, 0),
    deed("collect", 2, 0),
    with("pick", &["up"], 2, 0),
    but("match", THING, 1, 0),
    but("credit", THING, 1, 0),
    but("refund", THING, 1, 0),
    but("swap", THING, 2, 0),
    but("replace", THING, 2, 0),
    but("fit", THING, 1, 0),
    but("install", THING, 2, 0),
    but("post", THING, 1, 1),
    but("forward", THING, 2, 1),
    with("let", &["him|her|them|_ know", "me|us know"], 2, 2),
    with("give", &["him|her|them", "me|us"], 2, 1),
    with("get", &["back to _", "back w|with"], 2, 1),
    but("get", &["back|in|there|off|over|to|on|away|home|paid"], 1, 0),
    with("come", &["back to me|us", "back w|with"], 0, 1),
    with("come", &["back to him|her|them"], 2, 0),
    with("follow", &["up"], 2, 0),
    with("find", &["out"], 2, 1),
    with("speak", &["to|with"], 2, 0),
    with("dig", &["out"], 2, 0),
    with("draw", &["up"], 2, 0),
    with("write", &["up", "to _"], 2, 0),
    with("put", &["together", "_ together"], 2, 0),
    with(
        "do",
        &[
            "quote|quotes|price|prices|proposal|costings|samples|order",
            "a|the|his|her|their quote|price|proposal|demo|survey",
        ],
        2,
        0,
    ),
    with("have", &["another go"], 1, 0),
    with("have", &["a|an|the? answer|decision|numbers|figures|po"], 0, 1),
    deed("sort", 2, 1),
    deed("arrange", 2, 1),
    deed("remind", 2, 0),
    but("check", THING, 1, 1),
    but("order", THING, 0, 1),
    deed("confirm", 1, 2),
    deed("decide", 0, 2),
    deed("sign", 0, 2),
    deed("approve", 0, 2),
    deed("answer", 0, 1),
    deed("reply", 1, 2),
    deed("choose", 0, 1),
    with("return", &["it|them", "the|our|a _", "samples|mats|kit|stock"], 0, 1),
    with("tell", &["me|us"], 0, 2),
    with("make", &["a|the|his|her|their decision|mind|choice", "up"], 0, 1),
    with("raise", &["a|the? po|order"], 0, 1),
];

/// The things that either brings, as patterns of words.
pub(super) struct Things {
    pub(super) things_of_ours: &'static [&'static str],
    /// Only where they ask for it: a demonstration by itself may be anything.
    pub(super) asked_of_us: &'static [&'static str],
    pub(super) things_of_theirs: &'static [&'static str],
    /// What they send as well.
    pub(super) sent_by_them: &'static [&'static str],
}

pub(super) const DEEDS: Things = Things {
    things_of_ours: &[
        "quote|quotes|quotation|price|prices|pricing|costings|proposal|tender|brochure|catalogue|catalog",
        "price list",
        "sample|samples|replacement|replacements|refund|credit",
        "credit note",
        "del|delivery|deliver|drop",
        "drop off",
        "sds|coshh|datasheet|datasheets|spec|specs|cert|certs",
        "data|spec|safety sheet|sheets",
    ],
    asked_of_us: &["demo|call|callback|trial", "call back"],
    things_of_theirs: &[
        "answer|decision|po|verdict|reply|feedback",
        "purchase order",
        "go ahead",
        "sign off",
        "yes or no",
    ],
    sent_by_them: &["po|order|deposit|cheque|payment|drawings|sizes|numbers", "purchase order"],
};

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
    (word.strip_suffix('s') == Some(verb) || does == Some(verb) || word == "replies" && verb == "reply")
        .then_some(Form::Does)
}
