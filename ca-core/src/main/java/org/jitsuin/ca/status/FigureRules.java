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
import org.jitsuin.ca.status.Why.Reason;

/** Judges what other services of this server show as metrics. */
final class FigureRules {
  private static final String CRL = "jitsuin.crl.";
  private static final String OCSP = "jitsuin.ocsp.";
  private static final String REPOSITORY = "jitsuin.repository.";
  private static final long MINUTE = 60;
  private static final Reason ELSEWHERE =
      new Reason(
          "it does not run on this server, or shows no metrics", "このサーバーでは動いていないか、数値を出していません");

  private FigureRules() {}

  static CrlsView crls(Figures figures) {
    Optional<Long> partitions = figures.one(CRL + "partitions");
    List<CrlView> authorities =
        Arrays.stream(Authority.values()).map(authority -> crl(figures, authority.id())).toList();
    List<Reason> why = new ArrayList<>();
    if (partitions.isEmpty()) {
      why.add(ELSEWHERE);
    }
    long failing = figures.one(CRL + "partitions.failing").orElse(0L);
    if (failing > 0) {
      String codes = failing(figures);
      why.add(
          new Reason(
              failing + " CRLs cannot be made anew" + codes, failing + "件のCRLを作り直せません" + codes));
    }
    long unsound = figures.one(REPOSITORY + "unsound").orElse(0L);
    if (unsound > 0) {
      why.add(
          new Reason(
              unsound + " CRLs are not what is listed; those before are handed out",
              unsound + "件のCRLが一覧と一致しないため、前のものを配布しています"));
    }
    boolean late = figures.one(CRL + "ready").orElse(1L) == 0;
    Condition own = partitions.isEmpty() ? Condition.UNKNOWN : StatusRules.warned(why);
    return new CrlsView(
        late ? Condition.FAILING : own,
        Why.of(why),
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
    List<Reason> why = new ArrayList<>();
    if (ready.isEmpty()) {
      why.add(ELSEWHERE);
    } else if (ready.get() == 0) {
      why.add(new Reason("the responder is not ready", "レスポンダーの準備ができていません"));
    }
    if (age.orElse(0L) > MINUTE) {
      why.add(
          new Reason(
              "the status feed was last read to its end " + age.get() + " seconds ago",
              "失効情報を最後まで読んだのは" + age.get() + "秒前です"));
    }
    Condition own = ready.isEmpty() ? Condition.UNKNOWN : StatusRules.warned(why);
    return new OcspView(
        ready.orElse(1L) == 0 ? Condition.FAILING : own,
        Why.of(why),
        age.orElse(null),
        figures.one(OCSP + "signer.remaining.seconds").orElse(null),
        figures.one(OCSP + "index.certificates").orElse(null),
        figures.one(OCSP + "signing.waiting").orElse(null));
  }
}
