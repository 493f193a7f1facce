package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.store.LiveCertificates.Group;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.CardKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class LiveCertificatesTest {
  private final CaFixture ca = CaFixture.started();

  @AfterEach
  void close() {
    ca.close();
  }

  private SortedMap<Group, Long> count(Instant now) {
    return new LiveCertificates(ca.admin(), 2).count(now);
  }

  /** What came to it, since other tests of this JVM issue as well. */
  private static Map<Group, Long> added(SortedMap<Group, Long> before, Map<Group, Long> after) {
    Map<Group, Long> added = new HashMap<>(after);
    before.forEach((group, count) -> added.merge(group, -count, Long::sum));
    added.values().removeIf(count -> count == 0);
    return added;
  }

  private static Group group(CardCertificate certificate, String key) {
    return new Group(
        certificate.issuer().authority() == Authority.SIGNATURE ? 1 : 2,
        key,
        JapanTime.date(certificate.notAfter()).getYear(),
        "13221");
  }

  @Test
  void count_issuedRevokedAndOver_isByKeyAndYear() {
    Instant now = ca.clock().instant();
    SortedMap<Group, Long> before = count(now);
    List<CardCertificate> next = ca.issueBoth(ca.card());
    CardCertificate today =
        CaFixture.done(
                ca.issue(
                    ca.clerk(), ca.card(), Map.of(Authority.SIGNATURE, CardKey.rsa2048().pem())))
            .certificates()
            .getFirst()
            .certificate();

    Map<Group, Long> added = added(before, count(now));
    assertThat(added)
        .containsOnlyKeys(
            group(next.getFirst(), "p-384"), group(next.getLast(), "p-384"), group(today, "rsa"));
    assertThat(added.values()).containsOnly(1L);

    CaFixture.done(
        ca.revoke(
            ca.staff("supervisor-13221"), today, RevocationCause.EX_OFFICIO, Optional.empty()));
    assertThat(added(before, count(now))).doesNotContainKey(group(today, "rsa")).hasSize(2);
    // All that end no later than these, whoever issued them.
    Instant over = now.plus(Duration.ofDays(365 * 20));
    assertThat(count(over)).isEmpty();
  }
}
