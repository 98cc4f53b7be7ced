import ShrikeFormats

extension SarifChecks {
  /// What makes a log better: about the log, its tool and its rules.
  static let advice: [SarifRule] = [
    SarifRule(
      "SARIF2001", "TerminateMessagesWithPeriod", .warning, "Messages are sentences.",
      help: "A text that people read as a sentence ends with a period.",
      messages { text, rule, id, place, sink in
        guard place == "text", let string = text.string, !string.isEmpty, !string.hasSuffix(".")
        else { return }
        sink.say(
          "the message '\(id)' of the rule '\(rule)' does not end with a period", at: text)
      }),
    SarifRule(
      "SARIF2003", "ProvideVersionControlProvenance", .note,
      "A run tells which commit it has looked at.",
      help: "`versionControlProvenance` names repository and revision of what was analysed.",
      [
        (
          "run",
          { run, sink in
            if run["versionControlProvenance"]?.count ?? 0 == 0 {
              sink.say("the run does not tell which version of the code it is about", at: run.node)
            }
          }
        )
      ]),
    SarifRule(
      "SARIF2004", "OptimizeFileSize", .warning, "A log says nothing twice.",
      help: """
        Artifacts that hold nothing but their location, rules that hold nothing but their id, a `rule` \
        where `ruleId` does, an `analysisTarget` that is the location, an index of -1: all can go.
        """, sizeChecks),
    SarifRule(
      "SARIF2005", "ProvideToolProperties", .warning,
      "A tool tells its version and where it is from.",
      help: """
        A short name (three words), a version that begins with a number, and `informationUri` tell \
        people what made the log. `fullName` has room for more.
        """,
      [
        (
          "tool",
          { tool, sink in if let driver = tool["driver"] { checkTool(driver, &sink) } }
        )
      ]),
    SarifRule(
      "SARIF2006", "UrisShouldBeReachable", .note, "Addresses lead to something.",
      help: "Pages of rules, downloads, repositories and work items should answer to a GET.",
      addresses(includingFiles: false) { text, object, place, node, sink in
        let uri = SarifURI(text)
        guard let isReachable = sink.options.isReachable, uri.isWellFormed,
          uri.scheme == "http" || uri.scheme == "https", !uri.isReserved, place != "$schema"
        else { return }
        if !isReachable(text) { sink.say("'\(text)' does not answer", at: node, place) }
      }),
    SarifRule(
      "SARIF2007", "ExpressPathsRelativeToRepoRoot", .warning,
      "Places are told from the repository's root.",
      help: """
        `mappedTo.uriBaseId` of a repository and `uriBaseId` of a location together tell the path in \
        the repository.
        """,
      [
        ("run", { run, sink in checkRepositories(run.node, &sink) }),
        (
          "result",
          { result, sink in
            guard let bases = result.run?.repositoryBases, !bases.isEmpty else { return }
            forEachPlace(of: result, ["locations"]) { location, place in
              guard let file = location.value("physicalLocation")?.value("artifactLocation") else {
                return
              }
              let base = file.value("uriBaseId")?.string ?? ""
              if SarifText.isBlank(base) || !bases.contains(base) {
                sink.say(
                  "the location stands on none of the repository's bases (\(result.run?.repositoryBaseNames ?? ""))",
                  at: file, "\(place).physicalLocation.artifactLocation")
              }
            }
          }
        ),
      ]),
    SarifRule(
      "SARIF2008", "ProvideSchema", .warning, "A log names its schema.",
      help: "With `$schema` editors check and complete as one types.",
      [
        (
          "sarifLog",
          { log, sink in
            if log.node["$schema"] == nil { sink.say("the log has no '$schema'", at: log.node) }
          }
        )
      ]),
    SarifRule(
      "SARIF2009", "ConsiderConventionalIdentifierValues", .note,
      "Ids of rules are letters and a number.",
      help: """
        An id such as `CS2001`: a short word for the tool and a number. What comes behind a slash \
        belongs to `ruleId` of the result.
        """,
      [
        (
          "run",
          { run, sink in
            guard run.run?.isOfAI != true else { return }
            for (index, rule) in (run.run?.rules?.elements.map { $0 } ?? []).enumerated() {
              guard let node = rule.value("id"), let id = node.string, !SarifText.isBlank(id) else {
                continue
              }
              if id.contains("/") {
                sink.say(
                  "the id '\(id)' has a slash", at: node, "tool.driver.rules[\(index)].id")
              } else if !SarifText.isConventionalID(id) {
                sink.say(
                  "the id '\(id)' is not letters and a number", at: node,
                  "tool.driver.rules[\(index)].id")
              }
            }
          }
        )
      ]),
    SarifRule(
      "SARIF2012", "ProvideRuleProperties", .note, "Rules tell what they are about.",
      help: """
        `name` is a word for people (`DoNotTrustInput`), `helpUri` leads to a page about the rule, and \
        each result's rule stands in `rules`.
        """,
      [
        ("run", { run, sink in if let known = run.run { checkRules(known, &sink) } }),
        (
          "reportingDescriptor",
          { rule, sink in
            let name = rule.text("name") ?? ""
            if SarifText.isBlank(name) {
              sink.say("the rule '\(rule.text("id") ?? "")' has no name", at: rule.node)
            } else if !SarifText.isPascalCase(name) {
              sink.say(
                "the name '\(name)' is no word like 'DoNotTrustInput'", at: rule.node, "name")
            }
          }
        ),
      ]),
    SarifRule(
      "SARIF2014", "ProvideDynamicMessageContent", .note, "Messages tell one result from another.",
      help: "A message of the rule has a place `{0}` for what differs from result to result.",
      messages { text, rule, id, place, sink in
        guard let string = text.string, !string.isEmpty, SarifText.placeholders(string).isEmpty
        else { return }
        sink.say("the message '\(id)' of the rule '\(rule)' is always the same", at: text)
      }),
    SarifRule(
      "SARIF2015", "EnquoteDynamicMessageContent", .note, "What differs stands in quotes.",
      help: "`'{0}'` shows where a name begins and ends, even when it is empty.",
      messages { text, rule, id, place, sink in
        guard place == "text", let string = text.string,
          SarifText.placeholders(string).contains(where: { $0.before != UInt8(ascii: "'") })
        else { return }
        sink.say(
          "the message '\(id)' of the rule '\(rule)' has an argument without quotes", at: text)
      }),
  ]

