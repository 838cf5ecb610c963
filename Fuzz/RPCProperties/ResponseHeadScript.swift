import RPC

/// The fields of a response as an input describes them.
enum ResponseHeadScript {
  static func headers(_ input: inout InputReader) -> [UInt8] {
    let shape = input.byte()
    var fields = [
      HeaderFields.field(":status", status(shape & 3)),
      HeaderFields.field("content-type", shape & 4 == 0 ? "application/grpc" : "text/html"),
    ]
    if shape & 8 != 0 { fields.append(HeaderFields.field("grpc-encoding", "gzip")) }
    if shape & 16 != 0 { addStatus(&fields, &input) }
    if shape & 32 != 0 { addNamed(&fields, &input) }
    if shape & 64 != 0 { fields.swapAt(0, fields.count - 1) }
    return HeaderFields.block(fields)
  }

  static func trailers(_ input: inout InputReader) -> [UInt8] {
    let shape = input.byte()
    var fields: [HeaderFields.Field] = []
    if shape & 7 != 7 { addStatus(&fields, &input) }
    if shape & 8 != 0 { addNamed(&fields, &input) }
    return HeaderFields.block(fields)
  }

  private static func status(_ choice: UInt8) -> String {
    switch choice {
    case 2: "503"
    case 3: "100"
    default: "200"
    }
  }

  /// A status, its message, and details that are bytes of the input.
  private static func addStatus(
    _ fields: inout [HeaderFields.Field], _ input: inout InputReader
  ) {
    let code = input.byte()
    fields.append(HeaderFields.field("grpc-status", "\(code & 31)"))
    if code & 32 != 0 {
      fields.append((Array("grpc-message".utf8), input.bytes(Int(input.byte() & 63))))
    }
    guard code & 64 != 0 else { return }
    let details = code & 128 != 0 ? delay(input.byte()) : input.bytes()
    fields.append((Array("grpc-status-details-bin".utf8), Base64.encode(details)))
  }

  /// Details that say how long to wait before trying again.
  private static func delay(_ seconds: UInt8) -> [UInt8] {
    StatusDetails.encode(RPCError(.unavailable, "", retryDelay: .seconds(Int64(seconds)))) ?? []
  }

  private static func addNamed(
    _ fields: inout [HeaderFields.Field], _ input: inout InputReader
  ) {
    let names = [
      "note", "note-bin", "grpc-status", "grpc-encoding", "content-type", ":status", "trailer",
      "grpc-message",
    ]
    let choice = input.byte()
    let value = input.bytes()
    for _ in 0..<(choice >> 4 == 15 ? 40 : 1) {
      fields.append((Array(names[Int(choice & 7)].utf8), value))
    }
  }
}
