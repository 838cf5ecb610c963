package import Domain

/// Loop 2210: a line of the claim that is asked about.
package struct X12InquiryLine: Hashable, Sendable {
  /// SVC01-1: `HC` for HCPCS and CPT codes, `NU` for a revenue code.
  package let procedureQualifier: X12Field<String>
  /// SVC01-2.
  package let procedure: X12Field<String>
  /// SVC01-3 to SVC01-6 without the empty ones, in the order sent.
  package let modifiers: [X12Field<String>]
  /// SVC02; nothing when it is absent or no amount.
  package let charge: X12Field<Money?>
  /// SVC04; empty when SVC01 is the revenue code or there is none.
  package let revenueCode: X12Field<String>
  /// SVC07; nothing when it is absent or no quantity.
  package let quantity: X12Field<Quantity?>
  /// REF, in the order sent.
  package internal(set) var references: [X12Reference] = []
  /// DTP, in the order sent.
  package internal(set) var periods: [X12Period] = []

  /// REF*FJ, the submitter's number of the line.
  package var controlNumber: X12Field<String>? { references.first("FJ") }
  /// DTP*472, the days of service.
  package var service: X12Period? { periods.first("472") }
}

extension X12InquiryLine: PrintsRedacted {}
