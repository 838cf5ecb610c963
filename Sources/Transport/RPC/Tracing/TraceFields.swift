/// The two headers of W3C Trace Context as they come with a request.
///
/// Version 00 to the letter is understood. Anything else, a header that comes twice included, is
/// taken for no header, and `tracestate` without a good `traceparent` for nothing, as the standard
/// says; a call is never refused for them.
struct TraceFields {
  private var found: TraceParent?
  private var parentCount = 0
  private var states: [String] = []
  private var stateBytes = 0
  private var isStateBroken = false

  /// The caller's place in the trace, when it said one.
  var parent: TraceParent? { parentCount == 1 ? found : nil }

  /// What is passed on; empty when there is nothing or too much.
  var state: String {
    guard !isStateBroken, !states.isEmpty else { return "" }
    return states.count == 1 ? states[0] : states.joined(separator: ",")
  }

  /// Takes a header whose name begins with `trace`; false when it is another's.
  mutating func receive(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Bool {
    if name.equals("traceparent") {
      parentCount += 1
      found = TraceParent(value)
      return true
    }
    guard name.equals("tracestate") else { return false }
    receiveState(value)
    return true
  }

  private mutating func receiveState(_ value: UnsafeRawBufferPointer) {
    stateBytes += value.count + (states.isEmpty ? 0 : 1)
    let isPrintable = value.allSatisfy { (0x20...0x7E).contains($0) }
    guard !isStateBroken, isPrintable, stateBytes <= RPCTrace.stateBytesMax else {
      isStateBroken = true
      return
    }
    if !value.isEmpty { states.append(String(decoding: value, as: UTF8.self)) }
  }
}
