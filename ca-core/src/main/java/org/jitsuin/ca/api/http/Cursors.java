package org.jitsuin.ca.api.http;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.query.ExpiryNotices.Position;
import org.jitsuin.ca.store.CardSearch.EndKey;
import org.jitsuin.ca.store.CardSearch.SuspensionKey;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;
import org.jitsuin.ca.store.StatisticKey;

/**
 * Cursors that say where the next page begins: the last key of a page, in base64url, opaque to
 * callers. A page that begins at a key costs the same wherever it is, and shows nothing twice when
 * rows are added.
 */
public final class Cursors {
  private static final String CARD = "[0-9a-f-]{36}";
  private static final Pattern CERTIFICATE =
      Pattern.compile("c (\\d{1,15}) (\\d{1,3}) ([0-9a-f]{2,40})");
  private static final Pattern SUSPENSION = Pattern.compile("s (\\d{1,15}) (" + CARD + ")");
  private static final Pattern END = Pattern.compile("e (\\d{4}-\\d\\d-\\d\\d) (" + CARD + ")");

  private static final Pattern STATISTIC =
      Pattern.compile(
          "t (\\d{4}-\\d\\d(?:-\\d\\d)?) (\\d{0,5}) ([a-z]{1,16}) ([a-z-]{0,32}) ([\\w-]{0,64})");

  private Cursors() {}

  /**
   * Returns the cursor of the next page; null behind the last one, which may show only one page
   * later.
   */
  public static <T> String next(List<T> page, int limit, Function<T, String> cursor) {
    return page.size() == limit ? cursor.apply(page.getLast()) : null;
  }

  /** The cursor behind a certificate. */
  public static String of(CertificateKey key) {
    return encoded(
        String.format(
            Locale.ROOT,
            "c %d %d %s",
            key.notAfter().toEpochMilli(),
            key.issuerNumber(),
            key.serial()));
  }

  /** The cursor behind a suspension. */
  public static String of(SuspensionKey key) {
    return encoded(String.format(Locale.ROOT, "s %d %s", key.at().toEpochMilli(), key.cardId()));
  }

  /** The cursor behind a notice. */
  public static String of(Position position) {
    return switch (position) {
      case Position.OfCard(EndKey key) ->
          encoded("e %s %s".formatted(key.expiresOn(), key.cardId()));
      case Position.OfCertificate(CertificateKey key) -> of(key);
    };
  }

  /**
   * @param cursor null where the first page is asked for
   */
  public static Optional<CertificateKey> certificate(String cursor) {
    return read(cursor, Cursors::certificateKey);
  }

  /** The suspension that a page of suspensions begins behind. */
  public static Optional<SuspensionKey> suspension(String cursor) {
    return read(
        cursor,
        text ->
            match(SUSPENSION, text)
                .map(parts -> new SuspensionKey(instant(parts.group(1)), parts.group(2))));
  }

  /** The cursor behind a count. */
  public static String of(StatisticKey key) {
    return encoded(
        String.join(
            " ", "t", key.period(), key.municipality(), key.act(), key.authority(), key.detail()));
  }

  /** The count that a page of statistics begins behind. */
  public static Optional<StatisticKey> statistic(String cursor) {
    return read(
        cursor,
        text ->
            match(STATISTIC, text)
                .map(parts ->
                    new StatisticKey(
                        parts.group(1),
                        parts.group(2),
                        parts.group(3),
                        parts.group(4),
                        parts.group(5))));
  }

  /** The notice that a page of notices begins behind. */
  public static Optional<Position> position(String cursor) {
    return read(
        cursor,
        text ->
            match(END, text)
                .<Position>map(parts ->
                    new Position.OfCard(
                        new EndKey(LocalDate.parse(parts.group(1)), parts.group(2))))
                .or(() -> certificateKey(text).map(Position.OfCertificate::new)));
  }

  private static Optional<CertificateKey> certificateKey(String text) {
    return match(CERTIFICATE, text)
        .map(parts ->
            new CertificateKey(
                instant(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Serial.parse(parts.group(3))));
  }

  private static Optional<Matcher> match(Pattern form, String text) {
    return Optional.of(form.matcher(text)).filter(Matcher::matches);
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static <T> Optional<T> read(String cursor, Function<String, Optional<T>> reading) {
    if (cursor == null) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
      Optional<T> key = reading.apply(text);
      if (key.isPresent()) {
        return key;
      }
    } catch (IllegalArgumentException | DateTimeException _) {
      // Not base64url, no serial number, or no date: nothing that was given out.
    }
    throw Parameters.invalid("after", "must be a value returned as next");
  }
}
