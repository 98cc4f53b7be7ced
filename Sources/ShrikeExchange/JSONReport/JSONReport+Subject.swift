import ShrikeFormats
import ShrikeModel

extension Finding.Subject {
  /// Nil for lines of code: what all findings without a subject are about.
  var unlessCode: Finding.Subject? { self == .code ? nil : self }
}

/// What a finding is about, in `shrike.report/1` and `shrike.import/1` alike.
extension JSONReport {
  func subject(_ subject: Finding.Subject, _ json: inout JSONWriter) {
    switch subject {
    case .code: json.field("kind", "code")
    case .secret: json.field("kind", "secret")
    case .package(let package):
      json.field("kind", "package")
      self.package(package, &json)
    case .image(let name, let package):
      json.field("kind", "image")
      json.field("image", name)
      if let package { self.package(package, &json) }
    case .resource(let name):
      json.field("kind", "resource")
      json.field("name", name)
    case .endpoint(let url, let method, let parameter):
      json.field("kind", "endpoint")
      json.field("url", url)
      json.field("method", ifAny: method)
      json.field("parameter", ifAny: parameter)
    case .host(let name, let port):
      json.field("kind", "host")
      json.field("name", name)
      json.field("port", ifAny: port)
    case .cloud(let name):
      json.field("kind", "cloud")
      json.field("name", name)
    }
  }

  private func package(_ package: Finding.Package, _ json: inout JSONWriter) {
    json.field("name", package.name)
    json.field("version", ifAny: package.version)
    json.field("purl", ifAny: package.purl)
  }
}
