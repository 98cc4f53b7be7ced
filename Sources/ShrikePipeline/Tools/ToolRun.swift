import Glibc
import ShrikeExchange
import ShrikeModel
import ShrikeSources
import ShrikeText

/// Runs one tool over a folder, and reads what it wrote.
struct ToolRun {
  let tool: Tool
  /// The scanned folder, without symbolic links.
  let folder: String
  let environment: [String: String]
  /// Bytes of a report, and of what the tool prints beside it.
  var sizeLimit = ToolRun.sizeLimit
  let isCancelled: () -> Bool

  static let sizeLimit = 256 << 20

  struct Outcome {
    var report: ImportedReport?
    var status: Coverage.Status
  }

  func run() -> Outcome {
    guard let program = locate() else {
      let name = tool.command.first ?? tool.name
      let isPath = name.contains("/")
      let reason = isPath ? "'\(name)' is no program" : "\(name) is not installed: not on the PATH"
      return Outcome(status: .skipped(reason.printable))
    }
    guard let place = PrivateFolder(environment["TMPDIR"]) else {
      return Outcome(status: .failed("no folder for its report can be made"))
    }
    defer { place.remove() }
    let output = "\(place.path)/output"
    let complaints = "\(place.path)/complaints"
    let file =
      switch tool.output {
      case .standardOutput: output
      case .placeholder: "\(place.path)/report.json"
      case .file(let name): "\(folder)/\(name)"
      }
    let before = FileState(file)
    let process = ToolProcess(
      program: program,
      arguments: tool.command.dropFirst().map {
        $0.replacing(Tool.reportPlaceholder, with: file)
      },
      folder: folder, environment: handedOn, output: output, complaints: complaints,
      written: [file], timeout: tool.timeout, sizeLimit: sizeLimit)
    let end = process.run(isCancelled: isCancelled)
    let isExpected: Bool
    switch end {
    case .exited(let code): isExpected = tool.exitCodes.contains(code)
    case .killed: isExpected = false
    case .timedOut: return Outcome(status: .failed("it did not end within \(tool.timeout) s"))
    case .tooLarge:
      return Outcome(status: .failed("it wrote more than \(sizeLimit >> 20) MiB"))
    case .cancelled: return Outcome(status: .failed("the scan was stopped"))
    case .notStarted(let reason): return Outcome(status: .failed("it did not start: \(reason)"))
    }
    let ended = isExpected ? nil : words(end, complaint(complaints))
    guard let bytes = content(of: file, before) else {
      return Outcome(status: .failed(ended ?? "it wrote no report"))
    }
    do throws(ReportImporter.Failure) {
      let report = try ReportImporter().read(
        ReportFile(name: tool.name, bytes: bytes), as: tool.format)
      // What it found is true; what it did not find may be there.
      let trouble =
        ended ?? (report.isIncomplete ? "more than half of its results cannot be used" : nil)
      return Outcome(report: report, status: trouble.map { .failed($0) } ?? .ran)
    } catch {
      let reason = "its report cannot be read: \(error.message)".printable
      return Outcome(status: .failed(ended.map { "\($0); \(reason)" } ?? reason))
    }
  }

  // MARK: the program

  /// The program's file. Folders of `PATH` that are relative are passed over: a scanned folder must not bring its
  /// own `bandit`. A name with a slash is meant from the scanned folder.
  private func locate() -> String? {
    guard let name = tool.command.first, !name.isEmpty else { return nil }
    if name.contains("/") {
      let path = name.hasPrefix("/") ? name : "\(folder)/\(name)"
      return isProgram(path) ? path : nil
    }
    for part in (environment["PATH"] ?? "").split(separator: ":") where part.hasPrefix("/") {
      let path = "\(part)/\(name)"
      if isProgram(path) { return path }
    }
    return nil
  }

  private func isProgram(_ path: String) -> Bool {
    isRegularFile(path) && access(path, X_OK) == 0
  }

  /// Our own settings stay here: tokens and the key of identities are among them.
  private var handedOn: [String: String] {
    environment.filter { !$0.key.hasPrefix("SHRIKE_") }
  }

  // MARK: what it wrote

  /// The report's bytes; nil where it was not written by this run. A link is none: the scanned folder could lead
  /// it anywhere.
  private func content(of file: String, _ before: FileState?) -> [UInt8]? {
    guard let now = FileState(file), now != before else { return nil }
    return readFile(file, limit: sizeLimit)
  }

  private func words(_ end: ToolProcess.End, _ complaint: String?) -> String {
    let words =
      switch end {
      case .exited(let code): "it ended with exit code \(code)"
      case .killed(let signal): "it was ended by signal \(signal)"
      default: "it did not end by itself"
      }
    return words + (complaint.map { ": \($0)" } ?? "")
  }

  /// The last line that it printed as an error, at most 200 characters of it, without values that nobody should
  /// be shown.
  private func complaint(_ file: String) -> String? {
    guard let bytes = readFile(file, limit: 1 << 20) else { return nil }
    let lines = String(decoding: bytes.suffix(4_096), as: UTF8.self).split(
      whereSeparator: \.isNewline)
    guard let line = lines.last(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
    let text = Array(line.utf8)
    let ranges = text.withUnsafeBufferPointer {
      SensitiveText().ranges(in: ByteRange(0, text.count), of: $0)
    }
    var out: [UInt8] = []
    var at = 0
    for range in ranges.sorted(by: { $0.lower < $1.lower }) where range.lower >= at {
      out += text[at..<range.lower] + Array("[redacted]".utf8)
      at = range.upper
    }
    out += text[at...]
    return String(String(decoding: out, as: UTF8.self).printable.prefix(200))
  }
}

/// What tells one writing of a file from another.
private struct FileState: Equatable {
  private let inode: ino_t
  private let size: off_t
  private let seconds: Int
  private let nanoseconds: Int

  /// Nil where there is no regular file.
  init?(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    inode = status.st_ino
    size = status.st_size
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

/// A folder that nobody else can enter.
private struct PrivateFolder {
  let path: String

  init?(_ parent: String?) {
    let parent = parent.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
    var template = Array("\(parent)/shrike-tool-XXXXXX".utf8CString)
    guard
      let made = template.withUnsafeMutableBufferPointer({ buffer in
        buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
      })
    else { return nil }
    path = made
  }

  func remove() { Self.remove(path, depth: 0) }

  /// A tool may leave folders of its own; links are not followed.
  private static func remove(_ path: String, depth: Int) {
    if unlink(path) == 0 || depth > 32 { return }
    for name in folderEntries(path) ?? [] { remove("\(path)/\(name)", depth: depth + 1) }
    rmdir(path)
  }
}
