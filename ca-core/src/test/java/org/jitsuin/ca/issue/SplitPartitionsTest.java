package org.jitsuin.ca.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.base.model.Authority;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.testing.AtOnce;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Chiyoda-ku outgrows its partition. */
@Tag("stack")
class SplitPartitionsTest {
  private static final String MUNICIPALITY = "13104";

  private CaFixture ca;
  private StaffMember clerk;

  @BeforeEach
  void start() {
    ca = CaFixture.started();
    clerk = ca.staff("clerk-" + MUNICIPALITY);
    publishAll();
    issue();
    issue();
  }

  /** What other tests issue goes into the first partitions again. */
  @AfterEach
  void stop() {
    ca.admin().useHandle(handle -> handle.execute("DELETE FROM status.crl"));
    ca.close();
  }

  private SplitPartitions split(long certificates) {
    return new SplitPartitions(
        ca.transactions(), ca.authorities(), Municipalities.read(), certificates);
  }

  private FiledCertificate issue() {
    Card card =
        CaFixture.done(
            ca.register(clerk, CaFixture.holder(MUNICIPALITY, LocalDate.of(1980, 2, 17))));
    return CaFixture.done(ca.issue(clerk, card, CaFixture.keys(Authority.USER_IDENTIFICATION)))
        .certificates()
        .getFirst();
  }

  private String partition() {
    return issue().certificate().crl().partition();
  }

  /** How many were issued into the newest partition, as counted. */
  private long load() {
    return ca.count(
        """
        SELECT certificates FROM ca.partition_load JOIN status.crl_partition USING (partition_no)
        WHERE municipality = ? AND issuer_no = ? ORDER BY shard DESC LIMIT 1
        """,
        MUNICIPALITY,
        issuer());
  }

  private long issuer() {
    return ca.count("SELECT issuer_no FROM status.issuer WHERE authority = 'user-identification'");
  }

  private long partitions() {
    return ca.count(
        "SELECT COUNT(*) FROM status.crl_partition WHERE municipality = ? AND issuer_no = ?",
        MUNICIPALITY,
        issuer());
  }

  /** As the publisher does. */
  private void publishAll() {
    ca.admin()
        .useHandle(handle ->
            handle.execute(
                """
                INSERT IGNORE INTO status.crl
                  (partition_no, number, state, feed_seq, this_update, next_update, node)
                SELECT partition_no, 1, 'published', 0, 0, 1, 'test' FROM status.crl_partition
                WHERE municipality = ?
                """,
                MUNICIPALITY));
  }

  @Test
  void round_full_opensThePartitionThatIsUsedOnceItHasACrl() throws Exception {
    split(Long.MAX_VALUE).round();
    long load = load();
    long before = partitions();
    assertThat(load).isGreaterThanOrEqualTo(2);

    assertThat(split(load + 1).round()).isZero();
    assertThat(partitions()).isEqualTo(before);
    assertThat(split(load).round()).isPositive();
    assertThat(partitions()).isEqualTo(before + 1);

    ca.clock().advance(Duration.ofMinutes(1));
    String old = partition();
    publishAll();
    assertThat(partition()).isEqualTo(old);
    ca.clock().advance(Duration.ofSeconds(10));
    FiledCertificate issued = issue();
    assertThat(issued.certificate().crl().partition())
        .isEqualTo(MUNICIPALITY + "-g1-" + (before + 1));
    assertThat(names(issued)).isEqualTo(kept(issued.certificate()));
    assertThat(Arrays.toString(names(issued).getNames()))
        .contains("/crl/user-identification/" + MUNICIPALITY + "-g1-" + (before + 1) + ".crl");
  }

  private static GeneralNames names(FiledCertificate issued) throws Exception {
    CRLDistPoint points =
        CRLDistPoint.fromExtensions(
            new X509CertificateHolder(issued.der().bytes()).getExtensions());
    return GeneralNames.getInstance(
        points.getDistributionPoints()[0].getDistributionPoint().getName());
  }

  private GeneralNames kept(CardCertificate certificate) {
    return GeneralNames.getInstance(
        ca.admin()
            .withHandle(handle ->
                handle
                    .select(
                        "SELECT distribution_point FROM status.crl_partition"
                            + " WHERE partition_no = ?",
                        certificate.crl().number())
                    .mapTo(byte[].class)
                    .one()));
  }

  @Test
  void round_twoServersAtOnce_countOnceAndOpenOne() throws Exception {
    split(Long.MAX_VALUE).round();
    long load = load();
    long before = partitions();
    issue();
    List<Integer> opened = AtOnce.run(2, () -> split(load + 1).round());
    assertThat(partitions()).isEqualTo(before + 1);
    assertThat(opened).contains(0);
    assertThat(
            ca.count("SELECT seq FROM ca.partition_count")
                - ca.count("SELECT last FROM status.feed_head"))
        .isZero();
  }

  @Test
  void round_longFeed_isCountedInStretches() {
    split(Long.MAX_VALUE).round();
    ca.admin().useHandle(handle -> handle.execute("UPDATE ca.partition_count SET seq = 0"));
    ca.admin().useHandle(handle -> handle.execute("DELETE FROM ca.partition_load"));
    split(Long.MAX_VALUE).round();
    assertThat(ca.count("SELECT SUM(certificates) FROM ca.partition_load"))
        .isEqualTo(ca.count("SELECT COUNT(*) FROM status.feed WHERE reason IS NULL"));
  }
}
