package org.jitsuin.ca.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.issue.Abandonment;
import org.jitsuin.ca.store.Database;
import org.jitsuin.ca.store.IssuerTable;
import org.jitsuin.ca.store.Transactions;
import org.jitsuin.ca.testing.CaFixture;
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
    // The clock of these tests was in the future; the signers of today are for the others.
    long now = Clocks.system().instant().toEpochMilli();
    ca.admin()
        .useHandle(
            handle -> handle.execute("DELETE FROM status.ocsp_signer WHERE not_before > ?", now));
    ca.close();
  }

  private Instant signerEnd() {
    return ca.admin()
        .withHandle(handle -> IssuerTable.signers(handle, 1))
        .getFirst()
        .certificate()
        .getNotAfter()
        .toInstant();
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
            sound.ocspSignerRenewal(),
            sound.splitPartitions());
    Housekeeping housekeeping =
        new Housekeeping(ca.service().context(), issuing, ca.applyPlanned(), Map.of());
    Instant end = signerEnd();
    ca.clock().set(end.minus(Duration.ofDays(5)));

    housekeeping.clearUp();

    assertThat(housekeeping.isStarted()).isFalse();
    assertThat(signerEnd()).isAfter(end);
  }
}
