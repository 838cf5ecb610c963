import ClaimRules
import EDI
import Messages
import Protobuf

/// Takes an X12 file of claims while its bytes arrive.
///
/// The claims of a set are kept until its trailer shows that the set is whole: of a set that is cut
/// or miscounted nothing is stored. A faulty claim is refused, never its file. The key of a claim is
/// its place in the file's envelope, so that the same file sent again stores nothing new.
struct FileIntake {
  /// The most claims in one set, as the guide has it.
  static let claimsPerSetMax = 5_000
  /// How many claims are stored together.
  static let claimsPerTransactionMax = 128

  private let intake: ClaimIntake
  private let submitter: String
  private var reader = X12FileReader(taking: [.professionalClaims])
  private var waiting: [X12Claim] = []
  private var overflowed = 0
  private(set) var summary = ClaimV1.FileSummary()
  /// Whether the file could not be read to its end.
  private(set) var isBroken = false

  /// Begins a file that `submitter` sends, by the name in the certificate.
  init(intake: ClaimIntake, submitter: String) {
    self.intake = intake
    self.submitter = submitter
  }

  /// A stored claim of the file.
  struct Stored: Sendable {
    let key: X12ClaimKey
    let number: ClaimNumber
    let isRepeated: Bool
  }

  /// What reading led to.
  enum Event: Sendable {
    case stored(Stored)
    case refused(ClaimV1.FileRefusal)
    case fault(ClaimV1.FileFault)
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
      events += waiting.map { refuse($0, [.ofSet]) }
      waiting.removeAll()
      events.append(.fault(ClaimV1.FileFault(error)))
      isBroken = true
    }
    summary.segments = Int64(reader.segmentCount)
    return events
  }

  private mutating func take(_ event: X12FileEvent) async throws -> [Event] {
    switch event {
    case .interchangeBegan, .groupBegan, .inquiry:
      return []
    case .setBegan:
      waiting.removeAll()
      overflowed = 0
      return []
    case .claim(let claim):
      guard waiting.count < FileIntake.claimsPerSetMax else {
        overflowed += 1
        return [refuse(claim, [.ofSet])]
      }
      waiting.append(claim)
      return []
    case .setEnded(let verdict):
      summary.sets += 1
      return try await endSet(verdict)
    case .groupEnded(let verdict), .interchangeEnded(let verdict):
      return verdict.faults.map { .fault(ClaimV1.FileFault($0)) }
    }
  }

  private mutating func endSet(_ verdict: X12SetVerdict) async throws -> [Event] {
    defer { waiting.removeAll() }
    var events: [Event] = verdict.faults.map { .fault(ClaimV1.FileFault($0)) }
    if overflowed > 0 {
      events.append(
        .fault(
          .with {
            $0.rule = "INTAKE-SET"
            $0.message = "A set has at most \(FileIntake.claimsPerSetMax) claims. Split it."
          }))
    }
    guard verdict.isAccepted, overflowed == 0 else {
      return events + waiting.map { refuse($0, [.ofSet]) }
    }
    for start in stride(from: 0, to: waiting.count, by: FileIntake.claimsPerTransactionMax) {
      let end = min(waiting.count, start + FileIntake.claimsPerTransactionMax)
      events += try await submit(Array(waiting[start..<end]))
    }
    return events
  }

  private mutating func submit(_ claims: [X12Claim]) async throws -> [Event] {
    let readable = claims.filter(\.isReadable)
    var outcomes = try await intake.submit(
      readable.map { (claim: ClaimV1.Claim($0), key: FileIntake.key(of: $0.key, submitter)) },
      from: submitter)[...]
    return claims.map { claim in
      guard claim.isReadable, let outcome = outcomes.popFirst() else {
        return refuse(claim, claim.faults.filter { !$0.isNote }.map { ClaimV1.FileFault($0) })
      }
      return event(of: outcome, claim)
    }
  }

  private mutating func event(
    of outcome: ClaimIntake.Outcome, _ claim: X12Claim
  ) -> Event {
    switch outcome {
    case .accepted(let number):
      summary.accepted += 1
      return .stored(Stored(key: claim.key, number: number, isRepeated: false))
    case .repeated(let number):
      summary.repeatedClaims += 1
      return .stored(Stored(key: claim.key, number: number, isRepeated: true))
    case .keyReused:
      return refuse(claim, [.ofReusedKey])
    case .refused(let faults):
      return refuse(claim, faults.map { ClaimV1.FileFault($0, claim) })
    }
  }

  private mutating func refuse(
    _ claim: X12Claim, _ faults: [ClaimV1.FileFault]
  ) -> Event {
    summary.refused += 1
    return .refused(
      .with {
        $0.interchangeControlNumber = claim.key.interchangeControlNumber
        $0.setControlNumber = claim.key.setControlNumber
        $0.ordinal = Int32(clamping: claim.key.ordinal)
        $0.patientControlNumber = claim.identifier.value
        $0.faults = faults
      })
  }

  /// The submission key of a claim of a file: who sent it, sender, interchange, group, set and place.
  static func key(of claim: X12ClaimKey, _ submitter: String) -> String {
    let parts = [
      submitter, claim.sender, claim.interchangeControlNumber, claim.groupControlNumber,
      claim.setControlNumber, String(claim.ordinal),
    ]
    return "edi:" + parts.map { "\($0.utf8.count):\($0)" }.joined()
  }
}
