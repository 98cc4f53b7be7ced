public import ShrikeText

/// Where a report goes. A full disk or a closed pipe is an error a person can read, not a signal.
public protocol ByteSink {
  mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(EngineError)
}

extension ByteSink {
  public mutating func write(_ text: String) throws(EngineError) {
    var text = text
    var failure: EngineError?
    text.withUTF8 { bytes in
      do throws(EngineError) { try self.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  public mutating func write(_ bytes: [UInt8]) throws(EngineError) {
    var failure: EngineError?
    bytes.withUnsafeBufferPointer { bytes in
      do throws(EngineError) { try self.write(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

/// Keeps what is written in memory: tests, and reports that are composed of others.
public struct MemorySink: ByteSink {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public mutating func write(_ new: UnsafeBufferPointer<UInt8>) throws(EngineError) {
    bytes.append(contentsOf: new)
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// An output format.
public protocol Reporter: Sendable {
  /// The name `--output` takes.
  static var id: String { get }
  /// One line of help.
  static var summary: String { get }
  func write(_ report: Report, to out: inout some ByteSink) throws(EngineError)
}
