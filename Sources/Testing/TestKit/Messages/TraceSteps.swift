package import Messages
import Protobuf

extension [EncodedMessage<TypeV1.TraceStep>] {
  /// The steps of a trace, for looking at them and for changing them; one that cannot be read has no
  /// rule.
  package var steps: [TypeV1.TraceStep] {
    get { map { (try? $0.decoded()) ?? TypeV1.TraceStep() } }
    set { self = newValue.map { EncodedMessage($0) } }
  }
}
