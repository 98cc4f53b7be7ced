import Glibc

/// Feeds every file of a folder, whole and cut at five places, to the scan and to the reader its name
/// tells of, all in one process. libFuzzer's own replay does not cut and says no names.
///
/// After a crash nothing in the process can be relied upon: it says which input it was and ends; the
/// caller goes on with `--from` the next.
enum Replay {
  /// Longer files are cut to this: their tails bring nothing new for their time.
  static let longest = 1 << 20
  /// Seconds an input may take, and more for every further 64 KiB: the build is a slow one.
  static let seconds = 5

  static func run(_ folder: String, from first: Int) -> Never {
    var bodies: [String: FuzzTarget.Body] = [:]
    Witness.watch()
    var inputs = 0
    let files = files(below: folder)
    for (number, path) in files.enumerated() where number >= first {
      let whole = read(path)
      for name in readers(of: path) {
        guard let target = FuzzTarget.named(name) else { continue }
        let body = bodies[name] ?? Driver.prepared(target)
        bodies[name] = body
        for sixths in (1...6).reversed() {
          let input = Array(whole.prefix(whole.count * sixths / 6))
          Witness.about(
            "\(number)\t\(name)\t\(path)\tfirst \(input.count) of \(whole.count) bytes",
            seconds: seconds + input.count >> 16)
          input.withUnsafeBufferPointer(body)
          inputs += 1
        }
      }
    }
    Witness.rest()
    print("\(files.count) files, \(inputs) inputs")
    exit(0)
  }

  /// The scan reads everything; a file's name tells who else does.
  private static func readers(of path: String) -> [String] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let special: [String: [String]] = [
      ".gitignore": ["ignore"], ".gitleaksignore": ["gitleaksignore"], "config": ["git-config"],
      ".betterleaksignore": ["gitleaksignore"], "index": ["git-index"],
      "shrike.yml": ["yaml", "configuration"], "waivers.yml": ["yaml", "waivers"],
      "packed-refs": ["git-repository"],
    ]
    if let readers = special[name] { return ["scan"] + readers }
    let known: [String: [String]] = [
      "yml": ["yaml"], "yaml": ["yaml"], "json": ["json", "baseline"],
      "sarif": ["baseline", "sarif"],
      "jsonl": ["json-stream"], "ndjson": ["json-stream"],
      "toml": ["toml", "gitleaks-rules"], "ipynb": ["notebook"], "patch": ["git-patch"],
      "diff": ["git-patch"], "zip": ["archive"], "tar": ["archive"], "gz": ["archive"],
      "tgz": ["archive"], "7z": ["archive"], "xz": ["archive"], "bz2": ["archive"],
      "zst": ["archive"], "jar": ["archive"],
    ]
    let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() }
    return ["scan"] + (ending.flatMap { known[$0] } ?? ["wide"])
  }

  private static func files(below folder: String) -> [String] {
    guard let entries = opendir(folder) else { return [] }
    defer { closedir(entries) }
    var found: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let path = "\(folder)/\(name)"
      var status = stat()
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR { found += files(below: path) }
      if status.st_mode & S_IFMT == S_IFREG { found.append(path) }
    }
    return found.sorted()
  }

  private static func read(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    return [UInt8](unsafeUninitializedCapacity: longest) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
  }
}

/// Says which input it was when the process ends before its time.
enum Witness {
  /// Signal handlers read it; the one thread that feeds inputs writes it between them. Never freed
  /// while it may be read.
  nonisolated(unsafe) private static var line: UnsafeMutablePointer<CChar>?

  static func watch() {
    for signal in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] {
      Glibc.signal(signal) { _ in Witness.end("crash\t") }
    }
    signal(SIGALRM) { _ in Witness.end("hang\t") }
    onDeath { Witness.end("crash\t") }
  }

  static func about(_ text: String, seconds: Int) {
    let old = line
    line = strdup(text + "\n")
    free(old)
    alarm(UInt32(seconds))
  }

  static func rest() { alarm(0) }

  private static func end(_ kind: StaticString) {
    _ = write(1, kind.utf8Start, kind.utf8CodeUnitCount)
    if let line { _ = write(1, line, strlen(line)) }
    _exit(1)
  }
}

/// sanitizer/common_interface_defs.h: called after AddressSanitizer has told what it found.
@_silgen_name("__sanitizer_set_death_callback")
private func onDeath(_ body: @convention(c) () -> Void)
