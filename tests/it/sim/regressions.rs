//! Worlds that failed once: each short, with the name of what was wrong, run for ever.

use rounds::sync::Faults;

use super::plan::Plan;
use super::told;

/// What was wrong, and the plan that showed it.
const FAILED: &[(&str, &str)] = &[
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
    (
        "where a record lay was told only to who had not read that stream further yet: others put it aside",
        "seed=547 laptops=5 territories=5 room=1000 most=1000 heals=1 refused=4 clocks=1 manager=1
        ask.5.d074ac25 edit.4.63c2c9a0 deliver.6.dd764b46 edit.1.9b350a9c deliver.0.5c7fe58c edit.6.1ea9fe66 edit.5.40c71a25 ask.5.109da825
        deliver.5.28b42c16 edit.7.eb66eb6d edit.5.31b65075 edit.0.12626727 deliver.7.d1bf7204 edit.6.947a6510 ask.1.6c9073f5 deliver.6.59499e8f
        deliver.4.d678a331 ask.0.c4172fd deliver.2.cd75ae28 edit.6.47368818 backup.7.7155f901 ask.6.9540eda6 deliver.5.6f893258 deliver.6.24d861d6
        deliver.5.3b272c40 ask.0.19b258b deliver.3.bdebdc34 deliver.4.1d1af5d5 restore.6.c6a52413",
    ),
    (
        "an edit came before the one it was made upon, and that was given back at a later stamp",
        "seed=1279 laptops=4 territories=3 room=100000 most=100000 heals=1 doubled=8 cut=6 clocks=2 manager=1 offer=29
        edit.3.accd07eb edit.3.91036dbe edit.5.f7975bef server-dies.6.275f4bc8 ask.1.5207790c ask.6.5220768d deliver.7.309f61e2 old.3.d25635ec
        deliver.1.bf7d75db ask.5.acb142ee deliver.2.d7fb2f68 ask.2.e43cea6a ask.5.ba780590 ask.2.db492dfc deliver.0.26ce9e70 deliver.7.f94e9049
        deliver.6.acf1c256 deliver.2.891afa67 deliver.3.cbaceb80 ask.6.532c394f backup.7.b3fe7834 deliver.3.d242dcbd ask.4.8c427db8
        edit.2.faa7979d deliver.7.37c172d9 deliver.6.b325ad2a deliver.7.af82c48c ask.3.aa1e259a server-dies.7.10618c38 deliver.0.2f560a18
        ask.7.f5098ac6 ask.3.1fe435f5 deliver.2.317ddb70 deliver.4.ba6b355a ask.4.d9ff59dd edit.7.3f04441e deliver.1.aca5c7fe restore.6.17f49056
        ask.5.d06019a4 deliver.7.ad8b8393 deliver.7.b8b24986 deliver.5.89d3b5cb deliver.4.87ffb2e9 deliver.3.c99ca006 ask.3.8819b97c
        restore.2.33397fd deliver.4.c65c6119 deliver.6.687f18e1",
    ),
    (
        "versions of a server whose clock had been ahead got stamps of their own, and no longer stood in their order",
        "seed=1000080 laptops=5 territories=5 room=100000 most=100000 refused=1 clocks=1 manager=1
        backup.2.7d6b0c52 edit.5.4ca78df server-clock.1.1dbe13e1 ask.0.93cf7720 deliver.0.c2e48252 deliver.0.b4bb56b2 ask.7.ad1c4cc
        deliver.3.a97bd9ee deliver.1.c1c3c0bc edit.7.6921c69d ask.7.b924d27 edit.0.42bc5362 deliver.5.16dac42f deliver.1.741442ac ask.0.8d45d3a9
        deliver.6.fd971098 deliver.0.963b6a63 edit.2.a5df1a41 ask.2.1f2a758f deliver.6.2a726b4f deliver.3.84f99192 edit.2.f393ab54
        server-clock.1.5d49cdcc ask.7.6f45e529 deliver.6.7752f227 restore.2.4f28ab7e deliver.3.3a33b2db ask.7.cbb4170 deliver.5.2c00531b
        deliver.4.8ac12503 ask.0.8b26486 deliver.2.eeff7c09 deliver.0.e342d9b9 ask.5.398f3ebe deliver.5.f1dd0a33 deliver.5.ef192050 ask.7.6c83cf9
        ask.0.1bc3d3fc deliver.7.fd645047 deliver.7.6960d716 deliver.1.dcc7e4be ask.7.543f5c25 deliver.2.b62e227 deliver.5.54dd5471
        deliver.3.ef59985e ask.7.8a009579 deliver.1.24cff94 deliver.5.bd03ff40 ask.0.fd781de3 ask.7.e0a7d3e9 deliver.0.1d7025c6 deliver.5.d116ede8
        deliver.0.de3456a2 deliver.5.80af8570 ask.5.dd31ef3a deliver.0.61998431 deliver.2.2c8f2628",
    ),
    (
        "a deletion had two stamps in two lives of the server, and each side kept its own",
        "seed=1000102 laptops=3 territories=3 room=100000 most=100000 lost=3 doubled=7 refused=13
        edit.5.4d3b5df4 ask.3.86e3c4b deliver.0.8061f813 ask.1.8cd3251e edit.4.84e17f39 edit.2.e9cfe747 deliver.6.d8d52043 compact.1.f35db834
        edit.7.68d20e16 ask.2.c990ced edit.2.598453ea ask.3.13988c12 deliver.7.2269be9 edit.4.9fc33df8 deliver.0.6049d496 edit.0.44d8beb9
        edit.4.1d815d1 newer.5.3941fd1b deliver.5.92649853 compact.5.2bfbf779 edit.0.8147e01a edit.7.b8af0411 backup.2.de7bb323 deliver.1.85fcb000
        ask.7.51ce018a edit.0.d28b79e edit.3.2d432c52 edit.0.d1757e52 deliver.5.64d0c1d4 ask.5.d54d201a ask.4.4c4b09d2 deliver.2.2fe5f524
        ask.3.5ff778f5 deliver.5.e1f4a059 deliver.5.750d73ac ask.3.ceead619 edit.5.5dea08e9 edit.3.fa52a67a recount.6.fc3d1b43 deliver.5.4e663748
        edit.5.e10c4cba ask.1.34f6e934 deliver.2.f384d1a8 edit.3.4ade4853 deliver.4.62586dca edit.2.72765a11 deliver.2.3be46f35 deliver.5.f7970aa2
        ask.6.b70c417c deliver.1.300d5691 restore.5.f96353d9 edit.6.6a7f3b82 deliver.6.fa679b36 deliver.0.a492e478 deliver.6.7ca748d0
        edit.7.683c7292 ask.0.70652d5 ask.2.97a54a5a deliver.3.a94dfe90 deliver.3.9273870c edit.1.4576da81 edit.1.77543926 backup.2.8b91fe11
        ask.5.b1bcbc7c deliver.6.14e9cb2a deliver.3.cb316f81 edit.7.8e3b6bf ask.2.1be23bfc edit.0.1af01807 edit.7.9a840b8a edit.5.8478042f
        ask.6.65c148a4 deliver.2.9bdf0e5e deliver.0.57e4c9d4 deliver.7.34220be deliver.1.bcb8e2a1 compact.4.38476ac8 ask.0.1ca4f8a7
        edit.5.95170ea2 deliver.6.a706df32 ask.1.8dd3ce9d deliver.3.f55eed90 deliver.3.e7ed12cb deliver.7.2813e070 edit.3.6f0408e9 ask.5.6b180493
        ask.4.eb2486ff ask.2.301709d3 deliver.4.6685396b deliver.6.e0f1a60 deliver.0.1794281c edit.7.483839c7 deliver.5.6b523cc4 ask.6.2b24cb79
        compact.2.fbc0a7e1 deliver.2.93ae89e7 deliver.3.b7b24799 ask.1.56e8dd9e edit.0.4231e9b6 deliver.7.884197f deliver.2.5f60895d
        edit.3.7acd4e5c ask.4.d27a634 deliver.2.a4fe1540 deliver.2.f48cdc93 deliver.2.c7adde42 edit.2.feeb407b backup.2.652a18c0 edit.2.df459f1c
        backup.6.13fd40af ask.3.3d966944 ask.0.a3a948ab deliver.5.1bb26648 deliver.0.5c6a7ded ask.7.d9cad873 edit.2.c8369702 edit.3.85aa5d5
        deliver.6.7a092708 edit.3.61896d96 deliver.4.68e760db deliver.7.89e2ee7d edit.0.ae168674 ask.5.ffa3addd ask.7.9bf61d06 edit.4.c87e83e7
        deliver.0.a7c01827 edit.0.346a4335 edit.6.dd3d46d6 deliver.0.68b24caa ask.4.80707891 deliver.4.88ed9d42 edit.3.c8d50c55 edit.6.c1752ccd
        ask.6.a00daa77 deliver.4.ee28a016 deliver.7.5179ca5d deliver.4.4b0f147f ask.1.1814d313 deliver.0.4d4f462d restore.1.58b09bab
        deliver.6.1392fb1d ask.7.e7484c94 compact.3.25b1f67 edit.5.43ec1bd4 deliver.1.2d6384cb deliver.5.95dab397 edit.1.b62884ca
        deliver.2.8fb1bad6 ask.7.f1a0bb44 deliver.7.e41a6b48 deliver.5.3e793baa ask.4.6ad722ef deliver.1.8f75795f deliver.6.2996cd6f
        ask.7.e52f0114 edit.1.58c7edba edit.5.105a4ddb deliver.1.a10cad9d ask.5.eac0f9ae edit.5.2bd66948 edit.6.7c09515 deliver.0.3366522c
        ask.1.f2a8394d deliver.3.e826439b ask.5.39509344 edit.6.c50afc78 edit.4.5da75f37 deliver.3.af3391e9 ask.1.1e7e983b edit.2.7a9803b0
        deliver.0.fbcf7fb1 deliver.0.bc127642 deliver.7.fb1264ae edit.0.2a863616",
    ),
    (
        "a snapshot that was made for whoever had just sent stood at the mark of before that",
        "seed=2224 laptops=2 territories=7 room=100000 most=100000 cut=14 refused=8 clocks=1 manager=1 offer=5
        lies.1.da782d25 edit.3.32614d7d edit.0.a1b9f712 power.1.da782d25 ask.5.fff801e6 deliver.6.4cdaa3c9 edit.5.b0359158 edit.4.ecf82a74
        deliver.7.3ae28cbf edit.3.e0348a0e edit.7.7988d53c edit.7.9513553 ask.1.6a5eee87 edit.2.803a6250 ask.7.1134ad4c edit.1.5ae833e3
        backup.5.1585c81c edit.3.4a2340a0 deliver.1.3862496c edit.1.b1ee2c68 deliver.6.891c8b25 ask.7.9df8bffb deliver.5.462e2b78
        deliver.5.d360e7e0 ask.7.11e137c restore.4.5e8ff113 ask.5.83d39b61 deliver.2.750b91ca deliver.0.75acdca6 ask.3.28071781 deliver.3.f9c762fb
        deliver.7.60ff6a2a ask.5.66b67ac9 deliver.7.e537bd4c deliver.3.4aca6933 ask.1.4f78b5d1 deliver.2.835d2475 deliver.1.cc252350
        ask.5.d47e88fc deliver.1.538b90e7 deliver.0.9fd1ddd8",
    ),
    (
        "a snapshot that was made for whoever had just sent left what a server restored to before that did not have, at a mark that it knew",
        "seed=2499 laptops=6 territories=6 room=100000 most=100000 heals=1 doubled=19 cut=14 processes=1 clocks=1 manager=1
        edit.6.bb6a184e ask.6.36c7df5d edit.3.898d85cb deliver.6.10040ff deliver.3.4071dc36 backup.4.20bca8ed ask.3.f64446a0 compact.6.b12c0f77
        ask.7.1037b25c deliver.6.85a3cd1a deliver.7.d3ba6cfb deliver.3.5243ed34 deliver.7.e70980c5 ask.1.d909f34f restore.1.251aad9c",
    ),
    (
        "what the server set back when a merge was parted did not say what it replaced, so that who set it next seemed not to have known",
        "seed=1465 laptops=2 territories=5 room=100000 most=100000 heals=1 lost=26 clocks=2 manager=1
        edit.4.f70b34ab ask.0.70dfb6d5 deliver.2.5272829f deliver.3.d59b5e71 edit.2.f52cae52 edit.5.19cc66f6 edit.0.a08ea063 edit.4.d5b345cc
        edit.6.90707cf2 edit.6.c9e938fd ask.5.1b969d45 deliver.6.683bafde deliver.5.f5dc173f edit.6.69e0704 edit.3.6db1ded5 ask.3.81a02699
        edit.1.429dc77 deliver.6.afb3ef8f",
    ),
    (
        "the same of another name that a merge had left",
        "seed=1203 laptops=3 territories=8 room=100000 most=100000 heals=1 cut=9 clocks=1 manager=1 offer=17
        edit.4.71031ee5 ask.7.1bfbc75a ask.0.a1472a49 deliver.3.fdb27d3f edit.1.30dc31a4 deliver.1.5c6da2d9 deliver.3.35c8a18e edit.4.c0775eda
        deliver.3.b63d3b49 edit.3.9d3d3c70 edit.5.e8805d32 edit.2.171a6448 edit.1.5091250f ask.4.c4e72e00 deliver.4.a63304aa edit.2.dc812452
        edit.5.8eb8c141 edit.0.eab320cd ask.5.3b34b772 ask.3.570c5d8e deliver.6.6544822 deliver.4.d5aaa557 deliver.1.2567067 edit.4.8ca7a489
        newer.7.fe07c92d deliver.3.757214c6 deliver.3.4a7b51a5 edit.4.76fac9b3 edit.2.bfe6ae7f edit.0.8c2807a0 ask.2.829487d3 edit.0.44c51e55
        edit.5.97095c2d deliver.7.ebdaf406 edit.6.658ddaec deliver.4.85885490 edit.6.a9008559 ask.3.f257f50c deliver.2.9c94616b deliver.1.a9b534f
        edit.2.b02ddf5f ask.2.6813697d edit.4.8a950b70 deliver.7.8d961496 deliver.7.ac132d3c copy.2.bc0b7512 habit.3.267b8149",
    ),
    (
        "a laptop that was taken away forgot what it had handed over to a server that was restored in the middle of it",
        "seed=1000055 laptops=6 territories=8 room=1000 most=1000 heals=1 refused=3 clocks=1 offer=30
        edit.7.f41bec34 edit.1.ac8c65c9 ask.1.57e21211 deliver.0.4f0cc843 edit.7.aca33b62 edit.7.5dd886f3 deliver.0.1be5a4ba edit.6.ecc9ecf
        revoke.7.27be107e backup.4.17f77309 edit.7.6187366e newer.1.30355c0b kill.7.4e294f94 ask.1.5a3f8878 deliver.5.6d370539 deliver.0.9e0b7ad8
        ask.1.5840f050 deliver.1.1ae26302 deliver.7.a44dcd39 restore.0.544dead9 ask.1.282b2e9d deliver.2.1e9da6d5 deliver.1.97f262ea",
    ),
    (
        "an edit in a territory that its author lost and had again, from a bundle, before he heard of the restoration",
        "seed=1000149 laptops=4 territories=3 room=100000 most=100000 heals=1 clocks=1
        ask.7.73103cdf edit.5.fa3ec3c4 ask.1.1452a9bc deliver.6.476f4305 deliver.2.472df8be deliver.1.5d25a108 deliver.1.7c390358 edit.3.a59d12
        backup.0.d66ceab ask.3.4dc9bf01 deliver.5.159852c7 deliver.4.dce9c355 carry.3.79ca7170 carry.4.617b6e80 carry.0.774b4276 assign.4.7c401486
        ask.7.40ab9183 deliver.5.f29b0b29 restore.4.f911c80c deliver.0.94ef7a24 carry.7.4a4ac000 carry.7.c810da12",
    ),
    (
        "what had left, and was wiped since, came back with the restored server and was not read anew",
        "seed=1000147 laptops=6 territories=8 room=1000 most=1000 heals=1 doubled=18 refused=3 clocks=3 manager=1
        edit.1.a99345dc ask.0.f8e14316 ask.7.c6d09768 deliver.7.8b87ce4a deliver.6.119ce68d ask.4.23580a9f deliver.4.2da04e4 deliver.4.e87bdbd
        deliver.5.8ff4725a deliver.3.259e6bf7 edit.4.7e27224f ask.0.5881504f ask.3.d80e16e6 ask.3.2d099a2 deliver.5.33343b2c deliver.1.3759b405
        edit.0.e9e6421b deliver.2.89aebfd3 deliver.0.c4600ee9 deliver.2.1d31ba18 ask.4.2f063ba1 deliver.0.c361ad70 ask.0.dbdeda10 backup.5.15641aae
        deliver.7.fd3f3a83 deliver.2.7ba28dbc deliver.5.1bca83e9 deliver.2.4130e03f pass.0.1a5e6399 ask.0.405a37ab deliver.0.d084078e deliver.7.819afaf9
        restore.6.840c5014 prune.0.41895115 edit.6.d1394c96",
    ),
    (
        "what a snapshot had passed was told after what is newer: a parked change that somebody had decided about stood as parked again",
        "seed=3527 laptops=5 territories=8 room=100000 most=100000 heals=1 lost=17 clocks=2 offer=5
        ask.0.f536784f deliver.2.fc6009ea deliver.1.f1e1f38 ask.0.a88c833f ask.0.53aeefbd deliver.2.7884da31 deliver.3.20055d8 edit.0.afabc715
        ask.5.75212cbc deliver.3.d20d786b deliver.5.9641995b ask.6.bd1b48fa deliver.1.fd85e8a4 deliver.7.c5ce8ff4 ask.1.e3e0a02f edit.1.a01defa0
        ask.1.4c47c3fc deliver.1.68e1317e edit.6.de83f984 habit.1.d25f3baf deliver.1.b360a15d habit.6.c95df5de ask.6.baf6fa95 deliver.4.ab534ae9
        deliver.3.7050977d edit.1.a41e3675",
    ),
    (
        "an outcome that a snapshot had passed made an evict before it, in a log still to be read, seem to be old",
        "seed=4899 laptops=6 territories=8 room=200 most=300 heals=1 lost=32 refused=10 clocks=1 manager=1 offer=33
        ask.7.786a818d deliver.3.a59fe2e2 deliver.0.3a61cbd3 ask.4.ef6e682f edit.5.fed29116 deliver.4.74b363f8 deliver.0.651e08d5 ask.7.d1ff2d8f
        deliver.6.19daedf2 ask.4.5c729a14 deliver.1.6caa6d7b edit.3.a6bc8104 ask.4.a70c5cf0 edit.7.262e5302 ask.5.669ac31 deliver.6.a021fa1c
        ask.0.66837b82 deliver.1.e9478d34 deliver.3.c06f4e02 deliver.7.cfae4ba4 ask.4.d979e2f1 deliver.4.2b9ce62b deliver.0.8a11113d deliver.3.7676f3a3
        ask.4.71312b4e deliver.4.b52753a3 deliver.3.f6705a30 edit.4.42df3ff2 ask.2.d69ea5be ask.4.6d14fcf4 deliver.5.ce5f09b9 habit.3.5b34ea11
        deliver.1.dcbfcc4d compact.4.964e605f habit.3.2fcd8981",
    ),
    (
        "of a group that was refused one part was decided about and the other given up: a restored server was sent the one alone (1,000,139)",
        "seed=1000139 laptops=3 territories=5 room=100000 most=100000 heals=1 refused=11
        backup.4.b3c6ce8 ask.1.7cff836c deliver.7.903464d3 deliver.1.fc6f9621 edit.7.f90e6157 habit.1.8c4faf44 ask.4.1a93c504 deliver.6.bf3ebeb5
        deliver.1.60ca943c edit.4.7803edde ask.7.3e050721 deliver.2.1bddd1bb deliver.5.6e91e5f3 habit.1.60d506a7 restore.4.9e33637a",
    ),
    (
        "an answer ended in the middle of a group that was refused, and a restored server was sent the half of it that had been heard of (500,249)",
        "seed=500249 laptops=4 territories=8 room=1000 most=1000 heals=1 lost=13 doubled=6 refused=14 clocks=3 manager=1 offer=22
        edit.2.68c07321 edit.1.19676678 edit.3.a1212473 ask.5.9f7ec8d9 edit.4.25b8633b deliver.2.552bce9a deliver.6.f47bbb6c ask.1.9cef2b5c
        deliver.3.bb2d9a65 deliver.4.5b3614b0 edit.7.f874dd90 edit.7.197bd2e backup.2.de897793 ask.4.8d0aa21e edit.5.41ede9f7 ask.7.3a67424d
        deliver.3.1ab0229b deliver.2.35f6f7b edit.3.691e365a habit.1.f33f572a ask.5.27b66015 deliver.2.124c8d3c deliver.2.4141596f deliver.6.8c567e62
        ask.3.86cee8d4 deliver.3.a2774d7d edit.1.bf892fc8 edit.1.dbb326eb deliver.2.1d6830c3 edit.5.fb1e93b3 deliver.1.8dd0dafe ask.1.42f7c8
        deliver.6.a681e961 deliver.5.f4253eef restore.6.d4b5554e",
    ),
    (
        "what a server had taken before it was restored was held for taken, and its author's laptop was told to forget (203,114)",
        "seed=203114 laptops=6 territories=5 room=1000 most=1000 lost=14 clocks=2
        backup.1.82f31b6a edit.1.6acfef7 ask.7.c7056dc2 deliver.0.89634613 restore.1.dd26f0e0 deliver.0.da7b0ef9 ask.1.ec12d93a deliver.0.f07e53f9
        deliver.1.201cbf55 ask.1.18ee8701 deliver.1.9486baeb deliver.3.3f5b31f2 revoke.1.5b994247 ask.1.735fb6f deliver.3.a236bc deliver.5.2871f617
        ask.7.3478e273 deliver.7.d9164963 deliver.3.79533210",
    ),
    (
        "what a server had taken before it was restored was held for taken, and what builds on it was sent before it (202,657)",
        "seed=202657 laptops=6 territories=4 room=1000 most=1000 heals=1 manager=1
        edit.1.fef0c7c3 ask.0.6d7393c6 edit.1.21aeb353 ask.5.857b1f06 deliver.0.bfbee80f ask.7.21d30475 keep.0.70f5aed1 deliver.6.26c0771e
        deliver.7.23c21c6d backup.6.eebd3798 edit.0.296fc668 deliver.0.76598681 ask.6.8aad9a54 deliver.4.e79d5822 deliver.7.ee1b6043 deliver.5.8998ac65
        restore.3.6b4c5046 deliver.1.86517c92 ask.0.fa3c6001 deliver.1.925bf20f deliver.6.fd60e334 edit.0.1a3c86cf ask.6.d34a8abc deliver.5.7eff5a01
        edit.0.6ef1d1e8 deliver.4.b275b60c ask.6.f019c12 deliver.1.dea8690c deliver.2.4e4e1cbd ask.0.942f9136 deliver.0.525cce11 deliver.7.290d738c
        ask.6.9e4684cd deliver.5.d4998afc image.0.70f5aed1",
    ),
    (
        "what a laptop had brought to a server that was restored at once, to where the laptop had been, was lost with a laptop taken away then (204,554)",
        "seed=204554 laptops=5 territories=5 room=1000 most=1000 refused=13 manager=1
        edit.0.134d21a edit.6.fa9616e edit.6.71738a01 ask.6.f11ce5de deliver.6.69b852e7 backup.1.562617ba ask.0.407c14b1 deliver.1.421e51f0
        deliver.2.668bc070 deliver.5.6c52f71e restore.1.4cff1a46 ask.0.ab0fa259 deliver.4.2bb643ec deliver.0.28be55f7 revoke.0.d9602f9a ask.5.258f9fd4
        deliver.0.410d16eb deliver.2.3eadbbf9",
    ),
    (
        "a tombstone was collected where it lay for the restored server, and stayed on a laptop that had it elsewhere (206,721)",
        "seed=206721 laptops=3 territories=4 room=1000 most=1000 heals=1 doubled=6 refused=10 clocks=1 manager=1
        edit.7.c94fafee edit.0.c06a3352 ask.7.c61ca93f ask.3.89b21d3b deliver.6.9afc2578 deliver.6.1da93620 deliver.1.3d21e3b deliver.6.9e7c18a
        ask.0.ecfe4971 deliver.4.dad84fe deliver.2.7f223abe edit.0.71ac3c75 edit.0.8821a92d deliver.7.70618cba edit.4.2269095e deliver.2.d8202e8c
        edit.6.789f8485 ask.5.def546e2 edit.6.17e2420b deliver.7.213b21d8 edit.1.349da6ec ask.2.3270f5d3 deliver.4.3768cefc edit.0.7442737b
        ask.6.96aa875b ask.7.4d3b1047 deliver.3.cba1af28 ask.0.dfce247e deliver.0.408df467 deliver.5.6018bdcc edit.4.63390269 edit.3.7255c50a
        deliver.4.7196112d deliver.3.71f747d8 ask.4.155f02ac deliver.7.4759f234 deliver.1.664c2352 deliver.5.e6bf6d55 backup.2.58579568 edit.1.254bed75
        deliver.2.2aaf653a deliver.4.d538d4fe deliver.3.62b9ead0 edit.4.b6d1c5b4 pass.5.8d5d9aca ask.7.51fc532d role.1.2a5bca2b ask.0.74ad3068
        edit.0.3b1e131c deliver.5.97daef8b deliver.6.b67f1dff restore.4.ed56e9ba compact.7.44b1216c deliver.1.dd1ba7a6",
    ),
    (
        "the server was restored again while a laptop read all anew, and nothing told it what was lost of what it had not read again (105,307)",
        "seed=105307 laptops=5 territories=6 room=100000 most=100000 heals=1 clocks=2 manager=1 offer=14
        edit.4.3a4a43bd backup.5.74c6aef0 edit.7.2030468f ask.4.7152ee7a deliver.0.cc0af055 deliver.1.a49a7bd7 role.2.914e47cf edit.6.487599a5
        ask.7.a2440c8c deliver.6.bc4a46d3 edit.5.4a7099c2 deliver.1.fb80152c edit.2.4dda6536 edit.1.13df21f4 edit.3.df06d81a edit.2.8a1a32fd
        assign.6.3ca1a0a6 backup.2.5f2c2207 ask.7.829a35d deliver.2.4d371415 ask.5.95338804 deliver.0.7769d927 deliver.3.a36e3d3b restore.7.cf6fbc38
        deliver.3.247758dd ask.0.24ff79d7 deliver.4.c54de069 deliver.2.5ec6e3a5 edit.0.79de0b53 ask.5.fa7bfd deliver.3.bd523947 deliver.6.d1d8cf47
        ask.5.b4026a65 deliver.1.dd483a9e deliver.3.eaf4c4ae restore.7.7bdc8b78 ask.4.f6307a0c deliver.6.238a5d7b",
    ),
    (
        "a file half taken from a server that was restored meanwhile: nothing told that its records were lost there (300,739)",
        "seed=300739 laptops=6 territories=5 room=100000 most=100000 heals=1 cut=8
        ask.3.91e53900 ask.5.55ce9e0c backup.1.b0b292b5 deliver.2.7b39a1af deliver.5.f4e786f6 edit.6.41996bb9 ask.0.db9229bd ask.4.4fe9a37d
        deliver.6.a101809a deliver.3.9c800a75 deliver.4.1a645e4f deliver.4.dc73c1e2 ask.6.2a81eaa8 deliver.7.b7b656a7 restore.2.a31d87d8 deliver.5.a2aad667
        edit.5.232a49d9 deliver.3.91b2f76f deliver.5.572db764 ask.6.7d9e4caa ask.5.54047497 edit.5.1f737c73 deliver.3.c4006512 deliver.3.39d8fa76
        deliver.4.cf149fd ask.0.36454859 deliver.0.7c1481ed deliver.5.7757d81c deliver.2.64b9db6 ask.5.b5c2acb3 deliver.3.dc658dcd compact.7.be6293de
        deliver.5.eadcfe2b ask.0.8a3c4024 deliver.0.c8b97138 deliver.0.49059d28 ask.0.f883d518 restore.7.53310a9c",
    ),
    (
        "a way back was made for a laptop whose marks a restored server did not know, and made them known (600,009)",
        "seed=600009 laptops=5 territories=5 room=100000 most=100000 heals=1 clocks=2 manager=1
        edit.6.98d65a25 backup.4.8493d3fd edit.5.2693900c ask.0.57ee753e deliver.0.520079da restore.2.c4b8f7db deliver.4.b291d7ac ask.1.28803e24
        carry.0.317630fe deliver.6.a5f22e91 edit.4.c7964b47 carry.5.7e88f5b3",
    ),
    (
        "a laptop died behind its forgetting, and nobody enrolled it again: the world's own (701,641)",
        "seed=701641 laptops=3 territories=3 room=100000 most=100000 heals=1 doubled=16 refused=2 clocks=2 offer=6
        revoke.4.8d9f8a56 doom.4.c5b47d39 ask.1.4ab810d1 deliver.3.fbe7870f deliver.6.e271c97 carry.4.a5f3bccc",
    ),
    (
        "half of a refused group was done with, its author sent the rest again under a new name, and a restored server took the half (1,109,641)",
        "seed=1109641 laptops=2 territories=4 room=100000 most=100000 heals=1
        compact.5.38310df7 ask.4.8bc61356 ask.3.75d35bcc deliver.1.2fc7a4cd deliver.2.a00996de deliver.3.3e8333b5 deliver.2.bd050ce3 ask.5.8fd32ae
        ask.1.887f707 deliver.2.4f64b92 deliver.2.fcdab172 edit.7.c7d64926 ask.7.a7e6945e deliver.5.765a89e3 ask.4.4b928cfd edit.6.32aac651
        deliver.2.f4446c2 ask.4.d5f9b670 deliver.5.f98c36c6 habit.6.78060ec4 deliver.2.b058d547 habit.2.b7cba371 ask.5.7ac6b376 backup.4.3486a37b
        ask.0.4fbb73d8 deliver.1.8b6bafbf deliver.3.e94a369f deliver.3.ae978eab edit.0.e0de290f deliver.2.3133926b restore.4.bab0d04a ask.4.a44209f2
        deliver.3.94c406d9 deliver.6.cfaa81e9 ask.6.cef4fd0d deliver.0.a1912a13 deliver.1.c050f833 ask.4.9c38c2e deliver.5.ca3b431d deliver.6.585125f3
        ask.0.d562383d ask.6.34d2a953 deliver.4.ecce1b7c deliver.3.430b630f ask.6.f7ab6060 edit.0.da4589fd deliver.0.8dd86a6d deliver.4.709eb47b
        ask.6.1d90df1 deliver.7.15488ce3 deliver.6.76d804b4 ask.4.4a24856a deliver.3.d023ccff edit.2.af93d461 deliver.7.b61753cc restore.1.be92f462
        ask.6.9155d0a1 deliver.1.11188e62 deliver.1.877136f7 ask.6.e0c0ac40 deliver.1.decdd8fe deliver.5.b89187fd habit.4.5630d532",
    ),
    (
        "what a file did not have any more was kept aside as of where it was last named, and did not come back from a restored server (1,004,501)",
        "seed=1004501 laptops=4 territories=8 room=1000 most=1000 heals=1 clocks=1 manager=1 offer=9
        deliver.3.b2ad4a58 ask.7.d41b22e3 edit.1.81667e13 deliver.2.4d767f00 deliver.3.5c7a9f09 ask.4.77fa5a43 deliver.1.daadebd edit.1.abebf9fe
        deliver.5.f8cc76ec ask.7.361c7363 deliver.1.519d440b edit.7.318ba201 deliver.5.974a331a ask.2.517cb571 edit.1.e97021b edit.1.4f38ca11
        deliver.6.4b4c74f4 edit.0.4858020f edit.5.4e289cea habit.3.225282c3 habit.4.c1346517 edit.2.2b2c8e72 edit.0.c04c07ad deliver.0.6b57c587
        edit.2.40cca843 edit.7.84984f0b ask.5.5ea96157 deliver.2.646359cd ask.4.a78bdf20 deliver.4.f83b1259 edit.3.f3fd922c edit.6.84ac77f0
        ask.5.d278d83e ask.7.1d947d43 ask.6.70e777e edit.7.97655f89 habit.2.6147edd9 deliver.5.733d954a edit.1.dfa19362 edit.5.408758c0
        habit.3.b619ad24 edit.3.9ccd9c1a edit.5.81ff554e deliver.5.f8610e9f deliver.5.d3f46965 edit.1.1cd27a73 deliver.2.101364c6 edit.1.ec6a0f15
        edit.3.f55ebc41 edit.3.29c12aeb upgrade.5.e2f98f47 edit.5.69ba9eb8 deliver.2.1abbb910 edit.0.57110684 ask.6.9bc35a24 edit.1.bc8e1abe
        ask.0.54d6f65a edit.4.635b20af ask.1.46798a1b ask.3.c91fb3bf deliver.4.4144fe70 deliver.2.a1edb1dc deliver.1.d1b09338 deliver.2.23a67448
        deliver.7.8733af93 deliver.2.808609d1 deliver.5.7698edbb ask.6.5dae162a ask.4.da8130c2 edit.7.9cc2d5c9 edit.3.b03e8ed5 ask.1.cbef42ab
        deliver.6.def08404 deliver.4.43151112 deliver.6.b0aa28bc deliver.0.60c29189 deliver.7.424c8e3d edit.5.3c777fad deliver.7.14709b4f edit.7.6c3e6c2b
        ask.7.82f1b04a edit.5.203f7b31 deliver.3.3d7140aa deliver.2.1d37c4f deliver.7.eea0e00d ask.2.e855433d deliver.5.17605ed5 deliver.3.34e6f5bc
        edit.3.867582d7 edit.5.a4705a51 ask.6.807662e9 edit.3.f07eb3b2 ask.1.8e88b040 edit.6.acda7271 edit.3.ab3f99b6 deliver.2.d2e0e3c
        deliver.4.264d6624 deliver.2.bcf80a76 deliver.1.46fb07d habit.7.f14ccae3 ask.6.4148817a edit.7.cd96ce3c edit.4.33f8106c deliver.7.29aef7de
        deliver.7.7a337512 ask.2.423d768b edit.4.ff80c6bd edit.7.f3285683 deliver.7.5f6bfa86 ask.3.6e29d158 deliver.2.577e6097 edit.3.c0bef462
        deliver.0.b2639da1 deliver.7.aee98584 ask.6.7fdcc59c ask.7.2991642 edit.3.25b0679e ask.7.dcb9d4a9 deliver.0.65519f53 deliver.6.8011f05b
        ask.7.453eb565 deliver.2.16b5eeb1 ask.2.2371695e deliver.6.911e6df1 deliver.7.91f10e40 backup.0.628902d3 deliver.5.8b186f20 ask.3.505a8c3e
        deliver.0.e4494bff ask.6.3cfb4ab8 deliver.6.60e23676 deliver.1.38b6aa78 ask.2.f74c838c restore.5.128d31f6",
    ),
    (
        "a file in a bundle that a restored server made led a laptop on from a place of the former log (5,000,623)",
        "seed=5000623 laptops=2 territories=7 room=100000 most=100000 heals=1 doubled=14 cut=14 refused=2 manager=1 offer=2
        edit.3.ccab41cd ask.6.f18e61ac deliver.6.ea0a3f4f deliver.7.2c4fef86 ask.5.338c3bae backup.3.ce1c7f0c deliver.4.be686100 deliver.5.9e4ef87e
        edit.4.ab1bab73 ask.4.88800c64 edit.2.2d0ff84f ask.4.2fdbe06a edit.3.a3710b84 deliver.0.13ae8c4e edit.0.277ec60f restore.0.f1c8e26b
        deliver.6.17a7fff3 edit.3.ac10248d ask.6.924552b8 deliver.6.a78e845 carry.7.fdc650a5 carry.5.b9621503 carry.3.14962306 carry.2.a6b30eb0",
    ),
    (
        "forty days after a restoration a restored server only said its time, and what was to be sent again was let go of by that (5,100,342)",
        "seed=5100342 laptops=6 territories=5 room=100000 most=100000 lost=4 doubled=17 refused=2 manager=1
        edit.1.429e6bf5 backup.6.6193c43a ask.2.a43caea1 deliver.2.d400d200 deliver.4.d97e8c5a ask.6.c90745f0 ask.0.bf6f6cc9 ask.1.7c8a92f9
        deliver.3.b2bf8bc1 deliver.2.df32492f deliver.2.5fbb9506 deliver.4.52f30590 deliver.0.446de92a deliver.2.e66e49f9 deliver.4.a9982ae4 restore.7.57856877
        ask.0.a402d377 deliver.3.25887ef8 deliver.5.2943b6c6 deliver.2.413b590d ask.7.8172d7be deliver.1.bf57ab62 deliver.2.51c61607 ask.4.6a704a51
        pass.3.8efaae5d deliver.0.1edef90e deliver.1.4933d33a deliver.3.3f4e559a prune.7.d32f412a",
    ),
    (
        "what a restored server had taken again counted its days from the first time, was let go of, and lost when it was restored once more (1,000,104)",
        "seed=1000104 laptops=4 territories=8 room=100000 most=100000 lost=27 cut=8 processes=1 manager=1
        deliver.4.287404c4 edit.0.5c18196 deliver.5.c6b0e452 edit.2.51cd678d deliver.1.ac839a91 edit.3.15f4e2e0 ask.1.a87dced3 ask.4.9a5211a8
        edit.6.fd8183b8 edit.2.90c8b6e1 deliver.0.c3820b09 edit.4.16f026f0 deliver.1.33483d05 ask.1.169b8c3e deliver.5.60001078 edit.7.cdaff8
        ask.4.14dd94be ask.0.e94fd35b ask.0.cb1509ae deliver.1.d6b2d2b5 deliver.5.e9896340 deliver.1.edd93f0f deliver.7.58c55523 deliver.0.90460265
        edit.6.c0a39b10 deliver.3.259d3cb3 edit.2.ab92638e ask.5.5131cbe3 deliver.3.cdb92540 edit.5.c2f12a61 edit.1.55ecb0c deliver.3.a62b192c
        edit.5.72709547 edit.0.50620fb8 backup.6.5f9db500 habit.4.efb594c5 deliver.3.8298922b ask.7.414a8174 deliver.6.af0ca577 edit.2.86cacac7
        deliver.0.bd212a30 deliver.1.2064882c edit.2.b9c171bc edit.4.67dc29cc deliver.4.6b06a60c ask.0.36a1e2a7 edit.3.828d2702 edit.3.ddc30570
        server-dies.0.80afdaee deliver.5.8565ba75 habit.0.db3fcb06 edit.7.c6eb07b3 deliver.2.533072c7 deliver.3.a4726a81 edit.7.7e3e8d06 deliver.6.2ad30615
        deliver.5.5e3f74c8 assign.1.fac5b437 deliver.3.b6bd7c07 backup.2.f87438bd ask.0.9a695e93 ask.3.1a47a4c1 edit.2.ff363f8 deliver.0.d569828e
        edit.1.9b7003a6 deliver.3.b0f8cfce ask.2.8822c17e edit.1.7a06c701 ask.5.60b03eaf ask.4.9e870591 deliver.3.60467973 deliver.1.46fb7f1c
        deliver.0.be1f891b ask.3.c676ddc0 ask.0.d290c997 edit.3.751b93 backup.6.8f89a381 edit.4.eee33d55 ask.1.61117980 deliver.4.1256415c
        deliver.5.9c94da56 deliver.5.1f3b64a0 deliver.2.2a08968d deliver.5.f699cad2 deliver.6.2fdbb3a7 newer.7.cdbf2d0c ask.4.11178694 backup.4.598f5f26
        deliver.7.9f8e4eb ask.0.2247cb33 restore.6.a7e1ba2a ask.5.d34fae5b ask.3.83445945 deliver.0.2c0d68b3 ask.0.1e1e8da0 backup.2.8ede0f68
        ask.3.69a3d2d1 deliver.6.d6612bf2 habit.3.7f01e3af ask.1.33310768 pass.5.b3bb662a backup.3.3b974110 deliver.0.f9186e8f edit.2.f0fd52b1
        deliver.0.35e281c6 ask.5.7c7ac621 backup.6.1d087fbe prune.7.c9754e44 deliver.0.5ad25dda edit.6.aa433712 edit.5.6dda722a ask.7.952ea5f9
        ask.1.3a12d707 deliver.7.15c3258 ask.0.de296b71 deliver.2.13628218 power.1.475923b1 edit.1.47899537 ask.3.1444b094 ask.6.829c3e52
        ask.7.af99674e deliver.3.f4165860 edit.5.3df603a9 deliver.5.7be4d694 deliver.6.4b7863a8 deliver.0.23dba005 ask.5.76490f4a deliver.4.3c985250
        edit.1.5521b451 deliver.4.f2e4ac47 edit.3.55d0659a ask.7.39ab36bc ask.6.49674a70 edit.0.cdd1873b edit.7.2cb051fe deliver.2.f3a1e065
        deliver.0.e166e746 deliver.3.508c68d9 deliver.4.8ee0628c deliver.4.65f86ce6 deliver.0.60a4398c ask.6.2a9e10a deliver.0.10fc08bb edit.3.d2f7fdf4
        edit.0.8ec32b25 kill.3.800a1f50 deliver.0.511b538b ask.3.4bf75d0b deliver.0.fc118482 edit.1.6bde7a22 edit.2.810309a6 deliver.2.be5ecfa1
        ask.2.d467a44c deliver.4.cbc46fc1 deliver.2.cf49c679 deliver.3.19e3f1b1 ask.3.f50884e0 deliver.4.9bedf81a ask.6.2f85427d ask.6.87d62787
        deliver.3.35d6c3e6 prune.3.8eaf2385 edit.6.286acc0c edit.3.e1d67f14 restore.2.23d624df",
    ),
    (
        "what had lost to a customer's move of after a restoration was given back once more, and counted as refused before and brought back (5,200,071)",
        "seed=5200071 laptops=6 territories=5 room=100000 most=100000 heals=1 lost=4 cut=11 manager=1 offer=30
        edit.0.b49a4c47 ask.0.894b06f8 ask.7.68b7695f deliver.0.606ccc65 edit.5.810a7283 deliver.6.5d29e3b5 deliver.7.d7f0c969 edit.0.4afaf495
        ask.2.d73b4af8 assign.1.fb1380ca deliver.0.225bfcde edit.7.b7ae8cd7 edit.6.9853afc5 deliver.3.41de683a deliver.5.26bda248 ask.5.c2dd225d
        ask.2.5ec6e28d ask.2.ebc71e7a edit.3.903ca1cc ask.1.dc921cfc deliver.2.aeafcf54 deliver.7.3b529acb backup.2.c401e145 deliver.5.b511b5c6
        assign.4.20582d24 edit.2.27ba93a9 edit.2.1bd88678 deliver.4.a3f3c070 deliver.2.16c1f4d9 deliver.2.e839aa36 ask.2.e1afbc59 deliver.6.bff56e
        ask.3.6623027b edit.0.45559967 deliver.5.644ea0bd deliver.0.672e6713 restore.6.93680b0d habit.2.e5bacc7d",
    ),
    (
        "what a restored server took once more had replaced something unseen, and the note of that lay where nobody read (5,300,245)",
        "seed=5300245 laptops=2 territories=3 room=100000 most=100000 heals=1 refused=13 manager=1
        ask.6.561f1d51 deliver.1.3d447dff edit.1.b1f9a171 deliver.0.87faf2b0 ask.3.5f15d4 deliver.3.9dbd7fcc ask.3.33a72075 compact.4.521c89bf
        edit.5.f2dfbaf9 ask.7.e0546d2e deliver.7.e9808ec7 deliver.1.f85fccf7 edit.0.e67dd859 deliver.2.fb6db8b9 deliver.2.3ffcd20d deliver.6.fe546eb8
        ask.0.44b468cc deliver.6.4482bcff deliver.1.8223107d ask.2.77e1ebbf edit.4.19c1bb56 ask.2.bee11a9e assign.6.759c8471 deliver.0.7953ba47
        deliver.1.b735dcb1 backup.3.8b336d06 ask.6.a7f09cc5 deliver.6.9a04dc18 restore.3.daa5be76 deliver.0.1dcad36d",
    ),
    (
        "what was knowingly replaced, by what lost to a third, was noted as lost when a laptop gave it back (8,101,157)",
        "seed=8101157 laptops=6 territories=4 room=100000 most=100000 heals=1 manager=1
        edit.2.3ec88e46 edit.4.c4fde653 ask.2.47ea5d11 deliver.4.4aee6997 habit.5.fa03e7c2 habit.7.272d4ae8 deliver.5.694c79f7 ask.4.cbfbec9
        deliver.1.3c2df399 deliver.5.50f137a1 newer.4.186a97e2 compact.5.1b55096e habit.2.9f963c05",
    ),
    (
        "a part of a change was refused when others gave it back, and its author's word was then older than what the server had put there (8,203,855)",
        "seed=8203855 laptops=3 territories=7 room=1000 most=1000 heals=1 refused=7 manager=1
        edit.2.cd40392b edit.1.504a26c5 edit.3.d73b4d76 ask.2.b48c448a deliver.2.2ee6a967 backup.0.b713010f newer.2.113ad738 deliver.4.7963b26c
        edit.1.b5e2c98d ask.2.b2669a3f ask.0.c19c63ed edit.3.32ed2801 deliver.2.1cedd6f5 edit.3.155b6157 ask.7.94e892f7 deliver.2.c2c6a7c6
        deliver.1.cb4c7f2 deliver.2.b4412cf8 ask.3.7d45e5c8 habit.6.e381d921 deliver.0.47e91b4e deliver.2.c3be316 deliver.7.c0f739aa ask.2.2aa93fc2
        deliver.1.95051866 deliver.7.808211ad deliver.0.f9e98102 ask.5.cf045fea habit.4.9152c611 deliver.3.279a81a restore.2.723ef7c1 deliver.2.c2344928
        ask.5.adb35e32 deliver.3.30660283 deliver.2.73946a19 ask.2.d41ca222 deliver.1.3a6c444d deliver.1.deab6673 ask.2.44e070b3 deliver.4.e16503e
        deliver.5.e8875318 ask.5.ea9e218d deliver.5.da5c7603",
    ),
    (
        "an answer that ended within a refused group left its other half waiting: the one half was given up, and the other sent alone",
        "seed=8303915 laptops=2 territories=4 room=100000 most=100000 heals=1 lost=7 doubled=5 cut=13 processes=1 clocks=3 manager=1
        edit.0.2e307e9d edit.7.29d5b4 edit.5.fc3270cb edit.2.4b44ad64 edit.4.1ee3d0c5 ask.4.10bf7823 edit.1.cd8006c0 deliver.1.a08afc73
        edit.3.a4526c6b edit.4.a6bab284 deliver.1.541f3f17 ask.3.ccb30a15 deliver.3.dfb648d3 ask.6.56a2f748 ask.2.517949ac edit.6.8e2c3aff
        deliver.1.c85b538a edit.4.4dc305b0 deliver.1.ec129e32 edit.2.f686ec2c deliver.7.4f3dfeae deliver.1.56638342 ask.7.95960a05 deliver.5.28aa376a
        edit.1.b58da18d edit.5.62c4e91b edit.4.f422593f backup.2.fde0c6e3 deliver.1.dccf7b18 deliver.4.e8299544 edit.4.7949abb3 ask.5.d4225442
        ask.1.1e367a8c deliver.5.5188e5fb edit.2.8cc6922d deliver.5.b1f06c0b deliver.6.43e07086 habit.3.b295e750 edit.5.b1491e41 edit.4.8ea1fbdb
        habit.3.91f9327b edit.1.e9a50e38 edit.2.cc39a736 edit.6.b293f2dd edit.2.d906d161 edit.6.5d0aa987 edit.6.6fdfab6a edit.4.1226e6be
        edit.7.91ee4efb deliver.5.3590756f ask.6.19e52983 deliver.4.6ce62075 deliver.2.4e300a95 ask.7.9eadf951 deliver.2.94c01cdd restore.3.a739978d
        deliver.0.d23c5fc8 habit.3.97d829ab habit.5.a242b0b7",
    ),
    (
        "what a restored server had refused came back after what it had put in its place, and lost to that in silence (10,013,255)",
        "seed=10013255 laptops=4 territories=5 room=100000 most=100000 heals=1 lost=22 doubled=12 cut=12 refused=3 clocks=3
        backup.2.fbc09472 role.4.3faa5c7f ask.7.be838b79 deliver.3.40910cc4 deliver.1.ac13c9cf ask.3.1db58d24 restore.5.1d8f4fe0 deliver.7.da17cb08
        deliver.2.3d1ffec4 ask.7.5565be37 deliver.3.be2d5a73 deliver.5.952e6f56 doom.7.9754c544 ask.7.a3bb9e5c ask.3.31e347c deliver.2.7879e05c
        deliver.6.894fab87 deliver.2.22161797 ask.7.e4662dd0 deliver.2.ac0a3fd6 deliver.3.391c69eb ask.1.7711b763 deliver.4.d7db254c deliver.1.ca068a08
        restore.3.8e4d09a5",
    ),
    (
        "an answer ended between a value and the note of what had lost to it: given back to a restored server it won once more, unnoted (10,012,201)",
        "seed=10012201 laptops=4 territories=6 room=200 most=300 heals=1 lost=25 doubled=3 cut=9 clocks=1 manager=1
        edit.5.64c3026c ask.5.395c713 deliver.4.a16343d1 deliver.2.f17b2501 edit.7.4ccabcc8 ask.5.bb5e6406 ask.5.78433ae9 edit.4.56989d42
        deliver.5.ec0ecaa4 edit.6.84d9dd78 newer.3.22c2430c edit.3.b1b8f0d8 edit.1.40d03644 backup.3.a6be23bc edit.2.35a48990 edit.6.fc039e31
        edit.4.817db455 deliver.1.c9978f67 edit.1.807d16f0 deliver.3.4bb9ee21 edit.4.ac1101e7 ask.5.2ecf4cef deliver.2.a5b355f6 edit.3.7baf5a87
        ask.6.2228d133 edit.6.ba02aef3 edit.6.e2dd7f9d deliver.5.143f36ce newer.2.98bdac4c server-dies.7.519e2cdd deliver.1.d6eb55e7 ask.1.284f24d3
        deliver.1.2ee20bfc deliver.0.1fa6e497 restore.0.abc4da80",
    ),
    (
        "the simulator's own: half a file is more than the place in the log says, and its mark is stated until it is read (10,012,132)",
        "seed=10012132 laptops=4 territories=8 room=200 most=300 lost=19 doubled=19 refused=7 clocks=1 manager=1 offer=39
        backup.5.148386b2 edit.5.da1b46e5 edit.4.1db2e64f ask.4.6c3e7fa4 deliver.6.c02f65dd compact.1.76af3b8d deliver.7.28a61c19 ask.1.d714398
        deliver.6.970bd435 deliver.3.19bacc2e ask.5.51b7fc9 restore.2.b087fd17 ask.1.14777144",
    ),
    (
        "a bundle of the server's former life brought what one stream had then into a book that had read others anew",
        "seed=11004051 laptops=6 territories=8 room=100000 most=100000 heals=1
        ask.1.f8586802 deliver.2.f80331ec deliver.2.3747f89d compact.7.feed9327 ask.3.d3e64aa6 edit.1.7b942b7e edit.5.d7941c44 ask.1.aaf4e2c6
        edit.3.1b744bba deliver.1.64a69d55 deliver.4.3e445f7c carry.1.5142b174 backup.3.dedba1be ask.6.a0e0f428 deliver.0.928197ca edit.1.837b4b71
        deliver.0.b2848e8a backup.5.25239518 deliver.1.d5d6edba carry.2.926e3e8e edit.3.a0fe7bff deliver.3.8e635b5a ask.7.2cca0485 deliver.2.32ca1883
        deliver.3.c6993907 edit.7.18d3fb60 ask.5.8c35b580 ask.7.31912cda deliver.2.53b005a deliver.0.493a8355 deliver.0.731da21e backup.2.1dfa6317
        ask.3.47fec502 ask.6.7bf580fa carry.1.9665f523 ask.0.1eee87b5 edit.0.3f3cc579 carry.0.f3a64ce5 ask.3.3f4342d4 deliver.6.167e703d
        deliver.7.14200b72 habit.6.c78f7aca deliver.4.1c041c93 carry.3.4aa9ad93 deliver.5.f7498f44 deliver.7.5dbbd440 restore.1.cee5d551 ask.3.dfc276ad
        deliver.3.2d84868e compact.0.2c0170b4 habit.2.5a9f69d7 deliver.5.ac6dc5fe ask.0.685fa413 deliver.3.6e20aef8 deliver.7.f823d7e9 ask.0.1ab94c52
        carry.1.d54a6d61",
    ),
    (
        "of two values of two lives of the server, both given back, the later stood and the other was gone in silence",
        "seed=12065789 laptops=5 territories=6 room=100000 most=100000 heals=1 lost=31 doubled=11 processes=1
        edit.5.b808d2c9 ask.0.afa9f1c8 deliver.3.6b0c88fb backup.7.a066fef5 edit.5.4b10ba75 deliver.6.dc192c76 deliver.7.5e505ad4 ask.0.3da256d7
        deliver.7.3005cd3c deliver.6.ba2af4bb restore.6.ec9677ef ask.4.420f14 ask.6.6e51129b deliver.2.8115f659 deliver.6.90e5d3f1 deliver.1.2b180625
        edit.6.5278b465 deliver.0.59ecd645 ask.1.ce84fee8 deliver.7.85a5a5ff deliver.3.b3591ca2 restore.7.e6776f56",
    ),
    (
        "the same of three lives (12,085,903)",
        "seed=12085903 laptops=5 territories=5 room=100000 most=100000 heals=1 doubled=8 cut=5 refused=14 manager=1
        edit.2.29d5f7a2 edit.5.cde6701b edit.0.b85387e edit.1.71518d65 ask.5.757a25ae ask.3.709b4d19 doom.4.4e408018 edit.4.cb7740aa edit.3.cbc44560
        edit.5.b2945320 edit.6.6728e835 deliver.1.f88f0efa deliver.2.377f64c3 ask.4.da4e0fc deliver.2.e4840cdc deliver.4.f8d1ca4a deliver.4.3c29e0b3
        edit.3.8d2004b4 deliver.5.63152378 edit.6.ca97aeb1 edit.3.be50846d backup.4.f26cd84e edit.4.337482e4 edit.7.efdf25d2 edit.0.442c787d
        edit.3.87a0147f ask.3.c0e1085b edit.4.fcb2842d deliver.6.57b2b777 deliver.7.ab2735d restore.3.5781d38a ask.4.6d974067 deliver.0.1025dbb5
        deliver.1.3d00d099 restore.0.aae2c93f",
    ),
    (
        "a move of the office's, given back, lost in silence to one of another life of the server (12,089,299)",
        "seed=12089299 laptops=5 territories=8 room=100000 most=100000 heals=1 lost=34 doubled=12 cut=2 manager=1 offer=37
        ask.7.d18952f9 edit.6.6ac5a42e ask.1.dc3a64ce deliver.0.4813a783 deliver.5.5408b190 backup.5.d7ea42c6 deliver.4.3b2cb5b3 habit.5.bd53b887
        ask.4.ed3e686e edit.6.bfeb6ac7 deliver.1.2df12eab deliver.0.d684f951 ask.6.50ad7c6d deliver.2.2f4678be deliver.6.f56365c6 restore.5.1af2f4d0",
    ),
    (
        "the same of one of two that a former server had written (12,050,109)",
        "seed=12050109 laptops=3 territories=7 room=100000 most=100000 heals=1 lost=1 refused=10 manager=1 offer=39
        edit.6.8d4c27b7 ask.3.9d66889e backup.6.fd160178 deliver.7.fada5d2d deliver.1.c695be49 habit.1.26e6b45a edit.6.3123132c ask.2.c0b65964
        deliver.4.122e7435 deliver.5.4f90f413 ask.6.1b4c593c deliver.7.d0dba600 deliver.4.37203f96 restore.2.ea1bc73",
    ),
    (
        "the same beside a manager's move (12,060,949)",
        "seed=12060949 laptops=4 territories=5 room=100000 most=100000 heals=1 cut=6 manager=1 offer=17
        edit.0.297e20ef ask.4.8eeb4e8f edit.0.5a59a6a7 deliver.0.ac972379 edit.3.12760f12 habit.5.baf65f5b deliver.0.ca5e77cc ask.4.bf0ca093
        deliver.2.8880e0c9 deliver.0.de6ddde9 edit.6.24d05660 backup.0.6002a54f edit.0.51bdf83b habit.4.b17bb967 edit.4.f900b818 ask.2.41ef7baa
        deliver.1.81a12856 deliver.5.46e64be ask.4.485fb181 deliver.3.57032b7a deliver.0.83a14726 restore.3.48366978",
    ),
    (
        "the same of what the server led on since to the customer that stands for another (12,077,383)",
        "seed=12077383 laptops=3 territories=6 room=100000 most=100000 heals=1 lost=34 doubled=22 cut=7 clocks=1 manager=1
        edit.0.f3857269 edit.0.394cc3fd edit.4.bcb19753 edit.0.df8c11b2 edit.4.4440e5ad edit.0.4d7ba6ba edit.1.f2333743 edit.7.752d2a52
        edit.2.f3775aa6 edit.1.940b44e4 edit.1.99a6400b ask.7.4a85fd1e deliver.5.8f48cfe4 ask.2.7f48a5f0 deliver.7.ccd26212 deliver.0.ceb1d83b
        edit.7.fc2197ca edit.6.91c0ed0e edit.4.6785e880 edit.2.fc692708 deliver.2.d36e5285 edit.7.27d1609a backup.5.8d822880 edit.6.aaa91ed5
        edit.7.f80646b ask.0.29380c51 edit.2.32e7cc97 deliver.5.af050eca deliver.2.65aadd3f edit.0.3151be4e ask.3.c2f40083 ask.2.a7bb3b71
        deliver.0.2d73fffd deliver.1.d7352d72 deliver.4.45ab07a1 deliver.6.3108e0dd edit.2.ad16659a edit.6.d1e3856 edit.4.2e2dadd1 copy.7.9a76d6a9
        restore.7.fd6f05a4 deliver.2.9c64f35b ask.6.d3ac393c deliver.5.68240599 restore.2.db2ec58d deliver.1.11790719",
    ),
    (
        "a place that one server did not know and the next one knew went on counting as unknown where nothing is given: nothing was handed over",
        "seed=12016709 laptops=2 territories=7 room=1000 most=1000 heals=1 lost=17 doubled=19 refused=13 offer=40
        edit.0.2248dc89 backup.4.3018f274 ask.5.54b22d43 deliver.6.619d89d6 ask.6.2459f531 deliver.4.9dad13de deliver.6.81837211 deliver.6.51c67aa1
        restore.6.96c32fa ask.5.3005d100 assign.5.a5c94d84 deliver.7.72141e1f deliver.5.a30893a4 compact.4.57257442 ask.0.f07f71b7 ask.7.adfa9a2a
        deliver.5.53c1325 deliver.7.97af4f1a deliver.0.37ea3e11 ask.0.a1c13c65 deliver.5.8b3e620b deliver.2.a196f0ad restore.0.ecdc2e52
        revoke.6.47596a86 deliver.2.874f7296",
    ),
    (
        "the same where the log came to the same place again (12,008,065)",
        "seed=12008065 laptops=6 territories=7 room=200 most=300 heals=1 doubled=20 clocks=2 manager=1
        ask.6.e6e51024 ask.7.9d687b98 deliver.5.9d17ae5d deliver.2.6684f2b6 ask.5.650a1d80 edit.5.19374315 deliver.1.5d094a5d deliver.1.1d757a0d
        deliver.7.aa2a2bfd deliver.7.3b0facd7 ask.5.bfc76d3e deliver.6.52d18a3f deliver.3.98d11b54 backup.4.5c945273 ask.2.372f677c ask.3.9a005779
        edit.3.768d0b7 deliver.7.e9f816a0 deliver.4.533845a5 deliver.2.4fc9e0dc deliver.0.17ebc785 kill.5.ba1ebc40 deliver.1.a599e68d
        deliver.5.6d3936f deliver.1.4aff5052 restore.3.4c79a481 deliver.1.7fdc8d77 ask.3.532f029 deliver.0.aed936e0 deliver.1.11abf8b6 ask.3.fa331ea4
        deliver.6.5a00981d deliver.6.e5aab216 ask.5.1867c840 deliver.0.6f9fe234 revoke.3.47c6b81b",
    ),
    (
        "an edit of a customer had come before his making, the office had moved him, and the making was refused (12,042,543)",
        "seed=12042543 laptops=6 territories=8 room=200 most=300 heals=1 lost=27 manager=1
        edit.5.d8f55961 edit.1.a22e391e edit.5.7bb950e4 edit.5.19fd19b5 ask.1.d73eebcf deliver.0.208134e7 edit.4.d0e0eb00 deliver.2.d7261fb9
        edit.4.ecbbe8c6 deliver.4.a9391a86 edit.7.80a54e92 backup.3.717982a1 edit.6.3964d81e ask.5.b198dd99 edit.7.92ce4ae2 deliver.5.2b68f227
        edit.4.cd534be4 edit.6.c719d5fb deliver.4.e99d919f edit.4.a2224506 restore.1.6385015b edit.4.4f9cd939 edit.4.8b87d6ea ask.5.2befd810
        deliver.4.e4583632 edit.7.ffda9304 deliver.3.9a69732f ask.5.f34438fd ask.6.a1ec8565 deliver.6.43a6823a deliver.4.803fb18f deliver.5.c904587a
        edit.4.2e79805f edit.3.fb0f33c1 ask.5.61512eb7 deliver.2.f19c1603 deliver.5.79f49c60 edit.4.dcb77ba1 assign.0.36518623 ask.2.95d0e849
        deliver.6.e82ab158 deliver.4.6a20472d ask.2.18781cae deliver.1.1340384c deliver.5.fe6bc3b3 restore.1.4ef8f90f",
    ),
    (
        "the same of a contact (12,079,551)",
        "seed=12079551 laptops=6 territories=6 room=100000 most=100000 heals=1 doubled=15 refused=2 manager=1 offer=18
        edit.7.7fee9a6b edit.4.e1480988 edit.7.d7fa161a backup.7.dd440348 edit.2.353aa1a6 edit.4.a377bc6 edit.7.dc347dba edit.4.d4ac6512
        ask.4.68640eb2 deliver.3.787aa8fe edit.5.5428bfa0 edit.6.914b3c1e edit.2.862abd9a deliver.4.b38f756f edit.1.b7894e28 ask.6.b9ceeef6
        edit.4.dddf7703 ask.7.db93e73d edit.4.ff1487e0 ask.2.f4a5ac1b habit.5.eb2c527a deliver.2.ab2ce547 edit.3.36489136 deliver.0.c541f4be
        deliver.0.7264ad0b deliver.5.9ec991d5 deliver.7.f608dd46 deliver.6.ebaa9ad6 ask.4.bd38b741 edit.2.34d9fb4b edit.7.ed19bb15 deliver.2.e283fd68
        deliver.0.4b2f48b9 edit.6.f5f3768 edit.5.e9c02c82 edit.2.652af3c4 edit.4.53d1017d restore.4.98716086",
    ),
];

#[test]
fn worlds_that_failed_once_hold() {
    // A plan that a failing seed printed, once more: what happens in it.
    if let Some(path) = std::env::var_os("ROUNDS_SIM_PLAN") {
        let plan = Plan::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let (Ok(what) | Err((_, what))) = &told(&plan, Faults::default(), true);
        eprintln!("{what}");
        return told(&plan, Faults::default(), false).map(|_| ()).unwrap();
    }
    for (what, text) in FAILED {
        let plan = Plan::parse(text).unwrap();
        if let Err((trouble, events)) = told(&plan, Faults::default(), true) {
            panic!("{what}:\n{events}\n{trouble}");
        }
    }
}
