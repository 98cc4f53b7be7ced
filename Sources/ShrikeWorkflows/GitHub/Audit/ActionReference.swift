/// What `uses` names: an action or workflow of a repository, a container image, or a folder here.
enum ActionReference {
  case repository(RepositoryReference)
  case image(ImageReference)
  case local(String)

  init(_ text: String) {
    if text.hasPrefix("./") || text.hasPrefix("$/") {
      self = .local(text)
    } else if text.hasPrefix("docker://") {
      self = .image(ImageReference(String(text.dropFirst("docker://".count))))
    } else {
      self = .repository(RepositoryReference(text))
    }
  }

  var repository: RepositoryReference? {
    if case .repository(let reference) = self { return reference }
    return nil
  }
}

/// `owner/name/path@version`
struct RepositoryReference {
  let owner: String
  let name: String
  /// Nil where there is none; empty after `owner/name/`.
  let path: String?
  let version: String?
  /// What a comment beside a hash says its version is.
  var comment: Substring?

  init(_ text: String) {
    let at = text.firstIndex(of: "@")
    version = at.map { String(text[text.index(after: $0)...]) }
    let parts = text[..<(at ?? text.endIndex)].split(
      separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    owner = String(parts[0])
    name = parts.count > 1 ? String(parts[1]) : ""
    path = parts.count > 2 ? String(parts[2]) : nil
  }

  /// `owner/name` in lower case.
  var slug: String { "\(owner)/\(name)".lowercased() }
  var slugLength: Int { owner.utf8.count + 1 + name.utf8.count }

  /// Whether it is this action: `owner/name` or `owner/name/path`.
  func isAction(_ action: String) -> Bool {
    // Every step is compared with the names of all tables; most are of another length.
    let length = slugLength + (path.map { $0.utf8.count + 1 } ?? 0)
    guard action.utf8.count == length else { return false }
    let parts = action.split(separator: "/", maxSplits: 2)
    return parts.count > 1 && owner.isSame(as: String(parts[0]))
      && name.isSame(as: String(parts[1])) && path == (parts.count > 2 ? String(parts[2]) : nil)
  }

  /// Whether its version is a full hash, which nobody can move.
  var isHash: Bool {
    guard let version else { return false }
    return version.utf8.count == 40 && version.utf8.allSatisfy(isHexDigit)
  }

  /// The numbers of a version such as `v6` or `1.2.3`.
  var numbers: [Int]? {
    guard let version = isHash ? comment : version?[...] else { return nil }
    let parts = (version.hasPrefix("v") ? version.dropFirst() : version)
      .split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count <= 3, !parts.contains(nil) else { return nil }
    return parts.compactMap { $0 }
  }
}

/// `registry/name:tag@digest`
struct ImageReference {
  let name: String
  let tag: String?
  let digest: String?

  init(_ text: String) {
    let at = text.firstIndex(of: "@")
    digest = at.map { String(text[text.index(after: $0)...]) }
    let rest = text[..<(at ?? text.endIndex)]
    // A colon before the last slash is a port.
    if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
      tag = String(rest[rest.index(after: colon)...])
      name = String(rest[..<colon])
    } else {
      tag = nil
      name = String(rest)
    }
  }
}
