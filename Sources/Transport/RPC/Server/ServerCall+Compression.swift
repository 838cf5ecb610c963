// What a call says and decides about the encoding of its messages.

extension ServerCall {
  /// Why the encoding of the request cannot be read, nil when it can.
  var encodingRefusal: RPCError? {
    switch head.compression {
    case .identity: return nil
    case .gzip where limits.isCompressionAllowed: return nil
    case .gzip, nil:
      let names = limits.isCompressionAllowed ? "identity and gzip" : "identity"
      return RPCError(
        .unimplemented, "the encoding of the messages is not accepted; accepted: \(names)",
        reason: "ENCODING_NOT_ACCEPTED")
    }
  }

  /// Names the accepted encodings where that says something new.
  func fillAcceptedEncodings(_ block: inout HeaderBlock) {
    if limits.isCompressionAllowed {
      block.add("grpc-accept-encoding", "identity,gzip")
    } else if head.compression != .identity {
      block.add("grpc-accept-encoding", "identity")
    }
  }

  /// Compresses the responses from here on, or stops doing so.
  ///
  /// Without effect when the caller does not read gzip, the server does not allow it, or the headers
  /// have gone out without saying so.
  func compressResponses(_ isCompressed: Bool) {
    if areHeadersOpen {
      isCompressing = isCompressed && head.isGzipAccepted && limits.isCompressionAllowed
    } else if !isCompressed {
      isCompressing = false
    }
  }
}
