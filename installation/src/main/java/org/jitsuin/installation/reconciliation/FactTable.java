package org.jitsuin.installation.reconciliation;

/**
 * The temporary tables in which {@link LoggedFacts} notes what entries tell: the newest of what
 * they tell of one thing, with the number of the entry. Each entry goes over what was told of it
 * before.
 */
enum FactTable {
  GENERATION(
      "told_generation",
      """
      issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      sha256 BINARY(32) NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (issuer, sha256, entry_no) VALUES (:issuer, :sha256, :entry)
      ON DUPLICATE KEY UPDATE entry_no = :entry
      """),
  ISSUED(
      "told_issued",
      """
      issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      serial VARBINARY(20) NOT NULL,
      partition_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      sha256 BINARY(32) NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (issuer, serial)
      """,
      """
      (issuer, serial, partition_id, sha256, entry_no)
      VALUES (:issuer, :serial, :partition, :sha256, :entry)
      ON DUPLICATE KEY UPDATE entry_no = :entry
      """),
  ENDED(
      "told_ended",
      """
      issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      serial VARBINARY(20) NOT NULL,
      -- Null where the certificate is good again.
      reason TINYINT UNSIGNED NULL,
      revoked_at BIGINT NULL,
      invalid_since BIGINT NULL,
      entry_no BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (issuer, serial)
      """,
      """
      (issuer, serial, reason, revoked_at, invalid_since, entry_no)
      VALUES (:issuer, :serial, :reason, :revokedAt, :invalidSince, :entry)
      ON DUPLICATE KEY UPDATE reason = :reason, revoked_at = :revokedAt,
        invalid_since = :invalidSince, entry_no = :entry
      """),
  OWN(
      "told_own",
      """
      issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      serial VARBINARY(20) NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (issuer, serial)
      """,
      """
      (issuer, serial, entry_no) VALUES (:issuer, :serial, :entry)
      ON DUPLICATE KEY UPDATE entry_no = :entry
      """),
  EVENT(
      "told_event",
      """
      event_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (event_id, entry_no) VALUES (:event, :entry) ON DUPLICATE KEY UPDATE entry_no = :entry
      """),
  CRL(
      "told_crl",
      """
      issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      partition_id VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      number BIGINT UNSIGNED NOT NULL,
      sha256 BINARY(32) NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (issuer, partition_id, number)
      """,
      """
      (issuer, partition_id, number, sha256, entry_no)
      VALUES (:issuer, :partition, :number, :sha256, :entry)
      ON DUPLICATE KEY UPDATE entry_no = :entry
      """),
  CARD(
      "told_card",
      """
      card_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      suspended BOOLEAN NOT NULL,
      ended BOOLEAN NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (card_id, suspended, ended, entry_no) VALUES (:card, :suspended, :ended, :entry)
      ON DUPLICATE KEY UPDATE suspended = :suspended, ended = ended OR :ended, entry_no = :entry
      """),
  CARD_ORDER(
      "told_card_order",
      """
      order_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (order_id, state, entry_no) VALUES (:order, :state, :entry)
      ON DUPLICATE KEY UPDATE state = :state, entry_no = :entry
      """),
  CONFIRMATION(
      "told_confirmation",
      """
      card_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      -- Of its holder: 'confirmed', 'awaited' or 'differs'.
      state VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (card_id, state, entry_no) VALUES (:card, :state, :entry)
      ON DUPLICATE KEY UPDATE state = :state, entry_no = :entry
      """),
  CONSENT(
      "told_consent",
      """
      consent_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      withdrawn BOOLEAN NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (consent_id, withdrawn, entry_no) VALUES (:consent, :withdrawn, :entry)
      ON DUPLICATE KEY UPDATE withdrawn = :withdrawn, entry_no = :entry
      """),
  ERASED(
      "told_erased",
      """
      card_id CHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (card_id, entry_no) VALUES (:card, :entry) ON DUPLICATE KEY UPDATE entry_no = :entry
      """),
  RECORDS_ERASED(
      "told_records_erased",
      """
      records VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL,
      records_erased BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (records, entry_no)
      """,
      """
      (records, entry_no, records_erased) VALUES (:records, :entry, :count)
      ON DUPLICATE KEY UPDATE records_erased = :count
      """),
  STAFF(
      "told_staff",
      """
      serial VARBINARY(20) NOT NULL PRIMARY KEY,
      name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
      role VARCHAR(32) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
      municipality CHAR(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
      person VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
      -- Null where it has none, and where the entry is from before windows stood in it.
      window_code CHAR(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
      -- Null where the entry is from before it stood in it.
      sha256 BINARY(32) NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (serial, name, role, municipality, person, window_code, sha256, entry_no)
      VALUES (:serial, :name, :role, :municipality, :person, :window, :sha256, :entry)
      ON DUPLICATE KEY UPDATE name = :name, role = :role, municipality = :municipality,
        person = :person, window_code = :window, sha256 = :sha256, entry_no = :entry
      """),
  STANDING(
      "told_standing",
      """
      serial VARBINARY(20) NOT NULL PRIMARY KEY,
      active BOOLEAN NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (serial, active, entry_no) VALUES (:serial, :active, :entry)
      ON DUPLICATE KEY UPDATE active = :active, entry_no = :entry
      """),
  SIGNER(
      "told_signer",
      """
      issuer VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      serial VARBINARY(20) NOT NULL,
      responder VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL,
      PRIMARY KEY (issuer, serial)
      """,
      """
      (issuer, serial, responder, entry_no) VALUES (:issuer, :serial, :responder, :entry)
      ON DUPLICATE KEY UPDATE responder = :responder, entry_no = :entry
      """),
  RETIRED(
      "told_retired",
      """
      issuer VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (issuer, entry_no) VALUES (:issuer, :entry)
      ON DUPLICATE KEY UPDATE entry_no = :entry
      """),
  RESPONDER(
      "told_responder",
      """
      name VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      admission INT UNSIGNED NOT NULL,
      withdrawn BOOLEAN NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (name, admission, withdrawn, entry_no) VALUES (:name, :admission, :withdrawn, :entry)
      ON DUPLICATE KEY UPDATE admission = :admission, withdrawn = :withdrawn, entry_no = :entry
      """),
  DUAL_CONTROL(
      "told_dual_control",
      """
      municipality CHAR(5) CHARACTER SET ascii COLLATE ascii_bin NOT NULL PRIMARY KEY,
      kinds VARCHAR(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (municipality, kinds, entry_no) VALUES (:municipality, :kinds, :entry)
      ON DUPLICATE KEY UPDATE kinds = :kinds, entry_no = :entry
      """),
  RELYING_PARTY(
      "told_relying_party",
      """
      name VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY,
      active BOOLEAN NOT NULL,
      -- Null where the entry does not tell: that of an end, and that of the key ceremony.
      authorities VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
      certificates MEDIUMTEXT CHARACTER SET ascii COLLATE ascii_bin NULL,
      entry_no BIGINT UNSIGNED NOT NULL
      """,
      """
      (name, active, authorities, certificates, entry_no)
      VALUES (:name, :active, :authorities, :certificates, :entry)
      ON DUPLICATE KEY UPDATE active = :active, authorities = :authorities,
        certificates = :certificates, entry_no = :entry
      """);

  private final String table;
  private final String columns;
  private final String insertion;

  FactTable(String table, String columns, String insertion) {
    this.table = table;
    this.columns = columns;
    this.insertion = insertion;
  }

  String create() {
    return "CREATE TEMPORARY TABLE audit." + table + " (" + columns + ")";
  }

  String drop() {
    return "DROP TEMPORARY TABLE IF EXISTS audit." + table;
  }

  String insert() {
    return "INSERT INTO audit." + table + " " + insertion;
  }
}
