import Glibc

/// Where Shrike keeps things, and where its own data lies.
public struct Folders: Sendable {
  /// Compiled rules and the last reports; safe to delete.
  public var cache: String
  /// What cannot be made again: the ledger, keys, advisories.
  public var data: String
  /// The folder that holds `secrets/` and the other packs; nil: the installation is broken.
  public var rules: String?

  /// The ledger of this user, of the command line and of a hub that was not told another.
  public var ledger: String { "\(data)/ledger.sqlite" }
  /// The key that signs the ledger's log.
  public var ledgerKey: String { "\(data)/keys/checkpoint.ed25519" }

  /// `environment` decides cache and data; the rules are found relative to the executable, in a checkout and in an
  /// installed tree alike.
  public init(environment: [String: String], executable: String? = nil) {
    if let own = environment["SHRIKE_CACHE"], !own.isEmpty {
      cache = own
    } else if let shared = environment["XDG_CACHE_HOME"], shared.hasPrefix("/") {
      cache = shared + "/shrike"
    } else if let home = environment["HOME"], !home.isEmpty {
      cache = home + "/.cache/shrike"
    } else {
      cache = "/tmp/shrike-\(getuid())"
    }
    if let own = environment["SHRIKE_DATA"], !own.isEmpty {
      data = own
    } else if let shared = environment["XDG_DATA_HOME"], shared.hasPrefix("/") {
      data = shared + "/shrike"
    } else if let home = environment["HOME"], !home.isEmpty {
      data = home + "/.local/share/shrike"
    } else {
      data = "/tmp/shrike-data-\(getuid())"
    }
    rules = (executable ?? Self.executablePath).flatMap(Self.rules(above:))
  }

  /// The running program, symbolic links resolved.
  public static var executablePath: String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }

  private static func rules(above executable: String) -> String? {
    var folder = executable
    // bin/ → share/shrike/Rules, and .build/<triple>/release/ → Rules of the checkout.
    for _ in 0..<5 {
      guard let slash = folder.lastIndex(of: "/") else { return nil }
      folder = String(folder[..<slash])
      for candidate in ["\(folder)/share/shrike/Rules", "\(folder)/Rules"]
      where access("\(candidate)/secrets/pack.toml", R_OK) == 0 {
        return candidate
      }
    }
    return nil
  }
}
