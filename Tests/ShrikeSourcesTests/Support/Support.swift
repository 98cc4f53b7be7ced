import Foundation
import ShrikeModel
import Testing

@testable import ShrikeSources

/// The fixtures of one thing.
func casesFolder(_ thing: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Cases/\(thing)").path
}

func caseBytes(_ thing: String, _ name: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: casesFolder(thing) + "/" + name)))
}

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "shrike-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ content: String = "x\n") throws {
    try write(name, [UInt8](content.utf8))
  }

  func write(_ name: String, _ content: [UInt8]) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: url)
  }

  func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: path + "/" + name, withIntermediateDirectories: true)
  }

  func link(_ name: String, to target: String) throws {
    let above = URL(fileURLWithPath: path + "/" + name).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: path + "/" + name, withDestinationPath: target)
  }
}

/// A copy of a fragment that outlives its call.
struct SeenFragment: Equatable {
  var path: String
  var text: String
  var symlink: String?
  var isASCII: Bool
  var lineMap: LineMap?
}

/// What an expander hands out.
struct Seen {
  var fragments: [SeenFragment] = []
  var skips: [Skip] = []

  /// `path: text` of each fragment.
  var lines: [String] { fragments.map { "\($0.path): \($0.text)" } }
  /// `path reason` of each skip.
  var skipLines: [String] { skips.map { "\($0.path) \($0.reason.rawValue)" } }

  mutating func take(_ fragment: Fragment) {
    fragments.append(
      SeenFragment(
        path: fragment.path, text: String(decoding: fragment.bytes, as: UTF8.self),
        symlink: fragment.symlink, isASCII: fragment.isASCII, lineMap: fragment.lineMap))
  }
}

func expand(_ path: String, _ bytes: [UInt8], _ limits: ReadLimits = ReadLimits()) -> Seen {
  var expander = Expander(limits: limits)
  var seen = Seen()
  var skips: [Skip] = []
  bytes.withUnsafeBufferPointer {
    expander.expand(path: path, bytes: $0, into: { seen.take($0) }, skips: &skips)
  }
  seen.skips = skips
  return seen
}

func withBytes<R>(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
  Array(text.utf8).withUnsafeBufferPointer(body)
}

func utf16(_ text: String, isLittle: Bool, hasMark: Bool) -> [UInt8] {
  let units = (hasMark ? [0xFEFF] : []) + Array(text.utf16)
  var bytes: [UInt8] = []
  for unit in units {
    let high = UInt8(unit >> 8)
    let low = UInt8(unit & 0xFF)
    bytes += isLittle ? [low, high] : [high, low]
  }
  return bytes
}
