import Domain

extension ScenarioForm {
  private static let name = ScenarioShape.text(bytesMax: ScenarioLimits.nameBytesMax)
  private static let names = ScenarioShape.list(name, countMax: ScenarioLimits.claimsMax)

  /// What must hold after a step.
  static let expectation = ScenarioShape.record([
    .init(
      "claims", .list(claim, countMax: ScenarioLimits.claimsMax),
      "Claims; those that are not named are not compared."),
    .init(
      "refused", .list(refusal, countMax: ScenarioLimits.claimsMax),
      "All claims and actions that the step was refused; none when absent."),
    .init(
      "repeated", .integer, "How many claims of the step had been received before."),
    .init(
      "claim_numbers", .integer, "How many different numbers the callers of the step were given."),
    .init(
      "documents", .list(document, countMax: ScenarioLimits.claimsMax),
      "Documents that answer a file, each kind in order; others are not compared."),
    .init("run", run, "The payment run that the step closed."),
    .init(
      "remittances", .list(remittance, countMax: ScenarioLimits.claimsMax),
      "All remittances of that run."),
    .init(
      "settled_withhold", .list(settledWithhold, countMax: ScenarioLimits.claimsMax),
      "How the pools of all payees of the contract were divided."),
    .init("settled_risk", settledRisk, "What the year of shared risk came to."),
    .init("balances", balances, "What stands after the step."),
  ])

  private static let states = [
    "accepted", "pended", "payable", "denied", "paid", "voided", "encounter", "replaced",
    "suspended",
  ]

  private static let claim = ScenarioShape.record(
    [
      .init("claim", name, isRequired: true, "The patientControlNumber."),
      .init("state", .word(states), "Where the claim stands."),
      .init("pend_reasons", names, "Why a person must decide, in any order."),
      .init("owner", name, "Who shall decide."),
      .init("reversal", .record(amounts), "The decision that takes the claim back."),
      .init("standing", .record(amounts), "The decision that stands in its place."),
    ] + amounts)

  private static let amounts: [ScenarioShape.Field] = [
    .init("claim_status_code", .integer, "The claim status that a remittance reports."),
    .init("charge", .integer, "The sum of the charges, in cents."),
    .init("paid", .integer, "The sum of the payments, in cents."),
    .init("patient_share", .integer, "What the patient owes, in cents."),
    .init("lines", .list(line, countMax: 999), "All lines."),
  ]

  private static let line = ScenarioShape.record([
    .init(
      "line", .integer, isRequired: true, "The line's number; 0 for a claim decided as a whole."),
    .init("charge", .integer, "The charge, in cents."),
    .init("allowed", .integer, "What the contract recognises, in cents."),
    .init(
      "adjustments", .map(.integer),
      "All adjustments in cents, by group and code, such as CO-45."),
    .init("remarks", names, "All remark codes, in any order."),
    .init("paid", .integer, "The payment, in cents."),
    .init("patient_share", .integer, "What the patient owes, in cents."),
    .init("units_paid", name, "The units paid, such as \"2\" or \"0.5\"."),
    .init("reason", name, "The reason that denied the line; empty when it is covered."),
  ])

  private static let refusal = ScenarioShape.record([
    .init("claim", name, isRequired: true, "The patientControlNumber, or the claim of the action."),
    .init("rules", names, "Every rule or reason, in any order."),
  ])

  private static let document = ScenarioShape.record([
    .init("type", .word(["TA1", "999", "277CA", "277"]), isRequired: true, "What it is."),
    .init("code", name, "TA1: TA104; 999: AK901."),
    .init("note", name, "TA1: TA105."),
    .init(
      "claims",
      .list(
        .record([
          .init("claim", name, isRequired: true, "The patientControlNumber, or the trace number."),
          .init("category", name, "The category of its first status, such as A2."),
        ]), countMax: ScenarioLimits.claimsMax), "277CA and 277: the claims."),
  ])

  private static let run = ScenarioShape.record([
    .init("remittances", .integer, "How many remittances it has."),
    .init("claims", .integer, "How many versions of claims they list."),
    .init("payment", .integer, "The sum of the payments, in cents."),
  ])

  private static let remittance = ScenarioShape.record([
    .init("payee", name, isRequired: true, "The NPI of the payee."),
    .init("claims", .integer, "How many versions of claims it lists."),
    .init("claims_paid", .integer, "What the claims pay, in cents."),
    .init("payment", .integer, "The payment, in cents."),
    .init("adjustments", .map(.integer), "What else changes the payment, in cents, by code."),
    .init(
      "segments",
      .map(
        .list(
          .text(bytesMax: ScenarioLimits.noteBytesMax), countMax: ScenarioLimits.recordsMax)),
      "All segments of the written 835 by name, such as CAS, in order and without the ~."),
  ])

  private static let settledWithhold = ScenarioShape.record([
    .init("payee", name, isRequired: true, "The NPI of the payee."),
    .init("released", .integer, "What goes back, in cents."),
    .init("forfeited", .integer, "What stays with the plan, in cents."),
  ])

  private static let settledRisk = ScenarioShape.record([
    .init("budget", .integer, "The budget, in cents."),
    .init("gain", .integer, "The budget less what the care cost, in cents."),
    .init("bonus", .integer, "What the payee gets by the next remittance, in cents."),
    .init("recovered_from_pool", .integer, "What of a loss was withheld before, in cents."),
    .init("owed", .integer, "What of a loss lowers the next remittance, in cents."),
  ])

  private static let balances = ScenarioShape.record([
    .init(
      "accumulators", .list(accumulator, countMax: ScenarioLimits.claimsMax),
      "Running amounts of members and families."),
    .init(
      "limits", .list(limit, countMax: ScenarioLimits.claimsMax),
      "What members used of limits of benefits."),
    .init("open_holds", .integer, "How many holds of units are not ended."),
    .init(
      "ledger", .list(ledgerAmount, countMax: ScenarioLimits.claimsMax),
      "Accounts of the ledger; those that are not named are not compared."),
  ])

  private static let accounts = LedgerAccount.allCases.map(\.rawValue)

  private static let ledgerAmount = ScenarioShape.record([
    .init("account", .word(accounts), isRequired: true, "The account."),
    .init(
      "amount", .integer, isRequired: true,
      "The sum of its entries, in cents; debits are positive; 0 when there is none."),
  ])

  private static let limit = ScenarioShape.record([
    .init("member", name, isRequired: true, "The member."),
    .init("product", name, isRequired: true, "The product."),
    .init("plan_year_start", .moment, isRequired: true, "The first day of the plan year."),
    .init("category", name, isRequired: true, "The category of service."),
    .init("visits", .integer, isRequired: true, "The visits; 0 when there is none."),
    .init("amount", .integer, isRequired: true, "What was allowed, in cents."),
  ])

  private static let accumulator = ScenarioShape.record([
    .init("scope", .word(["member", "family"]), isRequired: true, "Whose amount it is."),
    .init("holder", name, isRequired: true, "The member or family."),
    .init("product", name, isRequired: true, "The product."),
    .init("plan_year_start", .moment, isRequired: true, "The first day of the plan year."),
    .init(
      "kind", .word(["deductible", "out_of_pocket"]), isRequired: true, "Which amount."),
    .init("amount", .integer, isRequired: true, "The amount, in cents; 0 when there is none."),
  ])
}
