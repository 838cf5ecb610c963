import ClaimRules
import Domain
import EDI
import Logging
import Messages
import NIOCore
import Protobuf
import RPC

/// Takes an X12 file while its bytes arrive, and answers it.
///
/// The claims of a set are kept until its trailer shows that the set is whole: of a set that is cut
/// or miscounted nothing is stored. A faulty claim is refused, never its file. The key of a claim is
/// its place in the file's envelope, so that a file that broke off stores nothing twice when it is
/// sent again. An interchange that was read to its end before is refused whole: nothing of it is
/// processed a second time (rule `INTERCHANGE-DUPLICATE`).
struct FileIntake {
  /// How many claims are stored together.
  static let claimsPerTransactionMax = 128

  private let intake: ClaimIntake
  private let inquiries: InquiryAnswers
  private let submitter: String
  private let trace: RPCTrace?
  private let usage: AcceptedUsage
  private let log: Logger
  private let checkCaller: @Sendable () throws -> Void
  /// Until when claims are taken no faster than claims are decided; nothing for a sender who does not wait
  /// for decisions.
  var pacedUntil: NIODeadline?
  private var reader = X12FileReader()
  private var interchange: OpenInterchange?
  private var set: ClaimSet?
  private(set) var summary = ClaimV1.FileSummary()
  /// Whether the file could not be read to its end.
  private(set) var isBroken = false

  /// Begins a file that `submitter` sends, by the name in the certificate.
  ///
  /// - Parameters:
  ///   - trace: The call by which it comes.
  ///   - checkCaller: Asked before each interchange and each set is taken; what it throws ends the
  ///     file there, with what was taken before kept.
  init(
    intake: ClaimIntake, inquiries: InquiryAnswers, submitter: String, trace: RPCTrace? = nil,
    usage: AcceptedUsage = .any, log: Logger,
    checkCaller: @escaping @Sendable () throws -> Void = {}
  ) {
    self.intake = intake
    self.inquiries = inquiries
    self.submitter = submitter
    self.trace = trace
    self.usage = usage
    self.log = log
    self.checkCaller = checkCaller
  }

  /// A stored claim of the file.
  struct Stored: Sendable {
    let key: X12ClaimKey
    let number: ClaimNumber
    let isRepeated: Bool
    /// What is known of it without the store; nothing for a void, or one that was stored before.
    var followed: FollowedClaim?
  }

  /// What reading led to.
  enum Event: Sendable {
    case stored(Stored)
    case refused(ClaimV1.FileRefusal)
    case fault(ClaimV1.FileFault)
    case document(OutgoingDocument)
  }

  /// Adds the next bytes and returns what they led to.
  mutating func read(_ bytes: [UInt8]) async throws -> [Event] {
    reader.push(bytes)
    return try await drain()
  }

  /// Says that the file has ended and returns what that led to.
  mutating func finish() async throws -> [Event] {
    reader.finish()
    let events = try await drain()
    summary.isComplete = !isBroken
    return events
  }

  private mutating func drain() async throws -> [Event] {
    var events: [Event] = []
    do {
      while let event = try reader.next() {
        events += try await take(event)
      }
    } catch let error as X12Error {
      events += try await breakOff(error)
    }
    summary.segments = Int64(reader.segmentCount)
    return events
  }

  private mutating func breakOff(_ error: X12Error) async throws -> [Event] {
    isBroken = true
    var events = refuseAll(set)
    set = nil
    events.append(.fault(ClaimV1.FileFault(error)))
    if let open = interchange {
      events += try await document("ta1", open, ofSet: false) { envelope, _ in
        try envelope.file(of: [open.brokenOff(by: error)])
      }
    }
    return events
  }

  private mutating func take(_ event: X12FileEvent) async throws -> [Event] {
    switch event {
    case .interchangeBegan(let header):
      return try await begin(header)
    case .groupBegan(let header):
      summary.groups += 1
      interchange?.begin(header)
    case .setBegan(let header):
      interchange?.beginSet()
      set = ClaimSet(
        header, ordinal: interchange?.setOrdinal ?? 0, firstByte: reader.byteOffset)
    case .claim(let claim):
      if interchange?.refusal == nil { set?.add(claim, before: reader.byteOffset) }
    case .inquiry(let inquiry):
      if interchange?.refusal == nil { set?.add(inquiry, before: reader.byteOffset) }
    case .setEnded(let verdict):
      return try await endSet(verdict)
    case .groupEnded(let verdict):
      return try await endGroup(verdict)
    case .interchangeEnded(let verdict):
      return try await end(verdict)
    }
    return []
  }

  // MARK: Interchanges

