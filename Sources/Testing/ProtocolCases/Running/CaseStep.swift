package import RawHTTP2

/// One thing that a case does.
package enum CaseStep: Sendable, Hashable {
  /// Sends bytes, frames or not.
  case send([UInt8])
  /// Goes on when the server has done so, and fails when it has done otherwise.
  case expect(CaseExpectation)
  /// Opens streams until there are more than the server has announced to take at once.
  ///
  /// Stream 1 is the first; `head` is the header block of each. A server that has announced no limit
  /// gets ``openStreamsMax`` of them.
  case exceedStreamLimit(head: [UInt8])

  /// How many streams a case opens at most.
  package static let openStreamsMax: UInt32 = 10_000

  /// Sends frames in their order.
  package static func frames(_ frames: RawFrame...) -> CaseStep {
    .send(frames.flatMap(\.bytes))
  }

  /// Sends frames in their order.
  package static func frames(_ frames: [RawFrame]) -> CaseStep {
    .send(frames.flatMap(\.bytes))
  }

  /// What a proper client begins with, until each end has taken the settings of the other.
  package static let greeting: [CaseStep] = [
    .send(RawFrame.preface + RawFrame.settings.bytes),
    .expect(.preface),
    .frames(RawFrame(kind: RawFrame.Kind.settings, flags: RawFrame.acknowledgement)),
    .expect(.settingsAcknowledgement),
  ]
}
