import Glibc
import ShrikeText

/// Objects through `git cat-file --batch`; git is started again when a damaged object ended it.
final class CatFile {
  private let command: GitCommand
  private var child: ChildProcess
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 16)
  private var filled = 0
  private var at = 0

  init(_ repository: GitRepository) throws(EngineError) {
    command = GitCommand(repository)
    child = try command.start(["cat-file", "--batch"], input: true)
  }

  deinit { buffer.deallocate() }

  func read(_ id: ObjectID, limit: Int) -> GitObjectResult {
    do throws(EngineError) {
      if let result = try ask(id, limit: limit) { return result }
      child.stop()
      let why = child.complaint()
      filled = 0
      at = 0
      child = try command.start(["cat-file", "--batch"], input: true)
      return .corrupt(why ?? "git ended")
    } catch {
      return .corrupt(error.description)
    }
  }

  /// nil when git ended before its answer was complete.
  private func ask(_ id: ObjectID, limit: Int) throws(EngineError) -> GitObjectResult? {
    guard child.write(Array("\(id)\n".utf8)), let line = try readLine() else { return nil }
    let words = line.split(separator: " ")
    guard words.count == 3, let size = Int(words[2]), size >= 0, size < Int.max else {
      return words.last == "missing" ? .missing : .corrupt(line)
    }
    let kind: GitObject.Kind
    switch words[1] {
    case "commit": kind = .commit
    case "tree": kind = .tree
    case "blob": kind = .blob
    default: kind = .tag
    }
    guard size <= limit else {
      guard try take(size + 1, into: nil) else { return nil }
      return .tooLarge(size)
    }
    guard let content = malloc(size + 1)?.assumingMemoryBound(to: UInt8.self) else {
      return .corrupt("\(size) bytes do not fit into memory")
    }
    guard try take(size + 1, into: content) else {
      free(content)
      return nil
    }
    return .object(
      GitObject(kind: kind, base: UnsafePointer(content), count: size) { free(content) })
  }

  private func readLine() throws(EngineError) -> String? {
    var line: [UInt8] = []
    while true {
      if at == filled, try !refill() { return nil }
      let byte = buffer[at]
      at += 1
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
      if line.count > 4096 { return nil }
    }
  }

  private func take(
    _ count: Int, into target: UnsafeMutablePointer<UInt8>?
  ) throws(EngineError) -> Bool {
    var done = 0
    while done < count {
      if at == filled, try !refill() { return false }
      let part = min(count - done, filled - at)
      if let target, let base = buffer.baseAddress {
        (target + done).update(from: base + at, count: part)
      }
      done += part
      at += part
    }
    return true
  }

  private func refill() throws(EngineError) -> Bool {
    at = 0
    filled = try child.read(into: buffer)
    return filled > 0
  }
}
