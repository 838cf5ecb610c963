import Domain
import Messages
import Protobuf
import RPC

extension ClaimChanges {
  /// What the network answered, with other fees.
  ///
  /// - Throws: FAILED_PRECONDITION when a line named for it is not paid by a fee.
  func applied(
    to contract: NetworkV1.ContractAnswer
  ) throws(RPCError) -> NetworkV1.ContractAnswer {
    var changed = contract
    for change in all {
      guard case .unitFee(let fee)? = change.change else { continue }
      let lines = changed.lines.indices.filter {
        change.lineNumber == 0 || changed.lines[$0].lineNumber == change.lineNumber
      }
      let paid = lines.filter { changed.lines[$0].isPaidByFee }
      guard !paid.isEmpty else { throw ClaimChanges.notPaidByFee }
      for index in paid { changed.lines[index].setFee(fee) }
    }
    return changed
  }

  /// What authorization answered, with other outcomes for lines that need one.
  ///
  /// - Parameter needs: What the lines need.
  /// - Throws: FAILED_PRECONDITION when a line named for it needs none.
  func applied(
    to hold: AuthorizationV1.HoldAnswer?, needs: [AuthorizationV1.HoldLine]
  ) throws(RPCError) -> AuthorizationV1.HoldAnswer? {
    guard var changed = hold else {
      if changesHold { throw ClaimChanges.notNeeded }
      return nil
    }
    for change in all {
      try apply(change, to: &changed, needs)
    }
    return changed
  }

  /// Whether an authorization or referral is otherwise.
  var changesHold: Bool {
    all.contains { change in
      switch change.change {
      case .isAuthorized, .isReferred: true
      default: false
      }
    }
  }

  private func apply(
    _ change: ClaimV1.ClaimChange, to hold: inout AuthorizationV1.HoldAnswer,
    _ needs: [AuthorizationV1.HoldLine]
  ) throws(RPCError) {
    guard let isMeant = ClaimChanges.need(of: change) else { return }
    let needs = needs.filter {
      isMeant($0) && (change.lineNumber == 0 || $0.lineNumber == change.lineNumber)
    }
    guard !needs.isEmpty else { throw ClaimChanges.notNeeded }
    for need in needs {
      for index in hold.lines.indices where hold.lines[index].lineNumber == need.lineNumber {
        hold.lines[index].change(by: change, need)
      }
    }
  }

  /// Which needs a change is about; nothing when it is about none.
  private static func need(
    of change: ClaimV1.ClaimChange
  ) -> ((AuthorizationV1.HoldLine) -> Bool)? {
    switch change.change {
    case .isAuthorized: { $0.isAuthorizationRequired || $0.isAuthorizationOptional }
    case .isReferred: { $0.isReferralRequired }
    default: nil
    }
  }

  private static let notPaidByFee = RPCError(
    .failedPrecondition,
    "The line is not covered, or its contract does not pay it by a fee for a unit.",
    reason: "FEE_NOT_USED")
  private static let notNeeded = RPCError(
    .failedPrecondition, "The line needs no such authorization or referral.",
    reason: "AUTHORIZATION_NOT_NEEDED")
}

extension NetworkV1.ContractAnswerLine {
  fileprivate var isPaidByFee: Bool {
    [.feeSchedule, .percentOfSchedule, .perUnit].contains(feeMethod)
  }

  /// Sets the fee for a unit, of which the contract then takes no share.
  fileprivate mutating func setFee(_ fee: TypeV1.Money) {
    unitFee = fee
    baseFee = nil
    if feeMethod == .percentOfSchedule { feeMethod = .feeSchedule }
    percentBasisPoints = 0
    letter?.amount = fee
  }
}

extension AuthorizationV1.HoldAnswerLine {
  /// Sets what a change says; a line that then lacks nothing has all its units.
  fileprivate mutating func change(
    by change: ClaimV1.ClaimChange, _ need: AuthorizationV1.HoldLine
  ) {
    switch change.change {
    case .isAuthorized(let isAuthorized):
      authorization = isAuthorized ? .held : .none
      if isAuthorized, authorizationNumber.isEmpty {
        authorizationNumber = need.authorizationNumber
      }
    case .isReferred(let isReferred): referral = isReferred ? .held : .none
    default: return
    }
    let isHeld = authorization == .held && !need.isCheckedOnly
    if !isHeld {
      held = .with { $0.thousandths = 0 }
    } else if held?.thousandths ?? 0 == 0 {
      held = need.quantity
    }
  }
}
