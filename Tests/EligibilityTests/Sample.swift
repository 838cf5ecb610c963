import Domain
import DomainMessages
import Messages
import Testing

/// Messages that the tests of this target share.
enum Sample {
  static func day(_ iso: String) throws -> TypeV1.Day {
    try #require(Day(iso: iso)).message
  }

  static func days(_ from: String, _ to: String? = nil) throws -> TypeV1.DaySpan {
    var span = TypeV1.DaySpan()
    span.from = try day(from)
    span.to = try to.map(day)
    return span
  }

  static func product(
    _ productID: String = "COM-HMO", year: Int = 2026, copay: Int64 = 2_500
  ) throws -> EligibilityV1.Product {
    var terms = EligibilityV1.ProductTerms()
    terms.productID = productID
    terms.lineOfBusiness = .commercialGroup
    terms.planYearStart = try day("\(year)-01-01")
    terms.deductibleIndividual = Money(cents: 100_000).message
    terms.outOfPocketIndividual = Money(cents: 600_000).message
    terms.outOfPocketFamily = Money(cents: 1_200_000).message
    terms.isPrimaryCareRequired = true
    var product = EligibilityV1.Product()
    product.terms = terms
    product.planYearEnd = try day("\(year)-12-31")
    product.benefits = [
      benefit("OV-PCP", role: .primaryCare, copay: copay),
      benefit("OV-SPEC", role: .specialist, copay: 5_000),
    ]
    return product
  }

  static func benefit(
    _ name: String, role: TypeV1.ProviderRole, category: String = "office_visit", copay: Int64 = 0
  ) -> EligibilityV1.BenefitRow {
    var row = EligibilityV1.BenefitRow()
    row.benefitID = name
    row.category = category
    row.providerRole = role
    row.isCovered = true
    row.liability = .member
    row.copay = Money(cents: copay).message
    row.isCountedToOutOfPocket = true
    return row
  }

  static func category(_ procedure: String, _ category: String) -> EligibilityV1.CategoryRule {
    var rule = EligibilityV1.CategoryRule()
    rule.procedure = procedure
    rule.category = category
    return rule
  }

  static func member(
    _ memberID: String = "M1001", family: String = "Rivera", birth: String = "1980-02-29",
    coverage: [EligibilityV1.CoverageSpan]? = nil,
    primaryCare: [EligibilityV1.PrimaryCareSpan]? = nil
  ) throws -> EligibilityV1.Member {
    var member = EligibilityV1.Member()
    member.memberID = memberID
    member.familyID = "F77"
    member.familyName = family
    member.givenName = "Ana"
    member.birthDate = try day(birth)
    member.postalCode = "94110"
    member.coverage = try coverage ?? [span("2026-01-01")]
    member.primaryCare = try primaryCare ?? [primary("1000000004", "2026-01-01")]
    return member
  }

  static func span(
    _ from: String, _ to: String? = nil, product: String = "COM-HMO"
  ) throws -> EligibilityV1.CoverageSpan {
    var span = EligibilityV1.CoverageSpan()
    span.productID = product
    span.days = try days(from, to)
    return span
  }

  static func primary(
    _ npi: String, _ from: String, _ to: String? = nil
  ) throws -> EligibilityV1.PrimaryCareSpan {
    var span = EligibilityV1.PrimaryCareSpan()
    span.npi = npi
    span.days = try days(from, to)
    return span
  }

  static func otherCoverage(
    _ from: String, _ to: String = "9999-12-31", isPrimary: Bool
  ) throws -> EligibilityV1.OtherCoverage {
    var coverage = EligibilityV1.OtherCoverage()
    coverage.payerID = "OTHER"
    coverage.days = try days(from, to)
    coverage.isPrimary = isPrimary
    return coverage
  }

  static func question(
    _ memberID: String = "M1001", family: String = "RIVERA", birth: String = "1980-02-29",
    days: [String] = ["2026-04-20"], procedure: String = "99213"
  ) throws -> EligibilityV1.CoverageQuestion {
    var question = EligibilityV1.CoverageQuestion()
    question.memberID = memberID
    question.familyName = family
    question.givenName = "ANA"
    question.birthDate = try day(birth)
    question.postalCode = "94110"
    question.lines = try days.enumerated().map { index, iso in
      var line = EligibilityV1.CoverageQuestionLine()
      line.lineNumber = Int32(index + 1)
      line.day = try day(iso)
      line.procedure = procedure
      line.placeOfService = "11"
      return line
    }
    return question
  }
}
