import CSpawn
import Glibc
import ShrikeText

/// Runs one program in a process group of its own, bounded in time and in what it writes.
///
/// Output and complaints go to files, so that nothing has to be read while it runs; their sizes are looked at
/// between two waits.
struct ToolProcess {
  enum End: Equatable {
    case exited(Int32)
    case killed(signal: Int32)
    case timedOut
    case tooLarge
    case cancelled
    case notStarted(String)
  }

  let program: String
  let arguments: [String]
  let folder: String
  let environment: [String: String]
  let output: String
  let complaints: String
  /// Files that it writes, whose sizes are bounded.
  let written: [String]
  /// Seconds.
  let timeout: Int
  /// Bytes.
  let sizeLimit: Int

  /// Seconds between the request to end and the end.
  private static let grace = 2.0
  /// Microseconds between two looks, at most.
  private static let longestPause: UInt32 = 50_000

  /// Waits until it has ended. All of its group have ended then, too.
  func run(isCancelled: () -> Bool) -> End {
    let process: pid_t
    switch start() {
    case .success(let started): process = started
    case .failure(let error): return .notStarted(error.words)
    }
    let deadline = monotonicSeconds() + Double(timeout)
    var pause: UInt32 = 1_000
    while !hasEnded(process) {
      if isCancelled() { return stop(process, .cancelled) }
      if monotonicSeconds() >= deadline { return stop(process, .timedOut) }
      if isTooLarge { return stop(process, .tooLarge) }
      usleep(pause)
      pause = min(pause * 2, Self.longestPause)
    }
    let end = reap(process)
    return isTooLarge ? .tooLarge : end
  }

  // MARK: starting

  private struct NotStarted: Error {
    let words: String
  }

  private func start() -> Result<pid_t, NotStarted> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    let mode = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, mode, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, complaints, mode, 0o600)
    _ = shrike_spawn_in_folder(&actions, folder)
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let (process, code) = startProgram(
      program, [program] + arguments, environment: variables, &actions, ownGroup: true)
    return code == 0
      ? .success(process) : .failure(NotStarted(words: String(cString: strerror(code))))
  }

  // MARK: ending

  /// Whether it has ended; it stays a zombie, so that its number still names its group.
  private func hasEnded(_ process: pid_t) -> Bool {
    var info = siginfo_t()
    while waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) != 0 {
      if errno != EINTR { return true }
    }
    return info.si_signo == SIGCHLD
  }

  /// Ends what is left of the group, then the zombie.
  private func reap(_ process: pid_t) -> End {
    kill(-process, SIGKILL)
    var raw: Int32 = 0
    while waitpid(process, &raw, 0) < 0 {
      if errno != EINTR { return .notStarted(String(cString: strerror(errno))) }
    }
    let signal = raw & 0x7F
    return signal == 0 ? .exited(raw >> 8 & 0xFF) : .killed(signal: signal)
  }

  private func stop(_ process: pid_t, _ end: End) -> End {
    kill(-process, SIGTERM)
    let deadline = monotonicSeconds() + Self.grace
    while !hasEnded(process), monotonicSeconds() < deadline { usleep(10_000) }
    _ = reap(process)
    return end
  }

  private var isTooLarge: Bool {
    ([output, complaints] + written).contains { path in
      var status = stat()
      return stat(path, &status) == 0 && Int(status.st_size) > sizeLimit
    }
  }
}
