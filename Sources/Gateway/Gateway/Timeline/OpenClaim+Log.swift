import Logging
import RPC

extension OpenClaim {
  /// What a line in the log says about a claim: its number and its trace.
  var metadata: Logger.Metadata {
    var metadata: Logger.Metadata = ["claim": "\(number.text)"]
    if let trace { metadata["trace_id"] = "\(trace.id)" }
    return metadata
  }
}
