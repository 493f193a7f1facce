package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.validation.reports.Reports;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of a document.
 *
 * @param signatures one for each signature; none where there is none, or it is no document of a
 *     known form
 * @param report DSS's own reports, by the same trust, answers and time; empty where it is no
 *     document of a known form. Personal data is in them
 * @param problem why it is none, for those who run the program: says nothing of a person
 */
public record DocumentVerdict(
    List<SignatureVerdict> signatures, Optional<Reports> report, Optional<String> problem) {
  public DocumentVerdict {
    signatures = List.copyOf(signatures);
  }

  /** Nothing that anybody signed. */
  static DocumentVerdict none(RuntimeException problem) {
    return new DocumentVerdict(
        List.of(), Optional.empty(), Optional.of(problem.getClass().getName()));
  }

  /**
   * Returns whether the document may be relied on: it is signed, each signature is good, and one of
   * them covers all of it.
   */
  public boolean isGood() {
    return signatures.stream().anyMatch(SignatureVerdict::whole)
        && signatures.stream().allMatch(SignatureVerdict::isGood);
  }

  /** Nothing of who signed: it is personal data. */
  @Override
  public String toString() {
    return "DocumentVerdict" + signatures + problem.map(why -> " " + why).orElse("");
  }
}
