import Domain
import EDI
import Messages

/// Whether a claim is one that an inquiry asks about (rule `ANSWER-INQUIRY`).
///
/// Everything that the inquiry says must agree with the claim; what it leaves out is no test.
struct InquiryMatch {
  private let inquiry: X12StatusInquiry

  init(_ inquiry: X12StatusInquiry) {
    self.inquiry = inquiry
  }

  /// Whether the inquiry asks about `claim`.
  func names(_ claim: ClaimV1.Claim, _ listed: ClaimStore.Listed) -> Bool {
    namesMember(claim) && namesProvider(claim) && namesNumbers(claim) && namesDays(claim)
      && namesCharge(listed)
  }

  private func namesMember(_ claim: ClaimV1.Claim) -> Bool {
    let numbers = [inquiry.subscriber, inquiry.dependent].compactMap {
      $0?.identifier.value.nonEmpty
    }
    let birth = inquiry.demographics?.birth.value
    let isSameBirth = birth == nil || claim.patient?.birthDate?.days == birth?.number
    return numbers.contains(claim.patient?.memberID ?? "") && isSameBirth
  }

  private func namesProvider(_ claim: ClaimV1.Claim) -> Bool {
    let asked = inquiry.levels.provider?.parties.compactMap { $0.npi?.value.nonEmpty } ?? []
    let known = [claim.billingProvider?.npi, claim.renderingNPI].compactMap { $0?.nonEmpty }
    return asked.isEmpty || !Set(asked).isDisjoint(with: known)
  }

  private func namesNumbers(_ claim: ClaimV1.Claim) -> Bool {
    guard let account = inquiry.patientAccount?.value.nonEmpty else { return true }
    return account == claim.patientControlNumber
  }

  private func namesDays(_ claim: ClaimV1.Claim) -> Bool {
    guard let asked = inquiry.service?.span else { return true }
    return claim.lines.contains { line in
      guard let from = line.from?.days else { return false }
      return from <= asked.to.number && (line.to?.days ?? from) >= asked.from.number
    }
  }

  private func namesCharge(_ listed: ClaimStore.Listed) -> Bool {
    guard let charge = inquiry.charge?.value else { return true }
    return charge == listed.charge
  }
}
