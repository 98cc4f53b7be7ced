import ShrikeFormats
import ShrikeText

/// The keys that rule files may hold; others are most likely misspelt.
enum GitleaksKeys {
  static let root = [
    "title", "description", "extend", "rules", "allowlist", "allowlists", "minVersion",
    "betterleaksMinVersion", "prefilter", "filter", "provider", "shrike",
  ]
  static let rule = [
    "id", "description", "path", "regex", "secretGroup", "entropy", "keywords", "tags",
    "allowlist", "allowlists", "required", "skipReport", "specificity", "validate",
    "tokenEfficiency", "filter", "checks", "severity", "confidence", "aliases", "why", "now",
    "docs", "report",
  ]
  static let allowlist = [
    "description", "condition", "commits", "paths", "regexTarget", "regexes", "stopwords",
    "targetRules",
  ]
  static let provider = ["name", "why", "now", "docs"]
}

/// Warns of every key that is not known; gitleaks compares keys without case.
func checkKeys(
  _ node: Node, _ known: [String], _ code: String, _ diagnostics: inout Diagnostics
) {
  for entry in node.entries
  where !known.contains(where: { $0.lowercased() == entry.name.lowercased() }) {
    let near = suggestion(for: entry.name, among: known)
    diagnostics.report(
      entry.key.diagnostic(
        .warning, code, "'\(entry.name)' is no key that is known here",
        label: near.map { "did you mean '\($0)'?" }))
  }
}

/// What the rules of one provider say alike.
struct ProviderNotes {
  var why: String?
  var now: String?
  var documentation: String?

  init(_ node: Node?, _ diagnostics: inout Diagnostics) {
    guard let node else { return }
    checkKeys(node, GitleaksKeys.provider, "rules.unknown-key", &diagnostics)
    why = node["why"]?.string
    now = node["now"]?.string
    documentation = node["docs"]?.string
  }
}
