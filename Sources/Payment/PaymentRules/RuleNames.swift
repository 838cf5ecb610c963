import Domain

/// The rules of this module, by their names in `docs/rules/payment.md`.
enum RuleNames {
  static let reasonsInOrder = RuleName("OUT-1")
  static let denial = RuleName("DENY-1")
  static let unitPrice = RuleName("PRICE-1")
  static let lesserOf = RuleName("PRICE-2")
  static let contractualReduction = RuleName("PRICE-3")
  static let capitation = RuleName("PRICE-4")
  static let cutBack = RuleName("PRICE-5")
  static let copay = RuleName("SHARE-1")
  static let copayPerVisit = RuleName("SHARE-2")
  static let deductible = RuleName("SHARE-3")
  static let coinsurance = RuleName("SHARE-4")
  static let outOfPocketCap = RuleName("SHARE-5")
  static let preventive = RuleName("SHARE-6")
  static let lineOrder = RuleName("SHARE-7")
  static let accumulation = RuleName("ACC-1")
  static let sequestrationApplies = RuleName("SEQ-1")
  static let sequestrationRate = RuleName("SEQ-2")
  static let sequestrationAmount = RuleName("SEQ-3")
  static let claimStatus = RuleName("STATUS-1")
  static let reversal = RuleName("REV-1")
  static let reversalReason = RuleName("REV-2")
  static let reversedAccumulation = RuleName("REV-3")
}
