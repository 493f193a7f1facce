package org.jitsuin.bench.environment;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The statements of {@link Population}: the only place in this module that knows the columns which
 * the certificate authority writes.
 *
 * <p>Each takes its rows from derived tables with the columns {@code card} (its number) and, where
 * there is a row for each certificate, {@code issuer_no} (1 signature, 2 user identification).
 */
final class Rows {
  static final String RESIDENTS =
      """
      INSERT INTO ca.resident (register_id, municipality, name, name_flags, address,
        address_flags, sex, birth_date, version)
      SELECT {register-id}, p.municipality, '番号　花子', '00000',
        '東京都清瀬市中里五丁目八百四十二番地', '000000000000000000',
        ELT(card MOD 2 + 1, 'female', 'male'),
        DATE_ADD('1945-01-01', INTERVAL card MOD 18000 DAY), 1
      FROM {cards} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places}
      """;

  static final String CARDS =
      """
      INSERT INTO ca.card (card_id, register_id, municipality, issued_on, expires_on,
        longest_until, registered_at)
      SELECT {card-id}, {register-id}, p.municipality, DATE(FROM_UNIXTIME({issued-at} / 1000)),
        DATE_ADD(DATE(FROM_UNIXTIME({issued-at} / 1000)), INTERVAL 9 YEAR),
        DATE_ADD(DATE(FROM_UNIXTIME({issued-at} / 1000)), INTERVAL 9 YEAR), {issued-at}
      FROM {cards} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places}
      """;

  static final String CERTIFICATES =
      """
      INSERT INTO ca.certificate (issuer_no, serial, authority, card_id, partition_no,
        subject_name, not_before, not_after, key_hash, reason, revoked_at, live_card_id,
        register_id, residence, chain_no)
      SELECT issuer_no, {serial}, ELT(issuer_no, 'signature', 'user-identification'), {card-id},
        ELT(issuer_no, p.partition_1, p.partition_2),
        CONCAT(LPAD(card, 19, '0'), p.municipality, '001A'), {issued-at},
        {issued-at} + {validity}, UNHEX(SHA2(CONCAT('key', issuer_no, card), 256)),
        IF(issuer_no = 1 AND {revoked}, 3, NULL),
        IF(issuer_no = 1 AND {revoked}, {revoked-at}, NULL),
        IF(issuer_no = 1 AND {revoked}, NULL, {card-id}), {register-id}, p.municipality, 1
      FROM {certificates} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places}
      """;

  /**
   * The content of a certificate, of which nothing but the size counts here: 1,600 octets behind
   * the tag of a SEQUENCE.
   */
  static final String CONTENTS =
      """
      INSERT INTO ca.certificate_der (issuer_no, serial, der)
      SELECT issuer_no, {serial}, CONCAT(UNHEX('3082063C'), RANDOM_BYTES(1024), RANDOM_BYTES(572))
      FROM {certificates} c
      """;

  static final String STATUS =
      """
      INSERT INTO status.certificate (issuer_no, serial, partition_no, not_after)
      SELECT issuer_no, {serial}, ELT(issuer_no, p.partition_1, p.partition_2),
        {issued-at} + {validity}
      FROM {certificates} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places}
      """;

  static final String FEED_OF_ISSUES =
      """
      INSERT INTO status.feed (seq, issuer_no, serial, partition_no, not_after, reason,
        revoked_at, recorded_at)
      SELECT last + 2 * (card - {first}) + issuer_no, issuer_no, {serial},
        ELT(issuer_no, p.partition_1, p.partition_2), {issued-at} + {validity}, NULL, NULL,
        {issued-at}
      FROM {certificates-by-card} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places}
        STRAIGHT_JOIN status.feed_head
      """;

