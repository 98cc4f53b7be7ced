import ShrikeFormats
import ShrikeModel

/// MobSF: the JSON of its static analysis, and that of mobsfscan.
struct MobSFReader: ReportReader {
  let name = "mobsf"
  let title = "MobSF"

  func recognize(_ report: ReportContent) -> Recognition {
    let root = report.root
    if root.has("mobsfscan_version") { return .certain }
    return .certain(
      root.has("permissions")
        && (root.has("app_type") || root.has("appsec") || root.has("bundle_id"))
        && (root.has("code_analysis") || root.has("binary_analysis")))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    let root = report.root
    if root.has("mobsfscan_version") {
      out.toolVersion = root["mobsfscan_version"].word
      return readScan(root["results"], into: &out)
    }
    out.toolVersion = root["version"].word
    let app = root.word("package_name", "bundle_id", "app_name") ?? ""
    readPermissions(root["permissions"], app, into: &out)
    for item in root["insecure_connections"].words.prefix(1) {
      out.add(draft("insecure-connection", .low, "Insecure connection: \(item)", app))
    }
    for item in root["certificate_analysis"]["certificate_findings"].list {
      let parts = item.words
      guard parts.count > 1 else { continue }
      out.add(draft(parts.last, severity(parts[0]), parts[1], app))
    }
    for item in root["manifest_analysis"].each.flatMap({
      $0.isObject && $0.has("manifest_findings") ? $0["manifest_findings"].list : [$0]
    }) {
      var made = draft(
        item.word("rule", "title"), severity(item.word("stat", "severity")),
        item.word("title", "name"),
        app)
      made.why = item.word("desc", "description")
      out.add(made)
    }
    let code = root["code_analysis"]
    for (id, item) in (code.has("findings") ? code["findings"] : code).entries {
      let facts = item["metadata"]
      var made = draft(
        id, severity(facts["severity"].word ?? facts["level"].word), facts["description"].word, app)
      made.properties["files"] = .list(item["files"].entries.map(\.key))
      made.link = facts["ref"].word
      out.add(made)
    }
    readBinaries(root["binary_analysis"], app, into: &out)
    for item in root["file_analysis"].list where item.has("finding") {
      out.add(draft(item["finding"].word, .low, item["finding"].word, app))
    }
  }

  private func draft(
    _ rule: String?, _ severity: Severity, _ message: String?, _ app: String
  ) -> Draft {
    var draft = Draft(rule, severity, message, title: rule)
    draft.subject = .resource(app)
    // Weaknesses of mobile applications.
    draft.cwes = [919]
    return draft
  }

  private func readPermissions(
    _ part: ReportPart, _ app: String, into out: inout ReportCollector
  ) {
    for (name, facts) in part.entries {
      let status = facts["status"].word
      var made = draft(
        name, status == "dangerous" ? .high : .info,
        "\(name): \(facts.word("info", "reason") ?? "asked for")", app)
      made.stated = status
      made.why = facts["description"].word
      out.add(made)
    }
  }

  private func readBinaries(_ part: ReportPart, _ app: String, into out: inout ReportCollector) {
    for library in part.list {
      let path = library["name"].word
      for (check, facts) in library.entries where facts.has("severity") {
        var made = draft(check, severity(facts["severity"].word), facts["description"].word, app)
        made.path = path
        out.add(made)
      }
    }
    let checks = part.has("findings") ? part["findings"] : part
    for (check, facts) in checks.entries where facts.isObject {
      out.add(
        draft(
          check, severity(facts["severity"].word),
          facts.word("detailed_desc", "description") ?? check, app))
    }
  }

  private func readScan(_ results: ReportPart, into out: inout ReportCollector) {
    for (id, item) in results.entries {
      let facts = item["metadata"]
      var base = Draft(
        id, scanSeverity(facts["severity"].word), facts["description"].word, title: id)
      base.stated = facts["severity"].word
      base.add(cwe: facts["cwe"].word)
      base.link = facts["reference"].word
      guard item["files"].isList else {
        out.add(base)
        continue
      }
      for file in item["files"].list {
        var draft = base
        draft.path = file["file_path"].word
        draft.line = file["match_lines"][0].int
        draft.endLine = file["match_lines"][1].int
        out.add(draft)
      }
    }
  }

  private func scanSeverity(_ word: String?) -> Severity {
    word?.uppercased() == "INFO" ? .low : Severity(word: word) ?? .info
  }

  private func severity(_ word: String?) -> Severity {
    switch word?.lowercased() {
    case "good", "secure": .info
    case "warning": .medium
    default: Severity(word: word) ?? .info
    }
  }
}
