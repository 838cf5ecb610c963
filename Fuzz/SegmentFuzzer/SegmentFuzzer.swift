import EDIProperties
import FuzzDriver

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(data: UnsafePointer<UInt8>?, size: Int) -> Int32 {
  FuzzDriver.judge(data, size) { try SegmentProperties.check($0) }
}

/// The entry of the program; the package manager looks for it under this name.
@_cdecl("fuzz_segments_main")
func main(
  count: Int32, arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  FuzzDriver.run(count, arguments, testOneInput)
}
