import Synchronization

/// Gives traces and the calls in them their numbers.
///
/// The numbers only need to differ from all others: one random word is the beginning of a sequence
/// that passes through every word (SplitMix64), so that no call asks the system for randomness.
public final class RPCTraceSource: Sendable {
  private let position: Mutex<UInt64>

  /// A source whose numbers follow from one random word.
  public init(random: () -> UInt64) {
    position = Mutex(random())
  }

  /// A source that begins with a random word of the system.
  public convenience init() {
    self.init { UInt64.random(in: .min ... .max) }
  }

  /// The first call of a new trace.
  public func begin() -> RPCTrace {
    position.withLock { position in
      let (high, low) = (Self.next(&position), Self.next(&position))
      let id = RPCTraceID(high: high, low: low) ?? Self.substitute
      return RPCTrace(
        id, validSpanID: Self.nextSpanID(&position), parentSpanID: 0, isSampled: true, state: "")
    }
  }

  /// A call that `cause` makes, in the same trace.
  public func begin(under cause: RPCTrace) -> RPCTrace {
    RPCTrace(
      cause.id, validSpanID: position.withLock { Self.nextSpanID(&$0) },
      parentSpanID: cause.spanID, isSampled: cause.isSampled, state: cause.state)
  }

  /// A call that arrived with the given headers, which are believed only when they are whole.
  func begin(with fields: TraceFields) -> RPCTrace {
    guard let parent = fields.parent else { return begin() }
    return RPCTrace(
      parent.id, validSpanID: position.withLock { Self.nextSpanID(&$0) },
      parentSpanID: parent.spanID, isSampled: parent.isSampled, state: fields.state)
  }

  /// Two words of the sequence in a row are zero once in 2^64 traces.
  private static let substitute = RPCTraceID(validHigh: 1, low: 1)

  private static func nextSpanID(_ position: inout UInt64) -> UInt64 {
    let number = next(&position)
    return number == 0 ? next(&position) | 1 : number
  }

  private static func next(_ position: inout UInt64) -> UInt64 {
    position &+= 0x9E37_79B9_7F4A_7C15
    var word = position
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
