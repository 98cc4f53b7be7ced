/// Where a module call takes its module from.
///
/// https://developer.hashicorp.com/terraform/language/modules/sources
enum TerraformSource: Hashable {
  /// A path that begins with `./` or `../`.
  case local(String)
  /// Elsewhere; the words say what that is.
  case remote(String)

  init(_ source: String) {
    if source == "." || source == ".." || source.hasPrefix("./") || source.hasPrefix("../") {
      self = .local(source)
      return
    }
    func begins(_ prefixes: String...) -> Bool { prefixes.contains { source.hasPrefix($0) } }
    if begins("git::", "git@", "github.com/", "bitbucket.org/") || source.hasSuffix(".git") {
      self = .remote("a git repository")
    } else if begins("hg::") {
      self = .remote("a Mercurial repository")
    } else if begins("s3::", "gcs::") {
      self = .remote("a storage bucket")
    } else if begins("oci::", "oci://") {
      self = .remote("an OCI registry")
    } else if begins("/", "file::") {
      self = .remote("a folder outside of the project")
    } else if source.contains("://") {
      self = .remote("an archive on the network")
    } else if (3...4).contains(
      source.split(separator: "//")[0...].first?
        .split(separator: "/", omittingEmptySubsequences: false).count ?? 0)
    {
      self = .remote("a module registry")
    } else {
      self = .remote("an address of unknown kind")
    }
  }

  /// A path taken from a folder of the tree; nil where it leads out of the tree.
  static func folder(_ path: String, from folder: String) -> String? {
    let cleaned = FilePath.cleaned(folder.isEmpty ? path : folder + "/" + path)
    if cleaned == "." { return "" }
    // A tree that is told by an absolute path has absolute folders; all others lead out of it.
    let isAbsolute = folder.hasPrefix("/") && !path.hasPrefix("/")
    if cleaned.hasPrefix("/") != isAbsolute { return nil }
    if cleaned == ".." || cleaned.hasPrefix("../") { return nil }
    return cleaned
  }
}
