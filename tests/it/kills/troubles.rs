//! What befalls a server that is a real process: its disk is full, its file is put back from yesterday in the middle of a sync, two of it run
//! over one folder, one laptop brings much.

use super::company::Company;

#[test]
fn a_server_put_back_from_yesterday_in_the_middle_of_a_sync_gets_everything_again() {
    let mut company = Company::new();
    for at in ["server group", "server committed", "server commit"] {
        company.edits();
        company.is_whole("before");
        let yesterday = company.backup();
        company.edits();
        company.is_whole("meanwhile");
        company.edits();
        company.restored_in_a_sync(at, &yesterday);
        company.is_whole(&format!("put back, held at {at}"));
    }
}

#[test]
fn story_13_others_sync_while_one_laptop_brings_much() {
    let mut company = Company::new();
    for at in ["server opening", "server part"] {
        company.others_sync_while_it_is(at);
        company.is_whole(at);
    }
}

#[test]
fn two_servers_over_one_folder_lose_nothing() {
    let mut company = Company::new();
    let second = company.second_server();
    for round in 0..4 {
        company.edits();
        company.sync_at_once(&second);
        company.is_whole(&format!("round {round}"));
    }
}

#[cfg(unix)]
#[test]
fn a_server_whose_disk_is_full_says_so_and_loses_nothing() {
    let mut company = Company::new();
    company.edits();
    company.is_whole("before");
    company.fill_the_disk();
    company.adds();
    company.sync_fails();
    // The rep goes on working.
    company.adds();
    company.sync_fails();
    company.empty_the_disk();
    company.is_whole("room again");
}
