import ProtocolCases
import RawHTTP2
import Testing

@Suite("A case as it is played", .timeLimit(.minutes(1)))
struct CaseRunTests {
  private static let answer: [RawFrame] = [
    .headers(1, [(":status", "200")]), .data(1, [0, 0, 0, 0, 0]),
    .headers(1, [("grpc-status", "0")], flags: RawFrame.endHeaders | RawFrame.endStream),
  ]
  private static let protocolError = RawFrame.goAway(last: 0, code: 1)

  /// The verdict on what a server says in answer to one frame.
  private func verdict(
    _ expectation: CaseExpectation, _ frames: [RawFrame], closes: Bool = false
  ) -> CaseVerdict? {
    var run = CaseRun(
      ProtocolCase(
        "none/1/1", "none", "none", isGreeted: false, .frames(.settings), .expect(expectation)))
    guard run.begin() == .send(RawFrame.settings.bytes), run.sent() == .wait else { return nil }
    var next = CaseRun.OnInput.wait
    for byte in frames.flatMap(\.bytes) { next = run.receive([byte]) }
    if closes { next = run.close() }
    if case .wait = next { next = run.expire() }
    guard case .finish(let verdict) = next else { return nil }
    return verdict
  }

  private func isPassed(
    _ expectation: CaseExpectation, _ frames: [RawFrame], closes: Bool = false
  ) -> Bool {
    verdict(expectation, frames, closes: closes) == .passed
  }

  @Test("A connection error is a GOAWAY with its code and the end, nothing less")
  func connectionError() {
    let expectation = CaseExpectation.connectionError([.protocolError])
    #expect(isPassed(expectation, [Self.protocolError], closes: true))
    #expect(!isPassed(expectation, [Self.protocolError]))
    #expect(!isPassed(expectation, [], closes: true))
    #expect(!isPassed(expectation, [.goAway(last: 0, code: 2)], closes: true))
    #expect(!isPassed(expectation, [.reset(1, code: 1)], closes: true))
  }

  @Test("A stream error is a reset of that stream with its code, or one of the connection")
  func streamError() {
    let expectation = CaseExpectation.streamError(stream: 1, [.streamClosed])
    #expect(isPassed(expectation, [.reset(1, code: 5)]))
    #expect(isPassed(expectation, [.goAway(last: 0, code: 5)], closes: true))
    #expect(!isPassed(expectation, [.reset(3, code: 5)]))
    #expect(!isPassed(expectation, [.reset(1, code: 1)]))
    #expect(!isPassed(expectation, Self.answer))
    #expect(!isPassed(expectation, [], closes: true))
  }

  @Test("An answer has an end, and the status that is expected")
  func answers() {
    #expect(isPassed(.answer(stream: 1, status: 0), Self.answer))
    #expect(isPassed(.answer(stream: 1), Self.answer))
    #expect(!isPassed(.answer(stream: 1, status: 3), Self.answer))
    #expect(!isPassed(.answer(stream: 3), Self.answer))
    #expect(!isPassed(.answer(stream: 1), Array(Self.answer.dropLast())))
    #expect(!isPassed(.answer(stream: 1), [.reset(1, code: 0)] + Self.answer))
    #expect(!isPassed(.httpAnswer(stream: 1, status: 200), Self.answer))
  }

  @Test("The next data frame has the size that is expected")
  func data() {
    #expect(isPassed(.data(stream: 1, bytes: 5), Self.answer))
    #expect(!isPassed(.data(stream: 1, bytes: 4), Self.answer))
  }

  @Test("A PING is answered with its own bytes and the flag of an answer")
  func ping() {
    let payload: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8]
    #expect(isPassed(.pingAnswer(payload), [.ping(payload: payload, isAcknowledgement: true)]))
    #expect(!isPassed(.pingAnswer(payload), [.ping(payload: payload)]))
    #expect(
      !isPassed(
        .pingAnswer(payload),
        [
          Self.protocolError,
          .ping(payload: [UInt8](repeating: 0, count: 8), isAcknowledgement: true),
        ]))
  }

  @Test("Of several outcomes one is enough, and none is too few")
  func several() {
    let expectation = CaseExpectation.anyOf([.connectionError([.protocolError]), .close])
    #expect(isPassed(expectation, [], closes: true))
    #expect(!isPassed(expectation, []))
    #expect(!isPassed(.anyOf([.answer(stream: 1, status: 1), .preface]), Self.answer))
  }

  @Test("What one expectation has used counts for no other")
  func usedOnce() {
    var run = CaseRun(
      ProtocolCase(
        "none/1/1", "none", "none", isGreeted: false, .expect(.data(stream: 1, bytes: 1)),
        .expect(.data(stream: 1, bytes: 1))))
    #expect(run.begin() == .wait)
    #expect(run.receive(RawFrame.data(1, [1]).bytes) == .wait)
    #expect(run.receive(RawFrame.data(1, [1]).bytes) == .finish(.passed))
    #expect(run.close() == .finish(.passed))
  }

  @Test("As many streams are opened as the server allows, and one more")
  func streamLimit() {
    var run = CaseRun(
      ProtocolCase(
        "none/1/1", "none", "none", isGreeted: false, .expect(.preface),
        .exceedStreamLimit(head: [])))
    _ = run.begin()
    let next = run.receive(RawFrame.settings([(number: 3, value: 2)]).bytes)
    let heads = [1, 3, 5].map { RawFrame(kind: 1, flags: 4, stream: $0).bytes }
    #expect(next == .send(heads.flatMap(\.self)))
    #expect(run.sent() == .finish(.passed))
  }
}
