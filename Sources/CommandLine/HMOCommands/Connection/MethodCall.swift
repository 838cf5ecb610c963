import Messages
import Protobuf
import RPC

/// Any method of the suite by name, with JSON in and out, from the embedded descriptors.
struct MethodCall {
  /// The method.
  let method: MethodDescriptor
  /// The service of the suite that answers it, such as `payment`.
  let service: String

  /// Finds `package.Service/Method`, with or without a leading slash.
  init(_ name: String) throws {
    let path = name.hasPrefix("/") ? name : "/" + name
    guard let method = MessagesDescriptors.pool.method(path: path) else {
      throw CommandFailure("there is no method named \(Terminal.safe(name)). Try: hmo call --list")
    }
    self.method = method
    let package = path.dropFirst().split(separator: ".")
    let owner = package.count > 1 ? String(package[1]) : ""
    service = owner == "claim" ? "gateway" : owner
  }

  /// Sends one request in JSON and hands each response to `each` as JSON.
  func run(
    _ json: String, over client: RPCClient, timeout: Duration, isPretty: Bool = true,
    each: (String) -> Void
  ) async throws {
    let request = try encoded { () throws(ProtobufError) in
      try ProtobufJSON.decode(
        json: json, type: method.requestType, pool: MessagesDescriptors.pool)
    }
    try await run(request, over: client, timeout: timeout, isPretty: isPretty, each: each)
  }

  /// Sends one encoded request and hands each response to `each` as JSON.
  func run(
    _ request: [UInt8], over client: RPCClient, timeout: Duration, isPretty: Bool = true,
    each: (String) -> Void
  ) async throws {
    guard !method.isClientStreaming else {
      throw CommandFailure("a method that takes a stream cannot be called with one request")
    }
    let options = RPCCallOptions(timeout: timeout)
    let path = method.path
    if method.isServerStreaming {
      for try await response in try await client.rawServerStreaming(
        path: path, request: request, options: options)
      {
        each(try print(response, isPretty))
      }
    } else {
      let response = try await client.rawUnary(path: path, request: request, options: options)
      each(try print(response, isPretty))
    }
  }

  /// The request that `read` gives, or why it is none of the method's.
  func encoded(_ read: () throws(ProtobufError) -> [UInt8]) throws -> [UInt8] {
    do throws(ProtobufError) {
      return try read()
    } catch {
      let place = error.field.map { " at \($0)" } ?? ""
      throw CommandFailure(
        "the request is no \(method.requestType)\(place): \(error.message)")
    }
  }

  private func print(_ bytes: [UInt8], _ isPretty: Bool) throws -> String {
    try ProtobufJSON.encode(
      bytes: bytes, type: method.responseType, pool: MessagesDescriptors.pool,
      options: ProtobufJSON.Options(isPretty: isPretty, emitsDefaults: true))
  }
}
