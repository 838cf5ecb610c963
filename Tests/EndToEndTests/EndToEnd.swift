import Testing

/// What five real processes do together, over real TLS and real sockets.
///
/// The tests run one after the other: each has a suite of its own, and a machine may have two cores.
@Suite("The suite, end to end", .serialized)
struct EndToEnd {}
