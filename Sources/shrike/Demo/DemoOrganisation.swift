import ShrikeModel

/// The invented organisation of `shrike demo`: who works there, what they look after, and what they say.
enum DemoOrganisation {
  struct Person {
    let id: String
    let name: String
    let team: String
    let role: String
  }

  struct Asset {
    let name: String
    let kind: String
    let product: String
    let team: String
    let criticality: String
    let exposure: String
    /// Parts of the scanned example whose findings it has, by how their paths begin.
    let paths: [String]
    /// Packages whose weaknesses a dependency scanner reports.
    var weaknesses: [Weakness] = []
    /// Days since its last scan.
    var silentDays = 0
  }

  /// A publicly known weakness of a package.
  struct Weakness {
    let id: String
    let title: String
    let severity: Severity
    let cwe: String
    let package: String
    let version: String
    let fixed: String
    let ecosystem: String
    let path: String
  }

  static let teams = [
    (id: "payments", name: "Payments"), (id: "storefront", name: "Storefront"),
    (id: "platform", name: "Platform"),
  ]

  static let products = [(id: "shop", name: "Shop"), (id: "foundation", name: "Foundation")]

  static let people = [
    Person(id: "ann", name: "Ann Lee", team: "payments", role: "developer"),
    Person(id: "bo", name: "Bo Okafor", team: "payments", role: "triager"),
    Person(id: "carla", name: "Carla Reyes", team: "storefront", role: "developer"),
    Person(id: "dev", name: "Dev Patel", team: "storefront", role: "triager"),
    Person(id: "eli", name: "Eli Novak", team: "platform", role: "developer"),
    Person(id: "fatima", name: "Fatima Haddad", team: "platform", role: "triager"),
    Person(id: "grace", name: "Grace Kim", team: "", role: "approver"),
    Person(id: "hugo", name: "Hugo Berg", team: "", role: "auditor"),
  ]

  static func members(of team: String) -> [Person] { people.filter { $0.team == team } }

