import Domain
import DomainMessages

/// By what a report of sequestration forms its groups, in the order in which it gives them.
struct SequestrationGroupKey: Hashable, Sendable {
  var npi: String
  var tin: String
  var month: Day
  /// The name of the line of business; empty before the first.
  var lineOfBusiness: String
  var rate: BasisPoints

  /// The key as the token of the page behind it.
  var token: String {
    "\(rate.value)/\(month.number)/\(lineOfBusiness)/\(tin)/\(npi)"
  }
}

extension SequestrationGroupKey {
  /// Reads a token; the empty one stands before every group.
  init(token: String) throws(MessageError) {
    guard !token.isEmpty else {
      self.init(npi: "", tin: "", month: .first, lineOfBusiness: "", rate: .zero)
      return
    }
    let parts = token.split(separator: "/", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, let rate = Int64(parts[0]).flatMap(BasisPoints.init(checked:)),
      let month = Int32(parts[1]).flatMap(Day.init(checkedNumber:))
    else { throw RunPage.wrongToken }
    self.init(
      npi: String(parts[4]), tin: String(parts[3]), month: month,
      lineOfBusiness: String(parts[2]), rate: rate)
  }
}
