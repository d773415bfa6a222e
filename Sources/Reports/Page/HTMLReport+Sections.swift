import Experiments
import HybridModels

extension HTMLReport {
  /// The page's sections, in order: each is one function. Those that this experiment has nothing for are left out.
  var sections: [Section] {
    get throws {
      [
        effects, students, controls, robustness, tuning, learning, errors, sizes, circuits,
        otherMetrics, methods,
        try provenance,
      ].compactMap { $0 }
    }
  }

  private var effects: Section? {
    Section("effects", results.treatments.isEmpty ? "Scores" : "What objectives change") {
      if results.treatments.count > 2 {
        for student in results.plan.students {
          results.objectiveTable(of: student.name).html(
            caption:
              "\(student.name): macro-F1 on the test part, mean±sd; the change is paired by seed")
        }
      } else {
        for treatment in results.treatments {
          results.effectTable(of: treatment).html(
            caption:
              "\(treatment) against \(results.control): macro-F1 on the test part, mean±sd; the change is paired by seed"
          )
          PageElement.list(results.verdictLines(on: treatment))
        }
      }
      PageElement("div", ["class": "beside"]) {
        figure(.seedScores)
        figure(.differences)
      }
    }
  }

  private var students: Section? {
    Section("students", "Students side by side") {
      if results.treatments.count > 2 {
        if !results.studentComparisons.isEmpty {
          results.sideBySideTable.html(
            caption:
              "\(results.plan.subject) beside the others, and how much more it gains against \(results.control)"
          )
        }
      } else {
        sideBySide
      }
    }
  }

  /// Two tables for each treatment.
  @SVGBuilder private var sideBySide: [PageElement.Content] {
    for treatment in results.treatments {
      for (table, caption) in [
        (
          results.subjectTable(with: treatment),
          "\(results.plan.subject) beside the others, \(treatment)"
        ),
        (
          results.gainTable(of: treatment),
          "Who gains more, \(treatment) against \(results.control): differences of differences"
        ),
      ] where !table.rows.isEmpty {
        table.html(caption: caption)
      }
    }
  }

  private var controls: Section? {
    Section("controls", "Controls") {
      if !results.controlComparisons.isEmpty {
        PageElement.list(results.controlQuestions)
        for treatment in results.treatments {
          let table = results.controlTable(of: treatment)
          if !table.rows.isEmpty {
            table.html(caption: "\(treatment), beside what controls leave of it")
            for note in results.controlFootnotes(on: treatment) { PageElement.paragraph(note) }
          }
        }
      }
    }
  }

  private var robustness: Section? {
    Section("robustness", "Noise and shots") {
      if let robustness = results.robustness {
        PageElement.paragraph(robustness.note)
        PageElement.list(robustness.answers)
        PageElement("div", ["class": "beside"]) {
          figure(.noise)
          figure(.shots)
        }
        robustness.noiseTable.html(caption: "Mean macro-F1 against the strength of the noise")
        if !robustness.plan.shots.isEmpty {
          robustness.shotTable.html(
            caption:
              "Mean macro-F1 against the number of shots; and how many give 95 % of the ideal one, with a 95 % interval"
          )
        }
        if !robustness.comparisons.isEmpty {
          robustness.lossTable.html(
            caption:
              "What noise of strength 1 changes, beside what it changes elsewhere"
          )
        }
      }
    }
  }

  private var tuning: Section? {
    Section("tuning", "Tuning") {
      if let note = results.tuningNote, let choices = results.choiceTable,
        let candidates = results.candidateTable
      {
        PageElement.paragraph(note)
        choices.html(caption: "What was chosen for each arm")
        figure(.tuning)
        PageElement("details") {
          PageElement("summary") { "All that was tried" }
          candidates.html(caption: "Macro-F1 on the validation part, mean±sd")
        }
      }
    }
  }

  private var learning: Section? {
    Section("learning", "Learning") {
      figure(.learningCurves)
      figure(.trainingLoss)
    }
  }

  private var errors: Section? {
    Section("errors", "What models see and mistake") {
      figure(.decisionRegions)
      if data.regions == nil, data.experiment.plan.data.inputCount == 2 {
        PageElement.paragraph(
          "Decision regions are left out: the data were not at hand.", className: "muted")
      }
      figure(.confusion)
      if results.plan.data.classCount > FigureSource.classesInAMatrix {
        PageElement.paragraph(
          "Confusion matrices of \(results.plan.data.classCount) classes are left out.",
          className: "muted")
      }
      figure(.reliability)
    }
  }

  private var sizes: Section? {
    Section("sizes", "Parameters") {
      figure(.parameters)
      results.parameterTable.html(caption: "What the students are made of")
    }
  }

  private var otherMetrics: Section? {
    Section("metrics", "Other figures of merit") {
      results.metricsTable.html(caption: "On the test part, mean±sd over the seeds")
    }
  }

  private var methods: Section? {
    Section("methods", "Methods") {
      PageElement.paragraph(results.methods)
      for note in [results.readingNote, results.testsNote].compactMap({ $0 }) {
        PageElement.paragraph(note)
      }
    }
  }

  private var provenance: Section? {
    get throws {
      let yaml = try results.plan.yaml()
      return Section("provenance", "Provenance") {
        PageElement("dl") {
          for (name, fact) in results.provenanceFacts {
            PageElement("dt") { name }
            PageElement("dd") { fact }
          }
        }
        PageElement.paragraph("To regenerate:")
        PageElement("pre") { results.command ?? "qdistill run plan.yaml" }
        PageElement("details") {
          PageElement("summary") { "The plan with every default" }
          PageElement("pre") { yaml }
        }
      }
    }
  }
}
