import Datasets
import Distillation
import Testing

@testable import Experiments
@testable import Reports

@Suite struct MethodsTextTests {
  @Test func theParagraphSaysWhatWasDone() throws {
    let text = try HTMLReport.sample.get().results.methods
    for part in [
      "Gaussian blobs on a grid of 4 points along each of 2 axes, whose 3 classes alternate",
      "of each blob 2 samples for the teacher, 1 for the students, 1 for validation and 2 for the test",
      "a multilayer perceptron with hidden layers of 32 and 32 units (relu; 1251 parameters), trained anew for each seed "
        + "with Adam (learning rate 0.003) for 200 epochs in batches of 32",
      "The students were classical (dense 4 (tanh), then dense 3: 27 parameters) and hybrid (a circuit (",
      "labels = 1 crossEntropy and distilled = 0.5 crossEntropy + 0.5 logits (temperature 2)",
      "the cross-entropy with the labels", "(Hinton et al. 2015)", "over 12 seeds",
      "95\u{A0}% bias-corrected and accelerated (BCa) bootstrap", "below 10 seeds",
      "Cliff's delta. The best classical student",
      "We used qdistill \(Provenance.packageVersion) (Swift 6.3), single precision.",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    #expect(!text.contains("  ") && !text.contains("\n"))
  }

  @Test func withoutComparisonsThereIsNoIntervalToSpeakOf() throws {
    let text = try SampleReport(students: ["classical"], treatments: 0).report().results.methods
    #expect(!text.contains("bootstrap") && !text.contains("Circuits"))
    #expect(text.contains("Training minimised labels = 1 crossEntropy, where"))
  }

  @Test func everyTermHasAMeaning() {
    let meanings = Objective.termKinds.map { $0.meaning }
    #expect(Set(meanings).count == meanings.count)
    for kind in Objective.termKinds { #expect(kind.meaning != kind.name) }
  }

  @Test func aTablesSplitIsInWords() {
    let split = SplitPlan(
      teacher: 0.75, student: .ofTeacher(0.2), test: 0.25, transfer: .restOfTeacher)
    #expect(
      split.inWords
        == "75% for the teacher, of the teacher's rows 20% with labels for the students, "
        + "the rest of the teacher's rows without labels for the students, 25% for the test")
  }
}
