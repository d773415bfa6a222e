import FileFormats

/// Which label is which class.
struct ClassIndices: Sendable {
  private let names: [String]
  private let indices: [String: Int]

  /// - Precondition: the names are distinct.
  init(_ names: [String]) {
    self.names = names
    indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  /// The class of a label; `nil` if it is none.
  subscript(label: String) -> Int? { indices[label] }

  /// The class of a label.
  ///
  /// - Parameter error: makes an error of what is wrong with the label.
  func index<Failure: Error>(
    of label: String, _ error: (String) -> Failure
  ) throws(Failure) -> Int {
    if let index = indices[label] { return index }
    if label.isEmpty { throw error("the label is missing; fill it in or leave the row out") }
    let nearest = nearestName(to: label, in: names).map { "; the nearest is \(quoted($0))" } ?? ""
    throw error("the label \(quoted(label)) is none of the classes\(nearest)")
  }

  /// The class of a label, or the number of classes where there is none.
  func indexOrCount<Failure: Error>(
    of label: String?, _ error: (String) -> Failure
  ) throws(Failure) -> Int {
    guard let label, !label.isEmpty else { return names.count }
    return try index(of: label, error)
  }

  /// The class that a whole number means: that of this name, or else the one at this place, from 0.
  func name(of number: Int64) -> String {
    let text = "\(number)"
    guard indices[text] == nil, let index = Int(exactly: number), names.indices.contains(index)
    else { return text }
    return names[index]
  }
}
