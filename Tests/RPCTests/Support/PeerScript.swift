import NIOCore
import Protobuf
import RPC
import RawHTTP2
import Synchronization

/// What a server in a test does about one frame of its client; runs on the connection's loop.
typealias PeerScript = @Sendable (PeerConnection, RawFrame) -> Void

/// One connection of a server that follows a script; owned by its loop.
final class PeerConnection {
  /// Which connection of its server this is, from 0.
  let number: Int
  /// Calls that have begun here.
  private(set) var calls = 0
  /// The header fields of the latest call.
  private(set) var fields: [String: String] = [:]
  private let script: PeerScript
  private let headers = HeaderReader()
  private let transmit: ([UInt8]) -> Void
  private let end: () -> Void
  private var reader = FrameReader()

  init(
    number: Int, script: @escaping PeerScript, transmit: @escaping ([UInt8]) -> Void,
    end: @escaping () -> Void
  ) {
    self.number = number
    self.script = script
    self.transmit = transmit
    self.end = end
  }

  func receive(_ bytes: some Sequence<UInt8>) {
    for frame in reader.read(bytes) {
      if frame.kind == RawFrame.Kind.headers {
        calls += 1
        fields = headers.read(frame.payload)
      }
      script(self, frame)
    }
  }

  func send(_ frames: [RawFrame]) {
    transmit(frames.flatMap(\.bytes))
  }

  func send(_ frames: RawFrame...) {
    send(frames)
  }

  func close() {
    end()
  }

  /// Acknowledges settings and answers pings.
  func keepUp(_ frame: RawFrame) {
    guard frame.flags & 1 == 0 else { return }
    if frame.kind == RawFrame.Kind.settings { send(RawFrame(kind: frame.kind, flags: 1)) }
    if frame.kind == RawFrame.Kind.ping {
      send(RawFrame(kind: frame.kind, flags: 1, payload: frame.payload))
    }
  }
}

/// Scripts that several tests follow.
enum PeerScripts {
  /// Answers every call, and every ping.
  static let answering: PeerScript = { connection, frame in
    connection.keepUp(frame)
    if frame.endsStream { connection.send(RawFrame.answer(frame.stream)) }
  }

  /// Answers nothing, pings included.
  static let silent: PeerScript = { _, _ in }

  /// Answers every call with a status.
  static func refusing(
    _ code: RPCStatusCode = .unavailable, retryAfterMilliseconds: UInt64? = nil
  ) -> PeerScript {
    { connection, frame in
      connection.keepUp(frame)
      guard frame.endsStream else { return }
      connection.send(
        .status(frame.stream, code, retryAfterMilliseconds: retryAfterMilliseconds))
    }
  }
}

extension RawFrame {
  static func opening(_ stream: UInt32, encoding: String? = nil) -> RawFrame {
    fields(
      stream,
      [(":status", "200"), ("content-type", "application/grpc")]
        + (encoding.map { [("grpc-encoding", $0)] } ?? []))
  }

  static func trailers(_ stream: UInt32, _ code: RPCStatusCode = .ok) -> RawFrame {
    fields(stream, [("grpc-status", String(code.rawValue))], isLast: true)
  }

  /// A response that is nothing but a status.
  static func status(
    _ stream: UInt32, _ code: RPCStatusCode, retryAfterMilliseconds: UInt64? = nil
  ) -> RawFrame {
    var list = [
      (":status", "200"), ("content-type", "application/grpc"),
      ("grpc-status", String(code.rawValue)),
    ]
    if let retryAfterMilliseconds {
      let error = RPCError(code, "", retryDelay: .milliseconds(retryAfterMilliseconds))
      let details = Base64.encode(StatusDetails.encode(error) ?? [])
      list.append(("grpc-status-details-bin", String(decoding: details, as: UTF8.self)))
    }
    return fields(stream, list, isLast: true)
  }

  /// The whole answer to a call.
  static func answer(_ stream: UInt32, _ echo: Echo = Echo([1])) -> [RawFrame] {
    [opening(stream), data(stream, message(echo)), trailers(stream)]
  }

  static func reset(_ stream: UInt32, _ code: HTTP2ErrorCode) -> RawFrame {
    RawFrame(kind: Kind.reset, stream: stream, payload: number(code.number))
  }

  static func goAway(
    last: UInt32, _ code: HTTP2ErrorCode = .noError, saying text: String = ""
  ) -> RawFrame {
    RawFrame(kind: Kind.goAway, payload: number(last) + number(code.number) + Array(text.utf8))
  }

  /// Settings that allow so many streams at once.
  static func settings(streamsMax: UInt32) -> RawFrame {
    RawFrame(kind: Kind.settings, payload: [0, 3] + number(streamsMax))
  }

  static func ping(_ payload: UInt8) -> RawFrame {
    RawFrame(kind: Kind.ping, payload: [UInt8](repeating: payload, count: 8))
  }

  private static func fields(
    _ stream: UInt32, _ list: [(String, String)], isLast: Bool = false
  ) -> RawFrame {
    RawFrame(
      kind: Kind.headers, flags: endHeaders | (isLast ? endStream : 0), stream: stream,
      payload: list.flatMap(field))
  }
}
