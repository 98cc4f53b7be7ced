import ShrikeFormats

extension SarifChecks {
  /// What GitHub's code scanning asks for beyond SARIF.
  static let gitHub: [SarifRule] = [
    SarifRule(
      "GH1001", "ProvideRequiredLocationProperties", .error, "Each result names a file.",
      help: "GitHub shows a result only with `physicalLocation.artifactLocation.uri`.",
      [
        (
          "result",
          { result, sink in
            guard let list = result["locations"] else {
              return sink.say("the result has no 'locations'", at: result.node)
            }
            guard list.count > 0 else {
              return sink.say("'locations' is empty", at: list, "locations")
            }
            forEachPlace(of: result, ["locations", "relatedLocations"]) { location, place in
              var node = location
              var path = place
              for name in ["physicalLocation", "artifactLocation", "uri"] {
                guard let next = node.value(name) else {
                  return sink.say("the location has no '\(name)'", at: node, path)
                }
                node = next
                path += ".\(name)"
              }
            }
          }
        )
      ]),
    SarifRule(
      "GH1002", "InlineThreadFlowLocations", .error, "Steps of a path stand where they are used.",
      help: "GitHub does not follow `index` into `run.threadFlowLocations`.",
      [
        (
          "threadFlowLocation",
          { step, sink in
            guard let node = step["index"], node.int ?? -1 >= 0 else { return }
            sink.say("the step stands in 'run.threadFlowLocations'", at: node, "index")
          }
        )
      ]),
    SarifRule(
      "GH1003", "ProvideRequiredRegionProperties", .error, "Each result names a line.",
      help: "GitHub needs `region.startLine`; columns and the end have defaults.",
      [
        (
          "result",
          { result, sink in
            forEachPlace(of: result, ["locations"]) { location, place in
              guard let physical = location.value("physicalLocation") else { return }
              guard let region = physical.value("region") else {
                return sink.say(
                  "the location has no 'region'", at: physical, "\(place).physicalLocation")
              }
              if region.value("startLine")?.int ?? 0 == 0 {
                sink.say(
                  "the region has no 'startLine'", at: region, "\(place).physicalLocation.region")
              }
            }
          }
        )
      ]),
    SarifRule(
      "GH1004", "ReviewArraysThatExceedConfigurableDefaults", .error,
      "A log is no larger than GitHub shows.",
      help:
        "GitHub shows so many runs, rules, results, locations and steps, and leaves out the rest.",
      limited([
        ("sarifLog", ["runs"], { $0.runs }), ("run", ["tool", "driver", "rules"], { $0.rules }),
        ("run", ["results"], { $0.results }), ("result", ["locations"], { $0.locations }),
        ("result", ["codeFlows"], { $0.codeFlows }),
        ("threadFlow", ["locations"], { $0.threadFlowLocations }),
      ])),
    SarifRule(
      "GH1005", "LocationsMustBeRelativeUrisOrFilePaths", .error, "Results stand in files.",
      help: "GitHub shows results in files of the repository, not in pages of the web.",
      [
        (
          "result",
          { result, sink in
            guard result["locations"]?.count ?? 0 > 0 else { return }
            forEachPlace(of: result, ["locations", "relatedLocations"]) { location, place in
              guard let node = address(of: location), let text = node.string else { return }
              let uri = SarifURI(text)
              guard uri.isAbsolute, !uri.isFile else { return }
              let isKnown = workingFolders(of: result.run).contains {
                text.lowercased().hasPrefix($0.lowercased())
              }
              if isKnown { return }
              sink.say(
                "'\(text)' is no file's path", at: node,
                "\(place).physicalLocation.artifactLocation.uri")
            }
          }
        )
      ]),
    SarifRule(
      "GH1006", "ProvideCheckoutPath", .error, "Absolute paths can be made relative.",
      help: """
        GitHub must know the root of the repository: use relative references, or give it as \
        `invocations[].workingDirectory`.
        """,
      [
        (
          "result",
          { result, sink in
            forEachPlace(of: result, ["locations", "relatedLocations"]) { location, place in
              guard let node = address(of: location), let text = node.string,
                SarifURI(text).isFile
              else { return }
              let isKnown = workingFolders(of: result.run).contains { folder in
                SarifURI(folder).isAbsolute
                  && text.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
              }
              if isKnown { return }
              sink.say(
                "'\(text)' stands in no folder that GitHub knows", at: node,
                "\(place).physicalLocation.artifactLocation.uri")
            }
          }
        )
      ]),
    SarifRule(
      "GH1007", "ProvideFullyFormattedMessageStrings", .error, "Messages have their text.",
      help: "GitHub does not put arguments into messages of rules: write `message.text`.",
      [
        (
          "result",
          { result, sink in
            guard let message = result["message"], message.value("text")?.string ?? "" == "" else {
              return
            }
            sink.say("the message has no 'text'", at: message, "message")
          }
        )
      ]),
    SarifRule(
      "GH1011", "ReferenceFinalSchema", .error, "'$schema' is the final schema of SARIF 2.1.0.",
      help: "GitHub reads SARIF 2.1.0 as it was published, no draft.",
      [("sarifLog", { log, sink in checkSchema(log.node, &sink) })]),
    SarifRule(
      "GH1013", "ProvideRequiredSarifLogProperties", .error,
      "A log has its schema, its version and some runs.",
      help: "GitHub takes at most 20 runs in a file.",
      [
        (
          "sarifLog",
          { log, sink in
            guard let runs = log["runs"] else {
              return sink.say("the log has no 'runs'", at: log.node)
            }
            if log.node["$schema"] == nil { sink.say("the log has no '$schema'", at: log.node) }
            if log.text("version") != "2.1.0" {
              sink.say("the log's version is not 2.1.0", at: log.node)
            }
            if runs.count > 20 {
              sink.say("the log has \(runs.count) runs, more than 20", at: runs)
            }
          }
        )
      ]),
    SarifRule(
      "GH1014", "ProvideRequiredRunProperties", .error, "A run has its tool and its results.",
      help: "A run that found nothing has an empty array `results`.",
      [("run", { run, sink in required(run.node, ["results", "tool"], &sink) })]),
    SarifRule(
      "GH1015", "ProvideRequiredResultProperties", .error, "A result has a message and a place.",
      help: "GitHub shows `message.text` at the first of `locations`.",
      [
        (
          "result",
          { result, sink in
            if let message = result["message"] {
              if SarifText.isBlank(message.value("text")?.string ?? "") {
                sink.say("the message has no 'text'", at: message, "message")
              }
            } else {
              sink.say("the result has no 'message'", at: result.node)
            }
            if result["locations"]?.count ?? 0 == 0 {
              sink.say("the result has no 'locations'", at: result.node)
            }
          }
        )
      ]),
    SarifRule(
      "GH1016", "ProvideRequiredLocationProperties", .error, "A location stands in a file.",
      help: "GitHub does not show what has a logical location only.",
      [
        ("location", { location, sink in required(location.node, ["physicalLocation"], &sink) })
      ]),
    SarifRule(
      "GH1017", "ProvideRequiredPhysicalLocationProperties", .error,
      "A place names its file and its region.",
      help: "GitHub needs `artifactLocation.uri` and `region`.",
      [
        (
          "physicalLocation",
          { location, sink in
            if let region = location["region"] {
              checkRegion(region, below: "region", &sink)
            } else {
              sink.say("there is no 'region'", at: location.node)
            }
            if let file = location["artifactLocation"] {
              required(file, ["uri"], below: "artifactLocation", &sink)
            } else {
              sink.say("there is no 'artifactLocation'", at: location.node)
            }
          }
        )
      ]),
    SarifRule(
      "GH1018", "ProvideRequiredToolProperties", .error, "A tool has a name and its rules.",
      help: "GitHub shows `driver.name` and takes texts and severities from `driver.rules`.",
      [
        (
          "tool",
          { tool, sink in
            guard let driver = tool["driver"] else {
              return sink.say("the tool has no 'driver'", at: tool.node)
            }
            if SarifText.isBlank(driver.value("name")?.string ?? "") {
              sink.say("the driver has no 'name'", at: driver, "driver")
            }
            required(driver, ["rules"], below: "driver", &sink)
          }
        )
      ]),
  ]

  private static func required(
    _ object: Node, _ names: [String], below: String = "", _ sink: inout SarifSink
  ) {
    for name in names where object.value(name) == nil {
      sink.say("there is no '\(name)'", at: object, below)
    }
  }

  private static func limited(
    _ list: [(String, [String], @Sendable (SarifValidator.GitHubLimits) -> Int)]
  ) -> [Check] {
    list.map { type, route, limit -> Check in
      (
        type,
        { object, sink in
          var node: Node? = object.node
          for name in route { node = node?.value(name) }
          let most = limit(sink.options.limits)
          guard let node, node.isSequence, node.count > most else { return }
          sink.say(
            "there are \(node.count) elements, and GitHub shows \(most)", at: node,
            route.joined(separator: "."))
        }
      )
    }
  }

  private static func address(of location: Node) -> Node? {
    location.value("physicalLocation")?.value("artifactLocation")?.value("uri")
  }

  private static func workingFolders(of run: SarifRun?) -> [String] {
    run?.workingFolders ?? []
  }
}
