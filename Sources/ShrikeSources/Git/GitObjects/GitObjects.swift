import CGit2
import ShrikeText

/// An object of a repository, inflated. Its bytes live as long as it does.
final class GitObject {
  enum Kind: Sendable { case commit, tree, blob, tag }

  let kind: Kind
  let count: Int
  private let base: UnsafePointer<UInt8>?
  private let release: () -> Void

  init(kind: Kind, base: UnsafePointer<UInt8>?, count: Int, release: @escaping () -> Void) {
    self.kind = kind
    self.base = base
    self.count = count
    self.release = release
  }

  deinit { release() }

  /// Valid only while the object is kept.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  @inline(__always)
  func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    defer { withExtendedLifetime(self) {} }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }
}

enum GitObjectResult {
  case object(GitObject)
  /// Not here: the repository is shallow, partial or damaged.
  case missing
  case tooLarge(Int)
  case corrupt(String)
}

/// Reads the objects of one repository; for one thread.
///
/// SHA-1 repositories go through libgit2's object database; what that cannot read (SHA-256, or no
/// libgit2 here) through one long-lived `git cat-file --batch`.
final class GitObjects {
  private enum Backend {
    case library(shrike_git2_table, OpaquePointer)
    case command(CatFile)
  }

  /// Bytes of a commit, tag or tree that git is asked for.
  static let maximumMetadataSize = 256 << 20

  private let backend: Backend
  let format: ObjectFormat

  init(_ repository: GitRepository) throws(EngineError) {
    format = repository.format
    guard format == .sha1, let table = shrike_git2() else {
      do throws(EngineError) {
        backend = .command(try CatFile(repository))
      } catch {
        guard format == .sha1 else { throw error }
        throw EngineError(
          .unavailable, "history needs libgit2 or git", cause: String(cString: shrike_git2_reason())
        )
      }
      return
    }
    var database: OpaquePointer?
    guard table.pointee.git_odb_open(&database, repository.commonDirectory + "/objects") == 0,
      let database
    else {
      throw EngineError(
        .library, "cannot open the object database", cause: Self.lastError(table.pointee))
    }
    backend = .library(table.pointee, database)
  }

  deinit {
    if case .library(let table, let database) = backend { table.git_odb_free(database) }
  }

  /// The object, unless it has more than `limit` bytes: its header is read first.
  func read(_ id: ObjectID, limit: Int) -> GitObjectResult {
    switch backend {
    case .command(let child): return child.read(id, limit: limit)
    case .library(let table, let database):
      var name = Self.name(id)
      var size = 0
      var type = GIT_OBJECT_INVALID
      let found = table.git_odb_read_header(&size, &type, database, &name)
      if found == GIT_ENOTFOUND.rawValue { return .missing }
      if found != 0 { return .corrupt(Self.lastError(table)) }
      if size > limit { return .tooLarge(size) }
      return readWhole(&name, table, database)
    }
  }

  /// The object without a look at its header first, which costs a third of the time of small
  /// objects; for commits and trees. Whoever cloned the repository had them whole in memory too.
  func read(_ id: ObjectID) -> GitObjectResult {
    switch backend {
    case .command(let child): return child.read(id, limit: Self.maximumMetadataSize)
    case .library(let table, let database):
      var name = Self.name(id)
      return readWhole(&name, table, database)
    }
  }

  /// The one object whose name begins with `digits` hexadecimal digits.
  func find(prefix: String) -> ObjectID? {
    guard case .library(let table, let database) = backend, (4...40).contains(prefix.utf8.count),
      let padded = ObjectID(prefix + String(repeating: "0", count: 40 - prefix.utf8.count))
    else { return nil }
    var short = Self.name(padded)
    var full = git_oid()
    guard table.git_odb_exists_prefix(&full, database, &short, prefix.utf8.count) == 0 else {
      return nil
    }
    return withUnsafeBytes(of: &full.id) { bytes in
      bytes.baseAddress.map {
        ObjectID(raw: $0.assumingMemoryBound(to: UInt8.self), count: 20)
      }
    }
  }

  private func readWhole(
    _ name: inout git_oid, _ table: shrike_git2_table, _ database: OpaquePointer
  ) -> GitObjectResult {
    var found: OpaquePointer?
    let code = table.git_odb_read(&found, database, &name)
    guard code == 0, let found else {
      return code == GIT_ENOTFOUND.rawValue ? .missing : .corrupt(Self.lastError(table))
    }
    let kind: GitObject.Kind
    switch table.git_odb_object_type(found) {
    case GIT_OBJECT_COMMIT: kind = .commit
    case GIT_OBJECT_TREE: kind = .tree
    case GIT_OBJECT_BLOB: kind = .blob
    case GIT_OBJECT_TAG: kind = .tag
    default:
      table.git_odb_object_free(found)
      return .corrupt("an object of unknown kind")
    }
    let release = table.git_odb_object_free
    let data = table.git_odb_object_data(found)?.assumingMemoryBound(to: UInt8.self)
    return .object(
      GitObject(kind: kind, base: data, count: table.git_odb_object_size(found)) { release(found) })
  }

  private static func name(_ id: ObjectID) -> git_oid {
    var name = git_oid()
    withUnsafeMutableBytes(of: &name.id) { bytes in
      bytes.storeBytes(of: id.a.bigEndian, toByteOffset: 0, as: UInt64.self)
      bytes.storeBytes(of: id.b.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(
        of: UInt32(truncatingIfNeeded: id.c >> 32).bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return name
  }

  private static func lastError(_ table: shrike_git2_table) -> String {
    guard let error = table.git_error_last(), let message = error.pointee.message else {
      return "unknown"
    }
    return String(cString: message)
  }
}