  static let assets = [
    Asset(
      name: "acme/payments-api", kind: "repository", product: "shop", team: "payments",
      criticality: "critical", exposure: "internet", paths: ["api/", "Dockerfile"],
      weaknesses: [
        Weakness(
          id: "CVE-2024-1135", title: "Request smuggling by Transfer-Encoding in gunicorn",
          severity: .high, cwe: "444", package: "gunicorn", version: "21.2.0", fixed: "22.0.0",
          ecosystem: "pypi", path: "api/requirements.txt"),
        Weakness(
          id: "CVE-2024-35195", title: "Certificate checks of a session stay off in requests",
          severity: .medium, cwe: "670", package: "requests", version: "2.31.0", fixed: "2.32.0",
          ecosystem: "pypi", path: "api/requirements.txt"),
      ]),
    Asset(
      name: "acme/storefront", kind: "repository", product: "shop", team: "storefront",
      criticality: "high", exposure: "internet", paths: ["front/"],
      weaknesses: [
        Weakness(
          id: "CVE-2021-23337", title: "Command injection by templates in lodash",
          severity: .high, cwe: "94", package: "lodash", version: "4.17.15", fixed: "4.17.21",
          ecosystem: "npm", path: "front/package-lock.json"),
        Weakness(
          id: "CVE-2020-8203", title: "Prototype pollution in lodash", severity: .high,
          cwe: "1321", package: "lodash", version: "4.17.15", fixed: "4.17.19", ecosystem: "npm",
          path: "front/package-lock.json"),
        Weakness(
          id: "CVE-2024-29041", title: "Open redirect by malformed addresses in express",
          severity: .medium, cwe: "601", package: "express", version: "4.17.1", fixed: "4.19.2",
          ecosystem: "npm", path: "front/package-lock.json"),
      ]),
    Asset(
      name: "acme/checkout-worker", kind: "repository", product: "shop", team: "payments",
      criticality: "high", exposure: "internal", paths: ["worker/"],
      weaknesses: [
        Weakness(
          id: "CVE-2022-3064", title: "Much memory for few aliases in yaml.v2", severity: .high,
          cwe: "400", package: "gopkg.in/yaml.v2", version: "2.2.2", fixed: "2.2.4",
          ecosystem: "golang", path: "worker/go.mod")
      ]),
    Asset(
      name: "acme/infrastructure", kind: "repository", product: "foundation", team: "platform",
      criticality: "critical", exposure: "internal", paths: ["terraform/"]),
    Asset(
      name: "acme/cluster", kind: "repository", product: "foundation", team: "platform",
      criticality: "high", exposure: "internal", paths: ["k8s/"]),
    Asset(
      name: "acme/developer-setup", kind: "repository", product: "foundation", team: "platform",
      criticality: "low", exposure: "internal", paths: ["docker-compose.yml", ".env"]),
    Asset(
      name: "acme/pipelines", kind: "repository", product: "foundation", team: "platform",
      criticality: "high", exposure: "internal", paths: [".github/"]),
    Asset(
      name: "acme/analytics", kind: "repository", product: "shop", team: "storefront",
      criticality: "medium", exposure: "internal", paths: ["notebooks/"], silentDays: 23),
    Asset(
      name: "registry.example.org/acme/payments-api", kind: "image", product: "shop",
      team: "payments", criticality: "critical", exposure: "internet", paths: [],
      weaknesses: [
        Weakness(
          id: "CVE-2022-37434", title: "Heap overflow by a gzip header's extra field in zlib",
          severity: .critical, cwe: "787", package: "zlib1g", version: "1:1.2.11.dfsg-2",
          fixed: "1:1.2.11.dfsg-2+deb11u2", ecosystem: "deb/debian", path: "layer"),
        Weakness(
          id: "CVE-2023-0286", title: "Type confusion of X.400 addresses in OpenSSL",
          severity: .high, cwe: "843", package: "libssl1.1", version: "1.1.1n-0",
          fixed: "1.1.1n-0+deb11u4", ecosystem: "deb/debian", path: "layer"),
        Weakness(
          id: "CVE-2022-3715", title: "Heap overflow by a parameter transformation in bash",
          severity: .medium, cwe: "787", package: "bash", version: "5.1-2", fixed: "5.1-3",
          ecosystem: "deb/debian", path: "layer"),
      ]),
  ]

  // MARK: what they say

  enum Topic {
    case secret, infrastructure, package

    init(_ finding: Finding) {
      switch finding.subject {
      case .package, .image: self = .package
      case .secret: self = .secret
      default: self = .infrastructure
      }
    }

    var comments: [String] {
      switch self {
      case .secret:
        [
          "The value is revoked; a new one is in the vault. Leaving this open until the line is gone.",
          "Nothing unknown in the access log of the last 90 days.",
          "@fatima who else had this file? It was in the image until March.",
          "It is in the history, too. Rewriting that helps nobody now that the value is dead.",
        ]
      case .infrastructure:
        [
          "The change is reviewed and goes out with Thursday's release.",
          "Staging only, but the module is the same for production. Mending it there.",
          "Do we know who depends on this being open?",
          "Tried it on staging: the service starts and passes its checks.",
        ]
      case .package:
        [
          "The update is in a branch; one test fails because of a renamed option.",
          "We do not call the affected function, as far as I can see. Looking again tomorrow.",
          "Waiting for the base image, which is rebuilt on Monday.",
          "The update is released. The next scan should close this.",
        ]
      }
    }

    var falsePositive: String {
      switch self {
      case .secret: "A placeholder of the documentation; the service refuses it."
      case .infrastructure: "The account is closed to the outside by a policy above this file."
      case .package: "The file names a version that is never installed."
      }
    }

    var accepted: String {
      switch self {
      case .secret:
        "The account is shut down at the end of the quarter, and reaches only test data."
      case .infrastructure: "The replacement is being built; until then only the office reaches it."
      case .package: "There is no fixed version yet, and the input comes from our own systems only."
      }
    }
  }

  static let notAffected = "The vulnerable code is in the package and is never called by us."
}
