import ShrikeFormats

/// The rules of `SarifValidator`, by what they ask for. Their numbers, names and answers are those of the
/// SARIF multitool (microsoft/sarif-sdk); the words are ours.
enum SarifChecks {
  /// What makes a log wrong.
  static let correctness: [SarifRule] = [
    SarifRule(
      "SARIF1001", "RuleIdentifiersMustBeValid", .warning,
      "A rule's name differs from its id.",
      help: """
        The id is opaque and never changes; the name is for people. A name that only repeats the id \
        tells them nothing: leave it out.
        """,
      [
        (
          "reportingDescriptor",
          { descriptor, sink in
            guard let id = descriptor.text("id"), let name = descriptor.text("name") else { return }
            let isEqual = id == name
            // Notices of language models have ids in capitals and the same word as a name.
            let mayDifferInCase = descriptor.isNotification && descriptor.run?.isOfAI == true
            guard isEqual || !mayDifferInCase && id.lowercased() == name.lowercased() else {
              return
            }
            sink.say("the rule '\(id)' has its id as a name", at: descriptor.node)
          }
        )
      ]),
    SarifRule(
      "SARIF1002", "UrisMustBeValid", .error, "Addresses are written as RFC 3986 has them.",
      help: """
        Blanks, brackets and backslashes must be escaped (`%20`), a percent sign must begin an escape. \
        A file's address must not go up with `..`: with symbolic links that leads elsewhere on another \
        machine.
        """,
      addresses(includingFiles: true) { text, object, place, node, sink in
        let uri = SarifURI(text)
        if !uri.isWellFormed { sink.say("'\(text)' is no valid URI reference", at: node, place) }
        if uri.isFile, uri.hasParentSegment {
          sink.say("the file address '\(text)' has a segment '..'", at: node, place)
        }
      }),
    SarifRule(
      "SARIF1004", "ExpressUriBaseIdsCorrectly", .error,
      "Base addresses can be put before relative references.",
      help: """
        A `uriBaseId` belongs to a relative reference, which does not begin with a slash. What \
        `originalUriBaseIds` gives for it ends with a slash, goes nowhere up, has no query or fragment, \
        and is absolute unless it has a base of its own.
        """,
      [
        (
          "artifactLocation",
          { location, sink in
            guard let text = location.text("uri") else { return }
            let uri = SarifURI(text)
            if let base = location.text("uriBaseId"), uri.isAbsolute {
              sink.say(
                "'\(text)' is absolute and cannot stand on the base '\(base)'", at: location.node)
            }
            if !uri.isAbsolute, text.hasPrefix("/") {
              sink.say(
                "'\(text)' begins with a slash and cannot stand on a base",
                at: location["uri"] ?? location.node, "uri")
            }
          }
        ),
        ("run", { run, sink in checkBases(of: run.node, &sink) }),
      ]),
    SarifRule(
      "SARIF1005", "UriMustBeAbsolute", .error, "Addresses of pages and repositories are absolute.",
      help: """
        Help pages, downloads, work items and repositories are found from anywhere, so their \
        addresses need a scheme and a host: `https://example.org/rules/1`.
        """,
      addresses(includingFiles: false) { text, object, place, node, sink in
        let uri = SarifURI(text)
        if uri.isWellFormed, !uri.isAbsolute {
          sink.say("'\(text)' is no absolute address", at: node, place)
        }
      }),
    SarifRule(
      "SARIF1006", "InvocationPropertiesMustBeConsistent", .error,
      "A run ends after it has begun.",
      help: "Look at the clock or the time zone that wrote `startTimeUtc` and `endTimeUtc`.",
      [
        (
          "invocation",
          { invocation, sink in
            guard let start = invocation.text("startTimeUtc"),
              let end = invocation.text("endTimeUtc"), let endNode = invocation["endTimeUtc"],
              let first = SarifText.seconds(start), let last = SarifText.seconds(end), first > last
            else { return }
            sink.say("the end '\(end)' is before the start '\(start)'", at: endNode, "endTimeUtc")
          }
        )
      ]),
    SarifRule(
      "SARIF1007", "RegionPropertiesMustBeConsistent", .error,
      "A region says where it begins, and ends behind that.",
      help: """
        A region is lines and columns (`startLine`), characters (`charOffset`) or bytes \
        (`byteOffset`); without one of these nobody knows which.
        """,
      [("region", { region, sink in checkRegion(region.node, &sink) })]),
    SarifRule(
      "SARIF1008", "PhysicalLocationPropertiesMustBeConsistent", .error,
      "The context of a region holds the region and more.",
      help: """
        `contextRegion` is what is shown around `region`. Without a region, or where both are the same, \
        leave it out; where it is smaller, the two were exchanged.
        """,
      [
        (
          "physicalLocation",
          { location, sink in
            guard let context = location["contextRegion"] else { return }
            guard let region = location["region"] else {
              return sink.say("there is a 'contextRegion', but no 'region'", at: location.node)
            }
            if !SarifRegion(context).isProperSuperset(of: SarifRegion(region)) {
              sink.say("'contextRegion' does not hold 'region' and more", at: location.node)
            }
          }
        )
      ]),
  ]

  // MARK: what several rules ask

  typealias Check = (String, @Sendable (borrowing SarifObject, inout SarifSink) -> Void)

