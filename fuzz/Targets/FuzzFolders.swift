import Glibc

/// Where a run keeps things.
enum FuzzFolders {
  /// Compiled rules; `fuzz/run` names a folder that lives from run to run.
  static var cache: String {
    getenv("SHRIKE_FUZZ_CACHE").map { String(cString: $0) } ?? "/tmp/shrike-fuzz-cache"
  }
}
