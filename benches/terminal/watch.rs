//! What the system says of a process: its memory, its processor time, what it wrote.

use crate::terminal::Terminal;

fn proc(terminal: &Terminal, file: &str) -> String {
    std::fs::read_to_string(format!("/proc/{}/{file}", terminal.process())).unwrap()
}

/// A line of the status in MB, a million bytes each: `VmRSS` is what is in memory now, `VmHWM` the most that was.
pub fn memory(terminal: &Terminal, line: &str) -> f64 {
    let status = proc(terminal, "status");
    let line = status.lines().find(|text| text.starts_with(line)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() * 1024.0 / 1e6
}

/// Processor time of all its threads in ms, and bytes written, as the system counts them.
pub fn spent(terminal: &Terminal) -> (f64, u64) {
    let own = |stat: &str| stat.split_whitespace().next().unwrap().parse::<f64>().unwrap() / 1e6;
    let mut all = own(&proc(terminal, "schedstat"));
    let process = terminal.process().to_string();
    for task in std::fs::read_dir(format!("/proc/{process}/task")).unwrap().flatten() {
        // A thread may have ended since.
        let stat = std::fs::read_to_string(task.path().join("schedstat"));
        if task.file_name().to_string_lossy() != process
            && let Ok(stat) = stat
        {
            all += own(&stat);
        }
    }
    let io = proc(terminal, "io");
    let written = io.lines().find_map(|line| line.strip_prefix("write_bytes: ")?.parse().ok()).unwrap();
    (all, written)
}
