package import Messages
package import Protobuf
package import RPC

/// Answers `grpc.reflection.v1`, so that a program without our proto files can call us by name.
package struct ReflectionService: ReflectionV1.ServerReflectionHandler {
  private let services: [String]
  private let pool: DescriptorPool

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - services: The full names of the services that the process has.
  ///   - pool: What is known of them.
  package init(services: [String], pool: DescriptorPool = MessagesDescriptors.pool) {
    self.services = services.sorted()
    self.pool = pool
  }

  package func serverReflectionInfo(
    requests: RPCRequestStream<ReflectionV1.ServerReflectionRequest>,
    responses: RPCResponseWriter<ReflectionV1.ServerReflectionResponse>, context: RPCContext
  ) async throws {
    for try await request in requests {
      try await responses.write(answer(request))
    }
  }

  /// The answer to one question.
  func answer(
    _ request: ReflectionV1.ServerReflectionRequest
  ) -> ReflectionV1.ServerReflectionResponse {
    var response = ReflectionV1.ServerReflectionResponse()
    response.validHost = request.host
    response.originalRequest = request
    response.messageResponse =
      switch request.messageRequest {
      case .listServices: .listServicesResponse(serviceList)
      case .fileByFilename(let path): files(pool.file(path: path))
      case .fileContainingSymbol(let symbol): files(pool.file(containing: symbol))
      case .fileContainingExtension, .allExtensionNumbersOfType:
        Self.failure(.notFound, "the interface has no extensions")
      case .none: Self.failure(.invalidArgument, "the request asks nothing")
      }
    return response
  }

  private var serviceList: ReflectionV1.ListServiceResponse {
    var list = ReflectionV1.ListServiceResponse()
    list.service = services.map { name in
      var service = ReflectionV1.ServiceResponse()
      service.name = name
      return service
    }
    return list
  }

  /// The file with all that it imports, itself first.
  private func files(
    _ file: FileDescriptor?
  ) -> ReflectionV1.ServerReflectionResponse.MessageResponse {
    guard let file else { return Self.failure(.notFound, "no file declares this") }
    var found = [file]
    var known: Set<String> = [file.path]
    var next = 0
    while next < found.count {
      for path in found[next].dependencies where known.insert(path).inserted {
        if let dependency = pool.file(path: path) { found.append(dependency) }
      }
      next += 1
    }
    var response = ReflectionV1.FileDescriptorResponse()
    response.fileDescriptorProto = found.map(\.bytes)
    return .fileDescriptorResponse(response)
  }

  private static func failure(
    _ code: RPCStatusCode, _ message: String
  ) -> ReflectionV1.ServerReflectionResponse.MessageResponse {
    var error = ReflectionV1.ErrorResponse()
    error.errorCode = Int32(code.rawValue)
    error.errorMessage = message
    return .errorResponse(error)
  }
}
