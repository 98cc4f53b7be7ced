import ShrikeFormats
import ShrikeModel
import ShrikeText

extension JSONWriter {
  mutating func array<Element>(
    _ name: String, _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    array(name) { json in
      for element in elements { body(&json, element) }
    }
  }

  /// Hands on what there is, so that a report of any size is written in bounded memory.
  mutating func drain(to out: inout some ByteSink) throws(EngineError) {
    try drain { (bytes: UnsafeBufferPointer<UInt8>) throws(EngineError) in try out.write(bytes) }
  }

  /// The last line end, and everything handed on.
  consuming func finish(to out: inout some ByteSink) throws(EngineError) {
    let rest = finish()
    var failure: EngineError?
    rest.withUnsafeBufferPointer { bytes in
      do throws(EngineError) { try out.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}
