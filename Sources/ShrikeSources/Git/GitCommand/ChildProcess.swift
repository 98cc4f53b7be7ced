import CGit2
import Glibc
import ShrikeText

/// A program started with `posix_spawn`; its output is read from a pipe, its complaints are kept in
/// memory.
///
/// Input goes through a socket pair: writing to a program that died is an error, not a signal.
final class ChildProcess {
  private var process: pid_t = 0
  private let output: Int32
  private let input: Int32
  private let complaints: Int32
  private var status: Int32?

  static let defaultPath = "/usr/local/bin:/usr/bin:/bin"

  init(
    _ program: String, _ arguments: [String], path: String?, variables: [String], input: Bool
  ) throws(EngineError) {
    guard let file = Self.locate(program, path ?? Self.defaultPath) else {
      throw EngineError(.unavailable, "\(program) is not installed")
    }
    var pipe: (Int32, Int32) = (-1, -1)
    var sockets: (Int32, Int32) = (-1, -1)
    let made = withUnsafeMutablePointer(to: &pipe) { pointer in
      pointer.withMemoryRebound(to: Int32.self, capacity: 2) { shrike_pipe($0) }
    }
    guard made == 0 else {
      throw EngineError(.io, "no pipe", cause: String(cString: strerror(errno)))
    }
    if input {
      let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
      let made = withUnsafeMutablePointer(to: &sockets) { pointer in
        pointer.withMemoryRebound(to: Int32.self, capacity: 2) { socketpair(AF_UNIX, kind, 0, $0) }
      }
      if made != 0 { sockets = (-1, -1) }
    }
    let memory = shrike_memory_file()
    output = pipe.0
    self.input = sockets.0
    complaints = memory

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if input {
      posix_spawn_file_actions_adddup2(&actions, sockets.1, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, pipe.1, 1)
    if memory >= 0 {
      posix_spawn_file_actions_adddup2(&actions, memory, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    let code: Int32
    (process, code) = startProgram(
      file, [program] + arguments,
      environment: variables + ["PATH=" + (path ?? Self.defaultPath)], &actions)
    close(pipe.1)
    if sockets.1 >= 0 { close(sockets.1) }
    if code != 0 {
      process = 0
      throw EngineError(
        .unavailable, "\(program) did not start", cause: String(cString: strerror(code)))
    }
  }

  deinit {
    stop()
    close(output)
    if input >= 0 { close(input) }
    if complaints >= 0 { close(complaints) }
  }

  /// Bytes the program wrote; 0 at its end.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(EngineError) -> Int {
    while true {
      let got = Glibc.read(output, buffer.baseAddress, buffer.count)
      if got >= 0 { return got }
      if errno != EINTR {
        throw EngineError(
          .io, "cannot read a program's output", cause: String(cString: strerror(errno)))
      }
    }
  }

  func readAll(limit: Int) throws(EngineError) -> [UInt8] {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
    defer { buffer.deallocate() }
    while true {
      let got = try read(into: buffer)
      if got == 0 { return bytes }
      guard bytes.count + got <= limit else {
        throw EngineError(.limit, "a program wrote more than \(limit >> 20) MB")
      }
      bytes.append(contentsOf: buffer.prefix(got))
    }
  }

  /// Sends bytes to the program; false when it no longer listens.
  func write(_ text: [UInt8]) -> Bool {
    var sent = 0
    while sent < text.count {
      let count = text[sent...].withUnsafeBytes {
        send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  /// Ends the program if it still runs.
  func stop() {
    if status == nil, process > 0 { kill(process, SIGKILL) }
    finish()
  }

  /// Waits for the program; its exit code, or 128 and the signal that ended it.
  @discardableResult
  func finish() -> Int32 {
    if let status { return status }
    guard process > 0 else { return -1 }
    var raw: Int32 = 0
    while waitpid(process, &raw, 0) < 0, errno == EINTR {}
    let code = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
    status = code
    return code
  }

  /// First lines of what the program complained of, at most 500 bytes.
  func complaint() -> String? {
    guard complaints >= 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 500)
    let got = pread(complaints, &buffer, buffer.count, 0)
    guard got > 0 else { return nil }
    let text = String(decoding: buffer.prefix(got), as: UTF8.self)
    return String(text.split(separator: "\n").prefix(3).joined(separator: "; "))
  }

  private static func locate(_ program: String, _ path: String) -> String? {
    for folder in path.split(separator: ":") where folder.hasPrefix("/") {
      let file = folder + "/" + program
      if fileKind(file) == .file, access(file, X_OK) == 0 { return file }
    }
    return nil
  }
}
