import ClaimRules
import Domain
import Messages
import Protobuf
import RPC

extension ClaimChanges {
  /// The claim with the changes, which could be accepted as it is.
  ///
  /// - Parameter received: The day on which the claim arrived.
  /// - Throws: INVALID_ARGUMENT naming the edits that the changes alone break.
  func applied(
    to claim: ClaimV1.Claim, received: Day
  ) throws(RPCError) -> ClaimV1.Claim {
    var changed = claim
    for index in changed.lines.indices {
      for change in changes(of: changed.lines[index].lineNumber) {
        ClaimChanges.apply(change, to: &changed.lines[index])
      }
    }
    if claim.lines.map(\.charge?.cents) != changed.lines.map(\.charge?.cents) {
      changed.charge = try ClaimChanges.total(of: changed)
    }
    let before = Set(ClaimChanges.faults(in: claim, received))
    let faults = ClaimChanges.faults(in: changed, received).filter { !before.contains($0) }
    guard faults.isEmpty else { throw GatewayErrors.refused(faults) }
    return changed
  }

  private static func apply(
    _ change: ClaimV1.ClaimChange.Change, to line: inout ClaimV1.ClaimLine
  ) {
    switch change {
    case .charge(let charge): line.charge = charge
    case .quantity(let quantity): line.quantity = quantity
    case .day(let day): move(&line, to: day)
    case .modifiers(let changed): line.modifiers = changed.modifiers
    case .placeOfService(let place): line.placeOfService = place
    case .unitFee, .isAuthorized, .isReferred, .sequestrationBasisPoints, .isReadAgain: break
    }
  }

  /// Moves a line that lasts several days as a whole.
  private static func move(_ line: inout ClaimV1.ClaimLine, to day: TypeV1.Day) {
    let length = (line.to?.days ?? line.from?.days ?? 0)
      .subtractingReportingOverflow(line.from?.days ?? 0)
    let last = day.days.addingReportingOverflow(length.partialValue)
    if line.to != nil, !length.overflow, !last.overflow {
      line.to = .with { $0.days = last.partialValue }
    }
    line.from = day
  }

  private static func total(of claim: ClaimV1.Claim) throws(RPCError) -> TypeV1.Money {
    var sum: Int64 = 0
    for line in claim.lines {
      let (next, isOverflow) = sum.addingReportingOverflow(line.charge?.cents ?? 0)
      guard !isOverflow else {
        throw GatewayErrors.invalid("changes", "The charges are beyond every amount.")
      }
      sum = next
    }
    return .with { $0.cents = sum }
  }

  private static func faults(in claim: ClaimV1.Claim, _ received: Day) -> [IntakeFault] {
    let read = claim.read()
    return read.faults + IntakeEdits.faults(in: read.claim, received: received)
  }
}
