import RPC
import Testing

@Suite("The life of a call on the asking side")
struct ClientCallStateMachineTests {
  private func fields(_ pairs: [(String, String)]) -> ResponseFields {
    var fields = ResponseFields()
    for (name, value) in pairs {
      name.withRawBytes { name in
        value.withRawBytes { fields.add(name: name, value: $0, bytesMax: 4_096) }
      }
    }
    return fields
  }

  private var opening: ResponseFields {
    fields([(":status", "200"), ("content-type", "application/grpc")])
  }

  @Test("Headers, messages and trailers with status 0 are success")
  func success() {
    var call = ClientCallStateMachine()
    #expect(call.open() == .sendHeaders)
    #expect(call.send() == .send)
    #expect(call.endRequest() == .endStream)
    #expect(call.send() == .refuse)
    #expect(call.receiveFields(opening) == .readMessages)
    #expect(call.receiveData() == .store)
    #expect(call.receiveFields(fields([("grpc-status", "0")])) == .end(nil))
    #expect(call.close(.noError, isUnprocessed: false, isConnectionLost: false) == .ignore)
  }

  @Test("Trailers only carry the error with its text")
  func trailersOnly() {
    var call = ClientCallStateMachine()
    _ = call.open()
    let block = fields([
      (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "5"),
      ("grpc-message", "not%20there"),
    ])
    #expect(call.receiveFields(block) == .end(RPCError(.notFound, "not there")))
  }

  @Test("Interim responses are passed over")
  func interim() {
    var call = ClientCallStateMachine()
    _ = call.open()
    #expect(call.receiveFields(fields([(":status", "103")])) == .ignore)
    #expect(call.receiveFields(opening) == .readMessages)
  }

  @Test(
    "An HTTP status without a gRPC status is translated",
    arguments: [
      ("401", RPCStatusCode.unauthenticated), ("403", .permissionDenied), ("404", .unimplemented),
      ("503", .unavailable), ("400", .internalError), ("418", .unknown), ("9999", .unknown),
    ])
  func httpStatus(status: String, code: RPCStatusCode) {
    var call = ClientCallStateMachine()
    _ = call.open()
    guard case .end(let error) = call.receiveFields(fields([(":status", status)])) else {
      Issue.record("the call goes on")
      return
    }
    #expect(error?.code == code)
  }

  @Test("Trailers without a status, or with one that is no number, are UNKNOWN")
  func badStatus() {
    for trailers in [[("a", "b")], [("grpc-status", "zero")], [("grpc-status", "999")]] {
      var call = ClientCallStateMachine()
      _ = call.open()
      _ = call.receiveFields(opening)
      guard case .end(let error) = call.receiveFields(fields(trailers)) else {
        Issue.record("the call goes on")
        return
      }
      #expect(error?.code == .unknown)
    }
  }

  @Test("DATA before the headers is refused")
  func earlyData() {
    var call = ClientCallStateMachine()
    _ = call.open()
    #expect(call.receiveData() == .refuse)
  }

  @Test("A lost connection is UNAVAILABLE, a reset is what its code says")
  func closed() {
    let cases: [(HTTP2ErrorCode, Bool, RPCStatusCode)] = [
      (.cancel, true, .unavailable), (.cancel, false, .cancelled),
      (.refusedStream, false, .unavailable), (.enhanceYourCalm, false, .resourceExhausted),
      (.protocolError, false, .internalError), (.inadequateSecurity, false, .permissionDenied),
    ]
    for (code, isLost, expected) in cases {
      var call = ClientCallStateMachine()
      _ = call.open()
      let decision = call.close(code, isUnprocessed: false, isConnectionLost: isLost)
      guard case .end(let error) = decision else {
        Issue.record("the call goes on")
        return
      }
      #expect(error.code == expected)
    }
  }

  @Test("A call the peer has not begun with may be opened again")
  func retried() {
    var call = ClientCallStateMachine()
    _ = call.open()
    #expect(call.close(.refusedStream, isUnprocessed: true, isConnectionLost: false) == .retry)
    #expect(call.open() == .sendHeaders)
    _ = call.receiveFields(opening)
    #expect(
      call.close(.refusedStream, isUnprocessed: true, isConnectionLost: false)
        == .end(RPCError(.unavailable, "the peer refused the stream")))
  }

  @Test("Giving up drops a waiting call and resets an open one, once")
  func giveUp() {
    var waiting = ClientCallStateMachine()
    #expect(waiting.giveUp() == .drop)
    #expect(waiting.open() == .ignore)
    var open = ClientCallStateMachine()
    _ = open.open()
    #expect(open.giveUp() == .reset)
    #expect(open.giveUp() == .ignore)
    #expect(open.receiveFields(opening) == .ignore)
    #expect(open.receiveData() == .ignore)
    #expect(open.endRequest() == .ignore)
  }

  @Test("Headers over the limit end the call")
  func tooLarge() {
    var block = opening
    "x".withRawBytes { name in
      String(repeating: "y", count: 5_000).withRawBytes {
        block.add(name: name, value: $0, bytesMax: 4_096)
      }
    }
    var call = ClientCallStateMachine()
    _ = call.open()
    guard case .end(let error) = call.receiveFields(block) else {
      Issue.record("the call goes on")
      return
    }
    #expect(error?.code == .resourceExhausted)
  }
}
