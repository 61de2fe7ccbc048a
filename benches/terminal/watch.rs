//! What the system says of a process: its memory, its processor time, what it wrote.

use crate::terminal::Terminal;

fn proc(terminal: &Terminal, file: &str) -> String {
    std::fs::read_to_string(format!("/proc/{}/{file}", terminal.process())).unwrap_or_default()
}

/// A line of the status in MB: `VmRSS` is what is in memory now, `VmHWM` the most that was.
pub fn memory(terminal: &Terminal, line: &str) -> f64 {
    let status = proc(terminal, "status");
    let line = status.lines().find(|text| text.starts_with(line)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).unwrap_or(0.0) / 1000.0
}

/// Processor time of all its threads in ms, and bytes written, as the system counts them.
pub fn spent(terminal: &Terminal) -> (f64, u64) {
    let own =
        |stat: &str| stat.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e6;
    let mut all = own(&proc(terminal, "schedstat"));
    let process = terminal.process().to_string();
    for task in std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
        if task.file_name().to_string_lossy() != process {
            all += own(&std::fs::read_to_string(task.path().join("schedstat")).unwrap_or_default());
        }
    }
    let io = proc(terminal, "io");
    let written = io.lines().find_map(|line| line.strip_prefix("write_bytes: ")?.parse().ok()).unwrap_or(0);
    (all, written)
}
