import CNghttp2

// The functions that nghttp2 calls. They stand at file scope and belong to no actor: a closure in a
// main file or on an actor would trap when the library calls it from an event loop.

/// The library's table of callbacks, made once and only read afterwards.
///
/// Sendable although it holds a pointer: nothing writes to the table after `shared` is initialised,
/// and the library copies it into each session.
struct SessionCallbacks: @unchecked Sendable {
  static let shared = SessionCallbacks()
  let raw: OpaquePointer?

  private init() {
    var table: OpaquePointer?
    nghttp2_session_callbacks_new(&table)
    nghttp2_session_callbacks_set_on_begin_headers_callback(table, nghttp2BeginHeaders)
    nghttp2_session_callbacks_set_on_header_callback(table, nghttp2Header)
    nghttp2_session_callbacks_set_on_invalid_header_callback(table, nghttp2InvalidHeader)
    nghttp2_session_callbacks_set_on_begin_frame_callback(table, nghttp2BeginFrame)
    nghttp2_session_callbacks_set_on_frame_recv_callback(table, nghttp2FrameReceived)
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(table, nghttp2Data)
    nghttp2_session_callbacks_set_on_frame_send_callback(table, nghttp2FrameSent)
    nghttp2_session_callbacks_set_on_stream_close_callback(table, nghttp2StreamClosed)
    raw = table
  }
}

private func session(_ user: UnsafeMutableRawPointer?) -> HTTP2Session? {
  user.map { Unmanaged<HTTP2Session>.fromOpaque($0).takeUnretainedValue() }
}

private func stream(_ raw: OpaquePointer?, _ id: Int32) -> HTTP2Stream? {
  nghttp2_session_get_stream_user_data(raw, id)
    .map { Unmanaged<HTTP2Stream>.fromOpaque($0).takeUnretainedValue() }
}

private func has(_ flags: UInt8, _ flag: nghttp2_flag) -> Bool {
  flags & UInt8(truncatingIfNeeded: flag.rawValue) != 0
}

private func type(_ frame: nghttp2_frame_hd) -> nghttp2_frame_type {
  nghttp2_frame_type(rawValue: UInt32(frame.type))
}

private func nghttp2BeginHeaders(
  _ raw: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?, _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user), let frame else { return 0 }
  let id = frame.pointee.hd.stream_id
  session.beginHeaderList()
  if let known = stream(raw, id) {
    known.receiveFieldsBegin()
    return 0
  }
  guard session.role == .server, id <= session.lastStreamTaken,
    let opened = session.owner?.openStream()
  else {
    // Without a code of ours the library would say INTERNAL_ERROR, which nobody may repeat.
    nghttp2_submit_rst_stream(raw, 0, id, HTTP2ErrorCode.refusedStream.number)
    return NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
  }
  session.adopt(opened, id: id)
  opened.receiveFieldsBegin()
  return 0
}

private func nghttp2Header(
  _ raw: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
  _ name: UnsafePointer<UInt8>?, _ nameCount: Int,
  _ value: UnsafePointer<UInt8>?, _ valueCount: Int,
  _ flags: UInt8, _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user), session.countField(bytes: nameCount + valueCount) else {
    return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
  }
  guard let frame, let stream = stream(raw, frame.pointee.hd.stream_id) else { return 0 }
  stream.receiveField(
    name: UnsafeRawBufferPointer(start: name, count: nameCount),
    value: UnsafeRawBufferPointer(start: value, count: valueCount))
  return 0
}

/// A field that the library would leave out: the request is malformed, unless the field is nothing
/// worse than spaces around a value.
private func nghttp2InvalidHeader(
  _ raw: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?,
  _ name: UnsafePointer<UInt8>?, _ nameCount: Int,
  _ value: UnsafePointer<UInt8>?, _ valueCount: Int,
  _ flags: UInt8, _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user), session.countField(bytes: nameCount + valueCount) else {
    return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue
  }
  guard session.role == .server else { return 0 }
  let isNameSound = nghttp2_check_header_name(name, nameCount) != 0
  let isValueSound = nghttp2_check_header_value(value, valueCount) != 0
  return isNameSound && isValueSound ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
}

private func nghttp2BeginFrame(
  _ raw: OpaquePointer?, _ header: UnsafePointer<nghttp2_frame_hd>?,
  _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user), let header else { return 0 }
  session.framesBegun &+= 1
  session.announcedBytes += 9 + header.pointee.length
  guard session.isInOrder(header.pointee) else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
  switch type(header.pointee) {
  case NGHTTP2_HEADERS:
    session.controlFrames -= 2
  case NGHTTP2_DATA:
    let isEmpty = header.pointee.length == 0 && !has(header.pointee.flags, NGHTTP2_FLAG_END_STREAM)
    if isEmpty { session.controlFrames += 1 }
  case NGHTTP2_PING, NGHTTP2_SETTINGS:
    if !has(header.pointee.flags, NGHTTP2_FLAG_ACK) { session.controlFrames += 1 }
  default:
    session.controlFrames += 1
  }
  return 0
}

