import ShrikeRego

/// The kinds of files KICS has queries for, by the names its metadata gives them.
enum KICSPlatform: String, Sendable, CaseIterable {
  case ansible = "Ansible"
  case azure = "AzureResourceManager"
  case pipeline = "CICD"
  case cloudFormation = "CloudFormation"
  case crossplane = "Crossplane"
  case compose = "DockerCompose"
  case dockerfile = "Dockerfile"
  case deploymentManager = "GoogleDeploymentManager"
  case knative = "Knative"
  case kubernetes = "Kubernetes"
  case openAPI = "OpenAPI"
  case pulumi = "Pulumi"
  case serverless = "ServerlessFW"
  case terraform = "Terraform"

  /// Case and spaces differ between versions.
  init?(_ word: String) {
    let plain = word.filter { $0 != " " && $0 != "_" }.lowercased()
    guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == plain }) else {
      return nil
    }
    self = found
  }

  /// Words of which one stands in every file of YAML or JSON that is of this kind.
  var words: [String] {
    switch self {
    case .terraform, .dockerfile: []
    case .kubernetes, .knative, .crossplane: ["apiVersion"]
    case .cloudFormation: ["Resources", "AWSTemplateFormatVersion"]
    case .openAPI: ["openapi", "swagger"]
    case .compose: ["services"]
    case .pipeline: ["jobs"]
    case .azure: ["contentVersion", "eploymentTemplate.json"]
    case .deploymentManager: ["resources"]
    case .pulumi: ["runtime"]
    case .serverless: ["provider"]
    case .ansible: ["- ", "hosts"]
    }
  }

  /// What a document is, told from its content; most are of one kind, some of several, many of none.
  static func kinds(of document: KICSDocument) -> Set<KICSPlatform> {
    switch document.kind {
    case .terraform: return [.terraform]
    case .dockerfile: return [.dockerfile]
    case .yaml, .json: break
    }
    let value = document.value
    func has(_ key: String) -> Bool { value[key] != nil }
    var kinds: Set<KICSPlatform> = []
    if let version = value["apiVersion"]?.string, has("kind") {
      kinds.insert(.kubernetes)
      if version.contains("knative.dev/") { kinds.insert(.knative) }
      if version.contains("crossplane.io/") { kinds.insert(.crossplane) }
    }
    if has("AWSTemplateFormatVersion") || isTemplate(value["Resources"]) {
      kinds.insert(.cloudFormation)
    }
    if (has("openapi") || has("swagger")) && (has("info") || has("paths")) {
      kinds.insert(.openAPI)
    }
    if value["services"]?.object != nil { kinds.insert(.compose) }
    if value["jobs"] != nil { kinds.insert(.pipeline) }
    let schema = value["$schema"]?.string?.lowercased() ?? ""
    if schema.contains("deploymenttemplate.json") || has("contentVersion") && has("resources") {
      kinds.insert(.azure)
    }
    if value["resources"]?.array != nil, !kinds.contains(.azure) {
      kinds.insert(.deploymentManager)
    }
    if has("runtime"), has("resources") { kinds.insert(.pulumi) }
    if has("service"), has("provider") { kinds.insert(.serverless) }
    // A play's text names no format; it is what is left.
    if has("playbooks") || kinds.isEmpty && (has("all") || has("hosts")) { kinds.insert(.ansible) }
    return kinds
  }

  /// Resources of CloudFormation say what they are.
  private static func isTemplate(_ resources: Value?) -> Bool {
    resources?.object?.entries.contains { $0.value["Type"]?.string != nil } ?? false
  }
}
