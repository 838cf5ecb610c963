import RPC

/// The fields of a request as an input describes them.
enum RequestHeadScript {
  static func block(_ input: inout InputReader) -> [UInt8] {
    let shape = input.byte()
    var fields = RequestBytes.fields(path: path(shape & 7, &input))
    if shape & 8 != 0 { fields.append(HeaderFields.field("grpc-timeout", timeout(&input))) }
    if shape & 16 != 0 { fields.append(HeaderFields.field("grpc-encoding", "gzip")) }
    if shape & 32 != 0 {
      fields.append(HeaderFields.field("grpc-accept-encoding", "identity,gzip"))
    }
    if shape & 64 != 0 { addNamed(&fields, &input) }
    if shape & 128 != 0 { change(&fields, &input) }
    return HeaderFields.block(fields)
  }

  private static func path(_ choice: UInt8, _ input: inout InputReader) -> String {
    switch choice {
    case 0, 4: EchoMethods.unary.path
    case 1: EchoMethods.stream.path
    case 2: EchoMethods.collect.path
    case 3, 5: EchoMethods.chat.path
    case 6: "/fuzz.EchoService/Refused"
    default: String(decoding: input.bytes(Int(input.byte() & 63)), as: UTF8.self)
    }
  }

  private static func timeout(_ input: inout InputReader) -> String {
    let units = ["n", "u", "m", "S", "M", "H", "x", ""]
    let amount = input.byte()
    return "\(amount >> 3)" + units[Int(amount & 7)]
  }

  private static func addNamed(_ fields: inout [HeaderFields.Field], _ input: inout InputReader) {
    let names = [
      "traceparent", "tracestate", "note", "note-bin", "grpc-timeout", "grpc-encoding",
      "content-type", "te", ":path", ":method", "connection", "grpc-previous-rpc-attempts",
      "grpc-accept-encoding", "content-length", "user-agent", "Upper",
    ]
    let choice = input.byte()
    let value = input.bytes()
    let copies = choice >> 4 == 15 ? 40 : 1
    for _ in 0..<copies {
      fields.append((Array(names[Int(choice & 15)].utf8), value))
    }
  }

  /// Takes one field out, or gives it another value.
  private static func change(_ fields: inout [HeaderFields.Field], _ input: inout InputReader) {
    let choice = input.byte()
    let index = Int(choice & 127) % fields.count
    if choice & 128 == 0 {
      fields.remove(at: index)
    } else {
      fields[index].value = input.bytes()
    }
  }
}
