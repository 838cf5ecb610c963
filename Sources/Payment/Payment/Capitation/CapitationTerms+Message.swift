import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf

extension CapitationMonth {
  /// Reads the first day of a month.
  init(_ message: TypeV1.Day?, _ field: String) throws(MessageError) {
    guard let month = CapitationMonth(first: try Day(message, field)) else {
      throw MessageError(field, "is not the first day of a month")
    }
    self = month
  }
}

extension CapitationCounting {
  /// Reads when a month counts; on its first day when nothing is said.
  init(_ message: PaymentV1.CapitationCounting, _ field: String) throws(MessageError) {
    switch message {
    case .unspecified, .firstDay: self = .firstDay
    case .fifteenthDay: self = .fifteenthDay
    case .byDay: self = .byDay
    default: throw MessageError(field, "is no way to count")
    }
  }

  /// The way as a message.
  var message: PaymentV1.CapitationCounting {
    switch self {
    case .firstDay: .firstDay
    case .fifteenthDay: .fifteenthDay
    case .byDay: .byDay
    }
  }
}

extension CapitationTerms {
  /// Reads terms of which no member fits two rates.
  init(_ message: PaymentV1.CapitationTerms) throws(MessageError) {
    let rates = try MessageCheck.list(
      message.rates, "rates", countMax: CapitationTermsLoad.ratesMax
    ) { rate throws(MessageError) in try CapitationRate(rate) }
    guard !rates.isEmpty else { throw MessageError("rates", "is empty") }
    self.init(counting: try CapitationCounting(message.counting, "counting"), rates: rates)
    if let (earlier, later) = firstOverlap() {
      throw MessageError("rates[\(later)]", "is for members whom rates[\(earlier)] is for, too")
    }
  }

  /// The terms as a message.
  func message(
    number: Int64, contractID: String, from: Day
  ) -> PaymentV1.CapitationTerms {
    .with {
      $0.contractID = contractID
      $0.from = from.message
      $0.counting = counting.message
      $0.rates = rates.map(\.message)
      $0.termsNumber = number
    }
  }
}

extension CapitationRate {
  /// Reads and checks a rate.
  init(_ message: PaymentV1.CapitationRate) throws(MessageError) {
    let ages = 0...Int32(CapitationRate.ageMax)
    let last = message.ageTo ?? ages.upperBound
    guard ages.contains(message.ageFrom) else {
      throw MessageError("age_from", "is not 0 to \(ages.upperBound)")
    }
    guard (message.ageFrom...ages.upperBound).contains(last) else {
      throw MessageError("age_to", "is not age_from to \(ages.upperBound)")
    }
    let amount = try Money(notNegative: message.amount, "amount")
    guard amount <= CapitationRate.amountMax else {
      throw MessageError("amount", "is beyond \(CapitationRate.amountMax)")
    }
    let sex = try MemberSex(code: message.sex, "sex")
    guard sex != nil || message.sex.isEmpty else {
      throw MessageError("sex", "is neither F nor M nor empty")
    }
    self.init(
      category: try MessageCheck.optionalIdentifier(message.category, "category"), sex: sex,
      ages: Int(message.ageFrom)...Int(last), amount: amount)
  }

  /// The rate as a message.
  var message: PaymentV1.CapitationRate {
    .with {
      $0.category = category
      $0.sex = sex?.rawValue ?? ""
      $0.ageFrom = Int32(clamping: ages.lowerBound)
      $0.ageTo = ages.upperBound == CapitationRate.ageMax ? nil : Int32(clamping: ages.upperBound)
      $0.amount = amount.message
    }
  }
}

extension MemberSex {
  /// Reads the sex as X12 writes it; nothing when it is not known.
  init?(code: String, _ field: String) throws(MessageError) {
    guard ["", "U", "F", "M"].contains(code) else {
      throw MessageError(field, "is neither F, M, U nor empty")
    }
    self.init(rawValue: code)
  }
}

extension RosterEntry {
  /// Reads and checks an entry.
  init(_ message: PaymentV1.RosterMember) throws(MessageError) {
    self.init(
      memberID: try MessageCheck.identifier(message.memberID, "member_id"),
      birthDate: try Day(message.birthDate, "birth_date"),
      sex: try MemberSex(code: message.sex, "sex"),
      category: try MessageCheck.optionalIdentifier(message.category, "category"),
      days: try DaySpan(message.days, "days"))
  }
}
