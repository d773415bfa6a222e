extension Region {
  /// All groups of so many connected qubits, each once: Wernicke, *Efficient detection of network motifs* (ESU, 2006); `nil` if
  /// there are more than the limit.
  static func all(of size: Int, _ costs: DeviceCosts, limit: Int) -> [[Int]]? {
    var groups: [[Int]] = []
    func extend(_ group: [Int], _ candidates: [Int], _ seen: Set<Int>, root: Int) {
      if group.count == size {
        groups.append(group)
        return
      }
      var candidates = candidates
      while groups.count <= limit, let next = candidates.popLast() {
        let fresh = costs.neighbours[next].filter {
          $0 > root && !seen.contains($0) && costs.isUsable($0)
        }
        extend(group + [next], candidates + fresh, seen.union(fresh), root: root)
      }
    }
    for root in costs.neighbours.indices where costs.isUsable(root) {
      let candidates = costs.neighbours[root].filter { $0 > root && costs.isUsable($0) }
      extend([root], candidates, Set(candidates + [root]), root: root)
    }
    return groups.count <= limit ? groups : nil
  }

  /// Groups of so many connected qubits that promise well: around each qubit, and along a path from each.
  static func promising(_ size: Int, _ costs: DeviceCosts) -> [[Int]] {
    var groups: Set<[Int]> = []
    for root in costs.neighbours.indices where costs.isUsable(root) {
      for isPath in [false, true] {
        var group = [root]
        while group.count < size {
          var best: (qubit: Int, cost: Double)?
          for member in isPath ? [group.last!] : group {
            for qubit in costs.neighbours[member]
            where costs.isUsable(qubit) && !group.contains(qubit) {
              let cost = costs.pair(member, qubit)! + costs.readout[qubit]
              if cost < best?.cost ?? .infinity { best = (qubit, cost) }
            }
          }
          guard let best else { break }
          group.append(best.qubit)
        }
        if group.count == size { groups.insert(group.sorted()) }
      }
    }
    return groups.sorted { $0.lexicographicallyPrecedes($1) }
  }
}

extension RoutingTask {
  /// The cheapest places where all pairs are neighbours, so that nothing need be swapped; `nil` if there are none, or none is found in a
  /// reasonable time.
  ///
  /// Each qubit is tried next to those that it acts with, and a way is left as soon as it costs more than the best one yet.
  func placesWithoutSwaps(_ costs: DeviceCosts) -> [Int]? {
    var counts: [[Int]] = Array(
      repeating: Array(repeating: 0, count: qubitCount), count: qubitCount)
    for pair in pairs { counts[pair.control][pair.target] += 1 }
    let partners = partners
    var order = [partners.indices.max { partners[$0].count < partners[$1].count }!]
    while order.count < qubitCount {
      let rest = (0..<qubitCount).filter { !order.contains($0) }
      order.append(
        rest.max {
          partners[$0].count { order.contains($0) } < partners[$1].count { order.contains($0) }
        }!)
    }
    let isMeasured = (0..<qubitCount).map(measured.contains)
    var best: (places: [Int], cost: Double)?
    var places = Array(repeating: -1, count: qubitCount)
    var isTaken = Array(repeating: false, count: costs.neighbours.count)
    var budget = 200_000
    func place(_ index: Int, _ cost: Double) {
      budget -= 1
      guard budget > 0, cost < best?.cost ?? .infinity else { return }
      guard index < order.count else {
        best = (places, cost)
        return
      }
      let qubit = order[index]
      let anchors = partners[qubit].filter { places[$0] >= 0 }.sorted()
      // A qubit that acts with none yet must still be near: the region must hang together.
      let near =
        anchors.isEmpty
        ? (index == 0
          ? Array(costs.neighbours.indices)
          : Set(places.filter { $0 >= 0 }.flatMap { costs.neighbours[$0] }).sorted())
        : costs.neighbours[places[anchors[0]]]
      candidates: for candidate in near where !isTaken[candidate] && costs.isUsable(candidate) {
        var sum = cost + 2 * costs.pulse[candidate]
        if isMeasured[qubit] { sum += costs.readout[candidate] }
        for anchor in anchors {
          for (control, target, from, to) in [
            (qubit, anchor, candidate, places[anchor]), (anchor, qubit, places[anchor], candidate),
          ] {
            guard let pair = costs.pair(from, to) else { continue candidates }
            sum += Double(counts[control][target]) * pair
          }
        }
        places[qubit] = candidate
        isTaken[candidate] = true
        place(index + 1, sum)
        isTaken[candidate] = false
        places[qubit] = -1
      }
    }
    place(0, 0)
    return best?.places
  }

  /// The best routing that is found on a device; `nil` if it has no group of connected qubits that is large enough.
  ///
  /// Circuits of up to ``exactQubits`` qubits are placed and routed as cheaply as can be in every group of qubits, or, where those
  /// are many, in the best of them by what their gates cost; where they are very many, in those that promise well.
  func bestRouting(_ costs: DeviceCosts) -> Routing? {
    if qubitCount > Self.exactQubits {
      if let places = placesWithoutSwaps(costs) {
        let region = Region(places, costs)
        return Routing(
          self, region, start: Array(places.indices),
          swaps: Array(repeating: [], count: pairs.count))
      }
      return cheapest(
        Region.promising(qubitCount, costs).map { Region($0, costs) }.prefix(64, by: score)
      ) { goodRouting(in: $0) }
    }
    let groups =
      Region.all(of: qubitCount, costs, limit: Self.groupLimit)
      ?? Region.promising(qubitCount, costs)
    let regions = groups.map { Region($0, costs) }
    let work = max(1, (1...qubitCount).reduce(1, *) * (pairs.count + 1) * qubitCount)
    return cheapest(regions.prefix(max(12, 3_000_000 / work), by: score)) {
      cheapestRouting(in: $0)
    }
  }

  /// Up to so many groups of connected qubits are listed.
  static let groupLimit = 50_000

  /// Up to so many qubits all placements are looked at.
  static let exactQubits = 6

  /// What a circuit may cost in a region: fewer steps between its qubits, and better gates, are better.
  private func score(_ region: Region) -> Double {
    guard !region.edges.isEmpty else { return region.readoutCost(0) }
    let gates = region.edges.map { region.pairCost($0.0, $0.1) }
    let mean = gates.reduce(0, +) / Double(gates.count)
    let steps = region.distances.joined().reduce(0, +)
    let distance = Double(steps) / Double(max(1, qubitCount * (qubitCount - 1)))
    let readout = region.qubits.indices.map(region.readoutCost).sorted().prefix(measured.count)
    return Double(pairs.count) * distance * mean + readout.reduce(0, +)
  }

  private func cheapest(_ regions: [Region], _ route: (Region) -> Routing) -> Routing? {
    regions.lazy.map(route).min { $0.cost < $1.cost }
  }
}

extension [Region] {
  /// The first ones by a score; of equal ones those that came first.
  fileprivate func prefix(_ count: Int, by score: (Region) -> Double) -> [Region] {
    guard self.count > count else { return self }
    return enumerated().map { ($0.offset, score($0.element)) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.prefix(count).map { self[$0.0] }
  }
}
