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

  /// An interchange that was received before.
  static func ofDuplicate(_ number: InterchangeNumber, receivedAt: Instant) -> Self {
    .with {
      $0.rule = "INTERCHANGE-DUPLICATE"
      $0.message =
        "An interchange with this control number was received before, at \(receivedAt), as "
        + "\(number.text). Nothing is processed again; its answers can be fetched under that number."
    }
  }

  /// An interchange whose header cannot be worked with.
  static var ofUnusableInterchange: Self {
    .with {
      $0.rule = "INTERCHANGE-HEADER"
      $0.message =
        "ISA13 must have nine digits, and ISA15 must be P or T, as this payer takes it. Nothing of "
        + "it is processed."
    }
  }

  /// A set that is too large to be kept until its trailer.
  static var ofLargeSet: Self {
    .with {
      $0.rule = "INTAKE-SET"
      $0.message =
        "A set has at most \(ClaimSet.itemsMax) claims and \(ClaimSet.bytesMax) bytes. Split it."
    }
  }

  /// A group with more sets than its control numbers can name.
  static var ofLargeGroup: Self {
    .with {
      $0.rule = "INTAKE-SET"
      $0.message =
        "A group has at most \(OpenInterchange.setsMax) sets. Send the others in another group."
    }
  }

  /// An answer that could not be written; what was stored stays stored.
  static func ofUnwritable(_ kind: String) -> Self {
    .with {
      $0.rule = "INTERCHANGE-ANSWER"
      $0.message =
        "The \(kind) could not be written. What it would report is in these outcomes and stands."
    }
  }
}
