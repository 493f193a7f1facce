package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.StatusAnswer;
import org.jitsuin.verifier.status.StatusSource;

/** Nothing is good that any source calls otherwise, or of which it is silent. */
class SourcesPropertyTest {
  private static final Instant NOW = Stage.NOW;
  private static final X509Certificate CARD =
      Stage.java(Stage.WORLD.goodCard(Stage.WORLD.signature()));

  /** What a source does: answers, fails, or says nothing at all. */
  enum Behaviour {
    GOOD,
    REVOKED,
    HELD,
    NEVER_ISSUED,
    SILENT,
    FAILS,
    NOTHING;

    boolean isSilent() {
      return this == SILENT || this == FAILS || this == NOTHING;
    }

    StatusSource source() {
      return any ->
          switch (this) {
            case GOOD -> new StatusAnswer.Good(NOW, NOW.plusSeconds(60));
            case REVOKED -> new StatusAnswer.Revoked(NOW, NOW, Reason.SUPERSEDED, Optional.empty());
            case HELD ->
                new StatusAnswer.Revoked(NOW, NOW, Reason.CERTIFICATE_HOLD, Optional.empty());
            case NEVER_ISSUED -> new StatusAnswer.NeverIssued(NOW);
            case SILENT -> new StatusAnswer.Silent(Silence.TRY_LATER, "later");
            case FAILS -> throw new IllegalStateException("failed");
            case NOTHING -> null;
          };
    }
  }

  @Provide
  Arbitrary<List<Behaviour>> behaviours() {
    return Arbitraries.of(Behaviour.values()).list().ofMinSize(1).ofMaxSize(5);
  }

  private static StatusSource[] sources(List<Behaviour> behaviours) {
    return behaviours.stream().map(Behaviour::source).toArray(StatusSource[]::new);
  }

  private static Verdict verify(StatusSource source) {
    return Verifier.of(Stage.trusted(), source).verify(CARD, CertificateKind.SIGNATURE, NOW);
  }

  @Property(tries = 300)
  void all_validOnlyWhereEachSaysGood(@ForAll("behaviours") List<Behaviour> behaviours) {
    Verdict verdict = verify(StatusSource.all(sources(behaviours)));

    assertThat(verdict.isValid())
        .isEqualTo(behaviours.stream().allMatch(one -> one == Behaviour.GOOD));
    if (behaviours.contains(Behaviour.REVOKED) && !behaviours.contains(Behaviour.NEVER_ISSUED)) {
      assertThat(verdict.code()).isEqualTo("revoked");
    }
  }

  @Property(tries = 300)
  void firstThatTells_validOnlyWhereThatOneSaysGood(
      @ForAll("behaviours") List<Behaviour> behaviours) {
    Verdict verdict = verify(StatusSource.firstThatTells(sources(behaviours)));

    Optional<Behaviour> first = behaviours.stream().filter(one -> !one.isSilent()).findFirst();
    assertThat(verdict.isValid()).isEqualTo(first.equals(Optional.of(Behaviour.GOOD)));
    if (first.isEmpty()) {
      assertThat(verdict.code()).isEqualTo("cannot-tell");
    }
  }

  @Property(tries = 200)
  void nested_nobodySaysGood_neverValid(
      @ForAll @Size(min = 1, max = 4) List<@Size(min = 1, max = 4) List<Behaviour>> groups) {
    boolean anyGood = groups.stream().flatMap(List::stream).anyMatch(one -> one == Behaviour.GOOD);
    StatusSource nested =
        StatusSource.all(
            groups.stream()
                .map(group -> StatusSource.firstThatTells(sources(group)))
                .toArray(StatusSource[]::new));

    if (!anyGood) {
      assertThat(verify(nested).isValid()).isFalse();
    }
  }
}
