import Domain
import Messages

/// Capitation as tables for people.
enum CapitationTables {
  /// A line a statement.
  static func print(_ statements: [PaymentV1.CapitationStatement]) {
    Terminal.print(text(statements))
  }

  /// A line a member, and what they come to.
  static func print(_ members: [PaymentV1.CapitatedMember]) {
    Terminal.print(text(members))
  }

  static func text(_ statements: [PaymentV1.CapitationStatement]) -> String {
    var table = TextTable([
      ("STATEMENT", .left), ("MONTH", .left), ("CONTRACT", .left), ("PAYEE", .left),
      ("MEMBERS", .right), ("AMOUNT", .right), ("CHANGED", .right), ("CODE", .left),
      ("DIFFERENCE", .right), ("REMITTANCE", .left),
    ])
    for statement in statements {
      table.add([
        statement.statementID, CalendarMonth.text(statement.month), statement.contractID,
        statement.npi, String(statement.members), statement.amount?.text ?? "",
        String(statement.changedMembers), statement.code, statement.difference?.text ?? "",
        statement.remittanceID,
      ])
    }
    return table.text
  }

  static func text(_ members: [PaymentV1.CapitatedMember]) -> String {
    var table = TextTable([
      ("MEMBER", .left), ("DAYS", .right), ("RATE", .right), ("AMOUNT", .right),
      ("STATEMENT", .left),
    ])
    for member in members {
      table.add([
        member.memberID, String(member.days), member.rate?.text ?? "", member.amount?.text ?? "",
        member.statementID,
      ])
    }
    let sum = members.reduce(Int64(0)) { $0 &+ ($1.amount?.cents ?? 0) }
    table.add(["\(members.count) members", "", "", Money(cents: sum).description])
    return table.text
  }
}
