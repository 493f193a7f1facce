package org.jitsuin.verifier.filter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.filter.FilterStatus;
import org.jitsuin.filter.Opened;
import org.jitsuin.filter.StatusFilter;
import org.jitsuin.verifier.status.Answers;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Looks into the status filter of an authority: one file, and nobody is told who is checked. For
 * logins, kiosks and places without a net; not for the evidence of an old signature.
 *
 * <p>A filter knows neither since when nor why a certificate is revoked: such answers have the
 * filter's own time and {@link Reason#UNSPECIFIED}, unless {@link #withReasonsFrom somebody else}
 * tells more. Of what is newer than the filter it is silent, so that another source can be asked:
 *
 * <pre>{@code
 * StatusSource source = StatusSource.firstThatTells(FilterSource.of(pack), ocsp);
 * }</pre>
 *
 * <p>Who has a newer file makes a new source of it, and keeps the greatest {@link
 * StatusFilter#number} that was seen, so that no older one is taken.
 */
public final class FilterSource implements StatusSource {
  private final byte[] pack;
  private final Optional<Duration> age;
  private final Optional<StatusSource> reasons;

  /** What it is for those who are trusted, of whom there are few. */
  private final Map<List<X509CertificateHolder>, Opened> opened = new ConcurrentHashMap<>();

  private FilterSource(byte[] pack, Optional<Duration> age, Optional<StatusSource> reasons) {
    this.pack = pack;
    this.age = age;
    this.reasons = reasons;
  }

  /** Looks into one file with head, base and delta, as {@link StatusFilter#pack} writes it. */
  public static FilterSource of(byte[] pack) {
    return new FilterSource(pack.clone(), Optional.empty(), Optional.empty());
  }

  /** Returns one that believes a filter until it has an age, instead of until its nextUpdate. */
  public FilterSource believedFor(Duration longest) {
    return new FilterSource(pack, Optional.of(longest), reasons);
  }

  /**
   * Returns one that asks somebody else, such as OCSP, about what is revoked or on hold and nothing
   * else. What the filter says counts where that one is silent; what is on hold may be good again
   * by then.
   */
  public FilterSource withReasonsFrom(StatusSource other) {
    return new FilterSource(pack, age, Optional.of(other));
  }

  @Override
  public StatusAnswer status(Question question) {
    Opened file = opened.computeIfAbsent(question.authorities(), this::open);
    if (file instanceof Opened.Usable usable) {
      return answer(usable.filter(), question);
    }
    Opened.Refused refused = (Opened.Refused) file;
    Silence why =
        refused.why() == Opened.Refusal.NOT_SIGNED ? Silence.NOT_SIGNED : Silence.MALFORMED;
    return new StatusAnswer.Silent(why, refused.detail());
  }

  private Opened open(List<X509CertificateHolder> authorities) {
    List<X509Certificate> trusted = new ArrayList<>();
    for (X509CertificateHolder authority : authorities) {
      read(authority).ifPresent(trusted::add);
    }
    Opened file = StatusFilter.open(pack, trusted);
    return file instanceof Opened.Usable usable && age.isPresent()
        ? new Opened.Usable(usable.filter().believedFor(age.get()))
        : file;
  }

  private static Optional<X509Certificate> read(X509CertificateHolder certificate) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
    } catch (CertificateException | IOException e) {
      // Bouncy Castle takes certificates that Java does not.
      return Optional.empty();
    }
  }

  private StatusAnswer answer(StatusFilter filter, Question question) {
    Optional<X509Certificate> issuer = read(question.issuer());
    if (issuer.isEmpty()) {
      return new StatusAnswer.Silent(Silence.OTHER_SCOPE, "an issuer that Java cannot read");
    }
    FilterStatus status =
        filter.status(
            issuer.get().getPublicKey(), question.certificate().getSerialNumber(), question.at());
    Instant asOf = filter.thisUpdate();
    return switch (status) {
      case GOOD -> new StatusAnswer.Good(asOf, filter.believedUntil());
      case REVOKED -> told(asOf, Reason.UNSPECIFIED, question);
      case ON_HOLD -> told(asOf, Reason.CERTIFICATE_HOLD, question);
      case NOT_COVERED ->
          new StatusAnswer.Silent(Silence.OTHER_SCOPE, "newer than the filter tells of");
      case NOT_OURS ->
          new StatusAnswer.Silent(Silence.OTHER_SCOPE, "the filter is about other keys");
      case TOO_OLD -> new StatusAnswer.Silent(Silence.NOT_CURRENT, "the filter is not current");
    };
  }

  private StatusAnswer told(Instant asOf, Reason reason, Question question) {
    StatusAnswer own = new StatusAnswer.Revoked(asOf, asOf, reason, Optional.empty());
    if (reasons.isEmpty()) {
      return own;
    }
    StatusAnswer more = Answers.guarded(reasons.get(), question);
    boolean goodAgain =
        reason == Reason.CERTIFICATE_HOLD
            && more instanceof StatusAnswer.Good good
            && good.asOf().isAfter(asOf);
    return more instanceof StatusAnswer.Revoked || goodAgain ? more : own;
  }
}
