#pragma once
#include <sqlite3.h>

/// Has SQLite count no memory, which it would under a lock of the process for every allocation, with the size
/// asked of the allocator. Without effect once the library is in use.
static inline int hmo_sqlite_count_no_memory(void) {
  return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
