/// One service.
struct ServiceSchema {
  let fullName: String
  let name: String
  let comment: String
  let methods: [MethodSchema]
}

/// One method.
struct MethodSchema {
  let name: String
  let comment: String
  let requestType: String
  let responseType: String
  let isClientStreaming: Bool
  let isServerStreaming: Bool
}
