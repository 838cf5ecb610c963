import DomainMessages
import Messages
import PaymentRules
import Protobuf
import RPC

/// A definite refusal of one claim or one load, before anything of it is written.
struct Refusal: Error, Hashable, Sendable {
  let code: RPCStatusCode
  let reason: String
  let message: String
  /// The line that it is about; nothing when it is about no line alone.
  var lineNumber: Int?

  /// The claim cannot be decided from its facts.
  init(_ error: AdjudicationError) {
    code = .failedPrecondition
    reason = error.code.rawValue
    message = error.message
    lineNumber = error.lineNumber
  }

  /// A field of the request is wrong.
  init(_ error: MessageError) {
    code = .invalidArgument
    reason = "FIELD_INVALID"
    message = error.description
  }

  private init(_ code: RPCStatusCode, _ reason: String, _ message: String) {
    self.code = code
    self.reason = reason
    self.message = message
  }

  /// The key was used for another request.
  static let keyReused = Refusal(
    .aborted, "KEY_REUSED", "the key was used for another request; begin a new attempt")

  /// Another attempt decided this version.
  static let versionDecided = Refusal(
    .alreadyExists, "VERSION_DECIDED", "another attempt decided this version of the claim")

  /// An earlier version of the claim stands.
  static let versionStands = Refusal(
    .failedPrecondition, "VERSION_STANDS",
    "another version of the claim stands; take it back first")

  /// The claim only reports an encounter, but its contract would pay it.
  static let encounterPays = Refusal(
    .failedPrecondition, "ENCOUNTER_PAYS",
    "the claim reports an encounter, but its contract would pay it")

  /// No such version was decided.
  static let versionUnknown = Refusal(
    .notFound, "VERSION_UNKNOWN", "the version to take back was never decided")

  /// No version of the claim stands any more.
  static let versionReversed = Refusal(
    .failedPrecondition, "VERSION_REVERSED", "the version is taken back already")

  /// The version to take back cannot be read.
  static let versionUnreadable = Refusal(
    .failedPrecondition, "VERSION_UNREADABLE",
    "the version to take back cannot be read; verify the store and restore it")

  /// Another version of the claim is the current one.
  static let versionStale = Refusal(
    .aborted, "VERSION_STALE", "another version of the claim stands; take that one back")

  /// Nobody was loaded who pays.
  static let payerMissing = Refusal(
    .failedPrecondition, "PAYER_MISSING", "no payer is loaded; load the remittance parties first")

  /// A remittance of the run, or the whole run, is beyond the largest amount.
  static let runTooLarge = Refusal(
    .failedPrecondition, "AMOUNT_OUT_OF_RANGE",
    "a remittance, or the run, would be beyond the largest amount")

  /// The year to settle has not ended.
  static let yearOpen = Refusal(
    .failedPrecondition, "YEAR_NOT_ENDED", "the year has not ended; settle it afterwards")

  /// The year was settled under another name.
  static let settledAlready = Refusal(
    .alreadyExists, "SETTLED_ALREADY", "this contract, year and payee was settled already")

  /// The month to settle has not begun.
  static let monthOpen = Refusal(
    .failedPrecondition, "MONTH_NOT_BEGUN", "the month has not begun; settle it then")

  /// No terms of capitation hold.
  static let termsMissing = Refusal(
    .failedPrecondition, "TERMS_MISSING",
    "no terms of capitation of this contract hold in the month; load them first")

  /// A member for whom the month counts has no rate.
  static func capitationRateMissing(_ place: Int) -> Refusal {
    Refusal(
      .failedPrecondition, "RATE_MISSING",
      "no rate of the contract's terms fits roster[\(place)]: its category, sex and age on the "
        + "first day of the month; load terms that have one, or mend the entry")
  }

  /// A month would come to more than the largest amount.
  static let capitationTooLarge = Refusal(
    .failedPrecondition, "AMOUNT_OUT_OF_RANGE", "the month would be beyond the largest amount")

  /// No version of the claim stands, or there is no such claim.
  static let nothingStands = Refusal(
    .notFound, "VERSION_UNKNOWN", "no decision of such a claim stands")

