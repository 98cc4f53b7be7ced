public import ShrikeLedger

/// Makes the console's pages: text from values, and nothing else. Every text from outside is escaped by it.
public protocol ConsolePages: Sendable {
  func page(_ page: ConsolePage) -> String
  /// Styles, scripts and pictures by their name under `/static/`; nil: there is none.
  func asset(_ name: String) -> ConsoleAsset?
}

public struct ConsoleAsset: Sendable, Hashable {
  public var type: String
  public var bytes: [UInt8]

  public init(type: String, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }
}

/// Who looks, and what their forms must bring back.
public struct ConsoleViewer: Sendable, Hashable {
  public var actor: String
  public var name: String
  public var role: String
  public var mayDecide: Bool
  public var mayComment: Bool
  public var mayConfirm: Bool
  public var mayAdminister: Bool
  public var csrf: String
}

/// Pages and what they show.
public enum ConsolePage: Sendable {
  /// `next`: where to go then. `fault`: why the last try was refused.
  /// `single`: what people call the provider of single sign-on, where there is one.
  case signIn(csrf: String, next: String, fault: String?, single: String?)
  case secondFactor(csrf: String, fault: String?)
  /// The form of a one-time link.
  case welcome(csrf: String, key: String, role: String, email: String?, fault: String?)
  case queue(ConsoleViewer, query: String, page: FindingPage, fault: String?)
  case finding(ConsoleViewer, FindingDetail)
  case proposals(ConsoleViewer, [ConsoleProposal])
  case account(ConsoleViewer, hasFactor: Bool)
  /// Shows the secret of a second factor before it is confirmed.
  case newFactor(ConsoleViewer, secret: String, address: String, fault: String?)
  /// Shown once.
  case recoveryCodes(ConsoleViewer, [String])
  case problem(title: String, detail: String?, status: Int)
}

public struct ConsoleProposal: Sendable, Hashable {
  public var id: String
  public var words: String
  public var reason: String
  public var proposer: String
  public var at: Timestamp
  public var findings: [String]
  /// Nobody confirms their own.
  public var mayConfirm: Bool
}
