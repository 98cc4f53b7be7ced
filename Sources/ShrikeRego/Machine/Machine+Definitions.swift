/// Which of a rule's definitions are run.
extension Machine {
  /// Hands the bodies of each definition that can apply to `apply`, in order, until that says true or trouble
  /// comes up.
  @inline(__always)
  func applyDefinitions(_ node: Int, _ apply: (UnsafeBufferPointer<Int32>) -> Bool) {
    guard let index = nodes[node].index else {
      for number in 0..<nodes[node].definitions.count where hasNeeds(node, number) {
        if nodes[node].definitions[number].bodies.withUnsafeBufferPointer(apply) { return }
        if trouble != nil { return }
      }
      return
    }
    let start = candidates.count
    collect(index.root)
    let end = candidates.count
    defer { candidates.removeSubrange(start..<end) }
    if end - start > 1 { candidates[start..<end].sort() }
    for position in start..<end {
      let number = Int(candidates[position])
      // Below several values of an unknown one a definition is found several times.
      if position > start, number == Int(candidates[position - 1]) { continue }
      guard hasNeeds(node, number) else { continue }
      if nodes[node].definitions[number].bodies.withUnsafeBufferPointer(apply) { return }
      if trouble != nil { return }
    }
  }

  @inline(__always)
  private func hasNeeds(_ node: Int, _ number: Int) -> Bool {
    for code in nodes[node].definitions[number].needs where evaluate(code) == nil { return false }
    return true
  }

  /// Puts what a branch of a rule's index leaves over onto the candidates.
  private func collect(_ branch: RuleIndex.Branch) {
    candidates += branch.definitions
    guard branch.code >= 0 else { return }
    if let others = branch.others { collect(others) }
    guard let value = evaluate(branch.code) else { return }
    if value.holdsUnknown { branch.byValue.values.forEach(collect) }
    if let found = branch.byValue[value] { collect(found) }
    guard !branch.byPrefix.isEmpty else { return }
    guard let text = value.stringBox else {
      // What is no text, or not known, is for the bodies to judge.
      for prefixes in branch.byPrefix { prefixes.branches.values.forEach(collect) }
      return
    }
    for prefixes in branch.byPrefix where prefixes.length <= text.byteCount {
      let prefix = text.withBytes {
        Value(utf8: UnsafeBufferPointer(rebasing: $0[..<prefixes.length]))
      }
      if let found = prefixes.branches[prefix] { collect(found) }
    }
  }
}
