import Domain

/// What gives a price beside contracts: letters of agreement, and what products owe without one.
package struct PriceExceptions: Sendable {
  private let letters: [LetterOfAgreement.Key: LetterOfAgreement]
  private let terms: [String: [OutOfNetworkTerms]]

  /// Makes the exceptions; terms of one product never share a day.
  package init(letters: [LetterOfAgreement] = [], terms: [OutOfNetworkTerms] = []) {
    self.letters = Dictionary(letters.map { ($0.key, $0) }) { _, last in last }
    self.terms = Dictionary(grouping: terms, by: \.productID)
  }

  /// The letter that names the authorization, the provider and the procedure of `line` on its day.
  func letter(for line: ContractQuestion.Line) -> LetterOfAgreement? {
    guard !line.authorizationNumber.isEmpty else { return nil }
    let key = LetterOfAgreement.Key(
      authorizationNumber: line.authorizationNumber, providerNPI: line.renderingNPI)
    guard let letter = letters[key], letter.days.contains(line.day),
      letter.rates[line.procedure] != nil
    else { return nil }
    return letter
  }

  /// What the product of `line` owes without a contract on its day.
  func terms(for line: ContractQuestion.Line) -> OutOfNetworkTerms? {
    terms[line.productID]?.first { $0.days.contains(line.day) }
  }
}
