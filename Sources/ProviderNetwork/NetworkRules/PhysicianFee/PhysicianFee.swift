package import Domain

/// Medicare's amount for one unit of a physician's service in a locality (rule `NET-PFS-1`).
///
/// Each part of the relative value is weighed by the locality's index, and the sum is multiplied by
/// the conversion factor. The whole is exact in integers and rounded half-up to the cent once, at
/// the end: the published amounts agree with that and not with a rounding on the way.
package struct PhysicianFee: Hashable, Sendable {
  /// Where the service was given.
  package let setting: ServiceSetting
  /// The amount for one unit.
  package let amount: Money

  /// Hundredths of a unit, thousandths of an index and ten-thousandths of a dollar make
  /// thousand-millionths of a dollar: this many of them are a cent.
  private static let partsPerCent: Int64 = 10_000_000

  /// Computes the amount, or gives nothing when a step towards it leaves 64 bits.
  ///
  /// What stays inside them is at most 9,223,372,036.85 and so within ``Domain/Money/limit``.
  package init?(
    _ value: RelativeValue, in locality: PracticeCostIndex, _ factor: ConversionFactor,
    setting: ServiceSetting
  ) {
    let weighed = PhysicianFee.sum([
      (value.workHundredths, locality.workThousandths),
      (value.expenseHundredths(in: setting), locality.expenseThousandths),
      (value.malpracticeHundredths, locality.malpracticeThousandths),
    ])
    guard let weighed, let parts = PhysicianFee.product(weighed, factor.tenThousandths)
    else { return nil }
    self.setting = setting
    self.amount = Money(cents: PhysicianFee.cents(parts))
  }

  private static func sum(_ products: [(Int64, Int64)]) -> Int64? {
    var total: Int64 = 0
    for (left, right) in products {
      guard let product = product(left, right) else { return nil }
      let (sum, isOverflow) = total.addingReportingOverflow(product)
      guard !isOverflow else { return nil }
      total = sum
    }
    return total
  }

  private static func product(_ left: Int64, _ right: Int64) -> Int64? {
    let (product, isOverflow) = left.multipliedReportingOverflow(by: right)
    return isOverflow ? nil : product
  }

  /// Rounds half-up; `parts` is not negative, and nothing is added before the division.
  private static func cents(_ parts: Int64) -> Int64 {
    let (whole, rest) = parts.quotientAndRemainder(dividingBy: partsPerCent)
    return rest >= partsPerCent / 2 ? whole + 1 : whole
  }
}
