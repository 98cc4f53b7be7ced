import Glibc
import ShrikeText

/// First line of a small file, without trailing white space.
func readFirstLine(_ path: String) -> String? {
  guard let bytes = readFile(path, limit: 1 << 16) else { return nil }
  var line = bytes.prefix { $0 != 0x0A }
  while let last = line.last, last == 0x0D || last == 0x20 || last == 0x09 { line.removeLast() }
  return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
}

enum FileKind { case none, file, folder }

/// What stands at a path, symbolic links followed.
func fileKind(_ path: String) -> FileKind {
  var status = stat()
  guard stat(path, &status) == 0 else { return .none }
  return status.st_mode & S_IFMT == S_IFDIR ? .folder : .file
}

/// The path without `.`, `..`, double slashes and symbolic links; nil when it is not there.
func absolutePath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// A link to nothing: HEAD of an old repository may link to a branch that is not born yet.
func isDanglingLink(_ path: String) -> Bool {
  var status = stat()
  return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
}
