import Domain
import NetworkRules
import Testing

@Suite("Medicare's amount for a physician's service")
struct PhysicianFeeTests {
  private func fee(
    work: Int64 = 0, facility: Int64 = 0, elsewhere: Int64 = 0, malpractice: Int64 = 0,
    in locality: PracticeCostIndex? = .national, factor: Int64 = 323_465,
    setting: ServiceSetting = .nonFacility
  ) throws -> Money? {
    let value = RelativeValue(
      workHundredths: work, facilityExpenseHundredths: facility,
      nonFacilityExpenseHundredths: elsewhere, malpracticeHundredths: malpractice)
    return PhysicianFee(
      try #require(value), in: try #require(locality),
      try #require(ConversionFactor(tenThousandths: factor)), setting: setting
    )?.amount
  }

  @Test("NET-PFS-1: an office visit by hand, in a facility and elsewhere")
  func byHand() throws {
    for (setting, cents) in [(ServiceSetting.facility, Int64(6_372)), (.nonFacility, 8_895)] {
      let amount = try fee(
        work: 130, facility: 57, elsewhere: 135, malpractice: 10, setting: setting)
      #expect(amount == Money(cents: cents))
    }
  }

  @Test("NET-PFS-1: each part is weighed by its own index")
  func ownIndex() throws {
    let locality = PracticeCostIndex(
      workThousandths: 1_500, expenseThousandths: 1_081, malpracticeThousandths: 592)
    // 1.50 × 10, 1.081 × 10 and 0.592 × 10 dollars.
    #expect(try fee(work: 100, in: locality, factor: 100_000) == Money(cents: 1_500))
    #expect(try fee(elsewhere: 100, in: locality, factor: 100_000) == Money(cents: 1_081))
    #expect(try fee(malpractice: 100, in: locality, factor: 100_000) == Money(cents: 592))
  }

  @Test(
    "NET-PFS-1: half a cent is rounded up, and less than half is dropped",
    arguments: [(50, 1), (49, 0), (149, 1), (150, 2), (250, 3)] as [(Int64, Int64)])
  func ties(_ factor: Int64, _ cents: Int64) throws {
    // One unit at a factor in ten-thousandths of a dollar: 50 of them are half a cent.
    #expect(try fee(work: 100, factor: factor) == Money(cents: cents))
  }

  @Test("NET-PFS-1: parts below half a cent count together, because only the sum is rounded")
  func roundedOnce() throws {
    // Three times 0.4 cents are 1.2 cents; rounded one by one they would be nothing.
    let amount = try fee(work: 100, elsewhere: 100, malpractice: 100, factor: 40)
    #expect(amount == Money(cents: 1))
  }

  @Test("NET-PFS-1: no relative value, no index and no factor are nothing, not an error")
  func zeros() throws {
    #expect(try fee() == .zero)
    #expect(try fee(work: 130, factor: 0) == .zero)
    let nowhere = PracticeCostIndex(
      workThousandths: 0, expenseThousandths: 0, malpracticeThousandths: 0)
    #expect(try fee(work: 130, elsewhere: 7, malpractice: 1, in: nowhere) == .zero)
  }

  @Test("NET-PFS-1: what leaves 64 bits is no amount and does not trap")
  func overflow() throws {
    let most = Int64.max
    let largest = most / 1_000
    #expect(try fee(work: largest, factor: 1) == Money(cents: 922_337_203_685))
    #expect(try fee(work: largest + 1, factor: 1) == nil)
    #expect(try fee(work: largest, factor: 2) == nil)
    #expect(try fee(work: largest, elsewhere: largest, factor: 1) == nil)
    #expect(try fee(work: 100, factor: most) == nil)
    for part in [(most, 0, 0), (0, most, 0), (0, 0, most)] as [(Int64, Int64, Int64)] {
      #expect(try fee(work: part.0, elsewhere: part.1, malpractice: part.2) == nil)
    }
  }

  @Test("NET-PFS-1: a value, index or factor below zero is refused")
  func negative() {
    #expect(ConversionFactor(tenThousandths: -1) == nil)
    for part in 0..<4 {
      let parts = (0..<4).map { $0 == part ? Int64(-1) : 1 }
      let value = RelativeValue(
        workHundredths: parts[0], facilityExpenseHundredths: parts[1],
        nonFacilityExpenseHundredths: parts[2], malpracticeHundredths: parts[3])
      #expect(value == nil)
    }
    for part in 0..<3 {
      let parts = (0..<3).map { $0 == part ? Int64(-1) : 1 }
      let index = PracticeCostIndex(
        workThousandths: parts[0], expenseThousandths: parts[1], malpracticeThousandths: parts[2])
      #expect(index == nil)
    }
  }

  @Test(
    "NET-PFS-2: telehealth at home and an office are no facility, telehealth elsewhere is one",
    arguments: [
      ("02", ServiceSetting.facility), ("10", .nonFacility), ("11", .nonFacility),
      ("21", .facility), ("22", .facility), ("23", .facility), ("24", .facility),
      ("31", .facility), ("32", .nonFacility), ("61", .facility), ("62", .nonFacility),
      ("", .nonFacility), ("2", .nonFacility),
    ])
  func settings(place: String, setting: ServiceSetting) {
    #expect(ServiceSetting(placeOfService: place) == setting)
  }
}
