import ArgumentParser
import Glibc

/// Starts the server and keeps the first thread.
///
/// An asynchronous main would end that thread, at which callgrind stops.
@main
enum EchoMain {
  static func main() {
    Task.detached {
      await EchoServer.main()
      exit(EXIT_SUCCESS)
    }
    while true { pause() }
  }
}
