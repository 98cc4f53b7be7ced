import ShrikeFormats
import ShrikeIntake
import ShrikeLedger
import ShrikeText

/// What a hub is sent, and what a person asks of the ledger.
extension FuzzTarget {
  static let hub = [
    FuzzTarget("form", "a query string, or a form of a page") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      guard let fields = FormFields.read(text) else { return }
      require(fields.count <= FormFields.most, "fields are bounded")
      let written = fields.map {
        "\(FormFields.encode($0.name))=\(FormFields.encode($0.value))"
      }.joined(separator: "&")
      let again = FormFields.read(written)
      require(
        again?.map(\.name) == fields.map(\.name) && again?.map(\.value) == fields.map(\.value),
        "fields read back as they were written")
    },
    FuzzTarget("multipart", "a content type, and behind a line of dashes the body") { bytes in
      let texts = parts(bytes, atMost: 2)
      let type = String(decoding: texts.part(0), as: UTF8.self)
      let body = texts.part(1)
      guard let found = Multipart.read(body, contentType: type) else { return }
      require(found.count <= Multipart.most, "parts are bounded")
      for part in found {
        require(
          part.bytes.startIndex >= 0 && part.bytes.endIndex <= body.count, "a part is in its body")
      }
    },
    FuzzTarget("finding-query", "a question about findings") { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      var diagnostics = Diagnostics()
      let query = FindingQuery.parse(text, me: "me", diagnostics: &diagnostics)
      require((query == nil) == diagnostics.hasErrors, "what is no question has a reason")
      show(diagnostics)
      _ = Timestamp(text)
    },
    FuzzTarget("checkpoint", "the key of a log, and behind a line of dashes a signed note") {
      bytes in
      let texts = parts(bytes, atMost: 2)
      let key = CheckpointKey(String(decoding: texts.part(0), as: UTF8.self))
      let known = CheckpointKey(
        "shrike+c50e6500+AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")
      guard let key = key ?? known else { return }
      require(CheckpointKey(key.description) != nil, "a key reads back")
      let note = String(decoding: texts.part(1), as: UTF8.self)
      if let checkpoint = Checkpoint(note: note, key: key) {
        require(checkpoint.size >= 0, "a log has a size")
      }
    },
    FuzzTarget("intake", "a report that is sent in, packed or not", longest: 4_096) { bytes in
      let bytes = Array(bytes)
      let now = Timestamp(milliseconds: 1_795_780_800_000)
      let claim = ReportIntake.Claim(asset: "shop")
      guard let intake = try? ReportIntake(bytes, name: "report", claim: claim, now: now) else {
        return
      }
      require(!intake.record.parts.isEmpty, "a scan has parts")
      require(intake.record.asset == "shop", "the sender names the asset")
    },
  ]
}
