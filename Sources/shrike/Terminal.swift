import ArgumentParser
import Glibc
import ShrikeExchange
import ShrikeText

/// What is known of the terminal, and ways to speak to it.
enum Terminal {
  static func complain(_ text: String) { tell(text + "\n") }

  /// Writes to standard error as it is; when that is closed there is nobody to tell.
  static func tell(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var at = 0
      while at < bytes.count, let base = bytes.baseAddress {
        let count = write(STDERR_FILENO, base + at, bytes.count - at)
        if count < 0 && errno != EINTR { return }
        at += max(0, count)
      }
    }
  }

  /// Writes the diagnostics to standard error, then ends with `status`.
  static func fail(_ diagnostics: [Diagnostic], _ status: ExitStatus, colour: Bool) -> ExitCode {
    let style = TextStyle(colour: colour)
    for diagnostic in diagnostics { complain(diagnostic.text(style)) }
    return status.code
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 {
      return min(Int(size.ws_col), 140)
    }
    return 100
  }

  static var environment: [String: String] {
    var out: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if let equals = line.firstIndex(of: "=") {
        out[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
      entry += 1
    }
    return out
  }

  /// Keeps the numbers of standard streams that are closed from being given to files: reading or writing them
  /// fails, as it would have.
  static func holdStandardDescriptors() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ]
    where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest number that is free: this one.
      _ = open("/dev/null", mode)
    }
  }

  static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// RFC 3339, UTC.
  /// Nanoseconds since 1970.
  static var nanoseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  static var now: String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// `NO_COLOR` (no-color.org) counts unless the choice is explicit.
  func isOn(_ descriptor: Int32) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      let environment = Terminal.environment
      if let no = environment["NO_COLOR"], !no.isEmpty { return false }
      if environment["TERM"] == "dumb" { return false }
      return Terminal.isTerminal(descriptor)
    }
  }
}
