package import Domain

/// Loop 2400: a service line.
package struct X12ServiceLine: Hashable, Sendable {
  /// LX01.
  package internal(set) var number = X12Field("")
  /// SV201, the revenue code; empty in professional claims.
  package internal(set) var revenueCode = X12Field("")
  /// SV101-1 or SV202-1: `HC` for HCPCS and CPT codes.
  package internal(set) var procedureQualifier = X12Field("")
  /// SV101-2 or SV202-2; an institutional line may have none.
  package internal(set) var procedure = X12Field("")
  /// SV101-3 to SV101-6, or those of SV202, without the empty ones, in the order sent.
  package internal(set) var modifiers: [X12Field<String>] = []
  /// SV101-7 or SV202-7.
  package internal(set) var procedureText = ""
  /// SV102 or SV203; nothing when it is absent or no amount.
  package internal(set) var charge = X12Field<Money?>(nil)
  /// SV103 or SV204: `UN` units, `MJ` minutes, `DA` days.
  package internal(set) var unit = X12Field("")
  /// SV104 or SV205; nothing when it is absent or no quantity.
  package internal(set) var quantity = X12Field<Quantity?>(nil)
  /// SV105; empty when the claim's place of service holds.
  package internal(set) var placeOfService = X12Field("")
  /// SV107, the numbers of up to four diagnoses, the most important first.
  package internal(set) var pointers: [X12Field<Int?>] = []
  /// SV109: `Y` for an emergency.
  package internal(set) var emergency = X12Field("")
  /// SV111.
  package internal(set) var earlyScreening = ""
  /// SV112.
  package internal(set) var familyPlanning = ""
  /// SV115: `0` when the patient pays no copay.
  package internal(set) var copayStatus = ""
  /// SV206, the rate of a room.
  package internal(set) var rate = ""
  /// SV207; nothing when it is absent or no amount.
  package internal(set) var nonCovered = X12Field<Money?>(nil)
  /// DTP, in the order sent.
  package internal(set) var periods: [X12Period] = []
  /// PWK, in the order sent.
  package internal(set) var attachments: [X12Attachment] = []
  /// REF, in the order sent; `6R` is the submitter's number of the line.
  package internal(set) var references: [X12Reference] = []
  /// Loop 2420, in the order sent.
  package internal(set) var providers: [X12Party] = []
  /// Loop 2430, in the order sent.
  package internal(set) var adjudications: [X12LineAdjudication] = []
  /// What no field holds, such as NTE, and loops 2410 and 2440.
  package internal(set) var rawSegments: [X12RawSegment] = []
  var hasService = false

  /// The days of service, DTP*472.
  package var service: X12Period? { periods.first("472") }
  /// REF*6R.
  package var controlNumber: X12Field<String>? { references.first("6R") }
  /// REF*G1 of the line.
  package var authorization: X12Field<String>? { references.first("G1") }
  /// REF*9F of the line.
  package var referral: X12Field<String>? { references.first("9F") }
  /// Who rendered the line.
  package var rendering: X12Party? {
    providers.first(.lineRenderingProvider) ?? providers.first(.lineInstitutionalRenderingProvider)
  }
  /// Where the line was rendered.
  package var serviceFacility: X12Party? { providers.first(.lineServiceFacility) }
  /// Who operated for the line.
  package var operating: X12Party? { providers.first(.lineOperatingPhysician) }
}

extension X12ServiceLine: PrintsRedacted {}
