public import ShrikeText

/// A folder of rules: `pack.toml` with what holds for all, `<provider>/rules.toml` each with its cases beside
/// it; or any folder of gitleaks files.
public enum SecretPack {
  /// One file of a pack.
  public struct File: Sendable {
    public var path: String
    public var bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// Reads the files as one rule set; a mistake in one refuses the whole, every mistake is told.
  public static func read(
    _ files: [File], name: String, defaultRules: [UInt8]? = nil, diagnostics: inout Diagnostics,
    open: @escaping GitleaksReader.Open
  ) -> SecretRuleSet? {
    var whole: SecretRuleSet?
    var owner: [String: String] = [:]
    var failed = false
    for file in files {
      guard
        var set = GitleaksReader.read(
          file.bytes, file: file.path, name: name, defaultRules: defaultRules,
          diagnostics: &diagnostics, open: open)
      else {
        failed = true
        continue
      }
      if files.count > 1 { set.file = nil }
      for rule in set.rules {
        if let other = owner[rule.id] {
          failed = true
          diagnostics.report(
            Diagnostic(
              .error, "rules.duplicate", "the rule '\(rule.id)' stands in \(other) too",
              file: file.path))
        }
        owner[rule.id] = file.path
      }
      if var joined = whole {
        joined.rules += set.rules
        joined.allowlists += set.allowlists
        joined.filter = joined.filter ?? set.filter
        joined.prefilter = joined.prefilter ?? set.prefilter
        if joined.dialect != .shrike { joined.dialect = set.dialect }
        whole = joined
      } else {
        whole = set
      }
    }
    if let whole, whole.rules.isEmpty, !failed {
      diagnostics.report(
        Diagnostic(
          .warning, "rules.empty", "the rule set has no rules, so it finds nothing",
          file: files.first?.path))
    }
    return failed ? nil : whole
  }
}
