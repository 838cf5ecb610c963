/// A line after its reasons are known, before its price.
enum JudgedLine {
  case denied(DeniedLine)
  case covered(CoveredLine)

  /// The line with its facts, when no reason denies it.
  var covered: CoveredLine? {
    switch self {
    case .denied: nil
    case .covered(let line): line
    }
  }
}
