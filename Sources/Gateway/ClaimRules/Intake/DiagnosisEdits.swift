/// The intake edits of a claim's diagnoses.
struct DiagnosisEdits {
  let claim: SubmittedClaim

  /// Everything that is wrong with them.
  var faults: [IntakeFault] {
    let countMax =
      claim.kind == .institutional
      ? IntakeEdits.institutionalDiagnosesMax : IntakeEdits.diagnosesMax
    guard (1...countMax).contains(claim.diagnoses.count) else {
      return [
        IntakeFault(
          ClaimRule.diagnosis, "diagnoses", "A claim of this kind has 1 to \(countMax) diagnoses.",
          claim.diagnoses.isEmpty ? .missing : .invalid)
      ]
    }
    return forms + firstListed
  }

  private var forms: [IntakeFault] {
    var seen: Set<String> = []
    return claim.diagnoses.enumerated().compactMap { index, code in
      let field = "diagnoses[\(index + 1)]"
      guard DiagnosisEdits.isDiagnosis(code) else {
        return IntakeFault(
          ClaimRule.diagnosis, field,
          "A diagnosis code is a letter, a digit and one to five more characters, without the dot.")
      }
      return seen.insert(code).inserted
        ? nil : IntakeFault(ClaimRule.diagnosis, field, "A diagnosis may be listed only once.")
    }
  }

  private var firstListed: [IntakeFault] {
    guard let first = claim.diagnoses.first, DiagnosisEdits.isDiagnosis(first),
      let letter = first.utf8.first, (UInt8(ascii: "V")...UInt8(ascii: "Y")).contains(letter)
    else { return [] }
    return [
      IntakeFault(
        ClaimRule.diagnosis, "diagnoses[1]",
        "The first diagnosis may not be an external cause. List what was treated first.")
    ]
  }

  private static func isDiagnosis(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (3...7).contains(bytes.count), CodeText.isUpperLetter(bytes[0]),
      CodeText.isDigit(bytes[1])
    else { return false }
    return bytes.dropFirst(2).allSatisfy { CodeText.isDigit($0) || CodeText.isUpperLetter($0) }
  }
}
