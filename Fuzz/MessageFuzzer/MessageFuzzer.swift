import FuzzDriver
import Glibc
import MessageProperties

/// The type that inputs are read as; `HMO_FUZZ_MESSAGE` names it.
private let typeName = getenv("HMO_FUZZ_MESSAGE").map { String(cString: $0) } ?? ""

/// What the fuzzer calls before all else: `--list` prints the types and does nothing more.
@_cdecl("LLVMFuzzerInitialize")
func initialize(
  count: UnsafeMutablePointer<Int32>?,
  arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> Int32 {
  guard count?.pointee == 2, let first = arguments?.pointee?[1],
    String(cString: first) == "--list"
  else { return 0 }
  for name in MessageProperties.names { print(name) }
  exit(0)
}

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(data: UnsafePointer<UInt8>?, size: Int) -> Int32 {
  FuzzDriver.judge(data, size) { try MessageProperties.check($0, as: typeName) }
}

/// The entry of the program; the package manager looks for it under this name.
@_cdecl("fuzz_messages_main")
func main(
  count: Int32, arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  FuzzDriver.run(count, arguments, testOneInput)
}
