//! What was typed to find a name, and how well a name answers it.

use std::ops::Range;

use super::key::{GAP, Letters, NameKey, each_unit, is_han_unit, pair_bit, typed_bit};
use super::matching::{Freedom, MOST, Pattern, Trace};

/// How a name answers a query, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// It is the name.
    Exact,
    /// The name begins with it.
    Prefix,
    /// A later word, or the part behind the town, begins with it.
    WordPrefix,
    /// Initials from the beginning of the name, none left out.
    Initials,
    /// Initials from the beginning of a later word.
    WordInitials,
    /// It stands somewhere inside.
    Inner,
    /// Initials from somewhere inside.
    InnerInitials,
    /// In this order, with characters or words left out.
    Scattered,
    /// Each typed word is found, in another order.
    AnyOrder,
}

/// A place in the list of answers: smaller is better. By [`Fit`] first, then shorter names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(u32);

impl Rank {
    fn new(fit: Fit, key: &NameKey) -> Rank {
        Rank((fit as u32) << 16 | key.units.len() as u32)
    }

    /// How the name answers, for callers who order equal fits by something better than length.
    pub fn fit(self) -> Fit {
        const FITS: [Fit; 9] = [
            Fit::Exact,
            Fit::Prefix,
            Fit::WordPrefix,
            Fit::Initials,
            Fit::WordInitials,
            Fit::Inner,
            Fit::InnerInitials,
            Fit::Scattered,
            Fit::AnyOrder,
        ];
        FITS.get((self.0 >> 16) as usize).copied().unwrap_or(Fit::AnyOrder)
    }

    /// The length of the name, in letters and gaps.
    pub fn units(self) -> u32 {
        self.0 & 0xffff
    }
}

/// What was typed so far, made ready once for all names.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pattern: Pattern,
    mask: u64,
    /// Of each two letters side by side in a typed word: the bit of both, and that of the second as the first of a word.
    pairs: Vec<(u64, u64)>,
    /// The typed words by themselves, where there are several.
    words: Vec<Query>,
}

impl Query {
    /// Reads what was typed: any letters, Han characters, 注音 with or without tones, digits, and spaces between them.
    pub fn new(typed: &str) -> Query {
        // A tone ends its syllable, and nothing but that is known of it: an index of names has no tones.
        let spaced: String = typed.chars().map(|c| if "ˉˊˇˋ˙".contains(c) { ' ' } else { c }).collect();
        let mut units = Vec::new();
        each_unit(&spaced, |unit, _| units.push(unit));
        let typed: Vec<&[u16]> = units.split(|unit| *unit == GAP).filter(|word| !word.is_empty()).collect();
        let words = if typed.len() > 1 { typed.iter().map(|word| Query::of(&[word])).collect() } else { Vec::new() };
        Query { words, ..Query::of(&typed) }
    }

    fn of(words: &[&[u16]]) -> Query {
        let mut pattern = Pattern::default();
        for word in words {
            pattern.units.extend(word.iter().take(MOST - pattern.units.len()));
            pattern.word_end.resize(pattern.units.len(), pattern.units.len());
        }
        let mask = pattern.units.iter().fold(0, |mask, unit| mask | typed_bit(*unit));
        let two = pattern.units.iter().zip(pattern.units.iter().skip(1)).zip(&pattern.word_end).zip(2..);
        let pairs = two.filter(|(((_, _), end), after)| after <= *end);
        let pairs = pairs.map(|(((a, b), _), _)| (pair_bit(*a, *b), typed_bit(*b))).collect();
        Query { pattern, mask, pairs, words: Vec::new() }
    }

    /// Whether nothing was typed that a name could have. Such a query is answered by no name; show all.
    pub fn is_empty(&self) -> bool {
        self.pattern.units.is_empty()
    }

    /// How many letters were typed, without the spaces.
    pub fn letters(&self) -> usize {
        self.pattern.units.len()
    }

    /// Whether a name of these letters may answer at all: a look at a number instead of a name.
    pub fn may(&self, letters: Letters) -> bool {
        // However a name is shortened, the next letter is beside the one before it or begins a word.
        let reached = |(pair, first): &(u64, u64)| letters.pairs & pair != 0 || letters.first & first != 0;
        self.mask & !letters.any == 0 && self.pairs.iter().all(reached)
    }

    /// Whether it may answer by a beginning of a word, or by initials from there on.
    pub fn may_begin(&self, letters: Letters) -> bool {
        self.pattern.units.first().is_some_and(|first| typed_bit(*first) & !letters.first == 0)
    }

    /// How well the name answers, `None` where it does not. Allocates nothing.
    pub fn rank(&self, key: &NameKey) -> Option<Rank> {
        if self.mask & !key.mask != 0 || self.is_empty() {
            return None;
        }
        self.fit(key).map(|(fit, _)| Rank::new(fit, key))
    }

