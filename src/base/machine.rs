//! What the machine has left.

use sysinfo::{CGroupLimits, MemoryRefreshKind, RefreshKind, System};

/// Bytes that a program could still take without swapping, the container's limit included.
pub fn available_memory() -> u64 {
    let system =
        System::new_with_specifics(RefreshKind::nothing().with_memory(MemoryRefreshKind::nothing().with_ram()));
    let free = system.available_memory();
    let free = system.cgroup_limits().map_or(free, |limits| free.min(of_container(&limits)));
    address_space().map_or(free, |left| free.min(left))
}

/// Bytes that programs in a container may still take. Its own count of what is free leaves out files that the system keeps at
/// hand and that give way: only what programs hold is taken. Files that live in memory alone (`/dev/shm`) are not seen.
fn of_container(limits: &CGroupLimits) -> u64 {
    limits.total_memory.saturating_sub(limits.rss)
}

/// Bytes that this program may still ask for where its address space is limited (`ulimit -v`).
fn address_space() -> Option<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let limit: u64 = after(&limits, "Max address space")?;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let taken: u64 = after(&status, "VmSize:")?;
    Some(limit.saturating_sub(1024 * taken))
}

/// The number that follows a name in one of the system's tables.
fn after(table: &str, name: &str) -> Option<u64> {
    table.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

/// Bytes that this program holds in memory now.
pub fn memory_in_use() -> u64 {
    let mut system = System::new();
    let Ok(own) = sysinfo::get_current_pid() else { return 0 };
    system.refresh_processes(sysinfo::ProcessesToUpdate::Some(&[own]), false);
    system.process(own).map_or(0, sysinfo::Process::memory)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_some_memory() {
        assert!(available_memory() > 0 && memory_in_use() > 0);
    }

    #[test]
    fn files_at_hand_take_nothing_of_a_containers_memory() {
        let limits = CGroupLimits { total_memory: 10, free_memory: 1, free_swap: 0, rss: 4 };
        assert_eq!(of_container(&limits), 6);
    }

    #[test]
    fn limits_are_read_from_the_systems_tables() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units\n\
                      Max address space         6000000              unlimited            bytes\n";
        assert_eq!(after(limits, "Max address space"), Some(6_000_000));
        assert_eq!(after(&limits.replace("6000000", "unlimited"), "Max address space"), None);
        assert_eq!(after("Name:\tx\nVmSize:\t    5120 kB\n", "VmSize:"), Some(5120));
    }
}
