import Domain

/// By what a line was recognised as preventive (rule `BEN-3`).
enum PreventiveRecognition: String {
  /// The service is preventive for any diagnosis.
  case procedure
  /// It treats a diagnosis for which it is.
  case diagnosis
  /// A modifier says that prevention was its purpose.
  case modifier

  /// The modifier for a preventive service.
  private static let preventive = "33"
  /// Medicare's modifier for a screening that became a treatment.
  private static let screeningTurned = "PT"

  /// Looks for the line's procedure among `services`, which are those of the procedure; nothing when
  /// the line is not recognised.
  static func recognise(
    _ line: CoverageQuestion.Line, among services: [PreventiveService],
    in business: LineOfBusiness
  ) -> PreventiveRecognition? {
    let onDay = services.filter { $0.days.contains(line.day) }
    guard !onDay.isEmpty else { return nil }
    if onDay.contains(where: \.diagnosisPrefix.isEmpty) { return .procedure }
    let isTreated = onDay.contains { service in
      line.diagnoses.contains { $0.hasPrefix(service.diagnosisPrefix) }
    }
    if isTreated { return .diagnosis }
    let isMarked = line.modifiers.contains {
      $0 == preventive || ($0 == screeningTurned && business == .medicareAdvantage)
    }
    return isMarked ? .modifier : nil
  }
}
