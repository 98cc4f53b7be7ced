import ShrikeText

extension GitRepository {
  /// The commit a person means: an id or its beginning, a branch, tag or remote branch, with `~N`
  /// and `^N` after it. What is more than that (`main@{yesterday}`) is asked of the git command.
  func commit(_ text: String, _ objects: GitObjects) throws(EngineError) -> ObjectID {
    if let found = resolve(revision: text, objects) { return found }
    if !text.hasPrefix("-") {
      do throws(EngineError) {
        let output = try GitCommand(self).text(
          ["rev-parse", "--verify", "--quiet", "--end-of-options", text + "^{commit}"])
        if let id = ObjectID(output.split(separator: "\n").last ?? "") { return id }
      } catch {
        // Said below, in words about the revision and not about git.
      }
    }
    throw EngineError(
      .unavailable, "'\(text.printable)' names no commit of this repository",
      cause: isShallow ? "the clone is shallow; fetch with more depth" : nil)
  }

  private func resolve(revision text: String, _ objects: GitObjects) -> ObjectID? {
    let base = text.prefix { $0 != "~" && $0 != "^" }
    guard let start = resolve(name: String(base), objects),
      var commit = CommitGraph.peel(start, objects)
    else { return nil }
    var rest = text[base.endIndex...]
    while let step = rest.first {
      rest = rest.dropFirst()
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest[digits.endIndex...]
      guard let count = digits.isEmpty ? 1 : Int(digits), count < 1_000_000 else { return nil }
      if step == "~" {
        for _ in 0..<count {
          guard let parent = parents(of: commit, objects).first else { return nil }
          commit = parent
        }
      } else if step == "^" {
        if count == 0 { continue }
        let all = parents(of: commit, objects)
        guard count <= all.count else { return nil }
        commit = all[count - 1]
      } else {
        return nil
      }
    }
    return commit
  }

  private func parents(of commit: ObjectID, _ objects: GitObjects) -> [ObjectID] {
    guard case .object(let object) = objects.read(commit) else { return [] }
    return object.withBytes { CommitHeader($0)?.parents ?? [] }
  }

  private func resolve(name: String, _ objects: GitObjects) -> ObjectID? {
    if name.isEmpty || name.contains("@{") || name.contains(":") { return nil }
    if let id = ObjectID(name) { return id }
    guard storage == .files else { return nil }
    if name == "@" { return resolve("HEAD") }
    // The order of gitrevisions(7).
    for pattern in ["", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"] {
      if let id = resolve(pattern + name) { return id }
    }
    return resolve("refs/remotes/\(name)/HEAD") ?? objects.find(prefix: name)
  }

  /// The smallest id of the commits without parents that HEAD reaches: the same in every clone of a
  /// project, whatever it is called. nil without commits, and where history is cut off.
  public func rootCommit(cancelled: () -> Bool = { false }) throws(EngineError) -> ObjectID? {
    guard let head = try head().commit else { return nil }
    let graph = try CommitGraph(
      objects: try GitObjects(self), tips: [head], excluding: [], shallow: shallowCommits(),
      cancelled: cancelled)
    return graph.isCutOff ? nil : graph.roots().min()
  }
}
