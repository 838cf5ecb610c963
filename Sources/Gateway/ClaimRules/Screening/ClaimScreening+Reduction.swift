import Domain

extension ClaimScreening {
  /// Services that are reduced beside each other by a method that is not computed wait (rule
  /// `SCREEN-REDUCTION`); those that a letter of agreement prices do when it does not count.
  ///
  /// - Parameter contracts: Where the network's answer for a line stands, by the line's number.
  static func screenReductions(
    _ input: ScreeningInput, _ contracts: [Int: Int], _ screening: inout Screening
  ) {
    guard input.contract.lines.contains(where: { $0.reductionKind != nil }) else { return }
    let found = screening
    let letters = found.letterLines
    let priced = reduced(input, contracts, found) { line in
      letters[line] == nil && !found.isDenied(line)
    }
    for number in priced.sorted() {
      screening.pend(.manualPricing, line: number, by: ClaimRule.reduction)
    }
    guard !letters.isEmpty else { return }
    let plain = reduced(input, contracts, found) { line in
      letters[line].map(\.reasons.isEmpty) ?? !found.isDenied(line)
    }
    for number in plain.sorted() {
      screening.letterLines[number]?.pend(.manualPricing, by: ClaimRule.reduction)
    }
  }

  /// The lines that are reduced beside each other, of those that stand and are priced by a contract.
  private static func reduced(
    _ input: ScreeningInput, _ contracts: [Int: Int], _ screening: Screening,
    where stands: (Int) -> Bool
  ) -> Set<Int> {
    let services = input.claim.billedLines.compactMap { line -> ReducedService? in
      let number = line.lineNumber
      guard stands(number), !screening.isIncluded(number), let place = contracts[number] else {
        return nil
      }
      let contract = input.contract.lines[place]
      guard contract.feeMethod != .capitated, contract.feeMethod != .salary
      else { return nil }
      return ReducedService(line, under: contract)
    }
    return ReducedService.reduced(among: services)
  }
}
