import Foundation
import Testing

@testable import Interchange

@Suite struct MLflowAddressTests {
  @Test(
    arguments: [
      ("http://localhost:5000", "http://localhost:5000"),
      ("https://host/prefix/", "https://host/prefix"),
      ("HTTP://127.0.0.1:80//", "HTTP://127.0.0.1:80"),
      ("http://me:secret@host", "http://host"),
    ])
  func addressesAreShownWithoutSecrets(text: String, shown: String) {
    #expect(MLflowAddress(text)?.description == shown)
  }

  @Test(
    arguments: [
      "", "localhost", "localhost:5000", "http://", "http:///path", "ftp://host", "mlruns",
      "http://host:0", "http://host:99999", "http://ho st", "http://host?x=1", "http://host#x",
      "http://host:port",
    ])
  func whatIsNoServersAddressIsRefused(text: String) {
    #expect(MLflowAddress(text) == nil)
  }

  @Test func whoAsksIsKnownAsMLflowsOwnClientKnowsIt() {
    func header(_ text: String, _ environment: [String: String]) -> String? {
      MLflowAddress(text, environment: environment)?.authorization
    }
    let name = ["MLFLOW_TRACKING_USERNAME": "me", "MLFLOW_TRACKING_PASSWORD": "p:w"]
    let token = ["MLFLOW_TRACKING_TOKEN": "abc"]
    #expect(header("http://host", [:]) == nil)
    #expect(header("http://host", token) == "Bearer abc")
    // me:p:w
    #expect(header("http://host", name) == "Basic bWU6cDp3")
    #expect(header("http://host", name.merging(token) { $1 }) == "Basic bWU6cDp3")
    #expect(header("http://host", ["MLFLOW_TRACKING_USERNAME": "me"]) == nil)
    // you:key
    #expect(header("http://you:key@host", name) == "Basic eW91OmtleQ==")
  }

  @Test func pathsGoBelowThePrefix() throws {
    let address = try #require(MLflowAddress("http://host:1/a%20b/"))
    let url = address.url("/api", query: [("name", "two words & more+")])
    #expect(url.absoluteString == "http://host:1/a%20b/api?name=two%20words%20%26%20more%2B")
  }
}
