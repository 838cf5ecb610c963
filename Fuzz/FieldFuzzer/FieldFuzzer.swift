import CLibFuzzer
import FieldProperties
import Glibc
import Properties

/// What the fuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(data: UnsafePointer<UInt8>?, size: Int) -> Int32 {
  do throws(BrokenProperty) {
    try FieldProperties.check(Array(UnsafeBufferPointer(start: data, count: size)))
  } catch {
    print("It does not hold that", error)
    fflush(nil)
    abort()
  }
  return 0
}

/// The entry of the program; the package manager looks for it under this name.
@_cdecl("fuzz_fields_main")
func main(
  count: Int32, arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  var count = count
  var arguments = arguments
  return LLVMFuzzerRunDriver(&count, &arguments, testOneInput)
}
