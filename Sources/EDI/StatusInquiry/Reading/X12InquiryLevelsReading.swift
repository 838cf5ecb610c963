/// The levels above the next inquiry, as they open and close, with their faults.
struct X12InquiryLevelsReading: Sendable {
  /// The most segments read of one level; what follows is passed over with a fault.
  static let segmentsPerLevelMax = 100

  private(set) var levels = X12InquiryLevels()
  private(set) var headerLog = X12FaultLog()
  private(set) var hasBeginning = false
  private var logs = Array(repeating: X12FaultLog(), count: X12InquiryLevels.depthMax)
  private var hasInquiries = Array(repeating: false, count: X12InquiryLevels.depthMax)
  private var shared: X12Shared<X12InquiryLevels>?
  private var hierarchyCount = 0
  private var segmentCount = 0

  /// The faults of the open levels.
  var faults: [X12Fault] { logs.flatMap(\.faults) }

  /// The levels as all inquiries under them share them.
  mutating func share() -> X12Shared<X12InquiryLevels> {
    for depth in hasInquiries.indices where levels[depth] != nil { hasInquiries[depth] = true }
    let shared = shared ?? X12Shared(levels)
    self.shared = shared
    return shared
  }

  /// Notes a fault at the level of a loop, or of the set header.
  mutating func note(_ code: X12FaultCode, at position: X12Position, level: X12Level) {
    guard let depth = X12InquiryLevelsReading.depth(of: level) else {
      return headerLog.note(code, at: position)
    }
    logs[depth].note(code, at: position)
  }

  /// Opens a level with its HL.
  mutating func open(_ loop: X12Loop, with segment: X12Segment) {
    guard let depth = X12InquiryLevelsReading.depth(of: loop.level) else { return }
    shared = nil
    segmentCount = 0
    hierarchyCount += 1
    close(from: depth)
    let reader = X12FieldReader(segment, in: loop)
    // Nothing is above the payer's level: what stands there is not used.
    let parent = depth == 0 ? X12Field("") : reader.text(2)
    let level = X12InquiryLevel(number: reader.text(1), parent: parent)
    levels[depth] = level
    if segment.element(1) != String(hierarchyCount) {
      logs[depth].note(.hierarchyOutOfSequence, at: level.number.position)
    }
    if depth > 0, !names(level.parent.value, at: depth - 1) {
      logs[depth].note(.hierarchyParentUnknown, at: level.parent.position)
    }
  }

  /// Closes all levels, because an HL has a code that the guide does not have.
  mutating func closeAll() {
    shared = nil
    hierarchyCount += 1
    close(from: 0)
  }

  /// Closes all levels, because the set has ended.
  mutating func finish() {
    close(from: 0)
  }

  /// Takes a segment of an open level, or of the set header.
  mutating func read(_ segment: X12Segment, in loop: X12Loop) {
    shared = nil
    guard let depth = X12InquiryLevelsReading.depth(of: loop.level) else {
      return readBeginning(segment)
    }
    segmentCount += 1
    guard segmentCount <= X12InquiryLevelsReading.segmentsPerLevelMax else {
      if segmentCount == X12InquiryLevelsReading.segmentsPerLevelMax + 1 {
        logs[depth].note(.tooManySegments, segment, in: loop)
      }
      return
    }
    read(X12FieldReader(segment, in: loop), at: depth)
  }

  private mutating func read(_ reader: X12FieldReader, at depth: Int) {
    switch reader.segment.id {
    case "NM1":
      let party = reader.party(&logs[depth])
      levels[depth]?.parties.append(party)
    case "DMG":
      let demographics = reader.demographics(&logs[depth])
      levels[depth]?.demographics = demographics
    default:
      break
    }
  }

  private mutating func readBeginning(_ segment: X12Segment) {
    guard segment.id == "BHT" else { return }
    hasBeginning = true
    let reader = X12FieldReader(segment, in: .setHeader)
    levels.reference = reader.text(3)
    levels.date = reader.text(4)
    levels.time = segment.element(5)
  }

  /// Closes the levels from one on. The faults of a level without an inquiry become the set's: an
  /// inquiry whose first segment is misspelt must not vanish with its fault.
  private mutating func close(from depth: Int) {
    for index in depth..<logs.count {
      if !hasInquiries[index] { headerLog.note(logs[index].faults) }
      hasInquiries[index] = false
      levels[index] = nil
      logs[index] = X12FaultLog()
    }
  }

  private func names(_ number: String, at depth: Int) -> Bool {
    !number.isEmpty && levels[depth]?.number.value == number
  }

  private static func depth(of level: X12Level) -> Int? {
    switch level {
    case .inquiryPayer: 0
    case .inquirer: 1
    case .inquiryProvider: 2
    case .inquirySubscriber: 3
    case .inquiryDependent: 4
    case .header, .billing, .subscriber, .patient, .claim, .otherPayer, .line, .inquiry,
      .dependentInquiry:
      nil
    }
  }
}
