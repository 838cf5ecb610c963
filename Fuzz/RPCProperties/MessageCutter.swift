import Properties

/// Follows gRPC's framing through the DATA frames of one stream.
struct MessageCutter {
  private var prefix: [UInt8] = []
  private var missing = 0
  private(set) var messageCount = 0
  private(set) var hasCompressed = false

  /// Whether what has come are whole messages.
  var isWhole: Bool { prefix.isEmpty }

  mutating func append(_ bytes: [UInt8]) throws(BrokenProperty) {
    var rest = bytes[...]
    while !rest.isEmpty {
      if prefix.count < 5 {
        prefix.append(rest.removeFirst())
        if prefix.count == 5 { try begin() }
      } else {
        let taken = min(missing, rest.count)
        rest = rest.dropFirst(taken)
        missing -= taken
      }
      if prefix.count == 5, missing == 0 {
        messageCount += 1
        prefix = []
      }
    }
  }

  private mutating func begin() throws(BrokenProperty) {
    try BrokenProperty.require(prefix[0] <= 1, "a message says whether it is compressed")
    hasCompressed = hasCompressed || prefix[0] == 1
    missing = prefix[1...].reduce(0) { $0 << 8 | Int($1) }
    try BrokenProperty.require(missing <= 1 << 22, "a message that is sent is within the limit")
  }
}
