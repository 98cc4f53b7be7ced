import ShrikeFormats

extension SarifChecks {
  /// What makes a log better: about its results.
  static let adviceOnResults: [SarifRule] = [
    SarifRule(
      "SARIF2002", "ProvideMessageArguments", .note, "Messages are told by id and arguments.",
      help: """
        With `message.id` and `message.arguments` the text stands once, in the rule, and can be mended \
        and translated there.
        """,
      [
        (
          "result",
          { result, sink in
            guard result.run?.isOfAI != true, let message = result["message"] else { return }
            if message.value("id")?.string ?? "" == "" {
              sink.say("the message stands in the result itself", at: message, "message")
            }
          }
        )
      ]),
    SarifRule(
      "SARIF2010", "ProvideCodeSnippets", .note, "Regions show their code.",
      help: "With `snippet` one sees what a result is about without the sources at hand.",
      [
        (
          "result",
          { result, sink in
            forEachPlace(of: result, ["locations"]) { location, place in
              guard let physical = location.value("physicalLocation"),
                result.run?.embedded.holds(physical.value("artifactLocation")) != true
              else { return }
              for name in ["region", "contextRegion"] {
                guard let region = physical.value(name), region.value("snippet") == nil else {
                  continue
                }
                sink.say(
                  "the region has no 'snippet'", at: region, "\(place).physicalLocation.\(name)")
              }
            }
          }
        )
      ]),
    SarifRule(
      "SARIF2011", "ProvideContextRegion", .note, "Places show what is around them.",
      help: "With `contextRegion` and its snippet one sees the lines before and after.",
      [
        (
          "result",
          { result, sink in
            forEachPlace(of: result, ["locations"]) { location, place in
              guard let physical = location.value("physicalLocation"),
                physical.value("region") != nil, physical.value("contextRegion") == nil
              else { return }
              sink.say(
                "the location has no 'contextRegion'", at: physical, "\(place).physicalLocation")
            }
          }
        )
      ]),
    SarifRule(
      "SARIF2013", "ProvideEmbeddedFileContent", .note, "A log may hold the files it speaks of.",
      help: """
        With `contents` in `artifacts` a log can be read anywhere. It grows much by that: a choice, \
        not a duty.
        """,
      [
        (
          "run",
          { run, sink in
            guard let artifacts = run["artifacts"],
              artifacts.elements.allSatisfy({ $0.value("contents") == nil })
            else { return }
            sink.say("no file's content stands in the run", at: run.node)
          }
        )
      ]),
    SarifRule(
      "SARIF2016", "FileUrisShouldBeRelative", .note, "Files are named relative to a base.",
      help: """
        A relative reference with forward slashes and `uriBaseId` is the same on every machine and \
        tells nothing of the one that made the log.
        """,
      [
        (
          "result",
          { result, sink in
            forEachPlace(of: result, ["locations"]) { location, place in
              guard
                let node = location.value("physicalLocation")?.value("artifactLocation")?
                  .value("uri"), let text = node.string
              else { return }
              let uri = SarifURI(text)
              let path = "\(place).physicalLocation.artifactLocation.uri"
              if uri.isAbsolute {
                if uri.isFile { sink.say("'\(text)' is absolute", at: node, path) }
              } else if text.hasPrefix("/") {
                sink.say("'\(text)' begins with a slash", at: node, path)
              } else if text.contains("\\") {
                sink.say("'\(text)' has backslashes", at: node, path)
              }
            }
          }
        )
      ]),
    SarifRule(
      "SARIF2017", "SARIFProvideRequiredRegionProperties", .warning,
      "Results tell where in a file they stand.",
      help: """
        `region` with lines and columns, characters or bytes; start and end, since readers do not all \
        know what is meant without. A whole file is line 1 to its last.
        """,
      [
        (
          "result",
          { result, sink in
            forEachPlace(of: result, ["locations"]) { location, place in
              guard let physical = location.value("physicalLocation") else { return }
              guard let node = physical.value("region") else {
                return sink.say(
                  "the location has no 'region'", at: physical, "\(place).physicalLocation")
              }
              let region = SarifRegion(node)
              if !region.hasLines, !region.hasCharacters, !region.hasBytes {
                sink.say(
                  "the region says nothing of a place", at: node,
                  "\(place).physicalLocation.region")
              }
            }
          }
        )
      ]),
  ]

  /// Locations of a result with their places below it.
  static func forEachPlace(
    of result: borrowing SarifObject, _ lists: [String], _ body: (Node, String) -> Void
  ) {
    for name in lists {
      guard let list = result[name] else { continue }
      for (index, location) in list.elements.enumerated() { body(location, "\(name)[\(index)]") }
    }
  }
}
