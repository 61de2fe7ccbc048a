//! From the files of `assets/demo/` to [`Content`]: their shape, and the little languages in their lines. It draws nothing by chance.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::content::{
    Arc, Content, ContentError, Group, Lines, Place, Pledge, Product, Result as SceneResult, Scene, Season, Stage,
    Thread, Trade, Way, indexes,
};
use crate::base::lang::Lang;
use crate::schema::{Choice, Mood, Reason, TouchKind, VisitOutcome};

type Outcome<T> = std::result::Result<T, ContentError>;

struct Files {
    place: &'static str,
    trade: &'static str,
    arcs: &'static [(&'static str, &'static str)],
    everyday: &'static str,
}

macro_rules! asset {
    ($lang:literal, $name:literal) => {
        include_str!(concat!("../../../assets/demo/", $lang, "/", $name, ".toml"))
    };
}

fn files(lang: Lang) -> Files {
    match lang {
        Lang::En => Files {
            place: asset!("en", "place"),
            trade: asset!("en", "trade"),
            arcs: &[
                ("en/arcs-1", asset!("en", "arcs-1")),
                ("en/arcs-2", asset!("en", "arcs-2")),
                ("en/arcs-3", asset!("en", "arcs-3")),
                ("en/arcs-4", asset!("en", "arcs-4")),
                ("en/arcs-5", asset!("en", "arcs-5")),
            ],
            everyday: asset!("en", "everyday"),
        },
        Lang::ZhHans => Files {
            place: asset!("zh-Hans", "place"),
            trade: asset!("zh-Hans", "trade"),
            arcs: &[
                ("zh-Hans/arcs-1", asset!("zh-Hans", "arcs-1")),
                ("zh-Hans/arcs-2", asset!("zh-Hans", "arcs-2")),
                ("zh-Hans/arcs-3", asset!("zh-Hans", "arcs-3")),
                ("zh-Hans/arcs-4", asset!("zh-Hans", "arcs-4")),
            ],
            everyday: asset!("zh-Hans", "everyday"),
        },
        Lang::ZhHant => Files {
            place: asset!("zh-Hant", "place"),
            trade: asset!("zh-Hant", "trade"),
            arcs: &[
                ("zh-Hant/arcs-1", asset!("zh-Hant", "arcs-1")),
                ("zh-Hant/arcs-2", asset!("zh-Hant", "arcs-2")),
                ("zh-Hant/arcs-3", asset!("zh-Hant", "arcs-3")),
                ("zh-Hant/arcs-4", asset!("zh-Hant", "arcs-4")),
            ],
            everyday: asset!("zh-Hant", "everyday"),
        },
    }
}