  /// A letter recovers what the claim was paid.
  static let letterStands = Refusal(
    .failedPrecondition, "RECOUPMENT_STANDS",
    "a letter recovers what the claim was paid, and a payment is recovered in one way alone; "
      + "withdraw the letter first (hmo recoupment withdraw), then what it recovered goes back")

  /// What a letter asks for was not paid out yet.
  static let notPaidOut = Refusal(
    .failedPrecondition, "NOT_PAID_OUT",
    "no run has paid the claim yet; void or replace it instead, or close a run first")

  /// A letter would be opened before the claim was paid.
  static let openedBeforePayment = Refusal(
    .failedPrecondition, "OPENED_BEFORE_PAYMENT",
    "the letter would be older than the run that paid the claim; open it at the time of that run "
      + "or later")

  /// A letter asks for nothing, or for more than the claim was paid.
  static let beyondPayment = Refusal(
    .failedPrecondition, "AMOUNT_BEYOND_PAYMENT",
    "the amount is nothing, or more than the claim was paid")

  /// A letter is due before the days of notice are over.
  static let dueTooEarly = Refusal(
    .failedPrecondition, "DUE_TOO_EARLY",
    "the day comes before the notice is over; name a later one, or none for the first")

  /// There is no such letter.
  static let letterUnknown = Refusal(
    .notFound, "RECOUPMENT_UNKNOWN", "there is no such letter")

  /// Nothing of a letter is open any more.
  static let letterEnded = Refusal(
    .failedPrecondition, "RECOUPMENT_ENDED",
    "nothing of the letter is open any more, or it was withdrawn")

  /// A refund is nothing, or more than what is open.
  static let beyondOpen = Refusal(
    .failedPrecondition, "AMOUNT_BEYOND_OPEN",
    "the amount is nothing, or more than what is open of the letter")

  /// A check of that number was acknowledged for the letter.
  static let referenceRepeated = Refusal(
    .alreadyExists, "REFERENCE_REPEATED",
    "money with this reference was acknowledged for the letter already (hmo recoupment list); if "
      + "this is other money, give it a reference of its own")

  /// No such run was closed.
  static let runUnknown = Refusal(.notFound, "RUN_UNKNOWN", "there is no such run")

  /// No such remittance was made.
  static let remittanceUnknown = Refusal(
    .notFound, "REMITTANCE_UNKNOWN", "there is no such remittance")

  /// A rate of sequestration does not begin behind all that are there.
  static func rateStands(_ index: Int) -> Refusal {
    Refusal(
      .failedPrecondition, "RATE_STANDS",
      "rates[\(index)] begins on or before the first day of a rate that stands; only later days "
        + "can get another rate")
  }

  /// A claim with a later day was paid at the rate that holds so far.
  static func rateApplied(_ index: Int) -> Refusal {
    Refusal(
      .failedPrecondition, "RATE_APPLIED",
      "rates[\(index)] would hold on a day for which a claim was paid at another rate; let it "
        + "begin later")
  }

  /// The attempt was given up.
  static let withdrawn = Refusal(
    .aborted, "WITHDRAWN", "this attempt at the claim was withdrawn; begin a new one")

  /// An opening balance comes too late: something has been posted to the amount.
  static func alreadyRunning(_ index: Int) -> Refusal {
    Refusal(
      .failedPrecondition, "ALREADY_RUNNING",
      "balances[\(index)] is no opening balance: something was posted to the amount already")
  }

  /// An opening balance of a limit of which something is used already.
  static func alreadyUsed(_ index: Int) -> Refusal {
    Refusal(
      .failedPrecondition, "ALREADY_RUNNING",
      "limits[\(index)] is no opening balance: something was posted to the limit already")
  }

  /// The refusal as an item of a batch.
  var item: TypeV1.ItemRefusal {
    .with {
      $0.code = Int32(code.rawValue)
      $0.reason = reason
      $0.message = message
      $0.lineNumber = Int32(clamping: lineNumber ?? 0)
    }
  }

  /// The refusal as the error of a whole call.
  var error: RPCError { RPCError(code, message, reason: reason) }
}
