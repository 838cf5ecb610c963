import Domain

/// Refuses to pay services in full that are reduced beside each other by a method that is not computed
/// (rule `SCREEN-REDUCTION`).
enum ReductionCheck {
  static func check(_ lines: [CoveredLine]) throws(AdjudicationError) {
    let services = lines.filter(\.isPaidByFee).compactMap { line in
      ReducedService(line.billed, under: line.contract)
    }
    guard let first = ReducedService.reduced(among: services).min() else { return }
    throw AdjudicationError(
      .manualPricing, line: first, "it is reduced beside others in a way that a person must decide")
  }
}
