import Foundation

/// Everything that a comparison measured.
struct CompareReport {
  var loads: [LoadReport] = []
  var clients: [ClientReport] = []
  var codec = CodecComparison.Report()

  var table: String {
    let clientLines = clients.map {
      "our client and server, \($0.callers) at once: \($0.rate.text(digits: 0)) calls/s"
    }
    let codecLines = [
      "codec, a claim of \(codec.bytes) bytes decoded and encoded: "
        + "ours \(Spread(codec.ours).text(digits: 0)) ns,",
      "  C++ heap \(Spread(codec.heap).text(digits: 0)) ns, "
        + "C++ arena \(Spread(codec.arena).text(digits: 0)) ns",
    ]
    return (["", "median (least to most)"] + loads.map(\.table) + clientLines + codecLines)
      .joined(separator: "\n")
  }

  /// One line.
  var json: String {
    let fields =
      loads.flatMap(Self.fields)
      + clients.map { ("client_server_rps_\($0.callers)", Self.number($0.rate.median, 0)) }
      + [
        ("codec_ratio_protobuf_cpp", Self.number(codec.ratio.median, 2)),
        ("codec_ratio_protobuf_cpp_arena", Self.number(codec.arenaRatio.median, 2)),
      ]
    return "{" + fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
  }

  private static func fields(_ report: LoadReport) -> [(String, String)] {
    let name = report.load.name
    return [
      ("server_rps_\(name)", number(report.oursRate.median, 0)),
      ("server_cpu_us_per_request_\(name)", number(report.oursCPU.median, 2)),
      ("grpc_cpp_rps_\(name)", number(report.peerRate.median, 0)),
      ("grpc_cpp_cpu_us_per_request_\(name)", number(report.peerCPU.median, 2)),
      ("ratio_rps_grpc_cpp_\(name)", number(report.rateRatio.median, 2)),
      ("ratio_cpu_grpc_cpp_\(name)", number(report.cpuRatio.median, 2)),
    ]
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}
