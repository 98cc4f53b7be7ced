import Crypto
import FoundationEssentials
import Glibc
import ShrikeMatch
import ShrikeSecrets
import ShrikeText

/// Rule sets as they were compiled, one file each. A file that is damaged, foreign or of another processor is
/// passed over and written anew; a folder that cannot be written is no error.
public struct RuleCache: Sendable {
  /// Files kept; the least recently used go first.
  static let limit = 16

  public let folder: String

  public init(folder: String) { self.folder = folder }

  private func path(_ key: String) -> String {
    let name = SHA256.hash(data: Data("\(key)\0\(PatternSet.platform)".utf8))
    return "\(folder)/\(hexadecimal(name).prefix(32)).rules"
  }

  func load(key: String) -> (set: SecretRuleSet, automaton: CompiledAutomaton)? {
    let path = path(key)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    // What others may write is not trusted: an automaton is close to code.
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_uid == geteuid(), status.st_mode & 0o022 == 0, status.st_size > 64,
      let memory = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    defer { munmap(memory, Int(status.st_size)) }
    let bytes = UnsafeRawBufferPointer(start: memory, count: Int(status.st_size))
    let body = UnsafeRawBufferPointer(rebasing: bytes[32...])
    guard SHA256.hash(bytes: body).elementsEqual(bytes[..<32]) else { return nil }
    futimens(descriptor, nil)
    return RuleBundle.decode(body)
  }

  func store(key: String, _ set: SecretRuleSet, _ automaton: CompiledAutomaton) {
    guard makeFolder(folder), let body = RuleBundle.encode(set, automaton) else { return }
    var bytes = body.withUnsafeBytes { Array(SHA256.hash(bytes: $0)) }
    bytes += body
    try? writeFile(path(key), bytes, mode: 0o600)
    prune()
  }

  private func prune() {
    guard let names = folderEntries(folder), names.count > Self.limit else { return }
    let aged = names.compactMap { name -> (Int, String)? in
      var status = stat()
      guard stat("\(folder)/\(name)", &status) == 0 else { return nil }
      return (status.st_mtim.tv_sec, name)
    }
    for (_, name) in aged.sorted(by: { $0.0 < $1.0 }).prefix(names.count - Self.limit) {
      unlink("\(folder)/\(name)")
    }
  }
}

extension SHA256 {
  fileprivate static func hash(bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return Array(hash.finalize())
  }
}
