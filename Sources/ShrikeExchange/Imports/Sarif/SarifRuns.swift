import ShrikeFormats
import ShrikeModel
import ShrikeText

/// The runs of a SARIF log.
enum SarifRuns {
  /// The names of the tools, nil for what is no SARIF.
  static func drivers(_ report: ReportContent) -> [String]? {
    let runs = report.root["runs"]
    guard runs.isList, report.root.has("version") || report.root.has("$schema") else { return nil }
    return runs.list.map { $0["tool"]["driver"]["name"].text }
  }

  static func read(
    _ report: ReportContent, into out: inout ReportCollector
  ) throws(ReportRefusal) {
    guard report.root["runs"].isList else { throw ReportRefusal("it has no list of runs") }
    for (number, run) in report.root["runs"].list.enumerated() {
      let driver = run["tool"]["driver"]
      out.toolVersion = out.toolVersion ?? driver.word("semanticVersion", "version")
      ImportedRun(run).read("runs[\(number)].results", into: &out)
    }
  }
}

/// One run: its results and what they point to.
private struct ImportedRun {
  private let run: ReportPart
  private let rules: [ReportPart]
  private let byID: [String: ReportPart]
  private let extensions: [ReportPart]

  init(_ run: ReportPart) {
    self.run = run
    rules = run["tool"]["driver"]["rules"].list
    extensions = run["tool"]["extensions"].list
    var byID: [String: ReportPart] = [:]
    for rule in rules + extensions.flatMap({ $0["rules"].list }) {
      if let id = rule["id"].word, byID[id] == nil { byID[id] = rule }
    }
    self.byID = byID
  }

  func read(_ place: String, into out: inout ReportCollector) {
    for (index, result) in run["results"].list.enumerated() {
      guard result.isObject else {
        out.skip("\(place)[\(index)]", "it is no object")
        continue
      }
      // What holds, does not apply or is but told is no finding (SARIF 3.27.9).
      if ["pass", "notApplicable"].contains(result["kind"].text) { continue }
      read(result, "\(place)[\(index)]", into: &out)
    }
  }

  private func rule(of result: ReportPart) -> ReportPart {
    let reference = result["rule"]
    if let index = reference["index"].int, let tool = reference["toolComponent"]["index"].int,
      extensions.indices.contains(tool)
    {
      let rule = extensions[tool]["rules"][index]
      if rule.exists { return rule }
    }
    if let id = result["ruleId"].word ?? reference["id"].word {
      if let rule = byID[id] { return rule }
      // `CA1000/1` is of the rule `CA1000` (SARIF 3.27.5).
      if let slash = id.lastIndex(of: "/"), let rule = byID[String(id[..<slash])] { return rule }
    }
    if let index = result["ruleIndex"].int ?? reference["index"].int, rules.indices.contains(index)
    {
      return rules[index]
    }
    return ReportPart(nil)
  }

  private func read(_ result: ReportPart, _ place: String, into out: inout ReportCollector) {
    let rule = rule(of: result)
    let id = result["ruleId"].word ?? result["rule"]["id"].word ?? rule["id"].word
    let message = text(result["message"], rule)
    let name = rule["shortDescription"]["text"].word ?? rule["name"].word
    var draft = Draft(id, severity(result, rule), message ?? name, title: name ?? message)
    guard id != nil || message != nil else {
      return out.skip(place, "it has neither a rule nor a message")
    }
    draft.stated = result["level"].word ?? rule["defaultConfiguration"]["level"].word
    draft.why = rule["fullDescription"]["text"].word
    draft.remedy = rule["help"]["text"].word
    draft.link = rule["helpUri"].word
    draft.cwes = cwes(result, rule)
    draft.tags = rule["properties"]["tags"].words
    for id in CVE.ids(in: "\(id ?? "") \(message ?? "")") { draft.add(id: id) }
    let precision = rule["properties"]["precision"].text
    if let confidence = Confidence(rawValue: precision) { draft.confidence = confidence }
    let locations = result["locations"].list
    draft.related = related(result)
    draft.key = fingerprint(result)
    for suppression in result["suppressions"].list
    where !["rejected", "underReview"].contains(suppression["status"].text) {
      draft.waive(
        suppression["justification"].word,
        source: suppression["kind"].text == "inSource" ? .inlineComment : .decision)
    }
    draft.fact("baseline-state", result["baselineState"].word)
    if result["kind"].text == "open" || result["kind"].text == "review" {
      draft.fact("kind", result["kind"].word)
    }
    // Ours says with one result where a finding stands; of others, each place is to be mended.
    let isOne = result["properties"]["identityScheme"].exists || locations.count < 2
    guard isOne else {
      for location in locations {
        var copy = draft
        take(location, into: &copy)
        out.add(copy, place)
      }
      return
    }
    if let first = locations.first { take(first, into: &draft) }
    draft.more = locations.dropFirst().compactMap(self.place(of:))
    out.add(draft, place)
  }

