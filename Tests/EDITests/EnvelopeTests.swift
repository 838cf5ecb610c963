import EDI
import Testing

@Suite("The envelope of a file")
struct EnvelopeTests {
  private func codes(_ faults: [X12Fault]) -> [X12FaultCode] { faults.map(\.code) }

  private func ends(_ reading: FileReading) -> (group: [X12FaultCode], interchange: [X12FaultCode])
  {
    var group: [X12FaultCode] = []
    var interchange: [X12FaultCode] = []
    for event in reading.events {
      if case .groupEnded(let verdict) = event { group += codes(verdict.faults) }
      if case .interchangeEnded(let verdict) = event { interchange += codes(verdict.faults) }
    }
    return (group, interchange)
  }

  @Test("Wrong counts and control numbers are faults of the level they close")
  func trailers() {
    let file = ClaimFile()
    var reading = FileReading(file.replacingLast("SE*", with: "SE*3*0001~").text)
    #expect(reading.verdicts.map { codes($0.faults) } == [[.countDiffers]])
    #expect(reading.verdicts[0].faults[0].position.element == 1)
    reading = FileReading(file.replacingLast("SE*", with: "SE*X*0002~").text)
    #expect(reading.verdicts.map { codes($0.faults) } == [[.countDiffers, .controlNumberDiffers]])
    #expect(!reading.verdicts[0].isTrailerRight)
    reading = FileReading(file.replacingLast("GE*", with: "GE*2*8~").text)
    #expect(ends(reading).group == [.countDiffers, .controlNumberDiffers])
    reading = FileReading(file.replacingLast("IEA*", with: "IEA**000000043~").text)
    #expect(ends(reading).interchange == [.countDiffers, .controlNumberDiffers])
    #expect(reading.claims.count == 2)
  }

  @Test("A set without SE ends with the next header or trailer, and its claims are given")
  func missingTrailer() {
    let reading = FileReading(ClaimFile().replacing("SE*").text)
    #expect(reading.error == nil)
    #expect(reading.claims.count == 2)
    #expect(reading.verdicts.map { codes($0.faults) } == [[.trailerMissing]])
  }

  @Test("An interchange that begins inside another closes it with faults")
  func nestedInterchange() {
    var lines = ClaimFile().lines
    lines.removeLast(3)
    let reading = FileReading(lines.joined() + ClaimFile().text)
    #expect(reading.error == nil)
    #expect(reading.claims.count == 4)
    #expect(reading.verdicts.map(\.isTrailerRight) == [false, true])
    #expect(ends(reading).group == [.trailerMissing])
    #expect(ends(reading).interchange == [.trailerMissing])
  }

  @Test("Several interchanges, groups and sets are read one after the other")
  func several() {
    let one = ClaimFile()
    let set = one.lines[2...one.lines.count - 3].joined()
    let other = set.replacingOccurrences([("*0001", "*0002")])
    let group = one.lines[1] + set + other + "GE*2*7~"
    let next = group.replacingOccurrences([("*1200*7*", "*1200*8*"), ("GE*2*7", "GE*2*8")])
    let reading = FileReading(one.lines[0] + group + next + "IEA*2*000000042~\n" + one.text)
    #expect(reading.error == nil)
    #expect(reading.claims.count == 10)
    #expect(reading.verdicts.count == 5)
    #expect(reading.verdicts.allSatisfy { $0.faults.isEmpty })
    #expect(ends(reading).group.isEmpty)
    #expect(ends(reading).interchange.isEmpty)
  }

  @Test("A control number used twice in its envelope is a fault of the second set or group")
  func repeatedNumbers() {
    let one = ClaimFile()
    let set = one.lines[2...one.lines.count - 3].joined()
    let group = one.lines[1] + set + set + "GE*2*7~"
    let reading = FileReading(one.lines[0] + group + group + "IEA*2*000000042~")
    let expected: [[X12FaultCode]] = [[], [.controlNumberUnusable], [], [.controlNumberUnusable]]
    #expect(reading.verdicts.map { codes($0.faults) } == expected)
    #expect(reading.verdicts[1].faults.map(\.position.element) == [2])
    #expect(ends(reading).group == [.controlNumberUnusable])
    #expect(ends(reading).interchange.isEmpty)
  }

