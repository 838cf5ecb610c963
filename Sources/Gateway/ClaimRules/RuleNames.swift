package import Domain

/// The rules of this module, as `docs/rules/claim.md` names them.
package enum ClaimRule {
  package static let text = RuleName("INTAKE-TEXT")
  package static let provider = RuleName("INTAKE-NPI")
  package static let taxNumber = RuleName("INTAKE-TIN")
  package static let lines = RuleName("INTAKE-LINES")
  package static let amount = RuleName("INTAKE-AMOUNT")
  package static let total = RuleName("INTAKE-TOTAL")
  package static let units = RuleName("INTAKE-UNITS")
  package static let days = RuleName("INTAKE-DAYS")
  package static let diagnosis = RuleName("INTAKE-DIAGNOSIS")
  package static let procedure = RuleName("INTAKE-PROCEDURE")
  package static let modifier = RuleName("INTAKE-MODIFIER")
  package static let place = RuleName("INTAKE-PLACE")
  package static let frequency = RuleName("INTAKE-FREQUENCY")
  package static let duplicate = RuleName("DUP-1")
  package static let memberMatch = RuleName("SCREEN-MEMBER")
  package static let coverage = RuleName("SCREEN-COVERAGE")
  package static let network = RuleName("SCREEN-NETWORK")
  package static let benefit = RuleName("BEN-2")
  package static let emergency = RuleName("EMERG-1")
  package static let emergencyMark = RuleName("EMERG-2")
  package static let pricing = RuleName("SCREEN-PRICE")
  package static let need = RuleName("SCREEN-NEED")
  package static let scope = RuleName("SCREEN-SCOPE")
}
