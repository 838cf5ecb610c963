import Messages
import Storage

extension StoreStatistics {
  /// What the store did as metrics.
  var families: [StatusV1.MetricFamily] { counters + gauges }

  private var counters: [StatusV1.MetricFamily] {
    [
      .counter(
        "hmo_store_groups", "Transactions of groups of writes, by outcome.",
        [
          .value(Int64(groupsCommitted), ("outcome", "committed")),
          .value(Int64(groupsFailed), ("outcome", "failed")),
        ]),
      .histogram(
        "hmo_store_group_writes", "Writes that shared a transaction.", [.measured(groupSizes)]),
      .histogram(
        "hmo_store_group_duration", "From the beginning of a transaction until it was durable.",
        unit: .microseconds, [.measured(groupTimes)]),
      .counter("hmo_store_reads", "Reads of a snapshot.", [.value(reads)]),
      .counter(
        "hmo_store_rows_changed", "Rows inserted, changed or deleted.", [.value(rowsChanged)]),
      .counter(
        "hmo_store_checkpoints", "Times that the log was moved to the file.",
        [.value(Int64(checkpoints))]),
    ]
  }

  private var gauges: [StatusV1.MetricFamily] {
    [
      .gauge("hmo_store_writes_queued", "Writes that wait.", [.value(Int64(writesQueued))]),
      .gauge(
        "hmo_store_log", "The size of the write-ahead log.", unit: .bytes, [.value(logBytes)]),
      .gauge(
        "hmo_store_is_writable", "1 while the last transaction succeeded, else 0.",
        [.value(lastFailure == nil ? 1 : 0)]),
      .gauge(
        "hmo_store_log_is_moved",
        "1 while the log could be moved to the file the last time, else 0; writes go on.",
        [.value(lastCheckpointFailure == nil ? 1 : 0)]),
    ]
  }
}
