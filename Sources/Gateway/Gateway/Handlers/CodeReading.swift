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
  /// The codes of all parts.
  private(set) var entries: [CodeSet.Entry] = []

  /// Adds a part.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT that names the field, RESOURCE_EXHAUSTED for too many.
  mutating func take(_ request: ClaimV1.LoadCodesRequest) throws(RPCError) {
    if name == nil { try begin(request) }
    guard request.codes.count <= GatewayAdministrationHandler.codesPerPartMax else {
      throw GatewayErrors.invalid(
        "codes", "Send at most \(GatewayAdministrationHandler.codesPerPartMax) codes in a part.")
    }
    guard entries.count + request.codes.count <= GatewayAdministrationHandler.codesMax else {
      throw GatewayErrors.invalid(
        "codes", "A code set has at most \(GatewayAdministrationHandler.codesMax) codes.")
    }
    for (index, code) in request.codes.enumerated() {
      entries.append(try CodeReading.entry(code, "codes[\(index + 1)]"))
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

  private static func entry(
    _ message: ClaimV1.Code, _ field: String
  ) throws(RPCError) -> CodeSet.Entry {
    guard let code = PackedCode(message.code) else {
      throw GatewayErrors.invalid(
        "\(field).code", "A code has one to eight digits or capital letters, without a dot.")
    }
    do throws(MessageError) {
      return CodeSet.Entry(code: code, days: try DaySpan(message.days, "days"))
    } catch {
      throw GatewayErrors.invalid("\(field).days", "The days must be there and in order.")
    }
  }
}
