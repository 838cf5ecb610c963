import Domain
import Testing

@Suite("The days of a stay")
struct StayTests {
  private func stay(_ days: Int, _ rooms: [(String, Int)]) -> Stay {
    let admission = Day(number: 20_500)
    return Stay(
      admission: admission, discharge: admission.adding(days: days),
      accommodations: rooms.map { Stay.Accommodation(revenueCode: $0.0, days: $0.1) })
  }

  @Test(
    "STAY-2: the day of admission counts, that of discharge does not, and no stay has none",
    arguments: [(0, 1), (1, 1), (2, 2), (4, 4)])
  func days(nights: Int, days: Int) {
    #expect(stay(nights, []).days == days)
  }

  @Test("STAY-2: the days of room and board must be those of the stay")
  func consistency() {
    #expect(stay(4, [("0120", 4)]).isConsistent)
    #expect(stay(4, [("0200", 1), ("0120", 3)]).isConsistent)
    #expect(stay(0, [("0120", 1)]).isConsistent)
    #expect(!stay(4, [("0120", 3)]).isConsistent)
    #expect(!stay(4, [("0120", 5)]).isConsistent)
    #expect(!stay(4, []).isConsistent)
    #expect(!stay(4, [("0120", 5), ("0200", -1)]).isConsistent)
    #expect(!stay(-1, [("0120", 1)]).isConsistent)
    #expect(!stay(4, [("0120", .max), ("0200", .max)]).isConsistent)
    #expect(!stay(Stay.daysMax + 1, [("0120", Stay.daysMax), ("0200", 1)]).isConsistent)
  }

  @Test(
    "STAY-5: of the days of a stay those from the first to the last have a copay",
    arguments: [(1, 3, 4, 3), (1, 3, 2, 2), (4, 6, 3, 0), (4, 6, 5, 2), (1, nil, 9, 9)]
      as [(Int, Int?, Int, Int)])
  func copayDays(first: Int, last: Int?, days: Int, count: Int) {
    #expect(BenefitRow.CopayDays(first: first, last: last).count(in: days) == count)
  }
}
