package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;

/**
 * Replaces what was to be signed by its SHA-256, where it stands in {@code ca.signing_intent} in
 * full: earlier releases wrote it so. Nothing that is read of an intent changes.
 */
final class IntentErasure {
  private static final int HASH_OCTETS = 32;

  private IntentErasure() {}

  private record Place(long startedAt, int issuerNumber, Serial serial) {
    static final Place BEGINNING = new Place(0, 0, Serial.parse("01"));

    static final Comparator<Place> ORDER =
        Comparator.comparingLong(Place::startedAt)
            .thenComparingInt(Place::issuerNumber)
            .thenComparing(place -> place.serial().octets(), Arrays::compareUnsigned);

    static Place read(String text) {
      List<String> parts = List.of(text.split("/", -1));
      return parts.size() < 3
          ? BEGINNING
          : new Place(
              Long.parseLong(parts.get(0)),
              Integer.parseInt(parts.get(1)),
              Serial.parse(parts.get(2)));
    }

    String text() {
      return startedAt + "/" + issuerNumber + "/" + serial;
    }
  }

  /**
   * What was done.
   *
   * @param erased how many stood there in full
   * @param place where the next round begins
   */
  record Done(long erased, String place, boolean last) {}

  /**
   * Goes through intents that were settled, in the order in which they were begun.
   *
   * @param before only those begun before that, of which none is under way
   */
  static Done erase(Handle handle, String place, Instant before, int limit) {
    Place after = Place.read(place);
    List<Place> settled =
        Stream.of("completed", "abandoned")
            .flatMap(state -> settled(handle, state, after, before, limit).stream())
            .sorted(Place.ORDER)
            .limit(limit)
            .toList();
    if (settled.isEmpty()) {
      return new Done(0, place, true);
    }
    PairCondition among =
        PairCondition.of(settled, "issuer_no", Place::issuerNumber, "serial", Place::serial);
    int erased =
        among
            .bind(
                handle.createUpdate(
                    "UPDATE ca.signing_intent SET tbs = UNHEX(SHA2(tbs, 256)) WHERE "
                        + among.sql()
                        + " AND state <> 'pending' AND LENGTH(tbs) <> "
                        + HASH_OCTETS))
            .execute();
    return new Done(erased, settled.getLast().text(), settled.size() < limit);
  }

  private static List<Place> settled(
      Handle handle, String state, Place after, Instant before, int limit) {
    return handle
        .createQuery(
            """
            SELECT started_at, issuer_no, serial FROM ca.signing_intent FORCE INDEX (state)
            WHERE state = :state AND started_at >= :at AND started_at < :before
              AND (started_at > :at OR issuer_no > :issuer
                OR (issuer_no = :issuer AND serial > :serial))
            ORDER BY started_at, issuer_no, serial LIMIT :limit
            """)
        .bind("state", state)
        .bind("at", after.startedAt())
        .bind("before", before)
        .bind("issuer", after.issuerNumber())
        .bind("serial", after.serial())
        .bind("limit", limit)
        .map((row, _) ->
            new Place(
                row.getLong("started_at"),
                row.getInt("issuer_no"),
                Serial.of(row.getBytes("serial"))))
        .list();
  }
}
