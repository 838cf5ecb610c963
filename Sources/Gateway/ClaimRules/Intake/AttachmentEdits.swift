/// The intake edits of the papers that a claim promises.
struct AttachmentEdits {
  /// The most papers of a claim or of one line.
  static let papersMax = 10

  let claim: SubmittedClaim

  /// Everything that is wrong with them.
  var faults: [IntakeFault] {
    guard !claim.attachments.isEmpty || claim.lines.contains(where: { !$0.attachments.isEmpty })
    else { return [] }
    let lists =
      [("attachments", claim.attachments)]
      + claim.lines.enumerated().map { ("lines[\($0 + 1)].attachments", $1.attachments) }
    let isOnlyOne = lists.reduce(0) { $0 + $1.1.count(where: \.isPromised) } == 1
    return lists.flatMap { field, papers in faults(field, papers, isOnlyOne: isOnlyOne) }
  }

  private func faults(
    _ field: String, _ papers: [SubmittedClaim.Attachment], isOnlyOne: Bool
  ) -> [IntakeFault] {
    guard papers.count <= AttachmentEdits.papersMax else {
      return [
        IntakeFault(
          ClaimRule.paper, field, "At most \(AttachmentEdits.papersMax) papers may be named here.")
      ]
    }
    return papers.enumerated().compactMap { index, paper in
      fault("\(field)[\(index + 1)]", paper, isOnlyOne: isOnlyOne)
    }
  }

  private func fault(
    _ field: String, _ paper: SubmittedClaim.Attachment, isOnlyOne: Bool
  ) -> IntakeFault? {
    if !CodeText.isModifier(paper.transmission) {
      return IntakeFault(
        ClaimRule.paper, field, "How a paper comes is said with two capital letters or digits.",
        paper.transmission.isEmpty ? .missing : .invalid)
    }
    if paper.controlNumber.utf8.count > 80 {
      return IntakeFault(ClaimRule.paper, field, "A paper's number has at most 80 characters.")
    }
    guard paper.isPromised, paper.controlNumber.isEmpty, !isOnlyOne else { return nil }
    return IntakeFault(
      ClaimRule.paper, field, "Each of several promised papers needs a number.", .missing)
  }
}
