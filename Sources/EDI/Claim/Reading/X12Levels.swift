/// What stands above the next claim: set header, billing provider, subscriber, patient, with faults.
struct X12Levels: Sendable {
  /// The most bytes read of one level, or of the set header; what follows is passed over with a
  /// fault.
  static let bytesPerLevelMax = 262_144

  private var header = X12OpenLevel(X12ClaimSetHeader())
  private var billing = X12OpenLevel<X12BillingLevel>()
  private var subscriber = X12OpenLevel<X12SubscriberLevel>()
  private var patient = X12OpenLevel<X12PatientLevel>()
  private var unclaimed = X12FaultLog()
  private var hierarchyCount = 0
  private var firstByte: Int
  private var isFull = false

  /// Makes the levels of a set whose ST stands at this byte of the file.
  init(firstByte: Int) {
    self.firstByte = firstByte
  }

  /// The faults found before the first HL, and those of closed levels without a claim: a claim whose
  /// first segment is misspelt must not vanish with its fault.
  var setFaults: [X12Fault] { header.log.faults + unclaimed.faults }

  /// Whether everything is there that the guide demands before the first HL.
  var isHeaderComplete: Bool { header.value?.isComplete ?? false }

  /// The levels above the claim that begins now.
  mutating func share() -> X12SharedLevels {
    X12SharedLevels(
      header: header.share(), billing: billing.share(), subscriber: subscriber.share(),
      patient: patient.share(),
      faults: billing.log.faults + subscriber.log.faults + patient.log.faults)
  }

  /// Notes a fault at the level that is open.
  mutating func note(_ code: X12FaultCode, at position: X12Position, level: X12Level) {
    switch level {
    case .header: header.note(code, at: position)
    case .billing: billing.note(code, at: position)
    case .subscriber: subscriber.note(code, at: position)
    default: patient.note(code, at: position)
    }
  }

  /// Opens a level with its HL.
  mutating func open(_ loop: X12Loop, with segment: X12Segment) {
    firstByte = segment.byteOffset
    isFull = false
    hierarchyCount += 1
    let reader = X12FieldReader(segment, in: loop)
    switch loop {
    case .billingLevel: openBilling(reader)
    case .subscriberLevel: openSubscriber(reader)
    default: openPatient(reader)
    }
    if segment.element(1) != String(hierarchyCount) {
      note(.hierarchyOutOfSequence, at: reader.position(1), level: loop.level)
    }
  }

  /// Closes all levels, because an HL has a code that the guide does not have.
  mutating func closeAll() {
    hierarchyCount += 1
    closeAllButHeader()
  }

  /// Takes a segment of an open level.
  mutating func read(_ segment: X12Segment, in loop: X12Loop) {
    guard admits(segment, in: loop) else { return }
    switch loop.level {
    case .header: header.read(segment, in: loop)
    case .billing: billing.read(segment, in: loop)
    case .subscriber: subscriber.read(segment, in: loop)
    default: patient.read(segment, in: loop)
    }
  }

  private mutating func admits(_ segment: X12Segment, in loop: X12Loop) -> Bool {
    guard !isFull, segment.byteOffset - firstByte > X12Levels.bytesPerLevelMax else {
      return !isFull
    }
    isFull = true
    note(.tooManySegments, at: X12Position(segment, in: loop), level: loop.level)
    return false
  }

  private mutating func openBilling(_ reader: X12FieldReader) {
    closeAllButHeader()
    billing = X12OpenLevel(X12BillingLevel(number: reader.text(1)))
  }

  private mutating func openSubscriber(_ reader: X12FieldReader) {
    closePatient()
    closeSubscriber()
    let level = X12SubscriberLevel(number: reader.text(1), parent: reader.text(2))
    subscriber = X12OpenLevel(level)
    if level.parent.value.isEmpty || billing.value?.number != level.parent {
      subscriber.note(.hierarchyParentUnknown, at: level.parent.position)
    }
  }

  private mutating func openPatient(_ reader: X12FieldReader) {
    closePatient()
    let level = X12PatientLevel(number: reader.text(1), parent: reader.text(2))
    patient = X12OpenLevel(level)
    if level.parent.value.isEmpty || subscriber.value?.number != level.parent {
      patient.note(.hierarchyParentUnknown, at: level.parent.position)
    }
  }

  /// Closes all levels but the set header.
  mutating func closeAllButHeader() {
    closePatient()
    closeSubscriber()
    unclaimed.note(billing.unclaimedFaults)
    billing = X12OpenLevel()
  }

  private mutating func closeSubscriber() {
    unclaimed.note(subscriber.unclaimedFaults)
    subscriber = X12OpenLevel()
  }

  private mutating func closePatient() {
    unclaimed.note(patient.unclaimedFaults)
    patient = X12OpenLevel()
  }
}
