import Testing

@testable import ShrikeSources

/// Archives that are read whole: everything in order, or one reason why not.
struct ArchiveFilesTests {
  @Test("files by name", arguments: ["two-texts.tar.gz", "two-texts.tar.zst"])
  func files(_ name: String) throws {
    let files = try ArchiveFiles(tar: try caseBytes("Archive", name)).files
    #expect(files.map(\.name) == ["docs/one.txt", "docs/two.txt"])
    #expect(files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["first\n", "second\n"])
  }

  @Test("folders and links have no content")
  func others() throws {
    let files = try ArchiveFiles(tar: try caseBytes("Archive", "folder-and-symlink.tar")).files
    #expect(files.map(\.name) == ["docs/one.txt", "docs/two.txt"])
  }

  private func problem(_ bytes: [UInt8], _ limits: ArchiveFiles.Limits = .init()) -> String? {
    do throws(ArchiveFiles.Problem) {
      _ = try ArchiveFiles(tar: bytes, limits: limits)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("what is no archive")
  func broken() throws {
    #expect(problem([]) == "it is empty")
    #expect(problem(Array("text".utf8)) != nil)
    #expect(problem(try caseBytes("Archive", "one-text.txt.gz")) == "it is no archive of files")
    let whole = try caseBytes("Archive", "two-texts.tar.gz")
    for count in stride(from: 1, to: whole.count - 12, by: 7) {
      #expect(problem(Array(whole[..<count])) != nil, "cut at \(count)")
    }
  }

  @Test("a name that leads out of the archive", arguments: ["../x", "a/../../x", ".."])
  func hostile(_ name: String) {
    #expect(problem(Self.tar([(name, "x")])) == "its entry '\(name)' leads out of it")
  }

  @Test("names from the root are names below it")
  func rooted() throws {
    let files = try ArchiveFiles(tar: Self.tar([("/a/./b.rego", "x")])).files
    #expect(files.map(\.name) == ["a/b.rego"])
  }

  @Test("limits")
  func limits() {
    let archive = Self.tar([("a", "12345"), ("b", "12345")])
    var limits = ArchiveFiles.Limits()
    limits.entries = 1
    #expect(problem(archive, limits) == "it has more than 1 entries")
    limits = ArchiveFiles.Limits()
    limits.bytes = 9
    #expect(problem(archive, limits) == "it expands to more than is read of one")
    limits.bytes = 10
    #expect(problem(archive, limits) == nil)
  }

  /// A tar in the ustar format of small files.
  private static func tar(_ files: [(name: String, text: String)]) -> [UInt8] {
    var out: [UInt8] = []
    for file in files {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, _ offset: Int) {
        for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
      }
      func octal(_ number: Int, _ width: Int) -> String {
        let digits = String(number, radix: 8)
        return String(repeating: "0", count: width - digits.count) + digits
      }
      put(file.name, 0)
      put(octal(0o644, 7), 100)
      put(octal(0, 7), 108)
      put(octal(0, 7), 116)
      put(octal(file.text.utf8.count, 11), 124)
      put(octal(0, 11), 136)
      put("        ", 148)
      put("0", 156)
      put("ustar", 257)
      put("00", 263)
      put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\0 ", 148)
      out += header + file.text.utf8
      out += [UInt8](repeating: 0, count: (512 - file.text.utf8.count % 512) % 512)
    }
    return out + [UInt8](repeating: 0, count: 1024)
  }
}
