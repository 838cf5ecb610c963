import Domain
import Messages
import Protobuf
import SampleClaims
import TestKit

extension SampleWorld {
  /// A member of the world as eligibility has it.
  func member(_ memberID: String) throws -> EligibilityV1.Member {
    let request: EligibilityV1.LoadEligibilityRequest =
      try LoadRequest(loadFiles.first?.text ?? "").message()
    guard let member = request.members.first(where: { $0.memberID == memberID }) else {
      throw TestSuiteError("the world has no member \(memberID)")
    }
    return member
  }

  /// The claims as a file.
  func fileBytes(control: Int = 1) throws -> [UInt8] {
    guard let day = Day(year: 2026, month: 9, day: 1) else {
      throw TestSuiteError("no such day")
    }
    return Array(file(interchangeControlNumber: control, day: day).utf8)
  }
}
