import Crypto
import ShrikeModel
import ShrikeText

/// A finding's fingerprint, all of it: two scans that say the same of a finding give the same number. It tells
/// cheaply that nothing has changed; what a finding *is* is the matcher's business.
struct FindingPrint: Sendable, Hashable {
  /// Over everything that is kept of the finding.
  var whole: Int64
  /// Over rule and path only: findings that an edit of one file moves around have the same.
  var family: Int64

  /// `buffer` is reused from finding to finding.
  init(_ finding: Finding, _ buffer: inout [UInt8]) {
    buffer.removeAll(keepingCapacity: true)
    Self.add(finding, &buffer)
    var hash = SHA256()
    buffer.withUnsafeBytes { hash.update(bufferPointer: $0) }
    whole = hash.finalize().withUnsafeBytes { $0.loadUnaligned(as: Int64.self) }
    family = Self.family(finding.rule, finding.places.first?.path ?? "")
  }

  static func family(_ rule: String, _ path: String) -> Int64 {
    // FNV-1a: a collision only makes a group larger.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in rule.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int64(bitPattern: hash)
  }

  private static func add(_ finding: Finding, _ out: inout [UInt8]) {
    add(finding.rule, &out)
    add(finding.severity.rawValue, &out)
    add(finding.statedSeverity, &out)
    add(finding.confidence.rawValue, &out)
    add(finding.message, &out)
    add(finding.identity.value, &out)
    add(finding.identity.scheme, &out)
    add(finding.subject, &out)
    add(finding.evidence, &out)
    add(finding.remedy, &out)
    for place in finding.places { add(place, &out) }
    out.append(1)
    for place in finding.related { add(place, &out) }
    out.append(1)
    for taxonomy in finding.taxonomies {
      add(taxonomy.catalogue, &out)
      add(taxonomy.id, &out)
    }
    out.append(1)
    for (name, value) in finding.properties.sorted(by: { $0.key < $1.key }) {
      add(name, &out)
      switch value {
      case .text(let text): add(text, &out)
      case .number(let number): add(number.bitPattern, &out)
      case .flag(let flag): out.append(flag ? 3 : 2)
      case .list(let list):
        for text in list { add(text, &out) }
        out.append(1)
      }
    }
    out.append(1)
    for waiver in finding.waivers {
      add(waiver.scope.rawValue, &out)
      add(waiver.source.rawValue, &out)
      for text in [waiver.origin, waiver.reason, waiver.owner, waiver.ticket, waiver.until] {
        add(text, &out)
      }
    }
  }

  private static func add(_ subject: Finding.Subject, _ out: inout [UInt8]) {
    add(subject.kind, &out)
    switch subject {
    case .code, .secret: break
    case .package(let package): add(package, &out)
    case .image(let image, let package):
      add(image, &out)
      if let package { add(package, &out) }
    case .resource(let text), .cloud(let text): add(text, &out)
    case .endpoint(let url, let method, let parameter):
      for text in [url, method, parameter] { add(text, &out) }
    case .host(let host, let port):
      add(host, &out)
      add(port, &out)
    }
  }

  private static func add(_ package: Finding.Package, _ out: inout [UInt8]) {
    for text in [package.name, package.version, package.purl] { add(text, &out) }
  }

  private static func add(_ place: Place, _ out: inout [UInt8]) {
    add(place.path, &out)
    for number in [
      place.start?.line, place.start?.column, place.end?.line, place.end?.column,
      place.range?.lower, place.range?.upper, place.snippet?.column, place.snippet?.length,
    ] {
      add(UInt64(bitPattern: Int64(number ?? -1)), &out)
    }
    for text in [
      place.snippet?.text, place.lineHash, place.marks, place.note, place.commit?.id,
      place.commit?.author, place.commit?.date,
    ] {
      add(text, &out)
    }
  }

  private static func add(_ text: String?, _ out: inout [UInt8]) {
    if let text { out.append(contentsOf: text.utf8) }
    out.append(text == nil ? 0xFE : 0xFF)
  }

  private static func add(_ number: UInt64, _ out: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { out.append(contentsOf: $0) }
  }
}
