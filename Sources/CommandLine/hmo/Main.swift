import ArgumentParser
import HMOCommands

/// The command line of the suite.
@main
struct Main {
  static func main() async {
    await HMOCommand.main()
  }
}