  private mutating func begin(_ header: X12InterchangeHeader) async throws -> [Event] {
    try checkCaller()
    summary.interchanges += 1
    let now = intake.clock.now
    if let refusal = OpenInterchange.refusal(of: header, taking: usage) {
      interchange = OpenInterchange(header, number: nil, receivedAt: now, refusal: refusal)
      return [.fault(.ofUnusableInterchange)]
    }
    let key = ClaimStore.InterchangeKey(
      submitter: submitter, sender: "\(header.senderQualifier):\(header.sender)",
      controlNumber: header.controlNumber)
    let (number, finishedAt) = try await intake.store.beginInterchange(key, at: now)
    guard let finishedAt else {
      interchange = OpenInterchange(header, number: number, receivedAt: now)
      return []
    }
    summary.duplicateInterchanges += 1
    interchange = OpenInterchange(header, number: nil, receivedAt: now, refusal: .duplicate)
    return [.fault(.ofDuplicate(number, receivedAt: finishedAt))]
  }

  private mutating func end(_ verdict: X12EnvelopeVerdict) async throws -> [Event] {
    guard let open = interchange else { return [] }
    interchange = nil
    var events: [Event] =
      open.refusal == nil ? verdict.faults.map { .fault(ClaimV1.FileFault($0)) } : []
    if let acknowledgement = open.acknowledgement(verdict) {
      events += try await document("ta1", open, ofSet: false) { envelope, _ in
        try envelope.file(of: [acknowledgement])
      }
    }
    if let number = open.number, open.isDelivered(verdict) {
      try await intake.store.endInterchange(
        number, accepted: open.accepted, refused: open.refused)
    }
    return events
  }

  private mutating func endGroup(_ verdict: X12EnvelopeVerdict) async throws -> [Event] {
    guard interchange?.refusal == nil, let acknowledgement = interchange?.endGroup(verdict),
      let open = interchange
    else { return [] }
    let faults: [Event] = verdict.faults.map { .fault(ClaimV1.FileFault($0)) }
    return try await faults
      + document("999", open, ofSet: false) { envelope, _ in
        try envelope.file(of: [acknowledgement])
      }
  }

  // MARK: Sets

  private mutating func endSet(_ verdict: X12SetVerdict) async throws -> [Event] {
    guard let ended = set, interchange?.refusal == nil else { return [] }
    try checkCaller()
    set = nil
    summary.sets += 1
    guard interchange?.isBeyondSets == false else { return refuseBeyond(ended) }
    interchange?.end(ended.reading(verdict))
    var events: [Event] = verdict.faults.map { .fault(ClaimV1.FileFault($0)) }
    if ended.isTooLarge { events.append(.fault(.ofLargeSet)) }
    guard verdict.isAccepted, !ended.isTooLarge else { return events + refuseAll(ended) }
    if let first = ended.claims.first {
      events += try await take(
        ended, answers: ClaimAcknowledgements(ended.header, first.value.header))
    }
    if !ended.inquiries.isEmpty { events += try await answer(ended.inquiries) }
    return events
  }

  /// A set more than a group may have leaves no trace but its refusals.
  private mutating func refuseBeyond(_ ended: ClaimSet) -> [Event] {
    let isFirst = interchange?.setOrdinal == OpenInterchange.setsMax + 1
    return (isFirst ? [.fault(.ofLargeGroup)] : []) + refuseAll(ended)
  }

  private mutating func take(
    _ set: ClaimSet, answers: ClaimAcknowledgements
  ) async throws -> [Event] {
    var answers = answers
    var events: [Event] = []
    for start in stride(from: 0, to: set.claims.count, by: FileIntake.claimsPerTransactionMax) {
      let end = min(set.claims.count, start + FileIntake.claimsPerTransactionMax)
      let count = set.claims[start..<end].count { $0.value.isReadable }
      let isExpected = await keepPace(count)
      defer { if isExpected { intake.claims.arrived(count) } }
      events += try await submit(set.claims[start..<end], &answers)
    }
    guard let open = interchange, !answers.isEmpty else { return events }
    let finished = answers
    events += try await document("277ca", open, ofSet: true) { envelope, number in
      try envelope.file(of: [finished.document(open, number: number)])
    }
    return events
  }

  /// - Returns: Whether the claims are expected to be under way soon.
  private func keepPace(_ claims: Int) async -> Bool {
    guard let pacedUntil, pacedUntil > .now(), claims > 0 else { return false }
    return await intake.claims.keepPace(claims)
  }

  private mutating func answer(_ asked: [X12StatusInquiry]) async throws -> [Event] {
    guard let open = interchange else { return [] }
    summary.inquiries += Int32(clamping: asked.count)
    let answers = try await inquiries.answers(to: asked, of: submitter, in: open)
    return try await document("277", open, ofSet: true) { envelope, number in
      try envelope.file(of: [answers.document(open, number: number)])
    }
  }

  // MARK: Claims

  private mutating func submit(
    _ claims: ArraySlice<ClaimSet.Claim>, _ answers: inout ClaimAcknowledgements
  ) async throws -> [Event] {
    let readable = claims.filter(\.value.isReadable)
    var outcomes = try await intake.submit(
      readable.map { claim in
        (ClaimV1.Claim(claim.value), FileIntake.key(of: claim.value.key, submitter))
      }, from: submitter, trace: trace
    ).makeIterator()
    return claims.map { claim in
      guard claim.value.isReadable, let outcome = outcomes.next() else {
        return refuseUnreadable(claim.value, &answers)
      }
      return event(of: outcome, claim.value, &answers)
    }
  }

