package import Messages
package import Protobuf
package import RPC

/// Answers `grpc.reflection.v1`, so that a program without our proto files can call us by name.
package struct ReflectionService: ReflectionV1.ServerReflectionHandler {
  private let services: [String]
  private let pool: DescriptorPool
  private let patience: RequestPatience

  /// How many questions one call may ask.
  package static let questionsMax = 1_000
  /// How long the next question may take.
  package static let idleTimeMax = Duration.seconds(10)
  /// How long one call may take.
  package static let callTimeMax = Duration.seconds(60)

  /// Makes the service.
  ///
  /// - Parameters:
  ///   - services: The full names of the services that the process has.
  ///   - pool: What is known of them.
  ///   - patience: Waits for questions, ``idleTimeMax`` unless a test says otherwise.
  package init(
    services: [String], pool: DescriptorPool = MessagesDescriptors.pool,
    patience: RequestPatience = RequestPatience(idleTimeMax: ReflectionService.idleTimeMax)
  ) {
    self.services = services.sorted()
    self.pool = pool
    self.patience = patience
  }

  package func serverReflectionInfo(
    requests: RPCRequestStream<ReflectionV1.ServerReflectionRequest>,
    responses: RPCResponseWriter<ReflectionV1.ServerReflectionResponse>, context: RPCContext
  ) async throws {
    try await patience.within(Self.callTimeMax, orElse: Self.overTime) {
      var questions = 0
      while let request = try await patience.next(of: requests) {
        questions += 1
        guard questions <= Self.questionsMax else { throw Self.tooManyQuestions }
        try await responses.write(answer(request))
      }
    }
  }

  private static let overTime = RPCError(
    .deadlineExceeded, "a call of reflection takes no longer than a minute; begin another",
    reason: "REFLECTION_TIME_MAX")
  private static let tooManyQuestions = RPCError(
    .resourceExhausted, "a call of reflection asks no more questions; begin another",
    reason: "REFLECTION_QUESTIONS_MAX")

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