  // MARK: parts of rules

  /// A look at the texts of each rule's messages; those of language models are made for each result.
  private static func messages(
    _ look:
      @escaping @Sendable (
        _ text: Node, _ rule: String, _ id: String, _ place: String, _ sink: inout SarifSink
      ) -> Void
  ) -> [Check] {
    [
      (
        "tool",
        { tool, sink in
          let isOfAI = tool.run?.isOfAI == true && sink.rule?.id != "SARIF2001"
          guard !isOfAI, let rules = tool["driver"]?.value("rules") else { return }
          for (index, rule) in rules.elements.enumerated() {
            for entry in rule.value("messageStrings")?.entries.map({ $0 }) ?? [] {
              for place in ["text", "markdown"] {
                guard let text = entry.value.value(place) else { continue }
                sink.path.append(.name("driver"))
                sink.path.append(.name("rules"))
                sink.path.append(.index(index))
                sink.path.append(.name("messageStrings"))
                sink.path.append(.key(entry.key))
                sink.path.append(.name(place))
                look(text, rule.value("id")?.string ?? "", entry.name, place, &sink)
                sink.path.removeLast(6)
              }
            }
          }
        }
      )
    ]
  }

  private static func checkTool(_ driver: Node, _ sink: inout SarifSink) {
    let name = driver.value("name")?.string ?? ""
    let words = name.split(separator: " ").count
    // The multitool's bound.
    if words > 3, let node = driver.value("name") {
      sink.say("the name '\(name)' has \(words) words, more than 3", at: node, "driver.name")
    }
    if sink.options.requiresInformationURI, driver.value("informationUri") == nil {
      sink.say("the tool '\(name)' has no 'informationUri'", at: driver, "driver")
    }
    func isGiven(_ name: String) -> Bool {
      driver.value(name)?.string.map { !SarifText.isBlank($0) } ?? false
    }
    let accepted = sink.options.versionProperties
    guard accepted.contains(where: isGiven) else {
      return sink.say(
        "the tool '\(name)' has none of \(accepted.joined(separator: ", "))", at: driver, "driver")
    }
    guard isGiven("version"), let node = driver.value("version"), let version = node.string else {
      return
    }
    if version.utf8.first.map({ !SarifText.isDigit($0) }) ?? true {
      sink.say("the version '\(version)' does not begin with a number", at: node, "driver.version")
    }
  }

