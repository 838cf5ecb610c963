import EchoService
import RPC
import ServiceProcess
import Storage
import TestMessages

extension ServiceDefinition {
  /// Echoes, and keeps nothing but its audit trail.
  static let echo = ServiceDefinition(
    name: "echo", schema: StoreSchema("echo", [AuditRows.migration])
  ) { _ in
    var router = RPCRouter()
    router.register(EchoHandler())
    return ServiceParts(router: router)
  }
}

extension PermissionTable {
  /// The suite's table, and that the gateway may ask for echoes as often as for decisions.
  static let echo = PermissionTable.suite.adding([
    .reads(
      TestingV1.EchoService.echo, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
    .reads(
      TestingV1.EchoService.repeat, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
    .reads(
      TestingV1.EchoService.collect, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
    .reads(
      TestingV1.EchoService.converse, .roles(.gateway),
      requestBytesMax: Permission.batchRequestBytesMax, rate: .decision),
  ])
}