  @Test("The end of a group names group and interchange with what their trailers count")
  func verdicts() {
    let events = FileReading(ClaimFile().replacingLast("GE*", with: "GE*9*7~").text).events
    for event in events {
      if case .groupEnded(let verdict) = event {
        #expect(verdict.controlNumber == "7" && verdict.group?.functionalID == "HC")
        #expect(verdict.interchange.controlNumber == "000000042")
        #expect(verdict.count == 1 && verdict.statedCount == 9)
      }
      if case .interchangeEnded(let verdict) = event {
        #expect(verdict.controlNumber == "000000042" && verdict.group == nil)
        #expect(verdict.interchange.isTest && !verdict.interchange.isAcknowledgmentRequested)
        #expect(verdict.count == 1 && verdict.statedCount == 1)
      }
    }
  }

  @Test(
    "A wrong element of ISA is known when the interchange begins, with its TA1 note",
    arguments: [
      ("ISA*00", "ISA*77", 1, "010"), ("*00*          *ZZ*C", "*77*          *ZZ*C", 3, "012"),
      ("ZZ*CLINICS        ", "QQ*CLINICS        ", 5, "005"),
      ("CLINICS        ", "               ", 6, "006"), ("ZZ*EXA", "QQ*EXA", 7, "007"),
      ("EXAMPLEHMO     ", "               ", 8, "008"),
      ("260310*1200*^", "260230*1200*^", 9, "014"),
      ("1200*^", "2460*^", 10, "015"), ("00501", "00601", 12, "017"),
      ("*000000042*0*T", "*000000000*0*T", 13, "018"), ("*0*T", "*2*T", 14, "019"),
      ("*T*:", "*I*:", 15, "020"),
    ])
  func headerElements(_ old: String, _ new: String, _ element: Int, _ note: String) {
    let header = ClaimFile.header.replacingOccurrences([(old, new)])
    let reading = FileReading(header + "IEA*0*\(element == 13 ? "000000000" : "000000042")~")
    guard case .interchangeBegan(let interchange) = reading.events.first else {
      Issue.record("no interchange began")
      return
    }
    #expect(interchange.faults.map(\.position.element) == [element])
    #expect(interchange.faults.map(\.interchangeNote) == [note])
    #expect(ends(reading).interchange.count == 1)
  }

  @Test("Faults of trailers and errors that end a file have TA1 notes too")
  func notes() {
    let file = ClaimFile().replacingLast("IEA*", with: "IEA*2*000000043~")
    var notes: [String?] = []
    for event in FileReading(file.text).events {
      if case .interchangeEnded(let verdict) = event {
        notes = verdict.faults.map(\.interchangeNote)
      }
    }
    #expect(notes == ["021", "001"])
    #expect(X12Error.Code.truncated.interchangeNote == "023")
    #expect(X12Error.Code.envelopeBroken.interchangeNote == "022")
  }

  @Test(
    "A wrong element of GS or ST is a fault of its group or set",
    arguments: [
      ("GS*HC*", "GS**", 1), ("*20260310*1200*7*X", "*20260230*1200*7*X", 4),
      ("*1200*7*X", "*12*7*X", 5), ("*1200*7*X", "*1200*A7*X", 6), ("7*X*", "7*T*", 7),
    ])
  func groupElements(_ old: String, _ new: String, _ element: Int) {
    let reading = FileReading(ClaimFile().text.replacingOccurrences([(old, new)]))
    var found: [Int] = []
    for event in reading.events {
      if case .groupEnded(let verdict) = event {
        found = verdict.faults.filter { $0.code == .headerElementInvalid }.map(\.position.element)
      }
    }
    #expect(found == [element])
    let short = FileReading(ClaimFile().text.replacingOccurrences([("*0001", "*1")]))
    #expect(short.verdicts.map { codes($0.faults) } == [[.controlNumberUnusable]])
  }

