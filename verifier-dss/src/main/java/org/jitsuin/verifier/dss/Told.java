package org.jitsuin.verifier.dss;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/**
 * What was told about the certificates of one document. Silence is not kept: the verifier may know
 * more of the authority's keys than DSS, and asks again.
 */
final class Told implements StatusSource {
  /**
   * Of whom, as issued by whom: what an issuer in the document says of its own is nobody else's.
   */
  private record About(X509CertificateHolder certificate, X509CertificateHolder issuer) {
    static About of(Question question) {
      return new About(question.certificate(), question.issuer());
    }
  }

  private final Map<About, StatusAnswer> answers = new ConcurrentHashMap<>();
  private final StatusSource source;

  Told(StatusSource source) {
    this.source = source;
  }

  /** Keeps what was told for DSS. */
  void keep(Question question, StatusAnswer answer) {
    if (!(answer instanceof StatusAnswer.Silent)) {
      answers.put(About.of(question), answer);
    }
  }

  @Override
  public StatusAnswer status(Question question) {
    StatusAnswer kept = answers.get(About.of(question));
    return kept != null ? kept : source.status(question);
  }
}
