/// Looks for a way from a certificate to one that is trusted, as Go's `Certificate.Verify` does.
///
/// Checked are signatures, times, who may sign for whom and for which names, and what the keys may
/// be used for. Policies are not: a chain that asks for one is refused.
struct CertificateChain {
  /// Signatures that are checked at most; certificates that sign each other are many ways.
  private static let signatureLimit = 100
  private static let lengthLimit = 32

  var root: Certificate
  var intermediates: [Certificate]
  /// Seconds since 1970.
  var time: Int
  /// Whom the certificate is to be for.
  var host: [UInt8]?
  /// What it is to be used for, by Go's numbers; any of these will do.
  var usages: [Int] = [1]
  /// Comparisons of names against constraints.
  var comparisonLimit = 250_000

  private var signatures = 0
  private var comparisons = 0

  init(root: Certificate, intermediates: [Certificate], time: Int) {
    self.root = root
    self.intermediates = intermediates
    self.time = time
  }

  /// The certificates from the one in question to the root; nil where there is no way.
  mutating func path(of leaf: Certificate) -> [Certificate]? {
    guard isFit(leaf, signs: [], isAuthority: false) else { return nil }
    if let host, !leaf.isFor(host) { return nil }
    if leaf.raw == root.raw { return permitsUsage([leaf]) ? [leaf] : nil }
    return extended([leaf])
  }

  private mutating func extended(_ chain: [Certificate]) -> [Certificate]? {
    guard let last = chain.last, chain.count < Self.lengthLimit else { return nil }
    if let next = signer(root, of: last, chain), permitsUsage(next) { return next }
    for candidate in intermediates {
      guard let next = signer(candidate, of: last, chain), let path = extended(next) else {
        continue
      }
      return path
    }
    return nil
  }

  private mutating func signer(
    _ candidate: Certificate, of certificate: Certificate, _ chain: [Certificate]
  ) -> [Certificate]? {
    guard candidate.subject.raw == certificate.issuer.raw,
      !chain.contains(where: { $0.isSameHolder(as: candidate) }),
      isFit(candidate, signs: chain, isAuthority: true)
    else { return nil }
    signatures += 1
    guard signatures <= Self.signatureLimit, candidate.mayHaveSigned(certificate) else {
      return nil
    }
    return chain + [candidate]
  }

  /// All but the signature.
  private mutating func isFit(
    _ certificate: Certificate, signs chain: [Certificate], isAuthority: Bool
  ) -> Bool {
    let content = certificate.content
    guard content.unhandledCritical.isEmpty, content.requireExplicitPolicy != 0,
      certificate.notBefore.seconds <= time, time <= certificate.notAfter.seconds
    else { return false }
    guard isAuthority else { return true }
    let isRoot = certificate.raw == root.raw
    guard isRoot || content.hasBasicConstraints && content.isAuthority else { return false }
    if content.hasBasicConstraints, content.maxPathLength >= 0,
      chain.count - 1 > content.maxPathLength
    {
      return false
    }
    for signed in chain where !permits(content.constraints, signed.content.names) { return false }
    return true
  }

  /// Each certificate may narrow what those below it are for.
  private func permitsUsage(_ chain: [Certificate]) -> Bool {
    guard !usages.contains(0) else { return true }
    var left = usages
    for certificate in chain.reversed() {
      let content = certificate.content
      let isOpen =
        content.extendedKeyUsage.isEmpty && content.unknownExtendedKeyUsage.isEmpty
        || content.extendedKeyUsage.contains(0)
      if !isOpen { left.removeAll { !content.extendedKeyUsage.contains($0) } }
    }
    return !left.isEmpty
  }

  // MARK: names that a signer may sign for

  private mutating func permits(
    _ constraints: NameConstraints, _ names: AlternativeNames
  ) -> Bool {
    let (permitted, excluded) = (constraints.permitted, constraints.excluded)
    guard !permitted.isEmpty || !excluded.isEmpty else { return true }
    for name in names.dns {
      guard allows(name, permitted.dns, excluded.dns, Self.isDomain) else { return false }
    }
    for name in names.mail {
      guard allows(name, permitted.mail, excluded.mail, Self.isMail) else { return false }
    }
    for uri in names.uris {
      let host = Self.withoutPort(uri.address.host)
      guard permitted.uris.isEmpty && excluded.uris.isEmpty || !host.isEmpty,
        allows(host, permitted.uris, excluded.uris, Self.isDomain)
      else { return false }
    }
    for address in names.addresses {
      guard allows(address, permitted.ranges, excluded.ranges, Self.isInRange) else { return false }
    }
    return true
  }

