public import ShrikeModel
import ShrikeText

/// Gives findings the marks of the code they stand in, while their files are at hand.
public enum CodeMarking {
  /// Larger files are not gone through for it.
  public static let fileLimit = 16 << 20

  /// Files of work trees only: what stands in an archive or a commit is known by what its report says. A file
  /// that is no longer what was scanned is left alone, where the finding's line hash tells so.
  ///
  /// - Parameter read: the bytes of a file by the path of a finding's place; nil: it is not there.
  public static func mark(_ findings: inout [Finding], reading read: (String) -> [UInt8]?) {
    var files: [String: [Int]] = [:]
    for (index, finding) in findings.enumerated() {
      guard let place = finding.places.first, place.start != nil, place.marks == nil,
        place.commit == nil, !place.path.contains("!")
      else { continue }
      files[place.path, default: []].append(index)
    }
    for (path, indices) in files {
      guard let bytes = read(path), bytes.count <= fileLimit else { continue }
      let source = SourceMarks(bytes)
      let hashes =
        indices.contains { findings[$0].places[0].lineHash != nil } ? LineHash(bytes) : nil
      for index in indices {
        let place = findings[index].places[0]
        guard let start = place.start else { continue }
        if let hash = place.lineHash, hashes?.at(line: start.line) != hash { continue }
        guard let marks = source.marks(line: start.line, column: start.column) else { continue }
        let isSecret =
          findings[index].subject == .secret || findings[index].identity.scheme.hasPrefix("secret")
        findings[index].places[0].marks = (isSecret ? marks.withoutText : marks).text
      }
    }
  }
}
