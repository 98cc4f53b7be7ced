public import ShrikeModel
import ShrikeText

extension Sighting {
  /// A finding as its scan saw it.
  ///
  /// - Parameters:
  ///   - marks: of its first place, where the file's text is at hand; else those that the place carries.
  ///   - advisoryAliases: other ids of what it reports (`CVE-…` of a `GHSA-…`), where they are known.
  public init(
    _ finding: Finding, marks: CodeMarks? = nil, advisoryAliases: [String] = []
  ) {
    let place = finding.places.first
    let isSecret = finding.subject == .secret || finding.identity.scheme.hasPrefix("secret")
    let marks = marks ?? place?.marks.flatMap { CodeMarks(text: $0) }
    // What tools call secrets by holds their line, which another secret may stand in next time.
    let isTrusted = finding.identity.scheme == Self.toolsOwn && !isSecret
    let keys = SightingKeys(finding, advisoryAliases: advisoryAliases)
    self.init(
      rule: finding.rule, path: place?.path ?? "", line: place?.start?.line ?? 0,
      column: place?.start?.column ?? 0, message: finding.message,
      code: isSecret ? marks?.withoutText : marks,
      stableID: isTrusted ? finding.identity.value : nil, keys: keys.keys,
      isKeyed: keys.isWhole, detail: keys.detail, lineHash: isSecret ? nil : place?.lineHash)
  }

  /// The scheme of an identity that is made of an id that another tool keeps from scan to scan.
  public static let toolsOwn = "import-key/1"
}

/// What a finding is by its kind.
struct SightingKeys {
  var keys: [String] = []
  /// Whether another key is another finding.
  var isWhole = false
  var detail: String?

  init(_ finding: Finding, advisoryAliases: [String] = []) {
    let rule = finding.rule
    let path = ComparedPath.normal(finding.places.first?.path ?? "")
    switch finding.subject {
    case .code, .secret:
      // The value's keyed hash; the path and line are places and may change. Of a secret known by its
      // surroundings the code says the rest.
      if finding.identity.scheme.hasPrefix("secret"), !finding.identity.value.isEmpty {
        keys = [joined("secret", rule, finding.identity.value)]
        isWhole = finding.identity.scheme == "secret/1"
      }
    case .package(let package):
      let name = PackageName(package)
      keys = advisories(finding, advisoryAliases).map { joined("package", name.text, $0, path) }
      detail = name.version
      isWhole = true
    case .image(let image, let package):
      let name = Self.imageName(image)
      guard let package else {
        keys = [joined("image", name, rule)]
        isWhole = true
        return
      }
      let packageName = PackageName(package)
      keys = advisories(finding, advisoryAliases).map {
        joined("image", name, packageName.text, $0)
      }
      detail = packageName.version
      isWhole = true
    case .resource(let resource):
      keys = [
        joined("resource", rule, path, resource), joined("resource", rule, "", resource),
      ]
    case .endpoint(let url, let method, let parameter):
      let route = Route(url)
      let verb = (method ?? "").uppercased()
      keys = [
        joined("endpoint", rule, verb, route.host, route.path, parameter ?? ""),
        joined("endpoint", rule, verb, "", route.path, parameter ?? ""),
      ]
      detail = route.host
      isWhole = true
    case .host(let host, let port):
      keys = [joined("host", rule, host.lowercased(), port ?? "")]
      isWhole = true
    case .cloud(let resource):
      keys = [joined("cloud", rule, resource)]
      isWhole = true
    }
  }

  private func joined(_ parts: String...) -> String { parts.joined(separator: "\u{1F}") }

  /// The ids that an advisory goes by, any of which will do; the rule's id where it has none.
  private func advisories(_ finding: Finding, _ aliases: [String]) -> [String] {
    var ids = AdvisoryFamily.ids(of: finding)
    for alias in aliases where !ids.contains(alias.uppercased()) { ids.append(alias.uppercased()) }
    return ids.isEmpty ? [finding.rule] : ids
  }

  /// `registry.example/team/app` of `registry.example/team/app:1.2@sha256:…`.
  static func imageName(_ image: String) -> String {
    var name = image[...]
    if let digest = name.firstIndex(of: "@") { name = name[..<digest] }
    if let colon = name.lastIndex(of: ":"), !name[colon...].contains("/") { name = name[..<colon] }
    return name.lowercased()
  }
}

/// A package without its version.
struct PackageName {
  let text: String
  let version: String?

  /// `pkg:npm/%40scope/name@1.2.3?arch=x#sub` is `pkg:npm/%40scope/name` and `1.2.3`.
  init(_ package: Finding.Package) {
    guard let purl = package.purl else {
      text = package.name.lowercased()
      version = package.version
      return
    }
    var name = purl[...]
    if let mark = name.firstIndex(where: { $0 == "?" || $0 == "#" }) { name = name[..<mark] }
    guard let at = name.lastIndex(of: "@"), !name[at...].contains("/") else {
      text = name.lowercased()
      version = package.version
      return
    }
    text = name[..<at].lowercased()
    version = package.version ?? String(name[name.index(after: at)...])
  }
}