  /// The result's text, or the rule's with its places filled in (SARIF 3.11.7).
  private func text(_ message: ReportPart, _ rule: ReportPart) -> String? {
    var text = message.word("text", "markdown")
    if text == nil, let id = message["id"].word {
      text =
        rule["messageStrings"][id]["text"].word
        ?? run["tool"]["driver"]["globalMessageStrings"][id]["text"].word
    }
    guard var text else { return nil }
    let arguments = message["arguments"].list
    if !arguments.isEmpty, text.utf8.contains(UInt8(ascii: "{")) {
      for (index, argument) in arguments.enumerated() {
        text = text.replacing("{\(index)}", with: argument.text)
      }
    }
    return text
  }

  private func severity(_ result: ReportPart, _ rule: ReportPart) -> Severity {
    let score =
      result["properties"]["security-severity"].double
      ?? rule["properties"]["security-severity"].double
    if let score, score > 0 { return Severity(score: score) }
    // Ours: the word that the level is made of.
    if let word = result["properties"]["severity"].word, let own = Severity(rawValue: word),
      result["properties"]["identityScheme"].exists
    {
      return own
    }
    return Severity(
      sarifLevel: result["level"].word ?? rule["defaultConfiguration"]["level"].word)
  }

  private func cwes(_ result: ReportPart, _ rule: ReportPart) -> [Int] {
    var found: [Int] = []
    func add(_ number: Int?) {
      if let number, !found.contains(number) { found.append(number) }
    }
    for part in [result, rule] {
      for tag in part["properties"]["tags"].words where tag.lowercased().contains("cwe") {
        add(CWE.number(tag))
      }
      for word in part["properties"]["cwe"].words { add(CWE.number(word)) }
    }
    for taxon in result["taxa"].list where taxon["toolComponent"]["name"].text == "CWE" {
      add(taxon["id"].word.flatMap { CWE.number("CWE-\($0)") })
    }
    for relation in rule["relationships"].list {
      let target = relation["target"]
      if target["toolComponent"]["name"].text.hasPrefix("CWE") {
        add(target["id"].word.flatMap { CWE.number($0.hasPrefix("CWE") ? $0 : "CWE-\($0)") })
      }
    }
    for number in CWE.numbers(in: result["message"]["text"].text) { add(number) }
    // Tools name the general one first.
    return found.reversed()
  }

  private func fingerprint(_ result: ReportPart) -> String? {
    let prints = result["fingerprints"].entries.filter { $0.value.isText }
    guard !prints.isEmpty else { return nil }
    return prints.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.text)" }
      .joined(separator: "|")
  }

  // MARK: places

  private func take(_ location: ReportPart, into draft: inout Draft) {
    let physical = location["physicalLocation"]
    let logical = location["logicalLocations"][0].word("fullyQualifiedName", "name")
    draft.path = uri(physical["artifactLocation"])
    let region = physical["region"]
    draft.line = region["startLine"].int
    draft.column = region["startColumn"].int
    draft.endLine = region["endLine"].int ?? (region["endColumn"].exists ? draft.line : nil)
    draft.endColumn = region["endColumn"].int
    draft.snippet = region["snippet"]["text"].word
    draft.fact("scope", logical)
    if draft.path == nil, let logical { draft.subject = .resource(logical) }
    if let path = draft.path, path.utf8.contains(UInt8(ascii: ":")), path.contains("://"),
      !path.hasPrefix("file:")
    {
      draft.subject = .endpoint(url: path, method: nil, parameter: nil)
    }
  }

  private func place(of location: ReportPart) -> Place? {
    let physical = location["physicalLocation"]
    guard let path = uri(physical["artifactLocation"]) else { return nil }
    var place = Place(path: ReportPath.normal(path))
    let region = physical["region"]
    place.start = region["startLine"].int.flatMap {
      SourcePosition(atLine: $0, column: region["startColumn"].int)
    }
    place.note = location["message"]["text"].word.map { String($0.prefix(300)) }
    return place
  }

  private func uri(_ artifact: ReportPart) -> String? {
    if let uri = artifact["uri"].word {
      return uri.hasPrefix("file:") ? uri : uri.percentDecodedPath
    }
    guard let index = artifact["index"].int else { return nil }
    return run["artifacts"][index]["location"]["uri"].word?.percentDecodedPath
  }

  /// The steps of the first code flow in their order, then the related places.
  private func related(_ result: ReportPart) -> [Place] {
    let steps = result["codeFlows"][0]["threadFlows"][0]["locations"].list
    return steps.prefix(200).compactMap { step -> Place? in
      var location = step["location"]
      // A step may stand in the run's table (SARIF 3.38.2).
      if !location.exists, let index = step["index"].int {
        location = run["threadFlowLocations"][index]["location"]
      }
      return place(of: location)
    } + result["relatedLocations"].list.prefix(200).compactMap(place(of:))
  }
}

extension Severity {
  /// Error, warning, note are high, medium, low; `none` is information (SARIF 3.27.10).
  init(sarifLevel level: String?) {
    switch level?.lowercased() {
    case "error": self = .high
    case "note": self = .low
    case "none": self = .info
    default: self = .medium
    }
  }
}
