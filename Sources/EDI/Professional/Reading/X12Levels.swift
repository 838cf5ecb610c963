/// What stands above the next claim: set header, billing provider, subscriber, patient, with faults.
struct X12Levels: Sendable {
  /// The most bytes read of one level, or of the set header; what follows is passed over with a
  /// fault.
  static let bytesPerLevelMax = 262_144

  private(set) var header = X12ClaimSetHeader()
  private(set) var billing: X12BillingLevel?
  private(set) var subscriber: X12SubscriberLevel?
  private(set) var patient: X12PatientLevel?
  private(set) var headerLog = X12FaultLog()
  private var billingLog = X12FaultLog()
  private var subscriberLog = X12FaultLog()
  private var patientLog = X12FaultLog()
  private var hierarchyCount = 0
  private var firstByte: Int
  private var isFull = false

  /// Makes the levels of a set whose ST stands at this byte of the file.
  init(firstByte: Int) {
    self.firstByte = firstByte
  }

  /// The faults of the levels above a claim, the set header excluded.
  var faults: [X12Fault] { billingLog.faults + subscriberLog.faults + patientLog.faults }

  /// Notes a fault at the level that is open.
  mutating func note(_ code: X12FaultCode, at position: X12Position, level: X12Level) {
    switch level {
    case .header: headerLog.note(code, at: position)
    case .billing: billingLog.note(code, at: position)
    case .subscriber: subscriberLog.note(code, at: position)
    default: patientLog.note(code, at: position)
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
    if Int(segment.element(1)) != hierarchyCount {
      note(.hierarchyOutOfSequence, at: reader.position(1), level: loop.level)
    }
  }

  /// Closes all levels, because an HL has a code that the guide does not have.
  mutating func closeAll() {
    hierarchyCount += 1
    closeBilling()
  }

  /// Takes a segment of an open level.
  mutating func read(_ segment: X12Segment, in loop: X12Loop) {
    guard admits(segment, in: loop) else { return }
    switch loop.level {
    case .header: header.read(segment, in: loop, &headerLog)
    case .billing: billing?.read(segment, in: loop, &billingLog)
    case .subscriber: subscriber?.read(segment, in: loop, &subscriberLog)
    default: patient?.read(segment, in: loop, &patientLog)
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
    closeBilling()
    billing = X12BillingLevel(number: reader.text(1))
  }

  private mutating func openSubscriber(_ reader: X12FieldReader) {
    closeSubscriber()
    let level = X12SubscriberLevel(number: reader.text(1), parent: reader.text(2))
    subscriber = level
    if level.parent.value.isEmpty || billing?.number != level.parent {
      subscriberLog.note(.hierarchyParentUnknown, at: level.parent.position)
    }
  }

  private mutating func openPatient(_ reader: X12FieldReader) {
    closePatient()
    let level = X12PatientLevel(number: reader.text(1), parent: reader.text(2))
    patient = level
    if level.parent.value.isEmpty || subscriber?.number != level.parent {
      patientLog.note(.hierarchyParentUnknown, at: level.parent.position)
    }
  }

  private mutating func closeBilling() {
    closeSubscriber()
    billing = nil
    billingLog = X12FaultLog()
  }

  private mutating func closeSubscriber() {
    closePatient()
    subscriber = nil
    subscriberLog = X12FaultLog()
  }

  private mutating func closePatient() {
    patient = nil
    patientLog = X12FaultLog()
  }
}
