import Foundation
import ShrikeModel
import ShrikeText
import Testing

/// Files beside the tests.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Cases")
  static let repository = folder.deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }
}

/// What a reporter writes, as text.
func written(_ report: Report, by reporter: any Reporter) throws -> String {
  var sink = MemorySink()
  try reporter.write(report, to: &sink)
  return sink.text
}

/// Compares with a file under `Cases/`. An absent file is recorded, and the test fails once so that
/// somebody reads what was recorded.
func expectSnapshot(_ text: String, _ path: String, _ location: SourceLocation = #_sourceLocation)
  throws
{
  let file = Fixture.folder.appending(path: path)
  guard let recorded = try? Data(contentsOf: file) else {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(path): read it, then run again", sourceLocation: location)
    return
  }
  guard Data(text.utf8) != recorded else { return }
  let now = text.split(separator: "\n", omittingEmptySubsequences: false)
  let then = String(decoding: recorded, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  let line =
    zip(now, then).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    ?? min(now.count, then.count)
  Issue.record(
    """
    \(path) differs from line \(line + 1) on; remove the file to record it anew
    is:  \(line < now.count ? now[line] : "(nothing)")
    was: \(line < then.count ? then[line] : "(nothing)")
    """, sourceLocation: location)
}

/// Runs Python on a text; nil where there is no Python or it lacks a module (exit code 77).
func python(_ script: String, _ arguments: [String] = [], input: String) throws -> (
  code: Int32, output: String
)? {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["python3", "-c", script] + arguments
  let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).txt")
  try Data(input.utf8).write(to: file)
  defer { try? FileManager.default.removeItem(at: file) }
  process.standardInput = try FileHandle(forReadingFrom: file)
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  if process.terminationStatus == 77 || process.terminationStatus == 127 { return nil }
  return (process.terminationStatus, text)
}

/// Validates JSON against a schema of `docs/schemas`; true where it cannot be checked here.
func expectValid(_ json: String, schema: String, _ location: SourceLocation = #_sourceLocation)
  throws
{
  let script = """
    import sys, json
    try: import jsonschema
    except ImportError: sys.exit(77)
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    errors = list(validator.iter_errors(json.load(sys.stdin)))
    for error in errors[:10]: print("/".join(map(str, error.absolute_path)), error.message[:300])
    sys.exit(1 if errors else 0)
    """
  let path = Fixture.repository.appending(path: "docs/schemas/\(schema)").path
  guard let result = try python(script, [path], input: json) else { return }
  #expect(result.code == 0, "\(result.output)", sourceLocation: location)
}
