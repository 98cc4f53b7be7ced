import BigInt

/// One extension, as it stands.
struct CertificateExtension {
  let id: ObjectIdentifierDER
  let isCritical: Bool
  let value: ArraySlice<UInt8>

  static func list(_ reader: DER) throws(DER.Malformed) -> [CertificateExtension] {
    var reader = reader
    var out: [CertificateExtension] = []
    while !reader.isAtEnd {
      var part = try reader.sequence()
      let id = try part.objectIdentifier()
      let isCritical = part.nextTag == DER.Tag.boolean ? try part.boolean() : false
      let value = try part.element(DER.Tag.octetString).content
      out.append(CertificateExtension(id: id, isCritical: isCritical, value: value))
    }
    return out
  }
}

/// Names other than the distinguished one.
struct AlternativeNames {
  var dns: [[UInt8]] = []
  var mail: [[UInt8]] = []
  var addresses: [[UInt8]] = []
  var uris: [(text: [UInt8], address: WebAddress)] = []

  var isEmpty: Bool { dns.isEmpty && mail.isEmpty && addresses.isEmpty && uris.isEmpty }

  init() {}

  init(_ bytes: ArraySlice<UInt8>) throws(DER.Malformed) {
    var reader = DER(bytes)
    var names = try reader.sequence()
    while !names.isAtEnd {
      let name = try names.element()
      let content = Array(name.content)
      switch name.tag {
      case DER.Tag.context(1): mail.append(try Self.ascii(content))
      case DER.Tag.context(2): dns.append(try Self.ascii(content))
      case DER.Tag.context(6):
        guard let address = WebAddress(try Self.ascii(content)) else { throw DER.Malformed() }
        uris.append((content, address))
      case DER.Tag.context(7):
        guard content.count == 4 || content.count == 16 else { throw DER.Malformed() }
        addresses.append(content)
      default: break
      }
    }
  }

  static func ascii(_ bytes: [UInt8]) throws(DER.Malformed) -> [UInt8] {
    guard bytes.allSatisfy({ $0 < 0x80 }) else { throw DER.Malformed() }
    return bytes
  }
}

/// What a signer's certificates may be for.
struct NameConstraints {
  struct Side {
    var dns: [[UInt8]] = []
    var ranges: [(address: [UInt8], mask: [UInt8])] = []
    var mail: [[UInt8]] = []
    var uris: [[UInt8]] = []

    var isEmpty: Bool { dns.isEmpty && ranges.isEmpty && mail.isEmpty && uris.isEmpty }
  }

  var permitted = Side()
  var excluded = Side()
  /// Kinds of names that nobody checks here.
  var hasUnknown = false

  init() {}

  init(_ bytes: ArraySlice<UInt8>) throws(DER.Malformed) {
    var reader = DER(bytes)
    var sides = try reader.sequence()
    let first = try sides.optional(DER.Tag.context(0, isConstructed: true))
    let second = try sides.optional(DER.Tag.context(1, isConstructed: true))
    guard sides.isAtEnd, first != nil || second != nil else { throw DER.Malformed() }
    if let first { permitted = try side(first.reader) }
    if let second { excluded = try side(second.reader) }
  }

  private mutating func side(_ reader: DER) throws(DER.Malformed) -> Side {
    var reader = reader
    var side = Side()
    while !reader.isAtEnd {
      var subtree = try reader.sequence()
      let name = try subtree.element()
      let content = Array(name.content)
      switch name.tag {
      case DER.Tag.context(1): side.mail.append(try AlternativeNames.ascii(content))
      case DER.Tag.context(2): side.dns.append(try AlternativeNames.ascii(content))
      case DER.Tag.context(6): side.uris.append(try AlternativeNames.ascii(content))
      case DER.Tag.context(7):
        guard content.count == 8 || content.count == 32 else { throw DER.Malformed() }
        let half = content.count / 2
        let (address, mask) = (Array(content[..<half]), Array(content[half...]))
        guard Self.isPrefix(mask) else { throw DER.Malformed() }
        // Bits beyond the mask do not count.
        side.ranges.append((zip(address, mask).map { $0 & $1 }, mask))
      default: hasUnknown = true
      }
    }
    return side
  }

