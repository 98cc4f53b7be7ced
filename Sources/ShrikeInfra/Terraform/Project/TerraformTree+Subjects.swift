import ShrikeFormats
import ShrikeRego
import ShrikeText

/// The subjects of a tree, and what else there is to tell.
struct TerraformSubjects {
  /// One for each root module, in the order of their folders.
  var subjects: [InfraSubject] = []
  /// What was not looked at: a file, and words for a person.
  var notes: [(path: String, message: String)] = []
  /// Where sensitive values are written, by the number of the file; never to be shown.
  var secrets: [(file: Int, range: ByteRange)] = []
}

extension TerraformTree {
  /// Expands every root module, and reads every plan. The files' numbers in `places` follow each other
  /// in their order.
  func subjects(
    places: inout PlaceTable, diagnostics: inout Diagnostics
  ) -> TerraformSubjects {
    let firstFile = places.files.count
    for file in files { _ = places.add(file) }
    var out = TerraformSubjects()
    var secrets: Set<TerraformPlace> = []
    for root in roots {
      let expansion = TerraformExpansion(self, root: root)
      out.subjects.append(
        TerraformSubject.make(expansion, firstFile: firstFile, places: &places))
      for problem in expansion.problems { diagnostics.report(problem.diagnostic(in: files)) }
      for note in expansion.notes where files.indices.contains(Int(note.place.file)) {
        out.notes.append((files[Int(note.place.file)].file, note.message))
      }
      secrets.formUnion(expansion.secrets)
    }
    out.secrets = secrets.sorted { ($0.file, $0.lower) < ($1.file, $1.lower) }
      .map { (firstFile + Int($0.file), $0.range) }
    for plan in plans {
      let file = files[plan]
      let read = TerraformPlan.subject(
        file.bytes, path: file.file, file: firstFile + plan,
        source: { planSource($0, beside: Self.folder(of: file.file), firstFile: firstFile) },
        places: &places, diagnostics: &diagnostics)
      guard let read else { continue }
      out.subjects.append(read.subject)
      out.secrets += read.secrets
    }
    return out
  }
}