  private mutating func allows<Rule>(
    _ name: [UInt8], _ permitted: [Rule], _ excluded: [Rule], _ matches: ([UInt8], Rule) -> Bool
  ) -> Bool {
    comparisons += permitted.count + excluded.count
    guard comparisons <= comparisonLimit else { return false }
    if excluded.contains(where: { matches(name, $0) }) { return false }
    return permitted.isEmpty || permitted.contains { matches(name, $0) }
  }

  /// `example.com` takes in what is below it, `.example.com` only that.
  private static func isDomain(_ name: [UInt8], _ rule: [UInt8]) -> Bool {
    guard !rule.isEmpty else { return true }
    guard rule.count <= name.count, isEqualCaseless(name.suffix(rule.count), rule[...]) else {
      return false
    }
    if rule.first == 0x2E { return name.count > rule.count }
    return name.count == rule.count || name[name.count - rule.count - 1] == 0x2E
  }

  /// An address, or all of a host or a domain.
  private static func isMail(_ name: [UInt8], _ rule: [UInt8]) -> Bool {
    guard let at = name.lastIndex(of: 0x40) else { return false }
    let host = Array(name[(at + 1)...])
    guard let ruleAt = rule.lastIndex(of: 0x40) else {
      return rule.first == 0x2E ? isDomain(host, rule) : isEqualCaseless(host[...], rule[...])
    }
    return name[..<at] == rule[..<ruleAt] && isEqualCaseless(host[...], rule[(ruleAt + 1)...])
  }

  private static func isInRange(
    _ address: [UInt8], _ range: (address: [UInt8], mask: [UInt8])
  ) -> Bool {
    address.count == range.address.count
      && zip(address, range.mask).map { $0 & $1 } == range.address
  }

  private static func withoutPort(_ host: [UInt8]) -> [UInt8] {
    guard host.first != 0x5B, let colon = host.lastIndex(of: 0x3A) else { return host }
    return Array(host[..<colon])
  }
}

private func lowercased(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
private func lowercased(_ name: [UInt8]) -> [UInt8] { name.map(lowercased) }

private func isEqualCaseless(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { lowercased($0) == lowercased($1) }
}

extension Certificate {
  fileprivate func isSameHolder(as other: Certificate) -> Bool {
    subject.raw == other.subject.raw && subjectPublicKeyInfo == other.subjectPublicKeyInfo
      && content.names.dns == other.content.names.dns
      && content.names.mail == other.content.names.mail
      && content.names.addresses == other.content.names.addresses
      && content.names.uris.map(\.text) == other.content.names.uris.map(\.text)
  }

  /// Whether this one's key made the other one's signature, and was there to make some.
  fileprivate func mayHaveSigned(_ other: Certificate) -> Bool {
    if version == 3, !content.hasBasicConstraints { return false }
    if content.hasBasicConstraints, !content.isAuthority { return false }
    // Bit 5 is that of signing certificates.
    if content.keyUsage != 0, content.keyUsage & 1 << 5 == 0 { return false }
    return other.signatureAlgorithm.isValid(
      other.signature, of: Array(other.signedPart), publicKey)
  }

  /// Whether the certificate is for a host, by name or by address.
  fileprivate func isFor(_ host: [UInt8]) -> Bool {
    let isBracketed = host.count >= 3 && host.first == 0x5B && host.last == 0x5D
    let literal = isBracketed ? Array(host.dropFirst().dropLast()) : host
    if let address = Address(String(decoding: literal, as: UTF8.self)) {
      return content.names.addresses.contains { Address($0) == address }
    }
    let name = lowercased(host)
    let labels = Self.labels(name.last == 0x2E ? name.dropLast() : name[...])
    return content.names.dns.contains { pattern in
      let pattern = lowercased(pattern)
      let parts = Self.labels(pattern[...])
      guard Self.isHostName(labels, allowsStar: false), Self.isHostName(parts, allowsStar: true)
      else { return pattern == name }
      guard parts.count == labels.count else { return false }
      return zip(parts, labels).enumerated().allSatisfy { index, pair in
        index == 0 && pair.0 == [0x2A] || pair.0 == pair.1
      }
    }
  }

  private static func labels(_ name: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    name.split(separator: 0x2E, omittingEmptySubsequences: false)
  }

  private static func isHostName(_ labels: [ArraySlice<UInt8>], allowsStar: Bool) -> Bool {
    labels.enumerated().allSatisfy { index, label in
      if allowsStar, index == 0, label == [0x2A] { return labels.count > 1 }
      return !label.isEmpty && label.first != 0x2D
        && label.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x5F }
    }
  }
}
