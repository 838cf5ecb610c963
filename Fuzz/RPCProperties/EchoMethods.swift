import RPC
import TestMessages

/// The methods that both ends of the fuzz targets know; requests and responses have a field of
/// every kind.
enum EchoMethods {
  typealias Method = RPCMethod<TestingV1.Singles, TestingV1.Singles>

  private static let service = "fuzz.EchoService"
  static let unary = Method(service: service, name: "Unary", kind: .unary)
  static let stream = Method(service: service, name: "Stream", kind: .serverStreaming)
  static let collect = Method(service: service, name: "Collect", kind: .clientStreaming)
  static let chat = Method(service: service, name: "Chat", kind: .bidirectionalStreaming)
  static let all = [unary, stream, collect, chat]

  /// How many responses a stream has at most.
  static let responsesMax: Int32 = 40

  /// A router whose handlers do what the requests ask for, counted.
  static func router(_ count: HandlerCount) -> RPCRouter {
    var router = RPCRouter()
    router.handle(unary) { request, context in
      try await count.handling { try await EchoConduct.answer(request, context) }
    }
    router.handle(
      stream,
      serverStreaming: { request, responses, context in
        try await count.handling {
          for number in 0..<min(max(request.anInt32, 0), responsesMax) {
            var answer = try await EchoConduct.answer(request, context)
            answer.anInt32 = number
            try await responses.write(answer, isCompressible: number % 3 != 2)
          }
        }
      })
    router.handle(
      collect,
      clientStreaming: { requests, context in
        try await count.handling {
          var sum = TestingV1.Singles()
          for try await request in requests {
            sum = try await EchoConduct.answer(request, context)
            if EchoConduct(request) == .leaveEarly { break }
          }
          return sum
        }
      })
    router.handle(
      chat,
      bidirectionalStreaming: { requests, responses, context in
        try await count.handling {
          for try await request in requests {
            try await responses.write(try await EchoConduct.answer(request, context))
            if EchoConduct(request) == .leaveEarly { break }
          }
        }
      })
    return router
  }
}
