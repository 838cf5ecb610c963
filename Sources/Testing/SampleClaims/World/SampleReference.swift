import Domain

/// The invented products, providers, contracts and fees of the sample world, as `hmo load` reads them.
enum SampleReference {
  /// The fee of each procedure for one unit, in cents: what contracts with a schedule pay.
  static let fees: [(code: String, cents: Int64)] = [
    ("T1015", 11_000), ("C8903", 80_000), ("G0438", 18_000), ("J3420", 1_840), ("G0283", 3_000),
    ("L1832", 10_000), ("V2020", 9_000),
  ]

  static var categories: [JSONText] {
    [
      ("T1015", "office_visit"), ("C8903", "imaging"), ("G0438", "preventive_visit"),
      ("J3420", "injection"), ("G0283", "therapy"), ("L1832", "orthosis"),
      ("V2020", "vision_hardware"), ("R0070", "transport"),
    ].map { code, category in ["procedure": .text(code), "category": .text(category)] }
  }

  /// Who pays the sample world's claims, by check.
  static var payer: JSONText {
    [
      "name": "SAMPLE HMO", "payerId": "HMOPAYER", "tin": "512345678",
      "address": [
        "line": "1 PAYER WAY", "city": "SPRINGFIELD", "state": "IL", "postalCode": "62701",
      ],
      "contactName": "REMITTANCE DESK", "contactPhone": "5555550100",
    ]
  }

  static var products: [JSONText] {
    [commercial, medicareAdvantage]
  }

  private static var commercial: JSONText {
    [
      "terms": terms(
        "COM-HMO", "LINE_OF_BUSINESS_COMMERCIAL_GROUP", deductible: "1000.00",
        family: "2000.00", outOfPocket: "6000.00", outOfPocketFamily: "12000.00"),
      "planYearEnd": "2026-12-31",
      "benefits": [
        benefit(
          "office-primary", "office_visit", role: "PROVIDER_ROLE_PRIMARY_CARE", copay: "25.00"),
        benefit(
          "office-specialist", "office_visit", role: "PROVIDER_ROLE_SPECIALIST", copay: "50.00",
          isReferralRequired: true),
        benefit(
          "imaging", "imaging", isDeductibleApplied: true, coinsurance: 2_000,
          isAuthorizationRequired: true),
        benefit("preventive", "preventive_visit", isPreventive: true),
        benefit("injection", "injection", coinsurance: 2_000),
        benefit("therapy", "therapy", isAuthorizationRequired: true),
        benefit("orthosis", "orthosis", isDeductibleApplied: true, coinsurance: 2_000),
        benefit("vision-hardware", "vision_hardware", isCovered: false),
        benefit("transport", "transport"),
      ],
    ]
  }

  private static var medicareAdvantage: JSONText {
    [
      "terms": terms(
        "MA-HMO", "LINE_OF_BUSINESS_MEDICARE_ADVANTAGE", deductible: "50.00", family: "50.00",
        outOfPocket: "9250.00", outOfPocketFamily: "9250.00"),
      "planYearEnd": "2026-12-31",
      "benefits": [
        benefit("office-primary", "office_visit", role: "PROVIDER_ROLE_PRIMARY_CARE"),
        benefit(
          "office-specialist", "office_visit", role: "PROVIDER_ROLE_SPECIALIST", copay: "35.00",
          isReferralRequired: true),
        benefit("orthosis", "orthosis", isDeductibleApplied: true, coinsurance: 2_000),
      ],
    ]
  }

  private static func terms(
    _ product: String, _ line: String, deductible: String, family: String, outOfPocket: String,
    outOfPocketFamily: String
  ) -> JSONText {
    [
      "productId": .text(product), "lineOfBusiness": .text(line), "planYearStart": "2026-01-01",
      "deductibleIndividual": .text(deductible), "deductibleFamily": .text(family),
      "outOfPocketIndividual": .text(outOfPocket),
      "outOfPocketFamily": .text(outOfPocketFamily), "isPrimaryCareRequired": true,
      "isNonContractSequestered": true,
    ]
  }

