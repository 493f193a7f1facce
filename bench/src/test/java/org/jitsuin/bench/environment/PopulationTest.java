package org.jitsuin.bench.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Serial;
import org.jitsuin.bench.environment.Population.RegisteredCard;
import org.jitsuin.ca.model.Card;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the fill brings into the database, seen with other eyes than those that wrote it. */
@Tag("stack")
class PopulationTest {
  private static final Environment STAGE = SharedStage.stage();
  private static final Jdbi ADMIN = STAGE.stack().admin();

  private static long count(String query) {
    return ADMIN.withHandle(handle -> handle.createQuery(query).mapTo(long.class).one());
  }

  private static long count(String query, List<String> ids) {
    return ADMIN.withHandle(
        handle -> handle.createQuery(query).bindList("ids", ids).mapTo(long.class).one());
  }

  @Test
  void fill_thousandCertificates_areThereWithAllThatBelongsToThem() {
    long certificates = count("SELECT COUNT(*) FROM ca.certificate");
    long revoked = count("SELECT COUNT(*) FROM status.revocation");
    long feed = count("SELECT COUNT(*) FROM status.feed");

    STAGE.population().fill(1_000);

    assertThat(count("SELECT COUNT(*) FROM ca.certificate")).isEqualTo(certificates + 1_000);
    assertThat(count("SELECT COUNT(*) FROM status.revocation")).isEqualTo(revoked + 100);
    assertThat(count("SELECT COUNT(*) FROM status.feed")).isEqualTo(feed + 1_100);
    assertThat(count("SELECT last FROM status.feed_head"))
        .isEqualTo(count("SELECT COUNT(*) FROM status.feed"));
    assertThat(
            count(
                """
                SELECT STRAIGHT_JOIN COUNT(*) FROM ca.certificate c
                JOIN ca.card k ON k.card_id = c.card_id
                JOIN ca.resident r ON r.register_id = k.register_id
                  AND r.register_id = c.register_id
                JOIN status.certificate s USING (issuer_no, serial)
                JOIN status.issuer i USING (issuer_no)
                JOIN status.crl_partition p ON p.partition_no = c.partition_no
                  AND p.issuer_no = c.issuer_no AND p.municipality = r.municipality
                LEFT JOIN status.revocation v ON v.partition_no = c.partition_no
                  AND v.serial = c.serial
                WHERE s.partition_no = c.partition_no AND i.authority = c.authority
                  AND (v.serial IS NULL) = (c.revoked_at IS NULL)
                  AND (c.live_card_id IS NULL) = (c.revoked_at IS NOT NULL)
                """))
        .isEqualTo(count("SELECT COUNT(*) FROM ca.certificate"));
  }

  @Test
  void unserved_cards_areOnesWithoutCertificates() {
    List<RegisteredCard> cards = STAGE.population().unserved(50);

    assertThat(cards).hasSize(50).doesNotHaveDuplicates();
    assertThat(cards).allMatch(card -> Card.isId(card.id()));
    assertThat(cards.stream().map(RegisteredCard::municipality).distinct()).hasSize(50);
    assertThat(
            count(
                "SELECT COUNT(*) FROM ca.certificate WHERE card_id IN (<ids>)",
                cards.stream().map(RegisteredCard::id).toList()))
        .isZero();
  }

  @Test
  void served_residents_haveBothCertificates() {
    List<String> residents = STAGE.population().served(50);

    assertThat(residents).hasSize(50).doesNotHaveDuplicates();
    assertThat(
            count(
                """
                SELECT COUNT(*) FROM ca.certificate c JOIN ca.card k USING (card_id)
                WHERE c.live_card_id IS NOT NULL AND k.register_id IN (<ids>)
                """,
                residents))
        .isEqualTo(100);
  }

  @Test
  void serials_areAsTheAuthorityDrawsThem() {
    STAGE.population().served(1);
    byte[] serial =
        ADMIN.withHandle(handle ->
            handle
                .createQuery("SELECT serial FROM ca.certificate ORDER BY serial DESC LIMIT 1")
                .mapTo(byte[].class)
                .one());

    assertThat(serial).hasSize(16);
    assertThat(Serial.of(serial).value().bitLength()).isBetween(120, 127);
  }
}
