import EDI

/// The answers to the inquiries of a set, on their way into a 277: the levels of the inquiries are
/// those of the answers.
struct StatusAnswers {
  private let payer: X12OutgoingName
  private let receiver: X12OutgoingName
  private let echo: X12Echo
  private var providers: [X12StatusProvider] = []
  private var provider: X12InquiryLevel?
  private var subscriber: X12InquiryLevel?
  private var dependent: X12InquiryLevel?

  init(_ first: X12StatusInquiry?, _ interchange: OpenInterchange) {
    let header = interchange.header
    echo = X12Echo(header.delimiters)
    payer = X12OutgoingName(
      organisation: echo(first?.payer?.lastName.value, 60) ?? header.receiver,
      identifierQualifier: echo(first?.payer?.identifierQualifier, 2) ?? "PI",
      identifier: echo(first?.payer?.identifier.value, 80) ?? header.receiver)
    receiver = X12OutgoingName(
      organisation: echo(first?.inquirer?.lastName.value, 60) ?? header.sender,
      identifierQualifier: echo(first?.inquirer?.identifierQualifier, 2) ?? "46",
      identifier: echo(first?.inquirer?.identifier.value, 80) ?? header.sender)
  }

  /// Adds the answers to an inquiry under the levels above it.
  mutating func add(_ claims: [X12StatusClaim], to inquiry: X12StatusInquiry) {
    let levels = inquiry.levels
    if providers.isEmpty || provider != levels.provider {
      provider = levels.provider
      subscriber = nil
      providers.append(
        X12StatusProvider(name: name(of: inquiry.provider), subscribers: []))
    }
    let last = providers.count - 1
    if providers[last].subscribers.isEmpty || subscriber != levels.subscriber {
      subscriber = levels.subscriber
      dependent = nil
      providers[last].subscribers.append(
        X12StatusSubscriber(name: name(of: inquiry.subscriber)))
    }
    let place = providers[last].subscribers.count - 1
    guard let asked = levels.dependent else {
      providers[last].subscribers[place].claims += claims
      return
    }
    if providers[last].subscribers[place].dependents.isEmpty || dependent != asked {
      dependent = asked
      providers[last].subscribers[place].dependents.append(
        X12StatusDependent(name: name(of: inquiry.dependent), claims: []))
    }
    let inner = providers[last].subscribers[place].dependents.count - 1
    providers[last].subscribers[place].dependents[inner].claims += claims
  }

  /// The 277.
  func document(_ interchange: OpenInterchange, number: Int) -> X12StatusResponse {
    X12StatusResponse(
      reference: String(number), instant: interchange.receivedAt, payer: payer,
      receiver: receiver, providers: providers)
  }

  private func name(of party: X12Party?) -> X12OutgoingName {
    guard let party else { return X12OutgoingName(organisation: "UNKNOWN") }
    let last = echo(party.lastName.value, 60) ?? "UNKNOWN"
    let identifier = echo(party.identifier.value, 80) ?? ""
    let qualifier = identifier.isEmpty ? "" : echo(party.identifierQualifier, 2) ?? ""
    guard party.entityType == "1" else {
      return X12OutgoingName(
        organisation: last, identifierQualifier: qualifier, identifier: identifier)
    }
    return X12OutgoingName(
      person: last, firstName: echo(party.firstName.value, 35) ?? "",
      middleName: echo(party.middleName, 25) ?? "", suffix: echo(party.nameSuffix, 10) ?? "",
      identifierQualifier: qualifier, identifier: identifier)
  }
}