    fn fit(&self, key: &NameKey) -> Option<(Fit, usize)> {
        let first = self.pattern.units.first().copied()?;
        let mut best: Option<(Fit, usize)> = None;
        let mut begins = false;
        for (from, unit) in key.units.iter().enumerate() {
            // Nothing begins at another letter; only a character may be meant by its sound.
            if *unit != first && !is_han_unit(*unit) {
                continue;
            }
            let start = from == 0 || key.is_start(from);
            begins |= start || is_han_unit(*unit);
            if !start && matches!(best, Some((fit, _)) if fit <= Fit::Inner) {
                continue;
            }
            let run = self.pattern.run(key, from);
            let fit = match (run.in_full, run.by_initials, from == 0, start) {
                (true, _, true, _) => return Some((if run.to_the_end { Fit::Exact } else { Fit::Prefix }, 0)),
                // Nothing further on is better, and what is was looked at before.
                (true, _, _, true) => return Some((Fit::WordPrefix, from)),
                (true, _, _, false) => Fit::Inner,
                (false, true, true, _) => Fit::Initials,
                (false, true, _, true) => Fit::WordInitials,
                (false, true, _, false) => Fit::InnerInitials,
                (false, false, _, _) => continue,
            };
            if best.is_none_or(|(other, _)| fit < other) {
                best = Some((fit, from));
            }
        }
        if best.is_some() {
            return best;
        }
        // Whatever is left out, it begins where a word or a character does.
        if begins && self.pattern.scattered(key) {
            return Some((Fit::Scattered, 0));
        }
        let each_found = self.words.len() > 1 && self.words.iter().all(|word| word.fit(key).is_some());
        each_found.then_some((Fit::AnyOrder, 0))
    }

    /// The bytes of the name that answer the query, in order and never overlapping; empty where it does not answer.
    pub fn hits(&self, name: &str) -> Vec<Range<usize>> {
        let key = NameKey::new(name);
        let mut bytes = Vec::with_capacity(key.units.len());
        each_unit(name, |_, range| bytes.push(range));
        let mut units = self.hit_units(&key);
        units.sort_unstable();
        let mut hits: Vec<Range<usize>> = Vec::new();
        for range in units.into_iter().filter_map(|at| bytes.get(at)) {
            match hits.last_mut() {
                Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
                _ => hits.push(range.clone()),
            }
        }
        hits
    }

