import Domain
import DomainMessages
import Messages
import PaymentRules
import Storage

/// The question for the running amounts of a member, a family or both.
struct AccumulatorQuery: Sendable {
  private let memberID: String
  private let familyID: String
  private let plan: AdjudicationNeeds.Plan

  /// Reads and checks a request.
  init(_ request: PaymentV1.GetAccumulatorsRequest) throws(Refusal) {
    do throws(MessageError) {
      memberID = try MessageCheck.optionalIdentifier(request.memberID, "member_id")
      familyID = try MessageCheck.optionalIdentifier(request.familyID, "family_id")
      plan = AdjudicationNeeds.Plan(
        productID: try MessageCheck.identifier(request.productID, "product_id"),
        planYearStart: try Day(request.planYearStart, "plan_year_start"))
      guard !memberID.isEmpty || !familyID.isEmpty else {
        throw MessageError("member_id", "is empty, and so is family_id")
      }
    } catch {
      throw Refusal(error)
    }
  }

  /// The running amounts that exist, in order.
  func answer(in reader: some StoreReading) throws -> [PaymentV1.AccumulatorBalance] {
    let balances = try AccumulatorRows.balances(
      memberID: memberID, familyID: familyID, plan: plan, in: reader)
    return balances.map { AccumulatorBalance(key: $0.key, amount: $0.value) }
      .sorted { $0.key < $1.key }.map(\.message)
  }

  /// What the member used of limits, by category; nothing when the family alone is asked for.
  func limits(in reader: some StoreReading) throws -> [PaymentV1.LimitBalance] {
    guard !memberID.isEmpty else { return [] }
    return try LimitRows.balances(memberID: memberID, plan: plan, in: reader).map(\.message)
  }
}
