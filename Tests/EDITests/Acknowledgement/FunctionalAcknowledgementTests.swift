import EDI
import Testing

@Suite("Answers to groups")
struct FunctionalAcknowledgementTests {
  @Test("EDI-ANSWER-GROUP: a group without faults is taken")
  func accepted() throws {
    #expect(
      try segments(answering: ClaimFile()) == [
        "ST*999*0001*005010X231A1", "AK1*HC*7*005010X222A1", "AK2*837*0001*005010X222A1",
        "IK5*A", "AK9*A*1*1*1", "SE*6*0001",
      ])
  }

  @Test("EDI-ANSWER-GROUP: a claim with faults is named with segment, loop and elements")
  func claimFault() throws {
    let file = ClaimFile().replacing("CLM*PATACCT1", with: "CLM**15O.5***22:B:1*Y*A*Y*Y~")
    let text = try segments(answering: file)
    #expect(text.contains { $0.hasPrefix("IK3*CLM*29*2300*8") })
    #expect(text.contains("IK4*1**1"))
    #expect(text.contains("IK4*2**6"))
    #expect(text.contains("IK5*E*5"))
    #expect(text.contains("AK9*E*1*1*1"))
  }

  @Test("EDI-ANSWER-GROUP: the claim that holds a fault is named by its number")
  func context() throws {
    let file = ClaimFile().replacing("DTP*472*D8*20260110", with: "DTP*472*D8*20260230~")
    let text = try segments(answering: file)
    let index = try #require(text.firstIndex { $0.hasPrefix("IK3*DTP") })
    #expect(text[index + 1] == "CTX*CLM01:PATACCT1")
    #expect(text[index + 2] == "IK4*3**8")
  }

  @Test("EDI-ANSWER-GROUP: a set whose trailer is wrong is refused, and its group with it")
  func rejected() throws {
    let file = ClaimFile().replacingLast("SE", with: "SE*12*0002~")
    #expect(
      try segments(answering: file).suffix(4) == [
        "AK2*837*0001*005010X222A1", "IK5*R*4*3", "AK9*R*1*1*0", "SE*6*0001",
      ])
  }

  @Test("EDI-ANSWER-GROUP: a group with a wrong trailer is told so, and what was taken of it stays")
  func groupTrailer() throws {
    let file = ClaimFile().replacing("GE*1*7", with: "GE*2*9~")
    #expect(try segments(answering: file).contains("AK9*E*1*1*1*5*4"))
  }

  @Test("Each kind of fault has its row in the table")
  func table() {
    for code in X12FaultCode.allCases {
      #expect(X12FunctionalAcknowledgement.reports(code), "\(code.rawValue)")
    }
  }

  @Test("What was written is read again, loop by loop")
  func roundTrip() throws {
    let file = ClaimFile().replacing("CLM*PATACCT1", with: "CLM**15O.5***22:B:1*Y*A*Y*Y~")
    let bytes = try AnswerEnvelope.envelope.file(of: [try answer(to: file)])
    let set = try #require(try X12TreeFile(bytes).sets.first)
    #expect(set.verdict.faults == [])
    let answered = try #require(set.root.loops("2000").first)
    #expect(answered.loops("2100").first?.loops("2110").count == 2)
    #expect(set.root.segments("AK9").count == 1)
    #expect(try AnswerEnvelope.envelope.file(of: [set]) == bytes)
  }

  private func segments(answering file: ClaimFile) throws -> [String] {
    AnswerEnvelope.content(of: try AnswerEnvelope.envelope.file(of: [try answer(to: file)]))
  }

  private func answer(to file: ClaimFile) throws -> X12FunctionalAcknowledgement {
    var group: X12GroupHeader?
    var sets: [X12SetReading] = []
    var verdict: X12EnvelopeVerdict?
    var claims: [X12Claim] = []
    for event in FileReading(file.text).events {
      switch event {
      case .groupBegan(let header): group = header
      case .claim(let claim): claims.append(claim)
      case .setEnded(let ended):
        var reading = X12SetReading(ended)
        for claim in claims { reading.add(faults: claim.faults, ofClaim: claim.identifier.value) }
        sets.append(reading)
        claims = []
      case .groupEnded(let ended): verdict = ended
      default: break
      }
    }
    return X12FunctionalAcknowledgement(
      to: try #require(group), try #require(verdict), sets: sets)
  }
}