    fn hit_units(&self, key: &NameKey) -> Vec<usize> {
        let Some((fit, from)) = (!self.is_empty()).then(|| self.fit(key)).flatten() else { return Vec::new() };
        if fit == Fit::AnyOrder {
            return self.words.iter().flat_map(|word| word.hit_units(key)).collect();
        }
        let shorten = !matches!(fit, Fit::Exact | Fit::Prefix | Fit::WordPrefix | Fit::Inner);
        let freedom = Freedom { shorten, skip: fit == Fit::Scattered };
        Trace::new(&self.pattern, key, from, freedom).units().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit(typed: &str, name: &str) -> Option<Fit> {
        Query::new(typed).rank(&NameKey::new(name)).map(Rank::fit)
    }

    #[test]
    fn names_answer_in_every_way_they_are_typed() {
        use Fit::*;
        for (typed, name, expected) in [
            ("杭州精工", "杭州精工", Some(Exact)),
            ("hangzhoujinggong", "杭州精工", Some(Exact)),
            ("blue finch", "Blue Finch", Some(Exact)),
            ("bluefinch", "Blue Finch", Some(Exact)),
            ("credito", "Crédito", Some(Exact)),
            ("crédito", "Credito", Some(Exact)),
            ("杭", "杭州精工机械", Some(Prefix)),
            ("杭州", "杭州精工机械", Some(Prefix)),
            ("hang", "杭州精工机械", Some(Prefix)),
            ("hangz", "杭州精工机械", Some(Prefix)),
            ("hangzhou", "杭州精工机械", Some(Prefix)),
            ("hang zhou jing gong", "杭州精工机械", Some(Prefix)),
            ("hangzhoujinggong", "杭州精工机械", Some(Prefix)),
            ("HangZhou", "杭州精工机械", Some(Prefix)),
            ("ㄏㄤㄓㄡ", "杭州精工", Some(Prefix)),
            ("ㄏㄤˊㄓㄡ", "杭州精工", Some(Prefix)),
            ("ㄏㄤˊ ㄓㄡ ㄐㄧㄥ ㄍㄨㄥ", "杭州精工", Some(Exact)),
            ("blue f", "Blue Finch Cafe", Some(Prefix)),
            ("h", "杭州精工机械", Some(Prefix)),
            ("finch", "Blue Finch Cafe", Some(WordPrefix)),
            ("精工", "杭州精工机械", Some(WordPrefix)),
            ("jinggong", "杭州精工机械", Some(WordPrefix)),
            ("100", "Model A100", Some(WordPrefix)),
            ("hzjg", "杭州精工机械", Some(Initials)),
            ("hz", "杭州精工机械", Some(Initials)),
            ("hzj", "杭州精工机械", Some(Initials)),
            ("hzhjg", "杭州精工机械", Some(Initials)),
            ("hangzhou jg", "杭州精工机械", Some(Initials)),
            ("hangzhoujg", "杭州精工机械", Some(Initials)),
            ("hzjinggong", "杭州精工机械", Some(Initials)),
            ("杭州jg", "杭州精工机械", Some(Initials)),
            ("hz精工", "杭州精工机械", Some(Initials)),
            ("ㄏㄓ", "杭州精工", Some(Initials)),
            ("ㄏㄗ", "恒资商行", Some(Initials)),
            ("ㄏㄓㄐㄍ", "杭州精工", Some(Initials)),
            ("bf", "Blue Finch Cafe", Some(Initials)),
            ("bfc", "Blue Finch Cafe", Some(Initials)),
            ("bluefi", "Blue Finch Cafe", Some(Prefix)),
            ("blfi", "Blue Finch Cafe", Some(Initials)),
            ("jg", "杭州精工机械", Some(WordInitials)),
            ("fc", "Blue Finch Cafe", Some(WordInitials)),
            ("inch", "Blue Finch Cafe", Some(Inner)),
            ("机械", "杭州精工机械", Some(Inner)),
            ("工", "杭州精工机械", Some(Inner)),
            ("jixie", "杭州精工机械", Some(Inner)),
            ("gjx", "杭州精工机械", Some(InnerInitials)),
            ("hzjx", "杭州精工机械", Some(Scattered)),
            ("bc", "Blue Finch Cafe", Some(Scattered)),
            ("杭州 机械", "杭州精工机械", Some(Scattered)),
            ("jg hz", "杭州精工机械", Some(AnyOrder)),
            ("cafe blue", "Blue Finch Cafe", Some(AnyOrder)),
            ("nolan sons", "Nolan & Sons", Some(Exact)),
            ("r&b", "R&B Records", Some(Prefix)),
            ("oneill", "O'Neill", Some(Exact)),
            ("o'neill", "O'Neill", Some(Exact)),
            ("xian", "西安", Some(Exact)),
            ("xi an", "西安", Some(Exact)),
            ("xi'an", "西安", Some(Exact)),
            ("xi an", "先锋", None),
            ("lv", "吕氏", Some(Prefix)),
            ("lu", "吕氏", Some(Prefix)),
            ("lü", "吕氏", Some(Prefix)),
            ("zz", "杭州精工机械", None),
            ("blueq", "Blue Finch Cafe", None),
            ("ngzh", "杭州精工机械", None),
            ("", "杭州", None),
            (" ,", "杭州", None),
            ("杭州精工机械有限公司", "杭州精工", None),
        ] {
            assert_eq!(fit(typed, name), expected, "{typed} for {name}");
        }
    }

    #[test]
    fn a_character_answers_to_each_reading_and_both_scripts() {
        for (typed, name) in [
            ("chongqing", "重庆火锅"),
            ("cq", "重庆火锅"),
            ("chongqing", "重慶火鍋"),
            ("重庆", "重慶火鍋"),
            ("重慶", "重庆火锅"),
            ("yueqing", "乐清电器"),
            ("yq", "乐清电器"),
            ("yaohang", "药行街门诊"),
            ("yhj", "药行街门诊"),
            ("shan", "单伟"),
            ("zeng", "曾国强"),
            ("qiu", "仇英"),
            ("xie", "解晓东"),
            ("zha", "查良镛"),
            ("ou", "区志航"),
            ("piao", "朴永镇"),
            ("yuchi", "尉迟恭"),
            ("moqi", "万俟卨"),
            ("yue", "乐嘉"),
            ("taibei", "臺北市大安商行"),
            ("tb", "台北"),
            ("ㄊㄅ", "臺北"),
            ("ㄊㄞˊㄅㄟˇ", "臺北"),
            ("ㄌㄩˇ", "呂先生"),
            ("ㄩㄝˋ", "樂清"),
            ("ㄔㄨㄥˊ", "重慶"),
        ] {
            assert!(fit(typed, name).is_some_and(|fit| fit <= Fit::Initials), "{typed} for {name}");
        }
    }

    #[test]
    fn better_answers_come_first() {
        let names = ["上海杭州湾大酒店", "杭州精工机械有限公司", "航运局", "杭州", "杭州精工", "合众精工", "华正"];
        let order = |typed: &str| {
            let query = Query::new(typed);
            let mut found: Vec<(Rank, &str)> =
                names.iter().filter_map(|name| query.rank(&NameKey::new(name)).map(|rank| (rank, *name))).collect();
            found.sort();
            found.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(order("hangzhou"), ["杭州", "杭州精工", "杭州精工机械有限公司", "上海杭州湾大酒店"]);
        assert_eq!(order("hzjg"), ["合众精工", "杭州精工", "杭州精工机械有限公司"]);
        assert_eq!(order("hz").first(), Some(&"华正"));
    }

    #[test]
    fn hits_are_bytes_of_the_name() {
        for (typed, name, expected) in [
            ("hzjg", "杭州精工机械", "[杭州精工]机械"),
            ("jg", "杭州精工机械", "杭州[精工]机械"),
            ("bf", "Blue Finch", "[B]lue [F]inch"),
            ("blue f", "Blue Finch", "[Blue] [F]inch"),
            ("bluef", "Blue Finch", "[Blue] [F]inch"),
            ("inch", "Blue Finch", "Blue F[inch]"),
            ("dito", "Crédito", "Cré[dito]"),
            ("cre", "Crédito", "[Cré]dito"),
            ("hzjx", "杭州精工机械", "[杭州精]工机[械]"),
            ("jg hz", "杭州精工", "[杭州精工]"),
            ("重庆", "重慶火鍋", "[重慶]火鍋"),
            ("ㄏㄗ", "恒资商行", "[恒资]商行"),
            ("zzz", "杭州", "杭州"),
            ("", "杭州", "杭州"),
        ] {
            let mut shown = String::new();
            let mut at = 0;
            for hit in Query::new(typed).hits(name) {
                shown.push_str(&format!("{}[{}]", &name[at..hit.start], &name[hit.clone()]));
                at = hit.end;
            }
            shown.push_str(&name[at..]);
            assert_eq!(shown, expected, "{typed} for {name}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(typed in "\\PC{0,80}", name in "\\PC{0,80}") {
            let query = Query::new(&typed);
            let rank = query.rank(&NameKey::new(&name));
            prop_assert_eq!(rank.is_some(), !query.hits(&name).is_empty());
        }

        #[test]
        fn every_part_of_a_name_finds_it(name in "[a-c杭州精工重乐ㄏ1-3é ]{1,20}", from in 0usize..20, length in 1usize..20) {
            let part: String = name.chars().skip(from).take(length).collect();
            let query = Query::new(&part);
            prop_assume!(!query.is_empty());
            let key = NameKey::new(&name);
            prop_assert!(query.rank(&key).is_some_and(|rank| rank.fit() <= Fit::Inner));
            prop_assert!(!query.hits(&name).is_empty());
        }

        #[test]
        fn what_answers_more_letters_answers_fewer(typed in "[hzjgbf杭精ㄏㄓ1 ]{1,7}", name in "[杭州精工机械重乐bluefinch1 ]{1,14}") {
            let key = NameKey::new(&name);
            let shorter = Query::new(&typed[..typed.char_indices().last().map_or(0, |(at, _)| at)]);
            prop_assume!(!shorter.is_empty());
            prop_assert!(Query::new(&typed).rank(&key).is_none() || shorter.rank(&key).is_some());
        }

        #[test]
        fn letters_never_hide_an_answer(typed in "\\PC{0,4}", name in "\\PC{0,20}") {
            let (query, key) = (Query::new(&typed), NameKey::new(&name));
            prop_assert!(query.rank(&key).is_none() || query.may(key.letters()));
        }

        #[test]
        fn letters_side_by_side_never_hide_an_answer(typed in "[abc1 ]{1,7}", name in "[abcd1 &-]{1,14}[abc精]?") {
            let (query, key) = (Query::new(&typed), NameKey::new(&name));
            prop_assert!(query.rank(&key).is_none() || query.may(key.letters()));
        }

        #[test]
        fn first_letters_never_hide_one_that_begins_there(typed in "[hzjgbf杭精ㄏㄓㄧ1 ]{1,5}", name in "[杭州精工机械重乐bluefinch1 ]{1,14}") {
            let (query, key) = (Query::new(&typed), NameKey::new(&name));
            let begins = query.rank(&key).is_some_and(|rank| rank.fit() <= Fit::WordInitials);
            prop_assert!(!begins || query.may_begin(key.letters()));
        }

        #[test]
        fn hits_agree_with_rank(typed in "[hzjgbf杭精ㄏ ]{1,6}", name in "[杭州精工机械bluefinch ]{1,14}") {
            let query = Query::new(&typed);
            prop_assert_eq!(query.rank(&NameKey::new(&name)).is_some(), !query.hits(&name).is_empty());
        }
    }
}