  static final String AUDIT_OF_ISSUES =
      """
      INSERT INTO audit.entry (entry_no, id, recorded_at, kind, card, body)
      SELECT last + 1 + card - {first}, {entry-id}, {issued-at}, 'certificates-issued', {card-id},
        CONCAT('{"act":"certificates-issued","actor":{"component":"bench","kind":"system"},',
          '"at":"', {now}, '","detail":{"card":"', {card-id}, '","more":"',
          REPEAT('0123456789abcdef', 34), '"}}')
      FROM {cards} c STRAIGHT_JOIN status.audit_head
      """;

  static final String REVOCATIONS =
      """
      INSERT INTO status.revocation (partition_no, serial, issuer_no, reason, revoked_at,
        not_after)
      SELECT p.partition_1, {serial}, issuer_no, 3, {revoked-at}, {issued-at} + {validity}
      FROM {revoked-certificates} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places}
      """;

  static final String FEED_OF_REVOCATIONS =
      """
      INSERT INTO status.feed (seq, issuer_no, serial, partition_no, not_after, reason,
        revoked_at, recorded_at)
      SELECT last + ROW_NUMBER() OVER (ORDER BY card), issuer_no, {serial}, p.partition_1,
        {issued-at} + {validity}, 3, {revoked-at}, {revoked-at}
      FROM {revoked-certificates} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places}
        STRAIGHT_JOIN status.feed_head
      """;

  static final String FEED_HEAD =
      "UPDATE status.feed_head SET last = (SELECT MAX(seq) FROM status.feed)";

  static final String EVENTS =
      """
      INSERT INTO ca.resident_event (event_id, content_hash, register_id, kind, recorded_at,
        result)
      SELECT CONCAT('old-', card), UNHEX(SHA2(CONCAT('event', card), 256)), {register-id},
        'address-changed', {revoked-at}, REPEAT('0123456789abcdef', 12)
      FROM {revoked-certificates} c
      """;

  static final String DISCLOSURES =
      """
      INSERT INTO audit.disclosure (hash, salt, data)
      SELECT SHA2(CONCAT('disclosure', card), 256), RANDOM_BYTES(32),
        REPEAT('0123456789abcdef', 25)
      FROM {revoked-certificates} c
      """;

  static final String AUDIT_OF_EVENTS =
      """
      INSERT INTO audit.entry (entry_no, id, recorded_at, kind, card, body)
      SELECT last + ROW_NUMBER() OVER (ORDER BY card), {entry-id}, {revoked-at}, 'certificate-revoked', {card-id},
        CONCAT('{"act":"certificate-revoked","actor":{"component":"bench","kind":"system"},',
          '"at":"', {now}, '","detail":{"card":"', {card-id}, '","more":"',
          REPEAT('0123456789abcdef', 19), '"}}')
      FROM {revoked-certificates} c STRAIGHT_JOIN status.audit_head
      """;

  static final String AUDIT_HEAD =
      "UPDATE status.audit_head SET last = (SELECT MAX(entry_no) FROM audit.entry)";

  static final String CARDS_READ =
      """
      SELECT {card-id} AS card_id, p.municipality
      FROM {cards} c STRAIGHT_JOIN bench.place p ON p.k = card MOD {places} ORDER BY card
      """;

  static final String RESIDENTS_READ =
      "SELECT {register-id} AS register_id FROM {cards} c ORDER BY card";

  /** Of the row, as entries say it: behind those of the ceremony, as an auditor expects. */
  private static final String NOW =
      "CONCAT(LEFT(DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%dT%H:%i:%s.%f'), 23), 'Z')";

  private static final String UUID_OF_CARD = uuid("MD5(CONCAT('card', card))");
  private static final String UUID_OF_RESIDENT =
      "CONCAT('r-', " + uuid("MD5(CONCAT('resident', card))") + ")";

  /**
   * The SQL of a serial number as {@code SerialSource} draws it: 48 bits of time, 80 that nobody
   * can guess.
   */
  private static final String SERIAL =
      """
      CONCAT(UNHEX(LPAD(HEX({issued-at}), 12, '0')),
        LEFT(UNHEX(MD5(CONCAT('serial', issuer_no, card))), 10))\
      """;

