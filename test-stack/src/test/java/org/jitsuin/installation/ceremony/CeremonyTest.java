package org.jitsuin.installation.ceremony;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class CeremonyTest {
  private final TestStack stack = TestStack.shared();

  @Test
  void hold_secondTime_refusesAndChangesNothing() {
    long before = count("status.issuer") + count("ca.staff") + count("ca.signing_intent");
    try (SigningPool ca = SigningPool.configured(stack.settings(), "ca", Clocks.system());
        SigningPool ocsp = SigningPool.configured(stack.settings(), "ocsp", Clocks.system())) {
      List<String> labels = ca.token().labels();
      Ceremony ceremony =
          new Ceremony(stack.jdbi("admin"), ca, ocsp, Clocks.system(), new SecureRandom(), "again");
      CeremonyPlan plan = CeremonyPlan.development("http://localhost:1", List.of("localhost"));

      assertThat(ceremony.hold(plan, stack.home().resolve("again")))
          .isEqualTo(new CeremonyOutcome.AlreadyHeld());
      assertThat(ca.token().labels()).containsExactlyInAnyOrderElementsOf(labels);
    }
    assertThat(count("status.issuer") + count("ca.staff") + count("ca.signing_intent"))
        .isEqualTo(before);
    assertThat(stack.home().resolve("again")).doesNotExist();
  }

  private long count(String table) {
    return stack
        .jdbi("admin")
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(long.class).one());
  }
}
