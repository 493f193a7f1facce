package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.ResponderDouble;
import org.jitsuin.ca.testing.ResponderDouble.Asked;
import org.jitsuin.testing.BreakingDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One step of the round has no database. */
@Tag("stack")
class HousekeepingTest {
  private final CaFixture ca = CaFixture.started();

  @AfterEach
  void end() {
    ResponderDouble.cleanUp(ca);
    ca.close();
  }

  @Test
  void round_aStepThatFails_keepsNoneOfTheOthersWaiting() {
    Transactions broken =
        new Transactions(
            Database.open(BreakingDataSource.after(0, ca.stack().dataSource("ca"))), ca.clock());
    IssuingUseCases sound = ca.service().issuing();
    IssuingUseCases issuing =
        new IssuingUseCases(
            sound.issueCertificates(),
            new Abandonment(broken, ca.clock(), ca.auditLog(), ca.node()),
            sound.certifySigners(),
            sound.signerWatch(),
            sound.statusKeys(),
            sound.splitPartitions());
    Housekeeping housekeeping =
        new Housekeeping(
            ca.service().context(),
            issuing,
            ca.applyPlanned(),
            ca.service().cards().lapseOrders(),
            Map.of());
    ResponderDouble responder = ResponderDouble.ofTheCeremony(ca);
    Asked asked = responder.ask(1, Optional.of(responder.ceremonySigner(1)));

    housekeeping.clearUp();

    assertThat(housekeeping.isStarted()).isFalse();
    assertThat(responder.outcome(asked)).isEqualTo("certified");
  }
}
