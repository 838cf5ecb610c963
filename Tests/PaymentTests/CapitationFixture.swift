import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC

extension PaymentFixture {
  private var capitation: CapitationHandler { CapitationHandler(store: store) }

  /// Loads terms of contract K1: 60.00 for children and 40.00 for others, from January 2026.
  @discardableResult
  func loadTerms(
    _ requestID: String = "terms-1",
    _ change: (inout PaymentV1.CapitationTerms) -> Void = { _ in }
  ) async throws -> PaymentV1.LoadCapitationTermsResponse {
    var terms = PaymentV1.CapitationTerms.with {
      $0.contractID = "K1"
      $0.from = Day.firstOf(month: 1).message
      $0.rates = [.rate(6_000, 0, 17), .rate(4_000, 18, nil)]
    }
    change(&terms)
    return try await capitation.loadCapitationTerms(
      .with {
        $0.requestID = requestID
        $0.terms = [terms]
      }, context: context)
  }

  /// Settles March 2026 of contract K1 by a roster.
  @discardableResult
  func settleMonth(
    _ requestID: String, _ roster: [PaymentV1.RosterMember],
    _ change: (inout PaymentV1.SettleCapitationRequest) -> Void = { _ in }
  ) async throws -> PaymentV1.SettleCapitationResponse {
    var request = PaymentV1.SettleCapitationRequest.with {
      $0.requestID = requestID
      $0.contractID = "K1"
      $0.npi = "1234567893"
      $0.tin = "123456789"
      $0.month = Day.firstOf(month: 3).message
      $0.roster = roster
      $0.settledAt = Instant(startOf: .firstOf(month: 4)).message
    }
    change(&request)
    return try await capitation.settleCapitation(request, context: context)
  }

  /// The statements of all months, printed.
  func statements(
    _ change: (inout PaymentV1.ListCapitationStatementsRequest) -> Void = { _ in }
  ) async throws -> [String] {
    var request = PaymentV1.ListCapitationStatementsRequest()
    change(&request)
    return try await capitation.listCapitationStatements(request, context: context)
      .statements.map {
        "\($0.statementID) \($0.code) \($0.members) \($0.amount?.cents ?? 0) "
          + "\($0.changedMembers) \($0.difference?.cents ?? 0) \($0.remittanceID)"
      }
  }

  /// The members of March 2026, printed, page by page of two.
  func capitatedMembers() async throws -> [String] {
    var members: [String] = []
    var token = ""
    repeat {
      let after = token
      let page = try await capitation.listCapitatedMembers(
        .with {
          $0.contractID = "K1"
          $0.npi = "1234567893"
          $0.tin = "123456789"
          $0.month = Day.firstOf(month: 3).message
          $0.pageSize = 2
          $0.pageToken = after
        }, context: context)
      members += page.members.map {
        "\($0.memberID) \($0.days) \($0.amount?.cents ?? 0) \($0.statementID)"
      }
      token = page.nextPageToken
    } while !token.isEmpty
    return members
  }
}

extension Day {
  /// The first day of a month of 2026.
  static func firstOf(month: Int) -> Day { Day(year: 2026, month: month, day: 1) ?? .first }
}

extension PaymentV1.CapitationRate {
  static func rate(_ cents: Int64, _ from: Int32, _ to: Int32?) -> PaymentV1.CapitationRate {
    .with {
      $0.ageFrom = from
      $0.ageTo = to
      $0.amount = Money(cents: cents).message
    }
  }
}

extension PaymentV1.RosterMember {
  /// A member who is born in a year and assigned from a day of 2026 on.
  static func member(
    _ memberID: String, born year: Int = 1980, from: Day = .firstOf(month: 1),
    to: Day = .openEnd
  ) -> PaymentV1.RosterMember {
    .with {
      $0.memberID = memberID
      $0.birthDate = (Day(year: year, month: 1, day: 1) ?? .first).message
      $0.days = DaySpan(from: from, to: to).message
    }
  }
}
