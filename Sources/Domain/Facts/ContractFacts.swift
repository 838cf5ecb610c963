/// What the network knows about the providers of a claim.
package struct ContractFacts: Hashable, Sendable {
  /// One answer a line.
  package var lines: [Line]
  /// How it was found.
  package var trace: [TraceStep]

  /// Makes the facts.
  package init(lines: [Line] = [], trace: [TraceStep] = []) {
    self.lines = lines
    self.trace = trace
  }

  /// How an HMO and its providers are bound.
  package enum Model: String, Sendable, Hashable, CaseIterable {
    /// The HMO employs the provider; no fee.
    case staff
    /// The HMO contracts one group, which employs the provider.
    case group
    /// The HMO contracts an association of independent practices.
    case ipa
    /// Any mix of contracts.
    case network
  }

  /// How a contract pays a procedure.
  package enum FeeMethod: String, Sendable, Hashable, CaseIterable {
    /// A fee a unit from a schedule.
    case feeSchedule = "fee_schedule"
    /// A share of the schedule's fee; the share is already in the unit fee.
    case percentOfSchedule = "percent_of_schedule"
    /// A rate for each unit that is billed, from a schedule.
    case perUnit = "per_unit"
    /// A share of the charge; there is no unit fee.
    case percentOfCharges = "percent_of_charges"
    /// A rate for each day of an inpatient stay, by level of care.
    case perDiem = "per_diem"
    /// One rate for an inpatient stay, by its diagnosis related group.
    case caseRate = "case_rate"
    /// Paid by capitation; the claim itself pays nothing.
    case capitated
    /// Paid by salary; the claim itself pays nothing.
    case salary
    /// The rate of a letter of agreement for one authorized service.
    case letterOfAgreement = "letter_of_agreement"
    /// Without a contract: what original Medicare and the member would pay together.
    case medicare
    /// Without a contract: the qualifying payment amount of the No Surprises Act.
    case qualifyingPayment = "qualifying_payment"

    /// Whether the price comes from no contract, so that a contract may not name the method.
    package var isBesideContracts: Bool {
      switch self {
      case .letterOfAgreement, .medicare, .qualifyingPayment: true
      case .feeSchedule, .percentOfSchedule, .perUnit, .percentOfCharges, .capitated, .salary,
        .perDiem, .caseRate:
        false
      }
    }
  }

  /// What a contract pays for a day at one level of care.
  package struct StayRate: Hashable, Sendable {
    /// The level of care: a revenue code of room and board.
    package var revenueCode: String
    /// The rate a day.
    package var amount: Money

    /// Makes a rate.
    package init(revenueCode: String, amount: Money) {
      self.revenueCode = revenueCode
      self.amount = amount
    }
  }

  /// What a Medicare Advantage contract says about sequestration.
  package enum SequestrationClause: String, Sendable, Hashable, CaseIterable {
    /// Payments are not reduced.
    case none
    /// The reduction is passed through to the provider.
    case passThrough = "pass_through"
  }

  /// What a contract takes its withhold from.
  package enum WithholdBasis: String, Sendable, Hashable, CaseIterable {
    /// What would be paid, after the member's share and sequestration.
    case net
    /// What is allowed, before the member's share.
    case allowed
  }

  /// What the network knows about one line.
  package struct Line: Hashable, Sendable {
    /// The largest share of a fee or charge, in basis points: ten times the whole.
    package static let percentMax = BasisPoints(100_000)

    /// What was found for a provider on a day.
    package enum Status: String, Sendable, Hashable, CaseIterable {
      case inNetwork = "in_network"
      case outOfNetwork = "out_of_network"
      /// The contract ended before the day.
      case ended
      case notOnRoster = "not_on_roster"
      case notCredentialed = "not_credentialed"
      case renderingExcluded = "rendering_excluded"
      case billingExcluded = "billing_excluded"

      /// Whether no contract is in force for the provider, who may be paid all the same.
      package var isWithoutContract: Bool {
        switch self {
        case .outOfNetwork, .ended, .notOnRoster, .notCredentialed: true
        case .inNetwork, .renderingExcluded, .billingExcluded: false
        }
      }
    }

    /// The line's number in the claim.
    package var lineNumber: Int
    /// What was found.
    package var status: Status
    /// The contract in force, or the last one; empty when none.
    package var contractID: String = ""
    /// Its version.
    package var contractVersion: Int64 = 0
    /// Its model.
    package var model: Model = .network
    /// How it pays the procedure.
    package var feeMethod: FeeMethod = .feeSchedule
    /// The fee for one unit, or the rate of a case; absent when the schedule has no row for it on the
    /// day.
    package var unitFee: Money?
    /// The schedule's fee for one unit before a share of it was taken; absent when the unit fee is
    /// the whole. Modifiers multiply it together with the share, so that one rounding remains.
    package var baseFee: Money?
    /// The share of ``baseFee``, or of the charge; absent when neither is shared.
    package var percent: BasisPoints?
    /// The modifier of the schedule's row that gave the fee; empty for the row without one.
    package var feeModifier: String = ""
    /// Whether the procedure is reduced beside others of the same day and provider.
    package var isMultipleProcedure = false
    /// Whether the lesser of charge and fee is paid.
    package var isLesserOf: Bool = true
    /// What the contract says about sequestration.
    package var sequestrationClause: SequestrationClause = .none
    /// The share withheld.
    package var withhold: BasisPoints = .zero
    /// What it is a share of.
    package var withholdBasis: WithholdBasis = .net
    /// The authorization to which the letter of agreement is tied by which the facts above price the
    /// line; empty where they do not.
    package var letterAuthorizationNumber: String = ""
    /// The letter of agreement that prices the line in place of the facts above, if its authorization
    /// is held; absent without one.
    package var letter: AgreedRate?
    /// Together with which others the procedure is reduced by a method that is not computed; absent
    /// when it is not.
    package var reductionKind: ReductionKind?
    /// The role of the rendering provider.
    package var providerRole: ProviderRole = .unspecified
    /// The specialty of the rendering provider, such as `orthopedics`.
    package var specialty: String = ""
    /// Whether the rendering provider is the member's primary care provider of record.
    package var isPrimaryCareOfRecord: Bool = false
    /// Whether the rendering provider serves in the same group as that provider.
    package var isSameGroupAsPrimaryCare: Bool = false
    /// The days within which claims must arrive; 0 means the default.
    package var timelyFilingDays: Int = 0
    /// Whether the billing provider is known and does not bill under the claim's tax number.
    package var isBillingTINUnknown = false
    /// The days within which a promised paper must arrive; 0 means the default.
    package var attachmentDays: Int = 0
    /// The rate a day of each level of care of a stay that the schedule lists.
    package var stayRates: [StayRate] = []
    /// The charge above which a person prices a stay; absent when the contract names none.
    package var outlierCharge: Money?

    /// Whether a price was found that counts without a contract.
    package var isPricedBesideContracts: Bool { feeMethod.isBesideContracts && unitFee != nil }

    /// Makes the facts of a line; the other properties are set afterwards.
    package init(lineNumber: Int, status: Status) {
      self.lineNumber = lineNumber
      self.status = status
    }
  }
}

extension ContractFacts.FeeMethod {
  /// Whether a product of a line of business may owe a price by this method: the qualifying payment
  /// amount is that of the law for commercial products (rule `NET-OON-4`).
  package func isOwed(by line: LineOfBusiness) -> Bool {
    self != .qualifyingPayment || line == .commercialGroup || line == .commercialIndividual
  }

  /// Whether it prices an inpatient stay as a whole.
  package var isOfStay: Bool { self == .perDiem || self == .caseRate }
}
