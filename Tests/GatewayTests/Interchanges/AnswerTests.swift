import Domain
import EDI
import Messages
import SampleClaims
import Testing

@testable import Gateway

@Suite("What arrives as X12 is answered", .timeLimit(.minutes(3)))
struct AnswerTests {
  private let sender: FileSender

  init() throws {
    sender = try FileSender()
  }

  private func text(_ count: Int, control: Int = 1, perSet: Int = 100) -> String {
    ClaimFileWriter.text(
      of: sender.claims(count), in: sender.envelope(control: control, perSet: perSet))
  }

  @Test("INTERCHANGE-ANSWER: each group has a 999 and each set of claims a 277CA")
  func answers() async throws {
    let sent = try await sender.send(text(4, perSet: 2))
    #expect(
      sent.documents.map(\.name) == [
        "000000001-1-1.277ca", "000000001-1-2.277ca", "000000001-1.999",
      ])
    #expect(sent.summary.documents == 3)
    #expect(sent.segments(.documentType999, "AK9") == ["AK9*A*2*2*2"])
    #expect(sent.segments(.documentType999, "AK2").count == 2)
  }

  @Test("ANSWER-CLAIM: a claim that was taken is A2 with our number, and totals count it")
  func acceptedClaims() async throws {
    let claims = sender.claims(2)
    let sent = try await sender.send(text(2))
    let numbers = sent.stored.map(\.number.text)
    #expect(
      sent.segments(.documentType277ca, "REF").filter { $0.hasPrefix("REF*1K*") }
        == numbers.map { "REF*1K*\($0)" })
    let traces = sent.segments(.documentType277ca, "TRN").filter { $0.hasPrefix("TRN*2*") }
    for claim in claims { #expect(traces.contains("TRN*2*\(claim.id)")) }
    #expect(
      sent.segments(.documentType277ca, "STC").filter { $0.hasPrefix("STC*A2:20") }.count >= 2)
  }

  @Test("ANSWER-CLAIM: a claim that was refused says what is wrong, beside one that was taken")
  func refusedClaim() async throws {
    var claims = sender.claims(2)
    claims[1].lines[0] = SampleLine(
      code: "T1015", charge: claims[1].lines[0].charge, units: Quantity(units: 0),
      day: claims[1].lines[0].day)
    let sent = try await sender.send(ClaimFileWriter.text(of: claims, in: sender.envelope()))
    #expect(sent.summary.accepted == 1 && sent.summary.refused == 1)
    let statuses = sent.segments(.documentType277ca, "STC")
    #expect(statuses.contains { $0.hasPrefix("STC*A2:20") })
    #expect(statuses.contains { $0.hasPrefix("STC*A7:476") })
    #expect(sent.segments(.documentType277ca, "REF").filter { $0.hasPrefix("REF*1K") }.count == 1)
  }

  @Test(
    "INTERCHANGE-DUPLICATE: a file that was read to its end is refused by a TA1, and stores nothing"
  )
  func duplicate() async throws {
    let first = try await sender.send(text(3))
    #expect(first.summary.accepted == 3)
    let again = try await sender.send(text(3))
    #expect(again.summary.accepted == 0 && again.summary.repeatedClaims == 0)
    #expect(again.summary.duplicateInterchanges == 1 && again.summary.isComplete)
    #expect(again.faults.map(\.rule) == ["INTERCHANGE-DUPLICATE"])
    #expect(again.documents.map(\.type) == [.ta1])
    #expect(again.segments(.ta1, "TA1").allSatisfy { $0.hasSuffix("*R*025") })
    #expect(try await sender.fixture.claims.counts().accepted == 3)
  }

  @Test("INTERCHANGE-DUPLICATE: another submitter may use the same control number")
  func otherSubmitter() async throws {
    _ = try await sender.send(text(1))
    let other = try await sender.send(text(1), from: "spiffe://hmo.internal/client/other")
    #expect(other.summary.accepted == 1 && other.summary.duplicateInterchanges == 0)
  }

  @Test(
    "INTERCHANGE-HEADER: an interchange without a usable number or use is rejected whole",
    arguments: [("*000000001*0*", "*00000A001*0*", "018"), ("*0*T*", "*0*X*", "020")])
  func unusable(old: String, new: String, note: String) async throws {
    let text = text(1).replacing("*0*P*", with: "*0*T*")
    let sent = try await sender.send(text.replacing(old, with: new, maxReplacements: 1))
    #expect(sent.summary.accepted == 0)
    #expect(sent.segments(.ta1, "TA1").first?.hasSuffix("*R*\(note)") == true)
    #expect(try await sender.fixture.claims.counts().accepted == 0)
  }

  @Test("INTERCHANGE-HEADER: where money is real, a test file is rejected whole")
  func testFile() async throws {
    let sent = try await sender.send(text(1), taking: .production)
    #expect(sent.segments(.ta1, "TA1").first?.hasSuffix("*R*020") == true)
    #expect(sent.summary.accepted == 0)
    let production = text(1, control: 2).replacing("*0*T*", with: "*0*P*")
    #expect(try await sender.send(production, taking: .production).summary.accepted == 1)
    #expect(try await sender.send(production, taking: .test).summary.accepted == 0)
  }

  @Test("INTERCHANGE-ANSWER: a TA1 is given when it is asked for")
  func askedFor() async throws {
    let asking = text(1).replacing("*0*P*", with: "*1*P*").replacing("*0*T*", with: "*1*T*")
    let sent = try await sender.send(asking)
    #expect(sent.segments(.ta1, "TA1").first?.hasSuffix("*A*000") == true)
    #expect(sent.summary.accepted == 1)
  }

  @Test("INTERCHANGE-ANSWER: a file that breaks off is answered as far as it was read")
  func brokenOff() async throws {
    let text = text(4, perSet: 2)
    let cut = try #require(text.ranges(of: "\nSE*").last).lowerBound
    let sent = try await sender.send(String(text[..<cut]))
    #expect(sent.summary.accepted == 2)
    #expect(sent.documents.map(\.type) == [.documentType277ca, .ta1])
    #expect(sent.segments(.ta1, "TA1").first?.hasSuffix("*E*023") == true)
  }

  @Test("The answers of an interchange are kept byte for byte")
  func kept() async throws {
    let sent = try await sender.send(text(4, perSet: 2))
    let store = sender.fixture.claims
    let received = try #require(
      try await store.interchanges(after: 0, limit: 10, submitter: Sample.submitter).first)
    #expect(received.controlNumber == "000000001" && received.accepted == 4)
    let names = try await store.documentNames(of: received.number)
    #expect(Set(names) == Set(sent.documents.map(\.name)))
    for document in sent.documents {
      #expect(try await store.document(document.name, of: received.number) == document)
    }
    #expect(
      try await store.interchanges(after: 0, limit: 10, submitter: "someone else").isEmpty)
  }

  @Test("Answers use the delimiters of what they answer")
  func delimiters() async throws {
    let text = text(1).replacing("*", with: "|").replacing(":", with: ">")
    let sent = try await sender.send(text)
    #expect(sent.summary.accepted == 1)
    for document in sent.documents {
      #expect(document.bytes.starts(with: Array("ISA|".utf8)))
      #expect(!document.bytes.contains(UInt8(ascii: "*")))
    }
  }

  @Test("A separator inside a name keeps no claim of its set from being acknowledged")
  func separatorInName() async throws {
    let claims = sender.claims(2)
    let name = claims[0].member.lastName
    let text = ClaimFileWriter.text(of: claims, in: sender.envelope())
      .replacing("*\(name)*", with: "*\(name):TWO*")
    let sent = try await sender.send(text)
    #expect(sent.summary.accepted == 2)
    #expect(sent.segments(.documentType277ca, "NM1").contains { $0.contains("*\(name) TWO*") })
    #expect(!sent.faults.contains { $0.rule == "INTERCHANGE-ANSWER" })
  }

  @Test("INTERCHANGE-DUPLICATE: one that another cut off is completed when it is sent again")
  func cutByTheNext() async throws {
    let first = text(4, perSet: 2)
    let cut = try #require(first.ranges(of: "\nSE*").last).lowerBound
    let second = ClaimFileWriter.text(
      of: sender.claims(1, seed: 9), in: sender.envelope(control: 2))
    let sent = try await sender.send(String(first[..<cut]) + "\n" + second)
    #expect(sent.summary.accepted == 3 && sent.summary.interchanges == 2)
    let again = try await sender.send(first)
    #expect(again.summary.duplicateInterchanges == 0)
    #expect(again.summary.accepted == 2 && again.summary.repeatedClaims == 2)
    #expect(try await sender.send(second).summary.duplicateInterchanges == 1)
  }

  @Test("A group has no more sets than its control numbers can name")
  func setsOfGroup() throws {
    let header = X12InterchangeHeader(
      sender: "CLINIC", receiver: "HMO", date: "260904", time: "1200",
      controlNumber: "000000001", usage: "P")
    var open = OpenInterchange(header, number: InterchangeNumber(1), receivedAt: Sample.now)
    for _ in 1...OpenInterchange.setsMax { open.beginSet() }
    #expect(!open.isBeyondSets)
    open.beginSet()
    #expect(open.isBeyondSets)
  }
}
