import EDIProperties
import FuzzDriver
import Properties

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(data: UnsafePointer<UInt8>?, size: Int) -> Int32 {
  FuzzDriver.judge(data, size) { input throws(BrokenProperty) in
    try SegmentProperties.check(input)
  }
}

/// The entry of the program; the package manager looks for it under this name.
@_cdecl("fuzz_segments_main")
func main(
  count: Int32, arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  FuzzDriver.run(count, arguments, testOneInput)
}
