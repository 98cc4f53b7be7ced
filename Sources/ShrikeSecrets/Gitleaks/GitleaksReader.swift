import ShrikeFormats
import ShrikeMatch
import ShrikeModel
public import ShrikeText

/// Reads gitleaks and Betterleaks rule files, and Shrike's own packs, which add a few keys to that format.
///
/// Mistakes are collected; with any error the set is refused (nil). Follows gitleaks 8.30 `config/config.go`.
public struct GitleaksReader {
  /// How deep one file may extend another (gitleaks: maxExtendDepth).
  public static let extendLimit = 2

  /// Gives the bytes of a file named by `extend.path`; the name is relative to the working folder, as in gitleaks.
  public typealias Open = (_ path: String) -> [UInt8]?

  private let open: Open
  /// What `useDefault` brings in.
  private let defaultRules: [UInt8]?
  private var depth = 0
  /// Allowlists of `targetRules`, settled when all files are read.
  private var targeted: [(list: Allowlist, node: Node)] = []
  /// A rule's defining node, for what is checked at the end.
  private var nodes: [String: Node] = [:]

  public init(defaultRules: [UInt8]? = nil, open: @escaping Open) {
    self.open = open
    self.defaultRules = defaultRules
  }

  /// Reads one file and everything it extends.
  public static func read(
    _ bytes: [UInt8], file: String, name: String, defaultRules: [UInt8]? = nil,
    diagnostics: inout Diagnostics, open: @escaping Open
  ) -> SecretRuleSet? {
    var reader = GitleaksReader(defaultRules: defaultRules, open: open)
    let before = diagnostics.errorCount
    guard var set = reader.load(bytes, file: file, name: name, diagnostics: &diagnostics) else {
      return nil
    }
    reader.finish(&set, diagnostics: &diagnostics)
    return diagnostics.errorCount == before ? set : nil
  }

  private mutating func load(
    _ bytes: [UInt8], file: String, name: String, diagnostics: inout Diagnostics
  ) -> SecretRuleSet? {
    guard let document = TOMLReader().read(bytes, FileContext(file), diagnostics: &diagnostics)
    else {
      return nil
    }
    let root = document.root
    var set = SecretRuleSet(name: name, dialect: dialect(of: root))
    set.file = file
    checkKeys(root, GitleaksKeys.root, "rules.unknown-key", &diagnostics)
    let provider = ProviderNotes(root["provider"], &diagnostics)
    for entry in root["rules"]?.elements.map({ $0 }) ?? [] {
      var parser = RuleParser(provider: provider)
      guard let rule = parser.rule(entry, diagnostics: &diagnostics) else { continue }
      if nodes[rule.id] == nil || depth == 0 { nodes[rule.id] = entry }
      // Of two rules with one id the later stands (a Go map's assignment).
      if let index = set.rules.firstIndex(where: { $0.id == rule.id }) {
        set.rules[index] = rule
      } else {
        set.rules.append(rule)
      }
    }
    for rule in set.rules {
      for requirement in rule.required
      where !set.rules.contains(where: { $0.id == requirement.rule }) {
        report(
          "rules.required", "the required rule '\(requirement.rule)' does not exist",
          nodes[rule.id] ?? root, &diagnostics)
      }
    }
    globalLists(root, into: &set, &diagnostics)
    set.prefilter = RuleParser.expression(root["prefilter"], &diagnostics)
    set.filter = RuleParser.expression(root["filter"], &diagnostics)
    if depth < Self.extendLimit, let extend = root["extend"] {
      guard self.extend(&set, extend, &diagnostics) else { return nil }
    }
    return set
  }

  private func dialect(of root: Node) -> SecretRuleSet.Dialect {
    if root["provider"] != nil || root["shrike"] != nil { return .shrike }
    if root["prefilter"] != nil || root["filter"] != nil || root["betterleaksMinVersion"] != nil {
      return .betterleaks
    }
    for rule in root["rules"]?.elements.map({ $0 }) ?? [] {
      if rule["checks"] != nil || rule["severity"] != nil { return .shrike }
      if rule["filter"] != nil || rule["specificity"] != nil || rule["validate"] != nil {
        return .betterleaks
      }
    }
    return .gitleaks
  }

