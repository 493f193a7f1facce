package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ResponderDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Under the label of one authority's key the token finds that of the other. */
@Tag("stack")
class MixedUpKeysTest {
  private final CaFixture ca = CaFixture.started();

  MixedUpKeysTest() {
    label(Authority.SIGNATURE, Authority.USER_IDENTIFICATION);
    label(Authority.USER_IDENTIFICATION, Authority.SIGNATURE);
  }

  @AfterEach
  void end() {
    for (Authority authority : Authority.values()) {
      label(authority, authority);
    }
    ResponderDouble.cleanUp(ca);
    ca.close();
  }

  private void label(Authority whose, Authority key) {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                "UPDATE status.issuer SET key_label = ? WHERE authority = ? AND generation = 1",
                key.id() + "-g1",
                whose.id()));
  }

  private static void assertViolated(ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.INTEGRITY_VIOLATED));
  }

  @Test
  void issue_tokenSignsWithAnotherKey_nothingIsIssuedAndTheSerialNumbersAreGivenUp() {
    Card card = ca.card();

    assertViolated(() -> ca.issue(ca.clerk(), card, CaFixture.keys(Authority.values())));

    assertThat(ca.count("SELECT COUNT(*) FROM ca.certificate WHERE card_id = ?", card.id()))
        .isZero();
    assertThat(
            ca.count(
                "SELECT COUNT(*) FROM ca.signing_intent WHERE card_id = ? AND state = 'abandoned'",
                card.id()))
        .isEqualTo(2);
  }

  @Test
  void certify_tokenSignsWithAnotherKey_noSignerIsAppointed() {
    long before = ca.count("SELECT COUNT(*) FROM status.ocsp_signer");
    ResponderDouble responder = ResponderDouble.ofTheCeremony(ca);
    responder.ask(1, Optional.of(responder.ceremonySigner(1)));

    // Told in the log, and tried again later.
    assertThat(ca.certifySigners().round()).isZero();

    assertThat(ca.count("SELECT COUNT(*) FROM status.ocsp_signer")).isEqualTo(before);
  }
}
