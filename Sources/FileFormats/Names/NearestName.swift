/// The name that is nearest to what somebody wrote, the first of several; `nil` if there are no names.
///
/// It takes the fewest insertions, deletions and replacements of code points.
public func nearestName(to name: String, in names: [String]) -> String? {
  names.map { (name: $0, distance: editDistance($0, name)) }
    .min { $0.distance < $1.distance }?.name
}

/// The name that somebody probably meant; `nil` if none is nearly what was written.
///
/// Up to a third of the letters may be wrong, or two: then a word is still recognised.
public func similarName(to name: String, in names: [String]) -> String? {
  nearestName(to: name, in: names.filter { isSimilar($0, name) })
}

private func isSimilar(_ name: String, _ written: String) -> Bool {
  let distance = editDistance(name, written)
  return distance <= max(2, name.count / 3) && distance < name.count
}

/// How far two names are apart: the fewest code points to insert, delete or replace to get from one to the other.
///
/// Levenshtein's distance (1966), of the first 64 code points: more make no difference to a reader.
func editDistance(_ left: String, _ right: String) -> Int {
  let (left, right) = (Array(left.unicodeScalars.prefix(64)), right.unicodeScalars.prefix(64))
  var distances = Array(0...left.count)
  for (row, scalar) in right.enumerated() {
    var diagonal = distances[0]
    distances[0] = row + 1
    for (column, other) in left.enumerated() {
      let replaced = diagonal + (scalar == other ? 0 : 1)
      diagonal = distances[column + 1]
      distances[column + 1] = min(replaced, diagonal + 1, distances[column] + 1)
    }
  }
  return distances[left.count]
}
