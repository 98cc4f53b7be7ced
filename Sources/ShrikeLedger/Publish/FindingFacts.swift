import Crypto
import ShrikeModel
import ShrikeText

/// What a finding is, wherever it stands, as the ledger keeps it.
struct FindingFacts: Sendable, Hashable {
  var rule: String
  var kind: String
  /// The message.
  var title: String
  var weight: Int64
  var confidence: String
  var identity: String
  var scheme: String
  /// Of the primary place.
  var path: String
  /// 0: the whole file.
  var line: Int64
  /// The numbers of its CWE entries, ` 79 89 `, a space around each.
  var cwe: String
  /// `accepted` and the like where the repository itself settles it, by a waiver.
  var waived: String?
  var waivedUntil: Int64?
  /// Everything else there is to show.
  var detail: CanonicalJSON

  /// Texts of tools are cut there, with a mark.
  static let longestText = 16_384

  var json: CanonicalJSON {
    .members([
      "rule": .string(rule), "kind": .string(kind), "title": .string(title),
      "weight": .integer(weight), "confidence": .string(confidence),
      "identity": .string(identity), "scheme": .string(scheme), "path": .string(path),
      "line": .integer(line), "cwe": cwe.isEmpty ? nil : .string(cwe), "waived": .text(waived),
      "waivedUntil": .int(waivedUntil), "detail": detail,
    ])
  }

  init?(_ json: CanonicalJSON) {
    guard let rule = json.text("rule"), let kind = json.text("kind"),
      let title = json.text("title"), let weight = json.int("weight"),
      let confidence = json.text("confidence"), let identity = json.text("identity"),
      let scheme = json.text("scheme"), let path = json.text("path"),
      let line = json.int("line"), let detail = json["detail"]
    else { return nil }
    self.rule = rule
    self.kind = kind
    self.title = title
    self.weight = weight
    self.confidence = confidence
    self.identity = identity
    self.scheme = scheme
    self.path = path
    self.line = line
    cwe = json.text("cwe") ?? ""
    waived = json.text("waived")
    waivedUntil = json.int("waivedUntil")
    self.detail = detail
  }

  init(_ finding: Finding) {
    rule = finding.rule
    kind = finding.subject.kind
    title = finding.message.cut(Self.longestText)
    weight = finding.severity.weight
    confidence = finding.confidence.rawValue
    identity = finding.identity.value
    scheme = finding.identity.scheme
    path = finding.places.first?.path ?? ""
    line = Int64(finding.places.first?.start?.line ?? 0)
    let numbers = finding.taxonomies.filter { $0.catalogue == "CWE" }.map(\.id)
    cwe = numbers.isEmpty ? "" : " \(numbers.joined(separator: " ")) "
    if let waiver = finding.waivers.first {
      waived = waiver.source == .vex ? "not-affected" : "accepted"
      // It holds for all of its last day.
      waivedUntil = waiver.until.flatMap { Timestamp($0)?.adding(days: 1).milliseconds }
    }
    detail = Self.detail(finding)
  }

  private static func detail(_ finding: Finding) -> CanonicalJSON {
    var properties: [String: CanonicalJSON] = [:]
    for (name, property) in finding.properties {
      properties[name] =
        switch property {
        case .text(let text): .string(text.cut(longestText))
        case .number(let number): .number(number)
        case .flag(let flag): .bool(flag)
        case .list(let list): .array(list.map { .string($0.cut(longestText)) })
        }
    }
    return .members([
      "statedSeverity": .text(finding.statedSeverity), "subject": finding.subject.json,
      "evidence": .text(finding.evidence?.cut(longestText)),
      "taxonomies": .strings(finding.taxonomies.map { "\($0.catalogue)-\($0.id)" }),
      "remedy": .text(finding.remedy?.cut(longestText)),
      "properties": properties.isEmpty ? nil : .object(properties),
      "related": finding.related.isEmpty
        ? nil : .array(finding.related.map { PlaceFacts($0, finding).json }),
      "waivers": finding.waivers.isEmpty
        ? nil
        : .array(
          finding.waivers.map { waiver in
            .members([
              "scope": .string(waiver.scope.rawValue), "source": .string(waiver.source.rawValue),
              "origin": .text(waiver.origin), "reason": .text(waiver.reason?.cut(longestText)),
              "owner": .text(waiver.owner), "ticket": .text(waiver.ticket),
              "until": .text(waiver.until),
            ])
          }),
    ])
  }

  /// What full-text search looks into.
  var searchText: String { Self.searchText(title: title, rule: rule, path: path) }

  static func searchText(title: String, rule: String, path: String) -> String {
    Dialect.searchable("\(title) \(rule) \(path)")
  }
}

