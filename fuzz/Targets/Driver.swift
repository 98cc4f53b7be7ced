import Glibc

/// compiler-rt's FuzzerInterface.h.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

enum Driver {
  /// libFuzzer takes a C function, which carries nothing with it; it calls from the one thread that
  /// set this before.
  nonisolated(unsafe) private static var body: FuzzTarget.Body = { _ in }

  /// Hands over to libFuzzer; does not return.
  static func run(_ target: FuzzTarget, _ arguments: [String]) -> Never {
    body = prepared(target)
    let all = [CommandLine.arguments[0], "-max_len=\(target.longest)"] + arguments
    var pointers: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) } + [nil]
    let code = pointers.withUnsafeMutableBufferPointer { buffer -> Int32 in
      guard var base = buffer.baseAddress else { return 2 }
      var count = Int32(all.count)
      return runDriver(&count, &base) { start, count in
        Driver.body(UnsafeBufferPointer(start: start, count: count))
        return 0
      }
    }
    exit(code)
  }

  static func prepared(_ target: FuzzTarget) -> FuzzTarget.Body {
    do {
      return try target.prepare()
    } catch {
      fail("\(target.name) cannot begin: \(error)")
    }
  }

  static func fail(_ message: String) -> Never {
    let line = Array("shrike-fuzz: \(message)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    exit(2)
  }
}
