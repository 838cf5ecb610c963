import Domain
import DomainMessages
import EligibilityRules
import RPC
import Storage

/// The products and categories of a load beside what the store has.
struct CatalogPosting {
  private let load: EligibilityLoad
  private let stored: [PlanYear]
  private var isChanged = false

  /// Reads what the store has.
  init(_ load: EligibilityLoad, in reader: some StoreReading) throws {
    self.load = load
    self.stored = try CatalogRows.planYears(in: reader)
  }

  /// Checks that plan years stay disjoint and that every span of coverage names a product.
  ///
  /// - Throws: ``RPCError`` with INVALID_ARGUMENT.
  func check() throws(RPCError) {
    do throws(MessageError) {
      try checkPlanYears()
      try checkProducts()
    } catch {
      throw RPCError(error)
    }
  }

  /// Writes what is new or different, and says so.
  mutating func post(to log: ChangeWriter, in transaction: Transaction) throws {
    for year in load.planYears { try post(year, to: log, in: transaction) }
    try postCategories(to: log, in: transaction)
    try postPreventive(to: log, in: transaction)
    if isChanged { try CatalogRows.advanceVersion(in: transaction) }
  }

  private func checkPlanYears() throws(MessageError) {
    let kept = stored.filter { year in
      !load.planYears.contains { $0.terms.isSameYear(as: year.terms) }
    }
    for (index, year) in load.planYears.enumerated() {
      let isOverlapping = kept.contains {
        $0.terms.productID == year.terms.productID && $0.days.overlaps(year.days)
      }
      guard !isOverlapping else {
        throw MessageError("products[\(index)]", "overlaps a stored plan year of the product")
      }
    }
  }

  private func checkProducts() throws(MessageError) {
    let known = Set(stored.map(\.terms.productID) + load.planYears.map(\.terms.productID))
    for (index, member) in load.members.enumerated() {
      for (place, span) in member.coverage.entries.enumerated() where !known.contains(span.key) {
        throw MessageError(
          "members[\(index)].coverage[\(place)].product_id", "names no product that was loaded")
      }
    }
  }

  private mutating func post(
    _ year: LoadedPlanYear, to log: ChangeWriter, in transaction: Transaction
  ) throws {
    let old = stored.first { $0.terms.isSameYear(as: year.terms) }
    guard old != year.planYear else { return }
    try CatalogRows.replace(
      year.terms, to: year.days.to, benefits: year.benefits, in: transaction)
    let days = old.map { DaySpan(from: year.days.from, to: max($0.days.to, year.days.to)) }
    try log.append("benefit", year.terms.productID, on: days ?? year.days)
    isChanged = true
  }

  /// One change for each service that is on the list on other days than before.
  private mutating func postPreventive(
    to log: ChangeWriter, in transaction: Transaction
  ) throws {
    for entry in load.preventive {
      let old = try PreventiveRows.put(entry.service, of: entry.procedure, in: transaction)
      guard old != entry.service else { continue }
      let last = max(entry.service.days.to, old?.days.to ?? entry.service.days.to)
      try log.append(
        "preventive", entry.procedure, on: DaySpan(from: entry.service.days.from, to: last))
      isChanged = true
    }
  }

  /// One change for each category that gained or lost a procedure.
  private mutating func postCategories(
    to log: ChangeWriter, in transaction: Transaction
  ) throws {
    var changed: Set<String> = []
    for entry in load.categories {
      let old = try transaction.first(
        "SELECT category FROM procedure_category WHERE procedure = $1", entry.procedure
      ) { row in try row.value(0, as: String.self) }
      guard old != entry.category else { continue }
      try CatalogRows.put(entry.procedure, into: entry.category, in: transaction)
      changed.formUnion([entry.category] + (old.map { [$0] } ?? []))
    }
    for category in changed.sorted() {
      try log.append("category", category, on: DaySpan(from: .first))
    }
    isChanged = isChanged || !changed.isEmpty
  }
}

extension ProductTerms {
  /// Whether both are terms of one product in one plan year.
  fileprivate func isSameYear(as other: ProductTerms) -> Bool {
    productID == other.productID && planYearStart == other.planYearStart
  }
}