  /** A UUID of version 7, as audit entries have. */
  private static final String ENTRY_ID =
      """
      CONCAT(INSERT(LPAD(LOWER(HEX({issued-at})), 12, '0'), 9, 0, '-'),
        '-7', LEFT(MD5(CONCAT('entry', {kind}, card)), 3), '-8',
        INSERT(RIGHT(MD5(CONCAT('entry', {kind}, card)), 15), 4, 0, '-'))\
      """;

  /** The age of the first certificate. */
  private static final Duration AGE = Duration.ofDays(4 * 365);

  private static final Duration VALIDITY = Duration.ofDays(5 * 365);

  /**
   * The condition for revoked rows, every fifth signature certificate: a tenth of all certificates.
   */
  private static final String REVOKED = "card MOD 5 = 0";

  private final long first;
  private final long count;
  private final boolean withRevoked;
  private final Instant now;
  private final int places;

  /**
   * @param first the number of the first card
   * @param count how many cards
   * @param withRevoked whether some of their certificates were revoked
   * @param now when the last of the certificates was issued
   * @param places how many rows {@code bench.place} has
   */
  Rows(long first, long count, boolean withRevoked, Instant now, int places) {
    this.first = first;
    this.count = count;
    this.withRevoked = withRevoked;
    this.now = now;
    this.places = places;
  }

  private static String uuid(String hash) {
    return "INSERT(INSERT(INSERT(INSERT(%s, 21, 0, '-'), 17, 0, '-'), 13, 0, '-'), 9, 0, '-')"
        .formatted(hash);
  }

  /** A statement for those cards. */
  String statement(String template) {
    long begin = now.minus(AGE).toEpochMilli();
    long step = Math.max(1, AGE.toMillis() / (count + 1));
    String issuedAt = String.format(Locale.ROOT, "(%d + (card - %d) * %d)", begin, first, step);
    String revokedAt = String.format(Locale.ROOT, "(%s + %d) DIV 2", issuedAt, now.toEpochMilli());
    return template
        .replace(
            "{entry-id}", ENTRY_ID.replace("{kind}", template.equals(AUDIT_OF_EVENTS) ? "2" : "1"))
        .replace("{serial}", SERIAL)
        .replace("{now}", NOW)
        .replace("{card-id}", UUID_OF_CARD)
        .replace("{register-id}", UUID_OF_RESIDENT)
        .replace("{issued-at}", issuedAt)
        .replace("{revoked-at}", revokedAt)
        .replace("{validity}", Long.toString(VALIDITY.toMillis()))
        .replace("{revoked}", withRevoked ? REVOKED : "FALSE")
        .replace("{first}", Long.toString(first))
        .replace("{places}", Integer.toString(places))
        .replace("{cards}", "(SELECT seq AS card FROM %s)".formatted(sequence()))
        .replace("{certificates}", certificates("DIV " + count + " + 1", "MOD " + count))
        .replace("{certificates-by-card}", certificates("MOD 2 + 1", "DIV 2"))
        .replace(
            "{revoked-certificates}",
            "(SELECT 1 AS issuer_no, seq AS card FROM %s WHERE %s)"
                .formatted(sequence(), REVOKED.replace("card", "seq")));
  }

  private String sequence() {
    return String.format(Locale.ROOT, "bench.seq_%d_to_%d", first, first + count - 1);
  }

  /**
   * Returns the statement for two rows a card, in the order of the primary key or in that of the
   * cards.
   */
  private String certificates(String issuer, String card) {
    return String.format(
        Locale.ROOT,
        "(SELECT (seq - 1) %s AS issuer_no, (seq - 1) %s + %d AS card FROM bench.seq_1_to_%d)",
        issuer,
        card,
        first,
        2 * count);
  }
}
