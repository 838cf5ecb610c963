import Protobuf

/// `google.rpc.Status` as it stands in `grpc-status-details-bin`.
package enum StatusDetails {
  /// Details longer than this are left out, so that trailers stay below common header limits.
  package static let bytesMax = 6 * 1024

  private static let errorInfo = "type.googleapis.com/google.rpc.ErrorInfo"
  private static let retryInfo = "type.googleapis.com/google.rpc.RetryInfo"
  private static let badRequest = "type.googleapis.com/google.rpc.BadRequest"

  /// The encoded details, or nil when code and message say everything.
  package static func encode(_ error: RPCError) -> [UInt8]? {
    let hasInfo = !error.reason.isEmpty || !error.metadata.isEmpty
    guard hasInfo || !error.fieldViolations.isEmpty || error.retryDelay != nil else { return nil }
    let bytes = ProtobufWriter.bytes { writer in
      if !error.fieldViolations.isEmpty {
        any(badRequest, into: &writer) { violations(error.fieldViolations, into: &$0) }
      }
      if let delay = error.retryDelay {
        any(retryInfo, into: &writer) { retry(after: delay, into: &$0) }
      }
      if hasInfo { any(errorInfo, into: &writer) { info(error, into: &$0) } }
      writer.filled(2, error.message)
      writer.filled(1, Int64(error.code.rawValue))
    }
    return bytes.count <= bytesMax ? bytes : nil
  }

  /// Adds to `error` what the bytes say; unknown details and damaged bytes add nothing.
  package static func decode(_ bytes: [UInt8], into error: inout RPCError) {
    var reader = WireReader(bytes[...])
    while let (field, value) = reader.next() {
      if field == 3, case .delimited(let detail) = value { decodeAny(detail, into: &error) }
    }
  }
}

// Written from the last field to the first, as the writer wants it.
extension StatusDetails {
  private static func any(
    _ type: String, into writer: inout ProtobufWriter, _ body: (inout ProtobufWriter) -> Void
  ) {
    writer.part(3) { detail in
      detail.part(2, body)
      detail.filled(1, type)
    }
  }

  private static func info(_ error: RPCError, into writer: inout ProtobufWriter) {
    for (key, value) in error.metadata.sorted(by: { $0.key > $1.key }) {
      writer.part(3) { entry in
        entry.filled(2, value)
        entry.filled(1, key)
      }
    }
    writer.filled(2, RPCError.domain)
    writer.filled(1, error.reason)
  }

  private static func retry(after delay: Duration, into writer: inout ProtobufWriter) {
    writer.part(1) { duration in
      duration.filled(2, delay.components.attoseconds / 1_000_000_000)
      duration.filled(1, delay.components.seconds)
    }
  }

  private static func violations(_ list: [FieldViolation], into writer: inout ProtobufWriter) {
    for violation in list.reversed() {
      writer.part(1) { entry in
        entry.filled(2, violation.description)
        entry.filled(1, violation.field)
      }
    }
  }
}

extension ProtobufWriter {
  /// A field that is a message, even when it is empty, because that it is there says something.
  fileprivate mutating func part(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
    let before = count
    body(&self)
    endPart(field, after: before)
  }

  /// A text that is not empty.
  fileprivate mutating func filled(_ field: Int, _ value: String) {
    if !value.isEmpty { text(field, value) }
  }

  /// A number that is not zero.
  fileprivate mutating func filled(_ field: Int, _ value: Int64) {
    if value != 0 { varint(field, value) }
  }
}

extension StatusDetails {
  private static func decodeAny(_ bytes: ArraySlice<UInt8>, into error: inout RPCError) {
    let (type, value) = pair(bytes)
    switch text(type) {
    case errorInfo: decodeInfo(value, into: &error)
    case retryInfo: decodeRetry(value, into: &error)
    case badRequest: decodeViolations(value, into: &error)
    default: return
    }
  }

  private static func decodeInfo(_ bytes: ArraySlice<UInt8>, into error: inout RPCError) {
    var reader = WireReader(bytes)
    while let (field, value) = reader.next() {
      guard case .delimited(let content) = value else { continue }
      if field == 1 { error.reason = text(content) }
      guard field == 3 else { continue }
      let (key, item) = pair(content)
      error.metadata[text(key)] = text(item)
    }
  }

  private static func decodeRetry(_ bytes: ArraySlice<UInt8>, into error: inout RPCError) {
    var reader = WireReader(bytes)
    while let (field, value) = reader.next() {
      guard field == 1, case .delimited(let content) = value else { continue }
      error.retryDelay = duration(content)
    }
  }

  private static func duration(_ bytes: ArraySlice<UInt8>) -> Duration {
    var seconds: Int64 = 0
    var nanoseconds: Int64 = 0
    var reader = WireReader(bytes)
    while let (field, value) = reader.next() {
      guard case .varint(let number) = value else { continue }
      if field == 1 { seconds = Int64(bitPattern: number) }
      if field == 2 { nanoseconds = Int64(bitPattern: number) }
    }
    let bounded = min(max(seconds, 0), 31_536_000)
    return .seconds(bounded) + .nanoseconds(min(max(nanoseconds, 0), 999_999_999))
  }

  private static func decodeViolations(_ bytes: ArraySlice<UInt8>, into error: inout RPCError) {
    var reader = WireReader(bytes)
    while let (field, value) = reader.next() {
      guard field == 1, case .delimited(let content) = value else { continue }
      let (name, description) = pair(content)
      error.fieldViolations.append(
        FieldViolation(field: text(name), description: text(description)))
    }
  }

  /// Fields 1 and 2 of a message made of two delimited fields.
  private static func pair(
    _ bytes: ArraySlice<UInt8>
  ) -> (first: ArraySlice<UInt8>, second: ArraySlice<UInt8>) {
    var first: ArraySlice<UInt8> = []
    var second: ArraySlice<UInt8> = []
    var reader = WireReader(bytes)
    while let (field, value) = reader.next() {
      guard case .delimited(let content) = value else { continue }
      if field == 1 { first = content }
      if field == 2 { second = content }
    }
    return (first, second)
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
