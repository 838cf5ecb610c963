/// What a step of a scenario does.
enum ScenarioAction: Hashable, Sendable {
  /// Nothing happens but time.
  case wait
  /// Claims in their JSON form, one after another.
  case submit([JSONValue])
  /// The bytes of an X12 file.
  case submitFile([UInt8])
  /// A claim is taken back.
  case void(String)
  /// Reference data changes.
  case load(ScenarioReference)
  /// A person decides.
  case decide(claim: String, action: String, reason: String, note: String)
  /// Someone gets a pended claim.
  case assign(claim: String, owner: String)
  /// A paper arrives.
  case attachment(claim: String, controlNumber: String, content: String, mediaType: String)
  /// A payment run is closed.
  case closeRun
  /// What a contract withheld is settled; the request in its JSON form.
  case settleWithhold(JSONValue)
  /// A gain or loss is settled; the request in its JSON form.
  case settleRisk(JSONValue)
  /// A month of members is settled by its roster; the request in its JSON form.
  case settleCapitation(JSONValue)

  /// The members of a step that are actions.
  static let names: Set<String> = [
    "submit", "submit_file", "void", "load", "decide", "assign", "attachment", "close_run",
    "settle_withhold", "settle_risk", "settle_capitation",
  ]

  /// What it is, in words.
  var title: String {
    switch self {
    case .wait: "wait"
    case .submit: "submit"
    case .submitFile: "submit_file"
    case .void: "void"
    case .load: "load"
    case .decide: "decide"
    case .assign: "assign"
    case .attachment: "attachment"
    case .closeRun: "close_run"
    case .settleWithhold: "settle_withhold"
    case .settleRisk: "settle_risk"
    case .settleCapitation: "settle_capitation"
    }
  }
}