  /// Ones, then zeros.
  private static func isPrefix(_ mask: [UInt8]) -> Bool {
    let rest = mask.drop { $0 == 0xFF }
    let zeros = ~(rest.first ?? 0xFF)
    return zeros & (zeros &+ 1) == 0 && rest.dropFirst().allSatisfy { $0 == 0 }
  }
}

/// What a certificate's extensions say.
struct CertificateContent {
  var keyUsage = 0
  /// By Go's numbers.
  var extendedKeyUsage: [Int] = []
  var unknownExtendedKeyUsage: [ObjectIdentifierDER] = []
  var hasBasicConstraints = false
  var isAuthority = false
  /// -1 where there is no bound.
  var maxPathLength = 0
  var subjectKeyID: [UInt8]?
  var authorityKeyID: [UInt8]?
  var ocspServers: [[UInt8]] = []
  var issuers: [[UInt8]] = []
  var names = AlternativeNames()
  var constraints = NameConstraints()
  var constraintsAreCritical = false
  var revocationLists: [[UInt8]] = []
  /// Numbers in text; of any size, unlike those of other things.
  var policies: [String]?
  var policyMappings: [(issuer: String, subject: String)]?
  var requireExplicitPolicy: Int?
  var inhibitPolicyMapping: Int?
  var inhibitAnyPolicy: Int?
  var unhandledCritical: [ObjectIdentifierDER] = []

  init(_ extensions: [CertificateExtension]) throws(DER.Malformed) {
    for part in extensions {
      let isHandled = try read(part)
      if part.isCritical, !isHandled { unhandledCritical.append(part.id) }
    }
  }

  private mutating func read(_ part: CertificateExtension) throws(DER.Malformed) -> Bool {
    var reader = DER(part.value)
    switch part.id.arcs {
    case [2, 5, 29, 14]:
      guard !part.isCritical else { throw DER.Malformed() }
      subjectKeyID = Array(try reader.element(DER.Tag.octetString).content)
    case [2, 5, 29, 15]:
      let bits = try reader.element(DER.Tag.bitString).content
      guard let unused = bits.first, unused < 8 else { throw DER.Malformed() }
      for (index, byte) in bits.dropFirst().prefix(2).enumerated() {
        for bit in 0..<8 where byte & 0x80 >> bit != 0 && 8 * index + bit < 9 {
          keyUsage |= 1 << (8 * index + bit)
        }
      }
    case [2, 5, 29, 17]:
      names = try AlternativeNames(part.value)
      return !names.isEmpty
    case [2, 5, 29, 19]:
      var body = try reader.sequence()
      isAuthority = body.nextTag == DER.Tag.boolean ? try body.boolean() : false
      maxPathLength = -1
      if body.nextTag == DER.Tag.integer {
        maxPathLength = try body.small()
        guard maxPathLength >= 0 else { throw DER.Malformed() }
      }
      hasBasicConstraints = true
    case [2, 5, 29, 30]:
      constraints = try NameConstraints(part.value)
      constraintsAreCritical = part.isCritical
      return !constraints.hasUnknown
    case [2, 5, 29, 31]: try readRevocationLists(&reader)
    case [2, 5, 29, 32]:
      var list = try reader.sequence()
      var policies: [String] = []
      while !list.isAtEnd {
        var policy = try list.sequence()
        policies.append(try Self.policy(&policy))
      }
      guard Set(policies).count == policies.count else { throw DER.Malformed() }
      self.policies = policies
    case [2, 5, 29, 33]:
      var list = try reader.sequence()
      var mappings: [(issuer: String, subject: String)] = []
      while !list.isAtEnd {
        var pair = try list.sequence()
        mappings.append((try Self.policy(&pair), try Self.policy(&pair)))
      }
      policyMappings = mappings
    case [2, 5, 29, 35]:
      guard !part.isCritical else { throw DER.Malformed() }
      var body = try reader.sequence()
      authorityKeyID = (try body.optional(DER.Tag.context(0))).map { Array($0.content) }
    case [2, 5, 29, 36]:
      var body = try reader.sequence()
      requireExplicitPolicy = try Self.count(body.optional(DER.Tag.context(0)))
      inhibitPolicyMapping = try Self.count(body.optional(DER.Tag.context(1)))
    case [2, 5, 29, 37]:
      var list = try reader.sequence()
      while !list.isAtEnd {
        let usage = try list.objectIdentifier()
        if let number = Self.usage(usage) {
          extendedKeyUsage.append(number)
        } else {
          unknownExtendedKeyUsage.append(usage)
        }
      }
    case [2, 5, 29, 54]:
      let bound = try reader.small()
      guard bound >= 0 else { throw DER.Malformed() }
      inhibitAnyPolicy = bound
    case [1, 3, 6, 1, 5, 5, 7, 1, 1]:
      guard !part.isCritical else { throw DER.Malformed() }
      try readAccess(&reader)
    default: return false
    }
    return true
  }

