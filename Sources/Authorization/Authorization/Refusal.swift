import DomainMessages
import Messages
import Protobuf
import RPC

/// A definite refusal of one item of a batch, decided before anything of it was written.
struct Refusal: Error, Hashable, Sendable {
  /// The gRPC code.
  let code: RPCStatusCode
  /// A stable reason in upper case.
  let reason: String
  /// What happened and what to do, without member data.
  let message: String

  /// Makes a refusal.
  init(_ code: RPCStatusCode, _ reason: String, _ message: String) {
    self.code = code
    self.reason = reason
    self.message = message
  }

  /// Refuses an item with a field that is missing or wrong.
  init(_ error: MessageError) {
    self.init(.invalidArgument, "FIELD_INVALID", error.description)
  }

  /// The refusal as a message.
  var item: TypeV1.ItemRefusal {
    .with {
      $0.code = Int32(clamping: code.rawValue)
      $0.reason = reason
      $0.message = message
    }
  }
}

extension Refusal {
  /// The key was used with another request.
  static let keyReused = Refusal(
    .aborted, "KEY_REUSED", "The key was used with another request. Use a new attempt.")
  /// No hold of that key was made.
  static let holdUnknown = Refusal(
    .failedPrecondition, "HOLD_UNKNOWN", "There is no hold of this key. Hold units first.")
  /// The hold was released.
  static let holdReleased = Refusal(
    .failedPrecondition, "HOLD_RELEASED",
    "The hold of this key was released. Begin a new attempt.")
  /// The hold was settled.
  static let holdSettled = Refusal(
    .failedPrecondition, "HOLD_SETTLED",
    "The hold of this key was settled already. Repeat its settlement with its own key.")
  /// No hold of that key was made, so that nothing can be given back.
  static let returnUnknown = Refusal(
    .notFound, "HOLD_UNKNOWN", "There is no hold of this key.")
  /// The hold is not settled yet.
  static let holdOpen = Refusal(
    .failedPrecondition, "HOLD_OPEN", "The hold of this key is open. Settle or release it.")
  /// The hold whose place another would take is not settled, was given back, or is being replaced.
  static let replacedNotStanding = Refusal(
    .failedPrecondition, "REPLACED_HOLD_INVALID",
    "The replaced hold is not settled, was given back, or another hold takes its place already.")
  /// What the hold took was given back under another key.
  static let unitsReturned = Refusal(
    .failedPrecondition, "UNITS_RETURNED",
    "What the hold of this key took was given back already. Repeat the return with its own key.")
}
