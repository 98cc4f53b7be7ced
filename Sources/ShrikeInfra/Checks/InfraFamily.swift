/// Files that are looked at by checks of their own, so that the others need not be read for them.
public enum InfraFamily: Int, Sendable, CaseIterable {
  case terraform, dockerfile
  /// What is written in YAML or JSON, and told apart by its content.
  case documents

  public init(path: String) {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    self =
      if TerraformTree.recognizes(path: path) {
        .terraform
      } else if InfraReader.isDockerfile(name) {
        .dockerfile
      } else {
        .documents
      }
  }

  /// Whether rule files of a folder of the pack may be wanted; libraries always are.
  public func wants(folder: String) -> Bool {
    switch folder {
    case "lib": true
    case "aws", "azure", "gcp": self == .terraform
    case "docker": self == .dockerfile
    default: self == .documents
    }
  }
}
