package import Domain

/// A referral by a primary care provider, with the visits that have become of it.
package struct ReferralOnFile: Hashable, Sendable {
  /// Its number.
  package var number: String
  /// The member.
  package var memberID: String
  /// Whether the issuer was the primary care provider of record on the day of issue.
  package var isIssuerEligible: Bool
  /// The provider referred to; empty when only a specialty is named.
  package var targetNPI: String
  /// The specialty referred to; empty when only a provider is named.
  package var targetSpecialty: String
  /// The visits granted.
  package var visitsGranted: Int
  /// The days on which it may be used.
  package var days: DaySpan
  /// The visits that settled holds took or open holds reserve.
  package var visits: Set<Visit>

  /// Makes a record.
  package init(
    number: String, memberID: String, isIssuerEligible: Bool = true, targetNPI: String = "",
    targetSpecialty: String = "", visitsGranted: Int, days: DaySpan, visits: Set<Visit> = []
  ) {
    self.number = number
    self.memberID = memberID
    self.isIssuerEligible = isIssuerEligible
    self.targetNPI = targetNPI
    self.targetSpecialty = targetSpecialty
    self.visitsGranted = visitsGranted
    self.days = days
    self.visits = visits
  }

  /// Whether `visit` may use this referral: it counts already, or one is left.
  package func hasRoom(for visit: Visit) -> Bool {
    visits.contains(visit) || visits.count < visitsGranted
  }
}
