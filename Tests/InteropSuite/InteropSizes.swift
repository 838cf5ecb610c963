/// The sizes of payloads that the cases use, in bytes; gRPC publishes them with the cases.
enum InteropSizes {
  static let largeRequest = 271_828
  static let largeResponse: Int32 = 314_159
  static let requests = [27_182, 8, 1_828, 45_904]
  static let requestsTogether: Int32 = 74_922
  static let compressedRequests = [27_182, 45_904]
  static let compressedRequestsTogether: Int32 = 73_086
  static let compressedResponses: [Int32] = [31_415, 92_653]
  static let responses: [Int32] = [31_415, 9, 2_653, 58_979]
}
