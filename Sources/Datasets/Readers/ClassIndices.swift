/// Which label is which class.
struct ClassIndices: Sendable {
  private let names: [String]
  private let indices: [String: Int]

  /// - Precondition: the names are distinct.
  init(_ names: [String]) {
    self.names = names
    indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
  }

  /// Why a label is no class.
  struct Problem: Error {
    let reason: String
  }

  /// The class of a label.
  func index(of label: String) throws(Problem) -> Int {
    if let index = indices[label] { return index }
    if label.isEmpty {
      throw Problem(reason: "the label is missing; fill it in or leave the row out")
    }
    throw Problem(
      reason: "the label \(quoted(label)) is none of the classes; the nearest is "
        + quoted(ClassNames.nearest(to: label, in: names)))
  }

  /// The class that a whole number means: that of this name, or else the one at this place, from 0.
  func name(of number: Int64) -> String {
    let text = "\(number)"
    guard indices[text] == nil, let index = Int(exactly: number), names.indices.contains(index)
    else { return text }
    return names[index]
  }
}
