/// How far two names are apart: the fewest code points to insert, delete or replace to get from one to the other.
///
/// Levenshtein's distance (1966), of the first 64 code points: more make no difference to a reader.
public func editDistance(_ left: String, _ right: String) -> Int {
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
