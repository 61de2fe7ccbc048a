//! Worlds that failed once: each short, with the name of what was wrong, run for ever.

use rounds::sync::Faults;

use super::plan::Plan;
use super::told;

/// What was wrong, and the plan that showed it.
const FAILED: [(&str, &str); 9] = [
    (
        "a snapshot put aside what had moved to another stream of this laptop",
        "seed=13 laptops=6 territories=8 room=1000 most=1000 heals=1 doubled=22 processes=1 clocks=1 manager=1 offer=13
        ask.4.8c5f21cc edit.5.365d2935 edit.7.3f0be19 deliver.2.9edde541 edit.6.f3701928 deliver.4.c1539950 ask.4.aa7769a9 ask.5.385964bd
        deliver.3.6cd22d47 deliver.6.c09b4613 edit.0.efd353b6 deliver.3.31ac84dc edit.3.5e8a8412 edit.6.aa8aa802 ask.5.97480b9d edit.2.f1a95761
        edit.2.c108f88a edit.5.ead4c425 edit.3.2f63c91b edit.6.e6d74771 edit.5.8fd5735a edit.2.71131f9f ask.5.63a1641a edit.1.80169a7b
        deliver.3.a6c979f1 deliver.7.426490a8 ask.4.9698ba4d deliver.1.74ab692a deliver.6.af1b6a10 edit.7.7fa94bc0 edit.6.27462ce0 edit.4.ec6cd698
        edit.0.253777ec edit.4.821cea6c edit.0.4695569a edit.5.3283b65d",
    ),
    (
        "a change that a snapshot had passed pulled its record back into a stream that it had left",
        "seed=21 laptops=4 territories=4 room=100000 most=100000 heals=1 clocks=1 manager=1
        old.5.3489c5c3 edit.4.c0fcbc9c edit.5.a0293f1c ask.1.8fe111d8 deliver.3.ee042f29 deliver.5.d199dafc ask.2.98cdc9b1 deliver.0.503c25ee
        edit.7.72387654 edit.3.974b6f1b server-dies.2.5fdfc18f edit.0.8612d3e8 edit.4.6f48e6bd deliver.2.78ddd6dc edit.6.e933be4 compact.6.84e95b52
        ask.1.de7c1218 ask.6.ea3a42af deliver.7.cbc1f041 deliver.1.1588bc92",
    ),
    (
        "versions given back counted as taken on an answer without slices",
        "seed=89 laptops=4 territories=3 room=1000 most=1000 heals=1 lost=4 doubled=24 refused=5 processes=1 clocks=2 manager=1 offer=13
        edit.0.4dbc5a5f ask.0.bb23f8b edit.5.126f948c backup.6.d62cbdc2 deliver.5.8d1e6ec6 deliver.1.8f6d9377 ask.1.ce225f7b ask.0.af3dd0a3
        edit.0.3eff3ad4 deliver.3.b225d003 deliver.2.f5a72e2a deliver.0.8aefbd59 deliver.5.7d23cdcf restore.7.3296a04b deliver.0.ed9cd6eb
        ask.0.60d2e042 deliver.7.e8ba5f78 deliver.2.f7b37abc ask.4.d50d43c2 old.4.bf2306ab deliver.6.752640bf deliver.3.15b4b215 ask.0.e6dfb5ce
        deliver.5.531700bd deliver.2.d6f894bf restore.6.aa67e5bd deliver.0.c77ba17",
    ),
    (
        "an edit in a territory that its author lost, and had again from a restored server, was never sent again",
        "seed=1000087 laptops=6 territories=6 room=100000 most=100000 heals=1 lost=12 clocks=2 manager=1
        edit.4.7d881374 backup.5.953cb253 ask.4.a8078878 deliver.7.476351da deliver.5.680086c8 assign.0.e139b391 ask.4.27118af2 deliver.0.85133c93
        deliver.7.9565a12e restore.7.851d3aa8",
    ),
    (
        "a move that a snapshot of where it went had passed already brought back what had left there since",
        "seed=1769 laptops=6 territories=8 room=200 most=300 heals=1 lost=16 clocks=1 offer=6
        edit.5.4d2f8d94 edit.4.9e39778e edit.7.2480a3f0 ask.1.281ce1d6 edit.0.74a5225a deliver.0.7dfea6ee edit.1.17190a76 deliver.3.c833310c
        compact.7.a9bfcf3c edit.6.b3c32407 edit.4.c34fac64 edit.7.3f0ea083 ask.1.7987c336 ask.0.868c6979 ask.2.8e182b88 ask.7.52731755
        deliver.7.ebca18be deliver.4.789a8ce6 deliver.4.bce3930b deliver.6.e2eae80d edit.5.d6963963 ask.6.808a40aa deliver.3.8a3b761b ask.6.294940ab
        deliver.4.c70dcf91 assign.4.eba1f750 edit.0.d12cb982 edit.6.386a9b4d edit.3.a8dd01e9 edit.6.777f4f9c edit.1.9f810386 edit.0.9ee589d5
        edit.0.a170d292 edit.6.3e74e9f3",
    ),
    (
        "what was aside when the server was restored was not given back",
        "seed=1000139 laptops=3 territories=5 room=100000 most=100000 heals=1 refused=11
        edit.2.a4a8d9df copy.6.d2d01a85 edit.1.b8b71ca8 edit.4.f3dec6c0 ask.1.2e5ef7a4 deliver.7.9342b6f2 deliver.7.e5b2cf46 ask.6.17b518a2
        edit.5.67c4c4be edit.7.5d8e212a backup.7.6b5a804b ask.5.17f05973 edit.7.296808cf ask.0.c31ee952 deliver.3.76ed7f2c deliver.7.9ffce96e
        assign.5.771dae7d deliver.6.cce0dc43 deliver.4.690d1307 deliver.7.c74b2bdc ask.6.e4cc0ea3 edit.0.d07d1d75 restore.0.1a79f27b deliver.0.352b6b6
        deliver.6.6d916fb4",
    ),
    (
        "one stream's going back set another's place to zero before what it had was given back",
        "seed=1000077 laptops=2 territories=8 room=100000 most=100000 heals=1 lost=17 clocks=3 manager=1
        backup.4.a8788891 edit.7.57634c6a old.4.5efefde backup.5.d1eb82b5 edit.0.584aed9c old.6.c7904e44 ask.7.48e63e8f deliver.1.f9202acd
        ask.6.4f9912d7 deliver.4.dfb4ba1 assign.2.a6188564 deliver.2.810e5d88 backup.2.a0f35a0 deliver.3.a936a185 edit.6.8f8bd0ab ask.6.f179a193
        deliver.0.427d9af restore.1.36378b9f edit.4.62ae2c8a deliver.5.bbc22bb7 ask.2.3002141b deliver.1.2f7726de restore.4.d3dc9183 deliver.2.86b56d33
        edit.3.fc06ffad",
    ),
    (
        "a deletion that lost gave the stamp of the record's creation to a field that a restored server had taken at another",
        "seed=1000071 laptops=4 territories=4 room=100000 most=100000 heals=1 lost=27 processes=1 clocks=3 manager=1
        deliver.1.6e3bf5b backup.6.c0a1c954 deliver.7.7ca4f655 edit.4.92a35abc edit.7.2f5d1054 edit.2.c7ee5103 edit.6.f119ff2b edit.5.34f8ca33
        deliver.7.cbe5f1f1 ask.0.bdd5a64f edit.1.39bb64a3 edit.7.d26cc0ac ask.6.f1e3e5a9 edit.1.6072a344 ask.7.b4390405 deliver.0.2f264b47
        edit.3.b69cdf04 ask.4.d0644c3f deliver.1.1b02885 ask.1.152d92da deliver.7.a2957677 deliver.5.8a9d837e edit.4.17ab1f50 deliver.2.2bb9d81
        edit.4.4fbf95c6 deliver.5.9f4c7da5 assign.5.72d49d7d deliver.3.2783a224 deliver.3.897de9b0 edit.0.f4413a58 ask.6.20a1026 deliver.4.824756ec
        deliver.5.e7dcadcd edit.5.4a46743f restore.6.4259e2e edit.1.3714c395 edit.7.15f22bf6 edit.7.a3a244fa ask.0.9d4bd961 deliver.5.8ae4e14c
        deliver.6.51d54788 ask.6.b98e399 deliver.4.ab0b1a01 edit.7.74810416 deliver.6.3b79b7f0 ask.1.adc9fec2 deliver.6.e98f224f deliver.4.a61f8a8a
        ask.6.d45d04bb deliver.1.8f1752e4 edit.5.4215388f edit.6.9d09b792 ask.7.faa2428f deliver.0.4155aac1 deliver.0.ef324a5b ask.5.d529bddb
        deliver.7.d49cc49b deliver.4.ca5fa226 ask.2.30927dfc deliver.6.c09bf3fc deliver.3.47501735 ask.2.df1978a2 ask.1.c922a72e deliver.6.bb1ded8
        deliver.6.ee124eb2 deliver.0.c3806503 deliver.1.b47b2d6c restore.0.9afac68f ask.1.5f623be1 deliver.2.b2955c4a deliver.6.83ab4223 ask.5.3abf6f73
        deliver.0.c6ddb784",
    ),
    (
        "what was given back and lay elsewhere was told once more with each request, and the log never ended",
        "seed=1000081 laptops=6 territories=3 room=1000 most=1000 heals=1 lost=13 doubled=13 refused=6 clocks=3 manager=1 offer=1
        ask.4.eca220d9 edit.2.4c5bc17d deliver.3.c1dd0594 deliver.5.76428cf0 ask.4.766402d5 edit.2.cd315c9f ask.4.8b081441 ask.7.b6587536
        edit.4.e93e93f1 deliver.5.b094e543 ask.0.f1b87241 deliver.6.d1c2cb4c deliver.7.b6f7bf2a edit.0.33f04de1 edit.5.66718d75 ask.4.b5c584c4
        deliver.7.e80416fe deliver.6.e500c112 deliver.4.7aac3a5a deliver.6.324a83d6 edit.3.148721c0 edit.5.91277553 edit.1.64d0018c edit.4.b3e1fe94
        edit.3.743cb715 edit.6.b8a18378 ask.4.7ab7d571 assign.6.7fcd080c backup.5.18151cc1 deliver.7.92a3c3e6 deliver.7.c47ee4a3 ask.4.f0213708
        restore.2.d7bdd48a",
    ),
];

#[test]
fn worlds_that_failed_once_hold() {
    for (what, text) in FAILED {
        let plan = Plan::parse(text).unwrap();
        if let Err((trouble, events)) = told(&plan, Faults::default(), true) {
            panic!("{what}:\n{events}\n{trouble}");
        }
    }
}
