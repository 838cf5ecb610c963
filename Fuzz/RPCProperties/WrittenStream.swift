import Properties

/// What one end has written on one stream so far.
struct WrittenStream {
  private enum Phase {
    case idle
    case body
    case ended
    case reset
  }

  private var phase = Phase.idle
  private var messages = MessageCutter()
  private var isCompressionNamed = false

  /// Whether the status of the call was 0.
  private(set) var hasSucceeded = false

  mutating func reset() { phase = .reset }

  mutating func data(
    _ payload: [UInt8], isLast: Bool, isServer: Bool
  ) throws(BrokenProperty) {
    try BrokenProperty.require(
      phase == .body, phase == .idle ? "headers come before data" : "no data follow the end")
    try messages.append(payload)
    try BrokenProperty.require(
      !messages.hasCompressed || isCompressionNamed, "a compressed message has its encoding named")
    guard isLast else { return }
    try BrokenProperty.require(!isServer, "a response ends with its trailers")
    try BrokenProperty.require(messages.isWhole, "a request ends with a whole message")
    phase = .ended
  }

  mutating func response(
    _ fields: [(name: String, value: String)], isLast: Bool
  ) throws(BrokenProperty) {
    let statuses = fields.filter { $0.name == ":status" }.map(\.value)
    switch phase {
    case .idle:
      try BrokenProperty.require(statuses.count == 1, "a response has one HTTP status")
      isCompressionNamed = fields.contains { $0 == ("grpc-encoding", "gzip") }
    case .body:
      try BrokenProperty.require(isLast, "there are headers and trailers and nothing between")
      try BrokenProperty.require(statuses.isEmpty, "trailers have no HTTP status")
    case .ended, .reset:
      throw BrokenProperty("no headers follow the end of a response")
    }
    try outcome(fields, isLast: isLast, isHTTP: statuses.first.map { $0 != "200" } ?? false)
    phase = isLast ? .ended : .body
  }

  private mutating func outcome(
    _ fields: [(name: String, value: String)], isLast: Bool, isHTTP: Bool
  ) throws(BrokenProperty) {
    let codes = fields.filter { $0.name == "grpc-status" }.map(\.value)
    let wanted = isLast && !isHTTP ? 1 : 0
    try BrokenProperty.require(codes.count == wanted, "a call has one status, at its end")
    guard let code = codes.first else { return }
    try BrokenProperty.require(
      (0...16).contains(Int(code) ?? -1), "a status is one of the seventeen")
    try BrokenProperty.require(
      code != "0" || messages.isWhole, "a call that went well has whole messages")
    hasSucceeded = code == "0"
  }

  mutating func request(
    _ fields: [(name: String, value: String)], isLast: Bool
  ) throws(BrokenProperty) {
    try BrokenProperty.require(phase == .idle, "a request has headers once")
    for name in [":method", ":path", ":scheme", "te", "content-type"] {
      try BrokenProperty.require(
        fields.filter { $0.name == name }.count == 1, "a request says \(name) once")
    }
    isCompressionNamed = fields.contains { $0 == ("grpc-encoding", "gzip") }
    phase = isLast ? .ended : .body
  }
}
