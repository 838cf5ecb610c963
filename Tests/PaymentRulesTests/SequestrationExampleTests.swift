import Domain
import Foundation
import PaymentRules
import Testing

@Suite("Sequestration comes out as published examples say")
struct SequestrationExampleTests {
  @Test("SEQ-2: the rates by day of service are those that were published")
  func rates() throws {
    guard let file = try SequestrationExamples.read() else { return }
    #expect(file.rate_by_service_date.count == 4)
    for row in file.rate_by_service_date {
      let rate = try #require(Decimal3.thousandths(row.rate))
      let from = LineFixture.day(row.from)
      let to = row.to.map(LineFixture.day) ?? LineFixture.day("2026-11-21")
      for day in [from, to] {
        #expect(SequestrationTable.law.rate(on: day).value == Int32(rate * 10), "\(day)")
      }
    }
  }

  @Test("SEQ-3: the published examples come out to the cent, from the price to the payment")
  func examples() throws {
    guard let file = try SequestrationExamples.read() else { return }
    #expect(file.cases.count == 2)
    for example in file.cases {
      let approved = try Self.cents(example.approved)
      let line = LineFixture(approved, fee: approved).passThrough().deductible().coinsurance(2000)
      let decision = try ClaimFixture(line).business(.medicareAdvantage)
        .deductibleLeft(Self.cents(example.deductible_applied)).decide()
      let paid = try #require(decision.lines.first)
      let kept = try #require(SequesteredLine.lines(of: decision).first)
      #expect(kept.base.cents == (try Self.cents(example.payment_before)), "\(example.id)")
      #expect(kept.sequestered.cents == (try Self.cents(example.sequestration)), "\(example.id)")
      #expect(paid.paid.cents == (try Self.cents(example.payment)), "\(example.id)")
      #expect(
        paid.patientShare.cents
          == (try Self.cents(example.deductible_applied) + Self.cents(example.coinsurance)),
        "\(example.id)")
    }
  }

  private static func cents(_ text: String) throws -> Int64 {
    try #require(Money(decimal: text)).cents
  }
}

/// Published figures of sequestration, which stay outside the repository and are read in place.
private struct SequestrationExamples: Decodable {
  struct Rate: Decodable {
    let from: String
    let to: String?
    let rate: String
  }

  struct Case: Decodable {
    let id: String
    let approved: String
    let deductible_applied: String
    let coinsurance: String
    let payment_before: String
    let sequestration: String
    let payment: String
  }

  let rate_by_service_date: [Rate]
  let cases: [Case]

  /// Reads the file, or gives nothing, saying so loudly, where it is not present.
  static func read() throws -> SequestrationExamples? {
    let path = folder.appendingPathComponent("oracles/sequestration_examples.json")
    guard let data = try? Data(contentsOf: path) else {
      FileHandle.standardError.write(
        Data("SKIPPED: \(path.path) is absent; published examples are not compared\n".utf8))
      return nil
    }
    return try JSONDecoder().decode(SequestrationExamples.self, from: data)
  }

  private static var folder: URL {
    if let data = ProcessInfo.processInfo.environment["HMO_SHARED_DATA"] {
      return URL(fileURLWithPath: data)
    }
    let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return root.deletingLastPathComponent().appendingPathComponent("shared/data")
  }
}
