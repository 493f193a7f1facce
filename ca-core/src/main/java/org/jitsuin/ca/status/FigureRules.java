package org.jitsuin.ca.status;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.status.StatusView.CrlView;
import org.jitsuin.ca.status.StatusView.CrlsView;
import org.jitsuin.ca.status.StatusView.OcspView;

/** Judges what other services of this server show as metrics. */
final class FigureRules {
  private static final String CRL = "jitsuin.crl.";
  private static final String OCSP = "jitsuin.ocsp.";
  private static final String REPOSITORY = "jitsuin.repository.";
  private static final long MINUTE = 60;
  private static final String ELSEWHERE = "it does not run on this server, or shows no metrics";

  private FigureRules() {}

  static CrlsView crls(Figures figures) {
    Optional<Long> partitions = figures.one(CRL + "partitions");
    List<CrlView> authorities =
        Arrays.stream(Authority.values()).map(authority -> crl(figures, authority.id())).toList();
    List<String> why = new ArrayList<>();
    if (partitions.isEmpty()) {
      why.add(ELSEWHERE);
    }
    long failing = figures.one(CRL + "partitions.failing").orElse(0L);
    if (failing > 0) {
      why.add(failing + " CRLs cannot be made anew" + failing(figures));
    }
    long unsound = figures.one(REPOSITORY + "unsound").orElse(0L);
    if (unsound > 0) {
      why.add(unsound + " CRLs are not what is listed; those before are handed out");
    }
    boolean late = figures.one(CRL + "ready").orElse(1L) == 0;
    Condition own = partitions.isEmpty() ? Condition.UNKNOWN : StatusRules.warned(why);
    return new CrlsView(
        late ? Condition.FAILING : own,
        List.copyOf(why),
        partitions.orElse(null),
        figures.one(CRL + "partitions.current").orElse(null),
        figures.one(CRL + "partitions.failing").orElse(null),
        figures.one(CRL + "unrecorded.seconds").orElse(null),
        figures.one(REPOSITORY + "manifest.age.seconds").orElse(null),
        figures.one(REPOSITORY + "unsound").orElse(null),
        authorities);
  }

  private static String failing(Figures figures) {
    String codes =
        figures.all(CRL + "partition.failing").stream()
            .map(figure -> figure.labels().get("error"))
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    return codes.isEmpty() ? "" : " (" + codes + ")";
  }

  private static CrlView crl(Figures figures, String authority) {
    Optional<Long> remaining = figures.of(authority, CRL + "remaining.seconds");
    return new CrlView(
        authority,
        remaining
            .map(left -> left > 0 ? Condition.GOOD : Condition.FAILING)
            .orElse(Condition.UNKNOWN),
        figures.of(authority, CRL + "oldest.seconds").orElse(null),
        remaining.orElse(null),
        figures.of(authority, CRL + "entries").orElse(null),
        figures.of(authority, CRL + "octets").orElse(null));
  }

  static OcspView ocsp(Figures figures) {
    Optional<Long> ready = figures.one(OCSP + "ready");
    Optional<Long> age = figures.one(OCSP + "status.age.seconds");
    List<String> why = new ArrayList<>();
    if (ready.isEmpty()) {
      why.add(ELSEWHERE);
    } else if (ready.get() == 0) {
      why.add("the responder is not ready");
    }
    if (age.orElse(0L) > MINUTE) {
      why.add("the status feed was last read to its end " + age.get() + " seconds ago");
    }
    Condition own = ready.isEmpty() ? Condition.UNKNOWN : StatusRules.warned(why);
    return new OcspView(
        ready.orElse(1L) == 0 ? Condition.FAILING : own,
        List.copyOf(why),
        age.orElse(null),
        figures.one(OCSP + "signer.remaining.seconds").orElse(null),
        figures.one(OCSP + "index.certificates").orElse(null),
        figures.one(OCSP + "signing.waiting").orElse(null));
  }
}
