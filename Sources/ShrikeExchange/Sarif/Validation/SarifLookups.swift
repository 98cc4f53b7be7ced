import ShrikeFormats

/// Rules of a tool component by their ids.
struct SarifLookups {
  private var byID: [String: Node] = [:]
  private var byGUID: [String: Node] = [:]
  private let rules: Node?

  init(_ component: Node?) {
    rules = component?.value("rules")
    for rule in rules?.elements.map({ $0 }) ?? [] {
      if let id = rule.value("id")?.string { byID[id] = rule }
      if let guid = rule.value("guid")?.string { byGUID[guid.lowercased()] = rule }
    }
  }

  /// The rule that a result breaks (3.27.5 to 3.27.7 of the specification).
  func rule(of result: Node) -> Node? {
    let reference = result.value("rule")
    for index in [result.value("ruleIndex")?.int, reference?.value("index")?.int] {
      if let index, index >= 0 { return rules?[index] }
    }
    if let guid = reference?.value("guid")?.string, let rule = byGUID[guid.lowercased()] {
      return rule
    }
    guard let id = result.value("ruleId")?.string ?? reference?.value("id")?.string else {
      return nil
    }
    return byID[id]
  }

  /// In lower case.
  static func ids(of rules: Node?) -> Set<String> {
    Set(rules?.elements.compactMap { $0.value("id")?.string?.lowercased() } ?? [])
  }

  /// The `uriBaseId`s that stand for the root of a repository or for a folder in it.
  static func repositoryBases(of run: Node) -> Set<String> {
    var roots: Set<String> = []
    for details in run.value("versionControlProvenance")?.elements.map({ $0 }) ?? [] {
      guard let id = details.value("mappedTo")?.value("uriBaseId")?.string,
        !SarifText.isBlank(id)
      else { continue }
      roots.insert(id)
    }
    var bases = roots
    for entry in run.value("originalUriBaseIds")?.entries.map({ $0 }) ?? [] {
      if let parent = entry.value.value("uriBaseId")?.string, roots.contains(parent) {
        bases.insert(entry.name)
      }
    }
    return bases
  }
}

extension SarifRun {
  /// The rule that a result breaks, among the driver's or those of the extension that it names.
  func rule(of result: Node) -> Node? {
    let number = component(result.value("rule")?.value("toolComponent"))
    if let known = lookups[number] { return known.rule(of: result) }
    let component =
      number < 0 ? driver : node.value("tool")?.value("extensions")?[number]
    let lookup = SarifLookups(component)
    lookups[number] = lookup
    return lookup.rule(of: result)
  }

  /// The number of an extension; -1 for the driver.
  private func component(_ reference: Node?) -> Int {
    guard let reference else { return -1 }
    if let index = reference.value("index")?.int { return max(-1, index) }
    guard let extensions = node.value("tool")?.value("extensions") else { return -1 }
    for key in ["guid", "name"] {
      guard let wanted = reference.value(key)?.string?.lowercased() else { continue }
      // Few tools have more than some extensions.
      for (index, component) in extensions.elements.prefix(100).enumerated()
      where component.value(key)?.string?.lowercased() == wanted {
        return index
      }
    }
    return -1
  }

  func resolvedRuleID(of result: Node) -> String? {
    result.value("ruleId")?.string ?? result.value("rule")?.value("id")?.string
      ?? rule(of: result)?.value("id")?.string
  }
}

/// The files whose text stands in the log itself.
struct SarifEmbedded {
  private let bases: Node?
  private var paths: Set<String> = []
  private var names: Set<[String]> = []
  private var hasText = false
  private var hasUnresolvedText = false
  private let hasArtifacts: Bool

  init(run: Node) {
    bases = run.value("originalUriBaseIds")
    let artifacts = run.value("artifacts")
    hasArtifacts = artifacts != nil
    for artifact in artifacts?.elements.map({ $0 }) ?? [] {
      let location = artifact.value("location")
      if let location { names.insert(Self.name(location)) }
      guard let text = artifact.value("contents")?.value("text")?.string, !text.isEmpty,
        Self.isText(artifact.value("mimeType")?.string)
      else { continue }
      hasText = true
      if let location, let path = path(of: location) {
        paths.insert(path)
      } else {
        hasUnresolvedText = true
      }
    }
  }

  /// Whether the text of a location stands in the log.
  func holds(_ location: Node?) -> Bool {
    guard let location, hasArtifacts, hasText else { return false }
    let path = path(of: location)
    if let path, paths.contains(path) { return true }
    guard path == nil || hasUnresolvedText else { return false }
    return names.contains(Self.name(location))
  }

  private static func name(_ location: Node) -> [String] {
    [location.value("uri")?.string ?? "", location.value("uriBaseId")?.string ?? ""]
  }

  /// The path of the absolute address, where the bases lead to one.
  private func path(of location: Node) -> String? {
    guard var text = location.value("uri")?.string else { return nil }
    var base = location.value("uriBaseId")?.string
    // A chain of bases that leads in a circle leads nowhere.
    for _ in 0..<32 {
      let uri = SarifURI(text)
      if uri.isAbsolute { return uri.path }
      guard let id = base, !id.isEmpty, let next = bases?.value(id),
        let prefix = next.value("uri")?.string
      else { return nil }
      text = (prefix.hasSuffix("/") ? prefix : prefix + "/") + text
      base = next.value("uriBaseId")?.string
    }
    return nil
  }

  private static func isText(_ type: String?) -> Bool {
    guard let type, !type.isEmpty else { return true }
    return type.hasPrefix("text/")
      || ["application/json", "application/xml", "application/javascript", "application/x-php"]
        .contains(type)
  }
}
