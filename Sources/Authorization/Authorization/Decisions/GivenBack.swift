import AuthorizationRules
import Domain
import Messages
import Protobuf
import ServiceProcess
import Storage

/// Gives back everything that a settled hold took (rule `HOLD-5`).
struct GivenBack {
  let hold: StoredHold
  let businessTime: Instant
  let changes: ChangeLog

  /// Gives it back under the key of the step that asks for it.
  func post(
    under key: StepKey, digest: [UInt8], in transaction: Transaction
  ) throws -> AuthorizationV1.UnitReturnAnswer {
    let takings = try ReservationRows.takings(of: hold.id, in: transaction)
    for taking in takings { try ReservationRows.giveBack(taking, in: transaction) }
    let answer = AuthorizationV1.UnitReturnAnswer.with {
      $0.linesReturned = Int32(clamping: takings.count)
    }
    try ReturnRows.insert(
      StoredHold.Return(key: key.text, answer: StoredAnswer(digest: digest, answer: answer)),
      of: hold.id, at: businessTime, in: transaction)
    try ReturnRows.change(of: hold.id, in: transaction)
      .append(at: businessTime, to: changes, in: transaction)
    return answer
  }
}