#[derive(Deserialize)]
struct ArcFile {
    arc: Vec<RawArc>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawArc {
    id: String,
    stage: String,
    #[serde(default)]
    again: bool,
    fits: String,
    products: String,
    qty: String,
    scene: Vec<RawScene>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawScene {
    r#for: String,
    by: Option<String>,
    gap: Option<String>,
    outcome: String,
    us: Option<String>,
    them: Option<String>,
    #[serde(default)]
    say: String,
    #[serde(default)]
    kept: String,
    #[serde(default)]
    late: String,
    #[serde(default)]
    theirs_kept: String,
    #[serde(default)]
    theirs_late: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Everyday {
    everyday: Vec<RawGroup>,
    touch: Vec<RawTouch>,
    thread: Vec<RawThread>,
    season: Vec<RawSeason>,
    missed: RawLines,
    unfiled: RawLines,
    prepare: RawLines,
    pledge: RawLines,
}

#[derive(Deserialize)]
struct RawGroup {
    fits: String,
    say: String,
}

#[derive(Deserialize)]
struct RawTouch {
    by: String,
    say: String,
}

#[derive(Deserialize)]
struct RawThread {
    fits: String,
    steps: Vec<String>,
}

#[derive(Deserialize)]
struct RawSeason {
    from: String,
    to: String,
    say: String,
}

#[derive(Deserialize)]
struct RawLines {
    say: String,
}

fn parse<T: DeserializeOwned>(file: &'static str, text: &str) -> Outcome<T> {
    toml::from_str(text).map_err(|source| ContentError::Shape { file, source })
}

fn rows(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_string).collect()
}

fn wrong(what: &str) -> ContentError {
    ContentError::Word(what.to_string())
}

/// `3-9` or `3`.
fn span(text: &str) -> Outcome<(i64, i64)> {
    let (least, most) = text.split_once('-').unwrap_or((text, text));
    match (least.trim().parse(), most.trim().parse()) {
        (Ok(least), Ok(most)) => Ok((least, most)),
        _ => Err(wrong(text)),
    }
}

fn pledge(text: Option<String>) -> Outcome<Option<Pledge>> {
    let Some(text) = text else { return Ok(None) };
    let mut parts = text.split('|').map(str::trim);
    let days = parts.next().and_then(|days| days.parse().ok()).ok_or_else(|| wrong(&text))?;
    Ok(Some(Pledge { days, words: parts.map(str::to_string).collect() }))
}

fn touch(word: &str) -> Outcome<TouchKind> {
    TouchKind::of(word).ok_or_else(|| wrong(word))
}

fn result(word: &str) -> Outcome<SceneResult> {
    let (outcome, mood) = match word {
        "order" | "renewal" => (VisitOutcome::Order, Mood::Good),
        "interest" | "trial" => (VisitOutcome::Interest, Mood::Good),
        "good" => (VisitOutcome::Open, Mood::Good),
        "none" => (VisitOutcome::Open, Mood::Neutral),
        "complaint" => (VisitOutcome::NoOrder, Mood::Bad),
        "lost" => (VisitOutcome::NoOrder, Mood::Neutral),
        _ => return Err(wrong(word)),
    };
    Ok(SceneResult { outcome, mood, lost: word == "lost" })
}

/// Gives each list its deck.
struct Dealer(usize);

impl Dealer {
    fn lines(&mut self, text: &str) -> Lines {
        self.0 += 1;
        Lines { deck: self.0 - 1, lines: rows(text) }
    }

    fn scene(&mut self, arc: &str, raw: RawScene) -> Outcome<Scene> {
        let way = match raw.by.as_deref() {
            None => Way::OnSite,
            Some("video") => Way::Video,
            Some(word) => Way::Touch(touch(word)?),
        };
        let scene = Scene {
            purpose: raw.r#for,
            way,
            gap: span(raw.gap.as_deref().unwrap_or("4-12"))?,
            result: result(&raw.outcome)?,
            us: pledge(raw.us)?,
            them: pledge(raw.them)?,
            say: self.lines(&raw.say),
            kept: self.lines(&raw.kept),
            late: self.lines(&raw.late),
            theirs_kept: self.lines(&raw.theirs_kept),
            theirs_late: self.lines(&raw.theirs_late),
        };
        let says = !scene.say.is_empty() || !scene.kept.is_empty() || !scene.theirs_kept.is_empty();
        if says { Ok(scene) } else { Err(wrong(&format!("{arc}: the scene {} says nothing", scene.purpose))) }
    }
}

fn product(line: &str) -> Outcome<Product> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    match parts.as_slice() {
        [id, name, price, rest @ ..] => Ok(Product {
            id: (*id).into(),
            name: (*name).into(),
            unit: rest.first().copied().unwrap_or_default().into(),
            price: span(price)?,
        }),
        _ => Err(wrong(line)),
    }
}

fn month_day(text: &str) -> Outcome<(u32, u32)> {
    let (month, day) = text.split_once('-').ok_or_else(|| wrong(text))?;
    month.parse().ok().zip(day.parse().ok()).ok_or_else(|| wrong(text))
}

fn pairs(lines: &str) -> Outcome<Vec<(String, String)>> {
    rows(lines)
        .iter()
        .map(|line| {
            let (left, right) = line.split_once('|').ok_or_else(|| wrong(line))?;
            Ok((left.trim().to_string(), right.trim().to_string()))
        })
        .collect()
}

/// All of this language.
pub fn read(lang: Lang) -> Outcome<Content> {
    let files = files(lang);
    let place: Place = parse("place", files.place)?;
    let trade: Trade = parse("trade", files.trade)?;
    let products: Vec<Product> = trade.products.iter().map(|line| product(line)).collect::<Outcome<_>>()?;
    let kinds: Vec<String> = trade.kind.iter().map(|kind| kind.id.clone()).collect();
    let sold: Vec<String> = products.iter().map(|product| product.id.clone()).collect();
    let mut dealer = Dealer(0);
    let mut arcs = Vec::new();
    for (name, text) in files.arcs {
        for raw in parse::<ArcFile>(name, text)?.arc {
            let stage = match raw.stage.as_str() {
                "open" => Stage::Open,
                "grow" => Stage::Grow,
                "trouble" => Stage::Trouble,
                "end" => Stage::End,
                word => return Err(wrong(word)),
            };
            arcs.push(Arc {
                stage,
                again: raw.again,
                fits: indexes(&raw.fits, &kinds)?,
                products: indexes(&raw.products, &sold)?,
                quantity: span(&raw.qty)?,
                scenes: raw.scene.into_iter().map(|scene| dealer.scene(&raw.id, scene)).collect::<Outcome<_>>()?,
            });
        }
    }
    let raw: Everyday = parse("everyday", files.everyday)?;
    let everyday = raw
        .everyday
        .iter()
        .map(|group| Ok(Group { fits: indexes(&group.fits, &kinds)?, say: dealer.lines(&group.say) }))
        .collect::<Outcome<_>>()?;
    let touches =
        raw.touch.iter().map(|group| Ok((touch(&group.by)?, dealer.lines(&group.say)))).collect::<Outcome<_>>()?;
    let threads = raw
        .thread
        .iter()
        .map(|thread| {
            let steps = thread.steps.iter().map(|step| dealer.lines(&step.replace(" | ", "\n"))).collect();
            Ok(Thread { fits: indexes(&thread.fits, &kinds)?, steps })
        })
        .collect::<Outcome<_>>()?;
    let seasons = raw
        .season
        .iter()
        .map(|season| {
            Ok(Season { from: month_day(&season.from)?, to: month_day(&season.to)?, say: dealer.lines(&season.say) })
        })
        .collect::<Outcome<_>>()?;
    let missed_deck = dealer.lines("").deck;
    let missed = pairs(&raw.missed.say)?
        .into_iter()
        .map(|(word, line)| Ok((Reason::of(&word).ok_or_else(|| wrong(&word))?, line)))
        .collect::<Outcome<_>>()?;
    let unfiled = dealer.lines(&raw.unfiled.say);
    let prepare = dealer.lines(&raw.prepare.say);
    let pledges = pairs(&raw.pledge.say)?;
    Ok(Content {
        lang,
        place,
        trade,
        products,
        arcs,
        everyday,
        touches,
        threads,
        seasons,
        missed,
        missed_deck,
        unfiled,
        prepare,
        pledges,
        decks: dealer.0,
    })
}
