import Foundation
import ShrikeModel
import ShrikeTesting
import ShrikeText
import Testing

/// Files beside the tests.
let fixtures = Fixtures()

/// What a reporter writes, as text.
func written(_ report: Report, by reporter: any Reporter) throws -> String {
  var sink = MemorySink()
  try reporter.write(report, to: &sink)
  return sink.text
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
  let path = fixtures.repository.appending(path: "docs/schemas/\(schema)").path
  guard let result = try python(script, [path], input: json) else { return }
  #expect(result.code == 0, "\(result.output)", sourceLocation: location)
}
