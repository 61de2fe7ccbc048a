//! English words of visits that came to nothing, and what may stand around them.
//!
//! It must not decide anything: [`super::vain`] does.

use crate::schema::Reason;

/// Who or what it is said of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// The place: no other thing stands before it.
    Place,
    /// Somebody, or nobody in particular: no thing.
    Somebody,
    /// Somebody who is said.
    Person,
    /// One oneself.
    Me,
    /// It says itself of whom it is.
    All,
}

/// What may follow.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// Nothing, or what only goes on to say when and why.
    Soft,
    /// Anything.
    Any,
    /// A day: `put off till tues`.
    Day,
    /// Somebody, and then nothing or what only goes on: `didnt get to see nicola`.
    Whom,
}

/// The words, why, of whom, what may follow, and whether they say it by themselves.
pub(super) struct Rule(pub(super) &'static str, pub(super) Reason, pub(super) Of, pub(super) Behind, pub(super) bool);

use Behind::{Any, Day, Soft, Whom};
use Of::{All, Me, Person, Place, Somebody};
use Reason::{CalledOff, NoTime, NobodyThere, Refused};

/// All of them.
pub(super) const RULES: &[Rule] = &[
    Rule("shut|closed|locked up|down?", Reason::Shut, Place, Soft, true),
    Rule(
        "shut|closed|locked for good|lunch|refurb|christmas|xmas|holidays|stocktake|stocktaking",
        Reason::Shut,
        Place,
        Any,
        true,
    ),
    Rule("shut up shop", Reason::Shut, Place, Any, true),
    Rule("boarded|boards up", Reason::Shut, All, Soft, true),
    Rule("shutters|shutter is|are|was|were? down", Reason::Shut, All, Any, true),
    Rule("door|doors|gate|gates is|are|was|were? all? shut|locked|closed|bolted", Reason::Shut, All, Soft, true),
    Rule("all locked", Reason::Shut, All, Soft, true),
    Rule("no lights on", Reason::Shut, All, Any, true),
    Rule("in darkness", Reason::Shut, All, Soft, true),
    Rule("evacuated|cordoned", Reason::Shut, Place, Any, false),
    Rule("couldnt|cant|cannot get in|inside|through", Reason::Shut, All, Soft, true),
    Rule("could not get in|inside", Reason::Shut, All, Soft, true),
    Rule("unable to get in|inside", Reason::Shut, All, Soft, true),
    Rule("not able to get in|inside", Reason::Shut, All, Soft, true),
    Rule("no way in", Reason::Shut, All, Soft, true),
    Rule("knocked off", Reason::Shut, All, Soft, true),
    Rule("shut|closed|locked the? doors|door|gates|gate", Reason::Shut, Place, Soft, true),
    Rule("NOBODY is|was|being? allowed|let|getting in|inside|through|up?", Reason::Shut, All, Soft, true),
    Rule("in|on|under|into full? lockdown", Reason::Shut, Place, Soft, false),
    Rule("roped|taped off", Reason::Shut, Place, Soft, false),
    Rule("all|everyone|everybody|staff|were|was|been sent home", Reason::Shut, All, Soft, false),
    Rule("power cut|outage", Reason::Shut, Place, Soft, false),
    Rule("flooded", Reason::Shut, Place, Soft, false),
    Rule("fire alarm going|went|gone? off?", Reason::Shut, All, Soft, false),
    Rule("all|everyone|everybody stood|standing? outside", Reason::Shut, All, Soft, false),
    Rule("all|everyone|everybody stood|standing|out in the car|street|road|yard park?", Reason::Shut, All, Soft, false),
    Rule("gone bust", Reason::Shut, Place, Soft, true),
    Rule("ceased trading", Reason::Shut, Place, Soft, true),
    Rule("NOBODY in|there|about|around|home|available|answering|answered|covering", NobodyThere, All, Soft, true),
    Rule("NOBODY on|at the desk|reception|counter|door", NobodyThere, All, Soft, true),
    Rule("NOBODY came to the door", NobodyThere, All, Soft, true),
    Rule("NOBODY else? to see|meet|talk|speak", NobodyThere, All, Any, true),
    Rule("NOBODY in the office|shop|building|place", NobodyThere, All, Soft, false),
    Rule("not a soul in|there|about|around|home?", NobodyThere, All, Soft, true),
    Rule("no answer at the? door", NobodyThere, All, Soft, true),
    Rule("knocked|knocking|rang|banged|buzzed on|at? the? door|bell|doorbell|buzzer", NobodyThere, All, Soft, false),
    Rule("knocked for|and|but|twice|again", NobodyThere, All, Any, false),
    Rule("no sign of life|anyone|anybody|them|him|her", NobodyThere, All, Any, true),
    Rule("no sign of _", NobodyThere, All, Soft, false),
    Rule("nowhere to be found|seen", NobodyThere, All, Any, false),
    Rule("gave|given up waiting?", NobodyThere, Me, Soft, false),
    Rule("a? no show", NobodyThere, Somebody, Soft, true),
    Rule("no-show|noshow", NobodyThere, Somebody, Soft, true),
    Rule("stood me|us up", NobodyThere, All, Any, true),
    Rule("didnt|never|hasnt show|showed|shown|turn|turned|appear|appeared up?", NobodyThere, Somebody, Soft, true),
    Rule("forgot|forgotten", NobodyThere, Person, Soft, false),
    Rule("forgot about me|us|our|it", NobodyThere, Person, Any, false),
    Rule("forgot i was coming", NobodyThere, All, Any, false),
    Rule("missed him|her|them|_", NobodyThere, Me, Soft, false),
    Rule("didnt|never|couldnt|cant|not get|got|manage|managed|able? to? see|meet|catch", NobodyThere, Me, Whom, false),
    Rule("never saw|met|caught", NobodyThere, Me, Whom, false),
    Rule(
        "not|wasnt|isnt|werent|arent|never in|there|here|about|around|available|on-site|back",
        NobodyThere,
        Somebody,
        Soft,
        false,
    ),
    Rule("not|wasnt|isnt|werent|arent on site|shift", NobodyThere, Somebody, Soft, false),
    Rule("out|away|off|absent|abroad|teaching|operating|busy", NobodyThere, Person, Soft, false),
    Rule("out|away on|at|with|till|until|all|for", NobodyThere, Person, Any, false),
    Rule("gone to|for|home|out|on|away|early", NobodyThere, Person, Any, false),
    Rule("off sick|ill|poorly|today|till|until|home|with", NobodyThere, Person, Any, false),
    Rule("day off", NobodyThere, Person, Soft, false),
    Rule(
        "on|at|in a|an|the|his|her|their? holiday|holidays|hols|leave|course|lunch|break|meeting|meetings|training|nights|\
         funeral|dentist|doctors|hospital|court|wedding|conference|theatre|surgery|phone|class|another|interview",
        NobodyThere,
        Person,
        Soft,
        false,
    ),
    Rule(
        "on|at|in a|an|the|his|her|their? annual|jury|maternity|paternity|mat|sick|school|head",
        NobodyThere,
        Person,
        Any,
        false,
    ),
    Rule("in a? meeting|meetings all|till|until", NobodyThere, Person, Any, false),
    Rule("had|has|have? already left|gone home|early|already|for|out?", NobodyThere, Person, Soft, false),
    Rule("had|has left|gone home|early|already", NobodyThere, Person, Any, false),
    Rule("had to dash|rush|run|shoot|leave|go off|out|away|home|early?", NobodyThere, Person, Any, false),
    Rule("called|rushed|dragged away", NobodyThere, Person, Soft, false),
    Rule("tied up|working from home", NobodyThere, Person, Soft, false),
    Rule("tied up", NobodyThere, Person, Soft, false),
    Rule("not|wasnt|isnt|didnt|never answering|answer|answered the? door|bell|knock", NobodyThere, Person, Any, false),
    Rule("on|at|in his|her|their|the _ funeral|wedding|leave|do", NobodyThere, Person, Soft, false),
    Rule("poorly|wfh|ill", NobodyThere, Person, Soft, false),
    Rule("cancelled|canceled|cancels|bailed|flaked on me|us", CalledOff, All, Any, true),
    Rule("cancelled|canceled|cancels|bailed|postponed|rearranged|rescheduled", CalledOff, Somebody, Soft, true),
    Rule("cancelled|canceled|cancels last|at|me|us|it", CalledOff, Somebody, Any, true),
    Rule(
        "cancelled|canceled|cancels|postponed|rearranged|rescheduled|moved our|the|todays|my meeting|appointment|appt|visit|slot|demo",
        CalledOff,
        Somebody,
        Soft,
        true,
    ),
    Rule(
        "meeting|appointment|appt|visit is|was|got|been? cancelled|canceled|off|postponed|rearranged|rescheduled|moved",
        CalledOff,
        All,
        Soft,
        true,
    ),
    Rule("called|calls|call it off", CalledOff, All, Any, true),
    Rule("called off", CalledOff, Somebody, Soft, true),
    Rule(
        "cancelled|canceled|moved|postponed our|my|the 8am|9am|10am|11am|12pm|1pm|2pm|3pm|4pm|5pm|8|9|10|11|12|1|2|3|4|5",
        CalledOff,
        Somebody,
        Soft,
        true,
    ),
    Rule("cried off", CalledOff, All, Any, true),
    Rule("let me|us down", CalledOff, Person, Soft, true),
    Rule("double booked|booking", CalledOff, Person, Soft, true),
    Rule("double-booked", CalledOff, Person, Soft, true),
    Rule("had to cancel|postpone|rearrange|reschedule", CalledOff, Somebody, Soft, true),
    Rule("blew|blown me|us out|off", CalledOff, All, Any, true),
    Rule("put|putting me|us off", CalledOff, All, Any, true),
    Rule(
        "pushed|pushes|bumped|knocked|moved|moves|swapped|switched|shifted me|us to|back|till|until|on|forward",
        CalledOff,
        All,
        Any,
        true,
    ),
    Rule("pushed|knocked|put it|things back|off", CalledOff, Somebody, Any, true),
    Rule(
        "moved|moves|changed|switched|swapped|shifted|pushed|put it|things to|till|until|back",
        CalledOff,
        Somebody,
        Any,
        true,
    ),
    Rule("put|putting off till|til|until|to|for", CalledOff, Somebody, Day, true),
    Rule("asked|wants|wanted me|us? to? leave it? till|til|until|to|for", CalledOff, Somebody, Day, false),
    Rule("didnt|not|never|wont happen|happened|happening|go", CalledOff, Somebody, Soft, true),
    Rule("asked|wants|wanted|needs|had to rearrange|reschedule|postpone|cancel", CalledOff, Somebody, Soft, true),
    Rule("could|can we|i|you do|make|come|leave it? _? _? instead", CalledOff, All, Any, false),
    Rule("couldnt|cant|cannot make it|today", CalledOff, Somebody, Soft, true),
    Rule("too busy to see|speak|talk|stop|meet", Refused, Somebody, Soft, true),
    Rule("too busy to see|speak|talk|meet to|with? me|us", Refused, Somebody, Any, true),
    Rule("too busy", Refused, Somebody, Soft, false),
    Rule("too busy for me|us", Refused, Somebody, Any, true),
    Rule("snowed|swamped under?", Refused, Person, Soft, false),
    Rule("rushed|run off his|her|their feet", Refused, Person, Soft, false),
    Rule("come|call|try back|in? another day|time", Refused, All, Soft, false),
    Rule("didnt|hadnt|doesnt|no have|got|had? any|the? time", Refused, Somebody, Soft, false),
    Rule("didnt|hadnt|doesnt|no have|got|had? any|the? time for me|us", Refused, Somebody, Any, true),
    Rule(
        "didnt|hadnt|doesnt|no have|got|had? any|the? time to see|talk|speak|stop to|with? me|us?",
        Refused,
        Somebody,
        Soft,
        true,
    ),
    Rule(
        "wouldnt|wont|refused|refuses|didnt|couldnt|cant|cannot to|want? to? see|meet me|us",
        Refused,
        Somebody,
        Any,
        true,
    ),
    Rule("wouldnt|wont|refused|refuses to? speak|talk to|with me|us", Refused, Somebody, Any, true),
    Rule(
        "wouldnt|wont|refused|refuses|didnt|not to? let|allow|allowed|letting me|us? in|through|past|up",
        Refused,
        Somebody,
        Any,
        true,
    ),
    Rule("wouldnt give me|us the time", Refused, All, Any, true),
    Rule("turned|sent|shooed|waved me|us? away", Refused, All, Any, true),
    Rule("told|asked me|us to leave", Refused, All, Soft, true),
    Rule("told|asked me|us to go away", Refused, All, Any, true),
    Rule(
        "not|dont|doesnt|wont|arent|isnt|wasnt|werent see|seeing|take|taking|accept any? reps|anyone|visitors|callers|anybody|salesmen",
        Refused,
        All,
        Any,
        true,
    ),
    Rule("no cold? reps|callers|visitors|salesmen", Refused, All, Any, true),
    Rule("appointment|appointments only", Refused, All, Soft, true),
    Rule(
        "couldnt|didnt|cant|never get|got past the? reception|receptionist|security|desk|gate|gatehouse|door|guard",
        Refused,
        All,
        Any,
        true,
    ),
    Rule("fobbed|palmed me|us off", Refused, All, Any, false),
    Rule("never|didnt got|get there", NoTime, Me, Soft, true),
    Rule("didnt|never make|made|get it? there|over|round|in|to", NoTime, Me, Soft, true),
    Rule("didnt|never make|made it", NoTime, Me, Soft, true),
    Rule("ran|run out of time", NoTime, Me, Soft, true),
    Rule("no time to go|visit|call", NoTime, Me, Soft, true),
    Rule("had to skip|miss|turn", NoTime, Me, Any, true),
];
