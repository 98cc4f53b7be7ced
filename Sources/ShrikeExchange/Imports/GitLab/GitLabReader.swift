import ShrikeFormats
import ShrikeModel

/// What GitLab's security reports have in common
/// (gitlab.com/gitlab-org/security-products/security-report-schemas).
enum GitLabSecurity {
  /// Whether it is such a report of one of the scan types; an old report without a type is told by
  /// the categories of what it lists.
  static func recognize(_ report: ReportContent, _ types: [String]) -> Recognition {
    let root = report.root
    guard root["vulnerabilities"].isList, root.has("version") || root.has("scan") else {
      return .none
    }
    if let type = root["scan"]["type"].word { return types.contains(type) ? .likely : .none }
    let first = root["vulnerabilities"][0]
    if let category = first["category"].word { return types.contains(category) ? .likely : .none }
    return .likely(types.contains(guess(first)))
  }

  private static func guess(_ item: ReportPart) -> String {
    let location = item["location"]
    if location.has("hostname") { return "dast" }
    if location.has("image") { return "container_scanning" }
    if location["dependency"]["package"]["name"].exists { return "dependency_scanning" }
    if item.has("raw_source_code_extract") { return "secret_detection" }
    if location.has("crash_type") { return "coverage_fuzzing" }
    return location.has("file") ? "sast" : ""
  }

  /// Its findings, each with what `finish` adds for its type of scan.
  static func read(
    _ report: ReportContent, into out: inout ReportCollector,
    _ finish: (ReportPart, inout Draft) -> Void = { _, _ in }
  ) {
    out.toolVersion = report.root["scan"]["scanner"]["version"].word
    out.each(report.root["vulnerabilities"].list, "vulnerabilities") { item, _ in
      var draft = draft(item)
      finish(item, &draft)
      return draft
    }
  }

  static func draft(_ item: ReportPart) -> Draft {
    let location = item["location"]
    let identifiers = item["identifiers"].list
    let rule =
      identifiers.first.flatMap { $0.word("value", "name") } ?? item.word("cve", "name", "id")
    var draft = Draft(
      rule, Severity(word: item["severity"].word) ?? .info,
      item.word("message", "name", "description"), title: item.word("name", "message"),
      at: location["file"].word, location["start_line"].int)
    draft.stated = item["severity"].word
    draft.endLine = location["end_line"].int
    draft.why = item["description"].word
    draft.remedy = item["solution"].word
    draft.link = identifiers.first?["url"].word
    draft.key = item.word("id", "cve")
    draft.confidence = Confidence(rawValue: item["confidence"].text.lowercased()) ?? .medium
    for identifier in identifiers {
      switch identifier["type"].text.lowercased() {
      case "cwe": draft.add(cwe: identifier["value"].word.flatMap { CWE.number($0) })
      case "cve", "ghsa", "osvdb", "usn", "rhsa":
        draft.add(id: identifier.word("value", "name") ?? "")
      default: break
      }
    }
    return draft
  }

  static func package(_ item: ReportPart) -> Finding.Package? {
    let dependency = item["location"]["dependency"]
    return dependency["package"]["name"].word.map {
      Finding.Package(name: $0, version: dependency["version"].word)
    }
  }
}

struct GitLabSASTReader: ReportReader {
  let name = "gitlab_sast"
  let title = "GitLab SAST"

  func recognize(_ report: ReportContent) -> Recognition {
    GitLabSecurity.recognize(report, ["sast"])
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    GitLabSecurity.read(report, into: &out)
  }
}

struct GitLabDependencyReader: ReportReader {
  let name = "gitlab_dep_scan"
  let title = "GitLab Dependency Scanning"

  func recognize(_ report: ReportContent) -> Recognition {
    GitLabSecurity.recognize(report, ["dependency_scanning"])
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    GitLabSecurity.read(report, into: &out) { item, draft in
      if let package = GitLabSecurity.package(item) { draft.subject = .package(package) }
    }
  }
}

struct GitLabContainerReader: ReportReader {
  let name = "gitlab_container_scan"
  let title = "GitLab Container Scanning"

  func recognize(_ report: ReportContent) -> Recognition {
    GitLabSecurity.recognize(report, ["container_scanning", "cluster_image_scanning"])
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    GitLabSecurity.read(report, into: &out) { item, draft in
      draft.subject = .image(item["location"]["image"].text, GitLabSecurity.package(item))
    }
  }
}

struct GitLabSecretReader: ReportReader {
  let name = "gitlab_secret_detection_report"
  let title = "GitLab Secret Detection"

  func recognize(_ report: ReportContent) -> Recognition {
    GitLabSecurity.recognize(report, ["secret_detection"])
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    GitLabSecurity.read(report, into: &out) { item, draft in
      draft.subject = .secret
      draft.secret = item["raw_source_code_extract"].word
    }
  }
}

struct GitLabDASTReader: ReportReader {
  let name = "gitlab_dast"
  let title = "GitLab DAST"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    let known = GitLabSecurity.recognize(report, ["dast"])
    if known > .none { return known }
    let list = root["vulnerabilities"]
    if list.isList, list.isEmpty, root.count == 2 { return .possible }
    return .likely(list.isList && list[0]["location"].has("hostname"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    GitLabSecurity.read(report, into: &out) { item, draft in
      let location = item["location"]
      draft.subject = .endpoint(
        url: location["hostname"].text + location["path"].text, method: location["method"].word,
        parameter: location["param"].word)
    }
  }
}

struct GitLabFuzzingReader: ReportReader {
  let name = "gitlab_api_fuzzing"
  let title = "GitLab fuzzing"

  func recognize(_ report: ReportContent) -> Recognition {
    GitLabSecurity.recognize(report, ["api_fuzzing", "coverage_fuzzing"])
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    GitLabSecurity.read(report, into: &out) { item, draft in
      draft.fact("crash", item["location"]["crash_type"].word)
    }
  }
}
