import EDI
import Testing

@Suite("Answers to interchanges")
struct InterchangeAcknowledgementTests {
  @Test("A TA1 repeats number, day and time of the interchange that it answers, and is read again")
  func bytes() throws {
    let reading = FileReading(ClaimFile().text)
    let header = try #require(
      reading.events.compactMap {
        if case .interchangeBegan(let header) = $0 { header } else { nil }
      }.first)
    let answer = X12InterchangeAcknowledgement(to: header, .rejected, .duplicate)
    let bytes = try AnswerEnvelope.envelope.file(of: [answer])
    let segments = String(decoding: bytes, as: UTF8.self).split(separator: "~")
    #expect(segments.count == 3)
    #expect(segments[0].utf8.count == 105)
    #expect(segments[1] == "TA1*000000042*260310*1200*R*025")
    #expect(segments[2] == "IEA*0*000000007")
    let read = try X12TreeFile(bytes)
    #expect(read.acknowledgements == [answer])
    #expect(read.faults == [])
  }

  @Test("EDI-ANSWER-INTERCHANGE: the outcome of an interchange follows its verdict")
  func verdict() throws {
    let right = try answer(to: ClaimFile())
    #expect(right.outcome == .accepted)
    #expect(right.note == .none)
    let miscounted = try answer(to: ClaimFile().replacing("IEA", with: "IEA*2*000000042~"))
    #expect(miscounted.outcome == .acceptedWithErrors)
    #expect(miscounted.note == .groupCountDiffers)
    let renumbered = try answer(to: ClaimFile().replacing("IEA", with: "IEA*1*000000043~"))
    #expect(renumbered.note == .controlNumbersDiffer)
  }

  private func answer(to file: ClaimFile) throws -> X12InterchangeAcknowledgement {
    let reading = FileReading(file.text)
    var header: X12InterchangeHeader?
    var verdict: X12EnvelopeVerdict?
    for event in reading.events {
      if case .interchangeBegan(let began) = event { header = began }
      if case .interchangeEnded(let ended) = event { verdict = ended }
    }
    return X12InterchangeAcknowledgement(to: try #require(header), try #require(verdict))
  }
}
