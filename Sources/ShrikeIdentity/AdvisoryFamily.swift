public import ShrikeModel

/// The ids that advisories go by.
public enum AdvisoryFamily {
  /// Beginnings of ids of public catalogues, each followed by `-`.
  static let catalogues: Set<String> = [
    "CVE", "GHSA", "RUSTSEC", "PYSEC", "GO", "GMS", "OSV", "MAL", "DSA", "DLA", "DTSA", "USN",
    "RHSA", "RHBA", "RLSA", "ALSA", "ELSA", "ALAS", "SUSE", "SNYK", "TEMP", "OSEC", "HSEC", "BIT",
    "CGA", "NSWG", "RSEC", "UBUNTU", "DEBIAN", "ALPINE", "JLSEC", "EEF", "V8", "PSF", "CURL",
  ]

  /// The advisory ids a finding names: its rule and its taxonomies; in upper case, each once.
  public static func ids(of finding: Finding) -> [String] {
    var ids: [String] = []
    func take(_ text: some StringProtocol) {
      let id = text.uppercased()
      guard isAdvisory(id), !ids.contains(id) else { return }
      ids.append(id)
    }
    take(finding.rule.split(separator: "/").last ?? "")
    for taxonomy in finding.taxonomies {
      take(taxonomy.id)
      take("\(taxonomy.catalogue)-\(taxonomy.id)")
    }
    return ids
  }

  static func isAdvisory(_ id: String) -> Bool {
    guard let dash = id.firstIndex(of: "-"), id.index(after: dash) < id.endIndex else {
      return false
    }
    return catalogues.contains(String(id[..<dash]))
  }
}
