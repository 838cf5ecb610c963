/// Writes the method table, the handler protocol, the client and the registration of a service.
struct ServiceEmitter {
  private let service: ServiceSchema
  private let namespace: String
  private let types: TypeNames

  init(_ service: ServiceSchema, namespace: String, _ types: TypeNames) {
    self.service = service
    self.namespace = namespace
    self.types = types
  }

  /// Declares everything inside the namespace.
  func emitTypes(_ source: inout SourceText) {
    emitTable(&source)
    source.line()
    emitHandler(&source)
    source.line()
    emitClient(&source)
  }

  /// Writes the overload of `register`.
  func emitRegistration(_ source: inout SourceText) {
    let table = "\(namespace).\(service.name)"
    source.block("extension RPCRouter") { source in
      source.line("/// Answers every method of `\(service.fullName)` with `handler`.")
      let handler = "\(table)Handler"
      source.block("public mutating func register(_ handler: some \(handler))") { source in
        for method in service.methods {
          emitRegistration(method, "\(table).\(SwiftName.method(method.name))", &source)
        }
      }
    }
  }

  private func emitTable(_ source: inout SourceText) {
    source.documentation(service.comment, fallback: "The methods of `\(service.fullName)`.")
    source.block("public enum \(service.name)") { source in
      source.line("/// `\(service.fullName)`.")
      source.line("public static let serviceName = \"\(service.fullName)\"")
      for method in service.methods {
        source.line()
        document(method, &source)
        let name = SwiftName.method(method.name)
        source.line("public static let \(name) = RPCMethod<")
        source.line("  \(request(method)), \(response(method))")
        source.line(">(service: serviceName, name: \"\(method.name)\", kind: .\(kind(method)))")
      }
    }
  }

  private func emitHandler(_ source: inout SourceText) {
    source.line("/// Answers the methods of `\(service.fullName)`.")
    source.block("public protocol \(service.name)Handler: Sendable") { source in
      for (index, method) in service.methods.enumerated() {
        if index > 0 { source.line() }
        document(method, &source)
        source.line("func \(SwiftName.method(method.name))(")
        for parameter in handlerParameters(method) { source.line("  \(parameter),") }
        source.line("  context: RPCContext")
        let result = method.isServerStreaming ? "" : " -> \(response(method))"
        source.line(") async throws\(result)")
      }
    }
  }

  private func emitClient(_ source: inout SourceText) {
    source.line("/// Calls the methods of `\(service.fullName)`.")
    source.block("public struct \(service.name)Client: Sendable") { source in
      source.line("/// What carries the calls.")
      source.line("public let client: RPCClient")
      source.line()
      source.line("/// Makes a client of the service behind `client`.")
      source.line("public init(client: RPCClient) { self.client = client }")
      for method in service.methods {
        source.line()
        document(method, &source)
        emitCall(method, &source)
      }
    }
  }

  private func emitCall(_ method: MethodSchema, _ source: inout SourceText) {
    let name = SwiftName.method(method.name)
    let table = "\(service.name).\(name)"
    let stream = "RPCResponseStream<\(response(method))>"
    let writer = "RPCRequestWriter<\(request(method))>"
    switch (method.isClientStreaming, method.isServerStreaming) {
    case (false, let isStreaming):
      source.line("public func \(name)(")
      source.line("  _ request: \(request(method)), options: RPCCallOptions = .defaults")
      source.block(") async throws -> \(isStreaming ? stream : response(method))") {
        $0.line("try await client.\(kind(method))(\(table), request, options: options)")
      }
    case (true, false):
      source.line("public func \(name)(")
      source.line("  options: RPCCallOptions = .defaults,")
      source.line("  _ body: (\(writer)) async throws -> Void")
      source.block(") async throws -> \(response(method))") {
        $0.line("try await client.clientStreaming(\(table), options: options, body)")
      }
    case (true, true):
      source.line("public func \(name)<Output>(")
      source.line("  options: RPCCallOptions = .defaults,")
      source.line("  _ body: (\(writer), \(stream)) async throws -> Output")
      source.block(") async throws -> Output") {
        $0.line("try await client.bidirectionalStreaming(\(table), options: options, body)")
      }
    }
  }

  private func emitRegistration(
    _ method: MethodSchema, _ table: String, _ source: inout SourceText
  ) {
    let name = SwiftName.method(method.name)
    let names = [
      method.isClientStreaming ? "requests" : "request",
      method.isServerStreaming ? "responses" : nil, "context",
    ].compactMap { $0 }
    let arguments = names.map { $0 == "request" ? $0 : "\($0): \($0)" }.joined(separator: ", ")
    source.line("handle(")
    source.indented { source in
      source.line("\(table),")
      source.line("\(kind(method)): { \(names.joined(separator: ", ")) in")
      source.line("  try await handler.\(name)(\(arguments))")
      source.line("})")
    }
  }

  private func handlerParameters(_ method: MethodSchema) -> [String] {
    let input =
      method.isClientStreaming
      ? "requests: RPCRequestStream<\(request(method))>" : "_ request: \(request(method))"
    guard method.isServerStreaming else { return [input] }
    return [input, "responses: RPCResponseWriter<\(response(method))>"]
  }

  private func document(_ method: MethodSchema, _ source: inout SourceText) {
    source.documentation(method.comment, fallback: "The method `\(method.name)`.")
  }

  private func request(_ method: MethodSchema) -> String { types[method.requestType] }

  private func response(_ method: MethodSchema) -> String { types[method.responseType] }

  private func kind(_ method: MethodSchema) -> String {
    switch (method.isClientStreaming, method.isServerStreaming) {
    case (false, false): "unary"
    case (false, true): "serverStreaming"
    case (true, false): "clientStreaming"
    case (true, true): "bidirectionalStreaming"
    }
  }
}
