import ShrikeModel
import ShrikeSecrets

/// A match in gitleaks' JSON shape, unredacted: for comparing with gitleaks' own output only.
struct GitleaksFinding {
  var json: [String: Any]

  init(
    _ match: SecretMatch, _ rule: SecretRule, file: String, firstLine: Int,
    commit: CommitInfo? = nil, symlink: String = ""
  ) {
    let place = match.gitleaks
    func line(_ index: Int) -> Int { match.isPathOnly ? 0 : firstLine + index }
    json = [
      "RuleID": rule.id,
      "StartLine": line(place.startLine), "EndLine": line(place.endLine),
      "StartColumn": place.startColumn, "EndColumn": place.endColumn,
      "Match": String(decoding: match.match, as: UTF8.self),
      "Secret": String(decoding: match.secret, as: UTF8.self),
      "File": file, "SymlinkFile": symlink,
      "Tags": rule.tags + match.decodingTags,
      "Entropy": match.entropy,
      "Fingerprint": "\(file):\(rule.id):\(line(place.startLine))",
    ]
    if let commit {
      json["Commit"] = commit.id
      json["Author"] = commit.author
      json["Email"] = commit.email
      json["Date"] = commit.date
      json["Message"] = commit.message
      json["Fingerprint"] = "\(commit.id):\(file):\(rule.id):\(line(place.startLine))"
    }
  }
}
