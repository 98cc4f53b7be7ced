extension Module {
  /// The same module under another package, so that modules that were each written to be alone in
  /// theirs can be compiled together. What names the old package by its full path keeps doing so.
  public func moved(to package: [String]) -> Module {
    var moved = self
    moved.package = package
    return moved
  }

  /// The names of its rules, each once, in the order of the file; of `a.b` the first part.
  public var ruleNames: [String] {
    var seen: Set<String> = []
    return rules.map(\.head.name).filter { seen.insert($0).inserted }
  }
}

extension Module {
  /// The module with only the rules of some names.
  public func keeping(_ names: Set<String>) -> Module {
    var kept = self
    kept.rules = rules.filter { names.contains($0.head.name) }
    return kept
  }
}