  private mutating func readRevocationLists(_ reader: inout DER) throws(DER.Malformed) {
    var points = try reader.sequence()
    while !points.isAtEnd {
      var point = try points.sequence()
      guard let name = try point.optional(DER.Tag.context(0, isConstructed: true)) else { continue }
      var inner = name.reader
      guard let full = try inner.optional(DER.Tag.context(0, isConstructed: true)) else { continue }
      var names = full.reader
      while !names.isAtEnd {
        let name = try names.element()
        guard name.tag == DER.Tag.context(6) else { continue }
        revocationLists.append(try AlternativeNames.ascii(Array(name.content)))
      }
    }
  }

  private mutating func readAccess(_ reader: inout DER) throws(DER.Malformed) {
    var list = try reader.sequence()
    while !list.isAtEnd {
      var access = try list.sequence()
      let method = try access.objectIdentifier()
      let place = try access.element()
      guard place.tag == DER.Tag.context(6) else { continue }
      let text = try AlternativeNames.ascii(Array(place.content))
      switch method.arcs {
      case [1, 3, 6, 1, 5, 5, 7, 48, 1]: ocspServers.append(text)
      case [1, 3, 6, 1, 5, 5, 7, 48, 2]: issuers.append(text)
      default: break
      }
    }
  }

  private static func count(_ element: DER.Element?) throws(DER.Malformed) -> Int? {
    guard let element else { return nil }
    guard let count = Int(exactly: try DER.integer(element.content)) else {
      throw DER.Malformed()
    }
    return count
  }

  private static func policy(_ reader: inout DER) throws(DER.Malformed) -> String {
    var arcs: [BigInt] = []
    var value = BigInt(0)
    let content = try reader.element(DER.Tag.objectIdentifier).content
    guard let last = content.last, last < 0x80, content.count <= 256 else { throw DER.Malformed() }
    for byte in content {
      value = value << 7 | BigInt(byte & 0x7F)
      guard byte < 0x80 else { continue }
      if arcs.isEmpty {
        let first = min(value / 40, 2)
        arcs = [first, value - first * 40]
      } else {
        arcs.append(value)
      }
      value = 0
    }
    return arcs.map { String($0) }.joined(separator: ".")
  }

  private static func usage(_ id: ObjectIdentifierDER) -> Int? {
    switch id.arcs {
    case [2, 5, 29, 37, 0]: return 0
    case [1, 3, 6, 1, 4, 1, 311, 10, 3, 3]: return 10
    case [2, 16, 840, 1, 113730, 4, 1]: return 11
    case [1, 3, 6, 1, 4, 1, 311, 2, 1, 22]: return 12
    case [1, 3, 6, 1, 4, 1, 311, 61, 1, 1]: return 13
    default:
      guard id.arcs.count == 9, id.arcs.dropLast() == [1, 3, 6, 1, 5, 5, 7, 3],
        let last = id.arcs.last, 1...9 ~= last
      else { return nil }
      return last
    }
  }
}
