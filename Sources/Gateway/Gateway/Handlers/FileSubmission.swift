import EDI
import Messages
import NIOCore
import Protobuf
import RPC
import ServiceProcess

/// One call of SubmitFile: bytes in, outcomes out.
struct FileSubmission {
  /// The most bytes in one part of a file.
  static let partBytesMax = 1 << 20
  /// How long the next part of a file may take.
  static let idleTimeMax = Duration.seconds(60)

  var file: FileIntake
  let claims: OpenClaims
  let summaries: ClaimSummaries
  let store: ClaimStore
  let responses: RPCResponseWriter<ClaimV1.SubmitFileResponse>
  let deadline: NIODeadline?
  private let patience: RequestPatience
  private var waitFor = ClaimV1.WaitFor.accepted
  /// Stored claims whose outcome the caller waits for.
  private var awaited: [FileIntake.Stored] = []

  init(
    file: FileIntake, claims: OpenClaims, summaries: ClaimSummaries, store: ClaimStore,
    responses: RPCResponseWriter<ClaimV1.SubmitFileResponse>, deadline: NIODeadline?,
    machine: MachineClock
  ) {
    self.file = file
    self.claims = claims
    self.summaries = summaries
    self.store = store
    self.responses = responses
    self.deadline = deadline
    patience = RequestPatience(idleTimeMax: FileSubmission.idleTimeMax) { time in
      await machine.pause(for: time)
      try Task.checkCancellation()
    }
  }

  /// Reads the file to its end and writes what became of it.
  mutating func run(_ requests: RPCRequestStream<ClaimV1.SubmitFileRequest>) async throws {
    var isFirst = true
    while let request = try await patience.next(of: requests) {
      if isFirst {
        waitFor = request.waitFor
        if waitFor == .decided { file.pacedUntil = paceEnd }
      }
      isFirst = false
      guard request.bytes.count <= FileSubmission.partBytesMax else {
        throw GatewayErrors.invalid("bytes", "Send at most 1 MiB in one part.")
      }
      guard !file.isBroken else { continue }
      try await write(try await besideTheLoop { try await $0.read(request.bytes) })
    }
    if !file.isBroken {
      try await write(try await besideTheLoop { try await $0.finish() })
    }
    try await writeAwaited()
    let summary = file.summary
    try await responses.write(.with { $0.event = .summary(summary) })
  }

  /// Works on the file on the threads that the processors share: a large file would hold up every other
  /// caller on the loop of the connections and claims, which is one thread.
  private mutating func besideTheLoop(
    _ work: (inout FileIntake) async throws -> [FileIntake.Event]
  ) async throws -> [FileIntake.Event] {
    try await withTaskExecutorPreference(globalConcurrentExecutor) {
      try await work(&file)
    }
  }

  /// Half of the caller's time is left to store the rest and to say how far the claims have come.
  private var paceEnd: NIODeadline {
    guard let deadline else { return .distantFuture }
    let now = NIODeadline.now()
    return now + .nanoseconds((deadline - now).nanoseconds / 2)
  }

  private mutating func write(_ events: [FileIntake.Event]) async throws {
    for event in events {
      switch event {
      case .fault(let fault):
        try await responses.write(.with { $0.event = .fault(fault) })
      case .refused(let refusal):
        try await responses.write(.with { $0.event = .refusal(refusal) })
      case .document(let document):
        try await write(document)
      case .stored(let stored):
        if waitFor == .decided {
          awaited.append(stored)
        } else {
          try await write(stored)
        }
      }
    }
  }

  private func write(_ document: OutgoingDocument) async throws {
    for part in DocumentStream.parts(
      of: document.bytes, name: document.name, type: document.type)
    {
      try await responses.write(.with { $0.event = .document(part) })
    }
  }

  private mutating func writeAwaited() async throws {
    for stored in awaited {
      await DecisionWait(claims: claims).wait(for: stored.number, until: deadline)
      try await write(stored)
    }
    awaited = []
  }

  /// From memory for a claim that was stored now, unless it waits for a person.
  private func summary(of stored: FileIntake.Stored) async throws -> ClaimV1.ClaimSummary? {
    if let known = stored.followed.flatMap({ summaries.summary(of: $0) }) { return known }
    return try await store.listed(stored.number).map { summaries.summary(of: $0) }
  }

  private func write(_ stored: FileIntake.Stored) async throws {
    let summary = try await summary(of: stored)
    try await responses.write(
      .with {
        $0.event = .claim(
          .with {
            $0.interchangeControlNumber = stored.key.interchangeControlNumber
            $0.setControlNumber = stored.key.setControlNumber
            $0.ordinal = Int32(clamping: stored.key.ordinal)
            $0.summary = summary
            $0.isRepeated = stored.isRepeated
          })
      })
  }
}