  private static func benefit(
    _ id: String, _ category: String, role: String = "PROVIDER_ROLE_UNSPECIFIED",
    isCovered: Bool = true, copay: String = "0.00", isDeductibleApplied: Bool = false,
    coinsurance: Int64 = 0, isPreventive: Bool = false, isAuthorizationRequired: Bool = false,
    isReferralRequired: Bool = false
  ) -> JSONText {
    [
      "benefitId": .text(id), "category": .text(category), "providerRole": .text(role),
      "isCovered": .flag(isCovered), "liability": "LIABILITY_MEMBER", "copay": .text(copay),
      "isDeductibleApplied": .flag(isDeductibleApplied),
      "coinsuranceBasisPoints": .number(coinsurance), "isPreventive": .flag(isPreventive),
      "isCountedToOutOfPocket": true, "isAuthorizationRequired": .flag(isAuthorizationRequired),
      "isReferralRequired": .flag(isReferralRequired),
    ]
  }

  static var providers: [JSONText] {
    SampleProvider.allCases.map { provider in
      [
        "npi": .text(provider.npi), "name": .text(provider.name), "role": .text(provider.role),
        "specialty": .text(provider.specialty), "credentialed": ["from": "2020-01-01"],
        "practiceSize": "PRACTICE_SIZE_SMALL", "ownership": "PRACTICE_OWNERSHIP_INDEPENDENT",
        "postalCode": "62701",
      ]
    }
  }

  static var feeSchedules: [JSONText] {
    [
      [
        "feeScheduleId": "FS-2026",
        "fees": .list(
          fees.map { fee in
            [
              "procedure": .text(fee.code), "amount": .text(Money(cents: fee.cents).description),
              "days": ["from": "2026-01-01", "to": "2026-12-31"],
            ]
          }),
      ]
    ]
  }

  static var contracts: [JSONText] {
    let association: [SampleProvider] = [.familyPractice, .orthopedist, .imaging]
    return [
      contract(
        "C-IPA-COM", "HMO_MODEL_IPA", .familyPractice, product: "COM-HMO",
        method: "FEE_METHOD_FEE_SCHEDULE", roster: association),
      contract(
        "C-IPA-MA", "HMO_MODEL_IPA", .familyPractice, product: "MA-HMO",
        method: "FEE_METHOD_FEE_SCHEDULE", roster: association,
        clause: "SEQUESTRATION_CLAUSE_PASS_THROUGH"),
      contract(
        "C-STAFF", "HMO_MODEL_STAFF", .staffPhysician, product: "COM-HMO",
        method: "FEE_METHOD_SALARY", roster: [.staffPhysician]),
      contract(
        "C-GROUP", "HMO_MODEL_GROUP", .groupPhysician, product: "COM-HMO",
        method: "FEE_METHOD_CAPITATED", roster: [.groupPhysician], carvedOut: ["J3420"]),
    ]
  }

  private static func contract(
    _ id: String, _ model: String, _ payTo: SampleProvider, product: String, method: String,
    roster: [SampleProvider], clause: String = "SEQUESTRATION_CLAUSE_NONE",
    carvedOut: [String] = []
  ) -> JSONText {
    [
      "contractId": .text(id), "model": .text(model), "payToTin": .text(payTo.taxID),
      "productIds": [.text(product)], "days": ["from": "2025-01-01"],
      "feeScheduleId": "FS-2026", "feeMethod": .text(method),
      "carvedOutProcedures": .list(carvedOut.map { .text($0) }),
      "sequestrationClause": .text(clause), "timelyFilingDays": .number(3_660),
      "roster": .list(
        roster.map { ["npi": .text($0.npi), "days": ["from": "2025-01-01"]] }),
    ]
  }
}
