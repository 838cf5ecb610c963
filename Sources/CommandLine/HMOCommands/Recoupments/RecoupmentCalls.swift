import ArgumentParser
import Domain
import Foundation
import Messages
import Protobuf
import RPC

/// What every change of a letter takes.
struct RecoupmentOptions: ParsableArguments {
  @Option(help: "The business time; that of the gateway when absent.")
  var at: String?

  @Option(help: "Names this change; a new name when absent.")
  var requestID: String?

  @Flag(help: "Print JSON.")
  var json = false

  init() {}

  func validate() throws {
    guard (1...100).contains(requestID?.utf8.count ?? 1) else {
      throw ValidationError("--request-id has 1 to 100 characters")
    }
    guard at.map({ Moment($0) != nil }) ?? true else {
      throw ValidationError("--at is a day or a moment, such as 2026-03-10T09:00:00Z")
    }
  }
}

/// Payment's letters, as the commands ask for them.
struct RecoupmentCalls {
  let layout: SuiteLayout
  let options: RecoupmentOptions

  /// How long a call may take.
  static let call = RPCCallOptions(timeout: .seconds(30))

  /// The name of the change.
  var requestID: String { options.requestID ?? UUID().uuidString }

  /// The business time of the change.
  func time() async throws -> TypeV1.Instant {
    try await BusinessTime.of(options.at, layout)
  }

  /// Sends a change and prints the letter as it stands then.
  func change(
    _ body: (PaymentV1.RecoupmentServiceClient) async throws -> PaymentV1.Recoupment?
  ) async throws {
    let letter = try await SuiteConnection.with("payment", layout) { client in
      try await body(PaymentV1.RecoupmentServiceClient(client: client))
    }
    guard let letter else { throw CommandFailure("payment gave no letter") }
    try options.json
      ? Terminal.print(letter.json()) : Terminal.print(RecoupmentCalls.text([letter]))
  }

  /// The claim as payment knows it: by the number of the first of its versions.
  static func paymentClaim(_ claimID: String, _ layout: SuiteLayout) async throws -> String {
    try await SuiteConnection.with("gateway", layout) { client in
      let claim = try await ClaimV1.ClaimServiceClient(client: client).getClaim(
        .with { $0.claimID = claimID }, options: call)
      let original = claim.summary?.originalClaimID ?? ""
      return original.isEmpty ? claimID : original
    }
  }

  /// The letters of a claim as payment knows it, or all, the latest first.
  static func list(
    ofClaim claimID: String, _ layout: SuiteLayout, limit: Int = .max
  ) async throws -> [PaymentV1.Recoupment] {
    try await SuiteConnection.with("payment", layout) { client in
      try await Pages.all(limit: limit) { token in
        let page = try await PaymentV1.RecoupmentServiceClient(client: client).listRecoupments(
          .with {
            $0.claimID = claimID
            $0.pageSize = Pages.size
            $0.pageToken = token
          }, options: call)
        return (page.recoupments, page.nextPageToken)
      }
    }
  }

  /// An amount on the command line.
  static func amount(_ text: String) throws -> TypeV1.Money {
    guard let amount = Money(decimal: text), amount > .zero else {
      throw CommandFailure("--amount is no amount above nothing, such as 85.00")
    }
    return .with { $0.cents = amount.cents }
  }

  /// A line a letter.
  static func text(_ letters: [PaymentV1.Recoupment]) -> String {
    var table = TextTable([
      ("LETTER", .left), ("CLAIM", .left), ("PAYEE", .left), ("STATE", .left), ("DUE", .left),
      ("AMOUNT", .right), ("OFFSET", .right), ("REFUNDED", .right), ("WRITTEN OFF", .right),
      ("OPEN", .right),
    ])
    for letter in letters {
      table.add([
        letter.recoupmentID, letter.claimID, letter.npi, letter.state.text,
        letter.due.map { Day(number: $0.days).description } ?? "", letter.amount?.text ?? "",
        letter.offset?.text ?? "", letter.refunded?.text ?? "", letter.writtenOff?.text ?? "",
        letter.open?.text ?? "",
      ])
    }
    return table.text
  }
}

extension PaymentV1.RecoupmentState {
  /// The state as people say it.
  var text: String {
    switch self {
    case .open: "open"
    case .settled: "settled"
    case .withdrawn: "withdrawn"
    default: "state \(rawValue)"
    }
  }
}
