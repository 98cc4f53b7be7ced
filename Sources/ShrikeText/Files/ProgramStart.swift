import Glibc

/// Starts a program with no signal blocked and no broken pipe passed over, whatever this process does with them: a thread
/// of a pool blocks most signals, and its children would, too.
///
/// - Parameters:
///   - file: its path; no folder is searched.
///   - arguments: begin with its name.
///   - environment: `NAME=value`, all of it.
///   - actions: what becomes of its files.
///   - ownGroup: in a process group of its own.
/// - Returns: its number, or what was wrong, as `errno` has it.
public func startProgram(
  _ file: String, _ arguments: [String], environment: [String],
  _ actions: inout posix_spawn_file_actions_t, ownGroup: Bool = false
) -> (process: pid_t, code: Int32) {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var defaults = sigset_t()
  sigemptyset(&defaults)
  sigaddset(&defaults, SIGPIPE)
  posix_spawnattr_setsigdefault(&attributes, &defaults)
  var mask = sigset_t()
  sigemptyset(&mask)
  posix_spawnattr_setsigmask(&attributes, &mask)
  var flags = Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
  if ownGroup {
    posix_spawnattr_setpgroup(&attributes, 0)
    flags |= Int16(POSIX_SPAWN_SETPGROUP)
  }
  posix_spawnattr_setflags(&attributes, flags)
  var process: pid_t = 0
  let code = withCStrings(arguments) { argv in
    withCStrings(environment) { envp in
      posix_spawn(&process, file, &actions, &attributes, argv, envp)
    }
  }
  return (process, code)
}

private func withCStrings<Answer>(
  _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Answer
) -> Answer {
  var pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeMutableBufferPointer { buffer in
    // It has an element at least, so it has an address.
    body(buffer.baseAddress.unsafelyUnwrapped)
  }
}
