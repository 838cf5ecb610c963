import Domain
import EligibilityRules
import Testing

/// Days, members and products that the tests of this target share.
enum Fixture {
  static func day(_ iso: String) throws -> Day {
    try #require(Day(iso: iso))
  }

  static func days(_ from: String, _ to: String = "9999-12-31") throws -> DaySpan {
    DaySpan(from: try day(from), to: try day(to))
  }

  static func span(
    _ from: String, _ to: String = "9999-12-31", product: String = "COM-HMO", version: Int64 = 1
  ) throws -> CoverageSpan {
    CoverageSpan(productID: product, days: try days(from, to), version: version)
  }

  static func identity(
    id: String = "M1001", name: String = "Rivera", birth: String = "1980-02-29",
    postalCode: String = "94110"
  ) throws -> MemberIdentity {
    MemberIdentity(
      memberID: id, familyID: "F77", familyName: NameKey(name), birthDate: try day(birth),
      postalCode: postalCode)
  }

  static func person(
    id: String = "M1001", name: String = "RIVERA", birth: String = "1980-02-29",
    postalCode: String = "94110"
  ) throws -> PersonOnClaim {
    PersonOnClaim(
      memberID: id, familyName: name, birthDate: try day(birth), postalCode: postalCode)
  }

  static func planYear(
    _ year: Int, product: String = "COM-HMO", line: LineOfBusiness = .commercialGroup,
    benefits: [BenefitRow] = []
  ) throws -> PlanYear {
    PlanYear(
      terms: ProductTerms(
        productID: product, lineOfBusiness: line, planYearStart: try day("\(year)-01-01"),
        deductibleIndividual: Money(cents: 100_000), outOfPocketIndividual: Money(cents: 600_000),
        outOfPocketFamily: Money(cents: 1_200_000)),
      to: try day("\(year)-12-31"), benefits: benefits)
  }

  static func line(
    _ number: Int, _ iso: String, procedure: String = "99213"
  ) throws -> CoverageQuestion.Line {
    CoverageQuestion.Line(lineNumber: number, day: try day(iso), procedure: procedure)
  }
}
