/// The form of a scenario file.
enum ScenarioForm {
  private static let name = ScenarioShape.text(bytesMax: ScenarioLimits.nameBytesMax)
  private static let note = ScenarioShape.text(bytesMax: ScenarioLimits.noteBytesMax)

  /// A whole scenario.
  static let scenario = ScenarioShape.record([
    .init("name", name, isRequired: true, "What the scenario is called."),
    .init("about", note, isRequired: true, "What it tells, for people."),
    .init("base", name, "A file of reference data to start from, relative to this file."),
    .init(
      "reference", reference,
      "Reference data; merged into that of the base, record by record and member by member."),
    .init(
      "business_time", .moment, isRequired: true,
      "The business time at the start; a day stands for its noon in UTC."),
    .init(
      "steps", .list(step, countMax: ScenarioLimits.stepsMax), isRequired: true,
      "What happens, in order."),
  ])

  /// Reference data by the service that owns it.
  static let reference = ScenarioShape.record([
    .init(
      "eligibility", .message("hmo.eligibility.v1.LoadEligibilityRequest"),
      "Products, members and categories, as hmo load takes them."),
    .init(
      "network", .message("hmo.network.v1.LoadNetworkRequest"),
      "Providers, contracts and fee schedules, as hmo load takes them."),
    .init(
      "authorization", .message("hmo.authorization.v1.LoadAuthorizationsRequest"),
      "Authorizations and referrals, as hmo load takes them."),
    .init("payment", payment, "Opening balances, and who pays and is paid."),
    .init(
      "codes",
      .map(.list(.message("hmo.claim.v1.Code"), countMax: ScenarioLimits.codesMax)),
      "Code sets by name, such as icd_10_cm."),
  ])

  private static let payment = ScenarioShape.record([
    .init(
      "balances",
      .list(
        .message("hmo.payment.v1.AccumulatorBalance"), countMax: ScenarioLimits.recordsMax),
      "Opening balances; what is used already."),
    .init(
      "limits",
      .list(.message("hmo.payment.v1.LimitBalance"), countMax: ScenarioLimits.recordsMax),
      "What is used already of limits."),
    .init("payer", .message("hmo.payment.v1.Payer"), "Who pays."),
    .init(
      "payees", .list(.message("hmo.payment.v1.Payee"), countMax: ScenarioLimits.recordsMax),
      "Who is paid, when more is known than a claim says."),
    .init(
      "rates", .list(.message("hmo.payment.v1.InterestRate"), countMax: ScenarioLimits.recordsMax),
      "What late payments cost."),
    .init(
      "terms",
      .list(.message("hmo.payment.v1.CapitationTerms"), countMax: ScenarioLimits.recordsMax),
      "What contracts pay for members by the month."),
  ])

  private static let step = ScenarioShape.record([
    .init("at", .moment, "The business time of the step; that of the step before when absent."),
    .init("about", note, "What happens, for people."),
    .init(
      "as", .word(["hmo", "integrator"]), "Whose certificate acts; hmo when absent."),
    .init(
      "submit",
      .list(.message("hmo.claim.v1.Claim"), countMax: ScenarioLimits.claimsMax),
      "Claims to submit one after another; each is known by its patientControlNumber from then on."
    ),
    .init(
      "connections", .integer,
      "Over how many connections at once each of these claims is sent, under one key; 1 when absent."
    ),
    .init("submit_file", file, "An X12 file to submit."),
    .init(
      "void", name, "A claim to take back: its patientControlNumber, or its number with the payer."),
    .init(
      "load", reference, "Reference data that changes; merged into what is loaded, as above."),
    .init("decide", decision, "A person's decision on a pended claim."),
    .init("assign", assignment, "Who shall decide a pended claim."),
    .init("attachment", attachment, "A paper that has arrived."),
    .init("close_run", .flag, "Closes a payment run."),
    .init(
      "settle_withhold", .message("hmo.payment.v1.SettleWithholdRequest"),
      "Settles what a contract withheld in a year that has ended."),
    .init(
      "settle_risk", .message("hmo.payment.v1.SettleRiskRequest"),
      "Settles the gain or loss of a payee under a contract in a year that has ended."),
    .init(
      "settle_capitation", .message("hmo.payment.v1.SettleCapitationRequest"),
      "Settles a month of members by its roster."),
    .init(
      "expect", expectation, "What must hold after the step; what is not named is not compared."),
  ])

  private static let file = ScenarioShape.record([
    .init(
      "segments", .list(note, countMax: ScenarioLimits.recordsMax),
      "The segments with * between elements and : within; each gets a ~ behind it."),
    .init("path", name, "A file, relative to this one, instead of segments."),
  ])

  private static let decision = ScenarioShape.record([
    .init("claim", name, isRequired: true, "The claim, as in void."),
    .init(
      "action", .word(["evaluate_again", "deny", "proceed"]), isRequired: true, "What to do."),
    .init("reason", name, "The reason of a denial, such as RATE_MISSING."),
    .init("note", note, "Why, in the person's words."),
  ])

  private static let assignment = ScenarioShape.record([
    .init("claim", name, isRequired: true, "The claim, as in void."),
    .init("owner", name, isRequired: true, "The name in the certificate; nobody when empty."),
  ])

  private static let attachment = ScenarioShape.record([
    .init("claim", name, isRequired: true, "The claim, as in void."),
    .init("control_number", name, "The number that the claim gave for it."),
    .init("content", note, isRequired: true, "What the paper says."),
    .init("media_type", name, "Its media type; text/plain when absent."),
  ])
}
