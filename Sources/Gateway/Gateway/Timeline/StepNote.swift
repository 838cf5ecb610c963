import Messages
import Protobuf
import RPC
import ServiceProcess

/// One step of a claim with the call that carried it.
struct StepNote: Hashable, Sendable {
  /// The step, such as `adjudicate`.
  let step: String
  let call: CallNote

  /// The note as the records keep it.
  var message: ClaimV1.StepSpan {
    .with {
      $0.step = step
      $0.sentAt = TypeV1.Instant(call.sentAt)
      $0.durationMicroseconds = call.microseconds
      $0.calls = Int32(clamping: call.calls)
      $0.traceID = call.trace.bytes
      $0.spanID = RPCTrace.bytes(ofSpan: call.spanID)
    }
  }
}