  /// A look at each address of a log: the text, the object, the place below it, the node.
  static func addresses(
    includingFiles: Bool,
    _ look:
      @escaping @Sendable (
        _ text: String, _ object: borrowing SarifObject, _ place: String, _ node: Node,
        _ sink: inout SarifSink
      ) -> Void
  ) -> [Check] {
    var places = [
      ("sarifLog", "$schema"), ("reportingDescriptor", "helpUri"), ("toolComponent", "downloadUri"),
      ("versionControlDetails", "repositoryUri"),
    ]
    if includingFiles { places.append(("artifactLocation", "uri")) }
    var checks = places.map { type, name -> Check in
      (
        type,
        { object, sink in
          guard let node = object[name], let text = node.string else { return }
          look(text, object, name, node, &sink)
        }
      )
    }
    checks.append(
      (
        "result",
        { result, sink in
          guard let items = result["workItemUris"] else { return }
          for (index, item) in items.elements.enumerated() {
            guard let text = item.string else { continue }
            look(text, result, "workItemUris[\(index)]", item, &sink)
          }
        }
      ))
    return checks
  }

  private static func checkBases(of run: Node, _ sink: inout SarifSink) {
    for entry in run.value("originalUriBaseIds")?.entries.map({ $0 }) ?? [] {
      guard let text = entry.value.value("uri")?.string else { continue }
      let uri = SarifURI(text)
      guard uri.isWellFormed else { continue }
      let place = "originalUriBaseIds.\(entry.name)"
      if entry.value.value("uriBaseId") == nil, !uri.isAbsolute {
        sink.say(
          "the base '\(entry.name)' is '\(text)', which leads nowhere", at: entry.value, place)
      }
      if !text.hasSuffix("/") {
        sink.say("the base '\(entry.name)' does not end with a slash", at: entry.value, place)
      }
      if uri.hasParentSegment {
        sink.say("the base '\(entry.name)' has a segment '..'", at: entry.value, place)
      }
      if uri.isAbsolute, uri.hasQueryOrFragment {
        sink.say("the base '\(entry.name)' has a query or fragment", at: entry.value, place)
      }
    }
  }

  static func checkRegion(_ region: Node, below parent: String = "", _ sink: inout SarifSink) {
    func below(_ name: String) -> String { parent.isEmpty ? name : "\(parent).\(name)" }
    let place = SarifRegion(region)
    if !place.hasLines, !place.hasCharacters, !place.hasBytes {
      sink.say(
        "the region has neither 'startLine' nor 'charOffset' nor 'byteOffset'", at: region, parent)
    }
    let startLine = place.startLine ?? 0
    if let end = place.endLine, end < startLine, let node = region.value("endLine") {
      sink.say(
        "'endLine' is \(end), which is before 'startLine' \(startLine)", at: node, below("endLine"))
    }
    let startColumn = place.startColumn ?? 0
    if place.endLine ?? startLine == startLine, let end = place.endColumn, end < startColumn,
      let node = region.value("endColumn")
    {
      sink.say(
        "'endColumn' is \(end), which is before 'startColumn' \(startColumn)", at: node,
        below("endColumn"))
    }
  }
}

/// The numbers of a region.
struct SarifRegion {
  let startLine, endLine, startColumn, endColumn: Int?
  let charOffset, charLength, byteOffset, byteLength: Int

  init(_ node: Node) {
    startLine = node.value("startLine")?.int
    endLine = node.value("endLine")?.int
    startColumn = node.value("startColumn")?.int
    endColumn = node.value("endColumn")?.int
    charOffset = node.value("charOffset")?.int ?? -1
    charLength = max(0, node.value("charLength")?.int ?? 0)
    byteOffset = node.value("byteOffset")?.int ?? -1
    byteLength = max(0, node.value("byteLength")?.int ?? 0)
  }

  var hasLines: Bool { (startLine ?? 0) >= 1 }
  var hasCharacters: Bool { charOffset >= 0 }
  var hasBytes: Bool { byteOffset >= 0 }

  /// Whether it holds all of another region and more, by each measure that both have.
  func isProperSuperset(of inner: SarifRegion) -> Bool {
    if hasLines, inner.hasLines, !holdsLines(of: inner) { return false }
    if hasCharacters, inner.hasCharacters,
      !Self.holds((charOffset, charLength), (inner.charOffset, inner.charLength))
    {
      return false
    }
    return !hasBytes || !inner.hasBytes
      || Self.holds((byteOffset, byteLength), (inner.byteOffset, inner.byteLength))
  }

  /// First and last line with their columns; a region without an end column goes to its line's end.
  private var corners: (start: (Int, Int), end: (Int, Int)) {
    let first = startLine ?? 0
    return ((first, startColumn ?? 1), (endLine ?? first, endColumn ?? Int.max))
  }

  private func holdsLines(of inner: SarifRegion) -> Bool {
    let outer = corners
    let inner = inner.corners
    return outer.start <= inner.start && outer.end >= inner.end
      && !(outer.start == inner.start && outer.end == inner.end)
  }

  private static func holds(_ outer: (Int, Int), _ inner: (Int, Int)) -> Bool {
    outer.0 <= inner.0 && outer.0 &+ outer.1 >= inner.0 &+ inner.1
      && !(outer.0 == inner.0 && outer.1 <= inner.1)
  }
}