  private mutating func globalLists(
    _ root: Node, into set: inout SecretRuleSet, _ diagnostics: inout Diagnostics
  ) {
    var nodes = root["allowlists"]?.elements.map { $0 } ?? []
    if let old = root["allowlist"] {
      if !nodes.isEmpty {
        report(
          "rules.allowlist", "[allowlist] cannot stand beside [[allowlists]]", old, &diagnostics)
      }
      nodes.append(old)
    }
    for node in nodes {
      guard let list = RuleParser.allowlist(node, &diagnostics) else { continue }
      if list.targetRules.isEmpty {
        set.allowlists.append(list)
      } else {
        targeted.append((list, node))
      }
    }
  }

  // MARK: extend

  private mutating func extend(
    _ set: inout SecretRuleSet, _ node: Node, _ diagnostics: inout Diagnostics
  ) -> Bool {
    let path = node["path"]?.string ?? ""
    let useDefault = node["useDefault"]?.bool ?? false
    if !path.isEmpty, useDefault {
      report("rules.extend", "extend takes either path or useDefault", node, &diagnostics)
      return false
    }
    guard useDefault || !path.isEmpty else { return true }
    let bytes = useDefault ? defaultRules : open(path)
    guard let bytes else {
      diagnostics.report(
        (node["path"] ?? node).diagnostic(
          .error, "rules.extend",
          useDefault
            ? "there is no default rule set to extend" : "'\(path)' cannot be read",
          help: "the path is taken from the working folder, not from the file it stands in"))
      return false
    }
    depth += 1
    let base = load(
      bytes, file: useDefault ? "default rules" : path, name: set.name, diagnostics: &diagnostics)
    guard let base else { return false }
    let disabled = Set(node["disabledRules"]?.strings ?? [])
    merge(base, into: &set, without: disabled)
    return true
  }

  /// The extending file's rules win key by key; lists are joined.
  private func merge(
    _ base: SecretRuleSet, into set: inout SecretRuleSet, without disabled: Set<String>
  ) {
    if set.dialect == .gitleaks { set.dialect = base.dialect }
    for rule in base.rules where !disabled.contains(rule.id) {
      guard let index = set.rules.firstIndex(where: { $0.id == rule.id }) else {
        set.rules.append(rule)
        continue
      }
      let own = set.rules[index]
      var merged = rule
      if !own.description.isEmpty { merged.description = own.description }
      if own.entropy != 0 { merged.entropy = own.entropy }
      if own.secretGroup != 0 { merged.secretGroup = own.secretGroup }
      if let pattern = own.pattern { merged.pattern = pattern }
      if let path = own.path { merged.path = path }
      merged.tags += own.tags
      merged.keywords += own.keywords
      merged.allowlists += own.allowlists
      if let filter = own.filter { merged.filter = filter }
      set.rules[index] = merged
    }
    set.allowlists += base.allowlists
    set.prefilter = set.prefilter ?? base.prefilter
    set.filter = set.filter ?? base.filter
    set.rules.sort { $0.id < $1.id }
  }

  // MARK: what only the whole can tell

  private mutating func finish(_ set: inout SecretRuleSet, diagnostics: inout Diagnostics) {
    for rule in set.rules {
      let node = nodes[rule.id]
      func fault(_ message: String, _ help: String? = nil) {
        guard let node else { return }
        diagnostics.report(node.diagnostic(.error, "rules.rule", message, help: help))
      }
      // One that is there and wrong was told already.
      let written = ["regex", "path"].contains { node?[$0]?.string?.isEmpty == false }
      if rule.pattern == nil, rule.path == nil, !written {
        fault(
          "\(rule.id): regex and path are both missing, the rule has no effect",
          "a rule that extends another takes them from a rule of the same id; is the id right?")
      }
      if let pattern = rule.pattern, rule.secretGroup > pattern.groupCount {
        fault(
          "\(rule.id): secretGroup \(rule.secretGroup) does not exist, the regex has "
            + "\(pattern.groupCount)")
      }
    }
    for (list, node) in targeted {
      for id in list.targetRules {
        guard let index = set.rules.firstIndex(where: { $0.id == id }) else {
          let near = suggestion(for: id, among: set.rules.map(\.id))
          diagnostics.report(
            node.diagnostic(
              .error, "rules.allowlist", "the target rule '\(id)' does not exist",
              help: near.map { "did you mean '\($0)'?" }))
          continue
        }
        set.rules[index].allowlists.append(list)
      }
    }
  }

  private func report(
    _ code: String, _ message: String, _ node: Node, _ diagnostics: inout Diagnostics
  ) {
    diagnostics.report(node.diagnostic(.error, code, message))
  }
}
