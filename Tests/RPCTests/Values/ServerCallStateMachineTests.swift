import RPC
import Testing

@Suite("The life of a call on the answering side")
struct ServerCallStateMachineTests {
  @Test("A unary call waits for its message and end, runs, and sends headers before its answer")
  func unary() {
    var call = ServerCallStateMachine()
    #expect(call.receiveHeaders(isRequestStreaming: false) == .awaitRequest)
    #expect(call.awaitsRequest)
    #expect(call.receiveMessage() == .store)
    #expect(call.receiveEnd() == .startHandler)
    #expect(!call.awaitsRequest)
    #expect(call.send() == .sendHeaders)
    #expect(call.finish() == .sendTrailers)
    #expect(call.close() == .complete)
  }

  @Test("A unary call with two messages is refused")
  func twoMessages() {
    var call = ServerCallStateMachine()
    _ = call.receiveHeaders(isRequestStreaming: false)
    _ = call.receiveMessage()
    #expect(call.receiveMessage() == .refuse)
  }

  @Test("A unary call without a message is refused at its end")
  func noMessage() {
    var call = ServerCallStateMachine()
    _ = call.receiveHeaders(isRequestStreaming: false)
    #expect(call.receiveEnd() == .refuse)
  }

  @Test("A streaming call starts its handler with the headers and ends its requests later")
  func streaming() {
    var call = ServerCallStateMachine()
    #expect(call.receiveHeaders(isRequestStreaming: true) == .startHandler)
    #expect(call.receiveMessage() == .store)
    #expect(call.send() == .sendHeaders)
    #expect(call.receiveMessage() == .store)
    #expect(call.send() == .send)
    #expect(call.receiveEnd() == .endRequests)
    #expect(call.receiveEnd() == .ignore)
    #expect(call.finish() == .sendTrailers)
  }

  @Test("A failure before the first response is sent as trailers only")
  func trailersOnly() {
    var early = ServerCallStateMachine()
    #expect(early.finish() == .sendTrailersOnly)
    var running = ServerCallStateMachine()
    _ = running.receiveHeaders(isRequestStreaming: true)
    #expect(running.finish() == .sendTrailersOnly)
  }

  @Test("The first decision about the status stands")
  func firstStatusStands() {
    var call = ServerCallStateMachine()
    _ = call.receiveHeaders(isRequestStreaming: true)
    #expect(call.finish() == .sendTrailersOnly)
    #expect(call.finish() == .ignore)
    #expect(call.send() == .refuse)
    #expect(call.receiveMessage() == .ignore)
    #expect(call.receiveEnd() == .ignore)
    #expect(call.receiveHeaders(isRequestStreaming: true) == .ignore)
  }

  @Test("A stream that ends before the status cancels the handler, once")
  func cancelled() {
    var call = ServerCallStateMachine()
    _ = call.receiveHeaders(isRequestStreaming: true)
    #expect(call.close() == .cancel)
    #expect(call.close() == .ignore)
    #expect(call.finish() == .ignore)
    #expect(call.isOver)
  }
}