  private static func checkRepositories(_ run: Node, _ sink: inout SarifSink) {
    let list = run.value("versionControlProvenance")?.elements.map { $0 } ?? []
    for (index, details) in list.enumerated()
    where SarifText.isBlank(details.value("mappedTo")?.value("uriBaseId")?.string ?? "") {
      let address = details.value("repositoryUri")?.string ?? ""
      sink.say(
        "the repository '\(address)' has no 'mappedTo.uriBaseId'", at: details,
        "versionControlProvenance[\(index)]")
    }
  }

  private static func checkRules(_ run: SarifRun, _ sink: inout SarifSink) {
    guard let driver = run.driver else { return }
    guard let rules = run.rules, rules.count > 0 else {
      return sink.say("the tool does not tell its rules", at: driver, "tool.driver")
    }
    for (index, rule) in rules.elements.enumerated() where rule.value("helpUri") == nil {
      let id = rule.value("id")?.string ?? ""
      // A finding of a language model that no catalogue knows has no page.
      if id.hasPrefix("NOVEL-") { continue }
      sink.say("the rule '\(id)' has no 'helpUri'", at: rule, "tool.driver.rules[\(index)]")
    }
    var missing: Set<String> = []
    for result in run.node.value("results")?.elements.map({ $0 }) ?? [] {
      if let index = result.value("ruleIndex")?.int, index >= 0, index < rules.count { continue }
      let id = run.resolvedRuleID(of: result)?.lowercased() ?? ""
      if run.ruleIDs.contains(id) { continue }
      if let slash = id.lastIndex(of: "/"), run.ruleIDs.contains(String(id[..<slash])) { continue }
      missing.insert(id)
    }
    for id in missing.sorted() {
      sink.say(
        "the rule '\(id)' of a result is not among the rules", at: rules, "tool.driver.rules")
    }
  }

  // MARK: size

  private static let ofSize: [Check] = [
    ("run", { run, sink in checkSize(of: run, &sink) }),
    ("result", { result, sink in checkSize(ofResult: result, &sink) }),
  ]

  private static let sizeChecks: [Check] =
    ofSize
    + [
      ("artifactLocation", ["index"]), ("reportingDescriptorReference", ["index"]),
      ("threadFlowLocation", ["index"]), ("logicalLocation", ["index", "parentIndex"]),
      ("address", ["index", "parentIndex"]), ("artifact", ["parentIndex"]),
      ("result", ["ruleIndex"]),
    ].map { type, names -> Check in
      (
        type,
        { object, sink in
          for name in names {
            guard let node = object[name], node.int == -1 else { continue }
            sink.say("'\(name)' is -1, which says nothing", at: node, name)
          }
        }
      )
    }

  /// Only the first elements are looked at: a tool writes all of them alike.
  private static func checkSize(of run: borrowing SarifObject, _ sink: inout SarifSink) {
    if let artifacts = run["artifacts"], let first = artifacts[0], first.count == 1,
      first.value("location") != nil,
      let place = run["results"]?[0]?.value("locations")?[0]?.value("physicalLocation")?
        .value("artifactLocation"), place["uri"] != nil, place["index"] != nil
    {
      sink.say("the artifacts hold nothing but their locations", at: artifacts, "artifacts")
    }
    if let rules = run.run?.rules, let first = rules[0], first.count == 1, first["id"] != nil {
      sink.say("the rules hold nothing but their ids", at: rules, "tool.driver.rules")
    }
  }

  private static func checkSize(ofResult result: borrowing SarifObject, _ sink: inout SarifSink) {
    if let target = result["analysisTarget"], let uri = target.value("uri")?.string {
      for location in result["locations"]?.elements.map({ $0 }) ?? []
      where location.value("physicalLocation")?.value("artifactLocation")?.value("uri")?.string
        == uri
      {
        sink.say("'analysisTarget' is the result's location", at: target, "analysisTarget")
        break
      }
    }
    guard let rule = result["rule"] else { return }
    guard let component = rule.value("toolComponent"), !isDriver(component, result.run) else {
      return sink.say("'rule' names a rule of the driver, for which 'ruleId' does", at: result.node)
    }
    let ruleID = result.text("ruleId") ?? ""
    if !SarifText.isBlank(ruleID) || result.number("ruleIndex") >= 0 {
      sink.say("'rule' makes 'ruleId' and 'ruleIndex' unnecessary", at: result.node)
    }
  }

  private static func isDriver(_ component: Node, _ run: SarifRun?) -> Bool {
    guard component.value("index")?.int ?? -1 == -1 else { return false }
    guard let guid = component.value("guid")?.string else { return true }
    return guid.lowercased() == run?.driver?.value("guid")?.string?.lowercased()
  }
}
