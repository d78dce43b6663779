//! What the machine has left.

use sysinfo::{MemoryRefreshKind, RefreshKind, System};

use super::format::bytes;

/// Bytes that a program could still take without swapping, the container's limit included.
pub fn available_memory() -> u64 {
    let system =
        System::new_with_specifics(RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()));
    let free = system.available_memory();
    system.cgroup_limits().map_or(free, |limits| free.min(limits.free_memory))
}

/// Bytes that this program holds in memory now.
pub fn memory_in_use() -> u64 {
    let mut system = System::new();
    let Ok(own) = sysinfo::get_current_pid() else { return 0 };
    system.refresh_processes(sysinfo::ProcessesToUpdate::Some(&[own]), false);
    system.process(own).map_or(0, sysinfo::Process::memory)
}

/// Why work that takes `needed` bytes should not begin, if `free` bytes are too few: "needs 6.7 GB for …; 5.1 GB are free".
pub fn refusal(needed: u64, of_what: &str, free: u64) -> Option<String> {
    (needed > free).then(|| format!("needs {} for {of_what}; {} are free", bytes(needed), bytes(free)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_in_words() {
        assert_eq!(refusal(10, "3 items", 10), None);
        let words = refusal(6_717_000_000, "40,981 items", 5_100_000_000).unwrap();
        assert_eq!(words, "needs 6.7 GB for 40,981 items; 5.1 GB are free");
        assert!(available_memory() > 0 && memory_in_use() > 0);
    }
}
