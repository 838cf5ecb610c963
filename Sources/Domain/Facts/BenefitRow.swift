/// What a product says about a category of service.
package struct BenefitRow: Hashable, Sendable {
  /// Who owes a service that is not a benefit.
  package enum Liability: String, Sendable, Hashable, CaseIterable {
    case member
    case provider
  }

  /// Of what a copay is due once.
  package enum CopayUnit: String, Sendable, Hashable, CaseIterable {
    /// A visit, or a stay as a whole.
    case visit
    /// Each day of a stay.
    case day
  }

  /// The days of a stay of which a copay a day is due, both ends included.
  package struct CopayDays: Hashable, Sendable {
    /// The first one, from 1.
    package var first: Int
    /// The last one; absent when every later day has one.
    package var last: Int?

    /// Names the days of a stay.
    package init(first: Int = 1, last: Int? = nil) {
      self.first = first
      self.last = last
    }

    /// How many of the first `days` days of a stay are among them.
    package func count(in days: Int) -> Int {
      max(0, min(days, last ?? days) - first + 1)
    }
  }

  /// The row's name, unique in the product and plan year.
  package var benefitID: String
  /// The category of service, such as `office_visit` or `imaging`.
  package var category: String
  /// The provider role to which the row applies; unspecified means any.
  package var providerRole: ProviderRole
  /// Whether the category is a benefit.
  package var isCovered: Bool
  /// Who owes it when it is not.
  package var liability: Liability
  /// A fixed amount a visit, or a day.
  package var copay: Money
  /// Of what the copay is due once.
  package var copayUnit = CopayUnit.visit
  /// The days of a stay of which a copay a day is due.
  package var copayDays = CopayDays()
  /// Whether the deductible comes first.
  package var isDeductibleApplied: Bool
  /// The member's share of the rest.
  package var coinsurance: BasisPoints
  /// Whether the service is preventive and without cost share.
  package var isPreventive: Bool
  /// Whether the member's share counts towards the most that is paid in a year.
  package var isCountedToOutOfPocket: Bool
  /// Whether it is a supplemental benefit, which sequestration does not touch.
  package var isSupplemental: Bool
  /// Whether an approved authorization is needed.
  package var isAuthorizationRequired: Bool
  /// Whether a referral is needed.
  package var isReferralRequired: Bool
  /// The most visits of the category in a plan year, a visit being a provider and a day; absent for
  /// no limit.
  package var visitsMax: Int?
  /// The most that is allowed for the category in a plan year; absent for no limit.
  package var dollarsMax: Money?
  /// Who owes what is over a limit.
  package var limitLiability = Liability.member

  /// Makes a row.
  package init(
    benefitID: String, category: String, providerRole: ProviderRole = .unspecified,
    isCovered: Bool = true, liability: Liability = .member, copay: Money = .zero,
    isDeductibleApplied: Bool = false, coinsurance: BasisPoints = .zero,
    isPreventive: Bool = false, isCountedToOutOfPocket: Bool = true, isSupplemental: Bool = false,
    isAuthorizationRequired: Bool = false, isReferralRequired: Bool = false
  ) {
    self.benefitID = benefitID
    self.category = category
    self.providerRole = providerRole
    self.isCovered = isCovered
    self.liability = liability
    self.copay = copay
    self.isDeductibleApplied = isDeductibleApplied
    self.coinsurance = coinsurance
    self.isPreventive = isPreventive
    self.isCountedToOutOfPocket = isCountedToOutOfPocket
    self.isSupplemental = isSupplemental
    self.isAuthorizationRequired = isAuthorizationRequired
    self.isReferralRequired = isReferralRequired
  }

  /// The row among `rows` that applies to a provider in `role`: the one for that role, else the one
  /// for any role. Nothing when neither exists (rule `BEN-1`).
  package static func applying(to role: ProviderRole, in rows: [BenefitRow]) -> BenefitRow? {
    rows.first { $0.providerRole == role && role != .unspecified }
      ?? rows.first { $0.providerRole == .unspecified }
  }
}
