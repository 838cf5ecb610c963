import ClaimRules
import Domain
import EDI

/// What became of the claims of a set, on its way into a 277CA.
struct ClaimAcknowledgements {
  private let set: X12SetHeader
  private let payer: X12OutgoingName
  private let submitter: X12OutgoingName
  private let reference: String
  private let echo: X12Echo
  private var providers: [X12AcknowledgedProvider] = []

  /// Begins the answer to the set that holds `claim`.
  init(_ set: X12SetHeader, _ header: X12ClaimSetHeader) {
    self.set = set
    let interchange = set.interchange
    let echo = X12Echo(interchange.delimiters)
    payer = X12OutgoingName(
      organisation: echo(header.receiver?.lastName.value, 60) ?? interchange.receiver.orPayer,
      identifierQualifier: "PI",
      identifier: echo(header.receiver?.identifier.value, 80) ?? interchange.receiver.orPayer)
    submitter = X12OutgoingName(
      organisation: echo(header.submitter?.lastName.value, 60) ?? interchange.sender,
      identifierQualifier: "46",
      identifier: echo(header.submitter?.identifier.value, 80) ?? interchange.sender)
    reference = echo(header.reference.value, 50) ?? set.controlNumber
    self.echo = echo
  }

  /// Adds a claim with what became of it.
  mutating func add(_ claim: X12Claim, accepted number: ClaimNumber) {
    add(claim, [.accepted], number.text)
  }

  /// Adds a claim that was refused.
  mutating func add(_ claim: X12Claim, refused statuses: [X12ClaimStatus]) {
    var seen: Set<X12ClaimStatus> = []
    let distinct = statuses.filter { seen.insert($0).inserted }
    let most = distinct.prefix(ClaimStatusTable.statusesMax)
    add(claim, most.isEmpty ? [ClaimStatusTable.setRefused] : Array(most), nil)
  }

  private mutating func add(_ claim: X12Claim, _ statuses: [X12ClaimStatus], _ number: String?) {
    let provider = name(ofProvider: claim.billing?.provider)
    if providers.last?.name != provider {
      providers.append(X12AcknowledgedProvider(name: provider, claims: []))
    }
    let days = claim.lines.compactMap { $0.service?.span }
    let service = days.map(\.from).min().flatMap { from in
      days.map(\.to).max().flatMap { DaySpan(checkedFrom: from, to: $0) }
    }
    providers[providers.count - 1].claims.append(
      X12AcknowledgedClaim(
        patient: name(ofPatient: claim),
        claimIdentifier: echo(claim.identifier.value, 38) ?? "0",
        charge: claim.charge.value ?? .zero, isAccepted: number != nil, statuses: statuses,
        payerClaimNumber: number ?? "",
        clearinghouseNumber: echo(claim.references.first("D9")?.value, 50) ?? "",
        service: service ?? claim.statement?.span))
  }

  private func name(ofProvider party: X12Party?) -> X12OutgoingName {
    let npi = echo(party?.npi?.value, 80)
    return X12OutgoingName(
      organisation: echo(party?.lastName.value, 60) ?? set.interchange.sender,
      identifierQualifier: npi == nil ? "FI" : "XX",
      identifier: npi ?? echo(party?.taxID?.value, 80) ?? "999999999")
  }

  private func name(ofPatient claim: X12Claim) -> X12OutgoingName {
    let person = claim.person
    return X12OutgoingName(
      person: echo(person?.lastName.value, 60) ?? "UNKNOWN",
      firstName: echo(person?.firstName.value, 35) ?? "", identifierQualifier: "MI",
      identifier: echo(claim.insured?.identifier.value, 80) ?? "UNKNOWN")
  }

  /// Whether there is a claim to answer.
  var isEmpty: Bool { providers.isEmpty }

  /// The 277CA.
  func document(_ interchange: OpenInterchange, number: Int) -> X12ClaimAcknowledgement {
    let day = interchange.receivedAt.day
    return X12ClaimAcknowledgement(
      reference: String(number), instant: interchange.receivedAt, payer: payer,
      payerTrace: interchange.number?.text ?? String(number), receivedDay: day,
      processedDay: day, receiver: submitter, receiverTrace: reference, providers: providers)
  }
}

extension String {
  /// The text, or nothing when it is empty.
  var nonEmpty: String? { isEmpty ? nil : self }

  /// The text, or a stand-in for a payer that the file does not name.
  fileprivate var orPayer: String { isEmpty ? "PAYER" : self }
}
