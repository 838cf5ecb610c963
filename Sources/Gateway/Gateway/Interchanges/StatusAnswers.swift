import EDI

/// The answers to the inquiries of a set, on their way into a 277: the levels of the inquiries are
/// those of the answers.
struct StatusAnswers {
  private let payer: X12OutgoingName
  private let receiver: X12OutgoingName
  private var providers: [X12StatusProvider] = []
  private var provider: X12InquiryLevel?
  private var subscriber: X12InquiryLevel?
  private var dependent: X12InquiryLevel?

  init(_ first: X12StatusInquiry?, _ interchange: OpenInterchange) {
    let header = interchange.header
    payer = X12OutgoingName(
      organisation: first?.payer?.lastName.value.nonEmpty ?? header.receiver,
      identifierQualifier: first?.payer?.identifierQualifier.nonEmpty ?? "PI",
      identifier: first?.payer?.identifier.value.nonEmpty ?? header.receiver)
    receiver = X12OutgoingName(
      organisation: first?.inquirer?.lastName.value.nonEmpty ?? header.sender,
      identifierQualifier: first?.inquirer?.identifierQualifier.nonEmpty ?? "46",
      identifier: first?.inquirer?.identifier.value.nonEmpty ?? header.sender)
  }

  /// Adds the answers to an inquiry under the levels above it.
  mutating func add(_ claims: [X12StatusClaim], to inquiry: X12StatusInquiry) {
    let levels = inquiry.levels
    if providers.isEmpty || provider != levels.provider {
      provider = levels.provider
      subscriber = nil
      providers.append(
        X12StatusProvider(name: StatusAnswers.name(of: inquiry.provider), subscribers: []))
    }
    let last = providers.count - 1
    if providers[last].subscribers.isEmpty || subscriber != levels.subscriber {
      subscriber = levels.subscriber
      dependent = nil
      providers[last].subscribers.append(
        X12StatusSubscriber(name: StatusAnswers.name(of: inquiry.subscriber)))
    }
    let place = providers[last].subscribers.count - 1
    guard let asked = levels.dependent else {
      providers[last].subscribers[place].claims += claims
      return
    }
    if providers[last].subscribers[place].dependents.isEmpty || dependent != asked {
      dependent = asked
      providers[last].subscribers[place].dependents.append(
        X12StatusDependent(name: StatusAnswers.name(of: inquiry.dependent), claims: []))
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

  private static func name(of party: X12Party?) -> X12OutgoingName {
    guard let party else { return X12OutgoingName(organisation: "UNKNOWN") }
    let qualifier = party.identifierQualifier
    let identifier = party.identifier.value
    guard party.entityType == "1" else {
      return X12OutgoingName(
        organisation: party.lastName.value.nonEmpty ?? "UNKNOWN", identifierQualifier: qualifier,
        identifier: identifier)
    }
    return X12OutgoingName(
      person: party.lastName.value.nonEmpty ?? "UNKNOWN", firstName: party.firstName.value,
      middleName: party.middleName, suffix: party.nameSuffix, identifierQualifier: qualifier,
      identifier: identifier)
  }
}
