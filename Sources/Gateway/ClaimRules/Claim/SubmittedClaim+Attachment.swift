extension SubmittedClaim {
  /// A paper that belongs to a claim or line.
  package struct Attachment: Hashable, Sendable {
    /// How it comes, two characters.
    package var transmission: String
    /// The provider's own number for it; empty when none.
    package var controlNumber: String

    /// Makes an attachment.
    package init(transmission: String, controlNumber: String = "") {
      self.transmission = transmission
      self.controlNumber = controlNumber
    }

    /// Whether the provider promised to send it; `AA` only says that it can be asked for.
    package var isPromised: Bool { !transmission.isEmpty && transmission != "AA" }
  }

  /// The numbers of the papers that were promised, for the claim and its lines.
  package var promisedPapers: Set<String> {
    guard !attachments.isEmpty || lines.contains(where: { !$0.attachments.isEmpty }) else {
      return []
    }
    let all = attachments + lines.flatMap(\.attachments)
    return Set(all.filter(\.isPromised).map(\.controlNumber))
  }
}
