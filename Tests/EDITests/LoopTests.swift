import Testing

@testable import EDI

@Suite("The loops of the guide")
struct LoopTests {
  @Test("The table has one row for each loop, in order")
  func table() {
    #expect(X12LoopTable.rows.map(\.loop) == X12Loop.allCases)
  }

  @Test("A trigger opens a loop that may begin with it, at the stage of that loop")
  func triggers() {
    for guide in X12Guide.all {
      for (id, triggers) in guide.triggers {
        for trigger in triggers {
          #expect(guide.holds(trigger.opens, id), "\(guide.kind) \(id) \(trigger.value)")
          if id == "NM1" { #expect(trigger.levels == [trigger.opens.level]) }
        }
      }
    }
  }

  @Test("No two loops that one guide opens have the same number")
  func numbers() {
    for guide in X12Guide.all {
      let loops = Set(guide.triggers.values.flatMap { $0.map(\.opens) })
      #expect(Set(loops.map(\.id)).count == loops.count, "\(guide.kind)")
    }
  }

  @Test("What a guide lacks is in the table")
  func lacks() {
    for guide in X12Guide.all {
      for (loop, segments) in guide.lacks {
        #expect(segments.isSubset(of: X12LoopTable.row(of: loop).members))
      }
    }
  }

  @Test("The path of a loop names the loops around it")
  func path() {
    #expect(X12Loop.lineAdjudication.path == "2000A/2000B/2300/2400/2430")
    #expect(X12Loop.patient.path == "2000A/2000B/2000C/2010CA")
    #expect(X12Loop.submitter.path == "1000A")
  }

  @Test("The same NM1 opens another loop at another stage")
  func stages() {
    let before = ["HL*1**20*1", "HL*2*1*22*0", "CLM*A", "SBR*S", "LX*1"]
    let expected: [X12Loop] = [
      .unrecognised, .unrecognised, .renderingProvider, .otherRenderingProvider,
      .lineRenderingProvider,
    ]
    for (index, loop) in expected.enumerated() {
      var recogniser = X12LoopRecogniser(.professional)
      for text in before[...index] { _ = recogniser.read(segment(text)) }
      _ = recogniser.read(segment("NM1*82*1*ROE"))
      #expect(recogniser.loop == loop)
    }
  }

  private func segment(_ text: String) -> X12Segment {
    X12Segment(bytes: Array(text.utf8), delimiters: .usual, ordinal: 1, byteOffset: 0)
  }
}
