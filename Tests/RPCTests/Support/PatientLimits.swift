import RPC
import TLS

extension RPCLimits {
  /// The defaults with more time for whatever a very busy machine may take long to do; what a test
  /// wants to see in time, it sets itself.
  static var patient: RPCLimits {
    var limits = RPCLimits.defaults
    limits.handshakeTimeMax = .seconds(50)
    limits.connectTimeMax = .seconds(50)
    limits.stallTimeMax = .seconds(50)
    limits.keepaliveIdleTime = .seconds(50)
    limits.lingerTimeMax = .seconds(10)
    return limits
  }

  /// The same for ends that are nothing but TLS.
  static var patientTLS: TLSLimits {
    var limits = TLSLimits.defaults
    limits.handshakeTimeMax = patient.handshakeTimeMax
    return limits
  }
}
