/// The `content-type` of gRPC: `application/grpc`, alone or with `+proto` or parameters.
package enum ContentType {
  /// Whether the value names gRPC with protobuf messages.
  package static func isGRPC(_ value: UnsafeRawBufferPointer) -> Bool {
    guard value.starts(with: "application/grpc") else { return false }
    let rest = UnsafeRawBufferPointer(rebasing: value[16...])
    guard let next = rest.first else { return true }
    return next == UInt8(ascii: ";") || rest.equals("+proto") || rest.starts(with: "+proto;")
  }
}
