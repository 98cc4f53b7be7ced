import Foundation
import ShrikeModel
import Testing

@testable import ShrikeInfra

/// What holds for every check of our own; what each finds, `shrike rules test` asks.
struct InfraPackTests {
  private static let pack = BuiltInPack.read(BuiltInPack.folders)

  @Test func everyCheckSaysWhyItMattersAndWhatToDo() throws {
    let checks = try #require(Self.pack).checks
    #expect(checks.count > 400)
    #expect(checks.filter { $0.info.why == nil || $0.info.remedy == nil }.map(\.info.id) == [])
    #expect(Set(checks.map(\.info.id)).count == checks.count)
  }

  /// A weakness has a number; what only breaks a build, or is style, has none.
  @Test func everyWeaknessHasItsNumber() throws {
    let bare = try #require(Self.pack).checks.filter { check in
      check.info.severity >= .high && !check.info.taxonomies.contains { $0.catalogue == "CWE" }
    }
    #expect(bare.map(\.info.id) == [])
  }

  /// A scan reads a folder for the files of its family alone: a check about others would never be asked.
  @Test(arguments: BuiltInPack.folders.filter { $0 != "lib" })
  func everyFolderIsReadForTheFilesItsChecksAreAbout(_ folder: String) throws {
    let kinds = Set(try #require(BuiltInPack.read([folder])).checks.flatMap(\.kinds))
    #expect(!kinds.isEmpty)
    for kind in kinds {
      let path =
        switch kind {
        case .terraform: "a/main.tf"
        case .dockerfile: "a/Dockerfile"
        case .kubernetes, .compose, .cloudformation, .openapi: "a/b.yaml"
        }
      #expect(InfraFamily(path: path).wants(folder: folder), "\(kind)")
    }
  }

  /// The checks of Dockerfiles have theirs in `DockerRulesTests`.
  @Test(arguments: BuiltInPack.folders.filter { $0 != "docker" && $0 != "lib" })
  func everyCheckHasCasesBesideIt(_ folder: String) throws {
    let names = BuiltInPack.names(in: folder)
    let bare = names.filter { $0.hasSuffix(".rego") && !$0.hasSuffix("_test.rego") }.filter {
      name in
      let stem = name.dropLast(".rego".count)
      let id = "\(folder)-\(stem)".replacing("_", with: "-")
      let texts = names.filter { $0.hasPrefix(stem + ".") && $0 != name }.map {
        String(decoding: BuiltInPack.contents("\(folder)/\($0)"), as: UTF8.self)
      }
      return !texts.contains { $0.contains("ruleid: \(id)\n") }
        || !texts.contains { $0.contains("ok: \(id)\n") || $0.contains("undecided: \(id)\n") }
    }
    #expect(bare == [])
  }
}
