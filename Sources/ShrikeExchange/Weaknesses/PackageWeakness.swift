import ShrikeModel

/// A publicly known weakness of a package, as formats about packages (VEX, bills of materials) tell it.
struct PackageWeakness: Hashable {
  /// `CVE-2021-44228`; the id of another catalogue where there is no CVE.
  let name: String
  /// What other catalogues call it.
  let aliases: [String]
  let component: Component

  /// What has the weakness: a package, or an image and the package in it.
  struct Component: Hashable {
    let image: String?
    let package: Finding.Package?

    /// The address of the package, of the image where no package is known.
    var purl: String { package?.address ?? image.map { ImageReference($0).purl } ?? "" }
  }
}

extension Finding {
  /// The known weaknesses that it is about: one for each CVE, else one that goes by its other ids. Empty where it
  /// is not about a package, or only about its licence or its upkeep.
  var packageWeaknesses: [PackageWeakness] {
    let component: PackageWeakness.Component
    switch subject {
    case .package(let package): component = .init(image: nil, package: package)
    case .image(let image, let package): component = .init(image: image, package: package)
    case .code, .secret, .resource, .endpoint, .host, .cloud: return []
    }
    var seen: Set<String> = []
    let ids = taxonomies.filter { $0.catalogue != "CWE" }.map(\.name)
      .filter { !$0.isEmpty && seen.insert($0).inserted }
    let cves = ids.filter { $0.hasPrefix("CVE-") }
    // Of several CVEs nobody can tell which one another catalogue's id means.
    if cves.count > 1 {
      return cves.map { PackageWeakness(name: $0, aliases: [], component: component) }
    }
    guard let name = cves.first ?? ids.first else { return [] }
    return [
      PackageWeakness(name: name, aliases: ids.filter { $0 != name }, component: component)
    ]
  }
}

extension Finding.Package {
  /// Its purl, else one of the type `generic`: an address by which a reader can tell it from others.
  var address: String {
    if let purl, !purl.isEmpty { return purl.uri }
    let version = version.map { "@\($0.uriComponent)" } ?? ""
    return "pkg:generic/\(name.uriComponent)\(version)"
  }
}

/// The name of an image, `registry.example/team/web:1.2@sha256:…`, taken apart.
struct ImageReference {
  /// `registry.example/team/web`.
  let repository: String
  /// `web`.
  let name: String
  let tag: String?
  let digest: String?

  init(_ text: String) {
    var rest = text[...]
    var digest: String?
    if let at = rest.lastIndex(of: "@") {
      digest = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    var tag: String?
    // A colon before the last slash belongs to a port.
    if let colon = rest.lastIndex(of: ":"), rest[colon...].firstIndex(of: "/") == nil {
      tag = String(rest[rest.index(after: colon)...])
      rest = rest[..<colon]
    }
    repository = String(rest)
    name = rest.split(separator: "/").last.map(String.init) ?? text
    self.tag = tag
    self.digest = digest
  }

  /// As purl-spec writes images: the digest is the version, repository and tag qualify.
  var purl: String {
    var out = "pkg:oci/\(name.lowercased().uriComponent)"
    if let digest { out += "@\(digest.uriComponent)" }
    var qualifiers: [String] = []
    if repository != name { qualifiers.append("repository_url=\(repository.uriComponent)") }
    if let tag { qualifiers.append("tag=\(tag.uriComponent)") }
    return qualifiers.isEmpty ? out : "\(out)?\(qualifiers.joined(separator: "&"))"
  }
}

extension String {
  /// What no address may hold as percent signs; what is escaped already stays.
  var uri: String {
    percentEncoded { Self.isUnreserved($0) || ":/?#[]@!$&'()*+,;=%".utf8.contains($0) }
  }

  /// For one part of an address: everything but letters, digits and `-._~`.
  var uriComponent: String { percentEncoded(Self.isUnreserved) }

  private func percentEncoded(_ isKept: (UInt8) -> Bool) -> String {
    var out: [UInt8] = []
    for byte in utf8 {
      if isKept(byte) {
        out.append(byte)
      } else {
        out += (byte < 16 ? "%0" : "%").utf8
        out += String(byte, radix: 16, uppercase: true).utf8
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }
}
