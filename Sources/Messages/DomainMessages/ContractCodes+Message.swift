package import Domain
package import Messages

extension ContractFacts.Line.Status {
  /// Reads what was found for a provider on a day; it must be said.
  package init(_ message: NetworkV1.ContractStatus, _ field: String) throws(MessageError) {
    switch message {
    case .inNetwork: self = .inNetwork
    case .outOfNetwork: self = .outOfNetwork
    case .ended: self = .ended
    case .notOnRoster: self = .notOnRoster
    case .notCredentialed: self = .notCredentialed
    case .renderingExcluded: self = .renderingExcluded
    case .billingExcluded: self = .billingExcluded
    default: throw MessageError(field, "is no contract status")
    }
  }

  /// What was found, as a message.
  package var message: NetworkV1.ContractStatus {
    switch self {
    case .inNetwork: .inNetwork
    case .outOfNetwork: .outOfNetwork
    case .ended: .ended
    case .notOnRoster: .notOnRoster
    case .notCredentialed: .notCredentialed
    case .renderingExcluded: .renderingExcluded
    case .billingExcluded: .billingExcluded
    }
  }
}

extension ContractFacts.Model {
  /// Reads a model; it must be said.
  package init(_ message: NetworkV1.HmoModel, _ field: String) throws(MessageError) {
    switch message {
    case .staff: self = .staff
    case .group: self = .group
    case .ipa: self = .ipa
    case .network: self = .network
    default: throw MessageError(field, "is no HMO model")
    }
  }

  /// The model as a message.
  package var message: NetworkV1.HmoModel {
    switch self {
    case .staff: .staff
    case .group: .group
    case .ipa: .ipa
    case .network: .network
    }
  }
}

extension ContractFacts.FeeMethod {
  /// Reads a fee method; it must be said.
  package init(_ message: NetworkV1.FeeMethod, _ field: String) throws(MessageError) {
    switch message {
    case .feeSchedule: self = .feeSchedule
    case .percentOfSchedule: self = .percentOfSchedule
    case .perUnit: self = .perUnit
    case .percentOfCharges: self = .percentOfCharges
    case .perDiem: self = .perDiem
    case .caseRate: self = .caseRate
    case .capitated: self = .capitated
    case .salary: self = .salary
    case .letterOfAgreement: self = .letterOfAgreement
    case .medicare: self = .medicare
    case .qualifyingPayment: self = .qualifyingPayment
    default: throw MessageError(field, "is no fee method")
    }
  }

  /// The method as a message.
  package var message: NetworkV1.FeeMethod {
    switch self {
    case .feeSchedule: .feeSchedule
    case .percentOfSchedule: .percentOfSchedule
    case .perUnit: .perUnit
    case .percentOfCharges: .percentOfCharges
    case .perDiem: .perDiem
    case .caseRate: .caseRate
    case .capitated: .capitated
    case .salary: .salary
    case .letterOfAgreement: .letterOfAgreement
    case .medicare: .medicare
    case .qualifyingPayment: .qualifyingPayment
    }
  }
}

extension ContractFacts.SequestrationClause {
  /// Reads a clause; unspecified is none.
  package init(_ message: NetworkV1.SequestrationClause, _ field: String) throws(MessageError) {
    switch message {
    case .unspecified, .none: self = .none
    case .passThrough: self = .passThrough
    default: throw MessageError(field, "is no sequestration clause")
    }
  }

  /// The clause as a message.
  package var message: NetworkV1.SequestrationClause {
    switch self {
    case .none: .none
    case .passThrough: .passThrough
    }
  }
}

extension ContractFacts.WithholdBasis {
  /// Reads a basis; unspecified is the payment.
  package init(_ message: NetworkV1.WithholdBasis, _ field: String) throws(MessageError) {
    switch message {
    case .unspecified, .net: self = .net
    case .allowed: self = .allowed
    default: throw MessageError(field, "is no basis of a withhold")
    }
  }

  /// The basis as a message.
  package var message: NetworkV1.WithholdBasis {
    switch self {
    case .net: .net
    case .allowed: .allowed
    }
  }
}
