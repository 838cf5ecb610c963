import ClaimRules
import Domain
import EDI
import Messages
import Protobuf

extension ClaimV1.FileFault {
  /// A fault that reading found.
  init(_ fault: X12Fault) {
    self.init(fault.position)
    rule = fault.rule
    message = fault.remedy
  }

  /// What made it impossible to read on.
  init(_ error: X12Error) {
    self.init()
    rule = error.code.rawValue
    message = "The rest of the file cannot be read: \(error.message)."
    segment = Int64(error.segmentOrdinal)
    byteOffset = Int64(error.byteOffset)
  }

  /// A fault of a claim that could be read, at the place of the field.
  init(_ fault: IntakeFault, _ claim: X12Claim) {
    self.init(FieldPlace.position(of: fault.field, in: claim))
    rule = fault.rule.name
    message = fault.message
  }

  private init(_ position: X12Position) {
    self.init()
    segment = Int64(position.segmentOrdinal)
    byteOffset = Int64(position.byteOffset)
    segmentID = position.segmentID
    loop = position.loop.description
    element = Int32(clamping: position.element)
  }

  /// A claim whose set is not whole.
  static var ofSet: Self {
    .with {
      $0.rule = "INTAKE-SET"
      $0.message = "The set is not whole, so none of its claims is stored. Send the set again."
    }
  }

  /// A claim whose place in the envelope belongs to another claim.
  static var ofReusedKey: Self {
    .with {
      $0.rule = "INTAKE-KEY"
      $0.message =
        "Another claim was received under the same control numbers. Use new control numbers."
    }
  }
}
