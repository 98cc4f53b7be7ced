import ShrikeFormats
import ShrikeModel
import ShrikeText

/// Our own report, `shrike.report/1`, whole.
struct ShrikeReader: ReportReader {
  let name = "shrike"
  let title = "Shrike"

  func recognize(_ report: ReportContent) -> Recognition {
    .certain(report.root["schema"].text.hasPrefix("shrike.report/"))
  }

  func read(_ report: ReportContent, into out: inout ReportCollector) throws(ReportRefusal) {
    guard report.root["schema"].text == JSONReport.schema else {
      throw ReportRefusal("this report is not \(JSONReport.schema); write it anew")
    }
    out.toolVersion = report.root["tool"]["version"].word
    out.scan = ReportedScan(report.root)
    for rule in report.root["rules"].list {
      guard let id = rule["id"].word else { continue }
      out.adopt(info(id, rule))
    }
    for list in ["findings", "suppressed"] {
      for (index, part) in report.root[list].list.enumerated() {
        guard let finding = finding(part) else {
          out.skip("\(list)[\(index)]", "it lacks a rule, an identity or a place")
          continue
        }
        out.adopt(finding)
      }
    }
  }

  private func info(_ id: String, _ part: ReportPart) -> RuleInfo {
    RuleInfo(
      id: id, title: part["title"].text, why: part["why"].word, remedy: part["remedy"].word,
      severity: Severity(rawValue: part["severity"].text) ?? .medium,
      statedSeverity: part["statedSeverity"].word,
      confidence: Confidence(rawValue: part["confidence"].text) ?? .medium,
      engine: part["engine"].text, tags: part["tags"].words,
      taxonomies: taxonomies(part["taxonomies"]), aliases: part["aliases"].words,
      documentation: part["documentation"].word)
  }

  private func finding(_ part: ReportPart) -> Finding? {
    let places = part["places"].list.map(place)
    guard let rule = part["rule"].word, let identity = part["identity"]["value"].word,
      !places.isEmpty
    else { return nil }
    var finding = Finding(
      rule: rule, severity: Severity(rawValue: part["severity"].text) ?? .medium,
      statedSeverity: part["statedSeverity"].word,
      confidence: Confidence(rawValue: part["confidence"].text) ?? .medium,
      message: part["message"].text,
      identity: Identity(value: identity, scheme: part["identity"]["scheme"].text),
      places: places, related: part["related"].list.map(place), evidence: part["evidence"].word,
      taxonomies: taxonomies(part["taxonomies"]), remedy: part["remedy"].word,
      properties: properties(part["properties"]), waivers: part["waivers"].list.compactMap(waiver))
    finding.subject = subject(part["subject"])
    // Reports of before did not say it of secrets.
    if finding.subject == .code, finding.identity.scheme.hasPrefix("secret") {
      finding.subject = .secret
    }
    return finding
  }

  private func place(_ part: ReportPart) -> Place {
    var place = Place(path: part["path"].text)
    place.start = position(part["start"])
    place.end = position(part["end"])
    if let lower = part["bytes"]["start"].int, let upper = part["bytes"]["end"].int,
      lower >= 0, upper >= lower
    {
      place.range = ByteRange(lower, upper)
    }
    place.lineHash = part["lineHash"].word
    place.marks = part["marks"].word
    place.note = part["note"].word
    place.symlink = part["symlink"].word
    let snippet = part["snippet"]
    if let text = snippet["text"].node?.string {
      place.snippet = Snippet(
        text: text, column: snippet["column"].int ?? 1, length: snippet["length"].int ?? 0)
    }
    let commit = part["commit"]
    if let id = commit["id"].word {
      place.commit = CommitInfo(
        id: id, author: commit["author"].text, email: commit["email"].text,
        date: commit["date"].text, message: commit["message"].text)
    }
    return place
  }

  private func subject(_ part: ReportPart) -> Finding.Subject {
    let package = part["name"].word.map {
      Finding.Package(name: $0, version: part["version"].word, purl: part["purl"].word)
    }
    let name = part["name"].text
    return switch part["kind"].text {
    case "secret": .secret
    case "package": package.map { .package($0) } ?? .code
    case "image": .image(part["image"].text, package)
    case "resource": .resource(name)
    case "endpoint":
      .endpoint(
        url: part["url"].text, method: part["method"].word, parameter: part["parameter"].word)
    case "host": .host(name, port: part["port"].word)
    case "cloud": .cloud(name)
    default: .code
    }
  }

  private func position(_ part: ReportPart) -> SourcePosition? {
    part["line"].int.flatMap { SourcePosition(atLine: $0, column: part["column"].int) }
  }

  private func taxonomies(_ part: ReportPart) -> [Taxonomy] {
    part.list.map { Taxonomy($0["catalogue"].text, $0["id"].text) }
  }

  private func properties(_ part: ReportPart) -> [String: Property] {
    var found: [String: Property] = [:]
    for (key, value) in part.entries {
      if let flag = value.node?.bool {
        found[key] = .flag(flag)
      } else if let number = value.node?.double {
        found[key] = .number(number)
      } else if value.isList {
        found[key] = .list(value.words)
      } else if let text = value.node?.string {
        found[key] = .text(text)
      }
    }
    return found
  }

  private func waiver(_ part: ReportPart) -> Waiver? {
    guard let scope = Waiver.Scope(rawValue: part["scope"].text),
      let source = Waiver.Source(rawValue: part["source"].text)
    else { return nil }
    return Waiver(
      scope: scope, source: source, origin: part["origin"].word, reason: part["reason"].word,
      owner: part["owner"].word, ticket: part["ticket"].word, until: part["until"].word)
  }
}
