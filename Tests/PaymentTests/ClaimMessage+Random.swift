import Domain

extension ClaimMessage {
  /// A claim of any kind: paid, shared, reduced or denied.
  static func random(_ claimID: String, _ random: inout SplitMix) -> ClaimMessage {
    ClaimMessage(claimID) {
      $0.charge = Int64.random(in: 1...90_000, using: &random)
      $0.fee = Int64.random(in: 1...60_000, using: &random)
      $0.benefit.copay = Money(cents: Int64.random(in: 0...4_000, using: &random))
      $0.benefit.isDeductibleApplied = Bool.random(using: &random)
      $0.benefit.coinsurance = BasisPoints(Int32.random(in: 0...5_000, using: &random))
      $0.day = ClaimMessage.dayOfService.adding(days: Int.random(in: 0...40, using: &random))
      if Bool.random(using: &random) { $0.terms.lineOfBusiness = .medicareAdvantage }
      $0.clause = Bool.random(using: &random) ? .passThrough : .none
      $0.withhold = BasisPoints(Bool.random(using: &random) ? 1_500 : 0)
      if Int.random(in: 0..<4, using: &random) == 0 {
        let paid = Int64.random(in: 0...$0.charge, using: &random)
        let left = Int64.random(in: 0...($0.charge - paid), using: &random)
        $0.prior = PriorPayment(paid: Money(cents: paid), patientShare: Money(cents: left))
      }
      if Int.random(in: 0..<5, using: &random) == 0 { $0.reasons = [.duplicate] }
    }
  }
}

/// A generator whose run can be repeated from its seed.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
