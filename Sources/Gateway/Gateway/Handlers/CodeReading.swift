import ClaimRules
import Domain
import DomainMessages
import Messages
import RPC

/// A code set while its parts arrive.
struct CodeReading: Sendable {
  /// The name of the load.
  private(set) var requestID = ""
  /// The set; nothing before the first part.
  private(set) var name: CodeSetName?
  private var codes: [CodeSet.Entry] = []
  private var pairs: [CodePairs.Entry] = []

  /// What all parts brought.
  var content: CodeContent {
    name?.holdsPairs == true ? .pairs(CodePairs(pairs)) : .codes(CodeSet(codes))
  }

  /// Adds a part.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT that names the field, also for too many.
  mutating func take(_ request: ClaimV1.LoadCodesRequest) throws(RPCError) {
    if name == nil { try begin(request) }
    guard request.codes.count <= GatewayAdministrationHandler.codesPerPartMax else {
      throw GatewayErrors.invalid(
        "codes", "Send at most \(GatewayAdministrationHandler.codesPerPartMax) codes in a part.")
    }
    let most =
      name?.holdsPairs == true
      ? GatewayAdministrationHandler.pairsMax : GatewayAdministrationHandler.codesMax
    guard codes.count + pairs.count + request.codes.count <= most else {
      throw GatewayErrors.invalid("codes", "A set of this kind has at most \(most) codes.")
    }
    for (index, code) in request.codes.enumerated() {
      try take(code, "codes[\(index + 1)]")
    }
  }

  private mutating func begin(_ request: ClaimV1.LoadCodesRequest) throws(RPCError) {
    guard (1...100).contains(request.requestID.utf8.count) else {
      throw GatewayErrors.invalid("request_id", "Name the load with 1 to 100 characters.")
    }
    guard let name = CodeSetName(rawValue: request.codeSet) else {
      let names = CodeSetName.allCases.map(\.rawValue).joined(separator: ", ")
      throw GatewayErrors.invalid("code_set", "A code set is one of: \(names).")
    }
    requestID = request.requestID
    self.name = name
  }

  private mutating func take(_ message: ClaimV1.Code, _ field: String) throws(RPCError) {
    let code = try CodeReading.code(message.code, "\(field).code")
    let days = try CodeReading.days(of: message, field)
    if name?.holdsPairs == true {
      let partner = try CodeReading.code(message.partner, "\(field).partner")
      pairs.append(CodePairs.Entry(code: code, partner: partner, days: days))
    } else {
      guard message.partner.isEmpty else {
        throw GatewayErrors.invalid("\(field).partner", "Only a set of pairs has partners.")
      }
      codes.append(CodeSet.Entry(code: code, days: days))
    }
  }

  private static func code(_ text: String, _ field: String) throws(RPCError) -> PackedCode {
    guard let code = PackedCode(text) else {
      throw GatewayErrors.invalid(
        field, "A code has one to eight digits or capital letters, without a dot.")
    }
    return code
  }

  private static func days(
    of message: ClaimV1.Code, _ field: String
  ) throws(RPCError) -> DaySpan {
    do throws(MessageError) {
      return try DaySpan(message.days, "days")
    } catch {
      throw GatewayErrors.invalid("\(field).days", "The days must be there and in order.")
    }
  }
}
