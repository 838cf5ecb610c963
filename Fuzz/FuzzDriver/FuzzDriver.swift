import CLibFuzzer
import Glibc

/// What the fuzz programs have in common: each gives libFuzzer's inputs to one property.
///
/// libFuzzer brings a main of its own, and which of the two the linker takes is its affair; so every
/// program names its property where an input arrives, and nothing is prepared in main.
package enum FuzzDriver {
  /// Throws what does not hold for an input.
  package typealias Property = ([UInt8]) throws -> Void

  /// What libFuzzer calls with each input.
  package typealias Target = @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32

  /// Runs libFuzzer with the words of the command line; returns what the process ends with.
  package static func run(
    _ count: Int32, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
    _ target: Target
  ) -> Int32 {
    var (count, arguments) = (count, arguments)
    return LLVMFuzzerRunDriver(&count, &arguments, target)
  }

  /// Gives one input to a property; what breaks it ends the process, for the fuzzer to keep.
  package static func judge(
    _ data: UnsafePointer<UInt8>?, _ size: Int, _ property: Property
  ) -> Int32 {
    do {
      try property(Array(UnsafeBufferPointer(start: data, count: size)))
      return 0
    } catch {
      print("It does not hold that", error)
      fflush(nil)
      abort()
    }
  }
}
