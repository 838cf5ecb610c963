import ClaimRules
import Domain
import Messages
import Protobuf
import RPC

/// What is otherwise in a claim that is evaluated: a closed list, checked.
struct ClaimChanges: Sendable {
  /// The most changes of a request.
  static let changesMax = 100
  /// The most modifiers of a line.
  static let modifiersMax = 4

  let all: [ClaimV1.ClaimChange]

  /// Checks what a caller sent about `claim`.
  ///
  /// - Throws: INVALID_ARGUMENT with the place of the change that is wrong.
  init(_ changes: [ClaimV1.ClaimChange], to claim: ClaimV1.Claim) throws(RPCError) {
    guard (1...ClaimChanges.changesMax).contains(changes.count) else {
      throw GatewayErrors.invalid(
        "changes", "Name 1 to \(ClaimChanges.changesMax) changes.")
    }
    let lines = Set(claim.lines.map(\.lineNumber))
    var seen: Set<String> = []
    for (index, change) in changes.enumerated() {
      guard let fault = ClaimChanges.fault(in: change, lines, &seen) else { continue }
      throw GatewayErrors.invalid("changes[\(index)]", fault)
    }
    all = changes
  }

  /// Whether the services must be asked again.
  var needsReading: Bool {
    all.contains { change in
      switch change.change {
      case .quantity, .day, .modifiers, .placeOfService, .isReadAgain: true
      case .charge, .unitFee, .isAuthorized, .isReferred, .sequestrationBasisPoints, nil: false
      }
    }
  }

  /// Whether another day of service is asked for, so that other visits and years may count.
  var movesDay: Bool {
    all.contains { if case .day? = $0.change { true } else { false } }
  }

  /// The rate of sequestration in place of the table; absent when the table counts.
  var sequestration: Int32? {
    all.lazy.compactMap { change -> Int32? in
      guard case .sequestrationBasisPoints(let rate)? = change.change else { return nil }
      return rate
    }.first
  }

  /// The lines that may not repeat any more what they repeated; whether they do is not looked at.
  func linesOfOtherService(in claim: ClaimV1.Claim) -> Set<Int32> {
    Set(
      claim.lines.map(\.lineNumber).filter { number in
        changes(of: number).contains { change in
          switch change {
          case .day, .modifiers: true
          default: false
          }
        }
      })
  }

  /// The lines whose fee is another, so that a rate that was missing is not missing any more.
  func linesWithFee(in claim: ClaimV1.Claim) -> Set<Int> {
    Set(
      claim.lines.map(\.lineNumber).filter { number in
        changes(of: number).contains { if case .unitFee = $0 { true } else { false } }
      }.map(Int.init))
  }

  /// The changes that concern a line, in order.
  func changes(of line: Int32) -> [ClaimV1.ClaimChange.Change] {
    all.filter { $0.lineNumber == 0 || $0.lineNumber == line }.compactMap(\.change)
  }

  // MARK: Checks

  private static func fault(
    in change: ClaimV1.ClaimChange, _ lines: Set<Int32>, _ seen: inout Set<String>
  ) -> String? {
    guard let kind = change.change else { return "Say what is otherwise." }
    guard change.lineNumber == 0 || lines.contains(change.lineNumber) else {
      return "The claim has no such line."
    }
    if kind.isOfWholeClaim, change.lineNumber != 0 { return "This holds for every line." }
    guard seen.insert("\(kind.name)/\(change.lineNumber)").inserted else {
      return "The same is changed twice."
    }
    return kind.fault
  }
}

extension ClaimV1.ClaimChange.Change {
  fileprivate var isOfWholeClaim: Bool {
    switch self {
    case .sequestrationBasisPoints, .isReadAgain: true
    default: false
    }
  }

  fileprivate var name: String {
    switch self {
    case .charge: "charge"
    case .quantity: "quantity"
    case .day: "day"
    case .modifiers: "modifiers"
    case .placeOfService: "place_of_service"
    case .unitFee: "unit_fee"
    case .isAuthorized: "is_authorized"
    case .isReferred: "is_referred"
    case .sequestrationBasisPoints: "sequestration_basis_points"
    case .isReadAgain: "is_read_again"
    }
  }

  /// What is wrong with the value; what a claim may hold is judged by the rules of its acceptance.
  fileprivate var fault: String? {
    switch self {
    case .unitFee(let fee):
      (0...Money.limit.cents).contains(fee.cents) ? nil : "A fee is 0 to \(Money.limit)."
    case .sequestrationBasisPoints(let rate):
      (0...BasisPoints.whole.value).contains(rate) ? nil : "A rate is 0 to 10,000 basis points."
    case .isReadAgain(let isReadAgain):
      isReadAgain ? nil : "Leave it out to keep the stored facts."
    case .modifiers(let changed):
      changed.modifiers.count <= ClaimChanges.modifiersMax
        ? nil : "A line has at most \(ClaimChanges.modifiersMax) modifiers."
    case .charge, .quantity, .day, .placeOfService, .isAuthorized, .isReferred: nil
    }
  }
}
