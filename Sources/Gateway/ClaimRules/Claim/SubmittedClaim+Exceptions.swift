import Domain

extension SubmittedClaim {
  /// Whether the line shows by itself that it is an emergency (rule `EMERG-1`); a stay as a whole does
  /// when any of its lines does.
  package func isEmergency(_ line: Line) -> Bool {
    guard line.lineNumber == Stay.lineNumber, isStay else { return showsEmergency(line) }
    return lines.contains(where: showsEmergency)
  }

  private func showsEmergency(_ line: Line) -> Bool {
    EmergencyService.isEmergency(
      procedure: line.procedure, place: placeOfService(of: line), revenueCode: line.revenueCode)
  }

  /// The authorization that `line` names: its own, else the claim's.
  package func authorizationNumber(of line: Line) -> String {
    line.authorizationNumber.isEmpty ? authorizationNumber : line.authorizationNumber
  }

  /// What the network is told about a line beside what it asks for every one.
  package struct ExceptionClaim: Hashable, Sendable {
    /// The authorization to which a letter of agreement may be tied.
    package let authorizationNumber: String
    /// Whether the plan owes the line without a contract too.
    package let isOwedWithoutContract: Bool
  }

  /// By line, what may give it a price beside its contract (rule `SCREEN-EXCEPTION`).
  ///
  /// An emergency needs no authorization, so that no letter prices it. It is owed without a contract
  /// where a professional bills it; what an institution bills has other fees, which no schedule of
  /// procedures gives.
  package var exceptionClaims: [Int: ExceptionClaim] {
    var claims: [Int: ExceptionClaim] = [:]
    for line in lines {
      let isEmergency = isEmergency(line)
      let number = isEmergency ? "" : authorizationNumber(of: line)
      guard isEmergency || !number.isEmpty else { continue }
      claims[line.lineNumber] = ExceptionClaim(
        authorizationNumber: number,
        isOwedWithoutContract: isEmergency && kind == .professional)
    }
    return claims
  }
}
