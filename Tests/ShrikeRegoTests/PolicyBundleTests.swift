import ShrikeText
import Testing

@testable import ShrikeRego

/// Bundles: what belongs together, and what does not.
struct PolicyBundleTests {
  private static func read(
    _ files: [(String, String)], name: String = "b"
  ) -> (bundle: PolicyBundle?, messages: [String]) {
    var diagnostics = Diagnostics()
    let bundle = PolicyBundle.read(
      name: name, files: files.map { (path: $0.0, bytes: Array($0.1.utf8)) },
      diagnostics: &diagnostics)
    return (bundle, diagnostics.finish().map { "\($0.file ?? ""): \($0.message)" })
  }

  @Test("policies, data at its folders' path, what the manifest says")
  func whole() throws {
    let (bundle, messages) = Self.read([
      (".manifest", #"{"revision": "7", "roots": ["a", "x/y"], "rego_version": 0}"#),
      ("a/p.rego", "package a.p\nq { true }"), ("x/y/data.yaml", "z: [1]\n"),
      ("x/y/w/data.json", "2"), ("README.md", "not read"), ("a/data.json", #"{"k": {"l": 1}}"#),
    ])
    #expect(messages.isEmpty)
    let found = try #require(bundle)
    #expect(found.revision == "7")
    #expect(found.version == .v0)
    #expect(found.files.map(\.path) == ["b/a/p.rego"])
    #expect(found.data.jsonText == #"{"a":{"k":{"l":1}},"x":{"y":{"w":2,"z":[1]}}}"#)
  }

  static let broken: [([(String, String)], String)] = [
    ([], "b: 'b' holds neither policies nor data"),
    ([("README.md", "")], "b: 'b' holds neither policies nor data"),
    (
      [(".manifest", "[]"), ("p.rego", "package a")], "b/.manifest: the manifest is no JSON object"
    ),
    ([(".manifest", "{"), ("p.rego", "package a")], "b/.manifest: the manifest is no JSON object"),
    (
      [(".manifest", #"{"roots": [1]}"#), ("p.rego", "package a")],
      "b/.manifest: the manifest's 'roots' are no list of paths"
    ),
    (
      [(".manifest", #"{"roots": ["a", "a/b"]}"#), ("p.rego", "package a")],
      "b/.manifest: the manifest's roots 'data.a' and 'data.a.b' overlap"
    ),
    (
      [(".manifest", #"{"roots": ["a"], "rego_version": 3}"#), ("p.rego", "package a")],
      "b/.manifest: the manifest's 'rego_version' is neither 0 nor 1"
    ),
    (
      [(".manifest", #"{"roots": ["a"]}"#), ("p.rego", "package c")],
      "b/p.rego: 'data.c' is outside of the manifest's roots"
    ),
    (
      [(".manifest", #"{"roots": ["a/b"]}"#), ("data.json", #"{"a": {"b": 1, "c": 2}}"#)],
      "b: 'data.a.c' is outside of the manifest's roots"
    ),
    ([("data.json", "[1]")], "b/data.json: data at the root of a bundle is an object"),
    ([("data.json", "{\"a\": ")], "b/data.json: the file holds no value that can be read"),
    (
      [("data.json", #"{"a": {"b": 1}}"#), ("a/data.json", #"{"b": 2}"#)],
      "b/data.json: 'data.a.b' has a value from 'b/a/data.json' already"
    ),
    (
      [("a/b/data.json", "{}"), ("a/data.json", "[]")],
      "b/a/data.json: 'data.a' has a value from 'b/a/b/data.json' already"
    ),
  ]

  @Test("mistakes", arguments: broken)
  func mistakes(_ files: [(String, String)], _ message: String) {
    let (bundle, messages) = Self.read(files)
    #expect(bundle == nil)
    #expect(messages == [message])
  }

  @Test("signatures are told as not verified")
  func signatures() {
    let (bundle, messages) = Self.read([(".signatures.json", "{}"), ("p.rego", "package a")])
    #expect(bundle != nil)
    #expect(messages == ["b: the signature of 'b' is not verified"])
  }

  @Test("two bundles own different parts of data")
  func roots() throws {
    func bundle(_ name: String, _ roots: String) throws -> PolicyBundle {
      let (bundle, _) = Self.read(
        [(".manifest", #"{"roots": [\#(roots)]}"#), ("p.rego", "package a.\(name)")], name: name)
      return try #require(bundle)
    }
    var diagnostics = Diagnostics()
    let one = try bundle("one", #""a/one""#)
    PolicyBundle.checkRoots([one, try bundle("two", #""a/two", "c""#)], diagnostics: &diagnostics)
    #expect(diagnostics.errorCount == 0)
    PolicyBundle.checkRoots([one, try bundle("all", #""a""#)], diagnostics: &diagnostics)
    #expect(
      diagnostics.finish().map(\.message)
        == ["the bundles 'one' and 'all' both own 'data.a.one' and 'data.a'"])
  }
}
