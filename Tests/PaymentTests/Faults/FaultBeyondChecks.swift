/// The kinds of faults that no check of the store alone can find, each with its reason.
enum FaultBeyondChecks {
  /// Why a fault cannot be found; nothing when it must be.
  static func reason(for fault: Fault) -> String? {
    switch (fault.place.table, fault.column) {
    case ("step_answer", "") where fault.place.row.contains("'interest/"):
      "a load of rates has its rows and nothing that counts them; sent again it sets the same rows"
    case ("withdrawn_attempt", _):
      "an attempt that was given up has one row and nothing beside it; the gateway asks it no more"
    case ("decision", "business_time"):
      "a decision that pays nothing and keeps nothing enters nothing that has its time as well"
    case ("payment_run", "closed_at"):
      "a run whose remittances come to nothing enters nothing that has its time as well"
    case ("decision", "is_contracted"):
      "whether the provider had a contract stands in the gateway's facts alone"
    case ("sequestration_rate", _), ("interest_rate", _):
      "a decision keeps the rate that it applied; a replay says whether another applies now"
    case ("claim_interest", "days_late"), ("claim_interest", "thousandths"):
      "a day or a thousandth of a percent more makes another cent of large payments alone"
    case ("withhold_settlement", "settled_at"), ("risk_settlement", "settled_at"):
      "a settlement that comes to nothing enters nothing that has its time as well"
    case ("withhold_settlement", "returned_basis_points"):
      "another share rounds to the same cent of a small pool"
    case ("limit_posting", "dollars_max"):
      "a limit that no line came near was looked at by nothing else"
    case ("withhold_posting", "year"):
      "the year of a pool follows from a day of service, which the gateway's claim alone has"
    case ("accumulator_posting", let column) where column.hasSuffix("_max"):
      "of the limits of member and family only the one that leaves less was ever looked at"
    default: nil
    }
  }
}