extension HTTP2Session {
  /// Whether the frame may come now; when not, the connection is over.
  fileprivate func isInOrder(_ header: nghttp2_frame_hd) -> Bool {
    switch type(header) {
    case NGHTTP2_HEADERS where role == .server: return order.beginRequest(header.stream_id)
    case NGHTTP2_HEADERS:
      order.beginResponse()
      return true
    case NGHTTP2_CONTINUATION: return order.beginContinuation()
    case NGHTTP2_PRIORITY: return header.stream_id != 0
    default: return true
    }
  }
}

private func nghttp2FrameReceived(
  _ raw: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?, _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user), let frame else { return 0 }
  let header = frame.pointee.hd
  switch type(header) {
  case NGHTTP2_HEADERS:
    guard let stream = stream(raw, header.stream_id) else { return 0 }
    stream.hasPeerEnded = has(header.flags, NGHTTP2_FLAG_END_STREAM)
    stream.receiveFieldsEnd()
    if stream.hasPeerEnded { stream.receiveEnd() }
  case NGHTTP2_DATA:
    guard has(header.flags, NGHTTP2_FLAG_END_STREAM),
      let stream = stream(raw, header.stream_id)
    else { return 0 }
    stream.hasPeerEnded = true
    stream.receiveEnd()
  case NGHTTP2_SETTINGS:
    if !has(header.flags, NGHTTP2_FLAG_ACK) { session.owner?.settingsReceived() }
  case NGHTTP2_PING:
    if has(header.flags, NGHTTP2_FLAG_ACK) { session.owner?.pingAnswered() }
  case NGHTTP2_GOAWAY:
    session.owner?.goAwayReceived(
      isTooManyPings: isTooManyPings(frame.pointee.goaway),
      keepsStreams: keepsStreams(frame.pointee.goaway))
  case NGHTTP2_RST_STREAM:
    // A server may reset as many streams as there are; a client that does so makes work.
    if session.role == .server { session.resets += 1 }
  default:
    return 0
  }
  return 0
}

/// Whether the peer says that nothing went wrong, and that it has taken streams.
private func keepsStreams(_ frame: nghttp2_goaway) -> Bool {
  frame.error_code == HTTP2ErrorCode.noError.number && frame.last_stream_id > 0
}

/// What a gRPC server says to a client that sends more PINGs than it likes.
private func isTooManyPings(_ frame: nghttp2_goaway) -> Bool {
  frame.error_code == HTTP2ErrorCode.enhanceYourCalm.number
    && UnsafeRawBufferPointer(start: frame.opaque_data, count: frame.opaque_data_len)
      .equals("too_many_pings")
}

private func nghttp2Data(
  _ raw: OpaquePointer?, _ flags: UInt8, _ id: Int32, _ bytes: UnsafePointer<UInt8>?,
  _ count: Int, _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user) else { return 0 }
  session.unreturnedBytes += count
  stream(raw, id)?.receiveData(UnsafeRawBufferPointer(start: bytes, count: count))
  return 0
}

private func nghttp2FrameSent(
  _ raw: OpaquePointer?, _ frame: UnsafePointer<nghttp2_frame>?, _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user), let frame else { return 0 }
  let header = frame.pointee.hd
  switch type(header) {
  case NGHTTP2_DATA:
    session.controlFrames -= 2
  case NGHTTP2_HEADERS:
    guard session.role == .server else {
      stream(raw, header.stream_id)?.isOpenSent = true
      return 0
    }
    guard has(header.flags, NGHTTP2_FLAG_END_STREAM),
      let stream = stream(raw, header.stream_id), !stream.hasPeerEnded
    else { return 0 }
    nghttp2_submit_rst_stream(raw, 0, header.stream_id, HTTP2ErrorCode.noError.number)
  case NGHTTP2_RST_STREAM:
    let code = HTTP2ErrorCode(number: frame.pointee.rst_stream.error_code)
    // What we refuse because we are leaving is no fault of the peer's.
    let isOurs = code == .noError || code == .refusedStream
    if session.role == .server && !isOurs { session.resets += 1 }
  default:
    return 0
  }
  return 0
}

private func nghttp2StreamClosed(
  _ raw: OpaquePointer?, _ id: Int32, _ code: UInt32, _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guard let session = session(user), let stream = stream(raw, id) else { return 0 }
  session.end(stream, HTTP2ErrorCode(number: code))
  return 0
}

/// Fills DATA frames from the stream whose address is the source.
func nghttp2ReadOutbound(
  _ raw: OpaquePointer?, _ id: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int,
  _ flags: UnsafeMutablePointer<UInt32>?, _ source: UnsafeMutablePointer<nghttp2_data_source>?,
  _ user: UnsafeMutableRawPointer?
) -> Int {
  guard let address = source?.pointee.ptr, let flags else {
    return Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue)
  }
  let stream = Unmanaged<HTTP2Stream>.fromOpaque(address).takeUnretainedValue()
  switch stream.produce(into: UnsafeMutableRawBufferPointer(start: buffer, count: count)) {
  case .deferred:
    return Int(NGHTTP2_ERR_DEFERRED.rawValue)
  case .bytes(let produced, let isLast, let hasTrailers):
    if isLast { flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue }
    if hasTrailers { flags.pointee |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue }
    return produced
  }
}