  @Test("A segment between sets is passed over with a fault, TA1 without one")
  func stray() {
    let file = ClaimFile().replacing("ST*", with: "REF*X~", "ST*837*0001*005010X222A1~")
    #expect(ends(FileReading(file.text)).group == [.segmentOutsideSet])
    let acknowledged = ClaimFile().replacing(
      "GS*", with: "TA1*1~", "GS*HC*CLINICS*EXAMPLEHMO*20260310*1200*7*X*005010X222A1~")
    #expect(ends(FileReading(acknowledged.text)).interchange.isEmpty)
    #expect(FileReading(acknowledged.text).claims.count == 2)
  }

  @Test("A header or trailer whose outer level is not open ends the file")
  func broken() {
    let header = ClaimFile.header
    for text in [header + "ST*837*1~", header + "GE*1*1~", header + "SE*1*1~IEA*0*000000042~ST*1~"]
    {
      #expect(FileReading(text).error?.code == .envelopeBroken, "\(text.count)")
    }
    let behind = FileReading(ClaimFile().text + "GS*HC~")
    #expect(behind.error?.code == .envelopeBroken)
    #expect(behind.error?.segmentOrdinal == ClaimFile().lines.count + 1)
    #expect(behind.claims.count == 2)
  }

  @Test("A file that ends before IEA is truncated, with the claims read before it")
  func truncated() {
    var file = ClaimFile()
    file.lines.removeLast()
    let reading = FileReading(file.text)
    #expect(reading.error?.code == .truncated)
    #expect(reading.error?.byteOffset == file.text.utf8.count)
    #expect(reading.claims.count == 2)
  }

  @Test("A last IEA without terminator is noted, a cut one is a truncation")
  func lastTerminator() {
    let text = ClaimFile().text
    let whole = FileReading(String(text.dropLast(2)))
    #expect(whole.error == nil)
    #expect(ends(whole).interchange == [.terminatorMissing])
    #expect(FileReading(String(text.dropLast(3))).error?.code == .truncated)
  }

  @Test("Another version of the guide is noted, another transaction is passed over")
  func guides() {
    let text = ClaimFile().text
    let newer = FileReading(text.replacingOccurrences([("X222A1", "X222A9")]))
    #expect(newer.claims.count == 2)
    #expect(newer.verdicts.map { codes($0.faults) } == [[.guideUnknown]])
    #expect(newer.verdicts[0].isAccepted)
    let older = FileReading(text.replacingOccurrences([("X222A1", "X222")]))
    #expect(older.verdicts.map { codes($0.faults) } == [[]])
    let dental = FileReading(text.replacingOccurrences([("X222A1", "X224A2")]))
    #expect(dental.claims.isEmpty)
    #expect(dental.verdicts.map { codes($0.faults) } == [[.setNotSupported]])
    #expect(!dental.verdicts[0].isAccepted)
    #expect(dental.verdicts[0].faults.map(\.position.segmentOrdinal) == [3])
    let unknown = FileReading(text.replacingOccurrences([("ST*837", "ST*838")]))
    #expect(unknown.verdicts.map { codes($0.faults) } == [[.setUnknown]])
    let mixed = FileReading(
      ClaimFile().replacing("ST*", with: "ST*837*0001*005010X222~").text)
    #expect(mixed.verdicts.map { codes($0.faults) } == [[.guideDiffers]])
  }

  @Test("A set without BHT, submitter or receiver is incomplete")
  func header() {
    for start in ["BHT*", "NM1*41", "NM1*40"] {
      let reading = FileReading(ClaimFile().replacing(start).text)
      #expect(reading.verdicts.flatMap(\.faults).contains { $0.code == .setHeaderIncomplete })
    }
  }
}
