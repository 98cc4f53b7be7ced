import DatabaseFixtures
import Foundation
import HTTPTypes
import Testing

@testable import ShrikeServer

@Suite struct ConsoleAddressTests {
  /// Every address that pages link to has a route.
  @Test func everyAddressIsServed() throws {
    let test = try TestHub(.sqlite)
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/ShrikeConsole/Frame/Route.swift")
    let source = try String(contentsOf: file, encoding: .utf8)
    var paths: [String] = []
    var rest = source[...]
    while let start = rest.firstRange(of: "Link(\"/") {
      rest = rest[start.upperBound...]
      let path = "/" + rest.prefix { $0 != "\"" }
      paths.append(path.hasSuffix("/") && path != "/" ? path + "x" : String(path))
    }
    #expect(paths.count > 40)
    for path in paths {
      switch test.hub.table.match(.get, path) {
      case .route, .otherMethods: break
      case .none:
        // A word of a list, each of them a route.
        let stem = String(path.dropLast())
        let isList =
          path.hasSuffix("/x") && test.hub.table.routes.contains { $0.path.hasPrefix(stem) }
        if !isList { Issue.record("nothing answers at \(path)") }
      }
    }
  }
}