  private mutating func refuseUnreadable(
    _ claim: X12Claim, _ answers: inout ClaimAcknowledgements
  ) -> Event {
    let faults = claim.faults.filter { !$0.isNote }
    answers.add(claim, refused: faults.map(ClaimStatusTable.status))
    return refuse(claim.key, claim.identifier.value, faults.map { ClaimV1.FileFault($0) })
  }

  private mutating func event(
    of outcome: ClaimIntake.Outcome, _ claim: X12Claim, _ answers: inout ClaimAcknowledgements
  ) -> Event {
    switch outcome {
    case .accepted(let number):
      summary.accepted += 1
      let open = intake.claims.claim(number)
      return stored(
        number, claim, isRepeated: false, &answers,
        followed: open.map { FollowedClaim($0, of: submitter) })
    case .voiding(let number):
      summary.accepted += 1
      return stored(number, claim, isRepeated: false, &answers)
    case .repeated(let number):
      summary.repeatedClaims += 1
      return stored(number, claim, isRepeated: true, &answers)
    case .keyReused:
      answers.add(claim, refused: [ClaimStatusTable.keyReused])
      return refuse(claim.key, claim.identifier.value, [.ofReusedKey])
    case .refused(let faults):
      answers.add(claim, refused: faults.map(ClaimStatusTable.status))
      return refuse(
        claim.key, claim.identifier.value, faults.map { ClaimV1.FileFault($0, claim) })
    }
  }

  private mutating func stored(
    _ number: ClaimNumber, _ claim: X12Claim, isRepeated: Bool,
    _ answers: inout ClaimAcknowledgements, followed: FollowedClaim? = nil
  ) -> Event {
    interchange?.accepted += 1
    answers.add(claim, accepted: number)
    return .stored(
      Stored(key: claim.key, number: number, isRepeated: isRepeated, followed: followed))
  }

  /// Every claim of a set of which nothing is stored.
  private mutating func refuseAll(_ set: ClaimSet?) -> [Event] {
    guard let set else { return [] }
    return set.claims.map { refuse($0.value.key, $0.value.identifier.value, [.ofSet]) }
      + set.left.map { refuse($0.key, $0.patientControlNumber, [.ofSet]) }
  }

  private mutating func refuse(
    _ key: X12ClaimKey, _ patientControlNumber: String, _ faults: [ClaimV1.FileFault]
  ) -> Event {
    summary.refused += 1
    interchange?.refused += 1
    return .refused(
      .with {
        $0.interchangeControlNumber = key.interchangeControlNumber
        $0.setControlNumber = key.setControlNumber
        $0.ordinal = Int32(clamping: key.ordinal)
        $0.patientControlNumber = patientControlNumber
        $0.faults = faults
      })
  }

  /// The submission key of a claim of a file: who sent it, sender, interchange, group, set and place.
  static func key(of claim: X12ClaimKey, _ submitter: String) -> String {
    var parts = LengthMarkedParts(byteCount: 96)
    parts.add(submitter)
    parts.add(claim.sender)
    parts.add(claim.interchangeControlNumber)
    parts.add(claim.groupControlNumber)
    parts.add(claim.setControlNumber)
    parts.add(String(claim.ordinal))
    return "edi:" + String(decoding: parts.bytes, as: UTF8.self)
  }

  // MARK: Documents

  /// Writes an answer under a number of its own and keeps it with its interchange.
  ///
  /// What was stored stays stored when an answer cannot be written: the caller is told so.
  private mutating func document(
    _ kind: String, _ open: OpenInterchange, ofSet isOfSet: Bool,
    _ write: @Sendable (X12OutgoingEnvelope, Int) throws -> [UInt8]
  ) async throws -> [Event] {
    let number = try await intake.store.drawDocumentNumber()
    let name = open.documentName(kind, ofSet: isOfSet)
    do {
      let bytes = try write(open.envelope(number: number), number)
      let document = OutgoingDocument(
        name: name, type: ClaimV1.DocumentType(kind: kind), bytes: bytes)
      if let interchange = open.number {
        try await intake.store.record(document, of: interchange)
      }
      summary.documents += 1
      return [.document(document)]
    } catch let error as X12OutgoingError {
      log.error(
        "an answer cannot be written", metadata: ["kind": "\(kind)", "why": "\(error.message)"])
      return [.fault(.ofUnwritable(kind))]
    }
  }
}

extension ClaimV1.DocumentType {
  fileprivate init(kind: String) {
    switch kind {
    case "ta1": self = .ta1
    case "999": self = .documentType999
    case "277ca": self = .documentType277ca
    case "277": self = .documentType277
    default: self = .unspecified
    }
  }
}