/// One place of a finding in a lane.
struct PlaceFacts: Sendable, Hashable {
  var path: String
  var line: Int64
  /// The line itself, as it may be shown.
  var code: String
  /// GitHub's hash of the lines from there on.
  var context: String
  /// `CodeMarks.text`, for matching; empty where the file was not at hand.
  var marks: String
  /// The function or block it stands in, where an engine tells it.
  var scope: String
  /// The rest there is to show.
  var rest: CanonicalJSON

  var json: CanonicalJSON {
    .members([
      "path": .string(path), "line": .integer(line), "code": code.isEmpty ? nil : .string(code),
      "context": context.isEmpty ? nil : .string(context),
      "marks": marks.isEmpty ? nil : .string(marks),
      "scope": scope.isEmpty ? nil : .string(scope), "rest": rest,
    ])
  }

  init?(_ json: CanonicalJSON) {
    guard let path = json.text("path"), let line = json.int("line") else { return nil }
    self.path = path
    self.line = line
    code = json.text("code") ?? ""
    context = json.text("context") ?? ""
    marks = json.text("marks") ?? ""
    scope = json.text("scope") ?? ""
    rest = json["rest"] ?? .object([:])
  }

  init(_ place: Place, _ finding: Finding) {
    path = place.path
    line = Int64(place.start?.line ?? 0)
    code = place.snippet?.text ?? ""
    context = place.lineHash ?? ""
    marks = place.marks ?? ""
    if case .text(let text) = finding.properties["scope"] { scope = text } else { scope = "" }
    rest = .members([
      "column": .int(place.start?.column), "endLine": .int(place.end?.line),
      "endColumn": .int(place.end?.column), "from": .int(place.range?.lower),
      "to": .int(place.range?.upper), "mark": .int(place.snippet?.column),
      "length": .int(place.snippet?.length), "note": .text(place.note),
      "commit": .text(place.commit?.id), "author": .text(place.commit?.author),
      "committed": .text(place.commit?.date),
    ])
  }
}

extension Finding.Subject {
  /// One word for what it is about.
  var kind: String {
    switch self {
    case .code: "code"
    case .secret: "secret"
    case .package: "package"
    case .image: "image"
    case .resource: "resource"
    case .endpoint: "endpoint"
    case .host: "host"
    case .cloud: "cloud"
    }
  }

  /// Reads back what `json` of a finding of this kind says.
  init(kind: String, _ json: CanonicalJSON?) {
    func text(_ name: String) -> String { json?.text(name) ?? "" }
    self =
      switch kind {
      case "secret": .secret
      case "package": .package(Finding.Package(json))
      case "image": .image(text("image"), json?["package"].map { Finding.Package($0) })
      case "resource": .resource(text("resource"))
      case "endpoint":
        .endpoint(
          url: text("url"), method: json?.text("method"), parameter: json?.text("parameter"))
      case "host": .host(text("host"), port: json?.text("port"))
      case "cloud": .cloud(text("cloud"))
      default: .code
      }
  }

  fileprivate var json: CanonicalJSON? {
    switch self {
    case .code, .secret: nil
    case .package(let package): package.json
    case .image(let image, let package):
      .members(["image": .string(image), "package": package?.json])
    case .resource(let name): .object(["resource": .string(name)])
    case .endpoint(let url, let method, let parameter):
      .members([
        "url": .string(url), "method": .text(method), "parameter": .text(parameter),
      ])
    case .host(let host, let port): .members(["host": .string(host), "port": .text(port)])
    case .cloud(let id): .object(["cloud": .string(id)])
    }
  }
}

extension Finding.Package {
  fileprivate init(_ json: CanonicalJSON?) {
    self.init(
      name: json?.text("name") ?? "", version: json?.text("version"), purl: json?.text("purl"))
  }

  fileprivate var json: CanonicalJSON {
    .members(["name": .string(name), "version": .text(version), "purl": .text(purl)])
  }
}

extension Severity {
  /// 0 for critical to 4 for info, so that the worst come first.
  var weight: Int64 {
    switch self {
    case .critical: 0
    case .high: 1
    case .medium: 2
    case .low: 3
    case .info: 4
    }
  }

  init(weight: Int64) {
    self =
      switch weight {
      case 0: .critical
      case 1: .high
      case 2: .medium
      case 3: .low
      default: .info
      }
  }
}

extension String {
  /// At most so many bytes, with a mark where something is missing.
  fileprivate func cut(_ limit: Int) -> String {
    utf8.count <= limit ? self : String(decoding: utf8.prefix(limit), as: UTF8.self) + "…"
  }
}
