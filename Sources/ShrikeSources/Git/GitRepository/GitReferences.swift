import ShrikeText

/// Where HEAD points.
public struct GitHead: Sendable, Hashable {
  /// `refs/heads/main`; nil when HEAD is detached.
  public let reference: String?
  /// nil in a repository without commits.
  public let commit: ObjectID?

  /// `main`.
  public var branch: String? {
    reference.map { $0.hasPrefix("refs/heads/") ? String($0.dropFirst(11)) : $0 }
  }
}

struct GitReference: Sendable, Hashable {
  let name: String
  let id: ObjectID
}

extension GitRepository {
  static let maximumPackedReferencesSize = 256 << 20
  /// Symbolic references that point to symbolic references; git stops at five.
  static let maximumSymbolicDepth = 5
  static let maximumReferenceDepth = 64

  /// What HEAD says; of a reftable only with a git that reads it.
  public func head() throws(EngineError) -> GitHead {
    if storage == .reftable {
      let output = try GitCommand(self).text(
        ["for-each-ref", "--include-root-refs", "--format=%(objectname) %(refname) %(symref)"])
      for line in output.split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.count >= 2, words[1] == "HEAD" {
          return GitHead(
            reference: words.count > 2 ? String(words[2]) : nil, commit: ObjectID(words[0]))
        }
      }
      return GitHead(reference: nil, commit: nil)
    }
    guard let line = readFirstLine(gitDirectory + "/HEAD"), line.hasPrefix("ref:") else {
      return GitHead(reference: nil, commit: looseReference("HEAD"))
    }
    let name = String(line.dropFirst(4).drop { $0 == " " })
    return GitHead(reference: name, commit: resolve(name))
  }

  /// The object a full reference name points to.
  func resolve(_ name: String) -> ObjectID? {
    looseReference(name) ?? packedReference(name)
  }

  /// Every reference under `refs/`, and the HEAD of every work tree, sorted by name.
  func references() throws(EngineError) -> [GitReference] {
    if storage == .reftable {
      let output = try GitCommand(self).text(
        ["for-each-ref", "--include-root-refs", "--format=%(objectname) %(refname)"])
      return output.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard words.count == 2, let id = ObjectID(words[0]) else { return nil }
        return GitReference(name: String(words[1]), id: id)
      }
    }
    var found: [String: ObjectID] = [:]
    for reference in packedReferences() { found[reference.name] = reference.id }
    collectLoose(commonDirectory, "refs", depth: 0, into: &found)
    if gitDirectory != commonDirectory {
      collectLoose(gitDirectory, "refs", depth: 0, into: &found)
    }
    if let head = try head().commit { found["HEAD"] = head }
    for name in folderEntries(commonDirectory + "/worktrees") ?? [] {
      let file = commonDirectory + "/worktrees/" + name + "/HEAD"
      if let line = readFirstLine(file), let id = ObjectID(line) { found["worktrees/\(name)"] = id }
    }
    return found.map { GitReference(name: $0.key, id: $0.value) }.sorted { $0.name < $1.name }
  }

  private func looseReference(_ name: String, depth: Int = 0) -> ObjectID? {
    guard depth <= Self.maximumSymbolicDepth, Self.isSafe(name) else { return nil }
    let own = readFirstLine(gitDirectory + "/" + name)
    guard let line = own ?? readFirstLine(commonDirectory + "/" + name) else { return nil }
    if line.hasPrefix("ref:") {
      let target = String(line.dropFirst(4).drop { $0 == " " })
      return looseReference(target, depth: depth + 1) ?? packedReference(target)
    }
    return ObjectID(line.prefix { $0 != " " && $0 != "\t" })
  }

  private func packedReference(_ name: String) -> ObjectID? {
    guard let bytes = packedReferencesFile() else { return nil }
    let line = Array((" " + name + "\n").utf8)
    return bytes.withUnsafeBufferPointer { buffer in
      let digits = format.byteCount * 2
      guard let at = find(line, in: buffer), at >= digits else { return nil }
      return ObjectID(hexadecimal: buffer[(at - digits)..<at])
    }
  }

  private func packedReferences() -> [GitReference] {
    guard let bytes = packedReferencesFile() else { return [] }
    let digits = format.byteCount * 2
    return bytes.split(separator: 0x0A).compactMap { line in
      guard line.count > digits + 1, let id = ObjectID(hexadecimal: line.prefix(digits)) else {
        return nil
      }
      let name = String(decoding: line.dropFirst(digits + 1), as: UTF8.self)
      return GitReference(name: name, id: id)
    }
  }

  private func packedReferencesFile() -> [UInt8]? {
    readFile(commonDirectory + "/packed-refs", limit: Self.maximumPackedReferencesSize)
  }

  private func collectLoose(
    _ top: String, _ name: String, depth: Int, into found: inout [String: ObjectID]
  ) {
    guard depth < Self.maximumReferenceDepth else { return }
    for entry in folderEntries(top + "/" + name) ?? [] where !entry.hasSuffix(".lock") {
      let child = name + "/" + entry
      switch fileKind(top + "/" + child) {
      case .folder: collectLoose(top, child, depth: depth + 1, into: &found)
      case .file: if let id = looseReference(child) { found[child] = id }
      case .none: break
      }
    }
  }

  /// Whether a name stays inside the git folder.
  private static func isSafe(_ name: String) -> Bool {
    !name.hasPrefix("/")
      && !name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
  }
}
