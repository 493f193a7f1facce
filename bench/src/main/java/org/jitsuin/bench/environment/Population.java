package org.jitsuin.bench.environment;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Residents, cards and certificates written straight into the database, alike in shape and size to
 * what the certificate authority writes.
 *
 * <p>Cards are numbered from 1, and all that belongs to a card follows from its number, so that one
 * statement fills a table from the sequence engine. Into empty tables and without the checks that
 * the numbers make needless, MariaDB writes every index sorted and in one go.
 */
public final class Population {
  private final Jdbi admin;
  private final Instant now;
  private final int places;
  private long cards;

  /**
   * @param admin may write to all tables, and make a schema {@code bench}
   * @param now when the last of the certificates was issued
   */
  public Population(Jdbi admin, Instant now) {
    this.admin = admin;
    this.now = now;
    this.places = admin.withHandle(Population::preparePlaces);
  }

  /** The municipalities with the partitions of their certificates, numbered from 0. */
  private static int preparePlaces(Handle handle) {
    handle.execute("CREATE SCHEMA bench CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    handle.execute(
        """
        CREATE TABLE bench.place (
          k            INT UNSIGNED NOT NULL PRIMARY KEY,
          municipality CHAR(5) NOT NULL,
          partition_1  INT UNSIGNED NOT NULL,
          partition_2  INT UNSIGNED NOT NULL)
        AS SELECT
          ROW_NUMBER() OVER (ORDER BY municipality) - 1 AS k,
          municipality,
          MAX(IF(issuer_no = 1, partition_no, NULL)) AS partition_1,
          MAX(IF(issuer_no = 2, partition_no, NULL)) AS partition_2
        FROM status.crl_partition GROUP BY municipality
        """);
    return handle.createQuery("SELECT COUNT(*) FROM bench.place").mapTo(int.class).one();
  }

  private Rows next(long count, boolean withRevoked) {
    Rows rows = new Rows(cards + 1, count, withRevoked, now, places);
    cards += count;
    return rows;
  }

  /**
   * Fills the database with what years bring: certificates all over Japan, a tenth of them revoked
   * by resident events.
   *
   * @param certificates how many, two on each card
   */
  public void fill(long certificates) {
    Rows rows = next(certificates / 2, true);
    admin.useHandle(handle -> {
      unchecked(handle);
      write(handle, rows, Rows.RESIDENTS, Rows.CARDS);
      writeCertificates(handle, rows);
      write(
          handle,
          rows,
          Rows.REVOCATIONS,
          Rows.FEED_OF_REVOCATIONS,
          Rows.FEED_HEAD,
          Rows.EVENTS,
          Rows.DISCLOSURES,
          Rows.AUDIT_OF_EVENTS,
          Rows.AUDIT_HEAD);
      handle.execute(
          "ANALYZE TABLE ca.resident, ca.card, ca.certificate, ca.resident_event,"
              + " status.certificate, status.revocation, status.feed, audit.entry,"
              + " audit.disclosure");
    });
  }

  /**
   * A card that was registered.
   *
   * @param municipality where its holder lives
   */
  public record RegisteredCard(String id, String municipality) {}

  /** Returns as many cards as are asked for, all over Japan, that have no certificates. */
  public List<RegisteredCard> unserved(int count) {
    Rows rows = next(count, false);
    return admin.withHandle(handle -> {
      unchecked(handle);
      write(handle, rows, Rows.RESIDENTS, Rows.CARDS);
      return handle
          .createQuery(rows.statement(Rows.CARDS_READ))
          .map((row, _) ->
              new RegisteredCard(row.getString("card_id"), row.getString("municipality")))
          .list();
    });
  }

  /**
   * Residents all over Japan with a card and both certificates, all good.
   *
   * @return their ids in the resident register, as many as are asked for
   */
  public List<String> served(int count) {
    Rows rows = next(count, false);
    return admin.withHandle(handle -> {
      unchecked(handle);
      write(handle, rows, Rows.RESIDENTS, Rows.CARDS);
      writeCertificates(handle, rows);
      return handle.createQuery(rows.statement(Rows.RESIDENTS_READ)).mapTo(String.class).list();
    });
  }

  private static void unchecked(Handle handle) {
    handle.execute("SET unique_checks = 0, foreign_key_checks = 0");
  }

  private static void writeCertificates(Handle handle, Rows rows) {
    write(
        handle,
        rows,
        Rows.CERTIFICATES,
        Rows.CONTENTS,
        Rows.STATUS,
        Rows.FEED_OF_ISSUES,
        Rows.FEED_HEAD,
        Rows.AUDIT_OF_ISSUES,
        Rows.AUDIT_HEAD);
  }

  private static void write(Handle handle, Rows rows, String... templates) {
    for (String template : templates) {
      execute(handle, rows.statement(template));
    }
  }

  /**
   * Executes a statement without Jdbi's parser, for which a colon in the text would be a parameter.
   */
  private static void execute(Handle handle, String statement) {
    try (Statement plain = handle.getConnection().createStatement()) {
      plain.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be filled: " + e.getMessage(), e);
    }
  }
}
