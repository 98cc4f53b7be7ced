import ShrikeText

extension CheckpointSigner {
  /// The name that a ledger's own key signs by.
  static let ledgerName = "shrike-ledger"

  /// The key in a file, which is made on first use, for its owner only.
  public static func kept(in path: String) throws(LedgerError) -> CheckpointSigner {
    if let bytes = readFile(path, limit: 1_024) {
      guard let signer = CheckpointSigner(name: ledgerName, bytes: bytes) else {
        throw LedgerError(
          .damaged, "'\(path)' is no key",
          help: "restore it; without it old checkpoints cannot be proved")
      }
      return signer
    }
    let (signer, bytes) = new(name: ledgerName)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    guard folder.isEmpty || makeFolder(folder) else {
      throw LedgerError(.io, "the folder '\(folder)' cannot be made")
    }
    do throws(EngineError) {
      try writeFile(path, bytes, mode: 0o600)
    } catch {
      throw LedgerError(.io, "the ledger's key cannot be kept", cause: error.description)
    }
    return signer
  }
}
