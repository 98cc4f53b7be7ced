import Foundation
import ShrikeExchange
import ShrikeModel
import ShrikeText
import Testing

@Suite struct FileSinkTests {
  private func temporaryFolder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func failure(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return "\(error)" }
  }

  @Test func replacesAFileWholeAndKeepsItsMode() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "report.json").path
    try Data("old".utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o600)
    var sink = try FileSink(path: path)
    let long = String(repeating: "0123456789", count: 30_000)
    try sink.write("head ")
    try sink.write(long)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    try sink.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "head " + long)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report.json"])
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func aSinkGivenUpLeavesTheOldFile() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "report.json").path
    var sink = try FileSink(path: path)
    try sink.write("half")
    sink.abandon()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func aLinkStaysALink() throws {
    let folder = try temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let link = folder.appending(path: "link").path
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.appending(path: "real").path)
    var sink = try FileSink(path: link)
    try sink.write("through")
    try sink.finish()
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link).hasSuffix("real"))
    #expect(try String(contentsOfFile: link, encoding: .utf8) == "through")
  }

  @Test func fullDisk() {
    let message = failure {
      var sink = try FileSink(path: "/dev/full")
      try sink.write("x")
      try sink.finish()
    }
    #expect(message == "cannot write to /dev/full: no space is left on its disk")
  }

  @Test func closedPipe() throws {
    FileSink.ignoreBrokenPipes()
    let pipe = Pipe()
    try pipe.fileHandleForReading.close()
    let message = failure {
      var sink = FileSink(
        descriptor: pipe.fileHandleForWriting.fileDescriptor, name: "standard output")
      try HTMLReport().write(.rich, to: &sink)
      try sink.finish()
    }
    #expect(message == "cannot write to standard output: whoever was reading it has gone away")
  }

  @Test(arguments: [
    ("/", "it is a folder"), ("/no/such/folder/x", "its folder does not exist"),
    ("/dev/null/x", "a part of the path is no folder"),
    ("/tmp/" + String(repeating: "n", count: 300), "the name is too long"),
  ])
  func placesThatTakeNoFile(_ path: String, _ reason: String) {
    let message = failure { _ = try FileSink(path: path) }
    #expect(message == "cannot write to \(path): \(reason)")
  }

  @Test func readOnlyFileSystem() throws {
    // Linux mounts one in every container and most machines; where it is writable there is nothing
    // to see.
    guard let message = failure({ _ = try FileSink(path: "/sys/shrike-report") }) else { return }
    #expect(message.hasPrefix("cannot write to /sys/shrike-report: "))
  }
}
